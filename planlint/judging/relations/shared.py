"""What several relations need: the judged statement, rounding, and one unit for two indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from planlint.catalogue import Indicator
from planlint.judging.corpus import Corpus
from planlint.judging.verdict import Case
from planlint.meaning import Meaning, Reading, level_range
from planlint.ranges import Range
from planlint.units import conversion


def judged_of(case: Case) -> Meaning:
    """The judged statement of a case that has one."""
    assert case.judged is not None
    return case.judged


def same_figure(meaning: Meaning, corpus: Corpus) -> tuple[Meaning, ...]:
    """What one printed figure says of the other indicators that its row names."""
    return tuple(
        other
        for other in corpus.meanings(meaning.plan)
        if other is not meaning and other.statement.path == meaning.statement.path
    )


def usual(neighbours: Sequence[bool], options: Mapping[str, str]) -> bool:
    """Whether enough of a table's others do something: a `share` of them, who are at `least` so many."""
    enough = Fraction(options["share"]) * len(neighbours)
    return len(neighbours) >= Fraction(options["least"]) and sum(neighbours) >= enough


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


def widened(range_: Range, by: Fraction) -> Range:
    """A range with both ends moved outwards."""
    return replace(
        range_,
        lower=None if range_.lower is None else range_.lower - by,
        upper=None if range_.upper is None else range_.upper + by,
    )


def as_result(level: Meaning) -> Range:
    """The numbers that would be printed as this level, in its canonical unit: half a digit about it.

    What is counted one by one and printed to the last one isn't rounded.
    """
    return _as_result(level.reading)


@lru_cache(maxsize=4096)
def _as_result(level: Reading) -> Range:
    printed = level_range(level.figure, "neither", target=False)
    assert printed is not None and level.factor is not None and level.naming.indicator is not None
    unit = level.naming.indicator.unit
    counted = unit is not None and unit.dimension.startswith("count") and " per " not in unit.dimension
    exact = counted and unit is not None and level.step * unit.factor <= 1
    return widened(printed.scaled(level.factor), Fraction(0) if exact else level.step / 2)


def factor_between(source: Indicator | None, target: Indicator | None) -> Fraction | None:
    """From one indicator's canonical unit to another's; None where they measure different things."""
    assert source is not None and target is not None
    if source.unit is None or target.unit is None:
        return Fraction(1) if source.unit is target.unit else None
    return conversion(source.unit, target.unit)
