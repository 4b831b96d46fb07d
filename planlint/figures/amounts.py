"""Amounts: a number or two with what measures them (90%, 1-1.5名, 1：1.25, 三分之一, 八成)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planlint.figures.cursor import Cursor, UnreadableError
from planlint.figures.tokens import Token
from planlint.frozen import frozen
from planlint.units import FRACTION, NUMBER, Unit, read_unit


@frozen()
class Amount:
    """A number or a span of numbers in one unit."""

    value: Fraction
    step: Fraction | None
    high: Fraction | None = None
    unit: Unit | None = None
    unit_texts: tuple[str, ...] = ()
    ratio: bool = False
    more: bool = False
    """余, 多, 几 follow the number."""


def read_amount(cursor: Cursor, *, spans: bool) -> Amount:
    """The amount at the cursor; with spans, 至 and 到 between two numbers make a band of them."""
    first = _single(cursor)
    if first.high is not None:
        return first
    if first.unit is None and first.step is not None:
        special = _quotient(cursor, first, spans=spans)
        if special is not None:
            return special
    if cursor.next_is("plus-minus") and cursor.next_is("number", 1):
        sign = cursor.take()
        margin = _joined(cursor, first)
        if not margin.high:
            raise UnreadableError(sign)
        return replace(margin, value=first.value - margin.high, high=first.value + margin.high)
    if _span_ahead(cursor, first, spans):
        cursor.take()
        second_token = cursor.peek()
        band = _joined(cursor, first)
        if band.high is None or band.high <= band.value:
            raise UnreadableError(second_token)
        return band
    return first


def _single(cursor: Cursor) -> Amount:
    """One number, its sign and its units."""
    sign = -1 if cursor.takes("minus") else 1
    share = cursor.takes("hundredths")
    token = cursor.take()
    if token.numeral is None:
        raise UnreadableError(token)
    numeral = token.numeral
    if cursor.next_is("tenth") and share is None:
        return _tenths(cursor, token)
    value = sign * numeral.value
    if share is not None:
        return Amount(value, numeral.step, numeral.high, _of_so_many(cursor, share), (share.text,))
    more = cursor.takes("more") is not None
    unit_tokens: list[Token] = []
    while cursor.next_is("unit") and (not unit_tokens or cursor.peek().unit == unit_tokens[0].unit):
        unit_tokens.append(cursor.take())
    if unit_tokens and cursor.next_is("more"):
        cursor.take()
        more = True
        if cursor.next_is("unit") and unit_tokens[0].text == "个":
            # 3个多月
            unit_tokens = [cursor.take()]
    return Amount(
        value,
        numeral.step,
        numeral.high,
        unit_tokens[0].unit if unit_tokens else None,
        tuple(unit.text for unit in unit_tokens),
        more=more,
    )


def _of_so_many(cursor: Cursor, share: Token) -> Unit | None:
    """What b分之 or 每10万 before a number measures; 每10万20例 is 20例/10万."""
    unit, counted = read_unit(share.senses["hundredths"]), cursor.peek().unit
    if unit is None or counted is None or not share.text.startswith("每"):
        return unit
    token = cursor.take()
    if not counted.dimension.startswith("count"):
        raise UnreadableError(token)
    return read_unit(counted.text + unit.text)


def _tenths(cursor: Cursor, token: Token) -> Amount:
    """八成 is 80 %, 八成五 is 85 %, 七八成 is 70 % to 80 %."""
    assert token.numeral is not None
    word = cursor.take()
    value, high, step = token.numeral.value * 10, token.numeral.high, token.numeral.step * 10
    after = cursor.peek().numeral
    if after is not None and after.value < 10 and after.high is None and after.step == step / 10:
        cursor.take()
        value, step = value + after.value, after.step
    return Amount(value, step, None if high is None else high * 10, read_unit("%"), (word.text,))


def _quotient(cursor: Cursor, first: Amount, *, spans: bool) -> Amount | None:
    """a：b, a比b (or a band of them), a/b and b分之a; None where none of them follows."""
    if not cursor.next_is("number", 1) or not (cursor.next_is("ratio") or cursor.next_is("fraction")):
        return None
    sign = cursor.take()
    second_token = cursor.take()
    second = second_token.numeral
    assert second is not None
    if second.high is not None:
        raise UnreadableError(second_token)
    if "ratio" in sign.senses:
        if first.value <= 0:
            raise UnreadableError(second_token)
        return _ratios(cursor, first.value, second.value / first.value, spans=spans)
    slashed = sign.senses["fraction"] == "/"
    above, below = (first.value, second.value) if slashed else (second.value, first.value)
    whole = first.step == 1 and second.step == 1
    if below <= 0 or not whole or (slashed and not 0 <= above < min(below, Fraction(10))):
        # 90/95 are two figures
        raise UnreadableError(second_token)
    return Amount(above / below, None, unit=FRACTION)


def _ratios(cursor: Cursor, side: Fraction, value: Fraction, *, spans: bool) -> Amount:
    """The ratio, or the band of ratios that it begins: 1：15～1：18, 1：15～18; `side` is the first number of all."""
    tied = cursor.next_is("span") or (spans and cursor.next_is("to"))
    if not tied or not cursor.next_is("number", 1):
        return Amount(value, None, ratio=True)
    cursor.take()
    token = cursor.peek()
    ends = [cursor.take().numeral]
    if cursor.next_is("ratio") and cursor.next_is("number", 1):
        cursor.take()
        ends.append(cursor.take().numeral)
    elif side != 1:
        raise UnreadableError(token)
    numbers = [end.value for end in ends if end is not None and end.high is None and end.value > 0]
    if len(numbers) != len(ends):
        raise UnreadableError(token)
    low, high = sorted((value, numbers[-1] / (numbers[0] if len(numbers) > 1 else 1)))
    if low == high:
        raise UnreadableError(token)
    return Amount(low, None, high, ratio=True)


def _span_ahead(cursor: Cursor, first: Amount, spans: bool) -> bool:
    """Whether the next word ties a second number to the first."""
    token = cursor.peek()
    if not cursor.number_ahead(1):
        return False
    if "span" in token.senses or ("to" in token.senses and spans):
        return True
    if "join" not in token.senses:
        return False
    second = cursor.peek(1).numeral
    if token.text == "、" and first.unit is None and second is not None:
        return second.value == first.value + 1 and first.step == second.step == 1
    return token.text in ("和", "与") and any(cursor.next_is("between", ahead) for ahead in (2, 3))


def _is_scale_of(first: Unit, second: Unit) -> bool:
    """5万—6万人: the first number is in 万人 too."""
    return first.dimension == NUMBER and second.text.startswith(first.text)


def _joined(cursor: Cursor, first: Amount) -> Amount:
    """The first number and the second as one span in one unit."""
    second_token = cursor.peek()
    second = _single(cursor)
    steps = first.step, second.step
    if second.high is not None or steps[0] is None or steps[1] is None:
        raise UnreadableError(second_token)
    if first.unit is None and second.unit_texts == ("成",):
        # 七到八成
        first = replace(first, value=first.value * 10)
    if first.unit and second.unit and first.unit != second.unit and not _is_scale_of(first.unit, second.unit):
        raise UnreadableError(second_token)
    finer = steps[1] if second.unit_texts == ("成",) else min(steps[0], steps[1])
    return Amount(
        first.value,
        finer,
        second.value,
        second.unit or first.unit,
        first.unit_texts + second.unit_texts,
        more=second.more,
    )
