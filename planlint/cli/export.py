"""`planlint export`: every statement with its meaning, for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument, said, unwritable
from planlint.cli.output import put
from planlint.cli.progress import working
from planlint.words import Lang
from planlint.writing import write_text


@click.command(
    epilog=examples(
        "planlint export corpus/ > statements.jsonl",
        "planlint export corpus/ --format csv -o statements.csv",
    )
)
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help=said("JSON Lines, or a table for a spreadsheet", "逐行 JSON，或供电子表格使用的 CSV"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help=said("File to write (else standard output)", "输出文件（默认为标准输出）"),
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
    """Write every statement of the plans under PATH (else of the project), a line each.

    导出全部表述，一条一行，供其他程序使用。

    Exit status 2 where a file could not be used; the others are written all the same.
    """
    from planlint.auditing import corpus_of
    from planlint.cli.reading import read_plans, tell_faults
    from planlint.reporting import machine

    with working(lang):
        project = read_plans(paths, config_file, lang, needed=False)
        corpus = corpus_of(project)
        meanings = [meaning for plan in corpus.judged for meaning in corpus.meanings(plan)]
        rows = machine.export_csv(meanings) if form == "csv" else machine.export_jsonl(meanings)
        text = "".join(rows)
    if output is None or str(output) == "-":
        put(text)
    else:
        try:
            write_text(output, text)
        except OSError as error:
            raise unwritable(output, error, lang) from None
    ctx.exit(tell_faults(project, lang))
