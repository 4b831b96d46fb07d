"""Two languages side by side: what planlint says is written once in Chinese and once in English."""

from __future__ import annotations

from collections.abc import Iterable
from operator import eq, itemgetter
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


def nearest(word: str, known: Iterable[str], count: int = 3, cutoff: float = _CUTOFF) -> tuple[str, ...]:
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
        if bound >= cutoff and len(other) <= _LONGEST_HINTED:
            likely.append((bound, other))
    import difflib  # for what was misspelt alone

    if len(likely) > _MOST_COMPARED:
        likely.sort(key=itemgetter(0), reverse=True)
        least = likely[_MOST_COMPARED - 1][0]
        above = [one for one in likely if one[0] > least]
        level = (other for bound, other in likely if bound == least)
        closest = sorted(level, key=lambda other: (-_at_ends(word, other), other))
        likely = [*above, *((least, other) for other in closest[: _MOST_COMPARED - len(above)])]
    return tuple(difflib.get_close_matches(word, [other for _, other in likely], n=count, cutoff=cutoff))


def _at_ends(one: str, other: str) -> int:
    """How many of the first and last four letters two words have at the same places."""
    return [*map(eq, one[:4], other[:4]), *map(eq, one[:-5:-1], other[:-5:-1])].count(True)


def did_you_mean(word: str, known: Iterable[str]) -> Words:
    """A hint that names the nearest known words, or nothing."""
    found = nearest(word, known)
    if not found:
        return Words("", "")
    return Words(f"，是否指 {'、'.join(found)}？", f"; did you mean {', '.join(found)}?")
