"""Relations: what must hold in a case. Each is one named function from a case to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from planlint.frozen import frozen
from planlint.judging.corpus import Corpus
from planlint.judging.relations import (
    between,
    change,
    exceptions,
    levels,
    peers,
    places,
    reading,
    rollup,
    rows,
    units,
    within,
)
from planlint.judging.verdict import Case, Verdict
from planlint.meaning import Meaning

Relation = Callable[[Case, Corpus, Mapping[str, str]], Verdict]
Suspects = Callable[[Sequence[Meaning], Mapping[str, str]], Sequence[Meaning]]
"""Of a group of statements, by a rule's options, those that it may find fault with."""


@frozen()
class Form:
    """What a relation needs of the rule that names it."""

    relation: Relation
    judges: frozenset[str]
    """What it can judge."""
    joins: frozenset[str | None]
    """The joins it works on; None for a rule that holds nothing against anything."""
    options: frozenset[str] = frozenset()
    """The options it reads; all are mandatory."""
    numbers: frozenset[str] = frozenset()
    """Those of its options that are numbers, such as 5, 0.75 or 3/4."""
    listed: bool = True
    """Whether a case that it can't compare is listed in reports, or is another rule's matter."""
    by_words: bool = False
    """Whether what a statement says by itself (`Meaning.says`) decides, so that of equal words it is asked once."""
    unless: Callable[[Case], bool] | None = None
    """Of which words other statements decide all the same, so that each that has them is asked."""
    open_to: Callable[[Case], bool] | None = None
    """Whether there may be anything to tell of a case, where that is sooner known than the outcome."""
    suspects: Suspects | None = None
    """Of a plan's statements, or of the members of a group, those that it can find fault with at all."""
    of_totals: bool = False
    """Whether it judges totals across levels too, for it compares no figures."""


_ANY = frozenset(("target", "baseline", "past_target", "statement"))
_TARGETS = frozenset(("target", "past_target"))
_PLAN = frozenset(("plan",))
_TABLE = frozenset(("same-table",))
_HABIT = frozenset(("share", "least"))
"""The options of what most of a table's others must do before one that doesn't is at fault."""


def _alone(
    relation: Relation,
    judges: frozenset[str] = _ANY,
    *options: str,
    suspects: Suspects | None = None,
) -> Form:
    return Form(relation, judges, frozenset((None,)), frozenset(options), listed=False, suspects=suspects)


def _by_words(relation: Relation, unless: Callable[[Case], bool] | None = None) -> Form:
    return replace(_alone(relation), by_words=True, unless=unless, open_to=units.perhaps_misprinted)


RELATIONS: Mapping[str, Form] = {
    "sound-file": _alone(reading.sound_file, frozenset(("file",)), "fault"),
    "known-jurisdiction": _alone(places.known_jurisdiction, _PLAN),
    "superior-as-coded": _alone(places.superior_as_coded, _PLAN),
    "acyclic": _alone(places.acyclic, _PLAN),
    "only-plan": _alone(places.only_plan, _PLAN),
    "readable": _by_words(reading.readable),
    "known-indicator": _by_words(reading.known_indicator),
    "one-indicator": _by_words(reading.one_indicator),
    "known-nature": _alone(reading.known_nature, suspects=reading.of_no_nature),
    "dated": _alone(reading.dated, suspects=reading.undated),
    "in-its-time": _alone(reading.in_its_time, suspects=reading.out_of_its_time),
    "sourced": _alone(reading.sourced, suspects=reading.without_line),
    "right-dimension": _by_words(units.right_dimension),
    "plausible-scale": _by_words(units.plausible_scale, unless=units.in_another_scale),
    "same-unit-in-cell": _by_words(units.same_unit_in_cell),
    "conventional-scale": _by_words(units.conventional_scale),
    "plain-change": _by_words(change.plain_change),
    "is-result": _alone(units.is_result, suspects=units.with_inequality),
    "bound-fits": _by_words(units.bound_fits),
    "at-most-whole": _by_words(units.at_most_whole),
    "at-least-as-strict": Form(
        levels.strict_enough,
        _TARGETS,
        frozenset(("nearest-superior", "near-indicator")),
        open_to=levels.perhaps_weaker,
    ),
    "same-scale": Form(
        units.same_scale,
        _TARGETS,
        frozenset(("nearest-superior",)),
        listed=False,
        open_to=units.in_two_units,
    ),
    "increment-kept": Form(
        levels.increment_kept,
        _TARGETS,
        frozenset(("nearest-superior",)),
        listed=False,
        open_to=levels.of_two_changes,
    ),
    "nature-kept": Form(
        levels.nature_kept,
        _TARGETS,
        frozenset(("nearest-superior", "last-period")),
        listed=False,
        open_to=levels.less_binding,
        of_totals=True,
    ),
    "scope-kept": Form(
        levels.scope_kept,
        _TARGETS,
        frozenset(("nearest-superior",)),
        listed=False,
        open_to=levels.has_scope,
    ),
    "adds-up": Form(rollup.adds_up, frozenset(("target",)), frozenset(("lower-plans",))),
    "stated-below": Form(levels.stated_below, _PLAN, frozenset(("superior-target-below",))),
    "targets-alike": Form(
        within.targets_alike,
        _TARGETS,
        frozenset(("same-plan",)),
        open_to=within.of_several_levels,
    ),
    "targets-compatible": Form(
        within.targets_compatible,
        _TARGETS,
        frozenset(("same-plan",)),
        listed=False,
        open_to=within.perhaps_incompatible,
    ),
    "baselines-agree": Form(
        within.baselines_agree,
        frozenset(("baseline",)),
        frozenset(("same-plan",)),
        open_to=within.of_several_results,
    ),
    "near-alike": Form(within.near_alike, _TARGETS, frozenset(("near-indicator",))),
    "not-worse-than": Form(
        change.not_worse_than,
        _TARGETS,
        frozenset(("own-baseline",)),
        open_to=change.perhaps_worse,
    ),
    "change-leads-to": Form(change.change_leads_to, _ANY, frozenset(("own-level",))),
    "not-weaker-than-earlier": Form(
        change.not_weaker_than_earlier,
        frozenset(("target",)),
        frozenset(("earlier-target",)),
        open_to=change.perhaps_weaker_than_earlier,
    ),
    "not-weaker-than-last-period": Form(
        change.not_weaker_than_last_period,
        frozenset(("target",)),
        frozenset(("last-period",)),
        open_to=change.perhaps_weaker_than_last_period,
    ),
    "own-place": _alone(places.own_place, _TARGETS, "each", suspects=places.with_place),
    "named-alike": Form(
        within.named_alike,
        _ANY,
        frozenset(("same-indicator",)),
        listed=False,
        suspects=within.of_several_names,
    ),
    "row-owned": Form(within.row_owned, _PLAN, frozenset(("disowned-row",))),
    "row-follows": Form(rows.row_follows, _ANY, _TABLE, listed=False, suspects=rows.behind_a_gap),
    "unit-printed": Form(
        units.unit_printed, _ANY, _TABLE, _HABIT, _HABIT, listed=False, suspects=units.without_unit
    ),
    "unit-printed-once": Form(
        units.unit_printed_once, _ANY, _TABLE, _HABIT, _HABIT, listed=False, suspects=units.with_unit_repeated
    ),
    "sign-printed": Form(
        units.sign_printed, _TARGETS, _TABLE, _HABIT, _HABIT, listed=False, suspects=units.without_sign
    ),
    "among-peers": Form(
        peers.among_peers,
        frozenset(("target",)),
        frozenset(("peers",)),
        _HABIT | {"times"},
        _HABIT | {"times"},
        listed=False,
        suspects=peers.far_from_siblings,
    ),
    "sound-waiver": _alone(exceptions.sound_waiver, frozenset(("waiver",)), "fault"),
    "still-found": _alone(exceptions.still_found, frozenset(("acceptance",))),
    "growth-adds-up": Form(change.growth_adds_up, _ANY, frozenset(("total-change",))),
    "not-above": Form(
        between.not_above, _ANY, frozenset(("indicator-bound",)), open_to=between.perhaps_above
    ),
    "between-parts": Form(between.between_parts, _ANY, frozenset(("combined-parts",))),
    "parts-within": Form(between.parts_within, frozenset(("baseline",)), frozenset(("parts-of-whole",))),
    "one-denominator": Form(
        between.one_denominator, frozenset(("baseline",)), frozenset(("same-denominator",))
    ),
    "sum-of-parts": Form(between.sum_of_parts, _ANY, frozenset(("stated-sum",))),
    "row-numbered-once": Form(within.row_numbered_once, _ANY, frozenset(("same-row-number",)), listed=False),
}
"""The relations that a rule can name in `require`."""
