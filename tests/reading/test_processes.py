"""Several processes read what one would have read, in its order, and leave nothing behind."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from planlint import processes
from planlint.model import Plan
from planlint.processes import in_processes, without_collections
from planlint.project import load
from planlint.reading.processes import CHUNK, WORTHWHILE_BYTES, sound_plans, usual_jobs
from tests.builders import plan_text

Files = list[tuple[Path, str]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Three chunks and a half of small plans; some are none, one is not there."""
    for number in range(3 * CHUNK + 20):
        text = plan_text("indicator: 吸烟率, target: {2025: ≤20}", id=f"p{number}")
        (tmp_path / f"{number:03}.yaml").write_text("a: 1" if number % 50 == 7 else text, encoding="utf-8")
    paths = sorted(tmp_path.iterdir())
    paths[30].unlink()
    return [(path, path.name) for path in paths]


def ids(plans: list[Plan | None]) -> list[str | None]:
    return [plan and f"{plan.file} {plan.id} {plan.span(plan.statements[0].path).line}" for plan in plans]


def test_the_number_of_processes_changes_nothing(files: Files) -> None:
    one = list(sound_plans(files, 1))
    assert 3 * CHUNK + 20 == len(one)
    for jobs in (2, 3, 9):
        several = list(sound_plans(files, jobs))
        assert one == several
        assert ids(one) == ids(several)
    assert [] == multiprocessing.active_children()


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_may_be_forked_or_spawned(
    files: Files, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context(method))
    assert list(sound_plans(files, 1)) == list(sound_plans(files, 2))


@pytest.mark.parametrize(
    ("platform", "threads", "expected"),
    [("linux", 1, "fork"), ("linux", 2, "spawn"), ("darwin", 1, "spawn"), ("win32", 1, "spawn")],
)
def test_only_linux_forks_and_only_without_threads(
    platform: str, threads: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes.sys, "platform", platform)
    monkeypatch.setattr(processes.threading, "active_count", lambda: threads)
    context: BaseContext = processes._context()
    assert expected == context.get_start_method()


def test_what_a_dead_process_leaves_is_read_by_the_caller(files: Files) -> None:
    told = sound_plans(files, 2)
    read = [next(told)]
    for process in multiprocessing.active_children():
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    assert list(sound_plans(files, 1)) == [*read, *told]


def test_who_stops_listening_leaves_no_process() -> None:
    slept = processes.in_processes(time.sleep, [0, 3600, 3600], 2)
    next(slept)
    assert 2 == len(multiprocessing.active_children())
    slept.close()
    assert [] == multiprocessing.active_children()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the caller must be known")
def test_what_a_process_has_no_memory_for_is_done_by_the_caller(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = os.getpid()
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)  # whatever other tests have left

    def work(task: int) -> int:
        if os.getpid() != caller and task == 2:
            raise MemoryError
        return task

    assert [0, 1, 2, 3, 4] == list(in_processes(work, range(5), 2))
    assert "" == capfd.readouterr().err


def slept(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def test_a_process_that_is_done_takes_what_another_has_not_begun() -> None:
    slow, *others = in_processes(slept, [0.5, *[0.0] * 20], 2)
    assert others.count(slow) <= 1


def test_what_one_dead_process_leaves_is_done_beside_the_other() -> None:
    told = in_processes(slept, [0.0, 0.0, 3600, *[0.0] * 20], 2)
    sleeper = next(told)
    next(told)
    os.kill(sleeper, signal.SIGKILL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", lambda _: None)
        assert 21 == len(list(told))


class Deaf:
    """A connection on whose other end nobody listens any more."""

    def close(self) -> None:
        pass

    def recv(self) -> int:
        return 0

    def send(self, _: object) -> None:
        raise BrokenPipeError


def test_a_process_ends_when_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.signal, "signal", lambda *_: None)
    with without_collections():
        processes._do(len, ["a", "b"], Deaf(), Deaf())  # type: ignore[arg-type]


def test_little_is_read_by_one_process_and_much_by_one_for_each_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    much = tmp_path / "much"
    much.touch()
    os.truncate(much, WORTHWHILE_BYTES)
    assert 1 == usual_jobs([tmp_path / "gone", Path("a\0")])
    assert len(os.sched_getaffinity(0)) == usual_jobs([much])
    monkeypatch.delattr(os, "sched_getaffinity")
    assert os.cpu_count() == usual_jobs([much])


def test_a_project_is_the_same_whoever_reads_it(files: Files) -> None:
    one, two = (load([files[0][0].parent], jobs=jobs) for jobs in (None, 2))
    assert one.judged == two.judged
    assert one.faults == two.faults
    assert [plan.file for plan in one.judged] == [plan.file for plan in two.judged]


def test_collections_go_on_where_they_were() -> None:
    assert gc.isenabled()
    with without_collections():
        assert not gc.isenabled()
        with without_collections():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
