"""What programs read is written as UTF-8, whatever the terminal's encoding."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click

INTERRUPTED = 130
"""The exit status that a shell expects of a program which Ctrl-C has ended."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def put(text: str) -> None:
    """Write to standard output as UTF-8; halves of characters that file names may hold are written out."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def open_standard_streams() -> None:
    """Give the program the streams that its caller closed, so that no file it opens takes their place."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDONLY if name == "stdin" else os.O_WRONLY)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            # Stays open as long as the process; a descriptor is no path.
            setattr(sys, name, open(descriptor, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def say(line: str) -> None:
    """Write a line to standard error."""
    with speaking():
        click.echo(line, err=True)


@contextmanager
def speaking() -> Iterator[None]:
    """What is said inside on standard error is lost where that takes no more; the exit status stays what it is."""
    try:
        yield
    except OSError:
        drop(sys.stderr)


def drop(stream: TextIO) -> None:
    """Write no more: the reader has gone, or the disk is full, and Python would complain again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_full(error: OSError) -> bool:
    """Whether standard output can't take any more; an error with a file has that file's name."""
    return error.filename is None and error.errno in _FULL
