"""How a verdict came about: printed → parsed → unit → resolved → compared → verdict."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.audit import Report
from planlint.figures import decimal_text
from planlint.findings import Finding
from planlint.judging.rule import Rule
from planlint.meaning import Meaning
from planlint.printing import figure_words, gap_words, range_words
from planlint.reporting.reading import KIND_WORDS
from planlint.reporting.wording import KIND, SEVERITY, reason_words
from planlint.words import Lang, Words


def rule_words(rule: Rule, lang: Lang) -> str:
    """A rule for a person: what it finds, why it matters, what it waits for."""
    severity = (
        SEVERITY[rule.severity].in_(lang)
        if rule.severity
        else "，".join(f"{value} → {SEVERITY[given].in_(lang)}" for value, given in rule.severities.items())
    )
    facts = [
        (Words("判断", "judges"), rule.judge),
        (Words("对照", "against"), rule.against),
        (Words("相同", "same"), ", ".join(sorted(rule.same)) or None),
        (Words("要求", "requires"), rule.require),
        (Words("严重程度", "severity"), severity),
        (Words("先行规则", "after"), ", ".join(rule.after) or None),
        (Words("消息", "message"), rule.message.in_(lang)),
        (Words("文件", "file"), rule.file),
    ]
    lines = [f"{rule.id} {rule.name}", "", f"  {rule.why.in_(lang)}", ""]
    lines += [f"  {label.in_(lang)}: {value}" for label, value in facts if value]
    return "\n".join(lines) + "\n"


def finding_words(finding: Finding, report: Report, lang: Lang) -> str:
    """A finding for a person, each statement from its printed words to its range, then the verdict."""
    lines = [f"{finding.id}", f"{finding.rule} {finding.name} · {SEVERITY[finding.severity].in_(lang)}", ""]
    lines.append(f"  {finding.message.in_(lang)}")
    members = [finding.meaning] if finding.meaning else []
    members += [place.meaning for place in finding.related if place.meaning is not None]
    for meaning in dict.fromkeys(members):
        lines += ["", *(f"  {line}" for line in _statement(meaning, lang))]
    rule = next((rule for rule in report.rules if rule.id == finding.rule), None)
    lines.append("")
    if rule is not None:
        lines.append(f"  {Words('要求', 'requires').in_(lang)}: {rule.require}")
    verdict = Words("不成立", "fails").in_(lang)
    if finding.gap is not None:
        verdict += Words("，相差 ", " by ").in_(lang) + gap_words(finding.gap, finding.unit, lang)
    lines.append(f"  {Words('判断', 'verdict').in_(lang)}: {verdict}")
    if rule is not None:
        lines += ["", f"  {rule.why.in_(lang)}"]
    return "\n".join(lines) + "\n"


def _statement(meaning: Meaning, lang: Lang) -> Iterator[str]:
    statement, figure, indicator = meaning.statement, meaning.figure, meaning.indicator
    at = statement.at
    line = Words(f"原文第 {at.line} 行", f"source line {at.line}").in_(lang) if at.line else ""
    year = str(statement.year) if statement.year is not None else f"({meaning.year})"
    yield f"{meaning.plan.title}  {at.section or ''}  {line}".rstrip()
    yield f"  {Words('印作', 'printed').in_(lang)}: {statement.name} {year} {KIND[statement.kind].in_(lang)} “{figure_words(meaning)}”"
    read = KIND_WORDS[figure.kind].in_(lang)
    if figure.value is not None:
        read += f" {figure.comparator or ''} {decimal_text(figure.value)}".replace("  ", " ")
    if figure.high is not None:
        read += f" … {decimal_text(figure.high)}"
    yield f"  {Words('读作', 'read').in_(lang)}: {read}"
    if meaning.units.printed is not None:
        unit = meaning.units.printed.text
        canonical = indicator.unit_text if indicator else ""
        if meaning.factor is not None and meaning.factor != 1 and figure.kind != "change":
            unit += f" → × {decimal_text(meaning.factor)} {canonical}"
        yield f"  {Words('单位', 'unit').in_(lang)}: {unit}"
    for base in meaning.bases:
        where = f"{Words('原文第', 'source line').in_(lang)} {base.statement.at.line}"
        yield f"  {Words('基数', 'base').in_(lang)}: {figure_words(base)} ({base.year}, {where})"
    unit = indicator.unit_text if indicator else ""
    if meaning.ranges:
        shown = Words(" 或 ", " or ").in_(lang).join(range_words(range_, unit) for range_ in meaning.ranges)
        yield f"  {Words('取值范围', 'range').in_(lang)}: {shown}"
    else:
        yield f"  {Words('没有范围', 'no range').in_(lang)}: {reason_words(meaning.reason or 'no-range', lang)}"
