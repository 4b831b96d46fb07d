"""`planlint ratchet`: accept today's findings with their gaps; what is new or grows wider still fails."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from planlint.auditing import READING_RULES, Report, report_on
from planlint.cli.options import (
    Group,
    Refusal,
    choice_options,
    config_option,
    examples,
    lang_option,
    paths_argument,
    said,
    unwritable,
)
from planlint.cli.progress import working
from planlint.cli.reading import read_plans, tell_faults
from planlint.configuration import Wanted
from planlint.content import UnfitFileError, read_whole
from planlint.findings import Finding, typed
from planlint.judging.joins import EXCEPTIONS
from planlint.printing import gap_words
from planlint.project import Project, shown
from planlint.ratchet import Acceptance, ratchet_text
from planlint.reading.document import parse_document, without_bom
from planlint.reporting.terminal import padded, visible
from planlint.reporting.wording import counted
from planlint.words import Lang, Words
from planlint.writing import write_text

STATE = {
    "found": Words("仍在", "found"),
    "wider": Words("变大", "wider"),
    "stale": Words("已改正", "stale"),
    "undecided": Words("未判断", "undecided"),
    "forbidden": Words("不能接受", "forbidden"),
    "elsewhere": Words("未检查", "not judged"),
}
"""What became of an entry, in words of at most as many columns as `_COLUMNS`."""
_COLUMNS = 10


@click.group(
    "ratchet",
    cls=Group,
    epilog=examples("planlint ratchet create", "planlint ratchet show", "planlint ratchet prune"),
)
def command() -> None:
    """Accept today's findings with their gaps: what is new or grows wider still fails.

    \b
    既有问题清单：现有的问题连同差距先接受下来，
    新出现的、差距变大的照样报；改正了的从清单删去。
    """


@command.command(
    "create",
    short_help="accept the findings of today 接受现有的问题",
    epilog=examples("planlint ratchet create", "planlint ratchet create plans/ --ratchet old.yaml"),
)
@paths_argument
@click.option("--force", is_flag=True, help=said("Replace the file that there is", "替换已有的清单"))
@choice_options
@config_option
@lang_option
@click.pass_context
def create(
    ctx: click.Context,
    paths: tuple[Path, ...],
    force: bool,
    wanted: Wanted,
    config_file: Path | None,
    lang: Lang,
) -> None:
    """Write every finding of the plans under PATH (else of the project) into the ratchet file.

    把现有的问题全部写入清单；已豁免的、强制的规则报告的、文件不可用的不写。
    """
    project, file = _read(paths, wanted, config_file, lang)
    where = shown(file)
    if not _may_be_replaced(file):
        raise Refusal(
            Words(f"{where} 不是既有问题清单，不重写", f"{where} is no ratchet and isn't replaced"), lang
        )
    if os.path.lexists(file) and not force:
        raise Refusal(
            Words(
                f"{where} 已存在（用 ratchet prune 删去已改正的，或 --force 重写）",
                f"{where} exists (ratchet prune drops what was mended, --force writes it anew)",
            ),
            lang,
        )
    status = tell_faults(project, lang)
    with working(lang):
        report = report_on(replace(project, accepted=()))
    found = [finding for finding in report.findings if _acceptable(finding, project, report)]
    _write(file, found, (), lang)
    kept = sum(finding.open for finding in report.findings) - len(found)
    told = Words(
        f"{where}：接受 {len(found)} 个问题",
        f"{where}: {counted(len(found), 'finding')} accepted",
    )
    if kept:
        told = Words(f"{told.zh}，另有 {kept} 个不能接受", f"{told.en}, {kept} can't be")
    click.echo(visible(told.in_(lang)))
    ctx.exit(status)


@command.command(
    "prune",
    short_help="drop what was mended 删去已改正的",
    epilog=examples("planlint ratchet prune", "planlint ratchet prune plans/"),
)
@paths_argument
@choice_options
@config_option
@lang_option
@click.pass_context
def prune(
    ctx: click.Context, paths: tuple[Path, ...], wanted: Wanted, config_file: Path | None, lang: Lang
) -> None:
    """Drop what was mended in the plans under PATH (else of the project), and narrow gaps that grew smaller.

    \b
    从清单中删去已改正的和强制的规则报告的问题，并把变小的差距记小；
    没有检查的规划不动。

    Without PATH entries for plans that the project no longer holds are dropped too.
    """
    project, file = _read(paths, wanted, config_file, lang)
    status = tell_faults(project, lang)
    with working(lang):
        report = report_on(project)
    states = _states(project, report)
    held = {typed(plan.id) for plan in report.corpus.plans}
    accepted = [finding for finding in report.findings if finding.accepted]
    left = [
        entry
        for entry, state in states
        if state in ("wider", "undecided") or (state == "elsewhere" and (paths or entry.plan in held))
    ]
    if states:
        _write(file, accepted, left, lang)
        remain = len(accepted) + len(left)
        dropped = len(states) - remain
        words = Words(
            f"{shown(file)}：删去 {dropped} 个，还有 {remain} 个",
            f"{shown(file)}: {dropped} dropped, {remain} left",
        )
        click.echo(visible(words.in_(lang)))
    else:
        _tell_that_nothing_is_accepted(project, file, lang)
    ctx.exit(status)


@command.command(
    "show",
    short_help="what is accepted, and what became of it 清单及其现状",
    epilog=examples("planlint ratchet show", "planlint ratchet show plans/ --lang en"),
)
@paths_argument
@choice_options
@config_option
@lang_option
@click.pass_context
def show(
    ctx: click.Context, paths: tuple[Path, ...], wanted: Wanted, config_file: Path | None, lang: Lang
) -> None:
    """List what the ratchet accepts, and what became of it in the plans under PATH (else of the project).

    列出清单中的问题：仍在、变大、已改正、未判断、未检查，及接受时的差距。
    """
    project, file = _read(paths, wanted, config_file, lang)
    status = tell_faults(project, lang)
    with working(lang):
        report = report_on(project)
    states = _states(project, report)
    for entry, state in states:
        label = padded(STATE[state].in_(lang), _COLUMNS)
        click.echo(visible(f"{label}  {entry.finding}  {gap_words(entry.gap, entry.unit, lang)}".rstrip()))
    if not states:
        _tell_that_nothing_is_accepted(project, file, lang)
    ctx.exit(status)


def _read(
    paths: tuple[Path, ...], wanted: Wanted, config_file: Path | None, lang: Lang
) -> tuple[Project, Path]:
    """The plans, and where their ratchet stands or is to stand."""
    project = read_plans(paths, config_file, lang, wanted=wanted)
    if project.config.ratchet is None:
        words = Words(
            "没有 planlint.yaml，请用 --ratchet 指明清单文件",
            "there is no planlint.yaml: name a file with --ratchet",
        )
        raise Refusal(words, lang)
    return project, project.config.ratchet


def _may_be_replaced(file: Path) -> bool:
    """Whether nothing is lost but a ratchet, whatever its state, where a file is written anew."""
    try:
        data = without_bom(read_whole(file))
    except UnfitFileError as unfit:
        return unfit.kind in ("missing", "not-a-file")  # what is no file is written to, or can't be
    top = parse_document(data, "").top
    if top is not None:
        return [*top.keys] == ["ratchet"]
    lines = (line.strip() for line in data.splitlines())  # of what is no YAML the first key can be seen
    first = next((line for line in lines if line and not line.startswith(b"#")), b"")
    return not data.strip() or first.partition(b":")[0].rstrip() == b"ratchet"


def _states(project: Project, report: Report) -> list[tuple[Acceptance, str]]:
    """Every entry and what became of it, in the order of the file."""
    states = {id(use.acceptance): use.state for use in report.acceptances}
    return [(entry, states.get(id(entry), "elsewhere")) for entry in project.accepted]


def _tell_that_nothing_is_accepted(project: Project, file: Path, lang: Lang) -> None:
    """That the ratchet has no entries, or that there is none; of one that can't be used its faults were told."""
    if any(fault.file == shown(file) for fault in project.faults):
        return
    words = Words("没有这个清单", "there is no such ratchet")
    if os.path.lexists(file):
        words = Words("清单是空的", "the ratchet is empty")
    click.echo(visible(f"{shown(file)}{Words('：', ': ').in_(lang)}{words.in_(lang)}"))


def _acceptable(finding: Finding, project: Project, report: Report) -> bool:
    """Whether a finding can be accepted: not of a file that can't be used, nor of a mandatory rule."""
    judges = {rule.id: rule.judge for rule in report.rules}
    return (
        finding.open
        and finding.plan is not None
        and finding.rule not in READING_RULES
        and judges[finding.rule] not in EXCEPTIONS
        and not project.config.is_mandatory(finding.rule)
    )


def _write(file: Path, found: Iterable[Finding], left: Iterable[Acceptance], lang: Lang) -> None:
    entries = [(finding.key, finding.gap, finding.unit) for finding in found]
    entries += [(entry.finding, entry.gap, entry.unit) for entry in left]
    try:
        write_text(file, ratchet_text(entries))
    except OSError as error:
        raise unwritable(file, error, lang) from None
