"""What became of exceptions, waivers and accepted findings, once every rule had spoken."""

from __future__ import annotations

from typing import Literal

from planlint.frozen import frozen
from planlint.model import Waiver
from planlint.ratchet import Acceptance
from planlint.words import Words


@frozen()
class WaiverUse:
    """A waiver, and what became of it once every rule had spoken."""

    waiver: Waiver
    state: Literal["unknown", "forbidden", "expired", "unused", "used", "undecided"]
    """`undecided` where its rule was off, silenced by another rule's finding, or couldn't judge: for an unknown indicator,
    figures that are not comparable, or want of a superior plan."""
    hint: Words
    """The nearest known rule, where the waiver's is unknown."""


@frozen()
class AcceptanceUse:
    """An entry of the ratchet, and what became of it once every rule had spoken."""

    acceptance: Acceptance
    state: Literal["found", "wider", "stale", "undecided", "forbidden"]
    """`wider` where the finding grew past it, `undecided` where its rule was off or didn't judge, `forbidden` where
    its rule has become mandatory and the finding counts again."""
