"""What statements mean: figures read, units put together, changes worked out from their bases."""

from planlint.meaning.changes import by_trust
from planlint.meaning.meaning import Change, Meaning, Reading, Result, Units, subject
from planlint.meaning.printed_units import factor_of, together
from planlint.meaning.readings import MOST_READINGS, Readings, as_quotient, level_range, meanings

__all__ = [
    "MOST_READINGS",
    "Change",
    "Meaning",
    "Reading",
    "Readings",
    "Result",
    "Units",
    "as_quotient",
    "by_trust",
    "factor_of",
    "level_range",
    "meanings",
    "subject",
    "together",
]
