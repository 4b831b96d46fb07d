"""Relations between indicators, and between a pace and its total."""

from __future__ import annotations

import pytest

from planlint.judging.joins import JOINS, Scope
from planlint.judging.relations import RELATIONS
from tests.builders import a_corpus, plan_text
from tests.judging.test_relations import brief

CATALOGUE = """
sector: test
indicators:
  - {id: narrow, name: 窄率, unit: "%", better: higher, at_most: [wide, per-mille, ratio]}
  - {id: wide, name: 宽率, unit: "%", better: higher}
  - {id: per-mille, name: 千分率, unit: ‰, better: higher}
  - {id: ratio, name: 比值, unit: 无, better: higher, at_most: [other-ratio]}
  - {id: other-ratio, name: 另一比值, unit: 无, better: higher}
  - {id: both, name: 合并率, unit: "%", better: higher, combines: [narrow, wide]}
  - {id: odd, name: 怪合并率, unit: 岁, combines: [narrow, wide]}
  - {id: staff, name: 人员, unit: 人, extensive: true, parts: [doctors, nurses]}
  - {id: doctors, name: 医师, unit: 人, extensive: true, count_of: doctors-rate}
  - {id: nurses, name: 护士, unit: 人, extensive: true, count_of: nurses-rate}
  - {id: retired, name: 返聘人员, unit: 人, extensive: true, part_of: [staff]}
  - {id: money, name: 经费, unit: 万元, extensive: true, part_of: [staff]}
  - {id: doctors-rate, name: 医师率, unit: 人/千人, per: people}
  - {id: nurses-rate, name: 护士率, unit: 人/万人, per: people}
  - {id: people, name: 人口, unit: 万人, extensive: true}
  - {id: score-count, name: 得分, unit: 分, extensive: true, count_of: score-rate}
  - {id: score-rate, name: 得分率, unit: 无, per: scores}
  - {id: scores, name: 总分, unit: 无, extensive: true}
"""


def found(require: str, *statements: str) -> list[str]:
    """What a relation says of the statements of one plan."""
    form = RELATIONS[require]
    (against,) = form.joins
    assert against is not None
    judge = "statement" if "statement" in form.judges else "baseline"
    corpus = a_corpus(CATALOGUE, plan_text(*statements))
    return [brief(form.relation(case, corpus, {})) for case in JOINS[against](corpus, Scope(judge, ()))]


def stated(kind: str, **figures: str) -> list[str]:
    year = 2020 if kind == "baseline" else 2025
    return [f"indicator: {name}, {kind}: {{{year}: '{figure}'}}" for name, figure in figures.items()]


# not-above


@pytest.mark.parametrize(
    ("kind", "own", "bound", "expected"),
    [
        ("baseline", "80", "80", "holds"),
        ("baseline", "80.4", "80", "holds"),
        ("baseline", "80.6", "80", "fails by 0.6 %"),
        ("baseline", "85", "80", "fails by 5 %"),
        ("baseline", "85%以下", "80%以下", "fails by 5 %"),
        ("baseline", "85%以下", "80", "other-bound"),
        ("baseline", "85左右", "84", "holds"),
        ("target", "80", "80", "holds"),
        ("target", "80.4", "80", "fails by 0.4 %"),
        ("target", "80%以上", "80", "holds"),
        ("target", "85%以下", "80%以下", "fails by 5 %"),
        ("target", "85%以上", "80%以下", "fails by 5 %"),
        ("target", "75%以上", "80%以下", "holds"),
        ("target", "75%以下", "80%以上", "other-bound"),
        ("target", "85左右", "80", "other-bound"),
        ("target", "85左右", "80左右", "fails by 3 %"),
        ("past_target", "85", "80", "fails by 5 %"),
    ],
)
def test_an_indicator_does_not_exceed_its_bound(kind: str, own: str, bound: str, expected: str) -> None:
    assert found("not-above", *stated(kind, 窄率=own, 宽率=bound)) == [expected]


@pytest.mark.parametrize(("bound", "expected"), [("850", "holds"), ("840", "fails by 10 ‰")])
def test_bounds_in_another_scale_are_converted(bound: str, expected: str) -> None:
    assert found("not-above", *stated("target", 窄率="85", 千分率=bound)) == [expected]


def test_indicators_without_a_unit_are_compared_with_one_another_only() -> None:
    assert found("not-above", *stated("baseline", 窄率="1", 比值="2")) == ["dimension"]
    assert found("not-above", *stated("baseline", 比值="2.5", 另一比值="1.0")) == ["fails by 1.5"]


def test_a_bound_for_each_unit_is_not_held_against_a_mean() -> None:
    own, bound = stated("target", 窄率="85", 宽率="80")
    basis = ", basis: 以乡镇为单位"
    assert found("not-above", own, bound + basis) == ["basis"]
    assert found("not-above", own + basis, bound + basis) == ["fails by 5 %"]


# between-parts


@pytest.mark.parametrize(
    ("kind", "both", "one", "other", "expected"),
    [
        ("baseline", "80", "75", "85", "holds"),
        ("baseline", "75", "75", "85", "holds"),
        ("baseline", "74.6", "75", "85", "holds"),
        ("baseline", "74.4", "75", "85", "fails by 0.6 %"),
        ("baseline", "65", "75", "85", "fails by 10 %"),
        ("baseline", "90", "75", "85", "fails by 5 %"),
        ("baseline", "90%以上", "75", "85", "other-bound"),
        ("target", "80", "75", "85", "holds"),
        ("target", "74.6", "75", "85", "fails by 0.4 %"),
        ("target", "90%以上", "75%以上", "85", "fails by 5 %"),
        ("target", "70%以下", "75%以下", "85%以下", "fails by 5 %"),
        ("target", "70%以下", "75%以上", "85%以下", "other-bound"),
        ("target", "60%以上", "50%以下", "55%以上", "other-bound"),
    ],
)
def test_a_combined_rate_lies_between_its_parts(
    kind: str, both: str, one: str, other: str, expected: str
) -> None:
    assert found("between-parts", *stated(kind, 合并率=both, 窄率=one, 宽率=other)) == [expected]


def test_a_combined_rate_of_another_dimension_is_not_compared() -> None:
    assert found("between-parts", *stated("baseline", 怪合并率="80", 窄率="1", 宽率="2")) == ["dimension"]


def test_a_row_that_may_mean_each_indicator_fails_in_a_lesser_way() -> None:
    row = "indicator: [窄率, 宽率], target: {2025: '65'}"
    assert found("between-parts", row, *stated("target", 窄率="85", 宽率="75")) == [
        "lighter by 10 % (given with “宽率”)"
    ]
    assert found("between-parts", row, *stated("target", 窄率="60", 宽率="75")) == ["holds"]


# parts-within


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        ("10", {"医师": "5", "护士": "5"}, "holds"),
        ("10", {"医师": "5", "护士": "6"}, "fails by 1 人“医师”5, “护士”6, together 11 人 | 5, 6"),
        ("10", {"医师": "11", "护士": "6"}, "fails by 1 人“医师”11 | 11"),
        ("10", {"返聘人员": "11"}, "fails by 1 人“返聘人员”11 | 11"),
        ("10", {"医师": "5", "返聘人员": "6"}, "holds"),
        ("10余", {"医师": "50"}, "holds"),
        ("10", {"医师": "5", "护士": "6以下"}, "holds"),
        (
            "10",
            {"医师": "5", "护士": "6以上"},
            "fails by 1 人“医师”5, “护士”6以上, together 11 人 | 5, 6以上",
        ),
        ("1.0万", {"医师": "10400"}, "holds"),
        ("1.0万", {"医师": "10600"}, "fails by 600 人“医师”10600 | 10600"),
        ("10", {"经费": "5"}, "dimension"),
    ],
)
def test_parts_do_not_exceed_their_whole(whole: str, parts: dict[str, str], expected: str) -> None:
    assert found("parts-within", *stated("baseline", 人员=whole, **parts)) == [expected]


# one-denominator


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"医师": "300", "医师率": "3.0", "人口": "10"}, "holds"),
        ({"医师": "300", "医师率": "3.1", "人口": "10"}, "holds"),
        ({"医师": "300", "医师率": "3.1", "人口": "10.00"}, "fails by 0.3226 万人"),
        ({"医师": "300", "医师率": "3.00", "护士": "400", "护士率": "40.0"}, "holds"),
        ({"医师": "300", "医师率": "3.00", "护士": "420", "护士率": "40.0"}, "fails by 0.5 万人"),
        ({"医师": "300", "医师率": "0.00", "护士": "420", "护士率": "40.0"}, "no-number"),
        ({"得分": "5", "得分率": "0.5", "总分": "10"}, "no-number"),
    ],
)
def test_counts_and_rates_imply_one_denominator(figures: dict[str, str], expected: str) -> None:
    (said,) = found("one-denominator", *stated("baseline", **figures))
    assert said.partition("“")[0] == expected


def test_the_message_names_every_way_that_disagrees() -> None:
    rates = "indicator: 医师率, baseline: {2020: ['3.00', '3.00', '3.50']}"
    said = found("one-denominator", rates, *stated("baseline", 医师="300", 人口="12.00"))
    detail = "“医师”300, “医师率”3.00, “医师率”3.50 → 10 or 8.5714 万人; “人口”12.00 → 12 万人"
    assert said == [f"fails by 2 万人{detail} | 3.00, 3.00, 3.50, 12.00"]


def test_the_message_says_where_a_year_is_assumed() -> None:
    undated = "indicator: 人口, baseline: '12.00'"
    (said,) = found("one-denominator", undated, *stated("baseline", 医师="300", 医师率="3.00"))
    assert "“人口”12.00 → 12 万人 (undated: the year before the period)" in said


def test_a_figure_stated_in_two_ways_agrees_if_one_of_them_does() -> None:
    rates = "indicator: 医师率, baseline: {2020: ['3.00', '3.50']}"
    assert found("one-denominator", rates, *stated("baseline", 医师="300", 人口="10.00")) == ["holds"]


# sum-of-parts


def summed(total: str, *parts: str, unit: str = "人员") -> str:
    ids = [f"p{number}" for number in range(len(parts))]
    listed = [
        f"indicator: {unit}, part: 第{name}, id: {name}, baseline: {{2020: '{figure}'}}"
        for name, figure in zip(ids, parts, strict=True)
    ]
    (said,) = found("sum-of-parts", f"indicator: 人员, sum_of: {ids}, baseline: {{2020: '{total}'}}", *listed)
    return said


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        ("41", ("30", "11"), "holds"),
        ("43", ("30", "11"), "fails by 2 人41 人"),
        ("40", ("30", "11"), "fails by 1 人41 人"),
        ("2.0万", ("1.2万", "0.9万"), "holds"),
        ("2.0万", ("1.2万", "1.0万"), "fails by 2000 人22000 人"),
        ("40余", ("30", "11"), "holds"),
        ("40余", ("30", "9"), "fails by 1 人39 人"),
        ("40", ("30以上", "9"), "holds"),
        ("40", ("30以上", "11"), "fails by 1 人41 人"),
        ("40", ("30以下", "11"), "holds"),
        ("40", ("30", "不断增加"), "trend"),
        ("不断增加", ("30", "10"), "trend"),
    ],
)
def test_a_sum_is_that_of_its_parts(total: str, parts: tuple[str, ...], expected: str) -> None:
    assert summed(total, *parts) == expected


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("indicator: 人员, baseline: {2020: '43.0'}", ["43.0"]),
        ("indicator: 人员, baseline: {2020: '44'}", []),
        ("indicator: 人员, baseline: {2020: 40以上}", []),
        ("indicator: 人员, baseline: {2019: '43'}", []),
        ("indicator: 人员, place: 全市, baseline: {2020: '43'}", []),
        ("indicator: 人员, target: {2020: '43'}", []),
        ("indicator: 人员, sum_of: [b], baseline: {2020: '43'}", []),
    ],
)
def test_a_wrong_sum_is_as_wrong_wherever_it_is_stated(statement: str, named: list[str]) -> None:
    total = "indicator: 人员, sum_of: [a, b], baseline: {2020: '43'}"
    parts = "indicator: 医师, id: a, baseline: {2020: '30'}", "indicator: 护士, id: b, baseline: {2020: '11'}"
    corpus = a_corpus(CATALOGUE, plan_text(total, statement, *parts))
    case = next(JOINS["stated-sum"](corpus, Scope("statement", ())))
    verdict = RELATIONS["sum-of-parts"].relation(case, corpus, {})
    assert named == [meaning.statement.figure for meaning in verdict.alike]


def test_parts_that_are_missing_or_measure_something_else_make_no_sum() -> None:
    assert summed("40", "30", unit="经费") == "dimension"
    total = "indicator: 人员, sum_of: [a, b], baseline: {2020: '40'}"
    parts = "indicator: 医师, id: a, baseline: {2020: '30'}", "indicator: 护士, id: b, baseline: {2019: '10'}"
    assert found("sum-of-parts", total, *parts) == ["part-missing"]


# growth-adds-up


def grown(*figures: str, kind: str = "baseline", years: str = "2016-2020", name: str = "人员") -> list[str]:
    listed = ", ".join(f"'{figure}'" for figure in figures)
    return found("growth-adds-up", f"indicator: {name}, {kind}: {{{years}: [{listed}]}}")


@pytest.mark.parametrize(
    ("yearly", "total", "expected"),
    [
        ("年均增长10.4%", "整体增长64%", "holds"),
        ("年均增长10.4%", "整体增长63.5%", "fails by ≈0.5006 %: over 5 years it comes to ≈64.0006%"),
        (
            "年均增长10.4%",
            "整体增长52%",
            "fails by ≈12.0006 %: over 5 years it comes to ≈64.0006%;"
            " what is printed is 5 times as much, not compounded",
        ),
        ("年均增长10%左右", "整体增长64%", "holds"),
        ("年均增长10.4%以上", "整体增长90%", "holds"),
        ("年均增长10.4%以下", "整体增长20%", "holds"),
        ("年均增长10.4%以上", "整体增长20%", "fails by ≈44.0006 %: over 5 years it comes to ≈64.0006%"),
        ("年均增长10.4%", "整体增长50%以上", "holds"),
        ("年均增长10-12%", "整体增长70%", "holds"),
        (
            "年均增长10-12%",
            "整体增长90%",
            "fails by ≈13.7658 %: over 5 years it comes to 61.051 – ≈76.2342%",
        ),
        ("每年新增10人", "累计新增50人", "holds"),
        ("每年新增10人", "累计新增60人", "fails by 10 人: over 5 years it comes to 50 人"),
        ("年均下降10%", "整体下降41%", "holds"),
    ],
)
def test_a_yearly_change_comes_to_the_total(yearly: str, total: str, expected: str) -> None:
    assert grown(yearly, total) == [expected]


def test_one_total_that_agrees_is_enough() -> None:
    assert grown("年均增长10.4%", "整体增长52%", "增长64%") == ["holds"]


def test_a_change_with_two_readings_is_not_compared() -> None:
    assert grown("每年提高1%", "提高8%", kind="target", years="2025", name="宽率") == ["ambiguous"]


# A level against a pace


@pytest.mark.parametrize(
    ("level", "pace", "expected"),
    [
        ("25", "每年提高1.0个百分点", "holds"),
        ("25.0%以上", "每年提高1.0个百分点", "holds"),
        ("24.0%以上", "每年提高1.0个百分点", "fails by 1 %: from 20.0 it leads to 25% | 24.0%以上, 20.0"),
        ("24.0%以上", "每年提高1.0个百分点以上", "fails by 1 %: from 20.0 it leads to 25% | 24.0%以上, 20.0"),
        ("30.0%以上", "每年提高1.0个百分点以上", "holds"),
        ("30.0%以下", "每年提高1.0个百分点", "fails by 5 %: from 20.0 it leads to 25% | 30.0%以下, 20.0"),
        ("24.0-26.0%", "每年提高1.0个百分点", "holds"),
    ],
)
def test_a_level_target_is_held_against_the_pace_at_its_weak_end(
    level: str, pace: str, expected: str
) -> None:
    said = found(
        "change-leads-to",
        "indicator: 宽率, baseline: {2020: '20.0'}",
        f"indicator: 宽率, target: {{2025: ['{level}', '{pace}']}}",
    )
    assert said == [expected]


def test_a_result_printed_as_an_inequality_is_no_promise() -> None:
    said = found(
        "change-leads-to",
        "indicator: 宽率, baseline: {2015: '20.0', 2020: [20.0%以上, 比2015年每年提高1.0个百分点]}",
    )
    assert said == ["holds"]
