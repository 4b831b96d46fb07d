"""Relations: what must hold in a case. Each is one named function from a case to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from planlint.catalogue import Indicator
from planlint.hierarchy import (
    Cycle,
    DuplicatePlans,
    SuperiorDisagrees,
    SuperiorsDiffer,
    UnknownCode,
    is_local,
)
from planlint.judging.comparison import at_least_as_strict, compare, difference, times_words, unanimous
from planlint.judging.corpus import Corpus
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning, level_range
from planlint.printing import beside, figure_words, number_words
from planlint.ranges import Range, distance
from planlint.reading.document import Fault
from planlint.units import Unit, conversion, read_unit, scales
from planlint.words import Words

Relation = Callable[[Case, Corpus, Mapping[str, str]], Verdict]

_READING_STEP = {"PL001": 1, "PL002": 2, "PL003": 3, "PL005": 4, "PL004": 5}
"""Reading rule → when it looks at a file: what stops at an earlier step, a later one can't judge."""

_BASIS_FRAME = frozenset("以每各为单位（）()、 ")
"""Characters of a basis that don't say what its units are."""

_NATURE_RANK = {"约束性": 2, "预期性": 1, "指导性": 0}


# A relation that reads `options` names them in RELATIONS below, where a rule's options are checked.


def sound_file(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The file has no fault of the named reading rule."""
    fault, asked = case.fault, options["fault"]
    if not isinstance(fault, Fault):
        return HOLDS
    if fault.rule == asked:
        return fails(detail=fault.problem)
    earlier = _READING_STEP[fault.rule] < _READING_STEP.get(asked, 0)
    return not_comparable(f"spoiled:{fault.rule}") if earlier else HOLDS


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


def readable(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The figure can be read."""
    meaning = _judged(case)
    if meaning.figure.kind == "missing":
        return not_comparable("missing")
    if meaning.figure.kind != "unreadable":
        return HOLDS
    text, at = meaning.statement.figure, meaning.figure.problem_at or 0
    rest = text[at : at + 12]
    return fails(detail=Words(f"：从第 {at + 1} 字“{rest}”起", f" from character {at + 1} on, “{rest}”"))


def known_indicator(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed name stands in the catalogue."""
    naming = _judged(case).naming
    if naming.ambiguous:
        return not_comparable("ambiguous-name")
    if naming.indicator is not None:
        return HOLDS
    names = [candidate.name for candidate in naming.candidates[:3]]
    if not names:
        return fails()
    return fails(
        detail=Words(f"，相近的有：{'、'.join(names)}", f"; the nearest names are {', '.join(names)}")
    )


def one_indicator(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed name means one indicator of the catalogue."""
    naming = _judged(case).naming
    if naming.indicator is None and not naming.ambiguous:
        return not_comparable("unknown-indicator")
    if not naming.ambiguous:
        return HOLDS
    names = [f"{candidate.name}（{candidate.id}）" for candidate in naming.candidates]
    return fails(detail=Words("、".join(names), ", ".join(names)))


def dated(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The statement names its year."""
    meaning = _judged(case)
    if meaning.figure.kind == "missing":
        return not_comparable("missing")
    if meaning.statement.norm:
        return not_comparable("norm")
    return fails() if meaning.statement.year is None else HOLDS


def sourced(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The statement names its line in the source."""
    meaning = _judged(case)
    if meaning.statement.at.line is None:
        return fails()
    return HOLDS if meaning.plan.source_file is not None else not_comparable("no-source")


def right_dimension(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed unit measures what the indicator is."""
    meaning = _judged(case)
    indicator, printed = meaning.indicator, meaning.units.printed
    if indicator is None or meaning.figure.kind in ("unreadable", "missing"):
        return not_comparable(meaning.reason or "unknown-indicator")
    if meaning.units.unknown:
        return fails(
            detail=Words(
                f"；单位“{meaning.units.unknown}”不认识", f"; unit “{meaning.units.unknown}” is unknown"
            )
        )
    if printed is None:
        return not_comparable("no-unit")
    if meaning.reason != "dimension" and not _column_of_another_dimension(meaning, indicator):
        return HOLDS
    expected = indicator.unit_text
    return fails(
        detail=Words(
            f"；该指标通常以“{expected}”计" if expected else "；该指标没有单位",
            f"; it is usually counted in “{expected}”" if expected else "; it has no unit",
        )
    )


def plausible_scale(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The value can occur in its printed unit, unless it could only in a sibling unit."""
    meaning = _judged(case)
    indicator, value = meaning.indicator, meaning.value
    if indicator is None or indicator.plausible is None or indicator.unit is None:
        return not_comparable("no-plausible-range")
    if value is None or meaning.figure.value is None or meaning.figure.kind not in ("level", "band"):
        return not_comparable(meaning.reason or "no-number")
    if value in indicator.plausible or value == 0:
        return HOLDS
    # Where any share can occur, one over the whole tells nothing of the unit.
    whole = _whole(indicator)
    if whole is not None and indicator.plausible.upper == whole < value:
        return HOLDS
    printed = meaning.units.printed or indicator.unit
    for sibling in (indicator.unit, *scales(printed)):
        factor = conversion(sibling, indicator.unit)
        if factor is None or sibling.text == printed.text:
            continue
        if meaning.figure.value * factor in indicator.plausible:
            return fails(
                detail=Words(f"很可能应为“{sibling.text}”", f"the unit is probably “{sibling.text}”")
            )
    return HOLDS


def same_unit_in_cell(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The unit in the cell is that of its column, or of the name's bracket."""
    units = _judged(case).units
    around = units.column or units.bracket
    if units.cell is None or around is None:
        return not_comparable("one-unit-only")
    if units.cell.dimension == "number" or _same_unit(units.cell, around):
        return HOLDS
    if _judged(case).figure.kind == "change":
        return not_comparable("change")
    return fails(
        detail=Words(
            f"单元格为“{units.cell.text}”，单位栏为“{around.text}”",
            f"“{units.cell.text}” in the cell, “{around.text}” in the column",
        )
    )


def conventional_scale(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The unit has the scale in which the indicator is usually counted."""
    meaning = _judged(case)
    indicator, printed = meaning.indicator, meaning.units.printed
    if indicator is None or indicator.unit is None or printed is None or meaning.figure.kind == "change":
        return not_comparable("no-unit")
    if not printed.text:  # a fraction of a whole (三分之一) has no scale to be unusual
        return HOLDS
    factor = conversion(printed, indicator.unit)
    if factor is None:
        return not_comparable("dimension")
    if (
        factor == 1
        or indicator.extensive
        or ("proportion" not in printed.dimension and "/" not in printed.text)
    ):
        return HOLDS
    return fails(
        detail=Words(
            f"“{printed.text}”，通常为“{indicator.unit_text}”",
            f"“{printed.text}”; usually “{indicator.unit_text}”",
        )
    )


def same_scale(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Both sides print the indicator in one scale."""
    one, other = _judged(case).units.printed, case.partner.units.printed
    if one is None or other is None or "change" in (_judged(case).figure.kind, case.partner.figure.kind):
        units = _level_unit(_judged(case)), _level_unit(case.partner)
        if None in units:
            return not_comparable("no-unit")
        one, other = units
    assert one is not None and other is not None
    factor = conversion(one, other)
    if factor is None:
        return not_comparable("dimension")
    if factor == 1:
        return HOLDS
    return fails(
        detail=Words(f"“{one.text}”，上级为“{other.text}”", f"“{one.text}”; the superior's is “{other.text}”")
    )


def plain_change(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A change of a share says whether it means percentage points or a relative change."""
    meaning = _judged(case)
    if meaning.change is None:
        return HOLDS if meaning.figure.kind != "change" else not_comparable(meaning.reason or "no-number")
    return fails() if meaning.change.form.startswith("ambiguous") else HOLDS


def is_result(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A state reached is a number, not an inequality."""
    figure = _judged(case).figure
    if _judged(case).statement.norm:
        return not_comparable("norm")
    if figure.kind not in ("level", "band"):
        return not_comparable(figure.kind)
    return fails() if figure.comparator in ("<", "<=", ">", ">=") and "余" not in figure.text else HOLDS


def strict_enough(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The judged target promises no less than its partner."""
    return at_least_as_strict(_judged(case), case.partner)


def stated_below(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The lower plan sets a target for the superior's indicator."""
    above, *own = case.partners
    if any(other.indicator == above.indicator for other in own):
        return HOLDS
    return not_comparable("near-name") if own else fails(related=(above,))


def nature_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The indicator binds below as it binds above."""
    own, above = _judged(case).nature, case.partner.nature
    if own is None or above is None:
        return not_comparable("no-nature")
    return HOLDS if _NATURE_RANK[own] >= _NATURE_RANK[above] else fails()


def scope_kept(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """What every unit must reach above, every unit must reach below."""
    meaning, above = _judged(case), case.partner
    if above.basis is None:
        return not_comparable("no-basis")
    assert case.plan is not None and meaning.indicator is not None
    own = corpus.targets(case.plan, meaning.indicator.id)
    return HOLDS if any(_same_basis(above.basis, other.basis) for other in own) else fails()


def _same_basis(above: str, below: str | None) -> bool:
    """Whether two bases speak of units of one kind: 苏木乡镇（街道） and 乡镇 do, 县 is another."""
    return bool(below) and not (set(above) - _BASIS_FRAME).isdisjoint(below or "")


def targets_alike(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The targets say the same; those that exclude each other are another rule's matter."""
    return _group(case, difference, excluding=False)


def targets_compatible(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """One result could fulfil all the targets."""
    return _group(case, difference, excluding=True)


def baselines_agree(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The results agree after rounding half up to the coarser one's printed place."""
    return _group(case, _same_result, excluding=None)


def near_alike(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Two indicators that are probably one have the same target."""
    one, other = _judged(case).indicator, case.partner.indicator
    assert one is not None and other is not None
    if _dimension(one) != _dimension(other):
        return not_comparable("dimension")
    return difference(_judged(case), case.partner)


def not_worse_than(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The target permits nothing worse than what the baseline says was reached."""
    meaning, base = _judged(case), case.partner
    indicator = meaning.indicator
    assert indicator is not None and base.range is not None
    if indicator.direction not in ("higher", "lower"):
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
    verdict = unanimous(compare(own, reached, indicator.direction) for own in meaning.ranges)
    if verdict.outcome != "fails":
        return verdict
    place = max(meaning.step, base.step)
    rounded = compare(_rounded(meaning.ranges[0], place), _rounded(reached, place), indicator.direction)
    if verdict.note_only or rounded.outcome == "holds":
        return HOLDS
    allowed = meaning.range.lower if indicator.direction == "higher" else meaning.range.upper  # type: ignore[union-attr]
    held = base.range.lower if indicator.direction == "higher" else base.range.upper
    detail = Words("", "")
    if indicator.direction == "lower" and allowed is not None and held and allowed >= 2 * held > 0:
        times = times_words(allowed / held)
        detail = Words(f"，允许值是已达水平的 {times.zh}", f", {times.en} the level already reached")
    # A rate of rare events is often nought in a small place for a year; nobody can promise that it stays so.
    nought = base.range.point == 0 and indicator.denominator is not None
    return replace(verdict, unit=indicator.unit_text, detail=detail, lighter=nought)


def change_leads_to(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Base and change lead to the printed level, within the rounding of all three."""
    meaning = _judged(case)
    change = meaning.change
    assert change is not None and meaning.indicator is not None
    if not meaning.bases:
        return not_comparable("no-base")
    if change.form.startswith("ambiguous"):
        return not_comparable("ambiguous")
    missed = [
        level for level in case.partners if all(_misses(meaning, base, level) for base in meaning.bases)
    ]
    if len(missed) < len(case.partners):
        return HOLDS
    level, unit = missed[0], meaning.indicator.unit_text
    assert level.value is not None
    results = [_led_to(meaning, base, size) for base in meaning.bases for size in _sizes(meaning)]
    starts = [figure_words(base) for base in meaning.bases]
    ends = [number_words(result) for result in dict.fromkeys(results)]
    detail = Words(
        f"：由 {' 或 '.join(starts)} 按此变化应为 {' 或 '.join(ends)}{beside(unit)}",
        f": from {' or '.join(starts)} it leads to {' or '.join(ends)}{beside(unit)}",
    )
    gap = min(abs(level.value - result) for result in results)
    return fails(gap, unit, detail=detail, related=(level, *meaning.bases))


def at_most_whole(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A share of a whole is not over 100 %."""
    meaning = _judged(case)
    indicator = meaning.indicator
    whole = _whole(indicator)
    if indicator is None or whole is None:
        return not_comparable("no-share")
    if meaning.figure.kind not in ("level", "band") or meaning.range is None:
        return not_comparable(meaning.reason or meaning.figure.kind)
    printed = level_range(meaning.figure, "neither", target=False)
    assert printed is not None and meaning.factor is not None
    possible = printed.scaled(meaning.factor).intersection(Range(None, whole))
    value = meaning.value
    over = value is not None and value > whole and not printed.approximate
    if possible.empty or over:
        return fails((value or whole) - whole, indicator.unit_text)
    if possible.point == whole and printed.upper is None:
        return fails(detail=Words("，“以上”没有余地", "; nothing lies above that"), note_only=True)
    return HOLDS


def row_numbered_once(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Each row of a table has a number of its own."""
    # What stands on one line, or speaks of one indicator, is one row transcribed in several statements.
    own, name = _judged(case).statement.at.line, _judged(case).statement.name
    others = tuple(m for m in case.partners if m.statement.name != name)
    apart = tuple(m for m in others if None not in (own, m.statement.at.line) and m.statement.at.line != own)
    if apart:
        return fails(related=apart)
    unsourced = any(None in (own, m.statement.at.line) for m in others)
    return not_comparable("no-source") if unsourced else HOLDS


def _judged(case: Case) -> Meaning:
    assert case.judged is not None
    return case.judged


def _whole(indicator: Indicator | None) -> Fraction | None:
    """100 % in an indicator's unit, where it is a share that can't be more."""
    if indicator is None or indicator.unit is None or indicator.unit.dimension != "proportion":
        return None
    whole = 1 / indicator.unit.factor
    most = indicator.plausible.upper if indicator.plausible else None
    return whole if most is not None and most <= whole else None


def _dimension(indicator: Indicator) -> str:
    return indicator.unit.dimension if indicator.unit else ""


def _same_unit(one: Unit, other: Unit) -> bool:
    """Whether a cell repeats its column's unit, be it without the denominator (人 for 人/千人)."""
    numerator = read_unit(other.text.split("/")[0]) if other.text.count("/") == 1 else None
    return any(
        (one.dimension, one.factor) == (unit.dimension, unit.factor)
        for unit in (other, numerator)
        if unit is not None
    )


def _column_of_another_dimension(meaning: Meaning, indicator: Indicator) -> bool:
    """A reference, trend or missing mark under a column whose unit measures something else."""
    printed = meaning.units.column or meaning.units.bracket
    if meaning.range is not None or printed is None or meaning.change is not None:
        return False
    if meaning.figure.kind == "compound":
        return False
    composed = meaning.units.printed
    if indicator.unit is None:
        return True
    return composed is not None and conversion(composed, indicator.unit) is None


def _level_unit(meaning: Meaning) -> Unit | None:
    """The unit of the level that a statement speaks of: of a change, the unit of its bases."""
    if meaning.figure.kind != "change":
        return meaning.units.printed
    return next((base.units.printed for base in meaning.bases if base.units.printed), None)


def _group(case: Case, differ: Callable[[Meaning, Meaning], Verdict], *, excluding: bool | None) -> Verdict:
    """One verdict for a group, each member against the first that has a range."""
    members = (_judged(case), *case.partners)
    first = next((m for m in members if m.ranges), members[0])
    verdicts = [(other, differ(first, other)) for other in members if other is not first]
    failed = [(other, verdict) for other, verdict in verdicts if verdict.outcome == "fails"]
    if not failed:
        return next((v for _, v in verdicts if v.outcome == "not-comparable"), HOLDS)
    if excluding is not None:
        excluded = any(not _compatible(first, other) for other, _ in failed)
        if excluded is not excluding:
            return HOLDS
    unit = first.indicator.unit_text if first.indicator else ""
    real = [verdict for _, verdict in failed if not verdict.note_only]
    gap = max((verdict.gap or Fraction(0) for verdict in real), default=Fraction(0))
    related = tuple(other for other, _ in failed)
    if first is not members[0]:
        related = (first, *(m for m in related if m is not members[0]))
    return fails(gap, unit, note_only=not real, related=related)


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
    a, b = _rounded(one.range, place), _rounded(other.range, place)
    return HOLDS if a.meets(b) else fails(distance(one.range, other.range))


def _rounded(range_: Range, place: Fraction) -> Range:
    if place == 0:
        return range_
    return replace(
        range_,
        lower=None if range_.lower is None else half_up(range_.lower, place),
        upper=None if range_.upper is None else half_up(range_.upper, place),
    )


def half_up(number: Fraction, place: Fraction) -> Fraction:
    """Rounded half up to a multiple of a place."""
    return (number / place + Fraction(1, 2)).__floor__() * place


def _sizes(change: Meaning) -> tuple[Fraction, ...]:
    """The printed size of a change, both ends of a band."""
    assert change.factor is not None
    return tuple(end * change.factor for end in (change.figure.value, change.figure.high) if end is not None)


def _led_to(change: Meaning, base: Meaning, size: Fraction, start: Fraction = Fraction(0)) -> Fraction:
    """Where a change of a size leads from a base; `start` shifts the base by a rounding."""
    assert change.change is not None and change.change.base_year is not None and base.value is not None
    years = change.year - change.change.base_year if "per year" in change.change.form else 1
    if change.change.form.startswith("absolute"):
        return base.value + start + size * years
    return (base.value + start) * (1 + size / 100) ** years


def _misses(change: Meaning, base: Meaning, level: Meaning) -> bool:
    """Whether the printed level is out of reach of base and change, all three read with their rounding."""
    assert change.change is not None and level.factor is not None
    soft = 1 if change.change.range.approximate else Fraction(1, 2)
    ends = [
        _led_to(change, base, size + rounding, start)
        for size in _sizes(change)
        for rounding in (-soft * change.step, soft * change.step)
        for start in (-base.step / 2, base.step / 2)
    ]
    printed = level_range(level.figure, "neither", target=False)
    assert printed is not None
    shown = printed.scaled(level.factor)
    around = Range(
        None if shown.lower is None else shown.lower - level.step / 2,
        None if shown.upper is None else shown.upper + level.step / 2,
    )
    reached = Range(min(ends), max(ends))
    if change.figure.comparator in (">", ">="):
        reached = Range(min(ends), None)
    elif change.figure.comparator in ("<", "<="):
        reached = Range(None, max(ends))
    return not reached.meets(around)


@dataclass(frozen=True, slots=True)
class Form:
    """What a relation needs of the rule that names it."""

    relation: Relation
    judges: frozenset[str]
    """What it can judge."""
    joins: frozenset[str | None]
    """The joins it works on; None for a rule that holds nothing against anything."""
    options: frozenset[str] = frozenset()
    """The options it reads; all are mandatory."""
    listed: bool = True
    """Whether a case that it can't compare is listed in reports, or is another rule's matter."""


_ANY = frozenset(("target", "baseline", "past_target", "statement"))
_TARGETS = frozenset(("target", "past_target"))


def _alone(relation: Relation, judges: frozenset[str] = _ANY, *options: str) -> Form:
    return Form(relation, judges, frozenset((None,)), frozenset(options), listed=False)


_PLAN = frozenset(("plan",))

RELATIONS: Mapping[str, Form] = {
    "sound-file": _alone(sound_file, frozenset(("file",)), "fault"),
    "known-jurisdiction": _alone(known_jurisdiction, _PLAN),
    "superior-as-coded": _alone(superior_as_coded, _PLAN),
    "acyclic": _alone(acyclic, _PLAN),
    "only-plan": _alone(only_plan, _PLAN),
    "readable": _alone(readable),
    "known-indicator": _alone(known_indicator),
    "one-indicator": _alone(one_indicator),
    "dated": _alone(dated),
    "sourced": _alone(sourced),
    "right-dimension": _alone(right_dimension),
    "plausible-scale": _alone(plausible_scale),
    "same-unit-in-cell": _alone(same_unit_in_cell),
    "conventional-scale": _alone(conventional_scale),
    "plain-change": _alone(plain_change),
    "is-result": _alone(is_result),
    "at-most-whole": _alone(at_most_whole),
    "at-least-as-strict": Form(strict_enough, _TARGETS, frozenset(("nearest-superior", "near-indicator"))),
    "same-scale": Form(same_scale, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "nature-kept": Form(nature_kept, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "scope-kept": Form(scope_kept, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "stated-below": Form(stated_below, _PLAN, frozenset(("superior-target-below",))),
    "targets-alike": Form(targets_alike, _TARGETS, frozenset(("same-plan",))),
    "targets-compatible": Form(targets_compatible, _TARGETS, frozenset(("same-plan",)), listed=False),
    "baselines-agree": Form(baselines_agree, frozenset(("baseline",)), frozenset(("same-plan",))),
    "near-alike": Form(near_alike, _TARGETS, frozenset(("near-indicator",))),
    "not-worse-than": Form(not_worse_than, _TARGETS, frozenset(("own-baseline",))),
    "change-leads-to": Form(change_leads_to, _ANY, frozenset(("own-level",))),
    "row-numbered-once": Form(row_numbered_once, _ANY, frozenset(("same-row-number",)), listed=False),
}
"""The relations that a rule can name in `require`."""
