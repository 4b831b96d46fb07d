"""`planlint explain`: a rule's reasons, and how a finding came about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import REGION, plan_text
from tests.cli.conftest import BROKEN, Run, Write


def test_a_rule_by_id_or_name(project: Path, run: Run) -> None:
    told = run("explain", "PL301", "--lang", "en").stdout
    assert told.splitlines()[:9] == [
        "PL301 targets-differ",
        "",
        "  Where table and text set different targets, nobody knows which of them counts.",
        "",
        "  severity: warning",
        "  judges: target",
        "  against: same-plan",
        "  the same: indicator, population, place, part, year",
        "  requires: targets-alike",
    ]
    assert run("explain", "targets-differ", "--lang", "en").stdout == told
    assert run("explain", "PL301").stdout.splitlines()[4:9] == [
        "  严重程度: 警告",
        "  判断: target",
        "  对照: same-plan",
        "  相同: indicator、population、place、part、year",
        "  要求: targets-alike",
    ]


@pytest.mark.parametrize(
    ("language", "severity"),
    [
        ("zh", "  严重程度（superior.nature）: 约束性 → 错误、预期性 → 警告、指导性 → 提示、其余 → 提示"),
        (
            "en",
            "  severity (superior.nature): 约束性 → error, 预期性 → warning, 指导性 → note, otherwise → note",
        ),
    ],
)
def test_a_severity_that_depends_on_the_nature_is_told(
    language: str, severity: str, folder: Path, run: Run
) -> None:
    assert severity in run("explain", "PL201", "--lang", language).stdout.splitlines()


@pytest.mark.parametrize(
    ("rule", "language", "fact"),
    [
        ("PL201", "en", "the same: indicator, population, place, part, year"),
        ("PL202", "zh", "只当（superior.nature）: 约束性"),
        ("PL202", "en", "only when (superior.nature): 约束性"),
        ("PL209", "zh", "参数（share）: 1/4"),
        ("PL209", "en", "option (share): 1/4"),
        ("PL201", "en", "since: 0.1.0"),
    ],
)
def test_all_that_a_rule_asks_is_told(rule: str, language: str, fact: str, folder: Path, run: Run) -> None:
    assert f"  {fact}" in run("explain", rule, "--lang", language).stdout.splitlines()


def test_a_rule_needs_no_project(folder: Path, run: Run) -> None:
    assert run("explain", "PL010").exit_code == 0


def test_a_finding_from_the_printed_words_to_the_verdict(project: Path, run: Run) -> None:
    expected = (
        "PL301:county:smoking:2025\n"
        "PL301 targets-differ · warning\n"
        "plans/county.yaml:10:46\n"
        "\n"
        "  The 2025 targets for Smoking differ: ≤20% (line 21), 低于23% (line 40), by 3 percentage points\n"
        "\n"
        "  旗规划  第二章  source line 21\n"
        "    printed: 吸烟率 2025 target “≤20%”\n"
        "    read: level <= 20\n"
        "    unit: %\n"
        "    range: (−∞, 20]%\n"
        "\n"
        "  旗规划  第三章  source line 40\n"
        "    printed: 吸烟率 2025 target “低于23%”\n"
        "    read: level < 23\n"
        "    unit: %\n"
        "    range: (−∞, 23)%\n"
        "\n"
        "  requires: targets-alike\n"
        "  verdict: fails by 3 percentage points\n"
        "\n"
        "  Where table and text set different targets, nobody knows which of them counts.\n"
    )
    assert run("explain", "PL301:county:smoking:2025", "--lang", "en").stdout == expected
    assert run("explain", "PL301:county:smoking:2025", "plans", "--lang", "en").stdout == expected


def test_bases_scales_bands_and_missing_places_are_told(project: Path, write: Write, run: Run) -> None:
    write(
        {
            "plans/region.yaml": plan_text(
                "indicator: 婴儿死亡率, baseline: {2020: 0.5%}, at: {line: 3}",
                "indicator: 婴儿死亡率, target: {2025: 比2020年下降10%}",
                "indicator: 婴儿死亡率, target: {2025: 2‰—3‰}, at: {section: 第三章}",
                "indicator: 吸烟率, target: 逐步降低",
                "indicator: 性别比, baseline: {2020: 天气晴}",
                **REGION,
            )
        }
    )
    derivation = run("explain", "PL402:region:infant:2025", "--lang", "en").stdout
    assert "    read: change = -10\n" in derivation
    assert "    base: 0.5% (2020, source line 3)\n" in derivation
    assert "    range: (−∞, 4.5]‰\n" in derivation
    assert "    read: band 2 … 3\n" in derivation
    assert "规划  第三章\n" in derivation
    undated = run("explain", "PL013:region:smoking:2025").stdout
    assert "    印作: 吸烟率 (2025) 目标值 “逐步降低”\n" in undated
    assert "    没有范围: 只有趋势，没有数值\n" in undated
    assert "\n  判断: 不成立\n" in undated


def test_a_scale_that_is_converted_is_told(project: Path, write: Write, run: Run) -> None:
    write(
        {"plans/city.yaml": plan_text("indicator: 婴儿死亡率, target: 0.5%", id="c", jurisdiction="150400")}
    )
    assert "    unit: % × 10 = ‰\n" in run("explain", "PL013:c:infant:2025", "--lang", "en").stdout


def test_a_finding_of_a_file_that_is_no_plan(project: Path, write: Write, run: Run) -> None:
    write({"plans/broken.yaml": BROKEN})
    told = run("explain", "PL004:plans_broken.yaml:5", "--lang", "en")
    assert (told.exit_code, told.stdout.splitlines()[:5]) == (
        2,
        [
            "PL004:plans_broken.yaml:5",
            "PL004 malformed-file · error",
            "plans/broken.yaml:3:3",
            "",
            "  unknown key “titel”; did you mean title?",
        ],
    )


def test_a_mistyped_name_of_a_rule_gets_the_nearest_one(project: Path, run: Run) -> None:
    told = run("explain", "target-weaker-than-superiors", "--lang", "en").stderr
    assert "; did you mean target-weaker-than-superior" in told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "planlint: 没有规则或问题“PL301:county:smokin:2025”，是否指 PL301:county:smoking:2025"),
        (
            "en",
            "planlint: no rule or finding “PL301:county:smokin:2025”; did you mean PL301:county:smoking:2025",
        ),
    ],
)
def test_an_unknown_finding_gets_the_nearest_id(language: str, words: str, project: Path, run: Run) -> None:
    result = run("explain", "PL301:county:smokin:2025", "--lang", language)
    assert (result.exit_code, result.stdout, result.stderr.startswith(words)) == (2, "", True)


def test_where_a_finding_is_not_found_the_unusable_files_are_told(
    project: Path, write: Write, run: Run
) -> None:
    write({"plans/broken.yaml": BROKEN})
    told = run("explain", "没有", "--lang", "en").stderr.splitlines()
    assert (told[-2], told[-1]) == (
        "plans/broken.yaml:3:3 PL004 unknown key “titel”; did you mean title?",
        "planlint: no rule or finding “没有”",
    )


@pytest.mark.parametrize("subject", ["PL301", "PL301:county:smoking:2025"])
def test_what_is_explained_beside_unusable_files_is_explained_and_they_are_told(
    subject: str, project: Path, write: Write, run: Run
) -> None:
    write({"plans/broken.yaml": BROKEN})
    told = run("explain", subject, "--lang", "en")
    assert (told.exit_code, told.stdout.startswith(subject)) == (2, True)
    assert "plans/broken.yaml:3:3 PL004 unknown key “titel”; did you mean title?\n" in told.stderr
