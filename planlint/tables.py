"""What our own data files say, worked out beforehand: tables of plain values, each entry good for one content alone."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "tables"
"""`python -m tests.tables` makes them anew."""
UNITS, FORMS, DIVISIONS = "units", "forms", "divisions"
"""What pint knows of the units; what rules, catalogue and presets say; which divisions are known to be sound."""


def known(table: str, data: bytes) -> Any:
    """What a table has on a file of exactly these bytes; None where they are of another file, or changed."""
    return _entries(table).get(content_key(data))


def is_known_size(table: str, size: int) -> bool:
    """Whether a table may know a file of so many bytes: what it can't know need not be read for that."""
    return size in _sizes(table)


def content_key(data: bytes) -> str:
    """By which a content is known again: its length in bytes and its SHA-256."""
    return f"{len(data)}-{hashlib.sha256(data).hexdigest()}"


@cache
def _sizes(table: str) -> frozenset[int]:
    return frozenset(int(key.partition("-")[0]) for key in _entries(table))


@cache
def _entries(table: str) -> dict[str, Any]:
    entries: dict[str, Any] = json.loads((FOLDER / f"{table}.json").read_bytes())
    return entries
