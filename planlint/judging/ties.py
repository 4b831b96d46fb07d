"""Joins over what is said of several indicators: bounds, combined rates, parts, denominators, sums, paces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.catalogue import Indicator
from planlint.judging.corpus import Corpus
from planlint.judging.stated import Levels
from planlint.judging.verdict import Case
from planlint.meaning import Meaning, first_told, subject
from planlint.model import Plan

if TYPE_CHECKING:
    from planlint.judging.joins import Scope


def indicator_bound(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each level with that of an indicator that the catalogue says it never exceeds."""
    for plan in corpus.judged:
        for levels in _levels(corpus, plan, scope):
            for (first, *rest), indicator in _with_indicator(levels):
                for bound in indicator.at_most:
                    if bound in levels:
                        partner, *others = levels[bound]
                        yield Case(plan, first, (partner,), (*rest, *others))


def combined_parts(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each combined rate with the rates that it combines; a row that names several indicators with their own."""
    for plan in corpus.judged:
        for levels in _levels(corpus, plan, scope):
            for (first, *rest), indicator in _with_indicator(levels):
                found = [levels[part] for part in indicator.combines if part in levels]
                if found and len(found) == len(indicator.combines):
                    yield Case(plan, first, tuple(part[0] for part in found), tuple(rest))
            if corpus.stated(plan).in_shared_rows:
                yield from _shared_rows(plan, levels)


def parts_of_whole(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each count with the counts that are parts of it."""
    for plan in corpus.judged:
        for levels in _levels(corpus, plan, scope):
            for (first, *rest), whole in _with_indicator(levels):
                parts = tuple(
                    found[0]
                    for found, part in _with_indicator(levels)
                    if part.id in whole.parts or whole.id in part.part_of
                    if part.extensive
                )
                if whole.extensive and parts:
                    yield Case(plan, first, parts, tuple(rest), grouped=True)


def same_denominator(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Counts with the rates that they are numerators of, for each denominator, and the denominator if stated.

    Exact figures alone, and only where there are two ways to the denominator.
    """
    for plan in corpus.judged:
        for levels in _levels(corpus, plan, scope):
            exact = {
                key: kept for key, found in levels.items() if (kept := [m for m in found if _is_exact(m)])
            }
            ways: dict[str, list[list[Meaning]]] = {}
            for counts, count in _with_indicator(exact):
                rates = exact.get(count.count_of or "", [])
                per = rates[0].indicator.per if rates and rates[0].indicator else None
                if per is not None and per in corpus.catalogue.by_id:
                    ways.setdefault(per, []).append([*counts, *rates])
            for per, found in ways.items():
                foremost = min(found, key=lambda way: first_told(way[0]))
                found.sort(key=lambda way: way is not foremost)
                if per in exact:
                    found.append(exact[per])
                if len(found) > 1:
                    first, *rest = (meaning for way in found for meaning in way)
                    yield Case(plan, first, tuple(rest), grouped=True)


def stated_sum(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each statement that is said to be a sum with its summands of the same kind and time."""
    for plan in corpus.judged:
        meanings = corpus.meanings(plan)
        for meaning in meanings:
            if meaning.statement.sum_of and meaning in scope:
                summands = tuple(
                    other
                    for other in meanings
                    if other.statement.id in meaning.statement.sum_of and _when(other) == _when(meaning)
                )
                yield Case(plan, meaning, summands)


def total_change(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each change per year with the changes over all of the same years."""
    for plan in corpus.judged:
        yearly: list[tuple[object, Meaning]] = []
        totals: dict[object, list[Meaning]] = {}
        for meaning in corpus.stated(plan).changes:
            change = meaning.change
            if change is None or change.base_year is None or meaning not in scope:
                continue
            form = change.form.split()[0]
            key = (meaning.statement.kind, *subject(meaning), change.base_year, meaning.year, form)
            if "per year" not in change.form:
                totals.setdefault(key, []).append(meaning)
            elif change.base_year < meaning.year:
                yearly.append((key, meaning))
        for span, meaning in yearly:
            if span in totals:
                yield Case(plan, meaning, tuple(totals[span]), grouped=True)


def _levels(corpus: Corpus, plan: Plan, scope: Scope) -> Iterator[Levels]:
    """The plan's levels that can be held against one another."""
    for (kind, *_), levels in corpus.stated(plan).levels(corpus.catalogue.related).items():
        if kind in scope.kinds and len(levels) > 1:
            yield levels


def _when(meaning: Meaning) -> tuple[object, ...]:
    return meaning.statement.kind, meaning.statement.first_year, meaning.year


def _with_indicator(levels: Levels) -> Iterator[tuple[list[Meaning], Indicator]]:
    for found in levels.values():
        assert found[0].indicator is not None
        yield found, found[0].indicator


def _shared_rows(plan: Plan, levels: Levels) -> Iterator[Case]:
    """Rows that give several indicators one figure, where each of them has a figure of its own elsewhere."""
    rows: dict[object, list[Meaning]] = {}
    for found in levels.values():
        for meaning in found:
            rows.setdefault(meaning.statement.path, []).append(meaning)
    for row in rows.values():
        others = [
            [m for m in levels[meaning.indicator.id] if m.statement.path != meaning.statement.path]
            for meaning in row
            if meaning.indicator is not None
        ]
        if len(row) > 1 and all(others):
            stated = tuple(found[0] for found in others)
            first, *rest = sorted(row, key=lambda m: m.statement.name_path)
            yield Case(plan, first, stated, tuple(rest))


def _is_exact(meaning: Meaning) -> bool:
    return meaning.range is not None and meaning.range.point is not None
