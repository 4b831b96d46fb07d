"""Statements to readings, which follow from their words alone, and to meanings, in which their plan has a part.

A meaning is worked out from the statement, the catalogue and the plan's own other statements, and never
guessed: where no range follows, it carries the reason as a code.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Catalogue, Indicator, Naming
from planlint.figures import Figure, is_nothing, read_figure
from planlint.meaning.changes import as_start, reached, read_change, with_changes
from planlint.meaning.indicated import is_unmeasured, level_and_change, taken_for
from planlint.meaning.meaning import Meaning, Reading, Result, Units, meaning_of, part_of
from planlint.meaning.printed_units import factor_of, is_by_year, name_units, together
from planlint.model import Plan, Statement, nature_of
from planlint.ranges import Direction, Range, bounded
from planlint.units import read_unit

MOST_READINGS = 60_000
"""How many distinct readings are held at a time, a kilobyte each: most of what a sector's plans say in a few periods."""


class Readings:
    """The readings of statements by one catalogue, each distinct one worked out once.

    The catalogue's units must be in force (`using`) wherever it is asked.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._readings: dict[tuple[object, ...], Reading] = {}
        self._rows: dict[tuple[object, ...], _Row] = {}

    def of(self, statement: Statement, sector: str) -> Reading:
        """What a statement of a plan of this sector says by itself."""
        said = (
            statement.name, statement.figure, statement.unit, statement.kind, statement.nature, sector,
            statement.indicator_id, statement.population, statement.place, statement.part, statement.basis,
            statement.norm, statement.first_year is not None,
        )  # fmt: skip
        reading = self._readings.get(said)
        if reading is None:
            if len(self._readings) >= MOST_READINGS:
                self._readings.clear()
                self._rows.clear()
            reading = self._readings[said] = _reading(self._row(statement, sector), statement)
        return reading

    def _row(self, statement: Statement, sector: str) -> _Row:
        said = (
            statement.name, sector, statement.indicator_id, statement.unit, statement.nature,
            statement.population, statement.place, statement.part, statement.basis, statement.norm,
        )  # fmt: skip
        row = self._rows.get(said)
        if row is None:
            naming = self.catalogue.resolve(statement.name, sector, statement.indicator_id)
            population = self.catalogue.population(statement.population, naming.indicator)
            row = self._rows[said] = _Row(statement, naming, population)
        return row


def read_as(naming: Naming, statement: Statement) -> Reading:
    """What a statement says by itself, its name being what `naming` says."""
    return _reading(_Row(statement, naming, statement.population), statement)


def _reading(row: _Row, statement: Statement) -> Reading:
    indicator = row.naming.indicator
    figure = taken_for(indicator, read_figure(statement.figure))
    if statement.kind != "target" and is_unmeasured(indicator, figure):
        figure = Figure(figure.text, "missing")
    beside = level_and_change(figure) if indicator is not None else None
    if beside is None:
        return row.reading(statement, figure)
    level, change = beside
    also = row.reading(statement, replace(change, text=_printed(change, figure.text)))
    if level.start is not None:
        also = replace(also, start=row.reading(as_start(statement), level.start))
    return replace(row.reading(statement, level), also=also)


def _printed(part: Figure, text: str) -> str:
    """The words between two marks that say this part of a figure; the whole figure's where none do."""
    clauses = (clause.strip() for clause in re.split("[，,；;、。（）()]", text))
    return next((clause for clause in clauses if clause and read_figure(clause) == part), text)


class _Row:
    """What statements say beside their figures, worked out once: plans differ in their numbers above all."""

    def __init__(self, statement: Statement, naming: Naming, population: str | None) -> None:
        indicator = naming.indicator
        self.naming = naming
        column = statement.unit and read_unit(statement.unit)
        self._unit = statement.unit if column or not is_nothing(statement.unit or "") else None
        self._column = column or None
        self._unknown = (self._unit or naming.unknown_unit) if self._column is None else None
        self._bracket, self._bracket_words, self._per = name_units(statement.name, indicator)
        self._nature = nature_of(statement.nature)
        self._population = population
        self._basis = statement.basis or naming.basis
        self._subject = (
            indicator.id if indicator else f"?{statement.name}",
            population,
            statement.place,
            statement.part,
            "norm" if statement.norm else None,
        )
        self._units: dict[tuple[object, ...], tuple[Units, Fraction | None]] = {}

    def reading(self, statement: Statement, figure: Figure) -> Reading:
        """What a statement of such a row says with this figure."""
        indicator = self.naming.indicator
        if (
            indicator
            and figure.kind in ("level", "band")
            and is_by_year(figure.unit or self._column or self._bracket, indicator)
        ):
            figure = replace(figure, per="year")
        units, factor = self._units_with(figure)
        factor, result = _first_result(statement, figure, units, factor, self.naming)
        return Reading(
            self.naming,
            figure,
            units,
            self._nature,
            self._population,
            self._basis,
            factor,
            result,
            self._subject,
        )

    def _units_with(self, figure: Figure) -> tuple[Units, Fraction | None]:
        """The units that the statement prints in its cell, its column and its name; a level's factor to the canonical one."""
        printed = figure.unit, figure.unit_texts, figure.kind == "ratio", figure.per
        found = self._units.get(printed)
        if found is None:
            around, indicator = self._column or self._bracket, self.naming.indicator
            units = Units(
                cell=figure.unit,
                column=self._column,
                bracket=self._bracket,
                per=self._per,
                unknown=self._unknown,
                printed=together(figure.unit, around, self._per, indicator),
                text=self._unit
                or self._bracket_words
                or self.naming.unknown_unit
                or (figure.unit_texts[0] if figure.unit_texts else None),
            )
            factor = factor_of(units.printed, indicator, figure) if indicator else None
            found = self._units[printed] = units, factor
        return found


def _first_result(
    statement: Statement, figure: Figure, units: Units, factor: Fraction | None, naming: Naming
) -> tuple[Fraction | None, Result]:
    """The factor to the canonical unit, and what follows from the words alone; changes still wait for their bases.

    `factor` is a level's.
    """
    indicator = naming.indicator
    if figure.kind == "unreadable":
        return None, Result(reason="unreadable")
    if indicator is None:
        return None, Result(reason="ambiguous-name" if naming.ambiguous else "unknown-indicator")
    if units.unknown:
        return None, Result(reason="unknown-unit")
    if figure.kind == "change":
        return read_change(statement, figure, units, indicator)
    if figure.kind == "compound":
        return _read_compound(statement, figure, units, indicator)
    range_ = level_range(figure, indicator.direction, target=statement.kind != "baseline")
    if range_ is None:
        return factor, Result(reason=figure.kind)
    if factor is None:
        return None, Result(reason="dimension")
    return factor, Result(range_.scaled(factor))


def level_range(figure: Figure, direction: Direction, *, target: bool) -> Range | None:
    """The range of a level, band or ratio in its printed unit; None for figures of another kind.

    A bare level is a floor, a ceiling or a point as a target, and always a point as a result.
    """
    if figure.value is None or figure.kind not in ("level", "band", "ratio"):
        return None
    value = figure.value
    if figure.high is not None:
        return Range(
            value,
            figure.high,
            figure.low_closed,
            figure.high_closed,
            figure.comparator == "~",
        )
    if figure.comparator == "~":
        step = figure.step or abs(value) / 10  # 近三分之一 has no last digit
        return Range(value - step, value + step, approximate=True)
    return bounded(value, figure.comparator, direction if target else "neither")


def _read_compound(
    statement: Statement, figure: Figure, units: Units, indicator: Indicator
) -> tuple[Fraction | None, Result]:
    """Any-of and all-of figures, where every part gives a range of its own."""
    ranges = []
    for part in figure.parts:
        printed = together(part.unit, units.column or units.bracket, units.per, indicator)
        factor = factor_of(printed, indicator, part)
        found = level_range(part, indicator.direction, target=statement.kind != "baseline")
        if found is None or factor is None:
            return None, Result(reason="compound")
        ranges.append(found.scaled(factor))
    joined = ranges[0]
    for range_ in ranges[1:]:
        if figure.mode == "all":
            joined = joined.intersection(range_)
        elif range_.within(joined):
            continue
        elif joined.within(range_):
            joined = range_
        else:
            return None, Result(reason="compound")
    return Fraction(1), Result(joined)


def meanings(plan: Plan, readings: Readings) -> tuple[Meaning, ...]:
    """The meaning of every statement of a plan, in the order of the file."""
    found: list[Meaning] = []
    changing: list[int] = []
    for statement in plan.statements:
        reading = readings.of(statement, plan.sector)
        meaning = meaning_of(reading, plan, statement, plan.assumed_year(statement))
        if reading.also is not None:
            meaning = replace(meaning, also=part_of(meaning, reading.also, statement))
        if reading.result.change is not None or reading.also is not None:
            changing.append(len(found))
        found.append(meaning)
    levels = reached(found) if changing else {}
    for index in changing:
        found[index] = with_changes(found[index], levels)
    return tuple(found)
