"""Joins: who is held against whom."""

from __future__ import annotations

import pytest

from planlint.hierarchy import UnknownCode
from planlint.judging.corpus import Corpus
from planlint.judging.joins import JOINS, Scope, alone
from planlint.judging.verdict import Case
from planlint.meaning import Meaning
from planlint.reading.document import Fault
from tests.builders import CITY, REGION, a_corpus, plan_text

TABLE = "at: {table: 指标表, row: 1}"
SAME = ("indicator", "population", "year")


def cases(join: str, corpus: Corpus, judge: str = "target", same: tuple[str, ...] = SAME) -> list[Case]:
    return list(JOINS[join](corpus, Scope(judge, same)))


def words(meaning: Meaning | None) -> str:
    return f"{meaning.plan.id} {meaning.statement.figure}" if meaning else "-"


def drawn(found: list[Case]) -> list[str]:
    """Cases as `judged | partners | others`, without what is empty behind."""
    return [
        " | ".join(
            (words(case.judged), ", ".join(map(words, case.partners)), ", ".join(map(words, case.others)))
        ).rstrip("| ")
        for case in found
    ]


def of_county(join: str, *statements: str, judge: str = "target") -> list[str]:
    return drawn(cases(join, a_corpus(plan_text(*statements)), judge))


def against_region(statement: str, *above: str, **head: str) -> list[Case]:
    return cases(
        "nearest-superior", a_corpus(plan_text(statement), context=[plan_text(*above, **(REGION | head))])
    )


# Alone


def test_alone_a_rule_judges_every_file_plan_or_statement() -> None:
    corpus = a_corpus(plan_text("indicator: 吸烟率, target: 1, baseline: 2"), "x: 1")
    files = list(alone("file")(corpus, Scope("file", ())))
    plans = list(alone("plan")(corpus, Scope("plan", ())))
    assert [None, Fault] == [type(case.fault) if case.fault else None for case in files]
    assert ["county"] == [case.plan.id for case in plans if case.plan]
    assert ["county 1"] == drawn(list(alone("target")(corpus, Scope("target", ()))))
    assert ["county 1", "county 2"] == drawn(list(alone("statement")(corpus, Scope("statement", ()))))


def test_a_fault_of_the_hierarchy_is_a_case_of_a_judged_plan() -> None:
    corpus = a_corpus(plan_text(jurisdiction="159999"), context=[plan_text(id="x", jurisdiction="159998")])
    faults = [case for case in alone("plan")(corpus, Scope("plan", ())) if case.fault]
    assert [("county", UnknownCode)] == [(case.plan.id, type(case.fault)) for case in faults if case.plan]


# nearest-superior


def test_a_target_is_held_against_the_superiors_target() -> None:
    found = against_region(
        "indicator: 吸烟率, target: {2025: '20'}", "indicator: 吸烟率, target: {2025: '18'}"
    )
    assert ["county 20 | region 18"] == drawn(found)
    assert [("呼伦贝尔市",)] == [case.skipped for case in found]


def test_the_nearest_superior_that_states_the_indicator_counts() -> None:
    corpus = a_corpus(
        plan_text("indicator: [吸烟率, 管理率], target: {2025: '20'}"),
        context=[
            plan_text("indicator: 吸烟率, target: {2025: '19'}", **CITY),
            plan_text("indicator: [吸烟率, 管理率], target: {2025: '18'}", **REGION),
        ],
    )
    found = cases("nearest-superior", corpus)
    assert ["county 20 | city 19", "county 20 | region 18"] == drawn(found)
    assert [(), ()] == [case.skipped for case in found]


@pytest.mark.parametrize(
    "statement",
    [
        "indicator: 吸烟率, baseline: {2025: '20'}",
        "indicator: 吸烟率, target: {2030: '20'}",
        "indicator: 吸烟率, target: {2025: '20'}, population: 儿童",
        "indicator: 吸烟率, target: {2025: '20'}, part: 城镇",
        "indicator: 吸烟率, target: {2025: '20'}, norm: true",
        "indicator: 吸烟率, target: {2025: '20'}, place: 全区",
        "indicator: 烟草使用率, target: {2025: '20'}",
        "indicator: 无此指标, target: {2025: '20'}",
        "indicator: 床位数, target: {2025: '20'}",
    ],
)
def test_what_is_not_the_same_is_not_held_against_the_superior(statement: str) -> None:
    above = [
        "indicator: [吸烟率, 床位数], target: {2025: '18'}",
        "indicator: 烟草使用率, target: {2025: '1'}, place: 全国",
    ]
    assert [] == drawn(against_region(statement, *above))


def test_a_rule_need_not_ask_for_the_same_year_or_population() -> None:
    corpus = a_corpus(
        plan_text("indicator: 吸烟率, target: {2030: '20'}, population: 儿童"),
        context=[plan_text("indicator: 吸烟率, target: {2025: '18'}", **REGION)],
    )
    assert ["county 20 | region 18"] == drawn(cases("nearest-superior", corpus, same=("indicator",)))


def test_an_undated_target_counts_as_due_in_the_last_year() -> None:
    found = against_region("indicator: 吸烟率, target: '20'", "indicator: 吸烟率, target: {2025: '18'}")
    assert ["county 20 | region 18"] == drawn(found)


ABOVE = (
    "indicator: 吸烟率, target: {2025: '15'}, at: {section: 一}",
    "indicator: 吸烟率, target: {2025: '18'}, at: {table: 甲表}",
    "indicator: 吸烟率, target: {2025: '17'}, at: {table: 乙表}",
    "indicator: 管理率, target: {2025: '90'}, at: {table: 甲表}",
)


def test_the_superior_is_represented_by_its_main_table() -> None:
    county = "indicator: 吸烟率, target: {2025: '20'}"
    assert ["county 20 | region 17 | region 18, region 15"] == drawn(
        against_region(county, *ABOVE, main_table="乙表")
    )
    assert ["county 20 | region 18 | region 17, region 15"] == drawn(against_region(county, *ABOVE))
    assert ["county 20 | region 15 | region 18, region 17"] == drawn(
        against_region(county, *ABOVE, main_table="丙表")
    )


@pytest.mark.parametrize(
    ("name", "figures", "expected"),
    [
        ("吸烟率", ("'18'", "'15'", "逐步降低"), "15"),
        ("管理率", ("'80'", "'95'", "逐步提高"), "95"),
        ("管理率", ("逐步提高", "≤70"), "≤70"),
        ("增长速度", ("'5'", "'6'"), "5"),
        ("管理率", ("{2025: '80'}", "'95'"), "80"),
        ("管理率", ("'80'", "'95'"), "95"),
        ("管理率", ("逐步提高", "持续提高"), "逐步提高"),
    ],
)
def test_without_a_table_the_strictest_dated_target_represents(
    name: str, figures: tuple[str, ...], expected: str
) -> None:
    dated = any(figure.startswith("{") for figure in figures)
    above = [
        f"indicator: {name}, target: {f if dated or f.startswith('{') else f'{{2025: {f}}}'}" for f in figures
    ]
    (case,) = against_region(f"indicator: {name}, target: {{2025: '1'}}", *above)
    assert expected == case.partner.statement.figure


# superior-target-below


def test_each_indicator_of_the_superiors_main_table_is_looked_for_below() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 管理率, target: {2025: '90'}", "indicator: 吸烟率, target: {2025: '20'}, place: 全区"
        ),
        context=[
            plan_text(
                f"indicator: [吸烟率, 管理率, 预期寿命], target: {{2025: '1'}}, {TABLE}",
                f"indicator: 管理率, target: {{2030: '2'}}, {TABLE}",
                f"indicator: 管理率, baseline: {{2020: '3'}}, {TABLE}",
                f"indicator: 健康素养水平, target: {{2025: '4'}}, place: 全国, {TABLE}",
                f"indicator: 无此指标, target: {{2025: '5'}}, {TABLE}",
                "indicator: 健康素养水平, target: {2025: '6'}",
                **REGION,
            )
        ],
    )
    found = cases("superior-target-below", corpus, "plan")
    assert ["- | region 1", "- | region 1, county 90", "- | region 1"] == drawn(found)
    assert {("呼伦贝尔市",)} == {case.skipped for case in found}
    assert {("plan", "id")} == {case.path for case in found}


def test_indicators_near_wider_or_narrower_stand_in_for_the_superiors() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 烟草使用率, target: {2025: '9'}",
            "indicator: 规范管理率, target: {2025: '8'}",
            "indicator: 规范管理率, target: {2025: '7'}, place: 全区",
            "indicator: 规范管理率, baseline: {2025: '6'}",
            "indicator: 无此指标, target: {2025: '5'}",
        ),
        context=[plan_text(f"indicator: [吸烟率, 管理率], target: {{2025: '1'}}, {TABLE}", **REGION)],
    )
    assert ["- | region 1, county 9", "- | region 1, county 8"] == drawn(
        cases("superior-target-below", corpus, "plan")
    )


def test_an_indicator_of_two_superiors_is_asked_for_by_the_nearest() -> None:
    corpus = a_corpus(
        plan_text(),
        context=[
            plan_text(f"indicator: 管理率, target: {{2025: '1'}}, {TABLE}", **CITY),
            plan_text(f"indicator: [管理率, 吸烟率], target: {{2025: '2'}}, {TABLE}", **REGION),
        ],
    )
    assert ["- | city 1", "- | region 2"] == drawn(cases("superior-target-below", corpus, "plan"))


def test_an_indicator_that_is_left_out_is_asked_for_by_the_nearest_of_its_sector() -> None:
    outline = "indicator: [smoking, managed, staff], target: {2025: '1'}, " + TABLE
    corpus = a_corpus(
        plan_text("indicator: managed, target: {2025: '9'}", sector="schools", implements="[outline]"),
        context=[
            plan_text(outline, id="outline", sector="outline"),
            plan_text(
                f"indicator: [smoking, managed], target: {{2025: '2'}}, {TABLE}", **REGION, sector="schools"
            ),
        ],
    )
    found = cases("superior-target-below", corpus, "plan")
    assert ["- | region 2", "- | outline 1, county 9", "- | outline 1"] == drawn(found)
    assert [("呼伦贝尔市",), (), ()] == [case.skipped for case in found]


# same-plan


def test_all_statements_of_one_subject_and_year_are_a_group_the_tables_first() -> None:
    found = of_county(
        "same-plan",
        "indicator: 吸烟率, target: {2025: '20', 2030: '15'}",
        "indicator: 成人吸烟率, target: '21'",
        f"indicator: 吸烟率, target: {{2025: '22'}}, {TABLE}",
        "indicator: 管理率, target: {2025: '90'}",
    )
    assert ["county 22 | county 20, county 21"] == found


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("2021-2025: 累计18张", ["county 〔20〕 | county 累计18张"]),
        ("2021-2025: 〔18〕", ["county 〔20〕 | county 〔18〕"]),
        ("2021-2025: 累计建成18张", []),
        ("2021-2025: '18'", []),
        ("2021-2025: 每年4张", []),
        ("2021-2024: 累计18张", []),
        ("2020-2025: 累计18张", []),
    ],
)
def test_a_total_over_the_plans_years_is_due_in_the_last(figure: str, expected: list[str]) -> None:
    beds = "indicator: 床位数, target: {2025: 〔20〕}"
    assert expected == of_county("same-plan", beds, f"indicator: 床位数, target: {{{figure}}}")


def test_a_result_over_a_span_is_none_of_its_last_year() -> None:
    beds = "indicator: 床位数, baseline: {2025: 〔20〕, 2021-2025: 累计18张}"
    assert [] == of_county("same-plan", beds, judge="baseline")


@pytest.mark.parametrize(
    "other",
    [
        "indicator: 吸烟率, target: {2024: '21'}",
        "indicator: 吸烟率, target: {2021-2025: '21'}",
        "indicator: 吸烟率, target: {2025: '21'}, population: 儿童",
        "indicator: 吸烟率, target: {2025: '21'}, place: 全区",
        "indicator: 吸烟率, target: {2025: '21'}, part: 城镇",
        "indicator: 吸烟率, target: {2025: '21'}, norm: true",
        "indicator: 吸烟率, target: {2025: —}",
        "indicator: 吸烟率, target: {2025: 乱写一气}",
        "indicator: 吸烟率, baseline: {2025: '21'}",
        "indicator: 无此指标, target: {2025: '21'}",
    ],
)
def test_another_subject_is_no_member_of_the_group(other: str) -> None:
    assert [] == of_county("same-plan", "indicator: 吸烟率, target: {2025: '20'}", other)


def test_a_baseline_that_is_a_change_is_no_second_level() -> None:
    statements = "indicator: 吸烟率, baseline: {2020: ['20', 下降2个百分点, 逐步下降, '21']}"
    assert ["county 20 | county 21"] == of_county("same-plan", statements, judge="baseline")


# near-indicator


def test_near_indicators_are_held_against_each_other_once() -> None:
    found = of_county(
        "near-indicator",
        "indicator: 烟草使用率, target: {2025: '22'}",
        "indicator: 吸烟率, target: {2025: '20'}",
        "indicator: 吸烟率, target: {2030: '19'}",
        "indicator: 吸烟率, target: {2025: '18'}, place: 全区",
        "indicator: 吸烟率, target: {2025: '17'}, population: 儿童",
        "indicator: 无此指标, target: {2025: '16'}",
    )
    assert ["county 20 | county 22"] == found


def test_a_near_indicator_that_does_not_name_the_other_is_held_against_it_too() -> None:
    catalogue = "indicators: [{id: b, name: 乙率, unit: '%', near: [a]}, {id: a, name: 甲率, unit: '%'}]"
    plan = plan_text("indicator: 甲率, target: {2025: '1'}", "indicator: 乙率, target: {2025: '2'}")
    assert ["county 2 | county 1"] == drawn(cases("near-indicator", a_corpus(plan, catalogue)))


# own-baseline


def test_a_target_is_held_against_the_latest_own_baseline() -> None:
    found = of_county(
        "own-baseline",
        "indicator: 吸烟率, baseline: {2018: '25', 2020: '23', 2019: '24'}, target: {2025: '20'}",
        f"indicator: 吸烟率, baseline: {{2020: '23.5'}}, {TABLE}",
        "indicator: 吸烟率, baseline: '23.1'",
        "indicator: 吸烟率, baseline: {2020: '23.25'}",
    )
    assert ["county 20 | county 23.5 | county 23.25, county 23, county 23.1"] == found


@pytest.mark.parametrize(
    "baseline",
    [
        "baseline: {2022: '23'}",
        "baseline: {2020: 逐步下降}",
        "baseline: {2020: 下降2个百分点}",
        "baseline: {2020: 23岁}",
        "baseline: {2020: '23'}, place: 全区",
        "baseline: {2020: '23'}, population: 儿童",
        "past_target: {2020: '23'}",
    ],
)
def test_what_is_no_own_level_before_the_period_is_no_baseline(baseline: str) -> None:
    found = of_county(
        "own-baseline", "indicator: 吸烟率, target: {2025: '20'}", f"indicator: 吸烟率, {baseline}",
        "indicator: 无此指标, target: {2025: '1'}, baseline: {2020: '2'}",
    )  # fmt: skip
    assert [] == found


def test_a_target_of_another_place_has_no_own_baseline() -> None:
    assert [] == of_county(
        "own-baseline", "indicator: 吸烟率, place: 全区, target: {2025: '20'}, baseline: {2020: '23'}"
    )


# own-level


def test_a_change_is_held_against_the_levels_printed_for_its_year() -> None:
    found = of_county(
        "own-level",
        "indicator: 吸烟率, target: {2025: [下降10%, '20', 逐步下降]}, baseline: {2025: '21'}",
        f"indicator: 吸烟率, target: {{2025: '19', 2030: '18'}}, {TABLE}",
        "indicator: 管理率, target: {2025: 提高1个百分点}",
        "indicator: 无此指标, target: {2025: [提高1个百分点, '5']}",
    )
    assert ["county 下降10% | county 19, county 20"] == found


# same-row-number


def test_rows_of_one_table_with_one_number_are_a_group() -> None:
    found = of_county(
        "same-row-number",
        "indicator: [吸烟率, 管理率], target: {2025: '1'}, at: {table: 甲, row: 7}",
        "indicator: 预期寿命, target: {2025: '2'}, at: {table: 甲, row: 7}",
        "indicator: 预期寿命, target: {2025: '3'}, at: {table: 乙, row: 7}",
        "indicator: 预期寿命, target: {2025: '4'}, at: {table: 甲, row: 8}",
        "indicator: 预期寿命, target: {2025: '5'}, at: {table: 甲}",
        "indicator: 预期寿命, target: {2025: '6'}, at: {row: 7}",
    )
    assert ["county 1 | county 2"] == found


def test_a_group_may_leave_out_members() -> None:
    (case,) = cases("same-plan", a_corpus(plan_text("indicator: 吸烟率, target: {2025: ['1', '2', '3']}")))
    assert ["county 1 | county 3"] == drawn([case.without(frozenset((id(case.partner),)))])
