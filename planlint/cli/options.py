"""What several commands take: language, colour, paths."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from planlint.words import Lang

F = TypeVar("F", bound=Callable[..., Any])


def language(ctx: click.Context, param: click.Parameter, value: str | None) -> Lang:
    """`--lang`, else `PLANLINT_LANG`, else the locale, else Chinese."""
    told = value or os.environ.get("PLANLINT_LANG") or _locale()
    return "en" if told.lower().startswith("en") else "zh"


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return "zh"


def lang_option(command: F) -> F:
    """Adds `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        callback=language,
        help="Language of messages 语言 (else PLANLINT_LANG, the locale, zh).",
    )(command)


def paths_argument(*, required: bool = True) -> Callable[[F], F]:
    """Adds the plans to read: files or folders."""
    return click.argument(
        "paths",
        nargs=-1,
        required=required,
        metavar="PATH...",
        type=click.Path(exists=True, path_type=Path),
    )


def config_option(command: F) -> F:
    """Adds `--config`."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Configuration file (else the nearest planlint.yaml upward). 配置文件",
    )(command)


def wants_colour(choice: str) -> bool:
    """Whether to paint: on a terminal, unless NO_COLOR or a dumb one; `always` and `never` decide."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def examples(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
