"""What the plan files say: plans, statements and their places, as printed and not yet interpreted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Literal

from planlint.frozen import frozen

Kind = Literal["target", "baseline", "past_target"]
KINDS: tuple[Kind, ...] = ("target", "baseline", "past_target")

Nature = Literal["约束性", "预期性", "指导性"]

YamlPath = tuple[str | int, ...]
"""Keys and list positions from the top of a YAML document to one of its nodes."""


@frozen()
class Span:
    """A stretch of a YAML file, 1-based, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@frozen()
class Period:
    """The years that a plan covers, both included."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}" if self.end != self.start else str(self.start)

    @property
    def base_year(self) -> int:
        """The plan's base year (基期): by default the year before the period."""
        return self.start - 1


@frozen()
class Waiver:
    """A curated exception: the named rule shall not speak of this statement, or of this plan as a whole."""

    rule: str
    """Rule id."""
    reason: str
    approved_by: str | None
    document: str | None
    """Number of the document that approves it."""
    until: str | None
    """Last day on which it holds, as `YYYY-MM-DD`."""
    max_gap: Fraction | None
    """Beyond this gap, in the unit of the finding's, it does not hold."""
    path: YamlPath
    indicator: str | None = None
    """On a plan's head: the indicator that the plan may leave out, by name or catalogue id."""


@frozen(guarded=False)
class SourcePlace:
    """Where a figure stands in the published document."""

    section: str | None
    table: str | None
    row: str | None
    line: int | None
    """First line of the source file, 1-based."""
    last_line: int | None

    @property
    def where(self) -> Literal["table", "prose"]:
        """`table` where a table is named, else `prose`; a box (专栏) is prose."""
        return "table" if self.table else "prose"


@frozen(guarded=False)
class Statement:
    """One place in one plan that gives one figure for one indicator and time."""

    name: str
    """The indicator's name as printed."""
    indicator_id: str | None
    """The catalogue id, where the file gives one in place of a printed name."""
    kind: Kind
    year: int | None
    """Year of the figure, or the last of a span; None where the text gives none."""
    first_year: int | None
    """First year of a span such as 2016-2020 (an average or total over it), else None."""
    figure: str
    """The words as printed."""
    path: YamlPath
    """YAML path of the figure's scalar."""
    name_path: YamlPath
    """YAML path of the indicator's name."""
    unit: str | None
    """The table's unit column as printed."""
    nature: str | None
    """指标属性 as printed."""
    population: str | None
    """The people that it speaks of, where they are others than the indicator's own."""
    place: str | None
    """The printed word for a place, where the figure is another's or that of a part of the plan's own."""
    part: str | None
    """The printed word for some of the institutions or cases, where the figure speaks of those alone."""
    basis: str | None
    """The units each of which must reach it, as in 以苏木乡镇为单位."""
    norm: bool
    """Whether it sets a norm for staff or equipment, which is no result to be reached."""
    id: str | None
    """Its id within the plan, for the `sum_of` of others."""
    sum_of: tuple[str, ...]
    """Ids of the statements of which it is the sum."""
    waivers: tuple[Waiver, ...]
    """Exceptions from rules for this statement."""
    note: str | None
    """A remark of whoever transcribed it."""
    at: SourcePlace
    """Where it stands in the published document."""


@frozen()
class Disowned:
    """A sentence in which a plan says that an indicator is none of its measures (不作为核心指标)."""

    name: str
    """The indicator's name as printed."""
    at: SourcePlace
    path: YamlPath
    """YAML path of the entry."""


@frozen()
class Plan:
    """One published plan of one jurisdiction, for one sector and period."""

    id: str
    title: str
    jurisdiction: str
    """GB/T 2260 code, or a local code: the superior's six digits, a hyphen and a word of its own."""
    sector: str
    period: Period
    superior: str | None
    """Code of the superior jurisdiction where the plan states one; else it follows from the code."""
    implements: tuple[str, ...]
    """Ids of the plans that it says it rests on."""
    main_table: str | None
    source_file: str | None
    source_sha256: str | None
    statements: tuple[Statement, ...]
    file: str
    """Path of the YAML file as the reports name it."""
    spans: Mapping[YamlPath, Span] = field(repr=False, compare=False)
    """Positions of the file's nodes by YAML path."""
    lines: Sequence[str] = field(repr=False, compare=False)
    """The file's text, line by line, for code frames."""
    disowns: tuple[Disowned, ...] = ()
    """What it says is no measure of its own, in the order of the file."""
    waivers: tuple[Waiver, ...] = ()
    """Exceptions for what is said of the plan as a whole, such as an indicator that it leaves out."""

    def span(self, path: YamlPath) -> Span:
        """Position of a node, or of its nearest ancestor that has one."""
        while path:
            found = self.spans.get(path)
            if found is not None:
                return found
            path = path[:-1]
        return self.spans.get(path, Span(1, 1, 1, 1))

    def assumed_year(self, statement: Statement) -> int:
        """The year that an undated statement counts for.

        A target is due in the period's last year, a baseline was reached in the year before the period,
        and a target of the last period was due in that period's last year.
        """
        if statement.year is not None:
            return statement.year
        return self.period.end if statement.kind == "target" else self.period.base_year


_NATURES: Mapping[str, Nature] = {
    "约束性": "约束性",
    "约束": "约束性",
    "預期性": "预期性",
    "预期性": "预期性",
    "预期": "预期性",
    "预测性": "预期性",
    "約束性": "约束性",
    "指导性": "指导性",
    "指导": "指导性",
    "引导性": "指导性",
    "引导": "指导性",
    "倡导性": "指导性",
    "倡导": "指导性",
}


_LEVELS = "国家省市州盟地县区旗级自治上"
"""What may stand beside a nature: whose it is (国家级约束性)."""

_MISTYPED: tuple[tuple[re.Pattern[str], Nature], ...] = (
    (re.compile(r".?约束.?|.?約束.?|约[^定]性|.束性|强制性?|[刚硬]性"), "约束性"),
    (re.compile(r"预期.|預期.|[予顶颈]期性|预[其斯欺朝]性"), "预期性"),
)
"""Words that somebody wrote for a nature; others (参考性, 核心) are columns' own."""


def nature_of(printed: str | None) -> Nature | None:
    """The printed 指标属性 as one of the three natures, or None where it is none of them."""
    found = _NATURES.get(_nature_words(printed or ""))
    if found is not None or not printed:
        return found
    parts = {_nature_words(part).strip(_LEVELS) for part in re.split("[（(）)]", printed)} - {""}
    return _NATURES.get(parts.pop()) if len(parts) == 1 else None  # 约束性（国家）


def mistyped_nature(printed: str) -> Nature | None:
    """The nature that a word was meant for which is none, such as 约束型; None for other words."""
    words = _nature_words(printed)
    if words[:1] in ("非", "不", "无", "软"):
        return None
    return next((nature for pattern, nature in _MISTYPED if pattern.fullmatch(words)), None)


def _nature_words(printed: str) -> str:
    letters = "".join(character for character in printed if character.isalpha())  # （约束性）, 预 期 性
    return letters.removesuffix("指标")
