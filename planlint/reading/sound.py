"""The JSON Schema of plans as checks on composed YAML: what passes them needs no model to explain it.

A check takes a node and gives it back as dicts, lists and texts; figures and indicators stay nodes, which know their
places. The schema is made from the models (reading/schema.py); what it can't say, reading/plans.py looks at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from planlint import resources
from planlint.model import KINDS
from planlint.reading.document import MAX_COMPOSED_BYTES

Schema = Mapping[str, Any]
Check = Callable[[Any], Any]
"""A composed node → what it holds as dicts, lists, texts and placed nodes. Raises Unsound."""

_PLACED = frozenset(("indicator", "figure", *KINDS))
"""The keys whose texts stay nodes."""


class Unsound(Exception):  # noqa: N818 (not an error: the models are asked next)
    """A file is not plainly sound."""


@cache
def plan_check() -> Check:
    """The check of a plan file's top node."""
    schema: Schema = json.loads((resources.SCHEMAS / "plan.schema.json").read_bytes())
    return _check(schema, schema["$defs"])


def _check(schema: Schema, models: Schema, placed: bool = False) -> Check:
    """The check of a schema; of several alternatives the node's own kind chooses."""
    by_kind: dict[str, list[Check]] = {}
    # Of two forms of a mapping that by year is the usual one, and the cheaper to refuse.
    for one in sorted(_alternatives(schema, models), key=lambda form: "properties" in form):
        kind = "string" if "enum" in one else one["type"]
        if kind in _CHECKS:
            by_kind.setdefault(kind, []).append(_CHECKS[kind](one, models, placed))
    checks = {_NODES[kind]: _first(several) for kind, several in by_kind.items()}
    if len(checks) == 1:
        return next(iter(checks.values()))

    def by_node(node: Any) -> Any:
        check = checks.get(node.id)
        if check is None:
            raise Unsound
        return check(node)

    return by_node


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
    if len(checks) == 1:
        return checks[0]

    def first(node: Any) -> Any:
        for check in checks:
            try:
                return check(node)
            except Unsound:
                continue
        raise Unsound

    return first


def _text(schema: Schema, _models: Schema, placed: bool) -> Check:
    holds: Callable[[Any], object] | None = None
    if "enum" in schema:
        holds = frozenset(schema["enum"]).__contains__
    elif "pattern" in schema:
        holds = _pattern(schema["pattern"])
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", MAX_COMPOSED_BYTES)

    def text(node: Any) -> Any:
        value = node.value
        if value.__class__ is str and shortest <= len(value) <= longest and (holds is None or holds(value)):
            return node if placed else value
        raise Unsound

    return text


def _pattern(pattern: str) -> Callable[[str], object]:
    """A pattern as Python reads it; of word characters only such as pydantic's expressions know too."""
    return re.compile(pattern.replace(r"\w", "0-9A-Z_a-z\u3400-\u4dbf\u4e00-\u9fff")).fullmatch


def _list(schema: Schema, models: Schema, placed: bool) -> Check:
    item, least = _check(schema["items"], models, placed), schema.get("minItems", 0)

    def items(node: Any) -> Any:
        if node.id != "sequence" or len(node.value) < least:
            raise Unsound
        return [item(value) for value in node.value]

    return items


def _mapping(schema: Schema, models: Schema, placed: bool) -> Check:
    if "patternProperties" in schema:
        return _mapping_by_pattern(schema, models, placed)
    checks = {key: _check(value, models, key in _PLACED) for key, value in schema["properties"].items()}
    required = frozenset(schema.get("required", ()))

    def entries(node: Any) -> Any:
        if node.id != "mapping":
            raise Unsound
        found = {}
        try:
            for key, value in node.value:
                name = key.value
                found[name] = checks[name](value)
        except (KeyError, TypeError):  # a key that is not known, or no text
            raise Unsound from None
        if len(found) == len(node.value) and required <= found.keys():
            return found
        raise Unsound

    return entries


def _mapping_by_pattern(schema: Schema, models: Schema, placed: bool) -> Check:
    ((pattern, inside),) = schema["patternProperties"].items()
    matches, check = _pattern(pattern), _check(inside, models, placed)
    least = schema.get("minProperties", 0)

    def entries(node: Any) -> Any:
        if node.id != "mapping":
            raise Unsound
        found = {}
        for key, value in node.value:
            if key.value.__class__ is not str or not matches(key.value):
                raise Unsound
            found[key.value] = check(value)
        if len(found) == len(node.value) >= least:
            return found
        raise Unsound

    return entries


_CHECKS: Mapping[str, Callable[[Schema, Schema, bool], Check]] = {
    "string": _text,
    "array": _list,
    "object": _mapping,
}
"""Numbers, truth values and null are for editors: to planlint every scalar is a text."""

_NODES = {"string": "scalar", "array": "sequence", "object": "mapping"}
