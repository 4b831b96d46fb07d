"""Provenance: whether every statement, and all that a plan disowns, stands in the source at the line that it gives."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Literal

from planlint.content import UnfitFileError, read_whole
from planlint.figures.words import MISSING, words
from planlint.frozen import frozen
from planlint.model import Disowned, Plan, Statement, YamlPath
from planlint.words import Words

MAX_SOURCE = 20_000_000
"""Bytes; larger source files are not read."""
FIGURE_MARGIN = 2
"""Lines before the first and after the last one where a figure may stand."""
TABLE_NAME_MARGIN = 8
"""The same for an indicator's name in a table: where a table is broken, it stands further off."""
PROSE_NAME_MARGIN = 4
"""The same in prose: a list of indicators may stand some lines before its figures."""
MAX_LINES = 50
"""A place of more lines than these is none: nearly every word stands somewhere in it."""
MAX_CHARACTERS = 100_000
"""Of the lines around a statement: a plan of sixty pages has half as many, and each statement is looked for anew."""

Reason = Literal[
    "no-line",
    "no-such-line",
    "too-many-lines",
    "too-long-lines",
    "figure-digits",
    "figure-words",
    "figure-signs",
    "name",
    "source-unread",
]
"""Why a statement is not verified."""

SourceReason = Literal[
    "not-named",
    "not-a-bare-name",
    "missing",
    "outside",
    "not-a-file",
    "too-large",
    "unreadable",
    "binary",
    "encoding",
    "no-hash",
    "other-hash",
]
"""What is wrong with a plan's source as a whole."""

REASON_WORDS: Mapping[Reason, Words] = {
    "no-line": Words("没有注明来源行号", "no source line is given"),
    "no-such-line": Words("来源文件没有这一行", "the source has no such line"),
    "too-many-lines": Words("注明的行数过多", "the place given has too many lines"),
    "too-long-lines": Words("所注的行及其前后过长", "the lines there and around are too long"),
    "figure-digits": Words("数字不在所注行附近", "digits of the figure are not at its line"),
    "figure-words": Words("文字不在所注行附近", "words of the figure are not at its line"),
    "figure-signs": Words("符号不在所注行附近", "signs of the figure are not at its line"),
    "name": Words("指标名称不在所注行附近", "the indicator's name is not near its line"),
    "source-unread": Words("来源文件未能读取", "the source could not be read"),
}

SOURCE_REASON_WORDS: Mapping[SourceReason, Words] = {
    "not-named": Words("没有注明来源文件", "no source file is given"),
    "not-a-bare-name": Words("来源文件应只写文件名", "the source should be a bare file name"),
    "missing": Words("来源文件不存在", "the source file does not exist"),
    "outside": Words("来源文件指向目录之外", "the source file leads out of the folder"),
    "not-a-file": Words("来源不是普通文件", "the source is not a regular file"),
    "too-large": Words("来源文件过大", "the source file is too large"),
    "unreadable": Words("来源文件无法读取", "the source file can't be read"),
    "binary": Words("来源文件不是文本", "the source file is not text"),
    "encoding": Words("来源文件不是 UTF-8 编码", "the source file is not UTF-8"),
    "no-hash": Words("没有注明来源文件的 SHA-256", "no SHA-256 of the source is given"),
    "other-hash": Words("来源文件的 SHA-256 不符", "the source has another SHA-256"),
}


@frozen()
class Verification:
    """One statement, or what the plan disowns, looked up in its plan's source."""

    plan: Plan
    statement: Statement | Disowned
    reason: Reason | None
    """None where it is verified."""
    missing: tuple[str, ...] = ()
    """The numbers, words or signs that were looked for in vain."""


@frozen()
class SourceFault:
    """A source that is missing, not what it was, or no text."""

    plan: Plan
    path: YamlPath
    reason: SourceReason
    found: str
    """What was found in place of what should be there: a hash, a size, a byte; else empty."""
    line: int | None = None
    """Line of the source, 1-based, where the fault has one."""
    column: int | None = None


@frozen()
class Share:
    """How many of how many statements are verified."""

    verified: int
    statements: int

    @property
    def fraction(self) -> Fraction | None:
        """Exact; None where there are no statements."""
        return Fraction(self.verified, self.statements) if self.statements else None


@frozen()
class Provenance:
    """What became of every source and statement: plans by id, statements as in the file."""

    verifications: tuple[Verification, ...]
    faults: tuple[SourceFault, ...]
    by_plan: tuple[tuple[Plan, Share], ...]

    @property
    def share(self) -> Share:
        """Of all statements of all plans."""
        return Share(
            sum(share.verified for _, share in self.by_plan),
            sum(share.statements for _, share in self.by_plan),
        )

    @property
    def reasons(self) -> Mapping[Reason, int]:
        """How many are not verified, by reason."""
        return Counter(v.reason for v in self.verifications if v.reason is not None)

    @property
    def complete(self) -> bool:
        """Whether every source is sound and every statement, and all that is disowned, verified."""
        return not self.faults and all(v.reason is None for v in self.verifications)


def verify(plans: Iterable[Plan], folder: Path) -> Provenance:
    """Look every statement of the plans up in the sources in a folder. Nothing is raised."""
    # Plans of one source stand beside one another more often than not.
    read = lru_cache(maxsize=8)(lambda name: _read(name, folder))
    faults: list[SourceFault] = []
    verifications: list[Verification] = []
    by_plan: list[tuple[Plan, Share]] = []
    for plan in sorted(plans, key=lambda plan: (plan.id, plan.file)):
        source = read(plan.source_file) if plan.source_file is not None else _Unread("not-named")
        faults.extend(_source_faults(plan, source))
        looked_up = [_verification(plan, statement, source) for statement in plan.statements]
        verifications.extend(looked_up)
        verifications.extend(_verification(plan, disowned, source) for disowned in plan.disowns)
        verified = sum(verification.reason is None for verification in looked_up)
        by_plan.append((plan, Share(verified, len(looked_up))))
    return Provenance(tuple(verifications), tuple(faults), tuple(by_plan))


class _Source:
    """A source that was read; windows of it are made once, for statements share their lines."""

    def __init__(self, sha256: str, lines: Sequence[str]) -> None:
        self.sha256 = sha256
        self.lines = lines
        self._windows: dict[tuple[int, int], _Window] = {}

    def part(self, first: int, last: int) -> Sequence[str]:
        """The lines from first to last, 1-based, as far as there are any."""
        return self.lines[max(first, 1) - 1 : last]

    def window(self, first: int, last: int) -> _Window:
        """The same, made ready."""
        if (first, last) not in self._windows:
            self._windows[first, last] = _window("\n".join(self.part(first, last)))
        return self._windows[first, last]


@frozen()
class _Unread:
    reason: SourceReason
    found: str = ""
    line: int | None = None
    column: int | None = None
    sha256: str | None = None


def _read(name: str, folder: Path) -> _Source | _Unread:
    """The source of that name, or why it can't be had."""
    if not _is_bare(name):
        return _Unread("not-a-bare-name", name)
    try:
        root = folder.resolve(strict=True)
        path = (root / name).resolve(strict=True)
        if not path.is_relative_to(root):
            return _Unread("outside", name)
        data = read_whole(path, MAX_SOURCE)
    except FileNotFoundError:
        return _Unread("missing", name)
    except UnfitFileError as unfit:
        found = {"too-large": f"{unfit.size / 1e6:.1f} MB", "unreadable": unfit.problem.en}
        return _Unread(unfit.kind, found.get(unfit.kind, name))
    except (OSError, RuntimeError) as error:
        # Before Python 3.13, a loop of links is a RuntimeError.
        return _Unread("unreadable", getattr(error, "strerror", None) or os.strerror(errno.ELOOP))
    sha256 = hashlib.sha256(data).hexdigest()
    zero = data.find(b"\0")
    if zero >= 0:
        return _Unread("binary", "0x00", *_position(data, zero), sha256)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"0x{data[error.start]:02X}"
        return _Unread("encoding", byte, *_position(data, error.start), sha256)
    # Not splitlines: editors and grep count neither form feeds nor U+2028.
    return _Source(sha256, text.split("\n"))


def _is_bare(name: str) -> bool:
    # A Windows path knows both separators, and drives.
    return (
        name not in ("", ".", "..")
        and PureWindowsPath(name).name == name
        and all(character.isprintable() for character in name)
    )


def _position(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, 1-based, of a byte; the column counts characters."""
    begin = data.rfind(b"\n", 0, offset) + 1
    column = len(data[begin:offset].decode("utf-8", "replace")) + 1
    return data.count(b"\n", 0, offset) + 1, column


def _source_faults(plan: Plan, source: _Source | _Unread) -> Iterator[SourceFault]:
    file: YamlPath = ("plan", "source", "file")
    if isinstance(source, _Unread):
        yield SourceFault(plan, file, source.reason, source.found, source.line, source.column)
    if source.sha256 is None:
        return
    if plan.source_sha256 is None:
        yield SourceFault(plan, file, "no-hash", source.sha256)
    elif plan.source_sha256.strip().lower() != source.sha256:
        yield SourceFault(plan, ("plan", "source", "sha256"), "other-hash", source.sha256)


def _verification(plan: Plan, statement: Statement | Disowned, source: _Source | _Unread) -> Verification:
    if isinstance(source, _Unread):
        return Verification(plan, statement, "source-unread")
    first = statement.at.line
    if first is None:
        return Verification(plan, statement, "no-line")
    last = first if statement.at.last_line is None else statement.at.last_line
    if not 1 <= first <= last <= len(source.lines):
        return Verification(plan, statement, "no-such-line")
    if last - first >= MAX_LINES:
        return Verification(plan, statement, "too-many-lines")

    figure = statement.figure if isinstance(statement, Statement) else ""
    margin = TABLE_NAME_MARGIN if statement.at.where == "table" else PROSE_NAME_MARGIN
    if sum(map(len, source.part(first - margin, last + margin))) > MAX_CHARACTERS:
        return Verification(plan, statement, "too-long-lines")
    near = source.window(first - FIGURE_MARGIN, last + FIGURE_MARGIN)
    around = source.window(first - margin, last + margin)
    looked_for: tuple[tuple[Reason, list[str]], ...] = (
        ("figure-digits", near.missing_numbers(figure)),
        ("figure-words", near.missing_figure_words(figure)),
        ("figure-signs", near.missing_signs(figure)),
        (
            "name",
            around.missing_numbers(statement.name) + around.missing_name_words(statement.name),
        ),
    )
    for reason, missing in looked_for:
        if missing:
            return Verification(plan, statement, reason, tuple(missing))
    return Verification(plan, statement, None)


_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"[<>≤≥%‰]")
_SHARE = re.compile(rf"({_NUMBER.pattern})[%‰]")
_SPACE = re.compile(r"\s+")
_ONE_FORM = str.maketrans("≦⩽≧⩾", "≤≤≥≥")


@frozen()
class _Window:
    """A few lines of a source, made ready to find words, numbers and signs in."""

    text: str
    """Without white space, for words are broken across lines."""
    numbers: frozenset[str]
    """Whole numbers as they stand, and as they stand once white space is dropped."""

    def missing_numbers(self, text: str) -> list[str]:
        missing = [number for number in _numbers(text) if number not in self.numbers]
        return missing or [m.group() for m in _SHARE.finditer(_normal(text)) if self._only_as_year(m[1])]

    def missing_figure_words(self, text: str) -> list[str]:
        text = _normal(text)
        missing = [m.group() for m in _WORD.finditer(text) if not self._has_in_figure(m)]
        return missing or self._missing_comparators(text) or self._missing_leads(text)

    def missing_name_words(self, text: str) -> list[str]:
        """A curated name is put together: 筛查率 from 筛查和治疗率, the 的 from elsewhere."""
        return [w for w in _WORD.findall(_normal(text)) if not self._has(w, with_single=True)]

    def missing_signs(self, text: str) -> list[str]:
        """A figure of signs alone must stand there as it is; one that says there is none claims nothing."""
        text = _normal(text)
        if text.lower() not in MISSING and not any(map(str.isalnum, text)):
            return [] if text in self.text else [text]
        return [sign for sign in _SIGN.findall(text) if sign not in self.text]

    def _only_as_year(self, number: str) -> bool:
        """Whether 年 follows the number wherever it stands here."""
        return {self.text[end : end + 1] for end in _ends(number, self.text)} == {"年"}

    def _missing_comparators(self, text: str) -> list[str]:
        """低于 of the figure where only 不低于 stands here, which says the opposite."""
        comparators = {_lead(text, end) for end in range(1, len(text) + 1)} & _comparators().keys()
        missing = [word for word in comparators if word in self.text and not _own_ends(word, self.text)]
        return sorted(word for word in missing if sum(word in other for other in missing) == 1)

    def _missing_leads(self, text: str) -> list[str]:
        """提高到90 of the figure where no 90 follows 提高到 in any sentence: 由90%提高到95%."""
        leads = ((_lead(text, number.start()), number.group()) for number in _NUMBER.finditer(text))
        return [
            word + number
            for word, number in leads
            if word and word in self.text and not self._has_after(word, number)
        ]

    def _has_after(self, word: str, number: str) -> bool:
        """Whether the number stands after the word in one sentence: 分别提高到90%、95%."""
        sentences = ((s, _own_ends(word, s)) for s in self.text.replace(",", "").split("。"))
        return any(ends and number.replace(",", "") in s[ends[0] :] for s, ends in sentences)

    def _has_in_figure(self, match: re.Match[str]) -> bool:
        """A unit beside its number may stand apart from what follows it: 较2015年分别新增12家."""
        word, number = match.group(), match.string[: match.start()][-1:].isdigit()
        apart = number and len(word) > 1 and word[0] in self.text
        return self._has(word) or (apart and self._has(word[1:]))

    def _has(self, word: str, with_single: bool = False) -> bool:
        """Whether the word stands here whole, or cut into pieces of two or more characters that do.

        Other cells of a table break a word, and what is said once for several is said elsewhere.
        With single characters too, of two neighbouring pieces at least one is longer.
        """
        if word in self.text:
            return True
        # Where the word can be cut, with whether the piece before the cut is a single character;
        # pieces longer than three characters are made of shorter ones.
        cuts = {(0, False)}
        for end in range(1, len(word) + 1):
            for size in (1, 2, 3) if with_single else (2, 3):
                start = end - size
                before = {(start, False)} if size == 1 else {(start, False), (start, True)}
                if start >= 0 and before & cuts and word[start:end] in self.text:
                    cuts.add((end, size == 1))
        return bool({(len(word), False), (len(word), True)} & cuts)


def _window(text: str) -> _Window:
    joined = _SPACE.sub("", text)
    return _Window(_normal(text), frozenset((*_numbers(text), *_numbers(joined))))


@lru_cache(maxsize=1)
def _comparators() -> Mapping[str, str]:
    """Words before a number or a reference, and how they compare."""
    return {spelling: word.says for spelling, word in words() if word.role == "op"}


@lru_cache(maxsize=1)
def _leads() -> frozenset[str]:
    """The same, and the words of reaching and changing."""
    return frozenset(spelling for spelling, word in words() if word.role in ("op", "reach", "change"))


@lru_cache(maxsize=1)
def _longest_lead() -> int:
    return max(map(len, _leads()))


def _lead(text: str, end: int) -> str:
    """The longest of those words that ends there; empty where there is none."""
    starts = range(max(0, end - _longest_lead()), end)
    return next((text[start:end] for start in starts if text[start:end] in _leads()), "")


def _own_ends(word: str, text: str) -> list[int]:
    """Where the word ends in a text, other than as the end of a longer one that compares otherwise."""
    says = _comparators().get(word)
    leads = ((end, _lead(text, end)) for end in _ends(word, text))
    return [end for end, lead in leads if lead == word or _comparators().get(lead, says) == says]


def _ends(word: str, text: str) -> list[int]:
    """Where the word ends in a text."""
    return [found.end() for found in re.finditer(re.escape(word), text)]


def _numbers(text: str) -> list[str]:
    """The whole numbers of a text, without thousands separators; 8 is none of 18 or 8.34."""
    # Circled digits and full-width commas must not become part of the number beside them.
    apart = {ord(mark): f" {mark} " for mark in set(text) if unicodedata.category(mark) == "No"}
    text = unicodedata.normalize("NFKC", text.translate({**apart, ord("，"): "、"}))
    return [number.replace(",", "") for number in _NUMBER.findall(text)]


def _normal(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_ONE_FORM)
