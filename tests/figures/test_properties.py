"""Properties of reading and printing figures, whatever the words."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.figures import decimal_text, grammar, print_figure, read_figure
from planlint.figures.cursor import Cursor
from planlint.figures.numerals import read_numeral
from planlint.figures.tokens import tokens, vocabulary
from tests.figures.test_figures import EVERY_PHRASE

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A whole number below 10000 in Chinese numerals."""
    words = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += DIGITS[digit] + unit
        elif words and not words.endswith("零") and number % power:
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words or "零"


NUMBERS = st.one_of(
    st.integers(0, 99999).map(str),
    st.decimals(0, 1000, places=2).map(str),
    st.integers(1, 9999).map(in_chinese),
    st.integers(1000, 10**9).map(lambda number: f"{number:,}"),
)
UNITS = st.sampled_from(
    ["", "%", "‰", "/10万", "岁", "张", "万人", "亿元", "名/千人", "个百分点", "微克/立方米"]
)
HEDGES = st.sampled_from(["", "力争", "预期", "原则上", "基本"])
TIMES = st.sampled_from(["", "到2025年", "“十四五”期间", "2025年底前"])
BEFORE = st.sampled_from(
    ["", "≥", "＜", "不低于", "不得超过", "约", "达到", "控制在", "提高到", "降至", "至少", "超过"]
)
AFTER = st.sampled_from(["", "以上", "以下", "左右", "以内", "及以上"])
VERBS = st.sampled_from(
    ["提高", "增长", "下降", "降低", "新增", "减少", "增速", "降幅", "年均增长", "每年降低", "累计下降"]
)
BASES = st.sampled_from(
    [
        *("", "较2015年", "比基期", "在“十三五”末基础上", "较上年", "同比", "比全国平均水平"),
        *("2020年比2015年", "较规划目标", "比上年水平", "在2020年水平基础上", "五年", "按可比价"),
    ]
)
NAMES = st.sampled_from(
    [
        *("全国平均水平", "省下达指标", "国家标准", "2020年水平", "“十三五”平均值", "GDP增速"),
        *("规划目标", "五年平均水平", "全省第3位", "全省前五"),
    ]
)
TRENDS = st.sampled_from(["逐步提高", "稳中有降", "保持稳定", "持续改善", "全覆盖", "总体达标"])


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


AMOUNTS = joined(NUMBERS, UNITS)
SPANS = joined(NUMBERS, st.sampled_from(["-", "—", "～", "至"]), NUMBERS, UNITS)
LEVELS = joined(HEDGES, TIMES, BEFORE, st.one_of(AMOUNTS, SPANS), AFTER)
CHANGES = joined(HEDGES, BASES, VERBS, BEFORE, st.one_of(AMOUNTS, SPANS), AFTER)
REFERENCES = joined(HEDGES, BEFORE, NAMES, AFTER)
MOVES = joined(st.just("从"), AMOUNTS, st.sampled_from(["提高到", "降至"]), AMOUNTS, AFTER)
PERS = st.sampled_from(["每千人口", "每3万人", "每15万人口", "每百户"])
RATES = joined(PERS, BEFORE, NUMBERS, st.sampled_from(["张", "名", ""]))
PARTS = joined(HEDGES, BEFORE, NAMES, st.sampled_from(["", "的"]), AMOUNTS, AFTER)
CLAUSES = st.one_of(LEVELS, CHANGES, REFERENCES, PARTS, MOVES, RATES, TRENDS)
PHRASES = st.one_of(
    CLAUSES, joined(CLAUSES, st.sampled_from(["或", "且", "，"]), CLAUSES), st.sampled_from(EVERY_PHRASE)
)


@settings(max_examples=250)
@given(
    PHRASES,
    st.integers(0, 2),
    st.lists(
        st.one_of(st.integers(0, 3000), st.decimals(0, 3000, places=2), st.integers(0, 10**6)),
        min_size=3,
        max_size=4,
    ),
)
def test_a_figure_around_a_number_is_what_its_words_say_one_by_one(
    phrase: str, which: int, numbers: list[int | Decimal]
) -> None:
    found = [match.span() for match in re.finditer(r"[0-9]+(\.[0-9]+)?", phrase)] or [(0, 0)]
    start, end = found[which % len(found)]
    for number in numbers:
        text = f"{phrase[:start]}{number}{phrase[end:]}"
        figure, in_full = read_figure(text), grammar.read_words(text)
        assert (in_full, in_full.unit_texts, in_full.text) == (figure, figure.unit_texts, figure.text)


@settings(max_examples=250)
@given(PHRASES)
def test_printing_and_reading_again_gives_the_same(phrase: str) -> None:
    figure = read_figure(phrase)
    assert read_figure(print_figure(figure)) == figure


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(sorted(vocabulary()[0])), NUMBERS, UNITS), max_size=6).map("".join))
def test_reading_any_words_never_raises(phrase: str) -> None:
    print_figure(read_figure(phrase))


@given(st.text())
def test_reading_any_text_never_raises(text: str) -> None:
    figure = read_figure(text)
    if figure.kind == "unreadable":
        assert figure.problem_at is not None
        assert 0 <= figure.problem_at < len(text)


@given(LEVELS, st.sampled_from([" ", "　", "\n", "\u200b"]), st.data())
def test_blanks_between_words_do_not_matter(phrase: str, blank: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(phrase)))
    if not (phrase[at - 1 : at].isdigit() and phrase[at : at + 1].isdigit()):
        assert read_figure(phrase[:at] + blank + phrase[at:]) == read_figure(phrase)


@given(LEVELS)
def test_full_width_forms_do_not_matter(phrase: str) -> None:
    wide = phrase.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert read_figure(wide) == read_figure(phrase)


@given(NUMBERS, st.sampled_from(["%", "岁", "‰"]))
def test_a_bound_is_the_same_before_and_after(number: str, unit: str) -> None:
    assert read_figure(f"不低于{number}{unit}") == read_figure(f"{number}{unit}以上")
    assert read_figure(f"不超过{number}{unit}") == read_figure(f"{number}{unit}以下")


@given(st.integers(1, 10**6), st.sampled_from(["以上", "以下", "左右", ""]))
def test_a_fall_is_a_rise_of_the_negative(number: int, after: str) -> None:
    up, down = read_figure(f"增长{number}%{after}"), read_figure(f"下降{number}%{after}")
    assert up.value is not None
    assert down.value == -up.value
    assert down.comparator == {">=": "<=", "<=": ">="}.get(up.comparator or "", up.comparator)


@given(st.integers(0, 9999))
def test_chinese_numerals_round_trip(number: int) -> None:
    numeral = read_numeral(in_chinese(number), 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (Fraction(number), len(in_chinese(number)))


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_myriads_are_added_up(myriads: int, rest: int) -> None:
    text = f"{in_chinese(myriads)}万{in_chinese(rest)}"
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (Fraction(myriads * 10000 + rest), len(text))


@given(st.integers(0, 10**15))
def test_thousands_separators_do_not_matter(number: int) -> None:
    assert read_figure(f"{number:,}") == read_figure(str(number))


@given(st.integers(-(10**12), 10**12), st.integers(0, 8))
def test_decimals_that_end_are_printed_exactly(number: int, places: int) -> None:
    value = Fraction(number, 10**places)
    assert Fraction(decimal_text(value)) == value


@given(st.fractions())
def test_decimals_that_do_not_end_have_28_digits(value: Fraction) -> None:
    assert abs(Fraction(decimal_text(value)) - value) <= abs(value) / 10**27


REPEATED = [
    "的",
    "达到",
    "每",
    "占",
    "与",
    "增长",
    "全国",
    "水平",
    "9",
    "9,",
    "一",
    "10万",
    "(",
    "无",
    "和",
    "90%",
]


@pytest.mark.parametrize("unit", REPEATED)
def test_work_grows_with_the_length_and_no_faster(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    peek = Cursor.peek

    def counting(cursor: Cursor, ahead: int = 0) -> Any:
        nonlocal looks
        looks += 1
        return peek(cursor, ahead)

    monkeypatch.setattr(Cursor, "peek", counting)
    counts = []
    for length in (240, 480):
        looks = 0
        read_figure((unit * length)[:length])
        counts.append(looks + 1)
    assert counts[1] <= 3 * counts[0]


def test_beyond_the_limit_nothing_is_cut_into_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "tokens", None)
    for text in ("达到" * 50_000, "9" * 100_000, "(" * 100_000):
        assert read_figure(text).kind == "unreadable"


def test_tokens_cover_the_text() -> None:
    for phrase in EVERY_PHRASE:
        assert "".join(token.text for token in tokens(phrase)) == phrase
