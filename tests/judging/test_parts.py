"""Judging in parts: the same bytes as in one run, whatever the parts, the processes and the engine."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import national
from planlint import auditing
from planlint import project as reading
from planlint.auditing import AuditInterrupted, corpus_of, policy_of, report_on
from planlint.judging import parts
from planlint.judging.parts import Judge, Part, Told, chains, gathered
from planlint.model import Plan
from planlint.project import Project, load
from planlint.reading.held import PackedPlan, let_go, packed_of, packed_plans
from planlint.reading.plans import sound_record
from planlint.reading.positions import FileLines
from planlint.reporting import machine, text
from tests.builders import CITY, REGION, a_project, plan_text

T = TypeVar("T")
R = TypeVar("R")
ALL = frozenset(("findings", "not-comparable", "waived", "accepted"))
CORPORA = [Path("corpus/plans"), *sorted(Path("tests/sectors").iterdir())]


def printed(project: Project, jobs: int = 1) -> str:
    """Both reports of a project, with all that they can show."""
    report = report_on(project, jobs=jobs)
    days = report.days(date(2026, 1, 1))
    return f"{machine.check_json(report, 'zh')}{text.render(report, 'en', show=ALL, full=True)}{days}"


def packed(plan: Plan) -> Plan:
    assert isinstance(plan.lines, FileLines)
    data = plan.lines._data
    record = sound_record(data)
    assert record is not None
    (found,) = packed_plans(packed_of([(data, record)]), [plan.file])
    assert found is not None
    return found


def in_parts(project: Project) -> Project:
    """The same project of packed plans."""
    return replace(
        project, judged=tuple(map(packed, project.judged)), context=tuple(map(packed, project.context))
    )


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans of several sectors and periods, a third of them with a planted fault."""
    folder = tmp_path_factory.mktemp("nation")
    for _ in national.write(folder, 100, fault_in=3, size=13):
        pass
    return folder


@pytest.mark.parametrize("folder", CORPORA, ids=str)
def test_plans_that_are_judged_in_parts_give_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = printed(load([folder]))
    monkeypatch.setattr(reading, "PACKED_FROM", 1)
    project = load([folder])
    assert any(isinstance(plan, PackedPlan) for plan in project.judged)
    for jobs in (1, 2):
        assert whole == printed(project, jobs)


@pytest.mark.parametrize("jobs", [1, 2, 99])
def test_a_nation_of_planted_faults_gives_the_same_bytes(
    nation: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = printed(load([nation]))
    monkeypatch.setattr(reading, "PACKED_FROM", 1)
    assert whole == printed(load([nation], jobs=jobs), jobs)
    assert [] == multiprocessing.active_children()


HEADS = (
    {},
    CITY,
    REGION,
    {"id": "twin"},
    {"id": "Twin", "sector": "other"},
    {"id": "t,win", "sector": "other", "jurisdiction": "150725"},
    {"id": "t.win", "implements": "[county, nation, region]"},
    {"id": "before", "period": "2016-2020"},
    {"id": "t win", "period": "2016-2020", "superior": "310000"},
    {"id": "nation", "jurisdiction": "000000", "implements": "[county, gone]"},
    {"id": "stray", "jurisdiction": "159999"},
    {"id": "sibling", "jurisdiction": "150725", "superior": "150000"},
    {"id": "far", "jurisdiction": "310000", "superior": "150700"},
)
STATEMENTS = (
    "indicator: 吸烟率, baseline: {2020: 24%}, target: {2025: 比基期降低10%}",
    "indicator: 吸烟率, target: {2020: 30%}",
    "indicator: 吸烟率, target: {2025: ≤20%}, at: {table: 表, row: 1}, nature: 约束性",
    "indicator: 吸烟率, target: {2025: ≤29%}, waive: [{rule: PL201, reason: 因, until: 2025-12-31}]",
    "indicator: 健康素养水平, target: {2025: 达到全区平均水平}",
    "indicator: 健康素养水平, place: 全区, baseline: {2024: 31%}",
    "indicator: 健康素养水平, target: {2025: 20‰}, at: {table: 表, row: 1}",
    "indicator: 婴儿死亡率, past_target: {2020: 4‰}, target: {2025: 5‰}",
)
plans = st.lists(
    st.tuples(st.sampled_from(HEADS), st.lists(st.sampled_from(STATEMENTS), max_size=5)), max_size=9
)


@settings(max_examples=60)
@given(plans, st.lists(st.booleans(), min_size=9, max_size=9))
def test_whatever_the_plans_and_the_cut_the_bytes_are_the_same(
    given: list[tuple[dict[str, str], list[str]]], judged: list[bool]
) -> None:
    texts = [plan_text(*statements, **head) for head, statements in given]
    own = [one for one, is_judged in zip(texts, judged, strict=False) if is_judged]
    context = [one for one, is_judged in zip(texts, judged, strict=False) if not is_judged]
    project = a_project(*own, context=context)
    assert printed(project) == printed(in_parts(project))


def test_what_is_spoilt_stays_so_for_a_later_period_than_the_next() -> None:
    faulty = "indicator: 吸烟率, target: {2020: 240‰}, baseline: {2020: 240%}"
    oldest = plan_text(faulty, id="oldest", jurisdiction="150723", period="2016-2020")
    between = plan_text("indicator: 吸烟率, target: {2024: 20%}", id="between", period="2021-2024")
    newest = plan_text(
        "indicator: 吸烟率, target: {2030: 30%}", id="newest", jurisdiction="150723", period="2026-2030"
    )
    beside = plan_text("indicator: 吸烟率, target: {2030: 19%}", id="beside", period="2026-2030")
    project = a_project(oldest, between, newest, beside)
    assert "spoiled" in printed(project)
    assert printed(project) == printed(in_parts(project))


def test_what_a_superior_spoils_is_spoilt_in_every_part() -> None:
    figures = {"150700": "≤5‰", "150723": "4.5%"}
    project = a_project(
        *(
            plan_text(
                f"indicator: 婴儿死亡率, target: {{2020: {figure}}}",
                id=f"before{code}",
                jurisdiction=code,
                period="2016-2020",
            )
            for code, figure in figures.items()
        ),
        plan_text("indicator: 婴儿死亡率, target: {2025: 50‰}", id="now", jurisdiction="150723"),
    )
    assert '"spoiled:PL102"' in printed(project)
    assert printed(project) == printed(in_parts(project))


def test_what_is_spoilt_below_is_known_where_it_is_looked_at() -> None:
    figures = {"150000": "≥55%", "150100": "≥90%", "150200": "≥90%", "150300": "≥91%", "150400": "≥900%"}
    named = "indicator: 健康素养水平, target: {{2025: {}}}"
    project = a_project(
        *(
            plan_text(named.format(figure), id=f"p{code}", jurisdiction=code)
            for code, figure in figures.items()
        )
    )
    whole = printed(project)
    assert "PL209" in whole
    assert "（90、90、91%，中位数 90）" in whole
    assert whole == printed(in_parts(project))


def test_a_part_can_be_handed_to_another_process_and_its_findings_back(nation: Path) -> None:
    project = in_parts(load([nation]))
    judged = Judge(project.rules, policy_of(project), date(2026, 1, 1), listed=True)
    tasks = chains(corpus_of(project), project.rules)
    here = gathered(told for chain in tasks for told in judged(chain))
    there = []
    for chain in tasks:
        work, part = pickle.loads(pickle.dumps((judged, chain)))
        there += pickle.loads(pickle.dumps(work(part)))
    ids = [finding.id for finding in here.judgement.findings]
    assert ids
    assert ids == [finding.id for finding in gathered(there).judgement.findings]


class Interrupted:
    """An engine that Ctrl-C stops after the first task."""

    width = 1

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        yield work(next(iter(tasks)))
        raise KeyboardInterrupt


def test_an_interrupted_report_speaks_of_the_judged_plans_alone(nation: Path) -> None:
    project = in_parts(load([nation]))
    with pytest.raises(AuditInterrupted) as stopped:
        report_on(project, engine=Interrupted())
    report = stopped.value.so_far
    judged = {plan.id for plan in report.plans}
    assert 0 < len(judged) < len(project.judged)
    assert sum(len(plan.statements) for plan in project.judged if plan.id in judged) == report.statements
    assert judged == {plan.id for plan, _ in report.missing}
    assert judged >= {finding.plan.id for finding in report.findings if finding.plan}


def test_what_a_part_no_longer_needs_is_let_go(nation: Path) -> None:
    project = in_parts(load([nation]))
    report_on(project)
    assert all(not hasattr_read(plan) for plan in project.judged)


def hasattr_read(plan: Plan) -> bool:
    """Whether the rest of a plan is at hand."""
    try:
        object.__getattribute__(plan, "statements")
    except AttributeError:
        return False
    return True


def test_a_plan_that_was_let_go_is_the_same_again() -> None:
    (plan,) = a_project(plan_text(*STATEMENTS)).judged
    held = packed(plan)
    assert plan == held
    let_go(held)
    assert not hasattr_read(held)
    assert plan == held
    let_go(plan)
    assert plan == held
    assert held != replace(plan, title="别的")
    assert held != "plan"


class _Killed(Judge):
    """A judge whose process is killed at its first part, but for the one that began."""

    def __call__(self, chain: Sequence[Part]) -> list[Told]:
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(chain)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_what_dead_processes_leave_is_judged_by_the_caller(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = printed(load([nation]))
    monkeypatch.setattr(reading, "PACKED_FROM", 1)
    monkeypatch.setattr(auditing, "Judge", _Killed)
    assert whole == printed(load([nation]), jobs=2)
    assert [] == multiprocessing.active_children()


def test_what_is_not_comparable_is_counted_where_nobody_lists_it(nation: Path) -> None:
    project = in_parts(load([nation]))
    one, other = report_on(project), report_on(project, listed=False)
    assert one.not_comparable
    assert () == other.not_comparable
    assert one.reasons == other.reasons
    assert text.render(one, "zh") == text.render(other, "zh")


def test_lines_that_are_not_printed_are_not_kept() -> None:
    lines = parts.Lines(3)
    lines.keep(["甲", "乙", "丙"], 2)
    lines.keep(["甲", "乙", "丙"], 9)
    assert (3, "乙", ("", "乙", "")) == (len(lines), lines[1], lines[:])
