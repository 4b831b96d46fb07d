"""Judging a part of the plans at a time: in bounded memory, on several processes, with the result of one run.

Plans of one sector and period below one superior are a part; those of one region are judged at once, if they must.
Whatever the rules look at beside the judged plans comes along: who stands above them, beside them and below
them, and the plan before. What a part finds is handed over as reports print it, without the plans. What needs
all findings at once is done when all parts are: the ordinals of equal identities, and the order.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import overload

from planlint.findings import Finding, NotComparable, Place, typed
from planlint.frozen import frozen
from planlint.hierarchy import Hierarchy, HierarchyFault
from planlint.judging.corpus import Corpus, family
from planlint.judging.engine import Judgement, Spoilt, in_order, judge_apart, prerequisites, spoil
from planlint.judging.joins import ACROSS_PLANS, by_place_and_sector, nearest_below, plan_before
from planlint.judging.policy import Policy
from planlint.judging.rule import Rule
from planlint.judging.uses import AcceptanceUse
from planlint.meaning import Meaning
from planlint.model import Period, Plan
from planlint.processes import without_collections
from planlint.reading.held import let_go


@frozen()
class Part:
    """Some of the judged plans, with all that the rules look at beside them."""

    ground: Corpus
    """What all parts have in common; without plans."""
    judged: tuple[Plan, ...] = ()
    context: tuple[Plan, ...] = ()
    """What they are compared with, of the judged plans those that another part judges first."""
    elsewhere: int = 0
    """How many these are: what is wrong with them is said there."""
    below: int = 0
    """How many of the context follow them that are judged elsewhere too, and of which few are looked at."""
    held: tuple[Plan, ...] = ()
    """All plans of the part's hierarchy."""
    faults: tuple[HierarchyFault, ...] = ()

    @property
    def plans_below(self) -> Sequence[Plan]:
        """Those of the context of which few are looked at."""
        return self.context[self.elsewhere : self.elsewhere + self.below]

    @property
    def plans(self) -> Iterator[Plan]:
        """Every plan that may be read or unpacked for the part."""
        yield from self.held
        for fault in self.faults:
            yield from fault.plans

    def corpus(self) -> Corpus:
        """The plans joined; what is worked out of each is shared with all parts of the same ground."""
        hierarchy = self.ground.hierarchy.among(self.held, self.faults)
        return self.ground.among(self.judged, self.context, hierarchy)


@frozen()
class Told:
    """What is known of judged plans that are not held any more."""

    judgement: Judgement
    """Its places without the plans' statements, and with no more of their text than is printed."""
    statements: int = 0
    """How many statements the judged plans make."""
    waived_until: frozenset[str] = frozenset()
    """The last days (`YYYY-MM-DD`) of their waivers."""
    looked_below: frozenset[str] = frozenset()
    """The files of the part's plans below that had a part in it."""


@frozen()
class Judge:
    """How parts are judged: the same for all of them."""

    rules: tuple[Rule, ...]
    policy: Policy
    today: date
    listed: bool
    """Whether what is not comparable is handed over one by one, or counted alone."""

    @property
    def told_by(self) -> str:
        """All but the plans and the files around them that the findings follow from, on one line."""
        policy = self.policy
        decided = sorted(policy.mandatory), sorted(policy.switched_off), policy.accepted
        return repr((self.rules, *decided, self.listed))

    def __call__(self, parts: Sequence[Part]) -> list[Told]:
        """Judge parts one after another, those of one period at once; what the next ones need is kept, all else let go."""
        spoilt: Spoilt = {}
        known: set[int] = set()
        groups = [tuple(group) for _, group in groupby(parts, _period)]
        last: dict[int, int] = {}
        for number, group in enumerate(groups):
            last.update((id(plan), number) for part in group for plan in part.plans)
        found: list[Told] = []
        for number, group in enumerate(groups):
            part = _together(group)
            elsewhere = [plan for plan in part.context[: part.elsewhere] if id(plan) not in known]
            waiting = {id(plan): plan for plan in part.plans_below if id(plan) not in known}
            with without_collections():
                found += self._told(part, group, elsewhere, waiting, spoilt)
            known.update(map(id, (*elsewhere, *part.judged)))
            known.update(id(plan) for plan in part.plans_below if id(plan) not in waiting)
            gone: set[int] = set()
            for plan in part.plans:
                let_go(plan)  # its meanings are all that a later part looks at, as a rule
                if last[id(plan)] == number:
                    part.ground.forget(plan)
                    gone.add(id(plan))
            known -= gone
            for statements in spoilt.values():
                for key in [key for key, meaning in statements.items() if id(meaning.plan) in gone]:
                    del statements[key]  # what is no longer held has no identity
            gc.collect(0)  # all that the part made is young, what parts share is not
        return found

    def _told(
        self,
        part: Part,
        group: Sequence[Part],
        elsewhere: Sequence[Plan],
        below: dict[int, Plan],
        spoilt: Spoilt,
    ) -> list[Told]:
        """What is told of each part of a group that was put together."""
        corpus = part.corpus()
        if elsewhere:
            spoil(corpus, elsewhere, self.rules, self.policy, self.today, spoilt)
        judgements = judge_apart(
            corpus,
            [one.judged for one in group],
            self.rules,
            self.policy,
            self.today,
            spoilt=spoilt,
            below=below,
            listed=self.listed,
        )
        printed = _Printed()
        return [
            Told(
                Judgement(
                    tuple(map(printed.finding, judgement.findings)),
                    tuple(map(printed.unjudged, judgement.not_comparable)),
                    judgement.reasons,
                    judgement.acceptances,
                ),
                sum(len(plan.statements) for plan in one.judged),
                waived_until(one.judged),
                frozenset(file for plan in one.judged for file in corpus.looked_below(plan)),
            )
            for one, judgement in zip(group, judgements, strict=True)
        ]


def _period(part: Part) -> Period | None:
    return part.judged[0].period if part.judged else None


def _together(parts: Sequence[Part]) -> Part:
    """Several parts as one: what their judged plans have in common is looked at once."""
    if len(parts) == 1:
        return parts[0]
    judged = [plan for part in parts for plan in part.judged]
    met = set(map(id, judged))

    def others(around: Iterable[Plan]) -> list[Plan]:
        found = {id(plan): plan for plan in around if id(plan) not in met}
        met.update(found)
        return list(found.values())

    elsewhere = others(plan for part in parts for plan in part.context[: part.elsewhere])
    below = others(plan for part in parts for plan in part.plans_below)
    context = others(plan for part in parts for plan in part.context[part.elsewhere + part.below :])
    return Part(
        parts[0].ground,
        tuple(judged),
        (*elsewhere, *below, *context),
        len(elsewhere),
        len(below),
        tuple({id(plan): plan for part in parts for plan in part.held}.values()),
        tuple(fault for part in parts for fault in part.faults),
    )


def waived_until(plans: Iterable[Plan]) -> frozenset[str]:
    """The last days (`YYYY-MM-DD`) of the plans' waivers."""
    days: set[str | None] = set()
    for plan in plans:
        days.update(waiver.until for waiver in plan.waivers)
        days.update(waiver.until for told in plan.statements for waiver in told.waivers)
    return frozenset(filter(None, days))


class PartsInterrupted(KeyboardInterrupt):
    """Ctrl-C while parts are judged."""

    def __init__(self, so_far: Told, plans: Set[str]) -> None:
        super().__init__()
        self.so_far = so_far
        """What the parts found that had been judged."""
        self.plans = plans
        """The ids of their judged plans."""


def gathered(parts: Iterable[Told]) -> Told:
    """What all parts found, as one run over all plans would have found it."""
    findings: list[Finding] = []
    unjudged: list[NotComparable] = []
    acceptances: list[AcceptanceUse] = []
    statements, until, reasons = 0, set[str](), Counter[str]()
    for one in parts:
        findings += one.judgement.findings
        unjudged += one.judgement.not_comparable
        acceptances += one.judgement.acceptances
        statements += one.statements
        until |= one.waived_until
        reasons.update(one.judgement.reasons)
    judgement = in_order(findings, unjudged, reasons, tuple(acceptances), {})
    return Told(judgement, statements, frozenset(until))


def chains(corpus: Corpus, rules: tuple[Rule, ...]) -> list[tuple[Part, ...]]:
    """The parts of a corpus, those of one sector and region after one another, the faults of files in a part of their own.

    A part judges the plans of one superior, sector and period.

    Where what is wrong between two plans keeps further rules from judging, all is one part: what it depends on
    has no end.
    """
    found: dict[object, list[Part]] = defaultdict(list)
    surroundings = _Surroundings(corpus)
    if any(rule.against in ACROSS_PLANS for rule in prerequisites(rules)):
        cut: Mapping[_Cut, Sequence[Plan]] = {("", 0, 0, ""): corpus.judged}
    else:
        cut = _cut(corpus)
    faults = _faults(corpus.hierarchy, cut)
    for key, judged in sorted(cut.items()):
        sector, _, _, superior = key
        found[sector, superior[:2]].append(surroundings.part(judged, faults.get(key, ())))
    corpus.hierarchy.forget()
    return [*map(tuple, found.values()), (part_of_faults(corpus, surroundings.ground),)]


def ground_of(corpus: Corpus) -> Corpus:
    """What all parts of a corpus have in common."""
    return replace(corpus.among((), (), corpus.hierarchy.among((), ())), faults=())


def part_of_faults(corpus: Corpus, ground: Corpus) -> Part:
    """The part without plans in which the faults of files are told."""
    return Part(replace(ground, faults=corpus.faults))


_Cut = tuple[str, int, int, str]
"""Sector, first and last year, and the superior's code."""


def _cut(corpus: Corpus) -> Mapping[_Cut, list[Plan]]:
    """The judged plans by part; siblings stay together, and so do plans whose findings may have equal identities."""
    homes: dict[str, _Cut] = {}
    joined: dict[_Cut, _Cut] = {}

    def home_of(cut: _Cut) -> _Cut:
        while cut in joined:
            cut = joined[cut]
        return cut

    cuts: list[_Cut] = []
    for plan in corpus.judged:
        superior, sector, period = family(corpus, plan)
        cut = sector, period.start, period.end, superior or ""
        one, other = home_of(homes.setdefault(typed(plan.id), cut)), home_of(cut)
        if one != other:
            joined[other] = one
        cuts.append(cut)
    found: dict[_Cut, list[Plan]] = defaultdict(list)
    for plan, cut in zip(corpus.judged, cuts, strict=True):
        found[home_of(cut)].append(plan)
    return found


def _faults(hierarchy: Hierarchy, cut: Mapping[_Cut, Sequence[Plan]]) -> Mapping[_Cut, list[HierarchyFault]]:
    """Each fault of the hierarchy at the first judged plan that it concerns."""
    homes = {_key(plan): home for home, plans in cut.items() for plan in plans}
    found: dict[_Cut, list[HierarchyFault]] = defaultdict(list)
    for fault in hierarchy.faults:
        home = next((homes[_key(plan)] for plan in fault.plans if _key(plan) in homes), None)
        if home is not None:
            found[home].append(fault)
    return found


class _Surroundings:
    """Who meets whom among the plans of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._hierarchy = corpus.hierarchy
        self.ground = ground_of(corpus)
        self._at_place = by_place_and_sector(corpus)
        self._by_id: dict[str, dict[int, Plan]] = defaultdict(dict)
        for plan in (*corpus.plans, *corpus.hierarchy.plans):
            self._by_id[plan.id][id(plan)] = plan
        self._families: dict[object, list[Plan]] = defaultdict(list)
        for plan in corpus.plans:
            self._families[family(corpus, plan)].append(plan)
        self._plans = corpus.plans
        self._order = {id(plan): number for number, plan in enumerate(self._plans)}

    def part(self, judged: Sequence[Plan], faults: Sequence[HierarchyFault]) -> Part:
        """Some judged plans with all that rules look at beside them."""
        own = {id(plan) for plan in judged}
        near = self._closed(self._near(judged))
        held = near | self._closed(self._below(judged))
        others = sorted(self._order[plan] for plan in held if plan in self._order and plan not in own)
        first_of_context = len(self._corpus.judged)
        elsewhere: list[Plan] = []
        below: list[Plan] = []
        context: list[Plan] = []
        for number in others:
            plan = self._plans[number]
            of = context if number >= first_of_context else elsewhere if id(plan) in near else below
            of.append(plan)
        return Part(
            self.ground,
            tuple(judged),
            (*elsewhere, *below, *context),
            len(elsewhere),
            len(below),
            tuple(held.values()),
            tuple(faults),
        )

    def _near(self, judged: Sequence[Plan]) -> Iterator[Plan]:
        yield from judged
        for its in dict.fromkeys(family(self._corpus, plan) for plan in judged):
            yield from self._families[its]
        for plan in judged:
            before = plan_before(plan, self._at_place[plan.jurisdiction, plan.sector])
            if before is not None:
                yield before

    def _below(self, judged: Sequence[Plan]) -> Iterator[Plan]:
        for plan in judged:
            yield from nearest_below(self._corpus, plan)
            if self._corpus.statistics.weights:
                yield from self._hierarchy.below(plan)

    def _closed(self, plans: Iterable[Plan]) -> dict[int, Plan]:
        """The plans with all that stand above them, and whatever has an id of one of these."""
        found: dict[int, Plan] = {}
        seen: set[int] = set()
        waiting = list(plans)
        while waiting:
            plan = waiting.pop()
            if id(plan) in found:
                continue
            found[id(plan)] = plan
            waiting += self._by_id[plan.id].values()
            levels = self._hierarchy.superiors(plan)
            if id(levels) not in seen:  # many plans have the same above them
                seen.add(id(levels))
                waiting += (upper for level in levels for upper in level.plans)
        return found


class _Printed:
    """Findings with no more of their plans than reports print."""

    def __init__(self) -> None:
        self._plans: dict[int, Plan] = {}
        self._lines: dict[int, Lines] = {}

    def finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            plan=finding.plan and self._plan(finding.plan),
            meaning=finding.meaning and self._meaning(finding.meaning),
            primary=self._place(finding.primary),
            related=tuple(map(self._place, finding.related)),
        )

    def unjudged(self, item: NotComparable) -> NotComparable:
        return replace(
            item,
            plan=self._plan(item.plan),
            meaning=item.meaning and self._meaning(item.meaning),
            primary=self._place(item.primary),
            related=tuple(map(self._place, item.related)),
        )

    def _place(self, place: Place) -> Place:
        if place.plan is None:
            return place
        plan = self._plan(place.plan)
        self._lines[id(place.plan)].keep(place.plan.lines, place.span.line)
        return replace(place, plan=plan, meaning=place.meaning and self._meaning(place.meaning))

    def _meaning(self, meaning: Meaning) -> Meaning:
        result = replace(meaning.result, bases=())
        return replace(meaning, plan=self._plan(meaning.plan), result=result, also=None)

    def _plan(self, plan: Plan) -> Plan:
        if id(plan) not in self._plans:
            lines = self._lines[id(plan)] = Lines(len(plan.lines))
            self._plans[id(plan)] = Plan(
                id=plan.id,
                title=plan.title,
                jurisdiction=plan.jurisdiction,
                sector=plan.sector,
                period=plan.period,
                superior=plan.superior,
                implements=plan.implements,
                main_table=None,
                source_file=plan.source_file,
                source_sha256=None,
                statements=(),
                file=plan.file,
                spans={},
                lines=lines,
            )
        return self._plans[id(plan)]


@dataclass(slots=True)
class Lines(Sequence[str]):
    """A file's text, of which only some lines are kept."""

    length: int
    kept: dict[int, str] = field(default_factory=dict)
    """By their index, from 0."""

    def keep(self, lines: Sequence[str], line: int) -> None:
        """Keep a line, counted from 1, if there is one."""
        if 0 < line <= self.length:
            self.kept[line - 1] = lines[line - 1]

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self.kept.get(one, "") for one in range(*index.indices(self.length)))
        return self.kept[index]

    def __len__(self) -> int:
        return self.length


def _key(plan: Plan) -> tuple[str, str]:
    return plan.id, plan.file
