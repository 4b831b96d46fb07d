"""Judging equal statements once, and only where a rule can find fault, finds what judging every case finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.auditing import corpus_of, report_on
from planlint.configuration import Config, PathChoice
from planlint.judging.corpus import Corpus
from planlint.judging.engine import Judgement, judge
from planlint.judging.joins import JOINS, Scope, alone
from planlint.judging.relations import RELATIONS
from planlint.judging.relations.peers import far_from_siblings
from planlint.judging.relations.rows import behind_a_gap
from planlint.judging.stated import NEIGHBOURS, Stated
from planlint.meaning import MOST_READINGS, Readings, meanings
from planlint.project import load
from planlint.units import using
from tests.builders import REGION, a_catalogue, a_corpus, a_plan, plan_text

RULES = load([], Config()).rules
NAMES = ("吸烟率", "成人吸烟率", "健康素养水平", "管理率", "规范管理率", "烟草使用率", "床位数", "旧名")
FIGURES = (
    "≥20",
    "20",
    "120%",
    "7‰",
    "20‰",
    "比基期降低10%",
    "降低10%",
    "约20",
    "〇",
    "—",
    "2020年",
    "达到国家平均水平",
)
STATEMENTS = st.builds(
    "indicator: {}, {}: {{{}: '{}'}}, at: {{table: 表, row: {}, line: {}}}{}".format,
    st.sampled_from(NAMES),
    st.sampled_from(("target", "target", "baseline", "past_target")),
    st.sampled_from((2020, 2025, 2025, 2030, "2021-2025")),
    st.sampled_from(FIGURES),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from(
        ("", "", ", unit: '%'", ", nature: 约束性", ", place: 全市", ", basis: 以县为单位",
         ", waive: [{rule: PL106, reason: 因}]", ", waive: [{rule: PL403, reason: 因}]")
    ),
)  # fmt: skip
PLANS = st.lists(st.lists(STATEMENTS, max_size=6), min_size=2, max_size=6)
PLACES = ("150000", "150700", "150721", "150722", "150724", "150721")
"""Of one county two plans, the one of the period before."""


def corpus_from(plans: list[list[str]]) -> Corpus:
    return a_corpus(
        *(
            plan_text(
                *statements,
                id=f"p{number}",
                jurisdiction=code,
                period="2016-2020" if code in PLACES[:number] else "2021-2025",
            )
            for number, (code, statements) in enumerate(zip(PLACES, plans, strict=False))
        )
    )


def told(judgement: Judgement) -> list[tuple[object, ...]]:
    findings = [
        (f.id, f.severity, f.message, f.gap, f.waived, f.primary.span, [place.span for place in f.related])
        for f in judgement.findings
    ]
    return [*findings, *((n.rule, n.plan.id, n.reason, n.primary.span) for n in judgement.not_comparable)]


@settings(max_examples=60, deadline=None)
@given(PLANS, st.randoms())
def test_neither_what_is_kept_nor_the_order_of_plans_and_rules_changes_a_finding(
    plans: list[list[str]], order: object
) -> None:
    corpus, today = corpus_from(plans), date(2026, 1, 1)
    expected = told(judge(corpus, RULES, today=today, every_case=True))
    assert expected == told(judge(corpus, RULES, today=today))
    shuffled, rules = list(corpus.judged), list(RULES)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    order.shuffle(rules)  # type: ignore[attr-defined]
    again = Corpus(tuple(shuffled), (), corpus.catalogue, corpus.hierarchy)
    assert expected == told(judge(again, rules, today=today))


@settings(max_examples=100, deadline=None)
@given(PLANS)
def test_what_a_rule_need_not_be_asked_about_is_well_or_not_listed(plans: list[list[str]]) -> None:
    corpus = corpus_from(plans)
    for rule in RULES:
        form = RELATIONS[rule.require]
        if form.open_to is None:
            continue
        join = JOINS[rule.against] if rule.against else alone(rule.judge)
        for case in join(corpus, Scope(rule.judge, rule.same)):
            if not form.open_to(case):
                outcome = form.relation(case, corpus, rule.options).outcome
                assert outcome == "holds" or (outcome == "not-comparable" and not form.listed), rule.id


def test_a_rule_is_off_only_for_the_paths_that_are_meant() -> None:
    config = Config(per_path=(PathChoice(path="a/*", severity={"PL4": "off"}),))
    assert ["off", None, None, "off"] == [
        config.severity_of(rule, file)
        for rule, file in (
            ("PL403", "a/1.yaml"),
            ("PL403", "b.yaml"),
            ("PL101", "a/1.yaml"),
            ("PL403", "a/2.yaml"),
        )
    ]


def test_statements_of_equal_words_share_their_reading() -> None:
    readings, catalogue = Readings(a_catalogue()), a_catalogue()
    with using(catalogue.units):
        one, other = (
            meanings(a_plan("indicator: 吸烟率, target: {2025: '20'}", **head), readings)[0]
            for head in ({}, REGION)
        )
    assert one.says is other.says
    assert one.plan is not other.plan


def test_readings_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.meaning.readings.MOST_READINGS", 2)
    assert MOST_READINGS > 2
    readings = Readings(a_catalogue())
    plan = a_plan(*(f"indicator: 吸烟率, target: {{2025: '{n}'}}" for n in (20, 21, 22, 20)))
    found = meanings(plan, readings)
    assert [20, 21, 22, 20] == [meaning.value for meaning in found]
    assert found[0].reading is not found[3].reading


def test_a_row_of_a_long_table_may_always_stand_behind_a_gap() -> None:
    rows = [
        f"indicator: 吸烟率, target: {{2025: '20'}}, at: {{table: 表, row: {n}}}"
        for n in range(NEIGHBOURS + 2)
    ]
    corpus = a_corpus(plan_text(*rows))
    members = corpus.meanings(corpus.judged[0])
    assert members == behind_a_gap(members, {})
    assert [] == list(behind_a_gap(members[:3], {}))
    assert [members[2]] == list(behind_a_gap((members[0], members[2]), {}))


def test_a_row_without_a_number_leaves_the_others_unclear() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 吸烟率, target: 1, at: {table: 表, row: 1}",
            "indicator: 管理率, target: 1, at: {table: 表, row: 三}",
        )
    )
    assert () == behind_a_gap(corpus.meanings(corpus.judged[0]), {})


def test_two_places_that_promise_least_together_stand_beside_one_another() -> None:
    corpus = corpus_from([[], [], *([f"indicator: 管理率, target: {{2025: '{n}%'}}"] for n in (50, 50, 90))])
    members = [corpus.meanings(plan)[0] for plan in corpus.judged[2:]]
    assert [members[2]] == list(far_from_siblings(members, {"least": "3", "times": "5", "share": "1/4"}))


def test_what_is_stated_under_no_name_of_the_catalogue_is_of_no_indicator() -> None:
    corpus = a_corpus(plan_text("indicator: 旧名, target: 1", "indicator: 管理率, target: '90%'"))
    stated = Stated(corpus.meanings(corpus.judged[0]))
    assert ["managed"] == list(stated.by_indicator)
    assert [] == list(stated.levels(frozenset()))


def test_every_verdict_is_kept_where_asked_for() -> None:
    project = replace(load([], Config()), catalogue=a_catalogue())
    assert {} == report_on(project).verdicts
    assert corpus_of(project).judged == ()
    assert report_on(project, every_case=True).verdicts.keys() == {rule.id for rule in project.rules}
