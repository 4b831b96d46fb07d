"""Figures printed again, in one form each: reading what is printed gives an equal figure."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from planlint.figures.figure import Figure
from planlint.units import FRACTION

_SIGNS = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥", "=": "", "~": "约"}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_JOINS = {"any": "或", "all": "且"}
_DIGITS = 28


def decimal_text(value: Fraction) -> str:
    """The exact decimal where it ends, else 28 significant digits."""
    denominator = value.denominator
    twos = (denominator & -denominator).bit_length() - 1
    fives = 0
    rest = denominator >> twos
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest == 1:
        return fixed_text(value, max(twos, fives))
    return format(Context(prec=_DIGITS).divide(Decimal(value.numerator), Decimal(denominator)), "f")


def fixed_text(value: Fraction, places: int) -> str:
    """The value with so many decimal places; it must have no more."""
    scaled = value * 10**places
    assert scaled.denominator == 1
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
