"""`planlint rules`: list the rules, and run their cases."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.judging.cases import cases_file, run_cases
from planlint.project import load
from planlint.reporting.text import columns, padded
from planlint.reporting.wording import SEVERITY
from planlint.words import Lang, Words


@click.group(
    "rules", invoke_without_command=True, epilog=examples("planlint rules", "planlint rules test rules/")
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the rules, or run their cases.

    规则清单与用例。
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(listed)


@command.command("list", epilog=examples("planlint rules list", "planlint rules list my-rules/ --lang en"))
@paths_argument(required=False)
@config_option
@lang_option
def listed(paths: tuple[Path, ...] = (), config_file: Path | None = None, lang: Lang = "zh") -> None:
    """List every rule that is in force: id, severity, name, and why it matters."""
    project = load(paths or (Path.cwd(),) if config_file is None else paths, config_file=config_file)
    rows = []
    for rule in sorted(project.rules, key=lambda rule: rule.id):
        by = Words("依属性", "by nature").in_(lang)
        told = project.config.severity_of(rule.id)
        severity = SEVERITY[told or rule.severity].in_(lang) if told or rule.severity else by  # type: ignore[index]
        rows.append((rule.id, severity, rule.name, rule.why.in_(lang)))
    widths = [max(columns(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        click.echo(
            "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=False)) + "  " + row[3]
        )


@command.command("test", epilog=examples("planlint rules test", "planlint rules test my-rules/"))
@paths_argument(required=False)
@lang_option
@click.pass_context
def test(ctx: click.Context, paths: tuple[Path, ...], lang: Lang) -> None:
    """Run the cases beside the rules under PATH (else of all rules), through the real loader.

    运行规则旁的用例（*.cases.yaml）。
    """
    project = load(paths or (Path.cwd(),))
    asked = [path.resolve() for path in paths]
    failed = faulty = run = 0
    for fault in project.faults:
        click.echo(
            f"{fault.file}:{fault.span.line}:{fault.span.column} {fault.rule} {fault.problem.in_(lang)}"
        )
        faulty += 1
    for rule in sorted(project.rules, key=lambda rule: rule.id):
        file = Path(rule.file).resolve()
        if asked and not any(path == file or path in file.parents for path in asked):
            continue
        if not cases_file(rule).is_file():
            words = Words("没有用例文件", "has no cases file").in_(lang)
            click.echo(f"{rule.file}: {rule.id} {words} {cases_file(rule).name}")
            failed += 1
            continue
        results, faults = run_cases(rule, project)
        for fault in faults:
            click.echo(f"{fault.file}:{fault.span.line}:{fault.span.column} {fault.problem.in_(lang)}")
            faulty += 1
        for result in results:
            run += 1
            if result.problem is not None:
                failed += 1
                click.echo(
                    f"{result.file}:{result.line}: {rule.id} “{result.name}”: {result.problem.in_(lang)}"
                )
    click.echo(Words(f"{run} 个用例，{failed} 个不符", f"{run} cases, {failed} failed").in_(lang))
    ctx.exit(2 if faulty else int(failed > 0))
