"""The rule book and the guide to writing rules: made from the rules, and run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planlint.cli import main
from planlint.configuration import Config
from planlint.judging.joins import JOINS
from planlint.judging.relations import RELATIONS
from planlint.project import load
from planlint.units import definition_faults

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "docs" / "rules"
GUIDE = ROOT / "docs" / "writing-rules.md"
SETTINGS = ROOT / "docs" / "configuration.md"


def planlint(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="planlint")


def test_the_committed_pages_are_those_of_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert planlint("rules", "docs", "--write", str(tmp_path)).exit_code == 0
    made = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    held = {file.name: file.read_text(encoding="utf-8") for file in BOOK.iterdir()}
    stale = "run `planlint rules docs --write docs/rules`"
    assert sorted(held) == sorted(made), stale
    assert [name for name in made if made[name] != held[name]] == [], stale


def test_every_page_has_an_example_that_fails_and_one_that_passes_and_says_since_when() -> None:
    for page in BOOK.glob("PL*.md"):
        text = page.read_text(encoding="utf-8")
        for heading in ("An example that fails", "An example that passes", "| 始于 · since |"):
            assert heading in text, f"{page.name}: {heading}"


def test_every_join_and_relation_says_what_it_is() -> None:
    assert [name for name, join in JOINS.items() if not join.__doc__] == []
    assert [name for name, form in RELATIONS.items() if not form.relation.__doc__] == []


def test_links_of_the_book_lead_somewhere() -> None:
    for page in BOOK.glob("*.md"):
        for target in re.findall(r"\]\(([^)]+\.md)\)", page.read_text(encoding="utf-8")):
            assert (BOOK / target).is_file(), f"{page.name}: {target}"


def marked(mark: str) -> list[tuple[str, str, str]]:
    """The YAML blocks of the guide below such a mark: file name, text, and the text block that follows, if any."""
    block = rf"<!-- {mark} (\S+) -->\n```yaml\n(.*?)```\n(?:```text\n(.*?)```)?"
    return re.findall(block, GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the files of the guide."""
    monkeypatch.chdir(tmp_path)
    for name, text, _ in marked("file"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("written")
def test_the_commands_of_the_guide_say_what_it_shows() -> None:
    runs = re.findall(
        r"```sh\n(planlint [^\n]*)\n```\n```text\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert len(runs) == 2
    for command, shown in runs:
        result = planlint(*shlex.split(command)[1:])
        assert (result.exit_code, result.stdout) == (0, shown)


@pytest.mark.usefixtures("written")
def test_what_the_guide_shows_as_refused_is_refused_so() -> None:
    ((name, text, shown),) = marked("refused")
    Path(name).write_text(text, encoding="utf-8")
    told = planlint("rules", "list", "own", "--lang", "en").stderr
    assert len(told.splitlines()) == len(shown.splitlines())
    for line in shown.splitlines():
        assert line in told


def test_the_configuration_that_is_shown_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = SETTINGS.read_text(encoding="utf-8")
    (config,) = re.findall(r"```yaml\n(planlint:\n.*?)```", page, re.DOTALL)
    (units,) = re.findall(r"```text\n(# units.txt.*?)```", page, re.DOTALL)
    for name in ("plans", "indicators", "own", "statistics"):
        Path(name).mkdir()
    Path("divisions.csv").write_text("code,name,level\n", encoding="utf-8")
    Path("units.txt").write_text(units, encoding="utf-8")
    Path("planlint.yaml").write_text(config, encoding="utf-8")
    assert [] == list(definition_faults(Path("units.txt").absolute()))
    assert () == load([], config_file=Path("planlint.yaml")).faults
    keys = set(re.findall(r"^  (\w+):", config, re.MULTILINE))
    told = set(re.findall(r"`(\w+)`", "".join(line for line in page.splitlines() if line.startswith("| `"))))
    assert keys <= told


def test_the_example_of_a_waiver_is_a_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (waived,) = re.findall(r"```yaml\n(statements:\n.*?)```", SETTINGS.read_text(encoding="utf-8"), re.DOTALL)
    head = 'plan: {id: a, title: 规划, jurisdiction: "430300", sector: health, period: 2021-2025}\n'
    Path("a.yaml").write_text(head + waived, encoding="utf-8")
    assert () == load([Path("a.yaml")], Config()).faults
