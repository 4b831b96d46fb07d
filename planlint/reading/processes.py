"""Plan files read by several processes: each hands its plans over as records, in the order of the files.

What a process can't read as plainly sound, and what it leaves behind when it dies, is read by the caller.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.model import Plan
from planlint.reading.document import Fault, read_bytes
from planlint.reading.plans import sound_plan, sound_record
from planlint.reading.records import Record, plan_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

CHUNK = 64
"""Files whose plans are handed over at once."""
WORTHWHILE_BYTES = 1_000_000
"""Below this much, some hundred plans, one process is done before others have started."""

Told = tuple[bytes, Record]
"""A file's bytes and the record of its plan."""


def sound_plans(files: Sequence[tuple[Path, str]], jobs: int | None) -> Iterator[Plan | None]:
    """The plan of each file where it is plainly sound, else None; a file is its path and the name that reports give it.

    Without a number of `jobs` (processes) the size of the files decides.
    """
    jobs = usual_jobs(path for path, _ in files) if jobs is None else jobs
    if jobs <= 1 or len(files) <= CHUNK:
        for path, file in files:
            data = read_bytes(path, file)
            yield None if isinstance(data, Fault) else sound_plan(data, file)
        return
    told = _told_by_processes([path for path, _ in files], jobs)
    for (_, file), one in zip(files, told, strict=True):
        yield None if one is None else plan_of(one[1], file, one[0])


def usual_jobs(paths: Iterable[Path]) -> int:
    """A process for each core, where there is enough to read."""
    size = 0
    for path in paths:
        try:
            size += path.stat().st_size
        except (OSError, ValueError):
            continue  # whoever reads it says why it can't be
    return _cores() if size >= WORTHWHILE_BYTES else 1


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def without_collections() -> Iterator[None]:
    """No search for cycles while much is read and kept: it would walk all of it again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _told_by_processes(paths: Sequence[Path], jobs: int) -> Iterator[Told | None]:
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    context = _context()
    workers = []
    try:
        for number in range(min(jobs, len(chunks))):
            receiver, sender = context.Pipe(duplex=False)
            worker = context.Process(  # type: ignore[attr-defined]
                target=_tell, args=(chunks[number::jobs], sender, receiver), daemon=True
            )
            worker.start()
            sender.close()  # held by its process alone, so that its death is the end of the file
            workers.append((worker, receiver))
        for number, chunk in enumerate(chunks):
            try:
                yield from workers[number % jobs][1].recv()
            except (EOFError, OSError):
                yield from map(_told, chunk)
    finally:
        for worker, receiver in workers:
            receiver.close()
            worker.terminate()
        for worker, _ in workers:
            worker.join()


def _context() -> BaseContext:
    """Forking starts at once, but only Linux does it safely, and only where there are no threads."""
    import multiprocessing

    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _tell(chunks: Sequence[Sequence[Path]], sender: Connection, receiver: Connection) -> None:
    """Hand over the plans of chunks of files, until nobody listens any more."""
    receiver.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started this process ends it
    gc.disable()
    try:
        for chunk in chunks:
            sender.send([_told(path) for path in chunk])
    except BrokenPipeError:
        return


def _told(path: Path) -> Told | None:
    data = read_bytes(path, "")
    record = None if isinstance(data, Fault) else sound_record(data)
    return None if record is None or isinstance(data, Fault) else (data, record)
