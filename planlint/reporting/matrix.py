"""The coverage matrix: a superior's indicators × the plans below it, from the verdicts of one audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from planlint.auditing import Report
from planlint.findings import Finding
from planlint.frozen import frozen
from planlint.judging.comparison import at_least_as_strict
from planlint.judging.corpus import Corpus
from planlint.judging.joins import JOINS, Scope
from planlint.judging.relations import RELATIONS
from planlint.judging.verdict import Case, Verdict
from planlint.meaning import Meaning
from planlint.model import Plan
from planlint.printing import figure_words
from planlint.reporting.machine import csv_cell, csv_line, dumped
from planlint.reporting.table import place_name
from planlint.reporting.terminal import columns, padded, visible
from planlint.reporting.wording import listed
from planlint.words import Lang, Words

State = Literal["weaker", "waived", "equal", "stricter", "not-comparable", "missing", "nearer"]
STATES: tuple[State, ...] = get_args(State)
"""Of several statements the one whose state stands first speaks for the plan: a trend beside a level says no more."""

_STATED = "stated-below"
_STRICT = "at-least-as-strict"


@frozen()
class Cell:
    """How one plan stands to one indicator of a superior."""

    state: State
    """`nearer`: held against a superior between the two."""
    figures: tuple[Meaning, ...] = ()
    """The plan's targets that were held against the superior's."""
    reason: str | None = None
    """Code of why it is not comparable."""


@frozen()
class Row:
    """One indicator of a superior."""

    target: Meaning
    cells: tuple[Cell, ...]
    """In the order of the matrix's plans."""


@frozen()
class Matrix:
    """A superior's indicators × the judged plans below it."""

    superior: Plan
    plans: tuple[Plan, ...]
    """By division code."""
    rows: tuple[Row, ...]
    """In the order of the superior's file."""


def matrices(report: Report) -> tuple[Matrix, ...]:
    """A matrix for each superior of the judged plans, the highest first."""
    corpus = report.corpus
    judged = sorted(report.plans, key=lambda plan: (plan.jurisdiction, plan.id))
    below: dict[str, tuple[Plan, list[Plan]]] = {}
    asked: dict[str, dict[str, dict[str, Case]]] = {}
    for case in JOINS["superior-target-below"](corpus, Scope("plan", ())):
        assert case.plan is not None and case.partner.indicator is not None
        of_superior = asked.setdefault(case.partner.plan.id, {})
        of_superior.setdefault(case.partner.indicator.id, {})[case.plan.id] = case
    for plan in judged:
        for level in corpus.hierarchy.superiors(plan):
            for superior in level.plans:
                below.setdefault(superior.id, (superior, []))[1].append(plan)
    state = _States(report)
    found = []
    for superior, plans in sorted(below.values(), key=lambda pair: _from_above(pair[0], corpus)):
        rows = []
        for cases in asked.get(superior.id, {}).values():
            target = next(iter(cases.values())).partner
            cells = (state.of(cases[plan.id]) if plan.id in cases else Cell("nearer") for plan in plans)
            rows.append(Row(target, tuple(cells)))
        if rows:
            order = {id(meaning): index for index, meaning in enumerate(corpus.meanings(superior))}
            rows.sort(key=lambda row: order[id(row.target)])
            found.append(Matrix(superior, tuple(plans), tuple(rows)))
    return tuple(found)


class _States:
    """What the rules of an audit said of each plan, superior and indicator."""

    def __init__(self, report: Report) -> None:
        self._corpus = report.corpus
        rules = {rule.id: rule for rule in report.rules if rule.require in (_STATED, _STRICT)}
        self._compared: dict[tuple[str, ...], list[tuple[Case, Verdict]]] = {}
        for rule in rules.values():
            if rule.against != "nearest-superior":
                continue
            for case, verdict in report.verdicts.get(rule.id, ()):
                assert case.judged is not None
                self._compared.setdefault(_key(case.judged.plan, case.partner), []).append((case, verdict))
        told = [(finding, _key_of(finding)) for finding in report.findings if finding.rule in rules]
        open_ = {key for finding, key in told if not finding.waived}
        self._waived = {key for _, key in told} - open_

    def of(self, case: Case) -> Cell:
        """The state of a plan that a superior's indicator is looked for in."""
        assert case.plan is not None
        indicator = case.partner.indicator
        assert indicator is not None
        stated = RELATIONS[_STATED].relation(case, self._corpus, {})
        key = _key(case.plan, case.partner)
        if stated.outcome == "fails":
            return Cell("waived" if key in self._waived else "missing")
        if stated.outcome == "not-comparable":
            return Cell("not-comparable", case.partners[1:], stated.reason)
        compared = self._compared.get(key, [])
        if not compared:
            return Cell(
                "not-comparable", case.partners[1:], "extensive" if indicator.extensive else "not-same"
            )
        figures = tuple(one.judged for one, _ in compared if one.judged is not None)
        cells = [Cell(self._state(one, verdict, key), figures, verdict.reason) for one, verdict in compared]
        return min(cells, key=lambda cell: STATES.index(cell.state))

    def _state(self, case: Case, verdict: Verdict, key: tuple[str, ...]) -> State:
        assert case.judged is not None
        if _no_weaker(verdict, case.judged, case.partner):
            return "equal"
        if verdict.outcome == "fails":
            return "waived" if key in self._waived else "weaker"
        if verdict.outcome == "not-comparable":
            return "not-comparable"
        # Each no less strict than the other: the same.
        back = at_least_as_strict(case.partner, case.judged)
        same = back.outcome == "holds" or _no_weaker(back, case.judged, case.partner)
        return "equal" if same else "stricter"


def _no_weaker(verdict: Verdict, *meanings: Meaning) -> bool:
    """Whether a note is all that the verdict can ever be, not because a reference is out of date."""
    by_reference = bool(verdict.gap) and any(meaning.outdated for meaning in meanings)
    return verdict.note_only and not by_reference


def _key(plan: Plan, above: Meaning) -> tuple[str, ...]:
    assert above.indicator is not None
    return plan.id, above.plan.id, above.indicator.id


def _key_of(finding: Finding) -> tuple[str, ...]:
    above = finding.related[0].meaning
    assert finding.plan is not None and above is not None
    return _key(finding.plan, above)


def _from_above(plan: Plan, corpus: Corpus) -> tuple[int, str, str]:
    return len(corpus.hierarchy.superiors(plan)), plan.jurisdiction, plan.id


def render_text(found: Iterable[Matrix], corpus: Corpus, lang: Lang) -> str:
    """A table for each superior, aligned by display columns, with a count of the states."""
    blocks = ["\n".join(_block(matrix, corpus, lang)) for matrix in found]
    if not blocks:
        return _nothing_to_compare(corpus).in_(lang)
    return "\n\n".join(blocks) + "\n"


def _nothing_to_compare(corpus: Corpus) -> Words:
    above = {
        id(plan): plan
        for own in corpus.judged
        for level in corpus.hierarchy.superiors(own)
        for plan in level.plans
    }
    if not above:
        return Words(
            "没有收录上级规划，无从对照\n", "no superior plan is held, there is nothing to compare with\n"
        )
    if any(meaning.indicator for plan in above.values() for meaning in corpus.meanings(plan)):
        return Words(
            "上级规划没有可以对照的目标\n", "the superior plans have no targets that can be compared with\n"
        )
    return Words(
        "上级规划的指标都不在指标目录中，无从对照\n",
        "no indicator of the superior plans is in the catalogue, there is nothing to compare with\n",
    )


def _block(matrix: Matrix, corpus: Corpus, lang: Lang) -> Iterator[str]:
    heads = [title.in_(lang) for title in _TITLES]
    rows = [[*heads, *(place_name(plan, corpus) for plan in matrix.plans)]]
    for row in matrix.rows:
        indicator = row.target.indicator
        assert indicator is not None
        told = (
            indicator.title(lang),
            f"{figure_words(row.target)} ({row.target.year})",
            row.target.statement.nature,
        )
        rows.append([*(text or "" for text in told), *(_cell_words(cell, lang) for cell in row.cells)])
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    yield visible(f"{matrix.superior.title}  [{matrix.superior.id}]")
    yield from ("  ".join(map(padded, row, widths)).rstrip() for row in rows)
    counts = Counter(cell.state for row in matrix.rows for cell in row.cells)
    yield listed((f"{_WORDS[state].in_(lang)} {counts[state]}" for state in STATES if counts[state]), lang)


def _cell_words(cell: Cell, lang: Lang) -> str:
    return f"{_SYMBOLS[cell.state]} {_WORDS[cell.state].in_(lang)}"


def render_csv(found: Iterable[Matrix]) -> Iterator[str]:
    """A line an indicator, a column a plan; the first character tells Excel that it is UTF-8."""
    found = tuple(found)
    plans = sorted({plan.id for matrix in found for plan in matrix.plans})
    yield "\ufeff" + csv_line(("superior", "indicator", "name", "year", "figure", "nature", *plans))
    for matrix in found:
        for row in matrix.rows:
            states = {plan.id: cell.state for plan, cell in zip(matrix.plans, row.cells, strict=True)}
            head = _row_head(row)
            yield csv_line(
                map(csv_cell, (matrix.superior.id, *head.values(), *(states.get(p) for p in plans)))
            )


def render_json(found: Iterable[Matrix]) -> str:
    """One object, `version` and `matrices`; docs/json.md says what it holds."""
    return dumped({"version": 1, "matrices": [_matrix_data(matrix) for matrix in found]}, indent=1) + "\n"


def _matrix_data(matrix: Matrix) -> Mapping[str, Any]:
    return {
        "superior": matrix.superior.id,
        "plans": [plan.id for plan in matrix.plans],
        "rows": [
            {
                **_row_head(row),
                "cells": [
                    {
                        "plan": plan.id,
                        "state": cell.state,
                        "figures": [figure.statement.figure for figure in cell.figures],
                        "reason": cell.reason,
                    }
                    for plan, cell in zip(matrix.plans, row.cells, strict=True)
                ],
            }
            for row in matrix.rows
        ],
    }


def _row_head(row: Row) -> Mapping[str, Any]:
    target = row.target
    assert target.indicator is not None
    return {
        "indicator": target.indicator.id,
        "name": target.statement.name,
        "year": target.year,
        "figure": target.statement.figure,
        "nature": target.nature,
    }


_WORDS: Mapping[State, Words] = {
    "weaker": Words("弱于", "weaker"),
    "waived": Words("已豁免", "waived"),
    "not-comparable": Words("无法比较", "not comparable"),
    "missing": Words("缺失", "missing"),
    "equal": Words("相当", "equal"),
    "stricter": Words("严于", "stricter"),
    "nearer": Words("由中间一级对照", "by the level between"),
}

_SYMBOLS: Mapping[State, str] = {
    "weaker": "-",
    "waived": "~",
    "not-comparable": "?",
    "missing": "x",
    "equal": "=",
    "stricter": "+",
    "nearer": ".",
}
"""Of one column in every terminal."""

_TITLES = (Words("指标", "indicator"), Words("目标", "target"), Words("属性", "nature"))
