"""Relations over time: against the baseline, and of changes to the levels they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from planlint.judging.comparison import (
    as_counted,
    at_least_as_strict,
    by_reference,
    compare,
    plainly_as_strict,
    times_words,
    unanimous,
)
from planlint.judging.corpus import Corpus, comparable_across_levels
from planlint.judging.relations.shared import as_result, judged_of, rounded, widened
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning, adds_up, is_a_change, level_range, percentage_point
from planlint.printing import beside, counted_in, figure_words, number_words
from planlint.ranges import Range, point
from planlint.words import Words


def not_worse_than(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The target permits nothing worse than what the baseline says was reached."""
    meaning, base = judged_of(case), case.partner
    indicator = meaning.indicator
    assert indicator is not None and base.range is not None
    if _is_never_weaker(meaning):
        return HOLDS
    if indicator.direction == "unknown":
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
    verdict = unanimous([compare(own, reached, indicator.direction) for own in meaning.ranges], meaning)
    if verdict.outcome != "fails":
        return verdict
    if _of_spans(meaning, base):
        return not_comparable("span")
    place = max(_place(meaning), base.step)
    kept = rounded(reached, place)
    after_rounding = [compare(rounded(own, place), kept, indicator.direction) for own in meaning.ranges]
    agreed = unanimous(after_rounding, meaning)
    if verdict.note_only or agreed.outcome == "holds":
        return HOLDS
    if agreed.outcome != "fails":
        return agreed
    allowed = meaning.range.lower if indicator.direction == "higher" else meaning.range.upper  # type: ignore[union-attr]
    held = base.range.lower if indicator.direction == "higher" else base.range.upper
    detail = Words("", "")
    if indicator.direction == "lower" and allowed is not None and held and allowed >= 2 * held > 0:
        times = times_words(allowed / held)
        detail = Words(f"，允许值是已达水平的 {times.zh}", f", {times.en} the level already reached")
    copied = _copied_from(meaning, corpus) if base.plan is case.plan else ()
    if copied:
        detail = Words(
            detail.zh + "；与上级的目标相同，疑为照抄",
            detail.en + "; the superior's target is the same, probably copied",
        )
    # A rate of rare events is often nought in a small place for a year; nobody can promise that it stays so.
    nought = base.range.point == 0 and indicator.denominator is not None
    # A ceiling for a total leaves room on purpose.
    lighter = nought or (indicator.extensive and indicator.direction == "lower")
    verdict = replace(verdict, unit=indicator.unit_text, detail=detail, lighter=lighter, beside=copied)
    return by_reference(as_counted(verdict, meaning, base), meaning)


def _place(meaning: Meaning) -> Fraction:
    """One unit of the last printed digit of a level; of a change what it comes to in the level that it leads to."""
    if meaning.change is None or not meaning.bases:
        return meaning.step
    start, size = meaning.bases[0], _sizes(meaning)[0]
    one_more = (
        _led_to(meaning, form, start, size + meaning.step) - _led_to(meaning, form, start, size)
        for form in _forms(meaning)
    )
    return max(*one_more, start.step)


def _is_never_weaker(meaning: Meaning) -> bool:
    """Whether no level of the indicator is better than another, as the catalogue says."""
    return meaning.indicator is not None and meaning.indicator.direction == "neither"


def _of_spans(one: Meaning, other: Meaning) -> bool:
    """Whether a figure adds up what is done in a span (累计, 〔18〕, 2021-2025) or is itself a change.

    What was done in one span says little of the next.
    """
    assert one.indicator is not None
    return is_a_change(one.indicator) or any(
        adds_up(m) or (m.statement.first_year is not None and one.indicator.extensive) for m in (one, other)
    )


def perhaps_worse(case: Case) -> bool:
    """Whether the target doesn't plainly permit nothing worse than the baseline."""
    meaning, base = judged_of(case), case.partners[0]
    bound = bool(meaning.reading.basis) and not base.reading.basis
    return bound or not plainly_as_strict(meaning, base)


def _copied_from(meaning: Meaning, corpus: Corpus) -> tuple[Meaning, ...]:
    """The superior's target that this one may have been copied from: it asks for the very same."""
    if meaning.range is None or not comparable_across_levels(meaning):
        return ()
    found = corpus.superior_target(meaning, ("indicator", "population", "year"))
    if found is None:
        return ()
    (above,), *_ = found
    return (above,) if above.range == meaning.range else ()


def not_weaker_than_earlier(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The target promises no less than the one for an earlier year."""
    meaning, earlier = judged_of(case), case.partner
    if _is_never_weaker(meaning):
        return HOLDS
    if meaning.basis != earlier.basis:
        return not_comparable("basis")
    sides = meaning, earlier
    if any(side.change is not None and side.figure.base is None for side in sides):
        # It may count from the year before, and so build on the other; the first target builds on none.
        may_build = meaning.change is not None or not _is_first(earlier, corpus)
        if may_build and all(side.ranges or side.change for side in sides):
            return not_comparable("no-base")
    verdict = at_least_as_strict(meaning, earlier)
    if verdict.outcome == "fails" and _of_spans(meaning, earlier):
        return not_comparable("span")
    return verdict


def _is_first(target: Meaning, corpus: Corpus) -> bool:
    """Whether its plan states no target for an earlier year."""
    alike = corpus.stated(target.plan).about[target.statement.kind, target.reading.subject]
    return all(other.year >= target.year for other in alike)


def perhaps_weaker_than_earlier(case: Case) -> bool:
    """Whether the target doesn't plainly promise as much as the one for an earlier year."""
    meaning, earlier = judged_of(case), case.partners[0]
    return meaning.reading.basis != earlier.reading.basis or not plainly_as_strict(meaning, earlier)


def perhaps_weaker_than_last_period(case: Case) -> bool:
    """Whether target and result don't plainly promise and permit what they must after the last period."""
    meaning, last = judged_of(case), case.partners[0]
    if meaning.statement.first_year is not None or last.statement.first_year is not None:
        return True
    asked = perhaps_worse if last.statement.kind == "baseline" else perhaps_weaker_than_earlier
    return asked(case)


def not_weaker_than_last_period(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The target promises no less than the last period's, or permits nothing worse than its result.

    Where the last target was missed, a lesser one that is no step back fails in a lesser way.
    """
    meaning, last = judged_of(case), case.partner
    if _is_never_weaker(meaning):
        return HOLDS
    if meaning.statement.first_year is not None or last.statement.first_year is not None:
        return not_comparable("span")
    if last.statement.kind == "baseline":
        return not_worse_than(case, corpus, options)
    if meaning.basis != last.basis:
        return not_comparable("basis")
    if meaning.change is not None and last.change is not None:
        # Two steps of the same size from different levels say nothing of which level is the better.
        return not_comparable("no-base")
    verdict = at_least_as_strict(meaning, last)
    if verdict.outcome == "fails" and _of_spans(meaning, last):
        return not_comparable("span")
    results = [other for other in case.others if other.statement.kind == "baseline"]
    if verdict.outcome != "fails" or verdict.note_only or not results:
        return HOLDS if verdict.note_only else verdict
    missed = all(at_least_as_strict(result, last).outcome == "fails" for result in results)
    if not missed:
        return verdict
    reached = figure_words(results[0])
    detail = Words(f"（上期只达到“{reached}”）", f" (no more than “{reached}” was reached)")
    return replace(verdict, detail=detail, lighter=True)


def change_leads_to(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Base and change lead to the printed level in one of the change's readings, within the rounding of all three."""
    meaning = judged_of(case)
    change = meaning.change
    assert change is not None and meaning.indicator is not None
    if "cumulative" in change.form:
        return HOLDS
    if not meaning.bases:
        return not_comparable("no-base")
    forms = _forms(meaning)
    if any(_leads_to(meaning, form, level) for form in forms for level in case.partners):
        return HOLDS
    level, unit = case.partner, meaning.indicator.unit_text
    assert level.value is not None
    results = [
        _led_to(meaning, form, base, size)
        for base in meaning.bases
        for form in forms
        for size in _sizes(meaning)
    ]
    starts: dict[Fraction | None, str] = {}
    for base in meaning.bases:
        starts.setdefault(base.value, figure_words(base))
    printed, factor = counted_in((meaning, level, *meaning.bases), unit)
    ends = [number_words(result / factor) for result in dict.fromkeys(results)]
    detail = Words(
        f"：由 {' 或 '.join(starts.values())} 按此变化应为 {' 或 '.join(ends)}{beside(printed)}",
        f": from {' or '.join(starts.values())} it leads to {' or '.join(ends)}{beside(printed)}",
    )
    gap = min(abs(level.value - result) for result in results)
    return fails(gap, unit, detail=detail, related=(level, *meaning.bases))


def plain_change(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A change of a share says whether it means percentage points or a relative change."""
    meaning = judged_of(case)
    if meaning.change is None:
        return HOLDS if meaning.figure.kind != "change" else not_comparable(meaning.reason or "no-number")
    if not meaning.change.form.startswith("ambiguous"):
        return HOLDS
    alike = corpus.stated(meaning.plan).about[meaning.statement.kind, meaning.reading.subject]
    levels = [other for other in alike if other.is_level and other.year == meaning.year]
    fitting = {form: level for level in levels for form in _forms(meaning) if _leads_to(meaning, form, level)}
    if len(fitting) != 1:
        return fails()
    ((form, level),) = fitting.items()
    zh, en = _READ_AS[form]
    words = figure_words(level)
    return fails(
        detail=Words(f"按{zh}，正合所印的“{words}”", f" Read as {en}, it leads to the printed “{words}”")
    )


_READ_AS = {
    "absolute": Words("百分点", "percentage points"),
    "relative": Words("相对变化", "a relative change"),
}


def growth_adds_up(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A change per year comes, compounded, to the total printed for the same years, within their rounding."""
    yearly = judged_of(case)
    change, indicator = yearly.change, yearly.indicator
    assert change is not None and change.base_year is not None and indicator is not None
    if change.form.startswith("ambiguous"):
        return not_comparable("ambiguous")
    years = yearly.year - change.base_year
    sums = tuple(_over(years, change.form, size) for size in _sizes(yearly))
    low, high = (_over(years, change.form, end) for end in _rounding(yearly))
    reached = _on_one_side(yearly, low, high)
    if any(reached.meets(_on_one_side(total, *_rounding(total))) for total in case.partners):
        return HOLDS
    total = case.partner
    unit = indicator.unit_text if change.form.startswith("absolute") else "%"
    printed, factor = counted_in((yearly, *case.partners), unit)
    come_to = " – ".join(number_words(size / factor) for size in sums)
    multiplied = (
        any(size == once * years for size in _sizes(total) for once in _sizes(yearly)) and unit == "%"
    )
    detail = Words(
        f"：连续 {years} 年应为 {come_to}{beside(printed)}"
        + (f"，所印的恰是 {years} 倍，没有按复利计" if multiplied else ""),
        f": over {years} years it comes to {come_to}{beside(printed)}"
        + (f"; what is printed is {years} times as much, not compounded" if multiplied else ""),
    )
    gap = min(abs(size - whole) for size in sums for whole in _sizes(total))
    return fails(gap, unit, detail=detail)


def _over(years: int, form: str, once: Fraction) -> Fraction:
    """What a change a year comes to over several years: a sum, or compounded in per cent."""
    return once * years if form.startswith("absolute") else ((1 + once / 100) ** years - 1) * 100


def _rounding(change: Meaning) -> tuple[Fraction, Fraction]:
    """The least and the greatest change that would be printed like this one."""
    assert change.change is not None
    soft = change.step if change.change.range.approximate else change.step / 2
    sizes = _sizes(change)
    return min(sizes) - soft, max(sizes) + soft


def _sizes(change: Meaning) -> tuple[Fraction, ...]:
    """The printed size of a change, both ends of a band."""
    assert change.factor is not None
    return tuple(end * change.factor for end in (change.figure.value, change.figure.high) if end is not None)


def _forms(change: Meaning) -> Sequence[str]:
    """How a change can be read: as one in the indicator's unit, in per cent of the base, or either way."""
    assert change.change is not None
    form = change.change.form.split()[0]
    return tuple(_READ_AS) if form == "ambiguous" else (form,)


def comes_to(change: Meaning, level: Meaning) -> bool:
    """Whether a change comes to a printed level and no further, all that is printed read with its rounding."""
    reaches = (_reach(change, form, base) for form in _forms(change) for base in change.bases)
    return any(reach.meets(as_result(level)) for reach in reaches)


def _led_to(
    change: Meaning, form: str, base: Meaning, size: Fraction, start: Fraction = Fraction(0)
) -> Fraction:
    """Where a change of a size, read in a form, leads from a base; `start` shifts the base by a rounding."""
    said, indicator = change.change, change.indicator
    assert said is not None and said.base_year is not None and indicator is not None
    assert base.value is not None
    years = change.year - said.base_year if "per year" in said.form else 1
    if form == "relative":
        return (base.value + start) * (1 + size / 100) ** years
    unit = percentage_point(indicator) if said.form.startswith("ambiguous") else None
    return base.value + start + size * (unit or 1) * years


def _leads_to(change: Meaning, form: str, level: Meaning) -> bool:
    """Whether a change, read in a form, leads to the printed level from any of its bases."""
    return any(not _misses(change, form, base, level) for base in change.bases)


def _misses(change: Meaning, form: str, base: Meaning, level: Meaning) -> bool:
    """Whether the printed level is out of reach of base and change, all three read with their rounding."""
    assert change.change is not None and level.factor is not None
    if any(_led_to(change, form, base, size) == level.value for size in _sizes(change)):
        return False
    printed = level_range(level.figure, "neither", target=False)
    assert printed is not None
    one_sided = printed.lower if printed.upper is None else printed.upper if printed.lower is None else None
    if one_sided is not None and level.statement.kind != "baseline" and "per year" in change.change.form:
        # What a pace leads to is promised, and so is a level: the level's weak end must not fall short of it.
        printed = point(one_sided)
    around = widened(printed.scaled(level.factor), level.step / 2)
    reach = _reach(change, form, base)
    assert reach.lower is not None and reach.upper is not None
    return not _on_one_side(change, reach.lower, reach.upper).meets(around)


def _reach(change: Meaning, form: str, base: Meaning) -> Range:
    """Where a change, read in a form, leads from a base, within the rounding of both.

    A rise leads to nothing below the printed base, nor a fall above it, however coarsely the base is printed.
    """
    ends = [
        _led_to(change, form, base, size, start)
        for size in _rounding(change)
        for start in (-base.step / 2, base.step / 2)
    ]
    low, high, start = min(ends), max(ends), base.value
    assert start is not None
    plainly = [_led_to(change, form, base, size) for size in _sizes(change)]
    if min(plainly) > start:
        low = max(low, start)
    elif max(plainly) < start:
        high = min(high, start)
    return Range(low, high)


def _doubles(change: Meaning) -> bool:
    """Whether the words are 翻一番 or 倍增, which print no unit: as a target they are kept by more too."""
    figure = change.figure
    if figure.value is None or figure.unit_texts or change.statement.kind != "target":
        return False
    return figure.form == "relative" and figure.value >= 100


def _on_one_side(change: Meaning, low: Fraction, high: Fraction) -> Range:
    """The span from low to high, without an end where the change says 以上 or 以下."""
    if change.figure.comparator in (">", ">=") or _doubles(change):
        return Range(low, None)
    if change.figure.comparator in ("<", "<="):
        return Range(None, high)
    return Range(low, high)
