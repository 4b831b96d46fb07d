"""Rule files to rules, every fault located."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planlint.judging.rule import Rule
from planlint.model import YamlPath
from planlint.reading.acceptance import Plain, told
from planlint.reading.document import Document, Fault, node_at
from planlint.reading.known import KnownDocument
from planlint.words import Words, did_you_mean


def read_rule(document: Document) -> tuple[Rule | None, tuple[Fault, ...]]:
    """The rule of a document, or None and every fault of its form and vocabulary."""
    form, faults = told(document)
    if form is None:
        return None, faults
    rule = _rule(form["rule"], document.file)
    if isinstance(document, KnownDocument):
        return rule, ()
    found = tuple(_fault(document, ("rule", *path), words) for path, words in rule.form_faults())
    return (None, found) if found else (rule, ())


def _rule(head: Plain, file: str) -> Rule:
    severity = head["severity"]
    by = severity if isinstance(severity, dict) else None
    return Rule(
        id=head["id"],
        name=head["name"],
        judge=head["judge"],
        against=head.get("against"),
        same=tuple(head.get("same", ())),
        when={
            key: (value,) if isinstance(value, str) else tuple(value)
            for key, value in head.get("when", {}).items()
        },
        require=head["require"],
        options=dict(head.get("options", {})),
        severity=None if by else severity,
        severity_by=by["by"] if by else None,
        severities={
            "约束性": by["约束性"],
            "预期性": by["预期性"],
            "指导性": by["指导性"] if "指导性" in by else by["default"],
            "default": by["default"],
        }
        if by
        else {},
        after=tuple(head.get("after", ())),
        message=Words(head["message"]["zh"], head["message"]["en"]),
        why=Words(head["why"]["zh"], head["why"]["en"]),
        file=file,
        since=head.get("since"),
    )


def joint_faults(rules: Iterable[tuple[Rule, Document]]) -> Iterator[Fault]:
    """Ids or names used twice, prerequisites that nobody defines, and prerequisites in a circle."""
    rules = tuple(rules)
    by_id: dict[str, Rule] = {}
    by_name: dict[str, Rule] = {}
    for rule, document in rules:
        first = by_id.setdefault(rule.id, rule)
        if first is not rule:
            yield _fault(
                document,
                ("rule", "id"),
                Words(f"编号 {rule.id} 已用于 {first.file}", f"{rule.id} is used by {first.file} too"),
            )
        namesake = by_name.setdefault(rule.name, rule)
        if namesake.id != rule.id:
            yield _fault(
                document,
                ("rule", "name"),
                Words(f"名称 {rule.name} 已用于 {namesake.id}", f"{namesake.id} is named {rule.name} too"),
            )
    for rule, document in rules:
        for index, other in enumerate(rule.after):
            if other not in by_id:
                hint = did_you_mean(other, by_id)
                words = Words(f"没有规则“{other}”{hint.zh}", f"no rule “{other}”{hint.en}")
                yield _fault(document, ("rule", "after", index), words)
        if waits_for_itself(rule, by_id):
            words = Words("先行规则成环", "the prerequisites run in a circle")
            yield _fault(document, ("rule", "after"), words)


def waits_for_itself(rule: Rule, by_id: Mapping[str, Rule]) -> bool:
    """Whether a rule is, over others, its own prerequisite: it can't be applied."""
    seen: set[str] = set()
    waiting = list(rule.after)
    while waiting:
        current = waiting.pop()
        if current == rule.id:
            return True
        if current not in seen and current in by_id:
            seen.add(current)
            waiting.extend(by_id[current].after)
    return False


def _fault(document: Document, path: YamlPath, problem: Words) -> Fault:
    assert document.top is not None
    return Fault("PL004", document.file, node_at(document.top, path).span, problem)
