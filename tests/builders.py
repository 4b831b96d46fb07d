"""Small plans through the real loader, so that a test shows what is written and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from planlint.auditing import Report, corpus_of, report_on
from planlint.catalogue import Catalogue
from planlint.files import yaml_names
from planlint.findings import Finding
from planlint.judging.corpus import Corpus
from planlint.judging.engine import Judgement, judge
from planlint.judging.rule import Rule
from planlint.meaning import Meaning
from planlint.model import Plan
from planlint.project import Config, Project, load, load_documents
from planlint.reading.catalogues import read_catalogue
from planlint.reading.document import Document, Fault, parse_document
from planlint.reading.plans import read_plan
from planlint.reading.rules import read_rule

CATALOGUE = """
sector: test
fold: [常住]
indicators:
  - {id: smoking, name: 吸烟率, aliases: [成人吸烟率], name_en: Smoking, unit: "%", better: lower,
     plausible: [5, 60], near: [tobacco], at_most: [tobacco], population: 成人}
  - {id: tobacco, name: 烟草使用率, unit: "%", better: lower, near: [smoking]}
  - {id: literacy, name: 健康素养水平, name_en: Health literacy, unit: "%", better: higher, plausible: [0, 100]}
  - {id: managed, name: 管理率, unit: "%", better: higher}
  - {id: well-managed, name: 规范管理率, unit: "%", better: higher, part_of: [managed]}
  - {id: infant, name: 婴儿死亡率, unit: ‰, better: lower, denominator: 活产, plausible: [0, 80], at_most: [under5]}
  - {id: under5, name: 5岁以下儿童死亡率, unit: ‰, better: lower, denominator: 活产}
  - {id: staff, name: 每千人口医师数, unit: 人/千人, better: higher, plausible: [0, 20]}
  - {id: life, name: 预期寿命, unit: 岁, better: higher, plausible: [50, 95]}
  - {id: sex-ratio, name: 性别比, unit: 无, better: neither}
  - {id: income-ratio, name: 城乡居民收入比, unit: 无, better: lower}
  - {id: growth, name: 增长速度, unit: "%"}
  - {id: energy-cut, name: 单位GDP能耗降低, unit: "%", better: higher}
  - {id: beds, name: 床位数, unit: 张, better: higher, extensive: true}
  - {id: cover-a, name: 甲覆盖率, aliases: [覆盖率], unit: "%", better: higher}
  - {id: cover-b, name: 乙覆盖率, aliases: [覆盖率], unit: "%", better: higher}
"""

CITY = {"id": "city", "jurisdiction": "150700"}
REGION = {"id": "region", "jurisdiction": "150000"}


def plan_text(*statements: str, **head: str) -> str:
    """A plan file: its head (a county's by default) and its statements in YAML's flow style."""
    given = {
        "id": "county", "title": "规划", "jurisdiction": "150724", "sector": "test", "period": "2021-2025",
    } | head  # fmt: skip
    lines = ["plan:", *(f"  {key}: {_plain(value)}" for key, value in given.items())]
    listed = [f"- {{{statement}}}" for statement in statements]
    return "\n".join([*lines, "statements:" if listed else "statements: []", *listed]) + "\n"


def _plain(value: str) -> str:
    return f'"{value}"' if value.isdigit() else value


def document(text: str, file: str = "1.yaml") -> Document:
    return parse_document(text.encode(), file)


def a_plan(*statements: str, **head: str) -> Plan:
    plan, faults = read_plan(document(plan_text(*statements, **head)))
    assert plan is not None, faults
    return plan


def a_catalogue(text: str = CATALOGUE) -> Catalogue:
    file, faults = read_catalogue(document(text))
    assert file is not None, faults
    return Catalogue((file.indicators,), file.folds)


def a_rule(head: str, message: str = "${indicator}") -> Rule:
    """A rule of these keys, with the rest of what a rule needs."""
    rest = f"message: {{zh: '{message}', en: '{message}'}}, why: {{zh: 因, en: because}}"
    name = "" if "name:" in head else "name: some-rule, "
    rule, faults = read_rule(document(f"rule: {{{name}{head}, {rest}}}"))
    assert rule is not None, faults
    return rule


@cache
def _around() -> Project:
    return replace(load([], Config()), catalogue=a_catalogue())


def a_project(*texts: str | tuple[str, str], context: Iterable[str] = ()) -> Project:
    """The plans of these files (texts, or names and texts), with the packaged rules and divisions."""
    named = [text if isinstance(text, tuple) else (f"{i}.yaml", text) for i, text in enumerate(texts, 1)]
    judged = load_documents([document(text, name) for name, text in named], _around())
    beside = load_documents([document(text, f"c{i}.yaml") for i, text in enumerate(context, 1)], _around())
    return replace(judged, context=beside.judged)


def a_corpus(*texts: str | tuple[str, str], context: Iterable[str] = ()) -> Corpus:
    return corpus_of(a_project(*texts, context=context))


def a_report(*texts: str | tuple[str, str], context: Iterable[str] = ()) -> Report:
    return report_on(a_project(*texts, context=context))


def judged_by(rule: Rule | Iterable[Rule], *texts: str, today: date | None = None) -> Judgement:
    """What these rules, and no others, say of these plans."""
    return judge(a_corpus(*texts), [rule] if isinstance(rule, Rule) else rule, today=today)


def meanings_of(*statements: str, **head: str) -> tuple[Meaning, ...]:
    corpus = a_corpus(plan_text(*statements, **head))
    return corpus.meanings(corpus.judged[0])


def a_meaning(statement: str, *others: str, **head: str) -> Meaning:
    """The meaning of the first statement of a plan."""
    return meanings_of(statement, *others, **head)[0]


def said_of(faults: Iterable[Fault]) -> list[str]:
    """Faults as `line:column rule problem`."""
    return [f"{f.span.line}:{f.span.column} {f.rule} {f.problem.en}" for f in faults]


def told(findings: Iterable[Finding]) -> list[str]:
    """Findings as `severity id`."""
    return [f"{finding.severity} {finding.id}" for finding in findings]


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files that are read under a folder."""
    return [Path(name) for name, _ in yaml_names(str(folder))]
