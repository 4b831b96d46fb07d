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
"""Head, statements, disowned indicators, waivers, offsets. A statement has the order of `Statement`'s fields."""

NO_PLACE = SourcePlace(None, None, None, None, None)


def plan_of(record: Record, file: str, data: bytes) -> Plan:
    """The plan of a record that was made of these bytes; `file` is the path that reports name."""
    head, rows, disowns, waivers, offsets = record
    plan_id, title, jurisdiction, sector, period, superior, implements, main_table, source, sha256 = head
    paths: list[YamlPath] = [("plan", "id")]
    statements = []
    # Texts that many plans have in common are kept once.
    at, last = NO_PLACE, None
    for row in rows:
        (
            name, indicator_id, kind, year, first_year, figure, unit, nature, population, place, part, basis,
            norm, id_, sum_of, waivers, note, told_at, path, name_path,
        ) = row  # fmt: skip
        path, name_path = tuple(path), tuple(name_path)
        paths += (path, name_path)
        if told_at != last:
            section, table, number, *lines = last = told_at
            at = SourcePlace(section and intern(section), table and intern(table), number, *lines)
        statements.append(
            Statement(
                intern(name),
                indicator_id and intern(indicator_id),
                intern(kind),  # type: ignore[arg-type]
                year,
                first_year,
                intern(figure),
                unit and intern(unit),
                nature and intern(nature),
                population and intern(population),
                place,
                part,
                basis,
                norm,
                id_,
                tuple(sum_of),
                tuple(map(_waiver, waivers)) if waivers else (),
                note,
                at,
                path,
                name_path,
            )
        )
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
        tuple(map(_waiver, waivers)),
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
    disowns = [(disowned.name, astuple(disowned.at)) for disowned in plan.disowns]
    return head, rows, disowns, _waiver_rows(plan.waivers), list(plan.spans.offsets)


def _row(statement: Statement) -> Record:
    values = {name: getattr(statement, name) for name in Statement.__slots__}
    values["at"] = astuple(statement.at)
    values["waivers"] = _waiver_rows(statement.waivers)
    return tuple(values.values())


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
