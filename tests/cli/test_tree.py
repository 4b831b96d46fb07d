"""`planlint tree`: who is above whom."""

from __future__ import annotations

from pathlib import Path

from tests.builders import CITY, plan_text
from tests.cli.conftest import BROKEN, Run, Write


def test_the_project_is_drawn_from_the_nation_down(project: Path, run: Run) -> None:
    assert run("tree").stdout == (
        "000000 全国  （未收录规划）\n"
        "└─ 150000 内蒙古自治区  [region] 自治区规划 2021-2025\n"
        "   └─ 150700 呼伦贝尔市  （未收录规划）\n"
        "      └─ 150724 鄂温克族自治旗  [county] 旗规划 2021-2025\n"
    )
    assert "150700 呼伦贝尔市  (no plan held)\n" in run("tree", "--lang", "en").stdout


def test_brothers_stand_by_code_and_each_has_its_branch(project: Path, write: Write, run: Run) -> None:
    statement = "indicator: 吸烟率, target: {2025: 20%}"
    write(
        {
            "plans/city.yaml": plan_text(statement, **CITY, title="市 规划", sector="education"),
            "plans/chifeng.yaml": plan_text(statement, id="chifeng", jurisdiction="150400", title="赤峰规划"),
        }
    )
    assert run("tree").stdout == (
        "000000 全国  （未收录规划）\n"
        "└─ 150000 内蒙古自治区\n"
        "   │  [region] 自治区规划 2021-2025\n"
        "   │  （未收录 education 2021-2025 规划）\n"
        "   ├─ 150400 赤峰市  [chifeng] 赤峰规划 2021-2025\n"
        "   └─ 150700 呼伦贝尔市\n"
        "      │  [city] 市 规划 2021-2025\n"
        "      │  （未收录 test 2021-2025 规划）\n"
        "      └─ 150724 鄂温克族自治旗  [county] 旗规划 2021-2025\n"
    )
    assert "(no test plan 2021-2025 held)" in run("tree", "--lang", "en").stdout


def test_a_place_without_a_known_name_is_told_by_its_code(project: Path, write: Write, run: Run) -> None:
    write({"plans/zone.yaml": plan_text(id="zone", jurisdiction="150600-konggang", title="园区规划")})
    assert "      └─ 150600-konggang  [zone] 园区规划 2021-2025\n" in run("tree", "plans/zone.yaml").stdout


def test_only_what_is_asked_for_and_what_stands_above_it_is_drawn(
    project: Path, write: Write, run: Run
) -> None:
    write(
        {
            "plans/chifeng.yaml": plan_text(id="chifeng", jurisdiction="150400").replace(
                "statements:", "statements: []"
            )
        }
    )
    assert [line.split()[-2] for line in run("tree", "plans/county.yaml").stdout.splitlines()][1::2] == [
        "自治区规划",
        "旗规划",
    ]


def test_files_that_cannot_be_used_are_told(project: Path, write: Write, run: Run) -> None:
    write({"plans/broken.yaml": BROKEN})
    result = run("tree")
    assert (result.exit_code, "150724" in result.stdout) == (2, True)
    assert result.stderr.splitlines()[-1] == "plans/broken.yaml:3:3 PL004 不认识的键“titel”，是否指 title？"


def test_a_project_of_broken_files_alone_draws_nothing_and_says_why(
    folder: Path, write: Write, run: Run
) -> None:
    write({"planlint.yaml": "planlint: {plans: [broken.yaml]}\n", "broken.yaml": BROKEN})
    result = run("tree")
    assert (result.exit_code, result.stdout, "PL004" in result.stderr) == (2, "", True)
