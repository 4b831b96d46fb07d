"""Words for places: which jurisdiction a plan means by 全省, 我市 or a division's full name.

The words are data (`data/places.csv`): a word, the level it may speak of, and how that division's name ends.
"""

from __future__ import annotations

from functools import cache

from planlint import resources
from planlint.hierarchy import Hierarchy
from planlint.model import Plan


def place_meant(word: str, plan: Plan, hierarchy: Hierarchy) -> str | None:
    """The code of the plan's own place or of one above it, by a word of the plan; None where none or several fit.

    全区 of a county in an autonomous region is the region; of an urban district there it may be either.
    """
    divisions = hierarchy.divisions
    chain = dict.fromkeys((plan.jurisdiction, *(level.jurisdiction for level in hierarchy.superiors(plan))))
    known = _endings().get(word, ())
    found = [
        code
        for code in chain
        if (name := divisions.name(code)) is not None
        and (
            name == word or any(divisions.level(code) == level and name.endswith(end) for level, end in known)
        )
    ]
    return found[0] if len(found) == 1 else None


@cache
def _endings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Word → the levels it may speak of, each with the ending of the division's name."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in resources.PLACES.read_text("utf-8").splitlines()[1:]:
        words, level, ending = row.split(",")
        for word in words.split():
            found[word] = (*found.get(word, ()), (level, ending))
    return found
