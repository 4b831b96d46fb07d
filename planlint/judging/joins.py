"""Joins: who is held against whom. Each is one named function from the corpus to its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planlint.judging.corpus import Corpus
from planlint.judging.verdict import Case
from planlint.meaning import Meaning, subject
from planlint.model import KINDS, Plan

JUDGED = (*KINDS, "statement", "plan", "file")
"""What a rule can judge."""

SAME = ("indicator", "population", "place", "part", "year")
"""What a rule can ask to be the same."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements a rule judges."""

    judge: str
    same: tuple[str, ...]

    def __contains__(self, meaning: Meaning) -> bool:
        return self.judge in ("statement", meaning.statement.kind)


Join = Callable[[Corpus, Scope], Iterator[Case]]


def each_file(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Every file that gave a plan, and every fault that reading the files met."""
    for plan in corpus.judged:
        yield Case(plan)
    for fault in corpus.faults:
        yield Case(None, fault=fault)


def each_plan(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Every judged plan, and every fault of its place in the hierarchy."""
    for plan in corpus.judged:
        yield Case(plan, path=("plan", "id"))
    for fault in corpus.hierarchy.faults:
        concerned = [plan for plan in fault.plans if plan in corpus.judged]
        if concerned:
            yield Case(concerned[0], fault=fault, path=fault.path)


def each_statement(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Every statement by itself."""
    for plan in corpus.judged:
        for meaning in corpus.meanings(plan):
            if meaning in scope:
                yield Case(plan, meaning)


def nearest_superior(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target with the target of the nearest superior plan that states its indicator."""
    for plan in corpus.judged:
        for meaning in corpus.meanings(plan):
            if meaning not in scope or not _comparable_across_levels(meaning):
                continue
            found = _superior_target(corpus, plan, meaning, scope)
            if found is not None:
                partner, others, skipped = found
                yield Case(plan, meaning, (partner,), others, skipped)


def superior_target_below(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each indicator of a superior's main table with the lower plan's own targets for it, near ones too."""
    for plan in corpus.judged:
        seen: set[str] = set()
        skipped: list[str] = []
        for level in corpus.hierarchy.superiors(plan):
            if not level.plans:
                skipped.append(level.name)
            for superior in level.plans:
                table = corpus.main_table(superior)
                for meaning in corpus.meanings(superior):
                    indicator = meaning.indicator
                    statement = meaning.statement
                    if indicator is None or statement.kind != "target" or statement.place:
                        continue
                    if statement.at.table != table or indicator.id in seen:
                        continue
                    seen.add(indicator.id)
                    own = corpus.targets(plan, indicator.id) or _related_targets(corpus, plan, meaning)
                    yield Case(
                        plan,
                        partners=(meaning, *own),
                        skipped=tuple(skipped),
                        path=("plan", "id"),
                    )


def same_plan(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """All statements of one plan for one subject and year, the table's first."""
    for plan in corpus.judged:
        groups: dict[tuple[object, ...], list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            if meaning in scope and meaning.indicator is not None and _states_a_level(meaning):
                first_year = meaning.statement.first_year
                groups.setdefault((*subject(meaning), first_year, meaning.year), []).append(meaning)
        for group in groups.values():
            if len(group) > 1:
                first, *rest = sorted(group, key=lambda m: m.statement.at.where == "prose")
                yield Case(plan, first, tuple(rest), grouped=True)


def near_indicator(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Targets of one plan under two names that are probably one indicator."""
    for plan in corpus.judged:
        for meaning in corpus.meanings(plan):
            if meaning not in scope or meaning.indicator is None or meaning.statement.place:
                continue
            for other_id in meaning.indicator.near:
                mutual = meaning.indicator.id in _near(corpus, other_id)
                if mutual and other_id < meaning.indicator.id:
                    continue
                for other in corpus.targets(plan, other_id):
                    if other.year == meaning.year and subject(other)[1:] == subject(meaning)[1:]:
                        yield Case(plan, meaning, (other,))


def own_baseline(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target with the plan's latest own baseline at or before the period's start, the table's first."""
    for plan in corpus.judged:
        latest: dict[tuple[object, ...], list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            statement = meaning.statement
            if statement.kind != "baseline" or meaning.indicator is None or not meaning.is_level:
                continue
            if statement.place or meaning.year > plan.period.start:
                continue
            held = latest.setdefault(subject(meaning), [])
            if held and held[0].year < meaning.year:
                held.clear()
            if not held or held[0].year == meaning.year:
                held.append(meaning)
        for meaning in corpus.meanings(plan):
            bases = latest.get(subject(meaning))
            if meaning in scope and bases and not meaning.statement.place:
                first, *rest = sorted(
                    bases, key=lambda m: (m.statement.at.where == "prose", m.statement.year is None, m.step)
                )
                yield Case(plan, meaning, (first,), tuple(rest))


def own_level(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each change that has a base with the levels that the plan prints for the same subject and year."""
    for plan in corpus.judged:
        levels: dict[tuple[object, ...], list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            if meaning.is_level and meaning.indicator is not None:
                key = (meaning.statement.kind, *subject(meaning), meaning.year)
                levels.setdefault(key, []).append(meaning)
        for meaning in corpus.meanings(plan):
            if meaning not in scope or meaning.change is None:
                continue
            found = levels.get((meaning.statement.kind, *subject(meaning), meaning.year))
            if found:
                ordered = sorted(found, key=lambda m: m.statement.at.where == "prose")
                yield Case(plan, meaning, tuple(ordered), grouped=True)


def same_row_number(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Rows of one table that carry one number."""
    for plan in corpus.judged:
        rows: dict[tuple[str, str], dict[object, Meaning]] = {}
        for meaning in corpus.meanings(plan):
            at = meaning.statement.at
            if at.table and at.row:
                rows.setdefault((at.table, at.row), {}).setdefault(meaning.statement.path[1], meaning)
        for found in rows.values():
            if len(found) > 1:
                first, *rest = found.values()
                yield Case(plan, first, tuple(rest), grouped=True)


def _comparable_across_levels(meaning: Meaning) -> bool:
    indicator = meaning.indicator
    return indicator is not None and not indicator.extensive and not meaning.statement.place


def _superior_target(
    corpus: Corpus, plan: Plan, meaning: Meaning, scope: Scope
) -> tuple[Meaning, tuple[Meaning, ...], tuple[str, ...]] | None:
    """The superior's representing target, the others that it states, and the levels skipped."""
    assert meaning.indicator is not None
    skipped: list[str] = []
    for level in corpus.hierarchy.superiors(plan):
        if not level.plans:
            skipped.append(level.name)
        for superior in level.plans:
            candidates = (
                other
                for other in corpus.targets(superior, meaning.indicator.id)
                if _same(meaning, other, scope)
            )
            found = corpus.speaks_for(superior, candidates)
            if found is not None:
                return (*found, tuple(skipped))
    return None


def _same(one: Meaning, other: Meaning, scope: Scope) -> bool:
    if "population" in scope.same and one.population != other.population:
        return False
    if "year" in scope.same and one.year != other.year:
        return False
    same_part = one.statement.part == other.statement.part
    return same_part and one.statement.norm == other.statement.norm


def _related_targets(corpus: Corpus, plan: Plan, meaning: Meaning) -> tuple[Meaning, ...]:
    """Targets of a plan for indicators that are near, wider or narrower than this one."""
    indicator = meaning.indicator
    assert indicator is not None
    found: list[Meaning] = []
    for other in corpus.meanings(plan):
        own = other.indicator
        if own is None or other.statement.kind != "target" or other.statement.place:
            continue
        ties = {*indicator.near, *indicator.part_of}
        if own.id in ties or indicator.id in {*own.near, *own.part_of}:
            found.append(other)
    return tuple(found)


def _near(corpus: Corpus, indicator_id: str) -> tuple[str, ...]:
    indicator = corpus.catalogue.by_id.get(indicator_id)
    return indicator.near if indicator else ()


def _states_a_level(meaning: Meaning) -> bool:
    """A baseline that is a change is never a second level; a missing mark says nothing."""
    kind = meaning.figure.kind
    if kind in ("missing", "unreadable"):
        return False
    return meaning.statement.kind != "baseline" or kind not in ("change", "trend")


JOINS: Mapping[str, Join] = {
    "nearest-superior": nearest_superior,
    "superior-target-below": superior_target_below,
    "same-plan": same_plan,
    "near-indicator": near_indicator,
    "own-baseline": own_baseline,
    "own-level": own_level,
    "same-row-number": same_row_number,
}
"""The joins that a rule can name in `against`."""


def alone(judge: str) -> Join:
    """The join of a rule that holds nothing against anything."""
    return {"file": each_file, "plan": each_plan}.get(judge, each_statement)
