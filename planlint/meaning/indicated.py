"""Figures as their indicators take them: which parts bind, ratios as quotients, changes of what is itself a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from planlint.catalogue import Indicator
from planlint.figures import Figure, as_multiple, decimal_text, is_nothing
from planlint.units import PROPORTION, Unit, conversion, read_unit

if TYPE_CHECKING:
    from planlint.figures.figure import Comparator


def taken_for(indicator: Indicator | None, figure: Figure) -> Figure:
    """What of a figure's words binds, as the indicator takes it."""
    if indicator is not None:
        figure = _counted_by(indicator, figure)
        if figure.parts:
            parts = _measuring(indicator, [_counted_by(indicator, part) for part in figure.parts])
            figure = replace(parts[0], text=figure.text) if len(parts) == 1 else replace(figure, parts=parts)
    figure = _binding(figure)
    beside = level_and_change(figure)
    if beside is not None and indicator is not None and _is_more_of_the_change(*beside, indicator):
        return replace(beside[1], text=figure.text)
    return figure


def _counted_by(indicator: Indicator, figure: Figure) -> Figure:
    figure = _as_no_change(_as_measured(_as_quotient(figure, indicator), indicator))
    return _as_own_change(figure, indicator)


def level_and_change(figure: Figure) -> tuple[Figure, Figure] | None:
    """A level and the change that leads to it, printed side by side; None where the words are of another make."""
    if figure.mode != "all" or len(figure.parts) != 2:
        return None
    levels = [part for part in figure.parts if part.kind in ("level", "band")]
    changes = [part for part in figure.parts if part.kind == "change"]
    if not len(levels) == len(changes) == 1:
        return None
    if levels[0].base is not None and levels[0].start is None:
        return None  # 较2015年的20所，增长105%: the level is what the change starts from
    return levels[0], changes[0]


_TO_ONE = re.compile(r"[:：∶比]\s*[1１一](?![0-9０-９.．])")


def _as_quotient(figure: Figure, indicator: Indicator) -> Figure:
    """A ratio a：b as the level that the indicator counts; else as it is.

    Of one thing per another (人/教师) that is a/b in its unit, so 生师比 may be printed 17:1 or 17, and 不高于 keeps
    its sense; without a unit it is the side that isn't 1: 城乡居民收入比 2.3:1 is 2.3, 医护比 1:1.25 is 1.25.
    """
    if figure.kind != "ratio" or not figure.value:
        return figure
    if indicator.unit is None:
        return _turned(figure, Fraction(1)) if _TO_ONE.search(figure.text) else figure
    if " per " not in indicator.unit.dimension:
        return figure
    turned = _turned(figure, indicator.unit.factor)
    return replace(turned, kind="level" if turned.high is None else "band")


def _turned(figure: Figure, factor: Fraction) -> Figure:
    """The ratio with its sides changed, in a unit of this factor."""
    low, *high = sorted(1 / (end * factor) for end in (figure.value, figure.high) if end)
    return replace(figure, value=low, high=high[0] if high else None)


def _as_measured(figure: Figure, indicator: Indicator) -> Figure:
    """Words as what the indicator is measured in lets them be read; else as they are.

    缩小到2.3倍 of an indicator measured in 倍 is that level and 缩小0.2倍 a difference, 年均7% of one not measured
    in % is growth, and 高于GDP增速1个百分点 of it refers to another's growth.
    """
    unit = indicator.unit
    if unit is None:
        return figure
    if unit.dimension == "multiple":
        if figure.note == "to-multiple":
            return replace(as_multiple(figure), text=figure.text)
        if figure.kind == "change" and figure.unit_texts == ("倍",):
            return _in_multiples(figure)
    if _compares_growth(figure) and conversion(cast(Unit, read_unit("%")), unit) is None:
        assert figure.value is not None
        further = f"{figure.base}{'+' if figure.value > 0 else ''}{decimal_text(figure.value)}百分点"
        return Figure(figure.text, "reference", figure.comparator, base=further, hedge=figure.hedge)
    grows = figure.per is not None and figure.unit == read_unit("%") and figure.kind in ("level", "band")
    if grows and figure.unit is not None and conversion(figure.unit, unit) is None:
        return replace(figure, kind="change", form="relative")
    return figure


_OF_A_YEAR = re.compile(
    "(?:基期|规划期初|上年|上一年|去年|十[一二三四五六七八九]五末|现状|现有|现在|目前|当前|原有)(?:水平|值)?"
)


def _as_no_change(figure: Figure) -> Figure:
    """A reference to what was reached in a year (不低于2020年水平) as a change by nothing from it; else as it is."""
    of_a_year = isinstance(figure.base, int) or (figure.base and _OF_A_YEAR.fullmatch(figure.base))
    if figure.kind != "reference" or not of_a_year or figure.words or figure.comparator is None:
        return figure
    return replace(figure, kind="change", form="absolute", value=Fraction(0))


def _in_multiples(change: Figure) -> Figure:
    """缩小0.2倍, read as a fifth less, as the difference between two numbers in 倍 that it is of such an indicator."""
    value, high, step = (
        None if size is None else size / 100 for size in (change.value, change.high, change.step)
    )
    return replace(change, form="absolute", value=value, high=high, step=step, unit=read_unit("倍"))


_RATE = re.compile("增速|增长|增幅|涨幅")


def _compares_growth(figure: Figure) -> bool:
    """Whether percentage points are said between two growths: 高于GDP增速1个百分点, 年均增长高于全省1个百分点."""
    if figure.kind != "change" or figure.form != "absolute" or not isinstance(figure.base, str):
        return False
    if figure.unit is None or figure.unit.dimension != "百分点" or figure.high is not None:
        return False
    return figure.per is not None or _RATE.search(figure.base) is not None


_GROWTH = re.compile(r"(?:增长|增速|增幅|涨幅)(?:率|速度|幅度)?$")
_CUT = re.compile(r"(?:降低|下降|减少|削减|降幅)(?:率|比例|幅度)?$")
_NEW = re.compile("新增|净增")
_MOVING = re.compile("增(?!加?值)|涨|减|降|提[高升]|累计")
"""Words of a name for what happens in a time: 新增, 减排量, 涨幅; 增加值 is a stock's or a year's."""
_STATES = frozenset((PROPORTION, "age", "calendar"))
_TIMES = frozenset(("time", "calendar"))
_MIRRORED: dict[str | None, Comparator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def is_a_change(indicator: Indicator) -> bool:
    """Whether an indicator is itself a change, of a year or over a period: 人均收入增速, 单位GDP能耗降低."""
    name = _bare(indicator)
    return (_GROWTH.search(name) or _CUT.search(name)) is not None


def counts_new(indicator: Indicator) -> bool:
    """Whether an indicator counts what is added in a time: 城镇新增就业."""
    return _NEW.search(indicator.name) is not None


def never_adds_up(indicator: Indicator) -> bool:
    """Whether an indicator's years don't add up, so that 〔1〕 can only be how far it moves: 人均预期寿命.

    That is a share, a rate, an age or a mean which is no change itself.
    """
    return _MOVING.search(indicator.name) is None and _is_of_a_whole(indicator)


def _is_of_a_whole(indicator: Indicator) -> bool:
    """Whether it is a share, a rate, an age or a mean (每千人口床位数, 平均受教育年限), which only a whole has."""
    unit = indicator.unit
    if unit is None or indicator.extensive:
        return False
    _, *denominators = unit.dimension.split(" per ")
    return unit.dimension in _STATES or not _TIMES.issuperset(denominators)


def is_unmeasured(indicator: Indicator | None, figure: Figure) -> bool:
    """Whether 无 in the cell of a result or of an earlier target says that none is known, not 0.

    No place has a smoking rate of 0, but many have no hospital.
    """
    return (
        indicator is not None
        and figure.kind == "level"
        and is_nothing(figure.text)
        and _is_of_a_whole(indicator)
    )


def _bare(indicator: Indicator) -> str:
    return re.sub(r"[(（].*[)）]$", "", indicator.name)


def _as_own_change(figure: Figure, indicator: Indicator) -> Figure:
    """What the words of an indicator that is itself a change say of it, as its level: 比2020年下降14% of 能耗降低 is 14%,
    and 比2020年增长14% −14%.

    Growth is of one year, a cut of the whole period unless its name says otherwise (年均); what is said of another
    span stays a change, and so do percentage points. 累计新增25万人 of 城镇新增就业 is 25万人.
    """
    if figure.kind != "change" or figure.value is None:
        return figure
    if counts_new(indicator):
        added = figure.form == "absolute" and figure.value > 0 and figure.base is None and figure.per is None
        return replace(figure, kind="level", form=None) if added else figure
    name = _bare(indicator)
    cut, growth = _CUT.search(name) is not None, _GROWTH.search(name) is not None
    whole = figure.note == "sum-of-years"
    downward = cut and not whole
    if not (cut or growth) or ((figure.value < 0) is not downward and not _is_reversed(figure, name)):
        return figure
    yearly = figure.per is not None
    if cut and yearly is not ("年均" in name):
        return figure
    if growth and not yearly and (whole or figure.cumulative or isinstance(figure.base, int)):
        return figure
    unit = figure.unit or (read_unit("%") if figure.form in ("relative", "ambiguous") else None)
    if unit is not None and (indicator.unit is None or conversion(unit, indicator.unit) is None):
        return figure
    low, high = figure.value, figure.high
    if downward:
        low, high = (-low, None) if high is None else (-high, -low)
    return replace(
        figure, kind="level", form=None, base=None, per=None, value=low, high=high,
        unit=unit, comparator=_MIRRORED.get(figure.comparator, figure.comparator) if downward else figure.comparator,
    )  # fmt: skip


def _is_reversed(figure: Figure, name: str) -> bool:
    """Whether a figure plainly goes the other way: 比2020年增长18.5% of a cut, 年均下降7% of 年均增速.

    A rate of cuts or of growth (下降率) may itself rise and fall, and so may growth that is not by its name a mean.
    """
    assert figure.value is not None
    plain = figure.comparator == "=" and figure.note is None
    if not plain or figure.form != "relative" or figure.unit != read_unit("%"):
        return False
    if figure.value > 0:
        return isinstance(figure.base, int) and name.endswith(("降低", "下降", "减少", "削减"))
    return "年均" in name and figure.per is not None and figure.base is None and not name.endswith("率")


_HOPES = ("力争", "争取", "努力", "力求", "尽量", "尽可能", "有望")

_RANK = re.compile(
    r"(?:前[列茅]|[前第][0-9一二三四五六七八九十]++[位名强%]?|首位|榜首|百强[县市区]?|(?:方阵|梯队|行列)"
    r"|(?:领先|先进)(?:水平|行列)?|一流水平)$"
)


def _binding(figure: Figure) -> Figure:
    """The figure without the parts that bind to no number beside one that does.

    That is what is hoped for beside a firm part of its kind (90%以上，力争95%) or a change in its unit (新增5家以上，
    力争8家), another's level hoped for (90%以上，力争达到全国平均水平), trends (95%以上，稳中有升) and ranks (95%以上，
    位居全省前三位).
    """
    if figure.mode != "all":
        return figure
    firm = [part for part in figure.parts if not _is_hoped(part)]
    kept = [
        part for part in figure.parts if not (_is_hoped(part) and any(_outbid(one, part) for one in firm))
    ]
    if any(part.value is not None for part in kept):
        kept = [part for part in kept if part.kind != "trend" and not _is_rank(part)]
    if len(kept) == 1:
        return replace(kept[0], text=figure.text)
    return figure if len(kept) == len(figure.parts) else replace(figure, parts=tuple(kept))


def _is_hoped(figure: Figure) -> bool:
    return any(word in (figure.hedge or "") for word in _HOPES)


def _outbid(firm: Figure, hoped: Figure) -> bool:
    """Whether what is hoped for is more of the same that is promised, or another's level beside a number."""
    if firm.kind == hoped.kind or (hoped.kind == "reference" and firm.value is not None):
        return True
    if firm.kind != "change" or hoped.kind not in ("level", "band") or not (firm.unit and hoped.unit):
        return False
    return firm.form == "absolute" and firm.unit.dimension == hoped.unit.dimension


def _is_rank(figure: Figure) -> bool:
    return figure.kind == "reference" and _RANK.search(str(figure.base)) is not None


def _measuring(indicator: Indicator, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """The parts without a share of elsewhere beside what the indicator counts: 1.37亿吨，占全省的11%."""
    own = indicator.unit
    counted = [own and part.unit and conversion(part.unit, own) is not None for part in parts]
    if not any(counted):
        return tuple(parts)
    return tuple(p for p, counts in zip(parts, counted, strict=True) if counts or not (p.of and _is_share(p)))


def _is_share(figure: Figure) -> bool:
    return figure.unit is not None and figure.unit.dimension == PROPORTION


def _is_more_of_the_change(level: Figure, change: Figure, indicator: Indicator) -> bool:
    """年均增长6%以上，力争6.5% of an income: what looks like a level in per cent is the growth that is hoped for."""
    unit = indicator.unit
    if level.unit is None or change.unit is None or level.unit.dimension != change.unit.dimension:
        return False
    return unit is None or conversion(level.unit, unit) is None
