"""What a statement means: what follows from its words, and what its plan adds."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Indicator, Naming
from planlint.figures import Figure, print_figure
from planlint.frozen import frozen
from planlint.model import Nature, Plan, Statement
from planlint.ranges import Range
from planlint.units import Unit


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
    def is_ambiguous(self) -> bool:
        """Whether its words allow two readings (提高10%) that lead to different ranges."""
        change = self.result.change
        return bool(self.result.alternatives) and change is not None and change.form.startswith("ambiguous")

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


def subject(meaning: Meaning) -> tuple[str | None, ...]:
    """What a figure is about: statements of one subject and year must agree with one another."""
    return meaning.reading.subject


def in_document(meaning: Meaning) -> tuple[bool, float]:
    """Orders what a plan states as its document does, wherever it stands in the file: tables first, then by source line."""
    at = meaning.statement.at
    return at.where == "prose", math.inf if at.line is None else at.line


def first_told(meaning: Meaning) -> tuple[object, ...]:
    """Orders what is said of several years or subjects, so that the one that names a finding hangs not on the file's order.

    Tables first, then the latest year.
    """
    prose, line = in_document(meaning)
    return prose, -meaning.year, line, *(word or "" for word in subject(meaning))


def meaning_of(reading: Reading, plan: Plan, statement: Statement, year: int) -> Meaning:
    """What a statement of a plan means as far as it follows from its words."""
    return Meaning(plan, statement, reading, year, reading.result, reading.naming.indicator)


def part_of(meaning: Meaning, reading: Reading, statement: Statement) -> Meaning:
    """One of several figures that a statement prints, as if it stood alone."""
    alone = replace(statement, figure=reading.figure.text or print_figure(reading.figure))
    return meaning_of(reading, meaning.plan, alone, meaning.year)
