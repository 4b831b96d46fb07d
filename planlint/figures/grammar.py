"""The reader: words in, one Figure out. Clauses are read from left to right, once, every word moving on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal, cast

from planlint.figures.amounts import Amount, Cursor, UnreadableError, read_amount
from planlint.figures.clause import Clause, assemble
from planlint.figures.figure import Direction, Figure
from planlint.figures.tokens import Folded, Token, fold_text, tokens
from planlint.figures.words import MISSING
from planlint.units import FRACTION

LONGEST = 500
"""Characters beyond which a text is no figure."""
_TRAILING = frozenset("。;,、.")
_PAIRS = {"(": ")", "[": "]", "〔": "〕", "【": "】"}
_SIGNS: dict[str, Direction] = {"up": 1, "down": -1, "level": 0}
_MOST_DOUBLINGS = 10


def read_figure(text: str) -> Figure:
    """What a printed figure says; never raises.

    What cannot be read is of kind `unreadable`, with the index of the character at which reading stopped.
    """
    if len(text) > LONGEST:
        return Figure(text, "unreadable", note="too-long", problem_at=LONGEST)
    folded = _bared(fold_text(text))
    if not folded.text or folded.text.lower() in MISSING:
        return Figure(text, "missing")
    try:
        figure = _read(folded)
    except UnreadableError as error:
        return Figure(text, "unreadable", problem_at=_origin(folded, error.token.start))
    return replace(figure, text=text)


def _origin(folded: Folded, at: int) -> int:
    return folded.origins[min(at, len(folded.origins) - 1)]


def _bared(folded: Folded) -> Folded:
    """The text without stops at its end and without round brackets around the whole."""
    start, end = 0, len(folded.text)
    while start < end:
        last = folded.text[end - 1]
        if last in _TRAILING:
            end -= 1
        elif folded.text[start] == "(" and _closes(folded.text, start, end) == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    return folded.part(start, end)


def _closes(text: str, start: int, end: int) -> int:
    depth = 0
    for index in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return -1


def _read(folded: Folded) -> Figure:
    words = tokens(folded.text)
    last = Token("", len(folded.text))
    cursor = Cursor([*words, last])
    parts: list[Figure] = []
    mode: Literal["any", "all"] | None = None
    while True:
        clause = _Reader(cursor, first=not parts).clause()
        parts.append(assemble(clause))
        if cursor.ended:
            break
        join = cursor.peek()
        says = "all"
        while cursor.next_is("join"):
            says = cursor.take().senses["join"]
            bare = cursor.number_ahead() and says == "all" and join.text != "并"
            if bare:
                raise UnreadableError(cursor.peek())
        if mode not in (None, says):
            raise UnreadableError(join)
        mode = cast(Literal["any", "all"], says)
    if len(parts) == 1:
        return parts[0]
    return Figure("", "compound", mode=mode, parts=_with_shared_unit(parts))


def _with_shared_unit(parts: list[Figure]) -> tuple[Figure, ...]:
    """2或3家: both are 家."""
    last = parts[-1]
    return tuple(
        replace(part, unit=last.unit) if part.kind == last.kind == "level" and part.unit is None else part
        for part in parts
    )


class _Reader:
    """Reads one clause from the cursor."""

    def __init__(self, cursor: Cursor, *, first: bool) -> None:
        self.cursor = cursor
        self.first = first
        self.said = Clause(cursor.peek())

    def clause(self) -> Clause:
        """Everything up to the end or to a word that joins another clause."""
        while not self.cursor.ended and not self._at_join():
            token = self.cursor.peek()
            self.said.end = token
            moved = self._after_amount(token) if self.said.amount is not None else self._before_amount(token)
            if not moved:
                raise UnreadableError(token)
        self.said.end = self.cursor.peek()
        if self.said.amount is None and self.said.start is not None:
            raise UnreadableError(self.said.end)
        return self.said

    def _at_join(self) -> bool:
        """Whether another clause begins here, with a joining word or without (≥80≤90)."""
        said, cursor = self.said, self.cursor
        token = cursor.peek()
        if (
            said.amount is not None
            and not said.leaving
            and "op" in token.senses
            and "op-after" not in token.senses
        ):
            return True
        if "join" not in token.senses:
            return False
        if said.leaving:
            return False
        if said.has_content:
            return True
        return False

    def _joins_words(self, token: Token) -> bool:
        """达到或超过, 达到并保持在, a comma after the time: a joining word before anything is said."""
        said = self.said
        if "join" not in token.senses or (said.leaving and token.text != ","):
            return False
        self.cursor.take()
        if token.senses["join"] == "any":
            if not (said.before or said.reach is not None or said.better):
                raise UnreadableError(token)
            said.or_equal = True
            said.before = [(op, at) for op, at in said.before if op != "="]
        return True

    def _before_amount(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        if self._reference_ahead():
            return True
        if cursor.number_ahead():
            if not self._year_without_word() and not self._time_allowed():
                said.amount = read_amount(cursor, spans=not said.leaving)
            return True
        return (
            self._fraction_word(token)
            or self._time(token)
            or self._base(token)
            or self._joins_words(token)
            or self._comparison(token)
            or self._scope(token)
            or self._said(token)
        )

    def _after_amount(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        assert said.amount is not None
        if "op-after" in token.senses:
            said.after.append((token.senses["op-after"], cursor.take()))
            return True
        if "open" in token.senses:
            return self._bracket()
        if self._leaves(token):
            said.start, said.amount, said.leaving = said.amount, None, False
            return self._before_amount(token)
        if "done" in token.senses and (not cursor.peek(1).text or cursor.next_is("join", 1)):
            cursor.take()
            return True
        if ("rate" in token.senses or "change" in token.senses) and cursor.peek(-1).text == "的":
            return self._said(token)
        if "stop" in token.senses and not said.cumulative:
            return False
        if token.text == "," and said.leaving:
            cursor.take()
            return True
        if token.senses.keys() & {"noun", "stop", "mark", "between", "unit"} or token.text in _AFTERWARDS:
            cursor.take()
            if "unit" in token.senses:
                said.amount = replace(said.amount, unit_texts=(*said.amount.unit_texts, token.text))
            return True
        return False

    def _leaves(self, token: Token) -> bool:
        """Whether the amount was the from side of a movement."""
        said = self.said
        if said.start is not None or said.before or said.change:
            return False
        reaches = "reach" in token.senses or "to" in token.senses
        if said.leaving:
            return reaches or "change" in token.senses
        return reaches and token.senses.get("reach") in ("up", "down")

    def _fraction_word(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        if "half" in token.senses:
            half = cursor.take().senses["half"]
            if half in ("up", "down"):
                said.half = half
            else:
                said.amount = Amount(Fraction(1, 2), None, unit=FRACTION)
                if half == "over":
                    said.before.append((">", token))
            return True
        if "double" in token.senses and cursor.next_is("number", 1) and cursor.peek(2).text in ("番", "倍"):
            numeral = cursor.peek(1).numeral
            assert numeral is not None
            if numeral.value.denominator != 1 or not 0 < numeral.value <= _MOST_DOUBLINGS or numeral.high:
                raise UnreadableError(cursor.peek(1))
            said.doublings = numeral.value
            cursor.at += 3
            while cursor.next_is("op-after"):
                said.after.append((cursor.peek().senses["op-after"], cursor.take()))
            return True
        return False

    def _time(self, token: Token) -> bool:
        """A year, a plan's period or a relative point of time: skipped in front, else the base of a change."""
        cursor, said = self.cursor, self.said
        ahead = 1 if token.senses.keys() & {"to", "base-before", "from"} else 0
        point = cursor.peek(ahead)
        if not point.senses.keys() & {"year", "period", "point"}:
            return False
        intro = cursor.take() if ahead else None
        if intro is not None and "from" in intro.senses:
            said.leaving = True
        words = self._point()
        compared = intro is not None and intro.text not in ("到", "至", "在", "从", "由", "自")
        closed = cursor.takes("base-after")
        of = cursor.takes("skip") if cursor.peek().text == "的" else None
        if compared or closed:
            said.base = words
        elif of and not said.leaving and said.start is None and (said.before or said.reach is not None):
            said.base, said.of_base = words, True
        elif cursor.next_is("tail") and (said.before or said.after or said.reach is not None or said.better):
            tail = cursor.take()
            rest = cursor.takes("tail")
            said.reference = (
                words if tail.text == "水平" else f"{words}{tail.text}{rest.text if rest else ''}"
            )
            if tail.text != "水平" and isinstance(words, int):
                said.reference = f"{words}年{tail.text}"
        elif compared is False and said.has_content:
            return False
        return True

    def _point(self) -> int | str:
        token = self.cursor.take()
        after = "".join(self._takes_all("point-after"))
        return token.year if isinstance(token.year, int) else token.text + after

    def _takes_all(self, role: Literal["point-after"]) -> list[str]:
        taken = []
        while self.cursor.next_is(role):
            taken.append(self.cursor.take().text)
        return taken

    def _year_without_word(self) -> bool:
        """较2015下降10%, 2020基础上."""
        cursor, said = self.cursor, self.said
        numeral = cursor.peek().numeral
        if numeral is None or not 1949 <= numeral.value <= 2100 or numeral.step != 1 or numeral.separated:
            return False
        if not cursor.next_is("base-after", 1):
            return False
        said.base = int(numeral.value)
        cursor.at += 2
        return True

    def _time_allowed(self) -> bool:
        """3年内 in front of what is to be reached."""
        cursor = self.cursor
        unit = cursor.peek(1).unit
        if unit is None or unit.dimension != "calendar" or cursor.peek(2).text not in ("内", "之内", "以内"):
            return False
        if not cursor.peek(3).text or cursor.next_is("stop", 3):
            return False
        cursor.at += 3
        return True

    def _base(self, token: Token) -> bool:
        """较…, 比… with another area's value, 同比."""
        cursor, said = self.cursor, self.said
        sense = token.senses.get("base-before")
        if sense == "base":
            said.base = cursor.take().text
            return True
        if sense is None or token.text == "在":
            return False
        numeral = cursor.peek(1).numeral
        if (
            numeral is not None
            and 1949 <= numeral.value <= 2100
            and numeral.step == 1
            and not cursor.next_is("unit", 2)
        ):
            cursor.at += 2
            cursor.takes("base-after")
            said.base = int(numeral.value)
            return True
        cursor.take()
        if not self._reference_ahead(compared=True):
            raise UnreadableError(cursor.peek())
        return True

    def _comparison(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        if "op" in token.senses:
            said.before.append((token.senses["op"], cursor.take()))
        elif "better" in token.senses:
            said.better = cursor.take().senses["better"]
        elif "same" in token.senses and (said.reference is not None or said.base is not None):
            cursor.take()
            said.same = True
            said.reference, said.base = (said.base if said.reference is None else said.reference), None
        elif "op-after" in token.senses and said.reference is not None:
            said.after.append((token.senses["op-after"], cursor.take()))
        elif "from" in token.senses and said.start is None:
            cursor.take()
            said.leaving = True
        else:
            return False
        return True

    def _scope(self, token: Token) -> bool:
        """Denominators, each-words, per-year words, cumulative marks, hedges."""
        cursor, said = self.cursor, self.said
        if "per" in token.senses:
            said.per = cursor.take().unit
        elif "each" in token.senses:
            said.each = self._each()
        elif "per-year" in token.senses:
            said.per_year = token.senses["per-year"]
            said.words.append(cursor.take().text)
        elif "cumulative" in token.senses:
            cursor.take()
            said.cumulative = True
        elif "hedge" in token.senses:
            said.hedges.append(cursor.take().text)
        elif "open" in token.senses and token.text in "[〔【":
            cursor.take()
            said.cumulative = True
        else:
            return False
        return True

    def _each(self) -> str:
        """每个 with the words of whom, up to what is said of them."""
        cursor = self.cursor
        words = [cursor.take().text]
        while not cursor.ended and not cursor.number_ahead():
            if cursor.peek().senses.keys() & _AFTER_EACH:
                break
            words.append(cursor.take().text)
        return "".join(words)

    def _said(self, token: Token) -> bool:
        """Verbs, trends and things done; one word may be several of them until the clause is read."""
        cursor, said = self.cursor, self.said
        senses = token.senses
        known = senses.keys() & {
            "change",
            "rate",
            "reach",
            "to",
            "trend",
            "done",
            "zero",
            "adverb",
            "skip",
            "mark",
            "stop",
        }
        if not known:
            return False
        cursor.take()
        if "zero" in senses:
            said.zero = senses["zero"]
        if "change" in senses:
            way, _, verb = senses["change"].partition(" ")
            if verb == "other" and said.base is None:
                raise UnreadableError(token)
            said.change, said.reach = (1 if way == "up" else -1, verb), None
            said.direction = _SIGNS[way]
        if "rate" in senses:
            said.rate = _SIGNS[senses["rate"]]
        if "trend" in senses:
            said.direction = _SIGNS[senses["trend"]]
        if "reach" in senses or "to" in senses:
            said.reach, said.reaching = senses.get("reach", ""), token.text
        if "done" in senses:
            said.done = True
        if known - {"skip", "mark", "stop", "to"}:
            said.words.append(token.text)
        return True

    def _bracket(self) -> bool:
        """A remark behind the number that says something of it: （含）, （%）, （累计）."""
        cursor, said = self.cursor, self.said
        assert said.amount is not None
        inside = cursor.peek(1)
        if "inclusive" in inside.senses and cursor.number_ahead(2):
            cursor.take()
            numeral = cursor.peek(1).numeral
            if numeral is None or numeral.value not in (said.amount.value, said.amount.high):
                raise UnreadableError(cursor.peek(1))
            cursor.at += 1 if cursor.next_is("unit", 2) else 0
        if not cursor.next_is("stop", 2):
            return False
        if "inclusive" in inside.senses:
            said.inclusive = inside.senses["inclusive"] == "in"
        elif "cumulative" in inside.senses:
            said.cumulative = True
        elif inside.unit is not None:
            unit = said.amount.unit or inside.unit
            said.amount = replace(said.amount, unit=unit, unit_texts=(*said.amount.unit_texts, inside.text))
        else:
            return False
        cursor.at += 3
        return True

    def _reference_ahead(self, *, compared: bool = False) -> bool:
        """全国平均水平, 省下达指标, 国家标准: another's value, or a standard, by its name."""
        cursor, said = self.cursor, self.said
        if said.reference is not None or not self._may_name(compared):
            return False
        length = self._name_length()
        if not length:
            return False
        if "authority" in cursor.peek().senses:
            cursor.take()
            length -= 1
        name = "".join(cursor.take().text for _ in range(length))
        cursor.takes("close")
        if cursor.peek().text == "的" and cursor.number_ahead(1):
            cursor.take()
            said.base, said.of_base = name, True
        elif compared and not cursor.next_is("same"):
            said.base = name
        elif cursor.number_ahead():
            if [op for op, _ in said.before] not in ([">"], ["<"]):
                raise UnreadableError(cursor.peek())
            said.base = name
            said.change = (1 if said.before.pop()[0] == ">" else -1, "other")
        else:
            said.reference = name
        return True

    def _may_name(self, compared: bool) -> bool:
        """Whether a name may begin here: after a word that compares or reaches, else only with 全国 and the like."""
        cursor, said = self.cursor, self.said
        senses = cursor.peek().senses.keys()
        if senses & {"area", "authority"}:
            return True
        if compared or said.before or said.better or said.reach is not None:
            if "number" in senses:
                return not cursor.number_stands()
            return bool(senses & _IN_NAMES) or senses <= {"skip"}
        return self.first and senses <= {"unknown"} and not said.has_content

    def _name_length(self) -> int:
        """How many tokens from here make a name: up to its last 水平, 标准 or the like, or 全国 alone; 0 for none."""
        cursor, said = self.cursor, self.said
        bound = bool(said.before or said.better or said.reach is not None)
        length = ahead = areas = 0
        strong = False
        while True:
            token = cursor.peek(ahead)
            senses = token.senses
            if not token.text or token.text in _ENDS_NAME or "open" in senses or ("op" in senses and ahead):
                break
            if length and ("change" in senses or "same" in senses):
                break
            if "number" in senses and cursor.number_stands(ahead):
                break
            ahead += 1
            if "area" in senses and areas == ahead - 1:
                areas = ahead
            if "tail" in senses:
                length = ahead
                strong = strong or "平均" in token.text or "下达" in token.text
        first = cursor.peek().senses
        if not length and areas and self._ends_at(areas):
            return areas
        if length == 1 and cursor.number_ahead(1):
            return 0
        return length if bound or strong or first.keys() & {"area", "authority"} or length == 0 else 0

    def _ends_at(self, ahead: int) -> bool:
        token = self.cursor.peek(ahead)
        return not token.text or bool(token.senses.keys() & {"join", "op-after", "same", "change"})


_AFTER_EACH = frozenset(
    (
        "op",
        "reach",
        "hedge",
        "per-year",
        "adverb",
        "change",
        "from",
        "cumulative",
        "half",
        "rate",
        "better",
        "per",
    )
)
_IN_NAMES = frozenset(("unknown", "noun", "tail", "done", "trend", "adverb"))
_ENDS_NAME = frozenset(("或", "或者", "且", ",", ";", "并且", "、", "的"))
_AFTERWARDS = frozenset(("的", "水平", "目标", "要求", "标准", "了", "指标", "任务", ":", "每年"))
