"""The hierarchy: who stands above whom, by division code unless a plan states its superior.

The only module that imports networkx (some 130 ms), and only to tell a loop that there is: superiors need no
more than dicts.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from planlint.divisions import Divisions, is_local
from planlint.frozen import frozen
from planlint.model import Period, Plan, YamlPath

if TYPE_CHECKING:
    import networkx as nx

_SUPERIOR: YamlPath = ("plan", "superior")
_ID: YamlPath = ("plan", "id")
_JURISDICTION: YamlPath = ("plan", "jurisdiction")
_IMPLEMENTS: YamlPath = ("plan", "implements")


@frozen()
class Superior:
    """One level above a plan, with the plans held there that stand above it."""

    jurisdiction: str
    name: str
    """The division's name; the code where the divisions file has no name for it."""
    plans: tuple[Plan, ...]
    """Plans it says it rests on first, then those of its very period; empty where none is held."""


@frozen()
class Missing:
    """What stands above a plan and is not held."""

    levels: tuple[Superior, ...]
    """Levels with no plan of the sector and time, nearest first."""
    implements: tuple[str, ...]
    """Ids of the plans that it says it rests on, in the order of the file."""


@frozen()
class UnknownCode:
    """A jurisdiction or superior that no divisions file has."""

    plans: tuple[Plan, ...]
    path: YamlPath
    code: str
    nearest: tuple[str, ...]
    """The most similar known codes, best first."""


@frozen()
class SuperiorDisagrees:
    """A stated superior that is not among those that follow from the plan's own code."""

    plans: tuple[Plan, ...]
    path: YamlPath
    stated: str
    by_code: tuple[str, ...]
    """The superiors that follow from the code, nearest first."""


@frozen()
class SuperiorsDiffer:
    """Plans of one jurisdiction with overlapping periods that state different superiors."""

    plans: tuple[Plan, ...]
    path: YamlPath
    stated: tuple[str, ...]


@frozen()
class Cycle:
    """Superiors, or plans resting on one another, that lead back to where they started.

    The statements that close it are disregarded: the superiors follow from the codes instead.
    """

    plans: tuple[Plan, ...]
    """The plans whose statements close it."""
    path: YamlPath
    """`plan.superior` or `plan.implements`."""
    around: tuple[str, ...]
    """Codes, or plan ids, each followed by the one above it; the smallest stands first and last."""


@frozen()
class DuplicatePlans:
    """Different plans of one id, or of one jurisdiction, sector and period.

    Of the latter none rests on another: a plan that carries one out is no second one beside it.
    """

    plans: tuple[Plan, ...]
    path: YamlPath
    """`plan.id` or `plan.jurisdiction`."""


HierarchyFault = UnknownCode | SuperiorDisagrees | SuperiorsDiffer | Cycle | DuplicatePlans
"""`path` is the place in each of its `plans`, of which the first is the primary one."""


class Hierarchy:
    """Plans in the order of their jurisdictions; the order they are given in changes nothing."""

    faults: tuple[HierarchyFault, ...]
    _superiors: dict[tuple[str, str], tuple[Superior, ...]]
    _alike: dict[tuple[object, ...], tuple[Superior, ...]]
    _level_of: dict[tuple[object, ...], Superior]
    _chains: dict[tuple[str, int, int], tuple[str, ...]]
    _below: dict[str, dict[str, tuple[int, Plan]]] | None

    def __init__(
        self, plans: Iterable[Plan], divisions: Divisions, faults: Sequence[HierarchyFault] | None = None
    ) -> None:
        """Where it is known what is wrong between the plans, and no cycle, nothing is looked for."""
        self.divisions = divisions
        self._hold(plans)
        stated: dict[str, set[tuple[Period, str]]] = defaultdict(set)
        for plan in self.plans:
            if plan.superior is not None and divisions.known(plan.superior):
                stated[plan.jurisdiction].add((plan.period, plan.superior))
        self._stated = {code: sorted(pairs, key=_newest_first) for code, pairs in stated.items()}
        self._by_code_only: set[str] = set()
        self._disregarded: set[tuple[str, str]] = set()
        if faults is not None:
            self.faults = tuple(faults)
            return
        cycles = [*self._break_superior_cycles(), *self._break_implements_cycles()]
        self.faults = (
            *self._unknown_codes(),
            *self._disagreeing_superiors(),
            *self._differing_superiors(),
            *cycles,
            *self._duplicate_plans(),
        )

    def superior(self, jurisdiction: str, period: Period | None = None) -> str | None:
        """The superior that the jurisdiction's plans state, else the one by its code.

        Where plans of several periods state different ones, those that overlap the given period
        come first, then the newest.
        """
        pairs = self._stated.get(jurisdiction)
        if not pairs:
            return self.divisions.superior(jurisdiction)
        overlapping = (code for other, code in pairs if period and _overlap(other, period))
        return next(overlapping, pairs[0][1])

    def superiors(self, plan: Plan) -> tuple[Superior, ...]:
        """Every level above a plan, nearest first, with the plans of its sector and time there.

        A plan that it says it rests on is added at the level of its jurisdiction, before the others
        there; the plan's own jurisdiction is a level only where it rests on a plan of it.
        """
        key = _plan_key(plan)
        if key not in self._superiors:
            self._superiors[key] = self._levels_above(plan)
        return self._superiors[key]

    def _levels_above(self, plan: Plan) -> tuple[Superior, ...]:
        """The levels above a plan; one object for all plans to which they are the same."""
        chain, named, period = self._levels(plan), list(self._rests_on(plan)), plan.period
        aside = any(other.jurisdiction not in chain for other in named)
        place = plan.jurisdiction if aside else None
        alike = place, chain, plan.sector, period.start, period.end, *map(_plan_key, named)
        if alike not in self._alike:
            self._alike[alike] = self._joined(plan, chain, named)
        return self._alike[alike]

    def _joined(self, plan: Plan, chain: Sequence[str], named: Iterable[Plan]) -> tuple[Superior, ...]:
        rests_on: dict[str, list[Plan]] = defaultdict(list)
        for other in named:
            rests_on[other.jurisdiction].append(other)
        levels = list(chain)
        for code in sorted(rests_on.keys() - set(chain), key=self._depth_first):
            levels.insert(self._position(code, plan, levels), code)
        return tuple(
            self._level(code, plan, tuple(rests_on.get(code, ())), in_chain=code in chain) for code in levels
        )

    def _level(self, code: str, plan: Plan, rests_on: tuple[Plan, ...], *, in_chain: bool) -> Superior:
        """A jurisdiction above a plan with its plans; one object for all plans to which it is the same."""
        period = plan.period
        asked = code, plan.sector, period.start, period.end, in_chain, *map(_plan_key, rests_on)
        if asked not in self._level_of:
            held = self._held_at(code, plan, rests_on) if in_chain else ()
            self._level_of[asked] = Superior(code, self._name(code), (*rests_on, *held))
        return self._level_of[asked]

    def below(self, plan: Plan) -> tuple[Plan, ...]:
        """The plans that have this one among their superiors, by id."""
        return tuple(lower for _, lower in self._found_below(plan))

    def levels_below(self, plan: Plan) -> tuple[tuple[Plan, ...], ...]:
        """The same, nearest first: those without a plan between, those with plans of one level between, and so on."""
        found = self._found_below(plan)
        if not found:
            return ()
        levels: dict[int, list[Plan]] = defaultdict(list)
        for between, lower in found:
            levels[between].append(lower)
        return tuple(tuple(plans) for _, plans in sorted(levels.items()))

    def _found_below(self, plan: Plan) -> Collection[tuple[int, Plan]]:
        """The plans below, each with the number of levels between of which plans are held."""
        if self._below is None:
            self._below = defaultdict(dict)
            for lower in self.plans:
                held = (level.plans for level in self.superiors(lower) if level.plans)
                for between, plans in enumerate(held):
                    for upper in plans:
                        self._below[upper.id].setdefault(lower.id, (between, lower))
        return self._below.get(plan.id, {}).values()

    def among(self, plans: Iterable[Plan], faults: Iterable[HierarchyFault]) -> Hierarchy:
        """The same order among some of the plans alone, with those of its faults that concern them."""
        found = copy.copy(self)
        found.faults = tuple(faults)
        found._hold(plans)
        return found

    def _hold(self, plans: Iterable[Plan]) -> None:
        self.plans = _in_order(plans)
        self._held: dict[tuple[str, str], list[Plan]] = defaultdict(list)
        self._by_id: dict[str, list[Plan]] = defaultdict(list)
        for plan in self.plans:
            self._held[plan.jurisdiction, plan.sector].append(plan)
            self._by_id[plan.id].append(plan)
        self.forget()

    @cached_property
    def agreed(self) -> str:
        """All beside the plans at hand that says who stands above whom: what every plan states, and broken loops."""
        return repr([sorted(self._stated.items()), sorted(self._by_code_only), sorted(self._disregarded)])

    def forget(self) -> None:
        """Keep no more of who stands above and below whom than what it follows from."""
        self._superiors = {}
        self._alike = {}
        self._level_of = {}
        self._chains = {}
        self._below = None

    def missing(self, plan: Plan) -> Missing:
        """The levels above a plan with no plan held, and what it rests on that is not held."""
        return Missing(
            tuple(level for level in self.superiors(plan) if not level.plans),
            tuple(name for name in dict.fromkeys(plan.implements) if name not in self._by_id),
        )

    def _name(self, code: str) -> str:
        return self.divisions.name(code) or code

    def _levels(self, plan: Plan) -> tuple[str, ...]:
        """The jurisdictions above a plan's own, nearest first."""
        own, above = plan.jurisdiction, plan.superior
        if above is None or own in self._by_code_only or not self.divisions.known(above):
            above = self.superior(own, plan.period)
        chain = () if above is None else self._chain(above, plan.period)
        # No cycle was looked for with what a plan states that isn't held.
        return chain[: chain.index(own)] if own in chain else chain

    def _chain(self, code: str, period: Period) -> tuple[str, ...]:
        """A jurisdiction and all above it, up to where they lead back."""
        asked = code, period.start, period.end
        if asked not in self._chains:
            levels = {code: None}
            above = self.superior(code, period)
            while above is not None and above not in levels:
                levels[above] = None
                above = self.superior(above, period)
            self._chains[asked] = tuple(levels)
        return self._chains[asked]

    def _rests_on(self, plan: Plan) -> Iterator[Plan]:
        """The held plans that a plan says it rests on, but for itself and those below it."""
        for name in dict.fromkeys(plan.implements):
            if name == plan.id or (plan.id, name) in self._disregarded:
                continue
            for other in self._by_id.get(name, ()):
                if plan.jurisdiction not in self._levels(other):
                    yield other

    def _held_at(self, code: str, plan: Plan, but: Iterable[Plan]) -> list[Plan]:
        """A jurisdiction's plans of a plan's sector and time, those of its very period first."""
        named = {_plan_key(other) for other in but}
        held = [
            other
            for other in self._held.get((code, plan.sector), ())
            if _overlap(other.period, plan.period) and _plan_key(other) not in named
        ]
        return sorted(held, key=lambda other: other.period != plan.period)

    def _position(self, code: str, plan: Plan, levels: Sequence[str]) -> int:
        """Where a jurisdiction aside of the chain belongs in it: the own first, else by depth."""
        if code == plan.jurisdiction:
            return 0
        depth = len(self.divisions.chain(code))
        higher = (
            index
            for index, other in enumerate(levels)
            if other != plan.jurisdiction and len(self.divisions.chain(other)) < depth
        )
        return next(higher, len(levels))

    def _depth_first(self, code: str) -> tuple[int, str]:
        return -len(self.divisions.chain(code)), code

    def _edges(self, jurisdictions: Iterable[str]) -> dict[str, list[str]]:
        """The jurisdictions and all above them, with every superior that counts at some time."""
        edges: dict[str, list[str]] = {}
        waiting = list(jurisdictions)
        while waiting:
            code = waiting.pop()
            if code not in edges:
                stated = {above for _, above in self._stated.get(code, ())}
                by_code = self.divisions.superior(code)
                edges[code] = sorted(stated) or ([by_code] if by_code else [])
                waiting.extend(edges[code])
        return edges

    def _break_superior_cycles(self) -> Iterator[Cycle]:
        """Give every jurisdiction on a cycle its superior by code, until no cycle is left."""
        # What is stated along the codes only skips levels and can't lead back.
        while any(
            above not in self.divisions.chain(code)
            for code, pairs in self._stated.items()
            for _, above in pairs
        ):
            cycles = _cycles(self._edges(self._stated))
            for around in cycles:
                steps = set(pairwise(around))
                stating = (plan for plan in self.plans if plan.jurisdiction in self._stated)
                closing = (plan for plan in stating if (plan.jurisdiction, plan.superior) in steps)
                yield Cycle(tuple(closing), _SUPERIOR, around)
            for code in {code for around in cycles for code in around}:
                self._stated.pop(code, None)
                self._by_code_only.add(code)
            if not cycles:
                break

    def _break_implements_cycles(self) -> Iterator[Cycle]:
        """Disregard that plans rest on one another in a circle, until no circle is left."""
        edges: dict[str, set[str]] = defaultdict(set)
        may_return = False
        for plan in self.plans:
            if plan.id in plan.implements:
                edges[plan.id].add(plan.id)
                may_return = True
            for other in self._rests_on(plan):
                edges[plan.id].add(other.id)
                # What leads to a higher jurisdiction only can't lead back.
                may_return = may_return or other.jurisdiction not in self._levels(plan)
        while may_return and (cycles := _cycles(edges)):
            for around in cycles:
                closing = tuple(plan for name in sorted({*around}) for plan in self._by_id[name])
                yield Cycle(closing, _IMPLEMENTS, around)
                self._disregarded.update(pairwise(around))
                for name, above in pairwise(around):
                    edges[name].discard(above)

    def _unknown_codes(self) -> Iterator[UnknownCode]:
        for plan in self.plans:
            for path, code in ((_JURISDICTION, plan.jurisdiction), (_SUPERIOR, plan.superior)):
                if code is not None and not self.divisions.known(code):
                    yield UnknownCode((plan,), path, code, self.divisions.nearest(code))

    def _disagreeing_superiors(self) -> Iterator[SuperiorDisagrees]:
        for plan in self.plans:
            own, stated = plan.jurisdiction, plan.superior
            # A place that is said to stand above itself is a cycle, and reported as one.
            if stated is None or is_local(own) or stated == own:
                continue
            by_code = self.divisions.chain(own)
            known = self.divisions.known(own) and self.divisions.known(stated)
            if known and stated not in by_code:
                yield SuperiorDisagrees((plan,), _SUPERIOR, stated, by_code)

    def _differing_superiors(self) -> Iterator[SuperiorsDiffer]:
        stating: dict[str, list[tuple[Plan, str]]] = defaultdict(list)
        for plan in self.plans:
            if plan.superior is not None and self.divisions.known(plan.superior):
                stating[plan.jurisdiction].append((plan, plan.superior))
        for _, pairs in sorted(stating.items()):
            differing = [
                (plan, stated)
                for plan, stated in pairs
                if any(
                    stated != other_stated and _overlap(plan.period, other.period)
                    for other, other_stated in pairs
                )
            ]
            if differing:
                codes = tuple(sorted({stated for _, stated in differing}))
                yield SuperiorsDiffer(tuple(plan for plan, _ in differing), _SUPERIOR, codes)

    def _duplicate_plans(self) -> Iterator[DuplicatePlans]:
        for _, plans in sorted(item for item in self._by_id.items() if len(item[1]) > 1):
            yield DuplicatePlans(tuple(plans), _ID)
        alike: dict[tuple[str, str, int, int], list[Plan]] = defaultdict(list)
        for plan in self.plans:
            period = plan.period
            alike[plan.jurisdiction, plan.sector, period.start, period.end].append(plan)
        for _, plans in sorted(item for item in alike.items() if len(item[1]) > 1):
            ids = {plan.id for plan in plans}
            equals = tuple(p for p in plans if not (ids - {p.id}).intersection(p.implements))
            if len({plan.id for plan in equals}) > 1:
                yield DuplicatePlans(equals, _JURISDICTION)


@frozen()
class Gap:
    """A sector and time for which a plan below has no plan at this level."""

    sector: str
    period: Period


@frozen()
class TreeNode:
    """One jurisdiction of the tree, with the plans held there and the jurisdictions below it."""

    jurisdiction: str
    name: str
    """The division's name; the code where the divisions file has no name for it."""
    plans: tuple[Plan, ...]
    missing: tuple[Gap, ...]
    """What the plans below lack at this level; empty where nothing is missing."""
    below: tuple[TreeNode, ...]
    """By code."""


def tree(plans: Iterable[Plan], hierarchy: Hierarchy) -> tuple[TreeNode, ...]:
    """The given plans and all that stands above them, held or not, from the top and by code."""
    held: dict[str, dict[str, Plan]] = defaultdict(dict)
    gaps: dict[str, set[Gap]] = defaultdict(set)
    for plan in _in_order(plans):
        held[plan.jurisdiction].setdefault(plan.id, plan)
        for level in hierarchy.superiors(plan):
            for upper in level.plans:
                held[level.jurisdiction].setdefault(upper.id, upper)
            if not level.plans:
                gaps[level.jurisdiction].add(Gap(plan.sector, plan.period))
    below: dict[str | None, list[str]] = defaultdict(list)
    placed: set[str] = set()
    waiting = [*held, *gaps]
    while waiting:
        code = waiting.pop()
        if code not in placed:
            placed.add(code)
            above = hierarchy.superior(code)
            below[above].append(code)
            if above is not None:
                waiting.append(above)
    # Made from the leaves up, not by recursion: stated superiors may be stacked without end.
    downward: list[str] = []
    waiting = list(below[None])
    while waiting:
        downward.append(waiting.pop())
        waiting.extend(below.get(downward[-1], ()))
    nodes: dict[str, TreeNode] = {}
    for code in reversed(downward):
        nodes[code] = TreeNode(
            code,
            hierarchy.divisions.name(code) or code,
            tuple(plan for _, plan in sorted(held.get(code, {}).items())),
            tuple(
                sorted(
                    gaps.get(code, ()),
                    key=lambda gap: (gap.sector, gap.period.start, gap.period.end),
                )
            ),
            tuple(nodes[other] for other in sorted(below.get(code, ()))),
        )
    return tuple(nodes[code] for code in sorted(below[None]))


def _in_order(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """By id and file, each file once."""
    distinct: dict[str, list[Plan]] = defaultdict(list)
    for plan in sorted(plans, key=_plan_key):
        known = distinct[plan.id]
        if plan not in known:
            known.append(plan)
    return tuple(plan for plans_of_id in distinct.values() for plan in plans_of_id)


def _plan_key(plan: Plan) -> tuple[str, str]:
    return plan.id, plan.file


def _newest_first(pair: tuple[Period, str]) -> tuple[int, int, str]:
    period, code = pair
    return -period.end, -period.start, code


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """One cycle of every knot of a graph, its smallest node first and last, in order."""
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(edges).prepare()
    except CycleError:
        import networkx as nx
    else:
        return []

    graph: nx.DiGraph[str] = nx.DiGraph((node, above) for node in edges for above in edges[node])
    found: list[tuple[str, ...]] = []
    for knot in nx.strongly_connected_components(graph):
        inside = [
            (node, above) for node in sorted(knot) for above in sorted(edges.get(node, ())) if above in knot
        ]
        if inside:
            around = [node for node, _ in nx.find_cycle(nx.DiGraph(inside), source=min(knot))]
            start = around.index(min(around))
            found.append((*around[start:], *around[:start], around[start]))
    return sorted(found)
