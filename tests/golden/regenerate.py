"""`python -m tests.golden.regenerate` makes the golden files anew; read what changed (`git diff tests/golden`)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from planlint.cli import main

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent

COMMANDS = {
    "check.zh.txt": ["check", "corpus", "--lang", "zh"],
    "check.en.txt": ["check", "corpus", "--lang", "en"],
    "check.json": ["check", "corpus", "--lang", "zh", "--format", "json"],
    "tree.txt": ["tree", "corpus", "--lang", "zh"],
    "show.txt": ["show", "健康素养", "--lang", "zh"],
}
"""File → the arguments of `planlint`, run at the top of the repository, whose standard output it holds."""


def outputs() -> Iterator[tuple[Path, bytes]]:
    """Each golden file, and what planlint says now."""
    for name, arguments in COMMANDS.items():
        with chdir(ROOT):
            result = CliRunner(env=dict.fromkeys(("NO_COLOR", "TERM"))).invoke(main, arguments)
        assert result.exit_code in (0, 1), result.output
        yield FOLDER / name, result.stdout_bytes


def regenerate() -> None:
    """Write what has changed, and name it."""
    for file, output in outputs():
        if not file.is_file() or file.read_bytes() != output:
            file.write_bytes(output)
            print(os.path.relpath(file))


if __name__ == "__main__":
    regenerate()
