"""The goals that are measured: each a ratio of two commands of one run, a size of memory, or a count of faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that is to be reached."""

    id: str
    scene: str
    """Which commands it needs: those of a scene are measured in turn."""
    work: str
    over: tuple[str, ...]
    """The measured commands; of two, the second is taken off the first."""
    under: str
    """The command whose time is 1."""
    limit: float
    sense: Literal["at most", "at least"] = "at most"
    per_plan: bool = False
    """Whether both times are divided by their corpora's plans."""

    def is_met(self, measured: float) -> bool:
        return measured <= self.limit if self.sense == "at most" else measured >= self.limit


@dataclass(frozen=True, slots=True)
class MemoryGoal:
    """A peak of memory that must not be passed."""

    id: str
    scene: str
    work: str
    command: str
    limit: int
    """In bytes."""


IMPORT_CLICK = "import click"
IMPORT_TWO = "import click, yaml"
IMPORT_FIVE = "import click, yaml, pydantic, pint, networkx"
CC = "CC: yaml.compose of all files"
COLD = "planlint check, cold"
LARGE = "planlint check, 100,000 plans, cold"

GOALS = (
    Goal("version", "start", "planlint --version", ("--version",), IMPORT_CLICK, 1.5),
    Goal("help", "start", "planlint --help", ("--help",), IMPORT_CLICK, 1.5),
    Goal("completion", "start", "completion in the shell", ("completion",), IMPORT_CLICK, 1.5),
    Goal("five-unchanged", "start", "five plans, nothing changed", ("five, unchanged",), IMPORT_TWO, 1.4),
    Goal("five-cold", "start", "five plans, cold", ("five, cold",), IMPORT_FIVE, 1.2),
    Goal("five-cold-better", "start", "five plans, cold (better)", ("five, cold",), IMPORT_TWO, 2.0),
    Goal("edited", "national", "one plan edited among 3,200", ("one edited",), CC, 0.10),
    Goal("cold", "national", "3,200 plans, cold", (COLD,), CC, 0.65),
    Goal("rules", "national", "all rules, of that", ("one process", "one process, reading alone"), CC, 0.20),
    Goal("unchanged", "national", "3,200 plans, nothing changed", ("unchanged",), CC, 0.05),
    Goal("yamllint", "peers", "faster than yamllint", ("yamllint",), "planlint", 30, "at least"),
    Goal(
        "check-jsonschema",
        "peers",
        "faster than check-jsonschema",
        ("check-jsonschema",),
        "planlint",
        25,
        "at least",
    ),
    Goal("spectral", "peers", "faster than Spectral", ("spectral",), "planlint", 5, "at least"),
    Goal("ajv", "peers", "against ajv-cli", ("planlint",), "ajv", 1.5),
    Goal("large", "large", "100,000 plans, time a plan", (LARGE,), COLD, 1.15, per_plan=True),
)

MEMORY_GOALS = (
    MemoryGoal("memory", "national", "memory, 3,200 plans", COLD, 250 * MIB),
    MemoryGoal("large-memory", "large", "memory, 100,000 plans", LARGE, 1024 * MIB),
)

SCENES = tuple(dict.fromkeys(goal.scene for goal in GOALS))
