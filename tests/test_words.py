"""Two languages side by side, and the nearest known word."""

from __future__ import annotations

import difflib
from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.words import Words, did_you_mean, nearest


def test_words_are_said_in_one_language() -> None:
    assert ("甲", "A") == (Words("甲", "A").in_("zh"), Words("甲", "A").in_("en"))


def test_the_nearest_known_words_are_named() -> None:
    assert ("target", "past_target") == nearest("taget", ["past_target", "target", "note"])
    assert () == nearest("xyz", ["target"])
    assert ("，是否指 target？", "; did you mean target?") == did_you_mean("taget", ["target"])
    assert ("", "") == did_you_mean("xyz", ["target"])


def test_of_very_many_alike_words_only_those_are_compared_in_full_that_share_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []

    def counted(word: str, known: list[str], *, n: int, cutoff: float) -> list[str]:
        compared.append(len(known))
        return get_close_matches(word, known, n=n, cutoff=cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    alike = [f"管理率{number:04d}" for number in range(5000)]
    assert "管理率0042" in nearest("管理律0042", alike)
    assert [30] == compared
    assert () == nearest("管" * 99, ["理" * 99, "管" * 2000, ""])


@given(
    st.text("甲乙丙丁ab", min_size=1, max_size=8), st.lists(st.text("甲乙丙丁ab", max_size=8), max_size=30)
)
def test_what_is_not_compared_in_full_is_not_alike(word: str, known: list[str]) -> None:
    assert tuple(get_close_matches(word, known, n=3, cutoff=0.5)) == nearest(word, known)
