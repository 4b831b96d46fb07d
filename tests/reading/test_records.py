"""A plan's record: plain values from which an equal plan is made again, packed or not."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Plan
from planlint.reading.held import packed_of, packed_plans
from planlint.reading.plans import sound_plan, sound_record
from tests.reading.test_sound import FULL, PLANS, mutate


def unpacked(data: bytes) -> Iterator[Plan]:
    """The plan of a file's bytes packed in each way, if it is plainly sound."""
    record = sound_record(data)
    if record is None:
        return
    told = [(data, record), None, (data, record)]
    for compressed in (False, True):
        packed = packed_of(told, compressed=compressed)
        for plan in packed_plans(packed, ["1.yaml", "none.yaml", "1.yaml"], compressed=compressed):
            if plan is not None:
                yield plan
                yield pickle.loads(pickle.dumps(plan))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_survives_being_packed(path: Path) -> None:
    data = path.read_bytes()
    plan = sound_plan(data, "1.yaml")
    read = [*unpacked(data)]
    assert ([] if plan is None else [plan] * 8) == read
    for one in read:
        assert plan is not None
        assert dict(plan.spans) == dict(one.spans)
        for path_at_hand in (("plan", "id"), *(p for s in plan.statements for p in (s.path, s.name_path))):
            assert plan.spans[path_at_hand] == one.spans[path_at_hand]


@given(st.data())
def test_whatever_is_sound_survives_being_packed(data: st.DataObject) -> None:
    told = json.loads(json.dumps(FULL))
    mutate(told, data)
    text = yaml.safe_dump(told, allow_unicode=True).encode()
    plan = sound_plan(text, "1.yaml")
    assert ([] if plan is None else [plan] * 8) == [*unpacked(text)]


def test_texts_of_several_plans_are_kept_once() -> None:
    data = yaml.safe_dump(FULL, allow_unicode=True).encode()
    one, two, *_ = unpacked(data)
    assert one.statements[0].name is two.statements[0].name
    assert one.statements[2].at.section is two.statements[2].at.section


def test_what_is_compressed_is_smaller() -> None:
    told = [
        (data, record) for data in (path.read_bytes() for path in PLANS[:2]) if (record := sound_record(data))
    ]
    plain, compressed = packed_of(told), packed_of(told, compressed=True)
    assert None not in (plain[1], compressed[1])
    assert len(compressed[1][1]) < len(plain[1][1]) / 2
