"""Sound files told from others without pydantic, which is imported to explain a fault, never to find that there is none.

The JSON Schemas, which are made from the models, are enough to accept a file. What they can't decide is left to the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planlint.reading.document import Document, Fault, composed
from planlint.reading.kinds import KIND_BY_TOP_KEY
from planlint.reading.known import KnownDocument
from planlint.reading.sound import Unsound, check_of

Plain = Mapping[str, Any]
"""A sound file as dicts, lists and texts, by the keys that its form has."""


def kind_of(document: Document) -> str | None:
    """The kind of a file by its top key, one of `KIND_BY_TOP_KEY`; None where it is none of them."""
    return KIND_BY_TOP_KEY.get(document.kind or "")


def told(document: Document) -> tuple[Plain | None, tuple[Fault, ...]]:
    """What a document says, or None and every fault against the form of its kind."""
    if isinstance(document, KnownDocument):
        return document.told, ()
    assert document.top is not None
    data = sound_data(document)
    if data is not None:
        return data, ()
    from planlint.reading.forms import validate

    form, faults = validate(document)
    if form is None:
        return None, faults
    # pydantic warns of every union that is told apart by a function.
    return form.model_dump(by_alias=True, exclude_none=True, warnings=False), ()


def sound_data(document: Document) -> Plain | None:
    """What a document of any kind but a plan says, where its kind's schema is fulfilled; None also where it can't tell."""
    try:
        data: Plain = check_of(kind_of(document) or "")(composed(document))
    except Unsound:
        return None
    return data
