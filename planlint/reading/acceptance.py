"""Sound files told from others without pydantic, which is imported to explain a fault, never to find that there is none.

The JSON Schemas, which are made from the models, are enough to accept a file. What they can't decide is left to the models.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from planlint import resources
from planlint.reading.document import Document, Fault, plain_data
from planlint.reading.kinds import KIND_BY_TOP_KEY
from planlint.reading.known import KnownDocument

Plain = Mapping[str, Any]
"""A sound file as dicts, lists and texts, by the keys that its form has."""


def kind_of(document: Document) -> str | None:
    """`plan`, `catalogue`, `statistics`, `rule` or `config`, by the document's top key; None where it is none of them."""
    return KIND_BY_TOP_KEY.get(document.kind or "")


def told(document: Document) -> tuple[Plain | None, tuple[Fault, ...]]:
    """What a document says, or None and every fault against the form of its kind."""
    if isinstance(document, KnownDocument):
        return document.told, ()
    assert document.top is not None
    data = plain_data(document.top)
    if accepts(kind_of(document) or "", data):
        assert isinstance(data, dict)
        return data, ()
    from planlint.reading.forms import validate

    form, faults = validate(document)
    if form is None:
        return None, faults
    # pydantic warns of every union that is told apart by a function.
    return form.model_dump(by_alias=True, exclude_none=True, warnings=False), ()


def accepts(kind: str, data: object) -> bool:
    """Whether a kind's schema is fulfilled by dicts, lists and texts; false also where it can't tell."""
    schema = _schema(kind)
    return _fits(schema, data, schema.get("$defs", {}))


@cache
def _schema(kind: str) -> Plain:
    schema: Plain = json.loads((resources.SCHEMAS / f"{kind}.schema.json").read_bytes())
    return schema


def _fits(schema: Plain, value: object, models: Plain) -> bool:
    if "$ref" in schema:
        return _fits(models[schema["$ref"].rpartition("/")[2]], value, models)
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return any(_fits(one, value, models) for one in alternatives)
    if isinstance(value, str):
        return schema.get("type", "string") == "string" and _is_such_text(schema, value)
    if isinstance(value, list):
        return schema.get("type") == "array" and _is_such_list(schema, value, models)
    return (
        schema.get("type") == "object" and isinstance(value, dict) and _is_such_mapping(schema, value, models)
    )


def _is_such_text(schema: Plain, text: str) -> bool:
    if "enum" in schema:
        return text in schema["enum"]
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        return False
    # Of letters beyond ASCII, pydantic's expressions and Python's have different notions.
    return "pattern" not in schema or (text.isascii() and bool(_pattern(schema["pattern"]).match(text)))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    # Python's $ also stands before a last line's end.
    return re.compile(pattern.removesuffix("$") + r"\Z")


def _is_such_list(schema: Plain, items: list[object], models: Plain) -> bool:
    if not schema.get("minItems", 0) <= len(items) <= schema.get("maxItems", len(items)):
        return False
    return all(_fits(schema["items"], item, models) for item in items)


def _is_such_mapping(schema: Plain, entries: dict[str, object], models: Plain) -> bool:
    named = schema.get("properties", {})
    if any(key not in entries for key in schema.get("required", ())):
        return False
    if len(entries) < schema.get("minProperties", 0):
        return False
    others = schema.get("additionalProperties")
    for key, value in entries.items():
        inside = named.get(key) or others
        if not inside or not _is_such_text(schema.get("propertyNames", {}), key):
            return False
        if not _fits(inside, value, models):
            return False
    return True
