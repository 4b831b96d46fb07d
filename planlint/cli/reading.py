"""What several commands do first: read the plans under PATH, else the project's, and tell which can't be used."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from planlint.cli.options import Refusal, usual_language
from planlint.cli.output import say
from planlint.configuration import NOTHING_WANTED, USUAL, Misuse, Wanted
from planlint.files import NO_MEMORY, Memory, find_config
from planlint.processes import Engine
from planlint.project import Project, load, shown
from planlint.reading.document import Fault
from planlint.reporting.terminal import visible
from planlint.reporting.text import fault_line
from planlint.resources import ISOLATED
from planlint.words import Lang, Words

if TYPE_CHECKING:
    from planlint.remote import Mirror


def read_project(
    paths: tuple[Path, ...],
    config_file: Path | None,
    lang: Lang | None = None,
    wanted: Wanted = NOTHING_WANTED,
    jobs: int | None = None,
    memory: Memory = NO_MEMORY,
    engine: Engine | None = None,
    mirror: Mirror | None = None,
) -> Project:
    """The plans under the paths, else those of the nearest planlint.yaml upward, as the judged ones."""
    try:
        if paths:
            return load(
                paths,
                config_file=config_file,
                wanted=wanted,
                jobs=jobs,
                memory=memory,
                engine=engine,
                mirror=mirror,
            )
        file = config_file or find_config(Path.cwd())
        project = load((), config_file=file, wanted=wanted, jobs=jobs, memory=memory, engine=engine)
    except Misuse as misuse:
        raise Refusal(misuse.words, lang or usual_language()) from None
    return replace(project, judged=project.context, context=())


def read_plans(
    paths: tuple[Path, ...],
    config_file: Path | None,
    lang: Lang,
    *,
    needed: bool = True,
    wanted: Wanted = NOTHING_WANTED,
    jobs: int | None = None,
    memory: Memory = NO_MEMORY,
    engine: Engine | None = None,
    mirror: Mirror | None = None,
) -> Project:
    """The same, where a run without plans is of no use: none to look for is refused.

    That none was found is refused too where they are `needed`, else said on standard error.
    """
    project = read_project(paths, config_file, lang, wanted, jobs, memory, engine, mirror)
    if project.judged or project.faults:
        return project
    if paths:
        where = visible(", ".join((mirror and mirror.name(path)) or str(path) for path in paths))
        words = Words(f"{where} 中没有规划", f"no plans under {where}")
    elif config_file == ISOLATED:
        words = Words(
            "没有给出 PATH，而 --isolated 不读 planlint.yaml",
            "no PATH is given, and --isolated reads no planlint.yaml",
        )
    elif project.config.file is None:
        words = Words(
            "没有给出 PATH，当前目录及其上级也没有 planlint.yaml",
            "no PATH is given, and there is no planlint.yaml here or above",
        )
    else:
        file = project.config.file
        words = Words(
            f"没有给出 PATH，{file} 所列的 plans 中也没有规划",
            f"no PATH is given, and there are no plans under `plans` of {file}",
        )
    if needed or not paths:
        raise Refusal(words, lang)
    say(f"planlint: {words.in_(lang)}")
    return project


def missing_ratchet(project: Project, lang: Lang, mirror: Mirror | None = None) -> str | None:
    """That the ratchet which was named is not there, if so; the usual one need not be there."""
    config = project.config
    if config.ratchet is None or os.path.lexists(config.ratchet):
        return None
    if config.origin(("ratchet",)).source == USUAL:
        return None
    where = (mirror and mirror.name(config.ratchet)) or shown(config.ratchet)
    words = Words(
        f"没有清单 {where}，因此没有已接受的问题", f"there is no ratchet {where}: no finding is accepted"
    )
    return visible(words.in_(lang))


def tell_faults(project: Project, lang: Lang) -> int:
    """Say on standard error which files can't be used, and why; the exit status that follows."""
    for fault in project.faults:
        say(fault_line(fault, lang))
    return 2 if project.faults else 0


def refuse_files(faults: Iterable[Fault], lang: Lang) -> NoReturn:
    """End with 2 after the faults of files were told without which there is no answer."""
    for fault in faults:
        say(fault_line(fault, lang))
    raise click.exceptions.Exit(2)
