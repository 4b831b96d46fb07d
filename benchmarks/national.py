"""Seeded national corpora: plans of every jurisdiction, level by level stricter, with a known number of faults.

The values follow one model: a place's target is its superior's and a little stricter, a period's is the last one's and
stricter, a baseline is a little weaker than the target. So nothing is wrong with a corpus but what is planted. Plans
have the size and make of real ones: the five transcribed plans take 175 to 200 bytes and 16 to 18 YAML events a
statement, and so do these.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.draft import STATEMENTS, Draft, Figure, Item, Level, Period, Planted, Style, written
from benchmarks.faults import FAULTS, is_plantable
from benchmarks.indicators import PACKAGED, Indicator, catalogue, sectors
from benchmarks.phrasing import TRENDS, cell, sentence
from benchmarks.places import GROUP, Place, places

PERIODS = (Period(2011, "十二五"), Period(2016, "十三五"), Period(2021, "十四五"), Period(2026, "十五五"))
_IN_TURN = (2, 1, 3, 0)
"""The periods in the order in which a growing corpus takes them."""
_SUBJECTS = {
    "health": "卫生健康事业",
    "education": "教育事业",
    "elderly-care": "养老服务体系",
    "environment": "生态环境保护",
    "employment": "就业和社会保障",
    "agriculture": "农业农村现代化",
    "housing": "住房和城乡建设",
    "transport": "综合交通运输",
}
SEED = 4
FAULT_IN = 25
"""One county plan in so many has a fault."""
_OPTIONAL = 3
"""How many of a sector's indicators a main table leaves out at most; never a binding one."""
_TABLE_SECTION = "第二章 三、主要目标"
_REVIEW = "第一章 一（一）发展成就"
_TASKS = (
    "第三章 一（一）重点任务",
    "第三章 二（三）重点任务",
    "第四章 一、体系建设",
    "第四章 二（二）能力提升",
)


@dataclass(frozen=True, slots=True)
class Group:
    """All plans of one sector and period."""

    sector: str
    period: int
    """Index of the period."""
    places: Sequence[Place]
    with_last: int
    """How many of them have a plan of the period before."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the corpus."""

    file: str
    """Relative to the corpus."""
    text: str
    fault: str | None
    """The kind of fault that is planted in it."""
    planted: tuple[Planted, ...]


def groups(plans: int, size: int = GROUP) -> Iterator[Group]:
    """So many plans by sector and period, in groups of a size of which the last may be smaller."""
    in_order = [(sector, period) for sector in sectors() for period in _IN_TURN]
    if plans > len(in_order) * size:
        raise ValueError(f"no more than {len(in_order) * size} plans in groups of {size}")
    sizes = {
        key: min(size, plans - size * number) for number, key in enumerate(in_order) if plans > size * number
    }
    for (sector, period), count in sizes.items():
        yield Group(sector, period, places(count), sizes.get((sector, period - 1), 0))


def pages(group: Group, seed: int, fault_in: int) -> Iterator[Page]:
    """The files of a group; one plan in so many has a fault (0: none)."""
    offsets: dict[str | None, dict[str, int]] = {None: {one.id: 0 for one in sectors()[group.sector]}}
    planted = 5 * group.period  # a row missing in one period is not the one lowered in the next
    below = 0
    for number, place in enumerate(group.places):
        drawn = Random(f"{seed} {group.sector} {place.code}")
        above = offsets[place.superior]
        own = above if place.superior is None else _stricter(above, group.sector, drawn)
        offsets[place.code] = own
        random = Random(f"{seed} {group.sector} {place.code} {group.period}")
        draft = _draft(group, place, own, above, random, has_last=number < group.with_last)
        kind = None
        if place.is_leaf and place.superior is not None and fault_in:
            below += 1
            if below % fault_in == 0:
                kind = list(FAULTS)[planted % len(FAULTS)]
                row = random.choice([row for row in draft.rows if is_plantable(draft, row)])
                draft = FAULTS[kind](draft, row, random)
                planted += 1
        text, where = written(_told(draft, random))
        period = PERIODS[group.period]
        file = f"plans/{group.sector}/{period.start}-{period.end}/{place.code[:2]}/{draft.id}.yaml"
        yield Page(file, text, kind, where)


def write(
    folder: Path, plans: int, *, seed: int = SEED, fault_in: int = FAULT_IN, size: int = GROUP
) -> Iterator[Page]:
    """Write a corpus and list its faults in `expected.json`; each page is given out once it is written."""
    found: list[dict[str, object]] = []
    kinds: Counter[str] = Counter()
    known: set[str] = set()
    for group in groups(plans, size):
        if group.sector != PACKAGED:
            _put(folder / "indicators" / f"{group.sector}.yaml", catalogue(group.sector), known)
        for page in pages(group, seed, fault_in):
            _put(folder / page.file, page.text, known)
            if page.fault:
                kinds[page.fault] += 1
            found += ({"rule": one.rule, "file": page.file, "line": one.line} for one in page.planted)
            yield page
    catalogues = "  catalogues: [indicators]\n" if (folder / "indicators").is_dir() else ""
    _put(folder / "planlint.yaml", f"planlint:\n  plans: [plans]\n{catalogues}", known)
    listed = {"plans": plans, "seed": seed, "planted": dict(sorted(kinds.items())), "findings": found}
    _put(folder / "expected.json", json.dumps(listed, ensure_ascii=False, indent=1) + "\n", known)


def _put(file: Path, text: str, known: set[str]) -> None:
    folder = str(file.parent)
    if folder not in known:
        file.parent.mkdir(parents=True, exist_ok=True)
        known.add(folder)
    file.write_bytes(text.encode())


def _stricter(above: Mapping[str, int], sector: str, random: Random) -> dict[str, int]:
    """By how many steps a place is stricter than the nation, given its superior."""
    return {one.id: above[one.id] + random.randint(0, one.spread) for one in sectors()[sector]}


def _draft(
    group: Group,
    place: Place,
    own: Mapping[str, int],
    above: Mapping[str, int],
    random: Random,
    *,
    has_last: bool,
) -> Draft:
    period = PERIODS[group.period]
    known = sectors()[group.sector]
    levels = {one.id: _level(one, group.period, own, above, place, random) for one in known}
    style = Style(random.choice(("column", "column", "bracket", "cell")), random.random() < 0.7)
    optional = [one for one in known if not one.is_binding]
    left_out = set(random.sample([one.id for one in optional], random.randint(0, _OPTIONAL)))
    listed = [one for one in known if one.id not in left_out]
    rows = tuple(
        _row(one, number, levels[one.id], period, style, random) for number, one in enumerate(listed, 1)
    )
    return Draft(
        id=f"{place.code}-{group.sector}-{period.start}",
        place=place,
        sector=group.sector,
        subject=_SUBJECTS[group.sector],
        period=period,
        superior=f"{place.superior}-{group.sector}-{period.start}" if place.superior else None,
        style=style,
        has_last=has_last,
        levels=levels,
        rows=rows,
    )


def _level(
    one: Indicator,
    period: int,
    own: Mapping[str, int],
    above: Mapping[str, int],
    place: Place,
    random: Random,
) -> Level:
    nation = one.start + one.sign * one.growth * period
    target = nation + one.sign * own[one.id]
    superior = nation + one.sign * above[one.id] if place.superior else None
    weaker = 10 * one.growth + random.randint(0, 10 * one.spread)
    return Level(target, target - one.sign * (one.growth // 2), 10 * target - one.sign * weaker, superior)


def _row(one: Indicator, number: int, level: Level, period: Period, style: Style, random: Random) -> Item:
    inside = one.printed if style.unit == "cell" else ""
    figures = []
    if one.is_binding and one.unit == "%":
        figures.append(Figure("baseline", period.base, one.printed_value(level.baseline, 1) + inside))
    if random.random() < 0.08:
        figures.append(Figure("target", period.middle, cell(one, level.middle, style)))
    figures.append(Figure("target", period.end, cell(one, level.target, style)))
    return Item(
        one,
        tuple(figures),
        _TABLE_SECTION,
        unit=one.printed if style.unit == "column" else None,
        nature=one.nature,
        row=number,
        name=f"{one.name}（{one.printed}）" if style.unit == "bracket" else None,
    )


def _told(draft: Draft, random: Random) -> Draft:
    """The draft with as much prose as makes up its statements; it says what the table says."""
    told: list[Item] = []
    rows = [row for row in draft.rows if row.indicator.id not in draft.quiet]
    missing = STATEMENTS - draft.statements
    while len(told) < missing:
        random.shuffle(rows)
        told += (_told_of(row, draft, random) for row in rows[: missing - len(told)])
    return replace(draft, prose=(*draft.prose, *told))


def _told_of(row: Item, draft: Draft, random: Random) -> Item:
    one, level, period = row.indicator, draft.levels[row.indicator.id], draft.period
    chance = random.random()
    if chance < 0.45:
        return Item(
            one, (Figure("target", period.end, sentence(one, level.target, random)),), random.choice(_TASKS)
        )
    if chance < 0.7:
        said = one.printed_value(level.baseline, 1) + one.printed
        return Item(one, (Figure("baseline", period.base, random.choice(("", "达到")) + said),), _REVIEW)
    if chance < 0.8:
        said = sentence(one, level.target - one.sign * 2 * one.growth, random)
        return Item(one, (Figure("past_target", period.base, said),), _REVIEW)
    if chance < 0.92 and one.unit == "%" and row.figures[0].kind == "baseline":
        rise = abs(10 * level.target - level.baseline)
        verb = "提高" if one.sign > 0 else "下降"
        said = f"比{period.base}年{verb}{one.printed_value(rise, 1)}个百分点"
        return Item(one, (Figure("target", period.end, said),), random.choice(_TASKS))
    return Item(one, (Figure("target", period.end, random.choice(TRENDS)),), random.choice(_TASKS))
