"""`planlint show`: the reviewer's comparison table."""

from __future__ import annotations

from pathlib import Path

from tests.builders import CITY, plan_text
from tests.cli.conftest import BROKEN, Run, Write


def test_an_indicator_across_all_plans_superiors_first_aligned_by_columns(project: Path, run: Run) -> None:
    result = run("show", "吸烟率")
    assert (result.exit_code, result.stdout) == (
        0,
        "吸烟率  [smoking]  %  越低越好\n"
        "行政区              类型    年份  数值     取值范围   属性  范围  原文位置\n"
        "内蒙古自治区        目标值  2025  20%      (−∞, 20]%              第二章:11\n"
        "    鄂温克族自治旗  目标值  2025  ≤20%     (−∞, 20]%              第二章:21\n"
        "                    目标值  2025  低于23%  (−∞, 23)%              第三章:40\n",
    )
    assert run("show", "smoking", "--lang", "en").stdout == (
        "Smoking  [smoking]  %  lower is better\n"
        "jurisdiction        kind    year  figure   range      nature  scope  source\n"
        "内蒙古自治区        target  2025  20%      (−∞, 20]%                 第二章:11\n"
        "    鄂温克族自治旗  target  2025  ≤20%     (−∞, 20]%                 第二章:21\n"
        "                    target  2025  低于23%  (−∞, 23)%                 第三章:40\n"
    )


def test_what_has_no_range_says_why_and_an_assumed_year_stands_in_brackets(
    project: Path, write: Write, run: Run
) -> None:
    write(
        {
            "plans/city.yaml": plan_text(
                "indicator: 性别比, target: 逐步改善, place: 城区, part: 新生儿, population: 城市居民, nature: 预期",
                **CITY,
            )
        }
    )
    assert run("show", "性别比", "--lang", "en").stdout == (
        "性别比  [sex-ratio]  neither way is better\n"
        "jurisdiction  kind    year    figure    range                     nature  scope                   source\n"
        "  呼伦贝尔市  target  (2025)  逐步改善  a trend without a number  预期    城区, 城市居民, 新生儿\n"
    )
    assert "城区、城市居民、新生儿" in run("show", "性别比").stdout


def test_all_ranges_that_a_figure_may_mean_are_shown(project: Path, write: Write, run: Run) -> None:
    statement = "indicator: 健康素养水平, baseline: {2020: 20%}, target: {2025: 提高10%}"
    write({"plans/city.yaml": plan_text(statement, **CITY)})
    assert "  提高10%  [30, ∞)% 或 [22, ∞)%" in run("show", "literacy").stdout
    assert "  提高10%  [30, ∞)% or [22, ∞)%" in run("show", "literacy", "--lang", "en").stdout


def test_part_of_a_name_finds_every_indicator_that_is_stated(project: Path, run: Run) -> None:
    assert [line for line in run("show", "率").stdout.splitlines() if "  [" in line] == [
        "吸烟率  [smoking]  %  越低越好",
        "婴儿死亡率  [infant]  ‰  越低越好",
    ]


def test_an_indicator_that_no_plan_states_says_so(project: Path, run: Run) -> None:
    assert run("show", "床位数").stdout == "床位数  [beds]  张  越高越好\n没有规划提到该指标\n"
    assert run("show", "growth", "--lang", "en").stdout == (
        "增长速度  [growth]  %  direction unknown\nno plan states it\n"
    )


def test_several_plans_of_one_place_are_told_apart_by_their_period(
    project: Path, write: Write, run: Run
) -> None:
    statement = "indicator: 吸烟率, target: {2020: 28%}, at: {line: 3}"
    write({"plans/last.yaml": plan_text(statement, id="last", period="2016-2020")})
    write(
        {"plans/local.yaml": plan_text(statement, id="local", jurisdiction="150724-kaifaqu", period="2020")}
    )
    rows = [line[:36].split("目标值")[0].strip() for line in run("show", "smoking").stdout.splitlines()[2:]]
    assert rows == [
        "内蒙古自治区",
        "鄂温克族自治旗 2016-2020",
        "鄂温克族自治旗 2021-2025",
        "",
        "150724-kaifaqu",
    ]


def test_without_a_path_or_project_it_is_wrong_use(folder: Path, run: Run) -> None:
    result = run("show", "吸烟率", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint: no PATH is given, and there is no planlint.yaml here or above\n",
    )


def test_a_path_without_plans_is_wrong_use(project: Path, run: Run) -> None:
    (project / "em\npty").mkdir()
    result = run("show", "吸烟率", "em\npty")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "planlint: em\\npty 中没有规划\n")


def test_an_unknown_indicator_is_wrong_use_and_gets_suggestions(project: Path, run: Run) -> None:
    result = run("show", "吸烟律", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint: no indicator “吸烟律” in the catalogue; did you mean 吸烟率?\n",
    )


def test_files_that_cannot_be_used_are_told_and_the_others_shown(
    project: Path, write: Write, run: Run
) -> None:
    write({"plans/broken.yaml": BROKEN})
    result = run("show", "吸烟率", "--lang", "en")
    assert (result.exit_code, len(result.stdout.splitlines())) == (2, 5)
    assert "plans/broken.yaml:3:3 PL004 unknown key “titel”; did you mean title?\n" in result.stderr


def test_no_name_of_the_catalogue_is_obeyed_by_a_terminal(project: Path, write: Write, run: Run) -> None:
    write({"catalogue.yaml": 'indicators: [{id: own, name: "\\e[31m率", unit: "%"}]\n'})
    assert "\\x1b[31m率  [own]" in run("show", "own").stdout
