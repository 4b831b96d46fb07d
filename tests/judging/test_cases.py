"""A rule's cases: small plans that must fail it, pass it, or not be comparable."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlint.judging.cases import cases_file, run_cases
from planlint.project import Project, load
from tests.builders import CATALOGUE, plan_text, said_of

RULE = """
rule:
  id: XX901
  name: targets-must-agree
  judge: target
  against: same-plan
  require: targets-alike
  severity: warning
  message: {zh: "相差 ${gap}", en: "apart by ${gap}"}
  why: {zh: 因, en: because}
"""
FAIL = "indicator: 吸烟率, target: {2025: ['20', '23']}"
PASS = "indicator: 吸烟率, target: {2025: ['20', '20']}"
UNLIKE = "indicator: 吸烟率, target: {2025: ['20', 逐步下降]}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "XX901.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    return load([tmp_path])


def run(project: Project, text: str) -> tuple[list[tuple[int, str | None]], list[str]]:
    """Line and problem of each case of the rule XX901, and the faults of the file of its cases."""
    (rule,) = [rule for rule in project.rules if rule.id == "XX901"]
    cases_file(rule).write_text(text, encoding="utf-8")
    results, faults = run_cases(rule, project)
    return [(result.line, result.problem.en if result.problem else None) for result in results], said_of(
        faults
    )


def one(project: Project, expect: str, *files: str, more: str = "") -> str | None:
    """What is wrong with one case."""
    listed = "".join(
        "\n      - |\n" + "".join(f"        {line}\n" for line in file.splitlines()) for file in files
    )
    text = f"cases:\n  - name: 例\n    expect: {expect}\n{more}"
    results, faults = run(project, text + (f"    files:{listed}" if files else ""))
    assert [] == faults
    ((_, problem),) = results
    return problem


@pytest.mark.parametrize(
    ("expect", "statement"), [("fail", FAIL), ("pass", PASS), ("not-comparable", UNLIKE)]
)
def test_a_case_that_goes_as_expected_has_no_problem(project: Project, expect: str, statement: str) -> None:
    assert None is one(project, expect, plan_text(statement))


@pytest.mark.parametrize(
    ("expect", "statement", "problem"),
    [
        ("pass", FAIL, "expected pass, got fail"),
        ("fail", PASS, "expected fail, got pass"),
        ("fail", UNLIKE, "expected fail, got not-comparable"),
        ("pass", "indicator: 吸烟率, target: {2025: '20'}", "expected pass, but there is nothing to judge"),
    ],
)
def test_a_case_that_goes_otherwise_says_how(
    project: Project, expect: str, statement: str, problem: str
) -> None:
    assert problem == one(project, expect, plan_text(statement))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("    message: 相差 3\n    severity: warning\n    gap: '3'\n", None),
        ("    message: apart by 3\n", None),
        (
            "    message: 相差 4\n",
            "message should be “相差 4”, got ['相差 3 个百分点', 'apart by 3 percentage points']",
        ),
        ("    severity: error\n", "severity should be “error”, got ['warning']"),
        ("    gap: '4'\n", "gap should be “4”, got ['3']"),
    ],
)
def test_a_failing_case_may_demand_what_the_finding_says(
    project: Project, more: str, problem: str | None
) -> None:
    assert problem == one(project, "fail", plan_text(FAIL), more=more)


def test_a_case_may_bring_a_catalogue_of_its_own_that_refers_to_the_projects(project: Project) -> None:
    catalogue = "indicators:\n- {id: doubling, name: 复种率, unit: '%', better: lower, near: [smoking]}"
    plan = plan_text("indicator: 复种率, target: {2025: ['20', '23']}")
    assert None is one(project, "fail", catalogue, plan)


def test_a_waived_failure_counts_as_holding(project: Project) -> None:
    waived = f"{FAIL}, waive: [{{rule: XX901, reason: 因}}]"
    assert None is one(project, "pass", plan_text(waived))


def test_a_case_whose_own_files_are_faulty_is_no_case(project: Project) -> None:
    expected = "the case's own files are faulty: top key “x” is no planlint file"
    problem = one(project, "fail", plan_text(FAIL), "x: 1")
    assert problem is not None
    assert problem.startswith(expected)


def test_files_may_be_given_as_bytes(project: Project, tmp_path: Path) -> None:
    reading = RULE.replace(
        "against: same-plan\n  require: targets-alike", "require: sound-file\n  options: {fault: PL001}"
    )
    (tmp_path / "XX901.yaml").write_text(reading.replace("judge: target", "judge: file"), encoding="utf-8")
    again = load([tmp_path])
    assert None is one(again, "fail", more="    hex: ['61 3A B9']\n")
    assert "expected fail, but there is nothing to judge" == one(again, "fail")


def test_each_case_has_its_line(project: Project) -> None:
    text = "# 说明\ncases:\n- {name: 甲, expect: pass, files: []}\n- {name: 乙, expect: fail, files: []}\n"
    found, _ = run(project, text)
    assert [3, 4] == [line for line, _ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cases: [", ["1:9 PL002 YAML syntax: did not find expected node content"]),
        ("cases: []\ncases: []", ["2:1 PL003 key “cases” is given twice, first on line 1"]),
        ("cases: []", ["1:8 PL004 cases should be longer (too few items)"]),
        ("plan: {}", ["1:1 PL005 the top key of this file should be cases, not “plan”"]),
        ("x: 1", ["1:1 PL005 the top key of this file should be cases, not “x”"]),
        (
            "cases: [{name: 例, expect: fail, hex: [XY]}]",
            ["1:39 PL004 “XY” should be hexadecimal bytes such as EF BB BF"],
        ),
    ],
)
def test_faults_of_a_file_of_cases_are_located(project: Project, text: str, expected: list[str]) -> None:
    assert ([], expected) == run(project, text)


def test_cases_stand_beside_their_rule(project: Project, tmp_path: Path) -> None:
    (rule,) = [rule for rule in project.rules if rule.id == "XX901"]
    assert tmp_path / "XX901.cases.yaml" == cases_file(rule)
    assert ["1:1 PL001 No such file or directory"] == said_of(run_cases(rule, project)[1])
