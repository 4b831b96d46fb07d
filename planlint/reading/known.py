"""Files that were read beforehand: our own rules, catalogue and presets, wherever a copy of them stands."""

from __future__ import annotations

import stat
from functools import cached_property
from pathlib import Path
from typing import Any

from planlint import tables
from planlint.content import UnfitFileError, read_whole
from planlint.reading.document import Document, Fault, Mapping, read_document


class KnownDocument(Document):
    """A sound file of known content; read as YAML only where something in it is to be pointed at."""

    told: dict[str, Any]
    """What it says, as dicts, lists and texts."""
    _path: Path

    def __init__(self, path: Path, file: str, told: dict[str, Any]) -> None:
        for name, value in (("file", file), ("_path", path), ("told", told)):
            object.__setattr__(self, name, value)  # the base is frozen

    @property
    def kind(self) -> str:
        """The top key, which tells what kind of file it is."""
        return next(iter(self.told))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """None: it would not be known otherwise."""
        return ()

    @property
    def top(self) -> Mapping | None:
        """Its nodes."""
        return self._whole.top

    @property
    def lines(self) -> tuple[str, ...]:
        """Its text, line by line."""
        return self._whole.lines

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self._whole.data

    @cached_property
    def _whole(self) -> Document:
        return read_document(self._path, self.file)


def known_document(path: Path, file: str) -> KnownDocument | None:
    """A file as it was read beforehand, None where its content is not one of the known ones."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or not tables.is_known_size(tables.FORMS, status.st_size):
            return None
        told = tables.known(tables.FORMS, read_whole(path))
    except (OSError, ValueError, UnfitFileError):  # ValueError: a path with a NUL
        return None
    return None if told is None else KnownDocument(path, file, told)
