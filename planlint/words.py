"""Two languages side by side: what planlint says is written once in Chinese and once in English."""

from __future__ import annotations

from collections.abc import Iterable
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


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known words most like this one, best first; none where nothing is alike."""
    if len(word) > _LONGEST_HINTED:
        return ()
    import difflib  # for what was misspelt alone

    return tuple(difflib.get_close_matches(word, list(known), n=count, cutoff=0.5))


def did_you_mean(word: str, known: Iterable[str]) -> Words:
    """A hint that names the nearest known words, or nothing."""
    found = nearest(word, known)
    if not found:
        return Words("", "")
    return Words(f"，是否指 {'、'.join(found)}？", f"; did you mean {', '.join(found)}?")
