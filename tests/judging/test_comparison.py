"""Stricter and weaker: levels, changes and outside references compared in three values."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planlint.judging.comparison import at_least_as_strict, compare, difference, times_words, unanimous
from planlint.judging.verdict import HOLDS, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.printing import range_words
from planlint.ranges import Direction, Range, at_least, at_most, point
from planlint.words import Words
from tests.builders import a_meaning

F = Fraction


def soft(low: int, high: int) -> Range:
    return Range(F(low), F(high), approximate=True)


def brief(verdict: Verdict) -> str:
    """The verdict in a few words: `holds`, `fails by 2 %`, `note by 0`, the reason of none."""
    if verdict.outcome == "fails":
        words = "note" if verdict.note_only else "fails"
        gap = range_words(point(verdict.gap or F(0)), "")[1:-1]
        return f"{words} by {gap} {verdict.unit}".rstrip()
    return verdict.reason or verdict.outcome


@pytest.mark.parametrize(
    ("judged", "superior", "direction", "expected"),
    [
        (at_least(F(25)), at_least(F(25)), "higher", "holds"),
        (at_least(F(26)), at_least(F(25)), "higher", "holds"),
        (at_least(F(23)), at_least(F(25)), "higher", "fails by 2"),
        (at_most(F(10)), at_most(F(12)), "lower", "holds"),
        (at_most(F(12)), at_most(F(10)), "lower", "fails by 2"),
        (at_most(F(28)), at_most(F(28), closed=False), "lower", "note by 0"),
        (at_most(F(28), closed=False), at_most(F(28)), "lower", "holds"),
        (at_least(F(25)), Range(F(20), F(24)), "higher", "holds"),
        (at_least(F(19)), Range(F(20), F(24)), "higher", "fails by 1"),
        (at_most(F(19)), Range(F(20), F(24)), "lower", "holds"),
        (at_most(F(25)), Range(F(20), F(24)), "lower", "fails by 1"),
        (Range(F(20), F(22)), at_least(F(21)), "higher", "fails by 1"),
        (point(F(7)), point(F(7)), "neither", "holds"),
        (point(F(8)), point(F(7)), "neither", "fails by 1"),
        (at_most(F(5)), at_least(F(5)), "higher", "other-bound"),
        (at_least(F(5)), at_most(F(5)), "lower", "other-bound"),
        (at_least(F(40)), at_most(F(38)), "higher", "other-bound"),
        (at_least(F(38)), at_most(F(38)), "higher", "other-bound"),
        (Range(F(40), F(45)), at_most(F(38)), "higher", "other-bound"),
        (soft(39, 41), at_most(F(38)), "higher", "other-bound"),
        (at_most(F(8)), at_least(F(10)), "lower", "other-bound"),
        (at_most(F(45)), at_most(F(38)), "higher", "fails by 7"),
        (at_most(F(20)), at_least(F(25)), "higher", "fails by 5"),
        (at_least(F(5)), point(F(6)), "neither", "other-bound"),
        (at_least(F(81)), soft(79, 81), "higher", "holds"),
        (at_least(F(80)), soft(79, 81), "higher", "approximate"),
        (at_least(F(78)), soft(79, 81), "higher", "fails by 1"),
        (at_most(F(79)), soft(79, 81), "lower", "holds"),
        (at_most(F(80)), soft(79, 81), "lower", "approximate"),
        (point(F(80)), soft(79, 81), "neither", "holds"),
        (soft(79, 81), soft(79, 81), "higher", "holds"),
        (soft(79, 81), at_least(F(79)), "higher", "holds"),
        (soft(79, 81), at_least(F(80)), "higher", "approximate"),
        (soft(79, 81), at_least(F(85)), "higher", "fails by 4"),
        (soft(79, 81), at_most(F(75)), "lower", "fails by 4"),
        (soft(79, 81), point(F(75)), "neither", "fails by 6"),
    ],
)
def test_one_range_against_another(
    judged: Range, superior: Range, direction: Direction, expected: str
) -> None:
    assert expected == brief(compare(judged, superior, direction))


ends = st.none() | st.integers(-4, 4).map(F)
hard = st.builds(Range, ends, ends, st.booleans(), st.booleans()).filter(lambda r: not r.empty)
directions = st.sampled_from(("higher", "lower", "neither"))


@given(hard, directions)
def test_every_range_holds_against_itself(a: Range, direction: Direction) -> None:
    assert HOLDS == compare(a, a, direction)


@given(hard, hard, directions)
def test_a_hard_range_holds_just_where_it_lies_within_what_obliges(
    a: Range, b: Range, direction: Direction
) -> None:
    assert (compare(a, b, direction).outcome == "holds") == a.within(b.obliging(direction))


@given(hard, hard, hard, directions)
def test_tightening_a_target_never_makes_it_weaker(
    a: Range, more: Range, superior: Range, direction: Direction
) -> None:
    kept = a.intersection(superior.obliging(direction))
    assume(kept.meets(more))
    assert HOLDS == compare(kept, superior, direction)
    assert HOLDS == compare(kept.intersection(more), superior, direction)


@given(hard, hard, st.none() | st.integers(0, 3), st.none() | st.integers(0, 3), directions)
def test_loosening_what_obliges_never_makes_a_target_weaker(
    a: Range, b: Range, below: int | None, above: int | None, direction: Direction
) -> None:
    kept = a.intersection(b.obliging(direction))
    assume(not kept.empty)
    lower = None if b.lower is None or below is None else b.lower - below
    upper = None if b.upper is None or above is None else b.upper + above
    looser = Range(lower, upper, b.lower_closed or bool(below), b.upper_closed or bool(above))
    if b.obliging(direction).within(looser.obliging(direction)):
        assert HOLDS == compare(kept, looser, direction)


@given(hard, hard, directions)
def test_a_failure_has_a_gap_and_without_one_is_a_note(a: Range, b: Range, direction: Direction) -> None:
    verdict = compare(a, b, direction)
    if verdict.outcome == "fails":
        assert verdict.gap is not None
        assert verdict.gap >= 0
        assert verdict.note_only == (verdict.gap == 0)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([HOLDS, HOLDS], HOLDS),
        ([fails(F(3)), fails(F(2))], fails(F(2))),
        ([fails(F(3)), HOLDS], not_comparable("bases-disagree")),
        ([HOLDS, not_comparable("approximate")], not_comparable("approximate")),
    ],
)
def test_of_several_readings_all_must_fail(verdicts: list[Verdict], expected: Verdict) -> None:
    assert expected == unanimous(verdicts)


def target(name: str, figure: str, *others: str) -> Meaning:
    return a_meaning(f"indicator: {name}, target: {{2025: '{figure}'}}", *others)


LOW, HIGH = (
    "indicator: 健康素养水平, baseline: {2020: '20'}",
    "indicator: 健康素养水平, baseline: {2020: '30'}",
)


@pytest.mark.parametrize(
    ("judged", "superior", "expected"),
    [
        ("≥25", "≥25", "holds"),
        ("≥23", "≥25", "fails by 2 %"),
        ("230‰", "25%", "fails by 2 %"),
        ("提高5个百分点", "提高3个百分点", "holds"),
        ("提高3个百分点", "提高5个百分点", "fails by 2 %"),
        ("比基期提高10%", "比基期提高20%", "fails by 10 %"),
        ("提高5个百分点", "≥25", "no-base"),
        ("≥25", "提高5个百分点", "no-base"),
        ("逐步提高", "≥25", "trend"),
        ("≥25", "逐步提高", "trend"),
        ("提高5个百分点", "比基期提高10%", "no-base"),
        ("全覆盖", "全覆盖", "holds"),
        ("全覆盖", "≥25", "done"),
        ("达到全国平均水平", "达到全国平均水平", "holds"),
        ("达到国家平均水平", "达到全国平均水平", "holds"),
        ("达到全省平均水平", "达到全国平均水平", "reference"),
        ("高于全国平均水平", "达到全国平均水平", "holds"),
        ("达到全国平均水平", "高于全国平均水平", "note by 0"),
        ("接近全国平均水平", "达到全国平均水平", "approximate"),
        ("达到全国平均水平", "≥25", "reference"),
    ],
)
def test_one_target_against_the_superiors(judged: str, superior: str, expected: str) -> None:
    name = "健康素养水平"
    assert expected == brief(at_least_as_strict(target(name, judged), target(name, superior)))


def test_without_a_better_way_that_is_known_nothing_is_compared() -> None:
    assert "direction-unknown" == brief(at_least_as_strict(target("增长速度", "5"), target("增长速度", "6")))


@pytest.mark.parametrize(
    ("judged", "superior", "base_below", "base_above", "expected"),
    [
        # The change is no weaker; that it leads to a lower level is a note.
        ("提高5个百分点", "提高5个百分点", LOW, HIGH, "note by 10 %"),
        ("提高5个百分点", "提高5个百分点", HIGH, LOW, "holds"),
        # The change is weaker: it fails, unless the level that it leads to is no weaker.
        ("提高3个百分点", "提高5个百分点", LOW, LOW, "fails by 2 %"),
        ("提高3个百分点", "提高5个百分点", HIGH, LOW, "change-weaker-level-stricter"),
        # Levels decide where the forms differ.
        ("提高5个百分点", "≥26", LOW, HIGH, "fails by 1 %"),
        ("提高5个百分点", "比基期增长10%", LOW, LOW, "holds"),
    ],
)
def test_changes_of_one_form_are_compared_as_changes_first(
    judged: str, superior: str, base_below: str, base_above: str, expected: str
) -> None:
    name = "健康素养水平"
    verdict = at_least_as_strict(target(name, judged, base_below), target(name, superior, base_above))
    assert expected == brief(verdict)


def test_where_bases_disagree_only_what_fails_for_all_fails() -> None:
    name = "健康素养水平"
    judged = target(name, "提高5个百分点", LOW, HIGH)
    assert "bases-disagree" == brief(at_least_as_strict(judged, target(name, "≥30")))
    assert "fails by 1 %" == brief(at_least_as_strict(judged, target(name, "≥36")))
    assert "holds" == brief(at_least_as_strict(judged, target(name, "≥25")))


def test_where_the_words_allow_two_readings_only_what_fails_for_both_fails() -> None:
    name = "健康素养水平"
    judged = target(name, "提高10%", LOW)
    assert [(F(30), None), (F(22), None)] == [(found.lower, found.upper) for found in judged.ranges]
    assert "readings-disagree" == brief(at_least_as_strict(judged, target(name, "≥30")))
    assert "readings-disagree" == brief(at_least_as_strict(target(name, "≥25"), judged))
    assert "readings-disagree" == brief(difference(target(name, "提高2个百分点", LOW), judged))
    assert "fails by 1 %" == brief(at_least_as_strict(judged, target(name, "≥31")))
    assert "holds" == brief(at_least_as_strict(judged, target(name, "≥22")))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("112", "控制在112以内", "holds"),
        ("112", "不低于112", "holds"),
        ("112", "110-112", "fails by 2"),
        ("112以内", "110-112", "note by 0"),
        ("112", "控制在113以内", "fails by 1"),
        ("112", "控制在111以内", "fails by 1"),
    ],
)
def test_a_number_and_a_bound_at_it_are_one_target(one: str, other: str, expected: str) -> None:
    there, back = (
        difference(target("性别比", a), target("性别比", b)) for a, b in ((one, other), (other, one))
    )
    assert [expected] * 2 == [brief(there), brief(back)]


def test_relative_changes_are_told_in_per_cent() -> None:
    verdict = at_least_as_strict(target("预期寿命", "比基期提高1%"), target("预期寿命", "比基期提高3%"))
    assert "fails by 2 %" == brief(verdict)
    assert "fails by 2 岁" == brief(
        at_least_as_strict(target("预期寿命", "提高1岁"), target("预期寿命", "提高3岁"))
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("≥25", "≥25", "holds"),
        ("≥25", "25", "holds"),
        ("≥25", "≥23", "fails by 2 %"),
        ("≥25", "＞25", "note by 0 %"),
        ("20-25", "20-24", "fails by 1 %"),
        ("≥25", "≤20", "fails by 5 %"),
        ("≥20", "≤25", "other-bound"),
        ("20-30", "≥25", "fails by 5 %"),
        ("约80", "约80", "holds"),
        ("约80", "≥80", "approximate"),
        ("约80", "约81", "approximate"),
        ("约80", "≥85", "fails by 4 %"),
        ("≥85", "约80", "fails by 4 %"),
        ("约80", "约90", "fails by 8 %"),
        ("提高5个百分点", "提高5个百分点", "holds"),
        ("提高5个百分点", "提高6个百分点", "fails by 1 %"),
        ("提高5个百分点", "≥25", "holds"),
        ("提高5个百分点", "比基期提高10%", "no-base"),
        ("逐步提高", "持续改善", "holds"),
        ("全覆盖", "全覆盖", "holds"),
        ("逐步提高", "≥25", "trend"),
        ("达到国家平均水平", "达到全国平均水平", "holds"),
        ("达到国家平均水平", "高于全国平均水平", "reference"),
        ("达到国家平均水平", "≥25", "reference"),
    ],
)
def test_two_targets_of_one_plan(one: str, other: str, expected: str) -> None:
    name = "健康素养水平"
    there, back = (difference(target(name, a), target(name, b)) for a, b in ((one, other), (other, one)))
    assert [expected.removesuffix(" %")] * 2 == [brief(there), brief(back)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("比2020年提高5个百分点", "比2015年提高5个百分点", "note by 0"),
        ("比2020年提高5%", "比2015年提高5%", "note by 0 %"),
        ("比2020年提高5个百分点以上", "比2015年提高5个百分点以上", "note by 0"),
        ("比2020年提高5个百分点", "比2015年提高6个百分点", "no-base"),
        ("比2020年提高5个百分点", "比2015年提高5%", "no-base"),
        ("提高5个百分点", "比2015年提高5个百分点", "no-base"),
        ("比基期提高5个百分点", "比2015年提高5个百分点", "no-base"),
        ("比2020年年均提高5个百分点", "比2015年年均提高5个百分点", "no-base"),
        ("不低于2020年水平", "不低于2015年水平", "no-base"),
    ],
)
def test_one_change_is_not_counted_from_two_years(one: str, other: str, expected: str) -> None:
    name = "健康素养水平"
    for bases in ([], [LOW]):
        there, back = (
            difference(target(name, a, *bases), target(name, b, *bases))
            for a, b in ((one, other), (other, one))
        )
        assert [expected] * 2 == [brief(there), brief(back)]


def test_changes_of_two_forms_are_compared_by_the_levels_they_lead_to() -> None:
    one, other = target("健康素养水平", "提高5个百分点", LOW), target("健康素养水平", "比基期提高10%", LOW)
    assert "fails by 3" == brief(difference(one, other))


@pytest.mark.parametrize(
    ("ratio", "expected"), [(F(28, 10), "2.8"), (F(2), "2"), (F(1000, 3), "333.3"), (F(10**7), "10000000")]
)
def test_how_many_times_is_rounded_to_one_place(ratio: Fraction, expected: str) -> None:
    assert Words(f"{expected} 倍", f"{expected} times") == times_words(ratio)
