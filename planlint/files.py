"""Which files there are: the configuration upward of a place, and the YAML files under a path.

Imports nothing of weight: whether a run's files are still what they were is asked before anything else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

CONFIG_NAME = "planlint.yaml"
CASES = (".cases.yaml", ".cases.yml")
ENDINGS = (".yaml", ".yml")


Listed = Iterable[tuple[str, bool]]
"""Files by their paths, each with whether it is a link."""


class Memory(Protocol):
    """What earlier runs have left; it is told of each place that a run looks at, before the run looks.

    Files are texts, not paths, for there are some thousands of them.
    """

    def folder(self, path: Path) -> Listed:
        """The YAML files under a path, as the run is to see them."""

    def file(self, path: str) -> None:
        """A file is read."""

    def presence(self, path: Path) -> None:
        """It is asked whether something is there."""

    def head(self, path: str) -> Sequence[Any] | None:
        """The head of the sound plan that a file holds, as it was given to `keep_head`, if that is known."""

    def keep_head(self, path: str, head: Sequence[Any]) -> None:
        """A file holds a sound plan with this head."""

    def reads(self, paths: Iterable[str]) -> None:
        """Of the plans whose heads were known the run reads no others."""

    def content(self, path: str) -> str | None:
        """A digest of a file that the run has looked at, None where that is not known."""

    def surroundings(self) -> str | None:
        """A digest of planlint and of all that the run has looked at beside the plans with heads, if that is known."""

    def told(self, key: str) -> bytes | None:
        """What `keep_told` was given by that name in an earlier run."""

    def keep_told(self, key: str, told: bytes) -> None:
        """Something was worked out, by a name that holds all that it follows from."""


class _NoMemory:
    def folder(self, path: Path) -> Listed:
        return yaml_names(str(path))

    def file(self, path: str) -> None: ...

    def presence(self, path: Path) -> None: ...

    def head(self, path: str) -> None: ...

    def keep_head(self, path: str, head: Sequence[Any]) -> None: ...

    def reads(self, paths: Iterable[str]) -> None: ...

    def content(self, path: str) -> None: ...

    def surroundings(self) -> None: ...

    def told(self, key: str) -> None: ...

    def keep_told(self, key: str, told: bytes) -> None: ...


NO_MEMORY: Memory = _NoMemory()
"""Of a run that knows of no other."""


def working_directory() -> str | None:
    """The working directory, None where it is gone."""
    try:
        return os.getcwd()  # noqa: PTH109 (a text)
    except FileNotFoundError:
        return None


def find_config(start: Path) -> Path | None:
    """The nearest `planlint.yaml` in the folder or above it."""
    folder = start if is_folder(start) else start.parent
    for candidate in (folder, *folder.parents):
        file = candidate / CONFIG_NAME
        if os.path.lexists(file) and not is_folder(file):
            return file
    return None


class RealNames:
    """The names without links of many files in few folders."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, name: str, *, link: bool) -> str:
        """The name by which a file is known again, if it is known whether it is itself a link."""
        folder, _, last = name.rpartition(os.sep)
        if link or not folder:
            return real(name)
        if folder not in self._folders:
            self._folders[folder] = os.path.join(real(folder), "")  # noqa: PTH118 (a text to be added to)
        return self._folders[folder] + last


def yaml_names(path: str) -> Listed:
    """The YAML files under a path in a stable order: no dotfiles, no rule cases, no links to folders."""
    waiting = [(path, os.path.islink(path), True)]  # noqa: PTH114 (texts: some thousands of them)
    while waiting:
        here, link, may_be_folder = waiting.pop()
        if not may_be_folder:
            yield here, link
            continue
        try:
            with os.scandir(here) as entries:
                inside = sorted(filter(_is_followed, entries), key=_name, reverse=True)
            found = [(one.path, one.is_symlink(), one.is_dir(follow_symlinks=False)) for one in inside]
        except (OSError, ValueError):
            yield here, link  # a file; or a folder that can't be listed, and reading it says why
            continue
        waiting += found


def real(path: Path | str) -> str:
    """The path without links, by which a file is known again; loops and impossible names as they are."""
    try:
        return os.path.realpath(path)
    except ValueError:
        return str(path)


def is_folder(path: Path) -> bool:
    """Whether a folder is there, at the end of links too."""
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises for loops of links and overlong names)


def is_yaml_name(name: str) -> bool:
    """Whether a file of this name is read where its folder is: YAML, and no cases of a rule; capitals are no matter."""
    return name.lower().endswith(ENDINGS) and not is_cases_name(name)


def is_cases_name(name: str) -> bool:
    """Whether a file of this name holds a rule's cases."""
    return name.lower().endswith(CASES)


_name = attrgetter("name")


def _is_followed(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    if name.startswith("."):
        return False
    if entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 (as above)
        return False
    return entry.is_dir(follow_symlinks=False) or is_yaml_name(name)
