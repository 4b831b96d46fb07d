"""The cache's folder: only what is ours is read, written and removed; its size is bounded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planlint.cache import folder as cache
from planlint.cache import states
from planlint.cache.folder import Folder, clear, held, opened, place, sizes
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("switch_cache_on")


@pytest.fixture
def kept(tmp_path: Path) -> Folder:
    found = opened(tmp_path / "cache")
    assert found is not None
    return found


def test_the_folder_is_beside_the_configuration_else_in_the_working_folder(folder: Path) -> None:
    (folder / "a").mkdir()
    config = folder / "a" / "planlint.yaml"
    config.touch()
    assert folder / "a" / ".planlint_cache" == place(cache.configurations([Path("a/b.yaml")], None), None)
    assert folder / "a" / ".planlint_cache" == place(cache.configurations([], Path("a/planlint.yaml")), None)
    assert folder / ".planlint_cache" == place(cache.configurations([Path("b.yaml")], None), None)
    assert folder / ".planlint_cache" == place(cache.configurations([], Path(os.devnull)), None)
    assert folder / "c" == place((config,), Path("c"))


def test_a_new_folder_is_ignored_by_git_and_by_backups(kept: Folder) -> None:
    assert "*\n" == (kept.path / ".gitignore").read_text()
    assert (kept.path / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_an_entry_is_read_as_it_was_written_and_under_no_other_name(kept: Folder) -> None:
    kept.write("answers", "a", b"text")
    assert b"text" == kept.read("answers", "a")
    (kept.path / "answers" / "a").rename(kept.path / "answers" / "b")
    assert kept.read("answers", "b") is None and kept.read("answers", "a") is None


def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.json").touch()
    assert opened(tmp_path) is None
    assert ["report.json"] == [file.name for file in tmp_path.iterdir()]


def test_a_folder_whose_tag_was_removed_is_made_anew_with_its_own_ignore_file(kept: Folder) -> None:
    (kept.path / "CACHEDIR.TAG").unlink()
    (kept.path / ".gitignore").write_text("mine")
    again = opened(kept.path)
    assert again is not None and again.secret != kept.secret
    assert "mine" == (kept.path / ".gitignore").read_text()


def test_a_link_in_place_of_the_folder_or_of_its_parts_is_not_followed(kept: Folder, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(kept.path)
    assert opened(link) is None and held(link) is None
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").symlink_to(tmp_path / "empty")
    assert opened(tmp_path / "other") is None
    (kept.path / "answers").symlink_to(tmp_path / "empty")
    kept.write("answers", "a", b"text")
    kept.trim("answers", most=0)
    assert [] == list((tmp_path / "empty").iterdir())
    assert (0, 0) == sizes(kept)


def test_a_pipe_a_link_and_a_folder_are_no_entries(kept: Folder, tmp_path: Path) -> None:
    kept.write("answers", "a", b"text")
    parts = kept.path / "answers"
    os.mkfifo(parts / "pipe")
    (parts / "link").symlink_to(parts / "a")
    (parts / "folder").mkdir()
    assert [None] * 3 == [kept.read("answers", name) for name in ("pipe", "link", "folder")]


def test_an_unreadable_entry_and_one_too_large_are_misses(
    kept: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write("answers", "a", b"text")
    monkeypatch.setattr(cache, "MAX_ENTRY", 3)
    (kept.path / "answers" / "a").write_bytes(b" " * 100)
    assert kept.read("answers", "a") is None
    kept.write("answers", "b", b"text")
    assert not (kept.path / "answers" / "b").exists()


def test_another_users_folder_is_none_of_ours(kept: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    assert held(kept.path) is None and opened(kept.path) is None


def test_where_nothing_can_be_written_runs_go_without(
    kept: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", refused)
    kept.write("answers", "a", b"text")
    assert [] == list((kept.path / "answers").iterdir())
    assert opened(tmp_path / "another") is None
    assert opened(tmp_path / "a\0b") is None and held(tmp_path / "a\0b") is None


def test_the_oldest_entries_go_first(kept: Folder) -> None:
    for age, name in enumerate("abcd"):
        kept.write("answers", name, b"x" * 100)
        os.utime(kept.path / "answers" / name, (1000 - age, 1000 - age))
    kept.trim("answers", most=3)
    assert ["a", "b", "c"] == sorted(file.name for file in (kept.path / "answers").iterdir())
    kept.trim("answers", size=300)
    assert ["a", "b"] == sorted(file.name for file in (kept.path / "answers").iterdir())


def test_clearing_removes_what_is_ours_alone(kept: Folder) -> None:
    kept.write("answers", "a", b"text")
    (kept.path / "mine").touch()
    clear(kept)
    assert ["mine"] == [file.name for file in kept.path.iterdir()]


def test_a_part_that_is_a_folder_of_somebody_else_stays(kept: Folder) -> None:
    (kept.path / "answers" / "deep").mkdir(parents=True)
    clear(kept)
    assert ["answers"] == [file.name for file in kept.path.iterdir()]


@pytest.mark.usefixtures("project")
def test_the_commands_show_and_clear_the_cache(run: Run) -> None:
    assert "no cache" in run("cache", "show", "--lang", "en").stdout
    run("check")
    assert ": 2 files" in run("cache", "show", "--lang", "en").stdout
    assert 0 == run("cache", "clear").exit_code
    assert not Path(".planlint_cache").exists()
    assert 0 == run("cache", "clear").exit_code


@pytest.mark.usefixtures("project")
def test_a_cache_that_may_not_be_cleared_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    result = run("cache", "clear", "--lang", "en")
    assert 2 == result.exit_code and "can't write" in result.stderr


def test_states_of_what_is_no_file(tmp_path: Path) -> None:
    assert states.status_of(str(tmp_path)) is None and states.status_of("a\0b") is None
    assert states.digest_of(str(tmp_path)) is None and states.digest_of("a\0b") is None
    assert states.state_of(str(tmp_path / "none")) is None
    assert states.listing_of("a\0b") == states.listing_of("a\0b")


def test_a_file_that_changes_while_it_is_read_has_no_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("1")
    monkeypatch.setattr(states, "digest_of", lambda _: str(file.write_text("22")))
    assert states.state_of(str(file)) is None


def test_packages_are_looked_for_in_every_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [str(tmp_path), str(tmp_path / "none.zip"), ""])
    monkeypatch.chdir(tmp_path)
    before = states.packages()
    (tmp_path / "a-1.dist-info").mkdir()
    between = states.packages()
    (tmp_path / "a-1.dist-info" / "entry_points.txt").write_text("[planlint.rules]")
    assert 3 == len({before, between, states.packages()})
