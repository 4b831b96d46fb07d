"""Relations of files, figures, names and dates: can the statement be read at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of, same_figure
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.model import mistyped_nature
from planlint.reading.document import Fault
from planlint.words import Words

_READING_STEP = {"PL001": 1, "PL002": 2, "PL003": 3, "PL005": 4, "PL004": 5}
"""Reading rule → when it looks at a file: what stops at an earlier step, a later one can't judge."""


def sound_file(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The file has no fault of the named reading rule."""
    fault, asked = case.fault, options["fault"]
    if not isinstance(fault, Fault):
        return HOLDS
    if fault.rule == asked:
        return fails(detail=fault.problem)
    earlier = _READING_STEP[fault.rule] < _READING_STEP.get(asked, 0)
    return not_comparable(f"spoiled:{fault.rule}") if earlier else HOLDS


def readable(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The figure can be read."""
    meaning = judged_of(case)
    if meaning.figure.kind == "missing":
        return not_comparable("missing")
    if meaning.figure.kind != "unreadable":
        return HOLDS
    text, at = meaning.statement.figure, meaning.figure.problem_at or 0
    rest = text[at : at + 12]
    return fails(detail=Words(f"：从第 {at + 1} 字“{rest}”起", f" from character {at + 1} on, “{rest}”"))


def known_indicator(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed name stands in the catalogue."""
    naming, statement = judged_of(case).naming, judged_of(case).statement
    if naming.ambiguous:
        return not_comparable("ambiguous-name")
    if naming.indicator is not None:
        return HOLDS
    if corpus.catalogue.incomplete:
        return not_comparable("faulty-catalogue")
    zh = en = ""
    sectors = corpus.catalogue.sectors(statement.name) if statement.indicator_id is None else ()
    if sectors:
        zh += f"，同名的属领域 {'、'.join(sectors)}"
        en += f"; one of this name belongs to sector {', '.join(sectors)}"
    names = [candidate.name for candidate in naming.candidates[:3]]
    if names:
        zh += f"，相近的有：{'、'.join(names)}"
        en += f"; the nearest names are {', '.join(names)}"
    return fails(detail=Words(zh, en))


def one_indicator(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed name means one indicator of the catalogue."""
    naming = judged_of(case).naming
    if naming.indicator is None and not naming.ambiguous:
        return not_comparable("unknown-indicator")
    if not naming.ambiguous:
        return HOLDS
    names = [f"{candidate.name}（{candidate.id}）" for candidate in naming.candidates]
    return fails(detail=Words("、".join(names), ", ".join(names)))


def known_nature(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The printed 指标属性 is no nature mistyped."""
    meaning = judged_of(case)
    if not meaning.statement.nature:
        return not_comparable("no-nature")
    meant = mistyped_nature(meaning.statement.nature) if meaning.nature is None else None
    if meant is None:
        return HOLDS
    return fails(detail=Words(f"，是否指“{meant}”？", f"; did you mean “{meant}”?"))


def of_no_nature(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements that print a word for their nature which is none of the three."""
    return [meaning for meaning in members if meaning.statement.nature and meaning.nature is None]


def dated(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The statement names its year."""
    meaning = judged_of(case)
    if meaning.figure.kind == "missing":
        return not_comparable("missing")
    if meaning.statement.norm:
        return not_comparable("norm")
    return fails() if meaning.statement.year is None else HOLDS


def undated(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements that name no year."""
    return [meaning for meaning in members if meaning.statement.year is None]


def in_its_time(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """A target is not due before the period, a result not reached after it, a past target not due in it."""
    meaning = judged_of(case)
    if meaning.statement.year is None:
        return not_comparable("undated")
    if not _is_out_of_its_time(meaning):
        return HOLDS
    period, meant = meaning.plan.period, _meant_year(meaning)
    if meant is not None:
        detail = Words(f"，疑为 {meant} 年之误", f"; probably {meant} is meant")
        return fails(detail=detail, alike=same_figure(meaning, corpus))
    told = {
        "target": Words(f"，目标应在 {period} 年或以后", f"; a target belongs to {period} or later"),
        "baseline": Words(
            f"，现状值应在 {period.end} 年或以前", f"; a result belongs to {period.end} or earlier"
        ),
        "past_target": Words(
            f"，上期目标应在 {period.start} 年以前",
            f"; a target of the last period, to before {period.start}",
        ),
    }
    return fails(detail=told[meaning.statement.kind], alike=same_figure(meaning, corpus))


def out_of_its_time(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements whose year does not go with their kind and the plan's period."""
    return [meaning for meaning in members if _is_out_of_its_time(meaning)]


def _is_out_of_its_time(meaning: Meaning) -> bool:
    year, kind, period = meaning.statement.year, meaning.statement.kind, meaning.plan.period
    if year is None:
        return False
    if kind == "target":
        return year < period.start or _meant_year(meaning) is not None
    return year > period.end if kind == "baseline" else year >= period.start


_FAR = 20
"""Years beyond the period that plans look ahead to: to 2035 in most, to 2050 in some."""


def _meant_year(meaning: Meaning) -> int | None:
    """The year of the period that a target for a far later one has the digits of: 2025 printed as 2052."""
    year, period = meaning.statement.year, meaning.plan.period
    if year is None or year <= period.end + _FAR or meaning.statement.kind != "target":
        return None
    years = range(period.end, period.start - 1, -1)
    return next((own for own in years if sorted(str(own)) == sorted(str(year))), None)


def without_line(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """The statements that name no line in the source."""
    return [meaning for meaning in members if meaning.statement.at.line is None]


def sourced(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """The statement names its line in the source."""
    meaning = judged_of(case)
    if meaning.statement.at.line is None:
        return fails()
    return HOLDS if meaning.plan.source_file is not None else not_comparable("no-source")
