"""`planlint verify`: what is not verified, and the share that is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.builders import plan_text
from tests.cli.conftest import BROKEN, Run, Write

SOURCE = "第一章\n吸烟率降低到20%以下\n健康素养水平达到25%\n".encode()


def a_plan(*statements: str, source: str = "a.txt", sha256: str | None = None, **head: str) -> str:
    digest = sha256 or hashlib.sha256(SOURCE).hexdigest()
    return plan_text(*statements, source=f"{{file: {source}, sha256: {digest}}}", **head)


FOUND = "indicator: 吸烟率, target: {2025: 降低到20%以下}, at: {line: 2}"


@pytest.fixture
def sources(project: Path) -> Path:
    """The small project, with a folder of sources and no plans."""
    (project / "sources").mkdir()
    (project / "sources" / "a.txt").write_bytes(SOURCE)
    for plan in (project / "plans").iterdir():
        plan.unlink()
    return project


@pytest.mark.parametrize(("language", "words"), [("zh", "核对通过"), ("en", "verified")])
def test_what_is_verified_is_counted(
    language: str, words: str, sources: Path, write: Write, run: Run
) -> None:
    write({"plans/a.yaml": a_plan(FOUND)})
    result = run("verify", "--sources", "sources", "--lang", language)
    assert (result.exit_code, result.stdout) == (0, f"county: 1/1 = 100 %\n{words} 1/1 = 100 %\n")


def test_what_is_not_verified_is_located_in_both_files(sources: Path, write: Write, run: Run) -> None:
    wrong = "indicator: 吸烟率, target: {2025: 降低到19.5%以下}, at: {line: 2}"
    nowhere = "indicator: 吸烟率, target: {2025: 降低到20%以下}"
    write({"plans/a.yaml": a_plan(FOUND, FOUND, wrong, nowhere)})
    result = run("verify", "plans", "--sources", "sources", "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            "plans/a.yaml:11:35 PL503 吸烟率 “降低到19.5%以下” digits of the figure are not at its line “19.5” source line 2",
            "plans/a.yaml:12:35 PL503 吸烟率 “降低到20%以下” no source line is given",
            "county: 2/4 = 50 %",
            "verified 2/4 = 50 %",
        ],
    )
    assert "数字不在所注行附近 “19.5” 原文第 2 行" in run("verify", "--sources", "sources").stdout


def test_what_a_plan_disowns_is_looked_up_too(sources: Path, write: Write, run: Run) -> None:
    disowned = "[{indicator: 吸烟率, at: {line: 2}}, {indicator: 床位数, at: {line: 3}}, {indicator: 死亡率}]"
    write({"plans/a.yaml": a_plan(FOUND, disowns=disowned)})
    result = run("verify", "plans", "--sources", "sources", "--lang", "en")
    assert (
        result.exit_code,
        [line.partition("PL503 ")[2] or line for line in result.stdout.splitlines()],
    ) == (
        1,
        [
            "床位数 the indicator's name is not near its line “床位数” source line 3",
            "死亡率 no source line is given",
            "county: 1/1 = 100 %",
            "verified 1/1 = 100 %",
        ],
    )


def test_only_the_whole_is_100_per_cent(sources: Path, write: Write, run: Run) -> None:
    write({"plans/a.yaml": a_plan(*[FOUND] * 1999, FOUND.replace("line: 2", "line: 90"))})
    assert run("verify", "--sources", "sources").stdout.splitlines()[-1] == "核对通过 1999/2000 = 99.9 %"


@pytest.mark.parametrize(
    ("name", "data", "zh", "en"),
    [
        ("none.txt", None, "来源文件不存在 (none.txt)", "the source file does not exist (none.txt)"),
        (
            "b.txt",
            b"a\n\x00",
            "来源文件不是文本 (0x00、原文第 2 行)",
            "the source file is not text (0x00, source line 2)",
        ),
    ],
)
def test_what_is_wrong_with_a_source_is_told(
    name: str, data: bytes | None, zh: str, en: str, sources: Path, write: Write, run: Run
) -> None:
    if data is not None:
        (sources / "sources" / name).write_bytes(data)
    write({"plans/a.yaml": a_plan(FOUND, source=name)})
    for language, words in (("zh", zh), ("en", en)):
        result = run("verify", "--sources", "sources", "--lang", language)
        told = result.stdout.splitlines()
        assert (result.exit_code, told[0].endswith(f" PL503 {words}"), told[-1].endswith(" 0/1 = 0 %")) == (
            1,
            True,
            True,
        )


def test_a_plan_without_a_source_says_so(sources: Path, write: Write, run: Run) -> None:
    write({"plans/a.yaml": plan_text(FOUND)})
    assert run("verify", "--sources", "sources", "--lang", "en").stdout.splitlines()[0] == (
        "plans/a.yaml:2:3 PL503 no source file is given"
    )


def test_files_that_cannot_be_used_end_with_2(sources: Path, write: Write, run: Run) -> None:
    write({"plans/a.yaml": a_plan(FOUND), "plans/b.yaml": BROKEN})
    result = run("verify", "--sources", "sources")
    assert (result.exit_code, result.stdout.splitlines()[-1], "PL004" in result.stderr) == (
        2,
        "核对通过 1/1 = 100 %",
        True,
    )


def test_a_plan_without_statements_has_no_share(sources: Path, write: Write, run: Run) -> None:
    write({"plans/a.yaml": a_plan()})
    result = run("verify", "--sources", "sources")
    assert (result.exit_code, result.stderr, result.stdout) == (0, "", "county: 0/0 = –\n核对通过 0/0 = –\n")


def test_no_plans_are_wrong_use(sources: Path, run: Run) -> None:
    result = run("verify", "--sources", "sources", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2,
        "planlint: no PATH is given, and there are no plans under `plans` of planlint.yaml\n",
    )
