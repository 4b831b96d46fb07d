"""Divisions: which jurisdictions have a code, their names and levels, and whose code stands above whose."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast, get_args

from planlint import tables
from planlint.content import MAX_FAULTS, UnfitFileError, read_whole
from planlint.frozen import frozen
from planlint.words import Words, did_you_mean

NATION = "000000"

Level = Literal["nation", "region", "city", "county"]
LEVELS: tuple[Level, ...] = get_args(Level)

_MOST_ABOVE = 20
"""Superiors above one another; villages have six."""
_MOST_HINTED = 20
"""Unknown superiors of one file for which the nearest known code is looked for, among what may be 100,000."""
_CODE = re.compile(r"[0-9]{6}(-[\w-]{1,40})?")
_COLUMNS = ("code", "name", "level")


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
