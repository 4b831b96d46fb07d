"""Relations of exceptions: do waivers and accepted findings still serve."""

from __future__ import annotations

from collections.abc import Mapping

from planlint.judging.corpus import Corpus
from planlint.judging.uses import AcceptanceUse, WaiverUse
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.words import Words

_RULE_OF = {"unknown": "PL512", "forbidden": "PL513", "expired": "PL511", "unused": "PL510"}
"""Fault of a waiver → the rule that reports it; an earlier fault leaves the later ones open."""


def sound_waiver(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The waiver has no fault of the named kind."""
    use, asked = case.fault, options["fault"]
    assert isinstance(use, WaiverUse)
    if use.state == asked:
        waiver = use.waiver
        until = waiver.until or ""
        detail = {
            "unknown": Words(f"{waiver.rule}{use.hint.zh}", f"{waiver.rule}{use.hint.en}"),
            "expired": Words(f"{waiver.rule}，至 {until}", f"{waiver.rule}, until {until}"),
        }
        return fails(detail=detail.get(asked, Words(waiver.rule, waiver.rule)))
    if use.state == "undecided":
        return not_comparable("undecided")
    faults = list(_RULE_OF)
    earlier = use.state in faults and asked in faults and faults.index(use.state) < faults.index(asked)
    return not_comparable(f"spoiled:{_RULE_OF[use.state]}") if earlier else HOLDS


def still_found(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The finding that the ratchet accepts is still there."""
    use = case.fault
    assert isinstance(use, AcceptanceUse)
    if use.state == "undecided":
        return not_comparable("undecided")
    told = use.acceptance.finding
    return fails(detail=Words(told, told)) if use.state == "stale" else HOLDS
