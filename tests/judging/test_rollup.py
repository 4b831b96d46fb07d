"""All lower targets together against the superior's: the join of the plans below, and the weighted mean."""

from __future__ import annotations

import pytest

from planlint.judging.corpus import Corpus
from planlint.judging.joins import JOINS, Scope
from planlint.judging.relations import RELATIONS
from planlint.judging.verdict import Case, Verdict
from planlint.printing import number_words
from planlint.reporting.wording import reason_words
from tests.builders import CITY, REGION, a_corpus, plan_text

CATALOGUE = """sector: test
indicators:
- {id: share, name: 覆盖比例, unit: "%", better: higher, plausible: [20, 100], weight: 人口}
- {id: deaths, name: 死亡比例, unit: ‰, better: lower, plausible: [0, 20], denominator: 活产}
- {id: years, name: 年限, unit: 年, better: higher, population: 成人}
- {id: size, name: 规模, unit: 个, better: neither, weight: 人口}
- {id: plain, name: 无权比例, unit: "%", better: higher}
- {id: total, name: 总量, unit: 个, better: higher, extensive: true, weight: 人口}
"""
WEST = {"id": "west", "jurisdiction": "150400"}
ALL = ("150000 40", "150700 30", "150400 10")


def weights(*rows: str, name: str = "人口", year: int = 2020) -> str:
    """Weights as `code value`."""
    listed = (
        f"- {{jurisdiction: '{code}', year: {year}, weight: {name}, value: '{value}'}}"
        for code, value in map(str.split, rows)
    )
    return "\n".join(["statistics:", *listed]) + "\n"


def cases(*texts: str) -> tuple[Corpus, list[Case]]:
    corpus = a_corpus(CATALOGUE, *texts)
    return corpus, list(JOINS["lower-plans"](corpus, Scope("target", ())))


def drawn(found: list[Case]) -> list[str]:
    return [
        f"{case.judged.plan.id} {case.judged.statement.figure} | "
        + ", ".join(f"{m.plan.id} {m.statement.figure}" for m in case.partners)
        for case in found
        if case.judged
    ]


def of(name: str, figure: str, more: str = "") -> str:
    return f"indicator: {name}, target: {{2025: '{figure}'}}{more}"


def verdict(above: str, city: str, west: str, statistics: str) -> Verdict:
    texts = [plan_text(above, **REGION), plan_text(city, **CITY), plan_text(west, **WEST)]
    corpus, (case,) = cases(*texts, statistics)
    return RELATIONS["adds-up"].relation(case, corpus, {})


def brief(found: Verdict) -> str:
    if found.outcome == "fails":
        assert found.gap is not None
        return f"fails by {number_words(found.gap)} at {found.detail.en}"
    return found.reason or found.outcome


# lower-plans


def test_a_target_is_held_against_those_of_all_plans_below() -> None:
    _, found = cases(
        plan_text(of("覆盖比例", "90"), **REGION),
        plan_text(of("覆盖比例", "91"), **CITY),
        plan_text(of("覆盖比例", "92"), **WEST),
        weights("150000 1"),
    )
    assert ["region 90 | city 91, west 92"] == drawn(found)


def test_of_plans_above_one_another_the_upper_one_counts_and_a_county_where_no_city_states_it() -> None:
    _, found = cases(
        plan_text(of("覆盖比例", "90"), of("死亡比例", "5"), **REGION),
        plan_text(of("覆盖比例", "91"), **CITY),
        plan_text(of("覆盖比例", "92"), of("死亡比例", "6")),
        weights("150000 1"),
        weights("150000 1", name="活产"),
    )
    assert ["region 90 | city 91", "region 5 | county 6", "city 91 | county 92"] == drawn(found)


def test_of_two_plans_of_one_place_the_first_by_id_counts() -> None:
    long = plan_text(of("覆盖比例", "95"), id="long", jurisdiction="150700", period="2016-2030")
    _, found = cases(
        plan_text(of("覆盖比例", "90"), **REGION),
        plan_text(of("覆盖比例", "91"), **CITY),
        long,
        weights("150000 1"),
    )
    assert ["region 90 | city 91"] == drawn(found)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (of("覆盖比例", "90"), of("覆盖比例", "90", ", population: 儿童")),
        (of("覆盖比例", "90"), "indicator: 覆盖比例, target: {2030: '90'}"),
        (of("覆盖比例", "90"), "indicator: 覆盖比例, baseline: {2025: '90'}"),
        (of("无权比例", "90"), of("无权比例", "90")),
        (of("总量", "90"), of("总量", "90")),
        (of("年限", "9"), of("年限", "9")),
        ("indicator: 覆盖比例, baseline: {2025: '90'}", of("覆盖比例", "90")),
    ],
)
def test_what_is_not_the_same_or_has_no_weights_is_not_held_against_it(above: str, below: str) -> None:
    _, found = cases(plan_text(above, **REGION), plan_text(below, **CITY), weights("150000 1"))
    assert [] == found


def test_only_the_target_that_speaks_for_the_plan_is_held_against_those_below() -> None:
    _, found = cases(
        plan_text(of("覆盖比例", "95"), of("覆盖比例", "90", ", at: {table: 甲}"), **REGION),
        plan_text(of("覆盖比例", "91"), **CITY),
        weights("150000 1"),
    )
    assert ["region 90 | city 91"] == drawn(found)


# adds-up


@pytest.mark.parametrize(
    ("above", "city", "west", "rows", "expected"),
    [
        ("≥90", "≥90", "≥80", ("150000 40", "150700 30", "150400 10"), "fails by 2.5 at 87.5%"),
        ("≥87", "≥90", "≥80", ("150000 40", "150700 30", "150400 10"), "holds"),
        ("≥88", "≥90", "≥80", ("150000 40", "150700 30", "150400 10"), "holds"),
        (">88", "≥90", "≥82", ("150000 40", "150700 30", "150400 10"), "holds"),
        ("≥87.6", "≥90", "≥80", ("150000 40", "150700 30", "150400 10"), "fails by 0.1 at 87.5%"),
        ("90左右", "≥90", "≥86", ("150000 40", "150700 30", "150400 10"), "approximate"),
        ("90", "89左右", "93", ("150000 40", "150700 30", "150400 10"), "holds"),
        ("≥90", "≥80", "≥80", ("150000 50", "150700 30", "150400 10"),
         "fails by 6 at 84% (a further 20% of the weight has no target and is taken at the plausible best)"),
        ("≥90", "≥88", "≥90", ("150000 50", "150700 30", "150400 10"), "weight-known:80"),
        ("≥75", "≥90", "≥90", ("150000 50", "150700 30", "150400 10"), "holds"),
        ("≥90", "逐步提高", "≥90", ("150000 40", "150700 30", "150400 10"), "weight-known:25"),
        ("≥90", "≤95", "≥90", ("150000 40", "150700 30", "150400 10"), "weight-known:25"),
        ("≥90", "≥90", "≥90", ("150000 40", "150700 30"), "weight-known:75"),
        ("≥90", "≥91", "≥87", ("150000 40.01", "150700 30", "150400 10"), "holds"),
        ("≥90", "≥91", "≥87", ("150000 39.99", "150700 30", "150400 10"), "holds"),
        ("≥90", "≥90", "≥90", ("150000 30", "150700 30", "150400 10"), "weights-exceed"),
        ("逐步提高", "≥90", "≥90", ("150000 40", "150700 30", "150400 10"), "trend"),
        ("≥90", "≥90", "≥80", ("150700 30", "150400 10"), "no-weights"),
    ],
)  # fmt: skip
def test_the_weighted_mean_of_the_lower_targets_reaches_the_superiors(
    above: str, city: str, west: str, rows: tuple[str, ...], expected: str
) -> None:
    found = verdict(of("覆盖比例", above), of("覆盖比例", city), of("覆盖比例", west), weights(*rows))
    assert expected == brief(found)


def test_a_rate_where_lower_is_better_is_weighted_by_its_denominator() -> None:
    found = verdict(
        of("死亡比例", "≤5.0"), of("死亡比例", "≤5"), of("死亡比例", "≤6"), weights(*ALL, name="活产")
    )
    assert "fails by 0.25 at 5.25‰" == brief(found)


def test_without_plausible_values_all_weights_must_be_known() -> None:
    texts = of("年限", "≥12"), of("年限", "≥11"), of("年限", "≥11.5")
    assert "fails by 0.875 at 11.125 年" == brief(verdict(*texts, weights(*ALL, name="成人")))
    less = weights("150000 50", "150700 30", "150400 10", name="成人")
    assert "weight-known:80" == brief(verdict(*texts, less))


def test_where_neither_way_is_better_nothing_adds_up() -> None:
    assert "direction-unknown" == brief(verdict(*(of("规模", "9"),) * 3, weights(*ALL)))


def test_a_change_is_held_against_the_mean_by_the_level_it_leads_to() -> None:
    above = "indicator: 覆盖比例, baseline: {2020: 80%}, target: {2025: 提高8个百分点}"
    assert "fails by 0.5 at 87.5%" == brief(
        verdict(above, of("覆盖比例", "≥90"), of("覆盖比例", "≥80"), weights(*ALL))
    )


def test_of_two_readings_below_the_better_one_counts() -> None:
    city = "indicator: 覆盖比例, baseline: {2020: 80%}, target: {2025: 提高10%}"
    assert "holds" == brief(verdict(of("覆盖比例", "≥90"), city, of("覆盖比例", "≥90"), weights(*ALL)))


def test_the_latest_year_up_to_the_target_counts_and_all_weights_are_of_it() -> None:
    texts = of("覆盖比例", "≥90"), of("覆盖比例", "≥90"), of("覆盖比例", "≥80")
    later, future = weights("150000 30", "150700 30", year=2022), weights("150000 1", year=2026)
    joined = weights(*ALL) + later.removeprefix("statistics:\n") + future.removeprefix("statistics:\n")
    assert "holds" == brief(verdict(*texts, joined))


def test_a_year_in_which_a_weight_below_is_missing_gives_no_whole() -> None:
    later = weights("150700 30", year=2021).removeprefix("statistics:\n")
    texts = of("覆盖比例", "≥90"), of("覆盖比例", "≥90"), of("覆盖比例", "≥80")
    assert "no-weights" == brief(verdict(*texts, weights("150700 30", "150400 10") + later))


def test_without_its_own_weight_a_places_is_the_sum_of_those_straight_below_it() -> None:
    counties = ("411403", "411402", "411421", "411422", "411423", "411424", "411425", "411426", "411481")
    head = {"id": "city", "jurisdiction": "411400"}
    texts = [
        plan_text(of("覆盖比例", "≥90"), **head),
        *(plan_text(of("覆盖比例", "≥88"), id=f"c{code}", jurisdiction=code) for code in counties),
    ]
    corpus, (case,) = cases(*texts, weights(*(f"{code} 2" for code in counties)))
    assert "fails by 2 at 88%" == brief(RELATIONS["adds-up"].relation(case, corpus, {}))


def test_a_reference_to_an_older_value_adds_nothing() -> None:
    nation = "- {jurisdiction: '000000', year: 2020, indicator: share, value: '85'}\n"
    held = weights(*ALL) + nation
    below = of("覆盖比例", "≥80"), of("覆盖比例", "≥80")
    assert "reference" == brief(verdict(of("覆盖比例", "达到全国平均水平"), *below, held))
    mixed = of("覆盖比例", "达到全国平均水平"), of("覆盖比例", "≥80")
    assert "weight-known:25" == brief(verdict(of("覆盖比例", "≥90"), *mixed, held))


def test_how_much_of_the_weight_is_known_is_told() -> None:
    assert reason_words("weight-known:75", "en").endswith(" (75% is known)")
    assert reason_words("weight-known:75", "zh").endswith("（已知 75%）")
