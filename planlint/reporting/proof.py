"""The report of `planlint verify`: what is not verified, and the share that is."""

from __future__ import annotations

from planlint.model import Plan, Statement, YamlPath
from planlint.provenance import (
    REASON_WORDS,
    SOURCE_REASON_WORDS,
    Provenance,
    Reason,
    Share,
    SourceFault,
    Verification,
)
from planlint.reporting.terminal import visible
from planlint.reporting.wording import listed
from planlint.words import Lang, Words

RULE = "PL503"
"""The id under which an unverified statement is reported."""


def render(provenance: Provenance, lang: Lang) -> str:
    """A line for each fault and unverified statement, then the shares."""
    lines = [_fault(fault, lang) for fault in provenance.faults]
    lines += [
        _unverified(item, item.reason, lang)
        for item in provenance.verifications
        if item.reason is not None and item.reason != "source-unread"
    ]
    lines += [f"{plan.id}: {_share(share)}" for plan, share in provenance.by_plan]
    lines.append(Words("核对通过 ", "verified ").in_(lang) + _share(provenance.share))
    return "".join(f"{visible(line)}\n" for line in lines)


def _fault(fault: SourceFault, lang: Lang) -> str:
    words = SOURCE_REASON_WORDS[fault.reason].in_(lang)
    found = [fault.found] if fault.found else []
    if fault.line is not None:
        found.append(Words(f"原文第 {fault.line} 行", f"source line {fault.line}").in_(lang))
    more = f" ({listed(found, lang)})" if found else ""
    return f"{_at(fault.plan, fault.path)} {RULE} {words}{more}"


def _unverified(item: Verification, reason: Reason, lang: Lang) -> str:
    statement = item.statement
    parts = [
        _at(item.plan, statement.path),
        RULE,
        statement.name,
        *([f"“{statement.figure}”"] if isinstance(statement, Statement) else []),
        REASON_WORDS[reason].in_(lang),
        *(f"“{word}”" for word in item.missing),
    ]
    if statement.at.line is not None:
        parts.append(Words(f"原文第 {statement.at.line} 行", f"source line {statement.at.line}").in_(lang))
    return " ".join(parts)


def _at(plan: Plan, path: YamlPath) -> str:
    span = plan.span(path)
    return f"{plan.file}:{span.line}:{span.column}"


def _share(share: Share) -> str:
    """Rounded down: only the whole is 100 %."""
    fraction = share.fraction
    percent = "–" if fraction is None else f"{int(fraction * 1000) / 10:g} %"
    return f"{share.verified}/{share.statements} = {percent}"
