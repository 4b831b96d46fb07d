"""An engine on a dask cluster: the same steps as on this machine's processes. Only this module knows dask."""

from __future__ import annotations

import logging
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

from planlint.processes import uninterrupted

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks handed over for each one that can be done at once; more would only fill the scheduler's memory."""


class Cluster:
    """The workers of a dask scheduler."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def width(self) -> int:
        """How many threads all workers have."""
        threads: dict[str, int] = self._client.nthreads()
        return max(sum(threads.values()), 1)

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """What the work makes of each task, in order; what no worker lives to finish is done here."""
        waiting: deque[tuple[Future[R], T]] = deque()
        try:
            for task in tasks:
                waiting.append((self._submit(work, task), task))
                if len(waiting) >= AHEAD * self.width:
                    yield _done(work, *waiting.popleft())
            while waiting:
                yield _done(work, *waiting.popleft())
        finally:
            for future, _ in waiting:
                future.cancel()

    def _submit(self, work: Callable[[T], R], task: T) -> Future[R]:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")  # a part with its plans is large
            return self._client.submit(work, task, pure=False)


@contextmanager
def cluster(scheduler: str | None, jobs: int) -> Iterator[Cluster]:
    """The cluster of a scheduler (`tcp://…`), else one of so many processes of this machine while it is needed.

    Raises ImportError where dask.distributed is not installed, OSError where the scheduler does not answer.
    """
    from multiprocessing import resource_tracker

    from distributed import Client, LocalCluster

    if scheduler is not None:
        with Client(scheduler, set_as_default=False) as client:
            yield Cluster(client)
        return
    with ExitStack() as stack:
        # dask logs, with tracebacks, that its workers end in the middle of something, which is what Ctrl-C means.
        logging.disable(logging.CRITICAL)
        stack.callback(logging.disable, logging.NOTSET)
        resource_tracker.ensure_running()  # it would lift what keeps Ctrl-C from processes started after it
        with uninterrupted():
            local = LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                # dask starts an HTTP server in any case, by default at a port that may be taken, of which it warns.
                dashboard_address="127.0.0.1:0",
                scheduler_kwargs={"dashboard": False},
                silence_logs=logging.CRITICAL,
            )
            client = Client(stack.enter_context(local), set_as_default=False)
            stack.enter_context(client)
        yield Cluster(client)


def _done(work: Callable[[T], R], future: Future[R], task: T) -> R:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        result: R = future.result()
    except (KilledWorker, CancelledError):
        result = work(task)
    return result
