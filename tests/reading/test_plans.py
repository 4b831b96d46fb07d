"""Plan files to plans: one statement for each entry, with its own place, year and words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planlint.model import Period, SourcePlace, Span, Statement, Waiver, mistyped_nature, nature_of
from planlint.reading.plans import read_plan
from tests.builders import a_plan, document, plan_text, said_of


def statement(text: str) -> Statement:
    (only,) = a_plan(text).statements
    return only


def faults_of(*statements: str, **head: str) -> list[str]:
    plan, faults = read_plan(document(plan_text(*statements, **head)))
    assert (plan is None) == bool(faults)
    return said_of(faults)


def test_the_head_of_a_plan_is_read() -> None:
    plan = a_plan(
        superior="150000",
        implements="[region, outline]",
        main_table="主要指标",
        source=f"{{file: a.txt, sha256: {'0' * 64}}}",
    )
    expected = (
        "county",
        "规划",
        "150724",
        "test",
        Period(2021, 2025),
        "150000",
        ("region", "outline"),
        "主要指标",
    )
    assert expected == (
        plan.id, plan.title, plan.jurisdiction, plan.sector, plan.period, plan.superior, plan.implements,
        plan.main_table,
    )  # fmt: skip
    assert ("a.txt", "0" * 64, "1.yaml") == (plan.source_file, plan.source_sha256, plan.file)


def test_what_a_head_leaves_out_is_none() -> None:
    plan = a_plan()
    assert (None, (), None, None, None, ()) == (
        plan.superior, plan.implements, plan.main_table, plan.source_file, plan.source_sha256, plan.statements,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021-2025", Period(2021, 2025)),
        ("2021—2025", Period(2021, 2025)),
        ("2021～2025", Period(2021, 2025)),
        ("2025", Period(2025, 2025)),
    ],
)
def test_a_period_is_one_year_or_a_span(printed: str, expected: Period) -> None:
    assert expected == a_plan(period=printed).period


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("{2025: ≤20}", [(None, 2025, "≤20")]),
        ("{2025: ≤20, 2030: 15}", [(None, 2025, "≤20"), (None, 2030, "15")]),
        ("{2021-2025: '5'}", [(2021, 2025, "5")]),
        ("{2025-2025: '5'}", [(None, 2025, "5")]),
        ("{undated: '5'}", [(None, None, "5")]),
        ("4个以上", [(None, None, "4个以上")]),
        ("[甲, {figure: 乙}]", [(None, None, "甲"), (None, None, "乙")]),
        ("{figure: 甲, line: 3}", [(None, None, "甲")]),
        (
            "{2025: [甲, {figure: 乙}], undated: 丙}",
            [(None, 2025, "甲"), (None, 2025, "乙"), (None, None, "丙")],
        ),
        ("{2025: }", [(None, 2025, "")]),
        ("{2025: 1e3}", [(None, 2025, "1e3")]),
    ],
)
def test_each_entry_is_a_statement_of_its_own(target: str, expected: list[tuple[object, ...]]) -> None:
    found = a_plan(f"indicator: 吸烟率, target: {target}").statements
    assert expected == [(s.first_year, s.year, s.figure) for s in found]


def test_targets_come_before_baselines_and_past_targets() -> None:
    found = a_plan("indicator: 吸烟率, past_target: 1, baseline: {2020: 2}, target: 3").statements
    assert [("target", "3"), ("baseline", "2"), ("past_target", "1")] == [(s.kind, s.figure) for s in found]


def test_a_row_of_two_indicators_is_a_statement_for_each() -> None:
    found = a_plan("indicator: [吸烟率, 管理率], target: {2025: '5'}").statements
    expected = [
        ("吸烟率", None, ("statements", 0, "indicator", 0)),
        ("管理率", None, ("statements", 0, "indicator", 1)),
    ]
    assert expected == [(s.name, s.indicator_id, s.name_path) for s in found]


def test_a_catalogue_id_stands_beside_the_printed_words() -> None:
    found = a_plan("indicator: [smoking, managed], printed: [吸烟的人, 管理], target: '5'").statements
    assert [("吸烟的人", "smoking"), ("管理", "managed")] == [(s.name, s.indicator_id) for s in found]


def test_all_that_a_statement_can_say() -> None:
    found = statement(
        "indicator: 吸烟率, target: {2025: '20'}, unit: '%', nature: 预期性, population: 成人, place: 全区,"
        " part: 城镇, basis: 以旗县为单位, norm: true, id: a, sum_of: [a], note: 注,"
        " waive: [{rule: PL201, reason: 因, approved_by: 某, document: 某〔2024〕1号,"
        " until: 2026-12-31, max_gap: 0.5}, {rule: PL202, reason: 因}],"
        " at: {section: 一, table: 表, row: 7, line: 375-377}"
    )
    assert found == Statement(
        name="吸烟率",
        indicator_id=None,
        kind="target",
        year=2025,
        first_year=None,
        figure="20",
        unit="%",
        nature="预期性",
        population="成人",
        place="全区",
        part="城镇",
        basis="以旗县为单位",
        norm=True,
        id="a",
        sum_of=("a",),
        waivers=(
            Waiver(
                "PL201",
                "因",
                "某",
                "某〔2024〕1号",
                "2026-12-31",
                Fraction("0.5"),
                ("statements", 0, "waive", 0),
            ),
            Waiver("PL202", "因", None, None, None, None, ("statements", 0, "waive", 1)),
        ),
        note="注",
        at=SourcePlace("一", "表", "7", 375, 377),
        path=("statements", 0, "target", "2025"),
        name_path=("statements", 0, "indicator"),
    )


def test_an_entry_overrides_its_statement() -> None:
    found = statement(
        "indicator: 吸烟率, unit: '%', norm: true, at: {section: 一, table: 表, row: 7, line: 3},"
        " target: {2025: [{figure: '20', unit: ‰, norm: false, line: 4, at: {section: 二, line: 5},"
        " waive: [{rule: PL201, reason: 因}]}]}"
    )
    here = ("statements", 0, "target", "2025", 0)
    assert ("‰", False, SourcePlace("二", "表", "7", 4, 4)) == (found.unit, found.norm, found.at)
    assert ((*here, "figure"), (*here, "waive", 0)) == (found.path, found.waivers[0].path)


def test_an_entry_without_exceptions_has_none_of_its_statement() -> None:
    found = statement(
        "indicator: 吸烟率, waive: [{rule: PL201, reason: 因}], target: {figure: '20', waive: []}"
    )
    assert () == found.waivers


def test_a_baseline_has_no_nature() -> None:
    found = a_plan("indicator: 吸烟率, nature: 预期性, target: 1, baseline: 2, past_target: 3").statements
    assert ["预期性", None, "预期性"] == [s.nature for s in found]


@pytest.mark.parametrize(
    ("line", "expected"), [("348", (348, 348)), ("375–377", (375, 377)), ("9~12", (9, 12))]
)
def test_a_line_is_one_or_a_span(line: str, expected: tuple[int, int]) -> None:
    at = statement(f"indicator: a, target: 1, at: {{line: {line}}}").at
    assert expected == (at.line, at.last_line)


def test_a_named_table_makes_the_place_a_table() -> None:
    assert "table" == statement("indicator: a, target: 1, at: {table: 表}").at.where
    assert "prose" == statement("indicator: a, target: 1, at: {section: 专栏1}").at.where
    assert SourcePlace(None, None, None, None, None) == statement("indicator: a, target: 1").at


def test_a_node_without_a_place_has_that_of_the_nearest_around_it() -> None:
    plan = a_plan("indicator: 吸烟率, target: {2025: ≤20}")
    assert Span(8, 35, 8, 38) == plan.span(("statements", 0, "target", "2025"))
    assert Span(8, 3, 8, 4) == plan.span(("statements", 0, "nowhere", 5))
    assert Span(1, 1, 1, 1) == plan.span(("nowhere",))
    assert "- {indicator: 吸烟率, target: {2025: ≤20}}" == plan.lines[7]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("indicator: a", "8:3 PL004 a statement needs one of target, baseline, past_target"),
        (
            "indicator: [a, b], printed: c, target: 1",
            "8:32 PL004 printed and indicator should have as many names",
        ),
        ("indicator: a, target: {2025-2021: 1}", "8:38 PL004 the span ends before it starts"),
        ("indicator: a, sum_of: [x], target: 1", "8:27 PL004 no statement has the id “x”"),
        (
            "indicator: a, target: {figure: 1, id: ab, sum_of: [ba]}",
            "8:55 PL004 no statement has the id “ba”; did you mean ab?",
        ),
        (
            "indicator: a, id: x, target: {figure: 1, id: x}",
            "8:49 PL004 statement id “x” is used by statement 1 too",
        ),
    ],
)
def test_what_a_plan_says_of_itself_must_fit(text: str, expected: str) -> None:
    assert [expected] == faults_of(text)


def test_an_id_used_by_two_statements_is_a_fault() -> None:
    expected = "9:22 PL004 statement id “x” is used by statement 1 too"
    assert [expected] == faults_of("indicator: a, id: x, target: 1", "indicator: b, id: x, target: 1")


def test_a_sum_may_name_what_stands_below_it() -> None:
    assert [] == faults_of("indicator: a, sum_of: [x], target: 1", "indicator: b, target: {figure: 1, id: x}")


def test_a_period_ends_after_it_starts() -> None:
    assert ["6:11 PL004 the period ends before it starts"] == faults_of(period="2025-2021")


def test_faults_of_the_form_come_without_a_plan() -> None:
    expected = ["8:3 PL004 statements.0 lacks “indicator”", "8:4 PL004 unknown key “nam”; did you mean norm?"]
    assert expected == faults_of("nam: a")


def test_an_undated_statement_counts_for_a_year_of_the_plan() -> None:
    plan = a_plan("indicator: a, target: 1, baseline: 2, past_target: 3", "indicator: a, target: {2030: 1}")
    assert [2025, 2020, 2020, 2030] == [plan.assumed_year(s) for s in plan.statements]


def test_a_period_says_its_years() -> None:
    assert ("2021-2025", "2025", 2020) == (
        str(Period(2021, 2025)),
        str(Period(2025, 2025)),
        Period(2021, 2025).base_year,
    )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("约束性", "约束性"),
        (" 约束性指标", "约束性"),
        ("預期性", "预期性"),
        ("预期", "预期性"),
        ("引导性", "指导性"),
        ("倡导", "指导性"),
        ("约束性（国家）", "约束性"),
        ("约束性指标(省级)", "约束性"),
        ("国家约束性", "约束性"),
        ("（预期性）", "预期性"),
        ("约束性（预期性）", None),
        ("约束性（部分）", None),
        ("非约束性", None),
        ("一般性", None),
        ("", None),
        (None, None),
    ],
)
def test_a_printed_nature_is_one_of_three(printed: str | None, expected: str | None) -> None:
    assert expected == nature_of(printed)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("约束型", "约束性"),
        ("约朿性", "约束性"),
        ("硬约束", "约束性"),
        ("强制性指标", "约束性"),
        ("预期型", "预期性"),
        *(
            (word, None)
            for word in (
                "导向性",
                "引领性",
                "参考性",
                "建议性",
                "指令性",
                "约定性",
                "长期性",
                "预警性",
                "监测性",
                "核心",
                "非约束性",
                "约束性、预期性",
                "软约束",
                "国家",
            )
        ),
    ],
)
def test_a_mistyped_nature_is_told_from_other_words(printed: str, expected: str | None) -> None:
    assert expected == mistyped_nature(printed)
