"""`planlint rules`: the list, and the cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import BROKEN, Run, Write

ROOT = Path(__file__).parents[2]

RULE = """\
rule:
  id: OWN001
  name: own-rule
  judge: target
  require: dated
  severity: warning
  message: {zh: 没有年份, en: no year}
  why: {zh: 要有年份, en: it needs a year}
"""
CASES = """\
cases:
  - name: 没有年份
    expect: fail
    files:
      - |
        plan: {id: a, title: 规划, jurisdiction: "150000", sector: health, period: 2021-2025}
        statements: [{indicator: 人均预期寿命, target: 80岁}]
"""


@pytest.fixture
def own(folder: Path, write: Write) -> Path:
    """A folder with one rule of the user's own, and a case."""
    write({"own/OWN001.yaml": RULE, "own/OWN001.cases.yaml": CASES})
    return folder


def test_every_rule_is_listed_with_severity_name_and_reason(folder: Path, run: Run) -> None:
    lines = run("rules", "--lang", "en").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(
        file.stem for file in (ROOT / "rules").glob("PL???.yaml")
    )
    by_id = {line.split()[0]: line for line in lines}
    assert by_id["PL301"].split(maxsplit=3) == [
        "PL301",
        "warning",
        "targets-differ",
        "Where table and text set different targets, nobody knows which of them counts.",
    ]
    assert by_id["PL201"].startswith("PL201  by nature  target-weaker-than-superior  ")
    assert len({line.index(line.split(maxsplit=3)[-1]) for line in lines if "by nature" not in line}) == 1


def test_rules_alone_is_the_list_in_the_language_of_either_place(folder: Path, run: Run) -> None:
    english = run("rules", "list", "--lang", "en").stdout
    assert run("rules", "--lang", "en").stdout == english
    assert run("rules", "--lang", "en", "list").stdout == english
    assert run("rules", "--lang", "en", "list", "--lang", "zh").stdout == run("rules").stdout


def test_severities_are_those_in_force(project: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": "planlint: {severity: {PL2: note, PL013: 'off'}}\n"})
    lines = run("rules", "--lang", "en").stdout.splitlines()
    assert [line.split()[:2] for line in lines if line.startswith("PL20")] == [
        ["PL201", "note"],
        ["PL202", "note"],
        ["PL203", "note"],
        ["PL204", "note"],
    ]
    assert not any(line.startswith("PL013") for line in lines)
    (project / "other.yaml").write_text("planlint: {severity: {PL201: error}}\n", encoding="utf-8")
    assert "PL201  error " in run("rules", "--config", "other.yaml", "--lang", "en").stdout


def test_rules_of_the_user_are_listed_beside_the_packaged_ones(own: Path, run: Run) -> None:
    result = run("rules", "list", "own", "--lang", "en")
    assert (
        result.exit_code,
        result.stdout.splitlines()[0].split(maxsplit=3),
        "\nPL201 " in result.stdout,
    ) == (
        0,
        ["OWN001", "warning", "own-rule", "it needs a year"],
        True,
    )


def test_a_broken_rule_is_told_and_the_others_listed(own: Path, write: Write, run: Run) -> None:
    write({"own/OWN002.yaml": RULE.replace("OWN001", "OWN002").replace("dated", "datd")})
    result = run("rules", "list", "own", "--lang", "en")
    assert (result.exit_code, result.stdout.startswith("OWN001")) == (2, True)
    assert result.stderr.startswith("own/OWN002.yaml:5:12 PL004 “datd” is not one of ")
    assert "did you mean dated" in result.stderr


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "1 个用例，0 个不符\n"), ("en", "1 case, 0 failed\n")]
)
def test_cases_that_go_as_they_should(language: str, words: str, own: Path, run: Run) -> None:
    result = run("rules", "test", "own", "--lang", language)
    assert (result.exit_code, result.stdout, result.stderr) == (0, words, "")
    assert run("rules", "test", "own/OWN001.yaml", "--lang", language).stdout == words


def test_a_case_that_goes_otherwise_is_told_with_its_line(own: Path, write: Write, run: Run) -> None:
    write({"own/OWN001.cases.yaml": CASES.replace("expect: fail", "expect: pass")})
    result = run("rules", "test", "own", "--lang", "en")
    assert (result.exit_code, result.stdout) == (
        1,
        "own/OWN001.cases.yaml:2: OWN001 “没有年份”: expected holds, got fails\n1 case, 1 failed\n",
    )


def test_a_rule_without_cases_fails(own: Path, run: Run) -> None:
    (own / "own" / "OWN001.cases.yaml").unlink()
    result = run("rules", "test", "own")
    assert (result.exit_code, result.stdout) == (
        1,
        "own/OWN001.yaml: OWN001 没有用例文件 OWN001.cases.yaml\n0 个用例，1 个不符\n",
    )
    assert (
        "OWN001 has no cases file OWN001.cases.yaml\n" in run("rules", "test", "own", "--lang", "en").stdout
    )


def test_cases_that_are_no_cases_end_with_2(own: Path, write: Write, run: Run) -> None:
    write({"own/OWN001.cases.yaml": CASES.replace("expect:", "expct:")})
    result = run("rules", "test", "own", "--lang", "en")
    assert (result.exit_code, "unknown key “expct”" in result.stdout) == (2, True)


def test_unusable_files_among_the_rules_end_with_2(own: Path, write: Write, run: Run) -> None:
    write({"own/broken.yaml": BROKEN})
    result = run("rules", "test", "own", "--lang", "en")
    assert (result.exit_code, result.stdout, "PL004" in result.stderr) == (2, "1 case, 0 failed\n", True)


def test_without_a_path_the_cases_of_all_rules_in_force_run(own: Path, write: Write, run: Run) -> None:
    packaged = (
        "severity: {PL01: 'off', PL02: 'off', PL1: 'off', PL2: 'off', PL3: 'off', PL4: 'off', PL5: 'off'}"
    )

    def cases(config: str) -> int:
        write({"planlint.yaml": f"planlint: {{{config}}}\n"})
        result = run("rules", "test", "--lang", "en")
        assert (result.exit_code, result.stderr) == (0, "")
        return int(result.stdout.removesuffix(" cases, 0 failed\n"))

    assert cases(f"rules: [own], {packaged}") == cases(packaged) + 1
