"""Scenes to measurements to goals: what was reached, as a table and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import goals
from benchmarks.goals import GOALS, MEMORY_GOALS, MIB, Goal, MemoryGoal
from benchmarks.process import Run, interleaved, medians, peak_memory
from benchmarks.scenes import Scene, Stage

_PLANS = {goals.COLD: 3200, goals.LARGE: 100_000}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal and what was measured."""

    id: str
    work: str
    goal: str
    measured: str
    value: float
    cpu: float | None
    """The same ratio by CPU time; None of memory."""
    met: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """All that one scene gave."""

    scene: str
    rounds: int
    runs: Mapping[str, Sequence[Run]]
    """By command."""
    medians: Mapping[str, Run]
    memory: Mapping[str, int]
    """Peak of a process and its children together, in bytes."""


def measure(scene: Scene, rounds: int | None, told: Callable[[str], object]) -> Measured:
    """Run a scene's commands in turn, then once more those whose memory counts."""
    count = rounds or scene.rounds
    taken = interleaved(scene.commands, count, told)
    memory = {}
    for command in scene.commands:
        if command.name in scene.memory_of:
            told(f"memory of {command.name}")
            memory[command.name] = peak_memory(command)
    return Measured(scene.name, count, taken, medians(taken), memory)


def outcomes(measured: Measured) -> Iterator[Outcome]:
    """The goals that a scene decides; those whose commands could not be had are left out."""
    for goal in GOALS:
        if goal.scene == measured.scene and {*goal.over, goal.under} <= measured.medians.keys():
            yield _of_ratio(goal, measured.medians)
    for limit in MEMORY_GOALS:
        if limit.scene == measured.scene:
            yield _of_memory(limit, measured.memory[limit.command])


def _of_ratio(goal: Goal, taken: Mapping[str, Run]) -> Outcome:
    wall = _ratio(goal, {name: run.wall for name, run in taken.items()})
    cpu = _ratio(goal, {name: run.cpu for name, run in taken.items()})
    sign = "≤" if goal.sense == "at most" else "≥"
    base = f" × {goal.under}" if goal.sense == "at most" else " ×"
    said = f"{sign} {goal.limit:g}{base}"
    return Outcome(goal.id, goal.work, said, f"{wall:.3g}", wall, cpu, goal.is_met(wall))


def _ratio(goal: Goal, taken: Mapping[str, float]) -> float:
    first, *less = (taken[name] for name in goal.over)
    over, under = first - sum(less), taken[goal.under]
    if goal.per_plan:
        over, under = over / _PLANS[goal.over[0]], under / _PLANS[goal.under]
    return over / under


def _of_memory(goal: MemoryGoal, peak: int) -> Outcome:
    said = f"{peak / MIB:.0f} MiB"
    return Outcome(
        goal.id, goal.work, f"≤ {goal.limit / MIB:.0f} MiB", said, peak / MIB, None, peak <= goal.limit
    )


def table(found: Sequence[Outcome]) -> str:
    """The outcomes as a table in Markdown."""
    lines = ["| work | goal | measured | by CPU time | |", "|---|---|---|---|---|"]
    for one in found:
        cpu = "" if one.cpu is None else f"{one.cpu:.3g}"
        met = "met" if one.met else "not met"
        lines.append(f"| {one.work} | {one.goal} | {one.measured} | {cpu} | {met} |")
    return "\n".join(lines) + "\n"


def report(all_measured: Sequence[Measured], stage: Stage) -> dict[str, object]:
    """Everything that was measured, and on what."""
    return {
        "machine": {"cpu": _cpu(), "cores": os.cpu_count(), "system": platform.platform()},
        "versions": stage.versions,
        "outcomes": [asdict(one) for measured in all_measured for one in outcomes(measured)],
        "scenes": [asdict(measured) for measured in all_measured],
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
