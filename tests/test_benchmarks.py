"""The benchmarks' own parts: corpora that are what they claim to be, figures that follow from what was measured."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from benchmarks import curve, goals, indicators, national, peers, places, planted, process, run
from benchmarks.faults import FAULTS
from planlint import audit

ALL_FAULTY = 1
"""Every county plan has a fault."""


def written(folder: Path, plans: int, **options: int) -> dict[str, bytes]:
    for _ in national.write(folder, plans, **options):
        pass
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*.*")
        if file.is_file()
    }


def test_one_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    one = written(tmp_path / "one", 20, seed=1)
    assert one == written(tmp_path / "again", 20, seed=1)
    assert one != written(tmp_path / "other", 20, seed=2)


def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path) -> None:
    kinds = Counter(page.fault for page in national.write(tmp_path, 90, fault_in=ALL_FAULTY, size=30))
    assert set(FAULTS) == set(kinds) - {None}
    comparison = planted.compared(tmp_path)
    assert comparison.is_exact, comparison.told()


def test_a_corpus_without_faults_has_no_findings_in_any_sector(tmp_path: Path) -> None:
    size = 2
    every_group = len(indicators.sectors()) * len(national.PERIODS) * size
    written(tmp_path, every_group, fault_in=0, size=size)
    report = audit([tmp_path])
    assert report.findings == ()
    assert len(report.plans) == every_group


def test_every_plan_has_forty_statements(tmp_path: Path) -> None:
    written(tmp_path, 30, fault_in=ALL_FAULTY)
    report = audit([tmp_path / "plans"])
    assert {40} == {len(plan.statements) for plan in report.plans}


def test_a_missed_fault_and_a_finding_beside_the_planted_ones_are_told(tmp_path: Path) -> None:
    comparison = planted.Comparison(Counter([("a.yaml", 3, "PL201")]), Counter([("b.yaml", 4, "PL301")]))
    assert not comparison.is_exact
    assert comparison.told() == (
        "0 of 1 planted faults found, 1 findings beside them\nmissed: PL201 a.yaml:3\nbeside: PL301 b.yaml:4"
    )


def test_what_stands_above_a_place_comes_before_it() -> None:
    seen: set[str | None] = {None}
    for place in places.places():
        assert place.superior in seen
        seen.add(place.code)
    assert len(seen) == 1 + places.GROUP


def test_more_plans_than_there_are_groups_for_are_refused() -> None:
    with pytest.raises(ValueError, match="no more than 32 plans"):
        list(national.groups(33, 1))


def test_catalogues_name_each_indicator_of_their_sector_once() -> None:
    for sector, known in indicators.sectors().items():
        listed = yaml.safe_load(indicators.catalogue(sector))["indicators"]
        assert [one.id for one in known] == [entry["id"] for entry in listed]
        assert len({entry["name"] for entry in listed}) == len(listed)


def took(wall: dict[str, float]) -> dict[str, process.Run]:
    return {
        name: process.Run(seconds, 2 * seconds if name == goals.COLD else seconds)
        for name, seconds in wall.items()
    }


@pytest.fixture
def measured() -> run.Measured:
    wall = {goals.CC: 10.0, goals.COLD: 5.0, "one process": 9.0, "one process, reading alone": 4.0}
    warm = {"unchanged": 1.0, "one edited": 1.0}
    return run.Measured("national", 1, {}, took(wall | warm), {goals.COLD: 100 << 20})


def test_a_goal_is_a_ratio_of_medians(measured: run.Measured) -> None:
    found = {one.id: one for one in run.outcomes(measured)}
    assert (0.5, 1.0, True) == (found["cold"].value, found["cold"].cpu, found["cold"].met)
    assert (0.5, False) == (found["rules"].value, found["rules"].met)
    assert "| 3,200 plans, cold | ≤ 0.65 × CC: yaml.compose of all files | 0.5 | 1 | met |" in run.table(
        list(found.values())
    )


def test_memory_has_a_limit_of_its_own(measured: run.Measured) -> None:
    assert next(one for one in run.outcomes(measured) if one.id == "memory").met
    too_much = replace(measured, memory={goals.COLD: 251 << 20})
    assert not next(one for one in run.outcomes(too_much) if one.id == "memory").met


def test_a_large_run_is_measured_by_the_plan() -> None:
    measured = run.Measured("large", 1, {}, took({goals.COLD: 3.2, goals.LARGE: 110.0}), {goals.LARGE: 1})
    assert pytest.approx(1.1) == next(run.outcomes(measured)).value


def test_commands_are_measured_in_turn_and_their_children_are_weighed(tmp_path: Path) -> None:
    order: list[str] = []
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'bytearray(50_000_000).hex()'])"
    commands = [
        process.Command(
            name, (sys.executable, "-c", code), tmp_path, before=lambda name=name: order.append(name)
        )  # type: ignore[misc]
        for name, code in (("a", "pass"), ("b", child))
    ]
    taken = process.interleaved(commands, 2, order.append)
    assert ["1/2 a", "a", "1/2 b", "b", "2/2 b", "b", "2/2 a", "a"] == order
    assert 2 == len(taken["a"])
    assert all(one.cpu > 0 and one.wall > 0 for one in process.medians(taken).values())
    assert process.peak_memory(commands[1]) > 50_000_000


def test_a_command_that_does_not_do_its_work_is_no_measurement(tmp_path: Path) -> None:
    broken = process.Command("broken", (sys.executable, "-c", "raise SystemExit('why')"), tmp_path)
    with pytest.raises(process.CommandError, match=r"broken: exit status 1(.|\n)*why"):
        process.timed(broken)


def test_the_schema_for_peers_has_no_reference_that_leads_nowhere() -> None:
    schema = peers.draft_07()
    assert isinstance(schema, dict)
    assert "$defs" not in str(schema)
    assert schema["definitions"].keys() >= {"StatementForm"}


def test_growth_is_told_by_ratios_and_read_again_as_written() -> None:
    points = [curve.Point(100, 1.0, 2.0), curve.Point(1000, 12.0, 20.0)]
    assert curve.read(curve.written(points)) == points
    assert "| 1,000 | 0.60 | 1.20 |" in curve.table(points)
