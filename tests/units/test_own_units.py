"""Unit definitions of a project's own: in force for catalogue and figures of that run, and of no other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.auditing import audit
from planlint.figures import read_figure
from planlint.units import definition_faults, read_unit, using
from tests.builders import REGION, plan_text, told

OWN = "# 草原\n羊单位 = [count_sheep_unit] = _ = 标准羊单位\n大牲畜 = 2 * 羊单位\n\n罗- = 1e3\n"
CATALOGUE = "sector: test\nindicators:\n- {id: grazing, name: 载畜量, unit: 羊单位/人, better: higher}\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = Path("units.txt")
    file.write_text(OWN, encoding="utf-8")
    return file


def test_own_units_are_read_inside_and_nowhere_else(own: Path) -> None:
    with using([own]):
        unit = read_unit("罗大牲畜")
        assert unit is not None
        assert (2000, "count of sheep_unit") == (unit.factor, unit.dimension)
        assert "level" == read_figure("≥3大牲畜").kind
        assert read_unit("个") is not None
    assert read_unit("大牲畜") is None
    assert "level" != read_figure("≥3大牲畜").kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OWN, []),
        ("", []),
        ("箱", [(1, "should be “name = relation = symbol = alias”")]),
        ("罗- = viel", [(1, "should be “name = relation = symbol = alias”")]),
        ("# 甲\n岁 = [x]", [(2, "“岁” is defined already")]),
        ("甲 = [x] = _ = 人", [(1, "“人” is defined already")]),
        ("甲 = [x]\n甲 = [y]", [(2, "“甲” is defined already")]),
        ("甲 = 2 * 乙丙", [(1, "“乙丙” is not defined above")]),
        ("甲 = 甲", [(1, "“甲” is not defined above")]),
    ],
)
def test_a_line_that_can_not_be_used_is_told(text: str, expected: list[tuple[int, str]], own: Path) -> None:
    own.write_text(text, encoding="utf-8")
    assert expected == [(line, problem.en) for line, problem in definition_faults(own.absolute())]


@pytest.mark.parametrize(
    "line",
    [
        "甲 = 9**9**9**9",
        "甲 = 1e999999999 * 人",
        "甲- = 1e999999999",
        "甲- = 0",
        "甲- = -3",
        "甲 = 0 * 人",
        "甲 = 1/0 * 人",
        "甲 = nan * 人",
        "甲 = 人 ** 人",
        "甲 = 人; offset: 5",
        "甲 = " + "(" * 5000 + "1" + ")" * 5000,
        '甲 = __import__("os").system("id")',
        "甲-乙 = [x]",
        "\x1b[31m = [x]",
        "@import /etc/passwd = 甲",
        "@alias 人 = 甲",
        "@group 甲 = 乙",
    ],
)
def test_what_would_have_to_be_worked_out_without_end_is_no_definition(line: str, own: Path) -> None:
    own.write_text(line, encoding="utf-8")
    assert [(1, "should be “name = relation = symbol = alias”")] == [
        (line, problem.en) for line, problem in definition_faults(own.absolute())
    ]


def test_units_upon_one_another_come_to_an_end(own: Path) -> None:
    tower = ["甲0 = [甲]", *(f"甲{step} = 1e99 * 甲{step - 1}" for step in range(1, 1000))]
    own.write_text("\n".join(tower), encoding="utf-8")
    told = [(line, problem.en) for line, problem in definition_faults(own.absolute())]
    assert (21, "more than 20 units upon one another") == told[0]
    own.write_text("\n".join(tower[:20]), encoding="utf-8")
    assert [] == list(definition_faults(own.absolute()))


def test_definitions_without_end_are_cut_off(own: Path) -> None:
    own.write_text("# 甲\n" * 3000, encoding="utf-8")
    assert [(2001, "more than 2000 lines")] == [
        (line, problem.en) for line, problem in definition_faults(own.absolute())
    ]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_units_that_are_no_file_are_a_fault(own: Path, make: Callable[[Path], object]) -> None:
    make(Path("odd.txt"))
    Path("planlint.yaml").write_text("planlint: {units: [odd.txt]}", encoding="utf-8")
    (finding,) = audit(["."]).findings
    assert "can't read odd.txt: not a regular file" in finding.message.en


def test_a_further_file_builds_on_those_before_it(own: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("拖车 = 4 * 羊单位\n大牲畜 = 3 * 羊单位", encoding="utf-8")
    found = [(line, problem.en) for line, problem in definition_faults(more, (own.absolute(),))]
    assert [(2, "“大牲畜” is defined already")] == found


def test_a_projects_units_are_in_force_for_its_catalogue_and_figures(own: Path) -> None:
    plans = {
        "region.yaml": plan_text(
            "indicator: 载畜量, target: {2025: '4'}, unit: 羊单位/人, at: {line: 1}", **REGION
        ),
        "county.yaml": plan_text("indicator: 载畜量（大牲畜/人）, target: {2025: ≥1}, at: {line: 1}"),
        "catalogue.yaml": CATALOGUE,
        "planlint.yaml": "planlint: {units: [units.txt], plans: [.]}",
    }
    for name, text in plans.items():
        Path(name).write_text(text, encoding="utf-8")
    report = audit(["."])
    assert ["note PL201:county:grazing:2025:to=region"] == [
        line for line in told(report.findings) if "PL201" in line
    ]
    (gap,) = [finding.gap for finding in report.findings if finding.rule == "PL201"]
    assert 2 == gap
    Path("planlint.yaml").write_text("planlint: {plans: [.]}", encoding="utf-8")
    assert 2 == audit(["."]).exit_status()


def test_units_that_can_not_be_used_are_a_fault_and_the_others_count(own: Path) -> None:
    Path("bad.txt").write_text("箱", encoding="utf-8")
    Path("latin.txt").write_bytes(b"# a\n\xff")
    Path("catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    Path("planlint.yaml").write_text(
        "planlint: {units: [bad.txt, latin.txt, units.txt], catalogues: [.]}", encoding="utf-8"
    )
    found = [(f.primary.file, f.primary.span.line, f.rule) for f in audit(["catalogue.yaml"]).findings]
    assert [("bad.txt", 1, "PL004"), ("latin.txt", 2, "PL004")] == found


def test_units_may_begin_with_a_byte_order_mark(own: Path) -> None:
    own.write_text(OWN, encoding="utf-8-sig")
    assert [] == list(definition_faults(own.absolute()))
    with using([own.absolute()]):
        assert read_unit("大牲畜") is not None


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("以上 = [count_x]", "以上"),
        ("甲 = [count_x] = 不低于", "不低于"),
        ("甲 = [count_x] = _ = 乙 = 提高", "提高"),
        ("百分之- = 1e3", "百分之"),
        ("甲 = [count_x] = _ = 項目 = 以  上", "以上"),
    ],
)
def test_a_unit_takes_no_word_from_the_figures(line: str, word: str, own: Path) -> None:
    own.write_text(line, encoding="utf-8")
    Path("planlint.yaml").write_text("planlint: {units: [units.txt]}", encoding="utf-8")
    (finding,) = audit(["."]).findings
    assert ("units.txt", f"“{word}” says something else in a figure") == (
        finding.primary.file, finding.message.en,
    )  # fmt: skip


def test_a_unit_may_have_the_name_of_what_is_counted(own: Path) -> None:
    own.write_text("质控中心 = [count_centre] = _ = 分中心", encoding="utf-8")
    Path("planlint.yaml").write_text("planlint: {units: [units.txt]}", encoding="utf-8")
    assert [] == [finding.message.en for finding in audit(["."]).findings]
