"""Files of known content: the same as if they were read, and read again as soon as they are changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planlint import resources
from planlint.reading.catalogues import read_catalogue
from planlint.reading.document import read_document
from planlint.reading.known import known_document
from planlint.reading.rules import read_rule
from tests.builders import yaml_files

RULES = list(yaml_files(resources.rules_folder()))
INDICATORS = list(yaml_files(resources.indicators_folder()))


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.stem)
def test_a_known_rule_is_the_rule_of_its_file(file: Path) -> None:
    known = known_document(file, file.name)
    assert known is not None
    assert read_rule(known) == read_rule(read_document(file, file.name))


@pytest.mark.parametrize("file", INDICATORS, ids=lambda file: file.stem)
def test_known_indicators_are_those_of_their_file(file: Path) -> None:
    known = known_document(file, file.name)
    whole = read_document(file, file.name)
    assert known is not None
    (told, faults), (read, no_faults) = read_catalogue(known), read_catalogue(whole)
    assert told is not None
    assert read is not None
    assert (told.indicators, told.folds, faults) == (read.indicators, read.folds, no_faults)
    assert (known.kind, known.top, known.lines, known.faults) == (whole.kind, whole.top, whole.lines, ())


def test_a_changed_file_is_not_known(tmp_path: Path) -> None:
    data = RULES[0].read_bytes()
    copy = tmp_path / "rule.yaml"
    copy.write_bytes(data)
    assert known_document(copy, "rule.yaml") is not None
    copy.write_bytes(data.replace(b"zh: ", b"zh:  "))
    assert known_document(copy, "rule.yaml") is None
    # As long as before.
    copy.write_bytes(data[:-3] + b"!" + data[-2:])
    assert known_document(copy, "rule.yaml") is None


def test_what_is_no_file_is_not_known(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "pipe", Path("\0")):
        assert known_document(path, "x") is None
