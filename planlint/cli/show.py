"""`planlint show`: one indicator across all plans, aligned by level."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.audit import corpus_of
from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.project import load
from planlint.reporting.table import indicator_table
from planlint.words import Lang


@click.command(epilog=examples("planlint show 健康素养 corpus/", "planlint show smoking-15plus --lang en"))
@click.argument("indicator")
@paths_argument(required=False)
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, indicator: str, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Show every statement of INDICATOR (id, printed name or part of one) in the plans, by level.

    一个指标在各级规划中的全部表述。Without PATH the plans of the project (planlint.yaml) are shown.
    """
    project = load(paths or (Path.cwd(),), config_file=config_file)
    corpus = corpus_of(project)
    found = project.catalogue.search(indicator)
    if not found:
        names = "、".join(i.name for i in project.catalogue.suggestions(indicator)[:3])
        ctx.fail(f"目录中没有指标 / no such indicator: {indicator}" + (f"（{names}？）" if names else ""))
    if not corpus.plans:
        ctx.fail("没有规划 / no plans found")
    held = [i for i in found if any(m.indicator == i for plan in corpus.plans for m in corpus.meanings(plan))]
    for number, one in enumerate(held or found[:1]):
        if number:
            click.echo()
        click.echo(indicator_table(corpus, one, lang), nl=False)
