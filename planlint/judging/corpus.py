"""All that rules look at: the plans with their meanings, joined by the hierarchy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planlint.catalogue import Catalogue
from planlint.hierarchy import Hierarchy
from planlint.meaning import Meaning, meanings
from planlint.model import Plan
from planlint.reading.document import Fault


@dataclass(frozen=True)
class Corpus:
    """The plans that are judged, and those that are only there to be compared with."""

    judged: tuple[Plan, ...]
    context: tuple[Plan, ...]
    catalogue: Catalogue
    hierarchy: Hierarchy
    faults: tuple[Fault, ...] = ()
    """Faults of files, which the reading rules report."""
    _meanings: dict[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan that is held."""
        return (*self.judged, *self.context)

    def meanings(self, plan: Plan) -> tuple[Meaning, ...]:
        """The meanings of a plan's statements, worked out once."""
        if plan.id not in self._meanings:
            self._meanings[plan.id] = meanings(plan, self.catalogue)
        return self._meanings[plan.id]

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
