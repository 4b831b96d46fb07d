"""The ratchet: findings that a project has accepted, each with its gap; what is new or grows wider still fails."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction

from planlint.figures import decimal_text
from planlint.frozen import frozen
from planlint.model import Span

HEAD = """\
# 已接受的既有问题，由 planlint ratchet 写成；问题改正后用 planlint ratchet prune 删去。
# Findings accepted as they are, written by `planlint ratchet`; `planlint ratchet prune` drops what was mended.
ratchet:"""


@frozen()
class Acceptance:
    """One finding that was accepted, as wide as it was."""

    finding: str
    """Its identity without an ordinal; equal ones stand as often as they were found."""
    gap: Fraction | None
    """How far it failed at most, in its unit; None where it has no gap."""
    unit: str
    file: str
    """Path of the ratchet file as the reports name it."""
    span: Span

    @property
    def rule(self) -> str:
        """Id of the rule whose finding it is."""
        return self.finding.split(":")[0]

    @property
    def plan(self) -> str:
        """Id of the judged plan, as identities write it."""
        return self.finding.split(":")[1] if ":" in self.finding else ""


def exact(gap: Fraction) -> str:
    """A gap as a decimal where it ends, else as a fraction."""
    text = decimal_text(gap)
    return text if Fraction(text) == gap else str(gap)


def ratchet_text(accepted: Iterable[tuple[str, Fraction | None, str]]) -> str:
    """The file that accepts these findings (identity, gap, unit), in an order of its own."""
    lines = []
    for finding, gap, unit in sorted(accepted, key=lambda one: (one[0], one[1] or 0, one[2])):
        lines.append(f"- finding: {_quoted(finding)}")
        if gap is not None:
            lines.append(f"  gap: {_quoted(exact(gap))}")
        if unit:
            lines.append(f"  unit: {_quoted(unit)}")
    return "\n".join([HEAD, *lines] if lines else [f"{HEAD} []"]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
