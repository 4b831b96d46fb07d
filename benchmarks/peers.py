"""Other linters that can look at the same files, and how each is asked to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planlint import resources

PYTHON_PACKAGES = ("yamllint", "check-jsonschema")
NODE_PACKAGES = ("@stoplight/spectral-cli", "ajv-cli")
_RULES = """\
parserOptions: {incompatibleValues: "off"}  # years as keys are no fault, and forty complaints a file take time
rules:
  plan-id: {given: $.plan, then: {field: id, function: truthy}}
  plan-period: {given: $.plan.period, then: {function: pattern, functionOptions: {match: "^[0-9]{4}"}}}
  jurisdiction: {given: $.plan.jurisdiction, then: {function: pattern, functionOptions: {match: "^[0-9]{6}"}}}
  statement-indicator: {given: "$.statements[*]", then: {field: indicator, function: truthy}}
  statement-place: {given: "$.statements[*].at", then: {field: section, function: truthy}}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """An installed linter."""

    name: str
    version: str
    program: tuple[str, ...]
    """What comes before the files."""
    files: str
    """`list`: the files one by one; `glob`: a pattern; `folder`: the folder."""
    accepted: tuple[int, ...] = (0, 1)

    def argv(self, corpus: Path) -> tuple[str, ...]:
        if self.files == "folder":
            return (*self.program, "plans")
        if self.files == "glob":
            return (*self.program, "plans/**/*.yaml")
        found = sorted(file.relative_to(corpus).as_posix() for file in (corpus / "plans").rglob("*.yaml"))
        return (*self.program, *found)


def installed(folder: Path, told: Callable[[str], object]) -> tuple[Peer, ...]:
    """The peers that can be had from the registries, in a folder of their own; others are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = folder / "plan.draft-07.json"
    schema.write_text(json.dumps(draft_07(), ensure_ascii=False), encoding="utf-8")
    rules = folder / "spectral.yaml"
    rules.write_text(_RULES, encoding="utf-8")
    told("installing peers from PyPI")
    python = folder / "venv" / "bin"
    if not (python / "python").exists():
        _tried(sys.executable, "-m", "venv", str(folder / "venv"))
        _tried(str(python / "python"), "-m", "pip", "-q", "install", *PYTHON_PACKAGES)
    told("installing peers from npm")
    node = folder / "node_modules" / ".bin"
    if not node.exists() and shutil.which("npm"):
        _tried("npm", "install", "--prefix", str(folder), "--no-fund", "--no-audit", *NODE_PACKAGES)
    candidates = (
        Peer("yamllint", "", (str(python / "yamllint"), "-d", "relaxed"), "folder"),
        Peer("check-jsonschema", "", (str(python / "check-jsonschema"), "--schemafile", str(schema)), "list"),
        Peer("spectral", "", (str(node / "spectral"), "lint", "--ruleset", str(rules)), "glob"),
        Peer("ajv", "", (str(node / "ajv"), "validate", "--strict=false", "-s", str(schema), "-d"), "glob"),
    )
    return tuple(
        Peer(peer.name, _version(peer, folder), peer.program, peer.files, peer.accepted)
        for peer in candidates
        if Path(peer.program[0]).exists()
    )


def draft_07() -> object:
    """Our schema of a plan in the draft that all of the peers know: `$defs` and its references renamed."""
    text = (resources.SCHEMAS / "plan.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text.replace('"$defs"', '"definitions"').replace("#/$defs/", "#/definitions/"))
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema.pop("$id", None)
    return schema


def _version(peer: Peer, folder: Path) -> str:
    packages = {"spectral": "@stoplight/spectral-cli", "ajv": "ajv-cli"}
    if peer.name in packages:
        found = json.loads((folder / "node_modules" / packages[peer.name] / "package.json").read_text())
        return str(found["version"])
    done = _tried(peer.program[0], "--version")
    return done.split()[-1] if done else ""


def _tried(*argv: str) -> str:
    """What a program prints; nothing where it can't be had."""
    try:
        done = subprocess.run(argv, check=True, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
