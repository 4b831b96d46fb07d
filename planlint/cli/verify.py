"""`planlint verify`: prove that every figure stands in its source."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument, said
from planlint.cli.progress import working
from planlint.words import Lang


@click.command(epilog=examples("planlint verify --sources sources/ corpus/"))
@click.option(
    "--sources",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=said("Folder of the source texts", "原文所在目录"),
)
@paths_argument
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, sources: Path, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Check each plan's source hash, and that each figure and name stands at its line (±2).

    核对出处：原文件的校验值，以及每个数值和名称是否在所注行（上下两行以内）。

    Exit status 1 where anything is not verified, 2 where a file can't be used.
    """
    from planlint.cli.reading import read_plans, tell_faults
    from planlint.provenance import verify
    from planlint.reporting.proof import render

    with working(lang):
        project = read_plans(paths, config_file, lang)
        provenance = verify(project.judged, sources)
    click.echo(render(provenance, lang), nl=False)
    ctx.exit(tell_faults(project, lang) or int(not provenance.complete))
