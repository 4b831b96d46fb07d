"""A rule as data, checked against the closed vocabulary of joins and relations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from string import Template
from typing import Literal, get_args

from planlint.frozen import frozen
from planlint.judging.joins import ASKED_THE_SAME, EXCEPTIONS, HELD_THE_SAME, JOINS, JUDGED, SAME
from planlint.judging.relations import RELATIONS
from planlint.model import Nature, YamlPath
from planlint.words import Words, did_you_mean

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From the lightest to the gravest."""

PLACEHOLDERS = frozenset(
    (
        "plan", "jurisdiction", "indicator", "name", "year", "figure", "unit", "nature", "section", "line",
        "partner_plan", "partner_jurisdiction", "partner_name", "partner_figure", "partner_nature",
        "partner_section", "partner_line", "figures", "gap", "detail", "skipped", "basis", "count",
    )
)  # fmt: skip
"""What a message can name."""

_ASKED: Mapping[str, tuple[str, ...]] = {"nature": get_args(Nature), "where": ("table", "prose")}
CONDITIONS: Mapping[str, tuple[str, ...]] = {
    f"{side}.{what}": values for what, values in _ASKED.items() for side in ("judged", "superior")
}
"""What `when` and a severity's `by` can ask, and the values that there are."""


@frozen()
class Rule:
    """Who is judged, against whom, what must hold, how bad, what to say, why."""

    id: str
    name: str
    judge: str
    against: str | None
    same: tuple[str, ...]
    when: Mapping[str, tuple[str, ...]]
    require: str
    options: Mapping[str, str]
    severity: Severity | None
    """None where it depends on `severity_by`."""
    severity_by: str | None
    severities: Mapping[str, Severity]
    """By the value of `severity_by`; `default` for the rest."""
    after: tuple[str, ...]
    message: Words
    why: Words
    file: str
    since: str | None = None
    """The version of planlint, or of the user's own rules, that it came with."""

    @property
    def settable(self) -> Mapping[str, str]:
        """The options that a project may set; which fault a rule reports is the rule itself."""
        return {} if self.judge in ("file", *EXCEPTIONS) else self.options

    def same_as(self, other: Rule) -> bool:
        """Whether both say the same, wherever they stand."""
        return replace(self, file="") == replace(other, file="")

    def form_faults(self) -> Iterator[tuple[YamlPath, Words]]:
        """Why the rule could never match, or names what nobody knows: (YAML path, problem)."""
        yield from _unknown(("judge",), self.judge, JUDGED)
        if self.against is not None:
            yield from _unknown(("against",), self.against, JOINS)
        for index, word in enumerate(self.same):
            yield from _unknown(("same", index), word, SAME)
        for word, values in self.when.items():
            yield from _unknown(("when", word), word, CONDITIONS)
            for index, value in enumerate(values if word in CONDITIONS else ()):
                yield from _unknown(("when", word, index), value, CONDITIONS[word])
        if self.severity_by is not None:
            yield from _unknown(("severity", "by"), self.severity_by, CONDITIONS)
        yield from _unknown(("require",), self.require, RELATIONS)
        yield from self._impossible()
        for lang, text in zip(("zh", "en"), self.message, strict=True):
            yield from _bad_placeholders(("message", lang), text)

    def _impossible(self) -> Iterator[tuple[YamlPath, Words]]:
        form = RELATIONS.get(self.require)
        if form is None or self.judge not in JUDGED:
            return
        if self.judge not in form.judges:
            allowed = sorted(form.judges)
            yield (
                ("judge",),
                Words(
                    f"“{self.require}”不能判断“{self.judge}”，只能判断 {'、'.join(allowed)}",
                    f"“{self.require}” can't judge “{self.judge}”, only {', '.join(allowed)}",
                ),
            )
        if self.against not in form.joins and (self.against is None or self.against in JOINS):
            joins = sorted(filter(None, form.joins))
            yield (
                ("against",) if self.against else ("require",),
                Words(
                    f"“{self.require}”须与 {'、'.join(joins)} 相比"
                    if joins
                    else f"“{self.require}”不与任何表述相比",
                    f"“{self.require}” needs against: {', '.join(joins)}"
                    if joins
                    else f"“{self.require}” is held against nothing",
                ),
            )
        yield from self._never_the_same()
        yield from self._never_met()
        for option in sorted(form.options - set(self.options)):
            yield ("require",), Words(f"缺少 options.{option}", f"options.{option} is missing")
        for option in sorted(form.numbers & set(self.options)):
            if not _NUMBER.fullmatch(self.options[option]):
                text = self.options[option]
                yield (
                    ("options", option),
                    Words(f"“{text}”应为不为负的数字", f"“{text}” should be a number that is not negative"),
                )
        for option in sorted(set(self.options) - form.options):
            if form.options:
                yield from _unknown(("options", option), option, form.options)
            else:
                words = Words(f"“{self.require}”没有参数", f"“{self.require}” takes no options")
                yield ("options", option), words

    def _never_the_same(self) -> Iterator[tuple[YamlPath, Words]]:
        """Words of `same` that what is compared can't have in common."""
        if self.against is not None and self.against not in JOINS:
            return
        allowed: frozenset[str] = frozenset()
        if self.against is not None:
            allowed = HELD_THE_SAME.get(self.against, allowed) | ASKED_THE_SAME.get(self.against, allowed)
        listed = ", ".join(word for word in SAME if word in allowed)
        for index, word in enumerate(self.same):
            if word not in SAME or word in allowed:
                continue
            if self.against is None:
                words = Words("没有 against，无可相同", "without against there is nothing to be the same")
            elif listed:
                words = Words(
                    f"“{self.against}”所比的从不同一 {word}，可写的有 {listed}",
                    f"what “{self.against}” compares never has the same {word}; it can take {listed}",
                )
            else:
                words = Words(f"“{self.against}”没有 same 可写", f"“{self.against}” takes no same")
            yield ("same", index), words

    def _never_met(self) -> Iterator[tuple[YamlPath, Words]]:
        """Conditions on statements that the rule doesn't look at."""
        for word in self.when:
            if word.startswith("superior.") and self.against is None:
                words = Words("没有 against，就没有 superior", "without against there is no superior")
                yield ("when", word), words
            elif word.startswith("judged.") and self.judge in ("plan", "file"):
                words = Words(
                    f"判断“{self.judge}”的规则不看 {word}", f"a rule that judges “{self.judge}” has no {word}"
                )
                yield ("when", word), words


_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15}|/[1-9][0-9]{0,14})?")


def _unknown(path: YamlPath, word: str, known: Iterable[str]) -> Iterator[tuple[YamlPath, Words]]:
    words = tuple(known)
    if word in words:
        return
    hint = did_you_mean(word, words)
    yield (
        path,
        Words(
            f"“{word}”不在可用的词中：{'、'.join(sorted(words))}{hint.zh}",
            f"“{word}” is not one of {', '.join(sorted(words))}{hint.en}",
        ),
    )


def _bad_placeholders(path: YamlPath, text: str) -> Iterator[tuple[YamlPath, Words]]:
    template = Template(text)
    if not template.is_valid():
        yield path, Words("“$”用法有误：写作 ${名称}，或 $$", "wrong use of “$”: write ${name}, or $$")
        return
    for word in template.get_identifiers():
        yield from _unknown(path, word, PLACEHOLDERS)
