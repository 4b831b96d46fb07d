"""YAML bytes to nodes: every fault located, nothing raised, whatever the bytes."""

from __future__ import annotations

import errno
import os
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from planlint.content import MAX_FAULTS, MAX_FILE, told_by_system
from planlint.model import Span
from planlint.reading import document as module
from planlint.reading.document import (
    MAX_NODES,
    Document,
    Mapping,
    Scalar,
    Sequence,
    node_at,
    parse_document,
    plain_data,
    positions,
    read_document,
)
from planlint.words import Words
from tests.builders import document, plan_text, said_of

PLAN = plan_text(
    "indicator: 吸烟率, target: {2025: ≤20}", "indicator: 管理率, note: '一\n  二', target: '90'"
)


def faults_of(data: str | bytes) -> list[str]:
    return said_of(parse_document(data if isinstance(data, bytes) else data.encode(), "1.yaml").faults)


def data_of(text: str) -> object:
    top = document(text).top
    assert top is not None
    return plain_data(top)


@pytest.mark.parametrize("word", ["010", "no", "15:30", "1e3", "none", "2026-01-01", "0x1F", "=", "<<"])
def test_a_scalar_stays_the_text_that_it_is(word: str) -> None:
    assert {"a": word} == data_of(f"a: {word}")


@pytest.mark.parametrize("null", ["~", "null", "Null", "NULL"])
def test_a_null_is_blank_and_in_quotes_a_word(null: str) -> None:
    assert {"a": "", "b": ["", null]} == data_of(f"a: {null} # 空\nb: [{null}, '{null}']")
    assert {null: null, "a": null} == data_of(f'{null}: |-\n  {null}\na: "{null}"')
    assert ["1:1 PL002 the file is empty"] == faults_of(null)


def test_mappings_lists_and_texts_are_built() -> None:
    assert {"a": ["b", {"c": "d", "e": []}], "f": ""} == data_of("a: [b, {c: d, e: []}]\nf:\n")


def test_an_empty_value_and_an_untyped_tag_are_texts() -> None:
    assert {"a": "", "b": "5"} == data_of("a:\nb: ! 5")


def test_every_node_has_its_place() -> None:
    top = document("plan:\n  标题: “规划”\n  list: [a, b]\n").top
    assert top is not None
    expected = {
        (): Span(1, 1, 1, 1),
        ("plan",): Span(2, 3, 2, 3),
        ("plan", "标题"): Span(2, 7, 2, 11),
        ("plan", "list"): Span(3, 9, 3, 10),
        ("plan", "list", 0): Span(3, 10, 3, 11),
        ("plan", "list", 1): Span(3, 13, 3, 14),
    }
    assert expected == positions(top)


def test_a_path_leads_to_its_node_or_as_near_as_there_is_one() -> None:
    top = document("a: [b, {c: d}]").top
    assert top is not None
    d = node_at(top, ("a", 1, "c"))
    assert isinstance(d, Scalar)
    assert "d" == d.text
    assert d is node_at(top, ("a", 1, "c", "e", 0))
    assert node_at(top, ("a",)) is node_at(top, ("a", 7))
    assert node_at(top, ("a",)) is node_at(top, ("a", "x"))
    assert top is node_at(top, ("z", 0))


def test_lines_are_counted_as_editors_count_them() -> None:
    # YAML 1.1 ends a line at U+0085, U+2028 and U+2029, which are pasted from word processors.
    assert ["2:1 PL003 key “a” is given twice, first on line 1"] == faults_of('a: "x\u2028y\u0085z"\na: 1')
    assert ("a: b", "c: d", "") == document("a: b\rc: d\r\n").lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 PL002 the file is empty"]),
        ("# 只有注释\n", ["1:1 PL002 the file is empty"]),
        ("---\n", ["2:1 PL002 the file is empty"]),
        ("hello", ["1:1 PL002 the top level should be a mapping of keys"]),
        ("\n- a\n", ["2:1 PL002 the top level should be a mapping of keys"]),
        ("a: 1\n---\nb: 2\n", ["2:1 PL003 a file holds one YAML document (there is a second ---)"]),
        ("a: 1\n---\n", ["2:1 PL003 a file holds one YAML document (there is a second ---)"]),
        ("a: 1\na: 2\n", ["2:1 PL003 key “a” is given twice, first on line 1"]),
        ("a: {b: 1, c: 2, b: 3}", ["1:17 PL003 key “b” is given twice, first on line 1"]),
        ("a: &x 1\nb: *x\n", ["2:4 PL003 YAML alias *x is not supported; write the content out"]),
        ("<<: *x\n", ["1:5 PL003 YAML alias *x is not supported; write the content out"]),
        ("a: !!int 5", ["1:4 PL003 YAML tag tag:yaml.org,2002:int is not supported"]),
        ("a: !x [b]", ["1:4 PL003 YAML tag !x is not supported"]),
        ("!x {a: b}", ["1:1 PL003 YAML tag !x is not supported"]),
        ("[a]: 1", ["1:1 PL003 a key should be a text"]),
        (
            "? [a]\n: 1\n? {b: c}\n: 2\n",
            ["1:3 PL003 a key should be a text", "3:3 PL003 a key should be a text"],
        ),
        ("规划: \x00", ["1:5 PL002 character U+0000 is not allowed in YAML"]),
        ("a: b\n规划: “\x1b[31m”", ["2:6 PL002 character U+001B is not allowed in YAML"]),
        ("a: \ufffe", ["1:4 PL002 character U+FFFE is not allowed in YAML"]),
        ('a: "\\ud800"', ["1:7 PL002 YAML syntax: found invalid Unicode character escape code"]),
        ("a:\n\tb: 1", ["2:1 PL002 YAML syntax: found character that cannot start any token"]),
        ("unit: %", ["1:7 PL002 YAML syntax: found character that cannot start any token"]),
        ("a: >90", ["1:6 PL002 YAML syntax: did not find expected comment or line break"]),
        ('a: "b', ["1:4 PL002 YAML syntax: this quote is not closed"]),
        ("a: [b", ["1:6 PL002 YAML syntax: did not find expected ',' or ']'"]),
        ("%YAML 9.9\n---\na: 1", ["1:1 PL002 YAML syntax: found incompatible YAML document"]),
    ],
)
def test_a_fault_of_the_yaml_is_located(text: str, expected: list[str]) -> None:
    assert expected == faults_of(text)


def test_faults_of_the_syntax_are_said_in_chinese_too() -> None:
    said = {
        text: document(text).faults[0].problem.zh for text in ("unit: %", "a: [b", "%X\n---\n", "a: b: c")
    }
    expected = {
        "unit: %": "YAML 语法错误：此处不能用这个字符（缩进用空格；以 % @ > | 开头的文字请加引号）",
        "a: [b": "YAML 语法错误：缺少逗号或右括号",
        "%X\n---\n": "YAML 语法错误：found unknown directive name",
        "a: b: c": "YAML 语法错误：此处不应有冒号（含冒号的文字请加引号）",
    }
    assert expected == said


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"ab\nc\xffd", "2:2 PL001 not UTF-8 (byte 0xFF); save the file as UTF-8"),
        (b"\xef\xbb\xbfab\xff", "1:3 PL001 not UTF-8 (byte 0xFF); save the file as UTF-8"),
        ("甲\r乙".encode() + b"\xb9", "2:2 PL001 not UTF-8 (byte 0xB9); save the file as UTF-8"),
        ("a: 1".encode("utf-16"), "1:1 PL001 not UTF-8 (byte 0xFF); save the file as UTF-8"),
        ("标题: 规划".encode("gb18030"), "1:1 PL001 not UTF-8 (byte 0xB1); save the file as UTF-8"),
        (b"a: \xed\xa0\x80", "1:4 PL001 not UTF-8 (byte 0xED); save the file as UTF-8"),
    ],
)
def test_what_is_not_utf8_is_located(data: bytes, expected: str) -> None:
    assert [expected] == faults_of(data)


def test_all_faults_are_reported_at_once() -> None:
    text = "a: &x !t 1\nb: [*x, *x]\nb: 2\n? [c]\n: d\n"
    expected = [
        "1:4 PL003 YAML tag !t is not supported",
        "2:5 PL003 YAML alias *x is not supported; write the content out",
        "2:9 PL003 YAML alias *x is not supported; write the content out",
        "3:1 PL003 key “b” is given twice, first on line 2",
        "4:3 PL003 a key should be a text",
    ]
    assert expected == faults_of(text)


def test_of_a_key_given_twice_the_first_counts() -> None:
    assert {"a": "1", "b": "2"} == data_of("a: 1\nb: 2\na: [3]\n")


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "? - ", "[{"])
def test_nested_brackets_by_the_hundred_thousand_are_one_fault(opening: str) -> None:
    found = document(opening * 200_000)
    assert found.top is None
    assert found.faults[-1].problem.en == "nested more than 40 levels deep"


def test_forty_levels_are_read_and_one_more_is_not() -> None:
    assert [] == faults_of("{a: " + "[" * 39 + "]" * 39 + "}")
    assert ["1:44 PL003 nested more than 40 levels deep"] == faults_of("{a: " + "[" * 40 + "]" * 40 + "}")


def test_an_alias_bomb_is_faults_and_nothing_more() -> None:
    bomb = "a0: &a0 x\n" + "".join(f"a{i + 1}: &a{i + 1} [*a{i}, *a{i}]\n" for i in range(30))
    assert 60 == len(document(bomb).faults)


def test_faults_without_end_are_cut_off() -> None:
    found = document("a:\n" * 200_000)
    assert found.top is None
    assert MAX_FAULTS + 1 == len(found.faults)
    assert "too many faults; the rest is not listed" == found.faults[-1].problem.en


@given(st.binary(max_size=60))
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: 1\na: 2")
def test_no_bytes_raise_and_every_fault_lies_inside_the_file(data: bytes) -> None:
    assert_located(parse_document(data, "1.yaml"), data)


@given(st.text("a:-[]{}?*&!|>%@'\"\\#,. \t\n\r\0\x85\u2028\ufeff\ufffe规1", max_size=40))
def test_no_text_raises_and_every_fault_lies_inside_the_file(text: str) -> None:
    assert_located(parse_document(text.encode(), "1.yaml"), text.encode())


def assert_located(found: Document, data: bytes) -> None:
    lines = found.lines or re.split("\r\n|\r|\n", data.decode(errors="replace"))
    for fault in found.faults:
        assert 1 <= fault.span.line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1
    for span in positions(found.top).values() if found.top else ():
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= len(found.lines)
        assert span.end_column <= len(found.lines[span.end_line - 1]) + 1
    assert found.top is not None or found.faults


keys = st.text("ab规 \n:", max_size=4)
values = st.recursive(
    st.text("ab规1 \n:#'", max_size=6),
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
    max_leaves=6,
)


@given(st.dictionaries(keys, values, min_size=1))
def test_what_a_yaml_writer_wrote_is_read_back(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    assert data == data_of(text)


@given(st.dictionaries(keys, values, min_size=1))
def test_neither_a_bom_nor_other_line_ends_change_anything(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    for other in ("\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert document(text) == document(other)


def test_a_bom_and_crlf_change_nothing_in_a_plan() -> None:
    assert document(PLAN) == document("\ufeff" + PLAN.replace("\n", "\r\n"))


def test_without_the_c_parser_a_plan_is_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = document(PLAN)
    monkeypatch.setattr(module, "_Loader", yaml.SafeLoader)
    assert expected == document(PLAN)


def test_the_nodes_of_a_document() -> None:
    top = document("a: [b]").top
    expected = Mapping(
        Span(1, 1, 1, 1),
        {"a": Scalar("a", Span(1, 1, 1, 2))},
        {"a": Sequence(Span(1, 4, 1, 5), [Scalar("b", Span(1, 5, 1, 6))])},
    )
    assert expected == top
    assert "a" == document("a: [b]").kind
    assert document("{}").kind is None


def unread(path: Path) -> list[str]:
    found = read_document(path, "1.yaml")
    assert found.top is None
    return said_of(found.faults)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "规划\n.yaml"
    path.write_text("a: 1", encoding="utf-8")
    assert read_document(path, "1.yaml") == document("a: 1")


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.touch()
    os.truncate(path, 25_000_000)
    assert ["1:1 PL001 file too large (25.0 MB, limit 5 MB)"] == unread(path)
    path.write_bytes(b"a: " + b"x" * (MAX_FILE - 3))
    assert () == read_document(path, "1.yaml").faults


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (Path.exists, "No such file or directory"),
        (os.mkfifo, "not a regular file"),
        (Path.mkdir, "not a regular file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "No such file or directory"),
        (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
        (a_socket, "not a regular file"),
    ],
    ids=["vanished", "fifo", "folder", "link to itself", "dangling link", "device", "socket"],
)
def test_what_is_no_file_is_said_to_be_none(
    tmp_path: Path, make: Callable[[Path], object], expected: str
) -> None:
    make(tmp_path / "1.yaml")
    before = threading.active_count()
    assert [f"1:1 PL001 {expected}"] == unread(tmp_path / "1.yaml")
    assert before == threading.active_count()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, Words("没有这个文件或目录", "No such file or directory")),
        (errno.EACCES, Words("没有权限", "Permission denied")),
        (errno.EIO, Words("Input/output error", "Input/output error")),
    ],
)
def test_what_the_system_often_says_is_said_in_chinese_too(number: int, words: Words) -> None:
    assert told_by_system(OSError(number, os.strerror(number))) == words


def test_impossible_names_are_said_to_be_impossible() -> None:
    assert ["1:1 PL001 File name too long"] == unread(Path("a" * 300))
    assert ["1:1 PL001 embedded null byte"] == unread(Path("a\0b"))


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir], ids=["file", "folder"])
def test_what_may_not_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "1.yaml")

    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "open", refuse)  # root may read everything
    assert ["1:1 PL001 Permission denied"] == unread(tmp_path / "1.yaml")


def test_values_without_end_are_cut_off() -> None:
    found = document("a: [" + "b," * (MAX_NODES + 10) + "]")
    assert found.top is None
    assert ["more than 500000 values; split the file"] == [fault.problem.en for fault in found.faults]


@pytest.mark.parametrize("text", ["{0}: 1\n{0}: 2", "a: *{0}", "a: !{0} 1"])
def test_a_fault_quotes_no_more_than_finds_it(text: str) -> None:
    (fault,) = document(text.format("x" * 100_000)).faults
    assert len(fault.problem.en) < 150
