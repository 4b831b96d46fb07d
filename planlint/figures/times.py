"""Times and bases: 到2025年 is skipped, 较2015年 and 在“十三五”基础上 start a change, 2020年水平 is a reference."""

from __future__ import annotations

from planlint.figures.amounts import read_amount
from planlint.figures.clause import Clause
from planlint.figures.cursor import Cursor, UnreadableError
from planlint.figures.names import compared_length, multiplied_length, share_ahead, times_ahead

_POINTS = frozenset(("year", "period", "point"))
_KEEPING = frozenset(
    (
        "保持",
        "保持在",
        "保持到",
        "维持",
        "维持在",
        "稳定在",
        "控制在",
        "恢复到",
        "恢复至",
        "巩固在",
        "锁定在",
        "限制在",
    )
)
_SINCE = "以来"
_MOVED = frozenset(("change", "rate", "per-year", "cumulative"))
_KEPT = frozenset(("op", "reach", "trend", "done", "adverb", "zero"))
"""What may be said of several years on end."""
_YEARS_OF_A_PLAN = 5
_ITS_OWN = frozenset(
    ("水平", "值", "数", "数值", "实际值", "实际数", "实际水平", "基数", "总量", "总数", "规模")
)  # fmt: skip
"""Words for the value itself at a time: 2020年实际值, 现状值."""
_PLAN = frozenset(("规划", "计划"))
"""What a period has besides its value: 高于“十三五”规划2个百分点."""
_MOST_AREAS = 3
_IN_FACT = "实际"
"""The value at a time where nothing follows, and else growth in real terms: 高于“十三五”时期实际."""
_SPENT = frozenset(
    (
        "投入", "投资", "完成投资", "筹集", "争取资金", "培训", "招聘", "招录", "引进", "造林", "改造", "建成", "建设", "整治",
        "治理", "修复", "开工", "完工", "发放", "安置", "转移", "化解",
    )
)  # fmt: skip
"""What adds up over the years before it: 5年投入50亿元."""
_SAYING = ("规定", "要求", "下达", "核定", "省定", "市定", "国定")
"""Whoever says a figure, and not the value that another is a part of."""


def read_time(cursor: Cursor, said: Clause, *, numbered: bool, changing: bool) -> bool:
    """A year, a plan's period or a relative point of time; False where none stands here.

    `numbered`: a clause before this one has a number of its own, so that a time begins another figure.
    `changing`: one before it states a change, which may lead to the level of that time (年均增长10%，到2025年达到300万).
    """
    introduced = bool(cursor.peek().senses.keys() & {"to", "base-before", "from", "authority"})
    if not cursor.peek(int(introduced)).senses.keys() & _POINTS:
        return False
    intro = cursor.take() if introduced else None
    if intro is not None and "from" in intro.senses:
        said.leaving = True
    compared = intro is not None and "base-before" in intro.senses and intro.text != "在"
    point = _point(cursor)
    if cursor.peek(-1).text == _SINCE:
        # from then or from the year before it: nobody can say
        if not cursor.peek(int(cursor.peek().text == ",")).senses.keys() & _MOVED:
            raise UnreadableError(cursor.peek())
        said.count_from(f"{point}年{_SINCE}" if isinstance(point, int) else point, cursor.peek())
        return True
    bound = bool(said.before or said.better) or said.reaching in _KEEPING
    name: int | str | None = None
    length = _value_length(cursor, said, compared=compared)
    if length and (bound or compared or said.reach is not None or not said.has_words):
        name = _value_at(cursor, point, length)
        figured = cursor.number_ahead() or cursor.peek().senses.keys() & {"op", "reach"}
        if name != point and figured and not said.has_words and not compared:
            name = None  # 2025年目标90%
    if intro is not None and name is None and (compared or intro.text == "在"):
        read_start(cursor, said, compared=compared)
    closed = (compared or not _is_compared(cursor)) and cursor.takes("base-after") is not None
    if said.reaching in _KEEPING and name is None and (length := multiplied_length(cursor)):
        # 控制在2020年城镇建设用地规模的1.3倍以内: up to 1.3 times what it was then
        cursor.at += length
        said.count_from(point, cursor.take())
        said.reach = "up"
    elif compared or closed:
        said.count_from(point if name is None else name, cursor.peek(-1))
    elif name is not None or (cursor.number_ahead(cursor.about()) and said.strictly):
        refer(cursor, said, point if name is None else name)
    elif bound and (cursor.clause_ends() or cursor.next_is("op-after") or cursor.next_is("stop")):
        said.reference = point
    elif _part_of_then(cursor, said, numbered=numbered):
        refer(cursor, said, point)
    elif numbered or (said.has_words and cursor.clause_ends()):
        # 2020年60%，2025年80% are two figures
        raise UnreadableError(cursor.peek(-1))
    else:
        if cursor.peek().text == "的":
            cursor.take()
        if changing:
            said.timed = cursor.peek(-1)
    return True


def read_start(cursor: Cursor, said: Clause, *, compared: bool) -> None:
    """The level that a change starts from: 在2020年53.2%的基础上, 比2015年的6.2%提高."""
    ahead = int(cursor.peek().text == "的")
    if not cursor.next_is("number", ahead):
        return
    after = ahead + 1 + cursor.next_is("unit", ahead + 1)
    based = cursor.next_is("base-after", after) and cursor.peek(after).text.endswith("上")
    if based or (compared and cursor.next_is("change", after)):
        cursor.at += ahead
        said.start = read_amount(cursor, spans=False)


def refer(cursor: Cursor, said: Clause, name: int | str) -> None:
    """Another's value, by its name: a base where the amount is a part of it (的80%) or its distance (高于…2个百分点)."""
    if (
        isinstance(name, str)
        and name.endswith(_SAYING)
        and cursor.peek().text == "的"
        and cursor.number_ahead(1)
    ):
        cursor.take()  # 国家规定的95% is what the state says
        return
    part = 1 + cursor.about(1)
    if cursor.peek().text == "的" and (cursor.number_ahead(part) or cursor.next_is("half", part)):
        said.count_from(name, cursor.take())
        said.of_base = True
    elif said.reach is not None and not said.strictly and times_ahead(cursor):
        said.count_from(name, cursor.peek())
        said.of_base = True
    elif cursor.number_ahead(cursor.about()) and said.strictly:
        said.count_from(name, cursor.peek())
        said.change = (1 if said.before.pop()[0] == ">" else -1, "other")
    elif said.beyond and cursor.number_ahead(cursor.about()):
        said.count_from(name, cursor.peek())
        said.change, said.beyond, said.reach = (1, "other"), False, None
    else:
        said.reference = name


def _is_compared(cursor: Cursor) -> bool:
    """Whether the word here compares what stands before it with what follows: 2025年比2020年."""
    if not cursor.next_is("base-before") or not cursor.next_is("base-after"):
        return False
    return bool(cursor.peek(1).senses.keys() & (_POINTS | {"area"})) or cursor.year_ahead(1) is not None


def _point(cursor: Cursor) -> int | str:
    """A year as a number, any other time in its words."""
    token = cursor.take()
    text = token.text
    month, unit = cursor.peek().numeral, cursor.peek(1).text
    if isinstance(token.year, int) and month is not None and unit == "月" and month.value <= 12:
        # a month's level is not the year's
        months = text + cursor.take_text(2)
        if cursor.next_is("number") and cursor.peek(1).text == "日":
            months += cursor.take_text(2)
        while cursor.next_is("point-after") and not cursor.next_is("op-after"):
            months += cursor.take().text
        return months
    while cursor.next_is("point-after") and not cursor.next_is("op-after"):
        text += cursor.take().text
    return token.year if isinstance(token.year, int) else text


def _value_length(cursor: Cursor, said: Clause, *, compared: bool) -> int:
    """Tokens of a value of the time: 2020年水平, 2015年的全省平均水平, and not 2020年增速5%; 0 where none follows."""
    begin = int(cursor.peek().text == "的")
    if not begin and cursor.next_is("rate"):
        return int(not (cursor.number_ahead(1) or cursor.peek(1).senses.keys() & {"op", "reach"}))
    end = begin
    while cursor.next_is("area", end) and not cursor.next_is("tail", end) and end - begin < _MOST_AREAS:
        end += 1
    areas = end - begin
    while cursor.next_is("tail", end) and end - begin - areas < 2:
        end += 1
    if end > begin + areas:
        told = said.before or compared or cursor.peek(end).text == "的" or times_ahead(cursor, end)
        told = told or cursor.clause_ends(end) or cursor.next_is("op-after", end)
        return end if told or not (begin or areas) else 0
    token = cursor.peek(begin)
    after = begin + 1
    own = token.text in _ITS_OWN or (token.text == _IN_FACT and cursor.clause_ends(after))
    if areas or not (own or (token.text in _PLAN and cursor.next_is("period", -1))):
        return 0
    if compared or said.strictly or cursor.next_is("base-after", after):
        return after
    parted = cursor.peek(after).text == "的" and share_ahead(cursor, after + 1) is not None
    bound = bool(said.before or said.better) or said.reaching in _KEEPING
    ended = bound and (cursor.clause_ends(after) or cursor.next_is("op-after", after))
    return after if parted or ended or (said.reach is not None and times_ahead(cursor, after)) else 0


def _value_at(cursor: Cursor, point: int | str, length: int) -> int | str:
    """The value at a time: 水平 is that time's own, 平均值 a mean over it."""
    if cursor.peek().text == "的":
        cursor.take()
        length -= 1
    words = cursor.take_text(length)
    if words in _ITS_OWN or words == _IN_FACT:
        return point
    return f"{point}年{words}" if isinstance(point, int) else point + words


def _part_of_then(cursor: Cursor, said: Clause, *, numbered: bool) -> bool:
    """Whether the amount after 2020年的 is a part or multiple of that year's value, and not the value itself.

    Without 的 a multiple is one where a word reaches it (达到2020年3倍), for 2025年3倍 is the level of 2025.
    """
    if cursor.peek().text != "的":
        reaching = said.reach in ("", "up") and times_ahead(cursor)
        return reaching and not (said.start or said.leaving or numbered)
    share = share_ahead(cursor, 1)
    if share is None or said.start or said.leaving:
        return False
    if share > 1 or cursor.next_is("half", 1):
        return share < 1 or said.reach != "down"
    if not (said.before or said.reach is not None) or (numbered and not said.reaching.startswith("恢复")):
        return False
    return said.reach != "up"


def read_bare_year(cursor: Cursor, said: Clause) -> bool:
    """2020基础上, 2025比2020."""
    year = cursor.year_ahead()
    if year is None or not cursor.next_is("base-after", 1):
        return False
    cursor.take()
    if not _is_compared(cursor):
        said.count_from(year, cursor.take())
    return True


def read_years(cursor: Cursor, said: Clause) -> bool:
    """3年内 before what is to be reached, 连续3年 before what is kept, a plan's five years before a change: 五年新增5万人.

    Of a mean that is no change any years will do: 三年平均36.5.
    """
    numeral, unit = cursor.peek().numeral, cursor.peek(1).unit
    if numeral is None or unit is None or unit.dimension != "calendar":
        return False
    before, after = cursor.peek(-1).text, cursor.peek(2)
    if before == "连续" and (
        after.senses.keys() & _KEPT or ("change" in after.senses and cursor.clause_ends(3))
    ):
        cursor.at += 2
        return True
    if after.text in ("内", "之内", "以内"):
        if cursor.clause_ends(3) or cursor.next_is("stop", 3):
            return False
        cursor.at += 3
        return True
    length = 2 + (after.text in ("来", "间", "共", "共计", "总共", "合计"))
    averaged = after.text == "平均"
    length += averaged
    told = cursor.peek(length).senses.keys() & (_MOVED | {"double"})
    if averaged:
        spoken = bool(told) or cursor.number_ahead(length) or cursor.next_is("op", length)
    else:
        verb = length + (cursor.peek(length).text == "完成")
        spoken = bool(told) or cursor.peek(verb).text in _SPENT
    few = numeral.value == _YEARS_OF_A_PLAN or (averaged and not told)
    years = few and numeral.high is None and unit.text == "年"
    aside = before == "平均" or bool(said.before) or said.leaving
    if not years or not spoken or aside or cursor.next_is("more", length):
        return False
    said.cumulative = "per-year" not in told and not averaged
    if averaged and told:
        said.per_year = "level"
        said.words.append("年均")
    cursor.at += length
    return True


def read_base(cursor: Cursor, said: Clause) -> bool:
    """较2015, 比全国平均水平, 与GDP增长同步, 同比; False where none stands here."""
    token = cursor.peek()
    sense = token.senses.get("base-before")
    if sense is None or token.text == "在":
        return False
    cursor.take()
    if sense == "base":
        said.likewise(token.text)
        return True
    year = cursor.year_ahead()
    if year is not None:
        said.count_from(year, cursor.take())
        cursor.takes("base-after")
        return True
    length = compared_length(cursor)
    if not length:
        raise UnreadableError(cursor.peek())
    said.count_from(cursor.take_text(length), token)
    said.named_base = True
    return True
