"""Layouts: where no plan's head has changed, who meets whom is not worked out again; else it is."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planlint import auditing
from planlint.cache import answers, states
from planlint.judging.kept import KeptParts
from planlint.judging.layout import heads_of
from planlint.judging.parts import Judge, chains
from planlint.project import Project, load
from tests.cache.test_answers import do_before_judging, told
from tests.cache.test_kept_parts import CODES, STATEMENTS, Shelf, a_plan, judged, nation, put, small_parts
from tests.cli.conftest import Run

__all__ = ["judged", "nation", "small_parts"]

pytestmark = pytest.mark.usefixtures("switch_cache_on", "small_parts", "nation")


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each time that plans are laid out in parts."""
    found: list[int] = []
    monkeypatch.setattr(auditing, "chains", lambda *about: found.append(1) or chains(*about))
    return found


def test_plans_whose_heads_have_not_changed_are_not_laid_out_again(run: Run, laid_out: list[int]) -> None:
    run("check")
    run("check", "--lang", "en")  # the heads are known by now
    laid_out.clear()
    put("plans/420102.yaml", a_plan("420102", *STATEMENTS[:3]))
    without = run("check", "--no-cache")
    laid_out.clear()
    assert told(without) == told(run("check"))
    assert not laid_out


CHANGES: dict[str, tuple[str, dict[str, str]]] = {
    "another superior": ("420102", {"superior": "150000"}),
    "another period": ("420102", {"period": "2016-2020"}),
    "another plan to rest on": ("420102", {"implements": "[p420000, p000000]"}),
    "another place": ("150725", {"jurisdiction": "420103"}),
    "an id that another has": ("420102", {"id": "p150724"}),
    "an unknown place": ("420102", {"jurisdiction": "429999"}),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_changed_head_is_laid_out_again(run: Run, laid_out: list[int], change: str, form: str) -> None:
    options = ("check", "--format", form, *("--show", "all")[: 2 if form == "text" else 0])
    run(*options)
    run(*options, "--lang", "en")
    code, head = CHANGES[change]
    put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[:3], **head))
    without = run(*options, "--no-cache")
    laid_out.clear()
    assert told(without) == told(run(*options))
    assert laid_out
    put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[:3]))
    assert told(run(*options, "--no-cache")) == told(run(*options))


def test_plans_beside_the_judged_ones_have_their_place_in_it(run: Run, laid_out: list[int]) -> None:
    Path("judged").mkdir()
    for code in ("150700", "150724"):
        Path(f"plans/{code}.yaml").rename(f"judged/{code}.yaml")
    run("check", "judged")
    run("check", "judged", "--lang", "en")
    put("plans/150000.yaml", a_plan("150000", *STATEMENTS[2:5]))
    without = run("check", "judged", "--no-cache")
    laid_out.clear()
    assert told(without) == told(run("check", "judged"))
    assert not laid_out


@pytest.mark.parametrize("code", ["150724", "420102", "420100"])
def test_a_plan_that_changes_meanwhile_is_seen_by_the_next_run(
    run: Run, monkeypatch: pytest.MonkeyPatch, judged: list[str], code: str
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 4 * 10**18)  # all files are settled
    run("check")
    run("check", "--lang", "en")
    put("plans/420102.yaml", a_plan("420102", *STATEMENTS[:3]))
    judged.clear()
    with monkeypatch.context() as changed:
        do_before_judging(changed, lambda: put(f"plans/{code}.yaml", a_plan(code, *STATEMENTS[3:])))
        assert 1 == run("check").exit_code
    assert "p150724" not in judged
    assert told(run("check", "--no-cache")) == told(run("check"))
    assert told(run("check", "--no-cache")) == told(run("check"))


def test_the_digest_of_a_settled_file_is_worked_out_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 4 * 10**18)
    digest_of, digested = states.digest_of, list[str]()

    def noted(path: str) -> str | None:
        digested.append(Path(path).name)
        return digest_of(path)

    for module in (states, answers):
        monkeypatch.setattr(module, "digest_of", noted)
    run("check")
    assert 1 == digested.count("420102.yaml") == digested.count("000000.yaml")


def kept_by(shelf: Shelf, nation: Path) -> tuple[KeptParts, Project]:
    project = load([nation / "plans"], config_file=nation / "planlint.yaml")
    judge = Judge(project.rules, auditing.policy_of(project), date(2026, 1, 1), listed=True)
    return KeptParts(shelf, judge), project


def keep_layout(shelf: Shelf, nation: Path) -> tuple[KeptParts, Project]:
    kept, project = kept_by(shelf, nation)
    kept.layout(project.judged, project.context)
    corpus = auditing.corpus_of(project)
    missing = [corpus.hierarchy.missing(plan) for plan in corpus.judged]
    kept.keep_layout(corpus, chains(corpus, project.rules), missing)
    return kept, project


def test_what_was_kept_is_what_is_worked_out(nation: Path) -> None:
    Path("plans/420100.yaml").unlink()
    put("plans/150725.yaml", a_plan("150725", superior="420000"))
    put("plans/150400.yaml", a_plan("150499"))
    kept, project = keep_layout(Shelf(), nation)
    layout = kept.layout(project.judged, project.context)
    assert layout is not None
    corpus = auditing.corpus_of(project)

    def who(parts: Any) -> Any:
        return [
            [
                (
                    [p.id for p in one.judged],
                    [p.id for p in one.context],
                    one.elsewhere,
                    one.below,
                    one.faults,
                )
                for one in chain
            ]
            for chain in parts
        ]

    assert who(chains(corpus, project.rules)) == who(
        layout.parts(auditing.corpus_of(project, layout.faults(project.judged)))
    )
    assert [corpus.hierarchy.missing(plan) for plan in corpus.judged] == layout.missing
    assert "420100" in [level.jurisdiction for one in layout.missing for level in one.levels]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1, 2, 3, 4]",
        b"[[], [], [], []]",
        b"[[[[[99], [], 0, 0, [], []]]], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], []]",
        b"[[[[[-1], [], 0, 0, [], []]]], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], []]",
        b'[[[[["1"], [], 0, 0, [], []]]], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], []]',
        b'[[[[[0], [], "0", 0, [], []]]], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], []]',
        b'[[[[[0], [], 0, "0", [], []]]], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], []]',
        b"[[[[[0], [], 0, 0, [], [0]]]], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], []]",
        b"[[], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 7], []]",
        b"[[], [[[], []]], [0], []]",
        b'[[], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], [["Path", [0], ["/etc"]]]]',
        b'[[], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], [["DuplicatePlans", [0], []]]]',
        b'[[], [[[], []]], [0, 0, 0, 0, 0, 0, 0, 0, 0], [["DuplicatePlans", [9], [[]]]]]',
        b"[" * 100_000,
    ],
)
def test_what_was_not_written_by_it_is_no_layout(nation: Path, data: bytes) -> None:
    shelf = Shelf()
    kept, project = keep_layout(shelf, nation)
    assert kept.layout(project.judged, project.context) is not None
    shelf.kept = dict.fromkeys(shelf.kept, data)
    assert kept.layout(project.judged, project.context) is None


@pytest.mark.parametrize("code", ["000000", "150724"])
def test_where_two_plans_have_one_id_or_lead_to_themselves_no_layout_is_kept(nation: Path, code: str) -> None:
    put(
        "plans/150725.yaml",
        a_plan("150725", **({"id": f"p{code}"} if code == "000000" else {"superior": code})),
    )
    put("plans/150724.yaml", a_plan("150724", superior="150725"))
    shelf = Shelf()
    keep_layout(shelf, nation)
    assert {} == shelf.kept


def test_without_a_memory_nothing_is_asked(nation: Path) -> None:
    shelf = Shelf()
    shelf.knows_surroundings = False
    kept, project = keep_layout(shelf, nation)
    assert kept.layout(project.judged, project.context) is None
    assert {} == shelf.kept


def test_heads_say_which_plans_are_judged(nation: Path) -> None:
    _, project = kept_by(Shelf(), nation)
    first, *others = project.judged
    heads = [heads_of((first,), others), heads_of((first, *others), ()), heads_of((), (first, *others))]
    assert len(CODES) == len(heads[0] or ())
    assert heads[0] != heads[1] != heads[2] != heads[0]
