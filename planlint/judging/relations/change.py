"""Relations over time: against the baseline, and of changes to the levels they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from planlint.judging.comparison import compare, times_words, unanimous
from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of, rounded
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning, level_range
from planlint.printing import beside, figure_words, number_words
from planlint.ranges import Range
from planlint.words import Words


def not_worse_than(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The target permits nothing worse than what the baseline says was reached."""
    meaning, base = judged_of(case), case.partner
    indicator = meaning.indicator
    assert indicator is not None and base.range is not None
    if indicator.direction not in ("higher", "lower"):
        return not_comparable("direction-unknown")
    if meaning.basis and not base.basis:
        return not_comparable("basis")
    if not meaning.ranges:
        return not_comparable(meaning.reason or "no-range")
    reached = base.range
    if reached.point is not None:
        reached = (
            Range(reached.point, None) if indicator.direction == "higher" else Range(None, reached.point)
        )
    verdict = unanimous(compare(own, reached, indicator.direction) for own in meaning.ranges)
    if verdict.outcome != "fails":
        return verdict
    place = max(meaning.step, base.step)
    after_rounding = compare(rounded(meaning.ranges[0], place), rounded(reached, place), indicator.direction)
    if verdict.note_only or after_rounding.outcome == "holds":
        return HOLDS
    allowed = meaning.range.lower if indicator.direction == "higher" else meaning.range.upper  # type: ignore[union-attr]
    held = base.range.lower if indicator.direction == "higher" else base.range.upper
    detail = Words("", "")
    if indicator.direction == "lower" and allowed is not None and held and allowed >= 2 * held > 0:
        times = times_words(allowed / held)
        detail = Words(f"，允许值是已达水平的 {times.zh}", f", {times.en} the level already reached")
    # A rate of rare events is often nought in a small place for a year; nobody can promise that it stays so.
    nought = base.range.point == 0 and indicator.denominator is not None
    return replace(verdict, unit=indicator.unit_text, detail=detail, lighter=nought)


def change_leads_to(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Base and change lead to the printed level, within the rounding of all three."""
    meaning = judged_of(case)
    change = meaning.change
    assert change is not None and meaning.indicator is not None
    if not meaning.bases:
        return not_comparable("no-base")
    if change.form.startswith("ambiguous"):
        return not_comparable("ambiguous")
    missed = [
        level for level in case.partners if all(_misses(meaning, base, level) for base in meaning.bases)
    ]
    if len(missed) < len(case.partners):
        return HOLDS
    level, unit = missed[0], meaning.indicator.unit_text
    assert level.value is not None
    results = [_led_to(meaning, base, size) for base in meaning.bases for size in _sizes(meaning)]
    starts = [figure_words(base) for base in meaning.bases]
    ends = [number_words(result) for result in dict.fromkeys(results)]
    detail = Words(
        f"：由 {' 或 '.join(starts)} 按此变化应为 {' 或 '.join(ends)}{beside(unit)}",
        f": from {' or '.join(starts)} it leads to {' or '.join(ends)}{beside(unit)}",
    )
    gap = min(abs(level.value - result) for result in results)
    return fails(gap, unit, detail=detail, related=(level, *meaning.bases))


def _sizes(change: Meaning) -> tuple[Fraction, ...]:
    """The printed size of a change, both ends of a band."""
    assert change.factor is not None
    return tuple(end * change.factor for end in (change.figure.value, change.figure.high) if end is not None)


def _led_to(change: Meaning, base: Meaning, size: Fraction, start: Fraction = Fraction(0)) -> Fraction:
    """Where a change of a size leads from a base; `start` shifts the base by a rounding."""
    assert change.change is not None and change.change.base_year is not None and base.value is not None
    years = change.year - change.change.base_year if "per year" in change.change.form else 1
    if change.change.form.startswith("absolute"):
        return base.value + start + size * years
    return (base.value + start) * (1 + size / 100) ** years


def _misses(change: Meaning, base: Meaning, level: Meaning) -> bool:
    """Whether the printed level is out of reach of base and change, all three read with their rounding."""
    assert change.change is not None and level.factor is not None
    soft = 1 if change.change.range.approximate else Fraction(1, 2)
    ends = [
        _led_to(change, base, size + rounding, start)
        for size in _sizes(change)
        for rounding in (-soft * change.step, soft * change.step)
        for start in (-base.step / 2, base.step / 2)
    ]
    printed = level_range(level.figure, "neither", target=False)
    assert printed is not None
    shown = printed.scaled(level.factor)
    around = Range(
        None if shown.lower is None else shown.lower - level.step / 2,
        None if shown.upper is None else shown.upper + level.step / 2,
    )
    reached = Range(min(ends), max(ends))
    if change.figure.comparator in (">", ">="):
        reached = Range(min(ends), None)
    elif change.figure.comparator in ("<", "<="):
        reached = Range(None, max(ends))
    return not reached.meets(around)
