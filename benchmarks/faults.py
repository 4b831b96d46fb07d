"""The faults that are planted: each a function that spoils one statement of a draft and says who must speak of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from benchmarks.draft import Draft, Figure, Item
from benchmarks.phrasing import cell, sentence

PROSE = "第三章 二（一）重点任务"


def weaker(draft: Draft, row: Item, steps: int) -> Draft:
    """The target so many steps weaker than the superior's."""
    one, level = row.indicator, draft.levels[row.indicator.id]
    assert level.superior is not None
    value = level.superior - one.sign * steps
    return _with_target(draft, row.without("baseline"), row, cell(one, value, draft.style), "PL201")


def weaker_by_a_hair(draft: Draft, row: Item, random: Random) -> Draft:
    return weaker(draft, row, 1)


def weaker_by_a_lot(draft: Draft, row: Item, random: Random) -> Draft:
    return weaker(draft, row, max(2, row.indicator.growth // 2))


def wrong_dimension(draft: Draft, row: Item, random: Random) -> Draft:
    """A count where a share is meant."""
    one = row.indicator
    text = cell(one, draft.levels[one.id].target, replace(draft.style, unit="column"))
    changed = replace(row.without("baseline"), unit="户", name=one.name)
    return _with_target(draft, changed, row, text, "PL101")


def share_over_whole(draft: Draft, row: Item, random: Random) -> Draft:
    one = row.indicator
    value = 10 ** (one.places + 2) + random.randrange(1, 90)
    return _with_target(draft, row.without("baseline"), row, cell(one, value, draft.style), "PL403")


def contradiction(draft: Draft, row: Item, random: Random) -> Draft:
    """Table and prose promise two things."""
    one, level = row.indicator, draft.levels[row.indicator.id]
    other = level.target + one.sign * random.randrange(1, 1 + one.growth)
    said = sentence(one, other, random)
    changed = row.with_figure(row.figure("target"), replace(row.figure("target"), faults=("PL301",)))
    item = Item(one, (Figure("target", draft.period.end, said),), PROSE)
    return draft.with_row(row, changed).with_prose(item)


def baselines_differ(draft: Draft, row: Item, random: Random) -> Draft:
    one, level = row.indicator, draft.levels[row.indicator.id]
    other = level.baseline - one.sign * random.randrange(20, 20 + 10 * one.growth)
    said = f"{one.printed_value(other, 1)}{one.printed}"
    changed = row.with_figure(row.figure("baseline"), replace(row.figure("baseline"), faults=("PL303",)))
    item = Item(one, (Figure("baseline", draft.period.base, said),), PROSE)
    return draft.with_row(row, changed).with_prose(item)


def binding_row_missing(draft: Draft, row: Item, random: Random) -> Draft:
    return replace(draft.with_row(row, None), faults=("PL202",))


def nature_lowered(draft: Draft, row: Item, random: Random) -> Draft:
    """Binding above, and before where a plan before is held."""
    changed = replace(row, nature="预期性")
    return _with_target(
        draft, changed, row, row.figure("target").text, "PL203", *(["PL205"] if draft.has_last else [])
    )


def weaker_than_baseline(draft: Draft, row: Item, random: Random) -> Draft:
    """What is promised was reached before."""
    one, level = row.indicator, draft.levels[row.indicator.id]
    reached = 10 * level.target + one.sign * random.randrange(5, 5 + 5 * one.growth)
    target, baseline = row.figure("target"), row.figure("baseline")
    text = baseline.text.replace(one.printed_value(level.baseline, 1), one.printed_value(reached, 1))
    changed = row.with_figure(baseline, replace(baseline, text=text))
    return draft.with_row(row, changed.with_figure(target, replace(target, faults=("PL401",))))


def change_misses_level(draft: Draft, row: Item, random: Random) -> Draft:
    """A rise in percentage points that leads elsewhere than the table says, be it to less than the superior's."""
    one, level = row.indicator, draft.levels[row.indicator.id]
    assert level.superior is not None
    rise = abs(10 * level.target - level.baseline) - random.randrange(20, 10 * one.growth)
    verb = "提高" if one.sign > 0 else "下降"
    said = f"比{draft.period.base}年{verb}{one.printed_value(rise, 1)}个百分点"
    reached = level.baseline + one.sign * rise
    rules = ("PL402",) if one.sign * reached >= one.sign * 10 * level.superior else ("PL402", "PL201")
    item = Item(one, (Figure("target", draft.period.end, said, rules),), PROSE)
    return draft.with_row(row, row).with_prose(item)


def later_target_weaker(draft: Draft, row: Item, random: Random) -> Draft:
    """The middle of the period promises more than its end."""
    one, level = row.indicator, draft.levels[row.indicator.id]
    value = level.target + one.sign * random.randrange(1, 1 + one.growth)
    target = row.figure("target")
    middle = Figure("target", draft.period.middle, cell(one, value, draft.style))
    baseline = tuple(figure for figure in row.figures if figure.kind == "baseline")
    return draft.with_row(row, replace(row, figures=(*baseline, middle, replace(target, faults=("PL408",)))))


def unreadable(draft: Draft, row: Item, random: Random) -> Draft:
    one = row.indicator
    text = cell(one, draft.levels[one.id].target, draft.style) + "上升至以"
    return _with_target(draft, row.without("baseline"), row, text, "PL010")


def unknown_indicator(draft: Draft, row: Item, random: Random) -> Draft:
    one, level = row.indicator, draft.levels[row.indicator.id]
    said = Figure("target", draft.period.end, sentence(one, level.target, random), ("PL011",))
    return draft.with_prose(replace(Item(one, (said,), PROSE), name=f"{draft.place.name}{one.name}指数"))


def year_out_of_order(draft: Draft, row: Item, random: Random) -> Draft:
    one, level = row.indicator, draft.levels[row.indicator.id]
    said = Figure(
        "baseline", draft.period.end + 5, f"{one.printed_value(level.baseline, 1)}{one.printed}", ("PL407",)
    )
    return draft.with_row(row, row.without("baseline")).with_prose(Item(one, (said,), PROSE))


def row_number_repeated(draft: Draft, row: Item, random: Random) -> Draft:
    """Two rows of one number; those after them go on from it."""
    number = row.row
    assert number is not None
    rows = tuple(replace(r, row=r.row - 1) if r.row and r.row > number else r for r in draft.rows)
    target = row.figure("target")
    spoiled = tuple(
        r.with_figure(target, replace(target, faults=("PL501",))) if r is row else r for r in rows
    )
    return replace(draft, rows=spoiled)


def undated(draft: Draft, row: Item, random: Random) -> Draft:
    one, level = row.indicator, draft.levels[row.indicator.id]
    said = Figure("target", None, sentence(one, level.target, random), ("PL013",))
    return draft.with_prose(Item(one, (said,), PROSE))


def source_missing(draft: Draft, row: Item, random: Random) -> Draft:
    one, level = row.indicator, draft.levels[row.indicator.id]
    said = Figure("target", draft.period.end, sentence(one, level.target, random), ("PL502",))
    return draft.with_prose(replace(Item(one, (said,), PROSE), sourced=False))


def inequality_as_result(draft: Draft, row: Item, random: Random) -> Draft:
    one, level = row.indicator, draft.levels[row.indicator.id]
    side = "以上" if one.sign > 0 else "以下"
    said = f"{one.printed_value(level.baseline, 1)}{one.printed}{side}"
    item = Item(one, (Figure("baseline", draft.period.base, said, ("PL107",)),), PROSE)
    return draft.with_row(row, row.without("baseline")).with_prose(item)


def _with_target(draft: Draft, row: Item, old: Item, text: str, *rules: str) -> Draft:
    target = row.figure("target")
    return draft.with_row(old, row.with_figure(target, replace(target, text=text, faults=rules)))


Fault = Callable[[Draft, Item, Random], Draft]

FAULTS: Mapping[str, Fault] = {
    "weaker by a hair": weaker_by_a_hair,
    "weaker by a lot": weaker_by_a_lot,
    "wrong dimension": wrong_dimension,
    "share over 100 %": share_over_whole,
    "table and prose differ": contradiction,
    "baselines differ": baselines_differ,
    "binding row missing": binding_row_missing,
    "nature lowered": nature_lowered,
    "weaker than the baseline": weaker_than_baseline,
    "change misses its level": change_misses_level,
    "later target weaker": later_target_weaker,
    "unreadable figure": unreadable,
    "unknown indicator": unknown_indicator,
    "year out of order": year_out_of_order,
    "row number repeated": row_number_repeated,
    "target without a year": undated,
    "source missing": source_missing,
    "inequality as a result": inequality_as_result,
}
"""By kind. Each takes a row of a binding share that has a baseline, in a plan below another."""


def is_plantable(draft: Draft, row: Item) -> bool:
    """Whether any kind of fault can be planted in a row."""
    kinds = [figure.kind for figure in row.figures]
    one = row.indicator
    return (
        one.is_binding and one.unit == "%" and kinds == ["baseline", "target"] and row is not draft.rows[-1]
    )
