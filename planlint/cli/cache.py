"""`planlint cache`: what earlier runs have left, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cache.folder import clear, configurations, held, place, sizes
from planlint.cli.options import Group, config_option, examples, lang_option, unwritable
from planlint.cli.replaying import cache_dir_option
from planlint.reporting.terminal import visible
from planlint.words import Lang, Words


@click.group(cls=Group, epilog=examples("planlint cache show", "planlint cache clear"))
def command() -> None:
    """What earlier runs have left; it is safe to delete.

    缓存：以前运行留下的结果，可以放心删除。
    """


@command.command(
    "show",
    short_help="where the cache is, and how large 缓存的位置和大小",
    epilog=examples("planlint cache show", "planlint cache show --cache-dir cache/"),
)
@cache_dir_option
@config_option
@lang_option
def show(cache_dir: Path | None, config_file: Path | None, lang: Lang) -> None:
    """Where the cache is, and how large.

    缓存的位置和大小。
    """
    path = _place(config_file, cache_dir)
    folder = held(path)
    if folder is None:
        click.echo(visible(Words(f"{path}：没有缓存", f"{path}: no cache").in_(lang)))
        return
    number, size = sizes(folder)
    told = f"{size / 1e6:.1f} MB"
    words = Words(f"{path}：{number} 个文件，{told}", f"{path}: {number} files, {told}")
    click.echo(visible(words.in_(lang)))


@command.command("clear", short_help="remove the cache 删除缓存", epilog=examples("planlint cache clear"))
@cache_dir_option
@config_option
@lang_option
def remove(cache_dir: Path | None, config_file: Path | None, lang: Lang) -> None:
    """Remove the cache, and nothing that planlint hasn't put there.

    删除缓存，不动其他文件。
    """
    path = _place(config_file, cache_dir)
    folder = held(path)
    if folder is None:
        return
    try:
        clear(folder)
    except OSError as error:
        raise unwritable(path, error, lang) from None


def _place(config_file: Path | None, cache_dir: Path | None) -> Path:
    return place(configurations((), config_file), cache_dir)
