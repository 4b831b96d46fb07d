"""Documents against the form of their kind: every fault located, with the nearest known word."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.reading.acceptance import kind_of
from planlint.reading.document import MAX_FAULTS
from planlint.reading.forms import another_kind, unknown_kind, validate
from planlint.reading.schema import FORMS, PlanForm, json_schemas
from tests.builders import document, plan_text, said_of

HEAD = 'plan: {id: a, title: 规划, jurisdiction: "150724", sector: health, period: 2021-2025}\n'
EMPTY = HEAD + "statements: []\n"


def faults_of(text: str) -> list[str]:
    form, faults = validate(document(text))
    assert (form is None) == bool(faults)
    return said_of(faults)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("plan: {}", "plan"),
        ("statements: []\nplan: {}", "plan"),
        ("indicators: []", "catalogue"),
        ("sector: a\nindicators: []", "catalogue"),
        ("fold: []", "catalogue"),
        ("rule: {}", "rule"),
        ("planlint: {}", "config"),
        ("cases: []", "cases"),
        ("plans: {}", None),
        ("{}", None),
    ],
)
def test_the_top_key_tells_the_kind_of_a_file(text: str, kind: str | None) -> None:
    assert kind == kind_of(document(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\nplans: {}", "2:1 PL005 top key “plans” is no planlint file (should be one of plan, "),
        (
            "{}",
            "1:1 PL005 top key “” is no planlint file"
            " (should be one of plan, indicators, statistics, rule, ratchet, planlint)",
        ),
        ("planlint: {}", "1:1 PL005 a configuration is named planlint.yaml"),
        ("cases: []", "1:1 PL005 cases are named after their rule: PL201.cases.yaml"),
    ],
)
def test_a_file_of_no_kind_is_told_which_there_are(text: str, expected: str) -> None:
    (found,) = said_of([unknown_kind(document(text))])
    assert found.startswith(expected)


def test_a_misspelt_top_key_is_told_the_nearest() -> None:
    assert unknown_kind(document("plans: {}")).problem.en.endswith("; did you mean plan, planlint?")


def test_a_file_that_by_its_name_is_of_another_kind_is_told_so() -> None:
    expected = "2:1 PL005 the top key of this file should be planlint, not “plan”"
    assert [expected] == said_of([another_kind(document("\nplan: {}"), "planlint")])


def test_a_sound_document_becomes_its_form() -> None:
    form, faults = validate(document(plan_text("indicator: 吸烟率, target: {2025: ≤20}")))
    assert isinstance(form, PlanForm)
    assert ("county", {"2025": "≤20"}, ()) == (form.plan.id, form.statements[0].target, faults)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (EMPTY.replace("title: 规划, ", ""), ["1:7 PL004 plan lacks “title”"]),
        (HEAD, ["1:1 PL004 the file lacks “statements”"]),
        (HEAD + "statements: x", ["2:13 PL004 statements should be a list"]),
        (HEAD + "statements: [x]", ["2:14 PL004 statements.0 should be a mapping"]),
        (
            HEAD + "statements: [{indicator: [], target: 1}]",
            ["2:26 PL004 statements.0.indicator should be longer (too few items)"],
        ),
        (
            HEAD + "statements: [{indicator: '', target: 1}]",
            ["2:26 PL004 statements.0.indicator should be a text that is not empty"],
        ),
        (
            HEAD + "statements: [{indicator: {a: b}, target: 1}]",
            ["2:26 PL004 statements.0.indicator should be a text"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: 1, population: null, place: ' '}]",
            [
                "2:52 PL004 statements.0.population should be a text that is not empty",
                "2:65 PL004 “ ” should be words, not blanks alone",
            ],
        ),
        (
            HEAD + "statements: [{indicator: a, taget: 1}]",
            ["2:29 PL004 unknown key “taget”; did you mean target, past_target, at?"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: {2O25: 1}}]",
            ["2:38 PL004 “2O25” should be a year, a span or undated, such as 2025 or 2016-2020"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: {2025: {figure: 1, lines: 2}}}]",
            ["2:56 PL004 unknown key “lines”; did you mean line?"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: {2025: [[1]]}}]",
            ["2:45 PL004 statements.0.target.2025.0 should be a figure, or a mapping with a figure"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: [{line: 1}]}]",
            ["2:38 PL004 statements.0.target.0 lacks “figure”"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: {}}]",
            ["2:37 PL004 statements.0.target should be longer (too few items)"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: 1, at: {line: 0}}]",
            ["2:51 PL004 “0” should be a line number such as 348 or 375-377"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: 1, at: {line: 9-3}}]",
            ["2:51 PL004 statements.0.at.line should be line numbers that go up"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: 1, norm: ja}]",
            ["2:46 PL004 “ja” should be true or false"],
        ),
        (
            HEAD
            + "statements: [{indicator: a, target: 1, waive: [{rule: PL201, reason: a, until: 2026-02-30}]}]",
            ["2:80 PL004 statements.0.waive.0.until should be a day that exists"],
        ),
        (
            HEAD + "statements: [{indicator: a, target: 1, waive: [{rule: PL201, reason: a, until: soon}]}]",
            ["2:80 PL004 “soon” should be a date YYYY-MM-DD"],
        ),
        (
            HEAD
            + "statements: [{indicator: a, target: 1, waive: [{rule: PL201, reason: ' ', max_gap: -1}]}]",
            [
                "2:70 PL004 “ ” should be words, not blanks alone",
                "2:84 PL004 “-1” should be a number that is not negative",
            ],
        ),
        (
            EMPTY.replace("150724", "15072"),
            ["1:40 PL004 “15072” should be a six-digit division code such as 150724"],
        ),
        (
            EMPTY.replace("2021-2025", "十四五"),
            ["1:74 PL004 “十四五” should be a year or first-last years such as 2021-2025"],
        ),
        (
            EMPTY.replace("id: a", "id: 'a b'"),
            ["1:12 PL004 “a b” should be an id of letters, digits and hyphens"],
        ),
        (
            EMPTY.replace("period", "source: {file: ../etc/passwd}, period"),
            ["1:81 PL004 “../etc/passwd” should be a file name without folders"],
        ),
        (
            EMPTY.replace("period", "source: {file: ..}, period"),
            ["1:81 PL004 “..” should be a file name without folders"],
        ),
        (
            EMPTY.replace("period", "source: {file: a, sha256: 00}, period"),
            ["1:92 PL004 “00” should be 64 hexadecimal digits, a SHA-256"],
        ),
        (
            HEAD
            + f"statements: [{{indicator: a, target: 1, at: {{row: {'1' * 2001}}}, unit: {'人' * 2001}}}]",
            [
                "2:2060 PL004 statements.0.unit should be a shorter text",
                "2:50 PL004 statements.0.at.row should be a shorter text",
            ],
        ),
        (EMPTY.replace("规划", "规" * 2001), ["1:22 PL004 plan.title should be a shorter text"]),
        (
            "indicators: [{id: a, name: b, unit: '%', better: hihger}]",
            [
                "1:50 PL004 “hihger” is not one of higher, lower, neither, unknown; did you mean higher, neither?"
            ],
        ),
        (
            "indicators: [{id: a, name: b, unit: '%', plausible: [1]}]",
            ["1:53 PL004 indicators.0.plausible should be longer (too few items)"],
        ),
        (
            "indicators: [{id: a, name: b, unit: '%', plausible: [1, 2, 3]}]",
            ["1:53 PL004 indicators.0.plausible should be shorter (too many items)"],
        ),
        (
            "indicators: [{id: a, name: b, unit: '%', plausible: [x, 2]}]",
            ["1:54 PL004 “x” should be a number"],
        ),
        (
            "indicators: [{id: a, name: b, unit: '%', near: [a b]}]",
            ["1:49 PL004 “a b” should be an id of letters, digits and hyphens"],
        ),
        (
            "planlint: {severity: {'': note}}",
            ["1:23 PL004 planlint.severity. should be a text that is not empty"],
        ),
        (
            "planlint: {severity: {PL104: quiet}}",
            ["1:30 PL004 “quiet” is not one of error, warning, note, off"],
        ),
        ("planlint: []", ["1:11 PL004 planlint should be a mapping"]),
        ("planlint: {severity: []}", ["1:22 PL004 planlint.severity should be a mapping"]),
    ],
)
def test_a_fault_against_the_form_is_located(text: str, expected: list[str]) -> None:
    assert expected == faults_of(text)


def test_an_id_of_a_rule_has_a_form_of_its_own() -> None:
    found = faults_of(
        "rule: {id: pl1, name: X, severity: {by: a, 约束性: bad}, judge: x, require: y, why: {}, message: 1}"
    )
    expected = [
        "1:12 PL004 “pl1” should be capital letters and digits such as PL201",
        "1:23 PL004 “X” should be a name in small letters such as unit-missing",
        "1:49 PL004 “bad” is not one of error, warning, note",
        "1:36 PL004 rule.severity lacks “预期性”",
        "1:36 PL004 rule.severity lacks “default”",
        "1:95 PL004 rule.message should be a mapping",
        "1:82 PL004 rule.why lacks “zh”",
        "1:82 PL004 rule.why lacks “en”",
    ]
    assert expected == found


def test_all_faults_are_reported_at_once_in_both_languages() -> None:
    _, faults = validate(document("plan: {id: '', titel: 规划}\nstatements: [{indicator: 1}, 2]\n"))
    expected = [
        "“”不合要求：应为字母、数字和短横线组成的编号",
        "plan 缺少必填项“title”",
        "plan 缺少必填项“jurisdiction”",
        "plan 缺少必填项“sector”",
        "plan 缺少必填项“period”",
        "不认识的键“titel”，是否指 title？",
        "statements.1 应为键值映射",
    ]
    assert expected == [fault.problem.zh for fault in faults]


def test_a_long_text_is_quoted_in_part() -> None:
    assert ["1:12 PL004 “" + "a" * 39 + "…” should be an id of letters, digits and hyphens"] == faults_of(
        EMPTY.replace("id: a", f"id: {'a' * 3000}")
    )


def test_of_an_alias_nothing_is_said_but_that_it_is_one() -> None:
    text = HEAD + "statements:\n- {indicator: &a x, target: 1}\n- {indicator: *a, target: 2, at: *a}\n"
    assert [] == said_of(validate(document(text))[1])
    assert 2 == len(document(text).faults)


def test_faults_without_end_are_cut_off() -> None:
    found = faults_of(HEAD + "statements: [" + "x," * 5000 + "]")
    assert MAX_FAULTS + 1 == len(found)
    assert "1:1 PL004 too many faults; the rest is not listed" == found[-1]


SOUND: list[dict[str, Any]] = [
    {
        "plan": {
            "id": "a", "title": "b", "jurisdiction": "150724", "sector": "health", "period": "2021-2025",
            "implements": ["c"], "source": {"file": "d", "sha256": "0" * 64},
        },
        "statements": [
            {
                "indicator": ["e", "f"], "printed": ["g", "h"], "norm": "true", "sum_of": ["i"], "id": "i",
                "target": {"2025": ["1", {"figure": "2", "at": {"line": "3-4"}}], "undated": "5"},
                "baseline": [{"figure": "6"}], "past_target": "7", "at": {"section": "8", "row": "9"},
                "waive": [{"rule": "PL201", "reason": "x", "until": "2026-01-01"}],
            }
        ],
    },
    {
        "indicators": [{"id": "a", "name": "b", "unit": "%", "better": "higher", "plausible": ["1", "2"], "near": ["a"]}],
        "sector": "health", "fold": ["常住"],
    },
    {
        "rule": {
            "id": "PL999", "name": "some-rule", "judge": "target", "against": "same-plan", "same": ["year"],
            "when": {"judged.nature": ["约束性"], "superior.nature": "预期性"}, "require": "dated",
            "options": {"fault": "PL001"}, "after": ["PL010"], "message": {"zh": "a", "en": "b"},
            "severity": {"by": "superior.nature", "约束性": "error", "预期性": "note", "default": "note"},
            "why": {"zh": "a", "en": "b"},
        }
    },
    {"planlint": {"plans": ["a"], "severity": {"PL1": "off"}}},
    {"cases": [{"name": "a", "expect": "fail", "files": ["b"], "hex": ["00"], "message": "c"}]},
]  # fmt: skip
"""One sound file of each kind, with every shape that a value can have."""

leaves = st.sampled_from(["", "x", "0", "9-3", "2025", "true", "list", "entry", "[key]"])
strange = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(leaves, inner, max_size=2),
    max_leaves=4,
)


def spots(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data, but not the top."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [spot for key, value in inside for spot in [(*path, key), *spots(value, (*path, key))]]


@pytest.mark.parametrize("sound", SOUND, ids=lambda sound: next(iter(sound)))
def test_the_sound_files_are_sound(sound: dict[str, Any]) -> None:
    assert [] == faults_of(json.dumps(sound, ensure_ascii=False))


@given(st.sampled_from(SOUND), st.data())
def test_whatever_is_put_anywhere_is_sound_or_a_located_fault(
    sound: dict[str, Any], data: st.DataObject
) -> None:
    broken = deepcopy(sound)
    *way, last = data.draw(st.sampled_from(spots(broken)))
    holder: Any = broken
    for step in way:
        holder = holder[step]
    match data.draw(st.sampled_from(["replace", "add", "remove"])), holder:
        case "replace", _:
            holder[last] = data.draw(strange)
        case "add", dict():
            holder[data.draw(leaves)] = data.draw(strange)
        case "add", list():
            holder.append(data.draw(strange))
        case "remove", _:
            del holder[last]
    text = json.dumps(broken, ensure_ascii=False, indent=1)
    read = document(text)
    if kind_of(read) is None:
        assert 1 == unknown_kind(read).span.line or read.kind
        return
    form, faults = validate(read)
    assert (form is None) == bool(faults)
    for fault in faults:
        assert 1 <= fault.span.line <= len(read.lines)
        assert 1 <= fault.span.column <= len(read.lines[fault.span.line - 1])


def test_there_is_a_json_schema_for_every_kind_of_file() -> None:
    schemas = json_schemas()
    assert {kind for kind, _ in FORMS.values()} == set(schemas)
    assert {"https://json-schema.org/draft/2020-12/schema"} == {
        schema["$schema"] for schema in schemas.values()
    }
    assert ["superior.nature 或 judged.nature"] == [
        text.removeprefix("依据：")
        for text in [schemas["rule"]["$defs"]["SeverityByForm"]["properties"]["by"]["description"]]
    ]
