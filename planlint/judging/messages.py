"""Messages: what a finding says, put together from the rule's words and the facts of the case."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template

from planlint.judging.rule import Rule
from planlint.judging.uses import WaiverUse
from planlint.judging.verdict import Case, Verdict
from planlint.meaning import Meaning
from planlint.model import Plan
from planlint.printing import counted_in, figure_words, gap_words, within_title_marks
from planlint.words import Lang, Words


def message_of(rule: Rule, case: Case, verdict: Verdict, related: tuple[Meaning, ...]) -> Words:
    """What a finding says, in both languages."""

    def told(lang: Lang) -> str:
        return Template(rule.message.in_(lang)).safe_substitute(_facts(case, verdict, related, lang))

    return Words(told("zh"), told("en"))


def _facts(case: Case, verdict: Verdict, related: tuple[Meaning, ...], lang: Lang) -> dict[str, str]:
    members = ((case.judged,) if case.judged else ()) + related
    unit, factor = counted_in(members, verdict.unit)
    in_full = _in_several_scales(members)
    facts: dict[str, str] = {
        "gap": gap_words(None if verdict.gap is None else verdict.gap / factor, unit, lang),
        "detail": verdict.detail.zh if lang == "zh" else verdict.detail.en,
        "skipped": _skipped(case.skipped, lang),
        "count": str(len(related)),
        "figures": _figures(members, lang, in_full=in_full),
    }
    if case.plan is not None:
        facts |= {"plan": _title(case.plan, lang), "jurisdiction": case.plan.jurisdiction}
    for prefix, meaning in (("", case.judged), ("partner_", related[0] if related else None)):
        if meaning is None:
            continue
        statement = meaning.statement
        facts |= {
            f"{prefix}plan": _title(meaning.plan, lang),
            f"{prefix}jurisdiction": meaning.plan.jurisdiction,
            f"{prefix}name": statement.name,
            f"{prefix}figure": figure_words(meaning, in_full=in_full),
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
    if isinstance(case.fault, WaiverUse) and case.judged is None:
        facts["name"] = case.fault.waiver.indicator or facts["plan"]
    partner = related[0] if related else None
    facts["basis"] = (partner.basis if partner and partner.basis else "") or ""
    if case.judged is not None and case.judged.basis and not facts["basis"]:
        facts["basis"] = case.judged.basis
    return facts


def _title(plan: Plan, lang: Lang) -> str:
    """A plan's title, which Chinese words put between 《 and 》 and English ones between “ and ”."""
    return within_title_marks(plan.title) if lang == "zh" else plan.title


def _in_several_scales(members: Sequence[Meaning]) -> bool:
    """Whether figures for one indicator are printed in several scales, which their names may tell alone."""
    scales = {meaning.factor for meaning in members}
    return len(scales) > 1 and len({meaning.indicator for meaning in members}) == 1


def _figures(members: Sequence[Meaning], lang: Lang, *, in_full: bool) -> str:
    words = []
    for meaning in members:
        line = meaning.statement.at.line
        where = "" if line is None else (f"（第 {line} 行）" if lang == "zh" else f" (line {line})")
        words.append(figure_words(meaning, in_full=in_full) + where)
    return ("、" if lang == "zh" else ", ").join(words)


def _skipped(names: tuple[str, ...], lang: Lang) -> str:
    if not names:
        return ""
    if lang == "zh":
        return f"（{'、'.join(names)}的规划未收录）"
    return f" (no plan of {', '.join(names)} is held)"
