"""What a run printed, kept with all that it rests on, and printed again while nothing of that has changed.

The types of this package are named tuples, not dataclasses: these take longer to make than all the rest of a
run whose answer is known.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from planlint.cache import heads
from planlint.cache.folder import ANSWERS, MAX_ENTRY, MAX_PARTS, PARTS, Folder
from planlint.cache.states import (
    Seen,
    State,
    Status,
    digest_of,
    packages,
    planlint_itself,
    state_of,
    status_of,
)
from planlint.cache.unfolding import FAULTS, unfolded
from planlint.files import Listed

_HEAD = 8
"""Bytes that say how long the first part of an entry is."""
_HEADS_FOR_A_PLAN = 200
"""So many heads are written in the time in which a plan is read."""


class Answer(NamedTuple):
    """What a run prints on standard output, and its exit status."""

    text: str
    for_programs: bool
    """Written as UTF-8 whatever the terminal's encoding."""
    status: int
    lasting: bool = True
    """Whether it follows from what the run looked at alone, to the end."""
    after: str | None = None
    """It is right only after this day (`YYYY-MM-DD`) …"""
    until: str | None = None
    """… and up to this one."""
    remark: str | None = None
    """Said on standard error behind it."""

    def is_right_on(self, day: date) -> bool:
        """Whether the run would say the same on a day, as far as that depends on the day."""
        now = day.isoformat()
        return (self.after is None or self.after < now) and (self.until is None or now <= self.until)


def key_of(command: str, options: str) -> str:
    """Names the answer to a command with all its options: what is asked, where, and of which planlint."""
    asked = [
        command,
        options,
        os.getcwd(),  # noqa: PTH109 (a text)
        sys.version,
        planlint_itself(),
        packages(),
    ]
    return hashlib.blake2b(json.dumps(asked).encode(), digest_size=16).hexdigest()


class Recorder:
    """Remembers what a run looks at, as it was before the run looked; knows the plans that earlier runs met."""

    def __init__(self, folder: Folder, seen: Seen) -> None:
        self._cache = folder
        self._seen = seen
        self._today = date.today()
        self._folders: dict[str, str] = {}
        self._files: dict[str, tuple[Status | None, str | None]] = {}
        self._present: dict[str, bool] = {}
        self._known = heads.read(folder)
        self._met: dict[str, heads.Head] = {}
        self._plans: set[str] = set()
        """The files of plans with heads."""
        self._by_head: set[str] = set()
        """Those whose heads were known."""
        self._untouched: set[str] = set()
        """Those of them that the run never reads: nothing rests on what becomes of them while it is at work."""
        self._contents: dict[str, str | None] = {}
        self._told: dict[str, bytes] = {}

    def folder(self, path: Path) -> Listed:
        """Remember which YAML files are under a path: those that the run looks at."""
        listing = self._seen.listing(str(path))
        self._folders[str(path)] = listing.digest
        return listing.files

    def file(self, path: str) -> None:
        """Remember the state of a file; only what changed just now must be read for that."""
        if path not in self._files:
            status = self._seen.status(path)
            recent = status is not None and not self._seen.was_settled(status)
            self._files[path] = status, digest_of(path) if recent else None

    def presence(self, path: Path) -> None:
        """Remember whether something is there."""
        self._present.setdefault(str(path), os.path.lexists(path))

    def head(self, path: str) -> heads.Head | None:
        """The head of the plan in a file whose content is the one that an earlier run met."""
        known = self._known.get(path)
        if known is None or self.content(path) != known.state.digest:
            return None
        self._plans.add(path)
        self._by_head.add(path)
        return known.head

    def keep_head(self, path: str, head: heads.Head) -> None:
        """A plan was read from a file."""
        self._met[path] = head
        self._plans.add(path)

    def reads(self, paths: Iterable[str]) -> None:
        """The run rests on no more than heads and digests of all other plans whose heads were known."""
        self._untouched = self._by_head.difference(paths)

    def content(self, path: str) -> str | None:
        """The digest of a file that the run has looked at."""
        if path not in self._files:
            return None
        if path not in self._contents:
            status, digest = self._files[path]
            told = self._state_by_status(path)
            digest = told.digest if told is not None else digest
            self._contents[path] = digest or (digest_of(path) if status is not None else None)
        return self._contents[path]

    def surroundings(self) -> str:
        """A digest of planlint, and of all that the run has looked at beside the plans with heads."""
        others = sorted(self._files.keys() - self._plans)
        seen = [(name, self.content(name)) for name in others]
        around = [sys.version, planlint_itself(), packages(), seen, sorted(self._present.items())]
        return hashlib.blake2b(json.dumps(around).encode(), digest_size=16).hexdigest()

    def told(self, key: str) -> bytes | None:
        """What an earlier run kept by that name."""
        data = self._cache.read(PARTS, key)
        try:
            return None if data is None else unfolded(data)
        except FAULTS:
            return None

    def keep_told(self, key: str, told: bytes) -> None:
        """Keep something, once it is certain that nothing has changed while it was worked out."""
        self._told[key] = zlib.compress(told, 1)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer, if nothing has changed while it was worked out."""
        if not answer.lasting or date.today() != self._today:
            return
        files = self._unchanged_files()
        if files is None:
            return
        if not _still(self._present):
            return
        _write(self._cache, key, _Entry(answer, self._folders, self._present, files))
        for name, told in self._told.items():
            self._cache.write(PARTS, name, told)
        if self._told:
            self._cache.trim(PARTS, most=MAX_PARTS)
        self._keep_heads(files)

    def _keep_heads(self, files: dict[str, State]) -> None:
        """Keep what is known of plans, unless that takes longer than to read again the few that are not known."""
        new: dict[str, heads.Known] = {}
        for name, known in self._known.items():
            state = files.get(name, known.state)
            if state is not known.state and state.digest == known.state.digest and state != known.state:
                new[name] = heads.Known(state, known.head)
        for name, head in self._met.items():
            if name in files and (met := heads.Known(files[name], head)) != self._known.get(name):
                new[name] = met
        if len(new) * _HEADS_FOR_A_PLAN > len(self._known):
            left = {name: known for name, known in self._known.items() if os.path.lexists(name)}
            heads.write(self._cache, left | new)

    def _unchanged_files(self) -> dict[str, State] | None:
        found: dict[str, State] = {}
        for name, (status, digest) in self._files.items():
            told = self._state_by_status(name)
            if told is not None and (name in self._untouched or status_of(name) == status):
                found[name] = told
                continue
            state = state_of(name)
            if state is None or state.status != status or digest not in (None, state.digest):
                return None
            found[name] = state
        return found

    def _state_by_status(self, name: str) -> State | None:
        """The state of a file at the first look, where it has it still if its status is the same."""
        status, _ = self._files[name]
        known = self._known.get(name)
        if known is not None and known.state.settled and known.state.status == status:
            return known.state
        content = self._contents.get(name)
        if status is None or content is None or not self._seen.was_settled(status):
            return None
        return State(status, True, content)


def replayed(folder: Folder, key: str, seen: Seen) -> Answer | None:
    """The kept answer to a question, None where there is none or anything that it rests on has changed."""
    data = folder.read(ANSWERS, key)
    if data is None:
        return None
    try:
        entry = _entry(data)
    except FAULTS:
        return None
    if not entry.answer.is_right_on(date.today()) or not _still(entry.present):
        return None
    if any(seen.listing(name).digest != digest for name, digest in entry.folders.items()):
        return None
    renewed: dict[str, State] = {}
    for name, state in entry.files.items():
        if state.settled and seen.status(name) == state.status:
            continue
        now = state_of(name)
        if now is None or now.digest != state.digest:
            return None
        if now != state:
            renewed[name] = now
    if renewed:
        _write(folder, key, _Entry(entry.answer, entry.folders, entry.present, entry.files | renewed))
    return entry.answer


class _Entry(NamedTuple):
    answer: Answer
    folders: dict[str, str]
    present: dict[str, bool]
    files: dict[str, State]


def _still(present: dict[str, bool]) -> bool:
    """Whether the same paths lead anywhere."""
    return all(os.path.lexists(name) is there for name, there in present.items())


def _write(folder: Folder, key: str, entry: _Entry) -> None:
    answer = entry.answer
    head = {
        "for_programs": answer.for_programs,
        "status": answer.status,
        "after": answer.after,
        "until": answer.until,
        "remark": answer.remark,
        "folders": entry.folders,
        "present": entry.present,
        "files": [[name, *state.status, state.settled, state.digest] for name, state in entry.files.items()],
    }
    text = answer.text.encode("utf-8", "surrogatepass")
    if len(text) <= MAX_ENTRY:
        first = zlib.compress(json.dumps(head).encode(), 1)
        folder.write(ANSWERS, key, len(first).to_bytes(_HEAD) + first + zlib.compress(text, 1))
        folder.trim(ANSWERS)


def _entry(data: bytes) -> _Entry:
    """An entry that was written by `_write`; raises ValueError and its like for any other."""
    end = _HEAD + int.from_bytes(data[:_HEAD])
    head = json.loads(unfolded(data[_HEAD:end]))
    text = unfolded(data[end:]).decode("utf-8", "surrogatepass")
    answer = Answer(
        text,
        head["for_programs"],
        head["status"],
        after=head["after"],
        until=head["until"],
        remark=head["remark"],
    )
    files = {
        name: State(Status(*status), settled, digest) for name, *status, settled, digest in head["files"]
    }
    return _Entry(answer, head["folders"], head["present"], files)
