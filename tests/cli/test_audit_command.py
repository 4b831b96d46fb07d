"""`planlint audit`: the bytes of `check`, on this machine and on a dask cluster, whatever becomes of its workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks import national
from planlint import auditing
from planlint.judging.parts import Judge, Part, Told
from tests.cli.conftest import BROKEN, Run, Write

FORMS = (["--format", "json"], ["--show", "all", "--full", "--lang", "en"])


@pytest.fixture
def nation(folder: Path) -> Path:
    """A small nation with planted faults in the working directory."""
    for _ in national.write(folder, 40, fault_in=2, size=10):
        pass
    return folder


def checked(run: Run, *arguments: str) -> tuple[int, str]:
    result = run("check", "plans", *arguments, "--color", "never")
    return result.exit_code, result.stdout


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_it_prints_what_check_prints(project: Path, run: Run, form: Sequence[str]) -> None:
    result = run("audit", "plans", *form)
    assert checked(run, *form) == (result.exit_code, result.stdout)
    assert 0 == run("audit", "plans", "--exit-zero").exit_code


def test_it_writes_the_report_where_it_is_told(project: Path, run: Run) -> None:
    assert "" == run("audit", "plans", "--output", "report.txt", "--lang", "zh").stdout
    assert checked(run, "--lang", "zh")[1] == Path("report.txt").read_text(encoding="utf-8")
    assert checked(run, "--lang", "zh")[1] == run("audit", "plans", "--output", "-", "--lang", "zh").stdout
    assert not Path("-").exists()
    refused = run("audit", "plans", "--output", "gone/report.txt", "--lang", "en")
    assert (2, "planlint: can't write gone/report.txt: No such file or directory\n") == (
        refused.exit_code, refused.stderr
    )  # fmt: skip


def test_a_scheduler_is_dasks(project: Path, run: Run) -> None:
    refused = run("audit", "plans", "--scheduler", "tcp://127.0.0.1:1", "--lang", "en")
    assert (2, "planlint: --scheduler needs --engine dask\n") == (refused.exit_code, refused.stderr)


def test_without_dask_it_says_what_is_needed(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    refused = run("audit", "plans", "--engine", "dask", "--lang", "en")
    assert (2, "planlint: dask needs planlint[cluster] to be installed\n") == (
        refused.exit_code, refused.stderr
    )  # fmt: skip


class _Deadly(Judge):
    """A judge whose first part kills the worker that has begun it, once."""

    def __call__(self, chain: Sequence[Part]) -> list[Told]:
        try:
            Path(os.environ["PLANLINT_TEST_KILLED"]).touch(exist_ok=False)
        except FileExistsError:
            return super().__call__(chain)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes."""
    distributed = pytest.importorskip("distributed", reason="needs planlint[cluster]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local.scheduler_address


@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_same_bytes(nation: Path, run: Run, write: Write, scheduler: str) -> None:
    write({"plans/broken.yaml": BROKEN})
    for form in FORMS:
        result = run("audit", "plans", "--engine", "dask", "--scheduler", scheduler, *form)
        assert checked(run, *form) == (result.exit_code, result.stdout), result.stderr


def test_no_dashboard_is_started_and_no_port_asked_for(project: Path) -> None:
    """In a process of its own, where warnings go to standard error."""
    pytest.importorskip("distributed", reason="needs planlint[cluster]")
    program = "from planlint.cli import run; run()"
    arguments = ["audit", "plans", "--engine", "dask", "--jobs", "1", "--exit-zero"]
    with socket.socket() as taken:
        with suppress(OSError):  # taken already
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        ended = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.filterwarnings("default")
def test_what_a_killed_worker_was_at_is_judged_again_and_once(
    nation: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="needs planlint[cluster]")
    monkeypatch.setenv("PLANLINT_TEST_KILLED", str(nation / "killed"))
    monkeypatch.setattr(auditing, "Judge", _Deadly)
    result = run("audit", "plans", "--engine", "dask", "--jobs", "2", *FORMS[0])
    assert (nation / "killed").exists()
    monkeypatch.undo()
    monkeypatch.chdir(nation)
    assert checked(run, *FORMS[0]) == (result.exit_code, result.stdout), result.stderr
