"""Findings: a rule's verdicts on statements, with every place they rest on and an identity of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from planlint.frozen import frozen
from planlint.judging.rule import Severity
from planlint.meaning import Meaning
from planlint.model import Plan, Span, Waiver
from planlint.words import Words


@frozen()
class Place:
    """One place that a finding rests on: where it stands in the YAML and in the published source."""

    file: str
    span: Span
    plan: Plan | None
    meaning: Meaning | None
    """The statement; None where a plan's head, a row or a file is meant."""


@frozen()
class Finding:
    """A rule's verdict that something is wrong."""

    id: str
    """Rule, judged plan and subject: the same after lines move or files are renamed."""
    rule: str
    name: str
    severity: Severity
    message: Words
    plan: Plan | None
    """The judged plan; None for a file that is no plan."""
    meaning: Meaning | None
    gap: Fraction | None
    unit: str
    waived: bool
    primary: Place
    related: tuple[Place, ...]
    key: str = ""
    """The id without its ordinal."""
    waiver: Waiver | None = None
    """The waiver that names the rule here; it need not hold (`waived`)."""
    accepted: bool = False
    """Whether the ratchet accepts it."""
    was: Fraction | None = None
    """The gap that the ratchet accepts, where this one has grown wider."""

    @property
    def open(self) -> bool:
        """Whether it counts: neither waived nor accepted."""
        return not (self.waived or self.accepted)


@frozen()
class NotComparable:
    """A comparison that could not be made, and why."""

    rule: str
    plan: Plan
    meaning: Meaning | None
    indicator: str | None
    year: int | None
    reason: str
    primary: Place
    related: tuple[Place, ...]


def place_of(meaning: Meaning) -> Place:
    """The place of a statement's figure."""
    plan = meaning.plan
    return Place(plan.file, plan.span(meaning.statement.path), plan, meaning)


def identity(
    rule: str,
    plan: Plan | None,
    subject: Meaning | None,
    indicator: str | None,
    partner: Plan | None,
    file: str,
) -> str:
    """A finding's id without its ordinal; it can be typed in a shell without quotes."""
    if plan is None:
        return ":".join((rule, typed(file)))
    parts = [rule, typed(plan.id)]
    if subject is not None:
        parts += [typed(indicator or subject.statement.name), str(subject.year)]
        for key, words in (
            ("pop", subject.population),
            ("place", subject.statement.place),
            ("part", subject.statement.part),
        ):
            if words:
                parts.append(f"{key}={typed(words)}")
    elif indicator:
        parts.append(typed(indicator))
    if partner is not None and partner is not plan:
        parts.append(f"to={typed(partner.id)}")
    return ":".join(parts)


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order, equal identities told apart by an ordinal."""
    counts: dict[str, int] = {}
    result = []
    for finding in findings:
        counts[finding.id] = number = counts.get(finding.id, 0) + 1
        result.append(finding if number == 1 else replace(finding, id=f"{finding.id}:{number}"))
    return tuple(result)


def typed(words: str) -> str:
    """Words without characters that a shell or the id itself would read otherwise."""
    return re.sub(r"[^\w.+-]+", "_", unicodedata.normalize("NFKC", words)).strip("_") or "_"
