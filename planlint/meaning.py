"""What statements mean: figures read, units put together, changes worked out from their bases.

A meaning is worked out from the statement, the catalogue and the plan's own other statements, and never
guessed: where no range follows, it carries the reason as a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from planlint.catalogue import Catalogue, Indicator, Naming, split_unit
from planlint.figures import Figure, read_figure
from planlint.model import Nature, Plan, Statement, nature_of
from planlint.ranges import Direction, Range, bounded
from planlint.units import NUMBER, Unit, compose, conversion, per_phrase, read_unit

PERCENT = "%"
PERCENTAGE_POINT = "百分点"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Change:
    """A change as a range of signed differences, comparable with changes of the same form and base."""

    form: str
    """`absolute`, `relative` or `ambiguous`, with `per year` and `cumulative` told apart."""
    base_year: int | None
    range: Range
    """Signed: absolute changes in the canonical unit, relative ones in per cent."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """One statement with all that was worked out of it."""

    plan: Plan
    statement: Statement
    naming: Naming
    figure: Figure
    units: Units
    year: int
    """Year of the figure, or the assumed one of an undated statement."""
    nature: Nature | None
    population: str | None
    """None where it is the indicator's own."""
    basis: str | None
    factor: Fraction | None = None
    """From the printed unit to the canonical one; None where the dimensions differ."""
    range: Range | None = None
    """The numbers that fulfil the figure, in the canonical unit."""
    alternatives: tuple[Range, ...] = ()
    """Further ranges where bases disagree or the words allow two readings."""
    change: Change | None = None
    bases: tuple[Meaning, ...] = ()
    """The baselines that a change was worked out from, or the figures that a reference was resolved to."""
    outdated: bool = False
    """A reference without a year of its own, resolved to the value of an earlier year than the figure's."""
    reason: str | None = None
    """Why there is no range: a code such as `trend`, `no-base`, `dimension`."""

    @property
    def indicator(self) -> Indicator | None:
        """The indicator that the printed name stands for."""
        return self.naming.indicator

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Every range that it may mean; empty where none follows."""
        return () if self.range is None else (self.range, *self.alternatives)

    @property
    def is_level(self) -> bool:
        """Whether it states a level of its own, not a change."""
        return self.figure.kind in ("level", "band", "ratio") and self.range is not None

    @property
    def value(self) -> Fraction | None:
        """The printed number in the canonical unit."""
        if self.figure.value is None or self.factor is None:
            return None
        return self.figure.value * self.factor

    @property
    def step(self) -> Fraction:
        """One unit of the last printed digit, in the canonical unit."""
        return (self.figure.step or Fraction(0)) * (self.factor or Fraction(1))


def meanings(plan: Plan, catalogue: Catalogue) -> tuple[Meaning, ...]:
    """The meaning of every statement of a plan, in the order of the file."""
    first = tuple(_first_reading(plan, statement, catalogue) for statement in plan.statements)
    levels: dict[tuple[object, ...], list[Meaning]] = {}
    for meaning in first:
        if meaning.statement.kind == "baseline" and meaning.is_level:
            levels.setdefault((*subject(meaning), meaning.year), []).append(meaning)
    return tuple(_with_change(meaning, levels) for meaning in first)


def subject(meaning: Meaning) -> tuple[str | None, ...]:
    """What a figure is about: statements of one subject and year must agree with one another."""
    statement = meaning.statement
    indicator = meaning.indicator.id if meaning.indicator else f"?{statement.name}"
    norm = "norm" if statement.norm else None
    return indicator, meaning.population, statement.place, statement.part, norm


def units_of(statement: Statement, figure: Figure, indicator: Indicator | None) -> Units:
    """The units that a statement prints in its cell, its column and its name."""
    bare, bracket, bracket_words = split_unit(statement.name)
    column = read_unit(statement.unit) if statement.unit else None
    per = per_phrase(bare)
    return Units(
        cell=figure.unit,
        column=column,
        bracket=bracket,
        per=per,
        unknown=statement.unit if statement.unit and column is None else None,
        printed=together(figure.unit, column or bracket, per, indicator),
        text=statement.unit or bracket_words or (figure.unit_texts[0] if figure.unit_texts else None),
    )


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
    unit = indicator.unit if indicator else None
    if figure.kind != "ratio" or not figure.value or unit is None or " per " not in unit.dimension:
        return figure
    return replace(figure, kind="level", value=1 / (figure.value * unit.factor))


def _first_reading(plan: Plan, statement: Statement, catalogue: Catalogue) -> Meaning:
    """All that follows from the statement alone; changes still wait for their bases."""
    naming = catalogue.resolve(statement.name, plan.sector, statement.indicator_id)
    indicator = naming.indicator
    figure = as_quotient(read_figure(statement.figure), indicator)
    units = units_of(statement, figure, indicator)
    meaning = Meaning(
        plan=plan,
        statement=statement,
        naming=naming,
        figure=figure,
        units=units,
        year=plan.assumed_year(statement),
        nature=nature_of(statement.nature),
        population=catalogue.population(statement.population, indicator),
        basis=statement.basis or naming.basis,
    )
    if figure.kind == "unreadable":
        return replace(meaning, reason="unreadable")
    if indicator is None:
        return replace(meaning, reason="ambiguous-name" if naming.ambiguous else "unknown-indicator")
    if units.unknown:
        return replace(meaning, reason="unknown-unit")
    if figure.kind == "change":
        return _read_change(meaning, indicator)
    if figure.kind == "compound":
        return _read_compound(meaning, indicator)
    factor = _factor(units.printed, indicator, figure)
    range_ = level_range(figure, indicator.direction, target=statement.kind != "baseline")
    if range_ is None:
        return replace(meaning, factor=factor, reason=figure.kind)
    if factor is None:
        return replace(meaning, reason="dimension")
    return replace(meaning, factor=factor, range=range_.scaled(factor))


def _factor(printed: Unit | None, indicator: Indicator, figure: Figure) -> Fraction | None:
    if indicator.unit is None:
        return Fraction(1) if printed is None or figure.kind == "ratio" else None
    if printed is None:
        return None if figure.kind == "ratio" else Fraction(1)
    return conversion(printed, indicator.unit)


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


def _read_change(meaning: Meaning, indicator: Indicator) -> Meaning:
    figure = meaning.figure
    assert figure.value is not None  # without a number it is a trend
    share = indicator.unit is not None and indicator.unit.dimension.startswith(("proportion", "rate"))
    form = figure.form or "absolute"
    if form == "ambiguous" and not share:
        form = "relative"
    if form == "absolute":
        factor = _difference_factor(meaning, indicator)
        if factor is None:
            return replace(meaning, reason="dimension")
    else:
        factor = Fraction(1)
    value = figure.value * factor
    step = (figure.step or Fraction(0)) * factor
    if figure.high is not None:
        range_ = Range(value, figure.high * factor)
    elif figure.comparator == "~":
        range_ = Range(value - step, value + step, approximate=True)
    else:
        aim = "neither" if meaning.statement.kind == "baseline" else _aim(indicator, value)
        range_ = bounded(value, figure.comparator, aim)
    label = (
        form + (" per year" if figure.per else "") + (" cumulative" if figure.note == "sum-of-years" else "")
    )
    change = Change(label, base_year(meaning), range_)
    if figure.note == "sum-of-years":
        # 〔18〕 is the indicator's own value over the period, so it compares with a plain 17 too
        return replace(meaning, change=change, factor=factor, range=range_)
    return replace(meaning, change=change, factor=factor, reason="no-base")


def _difference_factor(meaning: Meaning, indicator: Indicator) -> Fraction | None:
    """From the unit of an absolute change to the canonical unit."""
    unit = meaning.figure.unit or meaning.units.printed
    if unit is not None and unit.dimension == PERCENTAGE_POINT:
        percent = read_unit(PERCENT)
        assert percent is not None
        points = conversion(percent, indicator.unit) if indicator.unit else None
        return points * unit.factor if points is not None else None  # a 千分点 is a tenth of a 百分点
    return _factor(meaning.units.printed, indicator, meaning.figure)


def _aim(indicator: Indicator, change: Fraction) -> Direction:
    """Which way a bare change aims: the indicator's own, else the way it goes."""
    if indicator.direction in ("higher", "lower"):
        return indicator.direction
    return "higher" if change > 0 else "lower"


def _with_change(meaning: Meaning, levels: Mapping[tuple[object, ...], list[Meaning]]) -> Meaning:
    """A change worked out from the plan's own baselines of its base year."""
    change, indicator = meaning.change, meaning.indicator
    if change is None or indicator is None:
        return meaning
    if change.base_year is None or "cumulative" in change.form:
        return meaning
    found = levels.get((*subject(meaning), change.base_year), [])
    if len(found) > MAX_BASES:
        return replace(meaning, reason="too-many-bases")
    bases = by_trust(base for base in found if base.range is not None and base.range.point is not None)
    if not bases:
        return meaning
    years = meaning.year - change.base_year
    ranges = tuple(
        dict.fromkeys(result for base in bases for result in _results(change, base, years, indicator))
    )
    if not ranges:
        return meaning
    return replace(meaning, range=ranges[0], alternatives=ranges[1:], bases=bases, reason=None)


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


def _read_compound(meaning: Meaning, indicator: Indicator) -> Meaning:
    """Any-of and all-of figures, where every part gives a range of its own."""
    ranges = []
    for part in meaning.figure.parts:
        units = replace(
            meaning.units,
            printed=together(
                part.unit, meaning.units.column or meaning.units.bracket, meaning.units.per, indicator
            ),
        )
        factor = _factor(units.printed, indicator, part)
        found = level_range(part, indicator.direction, target=meaning.statement.kind != "baseline")
        if found is None or factor is None:
            return replace(meaning, reason="compound")
        ranges.append(found.scaled(factor))
    joined = ranges[0]
    for range_ in ranges[1:]:
        if meaning.figure.mode == "all":
            joined = joined.intersection(range_)
        elif range_.within(joined):
            continue
        elif joined.within(range_):
            joined = range_
        else:
            return replace(meaning, reason="compound")
    return replace(meaning, factor=Fraction(1), range=joined)
