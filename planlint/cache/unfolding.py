"""Compressed entries, whoever wrote them: at most so many bytes, or a fault that a reader expects."""

from __future__ import annotations

import zlib

from planlint.cache.folder import MAX_ENTRY

FAULTS = (ValueError, TypeError, KeyError, RecursionError, MemoryError, zlib.error)
"""What reading an entry raises that planlint hasn't written."""


def unfolded(data: bytes) -> bytes:
    """At most as much as an entry may hold: a small file may unfold into a large one."""
    unfolding = zlib.decompressobj()
    found = unfolding.decompress(data, MAX_ENTRY)
    if not unfolding.eof:
        raise ValueError("an entry that is cut off, or too large")
    return found
