"""`planlint check`: judge plans, alone and against their superiors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cache.answers import Answer
from planlint.cli.options import (
    SHOWN,
    choice_options,
    color_option,
    config_option,
    examples,
    lang_option,
    paths_argument,
    report_options,
)
from planlint.cli.output import INTERRUPTED
from planlint.cli.replaying import replaying
from planlint.files import Memory
from planlint.words import Lang, Words

if TYPE_CHECKING:
    from planlint.auditing import Report
    from planlint.configuration import Wanted
    from planlint.judging.rule import Severity

SO_FAR = Words("已中断，以上只是到此为止发现的问题", "interrupted; these are the findings so far")
"""Said of a report after Ctrl-C."""


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
@report_options
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
    used, 3 a fault of planlint's own; 130 stopped with Ctrl-C, with the findings so far.

    \b
    返回值：0 没有达到所定级别的问题，1 有问题，2 用法有误或文件不可用，
    3 planlint 自身出错，130 被 Ctrl-C 中断（已发现的照样列出）。
    """
    # All that reads and judges is loaded only where the answer isn't known yet.
    from planlint.auditing import AuditInterrupted, report_on
    from planlint.cli.progress import working
    from planlint.cli.reading import missing_ratchet, read_plans

    interrupted = False
    with working(lang):
        project = read_plans(paths, config_file, lang, needed=False, wanted=wanted, jobs=jobs, memory=memory)
        try:
            report = report_on(project, jobs=jobs, listed=lists_unjudged(form, show), memory=memory)
        except AuditInterrupted as stopped:
            report, interrupted = stopped.so_far, True
    if interrupted:
        return Answer(
            printed(report, form, show, lang, colour=colour, full=full),
            for_programs=form == "json",
            status=INTERRUPTED,
            lasting=False,
            remark=SO_FAR.in_(lang),
        )
    status = report.exit_status(fail_level)
    after, until = report.days(date.today())
    return Answer(
        printed(report, form, show, lang, colour=colour, full=full),
        for_programs=form == "json",
        status=0 if exit_zero and status == 1 else status,
        lasting=bool(project.judged),
        after=after,
        until=until,
        remark=missing_ratchet(project, lang),
    )


def lists_unjudged(form: str, show: str) -> bool:
    """Whether a report lists what could not be compared, beside counting it."""
    return form == "json" or show in ("not-comparable", "all")


def printed(report: Report, form: str, show: str, lang: Lang, *, colour: bool, full: bool) -> str:
    """A report as it was asked for."""
    if form == "json":
        from planlint.reporting import machine

        return machine.check_json(report, lang)
    from planlint.reporting import text

    shown = frozenset(SHOWN) if show == "all" else frozenset((show,))
    return text.render(report, lang, colour=colour, show=shown, full=full)
