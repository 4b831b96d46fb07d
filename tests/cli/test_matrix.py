"""`planlint matrix`: superiors' indicators × the plans below."""

from __future__ import annotations

import json
from pathlib import Path

from tests.builders import CITY, REGION, plan_text
from tests.cli.conftest import BROKEN, Run, Write

AT = "at: {table: 指标表, line: 1}"


def target(name: str, figure: str, more: str = AT) -> str:
    return f"indicator: {name}, target: {{2025: '{figure}'}}, {more}"


FILES = {
    "plans/region.yaml": plan_text(
        target("健康素养水平", "≥25%", f"nature: 约束性, {AT}"),
        target("吸烟率", "≤20%"),
        target("管理率", "≥90%"),
        target("预期寿命", "80岁"),
        target("床位数", "100张"),
        target("增长速度", "5%"),
        **REGION,
        title="自治区规划",
    ),
    "plans/city.yaml": plan_text(
        target("健康素养水平", "≥26%"),
        target("吸烟率", "25%", "waive: [{rule: PL201, reason: 因}], at: {line: 2}"),
        target("管理率", "90%"),
        target("增长速度", "4%"),
        **CITY,
        title="市规划",
    ),
    "plans/county.yaml": plan_text(
        target("健康素养水平", "≥24%"),
        target("健康素养水平", "逐步提高", "at: {line: 3}"),
        target("规范管理率", "≥90%"),
        "indicator: 预期寿命, target: {2030: 82岁}, at: {line: 4}",
        target("床位数", "10张"),
        title="旗规划",
    ),
}


def test_each_superiors_indicators_stand_against_the_plans_below(
    project: Path, write: Write, run: Run
) -> None:
    write(FILES)
    result = run("matrix")
    assert (result.exit_code, result.stdout) == (
        0,
        "自治区规划  [region]\n"
        "指标          目标          属性    呼伦贝尔市  鄂温克族自治旗\n"
        "健康素养水平  ≥25% (2025)   约束性  + 严于      . 由中间一级对照\n"
        "吸烟率        ≤20% (2025)           ~ 已豁免    x 缺失\n"
        "管理率        ≥90% (2025)           = 相当      . 由中间一级对照\n"
        "预期寿命      80岁 (2025)           x 缺失      ? 无法比较\n"
        "床位数        100张 (2025)          x 缺失      ? 无法比较\n"
        "增长速度      5% (2025)             ? 无法比较  . 由中间一级对照\n"
        "已豁免 1、相当 1、严于 1、无法比较 3、缺失 3、由中间一级对照 3\n"
        "\n"
        "市规划  [city]\n"
        "指标          目标         属性  鄂温克族自治旗\n"
        "健康素养水平  ≥26% (2025)        - 弱于\n"
        "管理率        90% (2025)         ? 无法比较\n"
        "增长速度      4% (2025)          x 缺失\n"
        "弱于 1、无法比较 1、缺失 1\n",
    )


def test_only_the_plans_under_path_are_columns(project: Path, run: Run) -> None:
    result = run("matrix", "plans/county.yaml", "--lang", "en")
    assert (result.exit_code, result.stdout) == (
        0,
        "自治区规划  [region]\n"
        "indicator        target       nature  鄂温克族自治旗\n"
        "Health literacy  ≥25% (2025)  约束性  - weaker\n"
        "Smoking          20% (2025)           - weaker\n"
        "weaker 2\n",
    )


def test_a_spreadsheet_has_a_column_a_plan(project: Path, write: Write, run: Run) -> None:
    write(FILES)
    lines = run("matrix", "--format", "csv").stdout.splitlines()
    assert lines[0] == "\ufeffsuperior,indicator,name,year,figure,nature,city,county"
    assert lines[1] == "region,literacy,健康素养水平,2025,≥25%,约束性,stricter,nearer"
    assert lines[7:] == [
        "city,literacy,健康素养水平,2025,≥26%,,,weaker",
        "city,managed,管理率,2025,90%,,,not-comparable",
        "city,growth,增长速度,2025,4%,,,missing",
    ]


def test_a_program_gets_the_figures_and_the_reasons(project: Path, write: Write, run: Run) -> None:
    write(FILES)
    data = json.loads(run("matrix", "--format", "json").stdout)
    region, city = data["matrices"]
    assert (1, "region", ["city", "county"], "city") == (
        data["version"],
        region["superior"],
        region["plans"],
        city["superior"],
    )
    assert {
        "indicator": "literacy",
        "name": "健康素养水平",
        "year": 2025,
        "figure": "≥26%",
        "nature": None,
        "cells": [
            {"plan": "county", "state": "weaker", "figures": ["≥24%", "逐步提高"], "reason": None},
        ],
    } == city["rows"][0]
    reasons = {
        (row["indicator"], cell["plan"]): (cell["figures"], cell["reason"])
        for row in region["rows"] + city["rows"]
        for cell in row["cells"]
        if cell["state"] == "not-comparable"
    }
    assert {
        ("life", "county"): (["82岁"], "not-same"),
        ("beds", "county"): (["10张"], "extensive"),
        ("growth", "city"): (["4%"], "direction-unknown"),
        ("managed", "county"): (["≥90%"], "near-name"),
    } == reasons


def test_without_a_superior_there_is_nothing_to_compare_with(project: Path, run: Run) -> None:
    result = run("matrix", "plans/region.yaml", "--lang", "en")
    assert (result.exit_code, result.stdout) == (
        0,
        "no superior plan is held, there is nothing to compare with\n",
    )
    assert run("matrix", "plans/region.yaml").stdout == "没有收录上级规划，无从对照\n"


def test_a_superior_without_a_table_of_targets_has_no_matrix(project: Path, write: Write, run: Run) -> None:
    write(
        {"plans/region.yaml": plan_text("indicator: 吸烟率, baseline: {2020: 20%}, at: {line: 1}", **REGION)}
    )
    assert run("matrix", "--lang", "en").stdout.startswith("the superior plans have no targets")


def test_superiors_whose_indicators_are_unknown_are_said_to_be_so(
    project: Path, write: Write, run: Run
) -> None:
    write({"plans/region.yaml": plan_text(target("全然不同", "20%"), **REGION), "plans/city.yaml": ""})
    assert run("matrix", "plans/county.yaml").stdout == "上级规划的指标都不在指标目录中，无从对照\n"


def test_files_that_cannot_be_used_are_told(project: Path, write: Write, run: Run) -> None:
    write({"plans/broken.yaml": BROKEN})
    result = run("matrix", "--lang", "en")
    assert (result.exit_code, "PL004 unknown key “titel”" in result.stderr) == (2, True)


def test_what_differs_in_strictness_alone_is_equal(project: Path, write: Write, run: Run) -> None:
    for above, below in (("＜20%", "≤20%"), ("≤20%", "＜20%")):
        write(
            {
                "plans/region.yaml": plan_text(target("吸烟率", above), **REGION, title="自治区规划"),
                "plans/city.yaml": plan_text(target("吸烟率", below), **CITY),
                "plans/county.yaml": plan_text(target("吸烟率", "≤19%")),
            }
        )
        (row,) = json.loads(run("matrix", "--format", "json").stdout)["matrices"][0]["rows"]
        assert ["equal", "nearer"] == [cell["state"] for cell in row["cells"]]


def test_what_is_weaker_than_a_value_out_of_date_is_weaker(project: Path, write: Write, run: Run) -> None:
    value = "{jurisdiction: '000000', year: 2024, indicator: 吸烟率, value: '20', unit: '%'}"
    config = "planlint: {plans: [plans], catalogues: [catalogue.yaml], statistics: [s.yaml]}\n"
    write({"planlint.yaml": config, "s.yaml": f"statistics: [{value}]\n"})
    average = "达到全国平均水平"
    for above, below, state in (
        ("15%", average, "weaker"),
        (average, "15%", "stricter"),
        ("≤20%", average, "equal"),
        ("＜20%", average, "equal"),
    ):
        write(
            {
                "plans/region.yaml": plan_text(target("吸烟率", above), **REGION, title="自治区规划"),
                "plans/county.yaml": plan_text(target("吸烟率", below)),
            }
        )
        (row,) = json.loads(run("matrix", "--format", "json").stdout)["matrices"][0]["rows"]
        assert [cell["state"] for cell in row["cells"]] == [state], (above, below)


def test_what_a_plan_of_another_sector_need_not_carry_down_is_not_missing(
    project: Path, write: Write, run: Run
) -> None:
    outline = plan_text(target("smoking", "20%", AT), id="outline", sector="outline")
    write(
        {
            "plans/outline.yaml": outline,
            "plans/schools.yaml": plan_text(id="schools", sector="schools", implements="[outline]"),
        }
    )
    (matrix,) = json.loads(run("matrix", "plans/schools.yaml", "--format", "json").stdout)["matrices"]
    (row,) = matrix["rows"]
    (cell,) = row["cells"]
    assert (cell["plan"], cell["state"], cell["reason"]) == ("schools", "not-comparable", "other-sector")
