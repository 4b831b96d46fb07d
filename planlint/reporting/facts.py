"""What a rule asks, fact by fact: `planlint explain` and the rule book tell the same."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from planlint.frozen import frozen
from planlint.judging.joins import HELD_THE_SAME, JOINS, SAME
from planlint.judging.relations import RELATIONS
from planlint.judging.rule import Rule
from planlint.reporting.wording import SEVERITY
from planlint.words import Words


@frozen()
class Fact:
    """One thing that a rule says of itself."""

    label: Words
    words: tuple[Words, ...]
    """The words of the rule's file; severities in both languages."""
    of: str = ""
    """What the words are values of: a condition such as `superior.nature`, an option."""
    gloss: str = ""
    """What the join or relation of that name says of itself, in English."""
    are_rules: bool = False
    """Whether the words are ids of rules."""


def facts(rule: Rule) -> Iterator[Fact]:
    """What a rule asks but for its options; nothing of what it leaves open."""
    severity = Words("严重程度", "severity")
    if rule.severity is not None:
        yield Fact(severity, (SEVERITY[rule.severity],))
    else:
        yield Fact(severity, tuple(_by_value(rule)), of=rule.severity_by or "")
    yield Fact(Words("判断", "judges"), _alike([rule.judge]))
    if rule.against:
        yield Fact(Words("对照", "against"), _alike([rule.against]), gloss=_gloss(JOINS[rule.against]))
    held = {*rule.same, *HELD_THE_SAME.get(rule.against or "", ())}
    if held:
        yield Fact(Words("相同", "the same"), _alike(word for word in SAME if word in held))
    for condition, wanted in rule.when.items():
        yield Fact(Words("只当", "only when"), _alike(wanted), of=condition)
    relation = RELATIONS[rule.require].relation
    yield Fact(Words("要求", "requires"), _alike([rule.require]), gloss=_gloss(relation))
    if rule.after:
        yield Fact(Words("先行规则", "after"), _alike(rule.after), are_rules=True)
    if rule.since:
        yield Fact(Words("始于", "since"), _alike([rule.since]))


def options(rule: Rule) -> Iterator[Fact]:
    """The options that a project can set, each with its value here."""
    for option, value in rule.settable.items():
        yield Fact(Words("参数", "option"), _alike([value]), of=option)


def _by_value(rule: Rule) -> Iterator[Words]:
    for value, severity in rule.severities.items():
        asked = Words("其余", "otherwise") if value == "default" else Words(value, value)
        given = SEVERITY[severity]
        yield Words(f"{asked.zh} → {given.zh}", f"{asked.en} → {given.en}")


def _alike(words: Iterable[str]) -> tuple[Words, ...]:
    return tuple(Words(word, word) for word in words)


def _gloss(function: object) -> str:
    """What a join or relation says of itself first."""
    return (inspect.getdoc(function) or "").split("\n\n")[0]
