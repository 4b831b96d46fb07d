"""A sign of life on standard error, for work that takes a while before a person's eyes."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planlint.words import Lang, Words

_PATIENCE = 1.0
"""Seconds before the first sign."""


@contextmanager
def working(lang: Lang) -> Iterator[None]:
    """Count the seconds while the work inside goes on: only on a terminal, and not at once."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(done, lang), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


@contextmanager
def counting(lang: Lang) -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be told how many of how many files were copied: shown on a terminal only."""
    told = False

    def tell(done: int, of: int) -> None:
        nonlocal told
        if sys.stderr.isatty():
            words = Words(
                f"planlint：已复制 {done}/{of} 个文件……", f"planlint: {done} of {of} files copied …"
            )
            sys.stderr.write(f"\r{words.in_(lang)}\x1b[K")
            sys.stderr.flush()
            told = True

    try:
        yield tell
    finally:
        if told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _tell(done: threading.Event, lang: Lang) -> None:
    start = time.monotonic()
    told = False
    while not done.wait(_PATIENCE):
        seconds = round(time.monotonic() - start)
        words = Words(f"planlint：已运行 {seconds} 秒……", f"planlint: working for {seconds} s …").in_(lang)
        sys.stderr.write(f"\r{words}")
        sys.stderr.flush()
        told = True
    if told:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
