"""`python -m tests.expected` writes anew what planlint finds in the small projects; read what changed.

A project is a folder of `tests/sectors` or `tests/projects` with a `planlint.yaml`; its `expected.txt` has a line a
finding (severity, identity, lines, gap) and a line for each comparison that can't be made. Wording is left to other
tests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from planlint.auditing import Report, audit
from planlint.findings import Finding, NotComparable
from planlint.printing import gap_words

HERE = Path(__file__).parent
EXPECTED = "expected.txt"
PROJECTS = tuple(
    sorted(file.parent for kind in ("sectors", "projects") for file in (HERE / kind).glob("*/planlint.yaml"))
)


def found_in(project: Path) -> str:
    """What planlint finds in a project, line by line."""
    with chdir(project):
        return "".join(f"{line}\n" for line in _lines(audit([Path()])))


def regenerate() -> None:
    """Write what has changed, and name it."""
    for project in PROJECTS:
        file, found = project / EXPECTED, found_in(project)
        if not file.is_file() or file.read_text(encoding="utf-8") != found:
            file.write_text(found, encoding="utf-8", newline="\n")
            print(os.path.relpath(file))


def _lines(report: Report) -> Iterator[str]:
    for finding in report.findings:
        gap = "" if finding.gap is None else f"by {gap_words(finding.gap, finding.unit, 'en')}"
        yield " ".join(filter(None, (finding.severity, finding.id, _places(finding), gap)))
    for item in report.not_comparable:
        subject = ":".join(filter(None, (item.plan.id, item.indicator, str(item.year or ""))))
        yield f"not-comparable {item.rule}:{subject} {_places(item)} {item.reason}"


def _places(said: Finding | NotComparable) -> str:
    return " ".join(f"{place.file}:{place.span.line}" for place in (said.primary, *said.related))


if __name__ == "__main__":
    regenerate()
