"""`planlint check`: judge plans, alone and against their superiors."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.audit import report_on
from planlint.cli.options import (
    config_option,
    examples,
    lang_option,
    paths_argument,
    wants_colour,
)
from planlint.judging.rule import Severity
from planlint.project import load
from planlint.reporting import machine, text
from planlint.words import Lang


@click.command(
    epilog=examples(
        "planlint check corpus/",
        "planlint check plans/150724.yaml --lang en",
        "planlint check plans/ --format json > report.json",
        "planlint check plans/ --fail-level error --show not-comparable",
    )
)
@paths_argument()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-level",
    type=click.Choice(["note", "warning", "error"]),
    default="warning",
    show_default=True,
    help="Exit with 1 from this severity on. 达到此级别即返回 1",
)
@click.option(
    "--exit-zero",
    is_flag=True,
    help="Exit with 0 whatever is found; unusable files still exit with 2. 有问题也返回 0",
)
@click.option(
    "--show",
    type=click.Choice(["findings", "not-comparable", "all"]),
    default="findings",
    show_default=True,
    help="What the text report lists. 列出问题、无法比较的，或全部",
)
@click.option("--full", is_flag=True, help="Show the places of notes too. 提示也列出位置")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    fail_level: Severity,
    exit_zero: bool,
    show: str,
    full: bool,
    color: str,
    config_file: Path | None,
    lang: Lang,
) -> None:
    """Judge the plans under PATH, alone and against their superiors.

    检查规划文件：单位、前后一致、与上级比较。

    Superiors, catalogues and rules come also from the project (the nearest planlint.yaml upward) and from
    the package. Exit status: 0 nothing at or above the fail level, 1 findings, 2 wrong use or a file that
    can't be used, 3 a fault of planlint's own.
    """
    report = report_on(load(paths, config_file=config_file))
    if form == "json":
        click.echo(machine.check_json(report, lang), nl=False)
    else:
        shown = frozenset(("findings", "not-comparable")) if show == "all" else frozenset((show,))
        colour = wants_colour(color)
        click.echo(text.render(report, lang, colour=colour, show=shown, full=full), nl=False, color=colour)
    status = report.exit_status(fail_level)
    ctx.exit(0 if exit_zero and status == 1 else status)
