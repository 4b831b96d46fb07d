"""Relations: what must hold in a case. Each is one named function from a case to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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

Relation = Callable[[Case, Corpus, Mapping[str, str]], Verdict]


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
    numbers: frozenset[str] = frozenset()
    """Those of its options that are numbers, such as 5, 0.75 or 3/4."""
    listed: bool = True
    """Whether a case that it can't compare is listed in reports, or is another rule's matter."""


_ANY = frozenset(("target", "baseline", "past_target", "statement"))
_TARGETS = frozenset(("target", "past_target"))
_PLAN = frozenset(("plan",))
_TABLE = frozenset(("same-table",))
_HABIT = frozenset(("share", "least"))
"""The options of what most of a table's others must do before one that doesn't is at fault."""


def _alone(relation: Relation, judges: frozenset[str] = _ANY, *options: str) -> Form:
    return Form(relation, judges, frozenset((None,)), frozenset(options), listed=False)


RELATIONS: Mapping[str, Form] = {
    "sound-file": _alone(reading.sound_file, frozenset(("file",)), "fault"),
    "known-jurisdiction": _alone(places.known_jurisdiction, _PLAN),
    "superior-as-coded": _alone(places.superior_as_coded, _PLAN),
    "acyclic": _alone(places.acyclic, _PLAN),
    "only-plan": _alone(places.only_plan, _PLAN),
    "readable": _alone(reading.readable),
    "known-indicator": _alone(reading.known_indicator),
    "one-indicator": _alone(reading.one_indicator),
    "dated": _alone(reading.dated),
    "in-its-time": _alone(reading.in_its_time),
    "sourced": _alone(reading.sourced),
    "right-dimension": _alone(units.right_dimension),
    "plausible-scale": _alone(units.plausible_scale),
    "same-unit-in-cell": _alone(units.same_unit_in_cell),
    "conventional-scale": _alone(units.conventional_scale),
    "plain-change": _alone(units.plain_change),
    "is-result": _alone(units.is_result),
    "at-most-whole": _alone(units.at_most_whole),
    "at-least-as-strict": Form(
        levels.strict_enough, _TARGETS, frozenset(("nearest-superior", "near-indicator"))
    ),
    "same-scale": Form(units.same_scale, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "increment-kept": Form(levels.increment_kept, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "nature-kept": Form(
        levels.nature_kept, _TARGETS, frozenset(("nearest-superior", "last-period")), listed=False
    ),
    "scope-kept": Form(levels.scope_kept, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "adds-up": Form(rollup.adds_up, frozenset(("target",)), frozenset(("lower-plans",))),
    "stated-below": Form(levels.stated_below, _PLAN, frozenset(("superior-target-below",))),
    "targets-alike": Form(within.targets_alike, _TARGETS, frozenset(("same-plan",))),
    "targets-compatible": Form(within.targets_compatible, _TARGETS, frozenset(("same-plan",)), listed=False),
    "baselines-agree": Form(within.baselines_agree, frozenset(("baseline",)), frozenset(("same-plan",))),
    "near-alike": Form(within.near_alike, _TARGETS, frozenset(("near-indicator",))),
    "not-worse-than": Form(change.not_worse_than, _TARGETS, frozenset(("own-baseline",))),
    "change-leads-to": Form(change.change_leads_to, _ANY, frozenset(("own-level",))),
    "not-weaker-than-earlier": Form(
        change.not_weaker_than_earlier, frozenset(("target",)), frozenset(("earlier-target",))
    ),
    "not-weaker-than-last-period": Form(
        change.not_weaker_than_last_period, frozenset(("target",)), frozenset(("last-period",))
    ),
    "own-place": _alone(places.own_place, _TARGETS, "each"),
    "named-alike": Form(within.named_alike, _ANY, frozenset(("same-indicator",)), listed=False),
    "row-owned": Form(within.row_owned, _PLAN, frozenset(("disowned-row",))),
    "row-follows": Form(rows.row_follows, _ANY, _TABLE, listed=False),
    "unit-printed": Form(units.unit_printed, _ANY, _TABLE, _HABIT, _HABIT, listed=False),
    "unit-printed-once": Form(units.unit_printed_once, _ANY, _TABLE, _HABIT, _HABIT, listed=False),
    "sign-printed": Form(units.sign_printed, _TARGETS, _TABLE, _HABIT, _HABIT, listed=False),
    "among-peers": Form(
        peers.among_peers,
        frozenset(("target",)),
        frozenset(("peers",)),
        _HABIT | {"times"},
        _HABIT | {"times"},
        listed=False,
    ),
    "sound-waiver": _alone(exceptions.sound_waiver, frozenset(("waiver",)), "fault"),
    "still-found": _alone(exceptions.still_found, frozenset(("acceptance",))),
    "growth-adds-up": Form(change.growth_adds_up, _ANY, frozenset(("total-change",))),
    "not-above": Form(between.not_above, _ANY, frozenset(("indicator-bound",))),
    "between-parts": Form(between.between_parts, _ANY, frozenset(("combined-parts",))),
    "parts-within": Form(between.parts_within, frozenset(("baseline",)), frozenset(("parts-of-whole",))),
    "one-denominator": Form(
        between.one_denominator, frozenset(("baseline",)), frozenset(("same-denominator",))
    ),
    "sum-of-parts": Form(between.sum_of_parts, _ANY, frozenset(("stated-sum",))),
    "row-numbered-once": Form(within.row_numbered_once, _ANY, frozenset(("same-row-number",)), listed=False),
}
"""The relations that a rule can name in `require`."""
