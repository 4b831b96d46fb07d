"""The reviewer's comparison table: one indicator across all plans, superiors first."""

from __future__ import annotations

from planlint.catalogue import Indicator
from planlint.judging.corpus import Corpus
from planlint.meaning import Meaning
from planlint.model import Plan
from planlint.printing import figure_words, ranges_words
from planlint.reporting.terminal import columns, padded, visible
from planlint.reporting.wording import KIND, listed, reason_words
from planlint.words import Lang, Words


def indicator_table(corpus: Corpus, indicator: Indicator, lang: Lang) -> str:
    """A row a statement, aligned by display columns."""
    better = _BETTER[indicator.direction].in_(lang)
    unit = indicator.unit_text
    head = visible("  ".join(filter(None, (indicator.title(lang), f"[{indicator.id}]", unit, better))))
    rows = [[title.in_(lang) for title in _TITLES]]
    depths = {plan: len(corpus.hierarchy.superiors(plan)) for plan in corpus.plans}
    highest = min(depths.values(), default=0)
    for plan in _by_level(corpus):
        name = "  " * (depths[plan] - highest) + place_name(plan, corpus)
        for meaning in corpus.meanings(plan):
            if meaning.indicator == indicator:
                rows.append([visible(cell) for cell in (name, *_cells(meaning, lang))])
                name = ""
    if len(rows) == 1:
        return f"{head}\n{Words('没有规划提到该指标', 'no plan states it').in_(lang)}\n"
    widths = [max(columns(row[i]) for row in rows) for i in range(len(_TITLES))]
    lines = ("  ".join(map(padded, row, widths)).rstrip() for row in rows)
    return "\n".join([head, *lines]) + "\n"


def place_name(plan: Plan, corpus: Corpus) -> str:
    """The jurisdiction's name, with the period where several plans of it are held."""
    name = corpus.hierarchy.divisions.name(plan.jurisdiction) or plan.jurisdiction
    several = sum(other.jurisdiction == plan.jurisdiction for other in corpus.plans) > 1
    return f"{name} {plan.period}" if several else name


def _by_level(corpus: Corpus) -> list[Plan]:
    """Each plan after those above it, brothers by code."""

    def key(plan: Plan) -> tuple[tuple[str, ...], str, str]:
        above = [level.jurisdiction for level in corpus.hierarchy.superiors(plan)]
        return (*reversed(above), plan.jurisdiction), str(plan.period), plan.id

    return sorted(corpus.plans, key=key)


def _cells(meaning: Meaning, lang: Lang) -> list[str]:
    statement, indicator = meaning.statement, meaning.indicator
    assert indicator is not None
    year = str(meaning.year) if statement.year is not None else f"({meaning.year})"
    if meaning.ranges:
        means = ranges_words(meaning.ranges, indicator.unit_text, lang)
    else:
        means = reason_words(meaning.reason or "no-range", lang)
    at = statement.at
    return [
        KIND[statement.kind].in_(lang),
        year,
        figure_words(meaning),
        means,
        statement.nature or "",
        listed(filter(None, (statement.place, statement.population, statement.part, meaning.basis)), lang),
        ":".join(filter(None, (at.section, str(at.line) if at.line is not None else None))),
    ]


_BETTER = {
    "higher": Words("越高越好", "higher is better"),
    "lower": Words("越低越好", "lower is better"),
    "neither": Words("不以高低论", "neither way is better"),
    "unknown": Words("方向未知", "direction unknown"),
}

_TITLES = (
    Words("行政区", "jurisdiction"),
    Words("类型", "kind"),
    Words("年份", "year"),
    Words("数值", "figure"),
    Words("取值范围", "range"),
    Words("属性", "nature"),
    Words("范围", "scope"),
    Words("原文位置", "source"),
)
