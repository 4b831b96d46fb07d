"""`planlint rules new`, `impact` and `docs`: write a rule, try it on a corpus, print the rule book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from planlint import resources
from planlint.auditing import corpus_of, policy_of
from planlint.cli.options import (
    Refusal,
    config_option,
    examples,
    lang_option,
    paths_argument,
    said,
    unwritable,
)
from planlint.cli.progress import working
from planlint.cli.reading import read_plans, read_project, refuse_files, tell_faults
from planlint.files import ENDINGS
from planlint.findings import Finding
from planlint.judging.cases import messages, read_cases
from planlint.judging.engine import Judgement, judge
from planlint.judging.policy import Policy
from planlint.judging.rule import SEVERITIES, Rule, Severity
from planlint.printing import gap_words
from planlint.project import Project, shown
from planlint.reading.acceptance import kind_of
from planlint.reading.document import read_document
from planlint.reading.forms import another_kind, misnamed
from planlint.reading.rules import read_rule
from planlint.reporting.rulebook import Example, foreign, pages, stale
from planlint.reporting.terminal import visible
from planlint.reporting.wording import SEVERITY, counted, listed
from planlint.words import Lang, Words, did_you_mean
from planlint.writing import write_text


@click.command(
    "new",
    short_help="write a rule and its cases, to be changed 写一条新规则",
    epilog=examples(
        "planlint rules new OWN001 rate-below-city", "planlint rules new OWN002 no-year --folder own/"
    ),
)
@click.argument("rule_id", metavar="ID")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=said(
        "Where (else the first folder under `rules` of the config)", "目录（默认为配置中 rules 的第一个）"
    ),
)
@config_option
@lang_option
def new(rule_id: str, name: str, folder: Path | None, config_file: Path | None, lang: Lang) -> None:
    """Write the file of a rule ID called NAME, and a file of cases that it passes, to begin with.

    写出一条规则和它的用例文件，用例全部符合；照此修改。
    """
    problem = misnamed(rule_id, name)
    if problem is not None:
        raise Refusal(problem, lang)
    project = read_project((), config_file, lang)
    known = (*project.rules, *project.switched_off)
    taken = next((rule for rule in known if rule_id == rule.id or name == rule.name), None)
    if taken is not None:
        words = Words(f"已有规则 {taken.id} {taken.name}", f"there is a rule {taken.id} {taken.name}")
        raise Refusal(words, lang)
    named = (path for path in project.config.rules if path.suffix.lower() not in ENDINGS)
    folder = folder or next(named, Path("rules"))
    texts = {
        folder / f"{rule_id}{ending}": (resources.TEMPLATES / template)
        .read_text(encoding="utf-8")
        .replace("NEW001", rule_id)
        .replace("new-rule", name)
        for template, ending in (("rule.yaml", ".yaml"), ("cases.yaml", ".cases.yaml"))
    }
    there = next((path for path in texts if path.exists()), None)
    if there is not None:
        raise Refusal(Words(f"{shown(there)} 已存在", f"{shown(there)} exists"), lang)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            write_text(path, text)
    except OSError as error:
        raise unwritable(folder, error, lang) from None
    for path in texts:
        click.echo(visible(str(path)))


@click.command(
    "impact",
    short_help="what a rule, or its draft, would find 规则会发现什么",
    epilog=examples(
        "planlint rules impact PL204 plans/",
        "planlint rules impact draft/PL204.yaml plans/",
        "planlint rules impact own/OWN001.yaml",
    ),
)
@click.argument("rule", metavar="RULE")
@paths_argument
@config_option
@lang_option
@click.pass_context
def impact(
    ctx: click.Context, rule: str, paths: tuple[Path, ...], config_file: Path | None, lang: Lang
) -> None:
    """Show what RULE finds in the plans under PATH (else of the project): gained +, lost -, changed ~.

    \b
    一条规则在规划库里会发现什么：新增 +、消失 -、改变 ~。

    RULE is an id or name, compared with the run without it, or the file of a draft, compared with the
    rule of the same id in force.

    RULE 为编号或名称时，与没有它时相比；为草稿文件时，与现行的同号规则相比。
    """
    with working(lang):
        project = read_plans(paths, config_file, lang)
        status = tell_faults(project, lang)
        draft, others, held = _candidate(rule, project, lang)
        corpus, policy = corpus_of(project), _trying(draft, project)
        before = judge(corpus, (*others, *held), policy)
        after = judge(corpus, (*others, draft), policy)
    for line in _differences(draft, before, after, lang):
        click.echo(visible(line))
    ctx.exit(status)


def _candidate(word: str, project: Project, lang: Lang) -> tuple[Rule, list[Rule], list[Rule]]:
    """The rule in question, the other rules in force, and what it is compared with: the one of its id, or nothing."""
    known = (*project.rules, *project.switched_off)
    path = Path(word)
    if path.is_file():
        document = read_document(path, shown(path.absolute()))
        if document.top is None or document.faults:
            refuse_files(document.faults, lang)
        if kind_of(document) != "rule":
            refuse_files([another_kind(document, "rule")], lang)
        draft, faults = read_rule(document)
        if draft is None:
            refuse_files(faults, lang)
        held = [rule for rule in project.rules if rule.id == draft.id and not rule.same_as(draft)]
    else:
        found = next((rule for rule in known if word in (rule.id, rule.name)), None)
        if found is None:
            hint = did_you_mean(word, [name for rule in known for name in (rule.id, rule.name)])
            raise Refusal(Words(f"没有规则“{word}”{hint.zh}", f"no rule “{word}”{hint.en}"), lang)
        draft, held = found, []
    return draft, [rule for rule in project.rules if rule.id != draft.id], held


def _trying(rule: Rule, project: Project) -> Policy:
    """The project's policy, under which the rule is tried even where it is switched off."""
    policy = policy_of(project)
    if project.config.severity_of(rule.id) != "off":
        return policy

    def severity_of(rule_id: str, file: str) -> Severity | Literal["off"] | None:
        return None if rule_id == rule.id else policy.severity_of(rule_id, file)

    return replace(policy, severity_of=severity_of, switched_off=policy.switched_off - {rule.id})


def _differences(rule: Rule, before: Judgement, after: Judgement, lang: Lang) -> Iterable[str]:
    """What the rule finds, then what is gained, lost and changed, other rules' findings among it."""
    own = [finding for finding in after.findings if finding.rule == rule.id]
    counts = Counter(finding.severity for finding in own)
    each = [
        f"{SEVERITY[severity].in_(lang)} {counts[severity]}" for severity in SEVERITIES if counts[severity]
    ]
    unjudged = sum(item.rule == rule.id for item in after.not_comparable)
    told = Words(
        f"{rule.id} {rule.name}：{len(own)} 个问题{f'（{listed(each, lang)}）' if each else ''}，{unjudged} 处无法比较",
        f"{rule.id} {rule.name}: {counted(len(own), 'finding')}{f' ({listed(each, lang)})' if each else ''},"
        f" {unjudged} not comparable",
    )
    yield told.in_(lang)
    old, new_ = _by_id(before), _by_id(after)
    gained = [finding for key, finding in new_.items() if key not in old]
    lost = [finding for key, finding in old.items() if key not in new_]
    changed = [
        (old[key], finding)
        for key, finding in new_.items()
        if key in old and _brief(finding, lang) != _brief(old[key], lang)
    ]
    totals = Words(
        f"新增 {len(gained)} 个，消失 {len(lost)} 个，改变 {len(changed)} 个",
        f"{len(gained)} gained, {len(lost)} lost, {len(changed)} changed",
    )
    yield totals.in_(lang)
    yield from (f"+ {finding.id}  {_brief(finding, lang)}" for finding in gained)
    yield from (f"- {finding.id}  {_brief(finding, lang)}" for finding in lost)
    yield from (f"~ {now.id}  {_brief(was, lang)} → {_brief(now, lang)}" for was, now in changed)


def _by_id(judgement: Judgement) -> dict[str, Finding]:
    return {finding.id: finding for finding in judgement.findings}


def _brief(finding: Finding, lang: Lang) -> str:
    """A finding's severity and gap."""
    gap = gap_words(finding.gap, finding.unit, lang)
    return " ".join(filter(None, (SEVERITY[finding.severity].in_(lang), gap)))


@click.command(
    "docs",
    short_help="a page for each rule 规则手册",
    epilog=examples("planlint rules docs --write docs/rules", "planlint rules docs own/ --write own/docs"),
)
@paths_argument
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=said("Folder of the pages", "写入的目录"),
)
@config_option
@lang_option
@click.pass_context
def docs(
    ctx: click.Context, paths: tuple[Path, ...], folder: Path, config_file: Path | None, lang: Lang
) -> None:
    """Write a page for each rule under PATH (else each built-in rule), made from the rule and its cases.

    由规则及其用例写成规则手册，每条一页。
    """
    project = read_project(paths, config_file, lang)
    status = tell_faults(project, lang)
    known = (*project.rules, *project.switched_off)
    asked = rules_under(paths or [resources.rules_folder()], known)
    book = pages([(rule, _examples(rule, project)) for rule in asked])
    other = foreign(folder, book)
    if other is not None:
        words = Words(
            f"{shown(other)} 不是规则手册写成的，不覆盖；请换一个目录",
            f"{shown(other)} was not written as a page of a rule book and is not overwritten; name another folder",
        )
        raise Refusal(words, lang)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in book.items():
            write_text(folder / name, text)
        for page in stale(folder, book):
            page.unlink()
    except OSError as error:
        raise unwritable(folder, error, lang) from None
    words = Words(f"{folder}：{len(book)} 页", f"{folder}: {counted(len(book), 'page')}")
    click.echo(visible(words.in_(lang)))
    ctx.exit(status)


def rules_under(paths: Iterable[Path], rules: Iterable[Rule]) -> list[Rule]:
    """The rules whose files stand under the paths, by id; without paths all."""
    asked = [path.resolve() for path in paths]
    return [
        rule for rule in sorted(rules, key=lambda rule: rule.id) if not asked or _stands_under(asked, rule)
    ]


def _stands_under(paths: Iterable[Path], rule: Rule) -> bool:
    file = Path(rule.file).resolve()
    return any(path == file or path in file.parents for path in paths)


def _examples(rule: Rule, project: Project) -> list[Example]:
    """The first case of each outcome."""
    cases, _ = read_cases(rule)
    apart = replace(project, rules=(*(other for other in project.rules if other.id != rule.id), rule))
    found: dict[str, Example] = {}
    for case, _ in cases:
        if case.expect not in found:
            told = messages(rule, case, apart) if case.expect == "fail" else []
            files = (*(case.files or ()), *(case.hex or ()))
            found[case.expect] = Example(case.name, case.expect, files, next(iter(told), None))
    return list(found.values())
