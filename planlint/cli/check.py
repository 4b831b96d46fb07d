"""`planlint check`: judge plans, alone and against their superiors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cache.answers import Answer
from planlint.cli.options import (
    choice_options,
    color_option,
    config_option,
    examples,
    lang_option,
    paths_argument,
    said,
)
from planlint.cli.replaying import replaying
from planlint.files import Memory
from planlint.words import Lang

if TYPE_CHECKING:
    from planlint.configuration import Wanted
    from planlint.judging.rule import Severity

_SHOWN = ("findings", "not-comparable", "waived", "accepted")


@click.command(
    epilog=examples(
        "planlint check",
        "planlint check corpus/",
        "planlint check plans/150724.yaml --lang en",
        "planlint check plans/ --format json > report.json",
        "planlint check plans/ --fail-level error --show not-comparable",
        "planlint check --select levels,PL301 --ignore PL204",
    )
)
@replaying
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=said("For a person, or for a program", "供人阅读，或供程序使用"),
)
@click.option(
    "--fail-level",
    type=click.Choice(["note", "warning", "error"]),
    default="warning",
    show_default=True,
    help=said("Exit with 1 from this severity on", "达到此级别即返回 1"),
)
@click.option(
    "--exit-zero",
    is_flag=True,
    help=said("Exit with 0 whatever is found in usable files", "有问题也返回 0；文件不可用仍返回 2"),
)
@click.option(
    "--show",
    type=click.Choice([*_SHOWN, "all"]),
    default="findings",
    show_default=True,
    help=said("What the text report lists", "文本报告列出什么"),
)
@click.option("--full", is_flag=True, help=said("List every note, with its line", "逐一列出提示及所在的行"))
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help=said("Processes (else by size)", "所用的进程数（默认依文件总量）"),
)
@choice_options
@color_option
@config_option
@lang_option
def command(
    paths: tuple[Path, ...],
    form: str,
    fail_level: Severity,
    exit_zero: bool,
    show: str,
    full: bool,
    jobs: int | None,
    wanted: Wanted,
    colour: bool,
    config_file: Path | None,
    lang: Lang,
    memory: Memory,
) -> Answer:
    """Judge the plans under PATH, alone and against their superiors.

    检查规划：单位是否正确，前后是否一致，目标是否弱于上级。

    Without PATH the plans of the project are judged (the nearest planlint.yaml upward). Superiors,
    catalogues and rules come also from the project and from the package.

    Exit status: 0 nothing at or above the fail level, 1 findings, 2 wrong use or a file that can't be
    used, 3 a fault of planlint's own.

    \b
    返回值：0 没有达到所定级别的问题，1 有问题，2 用法有误或文件不可用，
    3 planlint 自身出错。
    """
    # All that reads and judges is loaded only where the answer isn't known yet.
    from planlint.auditing import report_on
    from planlint.cli.progress import working
    from planlint.cli.reading import read_plans
    from planlint.reporting import machine, text

    with working(lang):
        project = read_plans(paths, config_file, lang, needed=False, wanted=wanted, jobs=jobs, memory=memory)
        listed = form == "json" or show in ("not-comparable", "all")
        report = report_on(project, jobs=jobs, listed=listed)
    if form == "json":
        printed = machine.check_json(report, lang)
    else:
        shown = frozenset(_SHOWN) if show == "all" else frozenset((show,))
        printed = text.render(report, lang, colour=colour, show=shown, full=full)
    status = report.exit_status(fail_level)
    after, until = report.days(date.today())
    return Answer(
        printed,
        for_programs=form == "json",
        status=0 if exit_zero and status == 1 else status,
        lasting=bool(project.judged),
        after=after,
        until=until,
    )
