"""The hierarchy: divisions, superiors, faults and the tree, on plans built in one line."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.divisions import Division, Divisions, DivisionsError, load_divisions
from planlint.hierarchy import (
    Cycle,
    DuplicatePlans,
    Gap,
    Hierarchy,
    SuperiorDisagrees,
    SuperiorsDiffer,
    UnknownCode,
    tree,
)
from planlint.model import Period, Plan
from planlint.reporting.tree import draw_tree
from planlint.resources import DIVISIONS

HOME = load_divisions(DIVISIONS)


def plan(
    id: str,
    jurisdiction: str,
    *,
    superior: str | None = None,
    implements: tuple[str, ...] = (),
    sector: str = "health",
    period: tuple[int, int] = (2021, 2025),
    title: str = "规划",
) -> Plan:
    return Plan(
        id=id,
        title=title,
        jurisdiction=jurisdiction,
        sector=sector,
        period=Period(*period),
        superior=superior,
        implements=implements,
        main_table=None,
        source_file=None,
        source_sha256=None,
        statements=(),
        file=f"{id}.yaml",
        spans={},
        lines=(),
    )


def hierarchy(*plans: Plan) -> Hierarchy:
    return Hierarchy(plans, HOME)


def above(tower: Hierarchy, lower: Plan) -> list[tuple[str, list[str]]]:
    """The superiors of a plan as codes and plan ids."""
    return [(s.jurisdiction, [p.id for p in s.plans]) for s in tower.superiors(lower)]


NMG = plan("nmg", "150000", title="内蒙古自治区规划")
EWENKI = plan("ewenki", "150724", title="鄂温克族自治旗规划")


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        ("000000", "全国", "nation"),
        ("150000", "内蒙古自治区", "region"),
        ("150400", "赤峰市", "city"),
        ("150700", "呼伦贝尔市", "city"),
        ("150724", "鄂温克族自治旗", "county"),
        ("150600", "鄂尔多斯市", "city"),
        ("150603", "康巴什区", "county"),
        ("150800", "巴彦淖尔市", "city"),
        ("150822", "磴口县", "county"),
    ],
)
def test_packaged_divisions_have_the_codes_of_the_corpus(code: str, name: str, level: str) -> None:
    assert (HOME.name(code), HOME.level(code)) == (name, level)


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("150724", ("150700", "150000", "000000")),
        ("000000", ()),
        ("110101", ("110000", "000000")),
        ("500231", ("500000", "000000")),
        ("419001", ("410000", "000000")),
        ("429021", ("420000", "000000")),
        ("469001", ("460000", "000000")),
        ("659001", ("650000", "000000")),
        ("441900", ("440000", "000000")),
        ("150600-konggang", ("150600", "150000", "000000")),
        ("150799", ("150700", "150000", "000000")),
        ("150700-区", ("150700", "150000", "000000")),
        ("990101", ("000000",)),
        ("no code", ()),
    ],
)
def test_superiors_follow_from_the_code_without_levels_that_are_no_place(
    code: str, chain: tuple[str, ...]
) -> None:
    assert HOME.chain(code) == chain


def test_every_packaged_division_stands_under_the_nation_and_one_level_is_above_another() -> None:
    order = ["nation", "region", "city", "county"]
    for code in HOME:
        levels = [order.index(str(HOME.level(other))) for other in (code, *HOME.chain(code))]
        assert levels == sorted(set(levels), reverse=True)
        assert levels[-1] == 0
    assert len(list(HOME)) == 3217


def test_no_level_without_a_place_is_packaged() -> None:
    for code in ("110100", "310100", "500200", "419000", "429000", "469000", "659000"):
        assert code not in HOME
        assert HOME.name(code) is None
        assert HOME.level(code) is None


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("150742", ("150724", "150722", "150700")),
        ("110100", ("110101", "110102", "110000")),
        ("152700-zone", ("150702", "152500", "150000")),
        ("999999", ()),
        ("鄂温克", ()),
    ],
)
def test_unknown_codes_suggest_the_likeliest_ones_and_their_superior(
    code: str, nearest: tuple[str, ...]
) -> None:
    assert HOME.nearest(code) == nearest


def test_local_codes_are_known_by_their_six_digits() -> None:
    assert HOME.known("150600-konggang")
    assert not HOME.known("150999-konggang")
    assert not HOME.known("150600-")


def csv_file(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_file_replaces_and_adds_rows(tmp_path: Path) -> None:
    own = csv_file(
        tmp_path,
        "\ufeffcode,name,level,superior\r\n"
        "150603,康巴什新区,county,\r\n"
        "\r\n"
        "150600-konggang,空港物流园区,county,150603\r\n",
    )
    divisions = load_divisions(DIVISIONS, own)
    assert divisions.name("150603") == "康巴什新区"
    assert divisions.name("150600") == "鄂尔多斯市"
    assert divisions.chain("150600-konggang") == ("150603", "150600", "150000", "000000")


def test_an_own_file_may_stand_alone(tmp_path: Path) -> None:
    divisions = load_divisions(csv_file(tmp_path, "code,name,level\n150000,内蒙古自治区,region\n"))
    assert divisions.chain("150724") == ("150000",)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "line 1 should be code,name,level[,superior], it is ")]),
        ("code;name\n", [(1, "line 1 should be code,name,level[,superior], it is code;name")]),
        ("code,name,level\n15,某地,city\n", [(2, "“15” is no division code")]),
        ("code,name,level\n150101,,city\n", [(2, "150101 has no name")]),
        (
            "code,name,level\n150101,某地,citty\n150102,某地\n",
            [
                (2, "level “citty” should be one of nation, region, city, county; did you mean"),
                (3, "should have 3 columns, has 2"),
            ],
        ),
        (
            "code,name,level\n150101,某地,city\n150101,某地,city\n",
            [(3, "code 150101 stands on line 2 already")],
        ),
        (
            "code,name,level,superior\n150101,某地,county,150102\n150103,某县,county,150101\n",
            [(2, "superior 150102 is no known code; did you mean")],
        ),
        (
            "code,name,level,superior\n150101,某地,city,150102\n150102,某地,city,150101\n",
            [
                (2, "the superiors of 150101 lead back to it"),
                (3, "the superiors of 150102 lead back to it"),
            ],
        ),
    ],
)
def test_every_fault_of_a_divisions_file_is_named_with_its_line(
    tmp_path: Path, text: str, faults: list[tuple[int, str]]
) -> None:
    with pytest.raises(DivisionsError) as caught:
        load_divisions(csv_file(tmp_path, text))
    found = caught.value.faults
    assert [fault.line for fault in found] == [line for line, _ in faults]
    for fault, (_, words) in zip(found, faults, strict=True):
        assert words in fault.problem.en
        assert fault.problem.zh
    assert f"own.csv:{faults[0][0]}: {faults[0][1]}" in str(caught.value)


def test_divisions_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DivisionsError, match="can't be read"):
        load_divisions(tmp_path / "missing.csv")
    other = tmp_path / "gbk.csv"
    other.write_bytes("code,name,level\n150000,内蒙古,region\n".encode("gbk"))
    with pytest.raises(DivisionsError, match=r"gbk\.csv:2: not UTF-8"):
        load_divisions(other)
    quoted = csv_file(tmp_path, 'code,name,level\n150000,"' + "x" * 200_000, "long.csv")
    with pytest.raises(DivisionsError, match="no CSV"):
        load_divisions(quoted)


def test_levels_without_a_plan_are_named_between_those_with_one() -> None:
    tower = hierarchy(NMG, EWENKI)
    assert above(tower, EWENKI) == [("150700", []), ("150000", ["nmg"]), ("000000", [])]
    assert [level.name for level in tower.missing(EWENKI).levels] == ["呼伦贝尔市", "全国"]
    assert tower.below(NMG) == (EWENKI,)
    assert tower.below(EWENKI) == ()
    assert tower.faults == ()


def test_only_plans_of_the_sector_and_of_overlapping_time_are_superiors() -> None:
    tower = hierarchy(
        EWENKI,
        plan("education", "150000", sector="education"),
        plan("before", "150000", period=(2016, 2020)),
        plan("long", "150000", period=(2016, 2030)),
        plan("same", "150000"),
    )
    assert above(tower, EWENKI)[1] == ("150000", ["same", "long"])


def test_a_plan_that_another_rests_on_comes_first_at_its_level() -> None:
    lower = plan("lower", "150724", implements=("outline", "own", "not-held", "lower"))
    tower = hierarchy(
        lower,
        NMG,
        plan("outline", "150000", sector="outline"),
        plan("own", "150724", sector="outline"),
    )
    assert above(tower, lower) == [
        ("150724", ["own"]),
        ("150700", []),
        ("150000", ["outline", "nmg"]),
        ("000000", []),
    ]
    assert tower.missing(lower).implements == ("not-held",)
    assert [type(fault) for fault in tower.faults] == [Cycle]


@pytest.mark.parametrize(
    ("aside", "position"), [("150600", 1), ("210000", 2), ("150603", 0), ("150603-zone", 0)]
)
def test_a_plan_of_a_place_aside_is_added_at_its_level_without_others_of_that_place(
    aside: str, position: int
) -> None:
    lower = plan("lower", "150724", implements=("model",))
    model = plan("model", aside, sector="outline")
    tower = hierarchy(lower, model, plan("other", aside))
    assert above(tower, lower)[position] == (aside, ["model"])
    assert len(above(tower, lower)) == 4
    assert tower.below(model) == (lower,)


def test_neither_itself_nor_what_is_below_is_a_superior() -> None:
    upper = plan("upper", "150000", implements=("lower", "upper"))
    lower = plan("lower", "150724")
    tower = hierarchy(upper, lower)
    assert above(tower, upper) == [("000000", [])]
    assert tower.below(lower) == ()


def test_a_stated_superior_counts_for_its_place_and_all_below_it() -> None:
    zone = plan("zone", "150600-konggang", superior="150603")
    part = plan("part", "150600-konggang-east", superior="150600-konggang")
    tower = hierarchy(zone, part, plan("kangbashi", "150603"), NMG)
    assert above(tower, part) == [
        ("150600-konggang", ["zone"]),
        ("150603", ["kangbashi"]),
        ("150600", []),
        ("150000", ["nmg"]),
        ("000000", []),
    ]
    assert tower.superiors(part)[0].name == "150600-konggang"
    assert tower.faults == ()


def test_a_place_that_moved_has_the_superior_of_the_time() -> None:
    old = plan("old", "150600-zone", superior="150602", period=(2016, 2020))
    new = plan("new", "150600-zone", superior="150603")
    silent = plan("silent", "150600-zone", sector="education", period=(2016, 2020))
    tower = hierarchy(old, new, silent)
    assert above(tower, old)[0][0] == "150602"
    assert above(tower, new)[0][0] == "150603"
    assert above(tower, silent)[0][0] == "150602"
    assert tower.superior("150600-zone") == "150603"
    assert tower.faults == ()


def test_superiors_are_told_for_a_plan_that_is_not_held() -> None:
    tower = hierarchy(NMG)
    assert above(tower, EWENKI)[1] == ("150000", ["nmg"])
    loop = plan("loop", "150700", superior="150724")
    assert [code for code, _ in above(tower, loop)] == ["150724"]
    assert tower.below(loop) == ()


def test_an_unknown_code_names_the_nearest_known_ones() -> None:
    lost = plan("lost", "150742", superior="150007")
    tower = hierarchy(lost)
    assert tower.faults == (
        UnknownCode((lost,), ("plan", "jurisdiction"), "150742", ("150724", "150722", "150700")),
        UnknownCode((lost,), ("plan", "superior"), "150007", HOME.nearest("150007")),
    )
    assert [code for code, _ in above(tower, lost)] == ["150700", "150000", "000000"]


def test_a_stated_superior_off_the_codes_chain_disagrees_and_still_counts() -> None:
    moved = plan("moved", "150724", superior="150600")
    tower = hierarchy(moved)
    assert tower.faults == (
        SuperiorDisagrees((moved,), ("plan", "superior"), "150600", ("150700", "150000", "000000")),
    )
    assert above(tower, moved)[0][0] == "150600"


@pytest.mark.parametrize("superior", ["150700", "150000", "000000"])
def test_a_stated_superior_on_the_codes_chain_agrees_and_skips_levels(superior: str) -> None:
    lower = plan("lower", "150724", superior=superior)
    tower = hierarchy(lower)
    assert tower.faults == ()
    assert above(tower, lower)[0][0] == superior


def test_a_local_code_may_state_any_superior() -> None:
    assert hierarchy(plan("zone", "150600-zone", superior="150724")).faults == ()


def test_plans_of_a_place_that_state_different_superiors_are_named() -> None:
    one = plan("one", "150600-zone", superior="150602")
    two = plan("two", "150600-zone", superior="150603", sector="education")
    alike = plan("alike", "150600-zone", superior="150602", period=(2030, 2035))
    assert hierarchy(two, alike, one).faults == (
        SuperiorsDiffer((one, two), ("plan", "superior"), ("150602", "150603")),
    )


def test_a_cycle_is_told_from_its_smallest_code_and_the_codes_count_instead() -> None:
    a = plan("a", "150600-a", superior="150600-c")
    b = plan("b", "150600-b", superior="150600-a")
    c = plan("c", "150600-c", superior="150600-b")
    tower = hierarchy(b, c, a)
    assert tower.faults == (
        Cycle((a, b, c), ("plan", "superior"), ("150600-a", "150600-c", "150600-b", "150600-a")),
    )
    for member in (a, b, c):
        assert [code for code, _ in above(tower, member)] == ["150600", "150000", "000000"]


def test_a_cycle_may_run_through_places_that_state_nothing() -> None:
    city = plan("city", "150700", superior="150724")
    tower = hierarchy(city, EWENKI)
    cycle = Cycle((city,), ("plan", "superior"), ("150700", "150724", "150700"))
    assert cycle in tower.faults
    assert above(tower, city) == [("150000", []), ("000000", [])]
    assert above(tower, EWENKI)[0] == ("150700", ["city"])


def test_a_place_above_itself_is_a_cycle_and_no_disagreement() -> None:
    own = plan("own", "150700", superior="150700")
    assert hierarchy(own).faults == (Cycle((own,), ("plan", "superior"), ("150700", "150700")),)


def test_a_cycle_that_appears_when_another_is_broken_is_broken_too() -> None:
    a = plan("a", "150602", superior="150603-b")
    b = plan("b", "150603-b", superior="150602")
    c = plan("c", "150600", superior="150602")
    tower = hierarchy(a, b, c)
    assert [fault.around for fault in tower.faults if isinstance(fault, Cycle)] == [
        ("150602", "150603-b", "150602"),
        ("150600", "150602", "150600"),
    ]
    assert [code for code, _ in above(tower, a)] == ["150600", "150000", "000000"]


def test_plans_that_rest_on_one_another_in_a_circle_are_a_fault_and_no_superiors() -> None:
    a = plan("a", "150724", sector="outline", implements=("b",))
    b = plan("b", "150724", implements=("a", "nmg"))
    tower = hierarchy(a, b, NMG)
    assert tower.faults == (Cycle((a, b), ("plan", "implements"), ("a", "b", "a")),)
    assert above(tower, a)[0] == ("150700", [])
    assert above(tower, b)[1] == ("150000", ["nmg"])


def test_two_plans_of_one_place_sector_and_period_are_a_fault() -> None:
    one, two = plan("one", "150724"), plan("two", "150724")
    other = plan("other", "150724", period=(2021, 2030))
    assert hierarchy(two, other, one).faults == (DuplicatePlans((one, two), ("plan", "jurisdiction")),)


def test_a_plan_that_carries_out_another_of_its_place_is_no_second_plan() -> None:
    assert hierarchy(EWENKI, plan("action", "150724", implements=("ewenki",))).faults == ()


def test_two_different_plans_of_one_id_are_a_fault() -> None:
    other = replace(plan("ewenki", "150400"), file="other.yaml")
    again = replace(EWENKI, title="另一个", file="third.yaml")
    assert hierarchy(other, EWENKI).faults == (DuplicatePlans((EWENKI, other), ("plan", "id")),)
    assert hierarchy(EWENKI, again).faults == (DuplicatePlans((EWENKI, again), ("plan", "id")),)


def test_one_plan_in_two_files_is_reported_and_one_file_given_twice_is_not() -> None:
    copy = replace(EWENKI, file="a-copy.yaml")
    assert hierarchy(EWENKI, NMG, EWENKI).faults == ()
    assert [type(fault) for fault in hierarchy(EWENKI, copy, NMG).faults] == [DuplicatePlans]


def test_known_divisions_are_those_of_their_file(tmp_path: Path) -> None:
    read = load_divisions(csv_file(tmp_path, DIVISIONS.read_text("utf-8") + "\n"))
    assert list(HOME) == list(read)
    for code in [*read, "150799", "999999", "", "11", "110000,北京市", "150600-x"]:
        assert (HOME.known(code), HOME.name(code), HOME.level(code), HOME.chain(code)) == (
            (read.known(code), read.name(code), read.level(code), read.chain(code))
        ), code
    assert HOME.nearest("150799") == read.nearest("150799")


def test_own_divisions_stand_before_the_known_ones(tmp_path: Path) -> None:
    own = csv_file(tmp_path, "code,name,level,superior\n150000,新,region,\n159900,某,city,150000\n")
    divisions = load_divisions(DIVISIONS, own)
    assert (divisions.name("150000"), divisions.name("150724")) == ("新", "鄂温克族自治旗")
    assert divisions.chain("159900") == ("150000", "000000")
    assert list(divisions) == [*HOME, "159900"]


def test_networkx_is_imported_only_where_there_is_a_loop() -> None:
    code = """
import sys
from planlint.hierarchy import Hierarchy
from tests.test_hierarchy import HOME, plan

Hierarchy([plan("a", "150724", superior="150000"), plan("b", "150000")], HOME)
assert "networkx" not in sys.modules
Hierarchy([plan("a", "150600-x", superior="150603")], HOME)
assert "networkx" not in sys.modules
Hierarchy([plan("a", "150700", superior="150724")], HOME)
assert "networkx" in sys.modules
"""
    root = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_the_tree_shows_who_is_above_whom_and_what_is_missing() -> None:
    plans = [EWENKI, NMG, plan("chifeng", "150400", title="赤峰市规划")]
    nodes = tree(plans, hierarchy(*plans))
    assert draw_tree(nodes, "zh") == (
        "000000 全国  （未收录规划）\n"
        "└─ 150000 内蒙古自治区  [nmg] 内蒙古自治区规划 2021-2025\n"
        "   ├─ 150400 赤峰市  [chifeng] 赤峰市规划 2021-2025\n"
        "   └─ 150700 呼伦贝尔市  （未收录规划）\n"
        "      └─ 150724 鄂温克族自治旗  [ewenki] 鄂温克族自治旗规划 2021-2025\n"
    )
    assert "150700 呼伦贝尔市  (no plan held)\n" in draw_tree(nodes, "en")
    (nation,) = nodes
    assert nation.missing == (Gap("health", Period(2021, 2025)),)


def test_the_tree_names_the_sector_that_is_missing_where_another_is_held() -> None:
    plans = [
        plan("nmg-1", "150000"),
        plan("nmg-2", "150000", period=(2026, 2030)),
        plan("chifeng", "150400", sector="education", title="赤峰\n\x1b[31m规划"),
        plan("zone", "150400-zone"),
    ]
    assert draw_tree(tree(plans, hierarchy(*plans)), "en") == (
        "000000 全国  (no plan held)\n"
        "└─ 150000 内蒙古自治区\n"
        "   │  [nmg-1] 规划 2021-2025\n"
        "   │  [nmg-2] 规划 2026-2030\n"
        "   │  (no education plan 2021-2025 held)\n"
        "   └─ 150400 赤峰市\n"
        "      │  [chifeng] 赤峰 \\x1b[31m规划 2021-2025\n"
        "      │  (no health plan 2021-2025 held)\n"
        "      └─ 150400-zone  [zone] 规划 2021-2025\n"
    )


def test_the_tree_of_some_plans_has_their_superiors_and_not_their_neighbours() -> None:
    tower = hierarchy(NMG, EWENKI, plan("chifeng", "150400"))
    drawn = draw_tree(tree([EWENKI], tower), "zh")
    assert "[nmg]" in drawn
    assert "chifeng" not in drawn


def test_the_tree_of_no_plans_is_empty() -> None:
    assert draw_tree(tree([], hierarchy()), "zh") == ""


def test_the_tree_of_superiors_stacked_without_end_is_drawn() -> None:
    zones = [plan(f"z{n}", f"150600-{n}", superior=f"150600-{n - 1}" if n else None) for n in range(2000)]
    drawn = draw_tree(tree(zones[-1:], hierarchy(*zones)), "zh")
    assert drawn.count("\n") == 2003


CODES = ["000000", "150000", "150600", "150603", "150700", "150724", "419001", "150799"]
ZONES = ["150600-a", "150600-b", "150600-c", "150600-d"]
PLACES = st.sampled_from([*CODES, *ZONES])
IDS = [f"p{n}" for n in range(8)]


@st.composite
def some_plans(draw: st.DrawFn) -> list[Plan]:
    count = draw(st.integers(0, len(IDS)))
    return [
        plan(
            IDS[number],
            draw(PLACES),
            superior=draw(st.none() | PLACES),
            implements=tuple(draw(st.lists(st.sampled_from(IDS), max_size=2))),
            sector=draw(st.sampled_from(["health", "health", "outline"])),
            period=draw(st.sampled_from([(2021, 2025), (2016, 2020), (2016, 2030)])),
        )
        for number in range(count)
    ]


@given(some_plans(), st.randoms(use_true_random=False))
def test_the_order_of_plans_changes_nothing(plans: list[Plan], chance: random.Random) -> None:
    shuffled = list(plans)
    chance.shuffle(shuffled)
    one, two = hierarchy(*plans), hierarchy(*shuffled)
    assert one.faults == two.faults
    assert one.plans == two.plans
    for each in plans:
        assert one.superiors(each) == two.superiors(each)
        assert one.below(each) == two.below(each)
        assert one.missing(each) == two.missing(each)
    assert draw_tree(tree(plans, one), "zh") == draw_tree(tree(shuffled, two), "zh")


@given(some_plans())
def test_no_plan_stands_above_itself_or_above_its_superior(plans: list[Plan]) -> None:
    tower = hierarchy(*plans)
    upper = {each.id: {p.id for s in tower.superiors(each) for p in s.plans} for each in plans}
    for each in plans:
        assert each.id not in upper[each.id]
        assert all(each.id not in upper[other] for other in upper[each.id])
        assert {p.id for p in tower.below(each)} == {i for i, ids in upper.items() if each.id in ids}
        codes = [level.jurisdiction for level in tower.superiors(each)]
        assert len(codes) == len(set(codes))


@given(some_plans())
def test_the_tree_shows_every_plan_once(plans: list[Plan]) -> None:
    drawn = draw_tree(tree(plans, hierarchy(*plans)), "zh")
    for each in plans:
        assert drawn.count(f"[{each.id}]") == 1


def test_a_row_for_a_code_given_later_counts() -> None:
    rows = [Division("150000", "旧", "region"), Division("150000", "新", "region")]
    assert Divisions(rows).name("150000") == "新"
