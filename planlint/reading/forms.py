"""Documents checked against the form of their kind: every fault located and said in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from planlint.model import Span, YamlPath
from planlint.reading.document import Document, Fault, Node, Sequence, plain_data
from planlint.reading.document import Mapping as MappingNode
from planlint.reading.schema import FORMS
from planlint.words import Words, did_you_mean


def kind_of(document: Document) -> str | None:
    """`plan`, `catalogue`, `rule` or `config`, by the document's top key; None where it is none of them."""
    kind = document.kind
    return FORMS[kind][0] if kind is not None and kind in FORMS else None


def unknown_kind(document: Document) -> Fault:
    """The fault of a YAML file whose top key names no kind of file."""
    key = document.kind or ""
    heads = ("plan", "indicators", "rule", "planlint")
    hint = did_you_mean(key, heads)
    span = document.top.keys[key].span if document.top and key else Span(1, 1, 1, 1)
    return Fault(
        "PL005",
        document.file,
        span,
        Words(
            f"顶层键“{key}”不是 planlint 的文件（应为 {'、'.join(heads)} 之一）{hint.zh}",
            f"top key “{key}” is no planlint file (should be one of {', '.join(heads)}){hint.en}",
        ),
    )


def validate(document: Document) -> tuple[Any, tuple[Fault, ...]]:
    """The document as an instance of its form, or None and every fault against the form."""
    assert document.top is not None and document.kind is not None
    form = FORMS[document.kind][1]
    try:
        return form.model_validate(plain_data(document.top)), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        return None, tuple(_faults(document, form, details))


def _faults(
    document: Document, form: type[BaseModel], details: Iterable[Mapping[str, Any]]
) -> Iterator[Fault]:
    assert document.top is not None
    for detail in details:
        node, path, rest = _follow(document.top, detail["loc"])
        kind = detail["type"]
        if kind == "extra_forbidden" and path:
            parent = _follow(document.top, path[:-1])[0]
            assert isinstance(parent, MappingNode)
            key = str(path[-1])
            hint = did_you_mean(key, _known_keys(form, detail["loc"][:-1]))
            problem = Words(f"不认识的键“{key}”{hint.zh}", f"unknown key “{key}”{hint.en}")
            yield Fault("PL004", document.file, parent.keys[key].span, problem)
            continue
        if rest and rest[-1] == "[key]" and isinstance(node, MappingNode):
            key = str(rest[-2]) if len(rest) > 1 else str(path[-1])
            node = node.keys.get(key, node)
        where = ".".join(str(step) for step in path)
        problem = _problem(kind, detail, where, str(rest[-1]) if rest else "")
        yield Fault("PL004", document.file, node.span, problem)


def _follow(top: Node, loc: Iterable[str | int]) -> tuple[Node, YamlPath, tuple[str | int, ...]]:
    """The node that a model's location means; its union tags are no steps in the file."""
    node = top
    path: list[str | int] = []
    rest: list[str | int] = []
    for step in loc:
        if isinstance(node, MappingNode) and str(step) in node.values and step != "[key]":
            node = node.values[str(step)]
            path.append(step)
            rest = []
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            path.append(step)
            rest = []
        elif step == "[key]" and path:
            rest = [path[-1], step]
            parent = _follow(top, path[:-1])[0]
            node = parent
        else:
            rest.append(step)
    return node, tuple(path), tuple(rest)


def _problem(kind: str, detail: Mapping[str, Any], where: str, last: str) -> Words:
    found = detail.get("input")
    context = detail.get("ctx") or {}
    if kind == "missing":
        return Words(f"{where or '文件'} 缺少必填项“{last}”", f"{where or 'the file'} lacks “{last}”")
    if kind == "string_pattern_mismatch":
        pattern = context.get("pattern")
        form = _PATTERN_WORDS.get(_leaf(detail["loc"])) or Words(f"格式 {pattern}", f"the form {pattern}")
        return Words(f"“{found}”不合要求：应为{form.zh}", f"“{found}” should be {form.en}")
    if kind in ("literal_error", "union_tag_invalid"):
        allowed = [
            word.strip(" '") for word in str(context.get("expected", "")).replace(" or ", ",").split(",")
        ]
        hint = did_you_mean(str(found), allowed)
        return Words(
            f"“{found}”不在可用的词中：{'、'.join(allowed)}{hint.zh}",
            f"“{found}” is not one of {', '.join(allowed)}{hint.en}",
        )
    expected = _TYPE_WORDS.get(kind)
    if expected is None:
        return Words(f"{where}：{detail['msg']}", f"{where}: {detail['msg']}")
    return Words(f"{where} 应为{expected.zh}", f"{where} should be {expected.en}")


def _leaf(loc: Iterable[str | int]) -> str:
    steps = [step for step in loc if isinstance(step, str)]
    if steps and steps[-1] == "[key]":
        return "[key]"
    return next((step for step in reversed(steps) if step not in ("one", "list", "figure", "years")), "")


_TYPE_WORDS = {
    "string_type": Words("文字", "a text"),
    "string_too_short": Words("非空的文字", "a text that is not empty"),
    "string_too_long": Words("较短的文字", "a shorter text"),
    "list_type": Words("列表", "a list"),
    "dict_type": Words("键值映射", "a mapping"),
    "model_type": Words("键值映射", "a mapping"),
    "model_attributes_type": Words("键值映射", "a mapping"),
    "too_short": Words("非空的内容（个数不足）", "longer (too few items)"),
    "too_long": Words("较短的列表（个数过多）", "shorter (too many items)"),
}

_PATTERN_WORDS = {
    "jurisdiction": Words("六位行政区划代码，如 150724", "a six-digit division code such as 150724"),
    "superior": Words("六位行政区划代码，如 150700", "a six-digit division code such as 150700"),
    "period": Words("年份或起止年份，如 2021-2025", "a year or first-last years such as 2021-2025"),
    "[key]": Words(
        "年份、起止年份或 undated，如 2025、2016-2020",
        "a year, a span or undated, such as 2025 or 2016-2020",
    ),
    "line": Words("行号，如 348 或 375-377", "a line number such as 348 or 375-377"),
    "until": Words("日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    "sha256": Words("64 位十六进制 SHA-256", "64 hexadecimal digits"),
    "norm": Words("true 或 false", "true or false"),
    "extensive": Words("true 或 false", "true or false"),
    "plausible": Words("数字", "a number"),
    "id": Words("字母、数字和短横线组成的编号", "an id of letters, digits and hyphens"),
    "sector": Words("字母、数字和短横线组成的编号", "an id of letters, digits and hyphens"),
}


def _known_keys(form: type[BaseModel], loc: Iterable[str | int]) -> tuple[str, ...]:
    """The keys that the form allows at a location."""
    current: set[type[BaseModel]] = {form}
    for step in loc:
        if not isinstance(step, str):
            continue
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
    for argument in getattr(annotation, "__args__", ()) or ():
        yield from _models_in(argument)
    origin = getattr(annotation, "__value__", None)
    if origin is not None:
        yield from _models_in(origin)
