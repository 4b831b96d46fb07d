"""Relations of units and of the form of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from planlint.catalogue import Indicator
from planlint.judging.comparison import times_words
from planlint.judging.corpus import Corpus
from planlint.judging.relations.scale import in_unusual_scale, is_unusual, meant_in_usual_scale
from planlint.judging.relations.shared import judged_of, same_figure, usual
from planlint.judging.verdict import HOLDS, NOTHING, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning, as_named, factor_of, level_range
from planlint.printing import figure_words, range_words
from planlint.ranges import Range, is_less
from planlint.units import Unit, conversion, read_unit, scales
from planlint.words import Words

_FAR = 3
"""How many times beyond what can occur a number is, that no unit explains: more likely a point out of place."""


def perhaps_misprinted(case: Case) -> bool:
    """Whether the words aren't plainly a level of an indicator in its usual unit, of a size that can occur."""
    meaning = judged_of(case)
    reading, indicator = meaning.reading, meaning.indicator
    units, value = reading.units, reading.figure.value
    if indicator is None or value is None or reading.figure.kind != "level" or reading.factor != 1:
        return True
    if units.unknown or (units.column and units.bracket) or meaning.result.range is None:
        return True
    if units.cell and (units.column or units.bracket):
        return True
    if indicator.plausible is not None and value not in indicator.plausible:
        return True
    if _bounds_the_wrong_way(meaning):
        return True
    whole = _whole(indicator)
    return whole is not None and not is_less(value, whole)


def right_dimension(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed unit measures what the indicator is."""
    meaning = judged_of(case)
    indicator, printed = meaning.indicator, meaning.units.printed
    if indicator is None or meaning.figure.kind in ("unreadable", "missing"):
        return not_comparable(meaning.reason or "unknown-indicator")
    if meaning.units.unknown:
        words = meaning.units.unknown
        return fails(detail=Words(f"的单位“{words}”不认识", f"the unit “{words}” is unknown"))
    if printed is None:
        return not_comparable("no-unit")
    if meaning.reason != "dimension" and not _column_of_another_dimension(meaning, indicator):
        return HOLDS
    expected, unit = indicator.unit_text, meaning.statement.unit or meaning.units.text or ""
    said = read_unit(unit)
    if said is not None and indicator.unit is not None and said.dimension == indicator.unit.dimension:
        unit = printed.text  # 每万老年人20张, where the indicator counts 张
    alike, whose = _in_same_unit(meaning, corpus), _whose_unit(meaning)
    if not unit:
        words = " ".join(meaning.statement.figure.split())
        return fails(
            detail=Words(
                f"的“{words}”是整体的几分之几，"
                + (f"不是以“{expected}”计的数" if expected else "该指标没有单位"),
                f"“{words}” is a fraction of a whole, "
                + (f"not a number of “{expected}”" if expected else "the indicator has no unit"),
            ),
            alike=alike,
        )
    return fails(
        detail=Words(
            f"{whose.zh}单位“{unit}”与指标不符；"
            + (f"该指标通常以“{expected}”计" if expected else "该指标没有单位"),
            f"{whose.en}, “{unit}”, does not measure the indicator; "
            + (f"it is usually counted in “{expected}”" if expected else "it has no unit"),
        ),
        alike=alike,
    )


def plausible_scale(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The value can occur in its printed unit, and no other statement shows that the usual unit was meant.

    Fails where it could occur only in a sibling unit, where it is far from all that occur, and where it is far from
    another statement that the same digits fit in the usual unit.
    """
    meaning = judged_of(case)
    indicator, value = meaning.indicator, meaning.value
    if in_another_scale(case):
        slip = _meant_otherwise(case, corpus, options)
        if slip is not None:
            return slip
    if indicator is None or indicator.plausible is None:
        return not_comparable("no-plausible-range")
    if value is None or meaning.figure.value is None or meaning.figure.kind not in ("level", "band"):
        return not_comparable(meaning.reason or "no-number")
    if value in indicator.plausible or value == 0:
        return HOLDS
    # Where any share can occur, one over the whole tells nothing of the unit.
    whole = _whole(indicator)
    if whole is not None and indicator.plausible.upper == whole < value:
        return HOLDS
    sibling = _plausible_sibling(meaning, indicator)
    if sibling is not None:
        return fails(
            detail=Words(
                f"以此单位计不可能，很可能应为“{sibling.text}”",
                f"not possible in this unit, which is probably “{sibling.text}”",
            ),
            alike=_doubted_with(meaning, sibling, corpus),
        )
    if whole is not None and value > whole:
        return HOLDS  # over 100 % is a fault of its own
    low, high = indicator.plausible.lower, indicator.plausible.upper
    if not (low and value * _FAR < low) and not (high and value > high * _FAR):
        return HOLDS
    usual_values = range_words(indicator.plausible, indicator.unit_text)
    return fails(
        detail=Words(
            f"以此单位计不可能，通常在 {usual_values} 之内",
            f"not possible in this unit, it is usually within {usual_values}",
        ),
        lighter=True,
    )


def in_another_scale(case: Case) -> bool:
    """Whether it can occur in its printed unit and in the usual one, which is of another scale: others tell which."""
    meaning = judged_of(case)
    indicator, value = meaning.indicator, meaning.value
    if indicator is None or value is None or not in_unusual_scale(meaning):
        return False
    return indicator.plausible is None or value in indicator.plausible


def _meant_otherwise(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict | None:
    """That the usual unit was meant, if another statement shows it; a cell that contradicts its column is another fault."""
    meaning = judged_of(case)
    assert meaning.indicator is not None
    meant = meant_in_usual_scale(meaning, corpus)
    if meant is None:
        return None
    for one in (meaning, *_rest_of_row(meaning, corpus)):
        if same_unit_in_cell(Case(case.plan, one), corpus, options).outcome == "fails":
            return None
    witness, off = meant
    times, words, whose = times_words(off), figure_words(witness.meaning), witness.whose
    assert meaning.value is not None and witness.meaning.value is not None
    off_by = (
        Words(f"是{whose.zh}“{words}”的 {times.zh}", f"it is {times.en} {whose.en} “{words}”")
        if meaning.value > witness.meaning.value
        else Words(f"{whose.zh}“{words}”是它的 {times.zh}", f"{whose.en} “{words}” is {times.en} as much")
    )
    unit = meaning.indicator.unit_text
    verdict = fails(
        detail=Words(
            f"单位很可能应为“{unit}”：照所印的单位，{off_by.zh}",
            f"the unit is probably “{unit}”: as printed {off_by.en}",
        ),
        alike=_in_same_unit(meaning, corpus),
    )
    return replace(verdict, beside=(witness.meaning,))


def _plausible_sibling(meaning: Meaning, indicator: Indicator) -> Unit | None:
    """The unit of another scale in which the printed number could occur."""
    unit, value = indicator.unit, meaning.figure.value
    if unit is None or value is None or indicator.plausible is None:
        return None
    printed = meaning.units.printed or unit
    for sibling in (unit, *scales(printed)):
        factor = conversion(sibling, unit)
        if factor is not None and sibling.text != printed.text and value * factor in indicator.plausible:
            return sibling
    return None


def same_unit_in_cell(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The unit in the cell is that of its column, or of the name's bracket, and these two are one."""
    units, name = judged_of(case).units, judged_of(case).statement.name
    around = units.column or units.bracket
    if units.column and units.bracket and not _named_alike(units.bracket, units.column, name):
        return fails(
            detail=Words(
                f"名称括号中为“{units.bracket.text}”，单位栏为“{units.column.text}”",
                f"“{units.bracket.text}” in the name's bracket, “{units.column.text}” in the column",
            )
        )
    if units.cell is None or not units.cell.text or around is None:
        return not_comparable("one-unit-only")
    if units.cell.dimension == "number" or _same_unit(around, units.cell):
        return HOLDS
    if _named_alike(units.cell, around, name):
        return HOLDS
    if judged_of(case).figure.kind == "change":
        return not_comparable("change")
    return fails(
        detail=Words(
            f"单元格为“{units.cell.text}”，单位栏为“{around.text}”",
            f"“{units.cell.text}” in the cell, “{around.text}” in the column",
        ),
        alike=_doubted_with_the_column(judged_of(case), around, corpus),
    )


def unit_printed(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A number has a unit, as most numbers of its table have.

    Options: `share` of the table's other numbers that have one, `least` how many others there must be.
    """
    meaning = judged_of(case)
    if meaning.indicator is None or meaning.indicator.unit is None:
        return not_comparable("no-unit")
    numbers = [m for m in case.partners if m.figure.kind in ("level", "band")]
    row = [m for m in numbers if m.statement.path[1] == meaning.statement.path[1]]
    if meaning not in row:
        return not_comparable(meaning.figure.kind)
    if meaning is not row[0] or any(_prints_unit(m) for m in row):
        return HOLDS
    neighbours = [_prints_unit(m) for m in numbers if m not in row and m.indicator and m.indicator.unit]
    return fails(related=()) if usual(neighbours, options) else not_comparable("no-habit")


def without_unit(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The numbers of a table that have no unit."""
    return [m for m in members if not _prints_unit(m) and m.figure.kind in ("level", "band")]


def with_unit_repeated(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The numbers of a table that print a unit beside that of their column or name."""
    return [m for m in members if m.reading.units.cell is not None and _repeats_unit(m)]


def without_sign(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The numbers of a table that have no sign of comparison."""
    return [m for m in members if m.reading.figure.comparator not in _SIGNS and _is_number(m)]


def unit_printed_once(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A cell does not repeat its column's unit where the other cells don't.

    Options: `share` of the table's other numbers that don't, `least` how many others there must be.
    """
    meaning = judged_of(case)
    if not _repeats_unit(meaning):
        return HOLDS
    neighbours = [
        not _repeats_unit(m) for m in case.partners if m is not meaning and m.figure.kind in ("level", "band")
    ]
    if not usual(neighbours, options):
        return not_comparable("no-habit")
    cell, around = meaning.units.cell, meaning.units.text
    assert cell is not None
    detail = Words(
        f"单元格印“{cell.text}”，单位栏或名称已印“{around}”",
        f"“{cell.text}” in the cell, “{around}” in the column or the name",
    )
    return fails(detail=detail, related=())


def sign_printed(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A target has a sign of comparison, as most targets of its table have; 100 % needs none.

    Options: `share` of the table's other targets that have one, `least` how many others there must be.
    """
    meaning = judged_of(case)
    if meaning.indicator is None:
        return not_comparable("unknown-indicator")
    if not _is_number(meaning):
        return not_comparable(meaning.figure.kind)
    unit = meaning.indicator.unit
    if meaning.figure.comparator in _SIGNS or meaning.indicator.direction not in ("higher", "lower"):
        return HOLDS
    if unit is not None and unit.dimension == "proportion":
        whole = _whole_in(unit)
        # 100‰ where 100% is meant is a matter of the unit, not of the sign.
        if meaning.value == 0 or whole in (meaning.value, meaning.figure.value):
            return HOLDS
    neighbours = [m.figure.comparator in _SIGNS for m in case.partners if m is not meaning and _is_number(m)]
    return fails(related=()) if usual(neighbours, options) else not_comparable("no-habit")


def conventional_scale(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The unit has the scale in which the indicator is usually counted."""
    meaning = judged_of(case)
    indicator, printed = meaning.indicator, meaning.units.printed
    if indicator is None or indicator.unit is None or printed is None or meaning.figure.kind == "change":
        return not_comparable("no-unit")
    if meaning.figure.kind == "level" and meaning.factor == 1:
        return HOLDS
    if printed.text and conversion(printed, indicator.unit) is None:
        return not_comparable("dimension")
    if not is_unusual(printed, meaning):
        return HOLDS
    return fails(
        detail=Words(
            f"“{printed.text}”，通常为“{indicator.unit_text}”",
            f"“{printed.text}”; usually “{indicator.unit_text}”",
        ),
        alike=_in_same_unit(meaning, corpus),
    )


def same_scale(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Both sides print the indicator in one scale; that one of them is unusual is said of that one alone."""
    meaning, above = judged_of(case), case.partner
    one, other = (level.units.printed if level else None for level in (_level(meaning), _level(above)))
    if one is None or other is None:
        return not_comparable("no-unit")
    if one.text == other.text and one.dimension == other.dimension:
        return HOLDS
    factor = conversion(one, other)
    if factor is None:
        return not_comparable("dimension")
    if factor == 1 or not (one.text and other.text):
        return HOLDS
    if any(is_unusual(unit, side) for unit, side in ((one, meaning), (other, above))):
        return HOLDS
    base = _base_words(meaning)
    return fails(
        detail=Words(
            f"“{one.text}”{base.zh}，上级为“{other.text}”",
            f"“{one.text}”{base.en}; the superior's is “{other.text}”",
        )
    )


def in_two_units(case: Case) -> bool:
    """Whether the levels of both sides aren't plainly printed in one unit."""
    sides = judged_of(case).reading, case.partners[0].reading
    one, other = sides[0].units.printed, sides[1].units.printed
    if one is None or other is None or "change" in (sides[0].figure.kind, sides[1].figure.kind):
        return True
    return one.text != other.text or one.dimension != other.dimension


def is_result(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A state reached is a number, not an inequality."""
    figure = judged_of(case).figure
    if judged_of(case).statement.norm:
        return not_comparable("norm")
    if figure.kind not in ("level", "band"):
        return not_comparable(figure.kind)
    return fails() if figure.comparator in _SIGNS and "余" not in figure.text else HOLDS


def bound_fits(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A target bounds its indicator on the side that is worse: a rate that should fall from above."""
    meaning = judged_of(case)
    indicator = meaning.indicator
    if indicator is None or meaning.range is None:
        return not_comparable(meaning.reason or meaning.figure.kind)
    if not _bounds_the_wrong_way(meaning):
        return HOLDS
    rising = indicator.direction == "higher"
    return fails(
        detail=Words(
            "只定了上限，而该指标越高越好" if rising else "只定了下限，而该指标越低越好",
            "sets a ceiling alone, though higher is better"
            if rising
            else "sets a floor alone, though lower is better",
        )
    )


_WRONG_WAY = {"higher": ("<", "<="), "lower": (">", ">=")}


def _bounds_the_wrong_way(meaning: Meaning) -> bool:
    figure, indicator = meaning.reading.figure, meaning.indicator
    if indicator is None or figure.kind != "level":
        return False
    return figure.comparator in _WRONG_WAY.get(indicator.direction, ())


def with_inequality(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements whose figure is no plain number."""
    return [m for m in members if m.reading.figure.comparator in _SIGNS]


def at_most_whole(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A share of a whole is not over 100 %."""
    meaning = judged_of(case)
    indicator = meaning.indicator
    whole = _whole(indicator)
    if indicator is None or whole is None:
        return not_comparable("no-share")
    if meaning.figure.kind not in ("level", "band") or meaning.range is None:
        return not_comparable(meaning.reason or meaning.figure.kind)
    value = meaning.value
    if value is not None and is_less(value, whole):
        return HOLDS
    printed = level_range(meaning.figure, "neither", target=False)
    assert printed is not None and meaning.factor is not None
    possible = printed.scaled(meaning.factor).intersection(Range(None, whole))
    over = value is not None and value > whole and not printed.approximate
    if possible.empty or over:
        return fails(
            (value or whole) - whole,
            indicator.unit_text,
            alike=tuple(o for o in same_figure(meaning, corpus) if _whole(o.indicator) == whole),
        )
    if possible.point == whole and printed.upper is None:
        return fails(detail=Words("，“以上”没有余地", "; nothing lies above that"), note_only=True)
    return HOLDS


def _whole(indicator: Indicator | None) -> Fraction | None:
    """100 % in an indicator's unit, where it is a share that can't be more."""
    if indicator is None or indicator.unit is None or indicator.unit.dimension != "proportion":
        return None
    whole = _whole_in(indicator.unit)
    most = indicator.plausible.upper if indicator.plausible else None
    return None if most is None or is_less(whole, most) else whole


@lru_cache(maxsize=256)
def _whole_in(unit: Unit) -> Fraction:
    """100 % in a unit of shares."""
    return 1 / unit.factor


def _same_unit(one: Unit, other: Unit) -> bool:
    """Whether a cell repeats its column's unit, be it without the denominator (人 for 人/千人)."""
    numerator = read_unit(other.text.split("/")[0]) if other.text.count("/") == 1 else None
    return any(
        (one.dimension, one.factor) == (unit.dimension, unit.factor)
        for unit in (other, numerator)
        if unit is not None
    )


def _named_alike(one: Unit, other: Unit, name: str) -> bool:
    """Whether a unit is the other, or is so of what the name measures (户 and 家 of enterprises)."""
    return _same_unit(one, other) or _same_unit(as_named(one, name), as_named(other, name))


def _in_same_unit(meaning: Meaning, corpus: Corpus) -> tuple[Meaning, ...]:
    """The other figures of a row that are printed in the unit of this one, for indicators counted like its own."""
    printed, indicator = meaning.units.printed, meaning.indicator
    return tuple(
        other
        for other in _rest_of_row(meaning, corpus)
        if printed is not None and other.units.printed == printed
        if other.indicator and indicator and other.indicator.unit == indicator.unit
    )


def _rest_of_row(meaning: Meaning, corpus: Corpus) -> Iterator[Meaning]:
    """The other figures of a statement in the file; of a row that names several indicators those of each."""
    row = meaning.statement.path[:2]
    return (m for m in corpus.meanings(meaning.plan) if m is not meaning and m.statement.path[:2] == row)


def _doubted_with(meaning: Meaning, likely: Unit, corpus: Corpus) -> tuple[Meaning, ...]:
    """The row's other figures that the likely unit fits; beside a usual unit only those that can't occur in it."""
    indicator, others = meaning.indicator, _in_same_unit(meaning, corpus)
    assert indicator is not None and indicator.unit is not None and indicator.plausible is not None
    factor = conversion(likely, indicator.unit)
    assert factor is not None
    if meaning.factor == 1:
        others = tuple(o for o in others if o.value is not None and o.value not in indicator.plausible)
    return tuple(
        o for o in others if o.figure.value is None or o.figure.value * factor in indicator.plausible
    )


def _doubted_with_the_column(meaning: Meaning, column: Unit, corpus: Corpus) -> tuple[Meaning, ...]:
    """The row's other figures in the column's unit, where it is the cell that prints the usual one."""
    indicator = meaning.indicator
    if indicator is None or indicator.unit is None or conversion(column, indicator.unit) == 1:
        return ()
    return tuple(other for other in _rest_of_row(meaning, corpus) if other.units.cell is None)


def _column_of_another_dimension(meaning: Meaning, indicator: Indicator) -> bool:
    """A reference, trend or missing mark under a column whose unit measures something else."""
    printed = meaning.units.column or meaning.units.bracket
    if meaning.range is not None or printed is None or meaning.change is not None:
        return False
    if meaning.figure.kind == "compound":
        return False
    composed = meaning.units.printed
    return composed is not None and factor_of(composed, indicator, meaning.figure) is None


_SIGNS = ("<", "<=", ">", ">=")


def _is_number(meaning: Meaning) -> bool:
    """A single number that is not soft, and no 〔18〕, whose brackets stand for a sign."""
    figure = meaning.figure
    return figure.kind == "level" and figure.comparator != "~" and figure.note != "sum-of-years"


def _prints_unit(meaning: Meaning) -> bool:
    """Whether the row prints its unit, or its name says all of it: 十万人火灾死亡率."""
    units, indicator = meaning.reading.units, meaning.indicator
    in_name = units.per is not None and indicator is not None and indicator.unit_text.startswith("/")
    return units.text is not None or in_name


def _repeats_unit(meaning: Meaning) -> bool:
    """Whether a cell prints the unit that its column, or the name's bracket, prints already."""
    units = meaning.units
    around = units.column or units.bracket
    if units.cell is None or around is None or meaning.figure.kind not in ("level", "band") or meaning.also:
        return False
    if units.cell.dimension == "number" or not _same_unit(units.cell, around):
        return False
    # 六成 and 百分之六十 are words for a number, which no column prints.
    return any(read_unit(words) is not None for words in meaning.figure.unit_texts)


def _whose_unit(meaning: Meaning) -> Words:
    """Whether a unit is the cell's own, which prints it with its number, or the row's, for all its numbers."""
    if meaning.units.cell is None:
        return Words("的", "the unit")
    words = figure_words(meaning)
    return Words(f"的“{words}”", f"the unit of “{words}”")


def _level(meaning: Meaning) -> Meaning | None:
    """The level whose unit a statement speaks in: of a change, a base that prints one."""
    if meaning.figure.kind != "change":
        return meaning
    return next((base for base in meaning.bases if base.units.printed), None)


def _base_words(meaning: Meaning) -> Words:
    """Which base a change has its unit from; nothing where the statement prints it itself."""
    level = _level(meaning)
    if level is None or level is meaning:
        return NOTHING
    words = figure_words(level)
    return Words(f"（基数“{words}”）", f" (its base is “{words}”)")
