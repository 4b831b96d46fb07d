"""`planlint parse`: how one printed figure is read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from planlint.catalogue import Catalogue, Indicator
from planlint.cli.options import examples, lang_option
from planlint.reporting.reading import explain_reading, read_words, reading_json
from planlint.words import Lang


@click.command(
    epilog=examples(
        "planlint parse ≤20",
        "planlint parse 比基期降低10% --indicator 重大慢性疾病过早死亡率",
        "planlint parse 3.56 --unit ‰ --format json",
        "planlint parse - --format jsonl < figures.tsv    # figure<TAB>unit<TAB>indicator",
    )
)
@click.argument("figure")
@click.option("--unit", help="Unit of the table's column. 单位栏")
@click.option("--indicator", help="Catalogue id or printed name. 指标")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True
)
@lang_option
@click.pass_context
def command(
    ctx: click.Context, figure: str, unit: str | None, indicator: str | None, form: str, lang: Lang
) -> None:
    """Show how FIGURE is read: what it says, and the range of numbers that fulfils it.

    解读一个印出的数值；FIGURE 为 - 时逐行读标准输入。
    """
    catalogue = _catalogue()
    if figure == "-":
        for line in _lines():
            words, own_unit, own_indicator = (*line.split("\t"), "", "")[:3]
            reading = read_words(words, own_unit or unit, _indicator(catalogue, own_indicator or indicator))
            if form == "text":
                click.echo(explain_reading(reading, lang))
            else:
                click.echo(json.dumps(reading_json(reading, lang), ensure_ascii=False))
        return
    found = _indicator(catalogue, indicator)
    if indicator and found is None:
        names = "、".join(i.name for i in catalogue.suggestions(indicator)[:3])
        ctx.fail(f"目录中没有指标 / no such indicator: {indicator}" + (f"（{names}？）" if names else ""))
    reading = read_words(figure, unit, found)
    if form == "text":
        click.echo(explain_reading(reading, lang))
    else:
        indent = 1 if form == "json" else None
        click.echo(json.dumps(reading_json(reading, lang), ensure_ascii=False, indent=indent))


def _lines() -> Iterator[str]:
    """The lines of standard input as UTF-8; bytes that are none become the replacement character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def _catalogue() -> Catalogue:
    from planlint.project import Config, load

    return load((), Config()).catalogue


def _indicator(catalogue: Catalogue, words: str | None) -> Indicator | None:
    if not words:
        return None
    found = catalogue.search(words)
    return found[0] if found else None
