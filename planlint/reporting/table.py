"""The reviewer's comparison table: one indicator across all plans, superiors first."""

from __future__ import annotations

from planlint.catalogue import Indicator
from planlint.judging.corpus import Corpus
from planlint.meaning import Meaning
from planlint.model import Plan
from planlint.printing import figure_words, range_words
from planlint.reporting.text import columns, padded
from planlint.reporting.wording import KIND, reason_words
from planlint.words import Lang, Words


def indicator_table(corpus: Corpus, indicator: Indicator, lang: Lang) -> str:
    """A row a statement, aligned by display columns."""
    better = _BETTER[indicator.direction].in_(lang)
    head = f"{indicator.title(lang)}  [{indicator.id}]  {indicator.unit_text}  {better}".rstrip()
    titles = [w.in_(lang) for w in _TITLES]
    rows = [titles]
    for plan in _by_level(corpus):
        depth = len(corpus.hierarchy.superiors(plan))
        name = "  " * depth + (corpus.hierarchy.divisions.name(plan.jurisdiction) or plan.jurisdiction)
        for meaning in corpus.meanings(plan):
            if meaning.indicator == indicator:
                rows.append([name, *_cells(meaning, lang)])
                name = ""
    if len(rows) == 1:
        return head + "\n" + Words("没有规划提到该指标", "no plan states it").in_(lang) + "\n"
    widths = [max(columns(row[i]) for row in rows) for i in range(len(titles))]
    lines = [
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([head, *lines]) + "\n"


def _by_level(corpus: Corpus) -> list[Plan]:
    """Each plan after those above it, brothers by code."""

    def key(plan: Plan) -> tuple[str, ...]:
        chain = [level.jurisdiction for level in corpus.hierarchy.superiors(plan)]
        return (*reversed(chain), plan.jurisdiction, "", str(plan.period), plan.id)

    return sorted(corpus.plans, key=key)


def _cells(meaning: Meaning, lang: Lang) -> list[str]:
    statement, indicator = meaning.statement, meaning.indicator
    assert indicator is not None
    year = str(meaning.year) if statement.year is not None else f"({meaning.year})"
    if meaning.range is not None:
        means = range_words(meaning.range, indicator.unit_text)
    else:
        means = reason_words(meaning.reason or "no-range", lang)
    aside = "，".join(filter(None, (statement.place, statement.population, statement.part, meaning.basis)))
    at = statement.at
    line = f"{at.line}" if at.line is not None else ""
    return [
        KIND[statement.kind].in_(lang),
        year,
        figure_words(meaning),
        means,
        statement.nature or "",
        aside,
        f"{at.section or ''}:{line}" if line else at.section or "",
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
