"""What several commands take: paths, configuration, language, colour; and how their help is laid out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import click

from planlint.reporting.terminal import visible
from planlint.words import Lang, Words, did_you_mean

F = TypeVar("F", bound=Callable[..., Any])


def said(en: str, zh: str) -> str:
    """The help of an option, a line in each language (click wraps by characters, not by columns)."""
    return f"\b\n{en}\n{zh}"


def examples(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "\b\nExamples 示例:\n" + "\n".join(f"  {line}" for line in lines)


def paths_argument(command: F) -> F:
    """Adds the plans to read: files or folders."""
    return click.argument(
        "paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path)
    )(command)


def config_option(command: F) -> F:
    """Adds `--config`."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=said(
            "Configuration (else the nearest planlint.yaml)", "配置文件（默认向上找最近的 planlint.yaml）"
        ),
    )(command)


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
    return Refusal(Words(f"无法写入 {path}：{error.strerror}", f"can't write {path}: {error.strerror}"), lang)


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
