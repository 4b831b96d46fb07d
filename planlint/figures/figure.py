"""What a printed figure says, before anything is known about its indicator, unit column or base."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import Literal

from planlint.frozen import frozen
from planlint.units import Unit

Kind = Literal[
    "level", "band", "change", "reference", "trend", "done", "ratio", "missing", "compound", "unreadable"
]
Comparator = Literal["<", "<=", ">", ">=", "=", "~"]
Direction = Literal[-1, 0, 1]
Form = Literal["absolute", "relative", "ambiguous"]


@frozen(guarded=False)
class Figure:
    """A figure as read. Figures are equal when they say the same, however it is printed."""

    text: str = field(compare=False)
    """As printed."""
    kind: Kind
    comparator: Comparator | None = None
    """Of the signed value; None where the figure names none (trends, 省下达) and for compounds."""
    value: Fraction | None = None
    """In `unit`, as printed: 2.46万个 is 2.46, a：b is b/a. A change is signed, negative where it goes down, so that
    下降30%以上 is at most -30. A relative change is always in per cent: 翻一番 is 100, 下降三分之一 is -100/3."""
    step: Fraction | None = None
    """One unit of the last printed digit of value (80.8: 1/10); None where no digits are printed (三分之一)."""
    high: Fraction | None = None
    """A band's upper end."""
    low_closed: bool = True
    high_closed: bool = True
    unit: Unit | None = None
    """From the figure's own words only; None where it prints none."""
    unit_texts: tuple[str, ...] = field(default=(), compare=False)
    """The unit words as printed, in order; more than one where the unit is printed twice."""
    base: int | str | None = None
    """What a change or reference starts from: a year, or the printed words (基期, 十三五末, 全国平均水平).
    Also of a level or trend that names one: 较2020年提高到90%."""
    per: Literal["year"] | None = None
    cumulative: bool = False
    """A total over the period: 累计, 〔18〕."""
    form: Form | None = None
    """Of a change. `ambiguous`: 提高10% of a share may be per cent of the base or percentage points."""
    hedge: str | None = None
    """力争, 有望, 预期, 原则上, 基本…, joined as printed."""
    each: str | None = None
    """Whom the figure counts for, one by one: 每个旗县."""
    of: str | None = None
    """What the share is of (占GDP的2%), what is counted, where more than a single known noun says it (5所公共卫生机构),
    or what does not occur (无重大事故)."""
    mode: Literal["any", "all"] | None = None
    """Of a compound: any of its parts suffices (或), or all are meant (且, 并)."""
    parts: tuple[Figure, ...] = ()
    start: Figure | None = None
    """The from side of 从3.67人提高到4.3人."""
    direction: Direction | None = None
    """Where a trend goes: up, down, or level."""
    words: str | None = None
    """The words of a trend or of something done: 稳中有降, 全覆盖; the rate that a reference or change is of (增速)."""
    negated: bool = False
    """Of something done: 未达标."""
    note: str | None = None
    """A remark as a stable code: `ambiguous-percent`, `from-to`, `counts-each`, `better-than`, …"""
    problem_at: int | None = field(default=None, compare=False)
    """Unreadable: the index in `text` of the character at which reading stopped."""
