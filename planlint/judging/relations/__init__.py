"""Relations: what must hold in a case. Each is one named function from a case to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
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
from planlint.judging.stated import Among, all_of_them
from planlint.judging.verdict import Case, Verdict
from planlint.meaning import Meaning

Relation = Callable[[Case, Corpus, Mapping[str, str]], Verdict]
Sight = Callable[[Meaning], Hashable]
"""All of a statement that a relation looks at: of equal ones it says the same."""


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
    sees: Sight | None = None
    """All that it looks at of the judged statement and of the partners; None where it looks farther."""
    among: Among = all_of_them
    """Of the members of a group, those that it can find fault with at all."""


_ANY = frozenset(("target", "baseline", "past_target", "statement"))
_TARGETS = frozenset(("target", "past_target"))
_PLAN = frozenset(("plan",))
_TABLE = frozenset(("same-table",))
_HABIT = frozenset(("share", "least"))
"""The options of what most of a table's others must do before one that doesn't is at fault."""


def _alone(
    relation: Relation, judges: frozenset[str] = _ANY, *options: str, sees: Sight | None = None
) -> Form:
    return Form(relation, judges, frozenset((None,)), frozenset(options), listed=False, sees=sees)


def _words(meaning: Meaning) -> Hashable:
    """What the statement says, whichever plan says it."""
    reading = meaning.reading
    return reading if meaning.result is reading.result else meaning


def _words_and_whether_dated(meaning: Meaning) -> Hashable:
    return meaning.says, meaning.statement.year is None


def _time(meaning: Meaning) -> Hashable:
    return meaning.statement.kind, meaning.statement.year, meaning.plan.id


def _source(meaning: Meaning) -> Hashable:
    return meaning.statement.at.line is None, meaning.plan.source_file is None


def _words_and_place(meaning: Meaning) -> Hashable:
    """A word such as 全市 is another place in every plan."""
    return meaning if meaning.statement.place else meaning.says


RELATIONS: Mapping[str, Form] = {
    "sound-file": _alone(reading.sound_file, frozenset(("file",)), "fault"),
    "known-jurisdiction": _alone(places.known_jurisdiction, _PLAN),
    "superior-as-coded": _alone(places.superior_as_coded, _PLAN),
    "acyclic": _alone(places.acyclic, _PLAN),
    "only-plan": _alone(places.only_plan, _PLAN),
    "readable": _alone(reading.readable, sees=_words),
    "known-indicator": _alone(reading.known_indicator, sees=_words),
    "one-indicator": _alone(reading.one_indicator, sees=_words),
    "dated": _alone(reading.dated, sees=_words_and_whether_dated),
    "in-its-time": _alone(reading.in_its_time, sees=_time),
    "sourced": _alone(reading.sourced, sees=_source),
    "right-dimension": _alone(units.right_dimension, sees=_words),
    "plausible-scale": _alone(units.plausible_scale, sees=_words),
    "same-unit-in-cell": _alone(units.same_unit_in_cell, sees=_words),
    "conventional-scale": _alone(units.conventional_scale, sees=_words),
    "plain-change": _alone(units.plain_change, sees=_words),
    "is-result": _alone(units.is_result, sees=_words),
    "at-most-whole": _alone(units.at_most_whole, sees=_words),
    "at-least-as-strict": Form(
        levels.strict_enough, _TARGETS, frozenset(("nearest-superior", "near-indicator")), sees=_words
    ),
    "same-scale": Form(
        units.same_scale, _TARGETS, frozenset(("nearest-superior",)), listed=False, sees=_words
    ),
    "increment-kept": Form(
        levels.increment_kept,
        _TARGETS,
        frozenset(("nearest-superior",)),
        listed=False,
        sees=_words,
        among=levels.stating_changes,
    ),
    "nature-kept": Form(
        levels.nature_kept,
        _TARGETS,
        frozenset(("nearest-superior", "last-period")),
        listed=False,
        sees=_words,
        among=levels.not_binding,
    ),
    "scope-kept": Form(levels.scope_kept, _TARGETS, frozenset(("nearest-superior",)), listed=False),
    "adds-up": Form(rollup.adds_up, frozenset(("target",)), frozenset(("lower-plans",))),
    "stated-below": Form(levels.stated_below, _PLAN, frozenset(("superior-target-below",))),
    "targets-alike": Form(within.targets_alike, _TARGETS, frozenset(("same-plan",))),
    "targets-compatible": Form(within.targets_compatible, _TARGETS, frozenset(("same-plan",)), listed=False),
    "baselines-agree": Form(within.baselines_agree, frozenset(("baseline",)), frozenset(("same-plan",))),
    "near-alike": Form(within.near_alike, _TARGETS, frozenset(("near-indicator",)), sees=_words),
    "not-worse-than": Form(change.not_worse_than, _TARGETS, frozenset(("own-baseline",))),
    "change-leads-to": Form(change.change_leads_to, _ANY, frozenset(("own-level",))),
    "not-weaker-than-earlier": Form(
        change.not_weaker_than_earlier, frozenset(("target",)), frozenset(("earlier-target",))
    ),
    "not-weaker-than-last-period": Form(
        change.not_weaker_than_last_period, frozenset(("target",)), frozenset(("last-period",))
    ),
    "own-place": _alone(places.own_place, _TARGETS, "each", sees=_words_and_place),
    "named-alike": Form(within.named_alike, _ANY, frozenset(("same-indicator",)), listed=False),
    "row-owned": Form(within.row_owned, _PLAN, frozenset(("disowned-row",))),
    "row-follows": Form(rows.row_follows, _ANY, _TABLE, listed=False, among=rows.behind_a_gap),
    "unit-printed": Form(
        units.unit_printed, _ANY, _TABLE, _HABIT, _HABIT, listed=False, among=units.without_unit
    ),
    "unit-printed-once": Form(
        units.unit_printed_once, _ANY, _TABLE, _HABIT, _HABIT, listed=False, among=units.with_unit_repeated
    ),
    "sign-printed": Form(
        units.sign_printed, _TARGETS, _TABLE, _HABIT, _HABIT, listed=False, among=units.without_sign
    ),
    "among-peers": Form(
        peers.among_peers,
        frozenset(("target",)),
        frozenset(("peers",)),
        _HABIT | {"times"},
        _HABIT | {"times"},
        listed=False,
        among=peers.outermost,
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
