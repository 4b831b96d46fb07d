"""References: figures that name another place's value, worked out from it."""

from __future__ import annotations

import pytest

from planlint.judging.comparison import at_least_as_strict, difference
from planlint.judging.corpus import Corpus
from planlint.meaning import Meaning
from planlint.printing import range_words
from planlint.reporting.derivation import finding_words
from tests.builders import CITY, REGION, a_corpus, a_report, plan_text

NATION = """statistics:
- {jurisdiction: "000000", year: 2018, indicator: 管理率, value: 80%}
- {jurisdiction: "000000", year: 2020, indicator: 管理率, value: 85%, source: 年鉴}
- {jurisdiction: "000000", year: 2026, indicator: 管理率, value: 99%}
- {jurisdiction: "000000", year: 2020, indicator: 吸烟率, value: 26.6%}
- {jurisdiction: "000000", year: 2020, indicator: 增长速度, value: 5%}
- {jurisdiction: "150000", year: 2019, indicator: 管理率, value: 82%}
"""


def first(corpus: Corpus) -> Meaning:
    return corpus.meanings(corpus.judged[0])[0]


def worked_out(*statements: str, above: str = plan_text(**REGION), more: str = NATION) -> str:
    """The range of the first statement, marked where it rests on an older value; else the reason why there is none."""
    meaning = first(a_corpus(plan_text(*statements), above, more))
    if meaning.range is None:
        return meaning.reason or ""
    ranges = " or ".join(range_words(range_, "") for range_ in meaning.ranges)
    return ranges + " (outdated)" * meaning.outdated


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 管理率, target: {2025: 达到国家平均水平}", "[85, ∞) (outdated)"),
        ("indicator: 管理率, target: {2025: 全国平均水平}", "[85, ∞) (outdated)"),
        ("indicator: 管理率, target: {2025: 高于全国平均水平}", "(85, ∞) (outdated)"),
        ("indicator: 管理率, target: {2025: 优于全国平均水平}", "(85, ∞) (outdated)"),
        ("indicator: 吸烟率, target: {2025: 优于全国平均水平}", "(−∞, 26.6) (outdated)"),
        ("indicator: 吸烟率, target: {2025: 不低于全国平均水平}", "[26.6, ∞) (outdated)"),
        ("indicator: 管理率, target: {2025: 接近全国平均水平}", "[84, 86] (outdated)"),
        ("indicator: 管理率, target: {2025: 不低于全区平均水平}", "[82, ∞) (outdated)"),
        ("indicator: 管理率, target: {2020: 达到全国平均水平}", "[85, ∞)"),
        ("indicator: 管理率, target: {2019: 达到全国平均水平}", "[80, ∞) (outdated)"),
        ("indicator: 管理率, target: {2017: 达到全国平均水平}", "reference"),
        ("indicator: 管理率, target: {2025: 达到2018年全国平均水平}", "[80, ∞)"),
        ("indicator: 管理率, target: {2025: 达到全国2018年平均水平}", "[80, ∞)"),
        ("indicator: 管理率, target: {2025: 达到2019年全国平均水平}", "reference"),
        ("indicator: 管理率, baseline: {2020: 高于全国平均水平}", "(85, ∞)"),
        ("indicator: 管理率, baseline: {2021: 高于全国平均水平}", "reference"),
        ("indicator: 管理率, baseline: {2016-2020: 高于全国平均水平}", "reference"),
        ("indicator: 增长速度, target: {2025: 优于全国平均水平}", "reference"),
        ("indicator: 增长速度, target: {2025: 达到全国平均水平}", "{5} (outdated)"),
        ("indicator: 管理率, target: {2025: 达到全国平均水平}, population: 儿童", "reference"),
        ("indicator: 管理率, target: {2025: 达到全国平均水平}, part: 城镇", "reference"),
        ("indicator: 管理率, target: {2025: 达到全国平均水平}, place: 城区", "reference"),
        ("indicator: 管理率, target: {2025: 达到国家标准}", "reference"),
        ("indicator: 管理率, target: {2025: 达到全省平均水平}", "reference"),
        ("indicator: 管理率, target: {2025: 达到全旗平均水平}", "reference"),
        ("indicator: 管理率, target: {2025: 2020年水平}", "reference"),
        ("indicator: 管理率, target: {2025: 高于全国平均增速}", "reference"),
        ("indicator: 无此指标, target: {2025: 达到国家平均水平}", "unknown-indicator"),
        ("indicator: 规范管理率, target: {2025: 达到国家平均水平}", "reference"),
    ],
)
def test_an_average_is_the_latest_held_value_of_the_place_up_to_the_year(
    statement: str, expected: str
) -> None:
    assert expected == worked_out(statement)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("indicator: 管理率, baseline: {2020: '88'}", "[88, ∞) (outdated)"),
        ("indicator: 管理率, baseline: {2018: '88'}", "[82, ∞) (outdated)"),
        ("indicator: 管理率, baseline: {2019: '88'}", "[82, ∞) (outdated)"),
        ("indicator: 管理率, baseline: {2020: ≥88}", "[82, ∞) (outdated)"),
        ("indicator: 管理率, baseline: {2020: '88'}, part: 城镇", "[82, ∞) (outdated)"),
        ("indicator: 管理率, baseline: {2020: ['88', '86.5']}", "[86.5, ∞) or [88, ∞) (outdated)"),
    ],
)
def test_the_superiors_own_result_counts_where_no_statistics_are_as_late(region: str, expected: str) -> None:
    county = "indicator: 管理率, target: {2025: 达到全区平均水平}"
    assert expected == worked_out(county, above=plan_text(region, **REGION))


@pytest.mark.parametrize(
    ("place", "expected"),
    [("全市", "[91, ∞) (outdated)"), ("呼伦贝尔市", "[91, ∞) (outdated)"), ("城区", "reference")],
)
def test_a_figure_quoted_of_another_place_is_that_places_reference(place: str, expected: str) -> None:
    quoted = f"indicator: 管理率, baseline: {{2020: 91%}}, place: {place}"
    assert expected == worked_out("indicator: 管理率, target: {2025: 达到全市平均水平}", quoted)


def test_what_a_superior_quotes_counts_too() -> None:
    above = plan_text("indicator: 规范管理率, baseline: {2020: 70%}, place: 全国", **REGION)
    assert "[70, ∞) (outdated)" == worked_out(
        "indicator: 规范管理率, target: {2025: 国家平均水平}", above=above
    )


@pytest.mark.parametrize(
    ("figure", "target", "expected"),
    [
        ("省下达", "≥90", "reference"),
        ("自治区下达", "≥90", "[90, ∞)"),
        ("自治区下达指标", "90-95", "[90, 95]"),
        ("不低于自治区下达目标", "90-95", "[90, ∞)"),
        ("不低于自治区下达目标", "≤95", "reference"),
        ("市下达指标", "≥90", "reference"),
        ("自治区下达指标", "逐步提高", "reference"),
        ("与全区同步", "≥90", "[90, ∞)"),
        ("与自治区一致", "逐步提高", "reference"),
    ],
)
def test_what_a_superior_assigns_is_its_target_for_the_year(figure: str, target: str, expected: str) -> None:
    above = plan_text(f"indicator: 管理率, target: {{2025: {target}}}", **REGION)
    assert expected == worked_out(f"indicator: 管理率, target: {{2025: {figure}}}", above=above)


@pytest.mark.parametrize(
    "figure", ["自治区下达指标", "控制在自治区下达指标以内", "与全区同步", "达到全区平均水平"]
)
def test_of_a_total_a_place_assigns_a_share_and_not_its_own(figure: str) -> None:
    above = plan_text("indicator: 床位数, baseline: {2020: 400张}, target: {2025: 546张}", **REGION)
    assert "reference" == worked_out(f"indicator: 床位数, target: {{2025: {figure}}}", above=above)


def test_of_several_plans_of_a_place_the_first_that_states_a_target_assigns_it() -> None:
    empty = plan_text("indicator: 吸烟率, target: {2025: '15'}", **CITY, period="2021-2025")
    other = plan_text(
        "indicator: 管理率, target: {2025: '93'}", id="long", jurisdiction="150700", period="2016-2030"
    )
    corpus = a_corpus(plan_text("indicator: 管理率, target: {2025: 市下达指标}"), empty, other)
    assert "[93, ∞)" == range_words(first(corpus).ranges[0], "")


def test_a_reference_keeps_the_values_that_it_stands_for() -> None:
    corpus = a_corpus(plan_text("indicator: 管理率, target: {2025: 达到国家平均水平}"), NATION)
    (value,) = first(corpus).bases
    assert ("年鉴", 2020, "85%", 3) == (
        value.plan.title,
        value.year,
        value.statement.figure,
        value.plan.span(value.statement.path).line,
    )


# Compared


def compared(judged: str, superior: str) -> tuple[str, str, str]:
    """Outcome, reason or gap, and detail of a county's target against the region's."""
    corpus = a_corpus(
        plan_text(f"indicator: 管理率, target: {{2025: {judged}}}"),
        plan_text(f"indicator: 管理率, target: {{2025: {superior}}}", **REGION),
        NATION,
    )
    verdict = at_least_as_strict(*(corpus.meanings(plan)[0] for plan in corpus.judged))
    outcome = "note" if verdict.note_only else verdict.outcome
    return outcome, verdict.reason or str(verdict.gap), verdict.detail.en


@pytest.mark.parametrize(
    ("judged", "superior", "expected"),
    [
        (
            "≥80",
            "达到国家平均水平",
            ("note", "5", " (“国家平均水平” taken as 85% of 2020, from “年鉴”)"),
        ),
        (
            "≥75",
            "达到2018年全国平均水平",
            ("fails", "5", " (“2018年全国平均水平” taken as 80% of 2018, from “1.yaml”)"),
        ),
        ("≥86", "达到国家平均水平", ("holds", "None", "")),
        (
            "达到全区平均水平",
            "达到全国平均水平",
            (
                "note",
                "3",
                " (“全区平均水平” taken as 82% of 2019, from “1.yaml”)"
                " (“全国平均水平” taken as 85% of 2020, from “年鉴”)",
            ),
        ),
        (
            "达到全国平均水平",
            "高于国家平均水平",
            ("note", "0", " (only the bound itself is included or not)"),
        ),
        ("达到全省平均水平", "达到全国平均水平", ("not-comparable", "reference", "")),
    ],
)
def test_a_failure_says_which_value_it_rests_on_and_is_a_note_where_that_is_older(
    judged: str, superior: str, expected: tuple[str, str, str]
) -> None:
    outcome, gap, detail = compared(judged, superior)
    assert expected == (outcome, gap, detail.replace("3.yaml", "1.yaml"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("达到国家平均水平", "≥90", "reference"),
        ("达到国家平均水平", "达到全区平均水平", "reference"),
        ("达到2018年全国平均水平", "≥90", "fails"),
        ("达到2018年全国平均水平", "≥80", "holds"),
        ("达到2018年全国平均水平", "达到全区2019年平均水平", "fails"),
    ],
)
def test_within_a_plan_only_a_reference_to_a_printed_year_differs_from_a_level(
    one: str, other: str, expected: str
) -> None:
    corpus = a_corpus(plan_text(f"indicator: 管理率, target: {{2025: [{one}, {other}]}}"), NATION)
    there, back = corpus.meanings(corpus.judged[0])
    found = [difference(there, back), difference(back, there)]
    assert [expected] * 2 == [verdict.reason or verdict.outcome for verdict in found]


def test_a_reference_below_the_own_result_is_a_note_that_names_the_value() -> None:
    plan = plan_text("indicator: 管理率, target: {2025: 达到国家平均水平}, baseline: {2020: 92%}")
    (finding,) = (f for f in a_report(plan, NATION).findings if f.rule == "PL401")
    assert ("note", 7) == (finding.severity, finding.gap)
    assert "（“国家平均水平”按 2020 年的 85% 计，见《年鉴》）" in finding.message.zh


def test_explain_shows_the_value_that_a_reference_stands_for() -> None:
    report = a_report(
        plan_text("indicator: 管理率, target: {2025: 达到国家平均水平}, baseline: {2020: 92%}"), NATION
    )
    (finding,) = (f for f in report.findings if f.rule == "PL401")
    assert "  refers to: 85% (2020)\n    range: [85, ∞)%\n" in finding_words(finding, report, "en")
