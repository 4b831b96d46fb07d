"""How plans are laid out in parts, by their numbers: what follows from the heads of all plans, kept for later runs.

Only where no two plans have one id and none leads back to itself: else what plans state matters too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from itertools import starmap
from typing import Any, NamedTuple

from planlint.hierarchy import (
    DuplicatePlans,
    HierarchyFault,
    Missing,
    Superior,
    SuperiorDisagrees,
    SuperiorsDiffer,
    UnknownCode,
)
from planlint.judging.corpus import Corpus
from planlint.judging.parts import Part, ground_of, part_of_faults
from planlint.model import Plan

Heads = Sequence[tuple[bool, str]]
"""Of each plan whether it is judged, and who it is: all that a layout follows from beside what is around the plans."""
_Numbers = Sequence[int]
"""Of plans: the judged ones first, then those that are only there to be compared with."""
_FAULTS: Mapping[str, type[Any]] = {
    kind.__name__: kind for kind in (DuplicatePlans, SuperiorDisagrees, SuperiorsDiffer, UnknownCode)
}
"""What can be wrong between plans, but for a cycle."""


_Row = tuple[_Numbers, _Numbers, int, int, _Numbers, _Numbers]
"""Of a part the judged plans, those around them, how many of these are judged elsewhere, the near ones and those
below, all that it holds, and its faults."""


class Layout(NamedTuple):
    """The parts of a corpus, what stands above its plans and is not held, and what is wrong between them."""

    chains: Sequence[Sequence[_Row]]
    missing: Sequence[Missing]
    """Of each judged plan."""
    at_fault: Sequence[tuple[HierarchyFault, _Numbers]]
    """Each fault without its plans, and these."""

    def faults(self, plans: Sequence[Plan]) -> list[HierarchyFault]:
        """What is wrong between plans that have the same heads."""
        return [replace(fault, plans=tuple(plans[n] for n in numbers)) for fault, numbers in self.at_fault]

    def parts(self, corpus: Corpus) -> list[tuple[Part, ...]]:
        """The parts of a corpus whose plans have the same heads."""
        ground = ground_of(corpus)
        plans = corpus.plans

        def of(numbers: _Numbers) -> tuple[Plan, ...]:
            return tuple([plans[number] for number in numbers])

        def part(
            judged: _Numbers,
            context: _Numbers,
            elsewhere: int,
            below: int,
            held: _Numbers,
            faults: _Numbers,
        ) -> Part:
            told = tuple(corpus.hierarchy.faults[number] for number in faults)
            return Part(ground, of(judged), of(context), elsewhere, below, of(held), told)

        found = [tuple(starmap(part, chain)) for chain in self.chains]
        return [*found, (part_of_faults(corpus, ground),)]


def layout_of(corpus: Corpus, chains: Sequence[Sequence[Part]], missing: Sequence[Missing]) -> Layout | None:
    """How a corpus was laid out, None where that follows from more than the heads of its plans."""
    plans = corpus.plans
    numbers = {id(plan): number for number, plan in enumerate(plans)}
    faults = corpus.hierarchy.faults
    fault_numbers = {id(fault): number for number, fault in enumerate(faults)}
    known = all(type(fault).__name__ in _FAULTS for fault in faults)
    if not known or any(id(plan) not in numbers for plan in corpus.hierarchy.plans):
        return None

    def of(held: Sequence[Plan]) -> list[int]:
        return [numbers[id(plan)] for plan in held]

    def row(part: Part) -> _Row:
        told = [fault_numbers[id(fault)] for fault in part.faults]
        return of(part.judged), of(part.context), part.elsewhere, part.below, of(part.held), told

    rows = [list(map(row, chain)) for chain in chains if any(part.judged for part in chain)]
    return Layout(rows, missing, [(fault, of(fault.plans)) for fault in faults])


def heads_of(judged: Sequence[Plan], context: Sequence[Plan]) -> Heads | None:
    """The heads of plans to judge and of others; None where two of them have one id."""
    told = [(True, plan) for plan in judged] + [(False, plan) for plan in context]
    if len({plan.id for _, plan in told}) < len(told):
        return None
    return [(own, who(plan)) for own, plan in told]


def who(plan: Plan) -> str:
    """All of a plan that its place among others follows from, on one line."""
    period = plan.period
    at = plan.jurisdiction, plan.sector, period.start, period.end
    return repr((plan.id, plan.file, *at, plan.superior, plan.implements))


def written(layout: Layout) -> bytes:
    """A layout as JSON."""
    distinct: dict[Missing, int] = {}
    lacks = [distinct.setdefault(missing, len(distinct)) for missing in layout.missing]
    rows = [([(level.jurisdiction, level.name) for level in one.levels], one.implements) for one in distinct]
    faults = [
        (type(fault).__name__, numbers, [getattr(fault, name) for name in _said(type(fault))])
        for fault, numbers in layout.at_fault
    ]
    return json.dumps([layout.chains, rows, lacks, faults]).encode()


def read(data: bytes, heads: Heads) -> Layout:
    """The layout of plans with these heads. Raises ValueError and its like for what `written` has not written."""
    chains, rows, lacks, faults = json.loads(data)
    at_fault = [(_fault(kind, said), numbers) for kind, numbers, said in faults]
    for judged, context, elsewhere, below, held, its in (part for chain in chains for part in chain):
        _check((*judged, *context, *held), len(heads))
        _check((elsewhere, below), len(heads) + 1)
        _check(its, len(faults))
    _check((number for _, numbers in at_fault for number in numbers), len(heads))
    _check(lacks, len(rows))
    if len(lacks) != sum(own for own, _ in heads):
        raise ValueError
    distinct = [
        Missing(tuple(Superior(code, name, ()) for code, name in levels), tuple(implements))
        for levels, implements in rows
    ]
    return Layout(chains, [distinct[number] for number in lacks], at_fault)


def _check(numbers: Iterable[object], end: int) -> None:
    """Raise ValueError where not all are whole numbers from 0 up to, but not including, the end."""
    if not all(isinstance(number, int) and 0 <= number < end for number in numbers):
        raise ValueError


def _said(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind) if field.name != "plans"]


def _fault(kind: str, said: Sequence[Any]) -> HierarchyFault:
    """A fault without its plans."""
    values = (tuple(value) if isinstance(value, list) else value for value in said)
    found: HierarchyFault = _FAULTS[kind](plans=(), **dict(zip(_said(_FAULTS[kind]), values, strict=True)))
    return found
