"""The units that a statement prints: in its cell, in its column, in brackets behind its name and in the name itself."""

from __future__ import annotations

from fractions import Fraction

from planlint.catalogue import Indicator, split_unit
from planlint.figures import Figure
from planlint.units import NUMBER, Unit, compose, conversion, per_phrase, read_unit


def name_units(name: str, indicator: Indicator | None = None) -> tuple[Unit | None, str | None, Unit | None]:
    """The unit in a name's trailing bracket, its words as printed, and the denominator in the name (每千人口)."""
    bare, bracket, words = split_unit(name)
    return bracket, words, per_phrase(bare) or _per_without_each(bare, indicator)


def together(
    cell: Unit | None, around: Unit | None, per: Unit | None, indicator: Indicator | None
) -> Unit | None:
    """The one unit that cell, column or bracket, and the name's denominator come to."""
    if cell is not None and around is not None and cell.text and around.text.startswith(cell.text):
        cell = around  # 3.5万 under 万人 repeats the scale
    if cell is not None and cell.dimension == NUMBER and around is not None:
        cell = Unit(cell.text + around.text, cell.factor * around.factor, around.dimension)
    unit = cell or around
    if per is None or (unit is not None and "/" in unit.text):
        return unit
    if unit is None:
        counted = indicator.unit_text.split("/")[0] if indicator and "/" in indicator.unit_text else ""
        unit = read_unit(counted) if counted else None
        return compose(unit, per) if unit else None
    return compose(unit, per)


def _per_without_each(name: str, indicator: Indicator | None) -> Unit | None:
    """The denominator of 万车死亡率, 千名老年人养老床位 or 人均住房面积, if the indicator is counted per such things at all."""
    per = _denominator(name)
    if per is None or indicator is None or indicator.unit is None:
        return None
    return per if indicator.unit.dimension.endswith(f" per {per.dimension}") else None


def _denominator(name: str) -> Unit | None:
    """What a name counts by if it counts by anything: 每千人口, 万车, 人均."""
    if name.startswith(("百", "千", "万", "十万", "百万", "亿")):
        return per_phrase(f"每{name}")
    return per_phrase(name) or (per_phrase("每人") if "人均" in name else None)


def factor_of(printed: Unit | None, indicator: Indicator, figure: Figure) -> Fraction | None:
    """From what a statement prints to the indicator's unit; None where the dimensions differ."""
    if indicator.unit is None:
        return Fraction(1) if printed is None or figure.kind == "ratio" else None
    if printed is None:
        return None if figure.kind == "ratio" else Fraction(1)
    factor = conversion(printed, indicator.unit)
    if factor is None and " per " not in indicator.unit.dimension:
        # 人均住房面积 may stand in the catalogue in 平方米: the denominator is in its name.
        per = _denominator(indicator.name)
        factor = None if per is None else conversion(printed, compose(indicator.unit, per))
    return factor
