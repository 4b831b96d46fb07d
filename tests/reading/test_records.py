"""A plan's record: plain values from which an equal plan is made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Plan
from planlint.reading.plans import sound_plan, sound_record
from planlint.reading.records import plan_of, record_of
from tests.reading.test_sound import FULL, PLANS, mutate


def again(plan: Plan, data: bytes) -> Plan:
    return plan_of(json.loads(json.dumps(record_of(plan))), plan.file, data)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_survives_its_record(path: Path) -> None:
    data = path.read_bytes()
    plan = sound_plan(data, "1.yaml")
    if plan is None:
        return
    read = again(plan, data)
    assert plan == read
    assert plan.span(("plan", "id")) == read.span(("plan", "id"))
    assert [plan.span(s.path) for s in plan.statements] == [read.span(s.path) for s in read.statements]
    assert [plan.span(s.name_path) for s in plan.statements] == [
        read.span(s.name_path) for s in read.statements
    ]


@given(st.data())
def test_whatever_is_sound_survives_its_record(data: st.DataObject) -> None:
    told = json.loads(json.dumps(FULL))
    mutate(told, data)
    text = yaml.safe_dump(told, allow_unicode=True).encode()
    plan, record = sound_plan(text, "1.yaml"), sound_record(text)
    assert (plan is None) == (record is None)
    if plan is not None and record is not None:
        assert plan == again(plan, text) == plan_of(json.loads(json.dumps(record)), "1.yaml", text)


def test_texts_of_several_plans_are_kept_once() -> None:
    data = yaml.safe_dump(FULL, allow_unicode=True).encode()
    record = json.dumps(sound_record(data))
    one, two = (plan_of(json.loads(record), "1.yaml", data) for _ in range(2))
    assert one.statements[0].name is two.statements[0].name
    assert one.statements[2].at.section is two.statements[2].at.section
