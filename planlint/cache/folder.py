"""The cache's folder: where it is, that it is ours, sealed entries, and their bounded number.

Whatever goes wrong here, a damaged entry, a full disk, a folder that can't be written, is a run without a
cache, never an error. A seal depends on the folder itself: an entry that came from elsewhere, with a clone or
from somebody else's hand, is no entry. Nothing is ever executed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from planlint.files import find_config

NAME = ".planlint_cache"
ANSWERS = "answers"
"""The folder's part that holds what runs printed."""
HEADS = "heads"
"""Its part that holds who the plans are that runs have met."""
PARTS = "parts"
"""Its part that holds what was told of some plans and all that they depend on."""
MAX_ENTRY = 64_000_000
"""Bytes of an entry; larger ones are not kept."""
MAX_ANSWERS = 64
MAX_PARTS = 4096
MAX_PART = 128_000_000
"""Bytes of all entries of a part; the oldest go first."""

_FORMAT = "1"
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder was made by planlint and is safe to delete.\n"
)
"""What backup programs look for (bford.info/cachedir)."""
_IGNORE = ".gitignore"
_PART = ".part"
_SEAL = 32


class Folder(NamedTuple):
    """A cache folder that is ours to read and write."""

    path: Path
    secret: bytes
    """Depends on the folder itself; what was written for another folder doesn't fit its seals."""

    def read(self, part: str, name: str) -> bytes | None:
        """An entry as it was written, None where there is none or it is damaged."""
        sealed = _read(self.path / part / name)
        if sealed is None or sealed[:_SEAL] != self._seal(part, name, sealed[_SEAL:]):
            return None
        return sealed[_SEAL:]

    def write(self, part: str, name: str, data: bytes) -> None:
        """Write an entry whole, where that is possible."""
        if len(data) > MAX_ENTRY:
            return
        with suppress(OSError):
            (self.path / part).mkdir(exist_ok=True)
            if (self.path / part).is_symlink():
                return
            _write(self.path / part / name, self._seal(part, name, data) + data)

    def trim(self, part: str, most: int = MAX_ANSWERS, size: int = MAX_PART) -> None:
        """Remove the oldest entries of a part beyond a number and a size."""
        found = _entries(self.path / part)
        if len(found) <= most and sum(status.st_size for _, status in found) <= size:
            return
        kept = 0
        for number, (path, status) in enumerate(sorted(found, key=_newest_first)):
            kept += status.st_size
            if number >= most or kept > size:
                with suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 (a text: some thousands of them)

    def _seal(self, part: str, name: str, data: bytes) -> bytes:
        about = f"{part}/{name}".encode()
        return hashlib.blake2b(data, key=self.secret, digest_size=_SEAL, person=_short(about)).digest()


def configurations(paths: Iterable[Path], config_file: Path | None) -> tuple[Path, ...]:
    """The configuration that a run will use: the named one, else the nearest upward; several are too many."""
    if config_file is not None:
        return (Path(os.path.abspath(config_file)),)
    starts = [Path(os.path.abspath(path)) for path in paths] or [Path.cwd()]
    return tuple(sorted({file for file in map(find_config, starts) if file is not None}))


def place(found: tuple[Path, ...], chosen: Path | None) -> Path:
    """Where a run's cache is: where it was told, else beside the configuration, else in the working folder."""
    if chosen is not None:
        return Path(os.path.realpath(chosen))
    return (found[0].parent if found and found[0].is_file() else Path.cwd()) / NAME


def opened(path: Path) -> Folder | None:
    """The folder, made where there is none; None where it is not ours or can't be used."""
    try:
        found = _bound(path)
        if found is None and _made(path):
            found = _bound(path)
    except (OSError, ValueError):  # ValueError: a path with a NUL
        return None
    return found


def held(path: Path) -> Folder | None:
    """The folder where there is one that is ours."""
    try:
        return _bound(path)
    except (OSError, ValueError):
        return None


def sizes(folder: Folder) -> tuple[int, int]:
    """Number and bytes of the files that the folder keeps."""
    found = [status for part in _parts(folder.path) for _, status in _entries(part)]
    return len(found), sum(status.st_size for status in found)


def clear(folder: Folder) -> None:
    """Remove all that planlint has put into the folder, and the folder where nothing else is in it.

    Raises OSError where that is not allowed.
    """
    for part in _parts(folder.path):
        for path, _ in _entries(part):
            Path(path).unlink(missing_ok=True)
        with suppress(OSError):
            part.rmdir()
    for name in (_IGNORE, _TAG):
        (folder.path / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.path.rmdir()


def _parts(path: Path) -> tuple[Path, ...]:
    return (path / ANSWERS, path / HEADS, path / PARTS)


def _bound(path: Path) -> Folder | None:
    """The folder with its secret; None where it isn't there. A link, or another's folder, is none of ours."""
    try:
        status = path.lstat()
        tag = (path / _TAG).lstat()
    except FileNotFoundError:
        return None
    ours = stat.S_ISDIR(status.st_mode) and stat.S_ISREG(tag.st_mode) and tag.st_size == len(_TAG_TEXT)
    user = os.geteuid() if hasattr(os, "geteuid") else None
    if not ours or (user is not None and {status.st_uid, tag.st_uid} != {user}):
        return None
    # Nobody who packs a folder knows which node the tag will be where it is unpacked, nor the instant.
    bound = f"{_FORMAT} {user} {tag.st_ino} {tag.st_ctime_ns}".encode()
    return Folder(path, hashlib.blake2b(bound, digest_size=_SEAL).digest())


def _made(path: Path) -> bool:
    """Make the folder; never in one that holds anything else."""
    path.mkdir(exist_ok=True, parents=True)
    inside = {entry.name for entry in os.scandir(path) if not entry.name.endswith(_PART)}
    if path.is_symlink() or not inside <= {_IGNORE, ANSWERS, HEADS, PARTS}:
        return False
    if _IGNORE not in inside:
        _write(path / _IGNORE, b"*\n")
    _write(path / _TAG, _TAG_TEXT.encode())
    return True


_Entry = tuple[str, os.stat_result]
"""The path of an entry, and what the file system says of it."""


def _newest_first(entry: _Entry) -> tuple[int, str]:
    path, status = entry
    return -status.st_mtime_ns, path


def _entries(part: Path) -> list[_Entry]:
    """The entries of a part and what was left of interrupted ones."""
    found: list[_Entry] = []
    with suppress(OSError):
        if part.is_symlink():
            return []
        for entry in os.scandir(part):
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    found.append((entry.path, entry.stat(follow_symlinks=False)))
    return found


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file; a pipe would never answer, a link may lead anywhere."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_ENTRY + _SEAL:
            return None
        return os.read(descriptor, status.st_size)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; without waiting for the disk, for a torn entry is none."""
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_PART)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(name, path)  # noqa: PTH105 (no Path is at hand)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 (the same)
        raise


def _short(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).digest()
