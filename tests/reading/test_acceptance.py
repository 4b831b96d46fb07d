"""What is accepted without the models is what they accept too."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planlint.reading.acceptance import sound_data, told
from planlint.reading.document import plain_data, read_document
from planlint.reading.rules import read_rule
from planlint.reading.schema import FORMS
from planlint.reading.sound import Unsound, check_of
from planlint.resources import SCHEMAS
from tests.builders import document, yaml_files

ROOT = Path(__file__).parents[2]
KINDS = ("catalogue", "statistics", "rule", "config", "ratchet", "cases")
"""All but plans, whose models look at more than the schema says."""

SAID = """
  message: {zh: 甲, en: a}
  why: {zh: 乙, en: b}
"""
SAMPLES: dict[str, tuple[str, ...]] = {
    "catalogue": (
        "sector: test\nfold: [常住]\nindicators:\n- {id: a-1, name: 甲, unit: '%', plausible: ['0', '-1.5'],"
        " extensive: 'true', aliases: [乙], better: higher, combines: [b, c], per: d}\n",
    ),
    "statistics": (
        "statistics:\n- {jurisdiction: '150724', year: '2020', indicator: 甲, value: '5', unit: '%'}\n"
        "- {jurisdiction: 150600-x, year: '2020', weight: 人口, value: 5万}\n",
    ),
    "rule": (
        "rule:\n  id: OWN001\n  name: a-rule\n  judge: target\n  same: [year]\n  when: {judged.nature: 约束性}\n"
        f"  require: readable\n  options: {{a: b}}\n  severity: note\n{SAID}",
        "rule:\n  id: OWN001\n  name: a-rule\n  judge: target\n  when: {judged.nature: [约束性]}\n"
        f"  require: readable\n  severity: {{by: a, 约束性: error, 预期性: note, default: note}}\n{SAID}",
    ),
    "config": (
        "planlint:\n  extends: strict\n  plans: [a]\n  select: []\n  severity: {PL1: 'off'}\n"
        "  options: {PL209: {deviations: '4'}}\n  per_path:\n  - {path: a, ignore: [PL1]}\n  ratchet: a\n",
        "planlint:\n  extends: [strict, own]\n",
    ),
    "ratchet": ("ratchet:\n- {finding: a, gap: 1/3, unit: '%'}\n",),
    "cases": ("cases:\n- {name: a, expect: fail, files: [a], hex: [EF BB], gap: '1'}\n",),
}
ODD = [
    "",
    "x",
    "1",
    "1\n",
    "-1.5",
    "²",
    "１",
    "a" * 201,
    "a" * 2001,
    "true",
    "off",
    [],
    ["x"],
    [[]],
    {},
    {"x": "y"},
    {"": ""},
]


def data(text: str) -> Any:
    read = document(text)
    assert read.top is not None
    return plain_data(read.top)


def composed(told: Any) -> yaml.Node:
    """Dicts, lists and texts as PyYAML's nodes."""
    if isinstance(told, str):
        return yaml.ScalarNode(None, told)  # type: ignore[arg-type]
    if isinstance(told, list):
        return yaml.SequenceNode(None, [composed(one) for one in told])  # type: ignore[arg-type]
    pairs = [(composed(key), composed(value)) for key, value in told.items()]
    return yaml.MappingNode(None, pairs)  # type: ignore[arg-type]


def accepts(kind: str, told: Any) -> bool:
    """Whether the check of a kind lets this through, as it is."""
    try:
        assert told == check_of(kind)(composed(told))
    except Unsound:
        return False
    return True


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key or position) below a node."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(inside):
        yield node, key
        yield from places(value)


def of_models(kind: str, told: Any) -> bool:
    (form,) = {form for name, form in FORMS.values() if name == kind}
    try:
        form.model_validate(told)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_sound_samples_are_accepted(kind: str) -> None:
    for text in SAMPLES[kind]:
        assert accepts(kind, data(text))
        assert of_models(kind, data(text))


@given(st.data())
def test_what_is_accepted_the_models_accept(draw: st.DataObject) -> None:
    kind = draw.draw(st.sampled_from(KINDS))
    changed = copy.deepcopy(data(draw.draw(st.sampled_from(SAMPLES[kind]))))
    for _ in range(draw.draw(st.integers(1, 2))):
        found = list(places(changed))
        if not found:
            break
        holder, key = draw.draw(st.sampled_from(found))
        change = draw.draw(st.sampled_from(("drop", "replace", "rename", "add")))
        odd = copy.deepcopy(draw.draw(st.sampled_from(ODD) | st.text(max_size=4)))
        if change == "replace":
            holder[key] = odd
        elif change == "add":
            holder[key] = [*holder[key], odd] if isinstance(holder[key], list) else odd
        else:
            value = holder.pop(key)
            if change == "rename" and isinstance(holder, dict):
                holder[odd if isinstance(odd, str) else "x"] = value
    assert of_models(kind, changed) or not accepts(kind, changed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_single_oddity_that_the_models_reject_is_rejected(kind: str) -> None:
    for text in SAMPLES[kind]:
        for number, _ in enumerate(places(data(text))):
            for odd in ODD:
                changed = data(text)
                holder, key = list(places(changed))[number]
                holder[key] = copy.deepcopy(odd)
                assert of_models(kind, changed) or not accepts(kind, changed), (key, odd)


@pytest.mark.parametrize("folder", ["rules", "corpus/indicators", "planlint/data/presets", "tests/sectors"])
def test_our_own_files_are_accepted(folder: str) -> None:
    files = [file for file in yaml_files(ROOT / folder) if b"\nstatements:" not in file.read_bytes()]
    for file in files:
        read = read_document(file, file.name)
        assert read.top is not None
        assert sound_data(read) == plain_data(read.top), file
    assert files


def test_the_schemas_use_no_word_that_acceptance_does_not_know() -> None:
    known = {
        "type",
        "enum",
        "anyOf",
        "oneOf",
        "$ref",
        "pattern",
        "minLength",
        "maxLength",
        "items",
        "minItems",
    }
    known |= {
        "maxItems",
        "maxProperties",
        "properties",
        "required",
        "additionalProperties",
        "propertyNames",
        "minProperties",
    }
    known |= {"$schema", "$defs", "title", "description", "default"}
    known |= {"minimum", "maximum"}  # of numbers, which are for editors alone

    def words(schema: Any) -> Iterator[str]:
        for word, inside in schema.items() if isinstance(schema, dict) else ():
            yield word
            if word in ("properties", "$defs"):
                for one in inside.values():
                    yield from words(one)
            elif word not in ("enum", "required", "default"):
                for one in inside if isinstance(inside, list) else [inside]:
                    yield from words(one)

    for kind in KINDS:
        schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8"))
        assert set(words(schema)) <= known, kind


def test_what_is_not_accepted_is_explained_by_the_models() -> None:
    found, faults = told(document("planlint: {plan: [a]}"))
    assert found is None
    assert [fault.problem.en for fault in faults] == ["unknown key “plan”; did you mean plans?"]


def test_what_only_the_models_can_tell_is_sound_all_the_same() -> None:
    head = "rule: {id: OWN001, name: a-rule, judge: target, require: readable, message: {zh: 甲, en: a}, why: {zh: 乙, en: b}"
    by = "default: note, by: judged.nature"
    english, _ = read_rule(document(f"{head}, severity: {{binding: error, anticipatory: note, {by}}}}}"))
    chinese, _ = read_rule(document(f"{head}, severity: {{约束性: error, 预期性: note, {by}}}}}"))
    assert english is not None
    assert english == chinese
    local, faults = told(
        document("statistics: [{jurisdiction: 150600-新区, year: 2020, weight: 人口, value: 5}]")
    )
    assert (local and local["statistics"][0]["jurisdiction"], faults) == ("150600-新区", ())
