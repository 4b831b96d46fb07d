"""What programs read is written as UTF-8, whatever the terminal's encoding."""

from __future__ import annotations

import click


def put(text: str) -> None:
    """Write to standard output as UTF-8; halves of characters that file names may hold are written out."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
