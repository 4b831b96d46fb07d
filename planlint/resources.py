"""What planlint brings along: rules, catalogue, divisions, units and JSON Schemas."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).parent
DATA = _PACKAGE / "data"
SCHEMAS = DATA / "schemas"
DIVISIONS = DATA / "divisions.csv"
PLACES = DATA / "places.csv"
TEMPLATES = DATA / "templates"
PRESETS = DATA / "presets"
ISOLATED = Path(os.devnull)
"""A configuration file that says nothing: our rules and catalogue alone."""
RULES_GROUP = "planlint.rules"
"""The entry points of installed packages whose folders hold rules."""


def rules_folder() -> Path:
    """The built-in rules: in the wheel beside the code, in a checkout at its top."""
    return _first(DATA / "rules", _PACKAGE.parent / "rules")


def indicators_folder() -> Path:
    """The packaged catalogue: in the wheel beside the code, in a checkout in its corpus."""
    return _first(DATA / "indicators", _PACKAGE.parent / "corpus" / "indicators")


def installed_rules() -> tuple[tuple[str, Path | None], ...]:
    """The rule folders of other installed packages by the name of their entry point, None where there is none."""
    if not _rules_are_offered():
        return ()
    from importlib.metadata import entry_points  # takes longer to import than all of the command line

    points = sorted(entry_points(group=RULES_GROUP), key=lambda point: (point.name, point.value))
    return tuple((point.name, _folder(point.module)) for point in points)


def _rules_are_offered() -> bool:
    """Whether an installed package so much as mentions our entry points, where `importlib.metadata` would look."""
    for place in sys.path:
        try:
            inside = [entry.name for entry in os.scandir(place or ".")]
        except NotADirectoryError:
            return True  # an archive, which that module can read
        except OSError:
            continue
        for name in inside:
            if name.lower().endswith((".dist-info", ".egg-info")) or name.lower() == "egg-info":
                try:
                    told = Path(place, name, "entry_points.txt").read_bytes()
                except OSError:
                    continue
                if RULES_GROUP.encode() in told:
                    return True
    return False


def _folder(package: str) -> Path | None:
    """Where a package keeps its files: `my_rules`, or `my_rules.data`; it is not imported."""
    name, *inside = package.split(".")
    spec = importlib.util.find_spec(name)
    places = (Path(place, *inside) for place in (spec and spec.submodule_search_locations) or ())
    return next(filter(Path.is_dir, places), None)


def _first(*folders: Path) -> Path:
    return next((folder for folder in folders if folder.is_dir()), folders[-1])
