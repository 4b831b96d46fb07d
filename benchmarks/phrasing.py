"""How plans print their figures: cells of tables, sentences."""

from __future__ import annotations

from random import Random

from benchmarks.draft import Style
from benchmarks.indicators import Indicator

_UPWARD = (
    "达到{}以上",
    "达到{}",
    "提高到{}",
    "不低于{}",
    "保持在{}以上",
    "≥{}",
    "力争达到{}",
    "稳定在{}以上",
)
_DOWNWARD = ("控制在{}以内", "控制在{}以下", "下降到{}", "不高于{}", "不超过{}", "≤{}", "降低到{}以下")
TRENDS = ("逐步提高", "持续改善", "稳步提升", "不断提高")


def cell(indicator: Indicator, value: int, style: Style) -> str:
    """A target in a table."""
    upward = indicator.sign > 0
    number = indicator.printed_value(value) + (indicator.printed if style.unit == "cell" else "")
    if style.signed:
        return f"{'≥' if upward else '≤'}{number}"
    return f"{number}{'以上' if upward else '以下'}"


def sentence(indicator: Indicator, value: int, random: Random) -> str:
    """A target in a sentence."""
    form = random.choice(_UPWARD if indicator.sign > 0 else _DOWNWARD)
    return form.format(indicator.printed_value(value) + indicator.printed)
