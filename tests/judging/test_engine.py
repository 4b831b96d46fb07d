"""The engine: rules in order, prerequisites, severities, waivers, messages, and findings told once."""

from __future__ import annotations

from datetime import date

import pytest

from planlint.configuration import Config
from planlint.findings import Place
from planlint.judging.engine import judge
from planlint.judging.policy import Policy
from planlint.judging.rule import Rule
from planlint.model import Span
from planlint.project import load
from tests.builders import REGION, a_corpus, a_rule, judged_by, plan_text, told

LINE = "require: sourced, judge: statement"
STRICT = "require: at-least-as-strict, judge: target, against: nearest-superior, same: [indicator, population, year]"
ALIKE = "require: targets-alike, judge: target, against: same-plan"


def rule(head: str, id: str = "XX100", severity: str = "warning", message: str = "${indicator}") -> Rule:
    return a_rule(f"id: {id}, name: rule-{id.lower()}, {head}, severity: {severity}", message)


def findings(
    of: Rule | list[Rule], *statements: str, above: str = "", today: date | None = None
) -> list[str]:
    rules = [of] if isinstance(of, Rule) else of
    corpus = a_corpus(plan_text(*statements), context=[plan_text(above, **REGION)] if above else [])
    return told(judge(corpus, rules, today=today).findings)


def unjudged(of: list[Rule], *statements: str) -> list[str]:
    return [
        f"{item.rule} {item.indicator} {item.year} {item.reason}"
        for item in judged_by(of, plan_text(*statements)).not_comparable
    ]


def said(message: str, *statements: str, head: str = LINE, above: str = "") -> list[tuple[str, str]]:
    corpus = a_corpus(
        plan_text(*statements), context=[plan_text(above, **REGION, title="区规划")] if above else []
    )
    return [tuple(finding.message) for finding in judge(corpus, [rule(head, message=message)]).findings]


# Findings


def test_a_failing_case_is_a_finding_with_its_place() -> None:
    corpus = a_corpus(plan_text("indicator: 吸烟率, target: {2025: '20'}"))
    (plan,), (meaning,) = corpus.judged, corpus.meanings(corpus.judged[0])
    (finding,) = judge(corpus, [rule(LINE)]).findings
    assert ("XX100:county:smoking:2025", "XX100", "rule-xx100", "warning", False) == (
        finding.id, finding.rule, finding.name, finding.severity, finding.waived,
    )  # fmt: skip
    assert Place("1.yaml", Span(8, 35, 8, 39), plan, meaning) == finding.primary
    assert ((), plan, meaning, None) == (finding.related, finding.plan, finding.meaning, finding.gap)


def test_a_comparison_names_its_partner_and_what_else_the_superior_says() -> None:
    above = "indicator: 吸烟率, target: {2025: ['18', '19']}"
    corpus = a_corpus(
        plan_text("indicator: 吸烟率, target: {2025: '20'}"), context=[plan_text(above, **REGION)]
    )
    (finding,) = judge(corpus, [rule(STRICT)]).findings
    assert "XX100:county:smoking:2025:to=region" == finding.id
    assert ["18", "19"] == [place.meaning.statement.figure for place in finding.related if place.meaning]
    assert (2, "%") == (finding.gap, finding.unit)


def test_a_finding_on_a_plan_stands_at_its_head() -> None:
    below = rule("require: stated-below, judge: plan, against: superior-target-below")
    corpus = a_corpus(plan_text(), context=[plan_text("indicator: 吸烟率, target: {2025: '18'}", **REGION)])
    (finding,) = judge(corpus, [below]).findings
    assert ("XX100:county:smoking:to=region", Span(2, 7, 2, 13)) == (finding.id, finding.primary.span)
    assert ["region"] == [place.plan.id for place in finding.related if place.plan]


def test_a_finding_on_several_plans_names_the_head_of_each() -> None:
    only = rule("require: only-plan, judge: plan")
    (finding,) = judged_by(only, plan_text(), plan_text(id="twin")).findings
    assert ("1.yaml", ["2.yaml"]) == (finding.primary.file, [place.file for place in finding.related])


def test_a_finding_on_a_file_stands_where_its_fault_does() -> None:
    sound = rule("require: sound-file, judge: file, options: {fault: PL005}")
    (finding,) = judged_by(sound, plan_text(), "x: 1").findings
    assert ("XX100:2.yaml", Place("2.yaml", Span(1, 1, 1, 2), None, None)) == (finding.id, finding.primary)


def test_findings_stand_in_the_order_of_files_and_lines() -> None:
    both = [rule(LINE, "XX200"), rule(LINE, "XX100")]
    one = plan_text("indicator: 管理率, target: {2025: '1'}", "indicator: 吸烟率, target: {2025: '1'}")
    other = plan_text("indicator: 吸烟率, target: {2025: '1'}", **REGION)
    expected = [
        "warning XX100:county:managed:2025",
        "warning XX200:county:managed:2025",
        "warning XX100:county:smoking:2025",
        "warning XX200:county:smoking:2025",
        "warning XX100:region:smoking:2025",
        "warning XX200:region:smoking:2025",
    ]
    assert expected == told(judged_by(both, one, other).findings)


def test_equal_identities_are_told_apart_by_an_ordinal() -> None:
    found = findings(rule(LINE), *(f"indicator: 吸烟率, target: {{2025: '{value}'}}" for value in (1, 2, 3)))
    identity = "warning XX100:county:smoking:2025"
    assert [identity, f"{identity}:2", f"{identity}:3"] == found


def test_one_fault_said_twice_is_one_finding_with_both_places() -> None:
    corpus = a_corpus(
        plan_text("indicator: 吸烟率, target: {2025: ['20', '20', '21']}"),
        context=[plan_text("indicator: 吸烟率, target: {2025: '18'}", **REGION)],
    )
    found = judge(corpus, [rule(STRICT)]).findings
    assert [("20", ["18", "20"]), ("21", ["18"])] == [
        (f.meaning.statement.figure, [p.meaning.statement.figure for p in f.related if p.meaning])
        for f in found
        if f.meaning
    ]


# What a rule looks at


def test_a_condition_leaves_out_what_it_does_not_name() -> None:
    when = "when: {superior.nature: 约束性, judged.where: [prose]}"
    statements = [
        "indicator: 吸烟率, target: {2025: '20'}",
        "indicator: 吸烟率, target: {2025: '21'}, at: {table: 表}",
        "indicator: 管理率, target: {2025: '1'}",
    ]
    above = "indicator: [吸烟率, 管理率], target: {2025: '18'}, nature: 约束性"
    expected = ["warning XX100:county:smoking:2025:to=region", "warning XX100:county:managed:2025:to=region"]
    assert expected == findings(rule(f"{STRICT}, {when}"), *statements, above=above)
    assert [] == findings(rule(f"{STRICT}, {when}"), *statements, above=above.replace("约束", "预期"))


def test_a_severity_by_a_superior_that_is_not_there_is_the_default() -> None:
    of = a_rule(f"id: XX100, {LINE}, {BY}")
    assert ["note XX100:county:smoking:2025"] == findings(of, "indicator: 吸烟率, target: '1'")


BY = "severity: {by: superior.nature, 约束性: error, 预期性: warning, 指导性: note, default: note}"


@pytest.mark.parametrize(
    ("nature", "severity"),
    [("约束性", "error"), ("预期性", "warning"), ("引导性", "note"), ("其他", "note")],
)
def test_a_severity_follows_the_superiors_nature(nature: str, severity: str) -> None:
    of = a_rule(f"id: XX100, {STRICT}, {BY}")
    above = f"indicator: 吸烟率, target: {{2025: '18'}}, nature: {nature}"
    expected = [f"{severity} XX100:county:smoking:2025:to=region"]
    assert expected == findings(of, "indicator: 吸烟率, target: {2025: '20'}", above=above)


def test_a_difference_of_strictness_alone_is_a_note_in_every_rule() -> None:
    found = findings(
        rule(STRICT, severity="error"),
        "indicator: 吸烟率, target: {2025: ≤18}",
        above="indicator: 吸烟率, target: {2025: ＜18}",
    )
    assert ["note XX100:county:smoking:2025:to=region"] == found


@pytest.mark.parametrize(
    ("severity", "lighter"), [("error", "warning"), ("warning", "note"), ("note", "note")]
)
def test_a_lesser_failure_is_one_severity_lower(severity: str, lighter: str) -> None:
    of = rule("require: not-worse-than, judge: target, against: own-baseline", severity=severity)
    found = findings(of, "indicator: 婴儿死亡率, target: {2025: '5'}, baseline: {2020: '0'}")
    assert [f"{lighter} XX100:county:infant:2025"] == found


def test_a_project_may_change_a_severity_but_not_what_is_a_note() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 吸烟率, target: {2025: ['20', '21']}", "indicator: 管理率, target: {2025: ['5', ＞5]}"
        )
    )
    found = judge(corpus, [rule(ALIKE)], Policy(lambda *_: "error")).findings
    assert ["error XX100:county:smoking:2025", "note XX100:county:managed:2025"] == told(found)


# Prerequisites


UNREADABLE = rule("require: readable, judge: statement", "XX001")


def after(head: str, severity: str = "warning") -> Rule:
    return rule(f"{head}, after: [XX001]", severity=severity)


@pytest.mark.parametrize("every_case", [False, True])
def test_of_a_total_only_what_compares_no_figures_is_judged_across_levels(every_case: bool) -> None:
    kept = rule(STRICT.replace("at-least-as-strict", "nature-kept"), "XX200")
    both = "indicator: [床位数, 管理率], target: {{2025: '{}'}}, nature: {}"
    corpus = a_corpus(
        plan_text(both.format(5, "预期性")), context=[plan_text(both.format(9, "约束性"), **REGION)]
    )
    expected = {"XX100": ["managed"], "XX200": ["beds", "managed"]}
    found = judge(corpus, [rule(STRICT), kept], every_case=every_case).findings
    assert expected == {
        id: sorted(f.meaning.reading.subject[0] or "" for f in found if f.rule == id and f.meaning)
        for id in expected
    }


def test_what_a_prerequisite_found_silences_the_statement() -> None:
    rules = [after(LINE), UNREADABLE]
    found = findings(
        rules, "indicator: 吸烟率, target: {2025: 乱写一气}", "indicator: 管理率, target: {2025: '1'}"
    )
    assert ["warning XX001:county:smoking:2025", "warning XX100:county:managed:2025"] == found


def test_a_silenced_comparison_is_listed_with_its_prerequisite() -> None:
    dimension = rule("require: right-dimension, judge: statement", "XX001")
    statements = "indicator: 吸烟率, target: {2025: 20岁}, baseline: {2020: '5'}"
    worse = after("require: not-worse-than, judge: target, against: own-baseline")
    assert ["XX100 smoking 2025 spoiled:XX001"] == unjudged([dimension, worse], statements)


def test_a_partner_that_a_prerequisite_found_silences_the_pair() -> None:
    result = rule("require: is-result, judge: baseline", "XX001")
    worse = after("require: not-worse-than, judge: target, against: own-baseline")
    statements = "indicator: 吸烟率, target: {2025: '20'}, baseline: {2020: ≤5}"
    assert ["XX100 smoking 2025 spoiled:XX001"] == unjudged([result, worse], statements)
    assert ["warning XX001:county:smoking:2020"] == findings([result, worse], statements)


def test_a_member_that_a_prerequisite_found_leaves_the_group() -> None:
    dimension = rule("require: right-dimension, judge: statement", "XX001")
    three = "indicator: 吸烟率, target: {2025: ['20', 20岁, '22']}"
    corpus = a_corpus(plan_text(three))
    (finding,) = [f for f in judge(corpus, [dimension, after(ALIKE)]).findings if f.rule == "XX100"]
    assert ["22"] == [place.meaning.statement.figure for place in finding.related if place.meaning]
    two = "indicator: 吸烟率, target: {2025: ['20', 20岁]}"
    assert [] == unjudged([dimension, after(ALIKE)], two)


def rows_found(row: str) -> list[tuple[str, ...]]:
    """What rules of units say of a row: the rule, and every figure that the finding rests on."""
    rules = [
        rule("require: plausible-scale, judge: statement", "XX001", message="${figure}"),
        rule("require: same-unit-in-cell, judge: statement", "XX002", message="${figure}"),
        rule("require: conventional-scale, judge: statement, after: [XX001, XX002]"),
    ]
    return [
        (f.rule, *(place.meaning.statement.figure for place in (f.primary, *f.related) if place.meaning))
        for f in judge(a_corpus(plan_text(row)), rules).findings
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("unit: '%', target: {2025: '12'}, baseline: {2020: '4.1', 2015: —}", [("XX001", "12", "4.1", "—")]),
        ("unit: '%', target: {2025: '12'}, baseline: {2020: '0.1', 2015: '95'}",
         [("XX001", "12", "0.1"), ("XX001", "95", "12", "0.1")]),
        ("unit: '%', target: {2025: '4'}, baseline: {2020: '5'}", [("XX100", "4", "5")]),
        ("unit: ‰, target: {2025: '500'}, baseline: {2020: '4.1'}", [("XX001", "500")]),
        ("unit: ‰, target: {2025: '500'}, baseline: {2020: '400'}", [("XX001", "500", "400")]),
        ("unit: '%', target: {2025: 4‰}, baseline: {2020: '5'}", [("XX002", "4‰", "5")]),
        ("unit: ‰, target: {2025: 4%}, baseline: {2020: '5'}", [("XX002", "4%")]),
    ],
)  # fmt: skip
def test_a_unit_that_is_wrong_for_a_whole_row_is_one_finding(
    row: str, expected: list[tuple[str, ...]]
) -> None:
    assert expected == rows_found(f"indicator: 婴儿死亡率, {row}")


def test_a_unit_that_others_show_to_be_wrong_is_one_finding() -> None:
    corpus = a_corpus(
        plan_text(
            "indicator: 婴儿死亡率, unit: '%', baseline: {2020: '2.51'}, target: {2025: 4.5以下}",
            "indicator: 5岁以下儿童死亡率, unit: ‰, baseline: {2020: '5.39'}, target: {2025: 5.3以下}",
        ),
        context=[plan_text("indicator: 婴儿死亡率, target: {2025: ≤5‰}", **REGION)],
    )
    found = [f for f in judge(corpus, load([], Config()).rules).findings if f.severity != "note"]
    assert [("PL102", ["4.5以下", "≤5‰", "2.51"])] == [
        (f.rule, [place.meaning.statement.figure for place in (f.primary, *f.related) if place.meaning])
        for f in found
    ]


@pytest.mark.parametrize(
    ("row", "off", "expected"),
    [
        ("unit: ‰, target: {2025: ≤50%}", (), [("PL103", "≤50%")]),
        ("unit: ‰, target: {2025: ≤50%}", ("PL103",), [("PL102", "≤50%")]),
        ("unit: ‰, target: {2025: '500'}", (), [("PL102", "500")]),
        ("unit: '%', baseline: {2020: '50'}, target: {2025: ≤49‰}", (), [("PL103", "≤49‰", "50")]),
    ],
)
def test_a_cell_that_contradicts_its_column_is_one_finding_though_its_value_cannot_occur(
    row: str, off: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    rules = load([], Config()).rules
    corpus = a_corpus(plan_text(f"indicator: 婴儿死亡率, {row}"))
    policy = Policy(lambda rule_id, _file: "off" if rule_id in off else None)
    found = [f for f in judge(corpus, rules, policy).findings if f.severity != "note"]
    assert expected == [
        (f.rule, *(place.meaning.statement.figure for place in (f.primary, *f.related) if place.meaning))
        for f in found
    ]


@pytest.mark.parametrize(("head", "year"), [("require: at-most-whole", 2025), ("require: in-its-time", 2015)])
def test_one_figure_for_two_indicators_has_one_fault(head: str, year: int) -> None:
    row = f"indicator: [健康素养水平, 吸烟率], target: {{{year}: 105%}}"
    (finding,) = judge(a_corpus(plan_text(row)), [rule(f"{head}, judge: statement")]).findings
    assert ["吸烟率"] == [place.meaning.statement.name for place in finding.related if place.meaning]


def test_what_was_worked_out_from_a_figure_that_a_prerequisite_found_is_silenced() -> None:
    change = "indicator: 婴儿死亡率, target: {2025: 比2020年降低10%}, baseline: {2020: 40%}"
    scale = rule("require: plausible-scale, judge: statement", "XX001")
    strict = after(STRICT)
    corpus = a_corpus(
        plan_text(change), context=[plan_text("indicator: 婴儿死亡率, target: {2025: 5‰}", **REGION)]
    )
    assert ["spoiled:XX001"] == [n.reason for n in judge(corpus, [scale, strict]).not_comparable]


def test_a_neighbour_that_a_prerequisite_found_keeps_its_form() -> None:
    rows = [
        f"indicator: 管理率, unit: '%', target: {{2025: {sign}30}}, at: {{table: 表}}" for sign in ("≥",) * 3
    ]
    wrong = "indicator: 吸烟率, target: {2025: ≤20岁}, at: {table: 表}"
    bare = "indicator: 健康素养水平, target: {2025: '30'}, at: {table: 表}"
    dimension = rule("require: right-dimension, judge: statement", "XX001")
    sign = after(
        "require: sign-printed, judge: target, against: same-table, options: {share: 3/4, least: '4'}"
    )
    assert "warning XX100:county:literacy:2025" in findings([dimension, sign], *rows, wrong, bare)


def test_a_note_of_a_prerequisite_silences_nothing() -> None:
    light = rule("require: sourced, judge: statement", "XX001", severity="note")
    found = findings([light, after("require: dated, judge: target")], "indicator: 吸烟率, target: '20'")
    assert ["note XX001:county:smoking:2025", "warning XX100:county:smoking:2025"] == found


def test_a_prerequisite_that_is_not_applied_silences_nothing() -> None:
    assert 1 == len(findings(after(LINE), "indicator: 吸烟率, target: 乱写一气"))


# What can't be compared


def test_a_comparison_that_can_not_be_made_is_listed_and_why() -> None:
    found = unjudged([rule(ALIKE)], "indicator: 吸烟率, target: {2025: ['20', 逐步下降]}")
    assert ["XX100 smoking 2025 trend"] == found


def test_a_missing_indicator_that_may_be_there_by_another_name_is_listed() -> None:
    below = rule("require: stated-below, judge: plan, against: superior-target-below")
    corpus = a_corpus(
        plan_text("indicator: 烟草使用率, target: {2025: '20'}"),
        context=[plan_text("indicator: 吸烟率, target: {2025: '18'}", **REGION)],
    )
    (item,) = judge(corpus, [below]).not_comparable
    assert ("smoking", 2025, "near-name", None) == (item.indicator, item.year, item.reason, item.meaning)
    assert ["region", "county"] == [place.plan.id for place in item.related if place.plan]


def test_what_is_another_rules_matter_is_not_listed() -> None:
    scale = rule("require: same-scale, judge: target, against: nearest-superior")
    corpus = a_corpus(
        plan_text("indicator: 吸烟率, target: {2025: '20'}"),
        context=[plan_text("indicator: 吸烟率, target: {2025: '18'}", **REGION)],
    )
    assert () == judge(corpus, [scale]).not_comparable


def test_every_case_of_one_rule_is_shown_with_its_verdict() -> None:
    corpus = a_corpus(plan_text("indicator: 吸烟率, target: 乱写一气, baseline: {2020: '5'}, at: {line: 1}"))
    found = judge(corpus, [after(LINE), UNREADABLE], every_case=True).verdicts["XX100"]
    assert [("乱写一气", "spoiled:XX001"), ("5", "no-source")] == [
        (case.judged.statement.figure, verdict.reason) for case, verdict in found if case.judged
    ]


# Waivers


WAIVED = "waive: [{rule: XX100, reason: 因, until: 2026-06-30}]"


@pytest.mark.parametrize(
    ("waiver", "today", "waived"),
    [
        (WAIVED, date(2026, 6, 30), True),
        (WAIVED, date(2026, 7, 1), False),
        (WAIVED.replace(", until: 2026-06-30", ""), date(2999, 1, 1), True),
        (WAIVED.replace("XX100", "XX101"), date(2026, 1, 1), False),
    ],
)
def test_a_waived_finding_is_kept_and_marked(waiver: str, today: date, waived: bool) -> None:
    corpus = a_corpus(plan_text(f"indicator: 吸烟率, target: '20', {waiver}"))
    assert [waived] == [finding.waived for finding in judge(corpus, [rule(LINE)], today=today).findings]


@pytest.mark.parametrize(
    ("waiver", "expected"), [("", [(False, 1)]), (f", {WAIVED}", [(True, 1), (False, 1)])]
)
def test_a_fault_of_several_statements_is_one_finding_unless_one_of_them_is_waived(
    waiver: str, expected: list[tuple[bool, int]]
) -> None:
    own = plan_text(
        f"indicator: 管理率, target: {{2025: '90'}}{waiver}", "indicator: 管理率, target: {2025: '95'}"
    )
    above = plan_text("indicator: 管理率, target: {2025: '90'}, basis: 以乡镇为单位", **REGION)
    kept = rule("require: scope-kept, judge: target, against: nearest-superior, same: [indicator, year]")
    found = judge(a_corpus(own, context=[above]), [kept], today=date(2026, 1, 1)).findings
    related = [[p for p in f.related if p.plan is f.plan] for f in found]
    assert expected == [(f.waived, len(places)) for f, places in zip(found, related, strict=True)]


def test_a_finding_is_waived_where_all_that_it_rests_on_is() -> None:
    first, second = "indicator: 吸烟率, target: {2025: '20'}", "indicator: 吸烟率, target: {2025: '21'}"
    third = "indicator: 吸烟率, target: {2025: '22'}"

    def waived(*statements: str) -> list[bool]:
        found = judged_by(rule(ALIKE), plan_text(*statements), today=date(2026, 1, 1)).findings
        return [finding.waived for finding in found]

    assert [False] == waived(first, second)
    assert [True] == waived(f"{first}, {WAIVED}", second)
    assert [True] == waived(first, f"{second}, {WAIVED}")
    assert [False] == waived(first, f"{second}, {WAIVED}", third)


def test_a_superiors_waiver_waives_nothing_below() -> None:
    above = f"indicator: 吸烟率, target: {{2025: '18'}}, {WAIVED}"
    corpus = a_corpus(
        plan_text("indicator: 吸烟率, target: {2025: '20'}"), context=[plan_text(above, **REGION)]
    )
    assert [False] == [f.waived for f in judge(corpus, [rule(STRICT)], today=date(2026, 1, 1)).findings]


def test_a_finding_on_a_plan_is_not_waived_by_a_statement() -> None:
    below = rule("require: stated-below, judge: plan, against: superior-target-below")
    above = f"indicator: 吸烟率, target: {{2025: '18'}}, {WAIVED}"
    corpus = a_corpus(plan_text(), context=[plan_text(above, **REGION)])
    assert [False] == [f.waived for f in judge(corpus, [below], today=date(2026, 1, 1)).findings]


# Messages


SMOKING = (
    "indicator: 成人吸烟率, target: {2025: ≤20}, unit: '%', nature: 约束, basis: 以县为单位,"
    " at: {section: 一, line: 3}"
)


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        ("${plan} ${jurisdiction}", "规划 150724", "规划 150724"),
        ("${indicator}/${name}", "吸烟率/成人吸烟率", "Smoking/成人吸烟率"),
        ("${figure} ${unit} ${year} ${nature}", "≤20% % 2025 约束", "≤20% % 2025 约束"),
        ("${section} ${line} ${basis}", "一 3 以县为单位", "一 3 以县为单位"),
        ("${gap}|${detail}|${skipped}|${count}", "|||0", "|||0"),
        ("${figures}", "≤20%（第 3 行）", "≤20% (line 3)"),
        ("$$5 ${partner_name}", "$5 ${partner_name}", "$5 ${partner_name}"),
    ],
)
def test_a_message_names_what_was_found(message: str, zh: str, en: str) -> None:
    assert [(zh, en)] == said(message, SMOKING, head="require: is-result, judge: target")


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        (
            "${partner_plan} ${partner_jurisdiction} ${partner_name} ${partner_figure}",
            "区规划 150000 吸烟率 ≤18",
            "区规划 150000 吸烟率 ≤18",
        ),
        ("${partner_nature} ${partner_section} ${partner_line}", "预期性 二 9", "预期性 二 9"),
        (
            "${gap}${skipped}",
            "2 个百分点（呼伦贝尔市的规划未收录）",
            "2 percentage points (no plan of 呼伦贝尔市 is held)",
        ),
        ("${basis} ${count}", "以区为单位 1", "以区为单位 1"),
        ("${figures}", "≤20%（第 3 行）、≤18（第 9 行）", "≤20% (line 3), ≤18 (line 9)"),
    ],
)
def test_a_message_names_the_partner(message: str, zh: str, en: str) -> None:
    above = "indicator: 吸烟率, target: {2025: ≤18}, nature: 预期性, basis: 以区为单位, at: {section: 二, line: 9}"
    assert [(zh, en)] == said(message, SMOKING, head=STRICT, above=above)


def test_a_message_on_a_plan_names_the_superiors_indicator() -> None:
    below = "require: stated-below, judge: plan, against: superior-target-below"
    above = "indicator: 吸烟率, target: {2025: ≤18}"
    found = said("${plan} ${indicator} ${year} ${figures}", head=below, above=above)
    assert [("规划 吸烟率 2025 ≤18", "规划 Smoking 2025 ≤18")] == found


def test_a_name_that_looks_like_a_placeholder_stays_what_it_is() -> None:
    assert [("${figure}", "${figure}")] == said("${name}", "indicator: '${figure}', target: '20'")
