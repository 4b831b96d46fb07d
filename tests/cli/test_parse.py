"""`planlint parse`: one printed figure, in words for a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Write


def test_a_figure_is_explained_a_line_a_fact(run: Run) -> None:
    assert run("parse", "力争达到90.50%以上").stdout == (
        "数值: 力争达到90.50%以上\n类型: 水平\n比较: >=\n数: 90.50\n单位: %\n语气: 力争\n取值范围: [90.5, ∞)%\n"
    )
    assert run("parse", "力争达到90.50%以上", "--lang", "en").stdout == (
        "figure: 力争达到90.50%以上\nkind: level\ncomparator: >=\nvalue: 90.50\nunit: %\nhedge: 力争\nrange: [90.5, ∞)%\n"
    )


def test_a_band_a_base_and_a_year_are_told(run: Run) -> None:
    assert run("parse", "2%—3%", "--lang", "en").stdout == (
        "figure: 2%—3%\nkind: band\ncomparator: =\nvalue: 2\nhigh: 3\nunit: %\nrange: [2, 3]%\n"
    )
    told = run("parse", "每年增长7%以上", "--lang", "en").stdout.splitlines()
    assert "per: year" in told
    assert "每: 一年" in run("parse", "每年增长7%以上").stdout
    assert "base: 2015" in run("parse", "较2015年下降30%", "--lang", "en").stdout.splitlines()


def test_a_quotient_that_does_not_end_is_rounded_for_a_person(run: Run) -> None:
    assert run("parse", "2/3", "--lang", "en").stdout.splitlines()[-2:] == [
        "value: ≈0.6667",
        "range: {≈0.6667}",
    ]


def test_a_figure_beside_its_unit_and_indicator_is_read_in_the_canonical_unit(
    project: Path, run: Run
) -> None:
    told = run("parse", "0.35%", "--indicator", "infant").stdout.splitlines()
    assert told == [
        "数值: 0.35%",
        "指标: 婴儿死亡率",
        "类型: 水平",
        "比较: =",
        "数: 0.35",
        "单位: %",
        "取值范围: (−∞, 3.5]‰",
    ]


def test_the_unit_in_the_bracket_of_the_name_counts_where_no_other_is_told(project: Path, run: Run) -> None:
    def upper(*arguments: str) -> object:
        return json.loads(run("parse", "3.5", *arguments, "--format", "json").stdout)["upper"]

    assert upper("--indicator", "婴儿死亡率（‰）") == "3.5"
    assert upper("--indicator", "婴儿死亡率（%）") == "35"
    assert upper("--indicator", "婴儿死亡率（%）", "--unit", "‰") == "3.5"


@pytest.mark.parametrize(
    ("figure", "name", "lower", "upper"),
    [
        ("25%以上，力争30%", "健康素养水平", "25", None),
        ("提高2个百分点，达到25%", "健康素养水平", "25", None),
        ("比2020年下降14%", "单位GDP能耗降低", "14", None),
        ("控制在2.3：1以内", "城乡居民收入比", None, "2.3"),
        ("3人", "每万人口医师数", "0.3", None),
    ],
)
def test_a_figure_is_taken_as_in_a_plan(
    figure: str, name: str, lower: str | None, upper: str | None, project: Path, run: Run
) -> None:
    told = json.loads(run("parse", figure, "--indicator", name, "--format", "json").stdout)
    assert (lower, upper) == (told["lower"], told["upper"])


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["3", "--unit", "斗"], "单位不认识：斗", "unknown unit: 斗"),
        (
            ["3岁", "--indicator", "smoking"],
            "单位“岁”与该指标不符（应为“%”）",
            "“岁” does not measure this indicator (“%” does)",
        ),
        (
            ["3岁", "--indicator", "sex-ratio"],
            "该指标没有单位，却写了“岁”",
            "“岁” does not measure this indicator, which has no unit",
        ),
        (["提高10%"], "可指百分点，也可指相对变化", "may mean percentage points or a relative change"),
        (["累计降低17%"], "规划期内累计", "a total over the period"),
        (
            ["每个旗县3所"],
            "每一个都要达到；以每一个为单位：每个旗县",
            "each of them must reach it; for each: 每个旗县",
        ),
        (
            ["从3.67人提高到4.3人"],
            "由一个水平到另一个水平，后者为准；起点 3.67人",
            "from one level to another; the latter counts; from 3.67人",
        ),
        (
            ["优于全国平均水平"],
            "“优于”：方向由指标决定",
            "“better than”: the indicator decides the direction",
        ),
        (
            ["达到90%", "--indicator", "覆盖率"],
            "“覆盖率”可指几个指标，按甲覆盖率（cover-a）计，另有乙覆盖率（cover-b）",
            "“覆盖率” may be any of several indicators, taken as 甲覆盖率 (cover-a), others: 乙覆盖率 (cover-b)",
        ),
        (["天气晴"], "从第 1 个字起读不懂", "can't be read from character 1 on"),
    ],
)
def test_what_is_to_be_said_of_a_reading_is_said_in_one_language(
    arguments: list[str], zh: str, en: str, project: Path, run: Run
) -> None:
    for language, words in (("zh", zh), ("en", en)):
        note = json.loads(run("parse", *arguments, "--lang", language, "--format", "json").stdout)["note"]
        assert note == words


def test_the_parts_of_a_compound_are_told(run: Run) -> None:
    figure = "每年提升2%左右或不低于全省平均水平"
    assert " 或 " in run("parse", figure).stdout.splitlines()[-1]
    english = run("parse", figure, "--lang", "en").stdout.splitlines()[-1]
    assert english.startswith("note: ")
    assert " (change) or " in english
    assert english.endswith(" (reference)")
    assert " 且 " in run("parse", "达到90%并高于全国平均水平").stdout.splitlines()[-1]


def test_the_caret_stands_under_the_character_that_cannot_be_read(run: Run) -> None:
    told = run("parse", "约80.8岁左右呀呀").stdout.splitlines()
    assert told[-2:] == ["  约80.8岁左右呀呀", "              ^"]


def test_control_characters_are_shown_and_not_obeyed(run: Run) -> None:
    told = run("parse", "90\x1b[2J%").stdout.splitlines()
    assert told[0] == "数值: 90\\x1b[2J%"
    assert told[-2] == "  90\\x1b[2J%"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "planlint: 目录中没有指标“吸烟律”，是否指 吸烟率？\n"),
        ("en", "planlint: no indicator “吸烟律” in the catalogue; did you mean 吸烟率?\n"),
    ],
)
def test_an_unknown_indicator_is_wrong_use_and_gets_suggestions(
    language: str, words: str, project: Path, run: Run
) -> None:
    result = run("parse", "3%", "--indicator", "吸烟律", "--lang", language)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", words)


def test_an_indicator_like_nothing_gets_no_suggestion(project: Path, run: Run) -> None:
    assert run("parse", "3%", "--indicator", "zzzzzzzz").stderr == "planlint: 目录中没有指标“zzzzzzzz”\n"


def test_the_projects_own_catalogue_counts_else_the_packaged_one(
    folder: Path, write: Write, run: Run
) -> None:
    assert run("parse", "3", "--indicator", "寺院数").exit_code == 2
    write({"own.yaml": "indicators: [{id: temples, name: 寺院数, unit: 所, better: higher}]\n"})
    write({"planlint.yaml": "planlint: {plans: [nowhere], catalogues: [own.yaml]}\n"})
    assert "取值范围: [3, ∞) 所" in run("parse", "3", "--indicator", "寺院数").stdout
    write({"deeper/other.yaml": "planlint: {catalogues: [../own.yaml]}\n"})
    (folder / "planlint.yaml").unlink()
    assert run("parse", "3", "--indicator", "temples", "--config", "deeper/other.yaml").exit_code == 0


def test_standard_input_for_a_person_is_told_with_a_blank_line_between(run: Run) -> None:
    result = run("parse", "-", "--lang", "en", text="全覆盖\n\n")
    assert result.stdout == "figure: 全覆盖\nkind: done\n\nfigure: \nkind: missing\n"


def test_standard_input_takes_unit_and_indicator_of_the_options_where_a_line_has_none(
    project: Path, run: Run
) -> None:
    text = "3.5\n3.5\t%\n3.5\t\t吸烟率\n"
    result = run("parse", "-", "--format", "jsonl", "--unit", "‰", "--indicator", "infant", text=text)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["unit"], answer["upper"]) for answer in answers] == [
        ("‰", "3.5"),
        ("%", "35"),
        ("‰", "0.35"),
    ]


def test_standard_input_that_is_no_utf8_is_answered_all_the_same(run: Run) -> None:
    result = run("parse", "-", "--format", "json", text=b"\xef\xbb\xbf\xe2\x89\xa420%\r\n\xff\n")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["figure"], first["upper"], second["figure"], second["kind"]) == (
        "≤20%",
        "20",
        "\ufffd",
        "unreadable",
    )


def test_json_for_one_figure_is_indented_and_jsonl_is_one_line(run: Run) -> None:
    assert len(run("parse", "3%", "--format", "json").stdout.splitlines()) == 14
    assert len(run("parse", "3%", "--format", "jsonl").stdout.splitlines()) == 1


def test_no_answer_is_obeyed_by_a_terminal(run: Run) -> None:
    for form in ("text", "json", "jsonl"):
        told = run("parse", "\x1b[31m\x9b\u202e5", "--format", form).stdout
        assert "5" in told
        assert not set(told) & set("\x1b\x9b\u202e")


FAULTY = "indicators: [{id: own-l, name: 居民健康素养水平, unit: '%', better: lower}, {id: own-z, nam: x}]\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"planlint.yaml": "planlint: {catalogues: [own.yaml]}", "own.yaml": FAULTY},
            "own.yaml:1:81 PL004 unknown key “nam”; did you mean name, name_en, near?\n",
        ),
        (
            {"planlint.yaml": "planlint: {catalogues: [own.yaml]}"},
            "planlint.yaml:1:25 PL004 the config names a missing path: own.yaml\n",
        ),
        (
            {"planlint.yaml": "planlint: {catalogue: own.yaml}"},
            "planlint.yaml:1:12 PL004 unknown key “catalogue”; did you mean catalogues?\n",
        ),
        (
            {"planlint.yaml": "planlint: {units: [u.txt]}", "u.txt": "x"},
            "u.txt:1:1 PL004 should be “name = relation = symbol = alias”\n",
        ),
    ],
    ids=["catalogue", "missing", "configuration", "units"],
)
def test_nothing_is_answered_from_files_that_can_not_be_used(
    files: dict[str, str], told: str, write: Write, run: Run
) -> None:
    write(files)
    result = run("parse", "20%", "--indicator", "居民健康素养水平", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
