"""No text costs more than in proportion to its length, up to the longest that is read."""

from __future__ import annotations

import pytest

from planlint.units import load
from tests.fuzz.growth import READERS, REPEATED, lengths, repeated, steps

STEPS_A_LETTER = 2500
"""Whatever the letters are: what a unit or a word may begin with is looked up by length, from the longest."""


@pytest.mark.parametrize("name", READERS)
def test_reading_takes_steps_in_proportion_to_the_length(name: str) -> None:
    longest, read = READERS[name]
    load()  # what is read once, whatever the text
    for words in REPEATED:
        *_, half, whole = (steps(read, repeated(words, length)) for length in lengths(longest))
        assert whole <= max(2.6 * half, 100 * longest), words
        assert whole <= STEPS_A_LETTER * longest, words
