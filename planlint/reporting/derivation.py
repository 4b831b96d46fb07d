"""How a verdict came about: printed → parsed → unit → resolved → compared → verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.auditing import Report
from planlint.findings import Finding
from planlint.judging.rule import Rule
from planlint.meaning import Meaning
from planlint.printing import figure_words, gap_words, number_words, ranges_words
from planlint.reporting.facts import Fact, facts, options
from planlint.reporting.reading import KIND_WORDS
from planlint.reporting.terminal import visible
from planlint.reporting.wording import KIND, SEVERITY, listed, reason_words
from planlint.words import Lang, Words


def rule_words(rule: Rule, lang: Lang) -> str:
    """A rule for a person: what it finds, why it matters, what it waits for."""
    told = [
        (_label(fact, lang), listed((words.in_(lang) for words in fact.words), lang))
        for fact in (*facts(rule), *options(rule))
    ]
    told += [
        (Words("消息", "message").in_(lang), rule.message.in_(lang)),
        (Words("文件", "file").in_(lang), rule.file),
    ]
    lines = [f"{rule.id} {rule.name}", "", f"  {rule.why.in_(lang)}", ""]
    return _text([*lines, *(f"  {label}: {words}" for label, words in told)])


def _label(fact: Fact, lang: Lang) -> str:
    return fact.label.in_(lang) + (Words(f"（{fact.of}）", f" ({fact.of})").in_(lang) if fact.of else "")


def finding_words(finding: Finding, report: Report, lang: Lang) -> str:
    """A finding for a person, each statement from its printed words to its range, then the verdict."""
    at = f"{finding.primary.file}:{finding.primary.span.line}:{finding.primary.span.column}"
    lines = [finding.id, f"{finding.rule} {finding.name} · {SEVERITY[finding.severity].in_(lang)}", at, ""]
    lines.append(f"  {finding.message.in_(lang)}")
    members = [finding.meaning] if finding.meaning else []
    members += [place.meaning for place in finding.related if place.meaning is not None]
    for meaning in dict.fromkeys(members):
        lines += ["", *(f"  {line}" for line in _statement(meaning, lang))]
    rule = next(rule for rule in report.rules if rule.id == finding.rule)
    verdict = Words("不成立", "fails").in_(lang)
    if finding.gap is not None:
        verdict += Words("，相差 ", " by ").in_(lang) + gap_words(finding.gap, finding.unit, lang)
    lines += [
        "",
        f"  {Words('要求', 'requires').in_(lang)}: {rule.require}",
        f"  {Words('判断', 'verdict').in_(lang)}: {verdict}",
        "",
        f"  {rule.why.in_(lang)}",
    ]
    return _text(lines)


def _statement(meaning: Meaning, lang: Lang) -> Iterator[str]:
    statement, figure, indicator = meaning.statement, meaning.figure, meaning.indicator
    at = statement.at
    yield "  ".join(filter(None, (meaning.plan.title, at.section, _source_line(meaning, lang))))
    year = str(statement.year) if statement.year is not None else f"({meaning.year})"
    kind = KIND[statement.kind].in_(lang)
    yield f"  {Words('印作', 'printed').in_(lang)}: {statement.name} {year} {kind} “{figure_words(meaning)}”"
    read = [KIND_WORDS[figure.kind].in_(lang)]
    if figure.value is not None and figure.high is not None:
        read += [number_words(figure.value), "…", number_words(figure.high)]
    elif figure.value is not None:
        read += [*filter(None, [figure.comparator]), number_words(figure.value)]
    yield f"  {Words('读作', 'read').in_(lang)}: {' '.join(read)}"
    canonical = indicator.unit_text if indicator else ""
    if meaning.units.printed is not None:
        unit = meaning.units.printed.text
        if meaning.factor not in (None, 1) and figure.kind != "change":
            unit += f" × {number_words(meaning.factor)} = {canonical}"
        yield f"  {Words('单位', 'unit').in_(lang)}: {unit}"
    for base in meaning.bases:
        where = listed(filter(None, (str(base.year), _source_line(base, lang))), lang)
        label = Words("参照", "refers to") if figure.kind == "reference" else Words("基数", "base")
        yield f"  {label.in_(lang)}: {figure_words(base)} ({where})"
    if meaning.ranges:
        shown = ranges_words(meaning.ranges, canonical, lang)
        yield f"  {Words('取值范围', 'range').in_(lang)}: {shown}"
    else:
        yield f"  {Words('没有范围', 'no range').in_(lang)}: {reason_words(meaning.reason or 'no-range', lang)}"


def _source_line(meaning: Meaning, lang: Lang) -> str:
    line = meaning.statement.at.line
    return "" if line is None else Words(f"原文第 {line} 行", f"source line {line}").in_(lang)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{visible(line)}\n" for line in lines)
