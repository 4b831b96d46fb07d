"""One clause of a figure: what its words have said so far, and the Figure that they come to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal, cast

from planlint.figures.amounts import Amount
from planlint.figures.cursor import UnreadableError
from planlint.figures.figure import Comparator, Direction, Figure, Form
from planlint.figures.tokens import Token
from planlint.units import FRACTION, PROPORTION, Unit, compose, read_unit, split_count

_FLIPPED: dict[str, Comparator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "~": "~"}
_OR_EQUAL: dict[str, str] = {">": ">=", "<": "<=", "~": "~", ">=": ">=", "<=": "<=", "=": "="}
_LOWER, _UPPER = frozenset((">", ">=")), frozenset(("<", "<="))


SAME_SCOPE = "同口径"
LIKEWISE = ("同比", "环比", SAME_SCOPE)
"""Of the same time a year or a month before, or of the same scope: words that name no base of their own."""
_HELD = ("控制", "严控", "严格控制", "限制", "限定")
_ALLOTTED = ("指标", "指标数", "下达", "下达数", "计划", "目标", "控制数", "限值")
"""Ends of the names of what may be used up: 控制在下达指标范围内 is no more than that."""


class Clause:
    """What the words of a clause have said so far; most say two or three of all these things."""

    or_equal: bool = False
    """达到或…, 等于或…"""
    reach: str | None = None
    """A word that reaches a level: empty, up (提高到) or down (降至)."""
    reaching: str = ""
    """The word that reaches."""
    making: bool = False
    """That word is a verb of making, which behind a verb of change is a noun: 增加投资5亿元."""
    inclusive: bool | None = None
    """（含） or （不含） after the number."""
    change: tuple[int, str] | None = None
    """A verb of change: its sign, and relative, plain, new or other."""
    of_new: bool = False
    """The object of 新增 or 新建 is a rate, which such a verb doesn't change: 新建绿色建筑比例."""
    acting: bool = False
    """That verb may have an object (新增); 降 and 增 alone begin nouns (降水量)."""
    extent: bool = False
    """幅度 after a verb of change: the number is that of the change."""
    rate: int | None = None
    """A noun for a rate of change (增速, 降幅): its sign."""
    growth: str = ""
    """The words for a rate of change or the verb, as they would stand before a reference: 年均增速."""
    direction: Direction | None = None
    trending: bool = False
    """A word that can only be a trend (稳中有升) was read."""
    done: bool = False
    surely_done: bool = False
    """达标, and not 建成, which may also reach a number."""
    undone: bool = False
    """未达标, 否."""
    beyond: bool = False
    """超额完成."""
    of_all: bool = False
    """均, 全部."""
    zero: str | None = None
    amount: Amount | None = None
    start: Amount | None = None
    leaving: bool = False
    """从 or 由 was read, and the amount it speaks of was not yet."""
    timed: Token | None = None
    """The last word of a time behind a change, which only the level that the change leads to can have."""
    base: int | str | None = None
    named_base: bool = False
    """The base is another's value, by its name: 比全国平均水平."""
    of_base: bool = False
    """The amount is a part or a multiple of the base: 2020年的80%."""
    reference: int | str | None = None
    better: str | None = None
    same: bool = False
    per_year: str | None = None
    real: bool = False
    """可比价, 实际: growth at constant prices."""
    cumulative: bool = False
    bracketed: bool = False
    """The number stands in 〔〕."""
    per: Unit | None = None
    mean: Unit | None = None
    """What 亩均 takes the mean over."""
    each: str | None = None
    of: str | None = None
    of_whole: bool = False
    """占… and …的2% speak of a share."""
    noun: Token | None = None
    """A counted thing named before its number."""
    named: bool = False
    """What is changed or made is named by more than a known noun."""
    multiple: str | None = None
    """up (翻番) or down (减半)."""
    doublings: int = 1
    opened: bool = False
    """A bracket is open around the amount."""
    said_total: bool = False
    """累计 was read, and not a bracket that means it."""

    def __init__(self, end: Token) -> None:
        self.end = end
        """Where a clause that comes to nothing is said to stop."""
        self.hedges: list[str] = []
        self.words: list[str] = []
        """Words that make up a trend or something done."""
        self.before: list[tuple[str, Token]] = []
        """Comparators before the number."""
        self.after: list[tuple[str, Token]] = []
        self.start_bounds: tuple[list[tuple[str, Token]], list[tuple[str, Token]]] = [], []
        """Those of the start: 由不到60%."""

    @property
    def strictly(self) -> bool:
        """Whether 高于, 低于 or the like is all that was said before an amount, so that it may be a distance."""
        return [op for op, _ in self.before] in ([">"], ["<"]) and not self.or_equal

    def count_from(self, base: int | str, token: Token) -> None:
        """Says what a change is counted from; raises UnreadableError where something else was said (比2020年较2015年)."""
        if self.base not in (None, *LIKEWISE, base):
            raise UnreadableError(token)
        self.base = _of_same_scope(base) if self.base == SAME_SCOPE else base

    def likewise(self, word: str) -> None:
        """Says 同比, 同口径 or the like of a change, beside another base or without one."""
        same_scope = word.startswith(SAME_SCOPE)
        if self.base is None:
            self.base = SAME_SCOPE if same_scope else word
        elif same_scope and self.base not in LIKEWISE:
            self.base = _of_same_scope(self.base)

    def allots(self, token: Token) -> bool:
        """Whether 范围内 stands behind what may be used up: 控制在上级下达指标范围内."""
        held = self.reaching.startswith(_HELD) and str(self.reference).endswith(_ALLOTTED)
        return held and token.text.endswith("范围内")

    @property
    def has_content(self) -> bool:
        """Whether the words so far say something by themselves."""
        return (
            self.amount is not None
            or self.reference is not None
            or self.multiple is not None
            or self.zero is not None
            or self.direction is not None
            or self.done
        )

    @property
    def has_words(self) -> bool:
        """Whether anything but hedges was read."""
        return self.has_content or bool(self.words or self.before or self.base or self.reach)


def _of_same_scope(base: int | str) -> str:
    return f"{base}年{SAME_SCOPE}" if isinstance(base, int) else base + SAME_SCOPE


_KEEPING = ("保持", "维持", "稳定", "控制", "严控", "严格控制", "锁定", "限制", "限定", "运行")
_MISREAD = frozenset("%‰℃°$")
"""Signs that stand beside numbers alone."""


def assemble(clause: Clause) -> Figure:
    """The figure that a clause comes to; its text is still empty.

    Raises UnreadableError where it comes to none, and where words were read that the figure has no place for.
    """
    figure = _core(clause)
    if not clause.hedges and clause.each is None and clause.of is None:
        return figure
    note = figure.note or ("counts-each" if clause.each is not None else None)
    hedge = "".join(clause.hedges) or None
    return replace(figure, hedge=hedge, each=clause.each, of=clause.of, note=note)


def _core(clause: Clause) -> Figure:
    if clause.leaving or clause.opened:
        raise UnreadableError(clause.end)
    if clause.amount is not None:
        figure = _numbered(clause, clause.amount)
        if clause.cumulative:
            figure = replace(figure, cumulative=True)
        if clause.bracketed and figure.kind == "level" and figure.comparator == "=":
            # 〔18〕 is what the years of the plan add up to
            return replace(figure, kind="change", form="absolute", note="sum-of-years")
        return figure
    _reject(clause, "noun", "start", "of_base", "per")
    if clause.each is not None and not clause.has_words:
        return Figure("", "done", words=clause.each)
    _reject(clause, "each")
    if clause.multiple is not None:
        _reject(clause, "of", "reference", "zero", "trending")
        return replace(_doubling(clause), cumulative=clause.cumulative)
    if clause.zero is not None:
        _reject(clause, "before", "after", "reference", "direction", "base", "cumulative", "rate")
        if clause.zero == "growth":
            _reject(clause, "of")
            return Figure("", "change", "=", Fraction(0), Fraction(1), unit=read_unit("%"), form="relative")
        if clause.zero == "first":
            return Figure("", "level", ">=", Fraction(1), Fraction(1))  # 零突破: where there was none
        return Figure("", "level", "=", Fraction(0), Fraction(1))
    _reject(clause, "of")
    if clause.reference is not None:
        _reject(clause, "cumulative", "base", "trending", "surely_done")
        if clause.better is not None:
            _reject(clause, "before", "after")
        figure = _reference(clause)
        if clause.growth and figure.comparator is None and clause.better is None:
            raise UnreadableError(clause.end)
        return replace(figure, words=clause.growth or None)
    _reject(clause, "before", "after")
    if clause.cumulative and not clause.said_total:
        raise UnreadableError(clause.end)
    words = "".join(clause.words)
    if clause.base is not None and "持平" in words:
        raise UnreadableError(clause.end)
    if clause.direction is not None and not (clause.surely_done and clause.direction == 0):
        return Figure("", "trend", base=clause.base, direction=clause.direction, words=words)
    if clause.done or clause.of_all:
        return Figure("", "done", base=clause.base, words=words, negated=clause.undone)
    raise UnreadableError(clause.end)


def _reject(clause: Clause, *unused: str) -> None:
    """Nothing that was read may be dropped: the clause is unreadable if one of these is set."""
    if any(getattr(clause, name) not in (None, False, [], "") for name in unused):
        raise UnreadableError(clause.end)


def _numbered(clause: Clause, amount: Amount) -> Figure:
    if clause.mean is not None and amount.unit is not None:
        amount = replace(amount, unit=compose(amount.unit, clause.mean))
    _reject(clause, "reference", "multiple", "zero", "trending", "better", "same", "beyond")
    share = amount.unit is not None and amount.unit.dimension in (PROPORTION, "百分点")
    if clause.noun is not None and share:
        raise UnreadableError(clause.noun)
    if clause.per is not None and (
        share or amount.ratio or (amount.unit and " per " in amount.unit.dimension)
    ):
        raise UnreadableError(clause.end)
    if clause.of_whole and amount.unit is not None and amount.unit.dimension != PROPORTION:
        raise UnreadableError(clause.end)
    if clause.of is not None and (clause.start is not None or (amount.value == 0 and amount.unit is None)):
        raise UnreadableError(clause.end)
    if clause.of_new and not _is_points(amount):
        return _level(clause, amount)
    if clause.rate is not None or (clause.change is not None and clause.reach is None) or _grows(clause):
        _reject(clause, "per", "of_base")
        if clause.of is not None and share:
            raise UnreadableError(clause.end)
        if amount.ratio:
            raise UnreadableError(clause.end)
        return _change(clause, amount)
    figure = _multiple(clause, amount)
    if figure is None:
        _reject(clause, "named_base")
        figure = _level(clause, amount)
    return figure


def _grows(clause: Clause) -> bool:
    """增长达到52%, 年均增长保持在6%以上, 新增就业5万人 and 增加投资5亿元 are changes, 提高达到90% and 由30天增长为40天 levels.

    Raises UnreadableError for 下降控制在5%以内, which may be either.
    """
    if clause.change is None or clause.reach != "" or (clause.start is not None and clause.reaching == "为"):
        return False
    if clause.making:
        return True
    if clause.change[1] != "new" and clause.reaching.startswith(_KEEPING):
        return _keeps_growing(clause, clause.change)
    growing = (
        clause.extent
        or clause.change[1] in ("relative", "lessen")
        or clause.base is not None
        or _is_points(clause.amount)
    )
    return clause.change[1] == "new" or (growing and clause.reaching in ("达到", "达", "达到了", "为", "在"))


def _keeps_growing(clause: Clause, change: tuple[int, str]) -> bool:
    """Whether what 保持在 or 控制在 keeps is the change before it, and not the level."""
    unit = clause.amount.unit if clause.amount is not None else None
    if _is_points(clause.amount):
        return True
    if change[1] not in ("relative", "lessen"):
        return False
    if clause.per_year is not None or clause.cumulative:
        return True
    if unit is None or unit.text != "%":
        return False
    if change[0] < 0 and clause.base is None:
        raise UnreadableError(clause.end)
    return True


def _is_points(amount: Amount | None) -> bool:
    return amount is not None and amount.unit is not None and amount.unit.dimension == "百分点"


def _comparator(clause: Clause, sign: int = 1) -> tuple[Comparator, str | None]:
    """The comparator that the words come to, for a value of this sign, and a note where they say two things."""
    before = [_OR_EQUAL[op] if clause.or_equal else op for op, _ in clause.before]
    said = [*zip(before, (token for _, token in clause.before), strict=True), *clause.after]
    if clause.amount is not None and clause.amount.more:
        said.append((">", clause.end))
    bounds = [(op, token) for op, token in said if op in _LOWER | _UPPER]
    for op, token in bounds:
        if (op in _LOWER) != (bounds[0][0] in _LOWER):
            raise UnreadableError(token)
    about = any(op == "~" for op, _ in said)
    result, note = ("~" if about else "="), None
    if bounds:
        result = bounds[0][0]
        if clause.inclusive is not None:
            result = result[0] + ("=" if clause.inclusive else "")
        differ = any(op != bounds[0][0] for op, _ in bounds) and clause.inclusive is None
        note = "about-bound" if about else "bounds-differ" if differ else None
    return (_FLIPPED[result] if sign < 0 else cast(Comparator, result)), note


def _level(clause: Clause, amount: Amount) -> Figure:
    comparator, note = _comparator(clause)
    if amount.high is not None and comparator not in ("=", "~"):
        raise UnreadableError((*clause.after, *clause.before, ("", clause.end))[0][1])
    value, step, high, unit = amount.value, amount.step, amount.high, amount.unit
    if clause.per is not None:
        number, per = split_count(clause.per)
        value, step, high = value / number, step and step / number, high and high / number
        # with no counting word, things of any kind are counted
        unit = compose(unit or cast(Unit, read_unit("个")), per)
    kind: Literal["ratio", "band", "level"] = "ratio" if amount.ratio else "level" if high is None else "band"
    start = _start(clause)
    return Figure(
        "",
        kind,
        comparator,
        value,
        step,
        high,
        unit=unit,
        unit_texts=amount.unit_texts,
        base=clause.base,
        per="year" if clause.per_year == "level" else None,
        start=start,
        note="from-to" if start is not None else note,
    )


def _start(clause: Clause) -> Figure | None:
    """The level that the words say a movement starts from."""
    if clause.start is None:
        return None
    begun = Clause(clause.end)
    begun.before, begun.after = clause.start_bounds
    return _level(begun, clause.start)


def _multiple(clause: Clause, amount: Amount) -> Figure | None:
    """提高到2倍 and 2020年的80% as the relative changes that they are; None for anything else."""
    unit = amount.unit
    if clause.of_base:
        if unit is None or unit.dimension not in (PROPORTION, "multiple"):
            raise UnreadableError(clause.end)
        if clause.strictly and amount.value * unit.factor < Fraction(1, 2):
            raise UnreadableError(clause.end)  # 高于上年的10% may mean by 10%
    elif (
        unit is None
        or unit.dimension != "multiple"
        or clause.reach not in ("up", "down")
        or clause.start is not None
    ):
        return None
    comparator, note = _comparator(clause)
    if not clause.of_base:
        note = "to-multiple"
    per_cent = unit.factor * 100
    return Figure(
        "",
        "change",
        comparator,
        (amount.value * per_cent) - 100,
        amount.step and amount.step * per_cent,
        amount.high and amount.high * per_cent - 100,
        unit=read_unit("%"),
        unit_texts=amount.unit_texts,
        base=clause.base,
        form="relative",
        note=note,
    )


def as_multiple(change: Figure) -> Figure:
    """提高到2倍, a rise by 100%, as the level that it is of what is measured in 倍 itself."""
    assert change.value is not None
    return replace(
        change,
        kind="level" if change.high is None else "band",
        value=1 + change.value / 100,
        step=change.step and change.step / 100,
        high=change.high and 1 + change.high / 100,
        unit=read_unit("倍"),
        form=None,
        note=None,
    )


def _change(clause: Clause, amount: Amount) -> Figure:
    sign, verb = clause.change or (clause.rate or 1, "relative")
    if clause.rate is not None:
        sign, verb = clause.rate, "relative"
    comparator, note = _comparator(clause, sign)
    if amount.high is not None and comparator not in ("=", "~"):
        raise UnreadableError((*clause.after, *clause.before, ("", clause.end))[0][1])
    if clause.real and amount.unit is not None:
        verb = "relative"  # at constant prices money grows, and no share moves by points
    form = change_form(amount.unit, verb, rate=clause.rate is not None)
    unit, scale = amount.unit, Fraction(1)
    if form == "relative" and unit is not None and unit.text != "%":
        scale, unit = unit.factor * 100, read_unit("%")
    ends = sorted(sign * scale * end for end in (amount.value, amount.high) if end is not None)
    start = _start(clause)
    return Figure(
        "",
        "change",
        comparator,
        ends[0],
        amount.step and amount.step * scale,
        ends[1] if len(ends) > 1 else None,
        unit=unit,
        unit_texts=amount.unit_texts,
        base=clause.base,
        per="year" if clause.per_year is not None else None,
        form=form,
        start=start,
        words=clause.growth if clause.rate is not None and clause.change is not None else None,
        note=_change_note(form, amount.unit)
        or ("constant-prices" if clause.real and form == "relative" else note),
    )


def _change_note(form: Form, unit: Unit | None) -> str | None:
    if form != "ambiguous":
        return None
    return "change-without-unit" if unit is None else "ambiguous-percent"


def change_form(unit: Unit | None, verb: str, *, rate: bool) -> Form:
    """Relative after words of growth; else ambiguous, for a share may move by per cent or by points.

    A base decides nothing: 比2020年提高10% often means points.
    """
    growing = rate or verb in ("relative", "lessen")
    if unit is None:
        return "ambiguous" if rate or verb == "relative" else "absolute"
    if unit.dimension == "multiple" or unit == FRACTION:
        return "relative"
    if unit.dimension != PROPORTION:
        return "absolute"
    if unit.text == "%":
        return "relative" if growing else "ambiguous"
    if unit.text == "‰":
        return "relative" if rate else "ambiguous"
    return "absolute"


def _doubling(clause: Clause) -> Figure:
    """翻番, 翻两番 and 减半."""
    sign = -1 if clause.multiple == "down" else 1
    comparator, note = _comparator(clause, sign)
    value = Fraction(-50) if sign < 0 else Fraction(2**clause.doublings - 1) * 100
    per_cent = read_unit("%")
    return Figure(
        "",
        "change",
        comparator,
        value,
        Fraction(1),
        unit=per_cent,
        base=clause.base,
        form="relative",
        note=note,
    )


def _reference(clause: Clause) -> Figure:
    comparator: Comparator | None
    comparator, note = _comparator(clause)
    if clause.better is not None:
        comparator, note = (
            None,
            "not-worse-than" if clause.or_equal or clause.better == "not worse" else "better-than",
        )
    elif clause.beyond and comparator == "=":
        comparator = ">"
    elif not (clause.before or clause.after or clause.same or clause.reach is not None):
        comparator = None
    base = str(clause.reference)
    slip = base.isascii() and not (clause.same and base.isalpha())
    if not isinstance(clause.reference, int) and (slip or not _MISREAD.isdisjoint(base.partition("前")[0])):
        raise UnreadableError(clause.end)  # 9O% is a slip of the pen, no level of somebody else's
    return Figure("", "reference", comparator, base=clause.reference, note=note)
