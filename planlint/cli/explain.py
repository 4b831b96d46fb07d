"""`planlint explain`: a rule's reasons, or how a finding came about."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.audit import report_on
from planlint.cli.options import config_option, examples, lang_option, paths_argument
from planlint.project import load
from planlint.reporting.derivation import finding_words, rule_words
from planlint.words import Lang, did_you_mean


@click.command(
    epilog=examples(
        "planlint explain PL201",
        "planlint explain PL301:ewenki-health-14:smoking-15plus:2025 corpus/",
    )
)
@click.argument("subject", metavar="RULE|FINDING")
@paths_argument(required=False)
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, subject: str, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Explain a rule (id or name), or a finding by its id: from the printed words to the verdict.

    解释一条规则，或一个问题的由来。Findings are looked for in the plans under PATH, else in the project.
    """
    project = load(paths or (Path.cwd(),), config_file=config_file)
    rule = next((rule for rule in project.rules if subject in (rule.id, rule.name)), None)
    if rule is not None:
        click.echo(rule_words(rule, lang), nl=False)
        return
    report = report_on(project)
    if not project.judged and project.context:
        from dataclasses import replace

        report = report_on(replace(project, judged=project.context, context=()))
    finding = next((finding for finding in report.findings if finding.id == subject), None)
    if finding is None:
        known = [finding.id for finding in report.findings] + [rule.id for rule in project.rules]
        hint = did_you_mean(subject, known)
        ctx.fail(f"没有规则或问题“{subject}”{hint.zh} / no rule or finding “{subject}”{hint.en}")
    click.echo(finding_words(finding, report, lang), nl=False)
