"""Relations between indicators of one plan: bounds, combined rates, parts, implied denominators, sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product

from planlint.catalogue import Indicator
from planlint.frozen import frozen
from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import as_result, factor_between, half_up, judged_of
from planlint.judging.verdict import HOLDS, NOTHING, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.printing import beside, counted_in, figure_words, number_words
from planlint.ranges import Range, distance
from planlint.words import Words


def not_above(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The level does not exceed its bound's; a floor or ceiling is held against one of its own kind."""
    meaning, bound = judged_of(case), case.partner
    levels = _in_unit_of(bound, (meaning, bound))
    if levels is None:
        return not_comparable("dimension")
    if bool(meaning.basis) is not bool(bound.basis):
        return not_comparable("basis")
    own, most = levels
    over = _above(own.within_rounding, most.within_rounding)
    if over is None:
        return not_comparable("other-bound")
    return fails(_above(own.printed, most.printed), _unit(bound)) if over > 0 else HOLDS


def perhaps_above(case: Case) -> bool:
    """Whether the level isn't plainly at most its bound's, before any rounding."""
    meaning, bound = judged_of(case), case.partners[0]
    own, most = meaning.result.range, bound.result.range
    factor = factor_between(meaning.indicator, bound.indicator)
    if own is None or most is None or factor is None:
        return True
    if bool(meaning.reading.basis) is not bool(bound.reading.basis):
        return True
    if meaning.statement.kind == "baseline" and None in (own.lower, own.upper, most.lower, most.upper):
        return True  # the bound may be rounded more than the level
    over = _above(own.scaled(factor), most)
    return over is None or over > 0


def between_parts(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The combined rate lies between the rates that it combines."""
    combined = judged_of(case)
    levels = _in_unit_of(combined, (combined, *case.partners))
    if levels is None:
        return not_comparable("dimension")
    own, *parts = levels
    outside = _outside(own.within_rounding, [part.within_rounding for part in parts])
    if outside is None:
        return not_comparable("other-bound")
    if outside <= 0:
        return HOLDS
    # Of a row that names its parts it is not known whether it combines them; that each has another figure
    # elsewhere is said of each.
    names = [f"“{other.statement.name}”" for other in case.others if other.indicator != combined.indicator]
    row = Words(f"（与{'、'.join(names)}合写）", f" (given with {', '.join(names)})") if names else NOTHING
    gap = _outside(own.printed, [part.printed for part in parts])
    return fails(gap, _unit(combined), detail=row, lighter=bool(names))


def parts_within(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """No part of a count is above it, and neither are its disjoint parts together."""
    whole = judged_of(case)
    levels = _in_unit_of(whole, (whole, *case.partners))
    if levels is None:
        return not_comparable("dimension")
    total, *parts = levels
    apart = [part for part in parts if _indicator(part.meaning).id in _indicator(whole).parts]
    for members in (*([part] for part in parts), apart):
        over = _sum_above([part.within_rounding for part in members], total.within_rounding)
        if over is not None and over > 0:
            gap = _sum_above([part.printed for part in members], total.printed)
            related = tuple(part.meaning for part in members)
            return fails(gap, _unit(whole), detail=_listed(members, whole), related=related)
    return HOLDS


def one_denominator(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Counts and their rates imply one denominator, within the rounding of both and to the person or thing."""
    count = judged_of(case)
    rate = corpus.catalogue.by_id[_indicator(count).count_of or ""]
    whole = corpus.catalogue.by_id[rate.per or ""]
    ways = list(_ways((count, *case.partners), whole))
    if len(ways) < 2:
        return not_comparable("no-number")
    differing = [pair for pair in combinations(ways, 2) if not _agree(*pair, _one(whole))]
    if not differing:
        return HOLDS
    members = [way for way in ways if any(way in pair for pair in differing)]
    said = [_way_words(way, whole) for way in members]
    detail = Words("；".join(words.zh for words in said), "; ".join(words.en for words in said))
    gap = max(min(abs(a - b) for a in one.values for b in other.values) for one, other in differing)
    related = tuple(meaning for way in members for meaning in way.meanings if meaning is not count)
    return fails(half_up(gap, _one(whole)), whole.unit_text, detail=detail, related=related)


def sum_of_parts(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The summands that a statement names come to it, within the rounding of all."""
    total = judged_of(case)
    if {part.statement.id for part in case.partners} != set(total.statement.sum_of):
        return not_comparable("part-missing")
    for meaning in (total, *case.partners):
        if not meaning.is_level:
            return not_comparable(meaning.reason or meaning.figure.kind)
    reached, printed = Range(Fraction(0), Fraction(0)), Fraction(0)
    for part in case.partners:
        factor = factor_between(part.indicator, total.indicator)
        if factor is None:
            return not_comparable("dimension")
        assert part.value is not None
        reached = _plus(reached, as_result(part).scaled(factor))
        printed += part.value * factor
    if as_result(total).meets(reached):
        return HOLDS
    assert total.value is not None
    unit, factor = counted_in((total, *case.partners), _unit(total))
    words = number_words(printed / factor) + beside(unit)
    again = tuple(
        other
        for other in _said_again(total, corpus)
        if other not in case.partners and not as_result(other).meets(reached)
    )
    return fails(abs(printed - total.value), _unit(total), detail=Words(words, words), alike=again)


def _said_again(level: Meaning, corpus: Corpus) -> Iterator[Meaning]:
    """The plan's other statements of a level that is no sum there, such as the table's, within the rounding of both."""
    first_year = level.statement.first_year
    for other in corpus.stated(level.plan).about[level.statement.kind, level.reading.subject]:
        if (other.statement.first_year, other.year) != (first_year, level.year):
            continue
        if other.is_level and not other.statement.sum_of and as_result(other).meets(as_result(level)):
            yield other


@frozen()
class _Level:
    """A level in the canonical unit of the statement that it is held against."""

    meaning: Meaning
    printed: Range
    """By its number as printed; of a target, what it permits."""
    within_rounding: Range
    """The same, of a result within its rounding."""


def _in_unit_of(target: Meaning, meanings: Iterable[Meaning]) -> list[_Level] | None:
    """Levels in the unit of one of them; None where one measures something else."""
    levels = []
    for meaning in meanings:
        factor = factor_between(meaning.indicator, target.indicator)
        if factor is None:
            return None
        assert meaning.range is not None
        around = as_result(meaning) if meaning.statement.kind == "baseline" else meaning.range
        levels.append(_Level(meaning, meaning.range.scaled(factor), around.scaled(factor)))
    return levels


def _above(own: Range, most: Range) -> Fraction | None:
    """How far a range lies above, or reaches above, another; None where neither can be said."""
    over = [_difference(own.lower, most.upper)]
    if own.upper is most.upper is None:
        over.append(_difference(own.lower, most.lower))
    if own.lower is most.lower is None:
        over.append(_difference(own.upper, most.upper))
    return max((gap for gap in over if gap is not None), default=None)


def _outside(own: Range, parts: list[Range]) -> Fraction | None:
    """How far a range lies above all others or below all of them; None where their forms differ."""
    if len({(range_.lower is None, range_.upper is None) for range_ in (own, *parts)}) > 1:
        return None
    over = [gap for part in parts if (gap := _above(own, part)) is not None]
    under = [gap for part in parts if (gap := _above(part, own)) is not None]
    return max(min(over), min(under))


def _difference(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def _plus(one: Range, other: Range) -> Range:
    """What two numbers can come to together."""
    return Range(
        None if one.lower is None or other.lower is None else one.lower + other.lower,
        None if one.upper is None or other.upper is None else one.upper + other.upper,
    )


def _sum_above(parts: list[Range], total: Range) -> Fraction | None:
    """How far parts together, each at its least, exceed the most that the whole can be."""
    # Of a part without a least number, none is sure.
    least = sum((part.lower or Fraction(0) for part in parts), Fraction(0))
    return _difference(least, total.upper)


def _listed(parts: list[_Level], whole: Meaning) -> Words:
    """Parts as printed, and what they come to."""
    figures = [f"“{part.meaning.statement.name}”{figure_words(part.meaning)}" for part in parts]
    zh, en = "、".join(figures), ", ".join(figures)
    if len(parts) == 1:
        return Words(zh, en)
    together = sum((part.printed.lower or Fraction(0) for part in parts), Fraction(0))
    unit, factor = counted_in((whole, *(part.meaning for part in parts)), _unit(whole))
    words = number_words(together / factor) + beside(unit)
    return Words(f"{zh}，合计 {words}", f"{en}, together {words}")


@frozen()
class _Way:
    """One way to a denominator: a count with its rate, or the statement of the denominator itself."""

    meanings: tuple[Meaning, ...]
    ranges: tuple[Range, ...]
    """What the denominator may be; several where the plan states the count or the rate differently."""
    values: tuple[Fraction, ...]
    """The same by the printed numbers alone."""


def _ways(members: Iterable[Meaning], whole: Indicator) -> Iterable[_Way]:
    """Every way to the denominator, all in its canonical unit."""
    stated: dict[str, list[Meaning]] = {}
    for meaning in members:
        stated.setdefault(_indicator(meaning).id, []).append(meaning)
    for key, found in stated.items():
        if key == whole.id:
            values = [meaning.value for meaning in found if meaning.value is not None]
            yield _Way(tuple(found), tuple(map(as_result, found)), tuple(values))
            continue
        rates = stated.get(_indicator(found[0]).count_of or "", [])
        quotients = [_quotient(count, rate, whole) for count, rate in product(found, rates)]
        known = [quotient for quotient in quotients if quotient is not None]
        if known:
            ranges, numbers = zip(*known, strict=True)
            yield _Way((*found, *rates), ranges, numbers)


def _quotient(count: Meaning, rate: Meaning, whole: Indicator) -> tuple[Range, Fraction] | None:
    """What a count divided by its rate comes to, within the rounding of both and as printed."""
    few, many = as_result(count), as_result(rate)
    units = _indicator(count).unit, _indicator(rate).unit, whole.unit
    if None in units or many.lower is None or many.lower <= 0:
        return None
    above, below, base = (unit.factor for unit in units if unit is not None)
    assert None not in (few.lower, few.upper, many.upper, count.value, rate.value)
    factor = above / below / base
    implied = Range(few.lower / many.upper, few.upper / many.lower).scaled(factor)  # type: ignore[operator]
    return implied, count.value / rate.value * factor  # type: ignore[operator]


def _agree(one: _Way, other: _Way, single: Fraction) -> bool:
    if any(distance(a, b) == 0 for a in one.ranges for b in other.ranges):
        return True
    # 60 of 103 cut off to 58.24% instead of rounded: nobody counts the hundredth of an institution.
    return any(abs(a - b) < single for a in one.values for b in other.values)


def _way_words(way: _Way, whole: Indicator) -> Words:
    """The printed figures of a way and what they come to, to the person or thing."""
    figures = dict.fromkeys(f"“{m.statement.name}”{figure_words(m)}" for m in way.meanings)
    numbers = [number_words(half_up(value, _one(whole))) for value in dict.fromkeys(way.values)]
    unit = beside(whole.unit_text)
    undated = any(meaning.statement.year is None for meaning in way.meanings)
    assumed = (
        Words("（未注年份的，按规划期前一年）", " (undated: the year before the period)")
        if undated
        else NOTHING
    )
    return Words(
        f"{'、'.join(figures)}→{' 或 '.join(numbers)}{unit}{assumed.zh}",
        f"{', '.join(figures)} → {' or '.join(numbers)}{unit}{assumed.en}",
    )


def _one(whole: Indicator) -> Fraction:
    """One person or thing in the canonical unit."""
    return 1 / whole.unit.factor if whole.unit else Fraction(1)


def _indicator(meaning: Meaning) -> Indicator:
    assert meaning.indicator is not None
    return meaning.indicator


def _unit(meaning: Meaning) -> str:
    return _indicator(meaning).unit_text
