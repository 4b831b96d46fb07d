"""All that rules look at: the plans with their meanings, joined by the hierarchy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from planlint.catalogue import Catalogue, Indicator
from planlint.frozen import frozen
from planlint.hierarchy import Hierarchy, Superior
from planlint.judging.stated import Stated
from planlint.meaning import MOST_READINGS, Meaning, Readings, by_trust, meanings
from planlint.model import Period, Plan
from planlint.places import place_meant
from planlint.reading.document import Fault
from planlint.references import Reference, reference_of, resolved
from planlint.statistics import Statistics
from planlint.units import using

Found = tuple[tuple[Meaning], tuple[Meaning, ...], tuple[str, ...]]
"""A superior's representing target, the others that it states, and the names of the levels skipped."""


@dataclass(slots=True)
class _Above:
    """What was found above plans that have the same plans above them."""

    levels: Sequence[Superior]
    targets: dict[tuple[object, ...], Found | None] = field(default_factory=dict)
    """The superior's target, by what is asked to be the same."""
    main_targets: Sequence[Sequence[tuple[Meaning, tuple[str, ...]]]] | None = None


@frozen(slots=False)
class Corpus:
    """The plans that are judged, and those that are only there to be compared with."""

    judged: tuple[Plan, ...]
    context: tuple[Plan, ...]
    catalogue: Catalogue
    hierarchy: Hierarchy
    faults: tuple[Fault, ...] = ()
    """Faults of files, which the reading rules report."""
    statistics: Statistics = field(default_factory=Statistics)
    """Results and weights of places that no plan states."""
    _first: dict[int, tuple[Meaning, ...]] = field(default_factory=dict, repr=False)
    """Meanings whose references still wait for the values of other plans."""
    _meanings: dict[int, tuple[Meaning, ...]] = field(default_factory=dict, repr=False)
    _stated: dict[int, Stated] = field(default_factory=dict, repr=False)
    _main_targets: dict[int, Sequence[Meaning]] = field(default_factory=dict, repr=False)
    _speakers: dict[int, Mapping[tuple[object, ...], Meaning]] = field(default_factory=dict, repr=False)
    _main_tables: dict[int, str | None] = field(default_factory=dict, repr=False)
    _above: dict[int, _Above] = field(default_factory=dict, repr=False)
    _chains: dict[tuple[object, ...], _Above] = field(default_factory=dict, repr=False)
    """By the plans above a plan."""

    _looked_below: dict[int, Sequence[Plan]] = field(default_factory=dict, repr=False)
    _at_fault: dict[Hashable, dict[Hashable, tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def among(self, judged: tuple[Plan, ...], context: tuple[Plan, ...], hierarchy: Hierarchy) -> Corpus:
        """Some of its plans, to be judged or to compare with; what is worked out of each counts for both."""
        found = replace(
            self,
            judged=judged,
            context=context,
            hierarchy=hierarchy,
            _above={},
            _chains={},
            _looked_below={},
        )
        vars(found)["readings"] = self.readings
        return found

    @cached_property
    def readings(self) -> Readings:
        """What equal words mean, worked out once for all its plans."""
        return Readings(self.catalogue)

    def at_fault(self, rules: Hashable) -> dict[Hashable, tuple[str, ...]]:
        """Which of these rules find fault with equal words, as far as they were asked; to be added to."""
        known = self._at_fault.setdefault(rules, {})
        if len(known) > MOST_READINGS:
            known.clear()
        return known

    def forget(self, plan: Plan) -> None:
        """Keep nothing that was worked out of a plan."""
        worked_out: tuple[dict[int, Any], ...] = (
            self._first, self._meanings, self._stated, self._main_targets, self._speakers, self._main_tables
        )  # fmt: skip
        for by_plan in worked_out:
            by_plan.pop(id(plan), None)

    def look_below(self, plan: Plan, lower: Sequence[Plan]) -> None:
        """Note that a judged plan is held against what these plans below it state, or don't."""
        self._looked_below[id(plan)] = (*self._looked_below.get(id(plan), ()), *lower)

    def looked_below(self, plan: Plan) -> Set[str]:
        """The files of the plans below that were read for a judged plan, and of all above these."""
        found = self._looked_below.get(id(plan), ())
        above = (upper for one in found for level in self.hierarchy.superiors(one) for upper in level.plans)
        return {one.file for one in (*found, *above)}

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan that is held."""
        return (*self.judged, *self.context)

    def meanings(self, plan: Plan) -> tuple[Meaning, ...]:
        """The meanings of a plan's statements, worked out once."""
        found = self._meanings.get(id(plan))
        if found is None:
            found = self._alone(plan)
            if any(meaning.reading.figure.kind == "reference" for meaning in found):
                found = tuple(map(self._with_reference, found))
            self._meanings[id(plan)] = found
        return found

    def weights(self, indicator: Indicator) -> Mapping[int, Mapping[str, Fraction]]:
        """What a mean of the indicator is weighted by, by year and division code; empty where nothing is held."""
        if indicator.weighed_by is None:
            return {}
        return self._weights.get(self.catalogue.population(indicator.weighed_by, None), {})

    @cached_property
    def _weights(self) -> Mapping[str | None, dict[int, dict[str, Fraction]]]:
        found: dict[str | None, dict[int, dict[str, Fraction]]] = {}
        for weight in self.statistics.weights:
            years = found.setdefault(self.catalogue.population(weight.name, None), {})
            years.setdefault(weight.year, {})[weight.jurisdiction] = weight.value
        return found

    def _alone(self, plan: Plan) -> tuple[Meaning, ...]:
        """The meanings that follow from a plan alone."""
        if id(plan) not in self._first:
            with using(self.catalogue.units):
                self._first[id(plan)] = meanings(plan, self.readings)
        return self._first[id(plan)]

    def _with_reference(self, meaning: Meaning) -> Meaning:
        reference = reference_of(meaning, self.hierarchy)
        if reference is None:
            return meaning
        return resolved(meaning, reference, self._values(meaning, reference))

    def _values(self, meaning: Meaning, reference: Reference) -> tuple[Meaning, ...]:
        """The figures that a reference may stand for: of the latest year, from the first source that has any.

        Statistics come first, then the plans of the place itself, then what the plan and its superiors quote.
        """
        levels = self.hierarchy.superiors(meaning.plan)
        its_plans = [
            plan for level in levels if level.jurisdiction == reference.place for plan in level.plans
        ]
        own = [m for plan in its_plans for m in self._alone(plan) if not m.statement.place]
        if reference.assigned:
            for plan in its_plans:
                spoken = self.speaks_for(
                    plan, (m for m in own if m.plan is plan and reference.counts(m, meaning))
                )
                if spoken is not None:
                    return spoken[:1]
            return ()
        places = (place for place in self.statistics.places if place.jurisdiction == reference.place)
        quoting = (meaning.plan, *(plan for level in levels for plan in level.plans))
        quoted = (
            m
            for plan in quoting
            for m in self._alone(plan)
            if m.statement.place and place_meant(m.statement.place, plan, self.hierarchy) == reference.place
        )
        sources = [[m for place in places for m in self._alone(place)], own, list(quoted)]
        fitting = [[m for m in source if reference.counts(m, meaning)] for source in sources]
        latest = max((m.year for source in fitting for m in source), default=None)
        chosen = ([m for m in source if m.year == latest] for source in fitting)
        return by_trust(next(filter(None, chosen), ()))

    def stated(self, plan: Plan) -> Stated:
        """What a plan states, by subject, table and indicator, sorted once."""
        found = self._stated.get(id(plan))
        if found is None:
            found = self._stated[id(plan)] = Stated(self.meanings(plan))
        return found

    def targets(self, plan: Plan, indicator: str) -> Sequence[Meaning]:
        """The plan's own targets for an indicator, as in the document; figures of other places apart."""
        return self.stated(plan).targets.get(indicator, ())

    def _found_above(self, plan: Plan) -> _Above:
        """What was found above a plan; shared by all plans that have the same above them."""
        above = self._above.get(id(plan))
        if above is None:
            levels = self.hierarchy.superiors(plan)
            alike = tuple((level.jurisdiction, *map(id, level.plans)) for level in levels)
            above = self._above[id(plan)] = self._chains.setdefault(alike, _Above(levels))
        return above

    def superior_target(self, meaning: Meaning, same: tuple[str, ...]) -> Found | None:
        """The target of the nearest superior plan that states the indicator, alike in what is asked to be the same."""
        known = self._found_above(meaning.plan).targets
        about = meaning.reading.subject, meaning.year, same
        try:
            return known[about]
        except KeyError:
            found = known[about] = self._find_above(meaning, same)
            return found

    def _find_above(self, meaning: Meaning, same: tuple[str, ...]) -> Found | None:
        assert meaning.indicator is not None
        skipped: list[str] = []
        for level in self.hierarchy.superiors(meaning.plan):
            if not level.plans:
                skipped.append(level.name)
            for superior in level.plans:
                stated = self.targets(superior, meaning.indicator.id)
                found = self.speaks_for(superior, (other for other in stated if _same(meaning, other, same)))
                if found is not None:
                    return found[:1], found[1], tuple(skipped)
        return None

    def main_targets_above(self, plan: Plan) -> Sequence[Sequence[tuple[Meaning, tuple[str, ...]]]]:
        """Of the main tables above a plan the targets for each indicator, nearest first, and the names of levels skipped."""
        above = self._found_above(plan)
        if above.main_targets is None:
            found: dict[str | None, list[tuple[Meaning, tuple[str, ...]]]] = {}
            skipped: tuple[str, ...] = ()
            for level in above.levels:
                if not level.plans:
                    skipped = (*skipped, level.name)
                for superior in level.plans:
                    for meaning in self.main_targets(superior):
                        found.setdefault(meaning.reading.subject[0], []).append((meaning, skipped))
            above.main_targets = tuple(found.values())
        return above.main_targets

    def main_targets(self, plan: Plan) -> Sequence[Meaning]:
        """The plan's own targets in its main table, one for each indicator, in the order of the file."""
        if id(plan) not in self._main_targets:
            table = self.main_table(plan)
            found: dict[str, Meaning] = {}
            for indicator, stated in self.stated(plan).targets.items():
                first = next((m for m in stated if m.statement.at.table == table), None)
                if first is not None:
                    found[indicator] = first
            order = {id(meaning): number for number, meaning in enumerate(self.meanings(plan))}
            self._main_targets[id(plan)] = sorted(found.values(), key=lambda meaning: order[id(meaning)])
        return self._main_targets[id(plan)]

    def speakers(self, plan: Plan) -> Mapping[tuple[object, ...], Meaning]:
        """The targets that speak for a plan among other plans, by subject and year."""
        if id(plan) not in self._speakers:
            table = self.main_table(plan)
            found: dict[tuple[object, ...], Meaning] = {}
            others: dict[tuple[object, ...], list[Meaning]] = {}
            for stated in self.stated(plan).targets.values():
                if not comparable_across_levels(stated[0]):
                    continue  # of one indicator, and none of another place
                for meaning in stated:
                    about: tuple[object, ...] = (meaning.reading.subject, meaning.year)
                    if table and meaning.statement.at.table == table:
                        found.setdefault(about, meaning)
                    else:
                        others.setdefault(about, []).append(meaning)
            for about, group in others.items():
                if about not in found:
                    spoken = self.speaks_for(plan, group) if len(group) > 1 else group
                    assert spoken is not None
                    found[about] = spoken[0]
            self._speakers[id(plan)] = found
        return self._speakers[id(plan)]

    def speaks_on(self, plan: Plan, about: Meaning) -> Meaning | None:
        """The target that speaks for a plan on the subject and year of another, if it has one."""
        return self.speakers(plan).get((about.reading.subject, about.year))

    def main_table(self, plan: Plan) -> str | None:
        """The table that speaks for the plan: the one it names, else that with most targets of the last year."""
        if plan.main_table is not None:
            return plan.main_table
        if id(plan) not in self._main_tables:
            counted = Counter(
                statement.at.table
                for statement in plan.statements
                if statement.kind == "target" and statement.at.table and statement.year == plan.period.end
            )
            most = max(sorted(counted), key=lambda table: counted[table]) if counted else None
            self._main_tables[id(plan)] = most
        return self._main_tables[id(plan)]

    def speaks_for(
        self, plan: Plan, candidates: Iterable[Meaning]
    ) -> tuple[Meaning, tuple[Meaning, ...]] | None:
        """Which of several targets for one subject and year represents the plan, and the others.

        Its main table does; without an entry there its strictest dated statement.
        """
        found = tuple(candidates)
        if not found:
            return None
        table = self.main_table(plan)
        best = next((m for m in found if table and m.statement.at.table == table), None)
        if best is None:
            dated = [m for m in found if m.statement.year is not None] or list(found)
            best = max(dated, key=_strictness)
        return best, tuple(m for m in found if m is not best)


def family(corpus: Corpus, plan: Plan) -> tuple[str | None, str, Period]:
    """What a plan has in common with its siblings."""
    return corpus.hierarchy.superior(plan.jurisdiction, plan.period), plan.sector, plan.period


def comparable_across_levels(meaning: Meaning) -> bool:
    """Whether it may be held against another plan's: a figure of the plan's own place, and no quantity of its size."""
    indicator = meaning.indicator
    return indicator is not None and not indicator.extensive and not meaning.statement.place


def is_of_its_sector(above: Meaning, plan: Plan) -> bool:
    """Whether a plan's sector has to answer for a superior's target: its own plan's, or one for its sector's indicator."""
    return plan.sector in (above.plan.sector, above.indicator.sector if above.indicator else None)


def is_total(meaning: Meaning) -> bool:
    """Whether it is a quantity of the size of the plan's own place, of which no figures are compared across levels."""
    indicator = meaning.indicator
    return indicator is not None and indicator.extensive and not meaning.statement.place


def _same(one: Meaning, other: Meaning, same: tuple[str, ...]) -> bool:
    """Whether two targets for an indicator are alike in what is asked; what they are part of must always be."""
    if "population" in same and one.population != other.population:
        return False
    if "year" in same and one.year != other.year:
        return False
    return one.statement.part == other.statement.part and one.statement.norm == other.statement.norm


def _strictness(meaning: Meaning) -> tuple[bool, object]:
    """Orders targets of one indicator: those with a range first, the strictest highest."""
    indicator, range_ = meaning.indicator, meaning.range
    if range_ is None or indicator is None:
        return False, 0
    if indicator.direction == "higher" and range_.lower is not None:
        return True, range_.lower
    if indicator.direction == "lower" and range_.upper is not None:
        return True, -range_.upper
    return True, 0
