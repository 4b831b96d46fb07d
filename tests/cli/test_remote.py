"""`planlint audit` on URLs: what it prints for files of this machine, whatever the storage does."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec import AbstractFileSystem
from fsspec.asyn import AsyncFileSystem

import planlint.project
from planlint import remote
from planlint.cli import progress
from planlint.configuration import Misuse
from planlint.content import MAX_FILE
from planlint.remote import url_of
from tests.cli.conftest import BROKEN, COUNTY, PROJECT, Run
from tests.cli.test_main import planlint_process

ROOT = Path(__file__).parents[2]
FORMS = (["--format", "json"], ["--show", "all", "--full", "--lang", "zh"])
LARGE = "#" * (MAX_FILE + 1)


@pytest.fixture(autouse=True)
def memory() -> Iterator[AbstractFileSystem]:
    """fsspec's storage in memory, empty."""
    storage = fsspec.filesystem("memory")
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]
    yield storage
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]


Put = Callable[[Mapping[str, str | bytes]], None]


@pytest.fixture
def put(memory: AbstractFileSystem) -> Put:
    """Puts files into the storage in memory."""

    def put_all(files: Mapping[str, str | bytes]) -> None:
        for name, data in files.items():
            memory.pipe_file(f"/{name}", data.encode() if isinstance(data, str) else data)

    return put_all


class Shelf(AbstractFileSystem):
    """A storage that does as a test tells it."""

    protocol = "shelf"
    cachable = False
    files: dict[str, bytes | Exception] = {}  # noqa: RUF012 (shared: each run opens a storage of its own)
    sizes: dict[str, object] = {}  # noqa: RUF012
    asked: list[str] = []  # noqa: RUF012
    closed: Exception | None = None
    unlisted: Exception | None = None

    def info(self, path: str, **kwargs: Any) -> dict[str, Any]:
        path = self._strip_protocol(path)
        if self.closed is not None:
            raise self.closed
        if path in self.files:
            return {"name": path, "type": "file", "size": self._told(path)}
        if any(name.startswith(f"{path}/") for name in self.files):
            return {"name": path, "type": "directory", "size": 0}
        raise FileNotFoundError(path)

    def find(self, path: str, *arguments: Any, **kwargs: Any) -> dict[str, dict[str, Any]]:
        if self.unlisted is not None:
            raise self.unlisted
        return {name: {"name": name, "type": "file", "size": self._told(name)} for name in self.files}

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **kwargs: Any) -> bytes:
        self.asked.append(path)
        data = self.files[path]
        if isinstance(data, Exception):
            raise data
        return data[start:end]

    def _told(self, path: str) -> object:
        data = self.files[path]
        return self.sizes.get(path, len(data) if isinstance(data, bytes) else 100)


@pytest.fixture
def shelf() -> type[Shelf]:
    """The storage of `shelf://`, with a county's plan."""
    fsspec.register_implementation("shelf", Shelf, clobber=True)
    Shelf.files = {"plans/county.yaml": COUNTY.encode()}
    Shelf.sizes, Shelf.asked, Shelf.closed, Shelf.unlisted = {}, [], None, None
    return Shelf


def texts_under(*folders: Path) -> dict[str, str | bytes]:
    """The files under folders of the repository, by their paths in it."""
    files = (file for folder in folders for file in sorted(folder.rglob("*")))
    return {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for file in files
        if file.is_file() and "__pycache__" not in file.parts
    }


def as_local(report: str) -> str:
    """A report on `memory://…` as one on the same names of this machine; ids of files hold the name too."""
    return report.replace("memory://", "").replace(":memory_", ":")


def places(report: str) -> list[tuple[str, str, str]]:
    """File, rule and message of each finding."""
    return [
        (finding["primary"]["file"], finding["rule"], finding["message"])
        for finding in json.loads(report)["findings"]
    ]


def unread(run: Run, url: str) -> dict[str, str]:
    """What is said of the files that can't be read, by their URLs."""
    result = run("audit", url, "--format", "json", "--lang", "en")
    assert result.exit_code == 2, result.output
    return {
        file: message.removeprefix("The file can't be read: ")
        for file, rule, message in places(result.stdout)
        if rule == "PL001"
    }


def refused(run: Run, *arguments: str) -> str:
    """The one line on standard error with which a command is refused."""
    result = run("audit", *arguments, "--lang", "en")
    assert (2, "") == (result.exit_code, result.stdout), result.output
    (line,) = result.stderr.splitlines()
    return line.removeprefix("planlint: ")


CORPORA = [
    ROOT / "corpus",
    *sorted((ROOT / "tests" / "sectors").glob("*/")),
    *sorted((ROOT / "tests" / "projects").glob("*/")),
]


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_a_url_gives_the_bytes_of_a_local_copy(
    corpus: Path, run: Run, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    name = corpus.relative_to(ROOT).as_posix()
    put(texts_under(corpus))
    # The corpus has its configuration in the folder above, which was not named.
    config = ["--config", "planlint.yaml"] if name == "corpus" else []
    for form in FORMS:
        local, far = run("audit", name, *config, *form), run("audit", f"memory://{name}/", *config, *form)
        assert (local.exit_code, local.stdout) == (far.exit_code, as_local(far.stdout)), far.stderr


def test_plans_that_are_packed_are_named_by_their_urls(
    run: Run, put: Put, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planlint.project, "PACKED_FROM", 1)
    put(PROJECT)
    for form in FORMS:
        local, far = (
            run("audit", "plans", "--isolated", *form),
            run("audit", "memory://plans", "--isolated", *form),
        )
        assert (1, local.stdout) == (far.exit_code, as_local(far.stdout)), far.stderr


def test_files_that_cannot_be_used_are_told_as_local_ones_are(project: Path, run: Run, put: Put) -> None:
    files = {
        **PROJECT,
        "plans/broken.yaml": BROKEN,
        "plans/empty.yaml": "",
        "plans/large.yaml": LARGE,
        "plans/nul.yaml": "plan: a\0b",
        "plans/latin.yml": b"plan: \xe9",
        "plans/.hidden/plan.yaml": BROKEN,
        "plans/.hidden.yaml": BROKEN,
        "plans/PL1.cases.yaml": BROKEN,
        "plans/notes.txt": "notes",
        "plans/line\nend.yaml": BROKEN,
    }
    for name, data in files.items():
        file = project / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    put(files)
    for form in FORMS:
        local = run("audit", "plans", "--isolated", *form)
        far = run("audit", "memory://plans", "--isolated", *form)
        assert (2, local.stdout) == (far.exit_code, as_local(far.stdout))


@pytest.mark.filterwarnings("default")
def test_a_cluster_reads_urls_too(run: Run, put: Put, project: Path) -> None:
    pytest.importorskip("distributed", reason="needs planlint[cluster]")
    put({f"p/{name}": text for name, text in PROJECT.items()})
    here = run("audit", "memory://p", "--format", "json")
    there = run("audit", "memory://p", "--format", "json", "--engine", "dask", "--jobs", "1")
    assert (1, here.stdout) == (there.exit_code, there.stdout), there.stderr


def test_one_file_is_judged_with_the_configuration_beside_it(run: Run, put: Put) -> None:
    put({f"p/{Path(name).name}": text for name, text in PROJECT.items()})
    put({"p/planlint.yaml": "planlint: {plans: [.], catalogues: [catalogue.yaml]}"})
    report = json.loads(run("audit", "memory://p/county.yaml", "--format", "json").stdout)
    assert 1 == report["summary"]["plans"]
    assert {"memory://p/region.yaml"} == {
        place["file"]
        for finding in report["findings"]
        for place in finding["related"]
        if place["plan"] == "region"
    }


def test_urls_and_paths_are_judged_together_and_each_file_once(project: Path, run: Run, put: Put) -> None:
    put({"a/region.yaml": PROJECT["plans/region.yaml"], "a/sub/city.yaml": BROKEN})
    report = run(
        "audit",
        "plans/county.yaml",
        "memory://a",
        "memory://a/region.yaml",
        "memory://a/sub",
        "--format",
        "json",
    )
    told = json.loads(report.stdout)
    assert 2 == told["summary"]["plans"]
    assert {"memory://a/region.yaml"} == {
        place["file"]
        for finding in told["findings"]
        for place in finding["related"]
        if place["plan"] == "region"
    }
    assert 1 == sum(
        f["rule"] == "PL005" or f["primary"]["file"] == "memory://a/sub/city.yaml"
        for f in told["findings"][:1]
    )


# Configuration


def test_the_configuration_at_the_url_counts_and_names_what_stands_there(
    run: Run, put: Put, folder: Path
) -> None:
    put({f"p/{name}": text for name, text in PROJECT.items()})
    put(
        {
            "p/planlint.yaml": "planlint:\n  extends: ./more.yaml\n  catalogues: [catalogue.yaml]\n"
            "  divisions: [d.csv]\n  units: [u.txt]\n  statistics: [.kept]\n",
            "p/more.yaml": "planlint: {ignore: [PL2]}",
            "p/d.csv": "code,name,level\n",
            "p/u.txt": "羊单位 = [count_sheep_unit] = _ = 标准羊单位\n",
            "p/.kept/s.yaml": "statistics: []\n",
        }
    )
    with_it = places(run("audit", "memory://p", "--format", "json").stdout)
    without = places(run("audit", "memory://p", "--format", "json", "--isolated").stdout)
    assert "PL2" in {rule[:3] for _, rule, _ in without}
    assert [("memory://p/plans/county.yaml", "PL301")] == [(file, rule) for file, rule, _ in with_it]


def test_without_a_configuration_at_the_url_none_counts(project: Path, run: Run, put: Put) -> None:
    (project / "planlint.yaml").write_text("planlint: {ignore: [PL]}", encoding="utf-8")
    put({"plans/county.yaml": COUNTY, "planlint.yaml": "planlint: {ignore: [PL]}"})
    assert [] != places(run("audit", "memory://plans", "--format", "json").stdout)
    assert [] == places(
        run("audit", "memory://plans", "--format", "json", "--config", "planlint.yaml").stdout
    )


@pytest.mark.parametrize("far", [True, False])
def test_globs_count_from_the_url(far: bool, run: Run, put: Put, folder: Path) -> None:
    config = "planlint: {per_path: [{path: old/**, ignore: [PL]}]}"
    put({"p/old/a.yaml": COUNTY, "p/new/b.yaml": COUNTY.replace("id: county", "id: other")})
    if far:
        put({"p/planlint.yaml": config})
    else:
        (folder / "planlint.yaml").write_text(config, encoding="utf-8")
    result = run("audit", "memory://p", "--format", "json", *([] if far else ["--config", "planlint.yaml"]))
    assert {"memory://p/new/b.yaml"} == {file for file, _, _ in places(result.stdout)}


@pytest.mark.parametrize(
    "said",
    ["plans: [../other]", "rules: [/etc]", "divisions: [../d.csv]", "units: [/etc/passwd]", "ratchet: ../r.yaml",
     "extends: ../base.yaml", "catalogues: ['s3://b/../../../c']"],
)  # fmt: skip
def test_a_configuration_at_a_url_names_nothing_beyond_it(
    said: str, run: Run, put: Put, folder: Path
) -> None:
    put(
        {
            "p/planlint.yaml": f"planlint: {{{said}}}",
            "p/a.yaml": COUNTY,
            "other/b.yaml": COUNTY,
            "base.yaml": "",
        }
    )
    result = run("audit", "memory://p", "--format", "json", "--lang", "en")
    named = said.split(": ")[1].strip("[]'")
    message = f"a configuration at a URL names only what stands below that URL: {named}"
    assert (2, [("memory://p/planlint.yaml", "PL004", message)]) == (
        result.exit_code, [place for place in places(result.stdout) if place[1] == "PL004"]
    )  # fmt: skip


def test_what_the_configuration_at_a_url_misses_is_its_fault(run: Run, put: Put) -> None:
    put({"p/planlint.yaml": "planlint: {plans: [gone], units: [u.txt]}", "p/a.yaml": COUNTY})
    told = places(run("audit", "memory://p", "--format", "json", "--lang", "en").stdout)
    assert [
        "the config names a missing path: memory://p/gone",
        "the config names a missing path: memory://p/u.txt",
    ] == sorted(message for _, rule, message in told if rule == "PL004")


def test_configurations_of_two_urls_are_refused_as_those_of_two_folders_are(run: Run, put: Put) -> None:
    put({"a/planlint.yaml": "planlint: {}", "b/planlint.yaml": "planlint: {}", "a/x/c.yaml": COUNTY})
    assert (
        "the paths belong to several projects (memory://a/planlint.yaml, memory://b/planlint.yaml): "
        "check them apart, or name one with --config"
    ) == refused(run, "memory://a", "memory://b", "memory://a/x")


def test_unit_files_at_a_url_are_refused_where_workers_are_elsewhere(
    run: Run, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from planlint import cluster
    from planlint.processes import Processes

    monkeypatch.setattr(cluster, "cluster", lambda *_: nullcontext(Processes(1)))
    put({"p/planlint.yaml": "planlint: {units: [u.txt]}", "p/u.txt": "", "p/a.yaml": COUNTY})
    assert "the workers can't read unit files at a URL" == refused(
        run, "memory://p", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"
    )


# Storage that fails


def test_a_file_that_fails_is_a_finding_and_the_others_are_judged(shelf: type[Shelf], run: Run) -> None:
    shelf.files |= {
        "plans/denied.yaml": PermissionError("key=sekret"),
        "plans/gone.yaml": FileNotFoundError("sekret"),
        "plans/late.yaml": TimeoutError("sekret"),
        "plans/odd.yaml": RuntimeError("https://user:sekret@host"),
        "plans/wrong.yaml": ConnectionResetError(errno.ECONNRESET, "sekret"),
    }
    assert {
        "shelf://plans/denied.yaml": "no permission",
        "shelf://plans/gone.yaml": "not found",
        "shelf://plans/late.yaml": "timed out",
        "shelf://plans/odd.yaml": "the storage failed (RuntimeError)",
        "shelf://plans/wrong.yaml": "the storage failed (ConnectionResetError)",
    } == unread(run, "shelf://plans")
    text = run("audit", "shelf://plans").output
    assert "shelf://plans/county.yaml" in text and "sekret" not in text


def test_sizes_are_looked_at_first_and_never_trusted(shelf: type[Shelf], run: Run) -> None:
    shelf.files |= {
        "plans/claims-much.yaml": b"plan: a",
        "plans/claims-little.yaml": LARGE.encode(),
        "plans/cut.yaml": COUNTY.encode()[:-20],
        "plans/grown.yaml": COUNTY.encode(),
        "plans/nameless.yaml": LARGE.encode(),
    }
    shelf.sizes = {
        "plans/claims-much.yaml": 7_300_000,
        "plans/claims-little.yaml": 3,
        "plans/cut.yaml": len(COUNTY.encode()),
        "plans/grown.yaml": 5,
        "plans/nameless.yaml": "many",
        "plans/county.yaml": None,
    }
    whole = len(COUNTY.encode())
    assert {
        "shelf://plans/claims-much.yaml": "file too large (7.3 MB, limit 5 MB)",
        "shelf://plans/claims-little.yaml": "file too large (5.0 MB, limit 5 MB)",
        "shelf://plans/cut.yaml": f"{whole - 20}/{whole} bytes came",
        "shelf://plans/grown.yaml": f"{whole}/5 bytes came",
        "shelf://plans/nameless.yaml": "file too large (5.0 MB, limit 5 MB)",
    } == unread(run, "shelf://plans")
    assert "plans/claims-much.yaml" not in shelf.asked


def test_an_empty_file_may_have_no_range_to_be_read(shelf: type[Shelf], run: Run) -> None:
    shelf.files["plans/empty.yaml"] = OSError(errno.EIO, "InvalidRange")
    shelf.sizes["plans/empty.yaml"] = 0
    told = places(run("audit", "shelf://plans", "--format", "json", "--lang", "en").stdout)
    assert ("shelf://plans/empty.yaml", "PL002", "the file is empty") in told


def test_names_that_lead_out_are_not_followed(shelf: type[Shelf], run: Run, folder: Path) -> None:
    shelf.files |= {
        name: COUNTY.encode()
        for name in (
            "plans/../../up.yaml", "/etc/absolute.yaml", "plans//twice.yaml", "plans/./here.yaml",
            "plans/a\0b.yaml", "elsewhere/other.yaml", "plans/../notes.txt",
        )
    }  # fmt: skip
    result = run("audit", "shelf://plans", "--format", "json", "--lang", "en")
    start = "The file can't be read: the storage lists a file by a name that can't be: …/"
    assert [*("a\0b.yaml", "absolute.yaml", "here.yaml", "other.yaml", "twice.yaml", "up.yaml")] == sorted(
        m.removeprefix(start) for file, _, m in places(result.stdout) if file == "shelf://plans"
    )
    assert [] == list(folder.parent.rglob("*up.yaml"))
    assert ["plans/county.yaml"] == shelf.asked


def test_names_that_no_disk_holds_are_findings(shelf: type[Shelf], run: Run) -> None:
    long = "规" * 100
    shelf.files |= {
        f"plans/{long}.yaml": BROKEN.encode(),
        f"plans/{long}/a.yaml": BROKEN.encode(),
        "plans/half\ud800.yaml": BROKEN.encode(),
        "plans/half\ud800/a.yaml": BROKEN.encode(),
        "plans/both.yaml": BROKEN.encode(),
        "plans/both.yaml/in.yaml": BROKEN.encode(),
        "plans/line\nend.yaml": b"",
    }
    told = unread(run, "shelf://plans")
    assert {
        f"shelf://plans/{long}.yaml": "File name too long",
        f"shelf://plans/{long}/a.yaml": "File name too long",
        "shelf://plans/both.yaml": "Is a directory",
    } == {file: words for file, words in told.items() if "half" not in file}
    assert 2 == sum("half" in file for file in told)
    assert "line\\nend.yaml:1:1" in run("audit", "shelf://plans").stdout


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError("sekret"), "no permission"),
        (TimeoutError(), "timed out"),
        (type("ReadTimeoutError", (Exception,), {})(), "timed out"),
        (OSError(errno.ENETUNREACH, "sekret"), "the storage failed (OSError)"),
    ],
    ids=str,
)
def test_a_storage_that_does_not_answer_is_told_in_one_line(
    shelf: type[Shelf], run: Run, error: Exception, words: str
) -> None:
    shelf.closed = error
    assert f"can't read shelf://plans: {words}" == refused(run, "shelf://plans")
    shelf.closed, shelf.unlisted = None, error
    assert f"can't read shelf://plans: {words}" == refused(run, "shelf://plans")


def test_what_was_named_and_cannot_be_had_is_told_in_one_line(shelf: type[Shelf], run: Run) -> None:
    assert "can't read shelf://nowhere: not found" == refused(run, "shelf://nowhere/")
    shelf.files["plans/denied.yaml"] = PermissionError()
    assert "can't read shelf://plans/denied.yaml: no permission" == refused(run, "shelf://plans/denied.yaml")
    both = run("audit", "shelf://plans/denied.yaml", "shelf://plans/county.yaml", "--format", "json")
    assert 1 == json.loads(both.stdout)["summary"]["plans"]
    assert 1 == sum(rule == "PL001" for _, rule, _ in places(both.stdout))
    shelf.files = {"plan.yaml": COUNTY.encode()}
    assert "can't read shelf://plan.yaml: name a folder in it" == refused(run, "shelf://plan.yaml")
    shelf.files = {f"{'a' * 300}/plan.yaml": COUNTY.encode()}
    assert refused(run, f"shelf://{'a' * 300}").endswith(": File name too long")


def test_what_a_configuration_needs_and_cannot_be_had_ends_the_run(shelf: type[Shelf], run: Run) -> None:
    shelf.files |= {
        "plans/planlint.yaml": b"planlint: {catalogues: [c.yaml], divisions: [d.csv]}",
        "plans/d.csv": PermissionError(),
    }
    assert "can't read shelf://plans/d.csv: no permission" == refused(run, "shelf://plans")
    shelf.files["plans/c.yaml"] = TimeoutError()
    assert "can't read shelf://plans/c.yaml: timed out" == refused(run, "shelf://plans")


def test_a_storage_that_breaks_down_altogether_is_told_in_one_line(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ConnectionAbortedError("sekret")

    monkeypatch.setattr(shelf, "cat_ranges", broken)
    assert "can't read shelf://plans/county.yaml: the storage failed (ConnectionAbortedError)" == refused(
        run, "shelf://plans"
    )
    monkeypatch.setattr(shelf, "__init__", broken)
    assert "can't read shelf://plans: the storage failed (ConnectionAbortedError)" == refused(
        run, "shelf://plans"
    )


def test_folders_that_cannot_be_listed_are_findings(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ls(self: Shelf, path: str, detail: bool = True, **kwargs: Any) -> list[dict[str, Any]]:
        listed.append(path)
        if path.endswith("closed"):
            raise PermissionError("sekret")
        names = {
            "plans": ["plans/sub", "plans/.hidden", "plans", "/etc"],
            "plans/sub": ["plans/sub/closed", "plans"],
        }
        folders = [{"name": name, "type": "directory", "size": 0} for name in names[path]]
        size = len(COUNTY.encode())
        return [*folders, {"name": "plans/county.yaml", "type": "file", "size": size}]

    listed: list[str] = []
    monkeypatch.delattr(shelf, "find")
    monkeypatch.setattr(shelf, "ls", ls, raising=False)
    assert {"shelf://plans/sub/closed": "no permission"} == unread(run, "shelf://plans")
    assert ["plans", "plans/sub", "plans/sub/closed"] == listed


def test_folders_without_end_are_refused(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(shelf, "find")
    monkeypatch.setattr(
        shelf, "ls", lambda _, path, **__: [{"name": f"{path}/in", "type": "directory"}], raising=False
    )
    monkeypatch.setattr(remote, "MOST_FILES", 100)
    assert refused(run, "shelf://plans").startswith("too much under the URLs (limit 100 files")


def test_drivers_that_list_all_at_once_are_known() -> None:
    class Flat(AsyncFileSystem):  # type: ignore[misc]
        async def _find(self, path: str, **kwargs: Any) -> None: ...

    lists_flat = remote._lists_flat
    assert [True, False] == [lists_flat(Flat()), lists_flat(AsyncFileSystem())]


def test_more_than_a_run_may_copy_is_refused(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.files["plans/city.yaml"] = BROKEN.encode()
    words = "too much under the URLs (limit {} files, {} GB): check them apart"
    monkeypatch.setattr(remote, "MOST_FILES", 1)
    assert words.format(1, 20) == refused(run, "shelf://plans")
    monkeypatch.setattr(remote, "MOST_FILES", 1000)
    monkeypatch.setattr(remote, "MOST_BYTES", MAX_FILE)
    shelf.sizes = dict.fromkeys(shelf.files)
    assert words.format("1,000", 0) == refused(run, "shelf://plans")
    assert [] == shelf.asked


def test_a_full_disk_is_told_in_one_line(put: Put, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    put({"p/a.yaml": COUNTY})
    monkeypatch.setattr(Path, "write_bytes", full)
    assert refused(run, "memory://p").endswith(" for copies of the plans")


def test_copies_are_private_and_gone_after_the_run(
    put: Put, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote.tempfile, "tempdir", str(folder))
    put({"p/a.yaml": COUNTY, "p/b.yaml": BROKEN})
    modes: list[int] = []
    monkeypatch.setattr(
        remote.Mirror, "copy", lambda self, urls, copy=remote.Mirror.copy: (
            copy(self, urls), modes.extend(path.stat().st_mode & 0o777 for path in folder.iterdir())
        )
    )  # fmt: skip
    assert 2 == run("audit", "memory://p").exit_code
    assert refused(run, "memory://nowhere")
    assert ([0o700], []) == (modes, list(folder.iterdir()))


# URLs


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("simplecache::memory://p", "can't use this simplecache:// URL: URLs within one another (::) are not taken"),
        ("zip://a.yaml::s3://key:sekret@b/a.zip", "can't use this zip:// URL: URLs within one another (::) are not taken"),
        ("reference://p", "can't use this reference:// URL: it reads what stands elsewhere"),
        ("https://sekret@host/a.yaml", "can't use this https:// URL: the web has no lists of files"),
        ("file:///etc", "can't use this file:// URL: name the path itself"),
        ("github://org:repo@main/plans", "can't use this github:// URL: check the repository out first"),
        ("nope://user:sekret@host/", "can't use this nope:// URL: there is no such protocol"),
        ("memory://p?key=sekret",
         "can't use this memory:// URL: no ? in it: options and keys belong in the storage's own settings"),
        ("memory://p/../q", "can't use this memory:// URL: no empty step, . or .. in its path"),
        ("memory://p//q", "can't use this memory:// URL: no empty step, . or .. in its path"),
        ("ftp://user:sek/ret@host/p", "can't use this ftp:// URL: its host and port are no such"),
        ("ftp://user:12/34@host/p", "can't use this ftp:// URL: its host and port are no such"),
        ("user:sekret@b://p", "the URL's protocol is no name"),
        ("user:sekret@b::x://p", "can't use this …:// URL: URLs within one another (::) are not taken"),
    ],
)  # fmt: skip
def test_a_url_that_is_no_place_of_its_own_is_refused_without_its_secrets(
    url: str, words: str, run: Run
) -> None:
    assert words == refused(run, url)
    assert words == refused(run, "--output", url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("s3://key:sekret@bucket/plans/", "s3://bucket/plans"),
        ("sftp://me@[::1]:22/plans", None),
        ("sftp://me@host:22/a/b", "sftp://host:22/a/b"),
        ("abfs://plans@account.dfs.core.windows.net/a", "abfs://plans@account.dfs.core.windows.net/a"),
        ("abfs://user:sekret@account/a", "abfs://account/a"),
        ("hdfs:///plans/", "hdfs:///plans"),
        ("memory://", "memory://"),
        ("oss://规划/十四五", "oss://规划/十四五"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(Misuse):
            url_of(url)
        return
    assert shown == str(url_of(url))
    assert "sekret" not in repr(url_of(url))


def test_findings_name_the_file_by_its_url_without_secrets(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        shelf, "_strip_protocol", classmethod(lambda _, path: path.rpartition("@")[2].strip("/"))
    )
    told = places(run("audit", "shelf://user:sekret@plans/", "--format", "json").stdout)
    assert {"shelf://plans/county.yaml"} == {file for file, _, _ in told}
    assert "can't read shelf://plans: one host by several accounts" == refused(
        run, "shelf://user:sekret@plans/", "shelf://other:sekret@plans/"
    )


def test_no_plans_under_a_url_are_told_by_its_name(run: Run, put: Put) -> None:
    put({"p/notes.txt": "notes", "p/planlint.yaml": "planlint: {}"})
    result = run("audit", "memory://p", "--lang", "en")
    assert (0, "planlint: no plans under memory://p\n") == (result.exit_code, result.stderr)


@pytest.mark.parametrize(
    "arguments", [["check", "s3://k:sekret@b"], ["audit", "--config", "s3://k:sekret@b"]]
)
def test_elsewhere_urls_are_refused_without_repeating_them(arguments: Sequence[str], run: Run) -> None:
    result = run(*arguments)
    assert 2 == result.exit_code
    assert "only the PATH and --output of `planlint audit` can be URLs" in result.stderr
    assert "sekret" not in result.output


def test_without_fsspec_it_says_what_is_needed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    assert "URLs need planlint[remote] to be installed" == refused(run, "memory://p")
    assert "URLs need planlint[remote] to be installed" == refused(run, "--output", "memory://p/a")


def test_without_a_driver_it_says_what_is_needed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ossfs", None)
    assert (
        "can't use this oss:// URL: its driver is missing (Install ossfs to access Alibaba Object Storage System)"
    ) == refused(run, "oss://plans")


def test_runs_without_urls_do_not_load_what_urls_need(project: Path) -> None:
    script = (
        "import sys; from planlint.cli import main\n"
        "main(['audit', 'plans'], standalone_mode=False)\n"
        "print([name for name in sys.modules if name in ('planlint.remote', 'fsspec')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == b"[]"


# Reports


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_report_is_written_to_a_url(
    form: Sequence[str], project: Path, run: Run, memory: AbstractFileSystem
) -> None:
    result = run("audit", "plans", "--output", "memory://reports/a.txt", *form)
    assert (1, "") == (result.exit_code, result.stdout)
    assert run("audit", "plans", *form).stdout == memory.cat_file("/reports/a.txt").decode()


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    project: Path, run: Run, memory: AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.implementations.memory import MemoryFile

    def broken(self: MemoryFile) -> None:
        raise OSError(errno.EIO, "sekret")

    memory.pipe_file("/reports/a.txt", b"old")
    monkeypatch.setattr(MemoryFile, "commit", broken)
    assert "can't write memory://reports/a.txt: the storage failed (OSError)" == refused(
        run, "plans", "--output", "memory://reports/a.txt"
    )
    monkeypatch.undo()
    assert b"old" == memory.cat_file("/reports/a.txt")


def test_a_storage_that_cannot_be_written_to_is_told_before_the_work_begins(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ossfs", None)
    assert refused(run, "shelf://plans", "--output", "oss://b/a").startswith("can't use this oss:// URL")
    assert [] == shelf.asked


def test_a_report_that_nobody_may_write_is_told_in_one_line(
    shelf: type[Shelf], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(self: Shelf, path: str, value: bytes) -> None:
        raise PermissionError("sekret")

    monkeypatch.setattr(shelf, "pipe_file", denied)
    assert "can't write shelf://b/a: no permission" == refused(
        run, "shelf://plans", "--output", "shelf://b/a"
    )


# The program


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "shown"),
    [(Terminal(), "\rplanlint: 1 of 1 files copied …\x1b[K\r\x1b[K"), (io.StringIO(), "")],
)
def test_copying_is_counted_on_a_terminal_alone(
    stream: io.StringIO, shown: str, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"p/a.yaml": COUNTY})
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.counting("en") as tell, remote.mirrored(["memory://p"], tell):
        pass
    assert shown == stream.getvalue()


def test_the_program_ends_with_a_line_and_no_traceback(folder: Path) -> None:
    done = planlint_process("audit", "memory://nowhere", "--lang", "en", folder=folder)
    assert (2, b"", b"planlint: can't read memory://nowhere: not found\n") == (
        done.returncode, done.stdout, done.stderr
    )  # fmt: skip
