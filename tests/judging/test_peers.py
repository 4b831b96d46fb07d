"""A target among those of the plans beside and below it."""

from __future__ import annotations

import pytest

from planlint.judging import joins
from planlint.judging.corpus import Corpus
from planlint.judging.engine import judge
from planlint.judging.joins import JOINS, Scope
from planlint.judging.relations import RELATIONS
from tests.builders import a_corpus, a_rule, plan_text
from tests.judging.test_joins import drawn
from tests.judging.test_relations import brief

COUNTIES = ("150702", "150721", "150722", "150723", "150725")
OPTIONS = {"least": "5", "times": "5", "share": "1/4"}


def a_target(figure: str, indicator: str = "管理率", more: str = "") -> str:
    return f"indicator: {indicator}, target: {{2025: {figure}}}{more}"


def among(own: str, *others: str, head: dict[str, str] | None = None) -> Corpus:
    """A county (or the city above) with its siblings."""
    context = [
        plan_text(text, id=f"c{n}", jurisdiction=code)
        for n, (code, text) in enumerate(zip(COUNTIES, others, strict=False), 1)
    ]
    return a_corpus(plan_text(own, **(head or {})), context=context)


def verdict(corpus: Corpus) -> str:
    (case,) = JOINS["peers"](corpus, Scope("target", ()))
    return brief(RELATIONS["among-peers"].relation(case, corpus, OPTIONS)).partition(" |")[0]


@pytest.mark.parametrize(("enough", "peers"), [(3, "city, county, other-city"), (2, "city, other-city")])
def test_plans_below_are_peers_level_by_level_until_they_are_many(
    monkeypatch: pytest.MonkeyPatch, enough: int, peers: str
) -> None:
    monkeypatch.setattr(joins, "PEERS_BELOW", enough)
    region = plan_text(a_target("55%"), id="region", jurisdiction="150000")
    city = plan_text(a_target("80%"), id="city", jurisdiction="150700")
    other = plan_text(a_target("81%"), id="other-city", jurisdiction="150400")
    corpus = a_corpus(region, context=[city, plan_text(a_target("90%")), other])
    (case,) = JOINS["peers"](corpus, Scope("target", ()))
    assert peers == ", ".join(sorted(peer.plan.id for peer in case.partners))


def test_a_plan_has_siblings_and_plans_below_as_peers() -> None:
    region = plan_text(a_target("55%"), id="region", jurisdiction="150000")
    city = plan_text(a_target("80%"), id="city", jurisdiction="150700")
    other = plan_text(a_target("81%"), id="other-city", jurisdiction="150400")
    corpus = a_corpus(region, city, plan_text(a_target("90%")), context=[other])
    found = JOINS["peers"](corpus, Scope("target", ()))
    assert [
        "region 55% | city 80%, other-city 81%, county 90%",
        "city 80% | other-city 81%, county 90%",
    ] == drawn(list(found))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (a_target("80%", more=", population: 儿童"), {}),
        (a_target("80%", more=", place: 全市"), {}),
        (a_target("80%", "规范管理率"), {}),
        (a_target("80%").replace("2025", "2030"), {}),
        (a_target("80%"), {"period": "2016-2020"}),
        (a_target("80%"), {"sector": "schools"}),
        (a_target("80%"), {"jurisdiction": "150421"}),
        (a_target("80%"), {"jurisdiction": "150724"}),
    ],
)
def test_what_is_of_another_subject_time_or_place_is_no_peer(text: str, head: dict[str, str]) -> None:
    beside = plan_text(text, **({"id": "beside", "jurisdiction": "150721"} | head))
    corpus = a_corpus(plan_text(a_target("90%")), context=[beside])
    assert [] == list(JOINS["peers"](corpus, Scope("target", ())))


def test_a_plan_speaks_once_by_its_main_table() -> None:
    own = plan_text(a_target("50%"), a_target("90%", more=", at: {table: 表, row: 1}"))
    corpus = a_corpus(own, context=[plan_text(a_target("80%"), id="beside", jurisdiction="150721")])
    assert ["county 90% | beside 80%"] == drawn(list(JOINS["peers"](corpus, Scope("target", ()))))


@pytest.mark.parametrize(
    ("own", "theirs", "expected"),
    [
        ("≥55%", "≥85% ≥90% ≥90% ≥90% ≥95%", "fails by 35 % (85, 90, 90, 90, 95%; median 90)"),
        ("≥90%", "9% 9% 9% 9% 9%", "fails by 81 % (9, 9, 9, 9, 9%; median 9)"),
        ("≥86%", "≥85% ≥90% ≥90% ≥90% ≥95%", "holds"),
        ("≥80%", "≥85% ≥90% ≥90% ≥90% ≥95%", "holds"),
        ("≥40%", "≥45% ≥90% ≥55% ≥70% ≥80%", "holds"),
        ("≥55%", "≥85% ≥90% ≥90% ≥90% ≤95%", "few-peers"),
        ("≥55%", "≥85% ≥90% ≥90% ≥90% 提高", "few-peers"),
        ("≥55%", "≥85% ≥90% ≥90% ≥90%", "few-peers"),
        ("提高", "≥85% ≥90% ≥90% ≥90% ≥95%", "trend"),
    ],
)
def test_a_target_is_not_far_from_all_its_peers(own: str, theirs: str, expected: str) -> None:
    assert expected == verdict(among(a_target(own), *map(a_target, theirs.split())))


def test_lower_is_measured_by_what_is_permitted_at_most() -> None:
    others = [a_target(figure, "吸烟率") for figure in ("≤20%", "≤20%", "≤21%", "≤22%", "≤22%")]
    assert "fails by 29 % (20, 20, 21, 22, 22%; median 21)" == verdict(
        among(a_target("≤50%", "吸烟率"), *others)
    )


@pytest.mark.parametrize(
    ("own", "theirs", "expected"),
    [
        ("≤6.6‰", "≤5‰ ≤5‰ ≤5‰ ≤6‰ ≤6‰", "holds"),
        ("≤7.5‰", "≤5‰ ≤5‰ ≤5‰ ≤6‰ ≤6‰", "holds"),
        ("≤7.6‰", "≤5‰ ≤5‰ ≤5‰ ≤6‰ ≤6‰", "fails by 2.6 ‰ (5, 5, 5, 6, 6‰; median 5)"),
        ("≤4‰", "≤5‰ ≤5‰ ≤5‰ ≤6‰ ≤6‰", "holds"),
        ("≤3‰", "≤5‰ ≤5‰ ≤5‰ ≤6‰ ≤6‰", "fails by 2 ‰ (5, 5, 5, 6, 6‰; median 5)"),
    ],
)
def test_what_is_near_one_of_them_is_far_from_none(own: str, theirs: str, expected: str) -> None:
    others = [a_target(figure, "婴儿死亡率") for figure in theirs.split()]
    assert expected == verdict(among(a_target(own, "婴儿死亡率"), *others))


def test_without_a_better_way_nothing_is_promised() -> None:
    others = [a_target("'107'", "性别比")] * 5
    assert "direction-unknown" == verdict(among(a_target("'200'", "性别比"), *others))


def test_what_each_unit_must_reach_is_no_peer_of_a_mean() -> None:
    others = [a_target("≥90%", more=", basis: 以乡镇为单位")] * 5
    assert "few-peers" == verdict(among(a_target("≥50%"), *others))


CITIES = ("150100", "150200", "150300", "150400", "150500")


@pytest.mark.parametrize(
    ("beside", "below", "expected"),
    [
        ("≥85% ≥85% ≥85% ≥85% ≥85%", "≥90% ≥90%", "fails by 30 % (85, 85, 85, 85, 85, 90, 90%; median 85)"),
        ("≥85% ≥85% ≥85% ≥85% ≥85%", "≥50% ≥90%", "holds"),
        ("≥60% ≥60% ≥60% ≥60% ≥60%", "≥90% ≥90% ≥90% ≥90% ≥90%", "holds"),
        ("≥56%", "≥90% ≥90% ≥90% ≥90% ≥90%", "holds"),
        ("≥90%", "≥90% ≥90% ≥90% ≥90% ≥90%", "fails by 35 % (90, 90, 90, 90, 90, 90%; median 90)"),
        ("", "≥90% ≥90% ≥90% ≥90% ≥90%", "fails by 35 % (90, 90, 90, 90, 90%; median 90)"),
    ],
)
def test_far_is_far_from_those_beside_and_from_those_below(beside: str, below: str, expected: str) -> None:
    context = [
        plan_text(a_target(figure), id=f"c{code}", jurisdiction=code)
        for codes, figures in ((CITIES, beside), (COUNTIES, below))
        for code, figure in zip(codes, figures.split(), strict=False)
    ]
    own = plan_text(a_target("≥55%"), id="city", jurisdiction="150700")
    assert expected == verdict(a_corpus(own, context=context))


@pytest.mark.parametrize("others", [["80%"] * 3, ["80%"] * 5])
def test_whichever_peers_there_are_the_finding_is_the_same(others: list[str]) -> None:
    options = ", ".join(f"{key}: '{value}'" for key, value in (OPTIONS | {"least": "3"}).items())
    rule = a_rule(
        "id: XX100, name: rule-far, judge: target, against: peers, require: among-peers, "
        f"same: [indicator, population, part, year], options: {{{options}}}, severity: note",
        "${indicator}${detail}",
    )
    corpus = among(a_target("8%"), *map(a_target, others))
    assert ["XX100:county:managed:2025"] == [f.id for f in judge(corpus, [rule]).findings]
