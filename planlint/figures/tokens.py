"""A printed figure as words: folded character by character, then cut at the longest known word, number or unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from planlint.figures.numerals import ARABIC, NUMERALS, Numeral, read_numeral
from planlint.figures.words import Role, words
from planlint.frozen import frozen
from planlint.units import Unit, fold, leading_per, leading_unit, read_unit

_AFTER_NUMBERS: frozenset[Role] = frozenset(
    ("fraction", "tenth", "op-after", "between", "join", "ratio", "span", "more")
)
_QUOTES = frozenset("“”‘’\"'「」『』《》〈〉＂＇")
_PAIRS = ("《》", "〈〉")
_BOUNDS = ("至少", "至多")
_MEANS = {"亩均": "亩", "亩产": "亩", "月人均": "月", "月均": "月"}
"""Means that say what they are taken over."""
_OF_MEANS = frozenset(mean[0] for mean in _MEANS)
_POWERS = {"²": "2", "³": "3"}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TIMES: frozenset[Role] = frozenset(("year", "period", "point", "point-after"))
_EARLY = "提前"
_BEFORE_RANKS = "第前"
_OF_RANKS = {"第": ("", "位", "名"), "前": ("", "位", "名", "强", "%")}
_BEHIND_RANKS = frozenset(",;。、()并且或")
_SPAN_OF_YEARS = ("-", "—", "~", "至", "到")


@frozen()
class Token:
    """One word of a figure, with every part it may play."""

    text: str
    start: int
    """Index in the folded text."""
    senses: Mapping[Role, str] = field(default_factory=dict)
    numeral: Numeral | None = None
    unit: Unit | None = None
    """Of a unit, and of a denominator (每万人口)."""
    year: int | str | None = None
    """A year, or the words of a span of years."""

    @property
    def end(self) -> int:
        """Index after it in the folded text."""
        return self.start + len(self.text)


@frozen()
class Folded:
    """A figure's text without blanks, quotes and typographic variants."""

    text: str
    origins: tuple[int, ...]
    """For every character the index of the printed one that it comes from."""

    def part(self, start: int, end: int) -> Folded:
        """The characters from start to end."""
        return Folded(self.text[start:end], self.origins[start:end])


def fold_text(printed: str) -> Folded:
    """The figure's text without blanks and variants.

    A blank between two digits stays, for 80 90 are two numbers or one: nobody can say.
    """
    characters: list[str] = []
    origins: list[int] = []
    blank_at: int | None = None
    # 》97 is typed for ≥97 or ＞97
    lone = {sign for pair in _PAIRS if printed.count(pair[0]) != printed.count(pair[1]) for sign in pair}
    for index, character in enumerate(printed):
        folded = "" if character in _QUOTES and character not in lone else fold(character)
        if folded[1:2] == "/" and characters[-1:] and characters[-1] in ARABIC:
            # 3½ is not 31/2
            folded = character
        if character in _POWERS and characters[-1:] == ["m"]:
            folded = _POWERS[character]
        if not folded:
            blank_at = index if character not in _QUOTES else blank_at
            continue
        if blank_at is not None and characters and characters[-1] in ARABIC and folded[0] in ARABIC:
            characters.append(" ")
            origins.append(blank_at)
        blank_at = None
        characters.extend(folded)
        origins.extend([index] * len(folded))
    return Folded("".join(characters), tuple(origins))


def tokens(text: str) -> list[Token]:
    """The words of a folded text, in order; what is not known stands as single characters without a sense."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        token = _token(text, at, found[-1] if found else None)
        found.append(token)
        at = token.end
    return found


@lru_cache(maxsize=1)
def vocabulary() -> tuple[Mapping[str, Mapping[Role, str]], Mapping[str, int]]:
    """Every known word with its senses, and by first character the length of the longest."""
    known: dict[str, dict[Role, str]] = {}
    longest: dict[str, int] = {}
    for spelling, word in words():
        known.setdefault(spelling, {}).setdefault(word.role, word.says)
    for spelling in known:
        longest[spelling[0]] = max(longest.get(spelling[0], 0), len(spelling))
    return known, longest


def _token(text: str, at: int, before: Token | None) -> Token:
    year = _year(text, at)
    if year is not None:
        return year
    if text[at] in _BEFORE_RANKS:
        rank = _rank(text, at, before)
        if rank is not None:
            return rank
    early = _early(text, at) if text[at] == _EARLY[0] else None
    if early is not None:
        return early
    word = _word(text, at, first=before is None)
    per = leading_per(text, at, times=True) if text[at] == "每" else None
    if per and (word is None or per[1] > word.end):
        return Token(text[at : per[1]], at, {"per": ""}, unit=per[0])
    mean = _mean(text, at) if text[at] in _OF_MEANS and not (before and before.numeral) else None
    if mean is not None:
        return Token(mean, at, {"mean": ""}, unit=read_unit(_MEANS[mean]))
    unit = leading_unit(text, at) if _may_be_unit(before) else None
    if unit and (word is None or unit[1] > word.end or _measures(before, word, unit[1])):
        return Token(text[at : unit[1]], at, {"unit": ""}, unit=unit[0])
    numeral = read_numeral(text, at)
    if numeral and (word is None or numeral.end > word.end):
        return Token(text[at : numeral.end], at, {"number": ""}, numeral=numeral)
    # a malformed number (十百, 007) is part of no name
    return word or Token(text[at], at, {"vague" if text[at] in NUMERALS else "unknown": ""})


def _mean(text: str, at: int) -> str | None:
    return next((mean for mean in _MEANS if text.startswith(mean, at)), None)


def _measures(before: Token | None, word: Token, unit_end: int) -> bool:
    """Whether the unit is meant and not the word that is as long or longer: 3年 and not 年内, but 三分之一."""
    if before is None or before.unit is not None:
        return False
    return unit_end == word.end or (before.numeral is not None and not word.senses.keys() & _AFTER_NUMBERS)


def _may_be_unit(before: Token | None) -> bool:
    return before is not None and bool(before.senses.keys() & {"number", "more", "unit", "open", "stop"})


def _word(text: str, at: int, *, first: bool) -> Token | None:
    """The longest known word; 以上 and the like follow something, so that 以上级下达为准 begins with 以."""
    known, longest = vocabulary()
    for length in range(min(longest.get(text[at], 0), len(text) - at), 0, -1):
        senses = known.get(text[at : at + length])
        if senses is None or (first and senses.keys() == {"op-after"}):
            continue
        if text.startswith(_BOUNDS, at + length - 1) and length > 1:
            # 提高至少3个百分点 is 提高 and 至少
            continue
        if text.startswith("年均", at + length - 1) and text[at : at + length - 1] in known:
            # 基期年均增长7% is 基期 and 年均
            continue
        if senses:
            return Token(text[at : at + length], at, senses)
    return None


def _rank(text: str, at: int, before: Token | None) -> Token | None:
    """第8位, 前三, 前10%: a place among others."""
    if text[at] == "前" and before is not None and before.senses.keys() & _TIMES:
        return None  # 2025年前10%
    numeral = read_numeral(text, at + 1)
    if numeral is None:
        return None
    end = numeral.end
    if text[end : end + 1] in _OF_RANKS[text[at]]:
        end += text[end : end + 1] != ""
    elif text[end] not in _BEHIND_RANKS and not text.startswith(("以内", "之内"), end):
        return None  # 前三季度, 第三产业
    return Token(text[at:end], at, {"area": "", "tail": ""})


def _early(text: str, at: int) -> Token | None:
    """提前一年, 提前3个月: ahead of time, and no number of what is reached."""
    numeral = read_numeral(text, at + len(_EARLY)) if text.startswith(_EARLY, at) else None
    unit = leading_unit(text, numeral.end) if numeral is not None else None
    if unit is None or unit[0].dimension not in ("calendar", "time"):
        return None
    return Token(text[at : unit[1]], at, {"adverb": ""})


def _year(text: str, at: int) -> Token | None:
    """2025年, 二〇二五年, 2016-2020年."""
    after = text[at + 4 : at + 5]
    if after == "年":
        year = _four_digits(text, at)
        return None if year is None else Token(text[at : at + 5], at, {"year": ""}, year=year)
    if after in _SPAN_OF_YEARS and text[at + 9 : at + 10] == "年":
        if _four_digits(text, at) is None or _four_digits(text, at + 5) is None:
            return None
        return Token(text[at : at + 10], at, {"year": ""}, year=text[at : at + 10])
    return None


def _four_digits(text: str, at: int) -> int | None:
    digits = text[at : at + 4].translate(_DIGITS)
    if len(digits) < 4 or any(digit not in ARABIC for digit in digits):
        return None
    return int(digits) if 1949 <= int(digits) <= 2100 else None
