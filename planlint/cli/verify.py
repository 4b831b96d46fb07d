"""`planlint verify`: prove that every figure stands in its source."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.project import load
from planlint.provenance import verify
from planlint.reporting.proof import render
from planlint.words import Lang


@click.command(epilog=examples("planlint verify --sources sources/ corpus/"))
@click.option(
    "--sources",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the source texts 原文所在目录",
)
@paths_argument(required=False)
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, sources: Path, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Check each plan's source hash, and that each figure and name stands at its line (±2).

    核对出处：原文件的校验值，以及每个数值和名称是否在所注行。Exit status 1 where anything is not verified.
    """
    project = load(paths or (Path.cwd(),), config_file=config_file)
    plans = project.judged if paths else (*project.judged, *project.context)
    if not plans and not project.faults:
        ctx.fail("没有规划 / no plans found")
    provenance = verify(plans, sources)
    for fault in project.faults:
        click.echo(
            f"{fault.file}:{fault.span.line}:{fault.span.column} {fault.rule} {fault.problem.in_(lang)}"
        )
    click.echo(render(provenance, lang), nl=False)
    ctx.exit(2 if project.faults else int(not provenance.complete))
