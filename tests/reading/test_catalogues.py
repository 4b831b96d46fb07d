"""Catalogue files to indicators, every fault located."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planlint.catalogue import Indicator
from planlint.ranges import Range
from planlint.reading.catalogues import joint_faults, read_catalogue
from planlint.units import Unit
from tests.builders import document, said_of


def faults_of(entries: str) -> list[str]:
    file, faults = read_catalogue(document(f"indicators: [{entries}]"))
    assert (file is None) == bool(faults)
    return said_of(faults)


def joint(*texts: str, known: tuple[str, ...] = ()) -> list[str]:
    files = []
    for number, text in enumerate(texts, 1):
        file, faults = read_catalogue(document(f"indicators: [{text}]", f"{number}.yaml"))
        assert file is not None, faults
        files.append(file)
    return [f"{fault.file} {said}" for fault in joint_faults(files, known) for said in said_of([fault])]


def test_all_that_an_indicator_can_say() -> None:
    file, _ = read_catalogue(
        document(
            "sector: health\nfold: [常住, 登记在册]\nindicators:\n"
            "- {id: a, name: 甲, aliases: [乙, 丙], name_en: A, unit: ‰, better: lower, population: 儿童,"
            " denominator: 活产, plausible: ['0', '0.5'], extensive: true, near: [b], part_of: [c], at_most: [d],"
            " combines: [e, f], parts: [g], count_of: h, per: i, note: 注}\n"
        )
    )
    assert file is not None
    expected = Indicator(
        id="a",
        name="甲",
        aliases=("乙", "丙"),
        name_en="A",
        unit=Unit("‰", Fraction(1, 1000), "rate per 活产"),
        direction="lower",
        population="儿童",
        denominator="活产",
        plausible=Range(Fraction(0), Fraction(1, 2)),
        extensive=True,
        near=("b",),
        part_of=("c",),
        at_most=("d",),
        combines=("e", "f"),
        parts=("g",),
        count_of="h",
        per="i",
        sector="health",
    )
    assert ((expected,), ("常住", "登记在册")) == (file.indicators, file.folds)


def test_an_id_a_name_and_a_unit_are_enough() -> None:
    file, _ = read_catalogue(document("indicators: [{id: a, name: 甲, unit: 无}]"))
    assert file is not None
    (found,) = file.indicators
    assert (None, "unknown", None, False, None, ()) == (
        found.unit, found.direction, found.plausible, found.extensive, found.sector, found.near,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{id: a, name: 甲}", ["1:14 PL004 indicators.0 lacks “unit”"]),
        (
            "{id: a, name: 甲, unit: 桌}",
            ["1:37 PL004 unknown unit “桌” (write 无 where there is none)"],
        ),
        (
            "{id: a, name: 甲, unit: '%', plausible: ['0.3', '0.29']}",
            ["1:53 PL004 the lower bound is above the upper one"],
        ),
        (
            "{id: a, name: 甲, unit: 桌}, {id: b, name: 乙, unit: 椅}",
            [
                "1:37 PL004 unknown unit “桌” (write 无 where there is none)",
                "1:64 PL004 unknown unit “椅” (write 无 where there is none)",
            ],
        ),
    ],
)
def test_a_fault_of_an_indicator_is_located(entry: str, expected: list[str]) -> None:
    assert expected == faults_of(entry)


A = "{id: abc, name: 甲, unit: '%'}"


def test_an_identical_definition_is_no_duplicate() -> None:
    assert [] == joint(A, A)


def test_an_id_defined_in_two_ways_is_a_fault() -> None:
    expected = "2.yaml 1:19 PL004 indicator id “abc” is defined otherwise in 1.yaml"
    assert [expected] == joint(A, A.replace("甲", "乙"))


def test_a_relation_to_an_unknown_indicator_names_the_nearest() -> None:
    with_relations = "{id: b, name: 乙, unit: '%', near: [abc, abd], part_of: [z], at_most: [known]}"
    expected = [
        "1.yaml 1:54 PL004 no indicator “abd” in the catalogue; did you mean abc, b?",
        "1.yaml 1:70 PL004 no indicator “z” in the catalogue",
    ]
    assert expected == joint(with_relations, A, known=("known",))


@pytest.mark.parametrize(
    ("relation", "column"),
    [("combines: [known, x]", 60), ("parts: [x]", 50), ("count_of: x", 52), ("per: x", 47)],
)
def test_every_relation_names_indicators_of_the_catalogue(relation: str, column: int) -> None:
    found = joint(f"{{id: b, name: 乙, unit: '%', {relation}}}", known=("known",))
    assert [f"1.yaml 1:{column} PL004 no indicator “x” in the catalogue"] == found
