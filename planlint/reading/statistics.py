"""Statistics files to results and weights of places, every fault located."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.catalogue import Catalogue, Naming
from planlint.divisions import Divisions
from planlint.figures import read_figure
from planlint.frozen import frozen
from planlint.meaning import Readings, meanings, together
from planlint.model import Period, Plan, SourcePlace, Statement, YamlPath
from planlint.reading.acceptance import Plain, told
from planlint.reading.document import Document, Fault, first_faults, node_at, positions
from planlint.statistics import Weight
from planlint.units import read_unit
from planlint.words import Words, did_you_mean

ANY_SECTOR = ""
"""The sector of a statistics file: an indicator's name counts whatever sector knows it."""


@frozen()
class StatisticsFile:
    """The results and weights of one file and where they stand."""

    document: Document
    places: tuple[Plan, ...]
    weights: tuple[tuple[Weight, YamlPath], ...]


def read_statistics(document: Document) -> tuple[StatisticsFile | None, tuple[Fault, ...]]:
    """The statistics of a document, or None and every fault of its form."""
    form, faults = told(document)
    if form is None:
        return None, faults
    faults = first_faults(document, _more_faults(document, form))
    if faults:
        return None, faults
    held: dict[tuple[str, str], list[Statement]] = {}
    weights: list[tuple[Weight, YamlPath]] = []
    for index, entry in enumerate(form["statistics"]):
        path: YamlPath = ("statistics", index)
        if "indicator" in entry:
            place = entry["jurisdiction"], entry.get("source", document.file)
            held.setdefault(place, []).append(_statement(entry, path))
        else:
            weights.append((_weight(entry), (*path, "weight")))
    places = tuple(_place(document, code, title, found) for (code, title), found in held.items())
    return StatisticsFile(document, places, tuple(weights)), ()


def joint_faults(
    files: Iterable[StatisticsFile], catalogue: Catalogue, divisions: Divisions
) -> Iterator[Fault]:
    """Indicators that no catalogue knows, units that don't fit them, unknown codes, weights told in two ways."""
    weighed: dict[_Weighed, Weight] = {}
    readings = Readings(catalogue)
    for file in files:
        yield from first_faults(file.document, _faults_among(file, readings, divisions, weighed))


_Weighed = tuple[str | None, str, int]
"""What is weighed, where and in which year."""


def _faults_among(
    file: StatisticsFile, readings: Readings, divisions: Divisions, weighed: dict[_Weighed, Weight]
) -> Iterator[Fault]:
    """The same of one file, beside the weights that were told before."""
    codes = {path[:2]: weight.jurisdiction for weight, path in file.weights}
    for place in file.places:
        for meaning in meanings(place, readings):
            statement = meaning.statement
            codes[statement.path[:2]] = place.jurisdiction
            if meaning.indicator is None:
                yield _fault(file.document, statement.name_path, _unknown(statement.name, meaning.naming))
            elif meaning.range is None:
                unit = meaning.indicator.unit_text or "无"
                words = Words(
                    f"单位与指标的“{unit}”不符", f"a unit that does not fit the indicator's “{unit}”"
                )
                yield _fault(file.document, statement.path, words)
    for path, code in sorted(codes.items(), key=lambda item: item[0][1]):
        if not divisions.known(code):
            hint = did_you_mean(code, divisions.nearest(code))
            words = Words(f"没有行政区划代码“{code}”{hint.zh}", f"no division has the code “{code}”{hint.en}")
            yield _fault(file.document, (*path, "jurisdiction"), words)
    for weight, path in file.weights:
        key = readings.catalogue.population(weight.name, None), weight.jurisdiction, weight.year
        if weighed.setdefault(key, weight).value != weight.value:
            words = Words(
                f"{weight.jurisdiction} {weight.year} 年的“{weight.name}”另有不同的数",
                f"“{weight.name}” of {weight.jurisdiction} in {weight.year} is given otherwise too",
            )
            yield _fault(file.document, path, words)


def _unknown(name: str, naming: Naming) -> Words:
    ids = [indicator.id for indicator in naming.candidates]
    if naming.ambiguous:
        return Words(
            f"“{name}”可指几个指标，请写编号：{'、'.join(ids)}",
            f"“{name}” may be several indicators; write an id: {', '.join(ids)}",
        )
    zh, en = (f"，是否指 {'、'.join(ids)}？", f"; did you mean {', '.join(ids)}?") if ids else ("", "")
    return Words(f"目录中没有指标“{name}”{zh}", f"no indicator “{name}” in the catalogue{en}")


def _more_faults(document: Document, form: Plain) -> Iterator[Fault]:
    """What the form can't say for itself."""
    for index, entry in enumerate(form["statistics"]):
        path: YamlPath = ("statistics", index)
        if ("indicator" in entry) == ("weight" in entry):
            words = Words("应有 indicator 或 weight 之一", "should have one of indicator and weight")
            yield _fault(document, path, words)
        figure = read_figure(entry["value"])
        if figure.kind != "level" or figure.comparator not in (None, "="):
            words = Words(f"“{entry['value']}”不是一个确定的数", f"“{entry['value']}” is no single number")
            yield _fault(document, (*path, "value"), words)
        unit = entry.get("unit")
        if unit is not None and read_unit(unit) is None:
            words = Words(f"不认识的单位“{unit}”", f"unknown unit “{unit}”")
            yield _fault(document, (*path, "unit"), words)


def _statement(entry: Plain, path: YamlPath) -> Statement:
    return Statement(
        name=entry["indicator"],
        indicator_id=None,
        kind="baseline",
        year=int(entry["year"]),
        first_year=None,
        figure=entry["value"],
        unit=entry.get("unit"),
        nature=None,
        population=None,
        place=None,
        part=None,
        basis=None,
        norm=False,
        id=None,
        sum_of=(),
        waivers=(),
        note=None,
        at=SourcePlace(None, None, None, None, None),
        path=(*path, "value"),
        name_path=(*path, "indicator"),
    )


def _weight(entry: Plain) -> Weight:
    figure = read_figure(entry["value"])
    unit = together(figure.unit, read_unit(entry["unit"]) if entry.get("unit") else None, None, None)
    assert figure.value is not None
    value = figure.value * unit.factor if unit else figure.value
    return Weight(entry["weight"], entry["jurisdiction"], int(entry["year"]), value)


def _place(document: Document, code: str, title: str, statements: list[Statement]) -> Plan:
    assert document.top is not None
    years = [statement.year for statement in statements if statement.year is not None]
    return Plan(
        id=f"{document.file}:{code}:{title}",
        title=title,
        jurisdiction=code,
        sector=ANY_SECTOR,
        period=Period(min(years), max(years)),
        superior=None,
        implements=(),
        main_table=None,
        source_file=None,
        source_sha256=None,
        statements=tuple(statements),
        file=document.file,
        spans=positions(document.top),
        lines=document.lines,
    )


def _fault(document: Document, path: YamlPath, problem: Words) -> Fault:
    assert document.top is not None
    return Fault("PL004", document.file, node_at(document.top, path).span, problem)
