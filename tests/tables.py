"""The tables of what planlint works out of its own files beforehand; `python -m tests.tables` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planlint import resources, tables, units
from planlint.divisions import load_divisions
from planlint.reading import acceptance
from planlint.reading.document import read_document
from tests.builders import yaml_files


def made() -> dict[str, str]:
    """The text of each table, by the name of its file."""
    entries = {
        tables.UNITS: _keyed([(units.DEFINITIONS, units.worked_out())]),
        tables.FORMS: _keyed((path, _told(path)) for path in _files()),
        tables.DIVISIONS: _keyed([(resources.DIVISIONS, _is_sorted(resources.DIVISIONS))]),
    }
    return {f"{table}.json": _text(found) for table, found in entries.items()}


def _files() -> list[Path]:
    folders = (resources.rules_folder(), resources.indicators_folder(), resources.PRESETS)
    return [file for folder in folders for file in yaml_files(folder)]


def _told(path: Path) -> object:
    document = read_document(path, path.name)
    assert document.top is not None and not document.faults
    data = acceptance.sound_data(document)
    assert data is not None, path
    return data


def _is_sorted(path: Path) -> bool:
    """A divisions file without quotes and stated superiors, its rows sorted by code, can be read row by row."""
    lines = path.read_text("utf-8").splitlines()
    load_divisions(path)
    return lines[0] == "code,name,level" and lines[1:] == sorted(lines[1:]) and '"' not in "".join(lines)


def _keyed(entries: Iterable[tuple[Path, Any]]) -> dict[str, Any]:
    return {tables.content_key(path.read_bytes()): told for path, told in entries}


def _text(entries: dict[str, Any]) -> str:
    """A line for each file, so that a change of one is a change of one line."""
    lines = (
        f"{json.dumps(key)}: {json.dumps(told, ensure_ascii=False, separators=(',', ':'))}"
        for key, told in sorted(entries.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    tables.FOLDER.mkdir(exist_ok=True)
    for name, text in made().items():
        (tables.FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
