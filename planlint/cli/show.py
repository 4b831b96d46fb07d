"""`planlint show`: one indicator across all plans, aligned by level."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import Refusal, config_option, examples, lang_option, paths_argument
from planlint.cli.progress import working
from planlint.words import Lang


@click.command(epilog=examples("planlint show 健康素养 corpus/", "planlint show smoking-15plus --lang en"))
@click.argument("indicator")
@paths_argument
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, indicator: str, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Show every statement of INDICATOR (id, printed name or part of one), by level.

    一个指标在各级规划中的全部表述，上级在前。

    The plans under PATH and those of the project (the nearest planlint.yaml upward) are shown.
    """
    from planlint.auditing import corpus_of
    from planlint.cli.reading import read_plans, tell_faults
    from planlint.reporting.table import indicator_table
    from planlint.reporting.wording import unknown_indicator

    with working(lang):
        project = read_plans(paths, config_file, lang)
        corpus = corpus_of(project)
        found = project.catalogue.search(indicator)
        stated = {meaning.indicator for plan in corpus.plans for meaning in corpus.meanings(plan)}
    if not found:
        raise Refusal(unknown_indicator(indicator, project.catalogue), lang)
    held = [one for one in found if one in stated]
    click.echo("\n".join(indicator_table(corpus, one, lang) for one in held or found[:1]), nl=False)
    ctx.exit(tell_faults(project, lang))
