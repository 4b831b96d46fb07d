"""Joins: who is held against whom. Each is one named function from the corpus to its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planlint.judging import ties
from planlint.judging.corpus import Corpus
from planlint.judging.verdict import Case
from planlint.meaning import Meaning, subject
from planlint.model import KINDS, Kind, Plan

EXCEPTIONS = ("waiver", "acceptance")
"""What is judged when every other rule has spoken: waivers of statements, entries of the ratchet."""
JUDGED = (*KINDS, "statement", "plan", "file", *EXCEPTIONS)
"""What a rule can judge."""

SAME = ("indicator", "population", "place", "part", "year")
"""What a rule can ask to be the same."""


NEIGHBOURS = 100
"""How far to either side of a statement its table is looked at: all of any table that is printed."""


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


def lower_plans(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target that speaks for a plan with those of the plans below, where weights are held for a mean of them.

    Of plans that stand above one another the upper one counts, and of one place the one of lowest id.
    """
    by_id = {plan.id: plan for plan in corpus.plans}
    for plan in corpus.judged:
        below = [by_id[lower.id] for lower in corpus.hierarchy.below(plan)]
        for meaning in corpus.meanings(plan):
            if meaning not in scope or not _comparable_across_levels(meaning):
                continue
            assert meaning.indicator is not None
            if not corpus.weights(meaning.indicator) or _speaker(corpus, plan, meaning) is not meaning:
                continue
            found = {lower.id: own for lower in below if (own := _speaker(corpus, lower, meaning))}
            places: dict[str, Meaning] = {}
            for own in found.values():
                above = (upper.id for level in corpus.hierarchy.superiors(own.plan) for upper in level.plans)
                if found.keys().isdisjoint(above):
                    places.setdefault(own.plan.jurisdiction, own)
            if places:
                yield Case(plan, meaning, tuple(places.values()), grouped=True)


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
    """Each target with the plan's latest own baseline at or before the period's start, the table's first.

    A superior's target that asks for the very same is named beside the further baselines.
    """
    for plan in corpus.judged:
        latest = _latest(corpus, plan, "baseline", plan.period.start)
        for meaning in corpus.meanings(plan):
            bases = latest.get(subject(meaning))
            if meaning in scope and bases and not meaning.statement.place:
                yield Case(plan, meaning, bases[:1], (*bases[1:], *_original(corpus, plan, meaning)))


def earlier_target(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each dated target with the plan's own of the nearest earlier year, which its main table states first."""
    for plan in corpus.judged:
        by_subject: dict[tuple[object, ...], dict[int, list[Meaning]]] = {}
        dated = [m for m in corpus.meanings(plan) if m in scope and _has_one_year(m)]
        for meaning in dated:
            by_subject.setdefault(subject(meaning), {}).setdefault(meaning.year, []).append(meaning)
        for meaning in dated:
            years = by_subject[subject(meaning)]
            earlier = max((year for year in years if year < meaning.year), default=None)
            found = corpus.speaks_for(plan, years[earlier]) if earlier is not None else None
            if found is not None:
                yield Case(plan, meaning, found[:1], found[1])


def last_period(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target with the plan's own target of the last period, or with what the plan before it says.

    The plan before is the newest held one of the jurisdiction and sector that ended before the period.
    Its target counts where the plan states none for the last period itself, its latest result where the
    plan states no result. The plan's own results are named beside a target of the last period.
    """
    for plan in corpus.judged:
        before = _plan_before(corpus, plan)
        past = _latest(corpus, plan, "past_target", plan.period.base_year)
        reached, results = _latest(corpus, plan, "baseline", plan.period.start), {}
        if before is not None:
            past = _latest(corpus, before, "target", before.period.end) | past
            results = _latest(corpus, before, "baseline", before.period.end)
        for meaning in corpus.meanings(plan):
            if meaning not in scope or not _comparable_across_levels(meaning):
                continue
            about = subject(meaning)
            if about in past:
                yield Case(plan, meaning, past[about][:1], (*past[about][1:], *reached.get(about, ())))
            if about in results and about not in reached:
                yield Case(plan, meaning, results[about][:1], results[about][1:])


def own_level(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each change that has a base with the levels that the plan prints for the same subject and year."""
    for plan in corpus.judged:
        levels: dict[tuple[object, ...], list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            if meaning.is_level and meaning.indicator is not None:
                key = (meaning.statement.kind, *subject(meaning), meaning.year)
                levels.setdefault(key, []).append(meaning)
        for meaning in _with_changes_beside(corpus.meanings(plan)):
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


def same_table(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each statement of a table with the statements around it there, itself among them."""
    for plan in corpus.judged:
        tables: dict[str, list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            table = meaning.statement.at.table
            if table and meaning in scope:
                tables.setdefault(table, []).append(meaning)
        for members in tables.values():
            for index, meaning in enumerate(members):
                around = members[max(index - NEIGHBOURS, 0) : index + NEIGHBOURS + 1]
                yield Case(plan, meaning, tuple(around), surroundings=True)


def same_indicator(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """All statements of one plan for one indicator that name it in the plan's own words."""
    for plan in corpus.judged:
        groups: dict[str, list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            # Words beside a catalogue id are a piece of a sentence, not a name.
            if meaning in scope and meaning.indicator and meaning.statement.indicator_id is None:
                groups.setdefault(meaning.indicator.id, []).append(meaning)
        for first, *rest in groups.values():
            if rest:
                yield Case(plan, first, tuple(rest), grouped=True)


def peers(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """A plan's target for each subject and year with those of its siblings and of all plans below it."""
    by_id = {plan.id: plan for plan in corpus.plans}
    siblings: dict[object, list[Plan]] = {}
    for plan in by_id.values():
        siblings.setdefault(_family(corpus, plan), []).append(plan)
    for plan in corpus.judged:
        beside = (p for p in siblings[_family(corpus, plan)] if p.jurisdiction != plan.jurisdiction)
        below = (by_id[p.id] for p in corpus.hierarchy.below(plan) if p.sector == plan.sector)
        held = list({other.id: other for other in (*beside, *below)}.values())
        own: dict[tuple[object, ...], list[Meaning]] = {}
        for meaning in corpus.meanings(plan):
            if meaning in scope and _comparable_across_levels(meaning):
                own.setdefault((*subject(meaning), meaning.year), []).append(meaning)
        for group in own.values():
            found = corpus.speaks_for(plan, group)
            assert found is not None
            theirs = (_speaker(corpus, other, found[0]) for other in held)
            partners = tuple(meaning for meaning in theirs if meaning is not None)
            if partners:
                yield Case(plan, found[0], partners, grouped=True)


def disowned_row(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each indicator that a plan disowns in a sentence, with the plan's own targets for it in its main table."""
    for plan in corpus.judged:
        for disowned in plan.disowns:
            indicator = corpus.catalogue.resolve(disowned.name, plan.sector).indicator
            stated = corpus.targets(plan, indicator.id) if indicator else ()
            table = corpus.main_table(plan)
            rows = tuple(m for m in stated if table and m.statement.at.table == table)
            yield Case(plan, partners=rows, fault=disowned, path=disowned.path)


def _with_changes_beside(meanings: Iterable[Meaning]) -> Iterator[Meaning]:
    """Each meaning, and the change that its words state beside a level."""
    for meaning in meanings:
        yield meaning
        if meaning.also is not None:
            yield meaning.also


def _latest(
    corpus: Corpus, plan: Plan, kind: Kind, until: int
) -> dict[tuple[object, ...], tuple[Meaning, ...]]:
    """By subject, a plan's own statements of a kind for its latest year up to one; the table's first.

    Baselines must be levels.
    """
    latest: dict[tuple[object, ...], list[Meaning]] = {}
    for meaning in corpus.meanings(plan):
        statement = meaning.statement
        if statement.kind != kind or meaning.indicator is None or statement.place:
            continue
        if meaning.year > until or (kind == "baseline" and not meaning.is_level):
            continue
        held = latest.setdefault(subject(meaning), [])
        if held and held[0].year < meaning.year:
            held.clear()
        if not held or held[0].year == meaning.year:
            held.append(meaning)
    return {
        about: tuple(
            sorted(found, key=lambda m: (m.statement.at.where == "prose", m.statement.year is None, m.step))
        )
        for about, found in latest.items()
    }


def _original(corpus: Corpus, plan: Plan, meaning: Meaning) -> tuple[Meaning, ...]:
    """The superior's target that this one may have been copied from: it asks for the very same."""
    if meaning.range is None or not _comparable_across_levels(meaning):
        return ()
    found = _superior_target(corpus, plan, meaning, Scope(meaning.statement.kind, SAME))
    return found[:1] if found is not None and found[0].range == meaning.range else ()


def _plan_before(corpus: Corpus, plan: Plan) -> Plan | None:
    """The newest plan of the jurisdiction and sector that ended before the period."""
    earlier = [
        other
        for other in corpus.plans
        if (other.jurisdiction, other.sector) == (plan.jurisdiction, plan.sector)
        and other.period.end < plan.period.start
    ]
    return max(earlier, key=lambda other: (other.period.end, other.id), default=None)


def _has_one_year(meaning: Meaning) -> bool:
    """A target of the plan's own place for a year, not for a span or for no time at all."""
    statement = meaning.statement
    if statement.year is None or statement.first_year is not None:
        return False
    # Of a quantity such as newly built beds less may be due in a later year.
    return _comparable_across_levels(meaning)


def _family(corpus: Corpus, plan: Plan) -> object:
    """What a plan has in common with its siblings."""
    return corpus.hierarchy.superior(plan.jurisdiction, plan.period), plan.sector, plan.period


def _speaker(corpus: Corpus, plan: Plan, about: Meaning) -> Meaning | None:
    """The target of another plan for the same subject and year, if it has one."""
    assert about.indicator is not None
    alike = (
        other
        for other in corpus.targets(plan, about.indicator.id)
        if other.year == about.year and subject(other) == subject(about)
    )
    found = corpus.speaks_for(plan, alike)
    return found[0] if found is not None else None


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
    "lower-plans": lower_plans,
    "same-plan": same_plan,
    "near-indicator": near_indicator,
    "own-baseline": own_baseline,
    "own-level": own_level,
    "earlier-target": earlier_target,
    "last-period": last_period,
    "same-table": same_table,
    "same-indicator": same_indicator,
    "peers": peers,
    "disowned-row": disowned_row,
    "same-row-number": same_row_number,
    "total-change": ties.total_change,
    "indicator-bound": ties.indicator_bound,
    "combined-parts": ties.combined_parts,
    "parts-of-whole": ties.parts_of_whole,
    "same-denominator": ties.same_denominator,
    "stated-sum": ties.stated_sum,
}
"""The joins that a rule can name in `against`."""


_SUBJECT = frozenset(("indicator", "population", "place", "part"))
_BESIDE = frozenset(SAME) - {"indicator"}

HELD_THE_SAME: Mapping[str, frozenset[str]] = {
    "nearest-superior": frozenset(("indicator", "place", "part")),
    "superior-target-below": frozenset(("indicator",)),
    "lower-plans": frozenset(SAME),
    "same-plan": frozenset(SAME),
    "near-indicator": _BESIDE,
    "own-baseline": _SUBJECT,
    "own-level": frozenset(SAME),
    "earlier-target": _SUBJECT,
    "last-period": _SUBJECT,
    "same-indicator": frozenset(("indicator",)),
    "peers": frozenset(SAME),
    "disowned-row": frozenset(("indicator",)),
    "total-change": frozenset(SAME),
    "indicator-bound": _BESIDE,
    "combined-parts": _BESIDE,
    "parts-of-whole": _BESIDE,
    "same-denominator": _BESIDE,
    "stated-sum": frozenset(("year",)),
}
"""What a join holds the same whether or not a rule says so in `same`."""

ASKED_THE_SAME: Mapping[str, frozenset[str]] = {"nearest-superior": frozenset(("population", "year"))}
"""What a join holds the same only where a rule says so; any other word could never match."""


def alone(judge: str) -> Join:
    """The join of a rule that holds nothing against anything."""
    return {"file": each_file, "plan": each_plan}.get(judge, each_statement)
