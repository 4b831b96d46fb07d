"""Parts: after a change only what looks at it is judged again, and the bytes are those of a run without a cache."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint import auditing
from planlint import project as reading
from planlint.cache import folder as cache
from planlint.files import Memory, _NoMemory
from planlint.judging.kept import KeptParts
from planlint.judging.parts import Judge, Part, Told, chains
from planlint.project import load
from tests.builders import CATALOGUE, plan_text
from tests.cache.test_answers import told
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("switch_cache_on", "small_parts")

WAIVED = "indicator: 吸烟率, target: {2025: ≤40}, waive: [{rule: PL201, reason: 因, until: 2030-12-31}]"
STATEMENTS = (
    "indicator: 吸烟率, unit: '%', target: {2025: ≤20}, nature: 约束性, at: {table: 表, row: 1, line: 1}",
    "indicator: 吸烟率, target: {2025: ≤29%}",
    "indicator: 吸烟率, target: {2025: <23%}",
    "indicator: 健康素养水平, target: {2025: 31}, at: {table: 表, row: 1}",
    "indicator: 健康素养水平, target: {2025: 达到全区平均水平}",
    "indicator: 健康素养水平, place: 全区, baseline: {2024: 31%}",
    WAIVED,
)
CODES = ("000000", "150000", "150700", "150724", "150725", "150400", "420000", "420100", "420102")
CONFIGS = (
    "planlint: {plans: [plans], catalogues: [catalogue.yaml]}\n",
    "planlint: {plans: [plans], catalogues: [catalogue.yaml], rules: {PL201: note}}\n",
    "planlint: {plans: [plans], catalogues: [catalogue.yaml], options: {PL209: {least: '1', times: '0'}}}\n",
    "planlint: {plans: [plans], catalogues: [catalogue.yaml], per_path: {plans/1507*: {rules: {PL201: false}}}}\n",
)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few plans are very many, and one process does the work."""
    monkeypatch.setattr(reading, "PARTS_FROM", 1)
    monkeypatch.setattr(auditing, "cores", lambda: 1)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plans that are judged, part by part."""
    found: list[str] = []
    work = Judge.__call__

    def noted(self: Judge, parts: Sequence[Part]) -> list[Told]:
        found.extend(plan.id for part in parts for plan in part.judged)
        return work(self, parts)

    monkeypatch.setattr(Judge, "__call__", noted)
    return found


def put(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def a_plan(code: str, *statements: str, **head: str) -> str:
    return plan_text(*statements, **{"id": f"p{code}", "jurisdiction": code} | head)


@pytest.fixture
def nation(folder: Path) -> Path:
    Path("plans").mkdir()
    put("planlint.yaml", CONFIGS[0])
    put("catalogue.yaml", CATALOGUE)
    for number, code in enumerate(CODES):
        put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[number % 3 : number % 3 + 3]))
    return folder


@pytest.mark.usefixtures("nation")
def test_only_parts_that_look_at_a_changed_plan_are_judged_again(run: Run, judged: list[str]) -> None:
    first = run("check")
    assert sorted(f"p{code}" for code in CODES) == sorted(judged)
    put("plans/420102.yaml", a_plan("420102", *STATEMENTS[:3]))
    without = run("check", "--no-cache")
    judged.clear()
    assert told(without) == told(run("check")) != told(first)
    assert "p420102" in judged
    assert {"p150724", "p150725"}.isdisjoint(judged)


@pytest.mark.usefixtures("nation")
def test_plans_below_that_nothing_was_held_against_may_change(run: Run, judged: list[str]) -> None:
    alone = "indicator: 吸烟率, target: {2025: 20%}"
    for code in ("150700", "150400"):
        put(f"plans/{code}.yaml", a_plan(code, alone))
    run("check")  # both cities promise the same: neither is held against its counties
    for county, target, again in (("150724", "22%", False), ("420102", "22%", True)):
        put(f"plans/{county}.yaml", a_plan(county, f"indicator: 吸烟率, target: {{2025: {target}}}"))
        judged.clear()
        run("check")
        city = f"p{county[:4]}00"
        assert again == (city in judged)  # a city without siblings has no others to be held against


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 10**9))
@pytest.mark.usefixtures("nation")
def test_output_is_the_same_whatever_was_changed_before(run: Run, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        code = chance.choice(CODES)
        statements = chance.sample(STATEMENTS, chance.randrange(4))
        match chance.randrange(8):
            case 0:
                Path(f"plans/{code}.yaml").unlink(missing_ok=True)
            case 1:
                put("planlint.yaml", chance.choice(CONFIGS))
            case 2:
                put(f"plans/{code}.yaml", a_plan(code, *statements, superior=chance.choice(CODES)))
            case 3:
                put(f"plans/{code}.yaml", a_plan(code, *statements, id=f"p{chance.choice(CODES)}"))
            case 4:
                put(f"plans/{code}.yaml", a_plan(code, *statements, implements=f"[p{chance.choice(CODES)}]"))
            case 5:
                put("catalogue.yaml", f"{CATALOGUE}# {seed}\n")
            case 6:
                put(f"plans/{code}.yaml", "plan: [")
            case _:
                put(f"plans/{code}.yaml", a_plan(code, *statements))
        options = chance.choice(((), ("--format", "json"), ("--show", "all", "--full")))
        assert told(run("check", "--no-cache", *options)) == told(run("check", *options))


@pytest.mark.usefixtures("nation")
def test_damaged_parts_are_judged_again(run: Run, judged: list[str]) -> None:
    run("check")
    entries = sorted(Path(".planlint_cache", cache.PARTS).iterdir())
    assert entries
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1])
    judged.clear()
    put("plans/420102.yaml", a_plan("420102"))
    run("check")
    assert sorted(f"p{code}" for code in CODES) == sorted(judged)


class Shelf(_NoMemory):
    """A memory of parts alone."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.knows_content = True
        self.knows_surroundings = True

    def content(self, path: str) -> str | None:
        return Path(path).name if self.knows_content else None

    def surroundings(self) -> str | None:
        return "here" if self.knows_surroundings else None

    def told(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def keep_told(self, key: str, told: bytes) -> None:
        self.kept[key] = told


def parts_of(nation: Path, shelf: Memory, today: date) -> tuple[KeptParts, Judge, list[Part]]:
    project = load([nation / "plans"], config_file=nation / "planlint.yaml")
    corpus = auditing.corpus_of(project)
    judge = Judge(project.rules, auditing.policy_of(project), today, listed=True)
    cut = chains(corpus, project.rules)
    return KeptParts(shelf, judge), judge, [part for chain in cut for part in chain]


def test_a_waivers_last_day_ends_what_was_told_before_it(nation: Path) -> None:
    shelf = Shelf()
    put("plans/150724.yaml", a_plan("150724", WAIVED))
    before, judge, parts = parts_of(nation, shelf, date(2030, 12, 30))
    (part,) = (part for part in parts if any(plan.id == "p150724" for plan in part.judged))
    before.keep(part, judge([part])[0])
    for day, known in ((date(2030, 12, 31), True), (date(2031, 1, 1), False)):
        later, _, parts = parts_of(nation, shelf, day)
        (part,) = (part for part in parts if any(plan.id == "p150724" for plan in part.judged))
        assert known == (later.told(part) is not None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'["2026-01-01", [], [0]]',
        b'["2026-01-01", [["Path", "/etc"]], [0]]',
        b'["2026-01-01", [["tuple", [5]]], [0]]',
        b'["2026-01-01", [["number", "1", "0"]], [0]]',
        b'["2026-01-01", [["Words", "a"]], [0]]',
        b'["2026-01-01", [["tuple"]], [0]]',
        b"[" * 100_000,
    ],
)
def test_what_was_not_written_by_it_is_not_read(nation: Path, data: bytes) -> None:
    shelf = Shelf()
    parts, judge, (part, *_) = parts_of(nation, shelf, date(2026, 1, 1))
    parts.keep(part, judge([part])[0])
    assert parts.told(part) is not None
    shelf.kept = dict.fromkeys(shelf.kept, data)
    assert parts.told(part) is None


def test_a_hostile_entry_with_a_right_seal_is_none(nation: Path, run: Run, judged: list[str]) -> None:
    run("check")
    place = cache.held(nation / ".planlint_cache")
    assert place is not None
    for entry in (place.path / cache.PARTS).iterdir():
        bomb = zlib.compress(json.dumps([0] * 10).encode() + b" " * 70_000_000, 9)
        place.write(cache.PARTS, entry.name, bomb)
    judged.clear()
    put("plans/420102.yaml", a_plan("420102"))
    run("check")
    assert sorted(f"p{code}" for code in CODES) == sorted(judged)


FAULTY: dict[str, tuple[str, dict[str, str]]] = {
    "an unknown code": ("150725", {"jurisdiction": "150799"}),
    "a superior aside": ("150724", {"superior": "420000"}),
    "a loop of superiors": ("150700", {"superior": "150724"}),
    "a loop of plans": ("150000", {"implements": "[p150724]"}),
    "two superiors": ("150725", {"jurisdiction": "150724", "superior": "150400"}),
    "two plans of a place": ("150725", {"jurisdiction": "150724"}),
    "two plans of an id": ("150725", {"id": "p150724"}),
}


@pytest.mark.usefixtures("nation")
@pytest.mark.parametrize("fault", FAULTY)
def test_parts_with_a_fault_between_plans_are_judged_again_only_after_a_change(
    run: Run, judged: list[str], fault: str
) -> None:
    code, head = FAULTY[fault]
    put("plans/150724.yaml", a_plan("150724", *STATEMENTS[:3], superior="150700", implements="[p150000]"))
    put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[:3], **head))
    run("check")
    judged.clear()
    put("plans/420102.yaml", a_plan("420102", *STATEMENTS[:3]))
    without = run("check", "--no-cache")
    judged.clear()
    assert told(without) == told(run("check"))
    assert "p420102" in judged
    if fault != "a superior aside":  # it joins both regions
        assert {"p150724", "p150725"}.isdisjoint(judged)
    for _ in range(2):
        put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[2:4], **head))
        assert told(run("check", "--no-cache")) == told(run("check"))
        put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[2:4]))
        assert told(run("check", "--no-cache")) == told(run("check"))


def test_parts_of_unknown_content_are_never_kept(nation: Path) -> None:
    for head in ({}, {"superior": "420000"}):
        put("plans/150724.yaml", a_plan("150724", **head))
        shelf = Shelf()
        shelf.knows_content = False
        parts, judge, all_parts = parts_of(nation, shelf, date(2026, 1, 1))
        for part in all_parts:
            parts.keep(part, judge([part])[0])
        assert bool(head) == any(part.faults for part in all_parts)
        assert {} == shelf.kept


def test_the_part_of_what_is_wrong_with_files_is_never_kept(nation: Path) -> None:
    shelf = Shelf()
    parts, judge, (*_, last) = parts_of(nation, shelf, date(2026, 1, 1))
    parts.keep(last, judge([last])[0])
    assert not last.judged and {} == shelf.kept
