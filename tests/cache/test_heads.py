"""Plans around a judged one: known by their heads, read in full only where a rule asks; the same output."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from planlint.cache import answers, heads
from planlint.cache import folder as cache
from planlint.model import Plan
from planlint.project import load
from planlint.reading import held as held_module
from planlint.reading import processes
from planlint.reading.document import Fault, read_bytes
from planlint.reading.held import HeldPlan, head_of, held_plan
from tests.builders import CATALOGUE, plan_text
from tests.cli.conftest import COUNTY, SOUND, Run, Write

pytestmark = pytest.mark.usefixtures("switch_cache_on")

ABOVE = "indicator: 健康素养水平, unit: '%', target: {2025: ≥25}, nature: 约束性, at: {table: 表, row: 1, line: 1}"


def far(code: str) -> str:
    """A plan of another region."""
    return plan_text("indicator: 吸烟率, target: {2025: ≤20%}", id=f"far-{code}", jurisdiction=code)


NATION: Mapping[str, str] = {
    "planlint.yaml": "planlint: {plans: [plans], catalogues: [catalogue.yaml]}\n",
    "catalogue.yaml": CATALOGUE,
    "plans/150000.yaml": plan_text(ABOVE, id="region", jurisdiction="150000"),
    "plans/150700.yaml": SOUND,
    "plans/150724.yaml": COUNTY,
    "plans/150725.yaml": plan_text(
        "indicator: 吸烟率, target: {2025: ≤10%}", id="sibling", jurisdiction="150725"
    ),
    **{f"plans/{code}.yaml": far(code) for code in ("110000", "420000", "420100", "420500")},
}


@pytest.fixture
def read_in_full(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of plans that were read in full, by whichever way."""
    found: list[str] = []

    def noted(path: Path, file: str) -> bytes | Fault:
        found.append(path.name)
        return read_bytes(path, file)

    for module in (processes, held_module):
        monkeypatch.setattr(module, "read_bytes", noted)
    return found


@pytest.mark.usefixtures("folder")
def test_plans_that_cannot_matter_are_not_read_again(run: Run, write: Write, read_in_full: list[str]) -> None:
    write(NATION)
    run("check", "plans/150724.yaml")
    write({"plans/150724.yaml": COUNTY.replace("≥23", "≥22")})
    without = run("check", "--no-cache", "plans/150724.yaml").stdout
    read_in_full.clear()
    assert without == run("check", "plans/150724.yaml").stdout
    assert {"150000.yaml", "150724.yaml"} <= {*read_in_full}
    assert not {"110000.yaml", "420000.yaml", "420100.yaml", "420500.yaml"} & {*read_in_full}


CHANGES: dict[str, dict[str, str]] = {
    "its superior": {
        "plans/150000.yaml": plan_text(ABOVE.replace("25", "29"), id="region", jurisdiction="150000")
    },
    "an equal id": {"plans/420100.yaml": COUNTY},
    "an equal id, other words": {"plans/420100.yaml": COUNTY.replace("≥23", "≥22")},
    "a plan between": {"plans/150700.yaml": plan_text(ABOVE, id="city", jurisdiction="150700")},
    "a plan that rests on it": {
        "plans/420100.yaml": plan_text(ABOVE, id="x", jurisdiction="420100", implements="[county]")
    },
    "a faulty plan": {"plans/420500.yaml": "plan: {}\n"},
    "no YAML": {"plans/110000.yaml": "x: [\n"},
    "no plan": {"plans/110000.yaml": "rule: {}\n"},
    "a circle": {
        "plans/150000.yaml": plan_text(ABOVE, id="region", jurisdiction="150000", implements="[county]")
    },
    "an earlier plan": {
        "plans/old.yaml": plan_text(
            "indicator: 吸烟率, target: {2020: ≤5%}", id="old", jurisdiction="150724", period="2016-2020"
        )
    },
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "json"])
def test_output_is_the_same_whichever_plans_are_held_by_their_heads(
    run: Run, write: Write, form: str
) -> None:
    for judged in ("plans/150724.yaml", "plans/150000.yaml"):
        for change in CHANGES.values():
            write(NATION)
            run("check", judged)
            write(change)
            options = ("check", judged, "--format", form, "--show", "all")[: 6 if form == "text" else 4]
            assert run(*options, "--no-cache").output == run(*options).output
            Path("plans/old.yaml").unlink(missing_ok=True)


@pytest.mark.usefixtures("folder")
def test_what_a_file_held_is_forgotten_with_the_file(run: Run, write: Write) -> None:
    write(NATION)
    run("check", "plans/150724.yaml")
    Path("plans/420500.yaml").unlink()
    run("check", "plans/150724.yaml", "--full")
    write({"plans/110000.yaml": far("110000") + "\n"})
    run("check", "plans/150724.yaml")
    found = cache.held(Path(".planlint_cache").absolute())
    assert found is not None
    assert {Path(name).stem for name in heads.read(found)} == {
        Path(name).stem for name in NATION if name.startswith("plans/") and "420500" not in name
    }


def test_damaged_heads_are_none(tmp_path: Path) -> None:
    found = cache.opened(tmp_path / "cache")
    assert found is not None
    for data in (
        b"",
        zlib.compress(b"{"),
        zlib.compress(b"[[1]]"),
        zlib.compress(b'[["a", 1]]'),
        zlib.compress(b"3"),
    ):
        found.write(cache.HEADS, heads._name(), data)
        assert {} == heads.read(found)


@pytest.fixture
def plan(write: Write) -> Plan:
    write({"a.yaml": COUNTY})
    return load([Path("a.yaml")]).judged[0]


def held(plan: Plan) -> Plan:
    return held_plan(head_of(plan), Path("a.yaml").absolute(), "a.yaml")


def test_a_held_plan_is_equal_to_one_read_in_full(plan: Plan) -> None:
    assert held(plan) == plan and plan == held(plan) and held(plan) == held(plan)
    assert hash(held(plan)) == hash(plan)
    assert replace(held(plan), file="b") == replace(plan, file="b") != plan
    assert pickle.loads(pickle.dumps(held(plan))) == plan
    assert held(plan) != "plan"
    assert (plan.statements, plan.main_table) == (held(plan).statements, held(plan).main_table)


def test_a_head_is_known_without_reading(plan: Plan) -> None:
    known = held(plan)
    Path("a.yaml").unlink()
    assert ("county", "150724", plan.period, plan.implements) == (
        known.id,
        known.jurisdiction,
        known.period,
        known.implements,
    )
    assert isinstance(known, HeldPlan) and () == known.statements and {} == known.spans


def test_a_held_plan_has_no_other_fields(plan: Plan) -> None:
    with pytest.raises(AttributeError, match="titel"):
        _ = held(plan).titel  # type: ignore[attr-defined]


@pytest.mark.usefixtures("folder")
def test_heads_are_not_written_again_for_few_plans_among_many(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_HEADS_FOR_A_PLAN", 4)
    write(NATION)
    run("check", "plans/150724.yaml")
    (entry,) = Path(".planlint_cache", cache.HEADS).iterdir()
    before = entry.read_bytes()
    write({"plans/150725.yaml": far("150725")})
    assert run("check", "plans/150724.yaml", "--no-cache").output == run("check", "plans/150724.yaml").output
    assert before == entry.read_bytes()
    write({f"plans/{code}.yaml": far(code) + "\n" for code in ("110000", "420000", "150725")})
    assert run("check", "plans/150724.yaml", "--no-cache").output == run("check", "plans/150724.yaml").output
    assert before != entry.read_bytes()
