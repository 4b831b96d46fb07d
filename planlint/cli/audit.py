"""`planlint audit`: the judgement of `check` over very many plans, here or on a cluster, from files or URLs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.check import SO_FAR, lists_unjudged, printed
from planlint.cli.options import (
    PlacePathOrUrl,
    Refusal,
    choice_options,
    config_option,
    examples,
    lang_option,
    report_options,
    said,
    unwritable,
)
from planlint.cli.output import INTERRUPTED, put, say
from planlint.words import Lang, Words

if TYPE_CHECKING:
    from planlint.configuration import Wanted
    from planlint.judging.rule import Severity
    from planlint.processes import Engine
    from planlint.remote import Mirror, Target


@click.command(
    epilog=examples(
        "planlint audit plans/ --output report.txt",
        "planlint audit --format json --jobs 2",
        "planlint audit s3://plans/health/ --output s3://reports/health.txt",
    )
)
@click.argument(
    "paths",
    nargs=-1,
    metavar="[PATH|URL]...",
    type=PlacePathOrUrl(exists=True, readable=False, path_type=Path),
)
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
    type=PlacePathOrUrl(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE|URL",
    help=said("Where the report goes (else standard output)", "报告写入此处（默认为标准输出）"),
)
@choice_options
@config_option
@lang_option
def command(
    paths: tuple[Path | str, ...],
    form: str,
    fail_level: Severity,
    exit_zero: bool,
    show: str,
    full: bool,
    jobs: int | None,
    engine_name: str,
    scheduler: str | None,
    output: Path | str | None,
    wanted: Wanted,
    config_file: Path | None,
    lang: Lang,
) -> None:
    """Judge very many plans as `check` does, in parts, on this machine or on a dask cluster.

    大规模检查：分批进行，可用 dask 集群；结果与 check 逐字节相同。

    Nothing is kept for a next run, and nothing is painted. On a cluster the files are read here and sent
    to the workers, which need the same planlint. Exit status as of `check`.

    URLs (s3://, oss://, memory:// ...) need planlint[remote] and the storage's driver, as s3fs or ossfs.
    What stands there is copied for the time of the run; of configurations, --config counts, else the
    planlint.yaml there, else none.

    \b
    网址须装 planlint[remote] 和存储的驱动（s3fs、ossfs 等），运行期间复制到本机；
    配置用 --config，否则用网址下的 planlint.yaml，再无则不用配置。
    """
    from planlint.auditing import AuditInterrupted, report_on
    from planlint.cli.reading import missing_ratchet, read_plans

    if scheduler is not None and engine_name != "dask":
        raise Refusal(Words("--scheduler 须与 --engine dask 同用", "--scheduler needs --engine dask"), lang)
    interrupted = False
    target = _target(output, lang)
    urls = [path for path in paths if isinstance(path, str)]
    with _mirror(urls, lang) as mirror, _engine(engine_name, scheduler, jobs, lang) as engine:
        local = (*(path for path in paths if isinstance(path, Path)), *(mirror.paths if mirror else ()))
        project = read_plans(
            local, config_file, lang, needed=False, wanted=wanted, jobs=jobs, engine=engine, mirror=mirror
        )
        if mirror and scheduler and any(map(mirror.holds, project.config.units)):
            words = Words("单位文件在网址下，集群各机读不到", "the workers can't read unit files at a URL")
            raise Refusal(words, lang)
        try:
            report = report_on(project, jobs=jobs, engine=engine, listed=lists_unjudged(form, show))
        except AuditInterrupted as stopped:
            report, interrupted = stopped.so_far, True
        told = printed(report, form, show, lang, colour=False, full=full)
        remark = missing_ratchet(project, lang, mirror)
    _write(told, target, lang)
    if remark is not None:
        say(f"planlint: {remark}")
    if interrupted:
        say(f"planlint: {SO_FAR.in_(lang)}")
        click.get_current_context().exit(INTERRUPTED)
    status = report.exit_status(fail_level)
    click.get_current_context().exit(0 if exit_zero and status == 1 else status)


def _target(output: Path | str | None, lang: Lang) -> Path | Target | None:
    """Where the report goes; a URL that can't be written to is refused before the work begins."""
    if not isinstance(output, str):
        return None if str(output) == "-" else output
    from planlint.configuration import Misuse
    from planlint.remote import target

    try:
        return target(output)
    except Misuse as misuse:
        raise Refusal(misuse.words, lang) from None


def _write(told: str, target: Path | Target | None, lang: Lang) -> None:
    from planlint.configuration import Misuse
    from planlint.writing import write_text

    if target is None:
        put(told)
    elif isinstance(target, Path):
        try:
            write_text(target, told)
        except OSError as error:
            raise unwritable(target, error, lang) from None
    else:
        try:
            target.write(told)
        except Misuse as misuse:
            raise Refusal(misuse.words, lang) from None


@contextmanager
def _mirror(urls: list[str], lang: Lang) -> Iterator[Mirror | None]:
    """Copies of what stands at the URLs, where there are any."""
    if not urls:
        yield None
        return
    from planlint.cli.progress import counting
    from planlint.configuration import Misuse
    from planlint.remote import mirrored

    with ExitStack() as stack:
        try:
            with counting(lang) as tell:
                mirror = stack.enter_context(mirrored(urls, tell))
        except Misuse as misuse:
            raise Refusal(misuse.words, lang) from None
        yield mirror


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
