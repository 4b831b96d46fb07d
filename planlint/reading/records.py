"""A plan of a flat record of plain values, which is what processes hand over and what is packed.

A record holds texts, whole numbers, truth values, None, and lists or tuples of them, so that marshal can hold it; the
file's bytes, which positions need, are kept apart.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from sys import intern
from typing import Any

from planlint.model import KINDS, Disowned, Kind, Period, Plan, SourcePlace, Statement, Waiver, YamlPath
from planlint.reading.positions import FileLines, FileSpans

Record = Sequence[Any]
"""Head, statements, disowned indicators, waivers, and offsets, each as its distance from the one before.

Of a statement's paths the record has what follows on its number; the last item is its details, which several may share.
"""


_KINDS: dict[str, Kind] = {kind: kind for kind in KINDS}


def plan_of(record: Record, file: str, data: bytes) -> Plan:
    """The plan of a record that was made of these bytes; `file` is the path that reports name."""
    head, rows, disowns, plan_waivers, offsets = record
    plan_id, title, jurisdiction, sector, period, superior, implements, main_table, source, sha256 = head
    paths: list[YamlPath] = [("plan", "id")]
    statements = []
    given: Record | None = None
    for name, indicator_id, kind, year, first_year, figure, index, place, name_place, told in rows:
        if told != given:
            given, details = told, _details(told)
        path: YamlPath = ("statements", index, *place)
        name_path: YamlPath = ("statements", index, *name_place)
        paths += (path, name_path)
        statements.append(
            Statement(
                intern(name),
                indicator_id and intern(indicator_id),
                _KINDS[kind],
                year,
                first_year,
                intern(figure),
                path,
                name_path,
                *(_without_nature(details) if kind == "baseline" else details),
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
        FileSpans(data, paths, array("I", accumulate(offsets))),
        FileLines(data),
        tuple(
            Disowned(name, SourcePlace(*place), ("plan", "disowns", index))
            for index, (name, place) in enumerate(disowns)
        ),
        tuple(map(_waiver, plan_waivers)),
    )


def _details(told: Record) -> Record:
    """The same as the fields of a statement; texts that many plans have in common are kept once."""
    unit, nature, population, place, part, basis, norm, id_, sum_of, waivers, note, at = told
    section, table, row, line, last_line = at
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
        tuple(map(_waiver, waivers)) if waivers else (),
        note,
        SourcePlace(section and intern(section), table and intern(table), row, line, last_line),
    )


def _without_nature(details: Record) -> Record:
    unit, _, *others = details
    return unit, None, *others


def _waiver(row: Record) -> Waiver:
    rule, reason, approved_by, document, until, max_gap, path, indicator = row
    gap = None if max_gap is None else Fraction(max_gap)
    return Waiver(rule, reason, approved_by, document, until, gap, path, indicator)
