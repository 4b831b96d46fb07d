"""The units that a statement prints: in its cell, in its column, in brackets behind its name and in the name itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from planlint.catalogue import Indicator, split_unit, unmarked
from planlint.figures import Figure
from planlint.units import (
    NUMBER,
    PROPORTION,
    Unit,
    compose,
    conversion,
    leading_per,
    per_phrase,
    read_unit,
    unscaled,
)

_MEAN = re.compile(r"([人户亩生床])均|(亩)产")
"""Means that name what they are taken over: 户均, 亩产."""
_DAILY = re.compile(r"日(?:均|用|供|产|发|输|接待|处理)")
_MONTHLY = re.compile(r"月人?均|月平均")
_OVER_ITS_OWN = re.compile(r"(?<!为)单位|地均|密度|强度|劳动生产率")
"""What is over a unit that the catalogue alone names: 单位GDP能耗（吨标准煤）."""
_TO_EACH_PERSON = re.compile("标准|定额|补贴|补助|津贴|养老金|救助|低保|工资|薪酬|(?<!总)[学课]时")
"""Money or lessons that each person gets: 元/月 is 元/人·月."""
_EACH_YEAR = re.compile("年人均|每年|年均")
_YEARLY = re.compile(
    "产量|产值|产能|生产总值|增加值|收入|支出|消费|经费|用[水电能]|用量|能耗|吞吐|[运货客]量|周转量|能力|营业|销售|成交|贸易|"
    "进出口|税收|利润|接待|诊疗|发电量|生产率"
)
_SUMMED = re.compile("累计|新增|新建|减|降|投资|十[一二三四五六]五")
"""What is counted over several years."""
_COUNTED_UP = re.compile(f"{_SUMMED.pattern}|培训")
"""What may be promised by the year: 5000人/年."""
_YEAR = "年"
_OF_ENTERPRISES = re.compile(
    "^(?!.*(?:家庭|[农住难困]户)).*(?:企业|市场主体|经营主体|个体工商户|个体户|商户|法人|合作社)"
)
"""What is counted in 户 or in 家, even in one sentence."""
_OF_COAL = re.compile("煤耗|能耗")
"""Mass is that of standard coal: 供电煤耗（克/千瓦时）."""
_QUOTIENT = re.compile("[比倍]")
"""Names of numbers without a unit that are so many times another: 城乡居民收入比."""
_OF_PEOPLE = re.compile("率$|占[^占]*人口(?:总数)?的?比[例重]?$")
"""Names of rates and of people among all people, which count persons as cases: 人员编制占常住人口比例."""
_POPULATION, _VISIT, _PER_VISIT = "population", "count of visit", "/人次"
_PERSONS = frozenset(
    (
        "children", "infants", "elderly", "disabled", "women", "mothers", "newborns", "students",
        "preschoolers", "teachers", "doctors", "labour", "employed", "researchers", "patients",
    )
)  # fmt: skip
"""Groups of people that a rate counts by; a table prints them as 人."""


def name_units(name: str, indicator: Indicator | None = None) -> tuple[Unit | None, str | None, Unit | None]:
    """The unit in a name's trailing bracket, its words as printed, and the denominator in the name (每千人口)."""
    bare, bracket, words = split_unit(unmarked(name))
    return bracket, words, per_phrase(bare) or _per_without_each(bare, indicator)


def together(
    cell: Unit | None, around: Unit | None, per: Unit | None, indicator: Indicator | None
) -> Unit | None:
    """The one unit that cell, column or bracket, and the name's denominator come to."""
    if cell is not None and around is not None and cell.text and around.text.startswith(cell.text):
        cell = around  # 3.5万 under 万人 repeats the scale
    if cell is not None and cell.dimension == NUMBER and around is not None:
        # 1.2亿 under 万元 is in 亿元
        bare = unscaled(around)
        cell = Unit(cell.text + bare.text, cell.factor * bare.factor, bare.dimension)
    unit = cell or around
    if per is None or (unit is not None and "/" in unit.text):
        return _of_whom(unit, per, indicator) if unit and per and indicator else unit
    if unit is None:
        counted = indicator.unit_text.split("/")[0] if indicator and "/" in indicator.unit_text else ""
        unit = read_unit(counted) if counted else None
        return compose(unit, per) if unit else None
    return compose(unit, per)


def _of_whom(unit: Unit, per: Unit, indicator: Indicator) -> Unit:
    """A rate per so many 人 of the group that the name says: 张/千人 of 每千名儿童 is 张/千儿童."""
    counted, _, below = unit.text.partition("/")
    people = per_phrase(f"每{below}")
    if per.dimension not in _PERSONS or people is None or indicator.unit is None:
        return unit
    narrower = unit.dimension.removesuffix(_POPULATION) + per.dimension
    if (people.dimension, people.factor, narrower) != (_POPULATION, per.factor, indicator.unit.dimension):
        return unit
    return Unit(f"{counted}/{per.text}", unit.factor, narrower)


def _per_without_each(name: str, indicator: Indicator | None) -> Unit | None:
    """The denominator of 万车死亡率, 亩均税收 or 单位GDP能耗, if the indicator is counted per such things at all."""
    unit = indicator.unit if indicator else None
    share = unit is not None and unit.text.startswith("/")
    if unit is None or not (share or " per " in unit.dimension):
        return None
    below = as_named(unit, name).dimension.partition(" per ")[2]
    said = [*_denominators(name)]
    said += [_both(one, other) for one in said for other in said if one != other]
    for dimension in (_POPULATION,) if share else (below, below.removesuffix(" per calendar")):
        for per in said:
            if per.dimension == dimension:
                return per
    counted, _, words = unit.text.partition("/")
    begins = bool(words) and f"每{words}" in f"每{name}"  # 万台特种设备死亡人数
    above = read_unit(counted) if counted and (begins or _OVER_ITS_OWN.search(name)) else None
    return Unit(words, above.factor / unit.factor, below) if above else None


def _denominators(name: str) -> Iterator[Unit]:
    """What a name counts by if it counts by anything: 每千人口, 万车, 人均, 日处理."""
    scaled = name.startswith(("百", "千", "万", "十万", "百万", "亿"))
    found = per_phrase(f"每{name}" if scaled else name)
    if found is not None:
        yield found
    means = [mean[1] or mean[2] for mean in _MEAN.finditer(name)]
    means += ["天"] * bool(_DAILY.search(name)) + ["月"] * bool(_MONTHLY.search(name))
    for what in means:
        per = leading_per(f"每{what}", times=True)
        if per is not None:
            yield per[0]


def _both(one: Unit, other: Unit) -> Unit:
    return Unit(
        f"{one.text}/{other.text}", one.factor * other.factor, f"{one.dimension} per {other.dimension}"
    )


def factor_of(printed: Unit | None, indicator: Indicator, figure: Figure) -> Fraction | None:
    """From what a statement prints to the indicator's unit; None where the dimensions differ."""
    if indicator.unit is None:
        return (
            Fraction(1)
            if printed is None or figure.kind == "ratio" or _is_times(printed, indicator)
            else None
        )
    if printed is None:
        return None if figure.kind == "ratio" else Fraction(1)
    factor = _factor_of_scale(printed, indicator.unit)
    if factor is None:
        factor = conversion(printed, indicator.unit)
    return factor if factor is not None else _factor_by_name(printed, indicator.unit, indicator.name, figure)


def _factor_of_scale(printed: Unit, unit: Unit) -> Fraction | None:
    """The factor of a scale that is printed alone: 30万 of 万吨/日, 12万 of 人均 in 元/人."""
    if printed.dimension == NUMBER:
        shares = unit.dimension.startswith((PROPORTION, "rate per "))
        return None if shares else printed.factor * unscaled(unit).factor / unit.factor
    counted = read_unit(unit.text.partition("/")[0])
    if counted is None or counted.dimension != "money":
        return None
    below = unit.dimension.removeprefix(counted.dimension)
    same = printed.dimension == f"{NUMBER}{below}"
    return printed.factor * unscaled(counted).factor / unit.factor if same else None


def _is_times(printed: Unit, indicator: Indicator) -> bool:
    return printed.dimension == "multiple" and _QUOTIENT.search(indicator.name) is not None


def _factor_by_name(printed: Unit, unit: Unit, name: str, figure: Figure) -> Fraction | None:
    """The factor between units one of which leaves out what the name says: 人均住房面积 in 平方米, 收入 in 元/年."""
    printed, unit = _with_years(printed), _with_years(unit)
    printed, unit = as_named(printed, name), as_named(unit, name)
    yearly = figure.per == "year" or _EACH_YEAR.search(name) is not None
    if yearly and unit.dimension.endswith(" per calendar") and " per calendar" not in printed.dimension:
        year = Unit(_YEAR, Fraction(12), "calendar")
        printed = Unit(
            f"{printed.text}/{year.text}", printed.factor / year.factor, f"{printed.dimension} per calendar"
        )
    if _TO_EACH_PERSON.search(name):
        printed, unit = _without(printed, "人"), _without(unit, "人")
    counted_up = figure.per == "year" and " per calendar" not in unit.dimension
    if (counted_up or _is_flow(name)) and printed.text.endswith("/年") != unit.text.endswith("/年"):
        printed, unit = _without(printed, _YEAR), _without(unit, _YEAR)
    if _OF_PEOPLE.search(name):
        printed, unit = _as_cases(printed, unit), _as_cases(unit, printed)
    factor = conversion(printed, unit)
    if factor is None and " per " not in unit.dimension:
        factors = (conversion(printed, compose(unit, per)) for per in _denominators(name))
        factor = next((found for found in factors if found is not None), None)
    return factor


def is_by_year(printed: Unit | None, indicator: Indicator) -> bool:
    """Whether a number is printed by the year (5000人/年) that the indicator counts over several: 城镇新增就业 in 人."""
    if printed is None or indicator.unit is None or not printed.text.endswith("/年"):
        return False
    if _YEARLY.search(indicator.name) or not _COUNTED_UP.search(indicator.name):
        return False  # 新增产能 in 万吨/年 is what can be made in a year
    return _without(printed, _YEAR).dimension == indicator.unit.dimension


def _is_flow(name: str) -> bool:
    """Whether a name's amounts are those of a year, with or without `/年`."""
    return _YEARLY.search(name) is not None and _SUMMED.search(name) is None


def as_named(unit: Unit, name: str) -> Unit:
    """A unit as what the name measures lets it be read: 户 as 家 of enterprises, 克 as 克标准煤 of 煤耗."""
    if "人均" in name and unit.text.endswith(_PER_VISIT):
        # a visitor's 元/人次 is 元/人
        unit = Unit(unit.text.removesuffix("次"), unit.factor, unit.dimension.replace(_VISIT, _POPULATION))
    if _OF_ENTERPRISES.search(name):
        return _counted_in(unit, "户", "家")
    return _counted_in(unit, "吨", "吨标准煤") if _OF_COAL.search(name) else unit


def _counted_in(unit: Unit, one: str, other: str) -> Unit:
    """A unit that counts what `one` measures as if `other` did: 克 as 克标准煤, by 吨 and 吨标准煤."""
    measured, instead = read_unit(one), read_unit(other)
    assert measured is not None and instead is not None
    counted, per, below = unit.dimension.partition(" per ")
    if counted != measured.dimension:
        return unit
    return Unit(unit.text, unit.factor * instead.factor / measured.factor, instead.dimension + per + below)


def _as_cases(unit: Unit, other: Unit) -> Unit:
    """人/10万人 of a rate as /10万, where that is the other unit: those who die are cases, no staff."""
    if unit.dimension != "count of person per population":
        return unit
    rate = other.dimension == PROPORTION or other.dimension.startswith("rate per ")
    return Unit(unit.text, unit.factor, other.dimension) if rate else unit


def _with_years(unit: Unit) -> Unit:
    """课时/人年 as 课时/人·年."""
    if not unit.dimension.endswith(" per count of person_year") or not unit.text.endswith("人年"):
        return unit
    years = unit.dimension.removesuffix("count of person_year") + "population per calendar"
    return Unit(f"{unit.text[:-1]}/{_YEAR}", unit.factor / 12, years)


def _without(unit: Unit, below: str) -> Unit:
    """A unit without one of its denominators: 元/人/月 without 人."""
    words, dimensions = unit.text.split("/"), unit.dimension.split(" per ")
    if below not in words[1:] or len(words) != len(dimensions):
        return unit
    at = words.index(below, 1)
    dropped = read_unit(below)
    assert dropped is not None
    return Unit(
        "/".join(words[:at] + words[at + 1 :]),
        unit.factor * dropped.factor,
        " per ".join(dimensions[:at] + dimensions[at + 1 :]),
    )
