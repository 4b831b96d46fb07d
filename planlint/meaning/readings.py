"""Statements to readings, which follow from their words alone, and to meanings, in which their plan has a part.

A meaning is worked out from the statement, the catalogue and the plan's own other statements, and never
guessed: where no range follows, it carries the reason as a code.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Catalogue, Indicator, Naming
from planlint.figures import Figure, as_multiple, is_nothing, read_figure
from planlint.meaning.changes import PERCENT, as_start, reached, read_change, with_changes
from planlint.meaning.meaning import Meaning, Reading, Result, Units, meaning_of, part_of
from planlint.meaning.printed_units import factor_of, name_units, together
from planlint.model import Plan, Statement, nature_of
from planlint.ranges import Direction, Range, bounded
from planlint.units import conversion, read_unit

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
            reading = self._readings[said] = self._read(statement, sector)
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

    def _read(self, statement: Statement, sector: str) -> Reading:
        row = self._row(statement, sector)
        figure = _binding(as_quotient(read_figure(statement.figure), row.naming.indicator))
        figure = as_measured(figure, row.naming.indicator)
        beside = _level_and_change(figure) if row.naming.indicator is not None else None
        if beside is None:
            return row.reading(statement, figure)
        level, change = beside
        if _is_more_of_the_change(level, change, row.naming.indicator):
            return row.reading(statement, replace(change, text=figure.text))
        also = row.reading(statement, change)
        if level.start is not None:
            also = replace(also, start=row.reading(as_start(statement), level.start))
        return replace(row.reading(statement, level), also=also)


class _Row:
    """What statements say beside their figures, worked out once: plans differ in their numbers above all."""

    def __init__(self, statement: Statement, naming: Naming, population: str | None) -> None:
        indicator = naming.indicator
        self.naming = naming
        column = statement.unit and read_unit(statement.unit)
        self._unit = statement.unit if column or not is_nothing(statement.unit or "") else None
        self._column = column or None
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
        printed = figure.unit, figure.unit_texts, figure.kind == "ratio"
        found = self._units.get(printed)
        if found is None:
            around, indicator = self._column or self._bracket, self.naming.indicator
            units = Units(
                cell=figure.unit,
                column=self._column,
                bracket=self._bracket,
                per=self._per,
                unknown=self._unit if self._unit and self._column is None else None,
                printed=together(figure.unit, around, self._per, indicator),
                text=self._unit
                or self._bracket_words
                or (figure.unit_texts[0] if figure.unit_texts else None),
            )
            factor = factor_of(units.printed, indicator, figure) if indicator else None
            found = self._units[printed] = units, factor
        return found


_HOPES = ("力争", "争取", "努力", "力求", "尽量", "尽可能", "有望")
_RANK = re.compile(r"(?:前[列茅]|[前第][0-9一二三四五六七八九十]++[位名强%]?)$")


def _binding(figure: Figure) -> Figure:
    """The figure without the parts that bind to no number beside one that does.

    That is what is hoped for beside a firm part of its kind (90%以上，力争95%), trends (95%以上，稳中有升) and
    ranks (95%以上，位居全省前三位).
    """
    if figure.mode != "all":
        return figure
    hoped = [any(word in (part.hedge or "") for word in _HOPES) for part in figure.parts]
    firm = {part.kind for part, is_hoped in zip(figure.parts, hoped, strict=True) if not is_hoped}
    kept = [p for p, is_hoped in zip(figure.parts, hoped, strict=True) if not is_hoped or p.kind not in firm]
    if any(part.value is not None for part in kept):
        kept = [part for part in kept if part.kind != "trend" and not _is_rank(part)]
    if len(kept) == 1:
        return replace(kept[0], text=figure.text)
    return figure if len(kept) == len(figure.parts) else replace(figure, parts=tuple(kept))


def _is_rank(figure: Figure) -> bool:
    return figure.kind == "reference" and _RANK.search(str(figure.base)) is not None


def _level_and_change(figure: Figure) -> tuple[Figure, Figure] | None:
    """A level and the change that leads to it, printed side by side; None where the words are of another make."""
    if figure.mode != "all" or len(figure.parts) != 2:
        return None
    levels = [part for part in figure.parts if part.kind in ("level", "band")]
    changes = [part for part in figure.parts if part.kind == "change"]
    if not len(levels) == len(changes) == 1:
        return None
    if levels[0].base is not None and levels[0].start is None:
        return None  # 较2015年的20所，增长105%: the level is what the change starts from
    return levels[0], changes[0]


def _is_more_of_the_change(level: Figure, change: Figure, indicator: Indicator | None) -> bool:
    """年均增长6%以上，力争6.5% of an income: what looks like a level in per cent is the growth that is hoped for."""
    unit = indicator.unit if indicator else None
    if level.unit is None or change.unit is None or level.unit.dimension != change.unit.dimension:
        return False
    return unit is None or conversion(level.unit, unit) is None


def as_quotient(figure: Figure, indicator: Indicator | None) -> Figure:
    """A ratio a：b of an indicator that counts one thing per another (人/教师), as a/b in its unit; else as it is.

    So 生师比 may be printed 17:1 or 17, and 不高于 keeps its sense; without a unit a：b is b/a.
    """
    if figure.kind != "ratio" or not figure.value:
        return figure
    unit = indicator.unit if indicator else None
    if unit is None or " per " not in unit.dimension:
        return figure
    return replace(figure, kind="level", value=1 / (figure.value * unit.factor))


def as_measured(figure: Figure, indicator: Indicator | None) -> Figure:
    """缩小到2.3倍 of an indicator measured in 倍 as that level, 年均7% of one not measured in % as growth; else as it is."""
    unit = indicator.unit if indicator else None
    if unit is None:
        return figure
    if figure.note == "to-multiple" and unit.dimension == "multiple":
        return replace(as_multiple(figure), text=figure.text)
    grows = figure.per is not None and figure.unit == read_unit(PERCENT) and figure.kind in ("level", "band")
    if grows and figure.unit is not None and conversion(figure.unit, unit) is None:
        return replace(figure, kind="change", form="relative")
    return figure


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
        step = figure.step or Fraction(0)
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
