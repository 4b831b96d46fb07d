"""Words for places: which jurisdiction a plan means."""

from __future__ import annotations

import pytest

from planlint.places import place_meant
from tests.builders import a_corpus, plan_text


@pytest.mark.parametrize(
    ("jurisdiction", "word", "expected"),
    [
        ("150724", "全国", "000000"),
        ("150724", "国家", "000000"),
        ("150724", "全区", "150000"),
        ("150724", "自治区", "150000"),
        ("150724", "全市", "150700"),
        ("150724", "呼伦贝尔市", "150700"),
        ("150724", "我旗", "150724"),
        ("150724", "全省", None),
        ("150724", "旗人民医院", None),
        ("150603", "全区", None),
        ("150603", "自治区", "150000"),
        ("520302", "全省", "520000"),
        ("520302", "全区", "520302"),
        ("520381", "全市", None),
        ("310115", "全市", "310000"),
        ("532901", "全州", "532900"),
        ("152202", "全盟", "152200"),
        ("620122", "全县", "620122"),
        ("150600-konggang", "全市", "150600"),
    ],
)
def test_a_word_means_the_one_place_on_the_way_up_that_it_fits(
    jurisdiction: str, word: str, expected: str | None
) -> None:
    corpus = a_corpus(plan_text(jurisdiction=jurisdiction))
    assert expected == place_meant(word, corpus.judged[0], corpus.hierarchy)
