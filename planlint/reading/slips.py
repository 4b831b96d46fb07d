"""Slips of people who type YAML with a Chinese input method, told from where the parser stopped.

The parser stops where it can go no further, often a line or more behind the slip. A line is only looked at from where
the parser began a text of its own, so that nothing said within a value is taken for a key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlint.frozen import frozen
from planlint.words import Words


@frozen()
class Text:
    """A plain or quoted text of a file, as the parser cut it out."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last."""
    keyed: bool
    """Behind a key and its colon in one line: no key itself."""


def find_slip(source: str, stop: int, texts: Sequence[Text], *, bracketed: bool) -> tuple[int, Words] | None:
    """The offset of the slip that made the parser stop, and what it is; None where that can't be told.

    `texts` are those of the line where the parser stopped and of the last line before it that has any; `bracketed`
    says that the parser was within brackets.
    """
    for start in (stop, *(text.start for text in texts)):
        broken = source[:start].rstrip(" \t")
        if broken.endswith(_UNSEEN_BREAKS):
            return len(broken) - 1, _unseen(broken[-1])
    before = [text for text in texts if text.start < stop]
    if before and _swallowed_the_next(source, before[-1], stop):
        return unclosed(source, before[-1].start)
    if bracketed and source[stop : stop + 1] in _BETWEEN:
        return stop, _SLIPS[source[stop]]
    for text in texts:
        for pattern in (
            *(() if text.keyed else _OF_A_KEY),
            *_OF_A_TEXT,
            *(_IN_BRACKETS if bracketed else ()),
        ):
            found = pattern.match(source, text.start)
            if found and (found.start(1) <= stop or text.start == stop):
                return found.start(1), _SLIPS[found[1]]
    for text in before[-1:]:
        found = _WITHOUT_COLON.match(source, text.start, stop)
        if found and text.end == stop and not text.keyed:
            return found.end(1), Words(f"“{found[1]}”后缺少冒号", f"a colon is missing behind “{found[1]}”")
    return None


def unclosed(source: str, start: int) -> tuple[int, Words]:
    """The slip of a quote that is not closed: itself, or the full-width one that was meant to close it."""
    meant = _CLOSED_WIDE.match(source, start)
    if meant:
        return meant.start(1), _SLIPS[meant[1]]
    return start, Words("引号没有闭合", "this quote is not closed")


def _swallowed_the_next(source: str, text: Text, stop: int) -> bool:
    """Whether a quoted text ends with the quote that was to open the next one."""
    return (
        text.end == stop and source[text.start] in "\"'" and bool(_OPENS.search(source, text.start + 1, stop))
    )


_UNSEEN_BREAKS = ("\x85", "\u2028", "\u2029")
"""Where YAML ends a line and hardly an editor does; word processors leave them."""


def _unseen(sign: str) -> Words:
    code = f"U+{ord(sign):04X}"
    return Words(
        f"此处有看不见的换行符 {code}，请删去", f"an unseen line break {code} stands here; delete it"
    )


_CURLY = Words("全角引号，应为半角引号", "full-width quote; a plain one belongs here")
_BRACE = Words("全角括号，应为半角括号", "full-width bracket; a plain one belongs here")

_SLIPS = {
    "：": Words("全角冒号，应为半角冒号加一个空格", "full-width colon; a plain one and a space belong here"),
    ":": Words("冒号后要空一格（半角）", "the colon needs a plain space behind it"),
    "，": Words("全角逗号，应为半角逗号", "full-width comma; a plain one belongs here"),
    "\u3000": Words("全角空格，应为半角空格", "full-width space; plain ones belong here"),
    **dict.fromkeys("“”‘’＂", _CURLY),
    **dict.fromkeys("｛｝", _BRACE),
}
"""What is wrong with the character that a pattern catches."""

_BETWEEN = ("｝", "，", "：")
"""What may stand in the place of a sign between the texts in brackets."""

_KEY = r"(?:[A-Za-z][A-Za-z0-9_-]+|\d{4}(?:-\d{4})?)"
_OF_A_KEY = (
    re.compile(r"-?(\u3000)"),
    re.compile(rf"(?:{_KEY}|\"[^\"\n]*\") *(：)"),
    re.compile(rf"{_KEY}(:)(?![ /\r\n]|\Z)"),
)
_OF_A_TEXT = (
    re.compile(rf"(｛) *{_KEY} *[:：]"),
    re.compile(r"([“‘＂])[^”’＂\r\n]*: "),
)
_WITHOUT_COLON = re.compile(rf"({_KEY})(?: +[^\s:]+)? *\r?\n")
"""A text that the next line's key went on with, where it is a key and a word and no prose."""
_IN_BRACKETS = (
    re.compile(rf"[^:\r\n]*(，) *{_KEY} *:"),
    re.compile(r"[^｛,{}\r\n]*(｝)"),
)
_OPENS = re.compile(rf"(?:\b{_KEY}: *|[\[{{,] *|- )[\"']\Z")
_CLOSED_WIDE = re.compile(r"[\"'][^“‘\"'\r\n]*([”’＂])")
