"""Joins: who is held against whom. Each is one named function from the corpus to its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from planlint.frozen import frozen
from planlint.judging import ties
from planlint.judging.corpus import Corpus, comparable_across_levels, family, is_of_its_sector, is_total
from planlint.judging.stated import NEIGHBOURS, Among, Subject, all_of_them
from planlint.judging.verdict import Case
from planlint.meaning import Meaning, first_told, first_year, in_document, subject
from planlint.model import KINDS, Kind, Plan

EXCEPTIONS = ("waiver", "acceptance")
"""What is judged when every other rule has spoken: waivers of statements, entries of the ratchet."""
JUDGED = (*KINDS, "statement", "plan", "file", *EXCEPTIONS)
"""What a rule can judge."""

SAME = ("indicator", "population", "place", "part", "year")
"""What a rule can ask to be the same."""


@frozen()
class Scope:
    """Which statements a rule judges."""

    judge: str
    same: tuple[str, ...]
    among: Among = all_of_them
    """Of a plan's statements, or of the members of a group, those that are to be judged."""
    plainly: bool = True
    """Whether cases are wanted of which any rule says that all is well, as the join can tell."""
    totals: bool = False
    """Whether a join across levels is asked for totals, in place of the figures that it holds against one another."""

    def __contains__(self, meaning: Meaning) -> bool:
        return self.judge in ("statement", meaning.statement.kind)

    def of(self, meanings: Sequence[Meaning]) -> Sequence[Meaning]:
        """Those that are judged."""
        if self.judge == "statement":
            return meanings
        return [meaning for meaning in meanings if meaning.statement.kind == self.judge]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of statements that are judged."""
        return KINDS if self.judge == "statement" else tuple(kind for kind in KINDS if kind == self.judge)


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
        for meaning in scope.among(scope.of(corpus.meanings(plan))):
            yield Case(plan, meaning)


def nearest_superior(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target with the target of the nearest superior plan that states its indicator."""
    asked = is_total if scope.totals else comparable_across_levels
    for plan in corpus.judged:
        if not corpus.hierarchy.superiors(plan):
            continue
        for meaning in scope.of(corpus.meanings(plan)):
            if asked(meaning):
                found = corpus.superior_target(meaning, scope.same)
                if found is not None:
                    yield Case(plan, meaning, *found)


def superior_target_below(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each indicator of a superior's main table with the lower plan's own targets for it, near and likely ones too.

    The nearest superior's; of an indicator that the plan leaves out, the nearest of its sector's.
    """
    for plan in corpus.judged:
        stated = corpus.stated(plan).targets
        for above in corpus.main_targets_above(plan):
            meaning, skipped = above[0]
            assert meaning.indicator is not None
            if meaning.indicator.id in stated and not scope.plainly:
                continue
            own = (
                stated.get(meaning.indicator.id)
                or _related_targets(stated, corpus, meaning)
                or corpus.stated(plan).likely.get(meaning.indicator.id, ())
            )
            if not own:
                meaning, skipped = next((one for one in above if is_of_its_sector(one[0], plan)), above[0])
            yield Case(plan, None, (meaning, *own), (), skipped, path=("plan", "id"))


def lower_plans(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target that speaks for a plan with those of the plans below, where weights are held for a mean of them.

    Of plans that stand above one another the upper one counts, and of one place the one of lowest id.
    """
    if not corpus.statistics.weights:
        return
    by_id = {plan.id: plan for plan in corpus.plans}
    for plan in corpus.judged:
        below = [by_id[lower.id] for lower in corpus.hierarchy.below(plan)]
        corpus.look_below(plan, below)
        for meaning in corpus.meanings(plan):
            if meaning not in scope or not comparable_across_levels(meaning):
                continue
            assert meaning.indicator is not None
            if not corpus.weights(meaning.indicator) or corpus.speaks_on(plan, meaning) is not meaning:
                continue
            found = {lower.id: own for lower in below if (own := corpus.speaks_on(lower, meaning))}
            places: dict[str, Meaning] = {}
            for own in found.values():
                above = (upper.id for level in corpus.hierarchy.superiors(own.plan) for upper in level.plans)
                if found.keys().isdisjoint(above):
                    places.setdefault(own.plan.jurisdiction, own)
            if places:
                yield Case(plan, meaning, tuple(places.values()), grouped=True)


def same_plan(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """All statements of one plan for one subject and year or span, the table's first."""
    kinds = scope.kinds
    for plan in corpus.judged:
        for (kind, _), stated in corpus.stated(plan).about.items():
            if len(stated) < 2 or kind not in kinds or stated[0].indicator is None:
                continue
            groups: dict[object, list[Meaning]] = {}
            for meaning in filter(_states_a_level, stated):
                groups.setdefault((first_year(meaning), meaning.year), []).append(meaning)
            for group in groups.values():
                if len(group) > 1:
                    first, *rest = group
                    yield Case(plan, first, tuple(rest), grouped=True)


def near_indicator(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Targets of one plan under two names that are probably one indicator."""
    kinds = scope.kinds
    for plan in corpus.judged:
        for (kind, _), stated in corpus.stated(plan).about.items():
            indicator = stated[0].indicator
            if indicator is None or not indicator.near or kind not in kinds:
                continue
            for other_id in indicator.near:
                mutual = indicator.id in _near(corpus, other_id)
                if mutual and other_id < indicator.id:
                    continue
                for meaning, other in product(stated, corpus.targets(plan, other_id)):
                    if meaning.statement.place or other.year != meaning.year:
                        continue
                    if subject(other)[1:] == subject(meaning)[1:]:
                        yield Case(plan, meaning, (other,))


def own_baseline(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target with the plan's latest own baseline at or before the period's start, the table's first."""
    kinds = scope.kinds
    for plan in corpus.judged:
        about = corpus.stated(plan).about
        for (kind, what), stated in about.items():
            if kind in kinds and ("baseline", what) in about:
                bases = _latest(about, "baseline", what, plan.period.start)
                for meaning in stated if bases else ():
                    yield Case(plan, meaning, bases[:1], bases[1:])


def earlier_target(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each dated target with the plan's own of the nearest earlier year, which its main table states first."""
    kinds = scope.kinds
    for plan in corpus.judged:
        for (kind, _), stated in corpus.stated(plan).about.items():
            if len(stated) < 2 or kind not in kinds:
                continue
            years: dict[int, list[Meaning]] = {}
            for meaning in filter(_has_one_year, stated):
                years.setdefault(meaning.year, []).append(meaning)
            if len(years) < 2:
                continue
            earlier = {later: corpus.speaks_for(plan, years[year]) for year, later in pairwise(sorted(years))}
            for meaning in filter(_has_one_year, stated):
                found = earlier.get(meaning.year)
                if found is not None:
                    yield Case(plan, meaning, found[:1], found[1])


def last_period(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each target with the plan's own target of the last period, or with what the plan before it says.

    The plan before is the newest held one of the jurisdiction and sector that ended before the period.
    Its target counts where the plan states none for the last period itself, its latest result where the
    plan states no result. The plan's own results are named beside a target of the last period.
    """
    plans_of = by_place_and_sector(corpus)
    kinds = scope.kinds
    for plan in corpus.judged:
        before = plan_before(plan, plans_of[plan.jurisdiction, plan.sector])
        own = corpus.stated(plan).about
        if before is None and all(kind != "past_target" for kind, _ in own):
            continue
        last = corpus.stated(before).about if before is not None else {}
        for (kind, what), stated in own.items():
            if kind not in kinds or not comparable_across_levels(stated[0]):
                continue
            past = _latest(own, "past_target", what, plan.period.base_year)
            if before is None and not past:
                continue
            reached = _latest(own, "baseline", what, plan.period.start)
            results: tuple[Meaning, ...] = ()
            if before is not None:
                past = past or _latest(last, "target", what, before.period.end)
                results = () if reached else _latest(last, "baseline", what, before.period.end)
            for meaning in stated:
                if past:
                    yield Case(plan, meaning, past[:1], (*past[1:], *reached))
                if results:
                    yield Case(plan, meaning, results[:1], results[1:])


def own_level(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each change that has a base with the levels that the plan prints for the same subject and year."""
    for plan in corpus.judged:
        stated = corpus.stated(plan)
        for meaning in (*stated.changes, *stated.changes_beside):
            alike = stated.about[meaning.statement.kind, meaning.reading.subject]
            found = [other for other in alike if other.is_level and other.year == meaning.year]
            if meaning in scope and found:
                yield Case(plan, meaning, tuple(found), grouped=True)


def same_row_number(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Rows of one table that carry one number."""
    for plan in corpus.judged:
        for members in corpus.stated(plan).tables.values():
            rows: dict[str, list[Meaning]] = {}
            for meaning in members:
                row = meaning.statement.at.row
                if row:
                    rows.setdefault(row, []).append(meaning)
            for found in rows.values():
                if len(found) > 1:
                    statements: dict[object, Meaning] = {}
                    for meaning in found:
                        statements.setdefault(meaning.statement.path[1], meaning)
                    first, *rest = sorted(statements.values(), key=in_document)
                    if rest:
                        yield Case(plan, first, tuple(rest), grouped=True)


def same_table(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each statement of a table with the statements around it there, itself among them."""
    for plan in corpus.judged:
        for stated in corpus.stated(plan).tables.values():
            members = tuple(scope.of(stated))
            judged = set(scope.among(members))
            if not judged:
                continue
            for index, meaning in enumerate(members):
                if meaning in judged:
                    around = members[max(index - NEIGHBOURS, 0) : index + NEIGHBOURS + 1]
                    yield Case(plan, meaning, around, surroundings=True)


def same_indicator(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """All statements of one plan for one indicator that name it in the plan's own words."""
    for plan in corpus.judged:
        for stated in corpus.stated(plan).by_indicator.values():
            if len(stated) < 2:
                continue
            # Words beside a catalogue id are a piece of a sentence, not a name.
            named = scope.among([m for m in scope.of(stated) if m.statement.indicator_id is None])
            if len(named) > 1:
                first, *rest = sorted(named, key=first_told)
                yield Case(plan, first, tuple(rest), grouped=True)


def peers(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """A plan's target for each subject and year with those of its siblings and of the nearest plans below it."""
    by_id = {plan.id: plan for plan in corpus.plans}
    judged = {id(plan) for plan in corpus.judged}
    families: dict[object, list[Plan]] = {}
    for plan in by_id.values():
        families.setdefault(family(corpus, plan), []).append(plan)
    for siblings in families.values():
        if judged.isdisjoint(map(id, siblings)):
            continue  # what they state is not even read
        beside: dict[tuple[object, ...], list[Meaning]] = {}
        for plan in siblings:
            for about, speaker in corpus.speakers(plan).items():
                beside.setdefault(about, []).append(speaker)
        below: dict[str, Sequence[Plan]] = {}
        for about, speakers in beside.items():
            for meaning in scope.among(speakers) if len(speakers) > 1 else speakers:
                plan = meaning.plan
                if id(plan) not in judged or meaning not in scope:
                    continue
                if plan.id not in below:
                    below[plan.id] = [by_id[lower.id] for lower in nearest_below(corpus, plan)]
                    corpus.look_below(plan, below[plan.id])
                others = (m for m in speakers if m.plan.jurisdiction != plan.jurisdiction)
                lower = (corpus.speakers(other).get(about) for other in below[plan.id])
                held = tuple({m.plan.id: m for m in (*others, *lower) if m is not None}.values())
                if held:
                    yield Case(plan, meaning, held, grouped=True)


PEERS_BELOW = 10
"""With so many plans of the nearest levels below, those further below are no peers of a plan."""


def nearest_below(corpus: Corpus, plan: Plan) -> Sequence[Plan]:
    """The plans of its sector below a plan, level by level until they are many enough."""
    found: list[Plan] = []
    for level in corpus.hierarchy.levels_below(plan):
        found += (lower for lower in level if lower.sector == plan.sector)
        if len(found) >= PEERS_BELOW:
            break
    return found


def disowned_row(corpus: Corpus, scope: Scope) -> Iterator[Case]:
    """Each indicator that a plan disowns in a sentence, with the plan's own targets for it in its main table."""
    for plan in corpus.judged:
        for disowned in plan.disowns:
            indicator = corpus.catalogue.resolve(disowned.name, plan.sector).indicator
            stated = corpus.targets(plan, indicator.id) if indicator else ()
            table = corpus.main_table(plan)
            rows = tuple(m for m in stated if table and m.statement.at.table == table)
            yield Case(plan, partners=rows, fault=disowned, path=disowned.path)


def _latest(
    about: Mapping[tuple[str, Subject], Sequence[Meaning]], kind: Kind, what: Subject, until: int
) -> tuple[Meaning, ...]:
    """A plan's own statements of a kind for its latest year up to one; the table's first. Baselines must be levels."""
    stated = about.get((kind, what), ())
    if not stated or stated[0].indicator is None or stated[0].statement.place:
        return ()
    found = [m for m in stated if m.year <= until and (kind != "baseline" or m.is_level)]
    if len(found) < 2:
        return tuple(found)
    latest = max(meaning.year for meaning in found)
    return tuple(
        sorted(
            (meaning for meaning in found if meaning.year == latest),
            key=lambda m: (m.statement.at.where == "prose", m.statement.year is None, m.step),
        )
    )


def by_place_and_sector(corpus: Corpus) -> Mapping[tuple[str, str], Sequence[Plan]]:
    """Every plan that is held, by jurisdiction and sector."""
    found: dict[tuple[str, str], list[Plan]] = {}
    for plan in corpus.plans:
        found.setdefault((plan.jurisdiction, plan.sector), []).append(plan)
    return found


def plan_before(plan: Plan, plans: Iterable[Plan]) -> Plan | None:
    """Of a jurisdiction's plans for a sector, the newest that ended before the period."""
    earlier = (other for other in plans if other.period.end < plan.period.start)
    return max(earlier, key=lambda other: (other.period.end, other.id), default=None)


def _in_file(meaning: Meaning) -> tuple[object, ...]:
    """Orders the statements of one plan as they stand in it."""
    statement = meaning.statement
    span = meaning.plan.span(statement.path)
    return span.line, span.column, statement.name_path


def _has_one_year(meaning: Meaning) -> bool:
    """A target of the plan's own place for a year, not for a span or for no time at all."""
    statement = meaning.statement
    if statement.year is None or statement.first_year is not None:
        return False
    # Of a quantity such as newly built beds less may be due in a later year.
    return comparable_across_levels(meaning)


def _related_targets(
    stated: Mapping[str, Sequence[Meaning]], corpus: Corpus, meaning: Meaning
) -> tuple[Meaning, ...]:
    """Of a plan's targets by indicator, those for indicators that are near, wider or narrower than this one."""
    assert meaning.indicator is not None
    tied = [indicator for indicator in corpus.catalogue.tied(meaning.indicator.id) if indicator in stated]
    found = [other for indicator in tied for other in stated[indicator]]
    # For the place of a single one its file need not be looked through for lines.
    return tuple(sorted(found, key=_in_file) if len(found) > 1 else found)


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

ACROSS_PLANS = frozenset(("nearest-superior", "superior-target-below", "lower-plans", "last-period", "peers"))
"""The joins that hold a plan against other plans."""

WITH_TOTALS = frozenset(("nearest-superior",))
"""Those that can be asked for totals."""

ABOVE = frozenset(("nearest-superior", "superior-target-below"))
"""Those that hold a plan against the plans above it."""

BELOW = frozenset(("lower-plans", "peers"))
"""Those that may look at plans below."""


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
