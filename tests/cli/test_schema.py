"""`planlint schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from planlint.cli.schema import KINDS
from planlint.reading.schema import json_schemas
from tests.cli.conftest import Run


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_each_kind_is_valid_and_explained_in_chinese(kind: str, run: Run) -> None:
    schema = json.loads(run("schema", kind).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert any("一" <= character <= "鿿" for character in schema["description"])


def test_every_kind_of_file_has_a_schema() -> None:
    assert set(KINDS) == set(json_schemas())


def test_all_are_written_into_a_folder(folder: Path, run: Run) -> None:
    result = run("schema", "--write", "new/schemas")
    assert (result.exit_code, result.output) == (0, "")
    assert sorted(file.name for file in (folder / "new" / "schemas").iterdir()) == sorted(
        f"{kind}.schema.json" for kind in KINDS
    )
    assert (folder / "new" / "schemas" / "plan.schema.json").read_text(encoding="utf-8") == run(
        "schema", "plan"
    ).stdout


def test_a_folder_that_cannot_be_made_is_wrong_use(folder: Path, run: Run) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    result = run("schema", "--write", "file/below", "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "planlint: can't write file/below: Not a directory\n")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh",
            "planlint: 请给出种类（plan, catalogue, statistics, rule, cases, config, ratchet）或 --write 目录\n",
        ),
        (
            "en",
            "planlint: give a kind (plan, catalogue, statistics, rule, cases, config, ratchet) or --write FOLDER\n",
        ),
    ],
)
def test_neither_a_kind_nor_a_folder_is_wrong_use(language: str, words: str, run: Run) -> None:
    result = run("schema", "--lang", language)
    assert (result.exit_code, result.stderr) == (2, words)
