"""The reader: one printed figure in, one Figure out."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from planlint.figures.clause import assemble
from planlint.figures.cursor import Cursor, UnreadableError
from planlint.figures.figure import Figure
from planlint.figures.reader import read_clause
from planlint.figures.tokens import Folded, Token, fold_text, tokens
from planlint.figures.words import MISSING

LONGEST = 500
"""Characters beyond which a text is no figure."""
_TRAILING = frozenset("。;,、.")
_WRAPPING = {"(": ")", "【": "】"}
_LISTING = frozenset((",", ";", "、", "和", "与", "及", "以及"))


def read_figure(text: str) -> Figure:
    """What a printed figure says; never raises, and takes time in proportion to the length.

    What cannot be read is of kind `unreadable`, with the index of the character at which reading stopped.
    """
    if len(text) > LONGEST:
        return Figure(text, "unreadable", note="too-long", problem_at=LONGEST)
    folded = _bared(fold_text(text))
    if not folded.text or folded.text.lower() in MISSING:
        return Figure(text, "missing")
    try:
        figure = _read(tokens(folded.text), Token("", len(folded.text)))
    except UnreadableError as error:
        return Figure(
            text, "unreadable", problem_at=folded.origins[min(error.token.start, len(folded.origins) - 1)]
        )
    return replace(figure, text=text)


def _bared(folded: Folded) -> Folded:
    """The text without stops at its end and without brackets around the whole."""
    start, end = 0, len(folded.text)
    while start < end:
        if folded.text[end - 1] in _TRAILING:
            end -= 1
        elif folded.text[start] in _WRAPPING and _closes(folded.text, start, end) == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    return folded.part(start, end)


def _closes(text: str, start: int, end: int) -> int:
    """Index of the bracket that closes the one at start; -1 where none does."""
    depth = 0
    opening = text[start]
    for index in range(start, end):
        depth += (text[index] == opening) - (text[index] == _WRAPPING[opening])
        if depth == 0:
            return index
    return -1


def _read(words: list[Token], last: Token) -> Figure:
    cursor = Cursor(words, last)
    parts = [assemble(read_clause(cursor, ()))]
    mode: str | None = None
    while not cursor.ended:
        join = cursor.peek()
        says = _join(cursor)
        if mode not in (None, says):
            raise UnreadableError(join)
        mode = says
        parts.append(assemble(read_clause(cursor, parts)))
    if mode is None:
        return parts[0]
    return Figure(
        "", "compound", mode=cast(Literal["any", "all"], mode), parts=_with_shared_unit(parts, mode)
    )


def _join(cursor: Cursor) -> str:
    """What ties the next clause to the one before: any (或), or all (且, or nothing: ≥80≤90)."""
    says = "all"
    listing = True
    begun = cursor.at
    while cursor.next_is("join") and not (cursor.at > begun and cursor.next_is("base-before")):
        token = cursor.take()
        says = token.senses["join"]
        listing = listing and token.text in _LISTING
    if listing and cursor.number_ahead():
        # 90%、95% are two figures, of two things
        raise UnreadableError(cursor.peek())
    return says


def _with_shared_unit(parts: list[Figure], mode: str) -> tuple[Figure, ...]:
    """2或3家: both are 家."""
    last = parts[-1]
    return tuple(
        replace(part, unit=last.unit)
        if mode == "any" and part.kind == last.kind == "level" and part.unit is None and part.of is None
        else part
        for part in parts
    )
