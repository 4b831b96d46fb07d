"""Ranges: sets of numbers with open, closed and missing ends."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.ranges import Direction, Range, at_least, at_most, distance, gap, point, reaching

F = Fraction

numbers = st.integers(-8, 8).map(lambda n: F(n, 4))
ends = st.none() | numbers
ranges = st.builds(Range, ends, ends, st.booleans(), st.booleans())
directions = st.sampled_from(("higher", "lower", "neither", "unknown"))
STEPS = [F(n, 12) for n in range(-30, 31)]
"""Finer than the ends that are drawn and beyond them, so that every difference of two ranges shows."""


def members(range_: Range) -> set[Fraction]:
    return {step for step in STEPS if step in range_}


@given(ranges)
def test_a_range_lies_within_itself(a: Range) -> None:
    assert a.within(a)


@given(ranges, ranges, ranges)
def test_containment_is_transitive(a: Range, b: Range, c: Range) -> None:
    if a.within(b) and b.within(c):
        assert a.within(c)


@given(ranges, ranges)
def test_ranges_within_one_another_have_the_same_members(a: Range, b: Range) -> None:
    if a.within(b) and b.within(a):
        assert members(a) == members(b)


@given(ranges, ranges)
def test_within_agrees_with_membership(a: Range, b: Range) -> None:
    assert a.within(b) == (members(a) <= members(b))


@given(ranges, ranges)
def test_meets_agrees_with_membership(a: Range, b: Range) -> None:
    assert a.meets(b) == bool(members(a) & members(b))


@given(ranges, ranges)
def test_intersection_agrees_with_membership(a: Range, b: Range) -> None:
    assert members(a.intersection(b)) == members(a) & members(b)


@given(ranges)
def test_empty_agrees_with_membership(a: Range) -> None:
    assert a.empty == (not members(a))


@given(ranges)
def test_a_point_is_the_only_member_of_its_range(a: Range) -> None:
    assert (a.point is not None) == (len(members(a)) == 1)


@given(ranges, ranges, ranges)
def test_tightening_never_makes_weaker(a: Range, b: Range, superior: Range) -> None:
    if a.within(superior):
        assert a.intersection(b).within(superior)


@given(ranges, directions)
def test_what_obliges_is_never_stricter_than_the_whole(a: Range, direction: Direction) -> None:
    assert a.within(a.obliging(direction)) or a.empty


@given(ranges, st.fractions(F(1, 1000), 1000))
def test_scaling_there_and_back_changes_nothing(a: Range, factor: Fraction) -> None:
    assert a == a.scaled(factor).scaled(1 / factor)


@given(ranges, ranges, st.fractions(F(1, 1000), 1000))
def test_scaling_keeps_who_lies_within_whom(a: Range, b: Range, factor: Fraction) -> None:
    assert a.within(b) == a.scaled(factor).within(b.scaled(factor))


@given(ranges, ranges)
def test_a_range_within_another_has_no_gap(a: Range, b: Range) -> None:
    if a.within(b) and not a.empty:
        assert gap(a, b) == 0


@given(ranges, ranges)
def test_ranges_that_meet_stand_no_distance_apart(a: Range, b: Range) -> None:
    if a.meets(b):
        assert distance(a, b) == 0


@given(ranges, ranges)
def test_distance_is_the_same_from_both_sides(a: Range, b: Range) -> None:
    assert distance(a, b) == distance(b, a)


def test_an_end_without_a_number_is_open() -> None:
    assert Range(None, None, False, False) == Range(None, None, True, True)


def test_equal_ends_of_which_one_is_open_leave_nothing() -> None:
    assert Range(F(1), F(1), lower_closed=False).empty
    assert Range(F(1), F(1), lower_closed=False).point is None


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("higher", at_least(F(20))),
        ("lower", at_most(F(30))),
        ("neither", Range(F(20), F(30))),
        ("unknown", Range(F(20), F(30))),
    ],
)
def test_only_the_weaker_end_of_a_band_obliges(direction: Direction, expected: Range) -> None:
    assert expected == Range(F(20), F(30)).obliging(direction)


@pytest.mark.parametrize(
    ("direction", "range_"), [("higher", at_most(F(5))), ("lower", at_least(F(5), closed=False))]
)
def test_without_a_weaker_end_the_whole_obliges(direction: Direction, range_: Range) -> None:
    assert range_ == range_.obliging(direction)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("higher", at_least(F(90))),
        ("lower", at_most(F(90))),
        ("neither", point(F(90))),
        ("unknown", point(F(90))),
    ],
)
def test_a_bare_target_is_a_floor_a_ceiling_or_a_point(direction: Direction, expected: Range) -> None:
    assert expected == reaching(F(90), direction)


def test_a_gap_is_measured_at_the_end_that_reaches_farther() -> None:
    assert F(3) == gap(Range(F(7), F(12)), Range(F(8), F(9)))
    assert F(0) == gap(at_most(F(5)), at_least(F(3)))


def test_the_distance_of_ranges_is_that_of_their_nearest_ends() -> None:
    assert F(2) == distance(Range(F(0), F(1)), Range(F(3), F(4)))


def test_an_intersection_with_a_soft_range_is_soft() -> None:
    soft = Range(F(79), F(81), approximate=True)
    assert soft.intersection(at_least(F(0))).approximate
    assert at_least(F(0)).intersection(soft).approximate
