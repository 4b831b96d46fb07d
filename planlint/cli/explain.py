"""`planlint explain`: a rule's reasons, or how a finding came about."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cli.options import Refusal, config_option, examples, lang_option, paths_argument
from planlint.cli.progress import working
from planlint.words import Lang, Words, did_you_mean


@click.command(
    epilog=examples(
        "planlint explain PL201",
        "planlint explain target-weaker-than-superior --lang en",
        "planlint explain PL301:ewenki-health-14:smoking-15plus:2025 corpus/",
    )
)
@click.argument("subject", metavar="RULE|FINDING")
@paths_argument
@config_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context, subject: str, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Explain a rule (id or name), or a finding by its id: from the printed words to the verdict.

    解释一条规则，或一个问题的由来。

    Findings are looked for in the plans under PATH, else in those of the project.
    """
    from planlint.auditing import report_on
    from planlint.cli.reading import read_project, tell_faults
    from planlint.reporting.derivation import finding_words, rule_words

    with working(lang):
        project = read_project(paths, config_file)
        rule = next((rule for rule in project.rules if subject in (rule.id, rule.name)), None)
        report = report_on(project) if rule is None else None
    if rule is not None:
        click.echo(rule_words(rule, lang), nl=False)
        ctx.exit(tell_faults(project, lang))
    assert report is not None
    finding = next((finding for finding in report.findings if finding.id == subject), None)
    if finding is None:
        tell_faults(project, lang)
        names = (word for rule in project.rules for word in (rule.id, rule.name))
        hint = did_you_mean(subject, [*(finding.id for finding in report.findings), *names])
        words = Words(f"没有规则或问题“{subject}”{hint.zh}", f"no rule or finding “{subject}”{hint.en}")
        raise Refusal(words, lang)
    click.echo(finding_words(finding, report, lang), nl=False)
    ctx.exit(tell_faults(project, lang))
