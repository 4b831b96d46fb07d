"""Who the plans are that earlier runs have met, by file: enough to know which of them matter to a run."""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from planlint.cache.folder import HEADS, Folder
from planlint.cache.states import State, Status, planlint_itself
from planlint.cache.unfolding import FAULTS, unfolded

Head = Sequence[Any]
"""Texts and whole numbers, as `planlint.reading.held` makes and reads them."""

_MOST = 4
"""Versions of planlint whose heads are kept."""


class Known(NamedTuple):
    """What an earlier run met in a file."""

    state: State
    head: Head


def read(folder: Folder) -> dict[str, Known]:
    """The plans that are known, by the absolute paths of their files."""
    data = folder.read(HEADS, _name())
    try:
        rows = json.loads(unfolded(data)) if data is not None else []
        return {
            name: Known(State(Status(*status), settled, digest), head)
            for name, *status, settled, digest, head in rows
        }
    except FAULTS:
        return {}


def write(folder: Folder, known: Mapping[str, Known]) -> None:
    """Keep what is known."""
    rows = [[name, *state.status, state.settled, state.digest, head] for name, (state, head) in known.items()]
    folder.write(HEADS, _name(), zlib.compress(json.dumps(rows).encode(), 1))
    folder.trim(HEADS, most=_MOST)


def _name() -> str:
    """Another planlint may read another head from the same file."""
    return hashlib.blake2b(f"{planlint_itself()} {sys.version}".encode(), digest_size=16).hexdigest()
