"""The rule book: a page for each rule, made from the rule and the cases beside it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from planlint.frozen import frozen
from planlint.judging.joins import HELD_THE_SAME, JOINS, SAME, alone
from planlint.judging.relations import RELATIONS
from planlint.judging.rule import Rule
from planlint.words import Words

INDEX = "README.md"
MADE = "<!-- planlint rules docs --write docs/rules -->\n"

_FAMILY: Mapping[str, Words] = {
    "PL0": Words("文件、名称、读数、年份、行政区", "files, names, readings, years, divisions"),
    "PL1": Words("单位与写法", "units and form"),
    "PL2": Words("上下级之间", "across levels"),
    "PL3": Words("一份规划之内", "within a plan"),
    "PL4": Words("时间与算术", "time and arithmetic"),
    "PL5": Words("出处、文档、例外", "provenance, document, exceptions"),
}
_HEADINGS: Mapping[str, Words] = {
    "fail": Words("不成立的例子", "An example that fails"),
    "pass": Words("成立的例子", "An example that passes"),
    "not-comparable": Words("无法比较的例子", "An example that can't be compared"),
}


@frozen()
class Example:
    """One case of a rule."""

    name: str
    expect: str
    """`fail`, `pass` or `not-comparable`."""
    files: tuple[str, ...]
    """Small plans and what else they need, each the text of a file; bytes as hexadecimal digits."""
    message: Words | None
    """What the rule says of them, if anything."""


def pages(rules: Sequence[tuple[Rule, Sequence[Example]]]) -> dict[str, str]:
    """The book: name of each page and its text."""
    book = {f"{rule.id}.md": "\n".join(_page(rule, examples)) for rule, examples in rules}
    by_id = sorted((rule for rule, _ in rules), key=lambda rule: rule.id)
    return {INDEX: "\n".join(_index(by_id)), **book}


def _index(rules: Iterable[Rule]) -> Iterator[str]:
    yield "# 规则 · Rules\n"
    yield MADE
    family = None
    for rule in rules:
        if rule.id[:3] != family:
            family = rule.id[:3]
            words = _FAMILY.get(family)
            yield f"\n## {family}xx {words.zh} · {words.en}" if words else f"\n## {family}"
            yield "| | | |\n|---|---|---|"
        yield f"| [{rule.id}]({rule.id}.md) | `{rule.name}` | {_cell(rule.why.zh)}<br>{_cell(rule.why.en)} |"
    yield ""


def _page(rule: Rule, examples: Sequence[Example]) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}\n"
    yield MADE
    yield f"{rule.why.zh}\n\n{rule.why.en}\n"
    yield "## 发现什么 · What it finds"
    yield f"> {rule.message.zh}\n>\n> {rule.message.en}\n"
    yield "| | |\n|---|---|"
    for label, value in _facts(rule):
        yield f"| {label.zh} · {label.en} | {value} |"
    if rule.settable:
        yield "\n## 参数 · Options"
        yield f"`planlint.yaml`: `options: {{{rule.id}: {{…}}}}`\n"
        yield "| | |\n|---|---|"
        for option, value in rule.settable.items():
            yield f"| `{option}` | {_code(value)} |"
    for expect, heading in _HEADINGS.items():
        example = next((example for example in examples if example.expect == expect), None)
        if example is not None:
            yield f"\n## {heading.zh} · {heading.en}"
            yield from _example(example)
    yield ""


def _facts(rule: Rule) -> Iterator[tuple[Words, str]]:
    if rule.severity is not None:
        yield Words("严重程度", "severity"), _code(rule.severity)
    else:
        each = (f"{value}：{given}" for value, given in rule.severities.items())
        yield Words("严重程度", "severity"), f"{_code(rule.severity_by or '')}：{_cell('；'.join(each))}"
    yield Words("判断", "judges"), _code(rule.judge)
    join = JOINS[rule.against] if rule.against else alone(rule.judge)
    if rule.against:
        yield Words("对照", "against"), f"{_code(rule.against)}: {_told(join)}"
    held = {*rule.same, *HELD_THE_SAME.get(rule.against or "", ())}
    if held:
        yield Words("相同", "the same"), "、".join(_code(word) for word in SAME if word in held)
    for key, wanted in rule.when.items():
        yield Words("只当", "only when"), f"{_code(key)}：{'、'.join(wanted)}"
    yield Words("要求", "requires"), f"{_code(rule.require)}: {_told(RELATIONS[rule.require].relation)}"
    if rule.after:
        links = (f"[{other}]({other}.md)" for other in rule.after)
        yield Words("先行规则", "after"), "、".join(links)
    if rule.since:
        yield Words("始于", "since"), rule.since


def _told(function: object) -> str:
    """The first sentence of what a join or relation says of itself."""
    text = inspect.getdoc(function) or ""
    return _cell(text.split("\n\n")[0])


def _example(example: Example) -> Iterator[str]:
    yield f"{example.name}\n"
    for text in example.files:
        yield f"```yaml\n{text.rstrip()}\n```"
    if example.message is not None:
        yield f"\n> {_line(example.message.zh)}\n>\n> {_line(example.message.en)}"


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def stale(folder: Path, book: Mapping[str, str]) -> list[str]:
    """Pages in a folder that the book has no more."""
    return sorted(file.name for file in folder.glob("*.md") if file.name not in book)
