"""`planlint rules`: the list, and the cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlint.reporting.rulebook import MADE
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
    assert [line.split()[:2] for line in lines if line < "PL205" and line.startswith("PL20")] == [
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
        "own/OWN001.cases.yaml:2: OWN001 “没有年份”: expected pass, got fail\n1 case, 1 failed\n",
    )
    assert "：应为 pass，实为 fail\n" in run("rules", "test", "own", "--lang", "zh").stdout.replace(
        ": ", "："
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


# New rules


def test_a_new_rule_passes_its_cases(folder: Path, run: Run) -> None:
    result = run("rules", "new", "OWN001", "rate-below-superior", "--folder", "own")
    assert (result.exit_code, result.stdout) == (0, "own/OWN001.yaml\nown/OWN001.cases.yaml\n")
    assert run("rules", "test", "own", "--lang", "en").stdout == "3 cases, 0 failed\n"
    assert "OWN001  warning" in run("rules", "list", "own", "--lang", "en").stdout


def test_a_new_rule_stands_where_the_configuration_looks_for_rules(
    folder: Path, write: Write, run: Run
) -> None:
    assert run("rules", "new", "OWN001", "rate-below-superior").stdout.startswith("rules/OWN001.yaml\n")
    write({"planlint.yaml": "planlint: {rules: [rules/OWN001.yaml, more]}", "more/empty.txt": ""})
    result = run("rules", "new", "OWN002", "other-rule")
    assert result.stdout.startswith(f"{folder / 'more' / 'OWN002.yaml'}\n")
    assert run("rules", "test", "more", "--lang", "en").stdout == "3 cases, 0 failed\n"


@pytest.mark.parametrize(
    ("rule_id", "name", "problem"),
    [
        ("PL201", "my-rule", "there is a rule PL201 target-weaker-than-superior"),
        ("OWN009", "targets-differ", "there is a rule PL301 targets-differ"),
        ("own1", "my-rule", "“own1” should be capital letters and digits such as PL201"),
        ("OWN009", "My_Rule", "“My_Rule” should be a name in small letters such as unit-missing"),
        ("OWN001: x", "my-rule", "“OWN001: x” should be capital letters and digits such as PL201"),
        ('"q', "my-rule", '“"q” should be capital letters and digits such as PL201'),
        ("OWN001\n", "my-rule", "“OWN001\\n” should be capital letters and digits such as PL201"),
        ("a\x1bb\u2028", "my-rule", "“a\\x1bb\\u2028” should be capital letters and digits such as PL201"),
        ("OWN\udcff", "my-rule", "“OWN\\udcff” should be capital letters and digits such as PL201"),
        ("OWN009", "x: y", "“x: y” should be a name in small letters such as unit-missing"),
    ],
)
def test_a_rule_that_can_not_be_is_not_written(
    rule_id: str, name: str, problem: str, folder: Path, run: Run
) -> None:
    result = run("rules", "new", rule_id, name, "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, f"planlint: {problem}\n")
    assert list(folder.iterdir()) == []


def test_no_file_is_overwritten_by_a_new_rule(folder: Path, write: Write, run: Run) -> None:
    write({"rules/OWN001.cases.yaml": "mine"})
    result = run("rules", "new", "OWN001", "my-rule", "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "planlint: rules/OWN001.cases.yaml exists\n")
    assert not (folder / "rules/OWN001.yaml").exists()
    write({"file": ""})
    result = run("rules", "new", "OWN001", "my-rule", "--folder", "file/below", "--lang", "en")
    assert (result.exit_code, result.stderr.startswith("planlint: can't write file/below: ")) == (2, True)


# Impact


def test_the_impact_of_a_rule_is_what_comes_with_it(project: Path, run: Run) -> None:
    assert run("rules", "impact", "PL301", "--lang", "en").stdout == (
        "PL301 targets-differ: 1 finding (warning 1), 0 not comparable\n"
        "1 gained, 0 lost, 0 changed\n"
        "+ PL301:county:smoking:2025  warning 3 percentage points\n"
    )
    assert run("rules", "impact", "targets-differ", "plans").stdout == (
        "PL301 targets-differ：1 个问题（警告 1），0 处无法比较\n"
        "新增 1 个，消失 0 个，改变 0 个\n"
        "+ PL301:county:smoking:2025  警告 3 个百分点\n"
    )


def test_a_rule_that_is_off_has_an_impact_too(project: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": "planlint: {plans: [plans], catalogues: [catalogue.yaml], ignore: [PL301]}"})
    assert "1 gained, 0 lost, 0 changed\n" in run("rules", "impact", "PL301", "--lang", "en").stdout


def test_a_draft_is_compared_with_the_rule_in_force(project: Path, write: Write, run: Run) -> None:
    text = (ROOT / "rules" / "PL201.yaml").read_text(encoding="utf-8")
    by = next(line for line in text.splitlines() if line.startswith("  severity:"))
    write({"draft.yaml": text.replace(by, "  severity: warning\n  when: {superior.nature: 约束性}")})
    assert run("rules", "impact", "draft.yaml", "--lang", "en").stdout == (
        "PL201 target-weaker-than-superior: 1 finding (warning 1), 0 not comparable\n"
        "0 gained, 1 lost, 1 changed\n"
        "- PL201:county:smoking:2025:to=region  note 3 percentage points\n"
        "~ PL201:county:literacy:2025:to=region  error 2 percentage points → warning 2 percentage points\n"
    )


def test_a_draft_of_a_new_rule_is_compared_with_nothing(project: Path, write: Write, run: Run) -> None:
    write({"own/OWN001.yaml": RULE})
    told = run("rules", "impact", "own/OWN001.yaml", "--lang", "en").stdout
    assert told == "OWN001 own-rule: 0 findings, 0 not comparable\n0 gained, 0 lost, 0 changed\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULE.replace("dated", "datd"), "x.yaml:5:12 PL004 “datd” is not one of"),
        ("rule: [", "x.yaml:1:8 PL002 YAML syntax"),
        (RULE.replace("rule:", "cases:"), "x.yaml:1:1 PL005 the top key of this file should be rule"),
    ],
)
def test_a_draft_that_can_not_be_used_is_told(
    text: str, words: str, project: Path, write: Write, run: Run
) -> None:
    write({"x.yaml": text})
    result = run("rules", "impact", "x.yaml", "--lang", "en")
    assert (result.exit_code, result.stdout, words in result.stderr) == (2, "", True)


def test_an_unknown_rule_has_no_impact(project: Path, run: Run) -> None:
    result = run("rules", "impact", "targets-difer", "--lang", "en")
    assert (result.exit_code, "did you mean targets-differ" in result.stderr) == (2, True)


# The rule book


def test_a_page_is_written_for_each_rule_and_old_pages_go(own: Path, write: Write, run: Run) -> None:
    write({"book/OWN009.md": f"# OWN009 gone\n\n{MADE}\n", "book/OWN001.md": f"# OWN001 old\r\n\r\n{MADE}"})
    result = run("rules", "docs", "own", "--write", "book", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "book: 2 pages\n")
    assert sorted(file.name for file in (own / "book").iterdir()) == ["OWN001.md", "README.md"]
    page = (own / "book" / "OWN001.md").read_text(encoding="utf-8")
    for words in ("# OWN001 own-rule\n", "要有年份", "it needs a year", "> no year"):
        assert words in page
    assert "OWN001.md" in (own / "book" / "README.md").read_text(encoding="utf-8")


def test_what_is_no_page_of_a_book_stays(own: Path, write: Write, run: Run) -> None:
    others = {"book/NOTES.md": "# 札记\n", "book/LICENSE.md": "", "book/quoted.md": f"# A\n\n…\n\n{MADE}"}
    write(others)
    assert run("rules", "docs", "own", "--write", "book").exit_code == 0
    assert {name: (own / name).read_text(encoding="utf-8") for name in others} == others


@pytest.mark.parametrize("name", ["README.md", "OWN001.md"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "不是规则手册写成的，不覆盖；请换一个目录"),
        ("en", "was not written as a page of a rule book and is not overwritten; name another folder"),
    ],
)
def test_nothing_is_written_where_a_page_would_overwrite_another_file(
    name: str, language: str, words: str, own: Path, write: Write, run: Run
) -> None:
    write({f"book/{name}": "mine\n", "book/OWN009.md": f"# OWN009 gone\n\n{MADE}\n"})
    result = run("rules", "docs", "own", "--write", "book", "--lang", language)
    assert (result.exit_code, result.stdout, words in result.stderr) == (2, "", True)
    assert result.stderr.startswith(f"planlint: book/{name} ")
    assert sorted(file.name for file in (own / "book").iterdir()) == sorted((name, "OWN009.md"))
    assert (own / "book" / name).read_text(encoding="utf-8") == "mine\n"


def test_a_book_that_can_not_be_written_is_told(own: Path, write: Write, run: Run) -> None:
    write({"file": ""})
    result = run("rules", "docs", "own", "--write", "file/below", "--lang", "en")
    assert (result.exit_code, result.stderr.startswith("planlint: can't write file/below: ")) == (2, True)
