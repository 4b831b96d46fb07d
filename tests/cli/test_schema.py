"""`planlint schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from planlint.cli.schema import KINDS
from planlint.reading.document import parse_document
from planlint.reading.forms import validate
from planlint.reading.plans import read_plan
from planlint.reading.schema import json_schemas
from tests.builders import plan_text
from tests.cli.conftest import Run


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_each_kind_is_valid_and_explained_in_chinese(kind: str, run: Run) -> None:
    schema = json.loads(run("schema", kind).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert any("一" <= character <= "鿿" for character in schema["description"])


def refused(kind: str, text: str) -> tuple[bool, bool]:
    """Whether an editor refuses a file by its schema, and planlint itself."""
    shown = json.loads(json.dumps(yaml.load(text, yaml.SafeLoader)))  # keys are texts to an editor
    document = parse_document(text.encode(), "1.yaml")
    found = (read_plan if kind == "plan" else validate)(document)[0]
    return not jsonschema.Draft202012Validator(json_schemas()[kind]).is_valid(shown), found is None


@pytest.mark.parametrize(
    "statement",
    [
        "target: {figure: 5%, line: 4}",
        "target: [{figure: 5%, line: 4}]",
        "target: {2025: }",
        "target: {2025: [5, ]}",
        "target: {2025: 5}, at: {section: 1, table: 1, row: , line: 3}",
        "target: 5, unit: , note: 1, place: 1, part: 1, population: 1.5, basis: true, id: 1, norm: true",
        "target: 5, waive: [{rule: PL201, reason: 1}]",
    ],
)
def test_an_editor_accepts_what_planlint_accepts(statement: str) -> None:
    assert (False, False) == refused("plan", plan_text(f"indicator: a, {statement}", main_table="1"))


@pytest.mark.parametrize(
    "statement",
    [
        "unit: a",
        "target: {line: 3}",
        "target: {a: 1}",
        "target: {}",
        *(f"target: 5, at: {{line: {line}}}" for line in ("0", "-1", "1.5", "10000000")),
        *(f"target: 5, {key}: " for key in ("at", "norm", "sum_of", "waive", "note", "nature", "id")),
        "target: 5, id: -1",
    ],
)
def test_an_editor_refuses_what_planlint_refuses(statement: str) -> None:
    assert (True, True) == refused("plan", plan_text(f"indicator: a, {statement}"))


@pytest.mark.parametrize("key", ["implements", "disowns", "waive", "source", "superior"])
def test_a_head_without_what_it_names_is_refused_by_both(key: str) -> None:
    assert (True, True) == refused("plan", plan_text("indicator: a, target: 5", **{key: ""}))


@pytest.mark.parametrize("key", ["aliases", "parts", "plausible", "extensive", "near", "note"])
def test_an_indicator_without_what_it_names_is_refused_by_both(key: str) -> None:
    assert (True, True) == refused("catalogue", f"indicators: [{{id: a, name: b, unit: 1, {key}: }}]")
    assert (False, False) == refused("catalogue", "indicators: [{id: a, name: 1, unit: 1}]")


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
