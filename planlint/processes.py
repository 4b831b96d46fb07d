"""One step of work done by several processes: results in the order of the tasks, nothing lost, nothing twice.

What a process leaves behind when it dies is done by the caller; who stops listening leaves no process.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from planlint.frozen import frozen

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

T = TypeVar("T")
R = TypeVar("R")


_AT_HAND = 2
"""Tasks that a process has at a time, so that it need not wait for the next one."""


class Engine(Protocol):
    """What does one step of work for many tasks, wherever; the results come in the order of the tasks."""

    @property
    def width(self) -> int:
        """How many tasks it does at once."""

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """What the work makes of each task; every one is done, and none twice in the results."""


@frozen()
class Processes:
    """Processes of this machine."""

    width: int
    """How many; for 1 the caller does the work itself."""

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """What the work makes of each task."""
        return in_processes(work, tuple(tasks), self.width)


def in_processes(work: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Iterator[R]:
    """What `work` makes of each task, on so many processes; for 1 by the caller itself.

    Work, tasks and results are handed over by pickle, but for forked processes, which inherit the first two.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    from multiprocessing.connection import wait  # not for the many runs of one process

    context = _context()
    workers = []
    under_way: dict[Connection, list[int]] = {}
    """By the line to each process that lives, which tasks it was given."""
    waiting = iter(range(len(tasks)))
    done: dict[int, R] = {}
    lost: set[int] = set()

    def hand_out(line: Connection) -> None:
        number = next(waiting, None)
        under_way[line] += [] if number is None else [number]
        with suppress(OSError):  # of one that died it is known when it is listened to
            line.send(number)

    def listen() -> None:
        for line in cast("list[Connection]", wait(list(under_way))):
            try:
                number, result = line.recv()
            except (EOFError, OSError):
                lost.update(under_way.pop(line))
                line.close()
            else:
                done[number] = result
                under_way[line].remove(number)
                hand_out(line)

    try:
        for _ in range(min(jobs, len(tasks))):
            line, its_line = context.Pipe()
            # What all contexts have in common lacks Process for the type checker alone.
            worker = context.Process(  # type: ignore[attr-defined]
                target=_do, args=(work, tasks, its_line, line), daemon=True
            )
            with uninterrupted():
                worker.start()
            its_line.close()  # held by its process alone, so that its death is the end of the file
            workers.append(worker)
            under_way[line] = []
        for line in [*under_way] * _AT_HAND:
            hand_out(line)
        for number, task in enumerate(tasks):
            while under_way and number not in done and number not in lost:
                listen()
            yield done.pop(number) if number in done else work(task)
    finally:
        for worker in workers:
            worker.terminate()
        for line in under_way:
            line.close()
        for worker in workers:
            worker.join()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes and threads that are started inside never see Ctrl-C; this thread is told of it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield  # Windows: those that can't ignore it by themselves say so
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    """Forking starts at once, but only Linux does it safely, and only where there are no threads."""
    import multiprocessing

    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _do(work: Callable[[T], Any], tasks: Sequence[T], line: Connection, other_end: Connection) -> None:
    """Hand over what is made of each task that is asked for, until nobody listens or asks any more."""
    other_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started this process ends it
    gc.disable()
    try:
        for number in iter(line.recv, None):
            line.send((number, work(tasks[number])))
    except Exception:
        return  # nobody listens; or the listener does the rest, and hears what is wrong with it
