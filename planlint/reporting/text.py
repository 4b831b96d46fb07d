"""The report for a person at a terminal: code frames, carets under the figures, both places, a summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from planlint.auditing import Report
from planlint.findings import Finding, NotComparable, Place
from planlint.meaning import Meaning
from planlint.printing import gap_words, ranges_words
from planlint.reading.document import Fault
from planlint.reporting.terminal import columns, visible
from planlint.reporting.wording import KIND, SEVERITY, counted, listed, reason_words, waiver_words
from planlint.words import Lang, Words, nearest

_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_RELATED = "34"
_FAINT = "2"
_BOLD = "1"
_SHOWN_NOTES = 2
_MANY_NOTES = 4
"""More notes of one rule in one file than these are folded to the first ones and a count."""
_SLIP = 0.9
"""How alike the id of a held plan is to one that was misspelt."""
_FRAME_COLUMNS = 160
"""A code frame's width; a longer line is cut around its figure."""


def render(
    report: Report,
    lang: Lang,
    *,
    colour: bool = False,
    show: frozenset[str] = frozenset(("findings",)),
    full: bool = False,
) -> str:
    """The findings with their places, then what could not be compared, then the counts.

    Unless `full` asks for all, notes come without code frames, and of many of one rule in a file only the first.
    """
    return _Text(report, lang, colour).render(show, full)


def fault_line(fault: Fault, lang: Lang) -> str:
    """A fault of a file, for the commands that go on with the other files."""
    span = fault.span
    return visible(f"{fault.file}:{span.line}:{span.column} {fault.rule} {fault.problem.in_(lang)}")


class _Text:
    def __init__(self, report: Report, lang: Lang, colour: bool) -> None:
        self._report = report
        self._lang = lang
        self._colour = colour

    def render(self, show: frozenset[str], full: bool) -> str:
        report = self._report
        parts: list[str] = []
        found = [finding for finding in report.findings if _kind(finding) in show]
        parts += ["\n".join(lines) for lines in self._findings(found, full)]
        if "not-comparable" in show:
            parts += ["\n".join(self._unjudged(item)) for item in report.not_comparable]
        parts.append("\n".join(self._summary(show)))
        return "\n\n".join(parts) + "\n"

    def _say(self, zh: str, en: str) -> str:
        return Words(zh, en).in_(self._lang)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def _findings(self, findings: Iterable[Finding], full: bool) -> Iterator[Iterable[str]]:
        """The findings in their order; notes that repeat themselves are counted at the end of their file."""
        for _, group in groupby(findings, key=lambda finding: finding.primary.file):
            of_file = list(group)
            notes = Counter(finding.rule for finding in of_file if finding.severity == "note")
            folded = set() if full else {rule for rule, count in notes.items() if count > _MANY_NOTES}
            shown: Counter[str] = Counter()
            for finding in of_file:
                if finding.severity == "note" and finding.rule in folded:
                    shown[finding.rule] += 1
                    if shown[finding.rule] > _SHOWN_NOTES:
                        continue
                yield self._finding(finding, full)
            for rule in sorted(folded):
                yield [self._folded(of_file, rule, notes[rule] - _SHOWN_NOTES)]

    def _folded(self, findings: Iterable[Finding], rule: str, count: int) -> str:
        last = next(finding for finding in findings if finding.rule == rule)
        note = self._paint(SEVERITY["note"].in_(self._lang), _COLOURS["note"])
        more = self._say(f"另有 {count} 处（--full 逐一列出）", f"{count} more (--full lists them)")
        return f"{visible(last.primary.file)} {note} {self._paint(rule, _BOLD)} {last.name} {more}"

    def _finding(self, finding: Finding, full: bool) -> Iterator[str]:
        severity = SEVERITY[finding.severity].in_(self._lang)
        if finding.waived:
            severity += self._say("（已豁免）", " (waived)")
        if finding.accepted:
            severity += self._say("（已接受）", " (accepted)")
        colour = _COLOURS[finding.severity]
        rule = self._paint(finding.rule, _BOLD)
        yield f"{_at(finding.primary)} {self._paint(severity, colour)} {rule} {finding.name}"
        yield f"  {visible(finding.message.in_(self._lang))}"
        yield from self._exceptions(finding)
        framed = full or finding.severity != "note"
        yield from self._place(finding.primary, colour, framed=framed)
        for place in finding.related:
            yield from self._place(place, _RELATED, related=True, framed=framed)
        yield self._paint(f"  = {finding.id}", _FAINT)

    def _exceptions(self, finding: Finding) -> Iterator[str]:
        """The waiver that names the rule here, and the narrower gap that the ratchet accepts."""
        if finding.waiver is not None:
            label = (
                self._say("豁免：", "waiver: ")
                if finding.waived
                else self._say("豁免不生效：", "no waiver: ")
            )
            yield f"  {label}{visible(waiver_words(finding.waiver, self._lang))}"
        if finding.was is not None:
            gap = gap_words(finding.was, finding.unit, self._lang)
            yield f"  {self._say(f'已接受的差距为 {gap}', f'the accepted gap is {gap}')}"

    def _unjudged(self, item: NotComparable) -> Iterator[str]:
        label = self._paint(self._say("无法比较", "not comparable"), _FAINT)
        yield f"{_at(item.primary)} {label} {item.rule}"
        yield f"  {self._subject(item)}{reason_words(item.reason, self._lang)}"
        yield from self._place(item.primary, _FAINT)
        for place in item.related:
            yield from self._place(place, _FAINT, related=True)

    def _subject(self, item: NotComparable) -> str:
        """The indicator and year that could not be compared."""
        meaning = item.meaning or next((place.meaning for place in item.related if place.meaning), None)
        if meaning is None:
            return ""
        name = meaning.indicator.title(self._lang) if meaning.indicator else meaning.statement.name
        return visible(self._say(f"{name} {meaning.year} 年：", f"{name} {meaning.year}: "))

    def _place(
        self, place: Place, colour: str, *, related: bool = False, framed: bool = True
    ) -> Iterator[str]:
        """One place: what stands there, where in the source, and the YAML line with a caret."""
        words = self._locator(place)
        if related:
            yield f"  {self._paint('→', colour)} {_at(place)}  {words}".rstrip()
        elif words:
            yield f"    {words}"
        if framed:
            yield from self._frame(place, colour)

    def _locator(self, place: Place) -> str:
        """Plan, kind and year, section and line of the source."""
        if place.plan is None:
            return ""
        parts = [place.plan.title]
        if place.meaning is not None:
            parts += self._statement(place.meaning)
        return " · ".join(visible(part) for part in parts)

    def _statement(self, meaning: Meaning) -> Iterator[str]:
        statement, at = meaning.statement, meaning.statement.at
        year = str(statement.year) if statement.year is not None else self._say("未注明年份", "undated")
        yield f"{statement.name} {year} {KIND[statement.kind].in_(self._lang)}"
        section = " ".join(filter(None, (at.section, at.table if at.table != at.section else None)))
        if at.row and at.table:
            section += self._say(f" 第 {at.row} 项", f" row {at.row}")
        if section:
            yield section
        if at.line is not None:
            line = str(at.line) if at.last_line in (None, at.line) else f"{at.line}-{at.last_line}"
            yield self._say(f"原文第 {line} 行", f"source line {line}")
        if meaning.ranges and meaning.indicator is not None and meaning.figure.kind != "level":
            yield "= " + ranges_words(meaning.ranges, meaning.indicator.unit_text, self._lang)

    def _frame(self, place: Place, colour: str) -> Iterator[str]:
        span = place.span
        lines = place.plan.lines if place.plan else self._report.lines.get(place.file, ())
        if not 0 < span.line <= len(lines):
            return
        line = lines[span.line - 1]
        start = span.column - 1
        end = span.end_column - 1 if span.end_line == span.line else len(line)
        before = after = ""
        if len(line) > _FRAME_COLUMNS or columns(line) > _FRAME_COLUMNS:
            # Half as many characters, for each may take two columns.
            cut = max(0, start - _FRAME_COLUMNS // 4)
            rest = line[cut:]
            before, line, start, end = "…" if cut else "", rest[: _FRAME_COLUMNS // 2], start - cut, end - cut
            after = "…" if len(rest) > len(line) else ""
        carets = "^" * max(1, columns(line[start:end]))
        number = str(span.line)
        yield f"    {number} | {before}{visible(line)}{after}"
        yield f"    {' ' * len(number)} | {' ' * columns(before + line[:start])}{self._paint(carets, colour)}"

    def _summary(self, show: frozenset[str]) -> Iterator[str]:
        report, lang = self._report, self._lang
        errors, warnings, notes = (report.count(s) for s in ("error", "warning", "note"))
        unjudged = sum(report.reasons.values())
        accepted = report.accepted
        yield self._say(
            f"{len(report.plans)} 份规划，{report.statements} 条表述：{errors} 个错误，{warnings} 个警告，{notes} 个提示；"
            f"已豁免 {report.waived} 个；{f'已接受 {accepted} 个；' if accepted else ''}无法比较 {unjudged} 处",
            f"{counted(len(report.plans), 'plan')}, {counted(report.statements, 'statement')}: "
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(notes, 'note')}; "
            f"{report.waived} waived; {f'{accepted} accepted; ' if accepted else ''}{unjudged} not comparable",
        )
        yield from self._waived(listed="waived" in show)
        if unjudged:
            more = (
                ""
                if "not-comparable" in show
                else self._say("（--show not-comparable 逐一列出）", " (--show not-comparable lists them)")
            )
            yield self._say(f"无法比较的原因{more}：", f"why they are not comparable{more}:")
        reasons = Counter[str]()
        for reason, count in report.reasons.items():
            reasons[reason_words(reason, lang)] += count
        for words, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"  {count:>4}  {words}"
        yield from self._missing()

    def _waived(self, *, listed: bool) -> Iterator[str]:
        """Every waived finding on a line, with its reason."""
        found = [finding for finding in self._report.findings if finding.waived and finding.waiver]
        if found:
            more = "" if listed else self._say("（--show waived 详列）", " (--show waived shows them)")
            yield self._say(f"已豁免的问题{more}：", f"waived findings{more}:")
        for finding in found:
            assert finding.waiver is not None
            yield visible(f"  {finding.id}  {waiver_words(finding.waiver, self._lang)}")

    def _missing(self) -> Iterator[str]:
        """Which plans above the judged ones are not held."""
        plans = self._report.corpus.hierarchy.plans
        held = {(plan.jurisdiction, plan.sector) for plan in plans}
        levels: dict[tuple[str, str], set[str]] = {}
        for plan, missing in self._report.missing:
            for level in missing.levels:
                periods = levels.setdefault((level.jurisdiction, level.name), set())
                if (level.jurisdiction, plan.sector) in held:
                    periods.add(str(plan.period))
        implements = sorted(
            {plan_id for _, missing in self._report.missing for plan_id in missing.implements}
        )
        if levels:
            names = []
            for (code, name), periods in sorted(levels.items()):
                told = self._say("，", ", ").join((code, *sorted(periods)))
                names.append(self._say(f"{name}（{told}）", f"{name} ({told})"))
            yield visible(
                self._say("未收录的上级规划：", "superior plans not held: ") + listed(names, self._lang)
            )
        if implements:
            label = self._say("所依据而未收录的规划：", "plans that others rest on, not held: ")
            ids = [plan.id for plan in plans]
            names = [plan_id + self._nearest(plan_id, ids) for plan_id in implements]
            yield visible(label + listed(names, self._lang))

    def _nearest(self, plan_id: str, held: Sequence[str]) -> str:
        """A held plan's id that may have been meant; with other figures it is another period's, and no slip."""
        figures = re.findall(r"\d+", plan_id)
        found = nearest(plan_id, (one for one in held if re.findall(r"\d+", one) == figures), 1, _SLIP)
        return self._say(f"（是否指 {found[0]}？）", f" (did you mean {found[0]}?)") if found else ""


def _kind(finding: Finding) -> str:
    """What `show` calls it."""
    return "waived" if finding.waived else "accepted" if finding.accepted else "findings"


def _at(place: Place) -> str:
    return f"{visible(place.file)}:{place.span.line}:{place.span.column}"
