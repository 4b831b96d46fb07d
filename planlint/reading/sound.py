"""The JSON Schemas as checks on composed YAML: what passes them needs no model to explain it.

A check takes a node and gives it back as dicts, lists and texts; a plan's figures and indicators stay nodes, which know
their places. The schemas are made from the models (reading/schema.py); what that of plans can't say, reading/plans.py
looks at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from planlint import resources
from planlint.model import KINDS
from planlint.reading.document import MAX_COMPOSED_BYTES

Schema = Mapping[str, Any]
Check = Callable[[Any], Any]
"""A composed node → what it holds as dicts, lists, texts and placed nodes. Raises Unsound."""

_PLACED = frozenset(("indicator", "figure", *KINDS))
"""The keys of a plan whose texts stay nodes."""


_PLAIN, _ANY = r"0-9A-Z_a-z\u3400-\u4dbf\u4e00-\u9fff", r"\x00-\U0010ffff"
"""Word characters: those of which pydantic's expressions and Python's agree, and whatever else there is."""


class Unsound(Exception):  # noqa: N818 (not an error: the models are asked next)
    """A file is not plainly sound."""


@cache
def check_of(kind: str, *, plain: bool = True) -> Check:
    """The check of the top node of a file of this kind.

    For `plain` words only; what the models have accepted may hold letters of any script.
    """
    schema: Schema = json.loads((resources.SCHEMAS / f"{kind}.schema.json").read_bytes())
    return _check(
        schema, _Whole(schema["$defs"], _PLACED if kind == "plan" else frozenset(), _PLAIN if plain else _ANY)
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the parts of a schema share."""

    models: Schema
    """The forms that it names, by name."""
    placed: frozenset[str]
    """The keys whose texts stay nodes."""
    letters: str
    """The word characters of its patterns."""


def _check(schema: Schema, whole: _Whole, placed: bool = False) -> Check:
    """The check of a schema; of several alternatives the node's own kind chooses."""
    by_kind: dict[str, list[Check]] = {}
    # Of two forms of a mapping that by year is the usual one, and the cheaper to refuse.
    for one in sorted(_alternatives(schema, whole.models), key=lambda form: "properties" in form):
        kind = "string" if "enum" in one else one["type"]
        if kind in _CHECKS:
            by_kind.setdefault(kind, []).append(_CHECKS[kind](one, whole, placed))
    checks = {node: _first(by_kind.get(kind, [])) for kind, node in _NODES.items()}
    if len(by_kind) == 1:
        return checks[_NODES[next(iter(by_kind))]]
    return lambda node: checks[node.id](node)


def _alternatives(schema: Schema, models: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _alternatives(models[schema["$ref"].rpartition("/")[2]], models)
        return
    several = schema.get("anyOf") or schema.get("oneOf")
    if several is None:
        yield schema
    for one in several or ():
        yield from _alternatives(one, models)


def _first(checks: list[Check]) -> Check:
    """The first of several checks that is passed."""
    if not checks:
        return _refuse
    usual, *others = checks
    if not others:
        return usual
    other = _first(others)

    def first(node: Any) -> Any:
        try:
            return usual(node)
        except Unsound:
            return other(node)

    return first


def _refuse(_node: Any) -> Any:
    raise Unsound


def _text(schema: Schema, whole: _Whole, placed: bool) -> Check:
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", MAX_COMPOSED_BYTES)
    holds: Callable[[str], object]
    if "enum" in schema:
        holds = frozenset(schema["enum"]).__contains__
    elif "pattern" in schema:
        holds = _Formed(schema["pattern"], whole.letters).__getitem__
    else:
        return _any_text(shortest, longest, placed)

    def text(node: Any) -> Any:
        value = node.value
        if value.__class__ is str and shortest <= len(value) <= longest and holds(value):
            return node if placed else value
        raise Unsound

    return text


class _Formed(dict[str, bool]):
    """Whether a text has a form; some short ones, such as years and lines, are looked at once."""

    def __init__(self, pattern: str, letters: str) -> None:
        super().__init__()
        self._ascii = re.compile(pattern, re.ASCII)
        self._pattern, self._letters = pattern, letters

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        """Dear to make, for the many letters, and few files need it."""
        return re.compile(self._pattern.replace(r"\w", self._letters))

    def __missing__(self, text: str) -> bool:
        formed = (self._ascii.fullmatch(text) or self._whole.fullmatch(text)) is not None
        if len(text) <= _SHORT and len(self) < _REMEMBERED:
            self[text] = formed
        return formed


_SHORT, _REMEMBERED = 20, 1000


def _any_text(shortest: int, longest: int, placed: bool) -> Check:
    """The check of texts of any form: most of what a plan has, and so without a look at what they all have alike."""

    def text(node: Any) -> Any:
        value = node.value
        if value.__class__ is str and shortest <= len(value) <= longest:
            return value
        raise Unsound

    def node_of_text(node: Any) -> Any:
        value = node.value
        if value.__class__ is str and shortest <= len(value) <= longest:
            return node
        raise Unsound

    return node_of_text if placed else text


def _list(schema: Schema, whole: _Whole, placed: bool) -> Check:
    item, least = _check(schema["items"], whole, placed), schema.get("minItems", 0)
    most = schema.get("maxItems", MAX_COMPOSED_BYTES)

    def items(node: Any) -> Any:
        if node.id != "sequence" or not least <= len(node.value) <= most:
            raise Unsound
        return [item(value) for value in node.value]

    return items


def _mapping(schema: Schema, whole: _Whole, placed: bool) -> Check:
    if schema.get("additionalProperties") or "patternProperties" in schema:
        return _open_mapping(schema, whole, placed)
    checks = _by_key(schema, whole)
    required = frozenset(schema.get("required", ()))

    def entries(node: Any) -> Any:
        if node.id != "mapping":
            raise Unsound
        pairs, found = node.value, {}
        try:
            for key, value in pairs:
                name = key.value
                found[name] = checks[name](value)
        except (KeyError, TypeError):  # a key that is not known, or no text
            raise Unsound from None
        if len(found) != len(pairs):
            raise Unsound
        for name in required:
            if name not in found:
                raise Unsound
        return found

    return entries


def _by_key(schema: Schema, whole: _Whole) -> dict[str, Check]:
    named = schema.get("properties", {})
    return {key: _check(value, whole, key in whole.placed) for key, value in named.items()}


def _open_mapping(schema: Schema, whole: _Whole, placed: bool) -> Check:
    """The check of a mapping whose keys are not all known beforehand."""
    if "patternProperties" in schema:
        ((pattern, inside),) = schema["patternProperties"].items()
        names = {"pattern": pattern}
    else:
        names, inside = schema.get("propertyNames", {}), schema["additionalProperties"]
    name_of, other, checks = _text(names, whole, False), _check(inside, whole, placed), _by_key(schema, whole)
    required, least = frozenset(schema.get("required", ())), schema.get("minProperties", 0)
    most = schema.get("maxProperties", MAX_COMPOSED_BYTES)

    def entries(node: Any) -> Any:
        pairs, found = node.value, {}
        if node.id != "mapping" or len(pairs) > most:
            raise Unsound
        for key, value in pairs:
            name = name_of(key)
            found[name] = checks.get(name, other)(value)
        if len(found) == len(pairs) >= least and required.issubset(found):
            return found
        raise Unsound

    return entries


_CHECKS: Mapping[str, Callable[[Schema, _Whole, bool], Check]] = {
    "string": _text,
    "array": _list,
    "object": _mapping,
}
"""Numbers, truth values and null are for editors: to planlint every scalar is a text."""

_NODES = {"string": "scalar", "array": "sequence", "object": "mapping"}
