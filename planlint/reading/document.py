"""YAML bytes to nodes that know their place: the only module that knows PyYAML's classes.

Scalars stay text: what a scalar means is decided by the model of the file, never by YAML
(which would read `010` as 8 and `no` as false). Nodes are built from the parser's events without
recursion, since PyYAML's own composer overflows the C stack on deeply nested input.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from planlint.model import Span, YamlPath
from planlint.words import Words

MAX_BYTES = 20_000_000
MAX_DEPTH = 40

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a file itself: it can't be read, is no YAML, or doesn't have the form of its kind."""

    rule: str
    """Id of the reading rule (PL00x) that reports it."""
    file: str
    span: Span
    problem: Words


@dataclass(slots=True)
class Scalar:
    """A text; `plain` where it stands without quotes."""

    text: str
    plain: bool
    span: Span


@dataclass(slots=True)
class Mapping:
    """Keys and their nodes in the order of the file; of a key given twice the first counts."""

    span: Span
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    span: Span
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its only document's top mapping, or None where there is none, and its faults."""

    file: str
    lines: tuple[str, ...]
    top: Mapping | None
    faults: tuple[Fault, ...]

    @property
    def kind(self) -> str | None:
        """The top key, which tells what kind of file it is."""
        return next(iter(self.top.keys), None) if self.top else None


def read_document(path: Path, file: str) -> Document:
    """Read one YAML file; what is wrong with it stands in the document's faults, nothing is raised."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unread(file, Words("不是普通文件", "not a regular file"))
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1e6:.0f} MB"
            return _unread(
                file,
                Words(
                    f"文件过大（{size}，上限 {MAX_BYTES // 10**6} MB）",
                    f"file too large ({size}, limit {MAX_BYTES // 10**6} MB)",
                ),
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _unread(file, Words(f"无法读取：{reason}", f"can't be read: {reason}"))
    return parse_document(data, file)


def parse_document(data: bytes, file: str) -> Document:
    """Parse the bytes of one YAML file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode("utf-8", "replace")) + 1
        found = f"0x{data[error.start]:02X}"
        problem = Words(
            f"不是 UTF-8 编码（字节 {found}）；请另存为 UTF-8",
            f"not UTF-8 (byte {found}); save the file as UTF-8",
        )
        return Document(
            file, (), None, (Fault("PL001", file, Span(line, column, line, column + 1), problem),)
        )
    lines = tuple(re.split(r"\r\n|\r|\n", text))
    builder = _Builder(file)
    try:
        builder.build(text)
    except yaml.YAMLError as error:
        builder.faults.append(_syntax_fault(file, lines, error))
        return Document(file, lines, None, tuple(builder.faults))
    top = builder.top
    if isinstance(top, Mapping):
        return Document(file, lines, top, tuple(builder.faults))
    if not builder.faults:
        problem = (
            Words("文件是空的", "the file is empty")
            if top is None or (isinstance(top, Scalar) and not top.text)
            else Words("最外层应是键值映射", "the top level should be a mapping of keys")
        )
        builder.faults.append(Fault("PL002", file, top.span if top else Span(1, 1, 1, 1), problem))
    return Document(file, lines, None, tuple(builder.faults))


def node_at(top: Node, path: YamlPath) -> Node:
    """The node at a path, or the deepest one on the way to it."""
    node = top
    for step in path:
        if isinstance(node, Mapping) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


def positions(top: Node) -> dict[YamlPath, Span]:
    """Where each scalar stands, and where each mapping and list begins, by YAML path."""
    return dict(_walk(top, ()))


def plain_data(node: Node) -> object:
    """The node as dicts, lists and strings, for the models."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return {key: plain_data(value) for key, value in node.values.items()}


def _walk(node: Node, path: YamlPath) -> Iterator[tuple[YamlPath, Span]]:
    yield path, node.span
    if isinstance(node, Mapping):
        for key, value in node.values.items():
            yield from _walk(value, (*path, key))
    elif isinstance(node, Sequence):
        for index, value in enumerate(node.items):
            yield from _walk(value, (*path, index))


class _Builder:
    """Builds nodes from events with a stack of its own; collects faults instead of raising."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.top: Node | None = None
        self._stack: list[Mapping | Sequence] = []
        self._pending: list[Scalar | None] = []
        self._documents = 0

    def build(self, text: str) -> None:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):
                self._check_tag(event)
                self._add(Scalar(event.value, not event.style, _span(event)))
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._check_tag(event)
                kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
                node = kind(_span(event))
                self._add(node)
                self._stack.append(node)
                self._pending.append(None)
                if len(self._stack) > MAX_DEPTH:
                    self._fault(
                        event,
                        Words(f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} levels deep"),
                    )
                    self.top = None
                    return
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._stack.pop()
                self._pending.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._fault(
                    event,
                    Words(
                        f"不支持 YAML 别名 *{event.anchor}，请写出内容",
                        f"YAML alias *{event.anchor} is not supported; write the content out",
                    ),
                )
                self._add(Scalar("", True, _span(event)))
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._fault(
                        event,
                        Words(
                            "一个文件只能有一个 YAML 文档（多了一个 ---）",
                            "a file holds one YAML document (there is a second ---)",
                        ),
                    )
                    return

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.top = node
            return
        parent = self._stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._pending[-1]
        if key is None:
            self._pending[-1] = self._key(node)
            return
        self._pending[-1] = None
        first = parent.keys.get(key.text)
        if first is None:
            parent.keys[key.text] = key
            parent.values[key.text] = node
            return
        self.faults.append(
            Fault(
                "PL003",
                self.file,
                key.span,
                Words(
                    f"键“{key.text}”重复，已见于第 {first.span.line} 行",
                    f"key “{key.text}” is given twice, first on line {first.span.line}",
                ),
            )
        )

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.faults.append(
            Fault("PL003", self.file, node.span, Words("键应是文字", "a key should be a text"))
        )
        return Scalar("", True, node.span)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self._fault(
                event,
                Words(f"不支持 YAML 标签 {event.tag}", f"YAML tag {event.tag} is not supported"),
            )

    def _fault(self, event: yaml.Event, problem: Words) -> None:
        self.faults.append(Fault("PL003", self.file, _span(event), problem))


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _unread(file: str, problem: Words) -> Document:
    return Document(file, (), None, (Fault("PL001", file, Span(1, 1, 1, 1), problem),))


_SYNTAX_WORDS = (
    ("mapping values are not allowed", "此处不应有冒号（含冒号的文字请加引号）"),
    ("could not find expected ':'", "缺少冒号"),
    ("did not find expected key", "缩进或键有误"),
    ("did not find expected '-' indicator", "列表缩进有误"),
    ("did not find expected ',' or", "缺少逗号或右括号"),
    ("found unexpected end of stream", "引号或括号没有闭合"),
    ("did not find expected node content", "缺少内容"),
    ("found character that cannot start any token", "出现了不能用在此处的字符（如制表符）"),
    ("found a tab character", "缩进不能用制表符"),
    ("control characters are not allowed", "含有不可见的控制字符"),
    ("block sequence entries are not allowed", "此处不能写列表项"),
    ("found undefined alias", "别名没有定义"),
    ("found unknown escape character", "引号内的反斜杠转义有误"),
    ("found undefined tag handle", "标签没有定义"),
)


def _syntax_fault(file: str, lines: tuple[str, ...], error: yaml.YAMLError) -> Fault:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "invalid YAML")
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        line, column = _place_of(lines, getattr(error, "position", 0))
    zh = next((words for start, words in _SYNTAX_WORDS if start in problem), problem)
    words = Words(f"YAML 语法错误：{zh}", f"YAML syntax: {problem}")
    return Fault("PL002", file, Span(line, column, line, column + 1), words)


def _place_of(lines: tuple[str, ...], offset: int) -> tuple[int, int]:
    """Line and column of an offset that the parser gave without a mark."""
    for number, line in enumerate(lines, 1):
        if offset <= len(line):
            return number, offset + 1
        offset -= len(line) + 1
    return max(len(lines), 1), 1
