"""The indicators of the sectors: what the generator knows of each, and catalogue files made from it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("indicators.csv")
PACKAGED = "health"
"""The sector whose catalogue planlint brings along."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator, and how its targets move with the years and from place to place."""

    id: str
    name: str
    unit: str
    """As the catalogue has it: 人/千人."""
    printed: str
    """As plans print it beside the name: 人."""
    sign: int
    """1 where higher is better, -1 where lower is."""
    nature: str
    start: int
    """The nation's target of the first period, in steps."""
    places: int
    """Digits after the point; a step is one unit of the last of them."""
    growth: int
    """How many steps a period's target is stricter than the last one's."""
    spread: int
    """By how many steps a place's target is at most stricter than its superior's."""

    @property
    def is_binding(self) -> bool:
        return self.nature == "约束性"

    def printed_value(self, steps: int, extra: int = 0) -> str:
        """A number of steps as printed, or of tenths of them with one extra digit."""
        digits = self.places + extra
        whole, rest = divmod(abs(steps), 10**digits)
        return f"{'-' if steps < 0 else ''}{whole}.{rest:0{digits}d}"


@cache
def sectors() -> Mapping[str, Sequence[Indicator]]:
    """The indicators of each sector, the packaged sector first."""
    found: dict[str, list[Indicator]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            whole, _, fraction = row["start"].partition(".")
            indicator = Indicator(
                id=row["id"],
                name=row["name"],
                unit=row["unit"],
                printed=row["printed"],
                sign=1 if row["better"] == "higher" else -1,
                nature=row["nature"],
                start=int(whole + fraction),
                places=len(fraction),
                growth=int(row["growth"]),
                spread=int(row["spread"]),
            )
            found.setdefault(row["sector"], []).append(indicator)
    return found


def catalogue(sector: str) -> str:
    """The catalogue file of a sector."""
    lines = [f"sector: {sector}", "indicators:"]
    for one in sectors()[sector]:
        better = "higher" if one.sign > 0 else "lower"
        bounds = ", plausible: [0, 100]" if one.unit == "%" else ""
        lines.append(f'  - {{id: {one.id}, name: {one.name}, unit: "{one.unit}", better: {better}{bounds}}}')
    return "\n".join(lines) + "\n"
