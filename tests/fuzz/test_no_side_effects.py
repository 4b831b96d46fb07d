"""A run evaluates nothing, reaches for no network, starts nothing and writes only what it was asked to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WATCHED = """
import json, os, sys
# Codecs and modules that the interpreter loads by itself are no part of the run.
from planlint.cli import run
import importlib, pkgutil, encodings.idna, planlint, stringprep
for module in pkgutil.walk_packages(planlint.__path__, "planlint."):
    if module.name != "planlint.__main__":
        importlib.import_module(module.name)
import csv, difflib, pint, networkx, pydantic, statistics
pint.UnitRegistry(None)
seen = []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) and str(path) != os.devnull:
            seen.append(["open", str(path)])
    elif event in ("compile", "exec"):
        file = arguments[1] if event == "compile" else arguments[0].co_filename
        # networkx compiles wrappers of its own functions when they are first called.
        if not str(file).startswith(("<class 'networkx.", sys.prefix, sys.base_prefix, "<frozen", ROOT)):
            seen.append([event, str(file)])
    elif event.startswith(("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
                           "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link",
                           "os.symlink", "os.truncate", "os.utime", "shutil.", "tempfile.",
                           "pickle.find_class", "ctypes.", "webbrowser.", "os.putenv")):
        seen.append([event, repr(arguments)[:200]])

ROOT = sys.argv.pop(1)
sys.addaudithook(watch)
try:
    run()
finally:
    print(json.dumps(seen), file=sys.stderr)
"""


def watched(*arguments: str, folder: Path, no_cache: str = "1") -> list[list[str]]:
    """What the real program did besides reading, thinking and printing."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(ROOT), *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PLANLINT_NO_CACHE": no_cache,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    seen: list[list[str]] = json.loads(done.stderr.splitlines()[-1])
    return seen


CORPUS = str(ROOT / "corpus")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", CORPUS],
        ["check", CORPUS, "--format", "json", "--isolated"],
        ["export", CORPUS],
        ["matrix", CORPUS],
        ["tree", CORPUS],
        ["explain", "PL201"],
        ["rules", "test", str(ROOT / "rules")],
        ["config", "show"],
    ],
    ids=lambda arguments: " ".join(word for word in arguments if "/" not in word),
)
def test_a_run_writes_nothing_and_calls_nobody(arguments: list[str], tmp_path: Path) -> None:
    assert [] == watched(*arguments, folder=tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_of_a_run_that_keeps_its_answer_only_the_cache_is_written(tmp_path: Path) -> None:
    seen = watched("check", CORPUS, "--cache-dir", "kept", folder=tmp_path, no_cache="")
    assert {"open", "os.mkdir", "os.rename", "tempfile.mkstemp"} == {event for event, _ in seen}
    assert all(str(tmp_path / "kept") in what or what.isdigit() for _, what in seen)
    assert ["kept"] == [path.name for path in tmp_path.iterdir()]


def test_only_the_named_output_is_written(tmp_path: Path) -> None:
    seen = watched("export", CORPUS, "-o", "out.jsonl", folder=tmp_path)
    assert {"open", "os.chmod", "os.rename", "tempfile.mkstemp"} == {event for event, _ in seen}
    # Temporary files are opened once more by their descriptor.
    assert all("out.jsonl" in what or what.isdigit() for _, what in seen)
    assert ["out.jsonl"] == [path.name for path in tmp_path.iterdir()]
