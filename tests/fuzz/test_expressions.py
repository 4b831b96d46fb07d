"""No regular expression of planlint can take long: none has repeats that share characters next to or inside one another."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import planlint
from planlint.configuration import _step

_parser: Any = getattr(re, "_parser")  # noqa: B009 (the standard library's own, which types don't know)
FOLDER = Path(planlint.__file__).parent
MANY = 100
"""Repeats up to so many times are none without an end: they take no more than so many times as long."""
ALPHABET = {
    chr(code)
    for code in (*range(0x250), *range(0x2000, 0x2070), *range(0x3000, 0x3040), *range(0xFF00, 0xFF60))
}
MADE_BY_FUNCTIONS = {
    ("configuration.py", "fnmatch.translate(pattern.replace('[', '[[]'))"),
    ("sound.py", "self._pattern.replace('\\\\w', self._letters)"),
}  # fmt: skip
"""What is put together when it is asked for: one step of a glob, the schemas' patterns (below)."""


PASSED = {r"^(\s*[0-9A-Fa-f]{2})*\s*$"}
"""Blanks at the end are looked at twice: as those before a further byte, and as the last."""


def expressions() -> Iterator[tuple[str, str]]:
    """(where, pattern) of every expression that a module keeps, a call names or a schema holds."""
    for module in pkgutil.walk_packages(planlint.__path__, "planlint."):
        if module.name == "planlint.__main__":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                pattern = value.pattern
                yield (
                    f"{module.name}.{name}",
                    pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern,
                )
    for file in sorted(FOLDER.rglob("*.py")):
        for call in calls_of_re(file):
            if isinstance(call.args[0], ast.Constant):
                pattern = call.args[0].value
                yield (
                    f"{file.name}:{call.lineno}",
                    pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern,
                )
    for file in sorted((FOLDER / "data/schemas").glob("*.json")):
        for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*+")', file.read_text("utf-8")):
            yield file.name, json.loads(pattern)
    yield "a step of a glob", _step("*a?*b*").pattern


def calls_of_re(file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr not in ("escape", "error"):
                yield node


class Ambiguous(Exception):  # noqa: N818 (an answer)
    """Two repeats could share the same characters in several ways."""


@dataclass(frozen=True)
class Item:
    """A part of a sequence."""

    letters: Set[str]
    """What it can match."""
    first: Set[str]
    """What it can begin with."""
    endless: bool = False
    """Whether it repeats without end."""
    optional: bool = False
    """Whether it can match nothing."""


Sequences = list[list[Item]]
"""The ways in which an expression can be gone through, each a part behind the other."""


def sequences(tree: Any) -> Sequences:
    found: Sequences = [[]]
    for kind, argument in tree:
        found = [[*before, *behind] for before, behind in product(found, ways(str(kind), argument))]
    return found


def ways(kind: str, argument: Any) -> Sequences:
    """The ways to go through one node."""
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return repeat(*argument, gives_back=kind != "POSSESSIVE_REPEAT")
    if kind == "SUBPATTERN":
        return sequences(argument[3])
    if kind == "ATOMIC_GROUP":
        return [[united(sequences(argument), endless=False, optional=False)]]
    if kind == "BRANCH":
        return [way for branch in argument[1] for way in sequences(branch)]
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return [[]]
    letters = characters(kind, argument)
    return [[Item(letters, letters)]]


def repeat(least: int, most: int, body: Any, *, gives_back: bool) -> Sequences:
    inside, endless = sequences(body), int(most) > MANY
    nested = any(item.endless for way in inside for item in way)
    if endless and nested:
        first = united(inside, endless=True, optional=False).first
        for one, other in product(inside, inside):
            if one[-1].endless and one[-1].letters & first:
                raise Ambiguous
            unshared([*one, *other])
            # Without a part that is always there the repeats could be cut anywhere.
            if all(item.endless or item.optional for item in one):
                raise Ambiguous
    if nested and not endless:
        return [[], *inside] if least == 0 else inside
    return [[united(inside, endless=endless and gives_back, optional=least == 0)]]


def united(inside: Sequences, *, endless: bool, optional: bool) -> Item:
    letters, first = set[str](), set[str]()
    for way in inside:
        letters |= set[str]().union(*(item.letters for item in way))
        for item in way:
            first |= item.first
            if not item.optional:
                break
    return Item(letters, first, endless, optional)


def characters(kind: str, argument: Any) -> set[str]:
    if kind == "ANY":
        return ALPHABET
    if kind == "LITERAL":
        return {chr(argument)}
    if kind == "NOT_LITERAL":
        return ALPHABET - {chr(argument)}
    assert kind == "IN", kind
    negated = str(argument[0][0]) == "NEGATE"
    found = set[str]()
    for inner, value in argument[negated:]:
        if str(inner) == "RANGE":
            found |= {chr(code) for code in range(value[0], min(value[1], 0xFFFF) + 1)}
        elif str(inner) == "LITERAL":
            found.add(chr(value))
        else:
            assert str(inner) == "CATEGORY", inner
            matches = re.compile(
                {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
            ).match
            found |= {one for one in ALPHABET if bool(matches(one)) != ("_NOT_" in str(value))}
    return ALPHABET - found if negated else found


def unshared(way: list[Item]) -> None:
    """Raises where two repeats without end share characters, and nothing stands between them that tells them apart."""
    for index, one in enumerate(way):
        for other in way[index + 1 :] if one.endless else ():
            if other.endless and one.letters & other.first:
                raise Ambiguous
            if not other.optional and not other.letters <= one.letters:
                break


def check(pattern: str) -> None:
    for way in sequences(_parser.parse(pattern)):
        unshared(way)


@pytest.mark.parametrize(
    "pattern", [r"(a*)*", r"(a+)+b", r"(\w+\s?)+$", r"(a|b+)*c",
                r"\d+\d*x", r".*.*a", r"a*b?a*c",
                r"(a*ba*)*c", r".*a.*b", r"(?:x*y?)*z", r"(ab+|b)*c"]
)  # fmt: skip
def test_what_takes_long_is_told(pattern: str) -> None:
    with pytest.raises(Ambiguous):
        check(pattern)


@pytest.mark.parametrize(
    "pattern", [r"(?:[^/]+/)*x", r"[0-9]+(?:\.[0-9]+)*", r"(\s*[0-9a-f]{2})*", r"a*b", r"(?>.*?a)(?>.*?b)c", r"x*(?:yx*)*z", r"[0-9]++[0-9]*", r"(a{1,30}b)*"]
)  # fmt: skip
def test_what_takes_no_longer_than_its_text_is_passed(pattern: str) -> None:
    check(pattern)


EXPRESSIONS = sorted(set(expressions()))


@pytest.mark.parametrize(("where", "pattern"), EXPRESSIONS, ids=[where for where, _ in EXPRESSIONS])
def test_no_expression_takes_longer_than_in_proportion(where: str, pattern: str) -> None:
    if pattern not in PASSED:
        check(pattern)


def test_all_expressions_are_looked_at() -> None:
    made = {
        (file.name, ast.unparse(call.args[0]))
        for file in FOLDER.rglob("*.py")
        for call in calls_of_re(file)
        if not isinstance(call.args[0], ast.Constant)
    }
    kept = {pattern for where, pattern in EXPRESSIONS if where.startswith("planlint.")}
    assert MADE_BY_FUNCTIONS == {one for one in made if one in MADE_BY_FUNCTIONS}
    assert len(kept) > 20
