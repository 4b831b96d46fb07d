"""Spans: what a figure says of several years together, and the years that it is judged for."""

from __future__ import annotations

import re

from planlint.meaning.indicated import counts_new
from planlint.meaning.meaning import Meaning

_STOCK = re.compile("累计(?:总数|总量)?(?:达|建成|拥有|保有|注册|开通|认定|培育)")
_YEARLY = re.compile("[年每平]均|[每逐]年|年度")


def adds_up(meaning: Meaning) -> bool:
    """Whether a figure adds up what is done in a span (累计, 〔18〕), and is no stock that grew so far (累计建成).

    What is newly added in a span (2021-2025: 新增18万人) is a total too, unless it is said to be a year's.
    """
    figure, statement, indicator = meaning.figure, meaning.statement, meaning.indicator
    if figure.note == "sum-of-years":
        return True
    if figure.cumulative:
        return _STOCK.search(figure.text) is None
    if statement.first_year is None or figure.per is not None or indicator is None:
        return False
    return counts_new(indicator) and _YEARLY.search(f"{statement.name} {indicator.name}") is None


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
