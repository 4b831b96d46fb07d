"""What was told of a part, kept for later runs: as JSON of listed types, by everything that it follows from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from planlint.catalogue import Indicator, Naming
from planlint.figures import Figure
from planlint.files import Memory
from planlint.findings import Finding, NotComparable, Place
from planlint.hierarchy import HierarchyFault, Missing
from planlint.judging import layout
from planlint.judging.corpus import Corpus
from planlint.judging.engine import Judgement
from planlint.judging.layout import Layout, heads_of, who
from planlint.judging.parts import Judge, Lines, Part, Told
from planlint.judging.uses import AcceptanceUse
from planlint.meaning import Change, Meaning, Reading, Result, Units
from planlint.model import Disowned, Period, Plan, SourcePlace, Span, Statement, Waiver
from planlint.ranges import Range
from planlint.ratchet import Acceptance
from planlint.units import Unit
from planlint.words import Words

_TYPES: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Acceptance, AcceptanceUse, Change, Disowned, Figure, Finding, Indicator, Judgement, Lines, Meaning, Naming,
        NotComparable, Period, Place, Plan, Range, Reading, Result, SourcePlace, Span, Statement, Told, Unit, Units,
        Waiver, Words,
    )
}  # fmt: skip
"""All that what is told is made of; nothing else is made of what is read back."""


FAULTS = (ValueError, TypeError, LookupError, ZeroDivisionError, RecursionError, MemoryError)
"""What reading raises that was not written here."""


class KeptParts:
    """What earlier runs told of the parts of a corpus."""

    def __init__(self, memory: Memory, judge: Judge) -> None:
        self._memory = memory
        self._today = judge.today
        around = memory.surroundings()
        self._around = None if around is None else _digest([around, judge.told_by])
        self._layout_key: str | None = None
        self._laid_out = False
        self._here = os.getcwd()  # noqa: PTH109 (a text)
        self._keys: dict[int, str] = {}
        self._contents: dict[int, str | None] = {}
        """Of plans by identity: file and content, on one line."""
        self._ground: str | None = None
        self._who: dict[int, str] = {}
        """Of the plans that were laid out, by identity."""

    def layout(self, judged: Sequence[Plan], context: Sequence[Plan]) -> Layout | None:
        """How these plans were laid out in parts."""
        heads = None if self._around is None else heads_of(judged, context)
        if heads is None:
            return None
        self._who = {id(plan): told for plan, (_, told) in zip((*judged, *context), heads, strict=True)}
        self._layout_key = _digest([self._around, *(f"{own} {told}" for own, told in heads)])
        data = self._memory.told(self._layout_key)
        try:
            found = None if data is None else layout.read(data, heads)
        except FAULTS:
            return None
        self._laid_out = found is not None
        return found

    def keep_layout(self, corpus: Corpus, chains: Sequence[Sequence[Part]], lacks: Sequence[Missing]) -> None:
        """Keep how the plans that were asked for are laid out."""
        found = None if self._layout_key is None else layout.layout_of(corpus, chains, lacks)
        if self._layout_key is not None and found is not None:
            self._memory.keep_told(self._layout_key, layout.written(found))

    def told(self, part: Part) -> Told | None:
        """What was told of a part of which nothing has changed."""
        key = self._key(part)
        data = None if key is None else self._memory.told(key)
        if key is None or data is None:
            return None
        try:
            day, contents, told = _read(data)
        except FAULTS:
            return None
        if contents != self._looked_at(part, told):
            return None
        if any((until < day) != (until < self._today.isoformat()) for until in told.waived_until):
            return None
        return told

    def keep(self, part: Part, told: Told) -> None:
        """Keep what was told of a part."""
        key, contents = self._key(part), self._looked_at(part, told)
        if key is not None and None not in contents:
            self._memory.keep_told(key, _written(self._today, contents, told))

    def _looked_at(self, part: Part, told: Told) -> list[str | None]:
        """The contents of the plans below that had a part in what was told."""
        return [self._content(plan) for plan in part.plans_below if plan.file in told.looked_below]

    def _key(self, part: Part) -> str | None:
        """Names all that is told of a part follows from; None where that is not known."""
        if self._around is None or not part.judged:
            return None
        if id(part) not in self._keys:
            # Of the plans below only those that were looked at matter with all that they state.
            below = set(map(id, part.plans_below))
            met = below.union(map(id, part.judged), map(id, part.context))
            beyond = [plan for plan in part.held if id(plan) not in met]
            context = (
                self._who.get(id(plan)) or who(plan) if id(plan) in below else self._content(plan)
                for plan in part.context
            )
            contents = *map(self._content, (*part.judged, *beyond)), *context, *map(self._fault, part.faults)
            if None in contents:
                return None
            sizes = part.elsewhere, part.below, len(part.judged), len(beyond), len(part.context)
            self._keys[id(part)] = _digest([self._around, self._agreed(part), repr(sizes), *contents])
        return self._keys[id(part)]

    def _agreed(self, part: Part) -> str:
        """A digest, made once, of what all parts have in common."""
        if self._ground is None:
            self._ground = _digest([part.ground.hierarchy.agreed])
        return self._ground

    def _fault(self, fault: HierarchyFault) -> str | None:
        """All that is said of a fault, on one line; None where the content of one of its plans is not known."""
        plans = list(map(self._content, fault.plans))
        said = [repr(getattr(fault, field.name)) for field in fields(fault) if field.name != "plans"]
        return None if None in plans else repr((type(fault).__name__, plans, said))

    def judges(self, parts: Iterable[Part]) -> None:
        """These parts alone are judged; of plans whose layout was known no others are read."""
        if self._laid_out:
            self._memory.reads(self._path(plan) for part in parts for plan in part.plans)

    def _path(self, plan: Plan) -> str:
        path = os.path.join(self._here, plan.file)  # noqa: PTH118 (a text, for thousands of files)
        return path.replace("/", os.sep)

    def _content(self, plan: Plan) -> str | None:
        if id(plan) not in self._contents:
            content = self._memory.content(self._path(plan))
            self._contents[id(plan)] = None if content is None else f"{content} {plan.file!r}"
        return self._contents[id(plan)]


def _digest(lines: Iterable[str | None]) -> str:
    """Of texts of one line each, all of which are known."""
    return hashlib.blake2b("\n".join(filter(None, lines)).encode(), digest_size=16).hexdigest()


def _written(day: date, contents: Sequence[str | None], told: Told) -> bytes:
    writer = _Writer()
    top = writer.value(told)
    rows = json.dumps([day.isoformat(), contents, writer.rows, top], ensure_ascii=False)
    return rows.encode("utf-8", "surrogatepass")


def _read(data: bytes) -> tuple[str, object, Told]:
    """The day, and what was told on it of which contents. Raises ValueError and its like for what isn't `_written`."""
    day, contents, rows, top = json.loads(data)
    made: list[Any] = []
    for kind, *parts in rows:
        values = [made[part[0]] if isinstance(part, list) else part for part in parts]
        make = _MADE.get(kind)
        made.append(_TYPES[kind](*values) if make is None else make(values))
    told = made[top[0]]
    if not isinstance(told, Told) or not isinstance(day, str):
        raise ValueError
    return day, contents, told


def _mapping(values: list[Any]) -> Any:
    return dict(zip(values[::2], values[1::2], strict=True))


_MADE: Mapping[str, Callable[[list[Any]], Any]] = {
    "tuple": tuple,
    "set": frozenset,
    "mapping": _mapping,
    "number": lambda values: Fraction(*map(int, values)),
}
"""What is made of its parts as a list."""


class _Writer:
    """Rows of a type and its parts; a part is a plain value, or the number of a row before in a list of its own."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._known: dict[int, tuple[Any, list[int]]] = {}
        """By identity the value, so that it lives, and its row."""

    def value(self, value: Any) -> Any:
        if value is None or isinstance(value, (str, int)):
            return value
        if id(value) not in self._known:
            self.rows.append(self._row(value))
            self._known[id(value)] = value, [len(self.rows) - 1]
        return self._known[id(value)][1]

    def _row(self, value: Any) -> list[Any]:
        kind = type(value).__name__
        if _TYPES.get(kind) is type(value):
            parts = [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else value
        elif isinstance(value, Mapping):
            kind, parts = "mapping", [part for item in value.items() for part in item]
        elif isinstance(value, frozenset):
            kind, parts = "set", sorted(value)
        elif isinstance(value, Fraction):
            kind, parts = "number", [str(value.numerator), str(value.denominator)]
        else:
            assert isinstance(value, (tuple, list)), kind
            kind, parts = "tuple", value
        return [kind, *map(self.value, parts)]
