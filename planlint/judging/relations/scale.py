"""Scales that an indicator isn't usually counted in, and what shows that the usual one was meant."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planlint.frozen import frozen
from planlint.judging.corpus import Corpus, comparable_across_levels
from planlint.meaning import Meaning
from planlint.model import KINDS
from planlint.units import Unit, conversion, per_phrase
from planlint.words import Words

_NEAR = 2
"""Two figures for one indicator fit one another that are at most so many times apart."""
_FAR = 5
"""Those that are so many times apart don't, unless places or years differ very much."""


@frozen()
class Witness:
    """A statement in the usual scale that a figure in another one is held against."""

    meaning: Meaning
    whose: Words
    """Whose figure it is, for messages."""
    at_odds: bool
    """Whether as printed the figure is faulty beside it, however far the two are apart."""
    excluded: bool = False
    """Whether it rules out that the usual scale is meant."""


def is_unusual(printed: Unit, meaning: Meaning) -> bool:
    """Whether a share or rate has another scale than the usual one, and than that of a name that the catalogue knows."""
    indicator = meaning.indicator
    # A fraction of a whole (三分之一) has no scale to be unusual; counts are given in 万 or not.
    if not printed.text or indicator is None or indicator.unit is None or indicator.extensive:
        return False
    rate = "proportion" in printed.dimension or "/" in printed.text
    return (
        rate
        and conversion(printed, indicator.unit) not in (None, 1)
        and not _is_scale_of_a_name(printed, meaning)
    )


def in_unusual_scale(meaning: Meaning) -> bool:
    """Whether it is a level in an unusual scale whose digits can occur in the usual one."""
    indicator, units, digits = meaning.indicator, meaning.units, meaning.figure.value
    if indicator is None or digits is None or not _is_positive_level(meaning):
        return False
    if units.printed is None or not is_unusual(units.printed, meaning):
        return False
    return indicator.plausible is None or digits in indicator.plausible


def meant_in_usual_scale(meaning: Meaning, corpus: Corpus) -> tuple[Witness, Fraction] | None:
    """What shows that a figure's digits are meant in the usual scale, and how many times off it is as printed.

    As printed it is faulty beside that statement and far from it; in the usual scale it fits it. No statement in the
    usual scale is near the figure as printed, and the plan's others in the printed scale have similar digits.
    """
    digits, value = meaning.figure.value, meaning.value
    assert digits is not None and value is not None
    if not _alike_in_its_scale(meaning, corpus):
        return None
    found: tuple[Witness, Fraction] | None = None
    for witness in _witnesses(meaning, corpus):
        other = witness.meaning.value
        assert other is not None
        off = _times(value, other)
        if witness.excluded:
            return None
        if found is None and witness.at_odds and off >= _FAR and _times(digits, other) <= _NEAR:
            found = witness, off
    return found


def _witnesses(meaning: Meaning, corpus: Corpus) -> Iterator[Witness]:
    """The plan's own figures, the superior's target, and what the figure bounds or is bounded by."""
    value, digits, indicator = meaning.value, meaning.figure.value, meaning.indicator
    assert value is not None and digits is not None and indicator is not None
    for own in _own(meaning, corpus):
        if _in_usual_scale(own):
            yield Witness(own, Words("本规划的", "the plan's own"), True, _is_near(value, own))
    if meaning.statement.kind == "target" and comparable_across_levels(meaning):
        found = corpus.superior_target(meaning, ("indicator", "population", "year"))
        if found is not None and _in_usual_scale(found[0][0]):
            above = found[0][0]
            assert above.value is not None
            weaker = {"higher": value < above.value, "lower": value > above.value}
            whose = Words("上级的", "the superior's")
            yield Witness(above, whose, weaker.get(indicator.direction, False), _is_near(value, above))
    for bounded, bound in _bounds(meaning, corpus):
        other = bound if bounded is meaning else bounded
        if not _in_usual_scale(other) or other.indicator is None or other.indicator.unit != indicator.unit:
            continue
        assert other.value is not None
        over = (value > other.value, digits > other.value)
        under = (value < other.value, digits < other.value)
        name = other.statement.name
        whose = Words(f"“{name}”的", f"the “{name}” of")
        yield Witness(other, whose, *(over if bounded is meaning else under))


def _own(meaning: Meaning, corpus: Corpus) -> Iterator[Meaning]:
    """The plan's other levels of the same subject, of any kind and year."""
    about = corpus.stated(meaning.plan).about
    for kind in KINDS:
        for other in about.get((kind, meaning.reading.subject), ()):
            if other is not meaning and _is_positive_level(other):
                yield other


def _alike_in_its_scale(meaning: Meaning, corpus: Corpus) -> bool:
    """Whether the plan's other figures in the same scale are not far from it: else one of them is another slip."""
    value = meaning.value
    assert value is not None
    alike = (own.value for own in _own(meaning, corpus) if own.factor == meaning.factor)
    return all(_times(value, other) < _FAR for other in alike if other)


def _bounds(meaning: Meaning, corpus: Corpus) -> Iterator[tuple[Meaning, Meaning]]:
    """The figure and another of the same kind and time, of which the first never exceeds the second."""
    statement, indicator = meaning.statement, meaning.indicator
    assert indicator is not None
    key = statement.kind, statement.first_year, meaning.year, *meaning.reading.subject[1:]
    levels = corpus.stated(meaning.plan).levels(corpus.catalogue.related).get(key, {})
    for other, *_ in levels.values():
        assert other.indicator is not None
        if other.indicator.id in indicator.at_most:
            yield meaning, other
        elif indicator.id in other.indicator.at_most:
            yield other, meaning


def _in_usual_scale(meaning: Meaning) -> bool:
    """Whether it is a level in the scale that its indicator is usually counted in."""
    printed = meaning.units.printed
    return _is_positive_level(meaning) and (printed is None or not is_unusual(printed, meaning))


def _is_positive_level(meaning: Meaning) -> bool:
    value = meaning.value
    return meaning.figure.kind == "level" and value is not None and value > 0


def _is_near(value: Fraction, other: Meaning) -> bool:
    assert other.value is not None
    return _times(value, other.value) < _FAR


def _times(one: Fraction, other: Fraction) -> Fraction:
    """How many times the greater of two figures is the lesser."""
    return max(one / other, other / one)


def _is_scale_of_a_name(printed: Unit, meaning: Meaning) -> bool:
    """Whether the printed name says the scale itself, and the catalogue has names in that scale: 每千人口 for 每万人口."""
    said, indicator = meaning.units.per, meaning.indicator
    if said is None or indicator is None or not printed.text.endswith(f"/{said.text}"):
        return False
    return any(per_phrase(name) == said for name in (indicator.name, *indicator.aliases))
