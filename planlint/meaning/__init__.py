"""What statements mean: figures read, units put together, changes worked out from their bases."""

from planlint.meaning.changes import by_trust, percentage_point
from planlint.meaning.indicated import is_a_change, taken_for
from planlint.meaning.meaning import Change, Meaning, Reading, Result, Units, first_told, in_document, subject
from planlint.meaning.printed_units import as_named, factor_of, together
from planlint.meaning.readings import MOST_READINGS, Readings, level_range, meanings, read_as
from planlint.meaning.spans import adds_up, done_alike, first_year

__all__ = [
    "MOST_READINGS",
    "Change",
    "Meaning",
    "Reading",
    "Readings",
    "Result",
    "Units",
    "adds_up",
    "as_named",
    "by_trust",
    "done_alike",
    "factor_of",
    "first_told",
    "first_year",
    "in_document",
    "is_a_change",
    "level_range",
    "meanings",
    "percentage_point",
    "read_as",
    "subject",
    "taken_for",
    "together",
]
