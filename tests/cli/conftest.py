"""A small project on disk, and the command line in one process with nothing of the developer's environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planlint.cli import main
from tests.builders import CATALOGUE, CITY, REGION, plan_text

ABOVE = plan_text(
    "indicator: 健康素养水平, unit: '%', target: {2025: ≥25}, nature: 约束性, "
    "at: {section: 第二章, table: 指标表, row: 1, line: 10}",
    "indicator: 吸烟率, unit: '%', target: {2025: 20}, at: {section: 第二章, table: 指标表, row: 2, line: 11}",
    **REGION,
    title="自治区规划",
)
COUNTY = plan_text(
    "indicator: 健康素养水平（%）, target: {2025: ≥23}, nature: 预期性, "
    "at: {section: 第二章, table: 指标表, row: 1, line: 20}",
    "indicator: 吸烟率, unit: '%', target: {2025: ≤20}, at: {section: 第二章, table: 指标表, row: 2, line: 21}",
    "indicator: 吸烟率, target: {2025: 低于23%}, at: {section: 第三章, line: 40-41}",
    "indicator: 婴儿死亡率, target: {2025: 逐步降低}, baseline: {2020: 3.5‰}, at: {section: 第三章, line: 42}",
    title="旗规划",
    implements="[region, outline]",
)
SOUND = plan_text("indicator: 预期寿命, target: {2025: 80岁}, at: {line: 1}", **CITY, title="市规划")
BROKEN = "plan:\n  id: broken\n  titel: 规划\nstatements: []\n"
"""A file with faults: a misspelt key, and keys that are missing."""

PROJECT = {
    "planlint.yaml": "planlint: {plans: [plans], catalogues: [catalogue.yaml]}\n",
    "catalogue.yaml": CATALOGUE,
    "plans/region.yaml": ABOVE,
    "plans/county.yaml": COUNTY,
}
"""The files of a small project: a region's plan, and a county's that falls short of it."""

ENVIRONMENT = (
    "PLANLINT_LANG",
    "PLANLINT_DEBUG",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
)

Run = Callable[..., Result]
Write = Callable[[Mapping[str, str]], None]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes text files into the working directory."""

    def write_all(files: Mapping[str, str]) -> None:
        for name, text in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")

    return write_all


@pytest.fixture
def project(folder: Path, write: Write) -> Path:
    """A working directory that holds the small project."""
    write(PROJECT)
    return folder


@pytest.fixture
def switch_cache_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets runs keep and replay what they print, as they do for users."""
    monkeypatch.delenv("PLANLINT_NO_CACHE")


@pytest.fixture
def run() -> Run:
    """Runs `planlint` with these arguments and gives the result."""

    def invoke(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), input=text, prog_name="planlint")

    return invoke
