"""The place in a row of tokens, and what stands ahead of it."""

from __future__ import annotations

from collections.abc import Sequence

from planlint.figures.tokens import Token
from planlint.figures.words import Role


class UnreadableError(Exception):
    """Reading stopped at a token."""

    def __init__(self, token: Token) -> None:
        super().__init__(token.text)
        self.token = token


class Cursor:
    """The place in a row of tokens, behind which an empty one stands for the end."""

    def __init__(self, tokens: Sequence[Token], last: Token) -> None:
        self._tokens = tokens
        self._last = last
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token here, or so many after it (or before it, if negative)."""
        at = self.at + ahead
        return self._tokens[at] if 0 <= at < len(self._tokens) else self._last

    def take(self) -> Token:
        """The token here; the cursor moves behind it."""
        token = self.peek()
        self.at += 1
        return token

    def take_text(self, length: int) -> str:
        """So many tokens as one text; the cursor moves behind them."""
        return "".join(self.take().text for _ in range(length))

    def next_is(self, role: Role, ahead: int = 0) -> bool:
        """Whether the token may play this part."""
        return role in self.peek(ahead).senses

    def takes(self, role: Role) -> Token | None:
        """The token here if it may play this part, the cursor moved behind it."""
        return self.take() if self.next_is(role) else None

    @property
    def ended(self) -> bool:
        """Whether all is read."""
        return self.at >= len(self._tokens)

    def clause_ends(self, ahead: int = 0) -> bool:
        """Whether nothing more of the clause stands so many tokens ahead."""
        token = self.peek(ahead)
        return not token.text or "join" in token.senses

    def number_ahead(self, ahead: int = 0) -> bool:
        """Whether an amount's number stands so many tokens ahead, a minus sign before it or not."""
        if self.next_is("minus", ahead):
            return self.next_is("number", ahead + 1)
        return self.next_is("number", ahead) or self.next_is("hundredths", ahead)

    def number_stands(self, ahead: int = 0) -> bool:
        """Whether the number so many tokens ahead is an amount, and not part of a name (二级甲等)."""
        after = self.peek(ahead + 1)
        return not after.text or not after.senses.keys() <= {"unknown", "tail", "noun"}

    def about(self, ahead: int = 0) -> int:
        """How many tokens from so many ahead say that a number is approximate (近, 约): one or none."""
        return int(self.peek(ahead).senses.get("op") == "~")

    def year_ahead(self, ahead: int = 0) -> int | None:
        """The year that a bare number is (较2015下降10%); None where it is none."""
        numeral = self.peek(ahead).numeral
        if numeral is None or numeral.step != 1 or numeral.separated or not 1949 <= numeral.value <= 2100:
            return None
        return None if self.next_is("unit", ahead + 1) else int(numeral.value)
