"""Relations: what must hold in a case, in three values, with the gap and what a message adds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.judging.corpus import Corpus
from planlint.judging.joins import JOINS, Scope, alone
from planlint.judging.relations import RELATIONS
from planlint.judging.relations.shared import half_up
from planlint.judging.verdict import Verdict
from planlint.printing import range_words
from planlint.ranges import point
from tests.builders import REGION, a_corpus, plan_text

F = Fraction


def verdicts(
    require: str, corpus: Corpus, against: str | None = None, judge: str = "", option: str = ""
) -> list[Verdict]:
    form = RELATIONS[require]
    judge = judge or next(iter({"target", "statement"} & form.judges), "") or next(iter(form.judges))
    join = JOINS[against] if against else alone(judge)
    found = []
    for case in join(corpus, Scope(judge, ("indicator", "population", "year"))):
        verdict = form.relation(case, corpus, {"fault": option})
        if form.open_to is not None and not form.open_to(case):
            assert verdict.outcome == "holds" or (verdict.outcome == "not-comparable" and not form.listed)
        found.append(verdict)
    return found


def brief(verdict: Verdict) -> str:
    if verdict.outcome != "fails":
        return verdict.reason or verdict.outcome
    gap = (
        ""
        if verdict.gap is None
        else f" by {range_words(point(verdict.gap), '')[1:-1]} {verdict.unit}".rstrip()
    )
    kind = "note" if verdict.note_only else "lighter" if verdict.lighter else "fails"
    related = (
        "" if verdict.related is None else " | " + ", ".join(m.statement.figure for m in verdict.related)
    )
    return f"{kind}{gap}{verdict.detail.en}{related}"


def alone_of(require: str, *statements: str) -> str:
    """The verdict on the first statement of a plan."""
    return brief(verdicts(require, a_corpus(plan_text(*statements)), judge="statement")[0])


def in_plan(require: str, against: str, *statements: str, judge: str = "target") -> str:
    """The only verdict on a plan held against itself."""
    (verdict,) = verdicts(require, a_corpus(plan_text(*statements)), against, judge)
    return brief(verdict)


def below(require: str, statement: str, above: str, *others: str) -> str:
    """The verdict on the first statement of a county held against the region's."""
    corpus = a_corpus(plan_text(statement, *others), context=[plan_text(above, **REGION)])
    return brief(verdicts(require, corpus, "nearest-superior", "target")[0])


# Files and plans


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("PL001", ["holds", "holds"]),
        ("PL003", ["holds", "fails"]),
        ("PL004", ["holds", "spoiled:PL003"]),
    ],
)
def test_a_file_is_sound_at_each_step_of_reading(asked: str, expected: list[str]) -> None:
    found = verdicts("sound-file", a_corpus(plan_text("indicator: a, target: [1], target: 2")), option=asked)
    assert expected == [brief(verdict).split("key")[0] for verdict in found]


@pytest.mark.parametrize(
    ("require", "head", "expected"),
    [
        ("known-jurisdiction", {}, ["holds"]),
        ("known-jurisdiction", {"jurisdiction": "150724-园区"}, ["local-code"]),
        ("superior-as-coded", {}, ["holds"]),
        ("superior-as-coded", {"superior": "150000"}, ["holds"]),
        ("superior-as-coded", {"superior": "110000"}, ["holds", "fails110000 is stated, 150700 → 150000 → 000000 by code"]),
        ("superior-as-coded", {"jurisdiction": "159999"}, ["holds", "unknown-code"]),
        ("acyclic", {}, ["holds"]),
        ("acyclic", {"jurisdiction": "159999"}, ["holds", "unknown-code"]),
        ("only-plan", {}, ["holds"]),
        ("only-plan", {"jurisdiction": "159999"}, ["holds", "unknown-code"]),
    ],
)  # fmt: skip
def test_a_plan_has_its_place_in_the_hierarchy(
    require: str, head: dict[str, str], expected: list[str]
) -> None:
    assert expected == [brief(verdict) for verdict in verdicts(require, a_corpus(plan_text(**head)))]


def test_an_unknown_code_names_the_nearest_known() -> None:
    found = verdicts("known-jurisdiction", a_corpus(plan_text(jurisdiction="150799")))[1]
    assert found.detail.en.startswith("“150799”; did you mean 150")
    assert found.detail.zh.startswith("“150799”，是否指 150")
    far = verdicts("known-jurisdiction", a_corpus(plan_text(jurisdiction="999999")))[1]
    assert "fails“999999”" == brief(far)


def test_plans_of_one_place_state_one_superior() -> None:
    one = plan_text(superior="150700")
    other = plan_text(id="other", sector="schools", superior="150000")
    found = verdicts("superior-as-coded", a_corpus(one, other))
    assert "failsplans of one place state 150000, 150700" in [brief(verdict) for verdict in found]


def test_no_plan_stands_above_itself() -> None:
    one, other = (
        plan_text(implements="[other]"),
        plan_text(id="other", implements="[county]", sector="schools"),
    )
    found = [brief(verdict) for verdict in verdicts("acyclic", a_corpus(one, other))]
    assert ["holds", "holds", "failscounty → other → county"] == found


def test_a_place_has_one_plan_for_a_sector_and_period() -> None:
    found = [brief(verdict) for verdict in verdicts("only-plan", a_corpus(plan_text(), plan_text(id="twin")))]
    assert ["holds", "holds", "failscounty (1.yaml), twin (2.yaml)"] == found


# Statements alone


@pytest.mark.parametrize(
    ("require", "statement", "expected"),
    [
        ("readable", "indicator: 吸烟率, target: '20'", "holds"),
        ("readable", "indicator: 吸烟率, target: —", "missing"),
        ("readable", "indicator: 吸烟率, target: 20%乱写一气", "fails from character 4 on, “乱写一气”"),
        ("readable", "indicator: 吸烟率, target: 提高到", "fails from character 3 on, “到”"),
        ("known-indicator", "indicator: 吸烟率, target: '20'", "holds"),
        ("known-indicator", "indicator: 覆盖率, target: '20'", "ambiguous-name"),
        ("known-indicator", "indicator: 吸咽率, target: '20'", "fails; the nearest names are 吸烟率"),
        ("known-indicator", "indicator: 全然不同, target: '20'", "fails"),
        ("one-indicator", "indicator: 吸烟率, target: '20'", "holds"),
        ("one-indicator", "indicator: 吸咽率, target: '20'", "unknown-indicator"),
        ("one-indicator", "indicator: 覆盖率, target: '20'", "fails甲覆盖率（cover-a）, 乙覆盖率（cover-b）"),
        ("dated", "indicator: 吸烟率, target: {2025: '20'}", "holds"),
        ("in-its-time", "indicator: 吸烟率, target: {2035: '20'}", "holds"),
        (
            "in-its-time",
            "indicator: 吸烟率, target: {2020: '20'}",
            "fails; a target belongs to 2021-2025 or later",
        ),
        ("in-its-time", "indicator: 吸烟率, baseline: {2025: '20'}", "holds"),
        (
            "in-its-time",
            "indicator: 吸烟率, baseline: {2026: '20'}",
            "fails; a result belongs to 2025 or earlier",
        ),
        ("in-its-time", "indicator: 吸烟率, past_target: {2020: '20'}", "holds"),
        (
            "in-its-time",
            "indicator: 吸烟率, past_target: {2021: '20'}",
            "fails; a target of the last period, to before 2021",
        ),
        ("in-its-time", "indicator: 吸烟率, target: '20'", "undated"),
        ("dated", "indicator: 吸烟率, target: '20'", "fails"),
        ("dated", "indicator: 吸烟率, target: —", "missing"),
        ("dated", "indicator: 吸烟率, norm: true, target: '20'", "norm"),
        ("sourced", "indicator: 吸烟率, target: '20', at: {line: 3}", "no-source"),
        ("sourced", "indicator: 吸烟率, target: '20'", "fails"),
        ("plain-change", "indicator: 健康素养水平, target: '20'", "holds"),
        ("plain-change", "indicator: 健康素养水平, target: 提高2个百分点", "holds"),
        ("plain-change", "indicator: 健康素养水平, target: 提高2%", "fails"),
        ("plain-change", "indicator: 预期寿命, target: 提高2个百分点", "dimension"),
        ("is-result", "indicator: 吸烟率, baseline: '20'", "holds"),
        ("is-result", "indicator: 吸烟率, baseline: 20-30", "holds"),
        ("is-result", "indicator: 吸烟率, baseline: ≤20", "fails"),
        ("is-result", "indicator: 床位数, baseline: 20余张", "holds"),
        ("is-result", "indicator: 吸烟率, baseline: 逐步下降", "trend"),
        ("is-result", "indicator: 床位数, norm: true, baseline: ≥20", "norm"),
    ],
)
def test_a_statement_by_itself(require: str, statement: str, expected: str) -> None:
    assert expected == alone_of(require, statement)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: '20'", "fails; one of this name belongs to sector test"),
        ("indicator: nothing, printed: 吸烟率, target: '20'", "fails"),
        ("indicator: 全然不同, target: '20'", "fails"),
    ],
)
def test_an_indicator_of_another_sector_is_said_to_be_of_that(statement: str, expected: str) -> None:
    corpus = a_corpus(plan_text(statement, sector="schools"))
    assert [expected] == [
        brief(verdict) for verdict in verdicts("known-indicator", corpus, judge="statement")
    ]


def test_a_line_in_a_source_that_is_not_named_is_none() -> None:
    corpus = a_corpus(plan_text("indicator: 吸烟率, target: '20', at: {line: 3}", source="{file: a.txt}"))
    assert ["holds"] == [brief(verdict) for verdict in verdicts("sourced", corpus, judge="statement")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: 20%", "holds"),
        ("indicator: 吸烟率, target: '20'", "no-unit"),
        (
            "indicator: 吸烟率, target: 20岁",
            "failsthe unit of “20岁”, “岁”, does not measure the indicator; it is usually counted in “%”",
        ),
        (
            "indicator: 吸烟率（岁）, target: '20'",
            "failsthe unit, “岁”, does not measure the indicator; it is usually counted in “%”",
        ),
        (
            "indicator: 性别比, target: 108%",
            "failsthe unit of “108%”, “%”, does not measure the indicator; it has no unit",
        ),
        (
            "indicator: 性别比, target: 逐步下降, unit: '%'",
            "failsthe unit, “%”, does not measure the indicator; it has no unit",
        ),
        ("indicator: 吸烟率, target: '20', unit: 桌", "failsthe unit “桌” is unknown"),
        (
            "indicator: 吸烟率, target: 逐步下降, unit: 岁",
            "failsthe unit, “岁”, does not measure the indicator; it is usually counted in “%”",
        ),
        ("indicator: 吸烟率, target: 逐步下降, unit: '%'", "holds"),
        ("indicator: 吸烟率, target: 下降2个百分点, unit: 岁", "holds"),
        ("indicator: 吸烟率, target: 5%以下或全覆盖, unit: 岁", "holds"),
        (
            "indicator: 预期寿命, target: 提高2个百分点",
            "failsthe unit of “提高2个百分点”, “个百分点”, does not measure the indicator; it is usually counted in “岁”",
        ),
        *(
            (
                f"indicator: 预期寿命, target: {fraction}{unit}",
                f"fails“{fraction}” is a fraction of a whole, not a number of “岁”",
            )
            for fraction, unit in (("1/2", ""), ("三分之一", ""), ("1/2", ", unit: 岁"))
        ),
        ("indicator: staff, printed: 千人口医师数, target: '3', unit: 人", "holds"),
        ("indicator: staff, printed: 万人口医师数（人）, target: '30'", "holds"),
        (
            "indicator: staff, printed: 千人口医师数, target: '3', unit: 张",
            "failsthe unit, “张”, does not measure the indicator; it is usually counted in “人/千人”",
        ),
        ("indicator: 每万人口医师数, target: 30人", "holds"),
        ("indicator: 无此指标, target: 20岁", "unknown-indicator"),
        ("indicator: 吸烟率, target: —, unit: 岁", "missing"),
        ("indicator: 吸烟率, target: 乱写一气", "unreadable"),
    ],
)
def test_the_unit_measures_what_the_indicator_is(statement: str, expected: str) -> None:
    assert expected == alone_of("right-dimension", statement)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: 20%", "holds"),
        ("indicator: 吸烟率, target: 0%", "holds"),
        ("indicator: 吸烟率, target: 200%", "failsnot possible in this unit, which is probably “‰”"),
        ("indicator: 吸烟率, target: 20‰", "failsnot possible in this unit, which is probably “%”"),
        (
            "indicator: 吸烟率, target: '0.01'",
            "lighternot possible in this unit, it is usually within [5, 60]%",
        ),
        ("indicator: 吸烟率, target: '4'", "holds"),
        ("indicator: 吸烟率, target: 9999999%", "holds"),
        ("indicator: 预期寿命, target: '120'", "holds"),
        (
            "indicator: 预期寿命, target: '8.05'",
            "lighternot possible in this unit, it is usually within [50, 95] 岁",
        ),
        (
            "indicator: 每千人口医师数, target: '30'",
            "failsnot possible in this unit, which is probably “人/万人”",
        ),
        ("indicator: 健康素养水平, target: 200%", "holds"),
        ("indicator: 管理率, target: 200%", "no-plausible-range"),
        ("indicator: 吸烟率, target: 逐步下降", "trend"),
        ("indicator: 吸烟率, target: 20岁", "dimension"),
        ("indicator: 吸烟率, target: 下降2个百分点", "no-base"),
        ("indicator: 无此指标, target: 20%", "no-plausible-range"),
    ],
)
def test_a_value_can_occur_in_its_unit_or_in_no_other(statement: str, expected: str) -> None:
    assert expected == alone_of("plausible-scale", statement)


@pytest.mark.parametrize(
    ("own", "above", "expected"),
    [
        ("婴儿死亡率, target: {2025: 4.5%}", "婴儿死亡率, target: {2025: ≤5‰}", "it is 9 times the superior's “≤5‰”"),
        ("健康素养水平, target: {2025: 25‰}", "健康素养水平, target: {2025: ≥25%}", "the superior's “≥25%” is 10 times as much"),
        # Fewer than twice or more than half as many, in the usual unit.
        ("婴儿死亡率, target: {2025: 2.5%}", "婴儿死亡率, target: {2025: ≤5‰}", "it is 5 times the superior's “≤5‰”"),
        ("婴儿死亡率, target: {2025: 2.4%}", "婴儿死亡率, target: {2025: ≤5‰}", None),
        ("管理率, target: {2025: 40‰}", "管理率, target: {2025: ≥80%}", "the superior's “≥80%” is 20 times as much"),
        ("管理率, target: {2025: 39‰}", "管理率, target: {2025: ≥80%}", None),
        # As printed it fits the superior's, or promises more.
        ("婴儿死亡率, target: {2025: 0.45%}", "婴儿死亡率, target: {2025: ≤5‰}", None),
        ("烟草使用率, target: {2025: 18‰}", "烟草使用率, target: {2025: ≤20%}", None),
        # The superior's is in no usual unit either, for another year, no number or nought.
        ("婴儿死亡率, target: {2025: 4.5%}", "婴儿死亡率, target: {2025: ≤5/万}", None),
        ("婴儿死亡率, target: {2025: 4.5%}", "婴儿死亡率, target: {2030: ≤5‰}", None),
        ("婴儿死亡率, target: {2025: 4.5%}", "婴儿死亡率, target: {2025: 降低10%}", None),
        ("婴儿死亡率, target: {2025: 4.5%}", "婴儿死亡率, target: {2025: 0‰}", None),
        # No one says what is better.
        ("增长速度, target: {2025: 5‰}", "增长速度, target: {2025: 5%}", None),
        # Results have no target above them, nor have figures of another place.
        ("婴儿死亡率, baseline: {2025: 4.5%}", "婴儿死亡率, target: {2025: ≤5‰}", None),
        ("婴儿死亡率, target: {2025: 4.5%}, place: 全国", "婴儿死亡率, target: {2025: ≤5‰}", None),
        # The digits can't occur in the usual unit; what changes has no scale.
        ("吸烟率, target: {2025: 600‰}", "吸烟率, target: {2025: ≤600%}", None),
        ("婴儿死亡率, target: {2025: 降低4.5%}", "婴儿死亡率, target: {2025: ≤5‰}", None),
    ],
)  # fmt: skip
def test_the_digits_of_an_unusual_scale_fit_the_superiors_target(
    own: str, above: str, expected: str | None
) -> None:
    corpus = a_corpus(plan_text(f"indicator: {own}"), context=[plan_text(f"indicator: {above}", **REGION)])
    found = brief(verdicts("plausible-scale", corpus, judge="statement")[0])
    assert (expected is not None) is found.startswith("failsthe unit is probably")
    assert found.endswith(expected or "")


@pytest.mark.parametrize(
    ("statement", "others", "expected"),
    [
        ("target: {2025: 4.5%}", ["target: {2025: 4.6‰}"], "it is 9.8 times the plan's own “4.6‰”"),
        ("target: {2025: 4.5%}", ["baseline: {2020: 4.6‰}"], "it is 9.8 times the plan's own “4.6‰”"),
        ("baseline: {2020: 4.5%}", ["target: {2025: '5'}"], "it is 9 times the plan's own “5”"),
        # Another of the plan's own fits it as printed, or has the same unit and fits that.
        ("target: {2025: 4.5%}", ["target: {2025: 4.6‰}", "baseline: {2020: 40‰}"], None),
        ("target: {2025: 4.5%}", ["target: {2025: 4.6‰}", "baseline: {2020: 0.5%}"], None),
        ("target: {2025: 4.5%}", ["target: {2025: 4.6‰}", "baseline: {2020: 5%}"], "it is 9.8 times the plan's own “4.6‰”"),
        # A place of its own, a cell that contradicts its column.
        ("target: {2025: 4.5%}", ["target: {2025: 4.6‰}, place: 全国"], None),
        ("target: {2025: 4.5%}, unit: ‰", ["target: {2025: 4.6‰}"], None),
        ("target: {2025: 4.5}, baseline: {2020: 4‰}, unit: '%'", ["target: {2025: 4.6‰}"], None),
    ],
)  # fmt: skip
def test_the_digits_of_an_unusual_scale_fit_the_plans_other_figures(
    statement: str, others: list[str], expected: str | None
) -> None:
    plan = plan_text(*(f"indicator: 婴儿死亡率, {one}" for one in (statement, *others)))
    found = brief(verdicts("plausible-scale", a_corpus(plan), judge="statement")[0])
    assert (expected is not None) is found.startswith("failsthe unit is probably")
    assert found.endswith(expected or "")


@pytest.mark.parametrize(
    ("statement", "other", "expected"),
    [
        ("婴儿死亡率, target: 4.5%", "5岁以下儿童死亡率, target: 5.5‰", "it is 8.2 times the “5岁以下儿童死亡率” of “5.5‰”"),
        ("婴儿死亡率, target: 6%", "5岁以下儿童死亡率, target: 5.5‰", None),
        ("婴儿死亡率, target: 0.45%", "5岁以下儿童死亡率, target: 5.5‰", None),
        ("婴儿死亡率, target: 4.5%", "5岁以下儿童死亡率, target: {2030: 5.5‰}", None),
        ("5岁以下儿童死亡率, target: 5.5/万", "婴儿死亡率, target: 4.5‰", "the “婴儿死亡率” of “4.5‰” is 8.2 times as much"),
        ("5岁以下儿童死亡率, target: 4/万", "婴儿死亡率, target: 4.5‰", None),
        ("5岁以下儿童死亡率, target: 5.5%", "婴儿死亡率, target: 4.5‰", None),
    ],
)  # fmt: skip
def test_the_digits_of_an_unusual_scale_fit_what_bounds_them(
    statement: str, other: str, expected: str | None
) -> None:
    plan = plan_text(f"indicator: {statement}", f"indicator: {other}")
    found = brief(verdicts("plausible-scale", a_corpus(plan), judge="statement")[0])
    assert (expected is not None) is found.startswith("failsthe unit is probably")
    assert found.endswith(expected or "")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: 20%, unit: '%'", "holds"),
        ("indicator: 每千人口医师数, target: 3人, unit: 人/千人", "holds"),
        ("indicator: 床位数, target: 3万, unit: 张", "holds"),
        ("indicator: 吸烟率, target: 20%, unit: ‰", "fails“%” in the cell, “‰” in the column"),
        ("indicator: 吸烟率（‰）, target: 20%", "fails“%” in the cell, “‰” in the column"),
        ("indicator: 无此指标, unit: ‰, target: 20%", "fails“%” in the cell, “‰” in the column"),
        ("indicator: 预期寿命, target: 提高2%, unit: 岁", "change"),
        ("indicator: 吸烟率, target: 20%", "one-unit-only"),
        ("indicator: 吸烟率, target: '20', unit: '%'", "one-unit-only"),
    ],
)
def test_a_unit_in_the_cell_is_that_of_its_column(statement: str, expected: str) -> None:
    assert expected == alone_of("same-unit-in-cell", statement)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: 20%", "holds"),
        ("indicator: 吸烟率, target: 200‰", "fails“‰”; usually “%”"),
        ("indicator: 每万人口医师数, target: '30'", "fails“人/万人”; usually “人/千人”"),
        ("indicator: 床位数, target: 3万张", "holds"),
        ("indicator: 吸烟率, target: 三分之一", "holds"),
        ("indicator: 吸烟率, target: 20岁", "dimension"),
        ("indicator: 吸烟率, target: '20'", "no-unit"),
        ("indicator: 性别比, target: 108%", "no-unit"),
        ("indicator: 吸烟率, target: 下降20‰", "no-unit"),
        ("indicator: 无此指标, target: 20‰", "no-unit"),
    ],
)
def test_a_scale_is_the_one_in_which_the_indicator_is_usually_counted(statement: str, expected: str) -> None:
    assert expected == alone_of("conventional-scale", statement)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 健康素养水平, target: 95%", "holds"),
        ("indicator: 健康素养水平, target: ≥100%", "note; nothing lies above that"),
        ("indicator: 健康素养水平, target: 100%", "holds"),
        ("indicator: 健康素养水平, target: 105%", "fails by 5 %"),
        ("indicator: 健康素养水平, target: ＞100%", "fails by 0 %"),
        ("indicator: 健康素养水平, target: 约100%", "holds"),
        ("indicator: 健康素养水平, target: 95%-105%", "holds"),
        ("indicator: 健康素养水平, target: 逐步提高", "trend"),
        ("indicator: 健康素养水平, target: 105岁", "dimension"),
        ("indicator: 管理率, target: 105%", "no-share"),
        ("indicator: 婴儿死亡率, target: 1005‰", "no-share"),
        ("indicator: 性别比, target: '108'", "no-share"),
        ("indicator: 无此指标, target: 105%", "no-share"),
    ],
)
def test_a_share_is_no_more_than_the_whole(statement: str, expected: str) -> None:
    assert expected == alone_of("at-most-whole", statement)


# Across levels


def test_a_target_is_as_strict_as_the_superiors() -> None:
    found = below(
        "at-least-as-strict",
        "indicator: 吸烟率, target: {2025: '20'}",
        "indicator: 吸烟率, target: {2025: '18'}",
    )
    assert "fails by 2 %" == found


@pytest.mark.parametrize(
    ("base", "change", "level", "above", "expected"),
    [
        # The change is rounded: it comes to the level that the plan prints, and that is no weaker.
        ("20.3", "年均提高17%", "45", "45", "holds"),
        ("20.3", "年均提高17%", "45左右", "45", "approximate"),
        ("14.9", "比2020年翻一番", "30", "30以上", "holds"),
        # There is no such level, another one, or it is weaker itself.
        ("20.3", "年均提高17%", "逐步提高", "45", "fails by ≈0.4933 岁"),
        ("20.3", "年均提高17%", "47", "45", "fails by ≈0.4933 岁"),
        ("20.3", "年均提高17%", "44", "45", "fails by ≈0.4933 岁"),
        ("20.3", "比2020年提高10%以上", "45", "45", "fails by 22.67 岁"),
        # Two changes of one form are compared as changes.
        ("20.3", "年均提高17%", "45", "年均提高18%", "fails by 1 %"),
    ],
)
def test_a_change_is_no_weaker_than_the_level_that_its_plan_prints_for_it(
    base: str, change: str, level: str, above: str, expected: str
) -> None:
    stated = (
        f"indicator: 预期寿命, baseline: {{2020: '{base}'}}, target: {{2025: {level}}}, at: {{table: 表}}"
    )
    judged, superior = (f"indicator: 预期寿命, target: {{2025: {figure}}}" for figure in (change, above))
    assert expected == below("at-least-as-strict", judged, superior, stated)


@pytest.mark.parametrize(
    ("judged", "above", "expected"),
    [
        ("20%", "18%", "holds"),
        ("200‰", "18%", "holds"),
        ("'20'", "18%", "no-unit"),
        ("20岁", "18%", "dimension"),
        ("下降2个百分点", "18%", "no-unit"),
    ],
)
def test_both_levels_print_one_scale(judged: str, above: str, expected: str) -> None:
    found = below(
        "same-scale",
        f"indicator: 吸烟率, target: {{2025: {judged}}}",
        f"indicator: 吸烟率, target: {{2025: {above}}}",
    )
    assert expected == found


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("月龄", "fails“月龄” (its base is “900 月龄”); the superior's is “岁”"), ("岁", "holds")],
)
def test_a_change_has_the_scale_of_its_base(unit: str, expected: str) -> None:
    base = f"indicator: 预期寿命, baseline: {{2020: '900'}}, unit: {unit}"
    above = "indicator: 预期寿命, target: {2025: 80岁}"
    assert expected == below("same-scale", "indicator: 预期寿命, target: {2025: 提高10%}", above, base)


@pytest.mark.parametrize(
    ("own", "above", "expected"),
    [
        ("约束性", "约束性", "holds"),
        ("约束性", "预期性", "holds"),
        ("预期性", "约束性", "fails"),
        ("引导性", "预期性", "fails"),
        ("其他", "约束性", "no-nature"),
        ("约束性", "其他", "no-nature"),
    ],
)
def test_an_indicator_binds_below_as_above(own: str, above: str, expected: str) -> None:
    found = below(
        "nature-kept",
        f"indicator: 吸烟率, nature: {own}, target: {{2025: '20'}}",
        f"indicator: 吸烟率, nature: {above}, target: {{2025: '20'}}",
    )
    assert expected == found


@pytest.mark.parametrize(
    ("own", "other", "above", "expected"),
    [
        ("", "", "", "no-basis"),
        ("", "", "basis: 以苏木乡镇为单位,", "fails"),
        ("basis: 以乡镇为单位,", "", "basis: 以苏木乡镇为单位,", "holds"),
        ("", "basis: 以乡镇为单位,", "basis: 以苏木乡镇为单位,", "holds"),
        ("basis: 以县为单位,", "", "basis: 以苏木乡镇为单位,", "fails"),
        ("basis: 以村（社区）为单位,", "", "basis: 以乡镇（街道）为单位,", "holds"),
        ("basis: 以社区为单位,", "", "basis: 以县（市、区）为单位,", "holds"),
        ("basis: 以区为单位,", "", "basis: 以社区为单位,", "fails"),
        ("basis: 以旗县市区为单位,", "", "basis: 以盟市为单位,", "holds"),
        ("basis: 以学校为单位,", "", "basis: 每个中小学校,", "holds"),
        ("basis: 以医院为单位,", "", "basis: 以乡镇为单位,", "basis"),
    ],
)
def test_what_every_unit_must_reach_above_every_unit_must_reach_below(
    own: str, other: str, above: str, expected: str
) -> None:
    found = below(
        "scope-kept",
        f"indicator: 管理率, {own} target: {{2025: '90'}}",
        f"indicator: 管理率, {above} target: {{2025: '90'}}",
        f"indicator: 管理率, {other} target: {{2030: '95'}}",
    )
    assert expected == found


@pytest.mark.parametrize(
    ("name", "expected"), [("吸烟率", "holds"), ("烟草使用率", "near-name"), ("预期寿命", "fails | 18")]
)
def test_a_lower_plan_states_the_superiors_indicator(name: str, expected: str) -> None:
    corpus = a_corpus(
        plan_text(f"indicator: {name}, target: {{2030: '20'}}"),
        context=[plan_text("indicator: 吸烟率, target: {2025: '18'}, at: {table: 表}", **REGION)],
    )
    assert [expected] == [brief(v) for v in verdicts("stated-below", corpus, "superior-target-below", "plan")]


@pytest.mark.parametrize(
    ("sector", "above", "expected"),
    [
        ("test", "smoking", "fails | 18"),
        ("schools", "smoking", "other-sector"),
        ("test", "managed", "holds"),
        ("schools", "managed", "holds"),
        ("schools", "tobacco", "near-name"),
    ],
)
def test_a_plan_of_another_sector_asks_for_indicators_of_the_lower_plans_alone(
    sector: str, above: str, expected: str
) -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: [managed, well-managed], target: {2025: '20'}",
            f"indicator: {'smoking' if above == 'tobacco' else 'managed'}, target: {{2030: '20'}}",
            sector=sector,
            implements="[outline]",
        ),
        context=[
            plan_text(
                f"indicator: {above}, target: {{2025: '18'}}, at: {{table: 表}}",
                id="outline",
                sector="outline",
            )
        ],
    )
    assert [expected] == [brief(v) for v in verdicts("stated-below", corpus, "superior-target-below", "plan")]


# Within a plan


def listed(name: str, *figures: str, kind: str = "target", year: int = 2025) -> str:
    return f"indicator: {name}, {kind}: {{{year}: [{', '.join(repr(figure) for figure in figures)}]}}"


@pytest.mark.parametrize(
    ("figures", "alike", "compatible"),
    [
        (("20", "20"), "holds", "holds"),
        (("20", "≤20"), "holds", "holds"),
        (("20", "23"), "fails by 3 % | 23", "holds"),
        (("20", "23", "20", "25"), "fails by 5 % | 23, 25", "holds"),
        (("20", "＜20"), "note by 0 % (only the bound itself is included or not) | ＜20", "holds"),
        (("20", "＜20", "23"), "fails by 3 % | ＜20, 23", "holds"),
        (("20-22", "25-27"), "holds", "fails by 3 % | 25-27"),
        (("20", "≥23"), "holds", "fails by 3 % | ≥23"),
        (("20", "约20"), "approximate", "approximate"),
        (("20", "逐步下降"), "trend", "trend"),
        (("逐步下降", "20", "23"), "fails by 3 % | 20, 23", "holds"),
        (("下降2个百分点", "下降3个百分点"), "fails by 1 % | 下降3个百分点", "holds"),
        (("下降2-3个百分点", "下降5-6个百分点"), "holds", "fails by 2 % | 下降5-6个百分点"),
        (("约20", "20.9", "20"), "fails by 0.9 % | 20.9, 20", "holds"),
        (("约20", "≥20.5", "≤20"), "holds", "fails by 0.5 % | ≥20.5, ≤20"),
    ],
)
def test_the_targets_of_one_plan_say_the_same_and_exclude_no_other(
    figures: tuple[str, ...], alike: str, compatible: str
) -> None:
    assert alike == in_plan("targets-alike", "same-plan", listed("吸烟率", *figures))
    assert compatible == in_plan("targets-compatible", "same-plan", listed("吸烟率", *figures))


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ("2025: 〔20〕, 2021-2025: 累计18张", "fails by 2 张 | 累计18张"),
        ("2025: 累计20张, 2021-2025: 〔20〕", "holds"),
        ("2025: '20', 2021-2025: 累计18张", "span"),
        ("2025: 增长30%, 2021-2025: 累计增长25%", "span"),
        ("2025: 累计增长30%, 2021-2025: 累计增长25%", "fails by 5 % | 累计增长25%"),
        ("2025: '20', 2021-2025: 累计增长25%", "holds"),
        ("2025: [〔20〕, 累计新增18张]", "span"),
        ("2025: ['4', 〔20〕], 2021-2025: 〔18〕", "fails by 2 张 | 〔20〕, 〔18〕"),
    ],
)
def test_totals_over_the_plans_years_are_one_promise(targets: str, expected: str) -> None:
    statement = f"indicator: 床位数, baseline: {{2020: '9'}}, target: {{{targets}}}"
    assert expected == in_plan("targets-alike", "same-plan", statement)


WORKS = """indicators:
  - {id: renewed, name: 老旧小区改造, unit: 户, better: higher, extensive: true}
  - {id: farmland, name: 高标准农田, unit: 万亩, better: higher, extensive: true}
  - {id: trained, name: 职业技能培训人次, unit: 人次, better: higher, extensive: true}
  - {id: schools, name: 培训基地数, unit: 个, better: higher, extensive: true}
  - {id: share, name: 管网改造率, unit: "%", better: higher}
"""


@pytest.mark.parametrize(
    ("name", "targets", "expected"),
    [
        ("老旧小区改造", "2025: 〔2960〕, 2021-2025: 改造2690户", ["fails by 270 户 | 改造2690户"]),
        ("老旧小区改造", "2025: 〔2960〕, 2021-2025: 2690户", ["fails by 270 户 | 2690户"]),
        ("老旧小区改造", "2025: 〔2960〕, 2021-2025: 改造2960户", ["holds"]),
        ("老旧小区改造", "2021-2025: [〔3200〕, 改造3000户]", ["fails by 200 户 | 改造3000户"]),
        ("老旧小区改造", "2025: 3200户, 2021-2025: 改造3000户", ["span"]),
        ("老旧小区改造", "2025: 〔2960〕, 2021-2025: 治理2690户", ["span"]),
        ("老旧小区改造", "2025: 〔2960〕, 2021-2025: 达到2690户", []),
        ("老旧小区改造", "2025: 〔2960〕, 2021-2025: 年均改造600户", []),
        ("老旧小区改造", "2025: 〔2960〕, 2021-2023: 改造1500户", []),
        ("职业技能培训人次", "2025: 〔500〕, 2021-2025: 400人次", ["fails by 100 人次 | 400人次"]),
        ("职业技能培训人次", "2025: 〔500〕, 2021-2025: 100人次/年", []),
        ("培训基地数", "2025: 〔20〕, 2021-2025: 100个", []),
        ("高标准农田", "2025: 累计新建850万亩, 2021-2025: 新建800万亩", ["fails by 50 万亩 | 新建800万亩"]),
        ("高标准农田", "2025: 〔850〕, 2021-2025: 改造提升500万亩", ["span"]),
        ("高标准农田", "2021-2025: [〔850〕, 改造提升500万亩]", ["span"]),
        ("高标准农田", "2025: 〔850〕, 2021-2025: 1200万亩", []),
        ("管网改造率", "2025: 90%, 2021-2025: 改造80%", []),
    ],
)  # fmt: skip
def test_what_is_done_over_the_plans_years_is_a_total(name: str, targets: str, expected: list[str]) -> None:
    corpus = a_corpus(plan_text(f"indicator: {name}, target: {{{targets}}}"), WORKS)
    assert expected == [brief(v) for v in verdicts("targets-alike", corpus, "same-plan", "target")]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("5.9", "5.88"), "holds"),
        (("5.9", "5.85"), "holds"),
        (("5.9", "5.84"), "fails by 0.06 岁 | 5.84"),
        (("5.88", "5.87"), "fails by 0.01 岁 | 5.87"),
        (("≥5", "6"), "holds"),
        (("≥5", "4"), "fails by 1 岁 | 4"),
        (("约6", "5"), "holds"),
        (("6", "逐步提高"), "holds"),
        (("6", "达到国家平均水平"), "reference"),
    ],
)
def test_the_results_of_one_plan_agree_after_rounding(figures: tuple[str, ...], expected: str) -> None:
    other = listed("预期寿命", "6", kind="baseline", year=2019)
    statements = (listed("预期寿命", *figures, kind="baseline", year=2020), other)
    found = verdicts("baselines-agree", a_corpus(plan_text(*statements)), "same-plan", "baseline")
    assert ([expected] if "逐步提高" not in figures else []) == [brief(verdict) for verdict in found]


def test_two_levels_differ_though_a_change_in_the_table_agrees_with_both() -> None:
    base = "indicator: 吸烟率, baseline: {2020: '25'}"
    found = in_plan("targets-alike", "same-plan", base, listed("吸烟率", "降低2个百分点", "23", "21"))
    assert "fails by 2 % | 23, 21" == found


def test_a_fraction_has_no_printed_place_to_be_rounded_to() -> None:
    found = in_plan(
        "baselines-agree",
        "same-plan",
        listed("管理率", "三分之一", "四分之一", kind="baseline"),
        judge="baseline",
    )
    assert found.startswith("fails by ")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("吸烟率, target: {2025: '20'}", "烟草使用率, target: {2025: '20'}", "holds"),
        ("吸烟率, target: {2025: '20'}", "烟草使用率, target: {2025: '22'}", "fails by 2"),
    ],
)
def test_two_names_that_are_probably_one_have_one_target(one: str, other: str, expected: str) -> None:
    assert expected == in_plan("near-alike", "near-indicator", f"indicator: {one}", f"indicator: {other}")


def test_near_indicators_of_two_dimensions_are_not_compared() -> None:
    catalogue = "indicators: [{id: a, name: 甲, unit: '%', near: [b]}, {id: b, name: 乙, unit: 无}]"
    corpus = a_corpus(plan_text("indicator: [甲, 乙], target: {2025: '1'}"), catalogue)
    assert ["dimension"] == [brief(v) for v in verdicts("near-alike", corpus, "near-indicator", "target")]


# Against the own baseline


@pytest.mark.parametrize(
    ("name", "target", "baseline", "expected"),
    [
        ("健康素养水平", "25", "20", "holds"),
        ("健康素养水平", "20", "25", "fails by 5 %"),
        ("健康素养水平", "＞25", "25", "holds"),
        ("健康素养水平", "25", "25.3", "holds"),
        ("健康素养水平", "25.0", "25.3", "fails by 0.3 %"),
        ("健康素养水平", "20-30", "25", "fails by 5 %"),
        ("健康素养水平", "约25", "25", "approximate"),
        ("健康素养水平", "≤20", "25", "fails by 5 %"),
        ("健康素养水平", "20", "≥25", "fails by 5 %"),
        ("健康素养水平", "逐步提高", "20", "trend"),
        ("婴儿死亡率", "＜10", "3.56", "fails by 6.44 ‰, 2.8 times the level already reached"),
        ("婴儿死亡率", "5", "4", "fails by 1 ‰"),
        ("婴儿死亡率", "5", "0", "lighter by 5 ‰"),
        ("吸烟率", "5", "0", "fails by 5 %"),
        ("增长速度", "5", "6", "direction-unknown"),
        ("性别比", "105", "106", "holds"),
        ("每千人口医师数", "下降15%", "3.30", "fails by 0.495 人/千人"),
        ("每千人口医师数", "下降15.0%", "3.30", "fails by 0.495 人/千人"),
        ("每千人口医师数", "年均下降1%", "3.30", "fails by ≈0.1617 人/千人"),
        ("每千人口医师数", "下降1%", "3.3", "fails by 0.033 人/千人"),
        ("吸烟率", "提高1%", "20", "fails by 0.2 %"),
        ("吸烟率", "提高0.3个百分点", "20", "fails by 0.3 %"),
        ("吸烟率", "下降1%", "20", "holds"),
        ("吸烟率", "与2020年持平", "20", "holds"),
    ],
)
def test_a_target_permits_nothing_worse_than_was_reached(
    name: str, target: str, baseline: str, expected: str
) -> None:
    statement = f"indicator: {name}, target: {{2025: '{target}'}}, baseline: {{2020: '{baseline}'}}"
    assert expected == in_plan("not-worse-than", "own-baseline", statement)


def test_a_change_from_another_year_is_held_against_what_was_reached_with_its_rounding() -> None:
    statement = (
        "indicator: 每千人口医师数, target: {2025: 比2019年下降1%}, baseline: {2019: '3.3', 2020: '3.3'}"
    )
    assert "holds" == in_plan("not-worse-than", "own-baseline", statement)


def test_a_target_for_each_unit_is_not_held_against_a_mean() -> None:
    each, mean = (
        "indicator: 管理率, basis: 以乡镇为单位, target: {2025: '80'}",
        "indicator: 管理率, baseline: {2020: '90'}",
    )
    assert "basis" == in_plan("not-worse-than", "own-baseline", each, mean)
    assert "fails by 10 %" == in_plan("not-worse-than", "own-baseline", each, mean + ", basis: 以乡镇为单位")


# Changes and the levels they lead to


def leads(name: str, change: str, base: str, *levels: str) -> str:
    return in_plan(
        "change-leads-to",
        "own-level",
        f"indicator: {name}, baseline: {{2020: '{base}'}}",
        listed(name, change, *levels),
    )


@pytest.mark.parametrize(
    ("name", "change", "base", "levels", "expected"),
    [
        ("预期寿命", "提高2岁", "75", ("77",), "holds"),
        ("预期寿命", "提高2岁", "75", ("78",), "holds"),
        ("预期寿命", "提高2.0岁", "75.0", ("78.0",), "fails by 1 岁: from 75.0 it leads to 77 岁 | 78.0, 75.0"),
        ("预期寿命", "提高2.0岁以上", "75.0", ("78.0",), "holds"),
        ("预期寿命", "提高2.0岁以内", "75.0", ("76.0",), "holds"),
        ("预期寿命", "提高2.0岁以上", "75.0", ("76.0",), "fails by 1 岁: from 75.0 it leads to 77 岁 | 76.0, 75.0"),
        ("预期寿命", "提高2岁左右", "75", ("78",), "holds"),
        ("预期寿命", "提高2.0岁", "75.0", ("78.0", "77.0"), "holds"),
        ("预期寿命", "提高2.0岁", "75.0", ("≥78.0",), "fails by 1 岁: from 75.0 it leads to 77 岁 | ≥78.0, 75.0"),
        ("预期寿命", "提高2.0岁", "75.0", ("≤78.0",), "holds"),
        ("预期寿命", "提高2.0-4.0岁", "75.0", ("78.0",), "holds"),
        ("预期寿命", "提高2.0-4.0岁", "75.0", ("79.0",), "holds"),
        ("预期寿命", "提高2.0-4.0岁", "75.0", ("81.0",), "fails by 2 岁: from 75.0 it leads to 77 or 79 岁 | 81.0, 75.0"),
        ("床位数", "增长30%", "5.88", ("11.44",), "fails by 3.796 张: from 5.88 it leads to 7.644 张 | 11.44, 5.88"),
        ("床位数", "年均增长10.0%", "1000", ("1610",), "holds"),
        ("床位数", "年均增长10.0%", "1000", ("1700",), "fails by 89.49 张: from 1000 it leads to 1610.51 张 | 1700, 1000"),
        ("健康素养水平", "提高2%", "20", ("22",), "holds"),
        ("健康素养水平", "提高2.0%", "20.0", ("20.4",), "holds"),
        ("健康素养水平", "提高2.0%", "20.0", ("24.0",), "fails by 2 %: from 20.0 it leads to 22 or 20.4% | 24.0, 20.0"),
        ("健康素养水平", "提高0.2个百分点", "20", ("19.6",), "fails by 0.6 %: from 20 it leads to 20.2% | 19.6, 20"),
        ("健康素养水平", "下降0.2个百分点", "20", ("20.4",), "fails by 0.6 %: from 20 it leads to 19.8% | 20.4, 20"),
        ("健康素养水平", "提高0.2个百分点", "20", ("20.4",), "holds"),
        ("健康素养水平", "提高0.2个百分点", "20", ("20",), "holds"),
        ("健康素养水平", "提高0.2个百分点以内", "20", ("19.6",), "holds"),
        ("健康素养水平", "较2018年提高2个百分点", "20", ("22",), "no-base"),
    ],
)  # fmt: skip
def test_base_and_change_lead_to_the_printed_level(
    name: str, change: str, base: str, levels: tuple[str, ...], expected: str
) -> None:
    assert expected == leads(name, change, base, *levels)


@pytest.mark.parametrize(
    ("base", "level", "expected"),
    [
        ("20", "20.4", "fails Read as a relative change, it leads to the printed “20.4”"),
        ("2", "1.8", "fails"),
    ],
)
def test_a_rise_is_read_in_no_way_as_leading_below_its_base(base: str, level: str, expected: str) -> None:
    statements = (
        "indicator: 吸烟率, target: {2025: 提高2%}",
        listed("吸烟率", level),
        f"indicator: 吸烟率, baseline: {{2020: '{base}'}}",
    )
    assert expected == alone_of("plain-change", *statements)


def test_of_bases_that_disagree_all_must_miss() -> None:
    bases = listed("预期寿命", "75.0", "76.0", kind="baseline", year=2020)
    hit = in_plan("change-leads-to", "own-level", bases, listed("预期寿命", "提高2.0岁", "78.0"))
    miss = in_plan("change-leads-to", "own-level", bases, listed("预期寿命", "提高2.0岁", "80.0"))
    assert ("holds", "fails by 2 岁: from 75.0 or 76.0 it leads to 77 or 78 岁 | 80.0, 75.0, 76.0") == (
        hit,
        miss,
    )


# Rows


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("indicator: 吸烟率, target: '1'", "indicator: 管理率, target: '2'", "fails | 2"),
        ("indicator: 吸烟率, target: '1'", "indicator: 吸烟率, target: '2'", "holds"),
    ],
)
def test_a_row_has_a_number_of_its_own(first: str, second: str, expected: str) -> None:
    rows = [
        f"{text}, at: {{table: 表, row: 7, line: {line}}}" for line, text in enumerate((first, second), 1)
    ]
    assert expected == in_plan("row-numbered-once", "same-row-number", *rows, judge="statement")


def test_rows_without_a_line_are_not_told_apart() -> None:
    rows = [
        "indicator: 吸烟率, target: '1', at: {table: 表, row: 7}",
        "indicator: 管理率, target: '2', at: {table: 表, row: 7}",
    ]
    assert "no-source" == in_plan("row-numbered-once", "same-row-number", *rows, judge="statement")
    one_line = [row.replace("7}", "7, line: 3}") for row in rows]
    assert "holds" == in_plan("row-numbered-once", "same-row-number", *one_line, judge="statement")


@given(st.fractions(), st.sampled_from([F(1), F(1, 10), F(1, 100)]))
def test_half_up_is_the_nearest_multiple_and_the_upper_of_two(number: Fraction, place: Fraction) -> None:
    rounded = half_up(number, place)
    assert (rounded / place).denominator == 1
    assert -place / 2 < rounded - number <= place / 2
