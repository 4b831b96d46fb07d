"""What a project decides beside the rules: how bad, what is off, which exceptions stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from planlint.frozen import frozen
from planlint.judging.rule import Severity
from planlint.ratchet import Acceptance

SeverityOf = Callable[[str, str], Severity | Literal["off"] | None]
"""From a rule's id and the judged plan's file to what the project says of it, if anything."""


@frozen()
class Policy:
    """What a project says of rules and of findings."""

    severity_of: SeverityOf = lambda _rule_id, _file: None
    mandatory: frozenset[str] = frozenset()
    """Ids of rules whose findings can be neither waived nor accepted."""
    switched_off: frozenset[str] = frozenset()
    """Ids of rules that are known and not applied."""
    accepted: tuple[Acceptance, ...] = ()
    """The findings that the ratchet accepts."""


NO_POLICY = Policy()
"""Of a project that says nothing."""
