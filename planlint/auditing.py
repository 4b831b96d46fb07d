"""The whole flow: files to plans, plans to meanings, meanings to verdicts, verdicts to a report."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.configuration import Config
from planlint.files import NO_MEMORY, Memory
from planlint.findings import Finding, NotComparable
from planlint.frozen import frozen
from planlint.hierarchy import Hierarchy, HierarchyFault, Missing
from planlint.judging.corpus import Corpus
from planlint.judging.engine import Judgement, JudgingInterrupted, judge
from planlint.judging.parts import Judge, Part, PartsInterrupted, Told, chains, gathered, waived_until
from planlint.judging.policy import Policy
from planlint.judging.rule import SEVERITIES, Rule, Severity
from planlint.judging.uses import AcceptanceUse
from planlint.judging.verdict import Case, Verdict
from planlint.model import Plan
from planlint.processes import Engine, Processes, cores
from planlint.project import Project, load
from planlint.reading.held import HeldPlan

if TYPE_CHECKING:
    from planlint.judging.kept import KeptParts

READING_RULES = ("PL001", "PL002", "PL003", "PL004", "PL005")
"""Rules that report what is wrong with a file itself: exit status 2."""


@frozen()
class Report:
    """What an audit found: the same objects that the command line prints."""

    findings: tuple[Finding, ...]
    """In the order of files and lines; waived ones among them."""
    not_comparable: tuple[NotComparable, ...]
    plans: tuple[Plan, ...]
    """The judged plans."""
    missing: tuple[tuple[Plan, Missing], ...]
    """What stands above each judged plan and is not held."""
    rules: tuple[Rule, ...]
    corpus: Corpus
    lines: Mapping[str, tuple[str, ...]]
    """The text of each file with faults, line by line."""
    acceptances: tuple[AcceptanceUse, ...] = ()
    """What became of the ratchet's entries for the judged plans."""
    verdicts: Mapping[str, tuple[tuple[Case, Verdict], ...]] = field(default_factory=dict, repr=False)
    """By rule id, where asked for: every case that a rule looked at."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """How often what could not be compared for which reason, listed or not."""
    told: Told | None = field(default=None, repr=False)
    """What was counted while the plans were held, where they were judged in parts."""

    @property
    def statements(self) -> int:
        """How many statements the judged plans make."""
        if self.told is not None:
            return self.told.statements
        return sum(len(plan.statements) for plan in self.plans)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity are neither waived nor accepted."""
        return sum(finding.severity == severity and finding.open for finding in self.findings)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(finding.waived for finding in self.findings)

    @property
    def accepted(self) -> int:
        """How many findings the ratchet accepts."""
        return sum(finding.accepted for finding in self.findings)

    def days(self, today: date) -> tuple[str | None, str | None]:
        """The days (`YYYY-MM-DD`) after which, and up to which, the waivers stand as they do today."""
        days = self.told.waived_until if self.told is not None else waived_until(self.plans)
        now = today.isoformat()
        return max((d for d in days if d < now), default=None), min(
            (d for d in days if d >= now), default=None
        )

    def exit_status(self, fail_level: Severity = "warning") -> int:
        """0 nothing at or above the level, 1 findings, 2 a file that can't be used (docs/json.md)."""
        counted = [finding for finding in self.findings if finding.open]
        if any(f.rule in READING_RULES and f.severity == "error" for f in counted):
            return 2
        level = SEVERITIES.index(fail_level)
        return int(any(SEVERITIES.index(finding.severity) >= level for finding in counted))


def audit(paths: Iterable[Path | str], config: Config | None = None) -> Report:
    """Judge the plans under the paths.

    Superiors, catalogues and rules come also from the project (`config`, else the nearest
    `planlint.yaml` upward) and from the package. Faults of files are findings; nothing is raised for them.
    Of some thousands of plans (`project.PACKED_FROM`) the findings' plans hold no more than reports print.
    Raises Misuse where the paths belong to several projects.
    """
    return report_on(load([Path(path) for path in paths], config))


class AuditInterrupted(KeyboardInterrupt):
    """Ctrl-C while plans are judged."""

    def __init__(self, so_far: Report) -> None:
        super().__init__()
        self.so_far = so_far
        """The findings of the rules that had been applied, or of the parts that had been judged."""


def report_on(
    project: Project,
    *,
    every_case: bool = False,
    jobs: int | None = 1,
    engine: Engine | None = None,
    listed: bool = True,
    memory: Memory = NO_MEMORY,
) -> Report:
    """Judge a project that was read; `every_case` keeps every verdict, not those alone that findings rest on.

    A project of more plans than memory would hold at once is judged in parts, on so many processes (`jobs`, for
    None one a core) or by an engine, but for the parts of which the memory knows what was told of them.
    What could not be compared is only counted unless it is to be `listed`.
    Raises AuditInterrupted for a KeyboardInterrupt.
    """
    judging = Judge(project.rules, policy_of(project), date.today(), listed)
    in_parts = not every_case and any(isinstance(plan, HeldPlan) for plan in project.judged)
    kept = _kept_parts(memory, judging) if in_parts else None
    layout = kept.layout(project.judged, project.context) if kept else None
    corpus = corpus_of(project, layout and layout.faults((*project.judged, *project.context)))
    missing = layout.missing if layout else [corpus.hierarchy.missing(plan) for plan in corpus.judged]

    def report(judgement: Judgement, told: Told | None = None, ids: Set[str] | None = None) -> Report:
        plans = zip(corpus.judged, missing, strict=True)
        judged = [(plan, lacking) for plan, lacking in plans if ids is None or plan.id in ids]
        return Report(
            findings=judgement.findings,
            not_comparable=judgement.not_comparable,
            reasons=judgement.reasons,
            acceptances=judgement.acceptances,
            verdicts=judgement.verdicts,
            plans=tuple(plan for plan, _ in judged),
            missing=tuple(judged),
            rules=project.rules,
            corpus=corpus,
            lines=project.lines,
            told=told,
        )

    try:
        if kept is None:
            judgement = judge(corpus, project.rules, judging.policy, every_case=every_case, listed=listed)
            return report(judgement)
        if layout is not None:
            parts = layout.parts(corpus)
        else:
            parts = chains(corpus, project.rules)
            kept.keep_layout(corpus, parts, missing)
        told = _judged_in_parts(parts, judging, engine or Processes(cores() if jobs is None else jobs), kept)
        return report(told.judgement, told)
    except JudgingInterrupted as interrupted:
        raise AuditInterrupted(report(interrupted.so_far)) from None
    except PartsInterrupted as interrupted:
        so_far = interrupted.so_far
        raise AuditInterrupted(report(so_far.judgement, so_far, interrupted.plans)) from None


def _kept_parts(memory: Memory, judging: Judge) -> KeptParts:
    from planlint.judging.kept import KeptParts  # not for the many runs over a few plans

    return KeptParts(memory, judging)


def _judged_in_parts(
    parts: Iterable[Sequence[Part]], judging: Judge, engine: Engine, kept: KeptParts
) -> Told:
    told: dict[int, Told | None] = {}
    """By number of the part, so that the order of what is gathered doesn't depend on what was kept."""
    tasks: list[list[tuple[int, Part]]] = []
    plans: dict[int, tuple[str, ...]] = {}
    """The ids of the plans that a part judges, by its number."""
    for chain in parts:
        numbered = list(enumerate(chain, len(told)))
        plans |= {number: tuple(plan.id for plan in part.judged) for number, part in numbered}
        told |= {number: kept.told(part) for number, part in numbered}
        unknown = [(number, part) for number, part in numbered if told[number] is None]
        if tasks and not any(part.judged for _, part in unknown):
            tasks[-1] += unknown  # without plans it is no work for a process of its own
        elif unknown:
            tasks.append(unknown)
    kept.judges(part for task in tasks for _, part in task)
    # Those of one sector after one another have words in common; the largest first leave least for one to do alone.
    tasks.sort(key=lambda task: (_sector(task), -sum(len(part.judged) for _, part in task)))
    gc.freeze()  # the heads of all plans are not looked through again after each part
    try:
        found = engine.each(judging, [[part for _, part in task] for task in tasks])
        for task, its_told in zip(tasks, found, strict=True):
            for (number, part), one in zip(task, its_told, strict=True):
                told[number] = one
                kept.keep(part, one)
    except KeyboardInterrupt:
        done = [number for number, one in told.items() if one is not None]
        raise PartsInterrupted(
            gathered(filter(None, told.values())), {plan for number in done for plan in plans[number]}
        ) from None
    finally:
        gc.unfreeze()
    return gathered(filter(None, told.values()))


def _sector(task: Sequence[tuple[int, Part]]) -> str:
    return next((part.judged[0].sector for _, part in task if part.judged), "")


def policy_of(project: Project) -> Policy:
    """What a project decides beside its rules."""
    return Policy(
        project.config.severity_of,
        frozenset(rule.id for rule in project.rules if project.config.is_mandatory(rule.id)),
        frozenset(rule.id for rule in project.switched_off),
        project.accepted,
    )


def corpus_of(project: Project, faults: Sequence[HierarchyFault] | None = None) -> Corpus:
    """The plans of a project, joined by the hierarchy; what is wrong between them is looked for unless it is known."""
    judged = _once(project.judged)
    held = {plan.id: plan for plan in judged}
    context = tuple(plan for plan in _once(project.context) if plan.id not in held)
    # The project may hold a judged plan in a file of its own: an identical definition is no duplicate.
    others = (
        p for p in project.context if p.id not in held or replace(p, file=held[p.id].file) != held[p.id]
    )
    hierarchy = Hierarchy((*project.judged, *others), project.divisions, faults)
    return Corpus(judged, context, project.catalogue, hierarchy, project.faults, project.statistics)


def _once(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """The plan of each id whose file comes first, as in the hierarchy, which reports the others."""
    kept: dict[str, Plan] = {}
    for plan in plans:
        if plan.file < kept.setdefault(plan.id, plan).file:
            kept[plan.id] = plan
    return tuple(kept.values())
