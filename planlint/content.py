"""Files of folders that nobody vouches for, read whole: regular ones, up to a size, without waiting."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from planlint.words import Words

MAX_FILE = 5_000_000
"""Bytes. What a person wrote is far smaller; a plan of sixty pages is some 50 kB of YAML."""

MAX_FAULTS = 1000
"""Faults that are listed of one file; what a person wrote has fewer."""


Unfitness = Literal["missing", "not-a-file", "too-large", "unreadable"]


class UnfitFileError(Exception):
    """A file is not read, and why."""

    def __init__(self, problem: Words, kind: Unfitness, size: int = 0) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.kind = kind
        self.size = size
        """Bytes, of a file that is too large."""


def read_whole(path: Path, most: int = MAX_FILE) -> bytes:
    """The bytes of a regular file; UnfitFileError where it is none, has more than `most` or can't be read.

    Looked at and read through one descriptor, so that nothing else can take its place in between. Nothing
    here waits: not for the writer of a pipe, nor for a file such as /proc/kmsg that claims to be regular.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnfitFileError(_IRREGULAR, "not-a-file")
            # No more room than it seems to need: that of the largest would be made and given back for each file.
            data: bytes | None = file.read(min(status.st_size, most) + 1)
            if data is None:  # it has nothing to give yet
                raise UnfitFileError(_IRREGULAR, "not-a-file")
            if len(data) > status.st_size:  # what is told may be untrue: of a file under /proc it is 0
                data += file.read(most + 1 - len(data)) or b""
            size = max(status.st_size, len(data))
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        if getattr(error, "errno", None) in _NO_FILE:
            raise UnfitFileError(_IRREGULAR, "not-a-file") from None
        missing = isinstance(error, FileNotFoundError)
        raise UnfitFileError(told_by_system(error), "missing" if missing else "unreadable") from None
    if size > most:
        raise UnfitFileError(too_large(size, most), "too-large", size)
    return data


def too_large(size: int, most: int = MAX_FILE) -> Words:
    """That a file of so many bytes is not read."""
    told = f"{size / 1e6:.1f} MB"
    return Words(
        f"文件过大（{told}，上限 {most // 10**6} MB）",
        f"file too large ({told}, limit {most // 10**6} MB)",
    )


def told_by_system(error: OSError | ValueError) -> Words:
    """What the system says of a file that can't be used; in Chinese where that is common."""
    reason: str = getattr(error, "strerror", None) or str(error)
    return Words(_IN_CHINESE.get(getattr(error, "errno", 0), reason), reason)


_IN_CHINESE: Mapping[int, str] = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.ENOSPC: "磁盘已满",
}
_IRREGULAR = Words("不是普通文件", "not a regular file")
_NO_FILE = (errno.EISDIR, errno.ENXIO, errno.ENODEV)
"""How opening a folder, a socket and a device without a driver fails."""


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
