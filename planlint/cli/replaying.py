"""What a command printed the last time is printed again, where nothing that it rests on has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from planlint.cache.answers import Answer, Recorder, key_of, replayed
from planlint.cache.folder import configurations, opened, place
from planlint.cache.states import Seen
from planlint.cli.options import said
from planlint.cli.output import put, say
from planlint.files import NO_MEMORY
from planlint.resources import ISOLATED


def cache_dir_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--cache-dir`."""
    return click.option(
        "--cache-dir",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="PLANLINT_CACHE_DIR",
        help=said(
            "Cache folder (else beside planlint.yaml)",
            "缓存目录（默认在 planlint.yaml 旁）\n[env var: PLANLINT_CACHE_DIR]",
        ),
    )(command)


def replaying(command: Callable[..., Answer]) -> Callable[..., None]:
    """Prints what a command answers; adds `--no-cache` and `--cache-dir`.

    Stands outermost of a command's decorators, so that it sees the options as they were given and the inner
    ones, which load more, need not run at all.
    """

    @wraps(command)
    def printed(*args: Any, no_cache: bool, cache_dir: Path | None, **options: Any) -> None:
        ctx = click.get_current_context()
        named = ISOLATED if options["isolated"] else options["config_file"]
        found = configurations(options["paths"], named)
        folder = None if no_cache else opened(place(found, cache_dir))
        if folder is None:
            _print(command(*args, memory=NO_MEMORY, **options), ctx, options)
            return
        key = key_of(ctx.info_name or "", repr((found, sorted(options.items()))))
        seen = Seen()
        answer = replayed(folder, key, seen)
        if answer is None:
            from planlint.processes import without_collections

            with without_collections():
                recorder = Recorder(folder, seen)
                answer = command(*args, memory=recorder, **options)
                recorder.keep(key, answer)
        _print(answer, ctx, options)

    no_cache = click.option(
        "--no-cache",
        is_flag=True,
        envvar="PLANLINT_NO_CACHE",
        help=said(
            "Work everything out anew, keep nothing", "不用缓存，也不留缓存\n[env var: PLANLINT_NO_CACHE]"
        ),
    )
    with_options: Callable[..., None] = no_cache(cache_dir_option(printed))
    return with_options


def _print(answer: Answer, ctx: click.Context, options: dict[str, Any]) -> None:
    if answer.for_programs:
        put(answer.text)
    else:
        click.echo(answer.text, nl=False, color=options["colour"])
    if answer.remark is not None:
        say(f"planlint: {answer.remark}")
    ctx.exit(answer.status)
