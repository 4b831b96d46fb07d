"""The report of `planlint verify`: what is not verified, and the share that is."""

from __future__ import annotations

from planlint.provenance import REASON_WORDS, SOURCE_REASON_WORDS, Provenance, Share
from planlint.words import Lang, Words

RULE = "PL503"
"""The id under which an unverified statement is reported."""


def render(provenance: Provenance, lang: Lang) -> str:
    """A line for each fault and unverified statement, then the shares."""
    lines = []
    for fault in provenance.faults:
        span = fault.plan.span(fault.path)
        words = SOURCE_REASON_WORDS[fault.reason].in_(lang)
        found = f" ({fault.found})" if fault.found else ""
        lines.append(f"{fault.plan.file}:{span.line}:{span.column} {RULE} {words}{found}")
    for item in provenance.verifications:
        if item.reason is None or item.reason == "source-unread":
            continue
        span = item.plan.span(item.statement.path)
        at = item.statement.at
        line = Words(f"原文第 {at.line} 行", f"source line {at.line}").in_(lang) if at.line else ""
        missing = " ".join(f"“{word}”" for word in item.missing)
        words = REASON_WORDS[item.reason].in_(lang)
        lines.append(
            f"{item.plan.file}:{span.line}:{span.column} {RULE} {item.statement.name} “{item.statement.figure}” "
            f"{words} {missing} {line}".rstrip()
        )
    for plan, share in provenance.by_plan:
        lines.append(f"{plan.id}: {_share(share)}")
    lines.append(
        Words(f"核对通过 {_share(provenance.share)}", f"verified {_share(provenance.share)}").in_(lang)
    )
    return "\n".join(lines) + "\n"


def _share(share: Share) -> str:
    fraction = share.fraction
    percent = "–" if fraction is None else f"{float(int(fraction * 1000) / 10):g} %"
    return f"{share.verified}/{share.statements} = {percent}"
