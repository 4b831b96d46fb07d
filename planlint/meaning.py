"""What statements mean: figures read, units put together, changes worked out from their bases.

A meaning is worked out from the statement, the catalogue and the plan's own other statements, and never
guessed: where no range follows, it carries the reason as a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Catalogue, Indicator, Naming, split_unit
from planlint.figures import Figure, is_nothing, print_figure, read_figure
from planlint.frozen import frozen
from planlint.model import Nature, Plan, Statement, nature_of
from planlint.ranges import Direction, Range, bounded
from planlint.units import NUMBER, Unit, compose, conversion, per_phrase, read_unit

PERCENT = "%"
PERCENTAGE_POINT = "百分点"


@frozen(guarded=False)
class Units:
    """The units that a statement prints, and the one they come to."""

    cell: Unit | None
    """In the figure's own words."""
    column: Unit | None
    """In the table's unit column."""
    bracket: Unit | None
    """In the trailing bracket of the indicator's name."""
    per: Unit | None
    """The denominator in the name (每千人口)."""
    unknown: str | None
    """Words of the unit column that are no unit of the vocabulary."""
    printed: Unit | None
    """What they come to; None where nothing is printed."""
    text: str | None
    """As printed: the column's, else the bracket's, else the cell's words."""


@frozen()
class Change:
    """A change as a range of signed differences, comparable with changes of the same form and base."""

    form: str
    """`absolute`, `relative` or `ambiguous`, with `per year` and `cumulative` told apart."""
    base_year: int | None
    """None where the words name none, and before the plan is known."""
    range: Range
    """Signed: absolute changes in the canonical unit, relative ones in per cent."""


@frozen(guarded=False)
class Result:
    """What a figure comes to: the numbers that fulfil it, or why there are none."""

    range: Range | None = None
    """The numbers that fulfil the figure, in the canonical unit."""
    reason: str | None = None
    """Why there is no range: a code such as `trend`, `no-base`, `dimension`."""
    alternatives: tuple[Range, ...] = ()
    """Further ranges where bases disagree or the words allow two readings."""
    change: Change | None = None
    bases: tuple[Meaning, ...] = ()
    """The baselines that a change was worked out from, or the figures that a reference was resolved to."""
    outdated: bool = False
    """A reference without a year of its own, resolved to the value of an earlier year than the figure's."""


@frozen(eq=False, guarded=False)
class Reading:
    """All that follows from a statement's words, in whichever plan of the sector they stand.

    What is said of one year and what is said of a span are two readings, even of one figure.
    """

    naming: Naming
    figure: Figure
    units: Units
    nature: Nature | None
    population: str | None
    """None where it is the indicator's own."""
    basis: str | None
    factor: Fraction | None
    """From the printed unit to the canonical one; None where the dimensions differ."""
    result: Result
    """As far as it follows without the plan's other statements and years."""
    subject: tuple[str | None, ...]
    """What it is about."""
    also: Reading | None = None
    """The change that the words state beside the level."""
    start: Reading | None = None
    """The level that the words name as the change's start (从12.6%)."""

    @property
    def value(self) -> Fraction | None:
        """The printed number in the canonical unit."""
        value, factor = self.figure.value, self.factor
        if value is None or factor is None:
            return None
        return value if factor == 1 else value * factor

    @property
    def step(self) -> Fraction:
        """One unit of the last printed digit, in the canonical unit."""
        step, factor = self.figure.step or Fraction(0), self.factor or 1
        return step if factor == 1 else step * factor


@frozen(eq=False, guarded=False)
class Meaning:
    """One statement with all that was worked out of it; equal to none but itself."""

    plan: Plan
    statement: Statement
    reading: Reading
    """Shared by all statements of the same words."""
    year: int
    """Year of the figure, or the assumed one of an undated statement."""
    result: Result
    """The reading's, unless the plan's other statements or other plans had a part in it."""
    indicator: Indicator | None
    """What the printed name stands for: the reading's, kept where all rules ask for it."""
    also: Meaning | None = None
    """The change that the same words state beside the level (提高1.5个百分点，达到87.1%), which is `figure`."""

    @property
    def says(self) -> Reading | Meaning:
        """What tells it apart, its year and place aside: meanings that follow from equal words alone say the same."""
        return self.reading if self.result is self.reading.result else self

    @property
    def naming(self) -> Naming:
        """What the printed name turned out to be."""
        return self.reading.naming

    @property
    def figure(self) -> Figure:
        """The words of the figure as read."""
        return self.reading.figure

    @property
    def units(self) -> Units:
        """The units that the statement prints."""
        return self.reading.units

    @property
    def nature(self) -> Nature | None:
        """The printed 指标属性 as one of the three natures."""
        return self.reading.nature

    @property
    def population(self) -> str | None:
        """None where it is the indicator's own."""
        return self.reading.population

    @property
    def basis(self) -> str | None:
        """The units of which each one must reach the figure."""
        return self.reading.basis

    @property
    def factor(self) -> Fraction | None:
        """From the printed unit to the canonical one; None where the dimensions differ."""
        return self.reading.factor

    @property
    def range(self) -> Range | None:
        """The numbers that fulfil the figure, in the canonical unit."""
        return self.result.range

    @property
    def alternatives(self) -> tuple[Range, ...]:
        """Further ranges where bases disagree or the words allow two readings."""
        return self.result.alternatives

    @property
    def change(self) -> Change | None:
        """The change that it states."""
        return self.result.change

    @property
    def bases(self) -> tuple[Meaning, ...]:
        """The baselines that a change was worked out from, or the figures that a reference was resolved to."""
        return self.result.bases

    @property
    def outdated(self) -> bool:
        """Whether a reference was resolved to the value of an earlier year than the figure's."""
        return self.result.outdated

    @property
    def reason(self) -> str | None:
        """Why there is no range: a code such as `trend`, `no-base`, `dimension`."""
        return self.result.reason

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Every range that it may mean; empty where none follows."""
        result = self.result
        return () if result.range is None else (result.range, *result.alternatives)

    @property
    def is_level(self) -> bool:
        """Whether it states a level of its own, not a change."""
        return self.reading.figure.kind in ("level", "band", "ratio") and self.result.range is not None

    @property
    def value(self) -> Fraction | None:
        """The printed number in the canonical unit."""
        return self.reading.value

    @property
    def step(self) -> Fraction:
        """One unit of the last printed digit, in the canonical unit."""
        return self.reading.step


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
        beside = _level_and_change(figure) if row.naming.indicator is not None else None
        if beside is None:
            return row.reading(statement, figure)
        level, change = beside
        if _is_more_of_the_change(level, change, row.naming.indicator):
            return row.reading(statement, replace(change, text=figure.text))
        also = row.reading(statement, change)
        if level.start is not None:
            also = replace(also, start=row.reading(_as_start(statement), level.start))
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
            factor = _factor(units.printed, indicator, figure) if indicator else None
            found = self._units[printed] = units, factor
        return found


def name_units(name: str, indicator: Indicator | None = None) -> tuple[Unit | None, str | None, Unit | None]:
    """The unit in a name's trailing bracket, its words as printed, and the denominator in the name (每千人口)."""
    bare, bracket, words = split_unit(name)
    return bracket, words, per_phrase(bare) or _per_without_each(bare, indicator)


_HOPES = ("力争", "争取", "努力", "力求", "尽量", "尽可能", "有望")


def _binding(figure: Figure) -> Figure:
    """The figure without what is hoped for beside a firm part of its kind: 90%以上，力争95% promises 90%."""
    if figure.mode != "all":
        return figure
    hoped = [any(word in (part.hedge or "") for word in _HOPES) for part in figure.parts]
    firm = {part.kind for part, is_hoped in zip(figure.parts, hoped, strict=True) if not is_hoped}
    kept = [p for p, is_hoped in zip(figure.parts, hoped, strict=True) if not is_hoped or p.kind not in firm]
    if len(kept) == 1:
        return replace(kept[0], text=figure.text)
    return figure if len(kept) == len(figure.parts) else replace(figure, parts=tuple(kept))


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


def _as_start(statement: Statement) -> Statement:
    """The statement that the start of a movement would be, printed by itself."""
    return replace(statement, kind="baseline")


def meanings(plan: Plan, readings: Readings) -> tuple[Meaning, ...]:
    """The meaning of every statement of a plan, in the order of the file."""
    found: list[Meaning] = []
    changing: list[int] = []
    for statement in plan.statements:
        reading = readings.of(statement, plan.sector)
        meaning = _of_reading(reading, plan, statement, plan.assumed_year(statement))
        if reading.also is not None:
            meaning = replace(meaning, also=_part(meaning, reading.also, statement))
        if reading.result.change is not None or reading.also is not None:
            changing.append(len(found))
        found.append(meaning)
    levels = _reached(found) if changing else {}
    for index in changing:
        found[index] = _with_changes(found[index], levels)
    return tuple(found)


_Reached = Mapping[tuple[object, ...], list[Meaning]]
"""The levels that a plan says were reached, by subject and year."""


def _reached(found: Iterable[Meaning]) -> _Reached:
    levels: dict[tuple[object, ...], list[Meaning]] = {}
    for meaning in found:
        if meaning.statement.kind == "baseline" and meaning.is_level:
            levels.setdefault((*subject(meaning), meaning.year), []).append(meaning)
    return levels


def _with_changes(meaning: Meaning, levels: _Reached) -> Meaning:
    """Changes worked out from the plan's own baselines."""
    if meaning.change:
        return _with_change(meaning, levels)
    if meaning.also is not None and meaning.also.change:
        return replace(meaning, also=_with_change(meaning.also, levels))
    return meaning


def _part(meaning: Meaning, reading: Reading, statement: Statement) -> Meaning:
    """One of several figures that a statement prints, as if it stood alone."""
    alone = replace(statement, figure=print_figure(reading.figure))
    return _of_reading(reading, meaning.plan, alone, meaning.year)


def _of_reading(reading: Reading, plan: Plan, statement: Statement, year: int) -> Meaning:
    return Meaning(plan, statement, reading, year, reading.result, reading.naming.indicator)


def subject(meaning: Meaning) -> tuple[str | None, ...]:
    """What a figure is about: statements of one subject and year must agree with one another."""
    return meaning.reading.subject


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
        return _read_change(statement, figure, units, indicator)
    if figure.kind == "compound":
        return _read_compound(statement, figure, units, indicator)
    range_ = level_range(figure, indicator.direction, target=statement.kind != "baseline")
    if range_ is None:
        return factor, Result(reason=figure.kind)
    if factor is None:
        return None, Result(reason="dimension")
    return factor, Result(range_.scaled(factor))


def _factor(printed: Unit | None, indicator: Indicator, figure: Figure) -> Fraction | None:
    if indicator.unit is None:
        return Fraction(1) if printed is None or figure.kind == "ratio" else None
    if printed is None:
        return None if figure.kind == "ratio" else Fraction(1)
    factor = conversion(printed, indicator.unit)
    if factor is None and " per " not in indicator.unit.dimension:
        # 人均住房面积 may stand in the catalogue in 平方米: the denominator is in its name.
        per = _denominator(indicator.name)
        factor = None if per is None else conversion(printed, compose(indicator.unit, per))
    return factor


def together(
    cell: Unit | None, around: Unit | None, per: Unit | None, indicator: Indicator | None
) -> Unit | None:
    """The one unit that cell, column or bracket, and the name's denominator come to."""
    if cell is not None and around is not None and cell.text and around.text.startswith(cell.text):
        cell = around  # 3.5万 under 万人 repeats the scale
    if cell is not None and cell.dimension == NUMBER and around is not None:
        cell = Unit(cell.text + around.text, cell.factor * around.factor, around.dimension)
    unit = cell or around
    if per is None or (unit is not None and "/" in unit.text):
        return unit
    if unit is None:
        counted = indicator.unit_text.split("/")[0] if indicator and "/" in indicator.unit_text else ""
        unit = read_unit(counted) if counted else None
        return compose(unit, per) if unit else None
    return compose(unit, per)


def _per_without_each(name: str, indicator: Indicator | None) -> Unit | None:
    """The denominator of 万车死亡率, 千名老年人养老床位 or 人均住房面积, if the indicator is counted per such things at all."""
    per = _denominator(name)
    if per is None or indicator is None or indicator.unit is None:
        return None
    return per if indicator.unit.dimension.endswith(f" per {per.dimension}") else None


def _denominator(name: str) -> Unit | None:
    """What a name counts by if it counts by anything: 每千人口, 万车, 人均."""
    if name.startswith(("百", "千", "万", "十万", "百万", "亿")):
        return per_phrase(f"每{name}")
    return per_phrase(name) or (per_phrase("每人") if "人均" in name else None)


MAX_BASES = 50
"""Levels of one indicator and year beyond which a change is not worked out from each of them."""
_FIVE_YEARS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}


def base_year(meaning: Meaning) -> int | None:
    """The year that a change is counted from; None where the words name none."""
    base, statement = meaning.figure.base, meaning.statement
    if isinstance(base, int):
        return base
    first_year = meaning.plan.period.start if statement.kind == "target" else statement.first_year
    before = None if first_year is None else first_year - 1
    if base is None:
        return before
    for words, last in _FIVE_YEARS.items():
        if words in base:
            return None if "平均" in base or "均值" in base else last
    if "基期" in base or "规划期初" in base:
        return before
    return meaning.year - 1 if re.match(r"^(上年|上一年|去年)", base) else None


def _read_change(
    statement: Statement, figure: Figure, units: Units, indicator: Indicator
) -> tuple[Fraction | None, Result]:
    """A change in its own right; what it is counted from, and the level that it leads to, depend on the plan."""
    assert figure.value is not None  # without a number it is a trend
    share = indicator.unit is not None and indicator.unit.dimension.startswith(("proportion", "rate"))
    form = figure.form or "absolute"
    if form == "ambiguous" and not share:
        form = "relative"
    if form == "absolute":
        own = _difference_factor(figure, units, indicator)
        if own is None:
            return None, Result(reason="dimension")
        factor = own
    else:
        factor = Fraction(1)
    value = figure.value * factor
    step = (figure.step or Fraction(0)) * factor
    if figure.high is not None:
        range_ = Range(value, figure.high * factor)
    elif figure.comparator == "~":
        range_ = Range(value - step, value + step, approximate=True)
    else:
        aim = "neither" if statement.kind == "baseline" else _aim(indicator, value)
        range_ = bounded(value, figure.comparator, aim)
    label = (
        form + (" per year" if figure.per else "") + (" cumulative" if figure.note == "sum-of-years" else "")
    )
    change = Change(label, None, range_)
    if figure.note == "sum-of-years":
        # 〔18〕 is the indicator's own value over the period, so it compares with a plain 17 too
        return factor, Result(range_, change=change)
    return factor, Result(reason="no-base", change=change)


def _difference_factor(figure: Figure, units: Units, indicator: Indicator) -> Fraction | None:
    """From the unit of an absolute change to the canonical unit."""
    unit = figure.unit or units.printed
    if unit is not None and unit.dimension == PERCENTAGE_POINT:
        percent = read_unit(PERCENT)
        assert percent is not None
        points = conversion(percent, indicator.unit) if indicator.unit else None
        return points * unit.factor if points is not None else None  # a 千分点 is a tenth of a 百分点
    return _factor(units.printed, indicator, figure)


def _aim(indicator: Indicator, change: Fraction) -> Direction:
    """Which way a bare change aims: the indicator's own, else the way it goes."""
    if indicator.direction in ("higher", "lower"):
        return indicator.direction
    return "higher" if change > 0 else "lower"


def _with_change(meaning: Meaning, levels: _Reached) -> Meaning:
    """A change counted from its base year, and worked out from the plan's own baselines of that year."""
    result, indicator = meaning.result, meaning.indicator
    assert result.change is not None and indicator is not None
    change = replace(result.change, base_year=base_year(meaning))
    counted = replace(meaning, result=replace(result, change=change))
    if change.base_year is None or "cumulative" in change.form:
        return counted
    start = meaning.reading.start
    if start is not None:
        found = [_part(meaning, start, _as_start(meaning.statement))]
    else:
        found = levels.get((*subject(meaning), change.base_year), [])
    if len(found) > MAX_BASES:
        return replace(counted, result=replace(counted.result, reason="too-many-bases"))
    bases = by_trust(base for base in found if base.range is not None and base.range.point is not None)
    if not bases:
        return counted
    years = meaning.year - change.base_year
    ranges = tuple(
        dict.fromkeys(outcome for base in bases for outcome in _results(change, base, years, indicator))
    )
    if not ranges:
        return counted
    return replace(meaning, result=Result(ranges[0], None, ranges[1:], change, bases))


def by_trust(bases: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Tables before prose, then the most precisely printed."""
    return tuple(sorted(bases, key=lambda base: (base.statement.at.where == "prose", base.step)))


def _results(change: Change, base: Meaning, years: int, indicator: Indicator) -> Iterable[Range]:
    """The levels that a change leads to from a base: two where its words allow two readings."""
    assert base.range is not None and base.range.point is not None
    level = base.range.point
    per_year = "per year" in change.form
    if per_year and not 0 < years <= 50:
        return
    form = change.form.split()[0]
    if form in ("absolute", "ambiguous"):
        times = Fraction(years if per_year else 1)
        unit = Fraction(1)
        if form == "ambiguous":
            percent = read_unit(PERCENT)
            assert percent is not None and indicator.unit is not None
            unit = conversion(percent, indicator.unit) or Fraction(1)
        yield _through(change.range, lambda step: level + step * unit * times)
    if form in ("relative", "ambiguous"):
        power = years if per_year else 1
        yield _through(change.range, lambda step: level * (1 + step / 100) ** power)


def _through(range_: Range, level_after: Callable[[Fraction], Fraction]) -> Range:
    """The levels that the ends of a range of changes lead to."""
    return replace(
        range_,
        lower=None if range_.lower is None else level_after(range_.lower),
        upper=None if range_.upper is None else level_after(range_.upper),
    )


def _read_compound(
    statement: Statement, figure: Figure, units: Units, indicator: Indicator
) -> tuple[Fraction | None, Result]:
    """Any-of and all-of figures, where every part gives a range of its own."""
    ranges = []
    for part in figure.parts:
        printed = together(part.unit, units.column or units.bracket, units.per, indicator)
        factor = _factor(printed, indicator, part)
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
