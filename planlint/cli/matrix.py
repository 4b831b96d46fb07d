"""`planlint matrix`: how the plans below stand to each indicator of their superiors."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument, said
from planlint.cli.output import put
from planlint.cli.progress import working
from planlint.words import Lang


@click.command(
    epilog=examples(
        "planlint matrix corpus/",
        "planlint matrix plans/150724.yaml --lang en",
        "planlint matrix corpus/ --format csv > matrix.csv",
    )
)
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help=said("For a person, a spreadsheet, or a program", "供人阅读，或供电子表格、程序使用"),
)
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], form: str, config_file: Path | None, lang: Lang
) -> None:
    """Show how the plans under PATH (else of the project) stand to each indicator of their superiors.

    覆盖矩阵：上级的指标 × 下级规划：严于、相当、弱于、无法比较、缺失、已豁免。

    The rows are the indicators of a superior's main table. Of several statements of one plan the
    weakest that can be compared counts; planlint check lists them all.
    """
    from planlint.auditing import report_on
    from planlint.cli.reading import read_plans, tell_faults
    from planlint.reporting import matrix

    with working(lang):
        project = read_plans(paths, config_file, lang)
        report = report_on(project, every_case=True)
        found = matrix.matrices(report)
    if form == "text":
        click.echo(matrix.render_text(found, report.corpus, lang), nl=False)
    else:
        put("".join(matrix.render_csv(found)) if form == "csv" else matrix.render_json(found))
    ctx.exit(tell_faults(project, lang))
