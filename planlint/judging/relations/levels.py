"""Relations between a plan and its superiors."""

from __future__ import annotations

from collections.abc import Mapping

from planlint.judging.comparison import WEAKER_CHANGE, at_least_as_strict
from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.printing import range_words
from planlint.ranges import gap
from planlint.words import Words

_BASIS_FRAME = frozenset("以每各为单位（）()、 ")
"""Characters of a basis that don't say what its units are."""


_NATURE_RANK = {"约束性": 2, "预期性": 1, "指导性": 0}


def strict_enough(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The judged target promises no less than its partner."""
    return at_least_as_strict(judged_of(case), case.partner)


def increment_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """No change is weaker than the superior's while the level it leads to is not."""
    meaning, above = judged_of(case), case.partner
    verdict = at_least_as_strict(meaning, above)
    if verdict.reason != WEAKER_CHANGE:
        return HOLDS if verdict.outcome == "fails" else verdict
    assert meaning.change is not None and above.change is not None and meaning.indicator is not None
    absolute = meaning.change.form.startswith("absolute")
    unit = meaning.indicator.unit_text
    own, theirs = ([range_words(range_, unit) for range_ in side.ranges] for side in (meaning, above))
    return fails(
        gap(meaning.change.range, above.change.range.obliging(meaning.indicator.direction)),
        unit if absolute else "%",
        detail=Words(
            f"：所及水平为 {' 或 '.join(own)}，上级为 {' 或 '.join(theirs)}",
            f": it leads to {' or '.join(own)}, the superior's to {' or '.join(theirs)}",
        ),
    )


def stated_below(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The lower plan sets a target for the superior's indicator."""
    above, *own = case.partners
    if any(other.indicator == above.indicator for other in own):
        return HOLDS
    return not_comparable("near-name") if own else fails(related=(above,))


def nature_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The indicator binds below as it binds above."""
    own, above = judged_of(case).nature, case.partner.nature
    if own is None or above is None:
        return not_comparable("no-nature")
    return HOLDS if _NATURE_RANK[own] >= _NATURE_RANK[above] else fails()


def scope_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """What every unit must reach above, every unit must reach below."""
    meaning, above = judged_of(case), case.partner
    if above.basis is None:
        return not_comparable("no-basis")
    assert case.plan is not None and meaning.indicator is not None
    own = corpus.targets(case.plan, meaning.indicator.id)
    if any(_same_basis(above.basis, other.basis) for other in own):
        return HOLDS
    return fails(alike=tuple(other for other in own if other is not meaning))


def _same_basis(above: str, below: str | None) -> bool:
    """Whether two bases speak of units of one kind: 苏木乡镇（街道） and 乡镇 do, 县 is another."""
    return bool(below) and not (set(above) - _BASIS_FRAME).isdisjoint(below or "")
