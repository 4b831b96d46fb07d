"""Exceptions: waivers and accepted findings, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from planlint.judging.engine import Judgement, judge
from planlint.judging.policy import Policy
from planlint.judging.rule import Rule
from planlint.model import Span
from planlint.ratchet import Acceptance
from tests.builders import REGION, a_corpus, a_rule, plan_text, told

STRICT = "require: at-least-as-strict, judge: target, against: nearest-superior, same: [indicator, year]"
ALIKE = "require: targets-alike, judge: target, against: same-plan"
TODAY = date(2026, 6, 30)


def rule(head: str, id: str) -> Rule:
    return a_rule(f"id: {id}, name: rule-{id.lower()}, {head}, severity: warning", "${indicator}${detail}")


def of_waivers(fault: str) -> Rule:
    return rule(f"require: sound-waiver, judge: waiver, options: {{fault: {fault}}}", "XX900")


def of_ratchet() -> Rule:
    return rule("require: still-found, judge: acceptance", "XX901")


WEAKER = rule(STRICT, "XX100")
DIMENSION = rule("require: right-dimension, judge: statement", "XX001")
AFTER = rule(f"{STRICT}, after: [XX001]", "XX100")


def judged(rules: list[Rule], *statements: str, policy: Policy | None = None) -> Judgement:
    """What is said of a county's statements below a region that asks for 18 %."""
    above = plan_text("indicator: 吸烟率, target: {2025: '18%'}", **REGION)
    corpus = a_corpus(plan_text(*statements), context=[above])
    return judge(corpus, rules, policy or Policy(), TODAY)


def waived(waiver: str, figure: str = "20%", policy: Policy | None = None) -> list[tuple[str, bool]]:
    """Each finding with whether it is waived."""
    rules = [WEAKER, *map(of_waivers, ())]
    statement = f"indicator: 吸烟率, target: {{2025: {figure}}}, waive: [{{rule: XX100, reason: 因{waiver}}}]"
    return [(finding.id, finding.waived) for finding in judged(rules, statement, policy=policy).findings]


ID = "XX100:county:smoking:2025:to=region"


@pytest.mark.parametrize(
    ("waiver", "holds"),
    [
        ("", True),
        (", until: 2026-06-30", True),
        (", until: 2026-06-29", False),
        (", max_gap: 2", True),
        (", max_gap: 1.9", False),
    ],
)
def test_a_waiver_holds_until_its_day_and_up_to_its_gap(waiver: str, holds: bool) -> None:
    assert [(ID, holds)] == waived(waiver)


def test_a_mandatory_rule_can_not_be_waived() -> None:
    assert [(ID, False)] == waived("", policy=Policy(mandatory=frozenset(("XX100",))))


def test_a_cap_counts_for_nothing_where_there_is_no_gap() -> None:
    dated = rule("require: dated, judge: target", "XX100")
    statement = "indicator: 吸烟率, target: '20', waive: [{rule: XX100, reason: 因, max_gap: 1}]"
    assert [True] == [finding.waived for finding in judged([dated], statement).findings]


def test_a_finding_keeps_the_waiver_that_does_not_hold() -> None:
    statement = (
        "indicator: 吸烟率, target: {2025: 20%}, waive: [{rule: XX100, reason: 一, max_gap: 1},"
        " {rule: XX100, reason: 二, max_gap: 1.5}]"
    )
    (finding,) = judged([WEAKER], statement).findings
    assert finding.waiver is not None
    assert ("一", False, True) == (finding.waiver.reason, finding.waived, finding.open)
    (finding,) = judged([WEAKER], statement.replace("1.5", "5")).findings
    assert finding.waiver is not None
    assert ("二", True, False) == (finding.waiver.reason, finding.waived, finding.open)


WAIVE = "waive: [{rule: XX100, reason: 因}]"
OFF: Mapping[str, Policy] = {
    "for all": Policy(switched_off=frozenset(("XX100",))),
    "for the file": Policy(lambda rule_id, file: "off" if (rule_id, file) == ("XX100", "1.yaml") else None),
}


@pytest.mark.parametrize(
    ("waiver", "figure", "fault"),
    [
        (WAIVE, "20%", None),
        (WAIVE, "18%", "unused"),
        (WAIVE.replace("XX100", "XX1O0"), "20%", "unknown"),
        (WAIVE.replace("因", "因, until: 2020-01-01"), "18%", "expired"),
        (WAIVE.replace("因", "因, max_gap: 1"), "20%", None),
        (WAIVE, "20岁", None),
    ],
)
def test_a_waiver_has_one_fault_at_most(waiver: str, figure: str, fault: str | None) -> None:
    statement = f"indicator: 吸烟率, target: {{2025: {figure}}}, {waiver}"
    for asked in ("unused", "unknown", "expired", "forbidden"):
        found = judged([DIMENSION, AFTER, of_waivers(asked)], statement).findings
        assert (fault == asked) is any(finding.rule == "XX900" for finding in found)


def test_a_fault_of_a_waiver_stands_at_the_waiver() -> None:
    statement = f"indicator: 吸烟率, target: {{2025: 18%}}, {WAIVE}"
    (finding,) = judged([WEAKER, of_waivers("unused")], statement).findings
    assert ("XX900:county:smoking:2025", "吸烟率XX100") == (finding.id, finding.message.zh)
    assert statement.index("{rule") + 4 == finding.primary.span.column


def test_a_waiver_of_a_mandatory_rule_is_forbidden() -> None:
    policy = Policy(mandatory=frozenset(("XX100",)))
    statement = f"indicator: 吸烟率, target: {{2025: 20%}}, {WAIVE}"
    found = told(judged([WEAKER, of_waivers("forbidden")], statement, policy=policy).findings)
    assert [f"warning {ID}", "warning XX900:county:smoking:2025"] == found


@pytest.mark.parametrize("policy", OFF.values(), ids=OFF)
def test_whether_a_waiver_of_a_rule_that_is_off_is_used_can_not_be_said(policy: Policy) -> None:
    statement = f"indicator: 吸烟率, target: {{2025: 18%}}, {WAIVE}"
    rules = [of_waivers("unused")] if policy.switched_off else [WEAKER, of_waivers("unused")]
    assert () == judged(rules, statement, policy=policy).findings


def test_whether_a_waiver_is_used_is_said_only_of_what_its_rule_can_judge() -> None:
    unknown = f"indicator: 全然不同, target: {{2025: 18%}}, {WAIVE}"
    assert () == judged([WEAKER, of_waivers("unused")], unknown).findings
    readable = rule("require: readable, judge: statement", "XX100")
    found = told(judged([readable, of_waivers("unused")], unknown).findings)
    assert ["warning XX900:county:XX100:2025"] == found


@pytest.mark.parametrize("figure", ["持续下降", "下降5%", "达到国家标准"])
def test_whether_a_waiver_is_used_is_not_said_of_what_could_not_be_compared(figure: str) -> None:
    waiving = f"indicator: 吸烟率, target: {{2025: {figure}}}, {WAIVE}"
    assert () == judged([WEAKER, of_waivers("unused")], waiving).findings


def test_whether_a_waiver_is_used_is_not_said_where_one_figure_of_the_group_could_not_be_compared() -> None:
    beside = (
        f"indicator: 吸烟率, target: {{2025: 18%}}, {WAIVE}",
        "indicator: 吸烟率, target: {2025: 持续下降}",
    )
    assert () == judged([rule(ALIKE, "XX100"), of_waivers("unused")], *beside).findings


def test_whether_a_waiver_is_used_is_not_said_where_no_plan_above_is_held() -> None:
    alone = plan_text(f"indicator: 吸烟率, target: {{2025: 20%}}, {WAIVE}")
    assert () == judge(a_corpus(alone), [WEAKER, of_waivers("unused")], Policy(), TODAY).findings
    found = judge(
        a_corpus(alone, plan_text(**REGION)), [WEAKER, of_waivers("unused")], Policy(), TODAY
    ).findings
    assert ["warning XX900:county:smoking:2025"] == told(found)
    by_itself = judge(a_corpus(alone), [rule(ALIKE, "XX100"), of_waivers("unused")], Policy(), TODAY).findings
    assert ["warning XX900:county:smoking:2025"] == told(by_itself)


def test_a_waiver_said_once_of_several_figures_is_judged_once() -> None:
    several = f"indicator: 吸烟率, target: {{2024: 18%, 2025: 20%}}, {WAIVE}"
    assert [f"warning {ID}"] == told(judged([WEAKER, of_waivers("unused")], several).findings)
    unused = f"indicator: 吸烟率, target: {{2024: 18%, 2025: 18%}}, {WAIVE}"
    assert 1 == len(judged([WEAKER, of_waivers("unused")], unused).findings)


def test_a_waiver_is_met_only_where_all_that_the_finding_rests_on_is_waived() -> None:
    statements = [f"indicator: 吸烟率, target: {{2025: {figure}}}" for figure in ("20%", "21%", "22%")]
    some = [statements[0], f"{statements[1]}, {WAIVE}", statements[2]]
    found = told(judged([rule(ALIKE, "XX100"), of_waivers("unused")], *some).findings)
    assert ["warning XX100:county:smoking:2025", "warning XX900:county:smoking:2025"] == found


# Waivers on a plan's head

MISSING = rule("require: stated-below, judge: plan, against: superior-target-below", "XX200")
ABOVE = plan_text(
    "indicator: 吸烟率, target: {2025: 18%}, at: {table: 表}",
    "indicator: 健康素养水平, target: {2025: 25%}, at: {table: 表}",
    **REGION,
)


def of_plan(*waivers: str, policy: Policy | None = None) -> list[str]:
    """What is said of a county that states nothing, with these waivers on its head."""
    listed = ", ".join(f"{{rule: {waiver}, reason: 因}}" for waiver in waivers)
    corpus = a_corpus(plan_text(waive=f"[{listed}]"), context=[ABOVE])
    rules = [MISSING, *map(of_waivers, ("unused",))]
    found = judge(corpus, rules, policy or Policy(), TODAY).findings
    return [f"{finding.id}{' waived' * finding.waived}" for finding in found]


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        ("XX200, indicator: 吸烟率", ["XX200:county:literacy:to=region", "XX200:county:smoking:to=region waived"]),
        ("XX200, indicator: smoking", ["XX200:county:literacy:to=region", "XX200:county:smoking:to=region waived"]),
        ("XX200, indicator: 预期寿命",
         ["XX900:county:XX200_预期寿命", "XX200:county:literacy:to=region", "XX200:county:smoking:to=region"]),
        ("XX200", ["XX900:county:XX200", "XX200:county:literacy:to=region", "XX200:county:smoking:to=region"]),
    ],
)  # fmt: skip
def test_what_a_plan_leaves_out_is_waived_on_its_head_by_indicator(waiver: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(of_plan(waiver))


def test_whether_a_plans_waiver_is_used_is_not_said_of_what_may_be_stated_by_a_near_name() -> None:
    head = "[{rule: XX200, indicator: 吸烟率, reason: 因}]"
    near = plan_text("indicator: 烟草使用率, target: {2025: 18%}", waive=head)
    corpus = a_corpus(near, context=[ABOVE])
    found = told(judge(corpus, [MISSING, of_waivers("unused")], Policy(), TODAY).findings)
    assert ["warning XX200:county:literacy:to=region"] == found


def test_what_is_said_of_a_plan_alone_is_waived_without_an_indicator() -> None:
    known = rule("require: known-jurisdiction, judge: plan", "XX300")
    text = plan_text(jurisdiction="150799", waive="[{rule: XX300, reason: 因}]")
    (finding,) = judge(a_corpus(text), [known], Policy(), TODAY).findings
    assert (True, "因") == (finding.waived, finding.waiver and finding.waiver.reason)


# The ratchet


def accepted(*gaps: str | None, finding: str = ID, unit: str = "%") -> Policy:
    """A ratchet that accepts a finding with each of these gaps."""
    return Policy(
        accepted=tuple(
            Acceptance(finding, None if gap is None else Fraction(gap), unit, "r.yaml", Span(n, 1, n, 2))
            for n, gap in enumerate(gaps, 1)
        )
    )


def ratcheted(policy: Policy, *figures: str) -> tuple[list[tuple[str, bool, str]], list[str]]:
    """(figure, whether accepted, the narrower accepted gap) of each finding, and the state of each entry."""
    statements = [f"indicator: 吸烟率, target: {{2025: {figure}}}" for figure in figures]
    judgement = judged([DIMENSION, AFTER, of_ratchet()], *statements, policy=policy)
    found = [
        (f.meaning.statement.figure, f.accepted, "" if f.was is None else str(f.was))
        for f in judgement.findings
        if f.rule == "XX100" and f.meaning
    ]
    return found, [use.state for use in judgement.acceptances]


@pytest.mark.parametrize(
    ("policy", "figures", "expected"),
    [
        (accepted("2"), ["20%"], ([("20%", True, "")], ["found"])),
        (accepted("3"), ["20%"], ([("20%", True, "")], ["found"])),
        (accepted("1.5"), ["20%"], ([("20%", False, "3/2")], ["wider"])),
        (accepted("2", unit="‰"), ["20%"], ([("20%", False, "1/5")], ["wider"])),
        (accepted("20", unit="‰"), ["20%"], ([("20%", True, "")], ["found"])),
        (accepted("2", unit="岁"), ["20%"], ([("20%", False, "")], ["wider"])),
        (accepted(None), ["20%"], ([("20%", False, "")], ["wider"])),
        (accepted("2"), ["18%"], ([], ["stale"])),
        (accepted("2"), ["20岁"], ([], ["undecided"])),
        (accepted("2"), ["持续下降"], ([], ["undecided"])),
        (accepted("2", finding="XX100:other:smoking:2025"), ["20%"], ([("20%", False, "")], [])),
        (accepted("2", finding="XX100"), ["20%"], ([("20%", False, "")], [])),
        # Equal identities are told apart by their gaps, not by their order.
        (accepted("2", "4"), ["22%", "20%"], ([("22%", True, ""), ("20%", True, "")], ["found", "found"])),
        (accepted("2", "4"), ["20%", "22%"], ([("20%", True, ""), ("22%", True, "")], ["found", "found"])),
        (accepted("2", "4"), ["22%"], ([("22%", True, "")], ["found", "stale"])),
        (accepted("2", "3"), ["20%", "22%"], ([("20%", True, ""), ("22%", False, "3")], ["found", "wider"])),
        (accepted("2"), ["20%", "22%"], ([("20%", True, ""), ("22%", False, "")], ["found"])),
    ],
)
def test_each_entry_accepts_one_finding_that_is_no_wider(
    policy: Policy, figures: list[str], expected: tuple[list[tuple[str, bool, str]], list[str]]
) -> None:
    assert expected == ratcheted(policy, *figures)


def test_a_stale_entry_is_a_finding_at_its_line() -> None:
    statement = "indicator: 吸烟率, target: {2025: 18%}"
    (finding,) = judged([WEAKER, of_ratchet()], statement, policy=accepted("2")).findings
    assert (f"XX901:county:{ID.replace(':', '_').replace('=', '_')}", ID) == (
        finding.id,
        finding.message.zh.removeprefix("${indicator}"),
    )
    assert ("r.yaml", Span(1, 1, 1, 2)) == (finding.primary.file, finding.primary.span)


@pytest.mark.parametrize("policy", OFF.values(), ids=OFF)
def test_whether_a_finding_of_a_rule_that_is_off_was_mended_can_not_be_said(policy: Policy) -> None:
    off = Policy(policy.severity_of, switched_off=policy.switched_off, accepted=accepted("2").accepted)
    rules = [of_ratchet()] if off.switched_off else [WEAKER, of_ratchet()]
    assert () == judged(rules, "indicator: 吸烟率, target: {2025: 18%}", policy=off).findings


def test_findings_of_a_mandatory_rule_are_never_accepted() -> None:
    policy = Policy(mandatory=frozenset(("XX100",)), accepted=accepted("2").accepted)
    assert ([("20%", False, "")], ["forbidden"]) == ratcheted(policy, "20%")
    assert ([], ["stale"]) == ratcheted(policy, "18%")


def test_an_entry_whose_rule_became_mandatory_is_not_reported_as_mended() -> None:
    policy = Policy(mandatory=frozenset(("XX100",)), accepted=accepted("2").accepted)
    found = judged([WEAKER, of_ratchet()], "indicator: 吸烟率, target: {2025: 20%}", policy=policy).findings
    assert [f"warning {ID}"] == told(found)


def test_a_waived_finding_needs_no_entry() -> None:
    statement = f"indicator: 吸烟率, target: {{2025: 20%}}, {WAIVE}"
    (use,) = judged([WEAKER], statement, policy=accepted("2")).acceptances
    assert "stale" == use.state


def test_an_accepted_finding_still_silences_what_rests_on_it() -> None:
    figure = "indicator: 吸烟率, target: {2025: 20岁}"
    policy = accepted(None, finding="XX001:county:smoking:2025", unit="")
    found = judged([DIMENSION, AFTER], figure, policy=policy)
    assert [("XX001", True)] == [(finding.rule, finding.accepted) for finding in found.findings]
    assert ["spoiled:XX001"] == [item.reason for item in found.not_comparable]
