"""All that rules look at: the plans with their meanings, joined by the hierarchy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from planlint.catalogue import Catalogue, Indicator
from planlint.hierarchy import Hierarchy
from planlint.meaning import Meaning, Readings, by_trust, meanings
from planlint.model import Plan
from planlint.places import place_meant
from planlint.reading.document import Fault
from planlint.references import Reference, reference_of, resolved
from planlint.statistics import Statistics
from planlint.units import using


@dataclass(frozen=True)
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
    _first: dict[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False)
    """Meanings whose references still wait for the values of other plans."""
    _meanings: dict[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan that is held."""
        return (*self.judged, *self.context)

    def meanings(self, plan: Plan) -> tuple[Meaning, ...]:
        """The meanings of a plan's statements, worked out once."""
        if plan.id not in self._meanings:
            self._meanings[plan.id] = tuple(map(self._with_reference, self._alone(plan)))
        return self._meanings[plan.id]

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

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self.catalogue)

    def _alone(self, plan: Plan) -> tuple[Meaning, ...]:
        """The meanings that follow from a plan alone."""
        if plan.id not in self._first:
            with using(self.catalogue.units):
                self._first[plan.id] = meanings(plan, self._readings)
        return self._first[plan.id]

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

    @cached_property
    def _targets(self) -> dict[str, Mapping[str, tuple[Meaning, ...]]]:
        return {}

    def targets(self, plan: Plan, indicator: str) -> tuple[Meaning, ...]:
        """The plan's own targets for an indicator, in the order of the file; figures of other places apart."""
        if plan.id not in self._targets:
            found: dict[str, tuple[Meaning, ...]] = {}
            for meaning in self.meanings(plan):
                statement = meaning.statement
                if statement.kind == "target" and not statement.place and meaning.indicator:
                    key = meaning.indicator.id
                    found[key] = (*found.get(key, ()), meaning)
            self._targets[plan.id] = found
        return self._targets[plan.id].get(indicator, ())

    def main_table(self, plan: Plan) -> str | None:
        """The table that speaks for the plan: the one it names, else that with most targets of the last year."""
        if plan.main_table is not None:
            return plan.main_table
        counted = Counter(
            statement.at.table
            for statement in plan.statements
            if statement.kind == "target" and statement.at.table and statement.year == plan.period.end
        )
        return max(sorted(counted), key=lambda table: counted[table]) if counted else None

    def speaks_for(
        self, plan: Plan, candidates: Iterable[Meaning]
    ) -> tuple[Meaning, tuple[Meaning, ...]] | None:
        """Which of several targets for one subject and year represents the plan, and the others.

        Its main table does; without an entry there its strictest dated statement (design, section 5).
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
