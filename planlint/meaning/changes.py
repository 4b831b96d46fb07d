"""Changes: what their words say, and the levels that they lead to from a plan's own baselines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Indicator
from planlint.figures import Figure
from planlint.figures.words import FIVE_YEAR_PLANS
from planlint.meaning.indicated import counts_new, never_adds_up
from planlint.meaning.meaning import Change, Meaning, Result, Units, in_document, part_of, subject
from planlint.meaning.printed_units import factor_of
from planlint.model import Statement
from planlint.ranges import Direction, Range, bounded
from planlint.units import PROPORTION, conversion, read_unit

PERCENT = "%"
PERCENTAGE_POINT = "百分点"


def read_change(
    statement: Statement, figure: Figure, units: Units, indicator: Indicator
) -> tuple[Fraction | None, Result]:
    """A change in its own right; what it is counted from, and the level that it leads to, depend on the plan."""
    assert figure.value is not None  # without a number it is a trend
    form = figure.form or "absolute"
    if form == "ambiguous" and not _may_move_by_points(indicator, figure):
        form = "relative"
    if form == "absolute":
        own = _difference_factor(figure, units, indicator)
        if own is None:
            return None, Result(reason="dimension")
        factor = own
    else:
        unit = figure.unit or units.printed
        per_mille = figure.form == "ambiguous" and unit is not None and unit.text == "‰"
        factor = Fraction(1, 10) if per_mille else Fraction(1)  # to per cent
    value = figure.value * factor
    step = (figure.step or Fraction(0)) * factor
    if figure.high is not None:
        range_ = Range(value, figure.high * factor)
    elif figure.comparator == "~":
        range_ = Range(value - step, value + step, approximate=True)
    else:
        aim = "neither" if statement.kind == "baseline" else _aim(indicator, value)
        range_ = bounded(value, figure.comparator, aim)
    sums = figure.note == "sum-of-years"
    if sums and never_adds_up(indicator):
        if indicator.direction != "higher":
            return factor, Result(reason="ambiguous")  # up or down, nothing says
        sums = False
    label = form + (" per year" if figure.per else "") + (" cumulative" if sums else "")
    change = Change(label, None, range_)
    if sums:
        # 〔18〕 is the indicator's own value over the period, so it compares with a plain 17 too
        return factor, Result(range_, change=change)
    return factor, Result(reason="no-base", change=change)


def _may_move_by_points(indicator: Indicator, figure: Figure) -> bool:
    """Whether a change in per cent or per mille may be one in points: of a share; from a named base, of one in per cent."""
    unit = indicator.unit
    if unit is None or not unit.dimension.startswith(("proportion", "rate")):
        return False
    in_percent = figure.unit is not None and figure.unit.text == PERCENT
    return unit.text == PERCENT or figure.base is None or not in_percent


def _difference_factor(figure: Figure, units: Units, indicator: Indicator) -> Fraction | None:
    """From the unit of an absolute change to the canonical unit."""
    unit = figure.unit or units.printed
    if unit is not None and unit.dimension == PERCENTAGE_POINT:
        point = percentage_point(indicator)
        return point * unit.factor if point is not None else None  # a 千分点 is a tenth of a 百分点
    return factor_of(units.printed, indicator, figure)


def percentage_point(indicator: Indicator) -> Fraction | None:
    """A percentage point in an indicator's unit; None where it isn't counted in shares."""
    percent = read_unit(PERCENT)
    assert percent is not None
    return conversion(percent, indicator.unit) if indicator.unit else None


def _aim(indicator: Indicator, change: Fraction) -> Direction:
    """Which way a bare change aims: the indicator's own, else the way it goes."""
    if indicator.direction in ("higher", "lower"):
        return indicator.direction
    return "higher" if change > 0 else "lower"


_NO_LEVEL = re.compile(
    "均|期间|时期|目标|指标|任务|计划|要求|标准|控制|增速|增长|预算|预期|同口径|规划(?!期|基)|以来|[全国省市区县]"
)
"""What a base is besides a year's level of one's own: 十三五年均水平, 十三五规划目标, 上年全省水平."""
_BASE_YEAR = re.compile("基[期年线]|基准[期年]|规划期初")
_NOW = re.compile("(?:现状|现有|现在|目前|当前|原有)(?:水平|值)?$")


def base_year(meaning: Meaning) -> int | None:
    """The year that a change is counted from; None where the words name none."""
    base, statement = meaning.figure.base, meaning.statement
    if isinstance(base, int):
        return base
    first_year = meaning.plan.period.start if statement.kind == "target" else statement.first_year
    before = None if first_year is None else first_year - 1
    if base is None:
        return before
    if _NO_LEVEL.search(base):
        return None
    for words, last in FIVE_YEAR_PLANS.items():
        if words in base:
            return last
    if _BASE_YEAR.search(base) or _NOW.match(base):
        return before
    return meaning.year - 1 if re.match(r"^(上年|上一年|去年)", base) else None


MAX_BASES = 50
"""Levels of one indicator and year beyond which a change is not worked out from each of them."""


Reached = Mapping[tuple[object, ...], list[Meaning]]
"""The levels that a plan says were reached, by subject and year."""


def reached(found: Iterable[Meaning]) -> Reached:
    levels: dict[tuple[object, ...], list[Meaning]] = {}
    for meaning in found:
        if meaning.statement.kind == "baseline" and meaning.is_level:
            levels.setdefault((*subject(meaning), meaning.year), []).append(meaning)
    return levels


def with_changes(meaning: Meaning, levels: Reached) -> Meaning:
    """Changes worked out from the plan's own baselines."""
    if meaning.change:
        return _with_change(meaning, levels)
    if meaning.also is not None and meaning.also.change:
        return replace(meaning, also=_with_change(meaning.also, levels))
    return meaning


def _with_change(meaning: Meaning, levels: Reached) -> Meaning:
    """A change counted from its base year, and worked out from the plan's own baselines of that year."""
    result, indicator = meaning.result, meaning.indicator
    assert result.change is not None and indicator is not None
    change = replace(result.change, base_year=base_year(meaning))
    counted = replace(meaning, result=replace(result, change=change))
    if change.base_year is None or "cumulative" in change.form or counts_new(indicator):
        return counted
    if meaning.figure.note == "constant-prices":
        return replace(counted, result=replace(counted.result, reason="constant-prices"))
    start = meaning.reading.start
    if start is not None:
        found = [part_of(meaning, start, as_start(meaning.statement))]
    else:
        found = levels.get((*subject(meaning), change.base_year), [])
    if len(found) > MAX_BASES:
        return replace(counted, result=replace(counted.result, reason="too-many-bases"))
    bases = by_trust(base for base in found if base.range is not None and base.range.point is not None)
    if not bases:
        return counted
    years = meaning.year - change.base_year
    ranges = tuple(
        dict.fromkeys(outcome for base in bases for outcome in _results(change, base, years, indicator))
    )
    if not ranges or (meaning.figure.note == "sum-of-years" and _beyond_the_whole(ranges[0], indicator)):
        return counted
    return replace(meaning, result=Result(ranges[0], None, ranges[1:], change, bases))


def _beyond_the_whole(range_: Range, indicator: Indicator) -> bool:
    """Whether a share would have to be more than all, so that its 〔100〕 can't be a rise."""
    unit = indicator.unit
    if unit is None or unit.dimension != PROPORTION or range_.lower is None:
        return False
    return range_.lower * unit.factor > 1


def by_trust(bases: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Tables before prose, then the most precisely printed."""
    return tuple(
        sorted(bases, key=lambda base: (base.statement.at.where == "prose", base.step, in_document(base)))
    )


def _results(change: Change, base: Meaning, years: int, indicator: Indicator) -> Iterable[Range]:
    """The levels that a change leads to from a base: two where its words allow two readings."""
    assert base.range is not None and base.range.point is not None
    level = base.range.point
    per_year = "per year" in change.form
    if per_year and not 0 < years <= 50:
        return
    form = change.form.split()[0]
    if form in ("absolute", "ambiguous"):
        times = Fraction(years if per_year else 1)
        unit = (percentage_point(indicator) if form == "ambiguous" else None) or Fraction(1)
        yield _through(change.range, lambda step: level + step * unit * times)
    if form in ("relative", "ambiguous"):
        power = years if per_year else 1
        yield _through(change.range, lambda step: level * (1 + step / 100) ** power)


def _through(range_: Range, level_after: Callable[[Fraction], Fraction]) -> Range:
    """The levels that the ends of a range of changes lead to."""
    return replace(
        range_,
        lower=None if range_.lower is None else level_after(range_.lower),
        upper=None if range_.upper is None else level_after(range_.upper),
    )


def as_start(statement: Statement) -> Statement:
    """The statement that the start of a movement would be, printed by itself."""
    return replace(statement, kind="baseline")
