"""`planlint export`: every statement with its meaning, for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.audit import READING_RULES, corpus_of
from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.project import load
from planlint.reporting import machine
from planlint.words import Lang


@click.command(
    epilog=examples(
        "planlint export corpus/ > statements.jsonl", "planlint export corpus/ --format csv -o statements.csv"
    )
)
@paths_argument()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write 输出文件"
)
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    config_file: Path | None,
    lang: Lang,
) -> None:
    """Write every statement of the plans under PATH, a line each.

    导出全部表述（机器可读）。Exit status 2 where a file could not be read; the others are written all the same.
    """
    from planlint.writing import write_text

    project = load(paths, config_file=config_file)
    corpus = corpus_of(project)
    meanings = [meaning for plan in corpus.judged for meaning in corpus.meanings(plan)]
    rows = machine.export_csv(meanings) if form == "csv" else machine.export_jsonl(meanings)
    text = "".join(rows)
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            write_text(output, text)
        except OSError as error:
            ctx.fail(f"{output}: {error.strerror}")
    for fault in project.faults:
        click.echo(
            f"{fault.file}:{fault.span.line}:{fault.span.column} {fault.rule} {fault.problem.in_(lang)}",
            err=True,
        )
    ctx.exit(2 if any(fault.rule in READING_RULES for fault in project.faults) else 0)
