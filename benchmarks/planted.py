"""Whether a check finds exactly the faults that were planted in a corpus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[1]
Finding = tuple[str, int, str]
"""File, line and rule."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was planted, and what was found."""

    planted: Counter[Finding]
    found: Counter[Finding]

    @property
    def missed(self) -> Counter[Finding]:
        return self.planted - self.found

    @property
    def beside(self) -> Counter[Finding]:
        """What was found and was not planted."""
        return self.found - self.planted

    @property
    def is_exact(self) -> bool:
        return self.planted == self.found

    def told(self) -> str:
        """The sums, and every difference on a line of its own."""
        caught = self.planted.total() - self.missed.total()
        lines = [
            f"{caught} of {self.planted.total()} planted faults found, {self.beside.total()} findings beside them"
        ]
        for word, those in (("missed", self.missed), ("beside", self.beside)):
            lines += (f"{word}: {rule} {file}:{line}" for file, line, rule in sorted(those.elements()))
        return "\n".join(lines)


def compared(corpus: Path) -> Comparison:
    """Check a corpus with the planlint of this checkout. Raises RuntimeError where that does not work."""
    argv = [sys.executable, "-m", "planlint", "check", "--format", "json", str(corpus.absolute())]
    done = subprocess.run(argv, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError(f"exit status {done.returncode}: {done.stderr}")
    found = json.loads(done.stdout)["findings"]
    expected = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))["findings"]
    return Comparison(
        Counter((one["file"], one["line"], one["rule"]) for one in expected),
        Counter(
            (_within(corpus, one["primary"]["file"]), one["primary"]["line"], one["rule"]) for one in found
        ),
    )


def _within(corpus: Path, file: str) -> str:
    """A file as the corpus names it; reports name it from the checkout, where it stands there."""
    return Path(os.path.relpath(_ROOT / file, corpus.absolute())).as_posix()
