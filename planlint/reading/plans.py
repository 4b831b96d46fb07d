"""Plan files to plans: each entry of a statement becomes a statement with its own place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from planlint.model import KINDS, Disowned, Kind, Period, Plan, SourcePlace, Statement, Waiver, YamlPath
from planlint.reading.document import Document, Fault, node_at, positions
from planlint.reading.forms import first_faults, validate
from planlint.reading.schema import DisownedForm, EntryForm, PlanForm, StatementForm
from planlint.words import Words, did_you_mean

_DASH = re.compile(r"[-–—~～]")
MAX_STATEMENTS = 5000
"""A plan of sixty pages makes two hundred. A row of many names and years multiplies them."""


def read_plan(document: Document) -> tuple[Plan | None, tuple[Fault, ...]]:
    """The plan of a document, or None and every fault of its form."""
    form, faults = validate(document)
    if form is None:
        return None, faults
    assert isinstance(form, PlanForm) and document.top is not None
    faults = first_faults(document, _more_faults(document, form))
    if faults:
        return None, faults
    head = form.plan
    source = head.source
    plan = Plan(
        id=head.id,
        title=head.title,
        jurisdiction=head.jurisdiction,
        sector=head.sector,
        period=_period(head.period),
        superior=head.superior,
        implements=tuple(head.implements or ()),
        main_table=head.main_table,
        source_file=source.file if source else None,
        source_sha256=source.sha256 if source else None,
        statements=tuple(_statements(form)),
        file=document.file,
        spans=positions(document.top),
        lines=document.lines,
        disowns=tuple(Disowned(entry.indicator, _place(entry, None)) for entry in head.disowns or ()),
    )
    return plan, ()


def _more_faults(document: Document, form: PlanForm) -> Iterator[Fault]:
    """What a plan's form can't say for itself."""

    def fault(path: YamlPath, zh: str, en: str) -> Fault:
        assert document.top is not None
        return Fault("PL004", document.file, node_at(document.top, path).span, Words(zh, en))

    period = _period(form.plan.period)
    if period.end < period.start:
        yield fault(("plan", "period"), "规划期的末年早于首年", "the period ends before it starts")
    total = 0
    for index, statement in enumerate(form.statements):
        total += _size(statement)
        if total > MAX_STATEMENTS:
            yield fault(
                ("statements", index),
                f"表述过多（上限 {MAX_STATEMENTS} 条）",
                f"too many statements (limit {MAX_STATEMENTS})",
            )
            return
    for index, statement in enumerate(form.statements):
        here: YamlPath = ("statements", index)
        if not any(getattr(statement, kind) is not None for kind in KINDS):
            yield fault(
                here,
                "一条表述至少要有 target、baseline、past_target 之一",
                "a statement needs one of target, baseline, past_target",
            )
        if statement.printed is not None and len(_many(statement.printed)) != len(_many(statement.indicator)):
            yield fault(
                (*here, "printed"),
                "printed 与 indicator 的个数应相同",
                "printed and indicator should have as many names",
            )
        for kind in KINDS:
            timed = getattr(statement, kind)
            for years in timed if isinstance(timed, dict) else ():
                first, last = _years(years)
                if first is not None and last is not None and last < first:
                    yield fault((*here, kind, years), "末年早于首年", "the span ends before it starts")
    first_use: dict[str, YamlPath] = {}
    for path, part in _identified(form):
        if part.id is not None and first_use.setdefault(part.id, path) != path:
            number = int(first_use[part.id][1]) + 1
            yield fault(
                (*path, "id"),
                f"表述编号“{part.id}”已用于第 {number} 条表述",
                f"statement id “{part.id}” is used by statement {number} too",
            )
    for path, part in _identified(form):
        for number, other in enumerate(part.sum_of or ()):
            if other not in first_use:
                hint = did_you_mean(other, first_use)
                yield fault(
                    (*path, "sum_of", number),
                    f"没有编号为“{other}”的表述{hint.zh}",
                    f"no statement has the id “{other}”{hint.en}",
                )


def _identified(form: PlanForm) -> Iterator[tuple[YamlPath, StatementForm | EntryForm]]:
    """Every statement and every entry that can have an id, with its YAML path."""
    for index, statement in enumerate(form.statements):
        yield ("statements", index), statement
        for kind in KINDS:
            for _, entry, path in _entries(getattr(statement, kind), ("statements", index, kind)):
                if isinstance(entry, EntryForm):
                    yield path, entry


def _size(statement: StatementForm) -> int:
    """How many statements it makes, each counted with the waivers and parts of sums that it carries."""
    entries = 0
    for kind in KINDS:
        for _, entry, _ in _entries(getattr(statement, kind), ()):
            holders = (entry, statement) if isinstance(entry, EntryForm) else (statement,)
            entries += 1 + sum(len(one.waive or ()) + len(one.sum_of or ()) for one in holders)
    return entries * len(_many(statement.indicator))


def _statements(form: PlanForm) -> Iterator[Statement]:
    for index, statement in enumerate(form.statements):
        names = _many(statement.indicator)
        printed = _many(statement.printed) if statement.printed is not None else names
        for position, name in enumerate(names):
            name_path: YamlPath = ("statements", index, "indicator")
            if isinstance(statement.indicator, list):
                name_path = (*name_path, position)
            for kind in KINDS:
                path: YamlPath = ("statements", index, kind)
                for years, entry, entry_path in _entries(getattr(statement, kind), path):
                    yield _statement(
                        statement,
                        entry,
                        kind,
                        years,
                        entry_path,
                        name_path,
                        printed[position],
                        name if statement.printed is not None else None,
                    )


def _statement(
    statement: StatementForm,
    entry: str | EntryForm,
    kind: Kind,
    years: str,
    path: YamlPath,
    name_path: YamlPath,
    name: str,
    indicator_id: str | None,
) -> Statement:
    details = entry if isinstance(entry, EntryForm) else None

    def given(key: str) -> Any:
        value = getattr(details, key, None)
        return value if value is not None else getattr(statement, key)

    first_year, year = _years(years)
    waive_path: YamlPath = path if details and details.waive else (*path[:2],)
    return Statement(
        name=name,
        indicator_id=indicator_id,
        kind=kind,
        year=year,
        first_year=first_year if first_year != year else None,
        figure=details.figure if details else str(entry),
        unit=given("unit"),
        nature=given("nature") if kind != "baseline" else None,
        population=given("population"),
        place=given("place"),
        part=given("part"),
        basis=given("basis"),
        norm=given("norm") == "true",
        id=given("id"),
        sum_of=tuple(given("sum_of") or ()),
        waivers=tuple(
            Waiver(
                w.rule,
                w.reason,
                w.approved_by,
                w.document,
                w.until,
                None if w.max_gap is None else Fraction(w.max_gap),
                (*waive_path, "waive", number),
            )
            for number, w in enumerate(given("waive") or ())
        ),
        note=given("note"),
        at=_place(statement, details),
        path=(*path, "figure") if details else path,
        name_path=name_path,
    )


def _place(statement: StatementForm | DisownedForm, details: EntryForm | None) -> SourcePlace:
    def given(key: str) -> Any:
        for holder in (details, details.at if details else None, statement.at):
            value = getattr(holder, key, None)
            if value is not None:
                return value
        return None

    lines = given("line")
    first, last = (int(_DASH.split(lines)[0]), int(_DASH.split(lines)[-1])) if lines else (None, None)
    return SourcePlace(given("section"), given("table"), given("row"), first, last)


def _entries(timed: Any, path: YamlPath) -> Iterator[tuple[str, str | EntryForm, YamlPath]]:
    """(years, entry, YAML path) of every figure under a kind."""
    if timed is None:
        return
    by_years = timed if isinstance(timed, dict) else {"undated": timed}
    for years, entries in by_years.items():
        here: YamlPath = (*path, years) if isinstance(timed, dict) else path
        if isinstance(entries, list):
            for index, entry in enumerate(entries):
                yield years, entry, (*here, index)
        else:
            yield years, entries, here


def _many(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _years(text: str) -> tuple[int | None, int | None]:
    """First and last year of a time key; None for undated."""
    if text == "undated":
        return None, None
    years = _DASH.split(text)
    return int(years[0]), int(years[-1])


def _period(text: str) -> Period:
    years = _DASH.split(text)
    return Period(int(years[0]), int(years[-1]))
