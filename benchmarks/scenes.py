"""The scenes: which commands are measured in turn, on which plans, in which environment."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import goals, national, peers
from benchmarks.process import Command, clean_environment

ROOT = Path(__file__).parents[1]
CACHE = ".planlint_cache"
FOUND = (0, 1)
"""Exit statuses of a check that did its work."""
_COMPOSE = """
import sys, yaml
from pathlib import Path
for file in Path(sys.argv[1]).rglob("*.yaml"):
    yaml.compose(file.read_bytes(), yaml.CSafeLoader)
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """Commands that are measured in the same rounds."""

    name: str
    rounds: int
    commands: Sequence[Command]
    memory_of: tuple[str, ...] = ()
    """Commands whose memory is measured, in runs of their own."""


class Stage:
    """Everything that is made before anything is measured: corpora, and planlint installed as users have it."""

    def __init__(self, work: Path, seed: int, told: Callable[[str], object]) -> None:
        self.work = work
        self.seed = seed
        self.told = told
        self.versions: dict[str, str] = {}
        """What is measured, and with what, by name."""

    @cached_property
    def python(self) -> Path:
        """The interpreter of an environment in which planlint's wheel is installed, and nothing else of ours."""
        venv = self.work / "venv"
        wheels = self.work / "wheel"
        self.told("installing the wheel")
        shutil.rmtree(wheels, ignore_errors=True)
        _run(sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "-w", str(wheels), str(ROOT))
        _run(sys.executable, "-m", "venv", "--clear", str(venv))
        python = venv / "bin" / "python"
        _run(str(python), "-m", "pip", "-q", "install", *map(str, wheels.glob("planlint-*.whl")))
        self.versions["python"] = _run(str(python), "--version").split()[-1]
        listed = _run(str(python), "-m", "pip", "list", "--format", "freeze").split()
        self.versions |= dict(line.split("==") for line in listed)
        return python

    @cached_property
    def options(self) -> str:
        """What `planlint check --help` says, to know which options there are."""
        return _run(str(self.python), "-m", "planlint", "check", "--help")

    def corpus(self, plans: int) -> Path:
        """A national corpus, made once."""
        folder = self.work / f"plans-{plans}-{self.seed}"
        if not (folder / "expected.json").is_file():  # it is written last
            shutil.rmtree(folder, ignore_errors=True)
            for number, _ in enumerate(national.write(folder, plans, seed=self.seed), 1):
                if number % 1000 == 0:
                    self.told(f"writing plan {number}/{plans}")
        return folder

    def check(self, name: str, folder: Path, *options: str, cold: bool = False) -> Command:
        """`planlint check` of a corpus; cold: what earlier runs have kept is thrown away."""
        argv = (str(self.python), "-m", "planlint", "check", "--lang", "en", *options)
        before = (lambda: shutil.rmtree(folder / CACHE, ignore_errors=True)) if cold else lambda: None
        return Command(name, argv, folder, FOUND, before)

    def compose(self, folder: Path) -> Command:
        return Command(goals.CC, (str(self.python), "-c", _COMPOSE, "plans"), folder)

    def one_process(self) -> tuple[str, ...]:
        """The options for a run in one process that keeps nothing, as far as there are any."""
        jobs = ("--jobs", "1") if "--jobs" in self.options else ()
        return (*jobs, *(("--no-cache",) if "--no-cache" in self.options else ()))


def start(stage: Stage) -> Scene:
    """Start-up and small runs."""
    folder = stage.work / "five"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "corpus" / "plans", folder / "plans")
    (folder / "planlint.yaml").write_text("planlint:\n  plans: [plans]\n", encoding="utf-8")
    cold = stage.work / "five-cold"
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(folder, cold)
    python = str(stage.python)
    planlint = (python, "-m", "planlint")
    imports = (goals.IMPORT_CLICK, goals.IMPORT_TWO, goals.IMPORT_FIVE)
    complete = {"_PLANLINT_COMPLETE": "bash_complete", "COMP_WORDS": "planlint ch", "COMP_CWORD": "1"}
    return Scene(
        "start",
        21,
        (
            *(Command(code, (python, "-c", code), folder) for code in imports),
            Command("--version", (*planlint, "--version"), folder),
            Command("--help", (*planlint, "--help"), folder),
            Command("completion", (str(stage.python.with_name("planlint")),), folder, environment=complete),
            stage.check("five, unchanged", folder),
            stage.check("five, cold", cold, cold=True),
        ),
    )


def nation(stage: Stage) -> Scene:
    """A nation's plans of one sector and period: cold, unchanged, one edited."""
    folder = stage.corpus(3200)
    warm = _copied(folder, stage.work / "warm")
    edited = _copied(folder, stage.work / "edited")
    one = sorted((edited / "plans").rglob("*.yaml"))[-1]
    text = one.read_text(encoding="utf-8")
    turn = itertools.count()

    def edit() -> None:
        one.write_text(f"{text}# {next(turn)}\n", encoding="utf-8")

    single = stage.one_process()
    return Scene(
        "national",
        5,
        (
            stage.compose(folder),
            stage.check(goals.COLD, folder, cold=True),
            stage.check("one process", folder, *single),
            stage.check("one process, reading alone", folder, *single, "--select", "PL001"),
            stage.check("unchanged", warm),
            Command("one edited", stage.check("", edited).argv, edited, FOUND, edit),
        ),
        (goals.COLD,),
    )


def against_peers(stage: Stage) -> Scene:
    """Other linters on the same thousand files, each with as much of our schema as it can take."""
    folder = stage.corpus(1000)
    tools = peers.installed(stage.work / "peers", stage.told)
    stage.versions |= {tool.name: tool.version for tool in tools}
    return Scene(
        "peers",
        3,
        (
            stage.compose(folder),
            stage.check("planlint", folder, cold=True),
            *(Command(tool.name, tool.argv(folder), folder, tool.accepted) for tool in tools),
        ),
    )


def large(stage: Stage) -> Scene:
    """All sectors and periods once, between runs of one group: the machine isn't alike fast for so long."""
    group = [stage.check(goals.COLD, stage.corpus(3200), cold=True)] * 3
    large = stage.check(goals.LARGE, stage.corpus(100_000), cold=True)
    return Scene("large", 1, (*group, large, *group), (goals.LARGE,))


def growth(stage: Stage, sizes: Sequence[int]) -> Scene:
    """The same check of ever more plans, and CC for each."""
    commands = []
    for size in sizes:
        folder = stage.corpus(size)
        commands.append(Command(f"CC {size}", stage.compose(folder).argv, folder))
        commands.append(stage.check(f"check {size}", folder, cold=True))
    return Scene("growth", 1, commands)


SCENES: dict[str, Callable[[Stage], Scene]] = {
    "start": start,
    "national": nation,
    "peers": against_peers,
    "large": large,
}


def _copied(folder: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns(CACHE))
    return to


def _run(*argv: str) -> str:
    done = subprocess.run(argv, check=True, capture_output=True, text=True, env=clean_environment({}))
    return done.stdout
