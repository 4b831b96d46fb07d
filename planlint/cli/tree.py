"""`planlint tree`: who is above whom, which plans are held, which are missing."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.hierarchy import Hierarchy, tree
from planlint.project import load
from planlint.reporting.tree import draw_tree
from planlint.words import Lang


@click.command(epilog=examples("planlint tree corpus/", "planlint tree plans/ --lang en"))
@paths_argument(required=False)
@config_option
@lang_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], config_file: Path | None, lang: Lang) -> None:
    """Draw the hierarchy of the plans under PATH, from the nation down.

    上下级关系，以及各级规划的收录情况。
    """
    project = load(paths or (Path.cwd(),), config_file=config_file)
    plans = (*project.judged, *project.context)
    if not plans:
        ctx.fail("没有规划 / no plans found")
    hierarchy = Hierarchy(plans, project.divisions)
    click.echo(draw_tree(tree(plans, hierarchy), lang), nl=False)
