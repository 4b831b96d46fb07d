"""Two languages side by side, and the nearest known word."""

from __future__ import annotations

from planlint.words import Words, did_you_mean, nearest


def test_words_are_said_in_one_language() -> None:
    assert ("甲", "A") == (Words("甲", "A").in_("zh"), Words("甲", "A").in_("en"))


def test_the_nearest_known_words_are_named() -> None:
    assert ("target", "past_target") == nearest("taget", ["past_target", "target", "note"])
    assert () == nearest("xyz", ["target"])
    assert ("，是否指 target？", "; did you mean target?") == did_you_mean("taget", ["target"])
    assert ("", "") == did_you_mean("xyz", ["target"])
