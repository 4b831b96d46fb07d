"""Hostile texts of growing length, and what reading them costs: `python -m tests.fuzz.growth` prints it.

Steps are calls of functions, Python's and C's: the same on every machine. Times stand beside them for what a
single call may hide.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping

from planlint.catalogue import even, split_basis, split_unit
from planlint.figures import print_figure, read_figure
from planlint.findings import typed
from planlint.provenance import _window
from planlint.reporting.terminal import columns
from planlint.units import load, per_phrase, read_unit

REPEATED = (
    "1", "一", "十百千万亿", "1、", "1,000,", "1.", "1/", "1-", "1~2至", "1%", "1‰", "万", "亿万", "≤", "不", "不低于", "以上", "左右", "约", "（", "）", "（1）",
    "或1", "和1%", "且≥1", "每", "每千", "每万人", "年均", "每年增长", "比基期", "比2020年", "降低", "增长1%", "由1到", "从1", "力争", "达到", "达到全国", "平均",
    "逐步", "全覆盖", "分别", "分别1、2", "1：", "1:1.25", "百分之", "百分点", "千分之一", "十万分之", "2020年", "2020—2025年", "人", "人/", "人/千人", "张/每千", "m²", " ", "\u3000", "０", "①",
    "率", "的", "以", "以苏木", "为单位", "A", "é", "e\u0301", "\u202e", "-", "—", "=", "+", "~", "'", "，", "；", "#", "翻番", "倍", "成", "半", "个", "20个以上",
)  # fmt: skip


def _found_in_source(text: str) -> object:
    window = _window("一二三四五六 1 2 3 率的以人" * 5)
    return window.missing_numbers(text), window.missing_figure_words(text), window.missing_name_words(text)


READERS: Mapping[str, tuple[int, Callable[[str], object]]] = {
    "figure": (480, lambda text: print_figure(read_figure(text))),
    "unit": (1920, read_unit),
    "denominator": (1920, per_phrase),
    "name": (1920, lambda text: (even(text), split_unit(text), split_basis(text), typed(text))),
    "source": (1920, _found_in_source),
    "columns": (1920, columns),
}
"""What reads a text, by name, and about the longest text that it is given."""


def lengths(longest: int) -> Iterator[int]:
    """Five lengths, each twice the one before."""
    return (longest >> power for power in range(4, -1, -1))


def repeated(words: str, length: int) -> str:
    return (words * (length // len(words) + 1))[:length]


def steps(read: Callable[[str], object], text: str) -> int:
    """How many functions are called to read a text."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


def main() -> None:
    load()
    for name, (longest, read) in READERS.items():
        worst = (0.0, "", "")
        for words in REPEATED:
            told, times = [], []
            for length in lengths(longest):
                text = repeated(words, length)
                told.append(steps(read, text))
                begun = time.perf_counter()
                read(text[:-1])  # what was read once may be known
                times.append(time.perf_counter() - begun)
            row = "  ".join(
                f"{count:7} {1e3 * taken:7.2f} ms" for count, taken in zip(told, times, strict=True)
            )
            worst = max(worst, (told[-1] / max(told[-2], 2 * length), words, row))
        print(f"{name:12} {worst[0]:.2f} × for the last doubling, of “{worst[1]}”: {worst[2]}")


if __name__ == "__main__":
    main()
