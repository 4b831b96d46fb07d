"""One clause of a figure, read from left to right: every word is taken once, by the first part it can play here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from planlint.figures.amounts import Amount, read_amount
from planlint.figures.clause import LIKEWISE, Clause
from planlint.figures.cursor import Cursor, UnreadableError
from planlint.figures.figure import Direction, Figure
from planlint.figures.names import (
    aim_length,
    compared_length,
    covered_length,
    demanded_ahead,
    is_quantity,
    is_rate,
    name_length,
    none_length,
    noun_length,
    of_length,
    share_length,
    whole_length,
)
from planlint.figures.numerals import NUMERALS
from planlint.figures.times import read_bare_year, read_base, read_time, read_years, refer
from planlint.figures.tokens import Token
from planlint.units import FRACTION, PROPORTION, conversion

_SIGNS: dict[str, Direction] = {"up": 1, "down": -1, "level": 0}
_MOST_DOUBLINGS = 10
_AFTERWARDS = frozenset(
    (
        "的",
        "大关",
        "台阶",
        "关口",
        "规模",
        "水平",
        "目标",
        "要求",
        "标准",
        "了",
        "指标",
        "任务",
        "配置",
        "配备",
        "设置",
        "配齐",
        "到达",
    )
)
_AFTER_EACH = frozenset(
    (
        "op",
        "reach",
        "to",
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
        "of",
        "none-of",
        "base-before",
        "zero",
    )
)
_OF_A_YEAR = frozenset(("数据", "数", "值", "实际值", "实际数", "底", "末"))
"""（2019年数据）, （2019年底）: no more than the year."""
_COMING_TRUE = ("实现", "完成", "达成")
_ALL = frozenset(("均", "都", "全部", "全面", "普遍"))


def read_clause(cursor: Cursor, earlier: Sequence[Figure]) -> Clause:
    """Everything up to the end, or to a word that joins another clause. Raises UnreadableError."""
    return _Reader(cursor, earlier).clause()


class _Reader:
    def __init__(self, cursor: Cursor, earlier: Sequence[Figure]) -> None:
        self.cursor = cursor
        self.first = not earlier
        self.numbered = any(part.value is not None and part.kind != "change" for part in earlier)
        self.changing = any(part.kind == "change" for part in earlier)
        self.said = Clause(cursor.peek())

    def clause(self) -> Clause:
        said, cursor = self.said, self.cursor
        while not cursor.ended and not self._at_join():
            token = cursor.peek()
            moved = self._after_amount(token) if said.amount is not None else self._before_amount(token)
            if not moved:
                raise UnreadableError(token)
        said.end = cursor.peek()
        return said

    def _at_join(self) -> bool:
        """Whether another clause begins here, with a joining word or without (≥80≤90)."""
        said, senses = self.said, self.cursor.peek().senses
        if said.leaving or self._joins_verbs():
            return False
        if said.amount is not None and "op" in senses and "op-after" not in senses:
            return True
        if "base-before" in senses and said.growth and said.amount is None and self._same_follows():
            # 增长与经济增长同步
            return False
        return "join" in senses and said.has_content

    def _joins_verbs(self) -> bool:
        """新建、改扩建, 建设和改造: two verbs with one object."""
        cursor = self.cursor
        around = (cursor.peek(-1).senses.keys(), cursor.peek(1).senses.keys())
        return cursor.next_is("join") and all(senses & {"change", "make"} for senses in around)

    def _same_follows(self) -> bool:
        length = compared_length(self.cursor, 1)
        return any(self.cursor.next_is("same", length + ahead) for ahead in (1, 2)) if length else False

    def _before_amount(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        if token.senses.keys() == {"vague"}:
            return False
        if said.reference is not None and not token.senses.keys() & {
            "op-after",
            "between",
            "same",
            "mark",
            "done",
            "close",
        }:
            return False
        if self._joins_verbs():
            cursor.take()
            return True
        if self._covered() or self._name() or self._noun(token):
            return True
        if cursor.number_ahead():
            if not read_bare_year(cursor, said) and not read_years(cursor, said):
                if cursor.next_is("minus") and -1 in (said.change or (said.rate,)):
                    raise UnreadableError(token)  # 下降-13.5%
                said.amount = read_amount(cursor, spans=not said.leaving)
            return True
        return (
            self._fraction_word(token)
            or read_time(cursor, said, numbered=self.numbered, changing=self.changing)
            or read_base(cursor, said)
            or self._joins_words(token)
            or self._comparison(token)
            or self._scope(token)
            or self._said(token)
        )

    def _after_amount(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        senses = token.senses
        assert said.amount is not None
        if token.text == "的" and said.change is None and (length := aim_length(cursor)):
            cursor.at += length
            return True
        if self._whole(said.amount, token):
            return True
        if said.amount.high is not None and token.text in ("以内", "之内", "内"):
            # 控制在2%-3%以内 is within the band
            cursor.take()
        elif "op-after" in senses:
            said.after.append((senses["op-after"], cursor.take()))
        elif "open" in senses:
            return self._bracket(said.amount)
        elif self._leaves(token):
            said.start, said.amount, said.leaving = said.amount, None, False
            said.start_bounds = said.before, said.after
            said.before, said.after = [], []
            return self._before_amount(token)
        elif "stop" in senses:
            if not said.opened:
                return False
            said.opened = False
            cursor.take()
        elif "unit" in senses and _same_unit(said.amount, token):
            said.amount = _with_unit(said.amount, cursor.take())
        elif ("rate" in senses or "change" in senses) and cursor.peek(-1).text == "的":
            return self._said(token)
        elif "per-year" in senses and cursor.peek(-1).text == "的" and cursor.next_is("rate", 1):
            said.per_year = senses["per-year"]
            cursor.take()
            return self._said(cursor.peek())
        elif (
            senses.keys() & {"noun", "mark", "between"}
            or token.text in _AFTERWARDS
            or (token.text == "级" and said.amount.unit is not None)
            or (token.text == "," and said.leaving)
            or ("done" in senses and (cursor.clause_ends(1) or cursor.next_is("stop", 1)))
        ):
            cursor.take()
        else:
            return False
        return True

    def _whole(self, amount: Amount, token: Token) -> bool:
        """50%的旗县所在地, 100%社区卫生服务站, 2—3所社区卫生服务机构."""
        cursor, said = self.cursor, self.said
        dimension = amount.unit.dimension if amount.unit is not None else ""
        counted = dimension.startswith("count") and " per " not in dimension
        linked = token.text == "的"
        if said.of is not None or said.per is not None or not (counted or dimension == PROPORTION):
            return False
        if not linked and not token.senses.keys() & {"noun", "area", "unknown"}:
            return False
        length = whole_length(cursor, linked=linked)
        if not length or (counted and length == 1 and "noun" in token.senses):
            return False
        cursor.at += linked
        said.of = cursor.take_text(length)
        return True

    def _leaves(self, token: Token) -> bool:
        """Whether the amount was the from side of a movement: 从60%提高到80%, 60%→80%."""
        said, senses = self.said, token.senses
        if said.start is not None or said.change or (said.before and not said.leaving):
            return False
        if said.leaving:
            return bool(senses.keys() & {"reach", "to", "change"})
        return senses.get("reach") in ("up", "down")

    def _bracket(self, amount: Amount) -> bool:
        """A remark behind the number: （含）, （%）, （1/10万）, （累计）, （含85%）, （2025年）, （较2020年）, （年均增速）."""
        cursor, said = self.cursor, self.said
        if self._said_again(amount):
            return True
        inside = cursor.peek(1)
        length = 2
        if inside.text == "1" and cursor.peek(2).text.startswith("/") and cursor.next_is("unit", 2):
            inside, length = cursor.peek(2), 3
        if "inclusive" in inside.senses and cursor.number_ahead(2):
            numeral = cursor.peek(2).numeral
            if numeral is None or numeral.value not in (amount.value, amount.high):
                return False
            length = 4 if cursor.next_is("unit", 3) else 3
        rate = cursor.peek(2) if "per-year" in inside.senses and cursor.next_is("rate", 2) else inside
        if rate is not inside or ("year" in inside.senses and cursor.peek(2).text in _OF_A_YEAR):
            length = 3
        year = cursor.peek(2).year if "base-before" in inside.senses else None
        if year is not None:
            length = 3
        if inside.text == "以" and cursor.next_is("base-after", 3):
            year, length = cursor.peek(2).year, 4  # （以2020年为基期）
        if not cursor.next_is("stop", length):
            return False
        if "done" in inside.senses or "year" in inside.senses or cursor.year_ahead(1) is not None:
            cursor.at += length + 1
            return True
        if year is not None and (said.change or said.rate):
            said.count_from(year, inside)
        elif "rate" in rate.senses:
            if said.change or said.rate:
                return False
            said.rate = _SIGNS[rate.senses["rate"]]
            said.per_year = inside.senses.get("per-year", said.per_year)
        elif (said.change or said.rate) and inside.senses.get("base-before") == "base":
            said.likewise(inside.text)
        elif "per-year" in inside.senses:
            said.per_year = inside.senses["per-year"]
        elif "inclusive" in inside.senses:
            said.inclusive = inside.senses["inclusive"] == "in"
        elif "cumulative" in inside.senses:
            said.cumulative = True
        elif "real" in inside.senses:
            said.real = True
        elif "hedge" in inside.senses:
            said.hedges.append(inside.text)
        elif inside.unit is not None and _same_unit(amount, inside):
            said.amount = _with_unit(amount, inside)
        else:
            return False
        cursor.at += length + 1
        return True

    def _said_again(self, amount: Amount) -> bool:
        """6500万吨（1300亿斤）: the same in another unit, to the last printed place of either."""
        numeral, unit = self.cursor.peek(1).numeral, self.cursor.peek(2).unit
        if numeral is None or unit is None or amount.unit is None or not self.cursor.next_is("stop", 3):
            return False
        factor = conversion(unit, amount.unit)
        if factor is None or unit == amount.unit or amount.high or numeral.high:
            return False
        places = (amount.step or 0, (numeral.step or 0) * factor)
        if abs(numeral.value * factor - amount.value) * 2 > max(places):
            return False
        self.cursor.at += 4
        return True

    def _name(self) -> bool:
        """全国平均水平, 省下达指标, GDP增速: another's value or a standard, by its name; or 编制床位的 of 2%."""
        cursor, said = self.cursor, self.said
        if said.reference is not None or said.of is not None:
            return False
        bound = bool(said.before or said.better)
        length = name_length(cursor, bound=bound, reached=said.reach is not None, first=self.first)
        if not length:
            length = share_length(cursor)
            if not length:
                return False
            if said.reaching == "相当于" and cursor.next_is("area"):
                refer(cursor, said, cursor.take_text(length))
                return True
            said.of, said.of_whole = cursor.take_text(length), True
            cursor.takes("skip")
            return True
        if cursor.next_is("authority") and cursor.next_is("area", 1) and length > 1:
            cursor.take()
            length -= 1
        demanded = said.strictly and demanded_ahead(cursor, length)
        name = cursor.take_text(length)
        if demanded:
            return True
        cursor.takes("close")
        refer(cursor, said, name)
        return True

    def _covered(self) -> bool:
        """乡镇全覆盖, 村村全覆盖: all of those who are named."""
        cursor, said = self.cursor, self.said
        length = covered_length(cursor)
        if not length:
            return False
        said.words.append(cursor.take_text(length))
        return True

    def _noun(self, token: Token) -> bool:
        """装机容量, 老旧小区, 5G基站 behind the verb that changes or makes them; before any number a known noun (床位)."""
        cursor, said = self.cursor, self.said
        senses = token.senses.keys()
        one = not (self.numbered or self.changing)  # of two nouns two figures are said
        more = self.numbered and said.reach is None
        length = noun_length(cursor) if one and self._acted(token) else 0
        if length and said.making and "change" in senses and is_quantity(self._text(length)):
            length = 0  # 培训提高就业率5个百分点 is a rise
        if not length and (senses != {"noun"} or cursor.clause_ends(1) or more):
            return False
        noun = cursor.take_text(length or 1)
        if not (length and is_quantity(noun)):
            said.noun = token
        said.of_new = length > 0 and said.change is not None and said.change[1] == "new" and is_rate(noun)
        said.named = said.named or (length > 0 and (length > 1 or senses != {"noun"}))
        return True

    def _text(self, length: int) -> str:
        return "".join(self.cursor.peek(at).text for at in range(length))

    def _acted(self, token: Token) -> bool:
        """Whether this may begin the object of the verb that was read."""
        said = self.said
        if said.before or said.named or said.noun is not None or token.text.startswith("幅度"):
            return False
        if said.making and "change" in token.senses:
            new = token.senses["change"].endswith(" new")
            # 实现减少排放500吨 is a fall
            return said.change is None and not (new or said.reaching in _COMING_TRUE)
        return said.making or (said.acting and said.reach is None)

    def _fraction_word(self, token: Token) -> bool:
        """一半, 过半, 减半, 翻两番."""
        cursor, said = self.cursor, self.said
        if "half" in token.senses:
            half = cursor.take().senses["half"]
            if half in ("up", "down"):
                said.multiple = half
            else:
                said.amount = Amount(Fraction(1, 2), None, unit=FRACTION)
            if half == "over":
                said.before.append((">", token))
        elif "double" in token.senses and cursor.next_is("number", 1) and self._doubles(token):
            numeral = cursor.peek(1).numeral
            assert numeral is not None
            if numeral.value.denominator != 1 or not 0 < numeral.value <= _MOST_DOUBLINGS or numeral.high:
                raise UnreadableError(cursor.peek(1))
            said.multiple, said.doublings = "up", int(numeral.value)
            cursor.at += 3
            if cursor.next_is("more"):
                said.after.append((">", cursor.take()))  # 翻一番多
        elif "op-after" in token.senses and said.multiple is not None:
            said.after.append((token.senses["op-after"], cursor.take()))
        else:
            return False
        return True

    def _doubles(self, token: Token) -> bool:
        """翻两番, 翻一倍; 翻了两倍 may be three or four times as much."""
        once = self.cursor.peek(1).text in ("一", "1")
        after = self.cursor.peek(2).text
        return after == "番" or (after == "倍" and (once or token.text == "翻"))

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

    def _comparison(self, token: Token) -> bool:
        cursor, said = self.cursor, self.said
        senses = token.senses
        if "op" in senses and not ("change" in senses and said.base is not None):
            said.before.append((senses["op"], token))
            if "of" in senses:
                return self._scope(token)  # 约占全国的10%
            cursor.take()
        elif "better" in senses:
            said.better = cursor.take().senses["better"]
            if cursor.next_is("number") and (cursor.next_is("unit", 1) or cursor.next_is("ratio", 1)):
                raise UnreadableError(token)  # more or less than 95% is for the indicator to say
        elif "same" in senses and said.base not in (None, *LIKEWISE):
            cursor.take()
            if cursor.next_is("change") and cursor.clause_ends(1):
                cursor.take()  # 与经济发展同步增长
            said.same, said.reference, said.base = True, said.base, None
        elif said.reference is not None and senses.keys() & {"op-after", "between"}:
            cursor.take()
            if "op-after" in senses or said.allots(token):
                said.after.append((senses.get("op-after", "<="), token))
        elif "from" in senses and said.start is None:
            cursor.take()
            said.leaving = True
        else:
            return False
        return True

    def _scope(self, token: Token) -> bool:
        """Denominators, each-words, shares, per-year words, cumulative marks, hedges."""
        cursor, said = self.cursor, self.said
        senses = token.senses
        if "per" in senses:
            said.per = cursor.take().unit
        elif "mean" in senses:
            said.mean = cursor.take().unit
        elif "each" in senses:
            said.each = self._each()
        elif "of" in senses:
            cursor.take()
            length = of_length(cursor)
            if length:
                said.of, said.of_whole = cursor.take_text(length), True
            cursor.takes("skip")
        elif "none-of" in senses:
            said.zero = cursor.take().text
            length = none_length(cursor)
            said.of = cursor.take_text(length) if length else None
        elif "per-year" in senses:
            said.per_year = senses["per-year"]
            said.words.append(cursor.take().text)
        elif "cumulative" in senses:
            said.words.append(cursor.take().text)
            said.cumulative = said.said_total = True
        elif "hedge" in senses:
            said.hedges.append(cursor.take().text)
        elif "real" in senses:
            cursor.take()
            said.real = True
        elif token.text == "以" and cursor.next_is("per-year", 1):
            cursor.take()  # 以年均8%的速度增长
        elif "open" in senses and token.text in "[〔【":
            cursor.take()
            said.cumulative = said.opened = said.bracketed = True
        elif "open" in senses and said.done and cursor.number_ahead(1):
            cursor.take()
            said.opened = True
        else:
            return False
        return True

    def _each(self) -> str:
        """每个 with the words of whom, up to what is said of them."""
        cursor = self.cursor
        words = [cursor.take().text]
        while (
            not cursor.ended and not cursor.number_ahead() and not cursor.peek().senses.keys() & _AFTER_EACH
        ):
            if cursor.peek().text[0] in NUMERALS or cursor.next_is("span") or cursor.next_is("minus"):
                raise UnreadableError(cursor.peek())
            words.append(cursor.take().text)
        return "".join(words)

    def _said(self, token: Token) -> bool:
        """Verbs, trends and things done; one word may be several of them until the clause is read."""
        cursor, said = self.cursor, self.said
        senses = token.senses
        telling = senses.keys() & {"change", "rate", "reach", "trend", "done", "zero", "adverb"}
        if not telling and not senses.keys() & {"skip", "to", "mark", "stop"}:
            return False
        if (token.text == ":" and cursor.at == 0) or ("stop" in senses and not said.opened):
            return False
        cursor.take()
        said.zero = senses.get("zero", said.zero)
        if "change" in senses:
            way, _, verb = senses["change"].partition(" ")
            if verb == "other" and said.base is None:
                raise UnreadableError(token)
            said.change, said.reach = (1 if way == "up" else -1, verb), None
            said.acting = verb != "other" and len(token.text) > 1
            said.direction = _SIGNS[way]
        if "rate" in senses:
            if said.change is not None:
                raise UnreadableError(token)
            said.rate = _SIGNS[senses["rate"]]
        if "trend" in senses:
            said.direction = _SIGNS[senses["trend"]]
            said.trending = said.trending or not senses.keys() & {"reach", "change"}
        if ("rate" in senses or "change" in senses) and not said.growth:
            said.growth = ("年均" if said.per_year else "") + token.text
        if "reach" in senses or "to" in senses:
            said.reach, said.reaching = senses.get("reach", ""), token.text
            said.making = "make" in senses
        said.done = said.done or "done" in senses
        said.undone = said.undone or senses.get("done") == "not"
        said.beyond = said.beyond or senses.get("done") == "beyond"
        said.surely_done = said.surely_done or ("done" in senses and "reach" not in senses)
        said.of_all = said.of_all or token.text in _ALL
        said.extent = said.extent or (token.text.startswith("幅度") and said.change is not None)
        if telling or said.of_all:
            said.words.append(token.text)
        if token.text.endswith(("所有", "全体", "覆盖全部", "覆盖各")) and "覆盖" in "".join(said.words):
            said.words.append(cursor.take_text(none_length(cursor)))
        return True


def _same_unit(amount: Amount, token: Token) -> bool:
    """Whether the unit may follow the amount: its own printed again, or the first."""
    return not amount.ratio and amount.unit in (None, token.unit)


def _with_unit(amount: Amount, token: Token) -> Amount:
    return replace(amount, unit=amount.unit or token.unit, unit_texts=(*amount.unit_texts, token.text))
