"""What was promised before: for an earlier year, for the last period, by the plan before."""

from __future__ import annotations

import pytest

from planlint.judging.corpus import Corpus
from planlint.judging.joins import JOINS, Scope
from planlint.judging.verdict import Case
from tests.builders import REGION, a_corpus, plan_text
from tests.judging.test_joins import drawn
from tests.judging.test_relations import below, brief, in_plan, verdicts

BEFORE = {"id": "before", "period": "2016-2020"}


def last_period(corpus: Corpus) -> list[Case]:
    return list(JOINS["last-period"](corpus, Scope("target", ())))


# earlier-target


def test_a_target_is_held_against_that_of_the_nearest_earlier_year() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 管理率, target: {2022: '80', 2023: ['85', '86'], 2025: '90'}",
            "indicator: 管理率, target: {2023: '84'}, at: {table: 指标, row: 1}",
            main_table="指标",
        )
    )
    found = list(JOINS["earlier-target"](corpus, Scope("target", ())))
    assert [
        "county 84 | county 80",
        "county 85 | county 80",
        "county 86 | county 80",
        "county 90 | county 84 | county 85, county 86",
    ] == drawn(found)


@pytest.mark.parametrize(
    "statement",
    [
        "indicator: 管理率, target: {undated: '80'}",
        "indicator: 管理率, target: {2021-2023: '80'}",
        "indicator: 管理率, target: {2023: '80'}, place: 全区",
        "indicator: 管理率, target: {2023: '80'}, population: 儿童",
        "indicator: 管理率, baseline: {2020: '80'}",
        "indicator: 规范管理率, target: {2023: '80'}",
    ],
)
def test_a_target_of_another_subject_or_without_a_year_is_no_earlier_one(statement: str) -> None:
    corpus = a_corpus(plan_text("indicator: 管理率, target: {2025: '90'}", statement))
    assert [] == list(JOINS["earlier-target"](corpus, Scope("target", ())))


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (("indicator: 管理率, target: {2023: '90', 2025: '92'}",), "holds"),
        (("indicator: 管理率, target: {2023: '90', 2025: '85'}",), "fails by 5 %"),
        (("indicator: 吸烟率, target: {2023: ≤20%, 2025: ≤21%}",), "fails by 1 %"),
        (("indicator: 管理率, target: {2023: 提高, 2025: '85'}",), "trend"),
        (("indicator: 管理率, target: {2023: 提高1个百分点, 2025: '85'}",), "no-base"),
        (("indicator: 管理率, target: {2023: 提高1个百分点, 2025: —}",), "missing"),
        (("indicator: 管理率, baseline: {2020: '80'}, target: {2023: —, 2025: 提高1个百分点}",), "missing"),
        (
            (
                "indicator: 预期寿命, baseline: {2020: 77.93岁}",
                "indicator: 预期寿命, target: {2025: 提高1岁, 2035: 达到78.5岁以上}",
            ),
            "fails by 0.43 岁",
        ),
        (
            (
                "indicator: 预期寿命, baseline: {2020: 77.93岁}",
                "indicator: 预期寿命, target: {2025: 达到78.5岁以上, 2035: 提高1岁}",
            ),
            "no-base",
        ),
        (
            (
                "indicator: 预期寿命, baseline: {2020: 77.93岁}",
                "indicator: 预期寿命, target: {2025: 提高1岁, 2035: 比2020年提高0.5岁}",
            ),
            "no-base",
        ),
        (
            (
                "indicator: 管理率, baseline: {2020: '90'}",
                "indicator: 管理率, target: {2023: 比2020年提高5个百分点, 2025: '94'}",
            ),
            "fails by 1 %",
        ),
        (
            (
                "indicator: 管理率, target: {2025: '85'}",
                "indicator: 管理率, target: {2023: '90'}, basis: 以乡镇为单位",
            ),
            "basis",
        ),
    ],
)
def test_a_later_target_promises_no_less(statements: tuple[str, ...], expected: str) -> None:
    assert expected == in_plan("not-weaker-than-earlier", "earlier-target", *statements)


def test_a_change_that_may_build_on_an_earlier_target_is_no_measure_for_a_later_one() -> None:
    plan = plan_text(
        "indicator: 预期寿命, baseline: {2020: 77岁}, target: {2022: 77.2岁, 2023: 提高1岁, 2025: 77.9岁}"
    )
    assert ["no-base", "no-base"] == [
        brief(verdict) for verdict in verdicts("not-weaker-than-earlier", a_corpus(plan), "earlier-target")
    ]


# last-period


def test_the_plans_own_target_of_the_last_period_comes_before_the_plan_before() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: [管理率, 吸烟率], target: {2025: '20'}",
            "indicator: 管理率, past_target: {2020: '18'}, baseline: {2020: '17'}",
        ),
        context=[
            plan_text("indicator: [管理率, 吸烟率], target: {2018: '15', 2020: '16', 2030: '9'}", **BEFORE)
        ],
    )
    assert ["county 20 | county 18 | county 17", "county 20 | before 16"] == drawn(last_period(corpus))


def test_a_result_of_the_plan_before_counts_where_the_plan_has_none() -> None:
    context = [plan_text("indicator: [管理率, 吸烟率], baseline: {2015: '15', 2018: '16'}", **BEFORE)]
    corpus = a_corpus(
        plan_text(
            "indicator: [管理率, 吸烟率], target: {2025: '20'}", "indicator: 管理率, baseline: {2020: '17'}"
        ),
        context=context,
    )
    assert ["county 20 | before 16"] == drawn(last_period(corpus))


@pytest.mark.parametrize(
    "head",
    [
        {"period": "2016-2021"},
        {"jurisdiction": "150700"},
        {"sector": "schools"},
    ],
)
def test_a_plan_of_another_place_sector_or_of_overlapping_years_is_not_the_one_before(
    head: dict[str, str],
) -> None:
    corpus = a_corpus(
        plan_text("indicator: 管理率, target: {2025: '20'}"),
        context=[plan_text("indicator: 管理率, target: {2020: '16'}", **(BEFORE | head))],
    )
    assert [] == last_period(corpus)


def test_the_newest_plan_before_counts() -> None:
    corpus = a_corpus(
        plan_text("indicator: 管理率, target: {2025: '20'}"),
        context=[
            plan_text("indicator: 管理率, target: {2020: '16'}", **BEFORE),
            plan_text("indicator: 管理率, target: {2015: '15'}", id="older", period="2011-2015"),
        ],
    )
    assert ["county 20 | before 16"] == drawn(last_period(corpus))


@pytest.mark.parametrize("indicator", ["床位数", "无此指标"])
def test_quantities_and_unknown_names_have_no_last_period(indicator: str) -> None:
    text = plan_text(f"indicator: {indicator}, target: {{2025: '20'}}, past_target: {{2020: '30'}}")
    assert [] == last_period(a_corpus(text))


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (("indicator: 管理率, past_target: {2020: '90'}, target: {2025: '92'}",), "holds"),
        (("indicator: 管理率, past_target: {2020: '90'}, target: {2025: '88'}",), "fails by 2 %"),
        (("indicator: 管理率, past_target: {2020: '>90'}, target: {2025: '90'}",), "holds"),
        (
            ("indicator: 管理率, past_target: {2020: '90'}, baseline: {2020: '80'}, target: {2025: '88'}",),
            "lighter by 2 % (no more than “80%” was reached)",
        ),
        (
            ("indicator: 管理率, past_target: {2020: '90'}, baseline: {2020: '91'}, target: {2025: '88'}",),
            "fails by 2 %",
        ),
        (("indicator: 管理率, past_target: {2016-2020: '90'}, target: {2025: '88'}",), "span"),
        (("indicator: 管理率, past_target: {2020: '90'}, target: {2021-2025: '88'}",), "span"),
        (("indicator: 管理率, past_target: {2020: '90'}, target: {2021-2025: '92'}",), "span"),
        (("indicator: 管理率, past_target: {2020: 提高1个百分点}, target: {2025: 提高2个百分点}",), "no-base"),
        (
            (
                "indicator: 管理率, target: {2025: '92'}",
                "indicator: 管理率, past_target: {2020: '90'}, basis: 以乡镇为单位",
            ),
            "basis",
        ),
    ],
)  # fmt: skip
def test_a_new_target_is_not_weaker_than_the_last(statements: tuple[str, ...], expected: str) -> None:
    unit = [statement.replace("indicator:", "unit: '%', indicator:") for statement in statements]
    assert expected == in_plan("not-weaker-than-last-period", "last-period", *unit)


def test_a_new_target_is_not_weaker_than_the_result_in_the_plan_before() -> None:
    corpus = a_corpus(
        plan_text("indicator: 管理率, target: {2025: '88'}"),
        context=[plan_text("indicator: 管理率, baseline: {2018: '90'}", **BEFORE)],
    )
    found = verdicts("not-weaker-than-last-period", corpus, "last-period", "target")
    assert ["fails by 2 %"] == [brief(verdict) for verdict in found]


# Changes with the superior's


RISE = "indicator: 预期寿命, baseline: {2020: %s岁}, target: {2025: 比2020年提高%s岁}"


@pytest.mark.parametrize(
    ("own", "expected", "weaker"),
    [
        (("81", "1"), "holds", "holds"),
        (
            ("81", "0.5"),
            "fails by 0.5 岁: it leads to [81.5, ∞) 岁, the superior's to [78, ∞) 岁",
            "change-weaker-level-stricter",
        ),
        (("76", "0.5"), "holds", "fails by 0.5 岁"),
    ],
)
def test_a_weaker_change_to_a_stricter_level_is_told_by_itself(
    own: tuple[str, str], expected: str, weaker: str
) -> None:
    assert expected == below("increment-kept", RISE % own, RISE % ("77", "1"))
    assert weaker == below("at-least-as-strict", RISE % own, RISE % ("77", "1"))


def test_changes_whose_levels_agree_on_the_bound_alone_are_no_matter_of_increments() -> None:
    own, above = "target: {2025: 比2020年提高1岁以上}", "target: {2025: 比2020年提高超过1岁}"
    assert "holds" == below("increment-kept", f"indicator: 预期寿命, {own}", f"indicator: 预期寿命, {above}")


def test_relative_changes_differ_in_percentage_points() -> None:
    text = "indicator: 吸烟率, baseline: {2020: %s%%}, target: {2025: 比2020年下降%s%%}"
    text = (
        text.replace("吸烟率", "每千人口医师数")
        .replace("下降", "增长")
        .replace("%s%%}, target", "%s人}, target")
    )
    found = below("increment-kept", text % ("3", "10"), text % ("2", "20"))
    assert "fails by 10 %: it leads to [3.3, ∞) 人/千人, the superior's to [2.4, ∞) 人/千人" == found


# Copied from above


def test_a_target_copied_from_the_superior_is_said_to_be() -> None:
    own = ["indicator: 管理率, target: {2025: ≥90%}", "indicator: 管理率, baseline: {2020: 95%}"]
    for above, copied in (("≥90%", True), ("≥85%", False), ("提高", False)):
        corpus = a_corpus(
            plan_text(*own), context=[plan_text(f"indicator: 管理率, target: {{2025: {above}}}", **REGION)]
        )
        (verdict,) = verdicts("not-worse-than", corpus, "own-baseline", "target")
        assert (above, copied) == (above, "probably copied" in verdict.detail.en)
