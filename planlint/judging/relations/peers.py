"""Relations of a plan to its peers: the plans beside it and below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.printing import beside, number_words
from planlint.words import Words


def among_peers(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """What the target promises is not far from all that its peers promise.

    Far is beyond all peers, and from their median more than `times` the median absolute deviation and
    more than a `share` of the median itself (for peers that promise one and the same have no deviation).
    `least` is how many peers there must be.
    """
    meaning = judged_of(case)
    own, indicator = _promise(meaning), meaning.indicator
    assert indicator is not None
    if own is None:
        return not_comparable(meaning.reason or "direction-unknown")
    values = [(_promise(peer), peer) for peer in case.partners if peer.basis == meaning.basis]
    theirs = [value for value, _ in values if value is not None]
    if len(theirs) < Fraction(options["least"]):
        return not_comparable("few-peers")
    middle = _median(theirs)
    deviation = _median(abs(value - middle) for value in theirs)
    least = max(Fraction(options["times"]) * deviation, Fraction(options["share"]) * abs(middle))
    how_far = abs(own - middle)
    if min(theirs) <= own <= max(theirs) or how_far <= least:
        return HOLDS
    unit = indicator.unit_text
    told = "、".join(number_words(value) for value in sorted(theirs))
    detail = Words(
        f"（{told}{beside(unit)}，中位数 {number_words(middle)}）",
        f" ({told.replace('、', ', ')}{beside(unit)}; median {number_words(middle)})",
    )
    return fails(
        how_far, unit, detail=detail, related=tuple(peer for value, peer in values if value is not None)
    )


def outermost(members: Sequence[Meaning]) -> Iterable[Meaning]:
    """Of the peers that count for units of one kind, the places that promise least and most of all."""
    by_basis: dict[str | None, list[tuple[Fraction, Meaning]]] = {}
    for meaning in members:
        promise = _promise(meaning)
        if promise is not None:
            by_basis.setdefault(meaning.basis, []).append((promise, meaning))
    for promises in by_basis.values():
        values = [promise for promise, _ in promises]
        for end in {min(values), max(values)}:
            there = [meaning for promise, meaning in promises if promise == end]
            if len({meaning.plan.jurisdiction for meaning in there}) == 1:
                yield from there


def _promise(meaning: Meaning) -> Fraction | None:
    """The weak end of a target's range: what is promised at least, in the canonical unit."""
    indicator, range_ = meaning.indicator, meaning.range
    if indicator is None or range_ is None or indicator.direction not in ("higher", "lower"):
        return None
    return range_.lower if indicator.direction == "higher" else range_.upper


def _median(values: Iterable[Fraction]) -> Fraction:
    from statistics import median  # with the generators of random numbers

    return Fraction(median(values))
