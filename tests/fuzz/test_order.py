"""What must not matter: the order of files, keys and rules, plans that have nothing to do with one another, copies."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.auditing import Report, report_on
from planlint.model import Plan
from planlint.project import load_documents
from planlint.reporting import machine
from planlint.reporting.text import render
from tests.builders import CITY, REGION, a_project, document, plan_text, told
from tests.fuzz.targets import ALL

INDICATORS = st.sampled_from(
    ["吸烟率", "健康素养水平", "管理率", "规范管理率", "婴儿死亡率", "床位数", "预期寿命", "没有这个率"]
)
FIGURES = st.sampled_from(
    [
        "20%",
        "≤20",
        "≥90",
        "25%以上",
        "比基期降低10%",
        "7‰以下",
        "1-2",
        "逐步提高",
        "达到国家平均水平",
        "?",
        "300张",
        "79岁左右",
    ]
)
TIMES = st.sampled_from(
    ["target: {2025: '%s'}", "baseline: {2020: '%s'}", "past_target: {2020: '%s'}", "target: '%s'"]
)
EXTRA = st.sampled_from(
    ["", ", nature: 约束性", ", nature: 预期性", ", place: 全市", ", at: {line: 3, table: 表, row: 1}"]
)
STATEMENTS = st.lists(
    st.tuples(INDICATORS, TIMES, FIGURES, EXTRA).map(lambda s: f"indicator: {s[0]}, {s[1] % s[2]}{s[3]}"),
    min_size=1,
    max_size=5,
    unique=True,
)
COUNTIES = ("150721", "150722", "150724")


@st.composite
def families(draw: st.DrawFn) -> list[tuple[str, str]]:
    """A region, a city and some counties: (file, text)."""
    heads = [REGION, CITY] + [
        {"id": f"c{code}", "jurisdiction": code} for code in COUNTIES[: draw(st.integers(1, 3))]
    ]
    return [(f"{head['id']}.yaml", plan_text(*draw(STATEMENTS), **head)) for head in heads]


def reports(report: Report) -> tuple[str, str]:
    return machine.check_json(report, "zh"), render(report, "en", show=ALL, full=True)


@settings(max_examples=25)
@given(families(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_rules_changes_nothing(
    family: list[tuple[str, str]], shuffle: random.Random
) -> None:
    project = a_project(*family)
    mixed, rules = shuffle.sample(family, len(family)), shuffle.sample(project.rules, len(project.rules))
    other = replace(a_project(*mixed), rules=tuple(rules))
    assert reports(report_on(project)) == reports(report_on(other))


def with_keys_mixed(node: object, shuffle: random.Random) -> object:
    if isinstance(node, dict):
        return {key: with_keys_mixed(node[key], shuffle) for key in shuffle.sample(list(node), len(node))}
    return [with_keys_mixed(item, shuffle) for item in node] if isinstance(node, list) else node


@settings(max_examples=25)
@given(families(), st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_no_finding(family: list[tuple[str, str]], shuffle: random.Random) -> None:
    mixed = []
    for name, text in family:
        data = yaml.load(text, yaml.BaseLoader)
        mixed.append(
            (name, yaml.safe_dump(with_keys_mixed(data, shuffle), allow_unicode=True, sort_keys=False))
        )
    before, after = (report_on(a_project(*texts)) for texts in (family, mixed))
    assert sorted(told(before.findings)) == sorted(told(after.findings))
    assert {f.id: f.message for f in before.findings} == {f.id: f.message for f in after.findings}


def said(whole: object) -> object:
    """A finding with all that it rests on; of a meaning what it says, for meanings themselves equal none but themselves."""
    if isinstance(whole, tuple):
        return [said(part) for part in whole]
    if is_dataclass(whole) and not isinstance(whole, Plan):
        return [type(whole), *(said(getattr(whole, part.name)) for part in fields(whole))]
    return whole


STRANGERS = st.sampled_from(
    [
        {"jurisdiction": "440300", "sector": "other", "period": "2031-2035"},
        {"jurisdiction": "150724", "sector": "other"},  # of the very place, about something else
        {"jurisdiction": "440306"},  # of the very sector and time, under another province
        {"jurisdiction": "150724", "period": "2041-2045"},
    ]
)


@settings(max_examples=40)
@given(families(), STRANGERS, STATEMENTS, st.sampled_from(["0.yaml", "county.yaml", "z.yaml"]))
def test_a_plan_that_has_nothing_to_do_with_others_changes_no_finding_of_theirs(
    family: list[tuple[str, str]], head: dict[str, str], statements: list[str], file: str
) -> None:
    stranger = (file, plan_text(*statements, id="stranger", **head))
    before, after = report_on(a_project(*family)), report_on(a_project(*family, stranger))
    kept = [finding for finding in after.findings if finding.plan is None or finding.plan.id != "stranger"]
    assert said(before.findings) == said(tuple(kept))


@settings(max_examples=40)
@given(families(), st.data())
def test_a_copy_of_a_plan_is_reported_once(family: list[tuple[str, str]], data: st.DataObject) -> None:
    project = a_project(*family)
    copied = data.draw(st.sampled_from(family))[1]
    copies = [(f"{place}.yaml", copied) for place in data.draw(st.sampled_from(["z", "0", "0z", "cz"]))]
    documents = [document(text, name) for name, text in (*family, *copies)]
    before, after = report_on(project), report_on(load_documents(documents, project))
    new = [line for line in told(after.findings) if line not in told(before.findings)]
    assert 1 == len(new)
    assert "PL023" in new[0]
    assert not [line for line in told(before.findings) if line not in told(after.findings)]


def test_of_copies_the_same_one_is_judged_and_held_against() -> None:
    above = plan_text("indicator: 吸烟率, target: {2025: ≥90}", **REGION)
    family = [
        ("region.yaml", above),
        ("city.yaml", plan_text("indicator: 吸烟率, target: {2025: 20%}", **CITY)),
    ]
    project = a_project(*family)
    documents = [document(text, name) for name, text in (*family, ("0.yaml", above))]
    before, after = report_on(project), report_on(load_documents(documents, project))
    assert ["PL023"] == [
        line.split()[1].split(":")[0] for line in told(after.findings) if line not in told(before.findings)
    ]
