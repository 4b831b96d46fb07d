"""Figures printed again, in one form each: reading what is printed gives an equal figure."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from planlint.figures.clause import LIKEWISE, as_multiple, change_form
from planlint.figures.figure import Figure
from planlint.figures.tokens import tokens
from planlint.units import FRACTION, PROPORTION

_SIGNS = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥", "=": "", "~": "约"}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OTHER_STRICTNESS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_JOINS = {"any": "或", "all": "并"}
# which way, the verb, its sense, whether it is a noun for the rate; downwards they are tried from the end
_VERBS = (
    (1, "提高", "plain", False),
    (1, "增长", "relative", False),
    (1, "增速", "relative", True),
    (1, "高", "other", False),
    (-1, "低", "other", False),
    (-1, "降幅", "relative", True),
    (-1, "下降", "relative", False),
    (-1, "减少", "lessen", False),
)
_DIGITS = 28


def print_figure(figure: Figure) -> str:
    """The figure in its canonical form: `read_figure` of it is equal to the figure."""
    if figure.kind in ("unreadable", "missing"):
        return figure.text if figure.kind == "unreadable" else "—"
    if figure.kind == "compound":
        return _JOINS[figure.mode or "any"].join(map(print_figure, figure.parts))
    hedge = figure.hedge or ""
    if figure.kind in ("trend", "done"):
        return hedge + _base(figure) + (figure.words or "")
    if figure.kind == "reference":
        return hedge + (figure.words or "") + _reference(figure)
    if figure.note == "sum-of-years":
        return f"{hedge}〔{_amount(figure)}〕"
    front = hedge + (figure.each or "") + _base(figure)
    front += ("每年" if figure.per else "") + ("累计" if figure.cumulative else "")
    front += "可比价" if figure.note == "constant-prices" else ""
    if figure.start is not None:
        front += f"从{_sign(figure.start, 1)}{_amount(figure.start)}"
    share = figure.unit is None or figure.unit.dimension == PROPORTION
    counted = f"的{figure.of}" if figure.of is not None and not share else ""
    if figure.kind == "change":
        return (figure.words or "") + front + _change(figure) + counted
    if figure.of is not None and figure.value == 0 and figure.unit is None:
        return f"{front}未发生{figure.of}"
    front += f"占{figure.of}的" if figure.of is not None and share else ""
    return front + ("到" if figure.start else "") + _sign(figure, 1) + _amount(figure) + counted


def _sign(figure: Figure, way: int) -> str:
    comparator = figure.comparator or "="
    said = _FLIPPED.get(comparator, comparator) if way < 0 else comparator
    if figure.note == "bounds-differ":
        return _SIGNS[said] + _SIGNS[_OTHER_STRICTNESS[said]]
    return ("约" if figure.note == "about-bound" else "") + _SIGNS[said]


def _amount(figure: Figure) -> str:
    assert figure.value is not None
    if figure.kind == "ratio":
        ends = [figure.value] if figure.high is None else [figure.value, figure.high]
        return "～".join(f"{end.denominator}:{end.numerator}" for end in ends)
    return _number(figure, figure.value, figure.high)


def _change(figure: Figure) -> str:
    assert figure.value is not None
    ends = [figure.value] if figure.high is None else [figure.value, figure.high]
    if figure.note == "to-multiple":
        times = as_multiple(figure)
        return "提高到" + _sign(times, 1) + _amount(times)
    unit = figure.unit if figure.step is not None else FRACTION
    falling = max(ends) <= 0 and min(ends) < 0
    for way, verb, sense, rate in _VERBS[::-1] if falling else _VERBS:
        if sense == "other" and figure.base is None:
            continue
        if change_form(unit, sense, rate=rate) == figure.form:
            low, *high = sorted(way * end for end in ends)
            return verb + _sign(figure, way) + _number(figure, low, *high)
    raise AssertionError(f"no verb says {figure}")


def _number(figure: Figure, low: Fraction, high: Fraction | None = None) -> str:
    """The value or span with its unit, in the form that has its step: decimals, 成, 倍, a/b or 每n…"""
    step, unit = figure.step, figure.unit
    ends = [low] if high is None else [low, high]
    text = unit.text if unit else ""
    if step is None:
        per_cent = 100 if text == "%" else 1
        return "～".join(f"{end.denominator}分之{end.numerator}" for end in (end / per_cent for end in ends))
    if text == "%" and step in (10, 100):
        ends, step, text = [end / step for end in ends], Fraction(1), "成" if step == 10 else "倍"
    places, count = _places(step)
    digits = "～".join(fixed_text(end * count, places) for end in ends)
    if count == 1:
        return digits + text
    counted, _, denominator = text.partition("/")
    if denominator.startswith("10万"):
        return f"每{count * 10}{denominator[2:]}{digits}{counted}"
    return f"每{count}{denominator}{digits}{counted}"


def _places(step: Fraction) -> tuple[int, int]:
    """Decimal places, and of how many units of the denominator (1/30: one place, of 3)."""
    count = int(str(step.denominator).rstrip("0"))
    return len(str(step.denominator // count)) - 1, count


def _base(figure: Figure) -> str:
    if figure.base is None:
        return ""
    if figure.base in LIKEWISE:
        return str(figure.base)
    return f"较{figure.base}" + ("年" if isinstance(figure.base, int) else "")


def _reference(figure: Figure) -> str:
    base = f"{figure.base}年" if isinstance(figure.base, int) else str(figure.base)
    words = tokens(base)
    at_a_time = bool(words[0].senses.keys() & {"year", "period", "point"}) and all(
        word.senses.keys() & {"year", "period", "point", "point-after"} for word in words
    )
    if figure.note in ("better-than", "not-worse-than"):
        sign = "优于" if figure.note == "better-than" else "不差于"
    elif figure.comparator == "=" and not words[-1].senses.keys() & {"tail", "area"}:
        return f"保持{base}水平" if at_a_time else f"与{base}持平"
    else:
        sign = {"=": "达到", "~": "接近", None: ""}.get(figure.comparator) or _sign(figure, 1)
    return sign + base + ("水平" if at_a_time else "")


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
