"""Slips of people who type YAML with a Chinese input method: told where they are, and nothing else for one."""

from __future__ import annotations

import pytest

from tests.builders import document

PLAN = """\
plan:
  id: wujiang-health-14
  title: 吴江区规划
sector: health
statements:
  - indicator: 居民健康素养水平
    unit: "%"

    target: {2025: "≥25", 2030: "≥30"}
    nature: 约束性
    note: 说明：见附件，下同
  - {indicator: 人均预期寿命, target: {2025: 80.8岁}}
"""

COLON = "全角冒号，应为半角冒号加一个空格"
GAP = "冒号后要空一格（半角）"
SPACE = "全角空格，应为半角空格"
BRACKET = "全角括号，应为半角括号"
COMMA = "全角逗号，应为半角逗号"
QUOTE = "全角引号，应为半角引号"
OPEN = "引号没有闭合"
UNSEEN = "此处有看不见的换行符"


@pytest.mark.parametrize(
    ("right", "slip", "expected"),
    [
        ("plan:", "plan：", f"1:5 {COLON}"),
        ("  id: w", "  id：w", f"2:5 {COLON}"),
        ("title: ", "title：", f"3:8 {COLON}"),
        ("sector: ", "sector:", f"4:7 {GAP}"),
        ("statements:", "statements：", f"5:11 {COLON}"),
        ("indicator: 居", "indicator：居", f"6:14 {COLON}"),
        ("unit: ", "unit：", f"7:9 {COLON}"),
        ("unit: ", '"unit"：', f"7:11 {COLON}"),
        ("unit: ", "unit:\u3000", f"7:9 {GAP}"),
        ('target: {2025: "', 'target：{2025: "', f"9:11 {COLON}"),
        ('target: {2025: "', 'target:{2025: "', f"9:11 {GAP}"),
        ("nature: ", "nature： ", f"10:11 {COLON}"),
        ("  id: ", "\u3000\u3000id: ", f"2:1 {SPACE}"),
        ("    unit: ", "\u3000\u3000\u3000\u3000unit: ", f"7:1 {SPACE}"),
        ("    nature: ", "  \u3000nature: ", f"10:3 {SPACE}"),
        ("  - indicator", "\u3000- indicator", f"6:1 {SPACE}"),
        ("- {ind", "-\u3000{ind", f"12:4 {SPACE}"),
        ('{2025: "≥25", 2030: "≥30"}', '｛2025: "≥25"｝', f"9:13 {BRACKET}"),
        ('"≥30"}', '"≥30"｝', f"9:38 {BRACKET}"),
        ("80.8岁}}", "80.8岁｝}", f"12:45 {BRACKET}"),
        ('"≥25", ', '"≥25"，', f"9:25 {COMMA}"),
        ("寿命, t", "寿命，t", f"12:23 {COMMA}"),
        ('"%"', '"%”', f"7:13 {QUOTE}"),
        ("吴江区规划", "“吴江区: 规划”", f"3:10 {QUOTE}"),
        ('"%"', '"%', f"7:11 {OPEN}"),
        ('"≥25"', '"≥25', f"9:20 {OPEN}"),
        ('"≥30"', '"≥30', f"9:33 {OPEN}"),
        ('"≥30"', "'≥30", f"9:33 {OPEN}"),
        ("吴江区规划", '"吴江区规划', f"3:10 {OPEN}"),
        ("indicator: 居民健康素养水平", "indicator 居民健康素养水平", "6:14 “indicator”后缺少冒号"),
        ("plan:", "plan", "1:5 “plan”后缺少冒号"),
        ("健康素养", "健康\u2028素养", f"6:20 {UNSEEN} U+2028，请删去"),
        ("健康素养", "健康\x85素养", f"6:20 {UNSEEN} U+0085，请删去"),
        ("见附件", "见\u2029 附件", f"11:15 {UNSEEN} U+2029，请删去"),
    ],
)
def test_a_slip_is_told_where_it_is(right: str, slip: str, expected: str) -> None:
    assert 1 == PLAN.count(right)
    assert expected == said_in_chinese(PLAN.replace(right, slip))


@pytest.mark.parametrize(
    ("right", "fault", "expected"),
    [
        ("说明：见", "说明：见: ", "11:15 此处不应有冒号（含冒号的文字请加引号）"),
        ("说明：见", "source：见: ", "11:19 此处不应有冒号（含冒号的文字请加引号）"),
        ("说明：见", "说明\n      source：统计: ", "12:16 此处不应有冒号（含冒号的文字请加引号）"),
        ("说明：见", "“说明”: ", "11:15 此处不应有冒号（含冒号的文字请加引号）"),
        ("说明：见", '"说明"', "11:15 缩进或键有误"),
        ("说明：见附件", "说明\n      \u3000\u3000见附件: x", "12:12 此处不应有冒号（含冒号的文字请加引号）"),
        ("80.8岁", "见｛表｝、source：表 x: y", "12:55 缺少逗号或右括号"),
        ("title: 吴江区规划", "title 吴江区规划", "3:3 缺少冒号"),
        (
            "note: 说明",
            "note:\n      some words of prose\n      and: 说明",
            "13:10 此处不应有冒号（含冒号的文字请加引号）",
        ),
        ("note: 说明", "note:\n      说明\n      and: 说明", "13:10 此处不应有冒号（含冒号的文字请加引号）"),
        ("note: 说明", "note: words\n      and: 说明", "12:10 此处不应有冒号（含冒号的文字请加引号）"),
    ],
)
def test_what_a_value_says_is_no_slip(right: str, fault: str, expected: str) -> None:
    assert expected == said_in_chinese(PLAN.replace(right, fault))


def test_a_slip_is_told_in_english_too() -> None:
    found = document(PLAN.replace("title: ", "title：")).faults
    assert ["YAML syntax: full-width colon; a plain one and a space belong here"] == [
        fault.problem.en for fault in found
    ]


def said_in_chinese(text: str) -> str:
    (fault,) = document(text).faults
    return f"{fault.span.line}:{fault.span.column} {fault.problem.zh.removeprefix('YAML 语法错误：')}"
