"""Ratchet files to accepted findings, every fault located."""

from __future__ import annotations

from fractions import Fraction

from planlint.ratchet import Acceptance
from planlint.reading.acceptance import told
from planlint.reading.document import Document, Fault, node_at


def read_ratchet(document: Document) -> tuple[tuple[Acceptance, ...], tuple[Fault, ...]]:
    """What a document accepts, or nothing and every fault of its form."""
    form, faults = told(document)
    if form is None:
        return (), faults
    assert document.top is not None
    return tuple(
        Acceptance(
            entry["finding"],
            Fraction(entry["gap"]) if "gap" in entry else None,
            entry.get("unit", ""),
            document.file,
            node_at(document.top, ("ratchet", index, "finding")).span,
        )
        for index, entry in enumerate(form["ratchet"])
    ), ()
