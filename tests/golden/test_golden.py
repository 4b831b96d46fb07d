"""The golden files are what planlint says of the five plans."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.golden import regenerate
from tests.golden.regenerate import COMMANDS, FOLDER, outputs


def test_the_golden_files_are_what_planlint_says() -> None:
    for file, output in outputs():
        golden = file.read_text(encoding="utf-8") if file.is_file() else ""
        changes = difflib.unified_diff(
            golden.splitlines(), output.decode("utf-8").splitlines(), "golden", "now", n=0
        )
        first = "\n".join(list(changes)[:20])
        assert first == "", (
            f"{file.name} is stale; run `python -m tests.golden.regenerate` and read the change:\n{first}"
        )


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir() if file.suffix in (".txt", ".json")} == set(COMMANDS)


def test_what_is_regenerated_is_named_and_written_only_where_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale, fresh = tmp_path / "stale.txt", tmp_path / "fresh.txt"
    fresh.write_bytes(b"same")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(regenerate, "outputs", lambda: [(stale, b"new"), (fresh, b"same")])
    regenerate.regenerate()
    assert (capsys.readouterr().out, stale.read_bytes()) == ("stale.txt\n", b"new")
