"""How what a run rests on is known again: files, listings, planlint itself, the packages beside it."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planlint.files import real, yaml_names

MAX_SEEN = 20_000_000
"""Bytes of a file; what is larger is never read by a run."""
_LULL = 2 * 10**9
"""Nanoseconds: what changed so recently may change again without a new time (FAT counts in steps of 2 s)."""


class Status(NamedTuple):
    """What a file system says of a file; unchanged, its content is too, if it wasn't written just then."""

    size: int
    changed: int
    """Time of its content in nanoseconds."""
    touched: int
    """Time of its node in nanoseconds, which nobody can set back."""
    node: int


class State(NamedTuple):
    """A file at some moment."""

    status: Status
    settled: bool
    """Whether it had not changed for so long that any later change shows in its status."""
    digest: str
    """Of its content."""


def status_of(path: str) -> Status | None:
    """The status of a regular file, None where there is none, or none that a run reads."""
    try:
        found = os.stat(path)  # noqa: PTH116 (texts: some thousands of them)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_SEEN:
        return None
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_settled(status: Status, now: int) -> bool:
    """Whether a file hasn't changed for a while at a time (in nanoseconds)."""
    return max(status.changed, status.touched) < now - _LULL


def digest_of(path: str) -> str | None:
    """The digest of a regular file's content, None where it can't be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_SEEN:
            return None
        return hashlib.blake2b(os.read(descriptor, found.st_size + 1), digest_size=16).hexdigest()
    except OSError:
        return None
    finally:
        os.close(descriptor)


def state_of(path: str) -> State | None:
    """A file as it is now, None where it can't be read or changes meanwhile."""
    before = status_of(path)
    if before is None:
        return None
    settled = is_settled(before, time.time_ns())
    digest = digest_of(path)
    return State(before, settled, digest) if digest is not None and status_of(path) == before else None


class Listing(NamedTuple):
    """Which YAML files are under a path."""

    files: tuple[tuple[str, bool], ...]
    """Their paths, each with whether it is a link."""
    digest: str
    """Of the files, and of where links among them lead."""


def listing_of(path: str) -> Listing:
    """Which YAML files are under a path now."""
    files = tuple(yaml_names(path))
    found = [real(path), *(f"{name}\0{real(name)}" if link else name for name, link in files)]
    data = "\0\n".join(found).encode("utf-8", "surrogatepass")
    return Listing(files, hashlib.blake2b(data, digest_size=16).hexdigest())


class Seen:
    """Folders and files as a run saw them when it first looked: all that it does later rests on that."""

    def __init__(self) -> None:
        self._since = time.time_ns()
        self._listings: dict[str, Listing] = {}
        self._statuses: dict[str, Status | None] = {}

    def listing(self, path: str) -> Listing:
        """Which YAML files are under a path."""
        if path not in self._listings:
            self._listings[path] = listing_of(path)
        return self._listings[path]

    def status(self, path: str) -> Status | None:
        """The status of a file."""
        if path not in self._statuses:
            self._statuses[path] = status_of(path)
        return self._statuses[path]

    def was_settled(self, status: Status) -> bool:
        """Whether a file hadn't changed for a while when it was first looked at."""
        return is_settled(status, self._since)


def planlint_itself() -> str:
    """A digest of the state of planlint's own code and data, without reading them."""
    return _digest(_inside(str(Path(__file__).parent.parent)))


def packages() -> str:
    """A digest of which packages Python finds, by what installers leave beside them."""
    return _digest(line for folder in sys.path for line in _installed(folder or os.curdir))


def _installed(folder: str) -> Iterator[str]:
    yield folder
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entry.name for entry in entries if entry.name.endswith(_LEFT))
    except OSError:
        yield str(status_of(folder))  # a zip file, or nothing
        return
    for name in inside:
        path = f"{folder}/{name}"
        yield f"{name} {status_of(path)} {status_of(f'{path}/METADATA')} {status_of(f'{path}/entry_points.txt')}"


_LEFT = (".dist-info", ".egg-info", ".egg-link", ".pth")


def _inside(folder: str) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if not entry.is_dir():
                    found = entry.stat()
                    yield f"{entry.path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
                elif entry.name != "__pycache__":
                    waiting.append(entry.path)


def _digest(lines: Iterator[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
