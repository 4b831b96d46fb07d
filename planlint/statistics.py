"""Statistics: the values and weights of places by year that yearbooks and bulletins give."""

from __future__ import annotations

from fractions import Fraction

from planlint.frozen import frozen
from planlint.model import Plan


@frozen()
class Weight:
    """How much a place counts for in a mean over several places: its population, its births."""

    name: str
    """As written: 常住人口, 活产."""
    jurisdiction: str
    year: int
    value: Fraction
    """In the base unit: 人, where 万人 is printed."""


@frozen()
class Statistics:
    """What the statistics files of a project hold."""

    places: tuple[Plan, ...] = ()
    """A holder of results for each place and source: like a plan that has baselines alone and is never judged."""
    weights: tuple[Weight, ...] = ()
