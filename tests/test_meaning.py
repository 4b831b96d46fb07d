"""Meanings: figures, units and bases put together; where no range follows, the reason why."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planlint.figures import read_figure
from planlint.meaning import Meaning, Readings, level_range, meanings
from planlint.meaning.changes import MAX_BASES, base_year
from planlint.printing import range_words
from planlint.ranges import Range, at_least, at_most, point
from planlint.units import using
from tests.builders import a_catalogue, a_meaning, a_plan, meanings_of

F = Fraction
SMOKED = "indicator: 吸烟率, baseline: {2020: '20'}, unit: '%'"


def target(name: str, figure: str, *others: str, more: str = "") -> Meaning:
    return a_meaning(f"indicator: {name}, target: {{2025: '{figure}'}}{more}", *others)


def shown(meaning: Meaning) -> str:
    """The ranges in the canonical unit, or the reason why there is none."""
    words = " or ".join(range_words(r, "") + ("~" if r.approximate else "") for r in meaning.ranges)
    return words or str(meaning.reason)


@pytest.mark.parametrize(
    ("name", "figure", "expected"),
    [
        ("健康素养水平", "25", "[25, ∞)"),
        ("健康素养水平", "达到25%", "[25, ∞)"),
        ("吸烟率", "20", "(−∞, 20]"),
        ("吸烟率", "＜20", "(−∞, 20)"),
        ("吸烟率", "低于20%", "(−∞, 20)"),
        ("吸烟率", "≥20", "[20, ∞)"),
        ("增长速度", "7", "{7}"),
        ("性别比", "108", "{108}"),
        ("预期寿命", "80.8岁左右", "[80.7, 80.9]~"),
        ("吸烟率", "18-20", "[18, 20]"),
        ("吸烟率", "200‰", "(−∞, 20]"),
        ("婴儿死亡率", "0.5%", "(−∞, 5]"),
        ("每千人口医师数", "3", "[3, ∞)"),
        ("每万人口医师数", "30", "[3, ∞)"),
        ("每千人口医师数（人）", "3.5", "[3.5, ∞)"),
        ("床位数", "3万张", "[30000, ∞)"),
        ("性别比", "1：1.25", "{1.25}"),
        ("城乡居民收入比", "控制在2.3：1以内", "(−∞, 2.3]"),
        ("城乡居民收入比", "2.3：1～2.5：1", "[2.3, 2.5]"),
        ("性别比", "1：1.05～1.07", "[1.05, 1.07]"),
        ("城乡居民收入比", "缩小到1.9比1", "(−∞, 1.9]"),
        ("吸烟率", "三分之一", "(−∞, 1/3×100]"),
        ("吸烟率", "10以上且20以下", "[10, 20]"),
        ("吸烟率", "5以下或10以下", "(−∞, 10]"),
        ("吸烟率", "10以下或5以下", "(−∞, 10]"),
        ("健康素养水平", "25%以上，力争30%", "[25, ∞)"),
        ("健康素养水平", "力争达到25%，争取达到30%", "[30, ∞)"),
        ("吸烟率", "控制在20%以内，力争降至18%以下", "(−∞, 20]"),
        ("健康素养水平", "保持在25%以上，稳中有升", "[25, ∞)"),
        ("健康素养水平", "25%以上，力争30%，位居全省前三位", "[25, ∞)"),
        ("健康素养水平", "25%以上，力争达到全国平均水平", "[25, ∞)"),
        ("健康素养水平", "＞7%、力争投入强度高于“十三五”时期实际", "(7, ∞)"),
        ("健康素养水平", "25%以上，稳居全省首位", "[25, ∞)"),
        ("健康素养水平", "25%以上，进入全国第一梯队", "[25, ∞)"),
        ("健康素养水平", "25%以上，处于全国领先水平", "[25, ∞)"),
        ("健康素养水平", "25%以上，居全国第8位", "[25, ∞)"),
        ("健康素养水平", "25%以上，保持在全省前五", "[25, ∞)"),
        ("健康素养水平", "走在全市前列，达到25%以上", "[25, ∞)"),
        ("健康素养水平", "25%，达到全国先进水平", "[25, ∞)"),
        ("健康素养水平", "占常住人口的25%，达到100万人", "compound"),
        ("床位数", "3万张，占全省的11%", "[30000, ∞)"),
        ("预期寿命", "1千", "[1000, ∞)"),
        ("吸烟率", "近三分之一", "[30, ≈36.6667]~"),
        ("吸烟率", "5以下或10以上", "compound"),
        ("吸烟率", "5%以下或全覆盖", "compound"),
        ("吸烟率", "5%以下或10岁以下", "compound"),
        ("吸烟率", "20岁", "dimension"),
        ("性别比", "108%", "dimension"),
        ("吸烟率", "1：1.25", "dimension"),
        ("吸烟率", "稳中有降", "trend"),
        ("吸烟率", "逐步降低", "trend"),
        ("吸烟率", "全覆盖", "done"),
        ("吸烟率", "达到国家平均水平", "reference"),
        ("吸烟率", "—", "missing"),
        ("吸烟率", "乱写一气", "unreadable"),
        ("无此指标", "20", "unknown-indicator"),
        ("覆盖率", "20", "ambiguous-name"),
        ("预期寿命", "提高1个百分点", "dimension"),
        ("预期寿命", "提高1张", "dimension"),
        ("性别比", "提高1个百分点", "dimension"),
    ],
)
def test_a_target_means_a_set_of_numbers_or_has_a_reason(name: str, figure: str, expected: str) -> None:
    found = shown(target(name, figure))
    assert expected.replace("1/3×100", range_words(point(F(100, 3)), "")[1:-1]) == found


def test_a_unit_column_that_nobody_knows_is_a_reason() -> None:
    found = target("吸烟率", "20", more=", unit: 桌")
    assert ("unknown-unit", "桌") == (found.reason, found.units.unknown)


def test_a_bracket_that_nobody_knows_is_a_reason_unless_a_column_says_what_counts() -> None:
    found = target("吸烟率（元/灶）", "20")
    assert ("unknown-unit", "元/灶", "元/灶") == (found.reason, found.units.unknown, found.units.text)
    assert None is target("吸烟率（元/灶）", "20", more=", unit: '%'").units.unknown


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("70", point(F(70))), ("≥70", at_least(F(70))), ("70左右", Range(F(69), F(71), approximate=True))],
)
def test_a_bare_result_is_a_point(figure: str, expected: Range) -> None:
    assert expected == a_meaning(f"indicator: 健康素养水平, baseline: {{2020: '{figure}'}}").range


@pytest.mark.parametrize(
    ("name", "kind", "figure", "expected"),
    [
        ("吸烟率", "baseline", "无", "missing"),
        ("吸烟率", "baseline", " 无 ", "missing"),
        ("吸烟率", "past_target", "无", "missing"),
        ("婴儿死亡率", "baseline", "无", "missing"),
        ("每千人口医师数（人）", "baseline", "无", "missing"),
        ("预期寿命", "baseline", "无", "missing"),
        ("婴儿死亡率", "baseline", "未发生", "{0}"),
        ("吸烟率", "baseline", "0", "{0}"),
        ("吸烟率", "target", "无", "(−∞, 0]"),
        ("床位数", "baseline", "无", "{0}"),
        ("性别比", "baseline", "无", "{0}"),
    ],
)
def test_no_result_of_a_rate_is_none_known_and_of_a_count_nought(
    name: str, kind: str, figure: str, expected: str
) -> None:
    assert expected == shown(a_meaning(f"indicator: {name}, {kind}: {{2020: '{figure}'}}"))


def test_a_past_target_is_read_as_a_target() -> None:
    assert at_most(F(20)) == a_meaning("indicator: 吸烟率, past_target: {2020: '20'}").range


@pytest.mark.parametrize(
    ("name", "figure", "expected"),
    [
        ("单位GDP能耗降低", "〔14〕", "[14, ∞)"),
        ("单位GDP能耗降低", "比2020年下降14%", "[14, ∞)"),
        ("单位GDP能耗降低", "下降140‰", "[14, ∞)"),
        ("单位GDP能耗降低", "累计下降14%左右", "[13, 15]~"),
        ("单位GDP能耗降低", "下降14%以上", "[14, ∞)"),
        ("单位GDP能耗降低", "下降14-15%", "[14, 15]"),
        ("单位GDP能耗降低", "比2020年下降14%，力争下降15%", "[14, ∞)"),
        ("单位GDP能耗降低", "年均下降3%", "no-base"),
        ("单位GDP能耗降低", "上升2%", "no-base"),
        ("单位GDP能耗降低", "下降2个百分点", "no-base"),
        ("单位GDP能耗降低", "比2020年增长14%", "[-14, ∞)"),
        ("单位GDP能耗降低", "比2020年提高14%", "no-base"),
        ("单位GDP能耗降低", "增长14%", "no-base"),
        ("增长速度", "年均增长8%", "{8}"),
        ("增长速度", "增长8%以上", "[8, ∞)"),
        ("增长速度", "比上年增长8%", "{8}"),
        ("增长速度", "比2020年增长40%", "no-base"),
        ("增长速度", "累计增长40%", "no-base"),
        ("增长速度", "提高1个百分点", "no-base"),
    ],
)
def test_what_is_said_of_an_indicator_that_is_itself_a_change_is_its_level(
    name: str, figure: str, expected: str
) -> None:
    assert expected == shown(target(name, figure, f"indicator: {name}, baseline: {{2019: '3%'}}"))


@pytest.mark.parametrize(
    ("name", "figure", "expected"),
    [
        ("收入年均增速", "年均下降7%", "[-7, ∞)"),
        ("收入年均增速", "年均下降5-7%", "[-7, -5]"),
        ("收入年均增速", "下降7%", "no-base"),
        ("收入年均增速", "年均下降1个百分点", "no-base"),
        ("收入增速", "年均下降7%", "no-base"),
        ("人口年均自然增长率", "年均下降7%", "no-base"),
        ("单位产品能耗下降率", "比2020年增长5%", "no-base"),
    ],
)
def test_growth_that_is_plainly_a_fall_is_below_nought(name: str, figure: str, expected: str) -> None:
    assert expected == shown(read_with(name, "'%'", f"target: {{2025: {figure}}}"))


@pytest.mark.parametrize(
    ("name", "unit", "figure", "expected"),
    [
        ("人均地区生产总值", "元/人", "12万", 120_000),
        ("低保标准", "元/月", "0.1万", 1000),
        ("污水处理能力", "万吨/日", "30万", 30),
    ],
)
def test_a_scale_alone_is_of_the_usual_unit(name: str, unit: str, figure: str, expected: int) -> None:
    found = read_with(name, unit, f"target: {{2025: {figure}}}")
    assert at_least(Fraction(expected)) == found.range


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("不低于2020年水平", "[18, ∞)"),
        ("不高于2020年水平", "(−∞, 18]"),
        ("与“十三五”末持平", "[18, ∞)"),
        ("高于基期水平", "(18, ∞)"),
        ("不低于2015年水平", "no-base"),
        ("优于2020年", "reference"),
        ("不低于2020年全国平均水平", "reference"),
    ],
)
def test_a_reference_to_a_year_is_worked_out_from_what_was_reached_in_it(figure: str, expected: str) -> None:
    assert expected == shown(target("健康素养水平", figure, "indicator: 健康素养水平, baseline: {2020: 18%}"))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("累计新增25万人", "{250000}"), ("新增25万人以上", "[250000, ∞)"), ("〔25〕万人", "{250000}")],
)
def test_what_is_added_is_what_an_indicator_of_additions_counts(figure: str, expected: str) -> None:
    catalogue = a_catalogue("sector: test\nindicators:\n- {id: jobs, name: 城镇新增就业, unit: 人}\n")
    plan = a_plan(
        "indicator: 城镇新增就业, baseline: {2020: 4.5万人}",
        f"indicator: 城镇新增就业, target: {{2025: {figure}}}",
    )
    with using(catalogue.units):
        _, meaning = meanings(plan, Readings(catalogue))
    assert expected == shown(meaning)


@pytest.mark.parametrize(
    ("name", "unit", "better", "reached", "figure", "expected"),
    [
        ("人均预期寿命", "岁", "higher", "77.3", "〔1〕", "[78.3, ∞)"),
        ("人均预期寿命", "岁", "higher", "—", "〔1〕", "no-base"),
        ("劳动年龄人口平均受教育年限", "年", "higher", "10.8", "〔0.5〕", "[11.3, ∞)"),
        ("每千人口托位数", "个/千人", "higher", "1.8", "〔2.7〕", "[4.5, ∞)"),
        ("工业增加值占比", '"%"', "higher", "28.5", "〔1.5〕", "[30, ∞)"),
        ("改造完成率", '"%"', "higher", "40", "〔100〕", "no-base"),
        ("吸烟率", '"%"', "lower", "20", "〔3〕", "ambiguous"),
        ("城镇化率", '"%"', "neither", "60.6", "〔4.4〕", "ambiguous"),
        ("碳排放强度下降率", '"%"', "higher", "15", "〔18〕", "[18, ∞)"),
        ("高标准农田建设面积", "万亩", "higher", "20", "〔26〕", "[26, ∞)"),
        ("煤矿改造产能", "万吨/年", "higher", "520", "〔300〕", "[300, ∞)"),
    ],
)
def test_a_total_of_what_does_not_add_up_is_a_rise(
    name: str, unit: str, better: str, reached: str, figure: str, expected: str
) -> None:
    catalogue = a_catalogue(
        f"sector: test\nindicators:\n- {{id: it, name: {name}, unit: {unit}, better: {better}}}\n"
    )
    plan = a_plan(
        f"indicator: {name}, baseline: {{2020: '{reached}'}}",
        f"indicator: {name}, target: {{2025: {figure}}}",
    )
    with using(catalogue.units):
        _, meaning = meanings(plan, Readings(catalogue))
    assert expected == shown(meaning)


@pytest.mark.parametrize("figure", ["年均增长6%以上，力争6.5%", "比2020年增长30%，力争达到35%"])
def test_growth_that_is_hoped_for_is_no_level(figure: str) -> None:
    found = target("床位数", figure)
    assert ("change", None) == (found.figure.kind, found.also)
    assert found.change is not None
    assert "dimension" != found.reason


@pytest.mark.parametrize("figure", ["比2020年增长30%以上，力争增长35%", "增长30%以上，争取增长35%以上"])
def test_a_change_that_is_hoped_for_beside_a_firm_one_does_not_bind(figure: str) -> None:
    found = target("床位数", figure)
    assert found.change is not None
    assert at_least(F(30)) == found.change.range


@pytest.mark.parametrize("figure", ["新增5张以上，力争8张", "新增5张以上，力争达到8张"])
def test_what_is_hoped_for_in_the_unit_of_a_change_does_not_bind(figure: str) -> None:
    assert "[15, ∞)" == shown(target("床位数", figure, "indicator: 床位数, baseline: {2020: '10'}"))


@pytest.mark.parametrize(
    ("figure", "base"),
    [
        ("高于GDP增速1个百分点", "GDP增速+1百分点"),
        ("年均增长高于全省平均水平0.5个百分点", "全省平均水平+0.5百分点"),
        ("年均增长低于GDP增速1个百分点", "GDP增速-1百分点"),
    ],
)
def test_points_between_two_growths_are_no_change_of_a_number(figure: str, base: str) -> None:
    found = target("床位数", figure)
    assert ("reference", "reference", base) == (found.figure.kind, found.reason, found.figure.base)
    assert "change" == target("吸烟率", figure).figure.kind


def test_a_compound_result_is_of_points() -> None:
    assert "compound" == a_meaning("indicator: 吸烟率, baseline: {2020: '5%或10%'}").reason


@pytest.mark.parametrize(
    ("statement", "cell", "column", "bracket", "per", "printed", "text"),
    [
        ("indicator: 吸烟率, target: '5'", None, None, None, None, None, None),
        ("indicator: 吸烟率, target: '5%'", "%", None, None, None, "%", "%"),
        ("indicator: 吸烟率, target: '5', unit: ％", None, "%", None, None, "%", "％"),
        ("indicator: 吸烟率（‰）, target: '5'", None, None, "‰", None, "‰", "‰"),
        ("indicator: 吸烟率（‰）, target: '5%', unit: 岁", "%", "岁", "‰", None, "%", "岁"),
        ("indicator: 每千人口医师数, target: '3'", None, None, None, "千人", "人/千人", None),
        ("indicator: 每千人口医师数（人）, target: '3人'", "人", None, "人", "千人", "人/千人", "人"),
        ("indicator: 每千人口医师数, target: '3', unit: 人/万人", None, "人/万人", None, "千人", "人/万人", "人/万人"),
        ("indicator: 每千人口吸烟率, target: '3%'", "%", None, None, "千人", "%", "%"),
        ("indicator: 每千人口床位数, target: '3'", None, None, None, "千人", None, None),
        ("indicator: 床位数, target: 3万, unit: 张", "万", "张", None, None, "万张", "张"),
        ("indicator: 床位数, target: 1.2亿, unit: 万张", "亿", "万张", None, None, "亿张", "万张"),
        ("indicator: 床位数, target: 5000万, unit: 亿张", "万", "亿张", None, None, "万张", "亿张"),
        ("indicator: （1）千人口医师数（人）, target: '3'", None, None, "人", "千人", "人/千人", "人"),
    ],
)  # fmt: skip
def test_units_of_cell_column_name_and_denominator_come_to_one(
    statement: str,
    cell: str | None,
    column: str | None,
    bracket: str | None,
    per: str | None,
    printed: str | None,
    text: str | None,
) -> None:
    units = a_meaning(statement).units
    found = [
        unit.text if unit else None
        for unit in (units.cell, units.column, units.bracket, units.per, units.printed)
    ]
    assert [cell, column, bracket, per, printed, text] == [*found, units.text]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("比基期降低10%", "(−∞, 18]"),
        ("降低10%", "(−∞, 18]"),
        ("下降10%以上", "(−∞, 18]"),
        ("下降三分之一", "(−∞, 13.333…]"),
        ("下降10%左右", "[17.8, 18.2]~"),
        ("下降3%-5%", "[19, 19.4]"),
        ("降低3个百分点", "(−∞, 17]"),
        ("降低3至5个百分点", "[15, 17]"),
        ("每年降低1个百分点", "(−∞, 15]"),
        ("在“十三五”基础上降低10%", "(−∞, 18]"),
        ("较2020年降低10%", "(−∞, 18]"),
        ("提高10%", "(−∞, 30] or (−∞, 22]"),
        ("较2020年提高10%", "(−∞, 30] or (−∞, 22]"),
        ("累计降低17%", "(−∞, 16.6]"),
        ("较2018年降低10%", "no-base"),
        ("较上年降低10%", "no-base"),
        ("比十二五平均值下降5%", "no-base"),
        ("较全国下降5%", "no-base"),
        ("较“十三五”年均水平下降5%", "no-base"),
        ("低于“十三五”规划目标2.5%", "no-base"),
        ("低于上年计划2个百分点", "no-base"),
        ("低于上年全国水平2个百分点", "no-base"),
        ("高于“十三五”规划2个百分点", "no-base"),
        ("“十三五”以来下降2个百分点", "no-base"),
        ("较2020年同口径下降10%", "no-base"),
        ("较现状下降10%", "(−∞, 18]"),
        ("在现有基础上下降10%", "(−∞, 18]"),
        ("较目前水平下降10%", "(−∞, 18]"),
        ("下降5‰", "(−∞, 19.5] or (−∞, 19.9]"),
        ("按可比价下降5%", "constant-prices"),
    ],
)
def test_a_change_is_worked_out_from_the_plans_own_baseline(figure: str, expected: str) -> None:
    assert expected.replace("13.333…", range_words(point(F(40, 3)), "")[1:-1]) == shown(
        target("吸烟率", figure, SMOKED)
    )


@pytest.mark.parametrize(("figure", "unit"), [("下降0.5‰", "‰"), ("下降0.5", "‰"), ("下降0.5‰", "")])
def test_an_ambiguous_change_per_mille_is_none_per_cent(figure: str, unit: str) -> None:
    base = f"indicator: 婴儿死亡率, baseline: {{2020: 4‰}}, unit: '{unit}'"
    assert shown(target("婴儿死亡率", figure, base, more=f", unit: '{unit}'")) == "(−∞, 3.5] or (−∞, 3.998]"


@pytest.mark.parametrize("figure", ["增长5‰", "比2020年增长千分之五", "提高5‰", "增长0.5%"])
def test_growth_per_mille_of_what_is_no_share_is_a_tenth_of_per_cent(figure: str) -> None:
    assert at_least(1005) == target("床位数", figure, "indicator: 床位数, baseline: {2020: 1000张}").range


def test_yearly_growth_is_compounded_exactly() -> None:
    found = target("床位数", "年均增长10%", "indicator: 床位数, baseline: {2020: 1000张}")
    assert at_least(1000 * F(11, 10) ** 5) == found.range


def test_yearly_growth_over_more_years_than_plans_have_is_not_worked_out() -> None:
    base = "indicator: 床位数, baseline: {1960: 1000张}"
    assert "no-base" == target("床位数", "较1960年年均增长10%", base).reason


def test_a_change_of_what_is_no_share_is_never_ambiguous() -> None:
    found = target("预期寿命", "提高10%", "indicator: 预期寿命, baseline: {2020: '70'}")
    assert at_least(F(77)) == found.range


def test_a_per_cent_from_a_named_base_is_none_in_points_of_a_rate_per_mille() -> None:
    found = target("婴儿死亡率", "比2020年提高10%", "indicator: 婴儿死亡率, baseline: {2020: '5'}")
    assert at_most(F("5.5")) == found.range


def test_a_change_of_a_rate_in_points_is_counted_in_its_unit() -> None:
    found = target("婴儿死亡率", "下降0.1个百分点", "indicator: 婴儿死亡率, baseline: {2020: '5'}")
    assert at_most(F(4)) == found.range


@pytest.mark.parametrize(("figure", "expected"), [("提高2个百分点", "[7, ∞)"), ("降低2个百分点", "(−∞, 3]")])
def test_without_a_better_way_a_change_aims_where_it_goes(figure: str, expected: str) -> None:
    assert expected == shown(target("增长速度", figure, "indicator: 增长速度, baseline: {2020: '5'}"))


def test_a_baseline_that_is_a_change_is_a_point() -> None:
    found = a_meaning(
        "indicator: 预期寿命, baseline: {2020: 比2015年提高1.39岁}",
        "indicator: 预期寿命, baseline: {2015: '74'}",
    )
    assert point(F("75.39")) == found.range


def test_where_bases_disagree_every_result_is_kept_the_tables_first() -> None:
    table = "indicator: 吸烟率, baseline: {2020: '18.7'}, at: {table: 表}"
    precise = "indicator: 吸烟率, baseline: {2020: '18.71'}"
    found = target("吸烟率", "降低10%", SMOKED, precise, table)
    assert "(−∞, 16.83] or (−∞, 16.839] or (−∞, 18]" == shown(found)
    assert ["18.7", "18.71", "20"] == [base.statement.figure for base in found.bases]


def test_bases_that_agree_give_one_result() -> None:
    found = target("吸烟率", "降低10%", SMOKED, SMOKED)
    assert ("(−∞, 18]", 2) == (shown(found), len(found.bases))


@pytest.mark.parametrize(
    "base",
    [
        "indicator: 吸烟率, baseline: {2020: 约20}",
        "indicator: 吸烟率, baseline: {2020: 15-20}",
        "indicator: 吸烟率, baseline: {2020: ≤20}",
        "indicator: 吸烟率, baseline: {2020: 下降2个百分点}",
        "indicator: 吸烟率, baseline: {2019: '20'}",
        "indicator: 吸烟率, target: {2020: '20'}",
        "indicator: 吸烟率, baseline: {2020: '20'}, population: 儿童",
        "indicator: 吸烟率, baseline: {2020: '20'}, place: 全区",
        "indicator: 吸烟率, baseline: {2020: '20'}, part: 城镇",
        "indicator: 吸烟率, baseline: {2020: '20'}, norm: true",
        "indicator: 烟草使用率, baseline: {2020: '20'}",
    ],
)
def test_only_one_number_for_the_same_thing_is_a_base(base: str) -> None:
    assert "no-base" == target("吸烟率", "降低10%", base).reason


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("target: {2025: 提高10%}", 2020),
        ("target: {2025: 比基期提高10%}", 2020),
        ("target: {2025: 比2018年提高10%}", 2018),
        ("target: {2025: 较上年提高10%}", 2024),
        ("target: {2025: 在“十二五”基础上提高10%}", 2015),
        ("target: {2040: 在“十六五”末的基础上提高10%}", 2035),
        ("target: {2025: 比十二五平均值提高10%}", None),
        ("target: {2025: 比全国提高10%}", None),
        ("target: {2025: 比上年同口径提高10%}", None),
        ("past_target: {2020: 提高10%}", None),
        ("past_target: {2016-2020: 提高10%}", 2015),
        ("past_target: {2016-2020: 比基期提高10%}", 2015),
        ("baseline: {2020: 比基期提高10%}", None),
        ("baseline: {2020: 提高10%}", None),
    ],
)
def test_a_change_is_counted_from_the_year_that_its_words_name(statement: str, expected: int | None) -> None:
    assert expected == base_year(a_meaning(f"indicator: 床位数, {statement}"))


@pytest.mark.parametrize(
    ("figure", "form"),
    [
        ("提高1个百分点", "absolute"),
        ("年均提高1个百分点", "absolute per year"),
        ("提高10%", "ambiguous"),
        ("比基期提高10%", "ambiguous"),
        ("比基期增长10%", "relative"),
        ("累计降低17%", "relative"),
    ],
)
def test_changes_are_told_apart_by_their_form(figure: str, form: str) -> None:
    change = target("健康素养水平", figure).change
    assert change is not None
    assert form == change.form


def test_the_value_and_its_last_place_are_in_the_canonical_unit() -> None:
    found = target("婴儿死亡率", "0.55%")
    assert (F("5.5"), F("0.1")) == (found.value, found.step)
    trend = target("婴儿死亡率", "逐步降低")
    assert (None, 0, ()) == (trend.value, trend.step, trend.ranges)
    assert None is target("婴儿死亡率", "5岁").value


def test_only_a_figure_with_a_range_of_its_own_is_a_level() -> None:
    levels = [
        target("吸烟率", figure, SMOKED).is_level for figure in ("20", "18-20", "20岁", "降低10%", "逐步降低")
    ]
    assert [True, True, False, False, False] == levels


def test_year_nature_population_and_basis_are_worked_out() -> None:
    found = a_meaning(
        "indicator: 以旗县为单位的烟草使用率, target: '5', nature: 约束性指标, population: 常住儿童"
    )
    assert (2025, "约束性", "儿童", "以旗县为单位") == (
        found.year,
        found.nature,
        found.population,
        found.basis,
    )
    stated = a_meaning("indicator: 吸烟率, target: {2030: '5'}, basis: 以县为单位, population: 成人")
    assert (2030, None, None, "以县为单位") == (stated.year, stated.nature, stated.population, stated.basis)


def test_meanings_stand_in_the_order_of_the_file() -> None:
    found = meanings_of("indicator: [吸烟率, 烟草使用率], target: {2025: '5', 2030: '4'}", SMOKED)
    expected = [("smoking", 2025), ("smoking", 2030), ("tobacco", 2025), ("tobacco", 2030), ("smoking", 2020)]
    assert expected == [(m.indicator.id, m.year) for m in found if m.indicator]


@pytest.mark.parametrize("figure", ["逐步降低", "降低10%", "达到国家平均水平", "—"])
def test_only_levels_bands_and_ratios_have_a_range_at_once(figure: str) -> None:
    assert None is level_range(read_figure(figure), "lower", target=True)


def test_a_change_printed_beside_its_level_is_kept_beside_it() -> None:
    base = "indicator: 吸烟率, baseline: {2020: 20%}"
    meaning = a_meaning("indicator: 吸烟率, target: {2025: 降低2个百分点，降到17%以下}", base)
    assert ("level", "17", "降低2个百分点，降到17%以下") == (
        meaning.figure.kind, str(meaning.figure.value), meaning.statement.figure,
    )  # fmt: skip
    assert meaning.also is not None
    assert ("change", "降低2个百分点", ["18"]) == (
        meaning.also.figure.kind,
        meaning.also.statement.figure,
        [str(range_.upper) for range_ in meaning.also.ranges],
    )


def test_of_a_level_that_comes_from_another_that_one_is_the_base() -> None:
    meaning = a_meaning("indicator: 吸烟率, target: {2025: 从25%降到20%，降低5个百分点}")
    assert meaning.also is not None
    assert [("25%", "baseline")] == [(b.statement.figure, b.statement.kind) for b in meaning.also.bases]


@pytest.mark.parametrize(
    "figure", ["较2015年的20%，下降10%", "下降2个百分点并逐年下降3%", "下降2个百分点，20%以下且10%以上"]
)
def test_words_of_another_make_have_no_change_beside_a_level(figure: str) -> None:
    assert a_meaning(f"indicator: 吸烟率, target: {{2025: '{figure}'}}").also is None


def test_from_too_many_bases_nothing_is_worked_out() -> None:
    def from_bases(count: int) -> str:
        figures = ", ".join(f"'{10 + number}%'" for number in range(count))
        return shown(
            target("吸烟率", "比2020年下降10%", f"indicator: 吸烟率, baseline: {{2020: [{figures}]}}")
        )

    assert from_bases(MAX_BASES).count(" or ") == MAX_BASES - 1
    assert from_bases(MAX_BASES + 1) == "too-many-bases"


def read_with(name: str, unit: str, statement: str) -> Meaning:
    """The meaning of a figure of this name by a catalogue that knows the name, in this unit, alone."""
    catalogue = a_catalogue(
        f"sector: test\nindicators:\n- {{id: x, name: {name}, unit: {unit}, better: higher}}\n"
    )
    plan = a_plan(f"indicator: {name}, {statement}")
    with using(catalogue.units):
        (meaning,) = meanings(plan, Readings(catalogue))
    return meaning


def test_a_name_may_begin_with_what_the_catalogue_counts_by() -> None:
    found = read_with("万台特种设备死亡人数", "人/万台", "unit: 人, target: {2025: '0.08'}")
    assert at_least(Fraction("0.08")) == found.range


@pytest.mark.parametrize(
    ("name", "unit", "statement", "least"),
    [
        ("粮食亩均单产", "公斤/亩", "target: 亩均440公斤", "440"),
        ("粮食单产", "公斤/亩", "target: 亩产430公斤", "430"),
        ("粮食亩产", "公斤/亩", "target: 430公斤", "430"),
        ("粮食亩产", "公斤", "target: 430公斤/亩", "430"),
        ("亩均税收", "万元/亩", "unit: 万元, target: '20'", "20"),
        ("生均占地面积", "平方米/学生", "unit: 平方米, target: '20'", "20"),
        ("户均住房面积", "平方米/户", "target: 120平方米", "120"),
        ("单位GDP能耗", "吨标准煤/万元", "unit: 吨标准煤, target: '0.5'", "0.5"),
        ("地均GDP", "亿元/平方公里", "unit: 亿元, target: '5'", "5"),
        ("污水日处理能力", "万吨/天", "unit: 万吨, target: '20'", "20"),
        ("人均日用水量", "升/人·日", "unit: 升, target: '120'", "120"),
        ("每千名户籍老人养老床位数", "张/千老年人", "target: 达到58张", "58"),
        ("万车死亡率", "人/万车", "unit: 人/万辆, target: '3'", "3"),
        ("低保标准", "元/月", "target: 每人每月860元", "860"),
        ("低保标准", "元/月", "target: 每人每年12000元", "1000"),
        ("低保标准", "元/月", "target: 860元/人·月", "860"),
        ("低保标准", "元/人·月", "target: 860元/月", "860"),
        ("人均可支配收入", "元", "target: 24700元/年", "24700"),
        ("人均可支配收入", "元", "unit: 元/人·年, target: '24700'", "24700"),
        ("粮食总产量", "万吨", "target: 142亿斤/年", "710"),
        ("粮食总产量", "万吨/年", "target: 142亿斤", "710"),
        ("生均公用经费", "元/生·年", "target: 650元", "650"),
        ("生均公用经费", "元", "target: 每生每年650元", "650"),
        ("高新技术企业", "家", "unit: 户, target: '8000'", "8000"),
        ("市场主体", "万户", "unit: 家, target: 1800000", "180"),
        ("每千名儿童床位数", "张/千儿童", "unit: 张/千人, target: '2.5'", "2.5"),
        ("千名老年人养老床位数", "张/千老年人", "target: 30张/千人", "30"),
        ("供电煤耗", "克标准煤/千瓦时", "unit: 克/千瓦时, target: '300'", "300"),
        ("单位产品综合能耗", "吨/吨", "target: 500千克标准煤/吨", "0.5"),
        ("教师培训学时", "课时/人·年", "target: 90学时/人年", "90"),
        ("教师培训学时", "课时/人·年", "target: 年人均90学时", "90"),
        ("教师培训学时", "课时/人·年", "target: 每人每年不低于90学时", "90"),
        ("教师年人均培训学时", "课时/人·年", "target: 90学时", "90"),
        ("每年补贴标准", "元/人·年", "target: 100元/月", "1200"),
        ("城乡居民收入比", "无", "target: 2.3倍", "2.3"),
        ("城镇新增就业", "人", "target: 5000人/年", "5000"),
        ("城镇新增就业", "人", "unit: 人/年, target: '5000'", "5000"),
        ("月人均养老金", "元/人·月", "target: 2437元", "2437"),
        ("月人均养老金", "元/人·月", "target: 2437元/月", "2437"),
        ("全员劳动生产率", "万元/人", "unit: 万元/人·年, target: '38'", "38"),
        ("全员劳动生产率", "万元/人·年", "unit: 万元, target: '38'", "38"),
        ("人均旅游消费", "元", "unit: 元/人次, target: '380'", "380"),
        ("游客人均花费", "元/人次", "unit: 元, target: '380'", "380"),
        ("十万人火灾救援率", "/10万", "unit: 人/10万人, target: '5'", "5"),
        ("十万人火灾救援率", "/10万", "unit: 人, target: '5'", "5"),
        ("火灾救援率", "人/10万人", "unit: /10万, target: '5'", "5"),
        ("人员编制占常住人口比例", "/万", "target: 每万人口1.9名", "1.9"),
        ("人员编制占常住人口比例", "/万", "unit: 人/万人, target: '1.9'", "1.9"),
        ("志愿者占户籍人口的比重", "/万", "unit: 人/千人, target: '13'", "130"),
    ],
)
def test_what_the_name_says_is_left_out_of_the_unit(name: str, unit: str, statement: str, least: str) -> None:
    assert at_least(Fraction(least)) == read_with(name, unit, statement).range


@pytest.mark.parametrize(
    ("name", "unit", "statement"),
    [
        ("床位数", "张", "target: 500张/年"),
        ("新增产能", "万吨", "target: 5万吨/年"),
        ("森林蓄积量", "亿立方米", "target: 2亿立方米/年"),
        ("污水处理能力", "万吨/日", "target: 20万吨"),
        ("低保标准", "元/月", "target: 860元"),
        ("住房面积", "平方米", "unit: 平方米/人, target: '40'"),
        ("粮食单产", "公斤/亩", "target: 430公斤"),
        ("卫生院床位", "张/校", "target: 40张"),
        ("农户", "家", "target: 40户"),
        ("企业帮扶困难户", "家", "target: 40户"),
        ("养老床位", "张/千老年人", "target: 40张/千人"),
        ("每千名老年人床位", "张/千老年人", "target: 40张/万人"),
        ("每百户电脑", "台/百户", "target: 40台/百人"),
        ("煤炭消费总量", "吨标准煤", "target: 40吨"),
        ("教师培训学时", "课时/人·年", "target: 90学时"),
        ("注册护士占卫生人员比例", "‰", "unit: 人/万人, target: '30'"),
        ("医师占常住人口比例", "‰", "target: 每万人口1.9张"),
        ("农田灌溉水有效利用系数", "无", "target: 0.5倍"),
    ],
)
def test_what_the_name_does_not_say_must_be_in_the_unit(name: str, unit: str, statement: str) -> None:
    assert "dimension" == read_with(name, unit, statement).reason


@pytest.mark.parametrize("counted", ["平方米/人", "平方米"])
@pytest.mark.parametrize(
    ("unit", "figure"),
    [
        ("unit: 平方米, ", "40"),
        ("unit: 平方米/人, ", "40"),
        ("", "40平方米"),
        ("", "40平方米/人"),
        ("unit: 万平方米/万人, ", "40"),
    ],
)
def test_a_quantity_per_head_is_one_whichever_way_it_is_printed(counted: str, unit: str, figure: str) -> None:
    found = read_with("人均住房面积", counted, f"{unit}target: {{2025: {figure}}}")
    assert at_least(Fraction(40)) == found.range


@pytest.mark.parametrize(
    ("unit", "figure", "expected"),
    [
        ("倍", "缩小到2.3倍以内", "(−∞, 2.3]"),
        ("倍", "由2.5倍缩小到2.3倍以内", "(−∞, 2.3]"),
        ("倍", "增长1.5倍", "no-base"),
        ("元", "提高到2倍", "no-base"),
        ("元", "年均7%", "no-base"),
        ("元", "年均7元", "{7}"),
        ("倍", "控制在基于2020年城镇建设用地规模的1.3倍以内", "(−∞, 1.3]"),
    ],
)
def test_words_say_a_level_or_a_change_by_what_is_measured(unit: str, figure: str, expected: str) -> None:
    catalogue = a_catalogue(f"sector: test\nindicators:\n- {{id: gap, name: 收入, unit: {unit}}}\n")
    plan = a_plan(f"indicator: 收入, target: {{2025: {figure}}}")
    with using(catalogue.units):
        (meaning,) = meanings(plan, Readings(catalogue))
    assert expected == shown(meaning)


@pytest.mark.parametrize(
    ("unit", "figure", "expected"),
    [
        ("倍", "比2020年缩小0.2倍", "(−∞, 2.3]"),
        ("倍", "比2020年缩小0.1-0.2倍", "[2.3, 2.4]"),
        ("倍", "每年缩小0.02倍", "(−∞, 2.4]"),
        ("倍", "缩小0.2", "(−∞, 2.3]"),
        ("倍", "比2020年缩小10%", "(−∞, 2.25]"),
        ("元", "比2020年减少0.2倍", "(−∞, 2]"),
        ("元", "控制在2020年建设用地规模的1.3倍以内", "(−∞, 3.25]"),
    ],
)
def test_a_change_in_multiples_is_a_difference_of_what_is_measured_in_them(
    unit: str, figure: str, expected: str
) -> None:
    catalogue = a_catalogue(
        f"sector: test\nindicators:\n- {{id: gap, name: 收入, unit: {unit}, better: lower}}\n"
    )
    plan = a_plan(f"indicator: 收入, baseline: {{2020: '2.5'}}, target: {{2025: {figure}}}")
    with using(catalogue.units):
        found = meanings(plan, Readings(catalogue))
    assert [expected] == [shown(meaning) for meaning in found if meaning.statement.kind == "target"]


@pytest.mark.parametrize("base", ["基期", "基期年", "基年", "基准年", "基线", "规划期初"])
def test_the_base_year_has_many_names(base: str) -> None:
    found = target("吸烟率", f"比{base}降低10%", "indicator: 吸烟率, baseline: {2020: '20%'}")
    assert shown(found) == "(−∞, 18]"
