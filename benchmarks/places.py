"""The places of a national corpus: the division codes in an order in which superiors come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from planlint import resources
from planlint.divisions import load_divisions

GROUP = 3200
"""How many places have a plan of one sector and period."""
WITHOUT_PLANS = ("71", "81", "82")
"""Taiwan, Hong Kong and Macao draw up no five-year plans of this kind."""


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction that has plans."""

    code: str
    name: str
    superior: str | None
    """The code of the jurisdiction above it; None for the nation."""
    is_leaf: bool
    """Whether no place of the corpus stands below it."""


@cache
def places(count: int = GROUP) -> Sequence[Place]:
    """The first so many places by code; what stands above one of them is among them."""
    divisions = load_divisions(resources.DIVISIONS)
    codes = sorted(code for code in divisions if not code.startswith(WITHOUT_PLANS))[:count]
    superiors = {code: divisions.superior(code) for code in codes}
    above = set(superiors.values())
    return tuple(
        Place(code, divisions.name(code) or code, superiors[code], code not in above) for code in codes
    )
