"""What one plan states, sorted once for all joins that look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property

from planlint.meaning import Meaning, in_document
from planlint.model import YamlPath

NEIGHBOURS = 100
"""How far to either side of a statement its table is looked at: all of any table that is printed."""

Subject = tuple[str | None, ...]


Levels = dict[str, list[Meaning]]
"""Indicator id → its levels in one plan, of one kind, population, place, part and time, the tables' first."""


Among = Callable[[Sequence[Meaning]], Sequence[Meaning]]
"""Some members of a group of statements."""


def all_of_them(members: Sequence[Meaning]) -> Sequence[Meaning]:
    """Every member of a group."""
    return members


class Stated:
    """The statements of one plan by what they are about.

    Those of one subject stand as in the document (`in_document`), all others in the order of the file.
    """

    def __init__(self, meanings: tuple[Meaning, ...]) -> None:
        self.meanings = meanings
        self.about: dict[tuple[str, Subject], list[Meaning]] = {}
        """By kind and subject."""
        self.changes: list[Meaning] = []
        """What states a change."""
        self.changes_beside: list[Meaning] = []
        """The changes that words state beside a level."""
        self._levels: dict[tuple[object, ...], Levels] | None = None
        about = self.about
        for meaning in meanings:
            key = meaning.statement.kind, meaning.reading.subject
            if key in about:
                about[key].append(meaning)
            else:
                about[key] = [meaning]
            if meaning.result.change is not None:
                self.changes.append(meaning)
            if meaning.also is not None and meaning.also.result.change is not None:
                self.changes_beside.append(meaning.also)
        _order(about.values())

    @cached_property
    def targets(self) -> Mapping[str, Sequence[Meaning]]:
        """The plan's own targets by indicator; figures of other places apart."""
        found: dict[str, list[Meaning]] = {}
        for meaning in self.meanings:
            statement, indicator = meaning.statement, meaning.indicator
            if statement.kind == "target" and indicator is not None and not statement.place:
                found.setdefault(indicator.id, []).append(meaning)
        _order(found.values())
        return found

    @cached_property
    def likely(self) -> Mapping[str, Sequence[Meaning]]:
        """The plan's own targets under names that no catalogue has, by each indicator whose name is like theirs."""
        found: dict[str, list[Meaning]] = {}
        for meaning in self.meanings:
            if (
                meaning.indicator is None
                and meaning.statement.kind == "target"
                and not meaning.statement.place
            ):
                for candidate in meaning.naming.candidates:
                    found.setdefault(candidate.id, []).append(meaning)
        return found

    @cached_property
    def tables(self) -> Mapping[str, Sequence[Meaning]]:
        """By the table that they stand in."""
        found: dict[str, list[Meaning]] = {}
        for meaning in self.meanings:
            table = meaning.statement.at.table
            if table:
                found.setdefault(table, []).append(meaning)
        return found

    @cached_property
    def by_indicator(self) -> Mapping[str, Sequence[Meaning]]:
        """By indicator id, those of which it is known."""
        found: dict[str, list[Meaning]] = {}
        for meaning in self.meanings:
            indicator = meaning.indicator
            if indicator is not None:
                found.setdefault(indicator.id, []).append(meaning)
        return found

    @cached_property
    def in_shared_rows(self) -> Set[str | None]:
        """What rows that speak of several indicators speak of."""
        rows: dict[YamlPath, str | None] = {}
        found: set[str | None] = set()
        for meaning in self.meanings:
            if not isinstance(meaning.statement.name_path[-1], int):
                continue  # the row's only name
            path, name = meaning.statement.path, meaning.reading.subject[0]
            if path in rows:
                found |= {rows[path], name}
            else:
                rows[path] = name
        return found

    def levels(self, indicators: Set[str]) -> Mapping[tuple[object, ...], Levels]:
        """The levels of some indicators, and of rows that speak of several, by what they share beside the indicator.

        Worked out once: all that ask mean the indicators that have relations to others.
        """
        if self._levels is None:
            shared = self.in_shared_rows
            wanted = indicators | shared if shared else indicators
            chosen = [meaning for meaning in self.meanings if meaning.reading.subject[0] in wanted]
            self._levels = {}
            for meaning in sorted(chosen, key=in_document):
                if meaning.is_level and meaning.indicator is not None:
                    statement = meaning.statement
                    key = statement.kind, statement.first_year, meaning.year, *meaning.reading.subject[1:]
                    self._levels.setdefault(key, {}).setdefault(meaning.indicator.id, []).append(meaning)
        return self._levels


def _order(groups: Iterable[list[Meaning]]) -> None:
    """Put the members of each group in the order of the document."""
    for group in groups:
        if len(group) > 1:
            group.sort(key=in_document)
