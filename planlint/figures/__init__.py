"""Figures: the words that a plan prints for a value, read into what they say."""

from planlint.figures.clause import as_multiple
from planlint.figures.figure import Figure
from planlint.figures.grammar import is_nothing, read_figure
from planlint.figures.printing import decimal_text, print_figure

__all__ = ["Figure", "as_multiple", "decimal_text", "is_nothing", "print_figure", "read_figure"]
