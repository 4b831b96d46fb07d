"""The relation of a superior's target to those of all lower plans together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Indicator
from planlint.judging.comparison import compare, unanimous
from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import half_up, judged_of
from planlint.judging.verdict import HOLDS, Case, Verdict, not_comparable
from planlint.meaning import Meaning
from planlint.printing import beside, counted_in, number_words
from planlint.ranges import Direction, Range, reaching
from planlint.words import Words

_ROUNDING = Fraction(1, 1000)
"""Printed parts need not add up to their printed whole; what lacks no more than this share lacks nothing."""


def adds_up(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The weighted mean of the lower targets, each just reached, fulfils the superior's.

    What weighs in without a target counts as the best, then as the worst plausible value: the rule fails only
    if the best does not suffice. The mean is rounded to the superior's last printed place.
    """
    meaning = judged_of(case)
    indicator = meaning.indicator
    assert indicator is not None
    if indicator.direction not in ("higher", "lower"):
        return not_comparable("direction-unknown")
    if not meaning.ranges or meaning.outdated:
        return not_comparable(meaning.reason or meaning.figure.kind)
    weights = _of_one_year(corpus, meaning, indicator)
    if weights is None:
        return not_comparable("no-weights")
    whole, parts = weights
    ends = [
        (parts[other.plan.jurisdiction], end)
        for other in case.partners
        if other.plan.jurisdiction in parts and (end := _weak_end(other, indicator.direction)) is not None
    ]
    known = sum((weight for weight, _ in ends), Fraction(0))
    if abs(whole - known) <= whole * _ROUNDING:
        whole = known
    rest = whole - known
    if rest < 0:
        return not_comparable("weights-exceed")
    reached = sum((weight * end for weight, end in ends), Fraction(0))
    best, worst = (
        None if rest and end is None else (reached + rest * (end or 0)) / whole
        for end in _plausible_ends(indicator)
    )
    verdict = _against(meaning, best, indicator.direction)
    if verdict.outcome != "fails":
        surely = rest == 0 or _against(meaning, worst, indicator.direction).outcome == "holds"
        return verdict if surely else not_comparable(f"weight-known:{_percent(known / whole)}")
    assert best is not None
    unit, factor = counted_in((meaning, *case.partners), indicator.unit_text)
    mean, share = number_words(best / factor) + beside(unit), _percent(rest / whole)
    detail = Words(mean, mean)
    if rest:
        detail = Words(
            f"{mean}（另有 {share}% 的权重没有目标，按合理范围内最好的计）",
            f"{mean} (a further {share}% of the weight has no target and is taken at the plausible best)",
        )
    return replace(verdict, unit=indicator.unit_text, detail=detail)


def _of_one_year(
    corpus: Corpus, meaning: Meaning, indicator: Indicator
) -> tuple[Fraction, Mapping[str, Fraction]] | None:
    """The weight of the plan's place and of all others in the latest year, up to the target's, that has the former.

    Where the place's own is not given it is the sum of those of all divisions straight below it.
    """
    place, divisions = meaning.plan.jurisdiction, corpus.hierarchy.divisions
    by_year = corpus.weights(indicator)
    below: list[str] | None = None
    for year in sorted((year for year in by_year if year <= meaning.year), reverse=True):
        parts = by_year[year]
        if parts.get(place):
            return parts[place], parts
        if below is None:
            below = [code for code in divisions if divisions.superior(code) == place]
        if below and all(parts.get(code) for code in below):
            return sum((parts[code] for code in below), Fraction(0)), parts
    return None


def _weak_end(meaning: Meaning, direction: Direction) -> Fraction | None:
    """The least that a target permits, read as favourably as it can be; None where it sets no limit."""
    ends: list[Fraction] = []
    for range_ in meaning.ranges:
        low, high = (range_.upper, range_.lower) if range_.approximate else (range_.lower, range_.upper)
        end = low if direction == "higher" else high
        if end is None or meaning.outdated:
            return None
        ends.append(end)
    if not ends:
        return None
    return max(ends) if direction == "higher" else min(ends)


def _plausible_ends(indicator: Indicator) -> tuple[Fraction | None, Fraction | None]:
    """The best and the worst value that can occur."""
    range_ = indicator.plausible or Range(None, None)
    ends = (range_.upper, range_.lower)
    return ends if indicator.direction == "higher" else (ends[1], ends[0])


def _against(meaning: Meaning, mean: Fraction | None, direction: Direction) -> Verdict:
    """A mean held against a superior's target; it holds too where only rounding or the bound itself is missing."""
    if mean is None:
        return not_comparable("weight-known")

    def held_against(number: Fraction) -> Verdict:
        own = reaching(number, direction)
        verdict = unanimous([compare(own, range_, direction) for range_ in meaning.ranges], meaning)
        return HOLDS if verdict.note_only else verdict

    verdict = held_against(mean)
    if verdict.outcome == "fails" and meaning.is_level and meaning.step:
        rounded = held_against(half_up(mean, meaning.step))
        return verdict if rounded.outcome == "fails" else rounded
    return verdict


def _percent(share: Fraction) -> str:
    return str(round(share * 100))
