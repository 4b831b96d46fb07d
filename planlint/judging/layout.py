"""How plans are laid out in parts, by their numbers: what follows from the heads of all plans, kept for later runs.

Only where no two plans have one id and nothing is wrong between plans: else what they state matters too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from planlint.hierarchy import Missing, Superior
from planlint.judging.corpus import Corpus
from planlint.judging.parts import Part, ground_of, part_of_faults
from planlint.model import Plan

Heads = Sequence[Sequence[object]]
"""Of each plan whether it is judged, and who it is: all that a layout follows from beside what is around the plans."""
_Numbers = Sequence[int]
"""Of plans: the judged ones first, then those that are only there to be compared with."""


class Layout(NamedTuple):
    """The parts of a corpus, and what stands above its plans and is not held."""

    chains: Sequence[Sequence[tuple[_Numbers, _Numbers, int, int, _Numbers]]]
    """Of each part the judged plans, those around them, how many of these are judged elsewhere, the near ones and
    those below, and all it holds."""
    missing: Sequence[Missing]
    """Of each judged plan."""

    def parts(self, corpus: Corpus) -> list[tuple[Part, ...]]:
        """The parts of a corpus whose plans have the same heads."""
        ground = ground_of(corpus)
        plans = corpus.plans

        def of(numbers: _Numbers) -> tuple[Plan, ...]:
            return tuple([plans[number] for number in numbers])

        found = [
            tuple(
                Part(ground, of(judged), of(context), elsewhere, below, of(held))
                for judged, context, elsewhere, below, held in chain
            )
            for chain in self.chains
        ]
        return [*found, (part_of_faults(corpus, ground),)]


def layout_of(corpus: Corpus, chains: Sequence[Sequence[Part]], missing: Sequence[Missing]) -> Layout | None:
    """How a corpus was laid out, None where that follows from more than the heads of its plans."""
    plans = corpus.plans
    numbers = {id(plan): number for number, plan in enumerate(plans)}
    if corpus.hierarchy.faults or any(id(plan) not in numbers for plan in corpus.hierarchy.plans):
        return None

    def of(held: Sequence[Plan]) -> list[int]:
        return [numbers[id(plan)] for plan in held]

    return Layout(
        [
            [(of(part.judged), of(part.context), part.elsewhere, part.below, of(part.held)) for part in chain]
            for chain in chains
            if any(part.judged for part in chain)
        ],
        missing,
    )


def heads_of(judged: Sequence[Plan], context: Sequence[Plan]) -> Heads | None:
    """The heads of plans to judge and of others; None where two of them have one id."""
    told = [(True, plan) for plan in judged] + [(False, plan) for plan in context]
    if len({plan.id for _, plan in told}) < len(told):
        return None
    return [
        (own, p.id, p.file, p.jurisdiction, p.sector, p.period.start, p.period.end, p.superior, p.implements)
        for own, p in told
    ]


def written(layout: Layout) -> bytes:
    """A layout as JSON."""
    distinct: dict[Missing, int] = {}
    lacks = [distinct.setdefault(missing, len(distinct)) for missing in layout.missing]
    rows = [([(level.jurisdiction, level.name) for level in one.levels], one.implements) for one in distinct]
    return json.dumps([layout.chains, rows, lacks]).encode()


def read(data: bytes, heads: Heads) -> Layout:
    """The layout of plans with these heads. Raises ValueError and its like for what `written` has not written."""
    chains, rows, lacks = json.loads(data)
    everyone = {*range(len(heads))}
    for judged, context, elsewhere, below, held in (part for chain in chains for part in chain):
        if not everyone.issuperset(map(int, (*judged, *context, *held))):
            raise ValueError
        if not (isinstance(elsewhere, int) and isinstance(below, int)):
            raise ValueError
    if len(lacks) != sum(own is True for own, *_ in heads):
        raise ValueError
    distinct = [
        Missing(tuple(Superior(code, name, ()) for code, name in levels), tuple(implements))
        for levels, implements in rows
    ]
    return Layout(chains, [distinct[number] for number in lacks])
