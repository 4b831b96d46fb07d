"""Where things stand in a file: its bytes and a few offsets are kept, the rest is worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import overload

from planlint.model import Span, YamlPath
from planlint.reading.document import layout_of, parse_document, positions

_SEARCHED = 200
"""Paths among which one is looked for from the first to the last: a dict for each of many plans takes more memory."""


class FileLines(Sequence[str]):
    """A file's text, line by line."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return layout_of(self._data).lines[index]

    def __len__(self) -> int:
        return len(layout_of(self._data).lines)

    def __iter__(self) -> Iterator[str]:
        return iter(layout_of(self._data).lines)


class FileSpans(Mapping[YamlPath, Span]):
    """Positions of a file's nodes by YAML path; those of some paths are at hand, for others the file is parsed again."""

    __slots__ = ("_data", "_paths", "_places", "offsets")

    def __init__(self, data: bytes, paths: Sequence[YamlPath], offsets: Sequence[int]) -> None:
        self._data = data
        self._paths = paths
        self._places: Mapping[YamlPath, int] | None = None
        self.offsets = offsets
        """Of each path at hand the first character and the one behind the last, counted from the file's start."""

    def __getitem__(self, path: YamlPath) -> Span:
        place = self._place(path)
        if place is None:
            return _all_spans(self._data)[path]
        start, end = self.offsets[2 * place : 2 * place + 2]
        layout = layout_of(self._data)
        return Span(*layout.place(start), *layout.place(end))

    def _place(self, path: YamlPath) -> int | None:
        """Where among the paths at hand this one stands."""
        if len(self._paths) <= _SEARCHED:
            return self._paths.index(path) if path in self._paths else None
        if self._places is None:
            self._places = {path: place for place, path in enumerate(self._paths)}
        return self._places.get(path)

    def __len__(self) -> int:
        return len(_all_spans(self._data))

    def __iter__(self) -> Iterator[YamlPath]:
        return iter(_all_spans(self._data))


@lru_cache(maxsize=4)
def _all_spans(data: bytes) -> Mapping[YamlPath, Span]:
    top = parse_document(data, "").top
    assert top is not None
    return positions(top)
