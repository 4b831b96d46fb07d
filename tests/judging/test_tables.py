"""Habits of a table, names of an indicator, rows that the text disowns, and places that are not the plan's."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from planlint.judging.joins import JOINS, Scope, alone
from planlint.judging.relations import RELATIONS
from planlint.reading.rules import read_rule
from tests.builders import REGION, a_corpus, a_rule, judged_by, plan_text, said_of, told
from tests.builders import document as a_document
from tests.judging.test_joins import drawn
from tests.judging.test_relations import brief

HABIT = {"share": "3/4", "least": "2"}


def in_table(
    require: str, *rows: str, judge: str = "target", options: Mapping[str, str] = HABIT
) -> list[str]:
    """The verdicts on the statements of one table, in order; each row is written without its place."""
    statements = [f"{row}, at: {{table: 表, row: {n}, line: {n}}}" for n, row in enumerate(rows, 1)]
    return told_of(require, *statements, judge=judge, options=options)


def told_of(
    require: str, *statements: str, judge: str = "statement", options: Mapping[str, str] = HABIT
) -> list[str]:
    corpus = a_corpus(plan_text(*statements))
    cases = JOINS["same-table"](corpus, Scope(judge, ()))
    return [brief(RELATIONS[require].relation(case, corpus, options)) for case in cases]


def test_a_statement_is_held_against_its_whole_table() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 吸烟率, target: 1, baseline: 2, at: {table: 甲}",
            "indicator: 管理率, target: 3, at: {table: 甲}",
            "indicator: 管理率, target: 4, at: {table: 乙}",
            "indicator: 管理率, target: 5",
        )
    )
    found = JOINS["same-table"](corpus, Scope("target", ()))
    assert [
        "county 1 | county 1, county 3",
        "county 3 | county 1, county 3",
        "county 4 | county 4",
    ] == drawn(list(found))


# unit-printed


WITH_UNITS = ["indicator: 吸烟率, target: 20%", "indicator: 婴儿死亡率（‰）, target: '5'"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("indicator: 管理率, target: '90'", ["fails | "]),
        ("indicator: 管理率, target: '90', baseline: '80'", ["fails | ", "holds"]),
        ("indicator: 管理率, target: 90%, baseline: '80'", ["holds", "holds"]),
        ("indicator: 管理率（%）, target: '90'", ["holds"]),
        ("indicator: 管理率, target: 提高", ["trend"]),
        ("indicator: 性别比, target: '107'", ["no-unit"]),
        ("indicator: 无此指标, target: '107'", ["no-unit"]),
    ],
)
def test_a_number_has_a_unit_where_its_neighbours_have(row: str, expected: list[str]) -> None:
    found = in_table("unit-printed", row, *WITH_UNITS, judge="statement")
    assert expected == found[: len(expected)]


def test_a_table_without_the_habit_proves_nothing() -> None:
    row = "indicator: 管理率, target: '90'"
    assert "no-habit" == in_table("unit-printed", row, WITH_UNITS[0])[0]
    assert (
        "no-habit" == in_table("unit-printed", row, *WITH_UNITS, "indicator: 健康素养水平, target: '25'")[0]
    )
    other = "indicator: 性别比, target: '107'"
    assert "fails | " == in_table("unit-printed", row, *WITH_UNITS, other)[0]


# unit-printed-once


ONCE = ["indicator: 吸烟率, unit: '%', target: '20'", "indicator: 婴儿死亡率（‰）, target: '5'"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "indicator: 管理率, unit: '%', target: 90%",
            "fails“%” in the cell, “%” in the column or the name | ",
        ),
        ("indicator: 管理率（%）, target: 90%", "fails“%” in the cell, “%” in the column or the name | "),
        ("indicator: 管理率, unit: '%', target: '90'", "holds"),
        ("indicator: 管理率, target: 90%", "holds"),
        ("indicator: 管理率, unit: '%', target: 90‰", "holds"),
        ("indicator: 管理率, unit: '%', target: 提高5%", "holds"),
        ("indicator: 床位数, unit: 张, target: 2万", "holds"),
    ],
)
def test_a_cell_does_not_repeat_the_unit_of_its_column(row: str, expected: str) -> None:
    assert expected == in_table("unit-printed-once", row, *ONCE)[0]


def test_a_table_that_always_repeats_the_unit_has_that_habit() -> None:
    row = "indicator: %s, unit: '%%', target: 90%%"
    found = in_table("unit-printed-once", row % "管理率", row % "规范管理率", row % "吸烟率")
    assert ["no-habit"] * 3 == found


# sign-printed


WITH_SIGNS = ["indicator: 吸烟率, target: ≤20%", "indicator: 健康素养水平, target: 25%以上"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("indicator: 管理率, target: 90%", "fails | "),
        ("indicator: 管理率, target: ≥90%", "holds"),
        ("indicator: 管理率, target: 100%", "holds"),
        ("indicator: 管理率, target: 100‰", "holds"),
        ("indicator: 吸烟率, target: 0%", "holds"),
        ("indicator: 预期寿命, target: 78岁", "fails | "),
        ("indicator: 性别比, target: '107'", "holds"),
        ("indicator: 管理率, target: 90%左右", "level"),
        ("indicator: 管理率, target: 80%-90%", "band"),
        ("indicator: 无此指标, target: 90%", "unknown-indicator"),
    ],
)
def test_a_target_has_a_sign_where_its_neighbours_have(row: str, expected: str) -> None:
    assert expected == in_table("sign-printed", row, *WITH_SIGNS)[0]


def test_few_signs_are_no_habit() -> None:
    row = "indicator: 管理率, target: 90%"
    assert "no-habit" == in_table("sign-printed", row, *WITH_SIGNS, "indicator: 预期寿命, target: 78岁")[0]


# row-follows


def rows(*numbers: str) -> list[str]:
    return told_of(
        "row-follows",
        *(f"indicator: 管理率, target: '1', at: {{table: 表, row: {number}}}" for number in numbers),
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("1", "2", "3"), ["holds", "holds", "holds"]),
        (("5", "6", "6"), ["holds", "holds", "holds"]),
        (("1", "3"), ["holds", "fails2 | "]),
        (("7", "2", "2"), ["fails3-6 | ", "holds", "holds"]),
        (("1", "3", "3"), ["holds", "fails2 | ", "holds"]),
        (("1", "2" * 2000), ["no-row-number", "no-row-number"]),
        (("1", "一"), ["no-row-number", "no-row-number"]),
        (("1", "' '"), ["no-row-number", "no-row-number"]),
    ],
)
def test_row_numbers_follow_one_another(numbers: tuple[str, ...], expected: list[str]) -> None:
    assert expected == rows(*numbers)


# named-alike


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("吸烟率", "成人吸烟率"), "holds"),
        (("成人吸烟率（%）", "吸烟率"), "holds"),
        (("吸烟率", "吸烟率（%）"), "one-name"),
        (("烟民占比", "成人吸烟率", "吸烟率"), "fails烟民占比, 成人吸烟率, 吸烟率 | 2, 3"),
    ],
)
def test_an_indicator_has_one_name(names: tuple[str, ...], expected: str) -> None:
    catalogue = (
        "sector: test\nindicators: [{id: s, name: 吸烟率, aliases: [成人吸烟率, 烟民占比], unit: '%'}]\n"
    )
    statements = [f"indicator: {name}, target: '{n}'" for n, name in enumerate(names, 1)]
    corpus = a_corpus(plan_text(*statements), catalogue)
    (case,) = JOINS["same-indicator"](corpus, Scope("statement", ()))
    assert expected == brief(RELATIONS["named-alike"].relation(case, corpus, {}))


def test_words_beside_an_id_are_no_name() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: smoking, printed: 抽烟的人, target: 1",
            "indicator: 吸烟率, target: 2",
            "indicator: 管理率, target: 3",
        )
    )
    assert [] == list(JOINS["same-indicator"](corpus, Scope("statement", ())))


# row-owned


def disowned(name: str, *statements: str, line: str = "") -> list[str]:
    entry = f"{{indicator: {name}{f', at: {{line: {line}}}' if line else ''}}}"
    corpus = a_corpus(plan_text(*statements, disowns=f"[{entry}]"))
    cases = JOINS["disowned-row"](corpus, Scope("plan", ()))
    return [brief(RELATIONS["row-owned"].relation(case, corpus, {})) for case in cases]


def test_the_main_table_sets_no_target_for_what_the_text_disowns() -> None:
    row = "indicator: 每千人口医师数, target: {2025: 3人}, at: {table: 表, row: 1}"
    assert ["fails“每千人口医师数” (source line 9)"] == disowned("每千人口医师数", row, line="9")
    assert ["fails“每千人口医师数”"] == disowned("每千人口医师数", row)
    assert ["holds"] == disowned("吸烟率", row)
    assert ["holds"] == disowned("每千人口医师数", row.split(", at")[0])
    assert ["unknown-indicator"] == disowned("无此指标", row)


def test_a_disowned_row_is_found_at_the_sentence() -> None:
    rule = a_rule("id: XY001, judge: plan, against: disowned-row, require: row-owned, severity: note")
    text = plan_text(
        "indicator: 吸烟率, target: {2025: 20%}, at: {table: 表, row: 1}",
        disowns="[{indicator: 成人吸烟率, at: {section: 一, line: 7-8}}]",
    )
    (finding,) = judged_by(rule, text).findings
    assert ["note XY001:county:smoking"] == told([finding])
    assert "disowns" in text.splitlines()[finding.primary.span.line - 1]
    assert ["20%"] == [p.meaning.statement.figure for p in finding.related if p.meaning]


# own-place


@pytest.mark.parametrize(
    ("place", "head", "expected"),
    [
        ("", {}, "holds"),
        ("全市", {}, "fails呼伦贝尔市"),
        ("呼伦贝尔市", {}, "fails呼伦贝尔市"),
        ("全国", {}, "fails全国"),
        ("全旗", {}, "holds"),
        ("各旗市区", {}, "fails“各旗市区”"),
        ("每个旗县", {}, "fails“每个旗县”"),
        ("各乡镇", {}, "place"),
        ("巴彦托海镇", {}, "place"),
        ("全区", {"jurisdiction": "150603"}, "place"),
        ("各旗市区", {"jurisdiction": "150700"}, "place"),
        ("全区", {"jurisdiction": "150700"}, "fails内蒙古自治区"),
        ("全区", REGION, "holds"),
        ("各旗", {"jurisdiction": "159999"}, "place"),
    ],
)
def test_a_target_is_not_printed_for_another_place(place: str, head: dict[str, str], expected: str) -> None:
    statement = "indicator: 吸烟率, target: {2025: 20%}" + (f", place: {place}" if place else "")
    corpus = a_corpus(plan_text(statement, **head))
    (case,) = alone("target")(corpus, Scope("target", ()))
    assert expected == brief(RELATIONS["own-place"].relation(case, corpus, {"each": "各 每个"}))


# Options


def test_an_option_that_counts_is_a_number() -> None:
    text = (
        "rule: {id: XY001, name: some-rule, judge: target, against: same-table, require: sign-printed,"
        " options: {share: many, least: '4'}, severity: note,"
        " message: {zh: 一, en: a}, why: {zh: 因, en: because}}"
    )
    rule, faults = read_rule(a_document(text))
    assert rule is None
    assert ["“many” should be a number that is not negative"] == [
        said.split("PL004 ")[1] for said in said_of(faults)
    ]
