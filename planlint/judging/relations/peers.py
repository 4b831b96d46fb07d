"""Relations of a plan to its peers: the plans beside it and below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import compress
from math import lcm
from operator import not_

from planlint.judging.corpus import Corpus, family
from planlint.judging.relations.shared import judged_of, number_of
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.printing import beside, number_words
from planlint.words import Words


def among_peers(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """What the target promises is not far from all that its peers promise.

    Far is beyond all peers by more than a `share` of the nearest one (for peers that promise one and the same
    have no deviation), and from the median of those beside it, and from that of those below, more than `times`
    the median absolute deviation. `least` is how many peers there must be; the deviation of fewer beside or
    fewer below is none.
    """
    meaning = judged_of(case)
    own, indicator = _promise(meaning), meaning.indicator
    assert indicator is not None
    if own is None:
        return not_comparable(meaning.reason or "direction-unknown")
    promises = [(_promise(peer), peer) for peer in case.partners if peer.basis == meaning.basis]
    promising = [(value, peer) for value, peer in promises if value is not None]
    if len(promising) < number_of(options["least"]):
        return not_comparable("few-peers")
    (mine, *theirs), part = _in_common_parts([own, *(value for value, _ in promising)])
    is_beside = [family(corpus, peer.plan) == family(corpus, meaning.plan) for _, peer in promising]
    groups = theirs, [*compress(theirs, is_beside)], [*compress(theirs, map(not_, is_beside))]
    if not all(_is_far(mine, group, options) for group in groups if group):
        return HOLDS
    theirs.sort()
    middle = _median(theirs)
    unit = indicator.unit_text
    told = "、".join(number_words(value * part) for value in theirs)
    median = number_words(middle * part)
    detail = Words(
        f"（{told}{beside(unit)}，中位数 {median}）",
        f" ({told.replace('、', ', ')}{beside(unit)}; median {median})",
    )
    related = tuple(peer for _, peer in promising)
    return fails(abs(mine - middle) * part, unit, detail=detail, related=related)


def _is_far(mine: int, theirs: Iterable[int], options: Mapping[str, str]) -> bool:
    """Whether a number is beyond all of some others, far from the nearest and from their median."""
    ordered = sorted(theirs)
    if ordered[0] <= mine <= ordered[-1]:
        return False
    nearest = ordered[0] if mine < ordered[0] else ordered[-1]
    if abs(mine - nearest) <= number_of(options["share"]) * abs(nearest):
        return False
    if len(ordered) < number_of(options["least"]):
        return True
    middle = _median(ordered)
    deviation = _median(sorted(abs(value - middle) for value in ordered))
    return abs(mine - middle) > number_of(options["times"]) * deviation


def far_from_siblings(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """Of the targets of siblings that count for units of one kind, those that are far from all the others'."""
    by_basis: dict[str | None, list[tuple[Fraction, Meaning]]] = {}
    for meaning in members:
        promise = _promise(meaning)
        if promise is not None:
            by_basis.setdefault(meaning.reading.basis, []).append((promise, meaning))
    far: list[Meaning] = []
    for promises in by_basis.values():
        values, _ = _in_common_parts([promise for promise, _ in promises])
        least, most = min(values), max(values)
        if least < most and most - least <= number_of(options["share"]) * least:
            continue  # neither is that far from any number between them
        for end in {least, most}:
            there = [meaning for value, (_, meaning) in zip(values, promises, strict=True) if value == end]
            others = [value for value in values if value != end]
            if len({meaning.plan.jurisdiction for meaning in there}) == 1 and (
                not others or _is_far(end, others, options)
            ):
                far += there
    return far


def _promise(meaning: Meaning) -> Fraction | None:
    """The weak end of a target's range: what is promised at least, in the canonical unit."""
    indicator, range_ = meaning.indicator, meaning.result.range
    if indicator is None or range_ is None or indicator.direction not in ("higher", "lower"):
        return None
    return range_.lower if indicator.direction == "higher" else range_.upper


def _in_common_parts(numbers: Sequence[Fraction]) -> tuple[list[int], Fraction]:
    """Numbers as multiples of one part that can be halved twice, for a median of medians; and that part."""
    ratios = [number.as_integer_ratio() for number in numbers]
    whole = 4 * lcm(*(parts for _, parts in ratios))
    return [count * (whole // parts) for count, parts in ratios], Fraction(1, whole)


def _median(ordered: Sequence[int]) -> int:
    """The middle of even numbers in order, or the mean of the two about the middle."""
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2
