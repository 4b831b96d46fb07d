"""Stricter and weaker: two meanings compared as changes, as levels, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from planlint.catalogue import Indicator
from planlint.figures import decimal_text
from planlint.judging.verdict import HOLDS, Verdict, fails, not_comparable
from planlint.meaning import Meaning, adds_up, done_alike
from planlint.printing import beside, counted_in, figure_words, number_words, within_title_marks
from planlint.ranges import Direction, Range, bounded, distance, gap
from planlint.words import Words

WEAKER_CHANGE = "change-weaker-level-stricter"
"""Reason: the change is weaker, the level it leads to is not, for the base is a better one."""


_BASE_ALONE = Words(
    "（变化相同，所比的年份不同）", " (the change is the same, the year that it is counted from isn't)"
)
_BOUND_ALONE = Words("（只差是否含该数）", " (only the bound itself is included or not)")
_BOUND_BESIDES = Words("（只是一处另有一端）", " (one of them is bounded on the other side too)")


def plainly_as_strict(judged: Meaning, superior: Meaning) -> bool:
    """Whether `at_least_as_strict` holds for two levels of one range each, sooner told; False for all others."""
    indicator, own, theirs = judged.indicator, judged.result, superior.result
    return (
        indicator is not None
        and own.range is not None
        and theirs.range is not None
        and not (own.alternatives or theirs.alternatives or own.change or theirs.change)
        and not theirs.range.approximate
        and judged.reading.figure.kind != "reference"
        and own.range.as_strict_as(theirs.range, indicator.direction)
    )


def at_least_as_strict(judged: Meaning, superior: Meaning) -> Verdict:
    """Whether the judged target promises no less than the superior's."""
    indicator = judged.indicator
    assert indicator is not None
    if indicator.direction == "unknown":
        return not_comparable("direction-unknown")
    outside = _same_outside_reference(judged, superior, indicator.direction)
    if outside is not None:
        return outside
    if judged.change and superior.change and _same_form(judged, superior):
        verdict = compare(judged.change.range, superior.change.range, indicator.direction)
        absolute = judged.change.form.startswith("absolute")
        verdict = replace(verdict, unit=indicator.unit_text if absolute else "%")
        levels = _levels(judged, superior, indicator)
        if verdict.outcome == "fails" and not verdict.note_only and levels.outcome == "holds":
            return not_comparable(WEAKER_CHANGE)
        if verdict.outcome != "holds" or levels.outcome != "fails" or levels.note_only:
            return verdict
        detail = Words(
            "（变化幅度不弱，所及水平较低）", " (the change is no weaker; the level it leads to is)"
        )
        return replace(levels, note_only=True, detail=detail)
    return _levels(judged, superior, indicator)


def _levels(judged: Meaning, superior: Meaning, indicator: Indicator) -> Verdict:
    own, theirs = judged.ranges, superior.ranges
    if not own or not theirs:
        return not_comparable((superior if own else judged).reason or "no-range")
    found = [compare(one, other, indicator.direction) for one in own for other in theirs]
    verdict = unanimous(found, judged, superior)
    if verdict.outcome != "fails":
        return verdict
    return by_reference(
        as_counted(replace(verdict, unit=indicator.unit_text), judged, superior), judged, superior
    )


def as_counted(verdict: Verdict, *meanings: Meaning) -> Verdict:
    """A failure, with what approximate figures were counted as: its gap is measured from there."""
    if verdict.outcome != "fails":
        return verdict
    counted: list[tuple[str, str, str]] = []
    for meaning in meanings:
        range_, indicator = meaning.range, meaning.indicator
        if (
            indicator
            and range_
            and range_.approximate
            and range_.lower is not None
            and range_.upper is not None
        ):
            words = " ".join(meaning.statement.figure.split())
            unit, factor = counted_in((meaning,), indicator.unit_text)
            low, high = number_words(range_.lower / factor), number_words(range_.upper / factor)
            counted.append((words, low, high + beside(unit)))
    if not counted:
        return verdict
    zh = "，".join(f"“{words}”按 {low}—{high} 计" for words, low, high in counted)
    en = ", ".join(f"“{words}” counted as {low}–{high}" for words, low, high in counted)
    return replace(verdict, detail=Words(f"{verdict.detail.zh}（{zh}）", f"{verdict.detail.en} ({en})"))


def by_reference(verdict: Verdict, *meanings: Meaning) -> Verdict:
    """A failure that rests on resolved references: which values they stand for, a note where those are out of date."""
    references = [meaning for meaning in meanings if meaning.figure.kind == "reference" and meaning.bases]
    if verdict.outcome != "fails" or not references:
        return verdict
    zh, en = verdict.detail
    for meaning in references:
        value, words = meaning.bases[0], figure_words(meaning.bases[0])
        zh += f"（“{meaning.figure.base}”按 {value.year} 年的 {words} 计，见《{within_title_marks(value.plan.title)}》）"
        en += f" (“{meaning.figure.base}” taken as {words} of {value.year}, from “{value.plan.title}”)"
    outdated = any(meaning.outdated for meaning in references)
    return replace(verdict, detail=Words(zh, en), note_only=verdict.note_only or outdated)


def compare(judged: Range, superior: Range, direction: Direction) -> Verdict:
    """One range against another; soft ends fail only beyond their tolerance."""
    obliging = superior.obliging(direction)
    if judged.within(_hardest(superior, obliging, direction)) or judged == superior:
        return HOLDS
    if superior.approximate and judged.within(obliging):
        return not_comparable("approximate")
    if judged.approximate and judged.meets(obliging):
        return not_comparable("approximate")
    if _obliges_to_nothing(obliging, direction) and not judged.meets(obliging):  # ≥40% against ≤38%
        return not_comparable("other-bound")
    if judged.approximate:
        best = _best_end(judged, direction)
        if best is not None:
            return fails(gap(best, obliging))
    how_far = gap(judged, obliging)
    if not judged.meets(obliging):  # 不超过20% against ≥25%: no result does for both
        how_far = max(how_far, distance(judged, obliging))
    elif _unbounded_where_it_matters(judged, obliging):
        return not_comparable("other-bound")
    if how_far == 0:
        return fails(how_far, note_only=True, detail=_BOUND_ALONE)
    return fails(how_far)


def unanimous(found: Sequence[Verdict], *meanings: Meaning) -> Verdict:
    """One verdict for all ranges that these may mean: it fails only if it fails for every one."""
    if len(found) == 1:
        return found[0]
    failed = [verdict for verdict in found if verdict.outcome == "fails"]
    if len(failed) == len(found):
        return min(failed, key=lambda verdict: verdict.gap or Fraction(0))
    if failed:
        ambiguous = any(meaning.is_ambiguous for meaning in meanings)
        return not_comparable("readings-disagree" if ambiguous else "bases-disagree")
    return next((verdict for verdict in found if verdict.outcome != "holds"), HOLDS)


def _same_outside_reference(judged: Meaning, superior: Meaning, direction: Direction) -> Verdict | None:
    """Two figures that name the same outside reference hold, and so do two that are done.

    Whatever the reference comes to, 达到 it and 高于 it differ by strictness alone.
    """
    kinds = judged.figure.kind, superior.figure.kind
    if kinds != ("reference", "reference"):
        return HOLDS if kinds == ("done", "done") else None
    if _outside(judged) != _outside(superior):
        return None
    if judged.figure.comparator == superior.figure.comparator:
        return HOLDS
    if "~" in (judged.figure.comparator, superior.figure.comparator):
        return not_comparable("approximate")
    around = [bounded(Fraction(0), meaning.figure.comparator, direction) for meaning in (judged, superior)]
    return compare(around[0], around[1], direction)


def _outside(meaning: Meaning) -> str:
    """The words of a reference, in one form where plans print several."""
    return str(meaning.figure.base).replace("国家", "全国").replace("平均值", "平均水平")


def _per_year(meaning: Meaning) -> bool:
    return meaning.figure.per is not None


def _keyed_alike(one: Meaning, other: Meaning) -> bool:
    """Whether both are said of a year, or both of a span."""
    return (one.statement.first_year is None) is (other.statement.first_year is None)


def _same_form(judged: Meaning, superior: Meaning) -> bool:
    assert judged.change is not None and superior.change is not None
    return (judged.change.form, judged.change.base_year) == (
        superior.change.form,
        superior.change.base_year,
    )


def _from_two_years(one: Meaning, other: Meaning) -> bool:
    """Whether one and the same change over a whole time is said to be from two years, of which not both levels are held.

    A pace may well be that of five years and of ten, and no less than in either year (a change by nothing) is one promise.
    """
    if not (one.change and other.change) or (one.ranges and other.ranges) or _per_year(one) or adds_up(one):
        return False
    named = isinstance(one.figure.base, int) and isinstance(other.figure.base, int)
    alike = (one.change.form, one.change.range) == (other.change.form, other.change.range)
    return named and alike and one.figure.base != other.figure.base and one.figure.value != 0


def _hardest(superior: Range, obliging: Range, direction: Direction) -> Range:
    """What surely satisfies a superior's soft figure: its stricter end."""
    if not superior.approximate:
        return obliging
    if direction == "higher":
        return replace(obliging, lower=superior.upper)
    if direction == "lower":
        return replace(obliging, upper=superior.lower)
    return obliging


def _best_end(judged: Range, direction: Direction) -> Range | None:
    """A soft figure read as favourably as it can be."""
    if direction == "higher" and judged.upper is not None:
        return Range(judged.upper, None)
    if direction == "lower" and judged.lower is not None:
        return Range(None, judged.lower)
    return None


def _unbounded_where_it_matters(judged: Range, obliging: Range) -> bool:
    """A ceiling against a floor says nothing of how far it fails."""
    no_floor = obliging.lower is not None and judged.lower is None
    no_ceiling = obliging.upper is not None and judged.upper is None
    return no_floor or no_ceiling


def _obliges_to_nothing(obliging: Range, direction: Direction) -> bool:
    """Whether a superior's range has no weaker end: what lies beyond its other end is better yet."""
    return (direction == "higher" and obliging.lower is None) or (
        direction == "lower" and obliging.upper is None
    )


def difference(one: Meaning, other: Meaning) -> Verdict:
    """Whether two targets of one plan say the same."""
    totals = adds_up(one), adds_up(other)
    if any(totals) and _per_year(one) is not _per_year(other):
        return not_comparable("span")
    if (one.change is None) is not (other.change is None) and not all(totals):
        return HOLDS  # whether a change leads to a level is a question of its own
    if any(totals) and not (done_alike(one, other) if all(totals) else _keyed_alike(one, other)):
        return not_comparable("span")
    if one.change and other.change and _same_form(one, other):
        verdict = _alike(one.change.range, other.change.range)
        return verdict if one.change.form.startswith("absolute") else replace(verdict, unit="%")
    if _from_two_years(one, other):
        unit = "" if one.change and one.change.form.startswith("absolute") else "%"
        return fails(Fraction(0), unit, note_only=True, detail=_BASE_ALONE)
    if any(totals) and bool(one.bases) is not bool(other.bases):
        return not_comparable("span")  # what is added, beside the level that adding leads to
    if one.figure.kind == other.figure.kind == "reference":
        same = (_outside(one), one.figure.comparator) == (_outside(other), other.figure.comparator)
        if same or not (one.ranges and other.ranges):
            return HOLDS if same else not_comparable("reference")
    if one.outdated or other.outdated:
        # A level beside such a reference may well be what the reference is expected to come to.
        return not_comparable("reference")
    if one.figure.kind == other.figure.kind and one.figure.kind in ("trend", "done"):
        return HOLDS
    for meaning in (one, other):
        if not meaning.ranges:
            return not_comparable(meaning.reason or "no-range")
    return unanimous([_alike(a, b) for a in one.ranges for b in other.ranges], one, other)


def _alike(one: Range, other: Range) -> Verdict:
    if one == other:
        return HOLDS
    if one.approximate or other.approximate:
        return _alike_softly(one, other)
    if not one.meets(other):
        return fails(distance(one, other))
    ends = (one.lower, one.upper), (other.lower, other.upper)
    apart = [abs(a - b) for a, b in zip(*ends, strict=True) if a is not None and b is not None]
    if not apart:
        return not_comparable("other-bound")
    bounds_alike = all((a is None) == (b is None) for a, b in zip(*ends, strict=True))
    if not bounds_alike and max(apart) == 0 and (one.point is not None or other.point is not None):
        return HOLDS  # where neither side is better, 3.46 and 控制在3.46以内 set one number
    if max(apart) == 0:  # ≤28 beside <28, 200 beside 200–250
        return fails(Fraction(0), note_only=True, detail=_BOUND_ALONE if bounds_alike else _BOUND_BESIDES)
    return fails(max(apart))


def _alike_softly(one: Range, other: Range) -> Verdict:
    """A soft figure differs from another only where the other's ends lie beyond its tolerance."""
    soft, hard = (one, other) if one.approximate else (other, one)
    ends = [end for end in (hard.lower, hard.upper) if end is not None]
    if any(end in soft for end in ends) or (hard.approximate and soft.meets(hard)):
        return not_comparable("approximate")
    low, high = soft.lower, soft.upper
    assert low is not None and high is not None
    return fails(min(abs(end - side) for end in ends for side in (low, high)))


def times_words(ratio: Fraction) -> Words:
    """How many times one figure is another, rounded to one place, for messages."""
    text = decimal_text(Fraction(round(ratio * 10), 10))
    return Words(f"{text} 倍", f"{text} times")
