"""Text on a terminal: how many columns it takes, and no characters that a terminal would obey."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """Text with control and invisible characters written out; all kinds of spaces stay."""
    if text.isprintable():
        return text
    return "".join(c if _shows(c) else c.encode("unicode_escape").decode("ascii") for c in text)


def columns(text: str) -> int:
    """Columns that a text takes when it is shown: wide characters take two, combining ones none."""
    return sum(map(_columns, visible(text)))


def padded(text: str, width: int) -> str:
    """Text filled up with spaces to a number of columns."""
    return text + " " * (width - columns(text))


def _shows(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
