"""Cases and verdicts: what a rule judges, and what it finds, in three values."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from planlint.frozen import frozen
from planlint.meaning import Meaning
from planlint.model import Plan, YamlPath
from planlint.words import Words

Outcome = Literal["holds", "fails", "not-comparable"]

NOTHING = Words("", "")


@frozen(eq=False, guarded=False)
class Case:
    """What one application of a rule looks at."""

    plan: Plan | None
    """The judged plan; None for a file that is no plan."""
    judged: Meaning | None = None
    """The judged statement; None where a plan or file as a whole is judged."""
    partners: tuple[Meaning, ...] = ()
    """The statements that it is held against."""
    others: tuple[Meaning, ...] = ()
    """Further statements that say the same and are named beside it."""
    skipped: tuple[str, ...] = ()
    """Names of the levels between, of which no plan is held."""
    fault: object = None
    """What a reader or the hierarchy found, for rules that report it."""
    grouped: bool = False
    """Whether partners may be left out one by one (a group) or not (a pair)."""
    surroundings: bool = False
    """Whether partners are only looked at for their form, which a wrong unit or number of theirs leaves as it is."""
    path: YamlPath | None = None
    """YAML path of the primary place where it is not the judged figure."""

    @property
    def partner(self) -> Meaning:
        """The first partner."""
        return self.partners[0]

    def without(self, left_out: Container[int]) -> Case:
        """The group without the partners whose identity is left out."""
        return replace(self, partners=tuple(p for p in self.partners if id(p) not in left_out))


@frozen()
class Verdict:
    """Holds, fails with its gap, or not comparable and why."""

    outcome: Outcome
    gap: Fraction | None = None
    """How far it fails, in the canonical unit (≥ 0)."""
    unit: str = ""
    note_only: bool = False
    """A note in every rule: an open against a closed bound, or levels that differ where the changes hold."""
    lighter: bool = False
    """Fails in a lesser way that the rule reports one severity lower."""
    detail: Words = NOTHING
    """What the message adds for this case."""
    reason: str | None = None
    """Code of why it is not comparable."""
    related: tuple[Meaning, ...] | None = None
    """The statements that the finding rests on, where they are fewer than all partners."""
    beside: tuple[Meaning, ...] = ()
    """Further statements to be named beside it."""
    alike: tuple[Meaning, ...] = ()
    """Further statements that have the same fault, such as a row's other figures its unit: one finding."""


HOLDS = Verdict("holds")


@lru_cache(maxsize=256)
def not_comparable(reason: str) -> Verdict:
    """A verdict that none can be given."""
    return Verdict("not-comparable", reason=reason)


def fails(
    gap: Fraction | None = None,
    unit: str = "",
    *,
    detail: Words = NOTHING,
    note_only: bool = False,
    lighter: bool = False,
    related: tuple[Meaning, ...] | None = None,
    alike: tuple[Meaning, ...] = (),
) -> Verdict:
    """A verdict of failure."""
    return Verdict("fails", gap, unit, note_only, lighter, detail, related=related, alike=alike)
