"""Corners of the report for a person; the whole of it: tests/cli/test_check.py and tests/golden."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planlint.auditing import Report
from planlint.findings import NotComparable, Place
from planlint.model import Span
from planlint.reporting.text import render
from planlint.words import Lang
from tests.builders import CITY, REGION, a_report, plan_text

LISTED = frozenset(("not-comparable",))


def unjudged(report: Report) -> Report:
    """The report, with one comparison that could not be made of a plan as a whole."""
    plan = report.plans[0]
    place = Place(plan.file, plan.span(("plan", "id")), plan, None)
    item = NotComparable("PL202", plan, None, None, None, "near-name", place, ())
    return Report(
        findings=(),
        not_comparable=(item,),
        plans=report.plans,
        missing=(),
        rules=report.rules,
        corpus=report.corpus,
        lines={},
    )


def test_what_is_not_comparable_of_a_plan_as_a_whole_has_no_indicator() -> None:
    report = unjudged(a_report(plan_text(title="旗规划")))
    assert render(report, "en", show=LISTED).split("\n\n")[0].splitlines() == [
        "1.yaml:2:7 not comparable PL202",
        "  stated under a near name; whether it is the same is for a person to judge",
        "    旗规划",
        "    2 |   id: county",
        "      |       ^^^^^^",
    ]


def test_an_indicator_of_a_missing_statement_is_named_from_the_superiors() -> None:
    above = plan_text(
        "indicator: 管理率, target: {2025: 90%}, nature: 约束性, at: {table: 表, line: 1}", **REGION
    )
    below = plan_text("indicator: 规范管理率, target: {2025: 90%}, at: {line: 1}", **CITY)
    report = a_report(below, context=[above])
    assert [item.reason for item in report.not_comparable] == ["near-name"]
    assert "\n  管理率 2025 年：以相近名称的指标列出" in render(report, "zh", show=LISTED)


def test_an_unknown_indicator_is_named_as_printed() -> None:
    report = a_report(plan_text("indicator: 天气指数, target: {2025: 90%}, at: {line: 1}"))
    meaning = report.corpus.meanings(report.plans[0])[0]
    assert meaning.indicator is None
    place = Place("1.yaml", Span(1, 1, 1, 1), meaning.plan, meaning)
    item = NotComparable("PL201", meaning.plan, meaning, None, 2025, "unknown-indicator", place, ())
    shown = render(Report((), (item,), report.plans, (), report.rules, report.corpus, {}), "en", show=LISTED)
    assert shown.splitlines()[1] == "  天气指数 2025: the indicator is in no catalogue"


def test_a_place_outside_the_file_has_no_frame() -> None:
    report = a_report(plan_text())
    place = Place("gone.csv", Span(9, 1, 9, 2), None, None)
    item = NotComparable("PL201", report.plans[0], None, None, None, "trend", place, ())
    shown = render(Report((), (item,), report.plans, (), report.rules, report.corpus, {}), "en", show=LISTED)
    assert shown.split("\n\n")[0] == "gone.csv:9:1 not comparable PL201\n  a trend without a number"


def test_a_figure_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    text = plan_text().replace(
        "statements: []",
        'statements:\n- indicator: 吸烟率\n  at: {line: 1}\n  target:\n    2025: "天气\n      晴"',
    )
    shown = render(a_report(text), "en")
    assert '    11 |     2025: "天气\n       |           ^^^^^\n' in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 plan, 1 statement: 0 errors, 0 warnings, 1 note; 0 waived; 0 not comparable"),
        ("zh", "1 份规划，1 条表述：0 个错误，0 个警告，1 个提示；已豁免 0 个；无法比较 0 处"),
    ],
)
def test_numbers_and_nouns_agree(language: Lang, words: str) -> None:
    report = a_report(plan_text("indicator: 吸烟率, target: 20%, at: {line: 1}", jurisdiction="000000"))
    assert render(report, language).splitlines()[-1] == words


def test_ranges_are_shown_where_the_figure_is_no_plain_level() -> None:
    report = a_report(
        plan_text(
            "indicator: 吸烟率, baseline: {2020: 26.5%}, at: {line: 1}",
            "indicator: 吸烟率, target: 比2020年下降1/3, at: {line: 2}",
        )
    )
    assert " · source line 2 · = (−∞, ≈17.6667]%\n" in render(report, "en")
    assert report.corpus.meanings(report.plans[0])[1].ranges[0].upper == Fraction(53, 3)


def test_all_ranges_that_a_figure_may_mean_are_shown() -> None:
    plan = plan_text("indicator: 健康素养水平, baseline: {2020: 20%}, target: {2025: 提高10%}, at: {line: 1}")
    report = a_report(plan)
    assert " · 原文第 1 行 · = [30, ∞)% 或 [22, ∞)%\n" in render(report, "zh")
    assert " · source line 1 · = [30, ∞)% or [22, ∞)%\n" in render(report, "en")
