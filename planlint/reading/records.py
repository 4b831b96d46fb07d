"""A plan as a flat record of plain values, and back: what processes hand over and the cache keeps.

A record holds texts, whole numbers, truth values, None, and lists or tuples of them, so that JSON can hold it; the
file's bytes, which positions need, are kept apart. What is read from JSON again gives an equal plan.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import astuple
from fractions import Fraction
from sys import intern
from typing import Any

from planlint.model import Disowned, Period, Plan, SourcePlace, Statement, Waiver, YamlPath
from planlint.reading.positions import FileLines, FileSpans

Record = Sequence[Any]
"""Head, statements, disowned indicators, waivers, offsets. A statement's last item is its details, which several may share."""


def plan_of(record: Record, file: str, data: bytes) -> Plan:
    """The plan of a record that was made of these bytes; `file` is the path that reports name."""
    head, rows, disowns, plan_waivers, offsets = record
    plan_id, title, jurisdiction, sector, period, superior, implements, main_table, source, sha256 = head
    paths: list[YamlPath] = [("plan", "id")]
    statements = []
    given: Record | None = None
    details: Record = ()
    for name, indicator_id, kind, year, first_year, figure, path, name_path, told in rows:
        if told is not given:
            given, details = told, _details(told)
        unit, nature, population, place, part, basis, norm, id_, sum_of, waivers, note, at = details
        path, name_path = tuple(path), tuple(name_path)
        paths += (path, name_path)
        statements.append(
            Statement(
                intern(name),
                indicator_id and intern(indicator_id),
                intern(kind),  # type: ignore[arg-type]
                year,
                first_year,
                intern(figure),
                unit,
                None if kind == "baseline" else nature,
                population,
                place,
                part,
                basis,
                norm,
                id_,
                sum_of,
                waivers,
                note,
                at,
                path,
                name_path,
            )
        )
    paths += (("plan", "disowns", index) for index in range(len(disowns)))
    return Plan(
        plan_id,
        title,
        jurisdiction,
        intern(sector),
        Period(*period),
        superior,
        tuple(implements),
        main_table,
        source,
        sha256,
        tuple(statements),
        file,
        FileSpans(data, paths, array("I", offsets)),
        FileLines(data),
        tuple(
            Disowned(name, SourcePlace(*place), ("plan", "disowns", index))
            for index, (name, place) in enumerate(disowns)
        ),
        tuple(map(_waiver, plan_waivers)),
    )


def record_of(plan: Plan) -> Record:
    """The record of a plan that was read from a file of its own."""
    assert isinstance(plan.spans, FileSpans)
    head = (
        plan.id,
        plan.title,
        plan.jurisdiction,
        plan.sector,
        astuple(plan.period),
        plan.superior,
        plan.implements,
        plan.main_table,
        plan.source_file,
        plan.source_sha256,
    )
    rows = [_row(statement) for statement in plan.statements]
    disowns = [(disowned.name, tuple(disowned.at)) for disowned in plan.disowns]
    return head, rows, disowns, _waiver_rows(plan.waivers), list(plan.spans.offsets)


def _row(statement: Statement) -> Record:
    details = (
        statement.unit,
        statement.nature,
        statement.population,
        statement.place,
        statement.part,
        statement.basis,
        statement.norm,
        statement.id,
        statement.sum_of,
        _waiver_rows(statement.waivers),
        statement.note,
        tuple(statement.at),
    )
    return (
        statement.name,
        statement.indicator_id,
        statement.kind,
        statement.year,
        statement.first_year,
        statement.figure,
        statement.path,
        statement.name_path,
        details,
    )


def _details(told: Record) -> Record:
    """The same as the fields of a statement; texts that many plans have in common are kept once."""
    unit, nature, population, place, part, basis, norm, id_, sum_of, waivers, note, at = told
    section, table, *lines = at
    return (
        unit and intern(unit),
        nature and intern(nature),
        population and intern(population),
        place,
        part,
        basis,
        norm,
        id_,
        tuple(sum_of),
        tuple(map(_waiver, waivers)),
        note,
        SourcePlace(section and intern(section), table and intern(table), *lines),
    )


def _waiver_rows(waivers: Sequence[Waiver]) -> Sequence[Record]:
    return [
        (
            *astuple(waiver)[:5],
            None if waiver.max_gap is None else str(waiver.max_gap),
            waiver.path,
            waiver.indicator,
        )
        for waiver in waivers
    ]


def _waiver(row: Record) -> Waiver:
    rule, reason, approved_by, document, until, max_gap, path, indicator = row
    gap = None if max_gap is None else Fraction(max_gap)
    return Waiver(rule, reason, approved_by, document, until, gap, tuple(path), indicator)
