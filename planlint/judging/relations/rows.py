"""Relations of the rows of one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planlint.judging.corpus import Corpus
from planlint.judging.relations.shared import judged_of
from planlint.judging.relations.within import row_numbered_once
from planlint.judging.stated import NEIGHBOURS
from planlint.judging.verdict import HOLDS, Case, Verdict, fails, not_comparable
from planlint.meaning import Meaning
from planlint.words import Words


def row_follows(case: Case, corpus: Corpus, options: Mapping[str, str]) -> Verdict:
    """Between the least and the greatest row number of a table none is left out.

    One that is missing beside a number used twice was misprinted as that, which `row-numbered-once` tells.
    """
    meaning = judged_of(case)
    own = _row_number(meaning)
    numbers = {_row_number(other) for other in case.partners}
    if own is None or None in numbers:
        return not_comparable("no-row-number")
    first = next(other for other in case.partners if _row_number(other) == own)
    before = max((number for number in numbers if number is not None and number < own), default=None)
    if meaning is not first or before is None or before == own - 1:
        return HOLDS
    if before == own - 2 and (_is_used_twice(before, case, corpus) or _is_used_twice(own, case, corpus)):
        return HOLDS
    skipped = str(own - 1) if before == own - 2 else f"{before + 1}-{own - 1}"
    return fails(detail=Words(skipped, skipped), related=())


def behind_a_gap(members: Sequence[Meaning], options: Mapping[str, str]) -> Sequence[Meaning]:
    """Of the rows of a table those that a number is missing before; all where it is not clear."""
    numbers = [_row_number(meaning) for meaning in members]
    known = {number for number in numbers if number is not None}
    if len(members) > NEIGHBOURS:
        return members
    if None in numbers:
        return ()
    least = min(known, default=0)
    gaps = {number for number in known if number > least and number - 1 not in known}
    return (
        [meaning for meaning, number in zip(members, numbers, strict=True) if number in gaps] if gaps else ()
    )


def _is_used_twice(number: int, case: Case, corpus: Corpus) -> bool:
    """Whether two rows of the table certainly carry a number."""
    first, *rest = (other for other in case.partners if _row_number(other) == number)
    return row_numbered_once(Case(case.plan, first, tuple(rest)), corpus, {}).outcome == "fails"


def _row_number(meaning: Meaning) -> int | None:
    """The row number as printed, where it is a plain number."""
    row = (meaning.statement.at.row or "").strip()
    return int(row) if row.isdecimal() and len(row) < 10 else None
