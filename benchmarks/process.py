"""Whole processes, measured: seconds, and the memory of a process with its children."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import IO


def nothing() -> None:
    """No preparation."""


@dataclass(frozen=True)
class Command:
    """A process that is measured."""

    name: str
    argv: tuple[str, ...]
    folder: Path
    """Its working directory."""
    accepted: tuple[int, ...] = (0,)
    """Exit statuses that mean that it did its work."""
    before: Callable[[], object] = nothing
    """What has to be done before each run; not measured."""
    environment: Mapping[str, str] = field(default_factory=dict)


class CommandError(RuntimeError):
    """A measured process that did not do its work."""


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment without what changes how fast Python starts, as users have it."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV")
    kept = {key: value for key, value in os.environ.items() if key not in left_out}
    return {**kept, "LC_ALL": "C.UTF-8", **extra}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took, its children included."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of all cores: what others do on the machine matters less to it."""


def timed(command: Command) -> Run:
    """One run. Raises CommandError."""
    command.before()
    with TemporaryFile() as errors:
        started = time.perf_counter()
        process = _start(command, errors)
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        _must_have_worked(command, process.returncode, errors.read())
    return Run(taken, used.ru_utime + used.ru_stime)


def peak_memory(command: Command) -> int:
    """The greatest memory of the process and its children together, in bytes; shared pages are shared out."""
    command.before()
    process = _start(command, None)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_proportional_bytes, _family(process.pid))))
        time.sleep(0.02)
    _must_have_worked(command, process.returncode, b"")
    return peak


def interleaved(
    commands: Sequence[Command], rounds: int, told: Callable[[str], object]
) -> dict[str, tuple[Run, ...]]:
    """The runs of every command by name: in each round all of them, in every second round from the last."""
    taken: dict[str, list[Run]] = {command.name: [] for command in commands}
    for number in range(rounds):
        for command in commands if number % 2 == 0 else reversed(commands):
            told(f"{number + 1}/{rounds} {command.name}")
            taken[command.name].append(timed(command))
    return {name: tuple(each) for name, each in taken.items()}


def medians(taken: Mapping[str, Sequence[Run]]) -> dict[str, Run]:
    """The middle run of each, by wall time and by CPU time apart."""
    return {
        name: Run(median(run.wall for run in runs), median(run.cpu for run in runs))
        for name, runs in taken.items()
    }


def _start(command: Command, errors: IO[bytes] | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command.argv,
        cwd=command.folder,
        env=clean_environment(command.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors or subprocess.DEVNULL,
    )


def _must_have_worked(command: Command, status: int, complaint: bytes) -> None:
    if status not in command.accepted:
        said = complaint.decode(errors="replace")[-500:]
        raise CommandError(f"{command.name}: exit status {status}: {' '.join(command.argv)}\n{said}")


def _family(pid: int) -> list[int]:
    """A process and all that it started, directly or not."""
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _proportional_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
