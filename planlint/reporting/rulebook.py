"""The rule book: a page for each rule, made from the rule and the cases beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from planlint.content import UnfitFileError, read_whole
from planlint.frozen import frozen
from planlint.judging.rule import Rule
from planlint.reporting.facts import Fact, facts, options
from planlint.words import Words

INDEX = "README.md"
MADE = "<!-- planlint rules docs -->\n"
"""Below the heading of each page: only what has it is overwritten or removed."""
_BEGINNING = re.compile(r"# [^\r\n]+(\r?\n){2}<!-- planlint rules docs\b")

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
    for fact in facts(rule):
        yield f"| {fact.label.zh} · {fact.label.en} | {_told(fact)} |"
    if rule.settable:
        yield "\n## 参数 · Options"
        yield f"`planlint.yaml`: `options: {{{rule.id}: {{…}}}}`\n"
        yield "| | |\n|---|---|"
        for fact in options(rule):
            yield f"| {_code(fact.of)} | {'、'.join(_code(words.en) for words in fact.words)} |"
    for expect, heading in _HEADINGS.items():
        example = next((example for example in examples if example.expect == expect), None)
        if example is not None:
            yield f"\n## {heading.zh} · {heading.en}"
            yield from _example(example)
    yield ""


def _told(fact: Fact) -> str:
    """What stands beside a fact's label."""
    words = (_code(words.en) for words in fact.words)
    if fact.are_rules:
        words = (f"[{other.en}]({other.en}.md)" for other in fact.words)
    of = f"{_code(fact.of)}：" if fact.of else ""
    return of + "、".join(words) + (f": {_cell(fact.gloss)}" if fact.gloss else "")


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


def stale(folder: Path, book: Mapping[str, str]) -> list[Path]:
    """Pages in a folder that the book has no more."""
    return sorted(file for file in folder.glob("*.md") if file.name not in book and is_page(file))


def foreign(folder: Path, book: Mapping[str, str]) -> Path | None:
    """The first file in a folder that stands where a page of the book would and was not made as one."""
    files = (folder / name for name in book)
    return next((file for file in files if os.path.lexists(file) and not is_page(file)), None)


def is_page(file: Path) -> bool:
    """Whether a file was made as a page of a rule book."""
    try:
        return _BEGINNING.match(read_whole(file).decode()) is not None
    except (UnfitFileError, UnicodeDecodeError):
        return False
