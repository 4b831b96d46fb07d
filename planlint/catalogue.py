"""The indicator catalogue: what printed names mean, and what is known of each indicator."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import field
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path

from planlint.frozen import frozen
from planlint.ranges import Direction, Range
from planlint.units import Unit, rate, read_unit, using
from planlint.words import nearest

NO_UNIT = "无"
"""A catalogue's word for an indicator that is a pure number."""


@frozen()
class Indicator:
    """One concept of the catalogue."""

    id: str
    name: str
    aliases: tuple[str, ...]
    """Other names as really printed."""
    name_en: str | None
    unit: Unit | None
    """The canonical unit, in which ranges and gaps are given; None for a pure number."""
    direction: Direction
    """Which way is better; `unknown` is never compared across levels."""
    population: str | None
    denominator: str | None
    """What a rate counts against (活产, 人口), where its unit alone doesn't say."""
    plausible: Range | None
    """Values that can occur, in the canonical unit."""
    extensive: bool
    """A quantity (counts, persons, money, area) that is never compared across levels."""
    near: tuple[str, ...]
    """Ids that are probably the same indicator under another name."""
    part_of: tuple[str, ...]
    """Ids of wider indicators that contain this one."""
    at_most: tuple[str, ...]
    """Ids of indicators that this one never exceeds."""
    combines: tuple[str, ...]
    """Ids of the rates whose groups this rate takes together, so that it lies between them."""
    parts: tuple[str, ...]
    """Ids of counts inside this count that have nothing in common."""
    count_of: str | None
    """Id of the rate whose numerator this count is."""
    per: str | None
    """Id of the quantity that is this rate's denominator."""
    sector: str | None
    """The sector it belongs to; None for all."""
    weight: str | None = None
    """What a mean over several places is weighted by (人口), where that is not its denominator."""

    @property
    def weighed_by(self) -> str | None:
        """What a mean of it over several places is weighted by: what it counts against, or whom it speaks of."""
        return self.weight or self.denominator or self.population

    @property
    def unit_text(self) -> str:
        """The canonical unit as printed in messages."""
        return self.unit.text if self.unit else ""

    def title(self, lang: str) -> str:
        """Its name in one language, the Chinese one where there is no other."""
        return (self.name_en or self.name) if lang == "en" else self.name


@frozen()
class Naming:
    """What a printed name turned out to be."""

    indicator: Indicator | None
    candidates: tuple[Indicator, ...] = ()
    """Several where the name is ambiguous; the likeliest ones where it is unknown."""
    ambiguous: bool = False
    basis: str | None = None
    """`以…为单位` in front of the name."""
    unknown_unit: str | None = None
    """The words in its trailing bracket that are plainly a unit, and none of the vocabulary."""


@frozen(slots=False)
class Catalogue:
    """Indicators by id and by every name that they are printed under.

    Layers given later are only asked for what the earlier ones don't define, so that a project's own
    catalogue stands before the packaged one.
    """

    layers: tuple[tuple[Indicator, ...], ...]
    folds: tuple[str, ...] = ()
    """Words that make no difference in a name or population (常住, 登记在册)."""
    units: tuple[Path, ...] = ()
    """Unit definitions of the project's own, in force wherever the catalogue is asked."""
    incomplete: bool = False
    """Whether a file of the project's own could not be read: what it would have named is unknown."""
    by_id: Mapping[str, Indicator] = field(init=False, repr=False)
    _by_name: Mapping[str, tuple[Indicator, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Indicator] = {}
        by_name: dict[str, tuple[Indicator, ...]] = {}
        for layer in self.layers:
            own = {indicator.id: indicator for indicator in layer if indicator.id not in by_id}
            by_id.update(own)
            names: dict[str, list[Indicator]] = {}
            for indicator in own.values():
                for key in {self._key(name) for name in (indicator.name, *indicator.aliases)}:
                    names.setdefault(key, []).append(indicator)
            for key, found in names.items():
                held = by_name.get(key, ())
                if not any(_share_sector(a, b) for a in held for b in found):
                    by_name[key] = (*held, *found)
        object.__setattr__(self, "by_id", by_id)
        object.__setattr__(self, "_by_name", by_name)

    def resolve(self, name: str, sector: str, indicator_id: str | None = None) -> Naming:
        """The indicator that a plan of a sector (empty for any) means by a printed name, or by a catalogue id.

        In the place of an id a name may stand that only one indicator has.
        """
        if indicator_id is None and name in self.by_id:
            indicator_id = name
        if indicator_id is not None:
            found = self.by_id.get(indicator_id)
            named = () if found else self._named(indicator_id, sector)
            if len(named) == 1:
                found = named[0]
            return Naming(found, () if found else self._like(indicator_id, sector))
        basis, bare = split_basis(name)
        matches = self._named(bare, sector)
        if not matches and _MARKS.match(bare):
            bare = unmarked(bare)
            matches = self._named(bare, sector)
        odd = None if matches else self._unknown_unit(bare)
        if odd is not None:
            matches = self._named(odd[0], sector)
        unknown = odd[1] if odd and matches else None
        if len(matches) == 1:
            return Naming(matches[0], basis=basis, unknown_unit=unknown)
        if matches:
            return Naming(None, matches, ambiguous=True, basis=basis, unknown_unit=unknown)
        return Naming(None, self._like(bare, sector), basis=basis)

    def _named(self, name: str, sector: str) -> tuple[Indicator, ...]:
        return tuple(
            indicator
            for indicator in self._by_name.get(self._key(name), ())
            if not sector or indicator.sector in (None, sector)
        )

    def _unknown_unit(self, name: str) -> tuple[str, str] | None:
        if not name.endswith(_ANY_CLOSING):
            return None
        with using(self.units):
            return split_unknown_unit(name)

    def bare_name(self, name: str) -> str:
        """A printed name without marks, basis, unit, scale, folded words and differences of form."""
        bare = self._bare.get(name)
        if bare is None:
            whole = unmarked(split_basis(name)[1])
            odd = self._unknown_unit(whole)
            bare = self._bare[name] = self._key(odd[0] if odd else whole)
        return bare

    def sectors(self, name: str) -> tuple[str, ...]:
        """The sectors with an indicator of a printed name, in order; none where it belongs to all."""
        found = self._by_name.get(self.bare_name(name), ())
        return tuple(sorted({indicator.sector for indicator in found if indicator.sector}))

    @cached_property
    def _bare(self) -> dict[str, str]:
        return {}

    def population(self, words: str | None, indicator: Indicator | None) -> str | None:
        """The population of a statement, None where it is the indicator's own."""
        if not words:
            return None
        key = self._fold(even(words))
        own = self._fold(even(indicator.population)) if indicator and indicator.population else ""
        return None if key in ("", own) else key

    def tied(self, indicator_id: str) -> Set[str]:
        """The ids of the indicators that are near, wider or narrower than this one."""
        return self._ties.get(indicator_id, frozenset())

    @cached_property
    def _ties(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = {}
        for indicator in self.by_id.values():
            for other in (*indicator.near, *indicator.part_of):
                found.setdefault(indicator.id, set()).add(other)
                found.setdefault(other, set()).add(indicator.id)
        return found

    @cached_property
    def related(self) -> Set[str]:
        """The ids of the indicators whose figures bound, make up or imply one another's."""
        found: set[str] = set()
        for indicator in self.by_id.values():
            others = *indicator.at_most, *indicator.combines, *indicator.parts, *indicator.part_of
            if indicator.count_of is not None:
                rate = self.by_id.get(indicator.count_of)
                others = *others, indicator.count_of, *([rate.per] if rate and rate.per else ())
            found.update(others, [indicator.id] if others else ())
        return found

    def search(self, words: str) -> tuple[Indicator, ...]:
        """Indicators by id, exact name or part of a name, in this order; `suggestions` finds those that are like it."""
        if words in self.by_id:
            return (self.by_id[words],)
        key = self._key(words)
        if key in self._by_name:
            return self._by_name[key]
        inside = {
            indicator.id: indicator
            for name, found in self._by_name.items()
            if key and key in name
            for indicator in found
        }
        if inside:
            return tuple(sorted(inside.values(), key=lambda i: (len(i.name), i.id)))
        return ()

    def suggestions(self, words: str) -> tuple[Indicator, ...]:
        """The indicators with names most like these words."""
        return self._like(words, None)

    def _like(self, name: str, sector: str | None) -> tuple[Indicator, ...]:
        known = self._names_of.get(sector)
        if known is None:
            known = self._names_of[sector] = {
                key: indicator
                for key, found in self._by_name.items()
                for indicator in found
                if not sector or indicator.sector in (None, sector)
            }
        found = [known[key] for key in nearest(self._key(name), known)]
        if name.isascii():
            ids = {indicator.id for indicator in known.values()}
            found += (self.by_id[key] for key in nearest(name, sorted(ids)))
        return tuple(dict.fromkeys(found))

    @cached_property
    def _names_of(self) -> dict[str | None, Mapping[str, Indicator]]:
        """By sector, for the likeness of unknown names to be asked."""
        return {}

    def _key(self, name: str) -> str:
        bare = _compact(name)
        if bare.endswith(_CLOSING):
            with using(self.units):
                bare = split_unit(bare)[0]
        return self._fold(even(bare))

    def _fold(self, text: str) -> str:
        for word in self.folds:
            text = text.replace(word, "")
        return text.replace("每人口", "每人")


_DROPPED, _DASHES = " \t\r\n“”\"'‘’「」『』()[]{}〔〕【】《》<>·、,，/_", "—–~～"
_EVENED = str.maketrans({**dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_DASHES, "-")})
_UNEVEN = frozenset(_DROPPED + _DASHES)
_CLOSING = (")", "]", "〕", "】")
"""Brackets that a unit may stand in at the end of a name."""
_ANY_CLOSING = (*_CLOSING, "）", "］")
_OF_MANY_WORDS = ("count", "count of institution")
"""What words that may also name things count: 站/中心 is no unit."""
_SYNONYMS = (("gdp", "国内生产总值"), ("地区生产总值", "国内生产总值"))
"""Words of any sector's names that mean one thing."""
_PER = re.compile(r"每[0-9十百千万亿]++(?:名|位)?(?![年月日天周0-9十百千万亿])")
"""One indicator in two scales (每千人口, 每万人口) has one name; 每2年 is no scale."""
_UNSAID_PER = re.compile(
    r"^(?=[十百千万]+(?:(?:常住|户籍)?人口|人拥有|名(?:老|儿童|婴幼儿|学生|居民|职工|劳动者|从业人员)))"
)
"""Where a name leaves 每 out: 万人拥有消防员数, 千名老年人养老床位数; not 万名干部培训."""
_TRAILING = re.compile(r"[(\[〔【]([^()\[\]〔〕【】]*)[)\]〕】]$")
_MARKS = re.compile(
    r"^(?:\s|其中[:：]?|[(（][0-9０-９一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}(?:[、．]|\.(?![0-9]))|[一二三四五六七八九十]{1,3}、"
    r"|[\u2460-\u249b#＃*＊△▲○●◆■★☆※])+"
)
"""What numbers a table's rows or marks them, in front of a name."""
_BASIS = re.compile(r"^以([^以]{1,30}?)为单位[,，的]?")


def even(text: str) -> str:
    """A name without the differences of form: NFKC, small letters, no spaces, quotes, brackets or scales, one word for GDP."""
    evened = unicodedata.normalize("NFKC", text).casefold()
    if not _UNEVEN.isdisjoint(evened):  # most names are even, and a translation looks at each character
        evened = evened.translate(_EVENED)
    for word, usual in _SYNONYMS:
        evened = evened.replace(word, usual)
    return _PER.sub("每", _UNSAID_PER.sub("每", evened))


def unmarked(name: str) -> str:
    """A printed name without what a table's form puts before it: 其中：, （1）, 1., ①, #, *."""
    return _MARKS.sub("", name)


def split_unit(name: str) -> tuple[str, Unit | None, str | None]:
    """A printed name without the unit in its trailing bracket; that unit, and its words as printed."""
    compact = _compact(name)
    match = _TRAILING.search(compact)
    if match:
        unit = read_unit(match[1])
        if unit is not None:
            return compact[: match.start()], unit, match[1]
    return compact, None, None


def split_unknown_unit(name: str) -> tuple[str, str] | None:
    """A printed name without a trailing bracket that is plainly a unit (元/灶) though none of the vocabulary, and its words."""
    compact = _compact(name)
    match = _TRAILING.search(compact)
    above, over, below = match[1].partition("/") if match else ("", "", "")
    if match is None or not over or read_unit(match[1]) is not None:
        return None
    unit = read_unit(above)
    measures = unit is not None and unit.dimension not in _OF_MANY_WORDS
    if not measures and read_unit(f"个/{below}") is None:
        return None
    return compact[: match.start()], match[1]


def split_basis(name: str) -> tuple[str | None, str]:
    """`以苏木乡镇为单位` in front of a name, and the name without it."""
    compact = _compact(name)
    match = _BASIS.match(compact)
    return (match[0].rstrip(",，的"), compact[match.end() :]) if match else (None, name)


def _compact(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def canonical_unit(text: str, denominator: str | None) -> Unit | None:
    """The unit of a catalogue entry; ValueError where it is in no vocabulary."""
    if text == NO_UNIT:
        return None
    unit = read_unit(text)
    if unit is None:
        raise ValueError(text)
    return rate(unit, denominator) if denominator else unit


@lru_cache(maxsize=256)
def plausible_range(low: str, high: str) -> Range:
    """The closed range of two printed numbers, which may be the wrong way round."""
    return Range(Fraction(low), Fraction(high))


def _share_sector(one: Indicator, other: Indicator) -> bool:
    return None in (one.sector, other.sector) or one.sector == other.sector
