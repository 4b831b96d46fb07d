"""What several commands take: paths, configuration, language, colour; and how their help is laid out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

import click

from planlint.reporting.terminal import visible
from planlint.words import Lang, Words, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

F = TypeVar("F", bound=Callable[..., Any])

SHOWN = ("findings", "not-comparable", "waived", "accepted")
"""What a text report can list."""


def said(en: str, zh: str) -> str:
    """The help of an option, a line in each language (click wraps by characters, not by columns)."""
    return f"\b\n{en}\n{zh}"


def examples(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "\b\nExamples 示例:\n" + "\n".join(f"  {line}" for line in lines)


class PlacePath(click.Path):
    """A path of this machine; a URL is refused without being repeated, for it may hold a password."""

    takes_urls = False
    """Whether a URL is handed on as the text that it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        is_url = "://" in str(value)
        if is_url and not self.takes_urls:
            self.fail("only the PATH and --output of `planlint audit` can be URLs", param, ctx)
        return value if is_url else super().convert(value, param, ctx)


class PlacePathOrUrl(PlacePath):
    """A path of this machine, or a URL."""

    takes_urls = True


def paths_argument(command: F) -> F:
    """Adds the plans to read: files or folders. One that can't be read is a finding; the others are checked."""
    from pathlib import Path  # not for the help of all commands

    return click.argument(
        "paths", nargs=-1, metavar="[PATH]...", type=PlacePath(exists=True, readable=False, path_type=Path)
    )(command)


def config_option(command: F) -> F:
    """Adds `--config` and `--isolated`, both told as `config_file`."""
    from pathlib import Path

    from planlint.resources import ISOLATED

    @wraps(command)
    def told(*args: Any, config_file: Path | None, isolated: bool, **rest: Any) -> Any:
        if isolated and config_file is not None:
            words = Words("--isolated 不读任何配置，不能与 --config 同用", "--isolated reads no --config")
            raise Refusal(words, rest.get("lang") or usual_language())
        return command(*args, config_file=ISOLATED if isolated else config_file, **rest)

    config = click.option(
        "--config",
        "config_file",
        type=PlacePath(exists=True, dir_okay=False, readable=False, path_type=Path),
        help=said(
            "Configuration (else the nearest planlint.yaml)", "配置文件（默认向上找最近的 planlint.yaml）"
        ),
    )
    isolated = click.option(
        "--isolated",
        is_flag=True,
        help=said("No configuration: built-in rules and catalogue", "不读配置，只用内置的规则和目录"),
    )
    return cast(F, config(isolated(told)))


def choice_options(command: F) -> F:
    """Adds `--select`, `--ignore` and `--ratchet`, told together as `wanted`."""
    from pathlib import Path

    @wraps(command)
    def told(
        *args: Any, select: tuple[str, ...], ignore: tuple[str, ...], ratchet: Path | None, **rest: Any
    ) -> Any:
        from planlint.configuration import Wanted  # with all that reads files: not for --help

        wanted = Wanted(_words(select), _words(ignore), Path(os.path.abspath(ratchet)) if ratchet else None)
        return command(*args, wanted=wanted, **rest)

    options = (
        click.option(
            "--select",
            multiple=True,
            metavar="RULES",
            help=said("These rules alone: ids, prefixes, families", "只用这些规则：编号、前缀、族名"),
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="RULES",
            help=said("Without these rules, as PL104,PL5", "不用这些规则，如 PL104,PL5"),
        ),
        click.option(
            "--ratchet",
            type=click.Path(dir_okay=False, readable=False, path_type=Path),
            help=said("File of accepted findings", "既有问题清单（默认依配置）"),
        ),
    )
    changed: Any = told
    for option in reversed(options):
        changed = option(changed)
    return cast(F, changed)


def _words(lists: tuple[str, ...]) -> tuple[str, ...]:
    """Rules that are named in one option or in several, with commas or without."""
    return tuple(word.strip() for words in lists for word in words.split(",") if word.strip())


def report_options(command: F) -> F:
    """Adds what a report is to show, and with how many processes it is made."""
    options = (
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help=said("For a person, or for a program", "供人阅读，或供程序使用"),
        ),
        click.option(
            "--fail-level",
            type=click.Choice(["note", "warning", "error"]),
            default="warning",
            show_default=True,
            help=said("Exit with 1 from this severity on", "达到此级别即返回 1"),
        ),
        click.option(
            "--exit-zero",
            is_flag=True,
            help=said("Exit with 0 whatever is found in usable files", "有问题也返回 0；文件不可用仍返回 2"),
        ),
        click.option(
            "--show",
            type=click.Choice([*SHOWN, "all"]),
            default="findings",
            show_default=True,
            help=said("What the text report lists", "文本报告列出什么"),
        ),
        click.option(
            "--full", is_flag=True, help=said("List every note, with its line", "逐一列出提示及所在的行")
        ),
        click.option(
            "--jobs",
            type=click.IntRange(1),
            help=said("Processes (else by size)", "进程数（默认依文件总量）"),
        ),
    )
    changed: Any = command
    for option in reversed(options):
        changed = option(changed)
    return cast(F, changed)


def lang_option(command: F) -> F:
    """Adds `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        envvar="PLANLINT_LANG",
        callback=_language,
        show_envvar=True,
        help=said("Language (else the locale's, else Chinese)", "语言，默认依系统"),
    )(command)


def color_option(command: F) -> F:
    """Adds `--color`, resolved to whether to paint."""
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        callback=_wants_colour,
        help=said("auto: on a terminal, unless NO_COLOR is set", "auto：在终端中着色"),
    )(command)


def usual_language() -> Lang:
    """`PLANLINT_LANG`, else the locale's language, else Chinese: for what is said before `--lang` is read."""
    told = (os.environ.get(name) for name in ("PLANLINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, told), "").lower().startswith("en") else "zh"


class Refusal(click.ClickException):
    """A command was used wrongly, or asks for what is not there: a line on standard error, and status 2."""

    exit_code = 2

    def __init__(self, words: Words, lang: Lang) -> None:
        super().__init__(words.in_(lang))

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the line."""
        click.echo(f"planlint: {visible(self.message)}", file=file, err=file is None)


def unwritable(path: Path, error: OSError, lang: Lang) -> Refusal:
    """That a file or folder can't be written, and why."""
    from planlint.content import told_by_system

    why = told_by_system(error)
    return Refusal(Words(f"无法写入 {path}：{why.zh}", f"can't write {path}: {why.en}"), lang)


class Group(click.Group):
    """A group of commands that names the nearest one for one it doesn't know."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
            hint = did_you_mean(name, known)
            words = Words(f"没有命令“{name}”{hint.zh}", f"no such command “{name}”{hint.en}")
            raise Refusal(words, usual_language())
        return super().resolve_command(ctx, args)


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> Lang:
    """What `--lang` says here or on the group before, else the usual language."""
    above = ctx.parent.params.get("lang") if ctx.parent else None
    return cast(Lang, value or above or usual_language())


def _wants_colour(ctx: click.Context, param: click.Parameter, value: str) -> bool:
    if value != "auto":
        return value == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
