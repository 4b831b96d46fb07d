"""`planlint export`: where it writes, and what of files that can't be used. Its rows: test_contract.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.builders import plan_text
from tests.cli.conftest import BROKEN, Run, Write

ROOT = Path(__file__).parents[2]


def plans(text: str) -> list[str]:
    return [json.loads(line)["plan"] for line in text.splitlines()]


def test_plans_are_exported_in_the_order_of_their_files(project: Path, run: Run) -> None:
    result = run("export", "plans")
    assert (result.exit_code, result.stderr) == (0, "")
    assert plans(result.stdout) == ["county"] * 5 + ["region"] * 2
    assert run("export").stdout == result.stdout


def test_plans_of_the_project_outside_the_path_are_not_exported(project: Path, run: Run) -> None:
    assert set(plans(run("export", "plans/county.yaml").stdout)) == {"county"}


def test_output_goes_to_a_file_whole_or_to_standard_output(project: Path, run: Run) -> None:
    told = run("export").stdout_bytes
    assert run("export", "-o", "-").stdout_bytes == told
    result = run("export", "-o", "rows.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (project / "rows.jsonl").read_bytes() == told


def test_a_link_stays_a_link_and_a_device_a_device(project: Path, run: Run) -> None:
    (project / "rows.jsonl").write_text("", encoding="utf-8")
    (project / "link").symlink_to("rows.jsonl")
    assert run("export", "-o", "link").exit_code == 0
    assert (project / "link").is_symlink()
    told = subprocess.run(
        [sys.executable, "-m", "planlint", "export", "-o", "/dev/stdout"],
        cwd=project,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert told.stdout == (project / "rows.jsonl").read_bytes()


def test_a_place_that_cannot_be_written_is_wrong_use(project: Path, run: Run) -> None:
    result = run("export", "-o", "no/such/folder/rows.jsonl", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint: can't write no/such/folder/rows.jsonl: No such file or directory\n",
    )


def test_files_that_cannot_be_used_end_with_2_and_the_others_are_written(
    project: Path, write: Write, run: Run
) -> None:
    write({"plans/broken.yaml": BROKEN, "plans/a\nb.yaml": "x: 1\n"})
    result = run("export", "--lang", "en")
    assert (result.exit_code, len(plans(result.stdout))) == (2, 7)
    assert result.stderr.splitlines()[0].startswith(
        "plans/a\\nb.yaml:1:1 PL005 top key “x” is no planlint file"
    )


def test_no_plans_are_no_lines_and_a_header(project: Path, run: Run) -> None:
    (project / "empty").mkdir()
    lines, table = run("export", "empty"), run("export", "empty", "--format", "csv")
    assert (lines.exit_code, lines.stdout, lines.stderr) == (0, "", "planlint: empty 中没有规划\n")
    assert (table.stdout[:6], table.stdout.count("\n")) == ("\ufeffplan,", 1)


def test_no_cell_of_the_table_is_obeyed_by_a_terminal(project: Path, write: Write, run: Run) -> None:
    write({"plans/county.yaml": plan_text('indicator: "\\e[31m率\u202e", target: "a\\nb"')})
    for form in ("csv", "jsonl"):
        told = run("export", "plans/county.yaml", "--format", form).stdout
        assert "率" in told
        assert not set(told) & set("\x1b\u202e")
    assert '"a\nb"' in run("export", "plans/county.yaml", "--format", "csv").stdout


def test_no_cell_of_the_table_is_a_formula(project: Path, write: Write, run: Run) -> None:
    figures = {
        "=1+1": "'=1+1",
        "@a": "'@a",
        "-1+2": "'-1+2",
        "-5": "-5",
        "-": "-",
        "+3%": "+3%",
        "≤20": "≤20",
    }
    statements = (f"indicator: 性别比, target: {{2025: '{figure}'}}, at: {{line: 1}}" for figure in figures)
    write({"plans/county.yaml": plan_text(*statements)})
    rows = run("export", "plans/county.yaml", "--format", "csv").stdout.splitlines()[1:]
    assert [row.split(",")[8] for row in rows] == list(figures.values())
