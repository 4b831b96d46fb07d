"""Ranges: the sets of numbers that fulfil a figure, exact, with open and closed ends."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from planlint.frozen import frozen

Direction = Literal["higher", "lower", "neither", "unknown"]


@frozen(guarded=False)
class Range:
    """An interval of exact numbers in one unit; an end that is None is unbounded."""

    lower: Fraction | None
    upper: Fraction | None
    lower_closed: bool = True
    upper_closed: bool = True
    approximate: bool = False
    """The ends are soft: the figure says 左右, 约 or 接近, and the interval is its tolerance."""

    def __post_init__(self) -> None:
        if self.lower is None and self.lower_closed:
            object.__setattr__(self, "lower_closed", False)
        if self.upper is None and self.upper_closed:
            object.__setattr__(self, "upper_closed", False)

    @property
    def empty(self) -> bool:
        """Whether no number fulfils it."""
        return not _starts_before_end(self, self)

    @property
    def point(self) -> Fraction | None:
        """The number, where there is just one."""
        if self.lower is None or self.upper is None or not (self.lower_closed and self.upper_closed):
            return None
        return self.lower if self.lower is self.upper or self.lower == self.upper else None

    def __contains__(self, number: Fraction) -> bool:
        low, high = self.lower, self.upper
        above = low is None or is_less(low, number) or (self.lower_closed and not is_less(number, low))
        below = high is None or is_less(number, high) or (self.upper_closed and not is_less(high, number))
        return above and below

    def within(self, other: Range) -> bool:
        """Whether every number of this range is also one of the other (⊆)."""
        return (_starts_in(self, other) and _ends_in(self, other)) or self.empty

    def as_strict_as(self, other: Range, direction: Direction) -> bool:
        """Whether it lies within the part of the other that binds, where that is one end alone; False where it isn't."""
        if direction == "higher" and other.lower is not None:
            return _starts_in(self, other)
        if direction == "lower" and other.upper is not None:
            return _ends_in(self, other)
        return False

    def meets(self, other: Range) -> bool:
        """Whether one number fulfils both."""
        together = _starts_before_end(self, other) and _starts_before_end(other, self)
        return together and not (self.empty or other.empty)

    def intersection(self, other: Range) -> Range:
        """The numbers that fulfil both."""
        low = max(self, other, key=_low_key)
        high = min(self, other, key=_high_key)
        return Range(
            low.lower,
            high.upper,
            low.lower_closed,
            high.upper_closed,
            self.approximate or other.approximate,
        )

    def scaled(self, factor: Fraction) -> Range:
        """The same quantities counted in another unit: every end times a positive factor."""
        if factor == 1:
            return self
        return Range(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
            self.lower_closed,
            self.upper_closed,
            self.approximate,
        )

    def obliging(self, direction: Direction) -> Range:
        """The part of a superior's range that binds those below: its weaker end alone, where there is one."""
        if direction == "higher" and self.lower is not None:
            return self if self.upper is None else replace(self, upper=None, upper_closed=False)
        if direction == "lower" and self.upper is not None:
            return self if self.lower is None else replace(self, lower=None, lower_closed=False)
        return self


def point(number: Fraction) -> Range:
    """The range of one number."""
    return Range(number, number)


def at_least(number: Fraction, *, closed: bool = True) -> Range:
    """All numbers from this one up."""
    return Range(number, None, closed, False)


def at_most(number: Fraction, *, closed: bool = True) -> Range:
    """All numbers up to this one."""
    return Range(None, number, False, closed)


def reaching(number: Fraction, direction: Direction) -> Range:
    """What a bare target means: a floor, a ceiling or a point, by which way is better."""
    if direction == "higher":
        return at_least(number)
    return at_most(number) if direction == "lower" else point(number)


def bounded(number: Fraction, comparator: str | None, direction: Direction) -> Range:
    """The range of a comparison (`<`, `<=`, `>`, `>=`); without one, what a bare number means."""
    if comparator is None or comparator[0] not in "<>":
        return reaching(number, direction)
    closed = comparator.endswith("=")
    return at_most(number, closed=closed) if comparator[0] == "<" else at_least(number, closed=closed)


def gap(range_: Range, other: Range) -> Fraction:
    """How far the range reaches beyond the other, at the end where it reaches farther (≥ 0)."""
    beyond = [Fraction(0)]
    if other.lower is not None and range_.lower is not None:
        beyond.append(other.lower - range_.lower)
    if other.upper is not None and range_.upper is not None:
        beyond.append(range_.upper - other.upper)
    return max(beyond)


def distance(range_: Range, other: Range) -> Fraction:
    """How far two ranges stand apart; 0 where they touch or meet."""
    apart = [Fraction(0)]
    if range_.upper is not None and other.lower is not None:
        apart.append(other.lower - range_.upper)
    if other.upper is not None and range_.lower is not None:
        apart.append(range_.lower - other.upper)
    return max(apart)


def is_less(number: Fraction, other: Fraction) -> bool:
    """Whether a number is below another; `<` of Fractions asks first what kind of number the other is, each time."""
    above, below = number.as_integer_ratio()
    other_above, other_below = other.as_integer_ratio()
    return above * other_below < other_above * below


def _starts_before_end(range_: Range, other: Range) -> bool:
    """Whether the lower end leaves room below, or at, the other's upper end."""
    low, high = range_.lower, other.upper
    if low is None or high is None or is_less(low, high):
        return True
    return range_.lower_closed and other.upper_closed and not is_less(high, low)


def _starts_in(range_: Range, other: Range) -> bool:
    """Whether the lower end is no looser than the other's."""
    if other.lower is None or range_.lower is None:
        return other.lower is None
    if is_less(other.lower, range_.lower):
        return True
    return (other.lower_closed or not range_.lower_closed) and not is_less(range_.lower, other.lower)


def _ends_in(range_: Range, other: Range) -> bool:
    """Whether the upper end is no looser than the other's."""
    if other.upper is None or range_.upper is None:
        return other.upper is None
    if is_less(range_.upper, other.upper):
        return True
    return (other.upper_closed or not range_.upper_closed) and not is_less(other.upper, range_.upper)


def _low_key(range_: Range) -> tuple[bool, Fraction, bool]:
    """Orders lower ends from the loosest to the strictest."""
    bounded = range_.lower is not None
    return bounded, range_.lower or Fraction(0), bounded and not range_.lower_closed


def _high_key(range_: Range) -> tuple[bool, Fraction, bool]:
    """Orders upper ends from the strictest to the loosest."""
    unbounded = range_.upper is None
    return unbounded, range_.upper or Fraction(0), unbounded or range_.upper_closed
