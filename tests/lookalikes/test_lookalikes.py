"""Printed names that look alike and are not one indicator are never tied; names that differ in form alone always are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from planlint.catalogue import Catalogue, Indicator
from planlint.project import Config, load

SECTOR = "health"


def pairs(file: str) -> list[list[str]]:
    return [
        list(map(str, pair)) for pair in yaml.safe_load((Path(__file__).parent / file).read_text("utf-8"))
    ]


NEVER, ALWAYS = pairs("never.yaml"), pairs("always.yaml")


@cache
def catalogue() -> Catalogue:
    return load([], Config()).catalogue


def meant(name: str) -> Indicator | None:
    return catalogue().resolve(name, SECTOR).indicator


@pytest.mark.parametrize(("one", "other", "why"), NEVER)
def test_lookalikes_are_never_tied(one: str, other: str, why: str) -> None:
    found = meant(one), meant(other)
    assert found[0] != found[1], why
    assert any(found), "a pair of which the catalogue knows neither proves nothing"


@pytest.mark.parametrize(("one", "other"), ALWAYS)
def test_names_that_differ_in_form_alone_are_tied(one: str, other: str) -> None:
    assert meant(one) == meant(other) is not None


def test_no_pair_stands_twice_and_the_lists_do_not_contradict_each_other() -> None:
    listed = [frozenset(pair[:2]) for pair in (*NEVER, *ALWAYS)]
    assert len(listed) == len(set(listed))
    assert len(NEVER) >= 150
    assert all(len(pair) == 2 for pair in listed)
