"""The real program against what a hostile folder, terminal or user may do: bounded, no traceback, a status."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders import plan_text

ROOT = Path(__file__).parents[2]
PLANLINT = (sys.executable, "-m", "planlint")
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PLANLINT_LANG": "en"}
MEMORY = 1_500_000_000
SECONDS = 120
"""A hang, on any machine."""
SOUND = plan_text("indicator: 15岁以上人群吸烟率, target: {2025: ≤20}", sector="health")


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def program(*arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*PLANLINT, *arguments],
        cwd=folder,
        env=ENVIRONMENT | more,
        preexec_fn=limited,
        timeout=SECONDS,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program as a shell calls it."""
    line = command.replace("planlint", f"{sys.executable} -m planlint", 1)
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=ENVIRONMENT,
        timeout=SECONDS,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def many(count: int) -> str:
    return plan_text(*(f"indicator: 名{i}率, target: '5'" for i in range(count)), id="many")


def wide(count: int) -> str:
    """Few bytes that would make count² statements."""
    names, years = ", ".join(["率"] * count), ", ".join(["'5'"] * count)
    return plan_text(f"indicator: [{names}], target: [{years}]", id="wide")


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "brackets": (lambda path: path.write_text("[" * 200_000), "nested more than 40"),
    "aliases": (
        lambda path: path.write_text("a: &a x\n" + "".join(f"k{i}: [*a, *a]\n" for i in range(99))),
        "no planlint file",
    ),
    "100 MB": (lambda path: os.truncate(path.touch() or path, 100_000_000), "too large"),
    "one line": (lambda path: path.write_text("a: " + "\x01" * 4_000_000), "U+0001"),
    "one key": (lambda path: path.write_text("x" * 4_000_000 + ": 1"), "mapping values are not allowed"),
    "line ends": (lambda path: path.write_text("\r" * 400_000), "empty"),
    "many statements": (lambda path: path.write_text(many(6000), encoding="utf-8"), "too many statements"),
    "names times years": (lambda path: path.write_text(wide(3000), encoding="utf-8"), "too many statements"),
    "half a character": (lambda path: path.write_bytes(b"a: \xed\xa0\x80"), "not UTF-8"),
    "a pipe": (os.mkfifo, "not a regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    "kernel messages": (lambda path: path.symlink_to("/proc/kmsg"), "unreadable-file"),
    "memory": (lambda path: path.symlink_to("/proc/self/mem"), "unreadable-file"),
    "loop": (lambda path: path.symlink_to(path), "symbolic links"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_fault_and_the_others_are_checked(name: str, folder: Path) -> None:
    make, words = HOSTILE[name]
    make(folder / "hostile.yaml")
    done = program("check", ".", folder=folder)
    assert 2 == done.returncode
    assert any(word in done.stdout for word in words.split("|"))
    assert "1 plan, 1 statement" in done.stdout
    assert len(done.stdout) < 1_000_000


def test_names_of_files_are_never_obeyed_by_a_terminal(folder: Path) -> None:
    for name in ("a\nb", "\x1b]0;x\x07\x1b[31m", "\u202e", "-rf", os.fsdecode(b"\xff"), "<b>", "$(x)"):
        (folder / f"{name}.yaml").write_text(
            plan_text("indicator: \"\\e[31m\", target: '5'", id="n"), "utf-8"
        )
    for arguments in (["check", "."], ["check", ".", "--format", "json"], ["export", "."], ["tree", "."]):
        done = program(*arguments, folder=folder)
        assert not set(done.stdout + done.stderr) & set("\x1b\x07\u202e\r")
    assert 2 == program("check", "\x1b[31m", folder=folder).returncode


def test_a_link_upward_is_not_followed(folder: Path) -> None:
    (folder / "inside").mkdir()
    (folder / "inside" / "up").symlink_to("..")
    assert "1 plan, 1 statement" in program("check", ".", folder=folder).stdout


def test_paths_through_parents_are_the_same_files(folder: Path) -> None:
    (folder / "inside").mkdir()
    assert (
        "1 plan, 1 statement" in program("check", "inside/../sound.yaml", "inside/..", folder=folder).stdout
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_no_locale_stops_a_report(locale: str, folder: Path) -> None:
    (folder / "规划.yaml").write_text("[", encoding="utf-8")
    more = {"LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert 2 == program("check", ".", folder=folder, **more).returncode


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "planlint check sound.yaml > /dev/full",
            (2, "planlint: can't write the output: No space left on device\n"),
        ),
        ("planlint export . > /dev/full", (2, "planlint: can't write the output: No space left on device\n")),
        (
            "planlint --version > /dev/full",
            (2, "planlint: can't write the output: No space left on device\n"),
        ),
        ("planlint export . -o /dev/full", (2, "planlint: can't write /dev/full: No space left on device\n")),
        ("planlint export . -o no/x", (2, "planlint: can't write no/x: No such file or directory\n")),
        ("planlint check sound.yaml >&-", (0, "")),
        ("planlint check sound.yaml >&- 2>&- <&-", (0, "")),
        ("planlint parse - <&-", (0, "")),
    ],
)
def test_an_output_that_takes_nothing_is_no_fault_of_planlints(
    command: str, expected: tuple[int, str], folder: Path
) -> None:
    done = shell(command, folder)
    assert expected == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("planlint check sound.yaml --no-cache > /dev/full 2>&1", 2),
        ("planlint check missing.yaml 2> /dev/full", 2),
        ("planlint check --no-such-option 2> /dev/full", 2),
        ("planlint export broken.yaml 2> /dev/full", 2),
        ("planlint check empty --no-cache 2> /dev/full", 0),
        ("planlint check missing.yaml 2>&1 > /dev/null | true; (exit ${PIPESTATUS[0]})", 2),
    ],
)
def test_a_status_does_not_depend_on_whether_standard_error_takes_the_words(
    command: str, status: int, folder: Path
) -> None:
    (folder / "broken.yaml").write_text("plan: [", encoding="utf-8")
    (folder / "empty").mkdir()
    assert status == shell(command, folder).returncode


def test_a_closed_stream_leaves_its_place_to_no_file(folder: Path) -> None:
    done = shell("planlint export . -o out.jsonl >&- 2>&-", folder)
    assert 0 == done.returncode
    for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines():
        json.loads(line)


def test_a_full_disk_leaves_the_old_file(folder: Path) -> None:
    (folder / "out.jsonl").write_text("old")
    done = shell("ulimit -f 0; planlint export . -o out.jsonl", folder)
    assert (2, "old") == (done.returncode, (folder / "out.jsonl").read_text())
    assert {"out.jsonl", "sound.yaml"} == {path.name for path in folder.iterdir()}


def test_a_folder_that_takes_no_file_is_checked_all_the_same(folder: Path) -> None:
    folder.chmod(0o555)
    assert 0 == program("check", ".", folder=folder).returncode  # root may keep a cache there all the same
    assert {"sound.yaml"} == {path.name for path in folder.iterdir()} - {".planlint_cache"}


SLOW_RULE = """
import sys, time
from planlint.judging import engine
from planlint.cli import run
apply, count = engine._Run._apply, 0
def slow(self, rule):
    global count
    count += 1
    if count == 30:
        print("half way", file=sys.stderr, flush=True)
        time.sleep(60)
    return apply(self, rule)
engine._Run._apply = slow
sys.argv = ["planlint", "check", *sys.argv[1:]]
run()
"""


@pytest.fixture
def half_way(folder: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    (folder / "broken.yaml").write_text("plan: [", encoding="utf-8")
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", SLOW_RULE, ".", *arguments],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        assert process.stderr is not None
        assert "half way\n" == process.stderr.readline()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_interrupt_lists_what_was_found_so_far(
    form: str, half_way: Callable[..., subprocess.Popen[str]]
) -> None:
    process = half_way("--format", form)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    told, said = process.communicate(timeout=SECONDS)
    assert (130, "planlint: interrupted; these are the findings so far\n") == (process.returncode, said)
    assert "PL002" in told
    if form == "json":
        assert "PL002" in {finding["rule"] for finding in json.loads(told)["findings"]}


def test_an_interrupted_run_is_not_kept(folder: Path, half_way: Callable[..., subprocess.Popen[str]]) -> None:
    process = half_way()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=SECONDS)
    assert 130 == process.returncode
    assert [] == [path for path in folder.glob(".planlint_cache/**/*") if path.parent.name == "answers"]
    for _ in range(2):  # the second time it is replayed
        done = program("check", ".", folder=folder)
        assert (2, "") == (done.returncode, done.stderr)
    assert [] != [path for path in folder.glob(".planlint_cache/**/*") if path.parent.name == "answers"]


@pytest.mark.parametrize("name", ["a pipe", "a device", "kernel messages", "100 MB", "loop"])
def test_a_hostile_file_is_the_same_fault_when_its_plans_are_known(name: str, folder: Path) -> None:
    HOSTILE[name][0](folder / "hostile.yaml")
    first, second = (program("check", ".", folder=folder) for _ in range(2))
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)


KILLED = """
import os, signal, sys
from pathlib import Path
from planlint import writing
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
writing.write_text(Path("out"), "new" * 100_000)
"""


def test_a_process_killed_while_it_writes_leaves_the_old_file(folder: Path) -> None:
    (folder / "out").write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=folder, env=ENVIRONMENT, check=False)
    assert (-signal.SIGKILL, "old") == (done.returncode, (folder / "out").read_text())


LOADING = """
import os, signal, sys
from planlint import __main__
class Interrupting:
    def find_spec(name, *_):
        if name == "planlint.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting)
__main__.run()
"""
LOADING_A_CLASS = """
import sys
from planlint import __main__
class Interrupting:
    def find_spec(name, *_):
        if name == "planlint.auditing":
            raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()
sys.meta_path.insert(0, Interrupting)
sys.argv = ["planlint", "check", "."]
__main__.run()
"""


@pytest.mark.parametrize("script", [LOADING, LOADING_A_CLASS], ids=["modules", "a class"])
def test_an_interrupt_while_planlint_is_loaded_ends_it_without_a_word(script: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert (130, b"", b"") == (done.returncode, done.stdout, done.stderr)


SLOW_READING = """
import os, sys, time
from planlint.reading import processes
from planlint.cli import run
def slow(path):
    print("half way", os.getpid(), file=sys.stderr, flush=True)
    time.sleep(600)
processes._told = slow
processes.CHUNK = 1
sys.argv = ["planlint", "check", ".", "--jobs", "2"]
run()
"""
SLOW_CLUSTER = """
import sys, time
from planlint import cluster
from planlint.cli import run
def slow(self, work, tasks):
    print("half way", file=sys.stderr, flush=True)
    time.sleep(600)
cluster.Cluster.each = slow
sys.argv = ["planlint", "audit", ".", "--engine", "dask", "--jobs", "2"]
run()
"""


@pytest.mark.parametrize("script", [SLOW_READING, SLOW_CLUSTER], ids=["processes", "cluster"])
def test_an_interrupt_ends_all_processes_without_a_word(script: str, folder: Path) -> None:
    if script is SLOW_CLUSTER:
        pytest.importorskip("distributed", reason="needs planlint[cluster]")
    (folder / "second.yaml").write_text(SOUND, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,  # with a group of its own, which gets Ctrl-C as a whole
    )
    assert process.stderr is not None
    while not process.stderr.readline().startswith("half way"):
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    told, said = process.communicate(timeout=SECONDS)
    assert (130, "") == (process.returncode, told)
    assert "Traceback" not in said
    # Python's own tracker of resources ends a moment after the last one that it served.
    until = time.monotonic() + SECONDS
    while any(_is_of(stat, process.pid) for stat in Path("/proc").glob("[0-9]*/stat")):
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_of(stat: Path, group: int) -> bool:
    try:
        state, _, its_group = stat.read_text().rpartition(") ")[2].split()[:3]
    except OSError:
        return False
    return int(its_group) == group and state not in "ZX"
