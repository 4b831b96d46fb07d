"""`planlint check`: what a person reads, what fails, which plans are judged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders import CITY, REGION, plan_text
from tests.cli.conftest import BROKEN, COUNTY, SOUND, Run, Write

CHINESE = """\
plans/county.yaml:9:41 错误 PL201 target-weaker-than-superior
  “健康素养水平”2025年目标“≥23%”弱于上级《自治区规划》的“≥25%”，相差 2 个百分点（呼伦贝尔市的规划未收录）
    旗规划 · 健康素养水平（%） 2025 目标值 · 第二章 指标表 第 1 项 · 原文第 20 行
    9 | - {indicator: 健康素养水平（%）, target: {2025: ≥23}, nature: 预期性, at: {section: 第二章, table: 指标表, row: 1, line: 20}}
      |                                                 ^^^
  → plans/region.yaml:8:49  自治区规划 · 健康素养水平 2025 目标值 · 第二章 指标表 第 1 项 · 原文第 10 行
    8 | - {indicator: 健康素养水平, unit: '%', target: {2025: ≥25}, nature: 约束性, at: {section: 第二章, table: 指标表, row: 1, line: 10}}
      |                                                       ^^^
  = PL201:county:literacy:2025:to=region

plans/county.yaml:9:41 警告 PL203 nature-lowered
  “健康素养水平”在上级《自治区规划》中为约束性，在本规划中为预期性
    旗规划 · 健康素养水平（%） 2025 目标值 · 第二章 指标表 第 1 项 · 原文第 20 行
    9 | - {indicator: 健康素养水平（%）, target: {2025: ≥23}, nature: 预期性, at: {section: 第二章, table: 指标表, row: 1, line: 20}}
      |                                                 ^^^
  → plans/region.yaml:8:49  自治区规划 · 健康素养水平 2025 目标值 · 第二章 指标表 第 1 项 · 原文第 10 行
    8 | - {indicator: 健康素养水平, unit: '%', target: {2025: ≥25}, nature: 约束性, at: {section: 第二章, table: 指标表, row: 1, line: 10}}
      |                                                       ^^^
  = PL203:county:literacy:2025:to=region

plans/county.yaml:10:46 警告 PL301 targets-differ
  “吸烟率”2025年的目标前后不一：≤20%（第 21 行）、低于23%（第 40 行），相差 3 个百分点
    旗规划 · 吸烟率 2025 目标值 · 第二章 指标表 第 2 项 · 原文第 21 行
    10 | - {indicator: 吸烟率, unit: '%', target: {2025: ≤20}, at: {section: 第二章, table: 指标表, row: 2, line: 21}}
       |                                                 ^^^
  → plans/county.yaml:11:35  旗规划 · 吸烟率 2025 目标值 · 第三章 · 原文第 40-41 行
    11 | - {indicator: 吸烟率, target: {2025: 低于23%}, at: {section: 第三章, line: 40-41}}
       |                                      ^^^^^^^
  = PL301:county:smoking:2025

plans/county.yaml:11:35 提示 PL201 target-weaker-than-superior
  “吸烟率”2025年目标“低于23%”弱于上级《自治区规划》的“20%”，相差 3 个百分点（呼伦贝尔市的规划未收录）
    旗规划 · 吸烟率 2025 目标值 · 第三章 · 原文第 40-41 行
  → plans/region.yaml:9:46  自治区规划 · 吸烟率 2025 目标值 · 第二章 指标表 第 2 项 · 原文第 11 行
  = PL201:county:smoking:2025:to=region

2 份规划，7 条表述：1 个错误，2 个警告，1 个提示；已豁免 0 个；无法比较 1 处
无法比较的原因（--show not-comparable 逐一列出）：
     1  只有趋势，没有数值
未收录的上级规划：全国（000000）、呼伦贝尔市（150700）
所依据而未收录的规划：outline
"""

ENGLISH_SUMMARY = """\
2 plans, 7 statements: 1 error, 2 warnings, 1 note; 0 waived; 1 not comparable
why they are not comparable (--show not-comparable lists them):
     1  a trend without a number
superior plans not held: 全国 (000000), 呼伦贝尔市 (150700)
plans that others rest on, not held: outline
"""


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def heads(text: str) -> list[str]:
    """The first line of every finding."""
    return [part.splitlines()[0] for part in paragraphs(text)[:-1]]


def test_the_whole_report_of_a_small_project(project: Path, run: Run) -> None:
    result = run("check", "plans")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == CHINESE


def test_the_same_in_english(project: Path, run: Run) -> None:
    report = paragraphs(run("check", "plans", "--lang", "en").stdout)
    assert report[0] == (
        "plans/county.yaml:9:41 error PL201 target-weaker-than-superior\n"
        "  The 2025 target “≥23%” for Health literacy is weaker than “≥25%” in the superior plan “自治区规划”,"
        " by 2 percentage points (no plan of 呼伦贝尔市 is held)\n"
        "    旗规划 · 健康素养水平（%） 2025 target · 第二章 指标表 row 1 · source line 20\n"
        "    9 | - {indicator: 健康素养水平（%）, target: {2025: ≥23}, nature: 预期性,"
        " at: {section: 第二章, table: 指标表, row: 1, line: 20}}\n"
        "      |                                                 ^^^\n"
        "  → plans/region.yaml:8:49  自治区规划 · 健康素养水平 2025 target · 第二章 指标表 row 1 · source line 10\n"
        "    8 | - {indicator: 健康素养水平, unit: '%', target: {2025: ≥25}, nature: 约束性,"
        " at: {section: 第二章, table: 指标表, row: 1, line: 10}}\n"
        "      |                                                       ^^^\n"
        "  = PL201:county:literacy:2025:to=region"
    )
    assert report[-1] == ENGLISH_SUMMARY


@pytest.mark.parametrize(
    ("start", "file"), [(".", "plans/county.yaml"), ("plans", "county.yaml"), ("docs/deep", None)]
)
def test_without_a_path_the_projects_plans_are_judged_from_any_folder_of_it(
    start: str, file: str | None, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / start).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(project / start)
    result = run("check")
    assert (result.exit_code, heads(result.stdout)) == (
        1,
        [
            f"{file or project / 'plans/county.yaml'}:{rest}"
            for rest in (
                "9:41 错误 PL201 target-weaker-than-superior",
                "9:41 警告 PL203 nature-lowered",
                "10:46 警告 PL301 targets-differ",
                "11:35 提示 PL201 target-weaker-than-superior",
            )
        ],
    )


def test_without_a_path_the_told_configuration_counts(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    assert run("check", "--config", str(project / "planlint.yaml")).exit_code == 1


def test_without_a_path_isolated_has_nothing_to_check(project: Path, run: Run) -> None:
    result = run("check", "--isolated", "--lang", "en")
    told = "planlint: no PATH is given, and --isolated reads no planlint.yaml\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "planlint: 没有给出 PATH，当前目录及其上级也没有 planlint.yaml\n"),
        ("en", "planlint: no PATH is given, and there is no planlint.yaml here or above\n"),
    ],
)
def test_without_a_path_and_a_project_it_is_wrong_use(
    folder: Path, run: Run, language: str, words: str
) -> None:
    result = run("check", "--lang", language)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", words)


def test_without_a_path_a_project_that_names_no_plans_is_wrong_use(
    folder: Path, write: Write, run: Run
) -> None:
    write({"planlint.yaml": "planlint: {severity: {PL013: 'off'}}\n"})
    result = run("check", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint: no PATH is given, and there are no plans under `plans` of planlint.yaml\n",
    )


def test_a_path_without_plans_is_said_and_nothing_fails(project: Path, run: Run) -> None:
    (project / "empty").mkdir()
    result = run("check", "empty", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "planlint: no plans under empty\n")
    assert (
        result.stdout == "0 plans, 0 statements: 0 errors, 0 warnings, 0 notes; 0 waived; 0 not comparable\n"
    )


def test_superiors_of_the_project_are_compared_with_and_not_judged(project: Path, run: Run) -> None:
    result = run("check", "plans/county.yaml", "--lang", "en")
    assert "plans/region.yaml:8:49" in result.stdout
    assert "\n1 plan, 5 statements: " in result.stdout


@pytest.mark.parametrize(
    ("level", "plan", "status"),
    [
        ("error", "county", 1),
        ("warning", "county", 1),
        ("note", "county", 1),
        ("note", "region", 0),
        ("error", "warned", 0),
        ("warning", "warned", 1),
        ("warning", "noted", 0),
        ("note", "noted", 1),
    ],
)
def test_the_fail_level_decides(
    level: str, plan: str, status: int, project: Path, write: Write, run: Run
) -> None:
    differ = (
        "indicator: 管理率, target: {2025: 90%}, at: {line: 1}",
        "indicator: 管理率, target: {2025: 95%}, at: {line: 2}",
    )
    undated = "indicator: 管理率, target: 90%, at: {line: 1}"
    write(
        {
            "plans/warned.yaml": plan_text(*differ, id="warned", jurisdiction="110000"),
            "plans/noted.yaml": plan_text(undated, id="noted", jurisdiction="120000"),
        }
    )
    assert run("check", f"plans/{plan}.yaml", "--fail-level", level).exit_code == status


def test_exit_zero_forgives_findings_and_no_unusable_file(project: Path, write: Write, run: Run) -> None:
    assert run("check", "--exit-zero").exit_code == 0
    write({"plans/broken.yaml": BROKEN})
    assert run("check", "--exit-zero").exit_code == 2


def test_every_fault_of_a_broken_file_is_framed_and_the_others_are_judged(
    project: Path, write: Write, run: Run
) -> None:
    write({"plans/a.yaml": BROKEN, "plans/b.yaml": "plan: {id: b\n", "plans/c.yaml": ""})
    result = run("check", "--lang", "en")
    report = paragraphs(result.stdout)
    assert result.exit_code == 2
    assert report[4] == (
        "plans/a.yaml:3:3 error PL004 malformed-file\n"
        "  unknown key “titel”; did you mean title?\n"
        "    3 |   titel: 规划\n"
        "      |   ^^^^^\n"
        "  = PL004:plans_a.yaml:5"
    )
    assert [head.split()[0:3] for head in heads(result.stdout)[5:9]] == [
        ["plans/b.yaml:2:1", "error", "PL002"],
        ["plans/c.yaml:1:1", "error", "PL002"],
        ["plans/county.yaml:9:41", "error", "PL201"],
        ["plans/county.yaml:9:41", "warning", "PL203"],
    ]


def test_what_could_not_be_compared_is_listed_on_demand(project: Path, run: Run) -> None:
    listed = (
        "plans/county.yaml:12:37 not comparable PL401\n"
        "  婴儿死亡率 2025: a trend without a number\n"
        "    旗规划 · 婴儿死亡率 2025 target · 第三章 · source line 42\n"
        "    12 | - {indicator: 婴儿死亡率, target: {2025: 逐步降低}, baseline: {2020: 3.5‰}, at: {section: 第三章, line: 42}}\n"
        "       |                                          ^^^^^^^^\n"
        "  → plans/county.yaml:12:61  旗规划 · 婴儿死亡率 2020 baseline · 第三章 · source line 42\n"
        "    12 | - {indicator: 婴儿死亡率, target: {2025: 逐步降低}, baseline: {2020: 3.5‰}, at: {section: 第三章, line: 42}}\n"
        "       |                                                                      ^^^^\n"
    )
    alone = run("check", "--show", "not-comparable", "--lang", "en")
    summary = ENGLISH_SUMMARY.replace(" (--show not-comparable lists them)", "")
    assert (alone.exit_code, alone.stdout) == (1, f"{listed}\n{summary}")
    everything = run("check", "--show", "all", "--lang", "en").stdout
    assert len(paragraphs(everything)) == 6
    assert everything.endswith(f"\n\n{listed}\n{summary}")


def test_full_frames_notes_too(project: Path, run: Run) -> None:
    note = paragraphs(run("check", "--full").stdout)[3]
    assert note.count("^^^^^^^") == 1
    assert note.splitlines()[0] == "plans/county.yaml:11:35 提示 PL201 target-weaker-than-superior"


def test_colours_tell_severities_apart(project: Path, run: Run) -> None:
    painted = run("check", "--color", "always", "--show", "all").stdout
    assert (
        "plans/county.yaml:9:41 \x1b[31m错误\x1b[0m \x1b[1mPL201\x1b[0m target-weaker-than-superior\n"
        in painted
    )
    assert " \x1b[33m警告\x1b[0m " in painted
    assert " \x1b[36m提示\x1b[0m " in painted
    assert "\n  \x1b[34m→\x1b[0m plans/region.yaml:8:49  自治区规划" in painted
    assert "      | " + " " * 48 + "\x1b[31m^^^\x1b[0m\n" in painted
    plain = run("check", "--color", "never", "--show", "all").stdout
    for code in ("0", "1", "2", "31", "33", "34", "36"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert painted == plain


def test_waived_findings_are_named_counted_and_fail_nothing(project: Path, write: Write, run: Run) -> None:
    waive = "waive: [{rule: PL301, reason: 表为准, approved_by: 某委, until: 2999-12-31}]"
    write(
        {
            "plans/county.yaml": COUNTY.replace(
                "table: 指标表, row: 2, line: 21}", f"table: 指标表, row: 2, line: 21}}, {waive}"
            )
        }
    )
    config = "planlint: {plans: [plans], catalogues: [catalogue.yaml], severity: {PL2: note}}\n"
    write({"planlint.yaml": config})
    for language, label, count, told in (
        ("zh", "警告（已豁免）", "0 个警告，3 个提示；已豁免 1 个", "表为准 · 某委 · 至 2999-12-31"),
        ("en", "warning (waived)", "0 warnings, 3 notes; 1 waived", "表为准 · 某委 · until 2999-12-31"),
    ):
        result = run("check", "--lang", language)
        assert (result.exit_code, count in result.stdout) == (0, True)
        assert f"  PL301:county:smoking:2025  {told}\n" in result.stdout
        assert " PL301 targets-differ" not in result.stdout
        shown = run("check", "--lang", language, "--show", "waived").stdout
        assert f" {label} PL301 targets-differ\n" in shown


def test_what_a_faulty_catalogue_would_have_named_is_not_told_as_unknown(
    project: Path, write: Write, run: Run
) -> None:
    write({"catalogue.yaml": "sector: test\nindicators:\n- {id: smoking}\n"})
    result = run("check")
    assert 2 == result.exit_code
    assert "PL004" in result.stdout
    assert "PL011" not in result.stdout


def test_a_waiver_that_does_not_hold_is_told_beside_the_finding(
    project: Path, write: Write, run: Run
) -> None:
    waive = "waive: [{rule: PL301, reason: 表为准, document: 某〔2024〕1号, max_gap: 2.5}]"
    write(
        {
            "plans/county.yaml": COUNTY.replace(
                "table: 指标表, row: 2, line: 21}", f"table: 指标表, row: 2, line: 21}}, {waive}"
            )
        }
    )
    assert "\n  豁免不生效：表为准 · 某〔2024〕1号 · 差距不超过 2.5\n" in run("check").stdout
    assert (
        "\n  no waiver: 表为准 · 某〔2024〕1号 · up to a gap of 2.5\n" in run("check", "--lang", "en").stdout
    )


def test_paths_are_posix_and_relative_to_the_working_directory_else_absolute(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert heads(run("check", str(project / "plans")).stdout)[0].startswith("plans/county.yaml:9:41 ")
    monkeypatch.chdir(project / "plans")
    assert heads(run("check", "../plans/county.yaml").stdout)[0].startswith("county.yaml:9:41 ")
    (project / "beside").mkdir()
    monkeypatch.chdir(project / "beside")
    assert heads(run("check", "../plans").stdout)[0].startswith(
        f"{project.as_posix()}/plans/county.yaml:9:41 "
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.yaml", "plans/a\\nb.yaml:9:"),
        ("a\x1b[2Jb.yaml", "plans/a\\x1b[2Jb.yaml:9:"),
        ("a\tb.yaml", "plans/a\\tb.yaml:9:"),
        ("a b.yaml", "plans/a b.yaml:9:"),
        ("甲“乙”.yaml", "plans/甲“乙”.yaml:9:"),
        (os.fsdecode(b"a\xff.yaml"), "plans/a\\udcff.yaml:9:"),
        ("-x.yaml", "plans/-x.yaml:9:"),
    ],
)
def test_strange_file_names_stay_on_one_line_and_harm_no_terminal(
    name: str, shown: str, project: Path, run: Run
) -> None:
    (project / "plans" / "county.yaml").rename(project / "plans" / name)
    result = run("check")
    assert (result.exit_code, heads(result.stdout)[0].startswith(shown)) == (1, True)
    assert "\x1b" not in result.stdout


def test_control_characters_of_a_plan_reach_no_terminal(project: Path, write: Write, run: Run) -> None:
    write({"plans/county.yaml": COUNTY.replace("title: 旗规划", 'title: "旗\\e]0;x\\a规\\n划\\u202e"')})
    for arguments in (["check"], ["tree"], ["show", "吸烟率"], ["explain", "PL301:county:smoking:2025"]):
        shown = run(*arguments).stdout
        assert [c for c in shown if not c.isprintable() and c != "\n"] == [], arguments
    assert "旗\\x1b]0;x\\x07规\\n划\\u202e · 吸烟率" in run("check").stdout


def frame_of(rule: str, report: str) -> list[str]:
    """The code frame of the first place of a rule's first finding."""
    return next(part for part in paragraphs(report) if f" {rule} " in part).splitlines()[3:5]


def test_a_long_line_is_cut_around_its_figure(project: Path, write: Write, run: Run) -> None:
    long = "表" * 120
    write(
        {
            "plans/county.yaml": plan_text(
                f"note: {long}, indicator: 吸烟率, target: 天气晴, at: {{section: {long}}}"
            )
        }
    )
    assert frame_of("PL010", run("check").stdout) == [
        f"    8 | …{'表' * 14}, indicator: 吸烟率, target: 天气晴, at: {{section: {'表' * 21}…",
        f"      | {' ' * 58}^^^^^^",
    ]


def test_a_long_line_is_shown_from_its_start_where_its_figure_stands_there(
    project: Path, write: Write, run: Run
) -> None:
    write({"plans/county.yaml": plan_text(f"target: 天气晴, indicator: 吸烟率, note: {'表' * 120}")})
    assert frame_of("PL010", run("check").stdout) == [
        f"    8 | - {{target: 天气晴, indicator: 吸烟率, note: {'表' * 42}…",
        f"      | {' ' * 11}^^^^^^",
    ]


def test_a_plan_that_rests_on_no_held_plan_names_only_what_is_missing(
    folder: Path, write: Write, run: Run
) -> None:
    write({"city.yaml": SOUND})
    assert run("check", "city.yaml", "--lang", "en").stdout.splitlines()[-1] == (
        "superior plans not held: 全国 (000000), 内蒙古自治区 (150000)"
    )


def test_of_a_superior_held_for_other_years_the_period_is_named(folder: Path, write: Write, run: Run) -> None:
    statement = "indicator: 吸烟率, target: {2025: 20%}, at: {line: 1}"
    write(
        {
            "planlint.yaml": "planlint: {plans: [.]}",
            "region.yaml": plan_text(statement, **REGION, period="2026-2030"),
            "city.yaml": plan_text(statement, **CITY, implements="[regio, region-14]"),
        }
    )
    assert run("check", "city.yaml", "--lang", "en").stdout.splitlines()[-2:] == [
        "superior plans not held: 全国 (000000), 内蒙古自治区 (150000, 2021-2025)",
        "plans that others rest on, not held: regio (did you mean region?), region-14",
    ]


def test_a_national_plan_lacks_nothing(folder: Path, write: Write, run: Run) -> None:
    write(
        {
            "n.yaml": plan_text(
                "indicator: 预期寿命, target: {2025: 80岁}, at: {line: 1}", id="n", jurisdiction="000000"
            )
        }
    )
    assert run("check", "n.yaml").stdout.splitlines()[-1].startswith("1 份规划，1 条表述：")


def test_files_of_the_same_project_named_twice_are_read_once(project: Path, run: Run) -> None:
    once = run("check", "plans").stdout
    assert run("check", "plans", "plans/county.yaml", "./plans", str(project / "plans")).stdout == once


@pytest.mark.parametrize("command", ["check", "audit", "export"])
def test_a_path_that_can_not_be_read_is_a_fault_of_its_own_and_the_others_are_read(
    command: str, write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"sound.yaml": SOUND, "shut.yaml": SOUND})
    shut, opened = str(Path("shut.yaml").absolute()), os.open

    def refusing(path: str, *more: int) -> int:
        if str(path) == shut:
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *more)

    monkeypatch.setattr("os.access", lambda *_: False)  # of a user who isn't allowed everything
    monkeypatch.setattr("os.open", refusing)
    result = run(command, "sound.yaml", "shut.yaml", "--lang", "en")
    assert (result.exit_code, "shut.yaml:1:1" in result.output) == (2, True)
    assert "PL001" in result.output and "city" in result.stdout
