"""What the documents say, held against planlint itself; `python -m tests.test_docs` renews what they show of it."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint.cli import main
from planlint.reporting.wording import REASON

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FIGURES = ROOT / "docs" / "figures.md"

_CELLS = re.compile(r"(?<!\\)\|")
_FREE = ("remark", "why")
"""Columns of figures.md that speak to the reader alone."""
_MARKED = re.compile(
    r"(<!-- (?P<what>help|reasons|finding (?P<id>\S+) (?P<lang>zh|en)) -->\n).*?(?=<!-- /)", re.DOTALL
)
_SHOWN = re.compile(r"^(\$ planlint (?P<arguments>.*)\n)(?:(?!\$ |```).+\n)+", re.MULTILINE)
"""A command in a `console` block, and the output that it shows, if any."""


def _planlint(*arguments: str, text: str | None = None) -> str:
    result = CliRunner().invoke(main, list(arguments), prog_name="planlint", input=text)
    assert result.exit_code in (0, 1), result.output[:1000]
    return result.stdout


def _tables(page: Path) -> Iterator[list[dict[str, str]]]:
    """The rows of every table of a page, by the last word of each column's head."""
    heads: list[str] | None = None
    rows: list[dict[str, str]] = []
    for line in [*page.read_text(encoding="utf-8").splitlines(), ""]:
        if not line.startswith("|"):
            if rows:
                yield rows
            heads, rows = None, []
            continue
        cells = [cell.strip() for cell in _CELLS.split(line)[1:-1]]
        if heads is None:
            heads = [cell.split()[-1] for cell in cells]
        elif not set(line) <= set("|-: "):
            rows.append(dict(zip(heads, cells, strict=True)))


def _examples() -> list[dict[str, str]]:
    return [
        {head: cell.strip("`") for head, cell in row.items() if head not in _FREE}
        for rows in _tables(FIGURES)
        if "printed" in rows[0]
        for row in rows
    ]


def _readings(examples: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """What `planlint parse` says of each example; what it leaves open is empty."""
    lines = "".join(
        "\t".join((example["printed"], example.get("column", ""), example.get("indicator", ""))) + "\n"
        for example in examples
    )
    told = _planlint("parse", "-", "--format", "jsonl", text=lines).splitlines()
    ranges = [
        "".join(re.findall(r"^range: (.*)$", block, re.MULTILINE))
        for block in _planlint("parse", "-", "--lang", "en", text=lines).split("figure: ")[1:]
    ]
    for reading, range_ in zip(told, ranges, strict=True):
        words = {key: str(value) for key, value in json.loads(reading).items() if value is not None}
        yield {**words, "range": range_}


def test_every_figure_of_the_page_is_read_as_the_page_says() -> None:
    examples = _examples()
    assert len(examples) > 50
    told = []
    for example, reading in zip(examples, _readings(examples), strict=True):
        given = {key: value for key, value in example.items() if key in ("printed", "column", "indicator")}
        told.append(given | {key: reading.get(key, "") for key in example if key not in given})
    assert told == examples


def test_every_kind_of_figure_has_an_example() -> None:
    from planlint.reporting.reading import KIND_WORDS

    assert {example["kind"] for example in _examples() if "kind" in example} == set(KIND_WORDS)


def _keys(page: str) -> dict[str, list[str]]:
    """The keys that the table after each `<!-- keys … -->` gives."""
    sections = re.split(r"<!-- keys (\S+) -->\n", page)[1:]
    tables = (section.split("\n\n")[0] for section in sections[1::2])
    return dict(
        zip(sections[::2], (re.findall(r"^\| `(\w+)`", table, re.MULTILINE) for table in tables), strict=True)
    )


def test_the_keys_of_the_machine_contract_are_those_of_the_output() -> None:
    statement = json.loads(_planlint("export", str(ROOT / "corpus")).splitlines()[0])
    check = json.loads(_planlint("check", str(ROOT / "corpus"), "--format", "json"))
    finding, unjudged = check["findings"][0], check["not_comparable"][0]
    assert _keys((ROOT / "docs" / "json.md").read_text(encoding="utf-8")) == {
        "export": list(statement),
        "check": list(check),
        "finding": list(finding),
        "place": list(finding["primary"]),
        "not_comparable": list(unjudged),
        "summary": list(check["summary"]),
        "parse": list(json.loads(_planlint("parse", "≤20", "--format", "json"))),
    }


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)
    assert names["status"] == 1


def _renewed(text: str) -> str:
    """A page with what planlint prints today below its markers and in its `console` blocks."""
    return _SHOWN.sub(_shown, _MARKED.sub(_marked, text))


def _marked(match: re.Match[str]) -> str:
    if match["what"] == "reasons":
        rows = (f"| `{code}` | {words.zh} · {words.en} |\n" for code, words in REASON.items())
        return f"{match[1]}| | |\n|---|---|\n{''.join(rows)}"
    if match["what"] == "help":
        text = _planlint("--help")
    else:
        report = _planlint("check", "corpus", "--lang", match["lang"])
        (text,) = (block for block in report.split("\n\n") if block.endswith(f"= {match['id']}"))
    return f"{match[1]}```text\n{text.strip()}\n```\n"


def _shown(match: re.Match[str]) -> str:
    return f"{match[1]}{_planlint(*match['arguments'].split())}"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_pages_show_what_planlint_prints(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    assert text == _renewed(text)


@pytest.mark.parametrize("whole", [False, True], ids=["as it stands", "with all keys"])
def test_the_plan_and_the_configuration_of_the_readme_can_be_used(tmp_path: Path, whole: bool) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    plan, config = re.findall(r"```yaml\n((?:plan|planlint):\n.*?)```", page, re.DOTALL)
    folders = ["plans"]
    if whole:
        config = re.sub(r"^  # (\w+: )", r"  \1", config, flags=re.MULTILINE)
        folders += ["indicators", "rules"]
        (tmp_path / "divisions.csv").write_text("code,name,level\n", encoding="utf-8")
    for folder in folders:
        (tmp_path / folder).mkdir()
    (tmp_path / "planlint.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "plans" / "plan.yaml").write_text(plan, encoding="utf-8")
    report = json.loads(_planlint("check", str(tmp_path / "plans"), "--format", "json"))
    assert report["summary"]["plans"] == 1
    assert [finding["message"] for finding in report["findings"]] == []
    assert ("divisions:" in re.findall(r"^  (\w+:)", config, re.MULTILINE)) == whole


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8"))
    for file, heading in targets:
        target = (page.parent / file).resolve() if file else page
        assert target.is_file(), file
        assert not heading or heading in _anchors(target), f"{file}#{heading}"


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("section", ["run", "develop"])
def test_every_dependency_is_explained_where_it_is_needed(section: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"run": project["dependencies"], "develop": project["optional-dependencies"]["dev"]}[section]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    told = page.split(f"\n## Needed to {section}\n")[1].split("\n## ")[0]
    assert [want for want in wanted if f"`{re.split('[<>=]', want)[0]}`" not in told] == []


def test_every_module_stands_in_the_architecture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(planlint/[\w/]*)` \| (.*) \|$", page, re.MULTILINE))
    package = ROOT / "planlint"
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    assert modules == set(re.findall(r"`(\w+\.py)`", rows.pop("planlint/")))
    folders = {f"planlint/{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert folders == rows.keys() - {"planlint/data/"}


if __name__ == "__main__":
    os.chdir(ROOT)
    for page in DOCS:
        page.write_text(_renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
