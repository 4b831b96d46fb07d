"""What kind of file a top key stands for: all that has to be known of a file before its form is."""

from __future__ import annotations

from collections.abc import Mapping

KIND_BY_TOP_KEY: Mapping[str, str] = {
    "plan": "plan",
    "statements": "plan",
    "indicators": "catalogue",
    "sector": "catalogue",
    "fold": "catalogue",
    "statistics": "statistics",
    "rule": "rule",
    "planlint": "config",
    "ratchet": "ratchet",
    "cases": "cases",
}
"""The kind of a file by its first key."""
