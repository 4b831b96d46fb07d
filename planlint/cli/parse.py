"""`planlint parse`: how one printed figure is read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.options import Refusal, config_option, examples, lang_option, said
from planlint.cli.output import put
from planlint.words import Lang, Words

if TYPE_CHECKING:
    from planlint.catalogue import Catalogue, Indicator
    from planlint.reporting.reading import ReadWords


@click.command(
    epilog=examples(
        "planlint parse ≤20",
        "planlint parse 比基期降低10% --indicator 重大慢性疾病过早死亡率",
        "planlint parse 3.56 --unit ‰ --format json",
        "planlint parse - --format jsonl < figures.tsv",
    )
)
@click.argument("figure")
@click.option("--unit", help=said("Unit of the table's column", "表中单位栏"))
@click.option("--indicator", help=said("Catalogue id or printed name", "指标编号或名称"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help=said("For a person, or for a program", "供人阅读，或供程序使用"),
)
@config_option
@lang_option
def command(
    figure: str,
    unit: str | None,
    indicator: str | None,
    form: str,
    config_file: Path | None,
    lang: Lang,
) -> None:
    """Show how FIGURE is read: what it says, and the range of numbers that fulfils it.

    解读一个印出的数值：说的是什么，哪些数符合它。

    \b
    FIGURE - reads standard input, a figure a line: figure<TAB>unit<TAB>indicator.
    FIGURE 为 - 时逐行读标准输入：数值<TAB>单位<TAB>指标，后两项可省略。
    """
    from planlint.files import find_config, working_directory
    from planlint.project import load_units
    from planlint.units import using

    folder = working_directory()
    config_file = config_file or (find_config(Path(folder)) if folder else None)
    units, faults = load_units(config_file)
    if faults:
        from planlint.cli.reading import refuse_files

        refuse_files(faults, lang)
    with using(units):
        _tell(figure, unit, indicator, form, _Names(config_file, lang), lang)


def _tell(figure: str, unit: str | None, indicator: str | None, form: str, names: _Names, lang: Lang) -> None:
    """Answer for the one figure, or for each line of standard input."""
    if figure != "-":
        found, remark = names.look_up(indicator)
        if found is None and remark is not None:
            raise Refusal(remark, lang)
        put(_told(_read(figure, unit, indicator, names), form, lang))
        return
    for number, line in enumerate(_lines()):
        words, own_unit, own_indicator = (*line.split("\t"), "", "")[:3]
        if form == "text" and number:
            put("\n")
        reading = _read(words, own_unit or unit, own_indicator or indicator, names)
        put(_told(reading, "text" if form == "text" else "jsonl", lang))


def _read(figure: str, unit: str | None, indicator: str | None, names: _Names) -> ReadWords:
    from planlint.catalogue import split_unit
    from planlint.reporting.reading import read_words

    found, remark = names.look_up(indicator)
    return read_words(figure, unit or split_unit(indicator or "")[2], found, remark, name=indicator)


def _told(reading: ReadWords, form: str, lang: Lang) -> str:
    from planlint.reporting.machine import dumped
    from planlint.reporting.reading import explain_reading, reading_json

    if form == "text":
        return explain_reading(reading, lang) + "\n"
    indent = 1 if form == "json" else None
    return dumped(reading_json(reading, lang), indent) + "\n"


def _lines() -> Iterator[str]:
    """The lines of standard input as UTF-8; bytes that are none become the replacement character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


class _Names:
    """Looks indicators up in the catalogue, which is read only when the first one is asked for."""

    def __init__(self, config_file: Path | None, lang: Lang) -> None:
        self._config_file = config_file
        self._lang: Lang = lang
        self._found: dict[str, tuple[Indicator | None, Words | None]] = {}

    def look_up(self, words: str | None) -> tuple[Indicator | None, Words | None]:
        """The indicator that a name stands for, and what is to be said of the name."""
        if not words:
            return None, None
        if words not in self._found:
            self._found[words] = self._search(words)
        return self._found[words]

    @cached_property
    def _catalogue(self) -> Catalogue:
        from planlint.project import load_catalogue

        catalogue, faults = load_catalogue(self._config_file)
        if faults:  # another catalogue's indicator might step in for one that can't be read
            from planlint.cli.reading import refuse_files

            refuse_files(faults, self._lang)
        return catalogue

    def _search(self, words: str) -> tuple[Indicator | None, Words | None]:
        from planlint.reporting.wording import listed, unknown_indicator

        found = self._catalogue.search(words)
        if not found:
            return None, unknown_indicator(words, self._catalogue)
        first = found[0]
        if len(found) == 1:
            return first, None
        zh = [f"{one.name}（{one.id}）" for one in found[:4]]
        en = [f"{one.name} ({one.id})" for one in found[:4]]
        return first, Words(
            f"“{words}”可指几个指标，按{zh[0]}计，另有{listed(zh[1:], 'zh')}",
            f"“{words}” may be any of several indicators, taken as {en[0]}, others: {listed(en[1:], 'en')}",
        )
