"""Plans of which only the head is at hand: the rest is read or unpacked when it is asked for, and may be let go again.

Of the thousands of plans around one that is judged, few matter to it: who they are is in their heads. Of a
hundred thousand plans that are judged, memory holds a part at a time.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from sys import intern
from typing import Any, cast

from planlint.frozen import frozen
from planlint.model import Period, Plan
from planlint.reading.document import Fault, parse_document, read_bytes
from planlint.reading.records import Record, plan_of

_HEAD = ("id", "title", "jurisdiction", "sector", "period", "superior", "implements", "file")
_REST = tuple(field.name for field in fields(Plan) if field.name not in _HEAD)

_WITHOUT_REFERENCES = 2
"""Marshal's version that writes a text out each time: longer by a quarter, and compressed shorter by a tenth."""

Packed = tuple[Sequence[Any], bytes]
"""A plan's head; its file's bytes and its record, twice the file, or a third of it compressed."""


class HeldPlan(Plan):
    """A plan like any other, but that most of it is read when it is first asked for."""

    __slots__ = ("_read",)
    _read: Callable[[], Plan | None]

    def __getattr__(self, name: str) -> Any:
        """Read the rest; only called for what isn't at hand."""
        if name not in _REST:
            raise AttributeError(name)
        plan = self._read() or _silent(self)
        for key in _REST:
            object.__setattr__(self, key, getattr(plan, key))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same: in which way they were read is no difference."""
        if self is other:
            return True
        if not isinstance(other, Plan) or any(getattr(self, k) != getattr(other, k) for k in _HEAD):
            return False
        return _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash(_said(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets the head, and how to read the rest."""
        return _held, (type(self), head_of(self), self.file, self._read)


class PackedPlan(HeldPlan):
    """A plan that was read in this run, and packed."""

    __slots__ = ()


def head_of(plan: Plan) -> list[Any]:
    """Who a plan is, as texts and whole numbers."""
    period = [plan.period.start, plan.period.end]
    return [plan.id, plan.title, plan.jurisdiction, plan.sector, period, plan.superior, [*plan.implements]]


def held_plan(head: Sequence[Any], path: Path | str, file: str) -> Plan:
    """The plan in a file whose head is known. Raises ValueError or TypeError for what is no head."""
    return _held(HeldPlan, head, file, partial(_read, path, file))


def packed_of(
    told: Iterable[tuple[bytes, Record] | None], *, compressed: bool = False
) -> list[Packed | None]:
    """The plans of records, each with the bytes that it was made of, packed.

    Compressed, the first is the dictionary of the others: plans have most of their words in common.
    """
    found: list[Packed | None] = []
    dictionary = b""
    for one in told:
        if one is None:
            found.append(None)
            continue
        rest = marshal.dumps(cast(Any, one), _WITHOUT_REFERENCES if compressed else marshal.version)
        if dictionary:
            found.append((one[1][0][:7], _compressed(rest, dictionary)))
            continue
        found.append((one[1][0][:7], rest))
        dictionary = rest if compressed else b""
    return found


def _compressed(rest: bytes, dictionary: bytes) -> bytes:
    packer = zlib.compressobj(3, zdict=dictionary)
    return packer.compress(rest) + packer.flush()


def packed_plans(
    packed: Sequence[Packed | None], files: Sequence[str], *, compressed: bool = False
) -> Iterator[Plan | None]:
    """The plans that were packed, compressed or not, in the files of these names.

    What is packed is put together: of one large piece of memory forked processes need no copies of their own.
    """
    rests = [one[1] for one in packed if one is not None]
    dictionary = rests[0] if compressed and rests else b""
    together = b"".join(rests)
    end = 0
    for one, file in zip(packed, files, strict=True):
        if one is None:
            yield None
            continue
        head, rest = one
        start, end = end, end + len(rest)
        by = b"" if start == 0 else dictionary
        yield _held(PackedPlan, head, file, _Packed(together, start, end, by, file))


def let_go(plan: Plan) -> None:
    """Keep no more of a plan than its head, where it can be read or unpacked again."""
    if isinstance(plan, HeldPlan):
        for key in _REST:
            with suppress(AttributeError):
                object.__delattr__(plan, key)


def _held(kind: type[HeldPlan], head: Sequence[Any], file: str, read: Callable[[], Plan | None]) -> Plan:
    plan_id, title, jurisdiction, sector, (start, end), superior, implements = head
    # What many plans have in common is kept once.
    superior = superior and intern(superior)
    period = _period(start, end)
    told = (plan_id, title, intern(jurisdiction), intern(sector), period, superior, tuple(implements), file)
    plan = object.__new__(kind)
    for name, value in zip(_HEAD, told, strict=True):
        object.__setattr__(plan, name, value)
    object.__setattr__(plan, "_read", read)
    return plan


@cache
def _period(start: int, end: int) -> Period:
    return Period(start, end)


def _read(path: Path | str, file: str) -> Plan | None:
    # With what checks forms: not where all heads suffice.
    from planlint.reading.plans import read_plan, sound_plan

    data = read_bytes(Path(path), file)
    if isinstance(data, Fault):
        return None
    plan = sound_plan(data, file)
    if plan is not None:
        return plan
    document = parse_document(data, file)
    return read_plan(document)[0] if document.kind == "plan" else None


@frozen()
class _Packed:
    """Where a plan is packed; called, it gives the plan."""

    together: bytes
    start: int
    end: int
    dictionary: bytes
    """That it is compressed by; empty where it isn't."""
    file: str

    def __call__(self) -> Plan:
        packed: bytes | memoryview = memoryview(self.together)[self.start : self.end]
        if self.dictionary:
            packed = zlib.decompressobj(zdict=self.dictionary).decompress(packed)
        data, record = marshal.loads(packed)  # of this run's own making
        return plan_of(record, self.file, data)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets this plan alone."""
        alone = self.together[self.start : self.end]
        return _Packed, (alone, 0, len(alone), self.dictionary, self.file)


def _silent(plan: Plan) -> Plan:
    """What is left of a plan whose file has gone since the run began."""
    told = {name: getattr(plan, name) for name in _HEAD}
    return Plan(
        **told, main_table=None, source_file=None, source_sha256=None, statements=(), spans={}, lines=()
    )


def _said(plan: Plan) -> tuple[object, ...]:
    return tuple(getattr(plan, field.name) for field in fields(Plan) if field.compare)
