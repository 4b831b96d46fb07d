"""The reader: one printed figure in, one Figure out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal, cast

from planlint.figures.clause import assemble
from planlint.figures.cursor import Cursor, UnreadableError
from planlint.figures.figure import Figure
from planlint.figures.names import QUANTITY
from planlint.figures.reader import read_clause
from planlint.figures.tokens import Folded, Token, fold_text, tokens
from planlint.figures.words import MISSING
from planlint.units import definitions

LONGEST = 500
"""Characters beyond which a text is no figure."""
_TRAILING = frozenset("。;,、.")
_WRAPPING = {"(": ")"}
_NAME_END = re.compile(f"(?:{QUANTITY})(?=.)")
"""Where the name of an indicator may end."""
_NO_NAME = re.compile(
    r"[0-9<>≤≥=~,;:、，和及与或每各较]|可比|高于|低于|大于|小于|多于|少于|优于|好于|超过|超出|高出|相当|相比|同比|预期|^[高低]|^比(?![重例率])"
)
"""What stands in no single indicator's name."""
_NO_END = re.compile("(?:^[超近约减增升降提涨足限定全满].|[多少]数)$")
"""What no name ends with, though longer ones may begin so: 增值, 增值税收入."""
_BEFORE_VERBS = frozenset(("skip", "per-year", "cumulative", "hedge", "adverb"))
_YEARS = (*"一二三四五六七八九十两", "年", "期间", "内", "来")
"""三年减少化肥使用量5% is no 化肥使用量 of 5%."""
_SHARES = ("率", "比例", "比重", "占比", "比")
"""Names that 的 may stand between and their figure."""
_SCALE_MORE = re.compile(r"(?<=[0-9.一二两三四五六七八九十百千])([万亿])[余多](?=[^0-9])")
_SCALE_ALONE = re.compile(
    r"(?:(?<=[近超过逾达约破到])|(?<=[迈登站]上)|(?P<up>(?<![以之及向网线平年迈登站])上)|(?P<past>(?:^|(?<=首次)|(?<=成功)|(?<=已)|(?<=已经)|(?<=均))过))"
    r"(?P<scale>[万亿]|(?<=[上过])[百千])"
    r"(?=[万亿]?(?:[人家元吨户亩个所名件只头辆项标平公千立级]|$))"
    r"|^(?P<first>[万亿])(?=[万亿]?[人家元吨户亩个]?(?:级|以上))"
)
"""A scale that is the whole number: 近万家, 上千人, 亿元以上."""
_REMARKED = re.compile(r"(?P<level>[^()]++)\((?P<change>[^()]++)\)")
_BRACKETED = re.compile(r"[\[〔【](?P<inner>[^\[\]〔〕【】0-9]++)[\]〕】]")
_SHORTEST_NAME = 2
_LONGEST_NAME = 32
_NAME_TRIES = 4
_YEAR = "[12][0-9]{3}年"
_ONE_NUMBER = re.compile(
    rf"(?P<before>[^0-9]*+(?:{_YEAR}[^0-9]*+)?)(?!{_YEAR})(?P<whole>0(?=\.0*[1-9])|[1-9][0-9]*+)"
    r"(?:\.(?P<decimals>[0-9]++))?(?P<after>[^0-9]*+(?:(?<=/)10万[^0-9]*+)?)"
)
"""A text with a single number in it, above nought; a year or the 10万 of a rate is a word."""
_NOTHING = frozenset(("无", "无单位", "无量纲"))
_SCALE_WORDS = frozenset("十百千万亿")
_DIGITS_OF_A_YEAR = 4
_LISTING = frozenset((",", ";", "、", "和", "与", "及", "以及"))


def read_figure(text: str) -> Figure:
    """What a printed figure says; never raises, and takes time in proportion to the length.

    What cannot be read is of kind `unreadable`, with the index of the character at which reading stopped.
    """
    return _read_with(text, definitions())


@lru_cache(maxsize=4096)
def _read_with(text: str, units: tuple[Path, ...]) -> Figure:
    """A figure read with these unit definitions: the same words are another figure with others."""
    match = _ONE_NUMBER.fullmatch(text)
    if match is None or len(text) > LONGEST or len(match["whole"]) == _DIGITS_OF_A_YEAR:
        return read_words(text)
    before, whole, decimals, after = match.groups("")
    number = Fraction(int(whole + decimals), 10 ** len(decimals))
    return _around_a_number(before, after, len(decimals), units).figure(text, number)


class _Around:
    """The words around a figure's only number, with what they say whichever number that is.

    Plans differ in their numbers more than in their words, and the words are what takes time. What two figures
    of the same words have in common is taken for granted in the next.
    """

    def __init__(self, words: str) -> None:
        self._varies = not any(
            letter.isnumeric() and letter not in _SCALE_WORDS and not letter.isdecimal() for letter in words
        )
        """Not where Chinese numerals may belong to the number."""
        self._first: tuple[Figure, Fraction] | None = None
        self._falls = False
        """Whether the value is the number below nought."""
        self._said: Sequence[Any] | None = None
        """Every field of a figure; None until two figures agreed in all but their numbers."""

    def figure(self, text: str, number: Fraction) -> Figure:
        """What the words say of this number."""
        if self._said is not None:
            _, kind, comparator, _, *others = self._said
            return Figure(text, kind, comparator, -number if self._falls else number, *others)
        figure = read_words(text)
        if self._varies and figure.kind in ("level", "change"):
            self._compare(figure, number)
        return figure

    def _compare(self, figure: Figure, number: Fraction) -> None:
        if self._first is None:
            self._first = figure, number
            return
        first, other = self._first
        for sign in (1, -1):
            alike = first.value == sign * other and figure.value == sign * number
            if (
                alike
                and replace(first, value=figure.value) == figure
                and first.unit_texts == figure.unit_texts
            ):
                self._falls = sign < 0
                self._said = [getattr(first, one.name) for one in fields(first)]


@lru_cache(maxsize=2048)
def _around_a_number(before: str, after: str, _decimals: int, _units: tuple[Path, ...]) -> _Around:
    """The words before and after a number of so many decimals, read with these unit definitions."""
    return _Around(before + after)


def read_words(text: str) -> Figure:
    """What a printed figure says, read word by word."""
    if len(text) > LONGEST:
        return Figure(text, "unreadable", note="too-long", problem_at=LONGEST)
    folded = _more_before_scale(_one_before_scale(_bared(fold_text(text))))
    if not folded.text or folded.text.lower() in MISSING:
        return Figure(text, "missing")
    try:
        figure = _read_words(folded.text)
    except UnreadableError as error:
        for read in (_read_behind_name, _read_with_remark, _read_in_brackets):
            named = read(folded.text)
            if named is not None:
                return replace(named, text=text)
        return Figure(
            text, "unreadable", problem_at=folded.origins[min(error.token.start, len(folded.origins) - 1)]
        )
    return replace(figure, text=text)


def is_nothing(text: str) -> bool:
    """Whether a cell's words say that there is nothing to say: —, /, 无."""
    spelled = _bared(fold_text(text)).text.lower()
    return not spelled or spelled in MISSING or spelled in _NOTHING


def _read_words(words: str) -> Figure:
    return _read(tokens(words), Token("", len(words)))


def _read_behind_name(words: str) -> Figure | None:
    """The figure behind one indicator's name (素养水平提高10%), where all that follows the name is a figure."""
    for match in islice(_NAME_END.finditer(words, 0, _LONGEST_NAME), _NAME_TRIES):
        if _NO_NAME.search(words, 0, match.end()) or words[match.end()] in _LISTING:
            return None
        if match.end() < _SHORTEST_NAME or _NO_END.search(words, 0, match.end()):
            continue
        if words[match.end()] == "的" and match[0] not in _SHARES:
            return None  # 平均水平的95% is no 95%
        try:
            figure = _read_words(words[match.end() :])
        except UnreadableError:
            continue
        if figure.kind in ("level", "band") and match[0] not in _SHARES and _acts(words, match.end()):
            continue
        if figure.kind in ("level", "band", "change", "reference", "ratio"):
            return None if _is_distance(figure) else figure
    return None


def _acts(words: str, end: int) -> bool:
    """Whether what seems a name up to this index is a verb of change and its object, and no level is reached behind it.

    So it is in 年均新增占地面积5万亩, and neither in 降水量500毫米 and 减排量500吨 nor in 降低…浓度降至35.
    """
    if tokens(words[end:])[0].senses.get("reach"):
        return False
    behind = [
        token
        for token in tokens(words[:end])
        if not token.senses.keys() & _BEFORE_VERBS and token.text not in _YEARS
    ]
    if behind and "make" in behind[0].senses:
        return any("change" in token.senses and len(token.text) > 1 for token in behind)
    first = behind[0] if behind else None
    return first is not None and "change" in first.senses and len(first.text) > 1 and end - first.end > 1


def _read_with_remark(words: str) -> Figure | None:
    """A level and the change that leads to it, in brackets: 1200亿元（增长50%）."""
    match = _REMARKED.fullmatch(words)
    if match is None:
        return None
    try:
        figure = _read_words(f"{match['level']},{match['change']}")
    except UnreadableError:
        return None
    kinds = [part.kind for part in figure.parts]
    return figure if kinds in (["level", "change"], ["band", "change"]) else None


def _read_in_brackets(words: str) -> Figure | None:
    """〔省下达〕: a reference where a total would stand."""
    match = _BRACKETED.fullmatch(words)
    try:
        figure = _read_words(match["inner"]) if match is not None else None
    except UnreadableError:
        return None
    return figure if figure is not None and figure.kind == "reference" else None


def _one_before_scale(folded: Folded) -> Folded:
    """近万家 as 近1万家, 上万人 as ≥1万人, 过百亿元 as >百亿元."""
    text, origins = folded.text, folded.origins
    for match in reversed([*_SCALE_ALONE.finditer(text)]):
        scale = match["first"] or match["scale"]
        counted = (
            scale in "百千" and text[match.end() : match.end() + 1] in _SCALE_WORDS
        )  # 百亿 is a hundred of them
        beyond = "≥" if match["up"] else ">" if match["past"] else ""
        spelled = beyond + ("" if counted else "1") + scale
        begun = origins[match.start()]
        text = text[: match.start()] + spelled + text[match.end() :]
        origins = (*origins[: match.start()], *[begun] * len(spelled), *origins[match.end() :])
    return Folded(text, origins)


def _more_before_scale(folded: Folded) -> Folded:
    """4.1万余张 as 4.1余万张, the order in which the unit stays in one piece."""
    text, origins = folded.text, list(folded.origins)
    for match in _SCALE_MORE.finditer(text):
        at = match.start(1)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        origins[at], origins[at + 1] = origins[at + 1], origins[at]
    return Folded(text, tuple(origins))


def _bared(folded: Folded) -> Folded:
    """The text without stops at its end and without brackets around the whole."""
    start, end = 0, len(folded.text)
    while start < end:
        if folded.text[end - 1] in _TRAILING:
            end -= 1
        elif folded.text[start] in _WRAPPING and _closes(folded.text, start, end) == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    return folded.part(start, end)


def _closes(text: str, start: int, end: int) -> int:
    """Index of the bracket that closes the one at start; -1 where none does."""
    depth = 0
    opening = text[start]
    for index in range(start, end):
        depth += (text[index] == opening) - (text[index] == _WRAPPING[opening])
        if depth == 0:
            return index
    return -1


def _read(words: list[Token], last: Token) -> Figure:
    cursor = Cursor(words, last)
    clause = read_clause(cursor, ())
    parts = [assemble(clause)]
    named = clause.named
    mode: str | None = None
    while not cursor.ended:
        join = cursor.peek()
        says = _join(cursor)
        if mode not in (None, says):
            raise UnreadableError(join)
        mode = says
        clause = read_clause(cursor, parts)
        parts.append(assemble(clause))
        if clause.timed is not None and parts[-1].kind not in ("level", "band"):
            raise UnreadableError(clause.timed)
        if named and parts[-1].value is not None and not parts[-1].hedge and parts[-1].form != "relative":
            raise UnreadableError(join)  # 建设高标准农田10万亩，改造提升5万亩
        if says == "all" and _is_distance(parts[-1]) and parts[-1].hedge is None:
            raise UnreadableError(join)
    if mode is None:
        return parts[0]
    return Figure(
        "", "compound", mode=cast(Literal["any", "all"], mode), parts=_with_shared_unit(parts, mode)
    )


def _is_distance(figure: Figure) -> bool:
    """Points that are no level, and of a base that isn't read: 高于全国2.1个百分点、全省1.3个百分点."""
    return figure.kind == "level" and figure.unit is not None and figure.unit.dimension == "百分点"


def _join(cursor: Cursor) -> str:
    """What ties the next clause to the one before: any (或), or all (且, or nothing: ≥80≤90)."""
    says = "all"
    listing = True
    begun = cursor.at
    while cursor.next_is("join") and not (cursor.at > begun and cursor.next_is("base-before")):
        token = cursor.take()
        says = token.senses["join"]
        listing = listing and token.text in _LISTING
    if listing and cursor.number_ahead():
        # 90%、95% are two figures, of two things
        raise UnreadableError(cursor.peek())
    return says


def _with_shared_unit(parts: list[Figure], mode: str) -> tuple[Figure, ...]:
    """2或3家: both are 家."""
    last = parts[-1]
    return tuple(
        replace(part, unit=last.unit)
        if mode == "any" and part.kind == last.kind == "level" and part.unit is None and part.of is None
        else part
        for part in parts
    )
