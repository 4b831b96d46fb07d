"""Relations of plans in the hierarchy: codes, superiors, cycles, duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planlint.divisions import is_local
from planlint.hierarchy import Cycle, DuplicatePlans, SuperiorDisagrees, SuperiorsDiffer, UnknownCode
from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.places import place_meant
from planlint.words import Words


def known_jurisdiction(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The plan's codes stand in the list of divisions."""
    fault, divisions = case.fault, corpus.hierarchy.divisions
    if not isinstance(fault, UnknownCode):
        assert case.plan is not None
        # Of a local code only its six digits can be looked up.
        unlisted = is_local(case.plan.jurisdiction) and case.plan.jurisdiction not in divisions
        return not_comparable("local-code") if unlisted else HOLDS
    hint = Words("", "")
    if fault.nearest:
        names = [f"{code} {divisions.name(code)}" for code in fault.nearest]
        hint = Words(f"，是否指 {'、'.join(names)}？", f"; did you mean {', '.join(names)}?")
    return fails(detail=Words(f"“{fault.code}”{hint.zh}", f"“{fault.code}”{hint.en}"))


def own_place(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The target is not printed for a superior place, or for all places of the plan's kind.

    So 全市 and 各旗市区 in a county's plan. Option: `each`, words before a kind of places.
    """
    meaning, divisions = judged_of(case), corpus.hierarchy.divisions
    place, own = meaning.statement.place, meaning.plan.jurisdiction
    if not place:
        return HOLDS
    # Above the counties 各市区 may be the plan's own counties.
    kind = (divisions.name(own) or "")[-1:] if divisions.level(own) == "county" else ""
    if kind and kind in place and place.startswith(tuple(options["each"].split())):
        return fails(detail=Words(place, f"“{place}”"))
    code = place_meant(place, meaning.plan, corpus.hierarchy)
    if code is None:
        return not_comparable("place")
    name = divisions.name(code) or code
    return HOLDS if code == own else fails(detail=Words(name, name))


def with_place(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements that name a place."""
    return [meaning for meaning in members if meaning.statement.place]


def superior_as_coded(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A stated superior lies on the code's own chain, and all plans of one place state the same."""
    fault = case.fault
    if isinstance(fault, UnknownCode):
        return not_comparable("unknown-code")
    if isinstance(fault, SuperiorDisagrees):
        chain = " → ".join(fault.by_code)
        return fails(
            detail=Words(
                f"写为 {fault.stated}，按代码应为 {chain}", f"{fault.stated} is stated, {chain} by code"
            )
        )
    if isinstance(fault, SuperiorsDiffer):
        stated = ", ".join(fault.stated)
        return fails(
            detail=Words(f"同一行政区的规划所写不一：{stated}", f"plans of one place state {stated}")
        )
    return HOLDS


def acyclic(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """No plan is, over its superiors, its own superior."""
    fault = case.fault
    if isinstance(fault, UnknownCode):
        return not_comparable("unknown-code")
    if not isinstance(fault, Cycle):
        return HOLDS
    around = " → ".join(fault.around)
    return fails(detail=Words(around, around))


def only_plan(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A jurisdiction has one plan for a sector and period."""
    fault = case.fault
    if isinstance(fault, UnknownCode):
        return not_comparable("unknown-code")
    if not isinstance(fault, DuplicatePlans):
        return HOLDS
    files = ", ".join(f"{plan.id} ({plan.file})" for plan in fault.plans)
    return fails(detail=Words(files, files))
