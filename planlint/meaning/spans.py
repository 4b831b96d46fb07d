"""Spans: what a figure says of several years together, and the years that it is judged for."""

from __future__ import annotations

import re

from planlint.catalogue import Indicator
from planlint.figures import Figure
from planlint.meaning.indicated import counts_new
from planlint.meaning.meaning import Meaning

_STOCK = re.compile("累计(?:总数|总量)?(?:达|建成|拥有|保有|注册|开通|认定|培育)")
_DONE = "新建|改建|扩建|改造|修复|治理|培训"
_NAMES_DONE = re.compile(f"(?:{_DONE})(?:总?[户套人栋台处个]?数量?|总?面积|规模|里程|长度|人次|量|任务)?$")
_STANDS = re.compile("达|到|[建形]成|拥有|保有|总|已|占|后")
"""What makes of something done a stock: 改造后达到800万亩."""
_YEARLY = re.compile("[年每平]均|[每逐]年|年度")


def adds_up(meaning: Meaning) -> bool:
    """Whether a figure adds up what is done in a span (累计, 〔18〕), and is no stock that grew so far (累计建成).

    What is newly added or made in a span (2021-2025: 新增18万人, 改造2690户) is a total too, unless it is said to be a
    year's.
    """
    figure, statement, indicator = meaning.figure, meaning.statement, meaning.indicator
    if figure.note == "sum-of-years":
        return True
    if figure.cumulative:
        return _STOCK.search(figure.text) is None
    if statement.first_year is None or figure.per is not None or indicator is None:
        return False
    if _YEARLY.search(f"{statement.name} {indicator.name}") is not None:
        return False
    return counts_new(indicator) or _is_done(figure, indicator)


def _is_done(figure: Figure, indicator: Indicator) -> bool:
    """Whether a figure of a span counts what is done in it (改造2690户, 2690户 of 老旧小区改造), and no stock or average."""
    if not indicator.extensive or figure.base is not None or _STANDS.search(figure.text) is not None:
        return False
    says = _says_done(figure.text)
    if figure.kind == "change":
        return bool(says) and figure.form == "absolute" and figure.value is not None and figure.value > 0
    return figure.kind in ("level", "band") and (bool(says) or _NAMES_DONE.search(indicator.name) is not None)


def done_alike(one: Meaning, other: Meaning) -> bool:
    """Whether two totals count what is done in one way, as far as their words say: 改造500万亩 is no part of 〔850〕 for sure.

    What is plainly said to be a total (累计, 〔18〕) counts whatever was done.
    """
    plainly = [m.figure.cumulative or m.figure.note == "sum-of-years" for m in (one, other)]
    return all(plainly) or _done(one) == _done(other)


def _done(meaning: Meaning) -> frozenset[str]:
    """What is said to be done, in the figure or else in the name."""
    indicator = meaning.indicator
    return _says_done(meaning.figure.text) or _says_done(indicator.name if indicator else "")


def _says_done(words: str) -> frozenset[str]:
    return frozenset(re.findall(_DONE, words))


def first_year(meaning: Meaning) -> int | None:
    """The first year of the span that a statement is judged for; None where that is a year.

    A target that is the total over the plan's years is due in the last of them, be it printed under that year (〔18〕) or
    of the span.
    """
    first = meaning.statement.first_year
    if first is None or meaning.statement.kind != "target" or not adds_up(meaning):
        return first
    period = meaning.plan.period
    return None if (first, meaning.year) == (period.start, period.end) else first
