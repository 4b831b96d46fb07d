"""`planlint config`: what is configured, and where each value comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.options import Group, choice_options, config_option, examples, lang_option, paths_argument
from planlint.cli.output import put
from planlint.words import Lang

if TYPE_CHECKING:
    from planlint.configuration import Wanted


@click.group("config", cls=Group, epilog=examples("planlint config show"))
def command() -> None:
    """Look at the configuration.

    查看配置。
    """


@command.command(
    "show",
    short_help="what is in force and where it comes from 生效的配置及其来源",
    epilog=examples(
        "planlint config show", "planlint config show --select levels", "planlint config show plans/"
    ),
)
@paths_argument
@choice_options
@config_option
@lang_option
@click.pass_context
def show(
    ctx: click.Context, paths: tuple[Path, ...], wanted: Wanted, config_file: Path | None, lang: Lang
) -> None:
    """Show the configuration in force for PATH (else here), as YAML, and where each value comes from.

    以 YAML 列出生效的配置，每一项注明来自预设、配置文件的哪一行，还是命令行。

    Exit status 2 where a file of the project can't be used.
    """
    from planlint.cli.reading import read_project, tell_faults
    from planlint.reporting.settings import settings

    project = read_project(paths, config_file, lang, wanted)
    put(settings(project, lang))
    ctx.exit(tell_faults(project, lang))
