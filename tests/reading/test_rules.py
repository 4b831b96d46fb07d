"""Rule files to rules: a closed vocabulary, and every word outside it located."""

from __future__ import annotations

import pytest

from planlint.judging.rule import Rule
from planlint.reading.document import Document
from planlint.reading.rules import joint_faults, read_rule, waits_for_itself
from planlint.words import Words
from tests.builders import a_rule, document, said_of

MESSAGE = "message: {zh: 甲, en: A}, why: {zh: 因, en: because}"
SOUND = "id: PL999, name: some-rule, judge: target, require: dated, severity: note"


def faults_of(head: str, message: str = MESSAGE) -> list[str]:
    rule, faults = read_rule(document(f"rule: {{{head}, {message}}}"))
    assert (rule is None) == bool(faults)
    return said_of(faults)


def read(*heads: str) -> list[tuple[Rule, Document]]:
    found = []
    for number, head in enumerate(heads, 1):
        text = document(f"rule: {{{head}, {MESSAGE}}}", f"{number}.yaml")
        rule, faults = read_rule(text)
        assert rule is not None, faults
        found.append((rule, text))
    return found


def joint(*heads: str) -> list[str]:
    return [f"{fault.file} {said}" for fault in joint_faults(read(*heads)) for said in said_of([fault])]


def test_all_that_a_rule_can_say() -> None:
    ((rule, _),) = read(
        "id: PL201, name: target-weaker, judge: target, against: nearest-superior, same: [year, indicator],"
        " when: {superior.nature: 约束性, judged.where: [table, prose]}, require: at-least-as-strict, after: [PL101],"
        " severity: {by: superior.nature, 约束性: error, 预期性: warning, 指导性: note, default: note}"
    )
    assert rule == Rule(
        id="PL201",
        name="target-weaker",
        judge="target",
        against="nearest-superior",
        same=("year", "indicator"),
        when={"superior.nature": ("约束性",), "judged.where": ("table", "prose")},
        require="at-least-as-strict",
        options={},
        severity=None,
        severity_by="superior.nature",
        severities={"约束性": "error", "预期性": "warning", "指导性": "note", "default": "note"},
        after=("PL101",),
        message=Words("甲", "A"),
        why=Words("因", "because"),
        file="1.yaml",
    )


def test_a_severity_without_a_guiding_one_takes_the_default() -> None:
    severity = "severity: {by: judged.nature, 约束性: error, 预期性: warning, default: note}"
    rule = a_rule(f"id: PL999, judge: target, require: dated, {severity}")
    assert {"约束性": "error", "预期性": "warning", "指导性": "note", "default": "note"} == rule.severities


def test_rules_that_say_the_same_are_the_same_wherever_they_stand() -> None:
    (one, _), (other, _), (third, _) = read(SOUND, SOUND, SOUND.replace("note", "error"))
    assert one.same_as(other)
    assert not one.same_as(third)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("target", "tarket"),
            "“tarket” is not one of ",
        ),
        (("require: dated", "require: datet"), "“datet” is not one of "),
        (("require: dated", "require: dated, against: superior"), "“superior” is not one of "),
        (("require: dated", "require: dated, same: [colour]"), "“colour” is not one of "),
        (("require: dated", "require: dated, same: [year]"), "without against there is nothing to be the same"),
        (("require: dated", "require: not-worse-than, against: own-baseline, same: [part, year]"),
         "what “own-baseline” compares never has the same year; it can take indicator, population, place, part"),
        (("require: dated", "require: near-alike, against: near-indicator, same: [indicator]"),
         "what “near-indicator” compares never has the same indicator; it can take population, "),
        (("require: dated", "require: unit-printed, against: same-table, options: {share: 1, least: 1}, same: [part]"),
         "“same-table” takes no same"),
        (("require: dated", "require: dated, when: {judged.colour: red}"), "“judged.colour” is not one of "),
        (("require: dated", "require: dated, when: {judged.where: tabel}"),
         "“tabel” is not one of prose, table; did you mean table?"),
        (("require: dated", "require: dated, when: {judged.where: [prose, 表]}"), "“表” is not one of prose, table"),
        (("require: dated", "require: dated, when: {judged.nature: 约东性}"),
         "“约东性” is not one of 指导性, 约束性, 预期性; did you mean 约束性"),
        (("require: dated", "require: dated, when: {judged.nature: 约束}"), "“约束” is not one of 指导性, 约束性, 预期性; "),
        (("require: dated", "require: dated, when: {superior.nature: 约束性}"), "without against there is no superior"),
        (("judge: target, require: dated",
          "judge: plan, require: stated-below, against: superior-target-below, when: {judged.nature: 约束性}"),
         "a rule that judges “plan” has no judged.nature"),
        (("severity: note", "severity: {by: colour, 约束性: note, 预期性: note, default: note}"), "“colour” is not one of "),
        (("judge: target", "judge: file"), "“dated” can't judge “file”, only baseline, past_target, statement, target"),
        (("require: dated", "require: dated, against: same-plan"), "“dated” is held against nothing"),
        (("require: dated", "require: nature-kept"), "“nature-kept” needs against: "),
        (
            ("require: dated", "require: nature-kept, against: same-plan"),
            "“nature-kept” needs against: ",
        ),
        (("require: dated", "require: dated, options: {colour: red}"), "“dated” takes no options"),
        (("require: dated", "require: unit-printed, against: same-table, options: {share: 1, least: 1, leest: 1}"),
         "“leest” is not one of least, share; did you mean least?"),
        (("judge: target, require: dated", "judge: file, require: sound-file"), "options.fault is missing"),
    ],
)  # fmt: skip
def test_a_rule_outside_the_vocabulary_is_a_fault(change: tuple[str, str], expected: str) -> None:
    (found,) = faults_of(SOUND.replace(*change))
    assert expected in found


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("${figure} $$ 5", []),
        ("${figur}", ["1:97 PL004 “figur” is not one of "]),
        ("5 $", ["1:97 PL004 wrong use of “$”: write ${name}, or $$"]),
    ],
)
def test_a_message_names_what_there_is_to_name(message: str, expected: list[str]) -> None:
    found = faults_of(SOUND, f"message: {{zh: '{message}', en: A}}, why: {{zh: 因, en: because}}")
    assert len(expected) == len(found)
    assert all(said.startswith(start) for said, start in zip(found, expected, strict=True))


def test_the_wrong_word_of_several_is_the_one_located() -> None:
    sound = SOUND.replace("require: dated", "require: scope-kept, against: nearest-superior")
    (found,) = faults_of(sound + ", same: [year, colour, indicator]")
    assert found.startswith("1:128 PL004 “colour” is not one of indicator, part, place, population, year")


def test_all_faults_are_reported_at_once() -> None:
    text = SOUND.replace("target", "x").replace("dated", "y") + ", against: z, same: [w]"
    assert 4 == len(faults_of(text))


def test_faults_of_the_form_come_without_a_rule() -> None:
    assert ["1:7 PL004 rule lacks “severity”"] == faults_of(SOUND.replace(", severity: note", ""))


def test_an_id_used_twice_is_a_fault() -> None:
    expected = "2.yaml 1:12 PL004 PL999 is used by 1.yaml too"
    assert [expected] == joint(SOUND, SOUND)


def test_a_name_used_twice_is_a_fault() -> None:
    expected = "2.yaml 1:25 PL004 PL999 is named some-rule too"
    assert [expected] == joint(SOUND, SOUND.replace("PL999", "PL998"))


def test_a_prerequisite_must_be_there() -> None:
    expected = "1.yaml 1:91 PL004 no rule “PL989”; did you mean PL999?"
    assert [expected] == joint(SOUND + ", after: [PL989]")


def test_prerequisites_in_a_circle_are_faults() -> None:
    first = SOUND + ", after: [PL998]"
    second = SOUND.replace("PL999, name: some", "PL998, name: other") + ", after: [PL997, PL999]"
    third = SOUND.replace("PL999, name: some", "PL997, name: third")
    expected = [
        "1.yaml 1:90 PL004 the prerequisites run in a circle",
        "2.yaml 1:91 PL004 the prerequisites run in a circle",
    ]
    assert expected == joint(first, second, third)


def test_a_rule_after_itself_waits_for_itself() -> None:
    ((rule, _),) = read(SOUND + ", after: [PL999]")
    assert waits_for_itself(rule, {rule.id: rule})


def test_a_rule_after_rules_in_a_circle_does_not_wait_for_itself() -> None:
    rule = a_rule("id: PL991, judge: target, require: dated, severity: note, after: [PL992, PL990]")
    one = a_rule("id: PL992, judge: target, require: dated, severity: note, after: [PL993]")
    other = a_rule("id: PL993, judge: target, require: dated, severity: note, after: [PL992]")
    by_id = {r.id: r for r in (rule, one, other)}
    assert [False, True, True] == [waits_for_itself(r, by_id) for r in (rule, one, other)]
