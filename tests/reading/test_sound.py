"""Sound plans are read without models: exactly those that the models accept, and as the same plan."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from planlint.model import Plan
from planlint.reading import document as module
from planlint.reading import plans
from planlint.reading.acceptance import kind_of
from planlint.reading.document import (
    MAX_COMPOSED_BYTES,
    MAX_NODES,
    compose,
    parse_document,
    positions,
    without_bom,
)
from planlint.reading.plans import read_plan, sound_plan
from tests.builders import plan_text
from tests.reading.test_forms import SOUND, leaves, spots, strange

ROOT = Path(__file__).parents[2]
PLANS = sorted(
    path
    for folder in ("corpus", "tests")
    for path in (ROOT / folder).rglob("*.yaml")
    if b"statements" in path.read_bytes()
)
HEAD = {"id": "a", "title": "b", "jurisdiction": "150724", "sector": "c", "period": "2021-2025"}

FULL: dict[str, Any] = {
    "plan": HEAD
    | {
        "superior": "150700-新区",
        "implements": ["d", "e"],
        "main_table": "表",
        "disowns": [{"indicator": "f"}, {"indicator": "g", "at": {"line": "3-4"}}],
        "waive": [{"rule": "PL202", "reason": "t", "indicator": "u"}, {"rule": "PL202", "reason": "v"}],
        "source": {"file": "a.txt", "sha256": "0" * 64},
    },
    "statements": [
        {"indicator": "h", "target": "≤20", "nature": "约束性", "unit": "%", "at": {"line": "9", "row": ""}},
        {"indicator": "h", "baseline": {"2020": "1", "2016—2019": ["2", {"figure": "3", "line": "7"}]}},
        {
            "indicator": ["i", "j"],
            "printed": ["k", "l"],
            "nature": "预期",
            "norm": "true",
            "past_target": {"undated": {"figure": "", "id": "one", "at": {"section": "m"}, "norm": "false"}},
            "target": [{"figure": "4", "waive": [{"rule": "PL201", "reason": "n", "max_gap": "1.5"}]}, "5"],
            "waive": [{"rule": "PL3", "reason": "o", "until": "2026-12-31", "approved_by": "p"}],
            "at": {"section": "q", "table": "r", "row": "7", "line": "375-377"},
        },
        {"indicator": "s", "target": {"figure": "6", "row": "8"}, "id": "two", "sum_of": ["one", "two"]},
    ],
}
"""A plan with every shape that a statement can have."""


OTHER_LETTERS = re.compile(r"[^\W\d_A-Za-z\u3400-\u4dbf\u4e00-\u9fff]|[^\D0-9]")
"""Word characters that the sound reading leaves to the models."""


def read_both(data: bytes) -> Plan | None:
    """The plan that the models find, after seeing that without them nothing else is read."""
    document = parse_document(data, "1.yaml")
    full = None
    if not document.faults and document.top and kind_of(document) == "plan":
        full = read_plan(document)[0]
    quick = sound_plan(without_bom(data), "1.yaml")
    if full is not None and (
        re.search(rb"[^\w][&!]", data) or OTHER_LETTERS.search(data.decode("utf-8", "replace"))
    ):
        # What looks like an anchor or a tag, and other scripts' letters, are left to the full reading.
        assert quick in (None, full)
    else:
        assert full == quick
    if full and quick and document.top:
        spans = positions(document.top)
        assert spans == dict(full.spans) == dict(quick.spans)
        assert document.lines == tuple(full.lines) == tuple(quick.lines)
        for statement in quick.statements:
            for path in (statement.path, statement.name_path):
                assert spans[path] == full.spans[path] == quick.span(path)
    return full


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_every_plan_at_hand_is_read_the_same_in_both_ways(path: Path) -> None:
    read_both(path.read_bytes())


def test_a_plan_of_every_shape_is_sound() -> None:
    for sound in (FULL, {"statements": FULL["statements"], "plan": FULL["plan"]}):
        assert read_both(yaml.safe_dump(sound, allow_unicode=True).encode()) is not None


@given(st.sampled_from([FULL, *SOUND]), st.integers(1, 2), st.data())
def test_whatever_is_put_anywhere_both_ways_agree(
    sound: dict[str, Any], times: int, data: st.DataObject
) -> None:
    broken = deepcopy(sound)
    for _ in range(times):
        mutate(broken, data)
    read_both(json.dumps(broken, ensure_ascii=False, indent=1).encode())


texts = leaves | st.sampled_from(
    ["2026-02-30", "9", "5—4", "2025-2021", "one", "figure", "%", "a" * 2001, "½"]
)


def mutate(broken: Any, data: st.DataObject) -> None:
    places = spots(broken)
    if not places:
        return
    *way, last = data.draw(st.sampled_from(places))
    holder: Any = broken
    for step in way:
        holder = holder[step]
    match data.draw(st.sampled_from(["replace", "add", "remove", "move"])), holder:
        case "replace", _:
            holder[last] = data.draw(texts | strange)
        case "move", dict():
            holder[data.draw(texts)] = holder.pop(last)
        case "add", dict():
            holder[data.draw(texts)] = data.draw(texts | strange)
        case "add" | "move", list():
            holder.append(deepcopy(holder[last]))
        case "remove", _:
            del holder[last]


@pytest.mark.parametrize(
    "statement",
    [
        "indicator: a",
        "indicator: a, target: {}",
        "indicator: a, target: {2025-2021: 1}",
        "indicator: a, target: {the year: 1}",
        "indicator: a, target: {[b]: 1}",
        "indicator: a, target: {2025: 1, 2025: 2}",
        "indicator: [a, b], printed: c, target: 1",
        "indicator: a, target: 1, at: {line: 9-3}",
        "indicator: a, target: 1, at: b",
        "indicator: a, target: 1, sum_of: [b]",
        "indicator: a, target: 1, sum_of: b",
        "indicator: a, target: [{figure: 1, id: b}, {figure: 2, id: b}]",
        "indicator: a, target: 1, waive: [{rule: b, reason: c, until: 2026-02-30}]",
        "indicator: a, target: 1, norm: maybe",
    ],
)
def test_what_the_schema_cannot_say_is_refused_too(statement: str) -> None:
    assert read_both(plan_text(statement).encode()) is None


@pytest.mark.parametrize(
    ("reason", "is_one"),
    [
        ("", False), (" ", False), (r" \t\n\r\u3000", False), ("因", True), (r" \n因", True), (r"因\n \nb ", True),
        (r"\u00a0", True), (r"\x85\u2028", True), (r"a\n", True),
    ],
)  # fmt: skip
def test_a_reason_is_more_than_blanks(reason: str, is_one: bool) -> None:
    text = plan_text(f'indicator: a, target: 1, waive: [{{rule: b, reason: "{reason}"}}]')
    assert is_one == (read_both(text.encode()) is not None)


@pytest.mark.parametrize("key", ["population", "place", "part", "basis"])
@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("", False), ("~", False), ("null", False), ("Null", False), ("NULL", False), ("''", False), ("' '", False),
        ("'　'", False), ("'null'", True), ("'~'", True), ("null值", True), ("nUll", True),
    ],
)  # fmt: skip
def test_a_blank_is_no_population_place_part_or_basis(key: str, word: str, is_one: bool) -> None:
    for text in (
        f"indicator: a, {key}: {word}, target: 1",
        f"indicator: a, target: {{figure: 1, {key}: {word}}}",
    ):
        assert is_one == (read_both(plan_text(text).encode()) is not None)


@pytest.mark.parametrize("word", ["~", "null"])
def test_a_null_that_may_be_blank_is_blank(word: str) -> None:
    plan = read_both(
        plan_text(f"indicator: a, unit: {word}, target: [{word}, '{word}'], at: {{row: {word}}}").encode()
    )
    assert plan is not None
    assert [("", "", ""), ("", word, "")] == [(one.unit, one.figure, one.at.row) for one in plan.statements]
    assert read_both(plan_text("indicator: a, target: 1", title=word).encode()) is None
    assert read_both(plan_text(f"indicator: a, target: 1, at: {{table: {word}}}").encode()) is None


@pytest.mark.parametrize(
    ("gap", "is_one"),
    [("0", True), ("2.5", True), ("+1", True), ("-1", False), ("-0", False), ("", False), ("1e3", False)],
)
def test_the_cap_on_a_gap_is_not_negative(gap: str, is_one: bool) -> None:
    text = plan_text(f"indicator: a, target: 1, waive: [{{rule: b, reason: c, max_gap: '{gap}'}}]")
    assert is_one == (read_both(text.encode()) is not None)


@pytest.mark.parametrize(
    ("digits", "is_one"), [("0aF" * 21 + "9", True), ("g" * 64, False), ("0" * 63, False)]
)
def test_a_hash_has_capital_letters_or_small_ones(digits: str, is_one: bool) -> None:
    text = plan_text(source=f"{{file: a.txt, sha256: '{digits}'}}")
    assert is_one == (read_both(text.encode()) is not None)


def test_all_positions_can_be_asked_for() -> None:
    plan = sound_plan(plan_text("indicator: a, target: 1").encode(), "1.yaml")
    assert plan is not None
    assert 11 == len(plan.spans)
    assert plan.span(("statements", 0, "indicator")) == plan.span(("statements", 0, "indicator", 3))


SMALL = plan_text("indicator: R&D经费, target: {2025: ≤20}, note: 规划", title="“十四五”!")


@given(
    st.integers(0, len(SMALL)),
    st.integers(0, 4),
    st.text("a:-[]{}?*&!|>%@'\"\\#,. \t\n\r\0\x85\u2028\ufeff\ufffe规1", max_size=4),
)
@example(0, 0, "---\n")
@example(len(SMALL), 0, "---\n")
@example(len(SMALL), 0, "statements: []\n")
@example(len(SMALL), 0, "? [a]\n: b\n")
@example(0, 0, "\ufeff\ufeff")
def test_whatever_characters_are_put_anywhere_both_ways_agree(start: int, gone: int, put: str) -> None:
    read_both((SMALL[:start] + put + SMALL[start + gone :]).encode())


@given(st.binary(max_size=8), st.integers(0, len(SMALL.encode())))
@example(b"\xff\xfe", 0)
@example("À".encode(), 13)
@example(b"\xcc\x81", 13)  # a combining mark
@example(b"\xed\xa0\x80", len(SMALL.encode()))
def test_whatever_bytes_are_put_anywhere_both_ways_agree(put: bytes, start: int) -> None:
    data = SMALL.encode()
    read_both(data[:start] + put + data[start:])


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("规划", "&x 规划"),
        SMALL.replace("≤20", "! ≤20"),
        "%YAML 1.1\n--- &x\n" + SMALL,
        SMALL.replace("title: ", "title: &x &y "),
        SMALL.replace("规划", "&x 规划").replace("R&D经费", "&x R&D经费"),
    ],
)
def test_anchors_and_untyped_tags_are_left_to_the_full_reading(text: str) -> None:
    assert compose(text.encode()) is None
    assert sound_plan(text.encode(), "1.yaml") is None
    read_plan_or_faults(text)


def read_plan_or_faults(text: str) -> None:
    document = parse_document(text.encode(), "1.yaml")
    if not document.faults:
        plan, faults = read_plan(document)
        assert (plan is None) == bool(faults)


def test_an_ampersand_inside_of_words_is_no_anchor() -> None:
    plan = sound_plan(SMALL.encode(), "1.yaml")
    assert plan is not None
    assert "R&D经费" == plan.statements[0].name


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "? - ", "[{", "-\t", '["]",', "{a: "])
def test_nested_brackets_by_the_hundred_thousand_are_not_composed(opening: str) -> None:
    for head in ("", "statements: "):
        assert compose((head + opening * 100_000).encode()) is None
        assert compose((head + "[" * 14 + opening * 1000).encode()) is None


def test_deep_indents_are_composed_with_their_depth_counted() -> None:
    deep = "".join(f"{' ' * level}a:\n" for level in range(60))
    assert compose(deep.encode()) is None
    assert compose(("a:\n" + " " * 60 + "b: c\n").encode()) is not None


def test_a_plan_of_many_brackets_is_sound() -> None:
    text = plan_text(*["indicator: 吸烟率, target: {2025: [≤20]}"] * 200)
    assert read_both(text.encode()) is not None


def test_a_file_too_large_to_compose_is_left_to_the_full_reading() -> None:
    text = SMALL + "#" * MAX_COMPOSED_BYTES
    assert compose(text.encode()) is None
    assert read_plan(parse_document(text.encode(), "1.yaml"))[0] is not None


def test_without_the_c_parser_a_sound_plan_is_read_the_same() -> None:
    script = (
        "import sys; sys.modules['yaml._yaml'] = None; import yaml; assert not hasattr(yaml, 'CSafeLoader')\n"
        "from planlint.reading.plans import sound_plan\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "print(sound_plan(data, '1.yaml'), sound_plan(data + b'---', '1.yaml'))"
    )
    path = ROOT / "corpus/plans/150603-kangbashi-health-14.yaml"
    run = [sys.executable, "-c", script, str(path)]
    expected = f"{sound_plan(path.read_bytes(), '1.yaml')} None\n"
    assert expected == subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_sound_plans_are_read_without_pydantic() -> None:
    script = (
        "import sys\nfrom planlint.reading.plans import sound_plan\n"
        "assert sound_plan(open(sys.argv[1], 'rb').read(), 'a.yaml')\n"
        "assert not {'pydantic', 'multiprocessing'} & set(sys.modules)"
    )
    path = ROOT / "corpus/plans/150603-kangbashi-health-14.yaml"
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True)


def test_of_files_at_hand_few_layouts_are_kept() -> None:
    assert 32 == module.layout_of.cache_info().maxsize


WAIVERS = ", ".join("{rule: PL201, reason: n}" for _ in range(3))


@pytest.mark.parametrize(
    ("count", "statement"),
    [
        (100, "indicator: a, target: '5'"),
        (25, f"indicator: a, target: '5', waive: [{WAIVERS}]"),
        (
            20,
            f"indicator: a, target: [{{figure: '5', waive: [{WAIVERS}]}}], waive: [{{rule: PL1, reason: n}}], "
            "sum_of: [one]",
        ),
        (1, f"indicator: [{', '.join('a' * 10)}], target: [{', '.join('5' * 10)}]"),
    ],
)
def test_statements_are_counted_the_same_in_both_ways(
    count: int, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "MAX_STATEMENTS", 100)
    one = "indicator: b, target: '6', id: one"
    spare = 1 if "sum_of" in statement else 0
    most = [*[statement] * (count - spare), *([one] if spare else [])]
    assert read_both(plan_text(*most).encode()) is not None
    assert read_both(plan_text(*most, *[statement] * (1 + spare)).encode()) is None


def test_names_times_years_without_end_are_not_written_out() -> None:
    many = ", ".join(["'5'"] * 30_000)
    assert sound_plan(plan_text(f"indicator: [{many}], target: [{many}]").encode(), "1.yaml") is None


def test_what_is_composed_can_hold_no_more_values_than_are_allowed() -> None:
    assert MAX_COMPOSED_BYTES <= MAX_NODES
