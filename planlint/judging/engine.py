"""The engine: every rule over every case, prerequisites first, verdicts turned into findings."""

from __future__ import annotations

import graphlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import cast

from planlint.findings import Finding, NotComparable, Place, identity, numbered, place_of, typed
from planlint.frozen import frozen
from planlint.judging.corpus import Corpus
from planlint.judging.exceptions import Exceptions
from planlint.judging.joins import BELOW, EXCEPTIONS, JOINS, WITH_TOTALS, Join, Scope, alone
from planlint.judging.messages import message_of
from planlint.judging.policy import NO_POLICY, Policy
from planlint.judging.relations import RELATIONS, Form
from planlint.judging.rule import SEVERITIES, Rule, Severity
from planlint.judging.uses import AcceptanceUse, WaiverUse
from planlint.judging.verdict import Case, Verdict, not_comparable
from planlint.meaning import Meaning, Reading, in_document
from planlint.model import Plan, YamlPath
from planlint.processes import without_collections
from planlint.reading.document import Fault
from planlint.units import using

Spoilt = dict[str, dict[int, Meaning]]
"""By rule id the statements that its findings keep from being compared, by their identities."""


@frozen()
class Judgement:
    """What the rules found, and what they could not compare, in the order of the reports."""

    findings: tuple[Finding, ...]
    not_comparable: tuple[NotComparable, ...]
    reasons: Mapping[str, int]
    """How often what could not be compared for which reason, listed or not."""
    acceptances: tuple[AcceptanceUse, ...] = ()
    """What became of the ratchet's entries for the judged plans."""
    verdicts: Mapping[str, tuple[tuple[Case, Verdict], ...]] = field(default_factory=dict)
    """By rule id, where asked for: every case that a rule looked at, after its prerequisites."""


_MOST_OTHERS = 50
"""Places that a finding names besides those that it rests on: of one indicator in one plan there are a few."""


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
    *,
    every_case: bool = False,
    spoilt: Spoilt | None = None,
    listed: bool = True,
) -> Judgement:
    """Apply every rule to the judged plans of a corpus, as the project's policy has it.

    `today` decides whether waivers have expired. `every_case` keeps what a rule said of every case, be it that
    all is well; else no rule is asked where it can only say so. `spoilt` are statements of further plans that
    findings of a rule keep from being compared, by their identities; those of the judged plans are added.
    What could not be compared is only counted unless it is to be `listed`.
    Raises JudgingInterrupted for a KeyboardInterrupt.
    """
    run = _Run(corpus, tuple(rules), policy, today or date.today(), every_case=every_case)
    run.spoilt_by = {} if spoilt is None else spoilt
    with without_collections():
        try:
            judged = run.apply_all()
        except KeyboardInterrupt:
            raise JudgingInterrupted(_judgement(run, {}, listed=listed)) from None
        return _judgement(run, judged, listed=listed)


def judge_apart(
    corpus: Corpus,
    groups: Sequence[Sequence[Plan]],
    rules: tuple[Rule, ...],
    policy: Policy,
    today: date,
    *,
    spoilt: Spoilt,
    below: dict[int, Plan],
    listed: bool,
) -> list[Judgement]:
    """Judge the plans of a corpus at once, and tell apart what was found in each of these groups of them.

    `below` are plans of which it is not known yet what is spoilt; those that a rule looks at are taken out of it.
    What is found in no plan is told with the first group.
    """
    run = _Run(corpus, rules, policy, today, every_case=False)
    run.spoilt_by, run.below = spoilt, below
    with without_collections():
        run.apply_all()
        return [_judgement(part, {}, listed=listed) for part in run.apart(groups)]


def spoil(
    corpus: Corpus,
    plans: Sequence[Plan],
    rules: tuple[Rule, ...],
    policy: Policy,
    today: date,
    spoilt: Spoilt,
) -> None:
    """Add the statements of plans that are judged elsewhere, and what is wrong with them told there."""
    hierarchy = corpus.hierarchy.among(corpus.hierarchy.plans, ())
    others = corpus.among(tuple(plans), corpus.plans, hierarchy)
    judge(others, prerequisites(rules), policy, today, spoilt=spoilt, listed=False)


def prerequisites(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules that keep others from judging what they find fault with."""
    waited_for = {other for rule in rules for other in rule.after}
    return tuple(rule for rule in rules if rule.id in waited_for)


def _judgement(
    run: _Found, judged: Mapping[str, tuple[tuple[Case, Verdict], ...]], *, listed: bool
) -> Judgement:
    unjudged = run.unjudged() if listed else ()
    return in_order(run.findings, unjudged, run.reasons(), run.acceptances, judged)


def in_order(
    findings: Iterable[Finding],
    unjudged: Iterable[NotComparable],
    reasons: Mapping[str, int],
    acceptances: tuple[AcceptanceUse, ...],
    verdicts: Mapping[str, tuple[tuple[Case, Verdict], ...]],
) -> Judgement:
    """What was found, in the order of the reports, equal identities numbered."""
    alike = (replace(one, id=one.key) if one.id != one.key else one for one in findings)
    return Judgement(
        tuple(sorted(numbered(sorted(alike, key=_identity_order)), key=_finding_order)),
        tuple(sorted(unjudged, key=_unjudged_order)),
        reasons,
        acceptances,
        verdicts,
    )


class _Found:
    """What a run has found so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.acceptances: tuple[AcceptanceUse, ...] = ()
        self.listed: list[tuple[Rule, Case, Verdict]] = []
        """What could not be compared, to be listed."""

    def reasons(self) -> Mapping[str, int]:
        """How often what could not be compared for which reason."""
        return Counter(verdict.reason for _, _, verdict in self.listed if verdict.reason is not None)

    def unjudged(self) -> Iterator[NotComparable]:
        """What could not be compared, a plan at a time: each file's lines are looked for once."""
        for rule, case, verdict in sorted(self.listed, key=lambda listed: _plan_id(listed[1])):
            yield self._not_compared(rule, case, verdict)

    def _not_compared(self, rule: Rule, case: Case, verdict: Verdict) -> NotComparable:
        meaning = case.judged or (case.partners[0] if case.partners else None)
        indicator = meaning.indicator.id if meaning and meaning.indicator else None
        assert case.plan is not None and verdict.reason is not None
        return NotComparable(
            rule=rule.id,
            plan=case.plan,
            meaning=case.judged,
            indicator=indicator,
            year=meaning.year if meaning else None,
            reason=verdict.reason,
            primary=_primary(case),
            related=tuple(place_of(m) for m in case.partners),
        )


class _Run(_Found):
    def __init__(
        self, corpus: Corpus, rules: tuple[Rule, ...], policy: Policy, today: date, *, every_case: bool
    ) -> None:
        super().__init__()
        self.corpus = corpus
        self.policy = policy
        self.below: dict[int, Plan] = {}
        self._rules = tuple(_in_order(rules))
        self._today = today
        self._exceptions = Exceptions(corpus, rules, policy, today)
        self.spoilt_by: Spoilt = {}
        self._every_case = every_case
        self._waiting = Counter(map(_asks, self._rules))
        """How many rules still ask for the same cases."""
        self._cases_held: dict[object, list[Case]] = {}

    def apply_all(self) -> dict[str, tuple[tuple[Case, Verdict], ...]]:
        """Judge by every rule, exceptions last: only then is known which of them were needed."""
        judged: dict[str, tuple[tuple[Case, Verdict], ...]] = {}
        with using(self.corpus.catalogue.units):
            for last in (None, "waiver", "acceptance"):
                if last == "acceptance":
                    self.findings, self.acceptances = self._exceptions.accept(self.findings)
                for rule in self._rules:
                    if last == (rule.judge if rule.judge in EXCEPTIONS else None):
                        judged[rule.id] = tuple(self._apply(rule))
        return judged if self._every_case else {}

    def apart(self, groups: Sequence[Sequence[Plan]]) -> Sequence[_Found]:
        """What was found in each of some groups of the judged plans."""
        if len(groups) == 1:
            return [self]
        found = [_Found() for _ in groups]
        home = {typed(plan.id): one for one, plans in zip(found, groups, strict=True) for plan in plans}
        for finding in self.findings:
            (home[typed(finding.plan.id)] if finding.plan else found[0]).findings.append(finding)
        for told in self.listed:
            plan = told[1].plan
            (home[typed(plan.id)] if plan else found[0]).listed.append(told)
        for use in self.acceptances:
            home[use.acceptance.plan].acceptances += (use,)
        return found

    def _cases(self, rule: Rule, form: Form, awaited: Mapping[int, str]) -> Iterable[Case]:
        if rule.judge == "waiver":
            return self._exceptions.waiver_cases()
        if rule.judge == "acceptance":
            return self._exceptions.acceptance_cases(self.acceptances)
        join = JOINS[rule.against] if rule.against else alone(rule.judge)
        if self._every_case:
            return self._joined(rule, join)
        if form.open_to is not None and not form.by_words:
            return self._open(self._joined(rule, join), form, awaited)
        # Whether an unused waiver or a stale entry of the ratchet is at fault depends on what could not be judged.
        if form.listed or rule.id in self._exceptions.named:
            return self._joined(rule, join)
        if form.by_words:
            return self._at_fault[rule.id]

        suspects = form.suspects
        if suspects is None:
            return self._joined(rule, join)

        def among(members: Sequence[Meaning]) -> Sequence[Meaning]:
            sound = [m for m in members if id(m) not in awaited] if awaited else members
            return suspects(sound, rule.options)

        return join(self.corpus, Scope(rule.judge, rule.same, among))

    def _joined(self, rule: Rule, join: Join) -> Iterable[Case]:
        """The cases of a join; for a rule that compares no figures those of totals too."""
        cases = self._shared(rule, join)
        if rule.against not in WITH_TOTALS or not RELATIONS[rule.require].of_totals:
            return cases
        return chain(cases, join(self.corpus, Scope(rule.judge, rule.same, totals=True)))

    def _shared(self, rule: Rule, join: Join) -> Iterable[Case]:
        """The cases of a join, kept as long as further rules ask for the same."""
        asked = _asks(rule)
        self._waiting[asked] -= 1
        held = self._cases_held.pop(asked, None)
        if held is None:
            cases = join(self.corpus, Scope(rule.judge, rule.same, plainly=self._every_case))
            if not self._waiting[asked]:
                return cases
            held = list(cases)
        if self._waiting[asked]:
            self._cases_held[asked] = held
        return held

    def _open(self, cases: Iterable[Case], form: Form, awaited: Mapping[int, str]) -> Iterator[Case]:
        """Of a join's cases those of which there may be anything to tell."""
        assert form.open_to is not None
        for case in cases:
            if form.open_to(case) or (awaited and _rests_on(case, awaited)):
                yield case

    @cached_property
    def _at_fault(self) -> Mapping[str, Sequence[Case]]:
        """By rule id the statements that it may find fault with by themselves; those of equal words are judged once."""
        asking = [
            (rule.id, RELATIONS[rule.require], rule.options, Scope(rule.judge, rule.same).kinds)
            for rule in self._rules
            if RELATIONS[rule.require].by_words
        ]
        found: dict[str, list[Case]] = {rule_id: [] for rule_id, _, _, _ in asking}
        questions = {form.open_to for _, form, _, _ in asking}
        known = self.corpus.at_fault(tuple(found))
        for plan in self.corpus.judged:
            for meaning in self.corpus.meanings(plan):
                says = meaning.says
                failed = known.get(says)
                if failed is None:
                    kind, case = meaning.statement.kind, Case(plan, meaning)
                    is_open = {ask: ask is None or ask(case) for ask in questions}
                    failed = tuple(
                        rule_id
                        for rule_id, form, options, kinds in asking
                        if is_open[form.open_to] and kind in kinds
                        if (form.unless is not None and form.unless(case))
                        or form.relation(case, self.corpus, options).outcome == "fails"
                    )
                    if says.__class__ is Reading:
                        known[says] = failed
                for rule_id in failed:
                    found[rule_id].append(Case(plan, meaning))
        return found

    def _is_off(self, rule: Rule, case: Case) -> bool:
        """Whether the project has the rule switched off for the judged plan's file."""
        if case.plan is None or rule.judge == "file":
            return False
        return self.policy.severity_of(rule.id, case.plan.file) == "off"

    def _awaited_by(self, rule: Rule) -> dict[int, str]:
        """The statements that a rule does not judge, and the rule that keeps it from that."""
        return {key: other for other in rule.after for key in self.spoilt_by.get(other, ())}

    def _look_below(self, partners: Iterable[Meaning]) -> bool:
        """Have what is spoilt of plans below, and of those between, known before they are compared with; False if it was."""
        waiting: dict[int, Plan] = {}
        for plan in {id(partner.plan): partner.plan for partner in partners}.values():
            if id(plan) in self.below:
                above = (upper for level in self.corpus.hierarchy.superiors(plan) for upper in level.plans)
                waiting.update((id(one), one) for one in (plan, *above) if id(one) in self.below)
        if waiting:
            for key in waiting:
                del self.below[key]
            plans = tuple(waiting.values())
            spoil(self.corpus, plans, self._rules, self.policy, self._today, self.spoilt_by)
        return bool(waiting)

    def _apply(self, rule: Rule) -> list[tuple[Case, Verdict]]:
        """Judge every case of a rule, and remember what it found and which statements it spoils."""
        form = RELATIONS[rule.require]
        awaited = self._awaited_by(rule)
        spoilt = self.spoilt_by.setdefault(rule.id, {})
        found: list[Finding] = []
        told: set[int] = set()
        """Statements that an earlier finding of the rule names as having the same fault."""
        judged: list[tuple[Case, Verdict]] = []
        for case in self._cases(rule, form, awaited):
            if rule.when and not all(_asked(key, case) in wanted for key, wanted in rule.when.items()):
                continue
            verdict: Verdict | None = None
            reason: str | None = None
            if self.below and rule.against in BELOW and self._look_below(case.partners):
                awaited |= self._awaited_by(rule)
            if awaited:
                reason = _waits_for(case.judged, awaited) if case.judged else None
                if reason is None and case.grouped:
                    case = case.without(awaited)
                    if not case.partners:
                        continue
                elif reason is None and not case.surroundings:
                    reason = next(filter(None, (_waits_for(p, awaited) for p in case.partners)), None)
                if reason is not None:
                    verdict = not_comparable(f"spoiled:{reason}")
            if verdict is None:
                verdict = form.relation(case, self.corpus, rule.options)
            speaks = verdict.outcome == "fails" or form.listed or reason is not None
            if verdict.outcome == "holds":
                self._exceptions.clear(rule.id, case)
            if (verdict.outcome == "holds" or not speaks) and not self._every_case:
                continue
            if self._is_off(rule, case):
                continue
            undecided = verdict.outcome == "not-comparable" and speaks
            if undecided and rule.id in self._exceptions.named:
                self._exceptions.silence(rule.id, case, self._identity(rule, case, case.partners))
            if self._every_case:
                judged.append((case, verdict))
            if verdict.outcome == "fails" and id(case.judged) not in told:
                finding = self._finding(rule, case, verdict)
                found.append(finding)
                if not finding.waived:
                    told.update(map(id, verdict.alike))
                if finding.severity != "note" and case.judged is not None:
                    spoilt.update((id(meaning), meaning) for meaning in (case.judged, *verdict.alike))
            elif verdict.outcome == "not-comparable" and form.listed:
                self.listed.append((rule, case, verdict))
        self.findings += _merged(found)
        return judged

    def _finding(self, rule: Rule, case: Case, verdict: Verdict) -> Finding:
        related = case.partners if verdict.related is None else verdict.related
        file = case.plan.file if case.plan else ""
        told = self.policy.severity_of(rule.id, file) if rule.judge != "file" else None
        judged = case.judged
        others = [m for m in (*case.others, *verdict.beside)[:_MOST_OTHERS] if m not in related]
        key = self._identity(rule, case, related)
        waiver, waived = self._exceptions.waiver(rule.id, case, related, verdict.gap)
        return Finding(
            id=key,
            key=key,
            rule=rule.id,
            name=rule.name,
            severity=_severity(rule, case, verdict, None if told == "off" else told),
            message=message_of(rule, case, verdict, related),
            plan=case.plan,
            meaning=judged,
            gap=verdict.gap,
            unit=verdict.unit,
            waiver=waiver,
            waived=waived,
            primary=_primary(case),
            related=tuple(place_of(m) for m in (*related, *others, *verdict.alike)) + _other_heads(case),
        )

    def _identity(self, rule: Rule, case: Case, related: tuple[Meaning, ...]) -> str:
        partner = related[0] if related else None
        subject = case.judged or partner
        indicator = subject.indicator.id if subject is not None and subject.indicator else None
        if isinstance(case.fault, AcceptanceUse):
            indicator = case.fault.acceptance.finding
        elif isinstance(case.fault, WaiverUse) and indicator is None:
            indicator = f"{case.fault.waiver.rule} {case.fault.waiver.indicator or ''}"
        return identity(
            rule.id,
            case.plan,
            case.judged,
            indicator,
            # Of a group none is the partner: another plan may come to stand first.
            partner.plan if partner is not None and not case.grouped else None,
            _file(case),
        )


def _primary(case: Case) -> Place:
    if isinstance(case.fault, Fault):
        return Place(case.fault.file, case.fault.span, None, None)
    if isinstance(case.fault, AcceptanceUse):
        return Place(case.fault.acceptance.file, case.fault.acceptance.span, None, None)
    if case.judged is not None and case.path is None:
        return place_of(case.judged)
    assert case.plan is not None
    path: YamlPath = case.path or ("plan", "id")
    return Place(case.plan.file, case.plan.span(path), case.plan, case.judged)


def _file(case: Case) -> str:
    """The file of a finding's primary place."""
    if isinstance(case.fault, Fault):
        return case.fault.file
    if isinstance(case.fault, AcceptanceUse):
        return case.fault.acceptance.file
    plan = case.judged.plan if case.judged is not None and case.path is None else case.plan
    assert plan is not None
    return plan.file


def _plan_id(case: Case) -> str:
    return case.plan.id if case.plan else ""


def _asks(rule: Rule) -> object:
    """What the cases of a rule depend on."""
    return rule.against, rule.judge, rule.same


def _waits_for(meaning: Meaning, awaited: Mapping[int, str]) -> str | None:
    """The rule that a statement waits for, or that the figures wait for which it was worked out from."""
    bases = meaning.result.bases
    found = awaited.get(id(meaning))
    if found is not None or not bases:
        return found
    return next(filter(None, (awaited.get(id(base)) for base in bases)), None)


def _rests_on(case: Case, awaited: Mapping[int, str]) -> bool:
    """Whether any statement of a case waits for another rule."""
    assert case.judged is not None
    for meaning in (case.judged, *case.partners):
        bases = meaning.result.bases
        if id(meaning) in awaited or (bases and _waits_for(meaning, awaited)):
            return True
    return False


def _in_order(rules: Iterable[Rule]) -> Iterable[Rule]:
    """Prerequisites before those that wait for them, else by id."""
    by_id = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
    order = graphlib.TopologicalSorter(
        {rule.id: [other for other in rule.after if other in by_id] for rule in by_id.values()}
    )
    return [by_id[rule_id] for rule_id in order.static_order()]


def _merged(findings: Iterable[Finding]) -> list[Finding]:
    """One fault, one finding, at the document's first place: what a plan says twice with one gap, or one row's words."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        meaning = finding.meaning
        key: object = finding.id, finding.gap, finding.severity, finding.waived
        if meaning is None:
            key = id(finding)
        elif finding.gap is None:  # a row's unit is wrong once, however many figures stand beside it
            row = meaning.plan.id, meaning.statement.name_path
            key = row, finding.message, finding.severity, finding.waived
        alike.setdefault(key, []).append(finding)
    return [found[0] if len(found) == 1 else _together(found) for found in alike.values()]


def _together(alike: Iterable[Finding]) -> Finding:
    first, *others = sorted(alike, key=lambda finding: in_document(cast(Meaning, finding.meaning)))
    return replace(first, related=(*first.related, *(finding.primary for finding in others)))


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


def _other_heads(case: Case) -> tuple[Place, ...]:
    plans = getattr(case.fault, "plans", ())
    return tuple(
        Place(plan.file, plan.span(case.path or ("plan", "id")), plan, None)
        for plan in plans
        if plan is not case.plan
    )


def _identity_order(finding: Finding) -> tuple[object, ...]:
    """Orders equal identities by source line, then by where they stand in the file, whatever the order of a statement's keys."""
    span, meaning = finding.primary.span, finding.meaning
    place = (
        (in_document(meaning)[1], *meaning.statement.path, *meaning.statement.name_path) if meaning else ()
    )
    return finding.id, place, span.line, span.column, finding.primary.file


def _finding_order(finding: Finding) -> tuple[object, ...]:
    span = finding.primary.span
    return finding.primary.file, span.line, span.column, finding.rule, finding.id, finding.message


def _unjudged_order(item: NotComparable) -> tuple[object, ...]:
    span = item.primary.span
    return item.primary.file, span.line, span.column, item.rule, item.indicator or ""
