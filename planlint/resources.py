"""What planlint brings along: rules, catalogue, divisions, units and JSON Schemas."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
DATA = _PACKAGE / "data"
SCHEMAS = DATA / "schemas"
DIVISIONS = DATA / "divisions.csv"


def rules_folder() -> Path:
    """The built-in rules: in the wheel beside the code, in a checkout at its top."""
    return _first(DATA / "rules", _PACKAGE.parent / "rules")


def indicators_folder() -> Path:
    """The packaged catalogue: in the wheel beside the code, in a checkout in its corpus."""
    return _first(DATA / "indicators", _PACKAGE.parent / "corpus" / "indicators")


def _first(*folders: Path) -> Path:
    return next((folder for folder in folders if folder.is_dir()), folders[-1])
