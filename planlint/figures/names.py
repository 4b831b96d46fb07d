"""Names inside figures: whose value is meant (全国平均水平, 省下达指标), what a share is of, what does not occur.

The words of a name need not be known; they are kept in the figure, never dropped, but for the noun that is changed or
made, which the statement's own name says too. Each function gives the number of tokens from the cursor that make such
a name, 0 where there is none.
"""

from __future__ import annotations

import re
from fractions import Fraction

from planlint.figures.cursor import Cursor
from planlint.figures.words import Role
from planlint.units import PROPORTION

_NEVER_FIRST: frozenset[Role] = frozenset(
    (
        "op", "better", "reach", "hedge", "join", "from", "to", "per", "cumulative", "per-year", "each", "hundredths", "half",
        "zero", "none-of", "rate", "change", "open", "year", "period", "point", "of", "double", "base-before", "vague", "close",
    )
)  # fmt: skip
_FIRST: frozenset[Role] = frozenset(
    ("unknown", "noun", "tail", "done", "trend", "adverb", "skip", "real", "number")
)
_NEVER_INSIDE: frozenset[Role] = frozenset(("op", "hedge", "vague", "cumulative", "half", "hundredths"))
_NEVER_SHARED = _NEVER_INSIDE | {
    "change",
    "reach",
    "rate",
    "per",
    "each",
    "base-before",
    "year",
    "to",
    "number",
    "better",
}
_NEVER_MULTIPLIED = _NEVER_SHARED - {"reach"} | {"tail"}
_NEVER_BEHIND = _NEVER_INSIDE | {"change", "rate", "per", "each", "year", "number", "op-after", "between"}
QUANTITY = (
    "率|水平|比例|比重|占比|比|数|量|值|额|(?<![年季月制])度|面积|寿命|覆盖面|人口|床位|收入|支出|投入|规模|"
    "[能水]耗|排放|[时期年]限|里程"
)
"""What the name of a quantity ends in, and with it that of an indicator: an expression."""
_RATE = re.compile("(?:率|覆盖面|比例|比重|占比|年限|寿命|水平|密度|强度|浓度|指数)$")
_QUANTITY_LAST = re.compile(f"(?:{QUANTITY})$")
_NEVER_CHANGED: frozenset[Role] = frozenset(
    (
        "op", "vague", "cumulative", "half", "hundredths", "to", "from", "per", "each", "better", "same", "base-before",
        "base-after", "per-year", "year", "period", "double", "none-of", "zero", "of", "mean",
    )
)  # fmt: skip
"""What no longer word inside the noun behind a verb may be; a single character of any meaning may be part of it."""
_TELLING: frozenset[Role] = frozenset(("change", "rate", "reach"))
"""Verbs, which are part of that noun (节约型机关, 服务设施) unless a number follows them."""
_NEVER_A_LETTER: frozenset[Role] = frozenset(("join", "vague", "number"))
_SAYING_HOW_MUCH: frozenset[Role] = frozenset(("op", "to", "hedge", "cumulative", "per-year"))
_REACHING = frozenset(("达到", "达", "达到了", "为", "保持在", "稳定在", "维持在", "控制在", "控制到"))
_MOST_SAYING = 3
"""Words of the two above between a noun and its number: 累计达到不低于."""
_LONGEST = 40
"""Tokens beyond which no name is looked for, so that reading takes time in proportion to the length."""
_GRADES = frozenset(("级", "类", "甲等", "乙等"))
_SHORT = 5
"""Tokens of a grade that stands alone (三级甲等)."""
_MOVING: frozenset[Role] = frozenset(("change", "rate", "adverb", "per-year", "cumulative"))
_AIMS = (
    "目标",
    "目标值",
    "标准",
    "要求",
    "指标",
    "任务",
    "控制数",
    "控制线",
    "警戒线",
    "红线",
    "底线",
    "限值",
    "水平",
)
_MEANS = ("平均水平",)
_DEMANDS = ("标准", "要求", *_MEANS)
"""What an authority says; 高于全国5%的要求 may be one's own demand, by 5%."""
_DISTANCES = frozenset(("百分点", "multiple"))
_STATED = (*_AIMS[:-1], "计划", "预期", "任务数")
"""What may be followed by the figure that it is (预期目标1.5倍), where a mean is followed by a multiple."""
_MOST_COVERED = 8
_EXPECTED = "预期"
"""A hedge, and behind 高于 what was expected."""
_SHARES = ("比重", "比例", "比率", "的")


def name_length(cursor: Cursor, *, bound: bool, reached: bool, first: bool) -> int:
    """The name of a reference.

    After a comparator (bound) any words up to the end are one: 高于GDP增长. After a word that reaches, and at the
    start, a name ends in 水平, 标准 and the like, or is 全国 or 上级 alone.
    """
    senses = cursor.peek().senses.keys()
    placed = "area" in senses or ("authority" in senses and cursor.next_is("area", 1))
    if not placed and (not _may_begin(cursor) or (cursor.next_is("number") and cursor.number_stands())):
        return 0
    if not (placed or bound or reached) and not first:
        return 0
    length, run, areas = _run(cursor, bound=bound)
    if length and _follows(cursor, length, bound):
        name = [cursor.peek(ahead) for ahead in range(length)]
        strong = any("平均" in token.text or "均值" in token.text or "下达" in token.text for token in name)
        graded = name[-1].text in _GRADES and length <= _SHORT
        grade = graded and _ends_at(cursor, length) and _whole_numbers(cursor, length)
        plain = not any(token.senses.keys() & {"reach", "change", "rate"} for token in name)
        if placed or bound or reached or (plain and (grade or (strong and cursor.clause_ends(run)))):
            return length
    if run and _by_points(cursor, run):
        return run
    closed = cursor.next_is("close", areas) and cursor.peek(areas).text.startswith("后")
    closed = closed and cursor.clause_ends(areas + 1)  # 待上级下达后确定
    if areas and (cursor.clause_ends(areas) or closed or (bound and _follows(cursor, areas, bound))):
        return areas
    strictly = cursor.peek(-1).senses.get("op", "~") not in ("~", "=")
    if strictly and run and not senses & {"skip", "op-after"} and _name_ends(cursor, run):
        return run
    return 0


def _ends_at(cursor: Cursor, length: int) -> bool:
    """Whether nothing follows a name but 以上 or 以下."""
    return cursor.clause_ends(length) or (
        cursor.next_is("op-after", length) and cursor.clause_ends(length + 1)
    )


def _whole_numbers(cursor: Cursor, length: int) -> bool:
    """Whether the numbers in a name are grades (二级, 3A级) and no measures (7.5级)."""
    numerals = (cursor.peek(ahead).numeral for ahead in range(length))
    return all(numeral is None or numeral.step == 1 for numeral in numerals)


def _may_begin(cursor: Cursor) -> bool:
    """Whether a name may begin with the token; a single character of any meaning may be part of a place's name."""
    token = cursor.peek()
    senses = token.senses.keys()
    if "reach" in senses and "done" in senses and token.text not in ("完成", "实现"):
        # 达到创建标准
        return cursor.peek(-1).senses.get("reach") == ""
    if ("tail" in senses or token.text == _EXPECTED) and cursor.peek(-1).senses.get("op") in (">", "<"):
        # 超过计划5个百分点
        return True
    if token.text == _EXPECTED and cursor.peek(1).text == "的":
        return cursor.number_ahead(2)
    if senses & _NEVER_FIRST or token.text in ("的", "以"):
        return False
    return bool(senses & _FIRST) or len(token.text) == 1


def _run(cursor: Cursor, *, bound: bool) -> tuple[int, int, int]:
    """Tokens up to the last 水平 or the like, up to the end of the words, and of 全国 and the like in front."""
    length = ahead = areas = 0
    while not _ends_name(cursor, ahead):
        token = cursor.peek(ahead)
        if length and token.senses.keys() & {"change", "same", "open"}:
            break
        ahead += 1
        if "area" in token.senses and areas == ahead - 1:
            areas = ahead
        expected = ahead == 1 and token.text == _EXPECTED
        tail = "tail" in token.senses and not (token.text in _GRADES and _noun_follows(cursor, ahead))
        if tail or (bound and "rate" in token.senses) or expected:
            length = ahead
    return length, ahead, areas


def _noun_follows(cursor: Cursor, ahead: int) -> bool:
    """国家4A级景区 names no 4A级."""
    after = cursor.peek(ahead)
    return bool(after.text) and after.senses.keys() <= {"unknown", "noun"}


def _ends_name(cursor: Cursor, ahead: int) -> bool:
    token = cursor.peek(ahead)
    if ahead >= _LONGEST:
        return True
    if cursor.clause_ends(ahead) and token.text not in ("和", "与", "及", "、"):
        return True
    if not token.text or (ahead and token.senses.keys() & _NEVER_INSIDE and "tail" not in token.senses):
        return True
    if token.text == "的" and (cursor.number_ahead(ahead + 1) or cursor.next_is("half", ahead + 1)):
        return True
    return "number" in token.senses and cursor.number_stands(ahead)


def _follows(cursor: Cursor, length: int, bound: bool) -> bool:
    """Whether what follows a name may follow it; a number only where it says by how much."""
    if not cursor.number_ahead(length):
        return True
    if times_ahead(cursor, length) and not cursor.peek(length - 1).text.endswith(_STATED):
        return True
    return bound and length > 0 and cursor.peek(-1).senses.get("op") in (">", "<")


def _by_points(cursor: Cursor, run: int) -> bool:
    """高于城镇居民2个百分点: points are a distance from whatever is named."""
    at = run + cursor.about(run)
    unit = cursor.peek(at + 1).unit
    before = cursor.peek(-1).senses
    strict = before.get("op") in (">", "<") or before.get("done") == "beyond"
    return strict and cursor.next_is("number", at) and unit is not None and unit.dimension == "百分点"


def _name_ends(cursor: Cursor, run: int) -> bool:
    """Whether the clause ends behind the words."""
    return cursor.clause_ends(run) and not cursor.next_is("unit", run)


def compared_length(cursor: Cursor, start: int = 0) -> int:
    """What is compared with after 比 or 与: up to 高, 低, 提高 or 持平, 同步."""
    ahead = start
    begins = cursor.peek(start).senses.keys()
    named = "tail" in begins or cursor.peek(start).text == _EXPECTED
    if begins & (_NEVER_FIRST | {"op-after"}) and not named:
        return 0
    while not _ends_name(cursor, ahead) or cursor.next_is("hedge", ahead):
        senses = cursor.peek(ahead).senses.keys()
        if senses & {"same"} or (senses & {"hedge", "adverb"} and cursor.next_is("same", ahead + 1)):
            return ahead - start
        if "adverb" in senses and cursor.peek(ahead + 1).senses.keys() & {"adverb", "change"}:
            return ahead - start
        if "change" in senses and not _same_later(cursor, ahead):
            return ahead - start
        ahead += 1
    return ahead - start if cursor.next_is("change", ahead) else 0  # 高出 is a comparator too


def _same_later(cursor: Cursor, ahead: int) -> bool:
    """与GDP增长同步: 增长 belongs to the name."""
    while not _ends_name(cursor, ahead) or cursor.next_is("hedge", ahead):
        if cursor.next_is("same", ahead + 1):
            return True
        ahead += 1
        if ahead >= _LONGEST:
            break
    return False


def of_length(cursor: Cursor) -> int:
    """What a share is of, after 占: up to 的, 比重, or the number."""
    ahead = 0
    if cursor.peek().senses.keys() & _MOVING or _leaves(cursor):
        return 0  # 占比提高5个百分点, 占比由55%提高到60%
    while not cursor.clause_ends(ahead) and not cursor.number_ahead(ahead) and ahead < _LONGEST:
        token = cursor.peek(ahead)
        senses = token.senses.keys()
        if senses & {"vague", "to", "each", "per"} or ("base-before" in senses and token.text != "在"):
            return 0
        if token.text.startswith(_SHARES) or senses & {"op", "half"}:
            break
        if "reach" in senses and (cursor.number_ahead(ahead + 1) or cursor.next_is("op", ahead + 1)):
            break
        ahead += 1
    return 0 if cursor.clause_ends(ahead) or ahead == _LONGEST else ahead


def _leaves(cursor: Cursor) -> bool:
    """Whether 从 or 由 stands here before a number or its time."""
    if not cursor.next_is("from"):
        return False
    return cursor.number_ahead(1) or bool(cursor.peek(1).senses.keys() & {"year", "period", "point", "op"})


def share_length(cursor: Cursor) -> int:
    """What a share is of, before 的 and a part (编制床位的2%), or straight before 万分之."""
    senses = cursor.peek().senses.keys()
    if senses & _NEVER_FIRST or not senses & {"unknown", "noun", "area", "tail"}:
        return 0
    ahead = depth = 0
    while cursor.peek(ahead).text and ahead < _LONGEST:
        token = cursor.peek(ahead)
        depth += ("open" in token.senses) - ("stop" in token.senses)
        if ahead and token.text == "的" and share_ahead(cursor, ahead + 1) is not None:
            return ahead
        if ahead and "hundredths" in token.senses:
            return ahead
        if (not depth and "join" in token.senses) or token.senses.keys() & _NEVER_SHARED:
            return 0
        if token.text.startswith(_SHARES):
            return 0
        ahead += 1
    return 0


def share_ahead(cursor: Cursor, ahead: int = 0) -> Fraction | None:
    """How much of a whole the amount so many tokens ahead is; None where it is no part or multiple."""
    ahead += cursor.about(ahead)
    if cursor.next_is("half", ahead):
        return Fraction(1, 2)
    if cursor.next_is("hundredths", ahead):
        return Fraction(1, 100)
    numeral = cursor.peek(ahead).numeral
    if numeral is None:
        return None
    after = cursor.peek(ahead + 3) if cursor.next_is("span", ahead + 1) else cursor.peek(ahead + 1)
    if after.unit is not None and after.unit.dimension in (PROPORTION, "multiple"):
        return numeral.value * after.unit.factor
    if cursor.next_is("tenth", ahead + 1):
        return numeral.value / 10
    below = cursor.peek(ahead + 2).numeral
    if cursor.next_is("fraction", ahead + 1) and below is not None:
        return Fraction(1, 2)
    return None


def times_ahead(cursor: Cursor, ahead: int = 0) -> bool:
    """Whether an amount in 倍 stands so many tokens ahead."""
    ahead += cursor.about(ahead)
    if cursor.peek(ahead).numeral is None:
        return False
    after = cursor.peek(ahead + 3) if cursor.next_is("span", ahead + 1) else cursor.peek(ahead + 1)
    return after.unit is not None and after.unit.dimension == "multiple"


def multiplied_length(cursor: Cursor) -> int:
    """The name of one's own measure, before 的 and a multiple of it: (2020年)城镇建设用地规模的1.3倍."""
    ahead = 0
    while ahead < _LONGEST and not cursor.clause_ends(ahead) and cursor.peek(ahead).text != "的":
        senses = cursor.peek(ahead).senses.keys()
        if senses & _NEVER_MULTIPLIED or ("area" in senses and "noun" not in senses):
            return 0
        ahead += 1
    return ahead if cursor.peek(ahead).text == "的" and times_ahead(cursor, ahead + 1) else 0


def none_length(cursor: Cursor) -> int:
    """What does not occur, after 无 or 未发生: the rest of the clause, if nothing is said of it."""
    ahead = 0
    while not cursor.clause_ends(ahead):
        if ahead == _LONGEST:
            return 0
        senses = cursor.peek(ahead).senses.keys()
        if senses & {"op", "change", "rate", "trend", "half", "hundredths", "per"}:
            return 0
        if "number" in senses and cursor.number_stands(ahead):
            return 0
        ahead += 1
    return ahead


def covered_length(cursor: Cursor) -> int:
    """Whom 全覆盖 at the end of the clause covers: 行政村, 村村, 县市区."""
    ahead = 0
    while ahead < _MOST_COVERED:
        token = cursor.peek(ahead)
        senses = token.senses.keys()
        if not (ahead and token.text == "级"):  # 村级全覆盖
            if not senses & {"noun", "area", "unknown"}:
                break
            if not (token.text.isalpha() or "noun" in senses) or senses & {"tail", "number", "done"}:
                return 0
        ahead += 1
    covered = cursor.peek(ahead).text in ("全覆盖", "全面覆盖", "全部覆盖", "满覆盖")
    return ahead if covered and cursor.clause_ends(ahead + 1) else 0


def whole_length(cursor: Cursor, *, linked: bool) -> int:
    """What a share is of, behind it: the rest of the clause, if it names something.

    With 的 between (50%的旗县所在地) any words do, without (100%社区卫生服务站) the last must be a known noun.
    """
    begin = ahead = int(linked)
    named = False
    while not cursor.clause_ends(ahead):
        token = cursor.peek(ahead)
        senses = token.senses.keys()
        if ahead == _LONGEST or token.text == "的" or senses & _NEVER_BEHIND or not _ideographic(token.text):
            return 0
        named = "noun" in senses or (linked and (named or bool(senses & {"unknown", "area"})))
        ahead += 1
    return ahead - begin if named else 0


def noun_length(cursor: Cursor) -> int:
    """What is changed or made, between its verb and its number (装机容量, 老旧小区, 5G基站): a noun of one thing."""
    ahead = 0
    while not _number_follows(cursor, ahead):
        if ahead == _LONGEST or not _in_noun(cursor, ahead):
            return 0
        ahead += 1
    words = [cursor.peek(at) for at in range(ahead)]
    placed = all("area" in token.senses for token in words)  # 新增农村5000人 is of a part
    short = sum(len(token.text) for token in words) == 1 or all("skip" in token.senses for token in words)
    making = ahead == 1 and "make" in words[0].senses and "noun" not in words[0].senses  # 增长实现8%
    return (
        0 if placed or short or making or words[-1].text.isascii() or "adverb" in words[-1].senses else ahead
    )


def is_quantity(noun: str) -> bool:
    """Whether a noun names what is measured (化肥使用量), so that it may change by per cent, and not what is counted."""
    return _QUANTITY_LAST.search(noun) is not None


def is_rate(noun: str) -> bool:
    """Whether a noun names a rate or a mean, of which 新增 or 新建 says no change: 新建绿色建筑比例."""
    return _RATE.search(noun) is not None


def _number_follows(cursor: Cursor, ahead: int) -> bool:
    """Whether a number that is an amount stands here, or words of how much and then the number."""
    for at in range(ahead, ahead + _MOST_SAYING + 1):
        if cursor.number_ahead(at):
            return not _grades(cursor, at) and cursor.year_ahead(at) is None
        token = cursor.peek(at)
        if not token.senses.keys() & _SAYING_HOW_MUCH and token.text not in _REACHING:
            return False
    return False


def _in_noun(cursor: Cursor, ahead: int) -> bool:
    token = cursor.peek(ahead)
    senses = token.senses.keys()
    if "number" in senses:
        return _grades(cursor, ahead)
    if ahead == 0 and "per-year" in senses:
        return False
    if not token.text.isalpha() or token.text == "的" or senses & _NEVER_A_LETTER:
        return False
    if len(token.text) == 1 or "make" in senses:
        return True
    if ahead and "change" in senses:
        return False  # 新建学校减少大班额100个: what the second verb says counts
    return not senses & _NEVER_CHANGED and not (senses & _TELLING and _number_follows(cursor, ahead + 1))


def _grades(cursor: Cursor, ahead: int) -> bool:
    """Whether a number is part of a name: 5G基站, 4A级景区, 三级医院."""
    after = cursor.peek(ahead + 1).text
    return after in _GRADES or (after.isascii() and after.isalpha() and not cursor.next_is("unit", ahead + 1))


def aim_length(cursor: Cursor, start: int = 0, aims: tuple[str, ...] = _AIMS) -> int:
    """What the amount before is, and not a share of: 控制在5.5%左右的预期目标, 低于5%的国家标准."""
    ahead = start + 1
    while ahead < _LONGEST and cursor.peek(ahead).senses.keys() & {"area", "tail"}:
        ahead += 1
    ends = cursor.clause_ends(ahead) or cursor.next_is("op-after", ahead)
    return ahead - start if ahead > start + 1 and ends and cursor.peek(ahead - 1).text.endswith(aims) else 0


def demanded_ahead(cursor: Cursor, length: int) -> bool:
    """Whether the area's name of this length says whose demand or mean the amount behind it is: 国家95%的要求."""
    areas = all(
        cursor.next_is("area", ahead) and not cursor.next_is("tail", ahead) for ahead in range(length)
    )
    unit = cursor.peek(length + 1).unit
    if not areas or not cursor.next_is("number", length) or unit is None:
        return False
    if unit.dimension in _DISTANCES or cursor.peek(length + 2).text != "的":
        return False
    aims = _MEANS if cursor.peek(length - 1).text.startswith("全") else _DEMANDS
    return aim_length(cursor, length + 2, aims) > 0


def _ideographic(text: str) -> bool:
    return all(character in "()、·" or character >= "\u4e00" for character in text)
