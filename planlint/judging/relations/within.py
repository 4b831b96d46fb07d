"""Relations between statements of one plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from planlint.catalogue import Indicator
from planlint.judging.comparison import as_counted, difference
from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of, rounded
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.model import Disowned
from planlint.ranges import Range, distance
from planlint.words import Words

_ANCHORS = 10
"""How many members of a group the others are held against, until one is found that some differ from."""


def targets_alike(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The targets say the same; those that exclude each other are another rule's matter."""
    return _group(case, difference, excluding=False)


def targets_compatible(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """One result could fulfil all the targets."""
    return _group(case, difference, excluding=True)


def baselines_agree(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The results agree after rounding half up to the coarser one's printed place."""
    return _group(case, _same_result, excluding=None)


def of_several_levels(case: Case) -> bool:
    """Whether the members of a group don't plainly state one and the same level."""
    level: Range | None = None
    for meaning in _members(case):
        result = meaning.result
        if result.alternatives or not meaning.is_level:
            return True
        if level is None:
            level = result.range
        elif result.range != level:
            return True
    return False


def perhaps_incompatible(case: Case) -> bool:
    """Whether two members of a group state levels or changes, and not plainly one and the same."""
    if not of_several_levels(case):
        return False
    return sum(m.result.range is not None or m.result.change is not None for m in _members(case)) > 1


def of_several_results(case: Case) -> bool:
    """Whether the members of a group don't plainly state one and the same result, which is a number."""
    level = judged_of(case).result.range
    return level is None or level.empty or of_several_levels(case)


def near_alike(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Two indicators that are probably one have the same target."""
    one, other = judged_of(case).indicator, case.partner.indicator
    assert one is not None and other is not None
    if _dimension(one) != _dimension(other):
        return not_comparable("dimension")
    return difference(judged_of(case), case.partner)


def row_numbered_once(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Each row of a table has a number of its own."""
    # What stands on one line, or speaks of one indicator, is one row transcribed in several statements.
    own, name = judged_of(case).statement.at.line, judged_of(case).statement.name
    others = tuple(m for m in case.partners if m.statement.name != name)
    apart = tuple(m for m in others if None not in (own, m.statement.at.line) and m.statement.at.line != own)
    if apart:
        return fails(related=apart)
    unsourced = any(None in (own, m.statement.at.line) for m in others)
    return not_comparable("no-source") if unsourced else HOLDS


def named_alike(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The plan has one name for an indicator, printed in full or shortened, or with a letter changed."""
    first = judged_of(case)
    if all(other.statement.name == first.statement.name for other in case.partners):
        return not_comparable("one-name")
    others: dict[str, Meaning] = {}
    for other in case.partners:
        others.setdefault(corpus.catalogue.bare_name(other.statement.name), other)
    own = corpus.catalogue.bare_name(first.statement.name)
    others.pop(own, None)
    if not others:
        return not_comparable("one-name")
    apart = tuple(m for name, m in others.items() if min(_lacking(name, own), _lacking(own, name)) > 1)
    if not apart:
        return HOLDS
    names = [meaning.statement.name for meaning in (first, *apart)]
    return fails(detail=Words("、".join(names), ", ".join(names)), related=apart)


def of_several_names(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements, if they name their indicator in more than one way."""
    names = {member.statement.name for member in members}
    return members if len(names) > 1 else ()


def row_owned(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The main table sets no target for what the plan says is no measure of its own."""
    disowned = case.fault
    assert isinstance(disowned, Disowned) and case.plan is not None
    if corpus.catalogue.resolve(disowned.name, case.plan.sector).indicator is None:
        return not_comparable("unknown-indicator")
    line = disowned.at.line
    where = Words("", "") if line is None else Words(f"（原文第 {line} 行）", f" (source line {line})")
    detail = Words(f"“{disowned.name}”{where.zh}", f"“{disowned.name}”{where.en}")
    return fails(detail=detail) if case.partners else HOLDS


def _lacking(one: str, other: str) -> int:
    """How many letters of one name the other lacks."""
    return (Counter(one) - Counter(other)).total()


def _dimension(indicator: Indicator) -> str:
    return indicator.unit.dimension if indicator.unit else ""


def _group(case: Case, differ: Callable[[Meaning, Meaning], Verdict], *, excluding: bool | None) -> Verdict:
    """One verdict for a group: of its members that have a range, the first that others differ from, and those.

    The first may well agree with each of two others that disagree: a change with two levels, 80 左右 with both
    79 and 81.
    """
    members = _members(case)
    ranged = [m for m in members if m.ranges][:_ANCHORS] or members[:1]
    unclear: Verdict | None = None
    for first in ranged:
        verdicts = [(other, differ(first, other)) for other in members if other is not first]
        failed = [(other, verdict) for other, verdict in verdicts if verdict.outcome == "fails"]
        if failed:
            break
        unclear = unclear or next((v for _, v in verdicts if v.outcome == "not-comparable"), None)
    else:
        return unclear or HOLDS
    if excluding is not None:
        excluded = any(not _compatible(first, other) for other, _ in failed)
        if excluded is not excluding:
            return HOLDS
    unit = failed[0][1].unit or (first.indicator.unit_text if first.indicator else "")
    real = [(other, verdict) for other, verdict in failed if not verdict.note_only]
    gap = max((verdict.gap or Fraction(0) for _, verdict in real), default=Fraction(0))
    related = tuple(other for other, _ in failed)
    if first is not members[0]:
        related = (first, *(m for m in related if m is not members[0]))
    if not real:
        return fails(gap, unit, note_only=True, detail=failed[0][1].detail, related=related)
    return as_counted(fails(gap, unit, related=related), first, *(other for other, _ in real))


def _members(case: Case) -> Sequence[Meaning]:
    return judged_of(case), *case.partners


def _compatible(one: Meaning, other: Meaning) -> bool:
    """Whether one result could fulfil both targets, or both changes where no levels follow from them."""
    if one.change and other.change and not (one.ranges and other.ranges):
        return one.change.range.meets(other.change.range)
    return any(a.meets(b) for a in one.ranges for b in other.ranges)


def _same_result(one: Meaning, other: Meaning) -> Verdict:
    for meaning in (one, other):
        if meaning.range is None:
            return not_comparable(meaning.reason or "no-range")
    assert one.range is not None and other.range is not None
    if one.range.meets(other.range):
        return HOLDS
    place = max(one.step, other.step)
    a, b = rounded(one.range, place), rounded(other.range, place)
    apart = distance(one.range, other.range)  # none between 1000亿元, which is rounded, and 突破1000亿元
    return HOLDS if a.meets(b) or apart == 0 else fails(apart)
