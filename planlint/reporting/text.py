"""The report for a person at a terminal: code frames, carets under the figures, both places, a summary."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from planlint.audit import Report
from planlint.findings import Finding, NotComparable, Place
from planlint.printing import range_words
from planlint.reporting.wording import KIND, SEVERITY, reason_words
from planlint.words import Lang, Words

_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_MAX_FRAME = 160
"""Display columns of a code frame; a longer line is cut around its figure."""


def render(
    report: Report,
    lang: Lang,
    *,
    colour: bool = False,
    show: frozenset[str] = frozenset(("findings",)),
    full: bool = False,
) -> str:
    """The findings with their places, then what could not be compared, then the counts.

    Notes are told in two lines unless `full` asks for their places too.
    """
    paint = _Paint(colour)
    parts: list[str] = []
    if "findings" in show:
        parts += ["\n".join(_finding(finding, lang, paint, full=full)) for finding in report.findings]
    if "not-comparable" in show:
        parts += ["\n".join(_unjudged(item, lang, paint)) for item in report.not_comparable]
    parts.append("\n".join(_summary(report, lang, paint)))
    return "\n\n".join(parts) + "\n"


class _Paint:
    """Colours words on a terminal and leaves them alone elsewhere."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text


def _finding(finding: Finding, lang: Lang, paint: _Paint, *, full: bool) -> Iterator[str]:
    severity = SEVERITY[finding.severity].in_(lang)
    if finding.waived:
        severity += Words("（已豁免）", " (waived)").in_(lang)
    head = f"{_at(finding.primary)} {paint(severity, _COLOURS[finding.severity])} {paint(finding.rule, '1')} {finding.name}"
    yield head
    yield f"  {_visible(finding.message.in_(lang))}"
    if finding.severity == "note" and not full:
        return
    yield from _place(finding.primary, lang, paint, _COLOURS[finding.severity], named=False)
    for place in finding.related:
        yield from _place(place, lang, paint, "34", named=True)
    yield paint(f"  = {finding.id}", "2")


def _unjudged(item: NotComparable, lang: Lang, paint: _Paint) -> Iterator[str]:
    label = Words("无法比较", "not comparable").in_(lang)
    yield f"{_at(item.primary)} {paint(label, '2')} {item.rule}"
    yield f"  {item.indicator or ''} {item.year or ''} {reason_words(item.reason, lang)}".replace("  ", " ")
    yield from _place(item.primary, lang, paint, "2", named=False)
    for place in item.related:
        yield from _place(place, lang, paint, "2", named=True)


def _at(place: Place) -> str:
    return f"{_visible(place.file)}:{place.span.line}:{place.span.column}"


def _place(place: Place, lang: Lang, paint: _Paint, colour: str, *, named: bool) -> Iterator[str]:
    """One place: what stands there, where in the source, and the YAML line with a caret."""
    words = _locator(place, lang)
    if named:
        words = f"{_at(place)}  {words}".rstrip()
    if words:
        yield f"  {paint('→', colour) if named else ' '} {words}"
    yield from _frame(place, paint, colour)


def _locator(place: Place, lang: Lang) -> str:
    """Plan, kind and year, section and line of the source."""
    meaning = place.meaning
    if place.plan is None:
        return ""
    if meaning is None:
        return place.plan.title
    statement = meaning.statement
    year = str(statement.year) if statement.year is not None else Words("未注明年份", "undated").in_(lang)
    parts = [place.plan.title, f"{statement.name} {year} {KIND[statement.kind].in_(lang)}"]
    at = statement.at
    section = " ".join(filter(None, (at.section, at.table if at.table != at.section else None)))
    if at.row and at.table:
        section += Words(f" 第 {at.row} 项", f" row {at.row}").in_(lang)
    if section:
        parts.append(section)
    if at.line is not None:
        line = str(at.line) if at.last_line in (None, at.line) else f"{at.line}-{at.last_line}"
        parts.append(Words(f"原文第 {line} 行", f"source line {line}").in_(lang))
    if meaning.range is not None and meaning.indicator is not None and meaning.figure.kind != "level":
        parts.append("= " + range_words(meaning.range, meaning.indicator.unit_text))
    return (" · ").join(_visible(part) for part in parts)


def _frame(place: Place, paint: _Paint, colour: str) -> Iterator[str]:
    lines = place.plan.lines if place.plan else ()
    span = place.span
    if not 0 < span.line <= len(lines):
        return
    line = lines[span.line - 1]
    start, end = span.column - 1, span.end_column - 1 if span.end_line == span.line else len(line)
    if _width(line) > _MAX_FRAME:
        cut = max(0, start - 40)
        shown = line[cut : cut + 100]
        line, start, end = shown, start - cut, min(end - cut, len(shown))
    number = str(span.line)
    pad = " " * len(number)
    carets = "^" * max(1, _width(line[start:end]))
    yield f"    {number} | {_visible(line)}"
    yield f"    {pad} | {' ' * _width(line[:start])}{paint(carets, colour)}"


def _summary(report: Report, lang: Lang, paint: _Paint) -> Iterator[str]:
    counts = [f"{SEVERITY[s].in_(lang)} {report.count(s)}" for s in ("error", "warning", "note")]
    plans, statements, waived = len(report.plans), report.statements, report.waived
    if lang == "zh":
        yield f"{plans} 份规划，{statements} 条表述：{'，'.join(counts)}；已豁免 {waived}；无法比较 {len(report.not_comparable)}"
    else:
        yield (
            f"{plans} plans, {statements} statements: {', '.join(counts)}; "
            f"waived {waived}; not comparable {len(report.not_comparable)}"
        )
    reasons = Counter(reason_words(item.reason, lang) for item in report.not_comparable)
    for words, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count:>4}  {words}"
    absent = {level.jurisdiction: level.name for _, missing in report.missing for level in missing.levels}
    if absent:
        names = [
            f"{name}（{code}）" if lang == "zh" else f"{name} ({code})"
            for code, name in sorted(absent.items())
        ]
        label = Words("未收录的上级规划：", "superior plans not held: ").in_(lang)
        yield label + ("、" if lang == "zh" else ", ").join(names)


def _visible(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() or c == " " else f"\\x{ord(c):02x}" for c in text)


def _width(text: str) -> int:
    """Columns on a terminal: wide characters count two, control characters as they are shown."""
    width = 0
    for character in text:
        if not character.isprintable() and character != " ":
            width += len(_visible(character))
        elif unicodedata.combining(character):
            continue
        else:
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def padded(text: str, width: int) -> str:
    """Text filled up with spaces to a number of columns."""
    return text + " " * max(0, width - _width(text))


def columns(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return _width(text)
