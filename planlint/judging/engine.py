"""The engine: every rule over every case, prerequisites first, verdicts turned into findings."""

from __future__ import annotations

import graphlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from string import Template
from typing import Any

from planlint.findings import Finding, NotComparable, Place, identity, numbered, place_of, typed
from planlint.judging.corpus import Corpus
from planlint.judging.joins import EXCEPTIONS, JOINS, Scope, alone
from planlint.judging.policy import NO_POLICY, Policy
from planlint.judging.relations import RELATIONS
from planlint.judging.rule import SEVERITIES, Rule, Severity
from planlint.judging.uses import AcceptanceUse, WaiverUse
from planlint.judging.verdict import NOTHING, Case, Verdict, not_comparable
from planlint.meaning import Meaning
from planlint.model import Plan, Waiver, YamlPath
from planlint.printing import figure_words, gap_words
from planlint.ratchet import Acceptance
from planlint.reading.document import Fault
from planlint.units import using
from planlint.words import Lang, Words, did_you_mean


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules found, and what they could not compare, in the order of the reports."""

    findings: tuple[Finding, ...]
    not_comparable: tuple[NotComparable, ...]
    acceptances: tuple[AcceptanceUse, ...] = ()
    """What became of the ratchet's entries for the judged plans."""
    verdicts: Mapping[str, tuple[tuple[Case, Verdict], ...]] = field(default_factory=dict)
    """By rule id: every case that a rule looked at, after its prerequisites."""


class JudgingInterrupted(KeyboardInterrupt):
    """Ctrl-C while rules are applied."""

    def __init__(self, so_far: Judgement) -> None:
        super().__init__()
        self.so_far = so_far
        """What the rules found that had been applied."""


def judge(
    corpus: Corpus,
    rules: Iterable[Rule],
    policy: Policy = NO_POLICY,
    today: date | None = None,
) -> Judgement:
    """Apply every rule to the judged plans of a corpus, as the project's policy has it.

    `today` decides whether waivers have expired. Raises JudgingInterrupted for a KeyboardInterrupt.
    """
    run = _Run(corpus, tuple(rules), policy, today or date.today())
    try:
        judged = run.apply_all()
    except KeyboardInterrupt:
        raise JudgingInterrupted(_judgement(run, {})) from None
    return _judgement(run, judged)


def _judgement(run: _Run, judged: Mapping[str, tuple[tuple[Case, Verdict], ...]]) -> Judgement:
    findings = numbered(sorted(run.findings, key=_identity_order))
    return Judgement(
        tuple(sorted(findings, key=_finding_order)),
        tuple(sorted(run.unjudged, key=_unjudged_order)),
        tuple(run.acceptances),
        judged,
    )


class _Run:
    def __init__(self, corpus: Corpus, rules: tuple[Rule, ...], policy: Policy, today: date) -> None:
        self.corpus = corpus
        self.policy = policy
        self.today = today
        self.findings: list[Finding] = []
        self.unjudged: list[NotComparable] = []
        self.acceptances: list[AcceptanceUse] = []
        self._rules = tuple(_in_order(rules))
        self._known = {*(rule.id for rule in rules), *policy.switched_off}
        self._spoilt_by: dict[str, set[int]] = {}
        self._silenced: set[tuple[str, int]] = set()
        """(rule, statement) of what another rule's finding silenced."""
        self._silenced_ids: set[str] = set()
        self._met: set[tuple[str, YamlPath]] = set()
        """(plan, YAML path) of each waiver that a finding met."""

    def apply_all(self) -> dict[str, tuple[tuple[Case, Verdict], ...]]:
        """Judge by every rule, exceptions last: only then is known which of them were needed."""
        judged: dict[str, tuple[tuple[Case, Verdict], ...]] = {}
        with using(self.corpus.catalogue.units):
            for last in (None, "waiver", "acceptance"):
                if last == "acceptance":
                    self._accept()
                for rule in self._rules:
                    if last == (rule.judge if rule.judge in EXCEPTIONS else None):
                        judged[rule.id] = tuple(self._apply(rule))
        return judged

    def _cases(self, rule: Rule) -> Iterable[Case]:
        if rule.judge == "waiver":
            return self._waiver_cases()
        if rule.judge == "acceptance":
            return (Case(self._plans()[use.acceptance.plan], fault=use) for use in self.acceptances)
        join = JOINS[rule.against] if rule.against else alone(rule.judge)
        return join(self.corpus, Scope(rule.judge, rule.same))

    def _is_off(self, rule: Rule, case: Case) -> bool:
        """Whether the project has the rule switched off for the judged plan's file."""
        if case.plan is None or rule.judge == "file":
            return False
        return self.policy.severity_of(rule.id, case.plan.file) == "off"

    def _apply(self, rule: Rule) -> list[tuple[Case, Verdict]]:
        """Judge every case of a rule, and remember what it found and which statements it spoils."""
        form = RELATIONS[rule.require]
        spoiled = {key: other for other in rule.after for key in self._spoilt_by.get(other, ())}
        found: list[Finding] = []
        judged: list[tuple[Case, Verdict]] = []
        for case in self._cases(rule):
            if self._is_off(rule, case):
                continue
            if not all(_asked(key, case) in wanted for key, wanted in rule.when.items()):
                continue
            verdict: Verdict | None = None
            if spoiled:
                reason = spoiled.get(id(case.judged))
                if reason is None and case.grouped:
                    case = case.without(frozenset(spoiled))
                    if not case.partners:
                        continue
                elif reason is None:
                    reason = next((spoiled[id(p)] for p in case.partners if id(p) in spoiled), None)
                if reason is not None:
                    verdict = not_comparable(f"spoiled:{reason}")
                    self._silence(rule, case)
            if verdict is None:
                verdict = form.relation(case, self.corpus, rule.options)
            judged.append((case, verdict))
            if verdict.outcome == "fails":
                found.append(self._finding(rule, case, verdict))
            elif verdict.outcome == "not-comparable" and form.listed:
                self._list(rule, case, verdict)
        spoilt = self._spoilt_by.setdefault(rule.id, set())
        for finding in found:
            if finding.severity != "note" and finding.meaning is not None:
                spoilt.add(id(finding.meaning))
        self.findings += _merged(found)
        return judged

    def _finding(self, rule: Rule, case: Case, verdict: Verdict) -> Finding:
        related = case.partners if verdict.related is None else verdict.related
        file = case.plan.file if case.plan else ""
        told = self.policy.severity_of(rule.id, file) if rule.judge != "file" else None
        judged = case.judged
        others = tuple(m for m in case.others if m not in related)
        key = self._identity(rule, case, related)
        waiver, waived = self._waiver(rule, case, related, verdict.gap)
        return Finding(
            id=key,
            key=key,
            rule=rule.id,
            name=rule.name,
            severity=_severity(rule, case, verdict, None if told == "off" else told),
            message=_message(rule, case, verdict, related),
            plan=case.plan,
            meaning=judged,
            gap=verdict.gap,
            unit=verdict.unit,
            waiver=waiver,
            waived=waived,
            primary=self._primary(case),
            related=tuple(place_of(m) for m in (*related, *others)) + _other_heads(case),
        )

    def _identity(self, rule: Rule, case: Case, related: tuple[Meaning, ...]) -> str:
        partner = related[0] if related else None
        subject = case.judged or partner
        indicator = subject.indicator.id if subject is not None and subject.indicator else None
        if isinstance(case.fault, AcceptanceUse):
            indicator = case.fault.acceptance.finding
        return identity(
            rule.id,
            case.plan,
            case.judged,
            indicator,
            partner.plan if partner is not None else None,
            self._primary(case).file,
        )

    def _silence(self, rule: Rule, case: Case) -> None:
        if case.judged is not None:
            self._silenced.add((rule.id, id(case.judged)))
        self._silenced_ids.add(self._identity(rule, case, case.partners))

    def _waiver(
        self, rule: Rule, case: Case, related: tuple[Meaning, ...], gap: Fraction | None
    ) -> tuple[Waiver | None, bool]:
        """The plan's waiver for the judged statement, or for all that it is held against there; whether it holds."""
        if case.judged is None or case.plan is None:
            return None, False

        def named(meaning: Meaning) -> list[Waiver]:
            waivers = meaning.statement.waivers if meaning.plan is case.plan else ()
            return [waiver for waiver in waivers if waiver.rule == rule.id]

        def holds(waiver: Waiver) -> bool:
            within = waiver.max_gap is None or gap is None or gap <= waiver.max_gap
            return within and not self._expired(waiver) and rule.id not in self.policy.mandatory

        met: list[Waiver] = []
        for group in ([case.judged], list(related)):
            found = [named(meaning) for meaning in group]
            if not found or not all(found):
                continue
            met += [waiver for waivers in found for waiver in waivers]
            self._met.update((case.plan.id, waiver.path) for waiver in met)
            if all(any(map(holds, waivers)) for waivers in found):
                return next(filter(holds, met)), True
        return (met[0] if met else None), False

    def _expired(self, waiver: Waiver) -> bool:
        return waiver.until is not None and waiver.until < self.today.isoformat()

    def _waiver_cases(self) -> Iterator[Case]:
        """Every waiver of the judged plans, once, with what became of it."""
        for plan in self.corpus.judged:
            said: dict[YamlPath, list[tuple[Meaning, Waiver]]] = {}
            for meaning in self.corpus.meanings(plan):
                for waiver in meaning.statement.waivers:
                    said.setdefault(waiver.path, []).append((meaning, waiver))
            for path, found in said.items():
                meaning, waiver = found[0]
                use = self._use(plan, waiver, [meaning for meaning, _ in found])
                yield Case(plan, meaning, fault=use, path=path)

    def _use(self, plan: Plan, waiver: Waiver, meanings: list[Meaning]) -> WaiverUse:
        applied = {rule.id for rule in self._rules}
        off = waiver.rule not in applied or self.policy.severity_of(waiver.rule, plan.file) == "off"
        if waiver.rule not in self._known:
            return WaiverUse(waiver, "unknown", did_you_mean(waiver.rule, sorted(self._known)))
        if waiver.rule in self.policy.mandatory:
            return WaiverUse(waiver, "forbidden", NOTHING)
        if self._expired(waiver):
            return WaiverUse(waiver, "expired", NOTHING)
        if (plan.id, waiver.path) in self._met:
            return WaiverUse(waiver, "used", NOTHING)
        if off or any((waiver.rule, id(meaning)) in self._silenced for meaning in meanings):
            return WaiverUse(waiver, "undecided", NOTHING)
        return WaiverUse(waiver, "unused", NOTHING)

    def _plans(self) -> Mapping[str, Plan]:
        """The judged plans by their ids as identities write them."""
        return {typed(plan.id): plan for plan in self.corpus.judged}

    def _accept(self) -> None:
        """Hold the findings against the ratchet: each entry accepts one of its identity that is no wider."""
        plans = self._plans()
        entries: dict[str, list[Acceptance]] = {}
        for acceptance in self.policy.accepted:
            if acceptance.plan in plans:
                entries.setdefault(acceptance.finding, []).append(acceptance)
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if not finding.waived and finding.rule not in self.policy.mandatory:
                found.setdefault(finding.key, []).append(finding)
        for key, accepted in entries.items():
            left = sorted(found.get(key, ()), key=_gap)
            spare: list[Acceptance] = []
            for acceptance in sorted(accepted, key=_gap):
                if left and _covers(acceptance, left[0]):
                    self._replace(left.pop(0), accepted=True)
                    self.acceptances.append(AcceptanceUse(acceptance, "found"))
                else:
                    spare.append(acceptance)
            for acceptance in reversed(spare):
                if left:
                    self._replace(left.pop(), was=acceptance.gap)
                    self.acceptances.append(AcceptanceUse(acceptance, "wider"))
                else:
                    undecided = self._is_undecided(acceptance)
                    self.acceptances.append(AcceptanceUse(acceptance, "undecided" if undecided else "stale"))

    def _is_undecided(self, acceptance: Acceptance) -> bool:
        """Whether a finding that isn't there may still be: its rule was off, or silenced."""
        plan = self._plans()[acceptance.plan]
        off = self.policy.severity_of(acceptance.rule, plan.file) == "off"
        return off or acceptance.rule in self.policy.switched_off or acceptance.finding in self._silenced_ids

    def _replace(self, finding: Finding, **changes: Any) -> None:
        self.findings[self.findings.index(finding)] = replace(finding, **changes)

    def _primary(self, case: Case) -> Place:
        if isinstance(case.fault, Fault):
            return Place(case.fault.file, case.fault.span, None, None)
        if isinstance(case.fault, AcceptanceUse):
            return Place(case.fault.acceptance.file, case.fault.acceptance.span, None, None)
        if case.judged is not None and case.path is None:
            return place_of(case.judged)
        assert case.plan is not None
        path: YamlPath = case.path or ("plan", "id")
        return Place(case.plan.file, case.plan.span(path), case.plan, case.judged)

    def _list(self, rule: Rule, case: Case, verdict: Verdict) -> None:
        meaning = case.judged or (case.partners[0] if case.partners else None)
        indicator = meaning.indicator.id if meaning and meaning.indicator else None
        assert case.plan is not None and verdict.reason is not None
        self.unjudged.append(
            NotComparable(
                rule=rule.id,
                plan=case.plan,
                meaning=case.judged,
                indicator=indicator,
                year=meaning.year if meaning else None,
                reason=verdict.reason,
                primary=self._primary(case),
                related=tuple(place_of(m) for m in case.partners),
            )
        )


def _in_order(rules: Iterable[Rule]) -> Iterable[Rule]:
    """Prerequisites before those that wait for them, else by id."""
    by_id = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
    order = graphlib.TopologicalSorter(
        {rule.id: [other for other in rule.after if other in by_id] for rule in by_id.values()}
    )
    return [by_id[rule_id] for rule_id in order.static_order()]


def _merged(findings: Iterable[Finding]) -> list[Finding]:
    """One fault, one finding, at the first place: what a plan says twice with the same gap, or one row's words."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        meaning = finding.meaning
        key: object = finding.id, finding.gap, finding.severity, finding.waived
        if meaning is None:
            key = id(finding)
        elif finding.gap is None:  # a row's unit is wrong once, however many figures stand beside it
            row = meaning.plan.id, meaning.statement.name_path
            key = row, finding.message, finding.severity, finding.waived
        first = kept.get(key)
        if first is None:
            kept[key] = finding
        else:
            kept[key] = replace(first, related=(*first.related, finding.primary))
    return list(kept.values())


def _gap(told: Finding | Acceptance) -> tuple[bool, Fraction]:
    return told.gap is not None, told.gap or Fraction(0)


def _covers(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether the finding is no wider than what was accepted."""
    if acceptance.gap is None or finding.gap is None:
        return acceptance.gap is finding.gap
    return acceptance.unit == finding.unit and finding.gap <= acceptance.gap


def _severity(rule: Rule, case: Case, verdict: Verdict, told: Severity | None) -> Severity:
    if verdict.note_only:
        return "note"
    if told is not None:
        severity = told
    elif rule.severity is not None:
        severity = rule.severity
    else:
        assert rule.severity_by is not None
        severity = rule.severities.get(_asked(rule.severity_by, case), rule.severities["default"])
    if verdict.lighter:
        return SEVERITIES[max(SEVERITIES.index(severity) - 1, 0)]
    return severity


def _asked(condition: str, case: Case) -> str:
    """The value that `when` or `severity.by` asks for; empty where there is none."""
    side, _, what = condition.partition(".")
    meaning = case.judged if side == "judged" else (case.partners[0] if case.partners else None)
    if meaning is None:
        return ""
    return (meaning.nature or "") if what == "nature" else meaning.statement.at.where


def _message(rule: Rule, case: Case, verdict: Verdict, related: tuple[Meaning, ...]) -> Words:
    def told(lang: Lang) -> str:
        return Template(rule.message.in_(lang)).safe_substitute(_facts(case, verdict, related, lang))

    return Words(told("zh"), told("en"))


def _facts(case: Case, verdict: Verdict, related: tuple[Meaning, ...], lang: Lang) -> dict[str, str]:
    facts: dict[str, str] = {
        "gap": gap_words(verdict.gap, verdict.unit, lang),
        "detail": verdict.detail.zh if lang == "zh" else verdict.detail.en,
        "skipped": _skipped(case.skipped, lang),
        "count": str(len(related)),
        "figures": _figures(case, related, lang),
    }
    if case.plan is not None:
        facts |= {"plan": case.plan.title, "jurisdiction": case.plan.jurisdiction}
    for prefix, meaning in (("", case.judged), ("partner_", related[0] if related else None)):
        if meaning is None:
            continue
        statement = meaning.statement
        facts |= {
            f"{prefix}plan": meaning.plan.title,
            f"{prefix}jurisdiction": meaning.plan.jurisdiction,
            f"{prefix}name": statement.name,
            f"{prefix}figure": figure_words(meaning),
            f"{prefix}nature": statement.nature or "",
            f"{prefix}section": statement.at.section or "",
            f"{prefix}line": str(statement.at.line or ""),
        }
        if not prefix or case.judged is None:
            indicator = meaning.indicator
            facts |= {
                "indicator": indicator.title(lang) if indicator else statement.name,
                "year": str(meaning.year),
                "unit": statement.unit or meaning.units.text or "",
                "name": statement.name,
            }
    partner = related[0] if related else None
    facts["basis"] = (partner.basis if partner and partner.basis else "") or ""
    if case.judged is not None and case.judged.basis and not facts["basis"]:
        facts["basis"] = case.judged.basis
    return facts


def _figures(case: Case, related: tuple[Meaning, ...], lang: Lang) -> str:
    members = ((case.judged,) if case.judged else ()) + related
    words = []
    for meaning in members:
        line = meaning.statement.at.line
        where = "" if line is None else (f"（第 {line} 行）" if lang == "zh" else f" (line {line})")
        words.append(figure_words(meaning) + where)
    return ("、" if lang == "zh" else ", ").join(words)


def _skipped(names: tuple[str, ...], lang: Lang) -> str:
    if not names:
        return ""
    if lang == "zh":
        return f"（{'、'.join(names)}的规划未收录）"
    return f" (no plan of {', '.join(names)} is held)"


def _other_heads(case: Case) -> tuple[Place, ...]:
    plans = getattr(case.fault, "plans", ())
    return tuple(
        Place(plan.file, plan.span(case.path or ("plan", "id")), plan, None)
        for plan in plans
        if plan is not case.plan
    )


def _identity_order(finding: Finding) -> tuple[object, ...]:
    """Orders equal identities by where they stand in the plan, whatever the order of a statement's keys."""
    span, meaning = finding.primary.span, finding.meaning
    path = (*meaning.statement.path, *meaning.statement.name_path) if meaning else ()
    return finding.id, path, span.line, span.column


def _finding_order(finding: Finding) -> tuple[object, ...]:
    span = finding.primary.span
    return finding.primary.file, span.line, span.column, finding.rule, finding.id, finding.message


def _unjudged_order(item: NotComparable) -> tuple[object, ...]:
    span = item.primary.span
    return item.primary.file, span.line, span.column, item.rule, item.indicator or ""
