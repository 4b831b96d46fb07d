"""The program as a whole: help, language, colour, errors, exit statuses, completion."""

from __future__ import annotations

import ast
import json
import os
import pty
import re
import runpy
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import fsspec
import pytest

import planlint
from planlint.cli import COMMANDS, main, progress
from planlint.cli import run as program
from planlint.reporting.terminal import columns
from tests.cli.conftest import BROKEN, PROJECT, SOUND, Run, Write

ROOT = Path(__file__).parents[2]
PLANLINT = (sys.executable, "-m", "planlint")


def _paths(command: click.Command, path: list[str]) -> Iterator[list[str]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _paths(found, [*path, name])


EVERY = list(_paths(main, []))
"""The arguments that lead to each command."""
PATIENT = "from planlint.cli import progress, run\nprogress._PATIENCE = 3600\nrun()"
"""The program, whose sign of life no machine is slow enough to see."""


def planlint_process(
    *arguments: str, folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    return subprocess.run(
        [*PLANLINT, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
    )


def on_terminal(*arguments: str, folder: Path, **environment: str) -> str:
    """What the real program shows on a terminal, however long it takes."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PATIENT, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"} | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other side is closed
        pass
    process.wait()
    os.close(ours)
    return shown.decode("utf-8")


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_explains_itself_with_examples_in_80_columns(path: list[str], run: Run) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert "Examples 示例:\n    planlint" in result.output
    assert [line for line in result.output.splitlines() if columns(line) > 80] == []
    assert run(*path, "-h").output == result.output


def test_every_option_is_explained_in_both_languages(run: Run) -> None:
    silent = []
    for path in EVERY:
        command: click.Command = main
        for name in path:
            assert isinstance(command, click.Group)
            found = command.get_command(click.Context(command), name)
            assert found is not None
            command = found
        for option in command.params:
            if isinstance(option, click.Option) and option.name not in ("version", "help"):
                lines = (option.help or "").split("\n")
                if lines[0] != "\b" or re.search("[一-鿿]", lines[1]) or not re.search("[一-鿿]", lines[2]):
                    silent.append((path, option.name))
    assert silent == []


def test_help_of_the_program_names_every_command_in_its_order(run: Run) -> None:
    listed = re.findall(r"^  ([a-z]+)  ", run("--help").output.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_what_the_environment_says_is_told_where_it_counts(run: Run) -> None:
    shown = run("check", "--help").output
    assert [name for name in ("LANG", "NO_CACHE", "CACHE_DIR") if f"PLANLINT_{name}" not in shown] == []


def test_no_arguments_show_the_help(run: Run) -> None:
    assert run().output == run("--help").output


def examples(run: Run) -> list[str]:
    """Every example of every help."""
    shown = (run(*path, "--help").output.partition("Examples")[2] for path in EVERY)
    return sorted({line for text in shown for line in re.findall(r"^    planlint (.*)$", text, re.MULTILINE)})


def test_every_example_of_the_help_runs(folder: Path, write: Write, run: Run) -> None:
    write(
        {
            "planlint.yaml": "planlint: {plans: [corpus]}\n",
            "plans/150724.yaml": SOUND,
            "sources/source.txt": "",
        }
    )
    for file in ("my-rules/PL201.yaml", "rules/PL201.yaml", "rules/PL201.cases.yaml", "draft/PL204.yaml"):
        write({file: (ROOT / "rules" / Path(file).name).read_text(encoding="utf-8")})
    own = (ROOT / "rules" / "PL204.yaml").read_text(encoding="utf-8")
    write({"own/OWN001.yaml": own.replace("PL204", "OWN001").replace("name: ", "name: own-")})
    for plan in ("150000-nmg-health-14.yaml", "150724-ewenki-health-14.yaml"):
        write({f"corpus/{plan}": (ROOT / "corpus" / "plans" / plan).read_text(encoding="utf-8")})
    fsspec.filesystem("memory").pipe_file("/plans/health/150724.yaml", SOUND.encode())
    ended = {}
    for example in examples(run):
        # No storage is at hand but that in memory.
        arguments = shlex.split(re.sub(r" [<>] \S+", "", example.replace("s3://", "memory://")))
        ended[example] = run(*arguments, text="90%\t\t健康素养\n").exit_code
    assert {example: status for example, status in ended.items() if status not in (0, 1)} == {}


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").output == f"planlint {planlint.__version__}\n"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "planlint: 没有命令“chek”，是否指 check、cache、schema？\n"),
        ("en", "planlint: no such command “chek”; did you mean check, cache, schema?\n"),
    ],
)
def test_an_unknown_command_gets_the_nearest_word(
    language: str, words: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANLINT_LANG", language)
    result = run("chek")
    assert (result.exit_code, result.stderr) == (2, words)


def test_an_unknown_command_that_is_like_nothing_gets_no_hint(run: Run) -> None:
    assert run("天气").stderr == "planlint: 没有命令“天气”\n"


def test_a_command_that_is_none_is_not_looked_for() -> None:
    assert main.get_command(click.Context(main), "chek") is None  # type: ignore[attr-defined]


def test_an_unknown_command_of_a_group_gets_the_nearest_word_too(run: Run) -> None:
    result = run("rules", "lst")
    assert (result.exit_code, "是否指 list" in result.stderr) == (2, True)


def test_control_characters_of_arguments_do_not_reach_the_terminal(run: Run) -> None:
    assert run("\x1b[31mcheck").stderr == "planlint: 没有命令“\\x1b[31mcheck”，是否指 check？\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--no-such-option"],
        ["check", "no/such/path"],
        ["check", "--format", "xml"],
        ["show"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_what_would_be_right(arguments: list[str], run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_exit_statuses_of_the_real_program(folder: Path, write: Write) -> None:
    write(PROJECT | {"sound/city.yaml": SOUND, "broken.yaml": BROKEN})
    told = [
        planlint_process("check", *arguments, folder=folder).returncode
        for arguments in (
            ["plans", "--fail-level", "error", "--config", "planlint.yaml"],
            ["broken.yaml"],
            ["."],
            ["--what"],
        )
    ]
    assert told == [1, 2, 2, 2]
    write({"alone/planlint.yaml": "planlint: {catalogues: [../catalogue.yaml]}\n", "alone/city.yaml": SOUND})
    assert planlint_process("check", "alone", folder=folder).returncode == 0


def test_an_error_of_its_own_ends_with_3_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("planlint.cli.main", fails)
    with pytest.raises(SystemExit) as ended:
        program()
    assert ended.value.code == 3
    assert capsys.readouterr().err == (
        "planlint 自身出错：ZeroDivisionError: by nought\n（设 PLANLINT_DEBUG=1 可看详情）\n"
    )
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    with pytest.raises(SystemExit):
        program()
    assert capsys.readouterr().err == (
        "planlint: internal error: ZeroDivisionError: by nought\n(PLANLINT_DEBUG=1 shows the details)\n"
    )
    monkeypatch.setenv("PLANLINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        program()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["parse", "≤20"], None, ""),
        (["parse", "≤20", "--indicator", "婴儿死亡率"], None, ""),
        (["check"], 2, "planlint: 当前目录已不存在\n"),
        (["check", str(ROOT / "corpus"), "--ratchet", "r.yaml"], 2, "planlint: 当前目录已不存在\n"),
    ],
)
def test_a_working_directory_that_is_gone_is_no_fault_of_planlints(
    arguments: list[str], status: int | None, said: str, folder: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(sys, "argv", ["planlint", *arguments])
    try:
        with pytest.raises(SystemExit) as ended:
            program()
    finally:
        os.chdir(folder)
    assert (ended.value.code, capsys.readouterr().err) == (status, said)


def test_wrong_use_of_the_real_program_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["planlint", "explian"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("planlint", run_name="__main__")
    assert (ended.value.code, capsys.readouterr().err) == (
        2,
        "planlint: 没有命令“explian”，是否指 explain？\n",
    )


def test_streams_that_are_no_files_are_left_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Plain:
        def write(self, text: str) -> int:
            return len(text)

        def flush(self) -> None:
            pass

    monkeypatch.setattr(sys, "argv", ["planlint", "--version"])
    monkeypatch.setattr(sys, "stderr", Plain())
    with pytest.raises(SystemExit) as ended:
        program()
    assert (ended.value.code, capsys.readouterr().out) == (0, f"planlint {planlint.__version__}\n")


def test_an_interrupt_ends_as_a_shell_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise click.Abort

    monkeypatch.setattr("planlint.cli.main", interrupted)
    with pytest.raises(SystemExit) as ended:
        program()
    assert ended.value.code == 130


def test_a_reader_that_has_gone_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def gone(**_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("planlint.cli.main", gone)
    with pytest.raises(SystemExit) as ended:
        program()
    assert (ended.value.code, capfd.readouterr().err) == (1, "")


def test_the_real_program_is_silent_when_its_reader_goes() -> None:
    process = subprocess.Popen(
        [*PLANLINT, "check", "corpus", "--full"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (1, b"")


@pytest.mark.parametrize(
    ("environment", "option", "english"),
    [
        ({}, None, False),
        ({"LANG": "C.UTF-8"}, None, False),
        ({"LANG": "en_US.UTF-8"}, None, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, None, False),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, None, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "", "PLANLINT_LANG": "en"}, None, True),
        ({"LANG": "en_US.UTF-8", "PLANLINT_LANG": "zh"}, None, False),
        ({"PLANLINT_LANG": "zh"}, "en", True),
        ({"LANG": "en_US.UTF-8"}, "zh", False),
        ({"PLANLINT_LANG": ""}, None, False),
    ],
)
def test_the_language_is_told_or_the_environments_or_chinese(
    environment: dict[str, str], option: str | None, english: bool, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = run("parse", "90%", *(["--lang", option] if option else []))
    assert result.output.startswith("figure: " if english else "数值: ")


def test_a_language_that_planlint_does_not_speak_is_wrong_use(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANLINT_LANG", "fr")
    result = run("parse", "90%")
    assert (result.exit_code, "PLANLINT_LANG" in result.stderr) == (2, True)


def test_colour_only_on_a_terminal_and_never_with_no_color(project: Path) -> None:
    assert "\x1b[31m" in on_terminal("check", folder=project)
    assert "\x1b" not in on_terminal("check", folder=project, NO_COLOR="1")
    assert "\x1b" not in on_terminal("check", folder=project, TERM="dumb")
    assert "\x1b" not in on_terminal("check", "--color", "never", folder=project)
    assert b"\x1b" not in planlint_process("check", folder=project).stdout
    assert b"\x1b[31m" in planlint_process("check", "--color", "always", folder=project, NO_COLOR="1").stdout


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_can_forbid_colour(
    name: str, value: str, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b" not in run("check").stdout
    assert "\x1b" in run("check", "--color", "always").stdout


def test_short_work_says_nothing_on_a_terminal(project: Path) -> None:
    shown = on_terminal("check", "--color", "never", folder=project)
    assert shown.replace("\r\n", "\n") == planlint_process("check", folder=project).stdout.decode()


class Terminal:
    """A standard error that says it is a terminal, and tells when it was written to."""

    def __init__(self) -> None:
        self.text = ""
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text
        self.written.set()

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(("language", "words"), [("zh", "已运行"), ("en", "working for")])
def test_long_work_shows_a_sign_of_life_and_wipes_it(
    language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", 0.001)
    with progress.working(language):  # type: ignore[arg-type]
        assert terminal.written.wait(10)
    assert words in terminal.text
    assert terminal.text.endswith("\r\x1b[K")


def test_work_that_is_done_at_once_writes_nothing_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", 3600)
    with progress.working("zh"):
        pass
    assert terminal.text == ""


def test_start_up_loads_no_library_that_help_does_not_need() -> None:
    code = (
        "import sys\nfrom planlint.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print([name for name in ('networkx', 'pint', 'pydantic', 'yaml') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stderr == b"[]\n"


@pytest.mark.parametrize(
    "name", ["config", "explain", "export", "matrix", "parse", "show", "tree", "verify", "schema"]
)
def test_a_commands_help_needs_click_alone(name: str) -> None:
    heavy = ("planlint.project", "planlint.judging", "networkx", "pint", "pydantic", "yaml", "json")
    assert loaded(heavy, name, "--help") <= {"json"}


def test_what_our_own_files_say_needs_no_heavy_library() -> None:
    heavy = ("networkx", "pint", "pydantic", "importlib.metadata")
    assert loaded(heavy, "parse", "0.83人", "--indicator", "每万人口公共卫生人员数") == set()
    assert loaded(heavy, "config", "show") == set()


def test_judging_sound_plans_needs_no_heavy_library() -> None:
    heavy = (
        "networkx",
        "pint",
        "pydantic",
        "importlib.metadata",
        "csv",
        "multiprocessing",
        "concurrent.futures",
    )
    assert loaded(heavy, "check", "corpus", "--exit-zero") == set()


def test_the_names_of_commands_are_completed_without_loading_them() -> None:
    found = {item.value: item.help for item in main.shell_complete(click.Context(main), "s")}
    assert {name: words for name, words in COMMANDS.items() if name.startswith("s")} == found
    assert ["--version"] == [item.value for item in main.shell_complete(click.Context(main), "--v")]
    code = """
import sys, click
from planlint.cli import main
main.shell_complete(click.Context(main), "c")
assert "planlint.cli.check" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def loaded(names: tuple[str, ...], *arguments: str) -> set[str]:
    """Which of the modules a fresh process has loaded at the end of a command."""
    code = (
        f"import sys\nfrom planlint.cli import main\nmain({list(arguments)!r}, standalone_mode=False)\n"
        f"print([name for name in {names!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    return set(ast.literal_eval(done.stderr))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("planlint ch", ["check"]),
        ("planlint s", ["show", "schema"]),
        ("planlint rules ", ["docs", "impact", "list", "new", "test"]),
        ("planlint check --fai", ["--fail-level"]),
        ("planlint check --format ", ["text", "json"]),
        ("planlint schema c", ["catalogue", "cases", "config"]),
        ("planlint nonsense ch", ["check"]),
    ],
)
def test_a_shell_completes_commands_options_and_choices(typed: str, offered: list[str]) -> None:
    words = typed.split()
    at = len(words) if typed.endswith(" ") else len(words) - 1
    done = planlint_process(COMP_WORDS=typed, COMP_CWORD=str(at), _PLANLINT_COMPLETE="bash_complete")
    assert (done.stdout.decode().split(), done.stderr) == ([f"plain,{word}" for word in offered], b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_of_each_shell_is_written(shell: str) -> None:
    assert b"_PLANLINT_COMPLETE" in planlint_process(_PLANLINT_COMPLETE=f"{shell}_source").stdout


def test_machine_output_is_utf8_whatever_the_terminal_speaks(project: Path) -> None:
    done = planlint_process("check", "--format", "json", folder=project, PYTHONIOENCODING="ascii")
    assert "健康素养水平" in json.loads(done.stdout.decode("utf-8"))["findings"][0]["message"]
    shown = planlint_process("check", folder=project, PYTHONIOENCODING="ascii")
    assert (shown.returncode, "健康素养水平" in shown.stdout.decode("utf-8")) == (1, True)
