"""Documents checked against the form of their kind: every fault located and said in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from planlint.model import YamlPath
from planlint.reading.document import Document, Fault, Node, brief, first_faults, node_at, plain_data
from planlint.reading.document import Mapping as MappingNode
from planlint.reading.schema import FORMS, PATTERN_WORDS, RULE_ID, RULE_NAME
from planlint.words import Words, did_you_mean


def unknown_kind(document: Document) -> Fault:
    """The fault of a YAML file whose top key names no kind of file, or one that has a name of its own."""
    key = document.kind or ""
    if key in _NAMED:
        return _at_top_key(document, _NAMED[key])
    heads = ("plan", "indicators", "statistics", "rule", "ratchet", "planlint")
    hint = did_you_mean(key, heads)
    problem = Words(
        f"顶层键“{brief(key)}”不是 planlint 的文件（应为 {'、'.join(heads)} 之一）{hint.zh}",
        f"top key “{brief(key)}” is no planlint file (should be one of {', '.join(heads)}){hint.en}",
    )
    return _at_top_key(document, problem)


_NAMED = {
    "planlint": Words("配置文件应名为 planlint.yaml", "a configuration is named planlint.yaml"),
    "cases": Words(
        "用例文件应与规则同名，如 PL201.cases.yaml", "cases are named after their rule: PL201.cases.yaml"
    ),
}


def another_kind(document: Document, expected: str) -> Fault:
    """The fault of a file that by its name should begin with another top key."""
    key = document.kind or ""
    problem = Words(
        f"此文件的顶层键应为 {expected}，实为“{brief(key)}”",
        f"the top key of this file should be {expected}, not “{brief(key)}”",
    )
    return _at_top_key(document, problem)


def _at_top_key(document: Document, problem: Words) -> Fault:
    assert document.top is not None
    span = next((key.span for key in document.top.keys.values()), document.top.span)
    return Fault("PL005", document.file, span, problem)


def validate(document: Document) -> tuple[Any, tuple[Fault, ...]]:
    """The document as an instance of its form, or None and every fault against the form."""
    assert document.top is not None and document.kind is not None
    form = FORMS[document.kind][1]
    try:
        return form.model_validate(plain_data(document.top)), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, first_faults(document, _faults(document, form, details))


def _faults(
    document: Document, form: type[BaseModel], details: Iterable[Mapping[str, Any]]
) -> Iterator[Fault]:
    assert document.top is not None
    told = {fault.span for fault in document.faults}
    for detail in details:
        path, rest = _steps(document.top, detail["loc"])
        unknown = detail["type"] == "extra_forbidden"
        span = node_at(document.top, path).span
        if unknown or rest == ("[key]",):
            parent = node_at(document.top, path[:-1])
            assert isinstance(parent, MappingNode)
            span = parent.keys[str(path[-1])].span
        if unknown:
            hint = did_you_mean(str(path[-1]), _known_keys(form, path[:-1]))
            key = brief(path[-1])
            problem = Words(f"不认识的键“{key}”{hint.zh}", f"unknown key “{key}”{hint.en}")
        else:
            problem = _problem(detail, ".".join(map(brief, path)), rest)
        # Of a node that can't be read, such as an alias, nothing more is said.
        if span not in told:
            yield Fault("PL004", document.file, span, problem)


def _steps(top: Node, loc: Iterable[str | int]) -> tuple[YamlPath, tuple[str | int, ...]]:
    """The steps of a model's location that lead through the file, and those behind: tags of unions, a missing key."""
    node = top
    path: list[str | int] = []
    rest: list[str | int] = []
    for step in loc:
        inside = node_at(node, (step,))
        if inside is node:
            rest.append(step)
        else:
            node, rest = inside, []
            path.append(step)
    return tuple(path), tuple(rest)


def _problem(detail: Mapping[str, Any], where: str, rest: tuple[str | int, ...]) -> Words:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return Words(f"{where or '文件'} 缺少必填项“{rest[-1]}”", f"{where or 'the file'} lacks “{rest[-1]}”")
    if kind == "string_pattern_mismatch":
        return _misfit(detail["input"], context["pattern"])
    if kind == "literal_error":
        found = brief(detail["input"])
        allowed = [word.strip(" '") for word in context["expected"].replace(" or ", ",").split(",")]
        hint = did_you_mean(found, allowed)
        return Words(
            f"“{found}”不在可用的词中：{'、'.join(allowed)}{hint.zh}",
            f"“{found}” is not one of {', '.join(allowed)}{hint.en}",
        )
    expected = _TYPE_WORDS[kind]
    return Words(f"{where} 应为{expected.zh}", f"{where} should be {expected.en}")


def misnamed(rule_id: str, name: str) -> Words | None:
    """Why a rule can't have this id and name, if it can't."""
    formed = ((rule_id, RULE_ID), (name, RULE_NAME))
    return next((_misfit(word, form) for word, form in formed if not re.fullmatch(form, word)), None)


def _misfit(found: object, pattern: str) -> Words:
    """That a text hasn't the form that it should have."""
    told, form = brief(found), PATTERN_WORDS[pattern]
    return Words(f"“{told}”不合要求：应为{form.zh}", f"“{told}” should be {form.en}")


_TYPE_WORDS = {
    "string_type": Words("文字", "a text"),
    "string_too_short": Words("非空的文字", "a text that is not empty"),
    "string_too_long": Words("较短的文字", "a shorter text"),
    "list_type": Words("列表", "a list"),
    "dict_type": Words("键值映射", "a mapping"),
    "model_type": Words("键值映射", "a mapping"),
    "too_short": Words("非空的内容（个数不足）", "longer (too few items)"),
    "too_long": Words("较短的列表（个数过多）", "shorter (too many items)"),
    "union_tag_invalid": Words("数值，或带 figure 的键值映射", "a figure, or a mapping with a figure"),
    "descending": Words("从小到大的行号", "line numbers that go up"),
    "no_such_day": Words("真实的日期", "a day that exists"),
}
"""What would have been right, by the type of pydantic's error or of a check of our own."""


def _known_keys(form: type[BaseModel], path: YamlPath) -> tuple[str, ...]:
    """The keys that the form allows at a place in the file."""
    current: set[type[BaseModel]] = {form}
    for step in path:
        found = {
            model
            for owner in current
            for name, info in owner.model_fields.items()
            if step in (name, info.alias)
            for model in _models_in(info.annotation)
        }
        if found:
            current = found
    return tuple(info.alias or name for owner in current for name, info in owner.model_fields.items())


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
