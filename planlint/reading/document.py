"""YAML bytes to nodes that know their place: the only module that knows PyYAML's classes.

Scalars stay text: what a scalar means is decided by the model of the file, never by YAML
(which would read `010` as 8 and `no` as false). Only what YAML calls null is blank: programs
write it for an empty cell, and it is no word. Nodes are built from the parser's events without
recursion, since PyYAML's own composer overflows the C stack on deeply nested input.
"""

from __future__ import annotations

import codecs
import operator
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from planlint.content import MAX_FAULTS, UnfitFileError, read_whole
from planlint.frozen import frozen
from planlint.model import Span, YamlPath
from planlint.words import Words

if TYPE_CHECKING:
    from planlint.reading.slips import Text

try:
    from yaml._yaml import CParser as _Composing  # composes, and makes no objects of nodes
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _Composing  # type: ignore[assignment]  # composes as well, slower

MAX_DEPTH = 40
MAX_NODES = 500_000
"""Texts, mappings and lists of one file, which take some 300 bytes of memory each."""
MAX_COMPOSED_BYTES = 500_000
"""Beyond this a file is read by events alone: nodes take some 300 times its size. So many bytes hold no more than MAX_NODES."""
MAX_COMPOSED_DEPTH = 12
"""Deeper than any sound plan, and harmless to PyYAML's composer, which recurses in C."""
TOO_MANY = Words("问题太多，其余不再列出", "too many faults; the rest is not listed")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@frozen()
class Fault:
    """A fault of a file itself: it can't be read, is no YAML, or doesn't have the form of its kind."""

    rule: str
    """Id of the reading rule (PL00x) that reports it."""
    file: str
    span: Span
    problem: Words


@dataclass(slots=True)
class Scalar:
    """A text."""

    text: str
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


@frozen()
class Document:
    """One YAML file: its only document's top mapping, or None where there is none, and its faults."""

    file: str
    lines: tuple[str, ...]
    top: Mapping | None
    faults: tuple[Fault, ...]
    data: bytes = field(default=b"", repr=False, compare=False)
    """Its bytes, from which positions are worked out again."""

    @property
    def kind(self) -> str | None:
        """The top key, which tells what kind of file it is."""
        return next(iter(self.top.keys), None) if self.top else None


def read_document(path: Path, file: str) -> Document:
    """Read one YAML file; what is wrong with it stands in the document's faults, nothing is raised."""
    data = read_bytes(path, file)
    return Document(file, (), None, (data,)) if isinstance(data, Fault) else parse_document(data, file)


def read_bytes(path: Path, file: str) -> bytes | Fault:
    """The bytes of a file without a byte order mark, or why it can't be read."""
    try:
        return without_bom(read_whole(path))
    except UnfitFileError as unfit:
        return _unread(file, unfit.problem)


def without_bom(data: bytes) -> bytes:
    """The bytes behind byte order marks, which mean nothing in UTF-8."""
    while data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
    return data


def parse_document(data: bytes, file: str) -> Document:
    """Parse the bytes of one YAML file."""
    data = without_bom(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = Layout(data[: error.start].decode("utf-8")).end
        found = f"0x{data[error.start]:02X}"
        problem = Words(
            f"不是 UTF-8 编码（字节 {found}）；请另存为 UTF-8",
            f"not UTF-8 (byte {found}); save the file as UTF-8",
        )
        return Document(
            file, (), None, (Fault("PL001", file, Span(line, column, line, column + 1), problem),)
        )
    layout = Layout(text)
    top, faults = _built(text, file, layout)
    return Document(file, layout.lines, top, faults, data)


def _built(text: str, file: str, layout: Layout) -> tuple[Mapping | None, tuple[Fault, ...]]:
    """The top mapping, None where there is none, and every fault of the YAML."""
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return None, (_forbidden_fault(file, layout, forbidden),)
    builder = _Builder(file, layout)
    try:
        builder.build(text)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.faults, _syntax_fault(text, file, layout, error))
    top = builder.top
    if isinstance(top, Mapping):
        return top, tuple(builder.faults)
    if not builder.faults:
        problem = (
            Words("文件是空的", "the file is empty")
            if top is None or (isinstance(top, Scalar) and not top.text)
            else Words("最外层应是键值映射", "the top level should be a mapping of keys")
        )
        builder.faults.append(Fault("PL002", file, top.span if top else Span(1, 1, 1, 1), problem))
    return None, tuple(builder.faults)


def compose(data: bytes) -> yaml.Node | None:
    """The top node of a file as PyYAML composes it, scalars as text; None where parse_document has to be asked.

    What is composed has one document, no aliases and no tags; keys may still be given twice or be no texts. A
    mapping's `value` is a list of pairs of nodes.
    """
    if len(data) > MAX_COMPOSED_BYTES or data.startswith(_UTF16):
        return None
    if (b"&" in data or b"!" in data) and _MARKED.search(data):
        return None
    composer = (_Composer if _is_shallow(data) else _CountingComposer)(data)
    try:
        top: yaml.Node | None = composer.get_single_node()
    except yaml.YAMLError:
        return None
    finally:
        composer.dispose()
    if any(word in data for word in _NULLS_ENCODED):
        _blank_nulls(top)
    return top


_NULLS = frozenset(("~", "null", "Null", "NULL"))
"""What YAML calls null where it stands without quotes."""
_NULLS_ENCODED = tuple(word.encode() for word in sorted(_NULLS))


def _blank_nulls(top: Any) -> None:
    """Make every null of composed nodes an empty text; keys stay as they are."""
    waiting = [top] if top else []
    while waiting:
        node = waiting.pop()
        if node.id == "mapping":
            waiting += [value for _, value in node.value]
        elif node.id == "sequence":
            waiting += node.value
        elif not node.style and node.value in _NULLS:
            node.value = ""


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_MARKED = re.compile(rb"(?<![0-9A-Za-z\x80-\x84\x86-\xa7\xaa-\xff])[&!]")
"""Where an anchor or a tag may begin: behind no letter (R&D), and no byte of one but for the last of a line end."""


def _is_shallow(data: bytes) -> bool:
    """Whether a file can't nest more than some 400 levels deep, which the C stack has room for.

    A level in brackets needs a bracket. One without them begins in a column behind that of the level around it (lists
    in the same), and before it in its line stand spaces and the signs of levels between them alone.
    """
    return data.count(b"[") + data.count(b"{") <= _MAX_BRACKETS and _DEEP_INDENT not in data.translate(
        _SIGNS_TO_SPACES
    )


_MAX_BRACKETS = 300
_DEEP_INDENT = b" " * 40
_SIGNS_TO_SPACES = bytes.maketrans(b"-?:\t", b"    ")


class _Composer(_Composing):
    """PyYAML's composer without its resolver of types: no scalar has one."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> None:
        pass

    # Called at every node, with a node and an index and with nothing: functions in C do nothing in the least time.
    descend_resolver: Callable[..., object] = operator.is_
    ascend_resolver: Callable[..., object] = tuple


class _CountingComposer(_Composer):
    """The same with a limit to its recursion."""

    _depth = 0

    def descend_resolver(self, _node: object, _index: object) -> None:
        self._depth += 1
        if self._depth > MAX_COMPOSED_DEPTH:
            raise yaml.YAMLError

    def ascend_resolver(self) -> None:
        self._depth -= 1


def composed(document: Document) -> yaml.Node:
    """The top of a document as `compose` gives it."""
    assert document.top is not None
    return _composed(document.top, layout_of(document.data))


def _composed(node: Node, layout: Layout) -> yaml.Node:
    start, end = (
        yaml.Mark("", layout.offset(line, column), line - 1, column - 1, None, 0)
        for line, column in (
            (node.span.line, node.span.column),
            (node.span.end_line, node.span.end_column),
        )
    )
    if isinstance(node, Scalar):
        return yaml.ScalarNode(None, node.text, start, end)  # type: ignore[arg-type]
    if isinstance(node, Sequence):
        return yaml.SequenceNode(None, [_composed(item, layout) for item in node.items], start, end)  # type: ignore[arg-type]
    pairs = [(_composed(node.keys[key], layout), _composed(node.values[key], layout)) for key in node.keys]
    return yaml.MappingNode(None, pairs, start, end)  # type: ignore[arg-type]


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


def brief(found: object) -> str:
    """What a fault quotes of the file: enough to find it by."""
    text = str(found)
    return text if len(text) <= 40 else f"{text[:39]}…"


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


_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows nowhere in a file; the parser itself would give its place in bytes."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class Layout:
    """A text's lines as editors count them; YAML 1.1 ends a line at U+0085, U+2028 and U+2029 too."""

    def __init__(self, text: str) -> None:
        if "\r" in text:
            self.lines = tuple(_LINE_END.split(text))
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:
            self.lines = tuple(text.split("\n"))
            self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both 1-based."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character at a line and column."""
        return self._starts[line - 1] + column - 1

    @property
    def end(self) -> tuple[int, int]:
        """Line and column behind the last character."""
        return len(self.lines), len(self.lines[-1]) + 1


@lru_cache(maxsize=32)
def layout_of(data: bytes) -> Layout:
    """The layout of a file that was read: of the last few they are kept, for one place is rarely asked for alone."""
    return Layout(data.decode("utf-8"))


class _Builder:
    """Builds nodes from events with a stack of its own; collects faults instead of raising."""

    def __init__(self, file: str, layout: Layout) -> None:
        self.file = file
        self.layout = layout
        self.faults: list[Fault] = []
        self._faulty: set[Span] = set()
        self.top: Node | None = None
        self._stack: list[Mapping | Sequence] = []
        self._pending: list[Scalar | None] = []
        self._documents = 0
        self._nodes = 0

    def build(self, text: str) -> None:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):
                self._check_tag(event)
                blank = not event.style and event.value in _NULLS and not self._awaits_key()
                self._add(Scalar("" if blank else event.value, self._span(event)))
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._check_tag(event)
                kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
                node = kind(self._span(event))
                self._add(node)
                self._stack.append(node)
                self._pending.append(None)
                if len(self._stack) > MAX_DEPTH:
                    self._give_up(
                        node.span,
                        Words(f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} levels deep"),
                    )
                    return
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._stack.pop()
                self._pending.pop()
            elif isinstance(event, yaml.AliasEvent):
                span = self._span(event)
                self._fault(
                    span,
                    Words(
                        f"不支持 YAML 别名 *{brief(event.anchor)}，请写出内容",
                        f"YAML alias *{brief(event.anchor)} is not supported; write the content out",
                    ),
                )
                self._add(Scalar("", span))
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._fault(
                        self._span(event),
                        Words(
                            "一个文件只能有一个 YAML 文档（多了一个 ---）",
                            "a file holds one YAML document (there is a second ---)",
                        ),
                    )
                    return
            if len(self.faults) >= MAX_FAULTS:
                self._give_up(self._span(event), TOO_MANY)
                return
            if self._nodes > MAX_NODES:
                self._give_up(
                    self._span(event),
                    Words(
                        f"内容超过 {MAX_NODES} 项，请分成几个文件",
                        f"more than {MAX_NODES} values; split the file",
                    ),
                )
                return

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1], Mapping) and self._pending[-1] is None

    def _add(self, node: Node) -> None:
        self._nodes += 1
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
        self._fault(
            key.span,
            Words(
                f"键“{brief(key.text)}”重复，已见于第 {first.span.line} 行",
                f"key “{brief(key.text)}” is given twice, first on line {first.span.line}",
            ),
        )

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self._fault(node.span, Words("键应是文字", "a key should be a text"))
        return Scalar("", node.span)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self._fault(
                self._span(event),
                Words(
                    f"不支持 YAML 标签 {brief(event.tag)}", f"YAML tag {brief(event.tag)} is not supported"
                ),
            )

    def _fault(self, span: Span, problem: Words) -> None:
        """Report a node once: what follows from its first fault is none of its own."""
        if span not in self._faulty:
            self._faulty.add(span)
            self.faults.append(Fault("PL003", self.file, span, problem))

    def _give_up(self, span: Span, problem: Words) -> None:
        self.faults.append(Fault("PL003", self.file, span, problem))
        self.top = None

    def _span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        return Span(*self.layout.place(start.index), *self.layout.place(end.index))


def first_faults(document: Document, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults of one file as far as a person would read them; the rest is not even looked for."""
    found = tuple(islice(faults, MAX_FAULTS + 1))
    if len(found) <= MAX_FAULTS:
        return found
    assert document.top is not None
    return (*found[:MAX_FAULTS], Fault("PL004", document.file, document.top.span, TOO_MANY))


def _unread(file: str, problem: Words) -> Fault:
    return Fault("PL001", file, Span(1, 1, 1, 1), problem)


_NO_COLON = "could not find expected ':'"
_SYNTAX_WORDS = (
    ("mapping values are not allowed", "此处不应有冒号（含冒号的文字请加引号）"),
    (_NO_COLON, "缺少冒号"),
    ("did not find expected key", "缩进或键有误"),
    ("did not find expected '-' indicator", "列表缩进有误"),
    ("did not find expected ',' or", "缺少逗号或右括号"),
    ("found unexpected end of stream", "引号或括号没有闭合"),
    ("did not find expected node content", "缺少内容"),
    (
        "found character that cannot start any token",
        "此处不能用这个字符（缩进用空格；以 % @ > | 开头的文字请加引号）",
    ),
    ("found a tab character", "缩进不能用制表符"),
    ("block sequence entries are not allowed", "此处不能写列表项"),
    ("found unknown escape character", "引号内的反斜杠转义有误"),
    ("found invalid Unicode character escape code", "引号内的反斜杠转义有误"),
    ("did not find expected hexdecimal number", "引号内的反斜杠转义有误"),
    ("did not find expected comment or line break", "多余的内容（以 > | 开头的文字请加引号）"),
    ("did not find expected alphabetic or numeric character", "缺少名称（以 & * 开头的文字请加引号）"),
    ("did not find expected <document start>", "多余的内容"),
    ("found unexpected document indicator", "引号没有闭合"),
    ("found undefined tag handle", "标签没有定义"),
)


def _syntax_fault(text: str, file: str, layout: Layout, error: yaml.MarkedYAMLError) -> Fault:
    problem, mark = error.problem or "", error.problem_mark
    assert mark is not None
    if problem == _NO_COLON and error.context_mark is not None:
        mark = error.context_mark
    place, words = _slip(text, error) or (
        mark.index,
        Words(next((zh for start, zh in _SYNTAX_WORDS if start in problem), problem), problem),
    )
    line, column = layout.place(place)
    words = Words(f"YAML 语法错误：{words.zh}", f"YAML syntax: {words.en}")
    return Fault("PL002", file, Span(line, column, line, column + 1), words)


def _slip(text: str, error: yaml.MarkedYAMLError) -> tuple[int, Words] | None:
    """The offset and the name of the slip behind an error, where it is a known one."""
    from planlint.reading.slips import Text, find_slip, unclosed  # for what isn't YAML alone

    context, begun = error.context or "", error.context_mark
    assert error.problem_mark is not None
    stop = error.problem_mark.index
    if begun and context.endswith("quoted scalar") and (error.problem or "").startswith("found unexpected"):
        return unclosed(text, begun.index)
    if begun and context.endswith("simple key"):
        return find_slip(text, stop, [Text(begun.index, begun.index, keyed=False)], bracketed=False)
    return find_slip(text, stop, _texts_before(text, error.problem_mark), bracketed="flow" in context)


def _texts_before(text: str, stop: yaml.Mark) -> list[Text]:
    """The texts of the line where the parser stopped, and of the last line before it that has any."""
    from planlint.reading.slips import Text

    lines: dict[int, list[Text]] = {}
    colon = -1
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=_Loader):
            start, end = token.start_mark, token.end_mark
            if start.index > stop.index:
                break
            if isinstance(token, yaml.ScalarToken):
                lines.setdefault(start.line, []).append(Text(start.index, end.index, start.line == colon))
            colon = start.line if isinstance(token, yaml.ValueToken) else -1
    last = sorted(lines)[-2 if stop.line in lines else -1 :]
    return [one for line in last for one in lines[line]]


def _forbidden_fault(file: str, layout: Layout, found: re.Match[str]) -> Fault:
    line, column = layout.place(found.start())
    code = f"U+{ord(found[0]):04X}"
    words = Words(f"含有不能用在 YAML 中的字符 {code}", f"character {code} is not allowed in YAML")
    return Fault("PL002", file, Span(line, column, line, column + 1), words)
