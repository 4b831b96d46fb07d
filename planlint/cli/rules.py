"""`planlint rules`: list the rules, run their cases; what writes rules stands in `authoring`."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.authoring import docs, impact, new, rules_under
from planlint.cli.options import Group, config_option, examples, lang_option, paths_argument
from planlint.cli.progress import working
from planlint.cli.reading import read_project, tell_faults
from planlint.judging.cases import cases_file, run_cases
from planlint.judging.rule import Rule
from planlint.project import Project
from planlint.reporting.terminal import columns, padded, visible
from planlint.reporting.text import fault_line
from planlint.reporting.wording import SEVERITY, counted
from planlint.words import Lang, Words


@click.group(
    "rules",
    cls=Group,
    invoke_without_command=True,
    epilog=examples(
        "planlint rules",
        "planlint rules --lang en",
        "planlint rules test rules/",
        "planlint rules new OWN001 rate-below-city",
    ),
)
@config_option
@lang_option
@click.pass_context
def command(ctx: click.Context, config_file: Path | None, lang: Lang) -> None:
    """List the rules, run their cases, write new ones and try them.

    规则清单、用例、编写、试用。
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(listed, paths=(), config_file=config_file, lang=lang)


@command.command(
    "list",
    short_help="every rule in force and why 规则清单",
    epilog=examples("planlint rules list", "planlint rules list my-rules/ --lang en"),
)
@paths_argument
@config_option
@lang_option
@click.pass_context
def listed(ctx: click.Context, paths: tuple[Path, ...], config_file: Path | None, lang: Lang) -> None:
    """List every rule that is in force: id, severity, name, and why it matters.

    列出生效的规则：编号、严重程度、名称、理由。
    """
    project = read_project(paths, config_file)
    rules = sorted(project.rules, key=lambda rule: rule.id)
    rows = [(rule.id, _severity(rule, project, lang), rule.name, rule.why.in_(lang)) for rule in rules]
    widths = [max(columns(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        click.echo(visible("  ".join((*map(padded, row, widths), row[3]))))
    ctx.exit(tell_faults(project, lang))


@command.command(
    "test",
    short_help="run the rules' cases 运行规则用例",
    epilog=examples("planlint rules test", "planlint rules test my-rules/"),
)
@paths_argument
@config_option
@lang_option
@click.pass_context
def test(ctx: click.Context, paths: tuple[Path, ...], config_file: Path | None, lang: Lang) -> None:
    """Run the cases beside the rules under PATH (else of all rules), through the real loader.

    运行规则旁的用例（*.cases.yaml）。

    Exit status 1 where a case goes otherwise than it should or a rule has none, 2 where a file can't be used.
    """
    with working(lang):
        project = read_project(paths, config_file)
        status = tell_faults(project, lang)
        lines = []
        run = failed = 0
        for rule in rules_under(paths, project.rules):
            if not cases_file(rule).is_file():
                words = Words("没有用例文件", "has no cases file").in_(lang)
                lines.append(f"{rule.file}: {rule.id} {words} {cases_file(rule).name}")
                failed += 1
                continue
            results, faults = run_cases(rule, project)
            lines += [fault_line(fault, lang) for fault in faults]
            status = 2 if faults else status
            run += len(results)
            for result in results:
                if result.problem is not None:
                    failed += 1
                    told = result.problem.in_(lang)
                    lines.append(f"{result.file}:{result.line}: {rule.id} “{result.name}”: {told}")
    for line in lines:
        click.echo(visible(line))
    click.echo(Words(f"{run} 个用例，{failed} 个不符", f"{counted(run, 'case')}, {failed} failed").in_(lang))
    ctx.exit(status or int(failed > 0))


for _command in (new, impact, docs):
    command.add_command(_command)


def _severity(rule: Rule, project: Project, lang: Lang) -> str:
    told = project.config.severity_of(rule.id)
    severity = rule.severity if told is None or told == "off" else told
    return SEVERITY[severity].in_(lang) if severity else Words("依属性", "by nature").in_(lang)
