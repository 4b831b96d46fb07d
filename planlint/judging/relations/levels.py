"""Relations between a plan and its superiors."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planlint.judging.comparison import WEAKER_CHANGE, at_least_as_strict, plainly_as_strict
from planlint.judging.corpus import Corpus, is_of_its_sector
from planlint.judging.relations.change import comes_to
from planlint.judging.relations.shared import judged_of
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.printing import counted_in, ranges_words
from planlint.ranges import gap
from planlint.words import Words

_UNIT_WORDS = re.compile(
    "(?P<prefecture>设区市|地级市|盟市|地市|州市)|(?P<village>嘎查|村|社区|居委会)"
    "|(?P<township>苏木|乡|镇|街道)|(?P<county>[旗县市区])"
)
"""Words for units of one level of administration in a basis (以县（市、区）为单位); 社区 is no 区."""
_FINENESS = ("prefecture", "county", "township", "village")
_BASIS_FRAME = re.compile("[以每各个为单位（）()、\\s]")
"""What of a basis doesn't say what its units are."""

_NATURE_RANK = {"约束性": 2, "预期性": 1, "指导性": 0}


def strict_enough(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The judged target promises no less than its partner, be it by the level that its plan prints for a change."""
    meaning, above = judged_of(case), case.partner
    verdict = at_least_as_strict(meaning, above)
    if verdict.outcome != "fails" or meaning.change is None or above.change is not None:
        return verdict
    stated = corpus.stated(meaning.plan).about[meaning.statement.kind, meaning.reading.subject]
    for level in stated:
        if level.is_level and level.year == meaning.year and comes_to(meaning, level):
            printed = at_least_as_strict(level, above)
            if printed.outcome != "fails":
                return printed
    return verdict


def perhaps_weaker(case: Case) -> bool:
    """Whether the judged target doesn't plainly promise as much as its partner."""
    return not plainly_as_strict(judged_of(case), case.partners[0])


def increment_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """No change is weaker than the superior's while the level it leads to is not."""
    meaning, above = judged_of(case), case.partner
    if not of_two_changes(case):
        return not_comparable("no-change")
    verdict = at_least_as_strict(meaning, above)
    if verdict.reason != WEAKER_CHANGE:
        return HOLDS if verdict.outcome == "fails" else verdict
    assert meaning.change is not None and above.change is not None and meaning.indicator is not None
    absolute = meaning.change.form.startswith("absolute")
    unit = meaning.indicator.unit_text
    printed, factor = counted_in((meaning, above), unit)
    own, theirs = ([range_.scaled(1 / factor) for range_ in side.ranges] for side in (meaning, above))
    return fails(
        gap(meaning.change.range, above.change.range.obliging(meaning.indicator.direction)),
        unit if absolute else "%",
        detail=Words(
            f"：所及水平为 {ranges_words(own, printed, 'zh')}，上级为 {ranges_words(theirs, printed, 'zh')}",
            f": it leads to {ranges_words(own, printed, 'en')}, the superior's to {ranges_words(theirs, printed, 'en')}",
        ),
    )


def of_two_changes(case: Case) -> bool:
    """Whether both sides state a change."""
    return judged_of(case).result.change is not None and case.partners[0].result.change is not None


def stated_below(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The lower plan sets a target for the superior's indicator."""
    above, *own = case.partners
    assert above.indicator is not None
    if above.figure.kind == "missing":
        return HOLDS  # “—” is no target
    if any(other.indicator and other.indicator.id == above.indicator.id for other in own):
        return HOLDS
    if own:
        return not_comparable("near-name")
    assert case.plan is not None
    return fails(related=(above,)) if is_of_its_sector(above, case.plan) else not_comparable("other-sector")


def less_binding(case: Case) -> bool:
    """Whether both sides have a nature, and the partner's binds more."""
    own, above = judged_of(case).reading.nature, case.partners[0].reading.nature
    return own is not None and above is not None and _NATURE_RANK[own] < _NATURE_RANK[above]


def nature_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The indicator binds below as it binds above."""
    if None in (judged_of(case).nature, case.partner.nature):
        return not_comparable("no-nature")
    return fails() if less_binding(case) else HOLDS


def scope_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """What every unit must reach above, every unit must reach below."""
    meaning, above = judged_of(case), case.partner
    if above.basis is None:
        return not_comparable("no-basis")
    assert case.plan is not None and meaning.indicator is not None
    own = corpus.targets(case.plan, meaning.indicator.id)
    kept = [_keeps(above.basis, other.basis) for other in own if other.basis]
    if True in kept:
        return HOLDS
    if None in kept:
        return not_comparable("basis")
    return fails(alike=tuple(other for other in own if other is not meaning))


def has_scope(case: Case) -> bool:
    """Whether the superior says of which units each one must reach its target."""
    return case.partner.basis is not None


def _keeps(above: str, below: str) -> bool | None:
    """Whether what each unit below reaches each above does: units of one kind, or finer ones; None if unknown."""
    theirs, own = _fineness(above), _fineness(below)
    if theirs is not None and own is not None:
        return own >= theirs
    one, other = (_BASIS_FRAME.sub("", basis) for basis in (above, below))
    return True if one in other or other in one else None


def _fineness(basis: str) -> int | None:
    """Of the finest unit that a basis names; None where it names none of administration."""
    found = (match.lastgroup for match in _UNIT_WORDS.finditer(basis))
    return max((_FINENESS.index(kind) for kind in found if kind), default=None)
