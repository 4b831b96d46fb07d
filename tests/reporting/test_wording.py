"""Two languages, each without words of the other: in the code, in the rules, and of every reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint.cli import main
from planlint.figures.grammar import LONGEST
from planlint.judging.relations import RELATIONS
from planlint.project import Config, load
from planlint.provenance import REASON_WORDS, SOURCE_REASON_WORDS
from planlint.reporting.reading import KIND_WORDS, NOTES
from planlint.reporting.text import render
from planlint.reporting.wording import KIND, REASON, SEVERITY, counted, listed, reason_words
from planlint.words import Words
from tests.builders import a_report, plan_text

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "planlint"

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]")
ENGLISH = re.compile(r"[A-Za-z][\w.=-]+", re.ASCII)

PRINTED = ("优于", "无", "分别", "以上", "万", "亿")
"""Words of the sources and of files, which an English sentence may quote."""


def said() -> Iterator[tuple[str, str, str]]:
    """Every `Words(zh, en)` in the code whose texts are written there: place, Chinese, English."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Words" and len(node.args) == 2:
                chinese, english = (" ".join(_texts(argument)) for argument in node.args)
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", chinese, english


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts of an expression; what stands between braces in them is somebody else's."""
    if isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield str(part.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _texts(node.left)
        yield from _texts(node.right)


def foreign_in_english(text: str) -> list[str]:
    for word in PRINTED:
        text = text.replace(word, "")
    return CHINESE.findall(text)


def foreign_in_chinese(text: str, english: str) -> list[str]:
    """English words that are no names: what a file or the command line calls a thing, both languages name."""
    return [word for word in ENGLISH.findall(text) if word not in english]


def test_what_the_code_says_in_one_language_has_no_words_of_the_other() -> None:
    found = list(said())
    assert len(found) > 100
    mixed = {
        place: (foreign_in_chinese(chinese, english), foreign_in_english(english))
        for place, chinese, english in found
        if foreign_in_chinese(chinese, english) or foreign_in_english(english)
    }
    assert mixed == {}


def test_rules_say_the_same_in_both_languages_without_mixing_them() -> None:
    for rule in load((), Config()).rules:
        for words in (rule.message, rule.why):
            chinese, english = (re.sub(r"\$\{\w+\}", "", text) for text in words)
            quoted = re.sub(r"[“\"`].*?[”\"`]", "", english)
            assert (rule.id, foreign_in_chinese(chinese, english), foreign_in_english(quoted)) == (
                rule.id,
                [],
                [],
            )


def test_both_languages_of_a_rule_name_the_same_facts() -> None:
    for rule in load((), Config()).rules:
        chinese, english = (sorted(re.findall(r"\$\{(\w+)\}", text)) for text in rule.message)
        assert (rule.id, chinese) == (rule.id, english)


UNLISTED = {form.relation.__name__ for form in RELATIONS.values() if not form.listed}
"""Relations whose cases no report lists where they can't be compared."""


def reason_codes(node: ast.AST) -> Iterator[str]:
    """Every code that the code gives as a reason why something can't be compared, or has no range."""
    if isinstance(node, ast.FunctionDef) and node.name in UNLISTED:
        return
    for child in ast.iter_child_nodes(node):
        yield from reason_codes(child)
    if isinstance(node, ast.Call):
        given = [keyword.value for keyword in node.keywords if keyword.arg == "reason"]
        given += node.args[:1] if ast.unparse(node.func) == "not_comparable" else []
        for value in given:
            yield from _texts(value)


def test_every_reason_has_words() -> None:
    files = (*(PACKAGE / "judging").rglob("*.py"), *(PACKAGE / "meaning").rglob("*.py"))
    codes = {code for file in files for code in reason_codes(ast.parse(file.read_text(encoding="utf-8")))}
    assert {"no-base", "bases-disagree", "near-name"} <= codes
    without_range = {"reference", "trend", "done", "ratio", "missing", "compound", "unreadable"}
    assert (codes | without_range) - set(REASON) - {"spoiled:", "weight-known:"} == set()


def test_a_statement_that_waits_for_another_rule_says_for_which() -> None:
    assert reason_words("spoiled:PL010", "zh") == "须先解决 PL010"
    assert reason_words("spoiled:PL010", "en") == "PL010 has to be mended first"


def test_bounds_that_do_not_match_are_told_of_a_point_too() -> None:
    assert reason_words("other-bound", "zh") == "一方有上限或下限，另一方没有"
    assert reason_words("other-bound", "en") == "one has a ceiling or floor where the other has none"


def test_a_reason_without_words_is_told_as_it_is() -> None:
    assert reason_words("something-new", "en") == "something-new"


def test_every_note_of_a_figure_has_words() -> None:
    codes = set()
    for file in (PACKAGE / "figures").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                codes |= {node.value} & {"bounds-differ", "about-bound"}
            if (isinstance(node, ast.keyword) and node.arg == "note") or (
                isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "note"
            ):
                codes |= {
                    part.value
                    for part in ast.walk(node.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and "-" in part.value
                }
    assert codes - set(NOTES) == set()
    assert (
        CliRunner().invoke(main, ["parse", "9" * (LONGEST + 1), "--lang", "en"]).output.count("too long") == 1
    )


@pytest.mark.parametrize(
    "table", [KIND, SEVERITY, REASON, KIND_WORDS, NOTES, REASON_WORDS, SOURCE_REASON_WORDS]
)
def test_every_table_of_words_is_told_in_both_languages(table: dict[str, Words]) -> None:
    for code, words in table.items():
        assert (code, bool(CHINESE.search(words.zh)), foreign_in_english(words.en)) == (code, True, [])


def test_an_english_report_of_a_plan_in_latin_letters_has_no_chinese_letter() -> None:
    report = a_report(
        plan_text(
            "indicator: smoking, target: {2025: <20%}, at: {section: I, table: T, row: 1, line: 1}",
            "indicator: smoking, target: {2025: <25%}, at: {section: II, line: 2-3}",
            "indicator: nobody, target: '3', at: {line: 4}",
            title="Plan",
            jurisdiction="000000",
        )
    )
    shown = render(report, "en", show=frozenset(("findings", "not-comparable")), full=True)
    assert {finding.rule for finding in report.findings} == {"PL011", "PL013", "PL301"}
    assert CHINESE.findall(shown) == []


def test_words_in_a_row() -> None:
    assert (listed(["a", "b"], "zh"), listed(["a", "b"], "en"), listed([], "en")) == ("a、b", "a, b", "")
    assert [counted(n, "note") for n in (0, 1, 2)] == ["0 notes", "1 note", "2 notes"]
