"""Units: spellings looked up in a closed vocabulary, and exact factors between them."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import units
from planlint.units import (
    FRACTION,
    Unit,
    compose,
    conversion,
    leading_per,
    leading_unit,
    load,
    per_phrase,
    rate,
    read_unit,
    scales,
    split_count,
)


def unit(text: str) -> Unit:
    found = read_unit(text)
    assert found is not None, text
    return found


def per(text: str) -> Unit:
    found = per_phrase(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("spellings", "text", "factor", "dimension"),
    [
        ("% ％ 百分比", "%", "1/100", "proportion"),
        ("‰ 千分比 /千 1/1000 /1000", "‰", "1/1000", "proportion"),
        ("‱ /万 1/万 万分之 万分之一 /1万 例/万人", "/万", "1/10000", "proportion"),
        (
            "/10万 １／１０万 /十万 十万分之 十万分之一 每十万 每10万 人/10万 例/10万 /100000 1/100000 /10万人 例/10万人口",
            "/10万",
            "1/100000",
            "proportion",
        ),
        ("/百万 百万分之 /100万 ppm", "/百万", "1/1000000", "proportion"),
        ("百分点 个百分点 個百分點", "百分点", "1", "百分点"),
        (
            "人/千人 人/千人口 人/每千人 人/千常住人口 人/1000人",
            "人/千人",
            "1/1000",
            "count of person per population",
        ),
        (
            "人/万城镇常住人口 人/万名农村常住人口 人/每万城镇户籍人口 人/万城镇居民 人/万乡村人口 人/万城区人口",
            "人/万人",
            "1/10000",
            "count of person per population",
        ),
        ("台/百名农村学生", "台/百学生", "1/100", "count per students"),
        ("名/千人 名/千人口", "名/千人", "1/1000", "count of person per population"),
        ("人/万人 人/万", "人/万人", "1/10000", "count of person per population"),
        ("人/10万人", "人/10万人", "1/100000", "count of person per population"),
        ("张/千人口 张/千人 张/每千人 张每千人", "张/千人", "1/1000", "count of bed per population"),
        ("张/千儿童", "张/千儿童", "1/1000", "count of bed per children"),
        ("张/千名老年人", "张/千老年人", "1/1000", "count of bed per elderly"),
        ("万人/5年", "万人/5年", "500/3", "count of person per calendar"),
        ("辆/3万人", "辆/3万人", "1/30000", "count of vehicle per population"),
        ("个/千人", "个/千人", "1/1000", "count per population"),
        ("托位 个托位", "托位", "1", "count of place"),
        ("家", "家", "1", "count of institution"),
        ("所", "所", "1", "count of institution"),
        ("岁 周岁 歲", "岁", "12", "age"),
        ("亿元 億元", "亿元", "100000000", "money"),
        ("元/人", "元/人", "1", "money per population"),
        ("万人次", "万人次", "10000", "count of visit"),
        ("万 萬", "万", "10000", "number"),
        ("平方米 ㎡ m² m2", "平方米", "1", "area"),
        ("万亩", "万亩", "20000000/3", "area"),
        ("微克/立方米 µg/m³ μg/m3", "微克/立方米", "1/1000000", "mass per volume"),
        ("亿方 亿立方米", "亿立方米", "100000000", "volume"),
        ("万方/日 万立方米/天", "万立方米/天", "25/216", "volume per time"),
        ("百万方", "百万立方米", "1000000", "volume"),
        ("批次/千人 个批次/千人", "批次/千人", "1/1000", "count per population"),
        ("毫秒 ms", "毫秒", "1/1000", "time"),
        ("毫克/升 mg/L", "毫克/升", "1", "mass per volume"),
        ("吨标准煤/万元", "吨标准煤/万元", "1/10000", "coal_equivalent per money"),
        ("万千瓦时", "万千瓦时", "10000", "energy"),
        ("小时", "小时", "3600", "time"),
        ("年", "年", "12", "calendar"),
        ("件/万人", "件/万人", "1/10000", "count per population"),
        ("册/人", "册/人", "1", "count per population"),
        ("公里/百平方公里", "公里/百平方公里", "1/100000", "length per area"),
        (
            "元/人/年 元/人·年 元/（人·年） 元/人.年 元/年·人",
            "元/人/年",
            "1/12",
            "money per population per calendar",
        ),
        ("元/生·年 元/学生/年", "元/学生/年", "1/12", "money per students per calendar"),
        ("平方米/生 ㎡/生", "平方米/学生", "1", "area per students"),
        ("台/百生 台/百名学生", "台/百学生", "1/100", "count per students"),
        ("升/人·日 升/（人·天）", "升/人/天", "1/86400000", "volume per population per time"),
        ("张/千名户籍老人 张/千名60周岁以上老年人", "张/千老年人", "1/1000", "count of bed per elderly"),
        ("人/万辆 人/万车", "人/万车", "1/10000", "count of person per vehicles"),
        ("万标箱 万TEU 万标准箱", "万标准箱", "10000", "count of container"),
        ("台（套） 台(件)", "台", "1", "count"),
        ("册（件）/人", "册/人", "1", "count per population"),
        ("人（名） 人", "人", "1", "count of person"),
        ("所（园） 所（个）", "所", "1", "count of institution"),
        ("万人（次）", "万人次", "10000", "count of visit"),
        ("%（累计） %[累计]", "%", "1/100", "proportion"),
        ("立方米/万元GDP 立方米/万元", "立方米/万元", "1/10000", "volume per money"),
        ("克标准煤/千瓦时 gce/kWh", "克标准煤/千瓦时", "1/1000000", "coal_equivalent per energy"),
        ("名/村", "名/村", "1", "count of person per each_village"),
        ("人年/万人", "人年/万人", "1/10000", "count of person_year per population"),
    ],
)
def test_spellings_of_one_unit_are_one(spellings: str, text: str, factor: str, dimension: str) -> None:
    for spelling in spellings.split():
        assert read_unit(spelling) == Unit(text, Fraction(factor), dimension), spelling


def test_blanks_and_full_width_forms_do_not_matter() -> None:
    assert read_unit("/ 10 万") == read_unit("／１０万") == unit("/10万")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "/",
        "每",
        "1",
        "10**10**3",
        "__import__",
        "%/%",
        "人s",
        "人//千人",
        "儿童",
        "数",
        "人/2025",
        "10^9",
        "%" * 50,
        "元/（人",
        "元/人·千",
        "元/生产",
        "人（张）",
        "村",
        "方",
        "千方",
        "万千瓦/40万千瓦时",
        "兆瓦/100兆瓦时",
        "万人/3万户",
        "元/城镇生活垃圾",
    ],
)
def test_what_is_not_in_the_vocabulary_is_no_unit(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize(
    ("text", "start", "expected", "end"),
    [
        ("5岁左右", 1, "岁", 2),
        ("0/10万", 1, "/10万", 5),
        ("2.46万个", 4, "万个", 6),
        ("3.5万以上", 3, "万", 4),
        ("1.5名/万人口以上", 3, "名/万人", 8),
        ("2个百分点", 1, "百分点", 5),
        ("12个月", 2, "月", 4),
        ("15分钟", 2, "分钟", 4),
        ("3十万人", 1, "十万人", 4),
        ("5亿方以上", 1, "亿立方米", 3),
    ],
)
def test_the_longest_unit_is_taken(text: str, start: int, expected: str, end: int) -> None:
    found = leading_unit(text, start)
    assert found is not None
    assert (found[0].text, found[1]) == (expected, end)


def test_a_fraction_is_no_unit() -> None:
    assert leading_unit("1/3", 1) is None
    assert leading_unit("3以上", 1) is None


@pytest.mark.parametrize(
    ("name", "text", "factor", "dimension"),
    [
        ("每千人口执业（助理）医师数", "千人", 1000, "population"),
        ("每千常住人口", "千人", 1000, "population"),
        ("每千人3岁以下婴幼儿托位数", "千人", 1000, "population"),
        ("每万人", "万人", 10000, "population"),
        ("每 万名常住人口", "万人", 10000, "population"),
        ("每十万人", "10万人", 100000, "population"),
        ("每10万人口", "10万人", 100000, "population"),
        ("每百万人口", "百万人", 1000000, "population"),
        ("每3万人口", "3万人", 30000, "population"),
        ("平均每95.51万人", "955100人", 955100, "population"),
        ("每千名老年人拥有养老床位数", "千老年人", 1000, "elderly"),
        ("每千分娩量产科床位", "千分娩量", 1000, "deliveries"),
        ("每千儿童床位数", "千儿童", 1000, "children"),
        ("每千活产", "千活产", 1000, "live_births"),
        ("每万名户籍老年人口", "万老年人", 10000, "elderly"),
        ("每生", "学生", 1, "students"),
        ("每万辆", "万车", 10000, "vehicles"),
        ("每百户", "百户", 100, "count of household"),
        ("每百张床位", "百张", 100, "count of bed"),
        ("每户", "户", 1, "count of household"),
        ("每万城镇常住人口拥有社区工作者", "万人", 10000, "population"),
        ("每万农村常住人口", "万人", 10000, "population"),
        ("每万城镇居民", "万人", 10000, "population"),
        ("每千名农村老年人", "千老年人", 1000, "elderly"),
        ("每年每万人口", "万人", 10000, "population"),
    ],
)
def test_denominators_in_names(name: str, text: str, factor: int, dimension: str) -> None:
    assert per_phrase(name) == Unit(text, Fraction(factor), dimension)


@pytest.mark.parametrize(
    "name",
    [
        "人均预期寿命",
        "每年提高",
        "每个旗县",
        "每所医院",
        "每",
        "每0人",
        "每个百分点",
        "每村卫生室",
        "每校教师数",
        "每生产一吨钢",
        "每万城镇生活垃圾",
        "每万农村公路",
    ],
)
def test_names_without_a_denominator(name: str) -> None:
    assert per_phrase(name) is None


def test_a_denominator_ends_where_its_words_end() -> None:
    assert leading_per("每3万人口1辆") == (per("每3万人口"), 5)


@pytest.mark.parametrize(
    ("text", "count", "scale"),
    [
        ("每3万人口", 3, "万人"),
        ("每20万人", 2, "10万人"),
        ("每千人", 1, "千人"),
        ("每15万人", 15, "万人"),
        ("每20户", 20, "户"),
        ("每1.5万人", 15, "千人"),
    ],
)
def test_a_denominator_of_several_is_taken_apart(text: str, count: int, scale: str) -> None:
    number, single = split_count(per(text))
    assert (number, single.text) == (count, scale)
    assert single.factor * number == per(text).factor


def test_composing() -> None:
    assert compose(unit("人"), per("每万人口")) == unit("人/万人")
    assert compose(unit("张"), per("每千儿童")) == unit("张/千儿童")


def test_a_unit_that_has_its_denominator_is_left_alone() -> None:
    thousand = per("每千人口")
    for text in ("人/千人", "‰", "/10万", "百分点"):
        assert compose(unit(text), thousand) == unit(text)


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("%", "‰", "10"),
        ("/10万", "%", "1/1000"),
        ("人/千人", "人/万人", "10"),
        ("名/千人", "人/千人", "1"),
        ("亿元", "万元", "10000"),
        ("家", "所", "1"),
        ("个", "所", "1"),
        ("个/千人", "托位/千人", "1"),
        ("托位", "个", "1"),
        ("万", "人", "10000"),
        ("万", "万人", "1"),
        ("公顷", "亩", "15"),
        ("年", "月", "12"),
    ],
)
def test_conversions(source: str, target: str, factor: str) -> None:
    assert conversion(unit(source), unit(target)) == Fraction(factor)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("百分点", "%"),
        ("%", "百分点"),
        ("人/千人", "‰"),
        ("岁", "年"),
        ("岁", "%"),
        ("人", "所"),
        ("张/千人", "张/千儿童"),
        ("张/千人", "人/千人"),
        ("万", "%"),
        ("万", "人/千人"),
        ("人", "万"),
        ("元", "个"),
    ],
)
def test_what_does_not_convert(source: str, target: str) -> None:
    assert conversion(unit(source), unit(target)) is None


def test_rates_per_something_are_dimensions_of_their_own() -> None:
    births, people = rate(unit("‰"), "活产"), rate(unit("‰"), "人口")
    assert births.dimension == "rate per 活产"
    assert conversion(unit("%"), births) == 10
    assert conversion(FRACTION, births) == 1000
    assert conversion(births, people) is None
    assert conversion(births, unit("‰")) is None


def test_scales_in_common_use() -> None:
    assert [found.text for found in scales(unit("%"))] == ["%", "‰", "/万", "/10万"]
    assert [found.text for found in scales(unit("人/千人"))] == ["人/百人", "人/千人", "人/万人", "人/10万人"]
    assert [found.text for found in scales(unit("万元"))] == ["元", "万元", "亿元"]
    assert [found.text for found in scales(unit("公顷"))] == ["平方米", "平方公里", "公顷", "亩"]
    assert {found.dimension for found in scales(rate(unit("‰"), "活产"))} == {"rate per 活产"}
    assert scales(unit("万")) == (unit("万"),)


def test_every_word_of_the_vocabulary_is_read() -> None:
    vocabulary = load()
    for spelling, name in vocabulary.names.items():
        if name not in vocabulary.denominators:
            assert read_unit(spelling) is not None, spelling


def test_every_text_is_read_as_the_unit_itself() -> None:
    for spelling in load().names:
        found = read_unit(spelling)
        if found is not None:
            assert read_unit(found.text) == found


def test_a_second_file_adds_words(tmp_path: Path) -> None:
    file = tmp_path / "units.txt"
    file.write_text("# ours\n哈达 = [count_scarf] = _ = 条哈达\n", encoding="utf-8")
    vocabulary = load((units.DEFINITIONS, file))
    assert vocabulary.names["条哈达"] == "哈达"
    assert vocabulary.measure("哈达") == (Fraction(1), "count of scarf")
    assert "哈达" not in load().names


def test_a_line_that_is_no_definition_is_named(tmp_path: Path) -> None:
    file = tmp_path / "units.txt"
    file.write_text("人 = \n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"units\.txt:1"):
        load((file,))


UNITS = st.sampled_from([unit(text) for text in ("%", "‰", "/万", "/10万", "/百万")])


@given(UNITS, UNITS, st.fractions())
def test_conversion_round_trips_exactly(source: Unit, target: Unit, value: Fraction) -> None:
    there, back = conversion(source, target), conversion(target, source)
    assert there is not None
    assert back is not None
    assert value * there * back == value


@given(st.text(max_size=60))
def test_reading_a_unit_never_raises(text: str) -> None:
    read_unit(text)
    per_phrase(text)


def test_pint_is_imported_for_units_that_no_table_has(tmp_path: Path) -> None:
    file = tmp_path / "units.txt"
    file.write_text("哈达 = [count_scarf] = _ = 条哈达\n", encoding="utf-8")
    code = f"""
import sys
from pathlib import Path
from planlint.units import read_unit, using

with using([Path({str(file)!r})]):
    assert read_unit("亿元/公顷") is not None
    assert "pint" not in sys.modules
    assert read_unit("条哈达") is not None
    assert "pint" in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_table_of_our_units_says_what_pint_says(tmp_path: Path) -> None:
    changed = tmp_path / "units.txt"
    changed.write_text(units.DEFINITIONS.read_text("utf-8") + "\n# 改\n", encoding="utf-8")
    from_table, from_pint = load(), load((changed,))
    for part in ("names", "texts", "scales", "denominators", "longest"):
        assert getattr(from_table, part) == getattr(from_pint, part)
    for name in from_table.texts:
        assert from_table.measure(name) == from_pint.measure(name)
