"""References: figures that name another place's value (达到全国平均水平, 省下达), worked out from that value.

A reference counts for the year that it prints, else for the latest year at or before the figure's own for
which a value is held. An average is a result; what a superior assigns (下达), or a place alone is in step with
(与全市同步), is its target for the very year. Of a total none is worked out: a place's own is the sum of what it
assigns to those below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from planlint.frozen import frozen
from planlint.hierarchy import Hierarchy
from planlint.meaning import Meaning, Result
from planlint.places import place_meant
from planlint.ranges import Direction, Range, bounded

_AVERAGE = re.compile(
    r"(?:(?P<year_before>[0-9]{4})年)?(?P<place>.+?)(?:(?P<year>[0-9]{4})年|同期)?的?(?:总体)?(?:平均水平|平均值|平均数|平均|均值|水平)?"
)
_ASSIGNED = re.compile(r"(?P<place>.+?)下达(?:的?(?:指标|目标值?|任务数?|计划数?|数))?")


@frozen()
class Reference:
    """Whose value a figure refers to."""

    place: str
    """Division code."""
    year: int | None
    """The printed year of the value."""
    assigned: bool
    """What the place sets for those below it as a target, not what it has reached."""

    def counts(self, value: Meaning, figure: Meaning) -> bool:
        """Whether a value is of the right subject, kind and time to stand in for the figure."""
        statement = value.statement
        alike = (value.indicator, value.population) == (figure.indicator, figure.population)
        if not alike or statement.part or statement.norm or statement.first_year is not None:
            return False
        if self.assigned:
            return statement.kind == "target" and value.year == figure.year and value.range is not None
        if (
            statement.kind != "baseline"
            or not value.is_level
            or value.range is None
            or value.range.point is None
        ):
            return False
        if self.year is not None or figure.statement.kind == "baseline":
            return value.year == (self.year or figure.year)
        return value.year <= figure.year


def reference_of(meaning: Meaning, hierarchy: Hierarchy) -> Reference | None:
    """The reference of a figure that names a place above the plan's own; None of all other figures, and of totals."""
    figure, statement, base = meaning.figure, meaning.statement, meaning.figure.base
    if figure.kind != "reference" or not isinstance(base, str):
        return None
    if meaning.indicator is None or meaning.indicator.extensive:
        return None
    if (
        figure.words
        or statement.part
        or statement.norm
        or statement.place
        or statement.first_year is not None
    ):
        return None
    for form, assigned in ((_ASSIGNED, True), (_AVERAGE, False)):
        match = form.fullmatch(base)
        place = place_meant(match["place"], meaning.plan, hierarchy) if match else None
        if match and place is not None and place != meaning.plan.jurisdiction:
            year = None if assigned else match["year"] or match["year_before"]
            # 与全市同步: in step with what the place aims at, not with what it was.
            in_step = statement.kind == "target" and figure.comparator == "=" and match["place"] == base
            return Reference(place, int(year) if year else None, assigned or (in_step and not year))
    return None


def resolved(meaning: Meaning, reference: Reference, values: Sequence[Meaning]) -> Meaning:
    """A figure worked out from the values that it refers to, as it was where none of them gives a range."""
    indicator = meaning.indicator
    assert indicator is not None
    found = {
        range_: value
        for value in values
        if (range_ := _reaching(meaning, value, reference, indicator.direction)) is not None
    }
    if not found:
        return meaning
    first, *rest = found
    bases = tuple(found.values())
    outdated = reference.year is None and bases[0].year < meaning.year
    return replace(meaning, result=Result(first, None, tuple(rest), bases=bases, outdated=outdated))


def _reaching(meaning: Meaning, value: Meaning, reference: Reference, direction: Direction) -> Range | None:
    """The numbers that fulfil a reference to a value."""
    comparator, note, range_ = meaning.figure.comparator, meaning.figure.note, value.range
    assert range_ is not None
    if reference.assigned and comparator in (None, "=") and note is None:
        return range_
    end = range_.upper if direction == "lower" else range_.lower
    number = range_.point if range_.point is not None else end
    if number is None:
        return None
    if comparator == "~":
        step: Fraction = value.step
        return Range(number - step, number + step, approximate=True)
    if note in ("better-than", "not-worse-than"):
        if direction not in ("higher", "lower"):
            return None
        sign = ">" if direction == "higher" else "<"
        comparator = sign if note == "better-than" else f"{sign}="  # type: ignore[assignment]
    return bounded(number, comparator, direction)
