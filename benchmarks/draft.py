"""A plan of the corpus on its way to the page: its levels, table rows and sentences, and its text as YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.indicators import Indicator
from benchmarks.places import Place

TABLE = "主要发展指标"
STATEMENTS = 40
"""Statements of a plan."""


@dataclass(frozen=True, slots=True)
class Period:
    """A five-year period."""

    start: int
    ordinal: str
    """As titles print it: 十四五."""

    @property
    def base(self) -> int:
        return self.start - 1

    @property
    def end(self) -> int:
        return self.start + 4

    @property
    def middle(self) -> int:
        return self.start + 2


@dataclass(frozen=True, slots=True)
class Level:
    """What a place has reached in an indicator and what it promises."""

    target: int
    """In steps."""
    middle: int
    """What is promised for the middle of the period, in steps."""
    baseline: int
    """In tenths of a step."""
    superior: int | None
    """The superior's target in steps; None for the nation."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure of a statement."""

    kind: str
    """`target`, `baseline` or `past_target`."""
    year: int | None
    text: str
    faults: tuple[str, ...] = ()
    """The rules that must speak of it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a plan's statements."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    section: str
    unit: str | None = None
    nature: str | None = None
    row: int | None = None
    """Its number in the table; None in prose."""
    name: str | None = None
    """As printed, where that isn't the indicator's name."""
    sourced: bool = True
    """Whether it names the line of its source."""

    def figure(self, kind: str, year: int | None = None) -> Figure:
        """Its figure of a kind; the last one where there are several and no year is given."""
        return [one for one in self.figures if one.kind == kind and year in (None, one.year)][-1]

    def without(self, kind: str) -> Item:
        return replace(self, figures=tuple(one for one in self.figures if one.kind != kind))

    def with_figure(self, old: Figure, new: Figure) -> Item:
        return replace(self, figures=tuple(new if one is old else one for one in self.figures))


@dataclass(frozen=True, slots=True)
class Style:
    """How a plan prints its table."""

    unit: str
    """Where the unit stands: `column`, `bracket` or `cell`."""
    signed: bool
    """≥ and ≤, or 以上 and 以下."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan before it is written down."""

    id: str
    place: Place
    sector: str
    subject: str
    """As its title has it: 卫生健康事业."""
    period: Period
    superior: str | None
    """The id of the plan above it."""
    has_last: bool
    """Whether the place has a plan of the period before."""
    style: Style
    levels: Mapping[str, Level]
    """By indicator id."""
    rows: tuple[Item, ...]
    prose: tuple[Item, ...] = ()
    quiet: frozenset[str] = frozenset()
    """Indicators of which the prose says no more."""
    faults: tuple[str, ...] = ()
    """The rules that must speak of the plan as a whole."""

    @property
    def statements(self) -> int:
        return sum(len(item.figures) for item in (*self.rows, *self.prose))

    def with_row(self, old: Item, new: Item | None) -> Draft:
        """With a row replaced, or left out and the rows after it numbered anew; the prose leaves it alone."""
        rows = [new if row is old else row for row in self.rows]
        kept = tuple(row for row in rows if row is not None)
        if new is None:
            kept = tuple(replace(row, row=number) for number, row in enumerate(kept, 1))
        return replace(self, rows=kept, quiet=self.quiet | {old.indicator.id})

    def with_prose(self, *items: Item) -> Draft:
        return replace(self, prose=(*self.prose, *items), quiet=self.quiet | {i.indicator.id for i in items})


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault that stands in a written plan."""

    rule: str
    line: int
    """1-based, where the rule's finding must point."""


def written(draft: Draft) -> tuple[str, tuple[Planted, ...]]:
    """A plan as YAML, as a person would transcribe it, and where its faults stand."""
    planted: list[Planted] = []
    lines = list(_head(draft))
    planted += (Planted(rule, 2) for rule in draft.faults)
    source = 20
    in_order = sorted((*draft.prose, *draft.rows), key=lambda item: item.section)
    for item in in_order:
        source += 1 + len(item.name or item.indicator.name) % 7
        name = item.name or item.indicator.name
        lines.append(f"  - indicator: {name}")
        if item.unit is not None:
            lines.append(f'    unit: "{item.unit}"')
        for kind in dict.fromkeys(figure.kind for figure in item.figures):
            figures = [figure for figure in item.figures if figure.kind == kind]
            lines.append(f"    {kind}: {_entries(figures)}")
            planted += (Planted(rule, len(lines)) for figure in figures for rule in figure.faults)
        if item.nature is not None:
            lines.append(f"    nature: {item.nature}")
        lines.append(f"    at: {{{_locator(item, source)}}}")
    return "\n".join(lines) + "\n", tuple(planted)


def _head(draft: Draft) -> Iterator[str]:
    digest = hashlib.sha256(draft.id.encode()).hexdigest()
    yield "plan:"
    yield f"  id: {draft.id}"
    yield f"  title: {draft.place.name}“{draft.period.ordinal}”{draft.subject}发展规划"
    yield f'  jurisdiction: "{draft.place.code}"'
    yield f"  sector: {draft.sector}"
    yield f"  period: {draft.period.start}-{draft.period.end}"
    if draft.superior is not None:
        yield f"  implements: [{draft.superior}]"
    yield f"  main_table: {TABLE}"
    yield f"  source: {{file: {draft.id}.txt, sha256: {digest}}}"
    yield "statements:"


def _entries(figures: Sequence[Figure]) -> str:
    if figures[0].year is None:
        return f'"{figures[0].text}"'
    return "{" + ", ".join(f'{figure.year}: "{figure.text}"' for figure in figures) + "}"


def _locator(item: Item, line: int) -> str:
    parts = [f"section: {item.section}"]
    if item.row is not None:
        parts += [f"table: {TABLE}", f"row: {item.row}"]
    if item.sourced:
        parts.append(f"line: {line}")
    return ", ".join(parts)
