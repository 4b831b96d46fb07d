"""How one printed figure is read, as JSON of the machine contract and as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from planlint.catalogue import Indicator, Naming
from planlint.figures import Figure, decimal_text, print_figure, read_figure
from planlint.frozen import frozen
from planlint.meaning import level_range, read_as, taken_for, together
from planlint.model import SourcePlace, Statement
from planlint.printing import number_words, range_words
from planlint.ranges import Range
from planlint.reporting.terminal import columns, visible
from planlint.units import Unit, per_phrase, read_unit
from planlint.words import Lang, Words


@frozen()
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
    remark: Words | None
    """What is to be said of the indicator's name: that it is unknown, or may mean several."""


def read_words(
    words: str,
    unit: str | None = None,
    indicator: Indicator | None = None,
    remark: Words | None = None,
    *,
    name: str | None = None,
) -> ReadWords:
    """Read a printed figure as a target, beside a unit column and an indicator where they are given.

    `name` is the indicator's name as printed, whose denominator (每千人口) goes before the catalogue's.
    """
    figure = read_figure(words)
    if indicator is None:
        taken, column = taken_for(None, figure), read_unit(unit) if unit else None
        printed = together(taken.unit, column, per_phrase(name or "") if column or taken.unit else None, None)
        range_ = level_range(taken, "unknown", target=True)
        return ReadWords(figure, printed, unit if column is None else None, None, range_, False, remark)
    statement = replace(
        _TARGET, name=name if name and per_phrase(name) else indicator.name, figure=words, unit=unit
    )
    reading = read_as(Naming(indicator), statement)
    units, result = reading.units, reading.result
    said = units.printed if units.cell or units.column else None
    return ReadWords(
        figure, said, units.unknown, indicator, result.range, result.reason == "dimension", remark
    )


_TARGET = Statement(
    name="", indicator_id=None, kind="target", year=None, first_year=None, figure="", path=(), name_path=(), unit=None,
    nature=None, population=None, place=None, part=None, basis=None, norm=False, id=None, sum_of=(), waivers=(),
    note=None, at=SourcePlace(None, None, None, None, None),
)  # fmt: skip
"""What `parse` asks about: a target of which only the figure, the unit and the name are known."""


def reading_json(reading: ReadWords, lang: Lang) -> dict[str, Any]:
    """The object of `planlint parse --format json` (docs/json.md)."""
    figure, range_ = reading.figure, reading.range
    data: dict[str, Any] = {
        "figure": figure.text,
        "kind": figure.kind,
        "comparator": figure.comparator,
        "value": _printed(figure.value, figure),
        "high": decimal_text(figure.high) if figure.high is not None else None,
        "unit": (reading.unit.text or None) if reading.unit else None,
        "base": figure.base,
        "per": figure.per,
        "hedge": figure.hedge,
        "lower": decimal_text(range_.lower) if range_ and range_.lower is not None else None,
        "upper": decimal_text(range_.upper) if range_ and range_.upper is not None else None,
        "note": _note(reading, lang),
    }
    if figure.value is not None and not _ends(figure.value):
        data["exact"] = f"{figure.value.numerator}/{figure.value.denominator}"
    return data


def explain_reading(reading: ReadWords, lang: Lang) -> str:
    """The same for a person, a line a fact."""
    figure = reading.figure
    unit = reading.unit.text if reading.unit else ""
    shown_unit = reading.indicator.unit_text if reading.indicator else unit
    per_year = Words("一年", "year").in_(lang) if figure.per else None
    facts = [
        (Words("数值", "figure"), figure.text),
        (Words("指标", "indicator"), reading.indicator.title(lang) if reading.indicator else None),
        (Words("类型", "kind"), KIND_WORDS[figure.kind].in_(lang)),
        (Words("比较", "comparator"), figure.comparator),
        (Words("数", "value"), _told(figure)),
        (Words("上端", "high"), number_words(figure.high) if figure.high is not None else None),
        (Words("单位", "unit"), unit or None),
        (Words("基数", "base"), str(figure.base) if figure.base is not None else None),
        (Words("每", "per"), per_year),
        (Words("语气", "hedge"), figure.hedge),
        (Words("取值范围", "range"), range_words(reading.range, shown_unit) if reading.range else None),
        (Words("说明", "note"), _note(reading, lang)),
    ]
    lines = [visible(f"{label.in_(lang)}: {value}") for label, value in facts if value is not None]
    if figure.kind == "unreadable" and figure.problem_at is not None:
        lines.append("  " + visible(figure.text))
        lines.append("  " + " " * columns(figure.text[: figure.problem_at]) + "^")
    return "\n".join(lines)


def _note(reading: ReadWords, lang: Lang) -> str | None:
    return Words("；", "; ").in_(lang).join(words.in_(lang) for words in _notes(reading)) or None


def _notes(reading: ReadWords) -> Iterator[Words]:
    figure = reading.figure
    if reading.remark:
        yield reading.remark
    if figure.note:
        yield NOTES.get(figure.note, Words(figure.note, figure.note))
    if figure.start is not None:
        start = print_figure(figure.start)
        yield Words(f"起点 {start}", f"from {start}")
    if figure.parts:
        kinds = [(print_figure(part), KIND_WORDS[part.kind]) for part in figure.parts]
        either = figure.mode == "any"
        yield Words(
            (" 或 " if either else " 且 ").join(f"{text}（{kind.zh}）" for text, kind in kinds),
            (" or " if either else " and ").join(f"{text} ({kind.en})" for text, kind in kinds),
        )
    if figure.cumulative:
        yield Words("规划期内累计", "a total over the period")
    if figure.each:
        yield Words(f"以每一个为单位：{figure.each}", f"for each: {figure.each}")
    if reading.unknown_unit:
        yield Words(f"单位不认识：{reading.unknown_unit}", f"unknown unit: {reading.unknown_unit}")
    if reading.wrong_dimension and reading.indicator and reading.unit:
        printed, usual = reading.unit.text, reading.indicator.unit_text
        yield Words(
            f"单位“{printed}”与该指标不符（应为“{usual}”）"
            if usual
            else f"该指标没有单位，却写了“{printed}”",
            f"“{printed}” does not measure this indicator"
            + (f" (“{usual}” does)" if usual else ", which has no unit"),
        )
    if figure.kind == "unreadable" and figure.problem_at is not None:
        at = figure.problem_at + 1
        yield Words(f"从第 {at} 个字起读不懂", f"can't be read from character {at} on")


def _told(figure: Figure) -> str | None:
    """The value for a person."""
    if figure.value is None or _ends(figure.value):
        return _printed(figure.value, figure)
    return number_words(figure.value)


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


def _ends(number: Fraction) -> bool:
    """Whether a number is a finite decimal."""
    denominator = number.denominator
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

NOTES = {
    "ambiguous-percent": Words(
        "可指百分点，也可指相对变化", "may mean percentage points or a relative change"
    ),
    "from-to": Words("由一个水平到另一个水平，后者为准", "from one level to another; the latter counts"),
    "counts-each": Words("每一个都要达到", "each of them must reach it"),
    "bounds-differ": Words(
        "两处比较词宽严不一，以前者为准", "its two signs differ in strictness; the first counts"
    ),
    "about-bound": Words("“约”与界限并用，以界限为准", "“about” beside a bound; the bound counts"),
    "change-without-unit": Words(
        "没有单位，不知是百分点还是相对变化", "no unit: points or a relative change"
    ),
    "not-worse-than": Words(
        "“不劣于”：方向由指标决定", "“not worse than”: the indicator decides the direction"
    ),
    "sum-of-years": Words("规划期各年合计", "what the years of the plan add up to"),
    "constant-prices": Words("按可比价计算", "at constant prices"),
    "to-multiple": Words("是基数的这么多倍", "so many times the base"),
    "too-long": Words("文字过长，请只留下数值", "too long for a figure; leave the figure alone"),
    "better-than": Words("“优于”：方向由指标决定", "“better than”: the indicator decides the direction"),
}
