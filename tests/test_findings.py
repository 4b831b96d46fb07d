"""Findings: identities that can be typed in a shell and never depend on lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.findings import identity, numbered, place_of
from planlint.model import Span
from tests.builders import a_meaning, a_plan, a_rule, judged_by, plan_text

COUNTY, REGION = a_plan(), a_plan(id="region")


def of(statement: str, indicator: str | None = "smoking") -> str:
    meaning = a_meaning(statement)
    return identity("PL201", meaning.plan, meaning, indicator, REGION, "1.yaml")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: {2025: '1'}", "PL201:county:smoking:2025:to=region"),
        ("indicator: 吸烟率, target: '1'", "PL201:county:smoking:2025:to=region"),
        (
            "indicator: 吸烟率, target: '1', population: 儿童, place: 全 区, part: 城/镇",
            "PL201:county:smoking:2025:pop=儿童:place=全_区:part=城_镇:to=region",
        ),
        ("indicator: 吸烟率, target: '1', population: 成人", "PL201:county:smoking:2025:to=region"),
    ],
)
def test_a_finding_is_known_by_rule_plan_and_subject(statement: str, expected: str) -> None:
    assert expected == of(statement)


def test_without_an_indicator_the_printed_name_stands_for_it() -> None:
    assert "PL201:county:甲_乙_率:2025:to=region" == of("indicator: 甲（乙）率, target: '1'", None)
    assert "PL201:county:_:2025:to=region" == of("indicator: “”, target: '1'", None)


def test_a_finding_on_a_plan_is_known_by_plan_indicator_and_partner() -> None:
    assert "PL202:county:smoking:to=region" == identity("PL202", COUNTY, None, "smoking", REGION, "1.yaml")
    assert "PL020:county" == identity("PL020", COUNTY, None, None, None, "1.yaml")
    assert "PL020:county" == identity("PL020", COUNTY, None, None, COUNTY, "1.yaml")


def test_a_finding_on_a_file_is_known_by_its_path() -> None:
    assert "PL001:plans_a_b_.yaml" == identity("PL001", None, None, None, None, "plans/a\nb$.yaml")


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_identity_can_be_typed_in_a_shell(file: str, name: str) -> None:
    for known in (
        identity("PL001", None, None, None, None, file),
        identity("PL001", COUNTY, None, name, None, ""),
    ):
        assert known.isprintable()
        assert not set(known) & set(" '\"$`\\&|;<>()*?[]{}!~#")


def test_equal_identities_are_numbered_in_their_order() -> None:
    rule = a_rule("id: XX100, judge: statement, require: sourced, severity: note")
    found = judged_by(
        rule, plan_text("indicator: 吸烟率, target: '1'", "indicator: 管理率, target: '1'")
    ).findings
    twice = numbered([*found, *found, found[0]])
    smoking, managed = "XX100:county:smoking:2025", "XX100:county:managed:2025"
    assert [smoking, managed, f"{smoking}:2", f"{managed}:2", f"{smoking}:3"] == [
        finding.id for finding in twice
    ]


def test_the_place_of_a_statement_is_that_of_its_figure() -> None:
    place = place_of(a_meaning("indicator: 吸烟率, target: {2025: ≤20}"))
    assert ("1.yaml", Span(8, 35, 8, 38)) == (place.file, place.span)
