"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from planlint.writing import write_text


def test_a_new_file_is_written_as_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "a.txt", "规划\r\n")
    finally:
        os.umask(before)
    assert "规划\r\n".encode() == (tmp_path / "a.txt").read_bytes()
    assert 0o640 == stat.S_IMODE((tmp_path / "a.txt").stat().st_mode)


def test_an_old_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o604)
    write_text(path, "新")
    assert ("新", 0o604) == (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode))
    assert [path] == list(tmp_path.iterdir())


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a.txt")
    write_text(tmp_path / "link", "新")
    assert (True, "新") == (
        (tmp_path / "link").is_symlink(),
        (tmp_path / "a.txt").read_text(encoding="utf-8"),
    )


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_text(path, "新")
    assert ([path], "旧") == (list(tmp_path.iterdir()), path.read_text(encoding="utf-8"))


def test_halves_of_characters_are_written_out(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "规\ud800")
    assert "规\\ud800" == (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_text(tmp_path / "nowhere" / "a.txt", "新")


def test_a_folder_in_the_files_place_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_text(tmp_path, "新")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    write_text(pipe, "新")
    reader.join(5)
    assert (["新"], True) == (read, stat.S_ISFIFO(pipe.stat().st_mode))
