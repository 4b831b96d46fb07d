"""Plan files read by several processes: each hands its plans over as records, in the order of the files.

What a process can't read as plainly sound, and what it leaves behind when it dies, is read by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from planlint.model import Plan
from planlint.processes import Engine, cores, in_processes
from planlint.reading import held
from planlint.reading.document import Fault, read_bytes
from planlint.reading.held import Packed, packed_of
from planlint.reading.plans import sound_plan, sound_record
from planlint.reading.records import Record, plan_of

CHUNK = 64
"""Files whose plans are handed over at once."""
WORTHWHILE_BYTES = 1_000_000
"""Below this much, some hundred plans, one process is done before others have started."""
COMPRESSED_FROM = 5000
"""Plans that are packed take some 15 KB each, compressed a seventh, for as much time as reading a seventh of them."""

Told = tuple[bytes, Record]
"""A file's bytes and the record of its plan."""


def sound_plans(files: Sequence[tuple[Path, str]], jobs: int) -> Iterator[Plan | None]:
    """The plan of each file where it is plainly sound, else None; a file is its path and the name that reports give it."""
    if jobs <= 1 or len(files) <= CHUNK:
        for path, file in files:
            data = read_bytes(path, file)
            yield None if isinstance(data, Fault) else sound_plan(data, file)
        return
    told = (one for chunk in in_processes(_told_of, _chunks(files), jobs) for one in chunk)
    for (_, file), one in zip(files, told, strict=True):
        yield None if one is None else plan_of(one[1], file, one[0])


def packed_plans(files: Sequence[tuple[Path, str]], jobs: int) -> Iterator[Plan | None]:
    """The same plans with their heads at hand and the rest packed, for more than memory would hold at once."""
    compressed = len(files) >= COMPRESSED_FROM
    work = partial(_packed_of, compressed=compressed)
    return _plans_of(in_processes(work, _chunks(files), jobs), files, compressed=compressed)


def plans_read_by(engine: Engine, files: Sequence[tuple[Path, str]]) -> Iterator[Plan | None]:
    """The same, read here and packed wherever the engine does its work: no one else needs to see the files."""
    packed = engine.each(_packed_of_bytes, map(_bytes_of, _chunks(files)))
    return _plans_of(packed, files, compressed=True)


def _plans_of(
    chunks: Iterable[Sequence[Packed | None]], files: Sequence[tuple[Path, str]], *, compressed: bool
) -> Iterator[Plan | None]:
    names = iter(file for _, file in files)
    for chunk in chunks:
        yield from held.packed_plans(chunk, [*islice(names, len(chunk))], compressed=compressed)


def usual_jobs(paths: Iterable[Path]) -> int:
    """A process for each core, where there is enough to read."""
    size = 0
    for path in paths:
        try:
            size += path.stat().st_size
        except (OSError, ValueError):
            continue  # whoever reads it says why it can't be
    return cores() if size >= WORTHWHILE_BYTES else 1


def _chunks(files: Sequence[tuple[Path, str]]) -> Sequence[Sequence[Path]]:
    paths = [path for path, _ in files]
    return [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]


def _told_of(paths: Sequence[Path]) -> list[Told | None]:
    return [_told(path) for path in paths]


def _packed_of(paths: Sequence[Path], *, compressed: bool) -> list[Packed | None]:
    return packed_of(map(_told, paths), compressed=compressed)


def _bytes_of(paths: Sequence[Path]) -> list[bytes | None]:
    read = (read_bytes(path, "") for path in paths)
    return [None if isinstance(data, Fault) else data for data in read]


def _packed_of_bytes(files: Sequence[bytes | None]) -> list[Packed | None]:
    return packed_of(map(_told_by, files), compressed=True)


def _told(path: Path) -> Told | None:
    data = read_bytes(path, "")
    return None if isinstance(data, Fault) else _told_by(data)


def _told_by(data: bytes | None) -> Told | None:
    record = None if data is None else sound_record(data)
    return None if data is None or record is None else (data, record)
