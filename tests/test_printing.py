"""Figures, gaps and ranges as text."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planlint.printing import (
    counted_in,
    figure_words,
    gap_words,
    number_words,
    range_words,
    within_title_marks,
)
from planlint.ranges import Range, at_least, at_most, point
from planlint.words import Lang
from tests.builders import a_meaning

F = Fraction


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 吸烟率, target: ≤20", "≤20"),
        ("indicator: 吸烟率, target: ≤20, unit: '%'", "≤20%"),
        ("indicator: 吸烟率（%）, target: ≤20", "≤20%"),
        ("indicator: 吸烟率, target: ≤20%, unit: '%'", "≤20%"),
        ("indicator: 预期寿命, target: '80', unit: 岁", "80 岁"),
        ("indicator: 每千人口医师数, target: '3', unit: 人/千人", "3（人/千人）"),
        ("indicator: 吸烟率, target: 20以下, unit: '%'", "20以下（%）"),
        ("indicator: 吸烟率, target: 逐步 下降, unit: '%'", "逐步 下降"),
        ("indicator: 吸烟率, target: '20   以下'", "20 以下"),
    ],
)
def test_a_figure_is_told_with_the_unit_beside_it(statement: str, expected: str) -> None:
    assert expected == figure_words(a_meaning(statement))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("indicator: 每万人口医师数, target: '30', unit: 人", "30 人（每万人）"),
        ("indicator: 每千人口医师数, target: 达到3人", "达到3人（每千人）"),
        ("indicator: 每千人口医师数, target: '3'", "3（每千人）"),
        ("indicator: 每千人口医师数, target: '3', unit: 人/千人", "3（人/千人）"),
        ("indicator: 每千人口医师数, target: 3人/千人", "3人/千人"),
        ("indicator: 每千人口医师数, target: 增长3%", "增长3%"),
        ("indicator: 吸烟率, target: ≤20%", "≤20%"),
    ],
)
def test_a_figure_is_told_in_full_with_what_its_name_counts_by(statement: str, expected: str) -> None:
    assert expected == figure_words(a_meaning(statement), in_full=True)


@pytest.mark.parametrize(
    ("gap", "unit", "lang", "expected"),
    [
        (None, "%", "zh", ""),
        (F(2), "%", "zh", "2 个百分点"),
        (F(2), "%", "en", "2 percentage points"),
        (F(1), "%", "en", "1 percentage point"),
        (F(1, 2), "‰", "zh", "0.5‰"),
        (F(1, 2), "岁", "en", "0.5 岁"),
        (F(3), "", "zh", "3"),
    ],
)
def test_a_gap_of_shares_is_in_percentage_points(
    gap: Fraction | None, unit: str, lang: Lang, expected: str
) -> None:
    assert expected == gap_words(gap, unit, lang)


@pytest.mark.parametrize(
    ("range_", "unit", "expected"),
    [
        (point(F(5)), "%", "{5}%"),
        (at_least(F(5)), "%", "[5, ∞)%"),
        (at_least(F(5), closed=False), "岁", "(5, ∞) 岁"),
        (at_most(F("5.25")), "", "(−∞, 5.25]"),
        (Range(F(1), F(2), lower_closed=False, upper_closed=False), "", "(1, 2)"),
    ],
)
def test_a_range_is_told_as_an_interval(range_: Range, unit: str, expected: str) -> None:
    assert expected == range_words(range_, unit)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (F("10.842"), "10.842"),
        (F("0.000001"), "0.000001"),
        (F(1, 3), "≈0.3333"),
        (F(200, 3), "≈66.6667"),
        (F("1.23456789"), "≈1.2346"),
        (F("0.00012345678"), "≈0.0001235"),
        (F(-1, 3), "≈-0.3333"),
    ],
)
def test_a_long_number_is_rounded_for_people(number: Fraction, expected: str) -> None:
    assert expected == number_words(number)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("‰",), ("‰", F(1))),
        (("%", "%"), ("%", F(10))),
        (("%", "‰"), ("‰", F(1))),
        ((None, "%"), ("‰", F(1))),
    ],
)
def test_what_all_print_in_one_unit_is_counted_in_it(
    figures: tuple[str | None, ...], expected: tuple[str, Fraction]
) -> None:
    units = [
        f"indicator: 婴儿死亡率, target: '5', unit: '{unit}'"
        if unit
        else "indicator: 婴儿死亡率, target: '5'"
        for unit in figures
    ]
    assert expected == counted_in([a_meaning(statement) for statement in units], "‰")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("常熟市“十四五”卫生健康规划", "常熟市“十四五”卫生健康规划"),
        ("《常熟市卫生健康规划》", "常熟市卫生健康规划"),
        ("《健康江苏规划》常熟实施方案", "〈健康江苏规划〉常熟实施方案"),
        ("《甲规划》和《乙规划》", "〈甲规划〉和〈乙规划〉"),
    ],
)
def test_a_title_is_marked_once(title: str, expected: str) -> None:
    assert expected == within_title_marks(title)
