"""What several relations need: the judged statement, and rounding."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planlint.judging.verdict import Case
from planlint.meaning import Meaning
from planlint.ranges import Range


def judged_of(case: Case) -> Meaning:
    """The judged statement of a case that has one."""
    assert case.judged is not None
    return case.judged


def rounded(range_: Range, place: Fraction) -> Range:
    """A range with both ends rounded half up to a multiple of a place."""
    if place == 0:
        return range_
    return replace(
        range_,
        lower=None if range_.lower is None else half_up(range_.lower, place),
        upper=None if range_.upper is None else half_up(range_.upper, place),
    )


def half_up(number: Fraction, place: Fraction) -> Fraction:
    """Rounded half up to a multiple of a place."""
    return (number / place + Fraction(1, 2)).__floor__() * place
