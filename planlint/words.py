"""Two languages side by side: what planlint says is written once in Chinese and once in English."""

from __future__ import annotations

from collections.abc import Iterable
from operator import eq
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Words(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The words in one language."""
        return self.zh if lang == "zh" else self.en


_LONGEST_HINTED = 100
"""Characters beyond which nobody misspelt a known word; looking for one would take long."""
_MOST_COMPARED = 30
"""Known words that are compared letter by letter."""
_CUTOFF = 0.5
"""How alike a known word is at least: twice the letters in common by the letters of both."""


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known words most like this one, best first; none where nothing is alike.

    A file may hold thousands of unknown words beside as many known ones, so that only those are compared in
    full that could be alike by the letters that they share, and of very many those that share most.
    """
    if len(word) > _LONGEST_HINTED:
        return ()
    letters = set(word)
    repeated = len(word) - len(letters)
    likely: list[tuple[float, str]] = []
    for other in known:
        bound = 2 * (len(letters.intersection(other)) + repeated) / (len(word) + len(other) or 1)
        if bound >= _CUTOFF and len(other) <= _LONGEST_HINTED:
            likely.append((bound, other))
    import difflib  # for what was misspelt alone

    if len(likely) > _MOST_COMPARED:
        likely.sort(key=lambda one: (-one[0], -_in_place(word, one[1]), one[1]))
    compared = [other for _, other in likely[:_MOST_COMPARED]]
    return tuple(difflib.get_close_matches(word, compared, n=count, cutoff=_CUTOFF))


def _in_place(one: str, other: str) -> int:
    """How many letters two words have at the same places, counted from the front and from the end."""
    return sum(map(eq, one, other)) + sum(map(eq, reversed(one), reversed(other)))


def did_you_mean(word: str, known: Iterable[str]) -> Words:
    """A hint that names the nearest known words, or nothing."""
    found = nearest(word, known)
    if not found:
        return Words("", "")
    return Words(f"，是否指 {'、'.join(found)}？", f"; did you mean {', '.join(found)}?")
