"""The catalogue: what printed names mean, told apart and never guessed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planlint.catalogue import (
    Catalogue,
    Indicator,
    canonical_unit,
    even,
    plausible_range,
    split_basis,
    split_unit,
)
from planlint.ranges import Range
from tests.builders import a_catalogue

CATALOGUE = a_catalogue()
FOLDS = a_catalogue(
    "{fold: [常住, 的], indicators: [{id: a, name: 常住人口的寿命, unit: 岁, population: 常住成人}]}"
)


def named(*entries: str) -> tuple[Indicator, ...]:
    return a_catalogue(f"indicators: [{', '.join(f'{{{entry}, unit: 无}}' for entry in entries)}]").layers[0]


def resolved(name: str, indicator_id: str | None = None) -> str | None:
    indicator = CATALOGUE.resolve(name, "test", indicator_id).indicator
    return indicator.id if indicator else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("吸烟率", "smoking"),
        ("成人吸烟率", "smoking"),
        (" 吸 烟 率", "smoking"),
        ("“吸烟率”", "smoking"),
        ("吸烟率（%）", "smoking"),
        ("吸烟率（％）", "smoking"),
        ("常住吸烟率", "smoking"),
        ("以苏木乡镇为单位，吸烟率", "smoking"),
        ("每千人口医师数（人）", "staff"),
        ("每万人口医师数", "staff"),
        ("smoking", "smoking"),
        ("其中：吸烟率", "smoking"),
        ("其中 吸烟率（%）", "smoking"),
        ("（1）吸烟率", "smoking"),
        ("1.吸烟率", "smoking"),
        ("二、吸烟率", "smoking"),
        ("① 吸烟率", "smoking"),
        ("#△*吸烟率", "smoking"),
        ("其中：每千人口医师数（人）", "staff"),
        ("吸烟率（元/灶）", "smoking"),
        ("其中：吸烟率（元/灶·年）", "smoking"),
        ("1.5吸烟率", None),
        ("其中城区吸烟率", None),
        ("吸烟率（站/中心）", None),
        ("吸烟率（含其他）", None),
        ("吸烟率（市辖区）", None),
        ("吸烟", None),
        ("规范化管理率", None),
        ("每2年人口医师数", None),
        ("", None),
    ],
)
def test_a_printed_name_means_the_indicator_whose_name_it_is(name: str, expected: str | None) -> None:
    assert expected == resolved(name)


def test_marks_in_front_and_units_behind_make_no_other_name() -> None:
    assert {"吸烟率"} == {
        CATALOGUE.bare_name(name)
        for name in ("吸烟率", "其中：吸烟率", "（1）吸烟率（%）", "吸烟率（元/灶）")
    }


def test_a_name_that_begins_with_a_mark_in_the_catalogue_is_itself() -> None:
    catalogue = Catalogue((named("id: a, name: 寿命", "id: b, name: 其中：寿命"),))
    assert ["a", "b"] == [
        indicator.id
        for name in ("（1）寿命", "其中：寿命")
        if (indicator := catalogue.resolve(name, "x").indicator) is not None
    ]


def test_an_id_counts_before_the_printed_words() -> None:
    assert "managed" == resolved("吸烟率", "managed")
    assert None is resolved("吸烟率", "manage")
    assert "managed" == resolved("管理的比例", "管理率")
    assert [None, None] == [resolved("吸烟率", words) for words in ("管理律", "覆盖率")]
    assert ("managed",) == tuple(i.id for i in CATALOGUE.resolve("吸烟率", "test", "manage").candidates[:1])


def test_an_unknown_name_has_the_likeliest_ones_beside_it() -> None:
    naming = CATALOGUE.resolve("吸咽率", "test")
    assert (None, ["smoking"], False) == (
        naming.indicator,
        [i.id for i in naming.candidates],
        naming.ambiguous,
    )
    assert ["smoking"] == [i.id for i in CATALOGUE.resolve("smokng", "test").candidates]
    assert () == CATALOGUE.resolve("全然不同", "test").candidates


def test_an_indicator_of_another_sector_is_not_beside_an_unknown_id() -> None:
    assert [] == [i.id for i in CATALOGUE.resolve("smokng", "education").candidates if i.sector == "test"]


def test_a_name_has_the_sectors_whose_indicators_have_it() -> None:
    smoking = CATALOGUE.by_id["smoking"]
    elsewhere = tuple(replace(smoking, id=sector, sector=sector) for sector in ("schools", "labour"))
    catalogue = Catalogue((elsewhere, named("id: shared, name: 通用率")))
    assert ("labour", "schools") == catalogue.sectors("其中：吸 烟率（%）")
    assert () == catalogue.sectors("通用率")
    assert () == catalogue.sectors("全然不同")


def test_a_name_of_two_indicators_is_ambiguous() -> None:
    naming = CATALOGUE.resolve("覆盖率", "test")
    assert (None, ["cover-a", "cover-b"], True) == (
        naming.indicator,
        [i.id for i in naming.candidates],
        naming.ambiguous,
    )


def test_an_indicator_with_one_name_twice_is_not_ambiguous() -> None:
    catalogue = Catalogue((named("id: a, name: 寿命, aliases: [寿 命, “寿命”]"),))
    assert not catalogue.resolve("寿命", "x").ambiguous


@pytest.mark.parametrize(
    "name", ["单位GDP能耗", "单位 gdp 能耗", "单位地区生产总值能耗", "单位国内生产总值能耗"]
)
def test_gross_product_has_one_name(name: str) -> None:
    catalogue = Catalogue((named("id: energy, name: 单位国内生产总值能耗"),))
    indicator = catalogue.resolve(name, "x").indicator
    assert indicator is not None
    assert "energy" == indicator.id


def test_a_basis_before_the_name_is_kept() -> None:
    assert "以旗县为单位" == CATALOGUE.resolve("以旗县为单位的吸烟率", "test").basis
    assert "以旗县为单位" == CATALOGUE.resolve("以旗县为单位，不识率", "test").basis


def test_names_belong_to_their_sector() -> None:
    assert None is CATALOGUE.resolve("吸烟率", "schools").indicator
    assert () == CATALOGUE.resolve("吸烟律", "schools").candidates
    catalogue = Catalogue((named("id: a, name: 寿命"),))
    indicator = catalogue.resolve("寿命", "any").indicator
    assert indicator is not None
    assert "a" == indicator.id


def test_an_earlier_layer_stands_before_a_later_one() -> None:
    own = named("id: a, name: 寿命")
    packaged = named("id: a, name: 年限", "id: b, name: 寿命", "id: c, name: 岁数")
    catalogue = Catalogue((own, packaged))
    assert ["寿命", "寿命", "岁数"] == [catalogue.by_id[key].name for key in "abc"]
    assert own[0] == catalogue.resolve("寿命", "x").indicator
    assert None is catalogue.resolve("年限", "x").indicator
    assert packaged[2] == catalogue.resolve("岁数", "x").indicator


def test_one_name_in_layers_of_two_sectors_means_each_in_its_own() -> None:
    one = a_catalogue("{sector: a, indicators: [{id: one, name: 寿命, unit: 岁}]}").layers[0]
    other = a_catalogue("{sector: b, indicators: [{id: other, name: 寿命, unit: 岁}]}").layers[0]
    catalogue = Catalogue((one, other))
    assert [one[0], other[0]] == [catalogue.resolve("寿命", sector).indicator for sector in "ab"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, None),
        ("", None),
        ("成人", None),
        (" 常住 成人", None),
        ("常住", None),
        ("儿童", "儿童"),
        ("常住儿童", "儿童"),
    ],
)
def test_a_population_is_none_where_it_is_the_indicators_own(words: str | None, expected: str | None) -> None:
    assert expected == CATALOGUE.population(words, CATALOGUE.by_id["smoking"])


def test_every_population_differs_from_none() -> None:
    assert "成人" == CATALOGUE.population("成人", CATALOGUE.by_id["tobacco"])
    assert "成人" == CATALOGUE.population("成人", None)


def test_folded_words_make_no_difference() -> None:
    indicator = FOLDS.resolve("人口寿命", "x").indicator
    assert indicator is not None
    assert None is FOLDS.population("成人", indicator)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("smoking", ["smoking"]),
        ("吸烟率", ["smoking"]),
        ("覆盖率", ["cover-a", "cover-b"]),
        ("管理", ["managed", "well-managed"]),
        ("全然不同", []),
        ("", []),
    ],
)
def test_a_search_finds_ids_names_and_parts_of_names(words: str, expected: list[str]) -> None:
    assert expected == [indicator.id for indicator in CATALOGUE.search(words)]


def test_suggestions_come_from_every_sector() -> None:
    assert ["smoking"] == [indicator.id for indicator in CATALOGUE.suggestions("吸咽率")]


def test_an_indicator_has_a_title_in_both_languages_where_there_are_two() -> None:
    smoking, managed = CATALOGUE.by_id["smoking"], CATALOGUE.by_id["managed"]
    assert ["吸烟率", "Smoking", "管理率"] == [smoking.title("zh"), smoking.title("en"), managed.title("en")]
    assert ["%", ""] == [smoking.unit_text, CATALOGUE.by_id["sex-ratio"].unit_text]


@pytest.mark.parametrize(
    "name", ["万人拥有消防员数", "千人口医师数", "千名老年人养老床位数", "万常住人口医师数", "十万人口医师数"]
)
def test_a_name_may_leave_out_the_each_of_its_scale(name: str) -> None:
    assert even(f"每{name}") == even(name)


@pytest.mark.parametrize(
    "name", ["万人计划入选人数", "百名优秀教师培养数", "万人以上乡镇数", "百年老店数", "千村示范数"]
)
def test_a_scale_in_a_name_is_no_denominator(name: str) -> None:
    assert name == even(name)


@given(st.text("吸烟率每千名 （）()【】“”、,2年A%", max_size=12))
@example("每2名2")
def test_evening_a_name_twice_is_evening_it_once(name: str) -> None:
    assert even(name) == even(even(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("人均寿命（岁）", ("人均寿命", "岁", "岁")),
        ("医师数【人/千人】", ("医师数", "人/千人", "人/千人")),
        ("吸烟率 ( ％ )", ("吸烟率", "%", "%")),
        ("参保率（城镇）", ("参保率(城镇)", None, None)),
        ("床位（张）数", ("床位(张)数", None, None)),
        ("吸烟率", ("吸烟率", None, None)),
    ],
)
def test_a_unit_in_the_trailing_bracket_is_split_off(name: str, expected: tuple[object, ...]) -> None:
    bare, unit, words = split_unit(name)
    assert expected == (bare, unit.text if unit else None, words)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("以苏木乡镇为单位接种率", ("以苏木乡镇为单位", "接种率")),
        ("以 乡镇 为单位，接种率", ("以乡镇为单位", "接种率")),
        ("接种率以乡镇为单位", (None, "接种率以乡镇为单位")),
        ("以上接种率", (None, "以上接种率")),
    ],
)
def test_a_basis_is_split_off_the_front(name: str, expected: tuple[str | None, str]) -> None:
    assert expected == split_basis(name)


def test_a_unit_of_a_catalogue_is_in_the_vocabulary_or_none_at_all() -> None:
    per_births = canonical_unit("‰", "活产")
    assert None is canonical_unit("无", None)
    assert per_births is not None
    assert "rate per 活产" == per_births.dimension
    with pytest.raises(ValueError, match="桌"):
        canonical_unit("桌", None)


def test_a_plausible_range_is_closed_and_exact() -> None:
    assert Range(Fraction(1, 10), Fraction(3, 10)) == plausible_range("0.1", "0.3")
