"""Plan files to plans: each entry of a statement becomes a statement with its own place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import sub
from typing import TYPE_CHECKING, Any

from planlint.model import KINDS, Plan, YamlPath
from planlint.reading.document import Document, Fault, compose, composed, first_faults, node_at
from planlint.reading.records import Record, plan_of
from planlint.reading.sound import Unsound, check_of
from planlint.words import Words, did_you_mean

if TYPE_CHECKING:
    from planlint.reading.schema import EntryForm, PlanForm, StatementForm

_DASH = re.compile(r"[-–—~～]")
MAX_STATEMENTS = 5000
"""A plan of sixty pages makes two hundred. A row of many names and years multiplies them."""


def sound_plan(data: bytes, file: str) -> Plan | None:
    """The plan of a file's bytes (without a BOM) where it is plainly sound, else None: `read_plan` tells why."""
    record = sound_record(data)
    return None if record is None else plan_of(record, file, data)


def sound_record(data: bytes) -> Record | None:
    """The record of the plan of a file's bytes, where it is plainly sound; no model is needed for it."""
    if b"statements" not in data:
        return None
    top = compose(data)
    if top is None:
        return None
    try:
        return _record(top, data)
    except Unsound:
        return None


def read_plan(document: Document) -> tuple[Plan | None, tuple[Fault, ...]]:
    """The plan of a document, or None and every fault of its form."""
    from planlint.reading.forms import validate  # with pydantic: not for sound plans

    form, faults = validate(document)
    if form is None:
        return None, faults
    faults = first_faults(document, _more_faults(document, form))
    if faults:
        return None, faults
    record = _record(composed(document), document.data, plain=False)
    return plan_of(record, document.file, document.data), ()


def _more_faults(document: Document, form: PlanForm) -> Iterator[Fault]:
    """What a plan's form can't say for itself."""

    def fault(path: YamlPath, zh: str, en: str) -> Fault:
        assert document.top is not None
        return Fault("PL004", document.file, node_at(document.top, path).span, Words(zh, en))

    if not _is_ascending(form.plan.period):
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
                if not _is_ascending(years):
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
                if not isinstance(entry, str):
                    yield path, entry


def _size(statement: StatementForm) -> int:
    """How many statements it makes, each counted with the waivers and parts of sums that it carries."""
    size = 0
    for kind in KINDS:
        for _, entry, _ in _entries(getattr(statement, kind), ()):
            size += 1
            for key in ("waive", "sum_of"):
                own = getattr(entry, key, None)
                size += len((getattr(statement, key) if own is None else own) or ())
    return size * len(_many(statement.indicator))


Checked = Mapping[str, Any]
"""A mapping as the check gives it: texts, lists and mappings; figures and indicators are scalar nodes."""


def _record(top: Any, data: bytes, *, plain: bool = True) -> Record:
    """The record of the plan of a file, composed of these bytes. Raises Unsound; for `plain` see `check_of`."""
    fields = check_of("plan", plain=plain)(top)
    head = fields["plan"]
    source = head.get("source", _NOTHING)
    rows: list[Record] = []
    marks = [_value(_value(top, "plan"), "id")]
    for index, statement in enumerate(fields["statements"]):
        _add_rows(statement, index, rows, marks)
    carrying = [row[-1] for row in rows if row[-1][_ID] or row[-1][_SUM_OF] or row[-1][_WAIVERS]]
    carried = sum(len(details[_SUM_OF]) + len(details[_WAIVERS]) for details in carrying)
    if len(rows) + carried > MAX_STATEMENTS:
        raise Unsound
    if carrying:
        _check_references(fields["statements"])
    offsets = [mark.index for node in marks for mark in (node.start_mark, node.end_mark)]
    if "disowns" in head:
        text = data.decode()
        for node in _value(_value(top, "plan"), "disowns").value:
            start = node.start_mark.index
            offsets += (start, start + (text[start] == "{"))  # where it begins, in brackets or in a block
    return (
        (
            head["id"],
            head["title"],
            head["jurisdiction"],
            head["sector"],
            _ascending(head["period"]),
            head.get("superior"),
            head.get("implements", ()),
            head.get("main_table"),
            source.get("file"),
            source.get("sha256"),
        ),
        rows,
        [(entry["indicator"].value, _place(entry.get("at"))) for entry in head.get("disowns", ())],
        _waivers(head, ("plan",)),
        list(map(sub, offsets, (0, *offsets))),
    )


def _value(mapping: Any, name: str) -> Any:
    """The node of a key that a composed mapping has."""
    return next(value for key, value in mapping.value if key.value == name)


def _add_rows(statement: Checked, index: int, rows: list[Record], marks: list[Any]) -> None:
    """A row for each name and entry of a statement, and the nodes of its figure and name."""
    indicator = statement["indicator"]
    several = indicator.__class__ is list
    names = indicator if several else (indicator,)
    printed = _many(statement["printed"]) if "printed" in statement else None
    if printed is not None and len(names) != len(printed):
        raise Unsound
    path = ("statements", index)
    told = _told(statement, path)
    for position, node in enumerate(names):
        if len(rows) > MAX_STATEMENTS:  # before many names times many years have been written out
            raise Unsound
        place = ("indicator", position) if several else ("indicator",)
        words = node.value if printed is None else printed[position]
        indicator_id = None if printed is None else node.value
        for kind, year, first_year, figure, figure_path, details in told:
            said = words, indicator_id, kind, year, first_year, figure.value
            rows.append((*said, index, figure_path[2:], place, details))
            marks += (figure, node)


def _told(statement: Checked, path: YamlPath) -> list[Record]:
    """(kind, year, first year of a span, node and path of the figure, details) of each entry. Raises Unsound."""
    told: list[Record] = []
    shared = _details(statement, path)
    for kind in KINDS:
        if kind not in statement:
            continue
        for years, entry, entry_path in _entries(statement[kind], (*path, kind)):
            first_year, year = _ascending(years)
            if first_year == year:
                first_year = None
            if entry.__class__ is dict:
                waived_at = entry_path if "waive" in entry else path
                details = _details(_overridden(statement, entry), waived_at)
                told.append((kind, year, first_year, entry["figure"], (*entry_path, "figure"), details))
            else:
                told.append((kind, year, first_year, entry, entry_path, shared))
    if not told:
        raise Unsound
    return told


def _overridden(statement: Checked, entry: Checked) -> Checked:
    """The statement with what an entry says otherwise."""
    at = {**statement.get("at", _NOTHING), **entry.get("at", _NOTHING)}
    at |= {key: entry[key] for key in ("section", "table", "row", "line") if key in entry}
    return {**statement, **entry, "at": at}


def _details(fields: Checked, path: YamlPath) -> Record:
    """What a statement says beside name, time and figure, in the order of a record."""
    get = fields.get
    return (
        get("unit"),
        get("nature"),
        get("population"),
        get("place"),
        get("part"),
        get("basis"),
        get("norm") == "true",
        get("id"),
        get("sum_of", ()),
        _waivers(fields, path) if "waive" in fields else (),
        get("note"),
        _place(fields["at"]) if "at" in fields else _NO_PLACE,
    )


_ID, _SUM_OF, _WAIVERS = 7, 8, 9
"""Positions in details."""


def _waivers(fields: Checked, path: YamlPath) -> Sequence[Record]:
    """The exceptions that a plan's head, a statement or an entry makes."""
    return [
        _waiver(waiver, (*path, "waive", number)) for number, waiver in enumerate(fields.get("waive", ()))
    ]


def _waiver(fields: Checked, path: YamlPath) -> Record:
    until = fields.get("until")
    if until is not None:
        _check_day(until)
    return (
        fields["rule"],
        fields["reason"],
        fields.get("approved_by"),
        fields.get("document"),
        until,
        fields.get("max_gap"),
        path,
        fields["indicator"].value if "indicator" in fields else None,
    )


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Unsound from None


def _place(at: Checked | None) -> Record:
    if at is None:
        return _NO_PLACE
    get = at.get
    line = get("line")
    first, last = (None, None) if line is None else _ascending(line)
    return get("section"), get("table"), get("row"), first, last


_NO_PLACE = (None, None, None, None, None)
_NOTHING: Checked = {}


def _check_references(statements: Sequence[Checked]) -> None:
    """Ids of statements are used once, and sums name ids that there are. Raises Unsound."""
    parts = [part for statement in statements for part in (statement, *_detailed(statement))]
    ids = [part["id"] for part in parts if "id" in part]
    known = set(ids)
    if len(known) < len(ids) or not all(known.issuperset(part.get("sum_of", ())) for part in parts):
        raise Unsound


def _detailed(statement: Checked) -> Iterator[Checked]:
    """The entries of a statement that say more than a figure."""
    for kind in KINDS:
        for _, entry, _ in _entries(statement.get(kind), ()):
            if entry.__class__ is dict:
                yield entry


def _entries(timed: Any, path: YamlPath) -> list[tuple[str, Any, YamlPath]]:
    """(years, entry, YAML path) of every figure under a kind."""
    if timed is None:
        return []
    dated = isinstance(timed, dict) and "figure" not in timed
    found: list[tuple[str, Any, YamlPath]] = []
    for years, entries in timed.items() if dated else (("undated", timed),):
        here: YamlPath = (*path, years) if dated else path
        if isinstance(entries, list):
            found += [(years, entry, (*here, index)) for index, entry in enumerate(entries)]
        else:
            found.append((years, entries, here))
    return found


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _years(text: str) -> tuple[int | None, int | None]:
    """First and last year of a time key, or line of a source; None for undated."""
    if text == "undated":
        return None, None
    years = _DASH.split(text)
    return int(years[0]), int(years[-1])


def _is_ascending(text: str) -> bool:
    first, last = _years(text)
    return first is None or last is None or first <= last


@lru_cache(maxsize=4096)
def _ascending(text: str) -> tuple[int | None, int | None]:
    """The same as `_years`. Raises Unsound where the last comes before the first."""
    if not _is_ascending(text):
        raise Unsound
    return _years(text)
