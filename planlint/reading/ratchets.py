"""Ratchet files to accepted findings, every fault located."""

from __future__ import annotations

from fractions import Fraction

from planlint.ratchet import Acceptance
from planlint.reading.document import Document, Fault, node_at
from planlint.reading.forms import validate
from planlint.reading.schema import RatchetForm


def read_ratchet(document: Document) -> tuple[tuple[Acceptance, ...], tuple[Fault, ...]]:
    """What a document accepts, or nothing and every fault of its form."""
    form, faults = validate(document)
    if form is None:
        return (), faults
    assert isinstance(form, RatchetForm) and document.top is not None
    return tuple(
        Acceptance(
            entry.finding,
            None if entry.gap is None else Fraction(entry.gap),
            entry.unit or "",
            document.file,
            node_at(document.top, ("ratchet", index, "finding")).span,
        )
        for index, entry in enumerate(form.ratchet)
    ), ()
