"""A sample of the mutation proof: some faults of each kind in each corpus; `python -m tests.mutation` writes them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import mutation
from tests.mutation import CORPORA, FULL, KINDS, OPEN

MOST = 2
"""Faults of a kind that are tried in a corpus."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OPEN])
@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.name)
def test_exactly_the_right_rule_tells_a_fault_on_the_right_lines(path: Path, kind: str) -> None:
    assert [] == [
        f"{fault.words}: {problem}" for fault, problem in mutation.sample(path, kind, MOST) if problem
    ]


def test_every_kind_that_must_be_caught_in_full_has_faults_to_catch() -> None:
    faults = {kind for kind in FULL for path in CORPORA if mutation.sample(path, kind, MOST)}
    assert set(FULL) == faults


def test_the_share_caught_is_printed_and_a_miss_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == mutation.main(["nature"], CORPORA[-1:])
    assert "nature                 11 of   11  100 %\n" == capsys.readouterr().out
