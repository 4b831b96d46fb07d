"""What a terminal shows: widths, and characters that it would obey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.reporting.terminal import columns, padded, visible


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("健康", 4),
        ("（％）", 6),
        ("≤20‰—“”", 7),
        ("a\u3000b", 4),
        ("e\u0301", 1),
        ("ｱｲ", 2),
        ("\x1b[2J", 7),
        ("\t", 2),
        ("\u200b", 6),
        ("𠀀", 2),
    ],
)
def test_wide_characters_take_two_columns_and_combining_ones_none(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("第一章\u3000发展\xa0目标 ", "第一章\u3000发展\xa0目标 "),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("\u202e\u2028\ufeff", "\\u202e\\u2028\\ufeff"),
        ("\udcff", "\\udcff"),
        ("a\\b", "a\\b"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_visible_text_is_one_line_that_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown
    assert columns(shown) == columns(text)


@given(st.text(), st.integers(0, 40))
def test_padding_reaches_the_width_and_cuts_nothing(text: str, width: int) -> None:
    assert columns(padded(text, width)) == max(width, columns(text))
    assert padded(text, width).startswith(text)
