"""How the time of a check grows with the number of plans: a table, a file of figures, a drawing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

SIZES = (100, 320, 1000, 3200, 10_000, 32_000, 100_000)


@dataclass(frozen=True, slots=True)
class Point:
    """One number of plans and what it took."""

    plans: int
    check: float
    """Seconds of a cold check."""
    compose: float
    """Seconds of CC, in the same run."""


def table(points: Sequence[Point]) -> str:
    """The figures in Markdown; times as ratios, for seconds differ from machine to machine."""
    lines = ["| plans | check ÷ CC | check, time a plan (the smallest is 1) |", "|---|---|---|"]
    first = points[0].check / points[0].plans
    lines += (
        f"| {point.plans:,} | {point.check / point.compose:.2f} | {point.check / point.plans / first:.2f} |"
        for point in points
    )
    return "\n".join(lines) + "\n"


def written(points: Sequence[Point]) -> str:
    return json.dumps([asdict(point) for point in points], indent=1) + "\n"


def read(text: str) -> list[Point]:
    return [Point(**point) for point in json.loads(text)]


def drawn(points: Sequence[Point]) -> str:
    """The curve as SVG, both axes logarithmic, so that what grows with the plans is a straight line."""
    import pygal

    chart = pygal.XY(
        logarithmic=True,
        xrange=(points[0].plans, points[-1].plans),
        legend_at_bottom=True,
        show_dots=True,
        js=(),
        x_title="plans",
        y_title="seconds",
        no_prefix=True,
    )
    chart.uuid = "growth"  # a random one would make every drawing another file
    chart.add("planlint check, cold", [(point.plans, point.check) for point in points])
    chart.add("CC", [(point.plans, point.compose) for point in points])
    return str(chart.render(is_unicode=True))
