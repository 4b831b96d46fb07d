"""Figures, ranges and gaps as text, for messages and reports."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from planlint.figures import decimal_text
from planlint.meaning import Meaning
from planlint.ranges import Range
from planlint.words import Lang, Words

_CLOSE = ("%", "‰", "/", "％")


def figure_words(meaning: Meaning, *, in_full: bool = False) -> str:
    """A figure as printed, with the unit that stands beside it where the figure has none of its own.

    `in_full` adds what the name alone says of the unit: 200 个（每万人） of 每万人泊位数.
    """
    if in_full and _counts_by_name(meaning):
        assert meaning.units.per is not None
        return f"{figure_words(meaning)}（每{meaning.units.per.text}）"
    text = " ".join(meaning.statement.figure.split())
    unit = meaning.units.text
    if not unit or meaning.figure.unit_texts or meaning.figure.kind not in ("level", "band"):
        return text
    if "/" in unit.lstrip("/") or not text[-1:].isdigit():
        return f"{text}（{unit}）"
    return text + beside(unit)


def _counts_by_name(meaning: Meaning) -> bool:
    """Whether a level's unit is per so much as its name says, and the words beside the figure don't."""
    return (
        meaning.figure.kind in ("level", "band")
        and meaning.units.per is not None
        and "/" not in (meaning.units.text or "")
    )


def within_title_marks(title: str) -> str:
    """A document's title as it stands between 《 and 》 (GB/T 15834): its own marks left out, those within it single."""
    if title.startswith("《") and title.find("》") == len(title) - 1:
        return title[1:-1]
    return title.replace("《", "〈").replace("》", "〉")


def gap_words(gap: Fraction | None, unit: str, lang: Lang) -> str:
    """A gap with its unit; of two shares it is a difference in percentage points."""
    if gap is None:
        return ""
    if unit == "%":
        points = " percentage point" if gap == 1 else " percentage points"
        return number_words(gap) + Words(" 个百分点", points).in_(lang)
    return number_words(gap) + beside(unit)


def counted_in(meanings: Iterable[Meaning], unit: str) -> tuple[str, Fraction]:
    """The unit that all of some figures, or what they start from, print, and its factor to their canonical one, `unit`.

    The canonical one where they print several or none, and for percentage points.
    """
    found: set[tuple[str, Fraction]] = set()
    for meaning in meanings:
        change, indicator = meaning.change, meaning.indicator
        if indicator is None or indicator.unit_text != unit or unit == "%":
            return unit, Fraction(1)
        relative = change is not None and not change.form.startswith("absolute")
        for side in meaning.bases if relative or meaning.figure.kind == "reference" else (meaning,):
            printed, factor = side.units.printed, side.factor
            says_all = printed is not None and printed.text and printed.dimension != "number"  # 2.0万
            found.add((printed.text, factor) if printed and says_all and factor else (unit, Fraction(1)))
    return found.pop() if len(found) == 1 else (unit, Fraction(1))


def range_words(range_: Range, unit: str) -> str:
    """A range in the notation of intervals, with its unit."""
    if range_.point is not None:
        return "{" + number_words(range_.point) + "}" + beside(unit)
    low = "−∞" if range_.lower is None else number_words(range_.lower)
    high = "∞" if range_.upper is None else number_words(range_.upper)
    left = "[" if range_.lower_closed else "("
    right = "]" if range_.upper_closed else ")"
    return f"{left}{low}, {high}{right}{beside(unit)}"


def ranges_words(ranges: Iterable[Range], unit: str, lang: Lang) -> str:
    """All ranges that a figure may mean."""
    return Words(" 或 ", " or ").in_(lang).join(range_words(range_, unit) for range_ in ranges)


def number_words(number: Fraction) -> str:
    """A number for a person: exact where six decimal places do, else rounded to four places or four figures."""
    text = decimal_text(number)
    if len(text.partition(".")[2]) <= 6:
        return text
    places = 4
    while abs(number) * 10**places < 1000:
        places += 1
    return "≈" + decimal_text(Fraction(round(number * 10**places), 10**places))


def beside(unit: str) -> str:
    """A unit as it stands behind a number."""
    return unit if unit.startswith(_CLOSE) or not unit else f" {unit}"
