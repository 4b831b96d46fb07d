"""Numbers as plans print them: 1,234.5, 八十, 十二点五, 两三, 二〇二五."""

from __future__ import annotations

import re
from fractions import Fraction

from planlint.frozen import frozen

ARABIC = "0123456789"
_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_TENS = {"廿": 20, "卅": 30}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PART = re.compile("([0-9]+)([百千]?)(万亿|[万亿]|)")
_PARTS = re.compile("(?:[0-9]++[百千]?+(?:万亿|[万亿])?+){2,10}")
_SMALL = {"": 1, "百": 100, "千": 1000}
_LARGE = {"": 1, **_MYRIADS, "万亿": 10**12}
_CHINESE = frozenset((*_DIGITS, *_TENS, *_UNITS))
NUMERALS = frozenset((*ARABIC, *_CHINESE))
"""Characters that a number may begin with."""
_POINT = "点"


@frozen()
class Numeral:
    """A number as printed."""

    value: Fraction
    step: Fraction
    """One unit of its last digit."""
    end: int
    """Index after it."""
    high: Fraction | None = None
    """两三 and 三五 mean a span."""
    separated: bool = False
    """Whether it has thousands separators."""


def read_numeral(text: str, start: int) -> Numeral | None:
    """The number at text[start:] of normalised text, unsigned; None where there is none.

    A scale word at the end (120万, 一百二十万) is left to be read as part of the unit.
    """
    if start >= len(text):
        return None
    if text[start] in ARABIC:
        return _arabic(text, start)
    if text[start] in _CHINESE:
        return _chinese(text, start)
    return None


def _arabic(text: str, start: int) -> Numeral | None:
    if text[start] == "0" and text[start + 1 : start + 2] in tuple(ARABIC):
        return None  # before the rest is looked at: each of many zeros would look at all of it
    end = _digits_end(text, start)
    digits = text[start:end]
    separated = False
    if end - start <= 3 and digits[0] != "0":
        while text[end : end + 1] == "," and _digits_end(text, end + 1) == end + 4:
            digits += text[end + 1 : end + 4]
            end += 4
            separated = True
    compound = None if separated else _with_scales(text, start)
    if compound is not None:
        return compound
    decimals = ""
    if text[end : end + 1] == "." and text[end + 1 : end + 2] in tuple(ARABIC):
        stop = _digits_end(text, end + 1)
        decimals, end = text[end + 1 : stop], stop
    scale = 10 ** len(decimals)
    return Numeral(Fraction(int(digits + decimals), scale), Fraction(1, scale), end, separated=separated)


def _with_scales(text: str, start: int) -> Numeral | None:
    """2千5百万 is 25 with 百万 left over, 1亿2000万 12000 with 万, and 3万5000 is 35000.

    None where no second part follows, or a single digit: 3万5 may be 30005 or 35000.
    """
    found = _PARTS.match(text, start)
    if found is None:
        return None
    parts = _PART.findall(found[0])
    digits, small, large = parts[-1]
    bare = not small and not large
    if int(parts[0][0]) == 0 or (bare and len(digits) == 1):
        return None
    left, end = _SMALL[small] * _LARGE[large], found.end() - len(small + large)
    total, section = 0, 1
    for digits, small, large in reversed(parts):
        own = _LARGE[large]
        # the 万 of 2千5百万 is of both
        scale = _SMALL[small] * (own if own >= section else own * section)
        section = max(section, own)
        if scale <= total:
            return None
        total += int(digits) * scale
    return Numeral(Fraction(total, left), Fraction(1), end)


def _digits_end(text: str, start: int) -> int:
    while start < len(text) and text[start] in ARABIC:
        start += 1
    return start


def _chinese(text: str, start: int) -> Numeral | None:
    end = _chinese_end(text, start)
    words = text[start:end]
    if all(word in _DIGITS for word in words) and len(words) > 1:
        return _digit_by_digit(text, start, end)
    value = _DIGITS[words] if words in _DIGITS else _below_myriad(words)
    if value is None:
        return None
    scaled = _chinese_with_scales(text, value, end)
    return scaled if scaled is not None else _with_point(text, Fraction(value), end)


def _chinese_with_scales(text: str, value: int, end: int) -> Numeral | None:
    """三万五千 is 35000, 一亿五千万 is 15000 with 万 left over; None where no second part follows."""
    total, last, parts = Fraction(0), 0, 0
    while True:
        scale = _MYRIADS.get(text[end : end + 1], 0)
        if parts and (scale or 1) >= last:
            return None
        total += value * (scale or 1)
        following = _chinese_end(text, end + 1)
        # 八十万千瓦 is measured in 千瓦
        counted = scale and text[end + 1 : end + 2] in _DIGITS
        part = _below_myriad(text[end + 1 : following].lstrip("零〇")) if counted else None
        if part is None or (part < 10 and text[end + 1] not in "零〇"):
            break
        value, last, parts, end = part, scale, parts + 1, following
    return Numeral(total / (scale or 1), Fraction(1), end) if parts else None


def _digit_by_digit(text: str, start: int, end: int) -> Numeral | None:
    """二〇二五, or a span (两三)."""
    values = [_DIGITS[word] for word in text[start:end]]
    if len(values) == 2 and 0 not in values:
        low, high = values
        spans = high == low + 1 or (low, high) == (3, 5)
        return Numeral(Fraction(low), Fraction(1), end, high=Fraction(high)) if spans else None
    if 0 in values or len(values) > 3:
        return _with_point(text, Fraction(int("".join(map(str, values)))), end)
    return None


def _chinese_end(text: str, start: int) -> int:
    while start < len(text) and text[start] in _CHINESE:
        start += 1
    return start


def _with_point(text: str, whole: Fraction, end: int) -> Numeral:
    stop = end + 1
    while stop < len(text) and text[stop] in _DIGITS:
        stop += 1
    if text[end : end + 1] != _POINT or stop == end + 1:
        return Numeral(whole, Fraction(1), end)
    decimals = "".join(str(_DIGITS[word]) for word in text[end + 1 : stop])
    scale = 10 ** len(decimals)
    return Numeral(whole + Fraction(int(decimals), scale), Fraction(1, scale), stop)


def _below_myriad(words: str) -> int | None:
    """三千二百零五, 一百二, 廿五, 百; None where the units do not fall (十百) or digits pile up."""
    total, digit, last_unit = 0, None, 10**4
    for position, word in enumerate(words):
        if word in _TENS:
            if total or digit is not None:
                return None
            total, last_unit = _TENS[word], 10
        elif word in _UNITS:
            unit = _UNITS[word]
            if unit >= last_unit or (digit is None and position):
                return None
            total, digit, last_unit = total + (1 if digit is None else digit) * unit, None, unit
        elif _DIGITS[word] == 0:
            if digit is not None or not position:
                return None
        elif digit is None:
            digit = _DIGITS[word]
        else:
            return None
    if not words:
        return None
    if digit is None:
        return total
    # 一百二 is 120, 一百零二 is 102
    short = last_unit >= 100 and last_unit < 10**4 and words[-2] not in "零〇"
    return total + digit * (last_unit // 10 if short else 1)
