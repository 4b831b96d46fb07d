"""Everything that reads, fed with what fuzzers found, with pieces of sound files, and with any bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS

KEPT = [(file.parent.name, file) for file in sorted(SEEDS.glob("*/*"))]


@pytest.mark.parametrize(("name", "file"), KEPT, ids=[f"{name}-{file.name}" for name, file in KEPT])
def test_what_was_found_once_stays_mended(name: str, file: Path) -> None:
    TARGETS[name](file.read_bytes())


def pieces(name: str) -> st.SearchStrategy[bytes]:
    """Seeds cut at any place and put together again, and any bytes between."""
    texts = [file.read_bytes() for file in sorted((SEEDS / name).iterdir())]
    cut = st.tuples(st.sampled_from(texts), st.integers(0, 400), st.integers(0, 400))
    part = cut.map(lambda one: one[0][one[1] : one[1] + one[2]])
    return st.lists(st.one_of(part, st.sampled_from(texts), st.binary(max_size=12)), max_size=4).map(b"".join)


@pytest.mark.parametrize("name", ["figures", "units", "divisions"])
@settings(max_examples=60)
@given(data=st.data())
def test_small_files_are_faults_or_values(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(pieces(name)))


@pytest.mark.parametrize("name", ["plans", "rules"])
@settings(max_examples=25)
@given(data=st.data())
def test_yaml_files_are_faults_or_values(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(pieces(name)))


def changed(text: bytes, at: int, new: bytes) -> bytes:
    at %= max(1, len(text))
    return text[:at] + new + text[at + len(new) :]


NEW = [
    b"9",
    b"\x00",
    b"\xff",
    b"[",
    b"{",
    b'"',
    b"\n",
    b": ",
    b"- ",
    b"\\",
    b"%",
    "率".encode(),
    b"*a",
    b"&a ",
]


@settings(max_examples=25)
@given(st.sampled_from([file for name, file in KEPT if name == "plans"]), st.data())
def test_a_changed_plan_is_faults_or_can_be_reported(file: Path, data: st.DataObject) -> None:
    text = file.read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        text = changed(text, data.draw(st.integers(0, len(text))), data.draw(st.sampled_from(NEW)))
    TARGETS["plans"](text)


LOCATION = st.sampled_from(["plans", "catalogues", "rules", "units", "divisions", "statistics", "ratchet"])
WORDS = st.text("aPL20*?[].\\~-规\n", max_size=12)
"""No slash: a configuration that names the root has all of the machine read."""


@settings(max_examples=15)
@given(st.dictionaries(LOCATION | WORDS, st.lists(WORDS, max_size=2) | WORDS, max_size=3))
def test_any_configuration_is_faults_or_in_force(told: dict[str, object]) -> None:
    TARGETS["configs"](repr({"planlint": told}).encode())
