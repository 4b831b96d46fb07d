"""`python -m tests.mutation [KIND…]`: one fault at a time, and whether exactly the right rule speaks of it.

Each fault is written into the text of one plan, of the five or of the other sectors' chains, and goes through the real
loader. What is found then and was not found before must be: one finding of a rule that is there for this fault,
resting on every line that the fault concerns; and nothing else, except a rule that rightly holds the faulty figure
against another statement (`tied`). The reverse edit must leave what was found before.

Sites are chosen by meaning: a change that is no fault (a hair inside 左右, a row that a near name covers, another unit
for one that is wrong already) is no site. A change that nothing else in the corpus contradicts is counted apart.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path

from planlint.auditing import report_on
from planlint.catalogue import Indicator
from planlint.figures import decimal_text, read_figure
from planlint.findings import Finding
from planlint.judging.corpus import Corpus
from planlint.meaning import Meaning, first_year, subject
from planlint.model import Plan, Span, YamlPath
from planlint.project import load, load_documents
from planlint.ranges import Range
from planlint.reading.document import parse_document
from planlint.units import conversion

ROOT = Path(__file__).parents[1]
CORPORA = (ROOT / "corpus", *sorted((ROOT / "tests" / "sectors").glob("*/")))
FULL = ("weaken by a hair", "weaken by a lot", "unit", "contradiction", "coverage", "nature")
"""Kinds of fault of which every one must be caught."""
OPEN = ("implausible",)
"""Kinds of which planlint takes some for what may be: no other figure contradicts them."""

HAIR = Fraction(1, 1000)
SWAPS = {"%": "‰", "％": "‰", "‰": "%"}
TENFOLD = {"每千": "每万", "每万": "每千"}
FAR = 3
"""How many times beyond the plausible range is no outlier."""
DIFFERING = {"target": frozenset(("PL301", "PL302")), "baseline": frozenset(("PL303",))}
UNIT_RULES = frozenset(("PL101", "PL102", "PL103", "PL104"))
LOWER_NATURE = {"约束": "预期", "约束性": "预期性", "预期": "指导", "预期性": "指导性"}

Place = tuple[str, int]
"""File and line."""
Contradiction = tuple[frozenset[str], frozenset[Place]]
"""What speaks against a figure: the rules that can say so, and the lines that they must say it of."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of a plan's text, and those that take their place."""

    start: int
    """Offset in characters."""
    old: str
    new: str

    def done(self, text: str) -> str:
        assert text.startswith(self.old, self.start)
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    @property
    def undone(self) -> Edit:
        return Edit(self.start, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what is written, who must speak of it, and where."""

    plan: Plan
    edits: tuple[Edit, ...]
    """From the end of the text to its start, so that one does not move the next."""
    rules: frozenset[str]
    """One of them must speak; none where nothing in the corpus contradicts the change."""
    places: frozenset[Place]
    """Every line that its finding must rest on."""
    faulty: tuple[Meaning, ...] = ()
    """The statements that the fault changes."""
    beside: frozenset[str] = frozenset()
    """Rules that the same fault rightly concerns in another way."""
    instead: tuple[Contradiction, ...] = ()
    """Rules of which one may speak instead of these, each with the lines that its finding must rest on."""

    @property
    def words(self) -> str:
        """The lines that it concerns, and what is written for what."""
        changes = (f"{edit.old.strip()[:60]!r} → {edit.new.strip()!r}" for edit in self.edits)
        return f"{sorted(self.places)} {', '.join(changes)}"


class Bench:
    """A corpus as it is, and what is found in it after a fault."""

    def __init__(self, path: Path) -> None:
        self.project = load([path])
        self.report = report_on(self.project)
        self.before = self.report.findings
        self.known = {(_stem(finding), place) for finding in self.before for place in _places(finding)}

    @property
    def corpus(self) -> Corpus:
        return self.report.corpus

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        return tuple(meaning for plan in self.corpus.judged for meaning in self.corpus.meanings(plan))

    @cached_property
    def progress(self) -> tuple[tuple[Meaning, Meaning], ...]:
        """Targets with the one result that they start from, where no rule says that they fall behind it."""
        pairs = []
        for meaning in self.meanings:
            indicator, statement = meaning.indicator, meaning.statement
            if statement.kind != "target" or not _levels(meaning) or statement.place or meaning.basis:
                continue
            if indicator is None or indicator.direction not in ("higher", "lower"):
                continue
            bases = _own_baselines(self, meaning)
            exact = len(bases) == 1 and bases[0].range is not None and bases[0].range.point is not None
            if exact and not _listed(self, meaning, {"PL401"}):
                pairs.append((meaning, bases[0]))
        return tuple(pairs)

    @cached_property
    def _unchanged(self) -> dict[str, bool]:
        return {}

    def silent(self, plan: Plan) -> bool:
        """Whether the plan's own text, read anew, leaves what was found before."""
        if plan.id not in self._unchanged:
            again = self.found(plan, text_of(plan))
            self._unchanged[plan.id] = [*map(_told, again)] == [*map(_told, self.before)]
        return self._unchanged[plan.id]

    def found(self, plan: Plan, text: str) -> tuple[Finding, ...]:
        """What is found with another text of one plan."""
        read = load_documents([parse_document(text.encode(), plan.file)], self.project)
        assert not read.faults, [
            f"{fault.file}:{fault.span.line} {fault.problem.en}" for fault in read.faults
        ]
        judged = tuple(read.judged[0] if held.id == plan.id else held for held in self.project.judged)
        return report_on(replace(self.project, judged=judged)).findings

    def problem(self, fault: Fault) -> str | None:
        """What is wrong with what planlint says of a fault; None where exactly the right rule speaks."""
        text = text_of(fault.plan)
        for edit in fault.edits:
            text = edit.done(text)
        after = self.found(fault.plan, text)
        for edit in reversed(fault.edits):
            text = edit.undone.done(text)
        if text != text_of(fault.plan) or not self.silent(fault.plan):
            return "the reverse change does not silence it"
        new = [f for f in after if (_stem(f), (f.primary.file, f.primary.span.line)) not in self.known]
        ways = ((fault.rules, fault.places), *fault.instead)
        right = [f for f in new if any(f.rule in rules for rules, _ in ways)]
        if not right:
            return f"missed; said: {[f.id for f in new]}"
        told = next(
            (f for f in right if any(f.rule in rules and places <= _places(f) for rules, places in ways)),
            None,
        )
        if told is None:
            return f"not on the right lines: {[(f.id, sorted(_places(f))) for f in right]}"
        strays = [
            f.id
            for f in new
            if f is not told and f.rule not in fault.beside and not self._explained(f, fault)
        ]
        return f"also said: {strays}" if strays else None

    def superior_target(self, meaning: Meaning) -> Meaning | None:
        """The target that speaks for the nearest superior plan with one for the same subject and year."""
        for level in self.corpus.hierarchy.superiors(meaning.plan):
            for plan in level.plans:
                same = [m for m in self.corpus.meanings(plan) if _same_target(m, meaning)]
                found = self.corpus.speaks_for(plan, same)
                if found is not None:
                    return found[0]
        return None

    def _explained(self, finding: Finding, fault: Fault) -> bool:
        """Whether the finding holds a faulty figure against a statement that it is tied to."""
        places = _places(finding)
        return any(
            at(faulty) in places and at(other) in places and finding.rule in tied(faulty, other)
            for faulty in fault.faulty
            for other in self.meanings
            if other is not faulty
        )


def tied(one: Meaning, other: Meaning) -> frozenset[str]:
    """The rules that rightly hold one figure against another."""
    a, b = one.indicator, other.indicator
    if a is None or b is None:
        return frozenset()
    if one.plan is not other.plan:
        return frozenset(("PL106", "PL201", "PL203", "PL206", "PL209", "PL210")) if a == b else frozenset()
    kinds = {one.statement.kind, other.statement.kind}
    if subject(one) == subject(other):
        if len(kinds) == 2 or one.year != other.year:
            return frozenset(("PL401", "PL402", "PL404", "PL408", "PL409"))
        return frozenset(("PL303", "PL402") if kinds == {"baseline"} else ("PL301", "PL302", "PL402"))
    if b.id in {*a.near, *a.at_most, *a.part_of} or a.id in {*b.near, *b.at_most, *b.part_of}:
        return frozenset(("PL304", "PL305", "PL306", "PL307"))
    if kinds == {"baseline"}:  # counts, rates and what they are of imply one population
        return frozenset(("PL405",))
    return frozenset()


def weaker_by(share: Fraction | None) -> Callable[[Bench], Iterator[Fault]]:
    """Targets that hold, set beyond their superior's end by a share of it, or by a hair."""

    def sites(bench: Bench) -> Iterator[Fault]:
        for meaning, above in _held_targets(bench):
            indicator = meaning.indicator
            assert indicator is not None
            both_change = meaning.change and above.change and meaning.change.form == above.change.form
            own = meaning.change.range if both_change and meaning.change else meaning.range
            other = above.change.range if both_change and above.change else above.range
            factor = Fraction(1) if both_change else meaning.factor
            if own is None or other is None or not factor or len(above.ranges) > 1 or other.approximate:
                continue
            higher = indicator.direction == "higher"
            end = other.lower if higher else other.upper
            mine = own.lower if higher else own.upper
            if end is None or mine is None or (meaning.change and not both_change):
                continue  # nothing to go beyond, or no number of its own to go there
            if share is None and own.approximate:
                continue  # a hair lies inside 左右
            step = HAIR * factor if share is None else abs(end) * share
            beyond = end - step if higher else end + step
            if not _possible(indicator, beyond) and not both_change:
                continue
            edit = _renumbered(meaning, beyond / factor)
            if edit is not None:
                yield _fault(meaning, edit, {"PL201"}, at(meaning), at(above))

    return sites


def other_unit(bench: Bench) -> Iterator[Fault]:
    """% for ‰ and back, in the unit column, the name's bracket or the figure; per 1,000 for per 10,000 and back."""
    for index, members in _by_statement(bench):
        first = members[0]
        figures = [
            m for m in members if m.figure.kind in ("level", "band") and m.figure.value and m.indicator
        ]
        if not figures or first.indicator is None or first.indicator.unit is None:
            continue
        if any(_listed(bench, m, UNIT_RULES) for m in members):
            continue  # a unit that is wrong already: the other one may mend it
        edits = []
        column = first.plan.spans.get(("statements", index, "unit"))
        share = first.indicator.unit.dimension.startswith(("proportion", "rate"))
        if column is not None and (first.statement.unit or "") in SWAPS and share:
            edits.append(_respelt(first.plan, column, SWAPS))
        elif first.units.bracket is not None and share:
            edits.append(_respelt(first.plan, first.plan.span(first.statement.name_path), SWAPS))
        elif share and figures[0].units.cell is not None and figures[0].units.column is None:
            figures = figures[:1]
            figure = first.plan.span(figures[0].statement.path)
            edits.append(_respelt(first.plan, figure, SWAPS, every=True))
        if first.units.per is not None:
            edits.append(_respelt(first.plan, first.plan.span(first.statement.name_path), TENFOLD))
        for edit in edits:
            if edit is not None:
                yield Fault(first.plan, (edit,), UNIT_RULES, frozenset(map(at, figures)), tuple(members))


def other_copy(kind: str, rules: frozenset[str]) -> Callable[[Bench], Iterator[Fault]]:
    """A figure of the prose that agrees with another place of its plan, moved by a tenth either way."""

    def sites(bench: Bench) -> Iterator[Fault]:
        for meaning in bench.meanings:
            if (
                meaning.statement.kind != kind
                or not _levels(meaning)
                or meaning.statement.at.where == "table"
            ):
                continue
            same = [
                m for m in bench.meanings if _twin(m, meaning) and _levels(m) and m.range == meaning.range
            ]
            indicator = meaning.indicator
            if not same or indicator is None or any(_listed(bench, m, rules) for m in (meaning, *same)):
                continue  # nothing agrees, or they differ already
            for share in (Fraction(9, 10), Fraction(11, 10)):
                value = meaning.figure.value
                assert value is not None and meaning.factor is not None
                edit = _renumbered(meaning, value * share)
                if edit is not None and _possible(indicator, value * share * meaning.factor):
                    yield _fault(meaning, edit, rules, at(meaning), at(same[0]))

    return sites


def dropped_row(bench: Bench) -> Iterator[Fault]:
    """Every statement of a plan for a binding indicator of its nearest superior, left out."""
    for plan in bench.corpus.judged:
        above: dict[str, Meaning] = {}
        for level in bench.corpus.hierarchy.superiors(plan):
            for superior in level.plans:
                for meaning in bench.corpus.meanings(superior):
                    at_table = meaning.statement.at.table == bench.corpus.main_table(superior)
                    if (
                        meaning.indicator
                        and meaning.statement.kind == "target"
                        and at_table
                        and not meaning.statement.place
                    ):
                        above.setdefault(meaning.indicator.id, meaning)
        for key, meaning in above.items():
            own = [m for m in bench.corpus.meanings(plan) if m.indicator and m.indicator.id == key]
            targets = [m for m in own if m.statement.kind == "target" and not m.statement.place]
            if meaning.nature != "约束性" or not targets or _covered_by_near_name(bench, plan, meaning):
                continue
            if any(isinstance(m.statement.name_path[-1], int) for m in targets):
                continue  # a row of two indicators can't go for one of them
            rows = sorted({int(m.statement.path[1]) for m in targets}, reverse=True)
            edits = tuple(_removed(plan, row) for row in rows)
            places = frozenset((place(plan, ("plan", "id")), at(meaning)))
            # A row that is gone leaves a hole in the numbers; without it most of the table may have signs;
            # a plan below that lacks it too now answers to the superior.
            beside = frozenset(("PL507", "PL110", "PL202"))
            yield Fault(plan, edits, frozenset(("PL202",)), places, beside=beside)


def lower_nature(bench: Bench) -> Iterator[Fault]:
    """A target that binds as its superior's does, one nature lower."""
    for meaning, above in _held_targets(bench, ranges=False, totals=True):
        path = ("statements", meaning.statement.path[1], "nature")
        span = meaning.plan.spans.get(path)
        if span is None or meaning.nature is None or meaning.nature != above.nature:
            continue
        edit = _respelt(meaning.plan, span, LOWER_NATURE, whole=True)
        if edit is not None:
            row = meaning.statement.path[:2]  # what a row says of another indicator binds less too
            others = tuple(m for m in bench.corpus.meanings(meaning.plan) if m.statement.path[:2] == row)
            fault = _fault(meaning, edit, {"PL203"}, at(meaning), at(above))
            yield replace(fault, faulty=others, beside=frozenset(("PL205",)))


def dropped_basis(bench: Bench) -> Iterator[Fault]:
    """A target that every unit must reach, as above, without those words."""
    for meaning, above in _held_targets(bench, ranges=False):
        span = meaning.plan.spans.get(("statements", meaning.statement.path[1], "basis"))
        own = bench.corpus.targets(meaning.plan, meaning.indicator.id if meaning.indicator else "")
        if span is None or above.basis is None or sum(m.basis is not None for m in own) != 1:
            continue
        text = text_of(meaning.plan)
        start, end = offsets(text, span)
        start = text.rindex("basis:", 0, start)
        edit = Edit(start, text[start:end], "")
        yield _fault(meaning, edit, {"PL204"}, at(meaning), at(above))


def shifted_point(*, contradicted: bool) -> Callable[[Bench], Iterator[Fault]]:
    """The decimal point one place to the left or right: ten times as much or a tenth.

    Either what a figure, or a range far off, contradicts (and what nothing does), or what is implausible and no more.
    """

    def sites(bench: Bench) -> Iterator[Fault]:
        pairs = tuple(_held_targets(bench))
        for meaning in bench.meanings:
            if not _levels(meaning) or not meaning.figure.value or meaning.statement.norm:
                continue
            if _listed(bench, meaning, UNIT_RULES | {"PL403"}):
                continue  # doubted already, and ten times as much may mend a wrong unit
            for times in (Fraction(10), Fraction(1, 10)):
                edit = _renumbered(meaning, meaning.figure.value * times)
                if edit is None:
                    continue
                against = tuple(_contradicting(bench, meaning, times, pairs))
                assert meaning.indicator is not None and meaning.value is not None
                beyond = _is_implausible(meaning.indicator, meaning.value * times)
                itself = (frozenset(("PL102", "PL403")), frozenset((at(meaning),)))
                if contradicted and (against or not beyond):
                    (rules, places), *instead = against or ((frozenset(), frozenset()),)
                    fault = _fault(meaning, edit, rules, *places)
                    yield replace(fault, instead=(*instead, itself) if against else ())
                elif not contradicted and beyond and not against:
                    yield _fault(meaning, edit, *itself[:1], at(meaning))

    return sites


def _contradicting(
    bench: Bench, meaning: Meaning, times: Fraction, pairs: tuple[tuple[Meaning, Meaning], ...]
) -> Iterator[Contradiction]:
    """What speaks against a figure so many times as large; the pairs are targets with those above them."""
    indicator, kind = meaning.indicator, meaning.statement.kind
    assert indicator is not None and meaning.range is not None and meaning.value is not None
    moved, value = meaning.range.scaled(times), meaning.value * times

    def against(*rules: str, by: Meaning = meaning) -> Contradiction:
        return frozenset(rules), frozenset((at(meaning), at(by)))

    if _is_impossible(indicator, value):
        yield against("PL102", "PL403")
    rules = DIFFERING.get(kind, frozenset())
    told = _listed(bench, meaning, rules)  # they differ already
    for other in filter(_levels, bench.meanings):
        if other.range is None or not rules:
            continue
        if _twin(other, meaning) and not (told or _listed(bench, other, rules) or other.range.meets(moved)):
            yield against(*rules, by=other)
        factor = _bound(other, meaning)
        if factor is not None and other.value is not None and other.value * factor > value:
            yield against("PL305", by=other)
    for lower, above in pairs:
        if meaning in (lower, above) and lower.range is not None and above.range is not None:
            own, asked = (moved, above.range) if meaning is lower else (lower.range, moved)
            if _weaker(indicator, own, asked):
                yield against("PL201", by=above if meaning is lower else lower)
    for target, base in bench.progress:
        if meaning in (target, base) and target.range is not None and base.range is not None:
            aim, start = (moved, base.range) if meaning is target else (target.range, moved)
            if _weaker(indicator, aim, start):
                yield against("PL401", by=base if meaning is target else target)


def _is_impossible(indicator: Indicator, value: Fraction) -> bool:
    """Whether a value is over the whole, or else far beyond what can occur."""
    unit, possible = indicator.unit, indicator.plausible
    if unit is not None and _is_share(indicator) and value * unit.factor > 1:
        return True
    if possible is None or value in possible:
        return False
    return (possible.lower or 0) > FAR * value or (possible.upper or value) * FAR < value


def _is_implausible(indicator: Indicator, value: Fraction) -> bool:
    """Whether a rate or share is beyond what can occur, be it by little."""
    unit, possible = indicator.unit, indicator.plausible
    if possible is None or value in possible:
        return False
    return unit is not None and ("/" in unit.text or unit.dimension.startswith(("proportion", "rate")))


def _weaker(indicator: Indicator, one: Range, other: Range) -> bool:
    """Whether a range ends short of another by the indicator's direction; soft ones aside."""
    if one.approximate or other.approximate:
        return False
    higher = indicator.direction == "higher"
    short, end = (one.lower, other.lower) if higher else (other.upper, one.upper)
    return short is not None and end is not None and short < end


def other_year(bench: Bench) -> Iterator[Fault]:
    """A year of another decade, outside of its time: a target of 2015, a result of 2030."""
    for meaning in bench.meanings:
        kind, year, period = meaning.statement.kind, meaning.statement.year, meaning.plan.period
        if kind == "past_target" or year is None or meaning.statement.first_year is not None:
            continue
        other = year - 10 if kind == "target" else year + 10
        text = text_of(meaning.plan)
        start, _ = offsets(text, meaning.plan.span(meaning.statement.path))
        key = text.rfind(f"{year}:", 0, start)
        if key < 0 or not (other < period.start if kind == "target" else other > period.end):
            continue
        fault = _fault(meaning, Edit(key, str(year), str(other)), {"PL407"}, at(meaning))
        # What was said of the figure before is said of the other year, or of the figures left.
        yield replace(fault, beside=frozenset(f.rule for f in bench.before if at(meaning) in _places(f)))


def over_the_whole(bench: Bench) -> Iterator[Fault]:
    """A share of a whole, raised over 100 %."""
    for meaning in bench.meanings:
        indicator = meaning.indicator
        if (
            not _levels(meaning)
            or indicator is None
            or not _is_share(indicator)
            or meaning.figure.high is not None
            or _listed(bench, meaning, {"PL102", "PL403"})
        ):
            continue
        assert meaning.factor is not None and indicator.unit is not None
        edit = _renumbered(meaning, Fraction(104, 100) / indicator.unit.factor / meaning.factor)
        if edit is not None:
            yield _fault(meaning, edit, {"PL102", "PL403"}, at(meaning))


def repeated_row(bench: Bench) -> Iterator[Fault]:
    """A row with the number of the row before it."""
    for plan in bench.corpus.judged:
        rows = [(i, ms[0]) for i, ms in _by_statement(bench) if ms[0].plan is plan and ms[0].statement.at.row]
        for (_, before), (index, meaning) in itertools.pairwise(rows):
            one, other = before.statement, meaning.statement
            if (
                one.at.table != other.at.table
                or one.at.row == other.at.row
                or None in (one.at.line, other.at.line)
            ):
                continue
            if one.name == other.name or one.at.line == other.at.line or _listed(bench, before, {"PL501"}):
                continue  # one row in several statements, or a number that is repeated already
            span = plan.spans.get(("statements", index, "at", "row"))
            if span is not None and one.at.row is not None:
                start, end = offsets(text_of(plan), span)
                edit = Edit(start, text_of(plan)[start:end], f'"{one.at.row}"')
                yield _fault(meaning, edit, {"PL501"}, at(before), at(meaning))


def past_the_baseline(bench: Bench) -> Iterator[Fault]:
    """A target that permits one printed place less than what was reached."""
    for meaning, base in bench.progress:
        indicator = meaning.indicator
        assert indicator is not None and base.range is not None and base.range.point is not None
        step = 2 * max(base.step, meaning.step)
        if not step or not meaning.factor:
            continue
        reached = base.range.point
        worse = reached - step if indicator.direction == "higher" else reached + step
        edit = _renumbered(meaning, worse / meaning.factor, step / 2 / meaning.factor)
        if edit is not None and _possible(indicator, worse):
            yield _fault(meaning, edit, {"PL401"}, at(meaning), at(base))


KINDS: Mapping[str, Callable[[Bench], Iterator[Fault]]] = {
    "weaken by a hair": weaker_by(None),
    "weaken by a lot": weaker_by(Fraction(1, 4)),
    "unit": other_unit,
    "contradiction": other_copy("target", DIFFERING["target"]),
    "results differ": other_copy("baseline", DIFFERING["baseline"]),
    "coverage": dropped_row,
    "nature": lower_nature,
    "basis": dropped_basis,
    "decimal point": shifted_point(contradicted=True),
    "implausible": shifted_point(contradicted=False),
    "year": other_year,
    "over 100 %": over_the_whole,
    "row number": repeated_row,
    "regression": past_the_baseline,
}


def text_of(plan: Plan) -> str:
    """The plan's file, as the loader read it."""
    return "\n".join(plan.lines) + "\n"


def offsets(text: str, span: Span) -> tuple[int, int]:
    """Where a node begins and ends in the text."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def at(meaning: Meaning) -> Place:
    """The line of a statement's figure."""
    return place(meaning.plan, meaning.statement.path)


def place(plan: Plan, path: YamlPath) -> Place:
    return plan.file, plan.span(path).line


def _stem(finding: Finding) -> str:
    """A finding's identity without partner and ordinal, which change for what was found before too.

    Where a row goes, a lower plan's finding names a higher partner; where two places differ, they are two findings.
    """
    return re.sub(r":to=[^:]*|:\d{1,3}$", "", finding.id)


def _told(finding: Finding) -> tuple[object, ...]:
    return finding.id, finding.severity, finding.message, sorted(_places(finding))


def _places(finding: Finding) -> frozenset[Place]:
    return frozenset((place.file, place.span.line) for place in (finding.primary, *finding.related))


def _fault(meaning: Meaning, edit: Edit, rules: frozenset[str] | set[str], *places: Place) -> Fault:
    return Fault(meaning.plan, (edit,), frozenset(rules), frozenset(places), (meaning,))


def _held_targets(
    bench: Bench, *, ranges: bool = True, totals: bool = False
) -> Iterator[tuple[Meaning, Meaning]]:
    """Targets with the superior's that they are held against, where nothing is wrong with either so far."""
    for meaning in bench.meanings:
        indicator = meaning.indicator
        if meaning.statement.kind != "target" or meaning.statement.place or indicator is None:
            continue
        if indicator.extensive and not totals:
            continue
        if ranges and indicator.direction not in ("higher", "lower"):
            continue
        above = bench.superior_target(meaning)
        if above is None or _listed(bench, meaning, {"PL201", "PL203", "PL101", "PL102"}):
            continue
        if not _listed(bench, above, {"PL101", "PL102"}):
            yield meaning, above


def _listed(bench: Bench, meaning: Meaning, rules: frozenset[str] | set[str]) -> bool:
    """Whether one of these rules speaks of the statement already."""
    return any(f.rule in rules and at(meaning) in _places(f) for f in bench.before)


def _same_target(one: Meaning, other: Meaning) -> bool:
    return (
        one.statement.kind == "target"
        and one.indicator == other.indicator
        and one.year == other.year
        and subject(one)[1:] == subject(other)[1:]
    )


def _twin(one: Meaning, other: Meaning) -> bool:
    """Another statement of the same plan for the same subject, kind and year."""
    return (
        one is not other
        and one.plan is other.plan
        and one.statement.kind == other.statement.kind
        and (one.year, first_year(one)) == (other.year, first_year(other))
        and subject(one) == subject(other)
    )


def _bound(one: Meaning, other: Meaning) -> Fraction | None:
    """From one statement's unit to the other's, whose figure it may not exceed by the catalogue; else None."""
    a, b = one.indicator, other.indicator
    if a is None or b is None or b.id not in a.at_most or one.plan is not other.plan:
        return None
    if (one.statement.kind, one.year, *subject(one)[1:]) != (
        other.statement.kind,
        other.year,
        *subject(other)[1:],
    ):
        return None
    return conversion(a.unit, b.unit) if a.unit and b.unit else None


def _levels(meaning: Meaning) -> bool:
    return meaning.figure.kind == "level" and meaning.range is not None and meaning.statement.figure != ""


def _own_baselines(bench: Bench, meaning: Meaning) -> list[Meaning]:
    """The latest own results at or before the period's start."""
    found = [
        m
        for m in bench.meanings
        if m.plan is meaning.plan
        and m.statement.kind == "baseline"
        and m.is_level
        and subject(m) == subject(meaning)
        and m.year <= meaning.plan.period.start
    ]
    return [m for m in found if m.year == max(other.year for other in found)]


def _covered_by_near_name(bench: Bench, plan: Plan, meaning: Meaning) -> bool:
    """Whether another target of the plan may be the same indicator, which a person has to decide."""
    indicator = meaning.indicator
    assert indicator is not None
    ties = {*indicator.near, *indicator.part_of}
    return any(
        m.indicator is not None
        and m.statement.kind == "target"
        and (m.indicator.id in ties or indicator.id in {*m.indicator.near, *m.indicator.part_of})
        for m in bench.corpus.meanings(plan)
    )


def _is_share(indicator: Indicator) -> bool:
    """Whether 100 % is its end."""
    unit, plausible = indicator.unit, indicator.plausible
    if unit is None or unit.dimension != "proportion" or plausible is None or plausible.upper is None:
        return False
    return plausible.upper <= 1 / unit.factor


def _possible(indicator: Indicator, value: Fraction) -> bool:
    """Whether the value can occur; otherwise its unit is doubted first."""
    return value > 0 and (indicator.plausible is None or value in indicator.plausible)


def _by_statement(bench: Bench) -> Iterator[tuple[int, list[Meaning]]]:
    """The meanings of each statement of the files, which share its name and unit, by its position."""
    for plan in bench.corpus.judged:
        groups: dict[int, list[Meaning]] = {}
        for meaning in bench.corpus.meanings(plan):
            groups.setdefault(int(meaning.statement.path[1]), []).append(meaning)
        yield from groups.items()


def _renumbered(meaning: Meaning, value: Fraction, step: Fraction = Fraction(1)) -> Edit | None:
    """The figure with another number in its words; None where the number does not stand there once in digits.

    The number has as many decimals as the step: a coarser print would be taken for a rounding.
    """
    text, plan = text_of(meaning.plan), meaning.plan
    start, end = offsets(text, plan.span(meaning.statement.path))
    shown = decimal_text(Fraction(round(abs(value) * 10**6), 10**6))
    while Fraction(1, 10 ** len(shown.partition(".")[2])) > step:
        shown += "0" if "." in shown else ".0"
    old = meaning.figure.value
    numbers = [
        n for n in re.finditer(r"\d+(?:\.\d+)?", text[start:end], re.ASCII) if Fraction(n[0]) == abs(old or 0)
    ]
    if len(numbers) != 1:
        return None
    at_number = start + numbers[0].start()
    edit = Edit(at_number, numbers[0][0], shown)
    again = read_figure(edit.done(text)[start : end + len(shown) - len(edit.old)].strip("\"'"))
    same = again.kind == meaning.figure.kind or meaning.figure.kind == "level"
    return edit if same and again.value is not None and abs(again.value) == Fraction(shown) else None


def _respelt(
    plan: Plan, span: Span, words: Mapping[str, str], *, whole: bool = False, every: bool = False
) -> Edit | None:
    """The last of these words in a node with the one that takes its place, or every one like it."""
    text = text_of(plan)
    start, end = offsets(text, span)
    inside = text[start:end]
    if whole:
        new = words.get(inside.strip("\"'"))
        return Edit(start, inside, new) if new else None
    found = [(inside.rfind(old), old, new) for old, new in words.items() if old in inside]
    if not found:
        return None
    where, old, new = max(found)
    return Edit(start, inside, inside.replace(old, new)) if every else Edit(start + where, old, new)


def _removed(plan: Plan, row: int) -> Edit:
    """A statement's lines blanked, so that all others keep their numbers."""
    text, after = text_of(plan), plan.spans.get(("statements", row + 1))
    lines = text.split("\n")
    first, last = plan.span(("statements", row)).line - 1, after.line - 1 if after else len(lines) - 1
    gone = "\n".join(lines[first:last])
    return Edit(sum(len(line) + 1 for line in lines[:first]), gone, "\n" * gone.count("\n"))


def judged(path: Path, kind: str, part: int, parts: int) -> list[tuple[Fault, str | None]]:
    """Every so many-th fault of a kind in a corpus, and what is wrong with what planlint says of it."""
    bench = _bench(path)
    faults = itertools.islice(KINDS[kind](bench), part, None, parts)
    return [(fault, bench.problem(fault) if fault.rules else None) for fault in faults]


@cache
def sample(path: Path, kind: str, most: int) -> list[tuple[Fault, str | None]]:
    """So many faults of a kind in a corpus, from its first to its last, and what is wrong with what is said of them."""
    bench = _bench(path)
    faults = [fault for fault in KINDS[kind](bench) if fault.rules]
    chosen = faults[:: -(-len(faults) // most) or 1]
    return [(fault, bench.problem(fault)) for fault in chosen]


@cache
def _bench(path: Path) -> Bench:
    return Bench(path)


def main(kinds: list[str], corpora: tuple[Path, ...] = CORPORA) -> int:
    """Print the share caught by kind of fault, and each fault that is not; 1 where a kind of `FULL` has one."""
    kinds, short = kinds or list(KINDS), False
    parts = 4 * (os.cpu_count() or 1)
    with ProcessPoolExecutor() as pool:
        running = {
            kind: [pool.submit(judged, path, kind, part, parts) for path in corpora for part in range(parts)]
            for kind in kinds
        }
        for kind, waiting in running.items():
            results = _gathered(kind, waiting)
            seen = [(fault, problem) for fault, problem in results if fault.rules]
            missed = [(fault, problem) for fault, problem in seen if problem is not None]
            print(row(kind, len(seen), len(missed), len(results) - len(seen)), flush=True)
            for fault, problem in missed:
                print(f"    {fault.words}: {problem}")
            short = short or (kind in FULL and bool(missed))
    return int(short)


def row(kind: str, faults: int, missed: int, unseen: int) -> str:
    """A line of the table: how many of the faults are caught, and how many changes nothing contradicts."""
    caught = faults - missed
    aside = f"   and {unseen} that nothing contradicts" if unseen else ""
    return f"{kind:20}{caught:5} of {faults:4}  {caught * 100 // max(faults, 1):3} %{aside}"


def _gathered(
    kind: str, waiting: list[Future[list[tuple[Fault, str | None]]]]
) -> list[tuple[Fault, str | None]]:
    """The results of a kind, in the order of its faults' files; a terminal is told how far it is."""
    results = []
    for done, future in enumerate(waiting, 1):
        results += future.result()
        if sys.stderr.isatty():
            end = "\r\x1b[K" if done == len(waiting) else ""
            print(f"\r{kind}: {done} of {len(waiting)} parts{end}", end="", file=sys.stderr, flush=True)
    return sorted(results, key=lambda result: (result[0].plan.file, result[0].edits[-1].start))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
