"""Catalogue files to indicators, every fault located."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from planlint.catalogue import Indicator, canonical_unit, plausible_range
from planlint.frozen import frozen
from planlint.model import YamlPath
from planlint.reading.acceptance import Plain, told
from planlint.reading.document import Document, Fault, first_faults, node_at
from planlint.words import Words, did_you_mean


@frozen()
class CatalogueFile:
    """The indicators of one file and where each stands."""

    document: Document
    indicators: tuple[Indicator, ...]
    folds: tuple[str, ...]


def read_catalogue(document: Document) -> tuple[CatalogueFile | None, tuple[Fault, ...]]:
    """The catalogue of a document, or None and every fault of its form."""
    form, faults = told(document)
    if form is None:
        return None, faults
    indicators: list[Indicator] = []
    found: list[Fault] = []
    for index, entry in enumerate(form["indicators"]):
        try:
            indicators.append(_indicator(entry, form.get("sector")))
        except ValueError as error:
            path: YamlPath = ("indicators", index, "unit")
            problem = Words(
                f"不认识的单位“{error}”（没有单位写“无”）",
                f"unknown unit “{error}” (write 无 where there is none)",
            )
            found.append(_fault(document, path, problem))
        plausible = plausible_range(*entry["plausible"]) if "plausible" in entry else None
        if plausible is not None and plausible.empty:
            found.append(
                _fault(
                    document,
                    ("indicators", index, "plausible"),
                    Words("下限大于上限", "the lower bound is above the upper one"),
                )
            )
    if found:
        return None, first_faults(document, found)
    return CatalogueFile(document, tuple(indicators), tuple(form.get("fold", ()))), ()


def joint_faults(files: Iterable[CatalogueFile], known: Iterable[str]) -> Iterator[Fault]:
    """Ids defined twice in different ways, and relations to ids that nobody defines."""
    files = tuple(files)
    seen: dict[str, tuple[Indicator, Document]] = {}
    ids = {*known, *(indicator.id for file in files for indicator in file.indicators)}
    for file in files:
        yield from first_faults(file.document, _faults_among(file, seen, ids))


def _faults_among(
    file: CatalogueFile, seen: dict[str, tuple[Indicator, Document]], ids: Set[str]
) -> Iterator[Fault]:
    """The same of one file, beside those that were `seen` before."""
    for index, indicator in enumerate(file.indicators):
        first, document = seen.setdefault(indicator.id, (indicator, file.document))
        if first != indicator:
            yield _fault(
                file.document,
                ("indicators", index, "id"),
                Words(
                    f"指标编号“{indicator.id}”在 {document.file} 中另有不同定义",
                    f"indicator id “{indicator.id}” is defined otherwise in {document.file}",
                ),
            )
        for path, other in _named(indicator):
            if other not in ids:
                hint = did_you_mean(other, ids)
                yield _fault(
                    file.document,
                    ("indicators", index, *path),
                    Words(
                        f"目录中没有指标“{other}”{hint.zh}",
                        f"no indicator “{other}” in the catalogue{hint.en}",
                    ),
                )


def _named(indicator: Indicator) -> Iterator[tuple[YamlPath, str]]:
    """The ids that an indicator's relations name, with their place in its entry."""
    for key in ("near", "part_of", "at_most", "combines", "parts"):
        for number, other in enumerate(getattr(indicator, key)):
            yield (key, number), other
    for key in ("count_of", "per"):
        other = getattr(indicator, key)
        if other is not None:
            yield (key,), other


def _indicator(entry: Plain, sector: str | None) -> Indicator:
    return Indicator(
        id=entry["id"],
        name=entry["name"],
        aliases=tuple(entry.get("aliases", ())),
        name_en=entry.get("name_en"),
        unit=canonical_unit(entry["unit"], entry.get("denominator")),
        direction=entry.get("better", "unknown"),
        population=entry.get("population"),
        denominator=entry.get("denominator"),
        plausible=plausible_range(*entry["plausible"]) if "plausible" in entry else None,
        extensive=entry.get("extensive") == "true",
        near=tuple(entry.get("near", ())),
        part_of=tuple(entry.get("part_of", ())),
        at_most=tuple(entry.get("at_most", ())),
        combines=tuple(entry.get("combines", ())),
        parts=tuple(entry.get("parts", ())),
        count_of=entry.get("count_of"),
        per=entry.get("per"),
        sector=sector,
        weight=entry.get("weight"),
    )


def _fault(document: Document, path: YamlPath, problem: Words) -> Fault:
    assert document.top is not None
    return Fault("PL004", document.file, node_at(document.top, path).span, problem)
