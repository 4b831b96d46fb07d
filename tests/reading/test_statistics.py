"""Statistics files: results and weights of places, every fault located."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from planlint.divisions import Divisions, load_divisions
from planlint.project import load
from planlint.reading.statistics import StatisticsFile, joint_faults, read_statistics
from planlint.resources import DIVISIONS
from tests.builders import a_catalogue, a_corpus, document, plan_text, said_of

CODE = 'jurisdiction: "150000", year: 2020'


def listed(*rows: str) -> str:
    return "\n".join(["statistics:", *(f"- {{{row}}}" for row in rows)]) + "\n"


def read(*rows: str, file: str = "1.yaml") -> StatisticsFile:
    found, faults = read_statistics(document(listed(*rows), file))
    assert found is not None, faults
    return found


def divisions() -> Divisions:
    return load_divisions(DIVISIONS)


def test_results_stand_by_place_and_source_weights_in_their_base_unit() -> None:
    found = read(
        f"{CODE}, indicator: 管理率, value: 85.2%, source: 年鉴",
        f'{CODE}, indicator: staff, value: "3.1", unit: 人/千人',
        'jurisdiction: "000000", year: 2019, indicator: 管理率, value: "80", unit: "%", source: 年鉴',
        f"{CODE}, indicator: 吸烟率, value: 21%, source: 年鉴",
        f'{CODE}, weight: 人口, value: "2400.5", unit: 万人',
        f"{CODE}, weight: 活产, value: 1.2万",
    )
    assert [("150000", "年鉴", 2), ("150000", "1.yaml", 1), ("000000", "年鉴", 1)] == [
        (place.jurisdiction, place.title, len(place.statements)) for place in found.places
    ]
    assert [("人口", Fraction(24005000)), ("活产", Fraction(12000))] == [
        (weight.name, weight.value) for weight, _ in found.weights
    ]
    statement = found.places[2].statements[0]
    assert ("baseline", 2019, "80", "%") == (statement.kind, statement.year, statement.figure, statement.unit)
    assert 4 == found.places[2].span(statement.path).line


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{CODE}, value: '1'", "2:3 PL004 should have one of indicator and weight"),
        (f"{CODE}, indicator: a, weight: b, value: '1'", "2:3 PL004 should have one of indicator and weight"),
        (f"{CODE}, weight: 人口, value: ≥3万", "2:59 PL004 “≥3万” is no single number"),
        (f"{CODE}, weight: 人口, value: 3万左右", "2:59 PL004 “3万左右” is no single number"),
        (f"{CODE}, weight: 人口, value: 增长3%", "2:59 PL004 “增长3%” is no single number"),
        (f"{CODE}, weight: 人口, value: '3', unit: 什么", "2:70 PL004 unknown unit “什么”"),
        (
            "jurisdiction: '150000', year: '20', weight: 人口, value: '3'",
            "2:34 PL004 “20” should be a year such as 2020",
        ),
        (f"{CODE}, wieght: 人口, value: '3'", "2:40 PL004 unknown key “wieght”; did you mean weight?"),
    ],
)
def test_a_fault_is_told_at_its_place(row: str, expected: str) -> None:
    found, faults = read_statistics(document(listed(row)))
    assert (None, [expected]) == (found, said_of(faults))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{CODE}, indicator: 管理率, value: 85%", []),
        (
            f"{CODE}, indicator: 管理律, value: 85%",
            ["2:51 PL004 no indicator “管理律” in the catalogue; did you mean managed, well-managed?"],
        ),
        (
            f"{CODE}, indicator: 覆盖率, value: 85%",
            ["2:51 PL004 “覆盖率” may be several indicators; write an id: cover-a, cover-b"],
        ),
        (f"{CODE}, indicator: 无此物, value: 85%", ["2:51 PL004 no indicator “无此物” in the catalogue"]),
        (
            f"{CODE}, indicator: 管理率, value: 85岁",
            ["2:63 PL004 a unit that does not fit the indicator's “%”"],
        ),
        (
            f"{CODE}, indicator: 性别比, value: 85岁",
            ["2:63 PL004 a unit that does not fit the indicator's “无”"],
        ),
    ],
)
def test_what_the_catalogue_or_the_divisions_do_not_know_is_a_fault(row: str, expected: list[str]) -> None:
    assert expected == said_of(joint_faults([read(row)], a_catalogue(), divisions()))


def test_a_code_that_no_division_has_is_a_fault() -> None:
    rows = ('jurisdiction: "159999", year: 2020, weight: 人口, value: "1"', f"{CODE}, weight: 人口, value: '1'",
            'jurisdiction: "999999", year: 2020, indicator: 管理率, value: "1"')  # fmt: skip
    found = said_of(joint_faults([read(*rows)], a_catalogue(), divisions()))
    assert [
        "2:18 PL004 no division has the code “159999”",
        "4:18 PL004 no division has the code “999999”",
    ] == [said.split(";")[0] for said in found]


def test_one_weight_is_not_given_in_two_ways() -> None:
    one = read(f"{CODE}, weight: 人口, value: 2400万")
    same = read(f"{CODE}, weight: 常住人口, value: '2400', unit: 万人", file="2.yaml")
    other = read(f"{CODE}, weight: 人口, value: 2405万", file="3.yaml")
    later = read('jurisdiction: "150000", year: 2021, weight: 人口, value: 2405万', file="4.yaml")
    found = joint_faults([one, same, other, later], a_catalogue(), divisions())
    assert [("3.yaml", "“人口” of 150000 in 2020 is given otherwise too")] == [
        (fault.file, fault.problem.en) for fault in found
    ]


def test_a_project_names_its_statistics_and_faulty_files_are_told(tmp_path: Path) -> None:
    files = {
        "planlint.yaml": "planlint: {statistics: [data, nowhere]}\n",
        "data/good.yaml": listed(f"{CODE}, weight: 人口, value: 2400万"),
        "data/bad.yaml": listed(f"{CODE}, weight: 人口"),
        "plan.yaml": plan_text(),
        "beside.yaml": listed(f"{CODE}, weight: 活产, value: 12万"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = load([tmp_path])
    assert ["活产", "人口"] == [weight.name for weight in project.statistics.weights]
    told = {Path(fault.file).name: fault.problem.en for fault in project.faults}
    assert {"bad.yaml", "planlint.yaml"} == set(told)
    assert ("statistics.0 lacks “value”", True) == (
        told["bad.yaml"],
        told["planlint.yaml"].startswith("the config names a missing path"),
    )
    assert {Path(file).name for file in project.lines} >= {"bad.yaml"}


def test_a_case_may_bring_statistics() -> None:
    corpus = a_corpus(plan_text(), listed(f"{CODE}, weight: 人口, value: 2400万"))
    assert [("人口", 2020)] == [(weight.name, weight.year) for weight in corpus.statistics.weights]
