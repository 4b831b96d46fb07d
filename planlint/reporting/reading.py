"""How one printed figure is read, as JSON of the machine contract and as lines for a person."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planlint.catalogue import Indicator
from planlint.figures import Figure, decimal_text, print_figure, read_figure
from planlint.meaning import level_range, together
from planlint.printing import range_words
from planlint.ranges import Range
from planlint.units import Unit, conversion, per_phrase, read_unit
from planlint.words import Lang, Words


@dataclass(frozen=True, slots=True)
class ReadWords:
    """A figure with the unit and indicator that it was read beside."""

    figure: Figure
    unit: Unit | None
    """As printed in cell and column together."""
    unknown_unit: str | None
    indicator: Indicator | None
    range: Range | None
    """In the indicator's canonical unit where one is given, else in the printed unit."""
    wrong_dimension: bool


def read_words(words: str, unit: str | None = None, indicator: Indicator | None = None) -> ReadWords:
    """Read a printed figure as a target, beside a unit column and an indicator where they are given."""
    figure = read_figure(words)
    column = read_unit(unit) if unit else None
    per = per_phrase(indicator.name) if indicator else None
    printed = together(figure.unit, column, per if column or figure.unit else None, indicator)
    range_ = level_range(figure, indicator.direction if indicator else "unknown", target=True)
    wrong = False
    if range_ is not None and indicator is not None and printed is not None:
        factor = conversion(printed, indicator.unit) if indicator.unit else None
        wrong = factor is None and figure.kind != "ratio"
        range_ = range_.scaled(factor) if factor is not None else (None if wrong else range_)
    return ReadWords(figure, printed, unit if unit and column is None else None, indicator, range_, wrong)


def reading_json(reading: ReadWords, lang: Lang) -> dict[str, Any]:
    """The object of `planlint parse --format json` (design, section 8)."""
    figure, range_ = reading.figure, reading.range
    data: dict[str, Any] = {
        "figure": figure.text,
        "kind": figure.kind,
        "comparator": figure.comparator,
        "value": _printed(figure.value, figure),
        "high": _printed(figure.high, figure),
        "unit": (reading.unit.text or None) if reading.unit else None,
        "base": figure.base,
        "per": figure.per,
        "hedge": figure.hedge,
        "lower": decimal_text(range_.lower) if range_ and range_.lower is not None else None,
        "upper": decimal_text(range_.upper) if range_ and range_.upper is not None else None,
        "note": "；".join(_notes(reading, lang)) or None,
    }
    if figure.value is not None and not _ends(figure.value.denominator):
        data["exact"] = f"{figure.value.numerator}/{figure.value.denominator}"
    return data


def explain_reading(reading: ReadWords, lang: Lang) -> str:
    """The same for a person, a line a fact."""
    figure = reading.figure
    unit = reading.unit.text if reading.unit else ""
    shown_unit = reading.indicator.unit_text if reading.indicator else unit
    facts = [
        (Words("数值", "figure"), figure.text),
        (Words("类型", "kind"), KIND_WORDS[figure.kind].in_(lang)),
        (Words("比较", "comparator"), figure.comparator),
        (Words("数", "value"), decimal_text(figure.value) if figure.value is not None else None),
        (Words("上端", "high"), decimal_text(figure.high) if figure.high is not None else None),
        (Words("单位", "unit"), unit or None),
        (Words("基数", "base"), str(figure.base) if figure.base is not None else None),
        (Words("每年", "per"), figure.per),
        (Words("语气", "hedge"), figure.hedge),
        (Words("取值范围", "range"), range_words(reading.range, shown_unit) if reading.range else None),
        (Words("说明", "note"), "；".join(_notes(reading, lang)) or None),
    ]
    lines = [f"{label.in_(lang)}: {value}" for label, value in facts if value is not None]
    if figure.kind == "unreadable" and figure.problem_at is not None:
        from planlint.reporting.text import columns

        lines.append("  " + figure.text)
        lines.append("  " + " " * columns(figure.text[: figure.problem_at]) + "^")
    return "\n".join(lines)


def _notes(reading: ReadWords, lang: Lang) -> list[str]:
    figure = reading.figure
    notes = []
    if figure.note:
        words = _NOTES.get(figure.note)
        notes.append(words.in_(lang) if words else figure.note)
    if figure.start is not None and figure.start.value is not None:
        start = figure.start.text or decimal_text(figure.start.value)
        notes.append(Words(f"起点 {start}", f"from {start}").in_(lang))
    if figure.parts:
        parts = (Words(" 或 ", " or ") if figure.mode == "any" else Words(" 且 ", " and ")).in_(lang)
        notes.append(parts.join(f"{print_figure(part)}（{KIND_WORDS[part.kind].in_(lang)}）" for part in figure.parts))
    if figure.cumulative:
        notes.append(Words("规划期内累计", "a total over the period").in_(lang))
    if figure.each:
        notes.append(Words(f"以每一个为单位：{figure.each}", f"for each: {figure.each}").in_(lang))
    if reading.unknown_unit:
        notes.append(
            Words(f"单位不认识：{reading.unknown_unit}", f"unknown unit: {reading.unknown_unit}").in_(lang)
        )
    if reading.wrong_dimension and reading.indicator and reading.unit:
        notes.append(
            Words(
                f"单位“{reading.unit.text}”与该指标不符（应为“{reading.indicator.unit_text}”）",
                f"“{reading.unit.text}” does not measure this indicator (“{reading.indicator.unit_text}” does)",
            ).in_(lang)
        )
    if figure.kind == "unreadable" and figure.problem_at is not None:
        at = figure.problem_at + 1
        notes.append(Words(f"读到第 {at} 个字为止", f"reading stopped at character {at}").in_(lang))
    return notes


def _printed(number: Fraction | None, figure: Figure) -> str | None:
    """A number with as many decimal places as the figure prints: 65.20 stays 65.20."""
    if number is None:
        return None
    text = decimal_text(number)
    places = 0
    while figure.step is not None and (figure.step * 10**places).denominator > 1 and places < 28:
        places += 1
    whole, _, decimals = text.partition(".")
    return text if len(decimals) >= places else f"{whole}.{decimals:0<{places}}"


def _ends(denominator: int) -> bool:
    """Whether a fraction with this denominator, in lowest terms, is a finite decimal."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


KIND_WORDS = {
    "level": Words("水平", "level"),
    "band": Words("区间", "band"),
    "change": Words("变化", "change"),
    "reference": Words("参照", "reference"),
    "trend": Words("趋势", "trend"),
    "done": Words("完成", "done"),
    "ratio": Words("比例", "ratio"),
    "missing": Words("缺失", "missing"),
    "compound": Words("复合", "compound"),
    "unreadable": Words("读不懂", "unreadable"),
}

_NOTES = {
    "ambiguous-percent": Words(
        "可指百分点，也可指相对变化", "may mean percentage points or a relative change"
    ),
    "from-to": Words("由一个水平到另一个水平，后者为准", "from one level to another; the latter counts"),
    "counts-each": Words("每一个都要达到", "each of them must reach it"),
    "better-than": Words("“优于”：方向由指标决定", "“better than”: the indicator decides the direction"),
}
