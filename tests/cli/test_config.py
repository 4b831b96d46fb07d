"""`planlint config show`, and the options that every command takes of rules and configuration."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run, Write

CONFIG = """\
planlint:
  extends: strict
  plans: [plans]
  catalogues: [catalogue.yaml]
  ignore: [PL202]
  severity: {PL203: "off", PL301: note}
  options: {PL209: {times: 4}}
  per_path:
    - {path: "plans/c*", ignore: [PL5]}
  mandatory: [PL201]
"""
SHOWN = """\
planlint:
  extends:
  - "strict"                             # planlint.yaml:2
  plans:
  - "plans"                              # planlint.yaml:3
  catalogues:
  - "catalogue.yaml"                     # planlint.yaml:4
  ignore:
  - "PL202"                              # planlint.yaml:5
  mandatory:
  - "PL201"                              # planlint.yaml:10
"""


def test_what_is_in_force_is_shown_with_where_it_comes_from(project: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": CONFIG})
    result = run("config", "show", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert result.stdout.startswith(SHOWN)
    for line in (
        '    PL203: "off"                         # planlint.yaml:6',
        "    PL: warning                          # strict (preset)",
        '      times: "4"                         # planlint.yaml:7',
        '  - {path: "plans/c*", ignore: ["PL5"]}  # planlint.yaml:9',
        '  ratchet: "planlint-ratchet.yaml"       # default',
        "#   PL201 target-weaker-than-superior: error  strict (preset)",
        "#   PL201 target-weaker-than-superior: mandatory  planlint.yaml:10",
        "#   PL202 binding-indicator-missing: off  planlint.yaml:5",
        "#   PL203 nature-lowered: off  planlint.yaml:6",
        "#   PL301 targets-differ: note  planlint.yaml:6",
    ):
        assert line in lines, line
    # It is a configuration itself, of the same meaning.
    write({"planlint.yaml": result.stdout})
    again = run("config", "show", "--lang", "en").stdout
    assert [line.split("#")[0].rstrip() for line in again.splitlines() if not line.startswith("#")] == [
        line.split("#")[0].rstrip() for line in lines if not line.startswith("#")
    ]


def test_the_command_line_stands_over_the_configuration(project: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": CONFIG})
    shown = run(
        "config", "show", "--select", "levels,PL301", "--ignore", "PL204", "--ratchet", "r.yaml"
    ).stdout
    assert '  select:\n  - "levels"' in shown
    assert "# command line\n" in shown
    assert '  - "PL202"' not in shown
    assert "#   PL501 row-number-repeated: off  command line" in shown
    assert '  ratchet: "r.yaml" ' in shown


def test_without_a_configuration_nothing_is_said(folder: Path, run: Run) -> None:
    result = run("config", "show", "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "planlint: {}")
    assert result.stdout.endswith(" in force, 0 off\n")


def test_a_faulty_configuration_is_told(project: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": "planlint: {ignore: [levles]}"})
    result = run("config", "show", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint.yaml:1:21 PL004 ignore: no rule “levles”; did you mean levels?\n",
    )


def rules_of(text: str) -> list[str]:
    return [line.split()[2] for line in text.splitlines() if line.startswith("plans/")]


def test_rules_are_selected_and_ignored(project: Path, run: Run) -> None:
    assert rules_of(run("check").stdout) == ["PL201", "PL203", "PL301", "PL201"]
    assert rules_of(run("check", "--select", "PL3").stdout) == ["PL301"]
    assert rules_of(run("check", "--select", "levels", "--ignore", "PL203").stdout) == ["PL201", "PL201"]
    assert rules_of(run("check", "--ignore", "PL201, PL203", "--ignore", "within").stdout) == []


def test_a_word_that_means_no_rule_is_refused(project: Path, run: Run) -> None:
    result = run("check", "--select", "levles", "--lang", "en")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2, "", "planlint: select: no rule “levles”; did you mean levels?\n",
    )  # fmt: skip


def test_a_mandatory_rule_can_not_be_ignored(project: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": "planlint: {plans: [plans], catalogues: [catalogue.yaml], mandatory: [PL301]}"})
    result = run("check", "--ignore", "PL301", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint: ignore: “PL301” is mandatory; it can't be silenced\n",
    )
    assert rules_of(run("check", "--ignore", "PL").stdout) == ["PL301"]


def test_isolated_reads_no_configuration(project: Path, run: Run) -> None:
    result = run("check", "plans", "--isolated", "--lang", "en")
    assert "PL011" in rules_of(result.stdout)
    result = run("check", "plans", "--isolated", "--config", "planlint.yaml", "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "planlint: --isolated reads no --config\n")


def test_own_units_count_for_a_single_figure(folder: Path, write: Write, run: Run) -> None:
    write({"planlint.yaml": "planlint: {units: [u.txt]}", "u.txt": "羊单位 = [count_sheep_unit]\n"})
    assert "羊单位" in run("parse", "≥3羊单位", "--format", "json").stdout.split('"unit": ')[1].split("\n")[0]
    assert "unit: 羊单位" not in run("parse", "≥3羊单位", "--isolated", "--lang", "en").stdout
