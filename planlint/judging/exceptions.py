"""Exceptions: findings that a waiver or the ratchet excuses, and what becomes of each of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from planlint.findings import Finding, typed
from planlint.judging.corpus import Corpus
from planlint.judging.joins import ABOVE
from planlint.judging.policy import Policy
from planlint.judging.rule import Rule
from planlint.judging.uses import AcceptanceUse, WaiverUse
from planlint.judging.verdict import NOTHING, Case
from planlint.meaning import Meaning
from planlint.model import Plan, Waiver, YamlPath
from planlint.ratchet import Acceptance
from planlint.units import conversion, read_unit
from planlint.words import did_you_mean


class Exceptions:
    """The waivers of the judged plans and the project's ratchet, and what one run makes of them."""

    def __init__(self, corpus: Corpus, rules: Sequence[Rule], policy: Policy, today: date) -> None:
        self._corpus = corpus
        self._policy = policy
        self._today = today.isoformat()
        self._applied = frozenset(rule.id for rule in rules)
        self._ids = {rule.name: rule.id for rule in rules}
        self._of_those_above = frozenset(rule.id for rule in rules if rule.against in ABOVE)
        self._waiving = tuple(
            plan
            for plan in corpus.judged
            if plan.waivers or any(statement.waivers for statement in plan.statements)
        )
        said = (
            waiver
            for plan in self._waiving
            for waivers in (plan.waivers, *(statement.waivers for statement in plan.statements))
            for waiver in waivers
        )
        self.named = frozenset(waiver.rule for waiver in said) | {entry.rule for entry in policy.accepted}
        """The rules that a waiver or an entry of the ratchet names."""
        self._silenced: set[tuple[str, int]] = set()
        """(rule, statement) of what another rule's finding silenced, and of what a rule could not compare."""
        self._silenced_waivers: set[tuple[str, YamlPath]] = set()
        """(plan, YAML path) of each waiver on a plan's head for what its rule could not compare."""
        self._silenced_ids: set[str] = set()
        self._cleared: set[tuple[str, int]] = set()
        """(rule, statement) of what a rule found nothing wrong with, though its indicator isn't known."""
        self._met: set[tuple[str, YamlPath]] = set()
        """(plan, YAML path) of each waiver that a finding met."""

    def silence(self, rule: str, case: Case, identity: str) -> None:
        """Note that a named rule could not judge a case, whose finding would have this identity."""
        if case.judged is not None:
            compared = () if case.surroundings else case.partners
            self._silenced.update((rule, id(meaning)) for meaning in (case.judged, *compared))
        elif case.plan is not None:
            waivers = self._of_plan(rule, case.plan, case.partners)
            self._silenced_waivers.update((case.plan.id, waiver.path) for waiver in waivers)
        self._silenced_ids.add(identity)

    def clear(self, rule: str, case: Case) -> None:
        """Note that a rule found nothing wrong with a case; most rules can't judge an indicator that isn't known."""
        if rule in self.named and case.judged is not None and case.judged.indicator is None:
            self._cleared.add((rule, id(case.judged)))

    def waiver(
        self, rule: str, case: Case, related: tuple[Meaning, ...], gap: Fraction | None
    ) -> tuple[Waiver | None, bool]:
        """The plan's waiver for what is judged, or for all that it is held against there; whether it holds."""
        if case.plan is None:
            return None, False

        def named(meaning: Meaning) -> list[Waiver]:
            waivers = meaning.statement.waivers if meaning.plan is case.plan else ()
            return [waiver for waiver in waivers if waiver.rule == rule]

        def holds(waiver: Waiver) -> bool:
            within = waiver.max_gap is None or gap is None or gap <= waiver.max_gap
            return within and not self._expired(waiver) and rule not in self._policy.mandatory

        if case.judged is None:
            groups = [[self._of_plan(rule, case.plan, related)]]
        else:
            groups = [[named(case.judged)], [named(meaning) for meaning in related]]
        met: list[Waiver] = []
        for found in groups:
            if not found or not all(found):
                continue
            met += [waiver for waivers in found for waiver in waivers]
            self._met.update((case.plan.id, waiver.path) for waiver in met)
            if all(any(map(holds, waivers)) for waivers in found):
                return next(filter(holds, met)), True
        return (met[0] if met else None), False

    def _of_plan(self, rule: str, plan: Plan, related: tuple[Meaning, ...]) -> list[Waiver]:
        """The waivers on a plan's head for what a rule says of the plan and, if so, of an indicator."""
        about = related[0].indicator if related else None

        def meant(name: str | None) -> bool:
            catalogue = self._corpus.catalogue
            if name is None or about is None:
                return name is None and about is None
            return about in (catalogue.by_id.get(name), catalogue.resolve(name, plan.sector).indicator)

        return [waiver for waiver in plan.waivers if waiver.rule == rule and meant(waiver.indicator)]

    def waiver_cases(self) -> Iterator[Case]:
        """Every waiver of the judged plans, once, with what became of it."""
        for plan in self._waiving:
            said: dict[YamlPath, list[tuple[Meaning, Waiver]]] = {}
            for meaning in self._corpus.meanings(plan):
                for waiver in meaning.statement.waivers:
                    said.setdefault(waiver.path, []).append((meaning, waiver))
            for path, found in said.items():
                meaning, waiver = found[0]
                use = self._use(plan, waiver, [meaning for meaning, _ in found])
                yield Case(plan, meaning, fault=use, path=path)
            for waiver in plan.waivers:
                yield Case(plan, fault=self._use(plan, waiver, []), path=waiver.path)

    def accept(self, findings: Sequence[Finding]) -> tuple[list[Finding], tuple[AcceptanceUse, ...]]:
        """The findings held against the ratchet: each entry accepts one of its identity that is no wider."""
        plans = self._plans()
        entries: dict[str, list[Acceptance]] = {}
        for acceptance in self._policy.accepted:
            if acceptance.plan in plans:
                entries.setdefault(acceptance.finding, []).append(acceptance)
        found: dict[str, list[int]] = {}
        for index, finding in enumerate(findings):
            if not finding.waived:
                found.setdefault(finding.key, []).append(index)
        held = list(findings)
        uses: list[AcceptanceUse] = []

        def meet(index: int, **changes: Any) -> None:
            held[index] = replace(held[index], **changes)

        for key, accepted in entries.items():
            left = sorted(found.get(key, ()), key=lambda index: _gap(findings[index]))
            spare: list[Acceptance] = []
            for acceptance in sorted(accepted, key=_gap):
                if left and acceptance.rule in self._policy.mandatory:
                    left.pop(0)
                    uses.append(AcceptanceUse(acceptance, "forbidden"))
                elif left and _covers(acceptance, findings[left[0]]):
                    meet(left.pop(0), accepted=True)
                    uses.append(AcceptanceUse(acceptance, "found"))
                else:
                    spare.append(acceptance)
            for acceptance in reversed(spare):
                if left:
                    index = left.pop()
                    meet(index, was=_gap_in(acceptance, findings[index].unit))
                    uses.append(AcceptanceUse(acceptance, "wider"))
                else:
                    undecided = self._is_undecided(acceptance)
                    uses.append(AcceptanceUse(acceptance, "undecided" if undecided else "stale"))
        return held, tuple(uses)

    def acceptance_cases(self, uses: Iterable[AcceptanceUse]) -> Iterator[Case]:
        """Every entry of the ratchet for a judged plan, with what became of it."""
        plans = self._plans()
        for use in uses:
            yield Case(plans[use.acceptance.plan], fault=use)

    def _expired(self, waiver: Waiver) -> bool:
        return waiver.until is not None and waiver.until < self._today

    def _use(self, plan: Plan, waiver: Waiver, meanings: list[Meaning]) -> WaiverUse:
        known = self._applied | self._policy.switched_off
        off = waiver.rule not in self._applied or self._policy.severity_of(waiver.rule, plan.file) == "off"
        if waiver.rule not in known:
            meant = self._ids.get(waiver.rule)
            hint = did_you_mean(meant, (meant,)) if meant else did_you_mean(waiver.rule, sorted(known))
            return WaiverUse(waiver, "unknown", hint)
        if waiver.rule in self._policy.mandatory:
            return WaiverUse(waiver, "forbidden", NOTHING)
        if self._expired(waiver):
            return WaiverUse(waiver, "expired", NOTHING)
        if (plan.id, waiver.path) in self._met:
            return WaiverUse(waiver, "used", NOTHING)
        unknown = [meaning for meaning in meanings if meaning.indicator is None]
        unjudged = unknown and not any((waiver.rule, id(meaning)) in self._cleared for meaning in unknown)
        silenced = any((waiver.rule, id(meaning)) in self._silenced for meaning in meanings)
        silenced = silenced or (plan.id, waiver.path) in self._silenced_waivers
        if off or unjudged or silenced or self._lacks_superiors(waiver.rule, plan):
            return WaiverUse(waiver, "undecided", NOTHING)
        return WaiverUse(waiver, "unused", NOTHING)

    def _plans(self) -> Mapping[str, Plan]:
        """The judged plans by their ids as identities write them."""
        return {typed(plan.id): plan for plan in self._corpus.judged}

    def _lacks_superiors(self, rule: str, plan: Plan) -> bool:
        """Whether a rule would hold a plan against those above it, of which none is held."""
        above = self._corpus.hierarchy.superiors(plan)
        return rule in self._of_those_above and not any(level.plans for level in above)

    def _is_undecided(self, acceptance: Acceptance) -> bool:
        """Whether a finding that isn't there may still be: its rule was off, or did not judge."""
        rule, plan = acceptance.rule, self._plans()[acceptance.plan]
        off = rule in self._policy.switched_off or self._policy.severity_of(rule, plan.file) == "off"
        return off or acceptance.finding in self._silenced_ids or self._lacks_superiors(rule, plan)


def _gap(told: Finding | Acceptance) -> tuple[bool, Fraction]:
    return told.gap is not None, told.gap or Fraction(0)


def _covers(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether the finding is no wider than what was accepted."""
    if acceptance.gap is None or finding.gap is None:
        return acceptance.gap is finding.gap
    gap = _gap_in(acceptance, finding.unit)
    return gap is not None and finding.gap <= gap


def _gap_in(acceptance: Acceptance, unit: str) -> Fraction | None:
    """The accepted gap in a finding's unit, for the catalogue may have come to another scale; None if it has none."""
    if acceptance.gap is None or acceptance.unit == unit:
        return acceptance.gap
    accepted, found = read_unit(acceptance.unit), read_unit(unit)
    factor = conversion(accepted, found) if accepted and found else None
    return None if factor is None else acceptance.gap * factor
