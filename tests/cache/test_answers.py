"""Replay: the same bytes as without a cache, whatever has changed; nothing worked out where nothing has."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint import auditing
from planlint.cache import answers, folder, states
from planlint.cache.answers import Answer
from planlint.resources import DATA
from tests.builders import CATALOGUE, CITY, plan_text
from tests.cli.conftest import ABOVE, BROKEN, COUNTY, PROJECT, SOUND, Run, Write

pytestmark = pytest.mark.usefixtures("switch_cache_on")

KEPT = Path(".planlint_cache", "answers")


@pytest.fixture
def audits(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one with each run that is really worked out."""
    done: list[object] = []
    worked_out = auditing.report_on

    def counted(project: Any, **options: Any) -> Any:
        done.append(project)
        return worked_out(project, **options)

    monkeypatch.setattr(auditing, "report_on", counted)
    return done


def process(*options: str) -> subprocess.Popen[str]:
    """`planlint check` in a process of its own."""
    return subprocess.Popen(
        (sys.executable, *options, "-m", "planlint", "check", "--format", "json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(DATA.parent.parent)},
    )


def do_before_judging(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> None:
    """Do something when all files have been read."""
    worked_out = auditing.report_on

    def after_that(project: Any, **options: Any) -> Any:
        meanwhile()
        return worked_out(project, **options)

    monkeypatch.setattr(auditing, "report_on", after_that)


def entries() -> list[Path]:
    return sorted(KEPT.iterdir())


def told(result: Result) -> tuple[str, str, int]:
    return result.stdout, result.stderr, result.exit_code


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "options", [(), ("--format", "json"), ("--color", "always"), ("plans", "--exit-zero")]
)
def test_a_run_without_changes_prints_the_same_and_works_nothing_out(
    run: Run, audits: list[object], options: tuple[str, ...]
) -> None:
    without = run("check", "--no-cache", *options)
    assert told(without) == told(run("check", *options)) == told(run("check", *options))
    assert 2 == len(audits)


@pytest.mark.usefixtures("project")
def test_a_run_without_changes_loads_nothing_that_reads_or_judges() -> None:
    process().communicate()
    _, told = process("-X", "importtime").communicate()
    loaded = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "planlint.cache.answers" in loaded
    assert loaded.isdisjoint(
        {"yaml", "pydantic", "pint", "networkx", "planlint.project", "planlint.auditing"}
    )


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "options",
    [("--lang", "en"), ("--full",), ("--select", "PL2"), ("--isolated",), ("--fail-level", "error")],
)
def test_other_options_are_another_question(run: Run, audits: list[object], options: tuple[str, ...]) -> None:
    run("check", "plans")
    assert told(run("check", "plans", "--no-cache", *options)) == told(run("check", "plans", *options))
    assert 3 == len(audits)


CHANGES: dict[str, dict[str, str | None]] = {
    "a plan": {"plans/county.yaml": COUNTY.replace("≥23", "≥26")},
    "a superior": {"plans/region.yaml": ABOVE.replace("≥25", "≥22")},
    "the catalogue": {"catalogue.yaml": CATALOGUE.replace("健康素养水平", "素养")},
    "the configuration": {"planlint.yaml": PROJECT["planlint.yaml"].replace("]}", "], ignore: [PL2]}")},
    "a new plan": {"plans/city.yaml": SOUND},
    "a new plan in a new folder": {"plans/new/city.yaml": SOUND},
    "a plan gone": {"plans/region.yaml": None},
    "a nearer configuration": {"plans/planlint.yaml": "planlint: {ignore: [PL3]}\n"},
    "a ratchet": {"planlint-ratchet.yaml": "ratchet: []\n"},
    "no configuration": {"planlint.yaml": None},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("paths", [(), ("plans",), ("plans/county.yaml",)])
def test_whatever_a_run_rests_on_is_seen_to_change(
    run: Run, project: Path, change: str, paths: tuple[str, ...]
) -> None:
    run("check", *paths)
    for name, text in CHANGES[change].items():
        file = project / name
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    assert told(run("check", "--no-cache", *paths)) == told(run("check", *paths))


@pytest.mark.usefixtures("project")
def test_units_divisions_and_rules_of_the_project_are_seen_to_change(
    run: Run, write: Write, audits: list[object]
) -> None:
    files = {
        "planlint.yaml": "planlint: {plans: [plans], rules: [rules, none], units: [u.txt], divisions: [d.csv]}\n",
        "u.txt": "",
        "d.csv": "code,name,level\n",
        "rules/XX900.yaml": "rule: {}\n",
    }
    write(files)
    run("check")
    for count, change in enumerate(
        (
            {"u.txt": "x y z\n"},
            {"d.csv": "code,name,level\n150724,某旗,county\n"},
            {"rules/XX900.yaml": "rule: {id: XX900}\n"},
            {"none/a.yaml": "rule: {}\n"},
        ),
        start=2,
    ):
        write(change)
        assert told(run("check")) == told(run("check"))
        assert count == len(audits)


def test_a_link_that_leads_elsewhere_is_seen_though_the_content_is_the_same(
    run: Run, project: Path, audits: list[object]
) -> None:
    (project / "one.yaml").write_text(SOUND, encoding="utf-8")
    (project / "two.yaml").write_text(SOUND, encoding="utf-8")
    link = project / "plans" / "link.yaml"
    link.symlink_to(project / "one.yaml")
    run("check")
    link.unlink()
    link.symlink_to(project / "two.yaml")
    run("check")
    assert 2 == len(audits)


def test_files_with_other_times_and_the_same_content_are_known_again(
    run: Run, project: Path, audits: list[object]
) -> None:
    run("check")
    before = entries()[0].read_bytes()
    os.utime(project / "plans" / "county.yaml", (1, 1))
    run("check")
    assert 1 == len(audits)
    assert before != entries()[0].read_bytes()


def test_a_change_that_keeps_size_and_time_is_seen(run: Run, project: Path, audits: list[object]) -> None:
    file = project / "plans" / "county.yaml"
    run("check")
    status = file.stat()
    file.write_text(COUNTY.replace("≥23", "≥24"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    run("check")
    assert 2 == len(audits)


def test_a_settled_file_is_not_read_again(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")
    monkeypatch.setattr(time, "time_ns", lambda: 4 * 10**18)
    run("check")
    monkeypatch.setattr(states, "digest_of", pytest.fail)
    assert 1 == run("check").exit_code


def test_an_answer_is_not_kept_where_a_file_changes_meanwhile(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile() -> None:
        (project / "plans" / "county.yaml").write_text(SOUND, encoding="utf-8")

    do_before_judging(monkeypatch, meanwhile)
    assert 1 == run("check").exit_code
    assert not KEPT.exists()


@pytest.mark.parametrize("change", ["comes", "goes", "comes again"])
def test_a_file_that_comes_or_goes_meanwhile_is_seen_by_the_next_run(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, audits: list[object], change: str
) -> None:
    def meanwhile() -> None:
        if change == "comes":
            (project / "plans" / "city.yaml").write_text(SOUND, encoding="utf-8")
        else:
            text = (project / "plans" / "region.yaml").read_text("utf-8")
            (project / "plans" / "region.yaml").unlink()
            if change == "comes again":
                (project / "plans" / "region.yaml").write_text(text.replace("≥25", "≥22"), encoding="utf-8")

    with monkeypatch.context() as changed:
        do_before_judging(changed, meanwhile)
        assert 1 == run("check").exit_code
    audits.clear()
    assert told(run("check")) == told(run("check", "--no-cache"))
    assert 2 == len(audits)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("pipe.yaml", os.mkfifo),
        ("away.yaml", lambda path: Path(path).symlink_to("nowhere")),
        ("large.yaml", lambda path: Path(path).write_bytes(b" " * (states.MAX_SEEN + 1))),
    ],
)
def test_a_run_over_what_is_no_readable_file_is_never_kept(
    run: Run, project: Path, name: str, make: Any
) -> None:
    make(project / "plans" / name)
    assert told(run("check", "--no-cache")) == told(run("check"))
    assert not KEPT.exists()


def test_a_waivers_last_day_ends_what_was_said_before_it(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, audits: list[object]
) -> None:
    waived = COUNTY.replace(
        "target: {2025: ≥23}",
        "target: {2025: ≥23}, waive: [{rule: PL201, reason: r, approved_by: a, until: 2999-12-30}]",
    )
    (project / "plans" / "county.yaml").write_text(waived, encoding="utf-8")
    run("check")

    class Later(date):
        day_meant = "2999-12-30"

        @classmethod
        def today(cls) -> date:
            return date.fromisoformat(cls.day_meant)

    monkeypatch.setattr(answers, "date", Later)
    run("check")
    assert 1 == len(audits)
    Later.day_meant = "2999-12-31"
    run("check")
    assert 2 == len(audits)


def test_an_answer_is_right_between_two_days() -> None:
    answer = Answer("", False, 0, after="2026-01-31", until="2026-02-28")
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))
    assert [False, True, True, False] == [answer.is_right_on(day) for day in days]


def test_nothing_is_kept_where_there_is_no_plan(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    assert told(run("check", "empty")) == told(run("check", "empty"))
    assert not KEPT.exists()


def test_damaged_entries_are_misses(run: Run, project: Path, audits: list[object]) -> None:
    right = told(run("check"))
    entry = entries()[0]
    sound = entry.read_bytes()
    wrong = [b"", sound[:-1], sound[:40], b"\0" * len(sound), sound[:50] + b"!" + sound[51:], os.urandom(300)]
    for count, data in enumerate(wrong, start=2):
        entry.write_bytes(data)
        assert right == told(run("check"))
        assert count == len(audits)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff" * 20,
        (3).to_bytes(8) + b"abc",
        (lambda head: len(head).to_bytes(8) + head + zlib.compress(b""))(zlib.compress(b"[" * 100_000)),
        (lambda head: len(head).to_bytes(8) + head + zlib.compress(b""))(zlib.compress(b"{}")),
        (lambda head: len(head).to_bytes(8) + head)(zlib.compress(b" " * (folder.MAX_ENTRY + 1))),
    ],
    ids=["empty", "no length", "no zlib", "deep", "no keys", "bomb"],
)
def test_hostile_entries_with_a_right_seal_are_misses(
    run: Run, project: Path, audits: list[object], payload: bytes
) -> None:
    right = told(run("check"))
    cache = folder.held(Path(".planlint_cache").absolute())
    assert cache is not None
    cache.write(folder.ANSWERS, entries()[0].name, payload)
    assert right == told(run("check"))
    assert 2 == len(audits)


def test_a_cache_that_came_with_a_copy_of_the_project_says_nothing(
    run: Run, project: Path, audits: list[object]
) -> None:
    run("check")
    kept = entries()[0]
    old = kept.read_bytes()
    tag = (project / ".planlint_cache" / "CACHEDIR.TAG").read_bytes()
    for name in ("CACHEDIR.TAG",):
        (project / ".planlint_cache" / name).unlink()
        (project / ".planlint_cache" / name).write_bytes(tag)
    kept.write_bytes(old)
    run("check")
    assert 2 == len(audits)


def test_another_planlint_another_package_or_place_is_another_question(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys = {answers.key_of("check", "")}
    with monkeypatch.context() as changed:
        changed.setattr(answers, "planlint_itself", lambda: "other")
        keys.add(answers.key_of("check", ""))
    with monkeypatch.context() as changed:
        (tmp_path / "some-1.dist-info").mkdir()
        changed.syspath_prepend(tmp_path)
        keys.add(answers.key_of("check", ""))
    monkeypatch.chdir(tmp_path)
    keys |= {answers.key_of("check", ""), answers.key_of("check", "x"), answers.key_of("other", "")}
    assert 6 == len(keys)


def test_planlints_own_state_covers_code_and_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inside = "\n".join(states._inside(str(DATA.parent)))
    assert "auditing.py" in inside and "units.txt" in inside and "__pycache__" not in inside


NAMES = ("plans/county.yaml", "plans/region.yaml", "plans/city.yaml", "plans/a/city.yaml", "b/region.yaml")
TEXTS = (
    COUNTY,
    COUNTY.replace("≥23", "≥30"),
    ABOVE,
    SOUND,
    BROKEN,
    "",
    "x: [",
    plan_text(**CITY),
    PROJECT["catalogue.yaml"],
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_output_is_the_same_with_and_without_after_random_changes(run: Run, project: Path, seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(3):
        name, what = chosen.choice(NAMES), chosen.randrange(6)
        file = project / name
        if what == 0:
            file.unlink(missing_ok=True)
        elif what == 1 and (project / "plans").is_dir() and not (project / "elsewhere").exists():
            (project / "plans").rename(project / "elsewhere")
        elif what == 2 and (project / "elsewhere").is_dir() and not (project / "plans").exists():
            (project / "elsewhere").rename(project / "plans")
        elif what == 3:
            text = chosen.choice(
                ["{plans: [plans]}", "{plans: [plans, b], ignore: [PL2]}", "{plans: [elsewhere]}"]
            )
            (project / "planlint.yaml").write_text(f"planlint: {text}\n", encoding="utf-8")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(chosen.choice(TEXTS), encoding="utf-8")
        for paths in ((), (".",), ("plans/county.yaml",)[: (project / "plans/county.yaml").is_file()]):
            assert (
                told(run("check", "--no-cache", *paths))
                == told(run("check", *paths))
                == told(run("check", *paths))
            )


def test_processes_at_once_print_what_each_would_alone(project: Path, run: Run) -> None:
    alone = run("check", "--no-cache", "--format", "json").stdout
    together = [process() for _ in range(4)]
    assert {alone} == {each.communicate()[0] for each in together}
    assert alone == run("check", "--format", "json").stdout
