"""What is generated or said twice is the same in both places."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint import tables
from planlint.cli import main
from planlint.cli.schema import KINDS
from planlint.reading.document import parse_document, plain_data
from planlint.resources import SCHEMAS
from tests.tables import made

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def planlint(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments), prog_name="planlint")
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def fenced(text: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page: language and text."""
    return re.findall(r"^```(\S*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schemas_are_those_of_the_forms(kind: str) -> None:
    stale = "run `planlint schema --write planlint/data/schemas`"
    assert (SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8") == planlint("schema", kind), stale


def test_no_schema_is_left_over() -> None:
    assert sorted(file.name for file in SCHEMAS.iterdir()) == sorted(f"{kind}.schema.json" for kind in KINDS)


def test_the_committed_tables_are_what_comes_of_the_files_today() -> None:
    held = {file.name: file.read_text(encoding="utf-8") for file in tables.FOLDER.iterdir()}
    assert held == made(), "run `python -m tests.tables`"


def test_the_readme_shows_the_help_as_it_is() -> None:
    shown = re.search(
        r"<!-- help -->\s*```\w*\n(.*?)```\s*<!-- /help -->", README.read_text(encoding="utf-8"), re.DOTALL
    )
    assert shown is not None
    assert shown[1].removeprefix("$ planlint --help\n") == planlint("--help")


def test_the_readmes_first_block_is_the_two_commands_that_ci_runs() -> None:
    language, text = fenced(README.read_text(encoding="utf-8"))[0]
    commands = [line for line in text.splitlines() if not line.startswith("#")]
    assert (language, len(commands)) == ("sh", 2)
    assert "planlint check corpus" in commands[0]
    assert "pytest" in commands[1]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    # .ci/run takes the lines from the README itself, so that it can run no others.
    assert re.findall(r'^bash -c "\$\(readme_line (\d)\)"', ci, re.MULTILINE) == ["2", "1"]
    assert r"awk '/^```sh$/ {inside = 1; next} /^```$/ && inside {exit} inside' README.md" in ci


def hooks() -> list[dict[str, object]]:
    """The hooks that the repository publishes."""
    document = parse_document(b"hooks:\n" + (ROOT / ".pre-commit-hooks.yaml").read_bytes(), "hooks")
    assert document.top is not None and document.faults == ()
    found = plain_data(document.top.values["hooks"])
    assert isinstance(found, list)
    return found


def test_the_published_hook_judges_the_whole_tree_in_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hook,) = hooks()
    assert {key: hook[key] for key in ("id", "language", "pass_filenames", "require_serial")} == {
        "id": "planlint",
        "language": "python",
        "pass_filenames": "false",
        "require_serial": "true",
    }
    program, *arguments = shlex.split(str(hook["entry"]))
    arguments += [str(argument) for argument in hook["args"]]  # type: ignore[attr-defined]
    assert program == "planlint"
    monkeypatch.chdir(tmp_path)
    for plan in (ROOT / "corpus" / "plans").glob("*.yaml"):
        (tmp_path / plan.name).write_bytes(plan.read_bytes())
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stderr) == (1, "")


@pytest.mark.parametrize(
    ("file", "runs"),
    [
        ("plans/150724.yaml", True),
        ("region.yml", True),
        ("REGION.YAML", True),
        ("region.Yml", True),
        ("planlint.yaml", True),
        ("rules/OWN001.yaml", True),
        ("rules/OWN001.cases.yaml", True),
        ("divisions.csv", True),
        ("README.md", False),
        ("planlint/cli/check.py", False),
        (".pre-commit-config.yaml", False),
        (".github/workflows/ci.yml", False),
        ("deep/.hidden/plan.yaml", False),
    ],
)
def test_the_hook_runs_only_when_a_file_changes_that_planlint_reads(file: str, runs: bool) -> None:
    (hook,) = hooks()
    assert (re.search(str(hook["files"]), file) is not None) is runs
