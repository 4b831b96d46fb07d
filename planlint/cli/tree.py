"""`planlint tree`: who is above whom, which plans are held, which are missing."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.cli.progress import working
from planlint.words import Lang


@click.command(epilog=examples("planlint tree corpus/", "planlint tree plans/ --lang en"))
@paths_argument
@config_option
@lang_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], config_file: Path | None, lang: Lang) -> None:
    """Draw the plans under PATH (else of the project) and all that stands above them.

    上下级关系，以及各级规划的收录情况。
    """
    from planlint.auditing import corpus_of
    from planlint.cli.reading import read_plans, tell_faults
    from planlint.hierarchy import tree
    from planlint.reporting.tree import draw_tree

    with working(lang):
        project = read_plans(paths, config_file, lang)
        corpus = corpus_of(project)
    click.echo(draw_tree(tree(corpus.judged, corpus.hierarchy), lang), nl=False)
    ctx.exit(tell_faults(project, lang))
