"""The machine contract: JSON of a check, and rows of an export (docs/json.md)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, TypedDict

from planlint.auditing import Report
from planlint.figures import decimal_text
from planlint.findings import Finding, NotComparable, Place
from planlint.meaning import Meaning
from planlint.ranges import Range
from planlint.reporting.terminal import visible
from planlint.words import Lang

VERSION = 1


class StatementRow(TypedDict):
    """What an export says of a statement, in this order; decimals are strings."""

    plan: str
    jurisdiction: str
    indicator: str | None
    name: str
    kind: str
    year: int | None
    assumed_year: int
    period: str
    figure: str
    unit: str | None
    lower: str | None
    upper: str | None
    lower_closed: bool | None
    upper_closed: bool | None
    canonical_unit: str | None
    resolved: bool
    reason: str | None
    nature: str | None
    population: str | None
    place: str | None
    basis: str | None
    where: str
    section: str | None
    source_file: str | None
    source_line: int | None
    file: str
    line: int
    column: int


_UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Controls that JSON leaves as they are, and those that turn the direction of writing."""
_NUMBER = re.compile(r"[-+]?[\d.]*[%‰]?")
"""What begins like a formula and is none: −5, a missing mark, +3%."""


def check_json(report: Report, lang: Lang) -> str:
    """The report of `planlint check --format json`."""
    data = {
        "version": VERSION,
        "findings": [_finding(finding, lang) for finding in report.findings],
        "not_comparable": [_unjudged(item) for item in report.not_comparable],
        "summary": {
            "plans": len(report.plans),
            "statements": report.statements,
            "findings": {severity: report.count(severity) for severity in ("error", "warning", "note")},
            "waived": report.waived + report.accepted,
            "not_comparable": sum(report.reasons.values()),
        },
    }
    return dumped(data, indent=1) + "\n"


def statement_row(meaning: Meaning) -> StatementRow:
    """One statement as `planlint export` gives it."""
    plan, statement, indicator = meaning.plan, meaning.statement, meaning.indicator
    range_ = _range(meaning)
    span = plan.span(statement.path)
    period = plan.period if statement.first_year is None else f"{statement.first_year}-{statement.year}"
    return {
        "plan": plan.id,
        "jurisdiction": plan.jurisdiction,
        "indicator": indicator.id if indicator else None,
        "name": statement.name,
        "kind": statement.kind,
        "year": statement.year,
        "assumed_year": meaning.year,
        "period": str(period),
        "figure": statement.figure,
        "unit": meaning.units.text,
        "lower": _decimal(range_.lower if range_ else None),
        "upper": _decimal(range_.upper if range_ else None),
        "lower_closed": range_.lower_closed if range_ else None,
        "upper_closed": range_.upper_closed if range_ else None,
        "canonical_unit": indicator.unit_text or None if indicator else None,
        "resolved": range_ is not None,
        "reason": None if range_ is not None else "ambiguous" if meaning.is_ambiguous else meaning.reason,
        "nature": meaning.nature or statement.nature,
        "population": statement.population,
        "place": statement.place,
        "basis": meaning.basis,
        "where": statement.at.where,
        "section": statement.at.section,
        "source_file": plan.source_file,
        "source_line": statement.at.line,
        "file": plan.file,
        "line": span.line,
        "column": span.column,
    }


def export_jsonl(meanings: Iterable[Meaning]) -> Iterator[str]:
    """A line a statement."""
    for meaning in meanings:
        yield dumped(statement_row(meaning)) + "\n"


def export_csv(meanings: Iterable[Meaning]) -> Iterator[str]:
    """The same rows as a table, its header first; the first character tells Excel that it is UTF-8."""
    yield "\ufeff" + csv_line(StatementRow.__annotations__)
    for meaning in meanings:
        yield csv_line(csv_cell(value) for value in statement_row(meaning).values())


def csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula and no terminal obeys; its lines stay lines."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else "\n".join(map(visible, str(value).split("\n")))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not _NUMBER.fullmatch(text) else text


def csv_line(cells: Iterable[str]) -> str:
    """A line of a table for spreadsheets."""
    import csv

    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    meaning = finding.meaning or _first_meaning(finding.related)
    indicator = meaning.indicator if meaning else None
    return {
        "id": finding.id,
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message.in_(lang),
        "plan": finding.plan.id if finding.plan else None,
        "indicator": indicator.id if indicator else None,
        "year": meaning.year if meaning else None,
        "gap": _decimal(finding.gap),
        "unit": finding.unit or None,
        "waived": finding.waived or finding.accepted,
        "primary": _place(finding.primary),
        "related": [_place(place) for place in finding.related],
    }


def _first_meaning(places: Iterable[Place]) -> Meaning | None:
    return next((place.meaning for place in places if place.meaning is not None), None)


def _unjudged(item: NotComparable) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "plan": item.plan.id,
        "indicator": item.indicator,
        "year": item.year,
        "reason": item.reason,
        "primary": _place(item.primary),
        "related": [_place(place) for place in item.related],
    }


def _place(place: Place) -> dict[str, Any]:
    meaning, plan, span = place.meaning, place.plan, place.span
    statement = meaning.statement if meaning else None
    range_ = _range(meaning) if meaning else None
    return {
        "file": place.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "plan": plan.id if plan else None,
        "name": statement.name if statement else None,
        "kind": statement.kind if statement else None,
        "year": statement.year if statement else None,
        "figure": statement.figure if statement else None,
        "lower": _decimal(range_.lower if range_ else None),
        "upper": _decimal(range_.upper if range_ else None),
        "nature": (meaning.nature or meaning.statement.nature) if meaning else None,
        "source_file": plan.source_file if plan else None,
        "source_line": statement.at.line if statement else None,
        "section": statement.at.section if statement else None,
    }


def _range(meaning: Meaning) -> Range | None:
    """The numbers that fulfil a figure; None where its words allow two readings, of which neither is certain."""
    return None if meaning.is_ambiguous else meaning.range


def _decimal(number: Fraction | None) -> str | None:
    return None if number is None else decimal_text(number)


def dumped(data: object, indent: int | None = None) -> str:
    """JSON as all reports write it; what a terminal would obey and nobody sees stands in it escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
