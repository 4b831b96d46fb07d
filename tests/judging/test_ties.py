"""Joins over what is said of several indicators."""

from __future__ import annotations

import pytest

from planlint.judging.joins import JOINS, Scope
from planlint.judging.verdict import Case
from planlint.meaning import Meaning
from tests.builders import a_corpus, plan_text

CATALOGUE = """
sector: test
indicators:
  - {id: narrow, name: 窄率, unit: "%", at_most: [wide, widest]}
  - {id: wide, name: 宽率, unit: "%"}
  - {id: widest, name: 更宽率, unit: "%"}
  - {id: both, name: 合并率, unit: "%", combines: [narrow, wide]}
  - {id: staff, name: 人员, unit: 人, extensive: true, parts: [doctors, nurses]}
  - {id: doctors, name: 医师, unit: 人, extensive: true, count_of: doctors-rate}
  - {id: nurses, name: 护士, unit: 人, extensive: true, count_of: nurses-rate}
  - {id: retired, name: 返聘人员, unit: 人, extensive: true, part_of: [staff]}
  - {id: staff-share, name: 占比, unit: "%", part_of: [staff]}
  - {id: doctors-rate, name: 医师率, unit: 人/千人, per: people}
  - {id: nurses-rate, name: 护士率, unit: 人/千人, per: people}
  - {id: people, name: 人口, unit: 人, extensive: true}
"""
TABLE = "at: {table: 指标表, row: 1}"


def words(meaning: Meaning | None) -> str:
    assert meaning is not None
    return f"{meaning.statement.name}{meaning.statement.figure}"


def drawn(case: Case) -> str:
    """A case as `judged | partners | others`, without what is empty behind."""
    rows = (words(case.judged), " ".join(map(words, case.partners)), " ".join(map(words, case.others)))
    return " | ".join(rows).rstrip("| ")


def cases(join: str, *statements: str, judge: str = "statement") -> list[str]:
    corpus = a_corpus(CATALOGUE, plan_text(*statements))
    return [drawn(case) for case in JOINS[join](corpus, Scope(judge, ()))]


OTHERS = [
    "year: 2019",
    "kind: target",
    "place: 全区",
    "part: 城区",
    "population: 儿童",
    "norm: 'true'",
]
"""What makes a figure one of other circumstances."""


def elsewhere(name: str, figure: str, other: str) -> str:
    """A baseline that differs from others in one circumstance."""
    key, _, value = other.partition(": ")
    year = value if key == "year" else "2020"
    kind = value if key == "kind" else "baseline"
    more = "" if key in ("year", "kind") else f", {other}"
    return f"indicator: {name}, {kind}: {{{year}: '{figure}'}}{more}"


# indicator-bound


def test_a_level_is_held_against_each_indicator_that_it_never_exceeds() -> None:
    found = cases(
        "indicator-bound",
        "indicator: 窄率, baseline: {2020: '1'}",
        f"indicator: 窄率, baseline: {{2020: '2'}}, {TABLE}",
        "indicator: 宽率, baseline: {2020: ['3', '4']}",
        "indicator: 更宽率, baseline: {2020: '5'}",
    )
    assert found == ["窄率2 | 宽率3 | 窄率1 宽率4", "窄率2 | 更宽率5 | 窄率1"]


@pytest.mark.parametrize("other", OTHERS)
def test_a_bound_of_other_circumstances_is_none(other: str) -> None:
    own = "indicator: 窄率, baseline: {2020: '1'}"
    assert cases("indicator-bound", own, elsewhere("宽率", "2", other)) == []


def test_what_is_no_level_or_not_judged_has_no_bound() -> None:
    statements = "indicator: [窄率, 宽率], target: {2025: 提高1个百分点}, baseline: {2020: '1'}"
    assert cases("indicator-bound", statements, judge="target") == []


# combined-parts


def test_a_combined_rate_is_held_against_all_that_it_combines() -> None:
    both, narrow, wide = (
        f"indicator: {name}, baseline: {{2020: '{number}'}}"
        for name, number in (("合并率", 1), ("窄率", 2), ("宽率", 3))
    )
    assert cases("combined-parts", both, narrow, wide) == ["合并率1 | 窄率2 宽率3"]
    assert cases("combined-parts", both, narrow) == []


@pytest.mark.parametrize("other", OTHERS)
def test_parts_of_other_circumstances_make_no_combined_rate(other: str) -> None:
    own = "indicator: [合并率, 窄率], baseline: {2020: '1'}"
    assert cases("combined-parts", own, elsewhere("宽率", "2", other)) == []


def test_a_row_of_several_indicators_is_held_against_their_own_figures() -> None:
    row = "indicator: [更宽率, 窄率], target: {2025: '5'}"
    own = "indicator: 窄率, target: {2025: ['2', '3']}", "indicator: 更宽率, target: {2025: '4'}"
    assert cases("combined-parts", row, *own) == ["更宽率5 | 更宽率4 窄率2 | 窄率5"]
    assert cases("combined-parts", row, own[0]) == []


# parts-of-whole


def test_a_count_is_held_against_its_parts() -> None:
    found = cases(
        "parts-of-whole",
        "indicator: 人员, baseline: {2020: ['9', '8']}",
        "indicator: [医师, 护士], baseline: {2020: ['3', '2']}",
        "indicator: [返聘人员, 占比], baseline: {2020: '1'}",
    )
    assert found == ["人员9 | 医师3 护士3 返聘人员1 | 人员8"]


@pytest.mark.parametrize("other", OTHERS)
def test_counts_of_other_circumstances_are_no_parts(other: str) -> None:
    own = "indicator: 人员, baseline: {2020: '9'}"
    assert cases("parts-of-whole", own, elsewhere("医师", "2", other)) == []


# same-denominator


def test_counts_with_their_rates_lead_to_one_denominator() -> None:
    found = cases(
        "same-denominator",
        "indicator: [医师, 护士], baseline: {2020: '9'}",
        "indicator: [医师率, 护士率], baseline: {2020: ['2', '3']}",
        "indicator: 人口, baseline: {2020: '5'}",
    )
    assert found == ["医师9 | 医师率2 医师率3 护士9 护士率2 护士率3 人口5"]


@pytest.mark.parametrize(
    "second",
    [
        "indicator: 护士, baseline: {2020: '9'}",
        "indicator: 护士率, baseline: {2020: '9'}",
        "indicator: [护士, 护士率], baseline: {2020: '9'}, part: 城区",
        "indicator: [护士, 护士率], baseline: {2020: 9以上}",
        "indicator: [护士, 护士率], baseline: {2020: 9左右}",
        "indicator: 人口, baseline: {2020: 9余万}",
    ],
)
def test_one_way_to_a_denominator_is_not_held_against_another(second: str) -> None:
    assert cases("same-denominator", "indicator: [医师, 医师率], baseline: {2020: '9'}", second) == []


# stated-sum


def test_a_sum_is_held_against_its_summands_of_the_same_time() -> None:
    found = cases(
        "stated-sum",
        "indicator: 人员, sum_of: [a, b], baseline: {2020: '9', 2019: '8'}",
        "indicator: 医师, id: a, baseline: {2020: '3'}, target: {2020: '4'}",
        "indicator: 护士, id: b, baseline: {2020: '5', 2019: '6', 2018-2020: '7'}",
        "indicator: 返聘人员, id: c, baseline: {2020: '1'}",
    )
    assert found == ["人员9 | 医师3 护士5", "人员8 | 护士6"]


# total-change


def test_a_change_per_year_is_held_against_those_over_the_same_years() -> None:
    found = cases(
        "total-change",
        "indicator: 人员, baseline: {2016-2020: [年均增长5%, 整体增长20%, 新增3人]}",
        "indicator: 人员, baseline: {2020: 比2015年增长30%, 2019: 比2015年增长40%}",
        "indicator: 人员, target: {2025: [每年新增10人, 累计新增50人]}",
    )
    assert found == [
        "人员年均增长5% | 人员整体增长20% 人员比2015年增长30%",
        "人员每年新增10人 | 人员累计新增50人",
    ]


@pytest.mark.parametrize("total", ["比2018年增长20%", "增加3人", "增长20%, part: 城区"])
def test_a_change_over_other_years_of_another_form_or_subject_is_no_total(total: str) -> None:
    figure, _, more = total.partition(", ")
    yearly = "indicator: 人员, baseline: {2016-2020: 年均增长5%}"
    other = f"indicator: 人员, baseline: {{2016-2020: {figure}}}{', ' + more if more else ''}"
    assert cases("total-change", yearly, other) == []


def test_a_pace_without_years_has_no_total() -> None:
    assert cases("total-change", "indicator: 人员, baseline: {2020: [年均增长5%, 增长20%]}") == []
    assert (
        cases("total-change", "indicator: 人员, baseline: {2020: [较2020年年均增长5%, 较2020年增长20%]}")
        == []
    )
