"""Plans of which the head is known from an earlier run: the rest is read when it is asked for.

Of the thousands of plans around one that is judged, few matter to it: who they are is in their heads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from planlint.model import Period, Plan
from planlint.reading.document import Fault, parse_document, read_bytes

_HEAD = ("id", "title", "jurisdiction", "sector", "period", "superior", "implements", "file")
_REST = tuple(field.name for field in fields(Plan) if field.name not in _HEAD)


class HeldPlan(Plan):
    """A plan like any other, but that most of it is read when it is first asked for."""

    __slots__ = ("_read",)
    _read: Callable[[], Plan | None]

    def __getattr__(self, name: str) -> Any:
        """Read the rest; only called for what hasn't been read."""
        if name not in _REST:
            raise AttributeError(name)
        plan = self._read() or _silent(self)
        for key in _REST:
            object.__setattr__(self, key, getattr(plan, key))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same: in which way they were read is no difference."""
        return isinstance(other, Plan) and _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash(_said(self))


def head_of(plan: Plan) -> list[Any]:
    """Who a plan is, as texts and whole numbers."""
    period = [plan.period.start, plan.period.end]
    return [plan.id, plan.title, plan.jurisdiction, plan.sector, period, plan.superior, [*plan.implements]]


def held_plan(head: Sequence[Any], path: Path, file: str) -> Plan:
    """The plan in a file whose head is known. Raises ValueError or TypeError for what is no head."""
    plan_id, title, jurisdiction, sector, (start, end), superior, implements = head
    told = (plan_id, title, jurisdiction, sector, Period(start, end), superior, tuple(implements), file)
    plan = object.__new__(HeldPlan)
    for name, value in zip(_HEAD, told, strict=True):
        object.__setattr__(plan, name, value)
    object.__setattr__(plan, "_read", lambda: _read(path, file))
    return plan


def _read(path: Path, file: str) -> Plan | None:
    # With what checks forms: not where all heads suffice.
    from planlint.reading.plans import read_plan, sound_plan

    data = read_bytes(path, file)
    if isinstance(data, Fault):
        return None
    plan = sound_plan(data, file)
    if plan is not None:
        return plan
    document = parse_document(data, file)
    return read_plan(document)[0] if document.kind == "plan" else None


def _silent(plan: Plan) -> Plan:
    """What is left of a plan whose file has gone since the run began."""
    told = {name: getattr(plan, name) for name in _HEAD}
    return Plan(
        **told, main_table=None, source_file=None, source_sha256=None, statements=(), spans={}, lines=()
    )


def _said(plan: Plan) -> tuple[object, ...]:
    return tuple(getattr(plan, field.name) for field in fields(Plan) if field.compare)
