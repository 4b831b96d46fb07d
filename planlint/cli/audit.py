"""`planlint audit`: the judgement of `check` over very many plans, on this machine or on a dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.check import SO_FAR, lists_unjudged, printed
from planlint.cli.options import (
    Refusal,
    choice_options,
    config_option,
    examples,
    lang_option,
    paths_argument,
    report_options,
    said,
    unwritable,
)
from planlint.cli.output import INTERRUPTED, put
from planlint.words import Lang, Words

if TYPE_CHECKING:
    from planlint.configuration import Wanted
    from planlint.judging.rule import Severity
    from planlint.processes import Engine


@click.command(
    epilog=examples("planlint audit plans/ --output report.txt", "planlint audit --format json --jobs 2")
)
@paths_argument
@report_options
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help=said("dask: needs planlint[cluster]", "dask 需 planlint[cluster]"),
)
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help=said("A dask scheduler (else processes here)", "dask 调度器地址（默认在本机起进程）"),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=said("Write the report there", "报告写入此文件"),
)
@choice_options
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
    engine_name: str,
    scheduler: str | None,
    output: Path | None,
    wanted: Wanted,
    config_file: Path | None,
    lang: Lang,
) -> None:
    """Judge very many plans as `check` does, in parts, on this machine or on a dask cluster.

    大规模检查：分批进行，可用 dask 集群；结果与 check 逐字节相同。

    Nothing is kept for a next run, and nothing is painted. On a cluster the files are read here and sent
    to the workers, which need the same planlint. Exit status as of `check`.
    """
    from planlint.auditing import AuditInterrupted, report_on
    from planlint.cli.reading import read_plans
    from planlint.writing import write_text

    if scheduler is not None and engine_name != "dask":
        raise Refusal(Words("--scheduler 须与 --engine dask 同用", "--scheduler needs --engine dask"), lang)
    interrupted = False
    with _engine(engine_name, scheduler, jobs, lang) as engine:
        project = read_plans(paths, config_file, lang, needed=False, wanted=wanted, jobs=jobs, engine=engine)
        try:
            report = report_on(project, jobs=jobs, engine=engine, listed=lists_unjudged(form, show))
        except AuditInterrupted as stopped:
            report, interrupted = stopped.so_far, True
    told = printed(report, form, show, lang, colour=False, full=full)
    if output is None:
        put(told)
    else:
        try:
            write_text(output, told)
        except OSError as error:
            raise unwritable(output, error, lang) from None
    if interrupted:
        click.echo(f"planlint: {SO_FAR.in_(lang)}", err=True)
        click.get_current_context().exit(INTERRUPTED)
    status = report.exit_status(fail_level)
    click.get_current_context().exit(0 if exit_zero and status == 1 else status)


@contextmanager
def _engine(name: str, scheduler: str | None, jobs: int | None, lang: Lang) -> Iterator[Engine | None]:
    """The engine of that name; None is this machine's own processes, where they are worthwhile."""
    if name == "local":
        yield None
        return
    from planlint.cluster import cluster
    from planlint.processes import cores

    with ExitStack() as stack:
        try:
            found = stack.enter_context(cluster(scheduler, jobs or cores()))
        except ImportError:
            words = Words("请先安装 planlint[cluster]", "dask needs planlint[cluster] to be installed")
            raise Refusal(words, lang) from None
        except (OSError, ValueError) as error:
            words = Words(f"连不上 {scheduler}：{error}", f"can't reach {scheduler}: {error}")
            raise Refusal(words, lang) from None
        yield found
