"""Plans kept at URLs (`s3://…`), read in private copies on this machine, and reports written there.

Only this module knows fsspec. What a driver says of an error is never told, for it may quote the URL with its secrets;
the kind of the error is.
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from planlint.configuration import Misuse
from planlint.content import MAX_FILE, too_large
from planlint.files import CONFIG_NAME, Listed, is_folder, is_yaml_name, yaml_names
from planlint.frozen import frozen
from planlint.model import Span
from planlint.reading.document import Fault, brief
from planlint.words import Words

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

MOST_FILES = 1_000_000
"""Copies that one run makes: ten times the plans of all sectors and periods."""
MOST_BYTES = 20_000_000_000
"""What they take together; as many plans of 60 pages take a tenth of it."""
AT_ONCE = 32
"""Files that are asked for in one go: 160 MB at most."""

Told = Callable[[int, int], None]
"""Is told how many files of how many have been copied."""

_REFUSED: Mapping[str, Words] = {
    scheme: why
    for schemes, why in (
        (
            "async_wrapper asyncwrapper blockcache cached dask data dir filecache generic libarchive reference "
            "simplecache tar zip",
            Words("它读的是别处的内容", "it reads what stands elsewhere"),
        ),
        ("asynclocal file local", Words("请直接写路径", "name the path itself")),
        ("http https", Words("网页没有文件清单", "the web has no lists of files")),
        ("dvc gist git github gitlab", Words("请先检出仓库", "check the repository out first")),
    )
    for scheme in schemes.split()
}
"""What is no place of its own where files are listed and read."""

_CONTAINER_BEFORE_AT = ("abfs", "abfss", "wasb", "wasbs")
"""Azure's, where `container@account` is no secret."""

_SCHEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*")
_HOST_AND_PORT = re.compile(r"(\[[^]]*\]|[^:]*)(:\d*)?")


@frozen()
class Url:
    """A place on remote storage."""

    scheme: str
    authority: str
    """Bucket, container or host, without names of users and passwords."""
    steps: tuple[str, ...]
    """The path's, none of them empty, `.` or `..`."""
    account: str = field(repr=False)
    """The user and the password."""
    given: str = field(repr=False)
    """The URL as it was given; it is shown to nobody, as little as the account."""

    def __str__(self) -> str:
        return f"{self.scheme}://" + "/".join((self.authority, *self.steps))


def url_of(text: str) -> Url:
    """The place that a text names. Raises Misuse, without its secrets, where it is none that may be read."""
    scheme, _, rest = text.partition("://")
    if "::" in text:
        raise _refused(scheme.partition("::")[0], _CHAINED)
    if not _SCHEME.fullmatch(scheme):
        raise Misuse(Words("网址的协议不成名称", "the URL's protocol is no name"))
    if scheme in _REFUSED:
        raise _refused(scheme, _REFUSED[scheme])
    if "?" in rest:
        raise _refused(scheme, _QUERY)
    authority, _, path = rest.partition("/")
    user, at, host = authority.rpartition("@")
    if at and scheme in _CONTAINER_BEFORE_AT and ":" not in user:
        host = authority
    if not _HOST_AND_PORT.fullmatch(host) or (":" in host and "@" in path):  # a password may hold a slash
        raise _refused(scheme, _HOST)
    steps = tuple(path.rstrip("/").split("/")) if path.strip("/") else ()
    if not all(map(_is_step, steps)):
        raise _refused(scheme, _STEPS)
    return Url(scheme, host, steps, user, text.rstrip("/") if steps else text)


_CHAINED = Words("不接受套在一起的网址（::）", "URLs within one another (::) are not taken")
_QUERY = Words(
    "网址中不能有 ?，选项和密钥写在存储自己的配置里",
    "no ? in it: options and keys belong in the storage's own settings",
)
_HOST = Words("主机名和端口读不懂", "its host and port are no such")
_STEPS = Words("路径中不能有空的一层、. 和 ..", "no empty step, . or .. in its path")


def _refused(scheme: str, why: Words) -> Misuse:
    scheme = scheme if _SCHEME.fullmatch(scheme) else "…"
    return Misuse(
        Words(f"这个 {scheme}:// 网址不能用：{why.zh}", f"can't use this {scheme}:// URL: {why.en}")
    )


def _is_step(name: str) -> bool:
    """Whether a name can be that of a file or folder."""
    return name not in ("", ".", "..") and "\0" not in name


@frozen()
class Target:
    """Where a report is to be written."""

    url: Url
    _store: AbstractFileSystem = field(repr=False)
    _place: str = field(repr=False)

    def write(self, text: str) -> None:
        """Write UTF-8, in one piece where the storage can; what was there stays if that fails. Raises Misuse."""
        data = text.encode("utf-8", "backslashreplace")
        try:
            # Object storage puts a piece as a whole by itself; others do within a transaction.
            with self._store.transaction:
                self._store.pipe_file(self._place, data)
        except Exception as error:  # drivers raise errors of every kind
            why = _why(error)
            raise Misuse(
                Words(f"无法写入 {self.url}：{why.zh}", f"can't write {self.url}: {why.en}")
            ) from None


def target(text: str) -> Target:
    """Where a report is to be written by a URL. Raises Misuse."""
    url = url_of(text)
    return Target(url, *_opened(url))


@frozen()
class _Root:
    """A folder that was named, or that holds a file which was."""

    local: Path
    store: AbstractFileSystem
    place: str
    """Its name in the store."""
    shown: str

    def place_of(self, path: Path) -> str:
        """The store's name of what a local path below it is the copy of."""
        return "/".join((self.place.rstrip("/"), *path.relative_to(self.local).parts))


class Mirror:
    """The files under some URLs, in copies below one folder of this machine, each at `scheme/@authority/path`.

    A Memory, so that what a configuration names besides is copied just before the run looks at it.
    """

    def __init__(self, folder: Path, told: Told) -> None:
        self._folder = folder
        self._tell = told
        self._roots: list[_Root] = []
        self._accounts: dict[tuple[str, ...], str] = {}
        self._listed: set[Path] = set()
        self._files = self._bytes = 0
        self._missed: dict[Path, Fault] = {}
        self._others: list[Fault] = []
        self.paths: tuple[Path, ...] = ()
        """The copies of what was named."""

    def copy(self, urls: Sequence[str]) -> None:
        """Copy the plans and other YAML files under the URLs. Raises Misuse where one can't be had at all."""
        paths = [self._named(url_of(url)) for url in sorted(set(urls))]
        self.paths = tuple(path for path in paths if os.path.lexists(path))
        if not self.paths:
            self._refuse(paths[0])

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be copied."""
        return (*self._others, *self._missed.values())

    def name(self, path: Path) -> str | None:
        """The URL that a path is the copy of, None for other paths."""
        if not self.holds(path):
            return None
        scheme, authority, *steps = path.relative_to(self._folder).parts
        return f"{scheme}://" + "/".join((authority[1:], *steps))

    def holds(self, path: Path) -> bool:
        """Whether a path is the place of a copy, there or not."""
        return path.is_relative_to(self._folder) and len(path.parts) > len(self._folder.parts) + 1

    def is_named(self, path: Path) -> bool:
        """Whether a path is the place of a copy of what was named, or lies in its folder."""
        return self._root_of(path) is not None

    @property
    def roots(self) -> tuple[str, ...]:
        """The URLs of the folders that were named, each with its last slash, inner ones first."""
        return tuple(sorted((f"{root.shown}/" for root in self._roots), key=len, reverse=True))

    def config(self, path: Path) -> Path | None:
        """The nearest `planlint.yaml` of a copied path, upward to the outermost folder that was named."""
        folder = path if path in self._listed else path.parent
        while self.is_named(folder):
            file = folder / CONFIG_NAME
            self._look(file)
            if file.is_file():
                return file
            folder = folder.parent
        return None

    def folder(self, path: Path) -> Listed:
        """The YAML files under a path, copied if they are not yet."""
        self._look(path)
        return yaml_names(str(path))

    def file(self, path: str) -> None:
        """A file is read."""
        self._look(Path(path))

    def presence(self, path: Path) -> None:
        """It is asked whether something is there."""
        self._look(path)

    def head(self, path: str) -> None:
        """Nothing is known from earlier runs."""

    def keep_head(self, path: str, head: Sequence[Any]) -> None:
        """Nothing is kept for later ones."""

    def _named(self, url: Url) -> Path:
        where = (url.scheme, f"@{url.authority}")
        if self._accounts.setdefault(where, url.account) != url.account:
            raise _unreadable(str(url), Words("同一主机用了不同的账号", "one host by several accounts"))
        store, place = _opened(url)
        local = self._folder.joinpath(*where, *url.steps)
        info = _info(store, place, str(url))
        if info is None:
            raise _unreadable(str(url), _why(FileNotFoundError()))
        if _is_folder(info):
            root = _Root(local, store, place, str(url))
        elif url.steps:
            above = place.rstrip("/").rpartition("/")[0]
            root = _Root(local.parent, store, above, str(url).rpartition("/")[0])
        else:
            raise _unreadable(str(url), Words("请写出其中的目录", "name a folder in it"))
        self._roots.append(root)
        self._take(root, local, place, info)
        return local

    def _root_of(self, path: Path) -> _Root | None:
        return next((root for root in self._roots if path.is_relative_to(root.local)), None)

    def _look(self, path: Path) -> None:
        """Copy what a place of a copy is to hold, unless that was done."""
        if not self.holds(path):
            return
        if path in self._missed:
            self._refuse(path)
        if os.path.lexists(path) and (not is_folder(path) or any(map(path.is_relative_to, self._listed))):
            return
        root = self._root_of(path)
        assert root is not None  # a configuration there names nothing beyond it
        place = root.place_of(path)
        info = _info(root.store, place, str(self.name(path)))
        if info is not None:
            self._take(root, path, place, info)
            if path in self._missed:
                self._refuse(path)

    def _refuse(self, path: Path) -> NoReturn:
        """Give up, for nothing can be done without what could not be copied."""
        fault = self._missed[path]
        raise _unreadable(fault.file, fault.problem)

    def _take(self, root: _Root, local: Path, place: str, info: Mapping[str, Any]) -> None:
        """Copy a file, or all files of a folder that a folder's check would look at."""
        if not _is_folder(info):
            self._fetch(root.store, {local: (place, _size(info))})
            return
        shown = str(self.name(local))
        wanted: dict[Path, tuple[str, int | None]] = {}
        before = f"{place.rstrip('/')}/"
        for name, told in sorted(self._files_below(root.store, place, shown).items()):
            inside = name.removeprefix(before)
            steps = inside.split("/")
            if not is_yaml_name(steps[-1]):
                continue
            if inside == name or not all(map(_is_step, steps)):
                words = Words(
                    f"存储给出的文件名不能用：…/{brief(steps[-1])}",
                    f"the storage lists a file by a name that can't be: …/{brief(steps[-1])}",
                )
                self._others.append(_fault(shown, words))
            elif not any(step.startswith(".") for step in steps):
                wanted[local.joinpath(*steps)] = name, _size(told)
        try:
            local.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise _unreadable(shown, _reason(error)) from None
        self._listed.add(local)
        self._fetch(root.store, wanted)

    def _files_below(self, store: AbstractFileSystem, place: str, shown: str) -> dict[str, Mapping[str, Any]]:
        """The files at any depth below a folder, by the store's names."""
        with _read_as(shown):
            if _lists_flat(store):
                return dict(store.find(place, detail=True))
            first = store.ls(place, detail=True)
        # Not store.find: it leaves out in silence what it can't list.
        found: dict[str, Mapping[str, Any]] = {}
        folders, waiting = 1, [(place.rstrip("/"), first)]
        while waiting:
            folder, entries = waiting.pop()
            for info in entries:
                name = str(info["name"]).rstrip("/")
                if not _is_folder(info):
                    found[name] = info
                elif name.startswith(f"{folder}/") and not name.rpartition("/")[2].startswith("."):
                    folders += 1
                    try:
                        waiting.append((name, store.ls(name, detail=True)))
                    except Exception as error:  # drivers raise errors of every kind
                        self._others.append(_fault(shown + name[len(place.rstrip("/")) :], _why(error)))
            if folders + len(found) > MOST_FILES:
                raise _too_much()
        return found

    def _fetch(self, store: AbstractFileSystem, files: Mapping[Path, tuple[str, int | None]]) -> None:
        wanted = {}
        for local, (place, size) in files.items():
            if local in self._missed or (os.path.lexists(local) and not is_folder(local)):
                continue
            if size is not None and size > MAX_FILE:
                self._miss(local, too_large(size))
            elif self._has_folder(local):
                wanted[local] = place, size
        self._files += len(wanted)
        self._bytes += sum(MAX_FILE if size is None else size for _, size in wanted.values())
        if self._files > MOST_FILES or self._bytes > MOST_BYTES:
            raise _too_much()
        everything = list(wanted.items())
        for start in range(0, len(everything), AT_ONCE):
            some = everything[start : start + AT_ONCE]
            places = [place for _, (place, _) in some]
            ends = [MAX_FILE + 1] * len(some)  # whatever size was told
            with _read_as(str(self.name(some[0][0]))):
                found = store.cat_ranges(places, [0] * len(some), ends, on_error="return")
            for (local, (_, size)), data in zip(some, found, strict=True):
                self._keep(local, data, size)
            self._tell(start + len(some), len(everything))

    def _has_folder(self, local: Path) -> bool:
        """Whether there is a folder for a copy; storage may hold a file by a folder's name, and longer names."""
        try:
            local.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:  # ValueError: a lone half of a character
            self._miss(local, _reason(error))
            return False
        return True

    def _keep(self, local: Path, data: bytes | BaseException, size: int | None) -> None:
        if isinstance(data, BaseException) and size == 0:
            data = b""  # HTTP has no range in nothing
        if isinstance(data, BaseException):
            self._miss(local, _why(data))
        elif len(data) > MAX_FILE:
            self._miss(local, too_large(len(data)))
        elif size is not None and len(data) != size:
            came = f"{len(data)}/{size}"
            self._miss(local, Words(f"读到的字节数不对（{came}）", f"{came} bytes came"))
        else:
            try:
                local.write_bytes(data)
            except (OSError, ValueError) as error:
                if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
                    where = self._folder.parent
                    raise Misuse(
                        Words(f"{where} 放不下规划的副本", f"no room in {where} for copies of the plans")
                    ) from None
                self._miss(local, _reason(error))

    def _miss(self, local: Path, problem: Words) -> None:
        self._missed[local] = _fault(str(self.name(local)), problem)


@contextmanager
def mirrored(urls: Sequence[str], told: Told) -> Iterator[Mirror]:
    """Copies of what stands under some URLs, for as long as they are needed. Raises Misuse for what can't be had."""
    with tempfile.TemporaryDirectory(prefix="planlint-", ignore_cleanup_errors=True) as folder:
        mirror = Mirror(Path(folder), told)
        mirror.copy(urls)
        yield mirror


def _opened(url: Url) -> tuple[AbstractFileSystem, str]:
    """The driver of a URL and its own name of the place. Raises Misuse."""
    try:
        import fsspec
    except ImportError:
        raise Misuse(
            Words("读写网址请先安装 planlint[remote]", "URLs need planlint[remote] to be installed")
        ) from None
    try:
        fsspec.get_filesystem_class(url.scheme)
    except ImportError as error:
        raise _refused(
            url.scheme, Words(f"缺少驱动（{error}）", f"its driver is missing ({error})")
        ) from None
    except ValueError:
        raise _refused(url.scheme, Words("没有这种协议", "there is no such protocol")) from None
    with _read_as(str(url)):
        store, place = fsspec.url_to_fs(url.given)
    return store, str(place)


def _info(store: AbstractFileSystem, place: str, shown: str) -> Mapping[str, Any] | None:
    """What a store knows of a place, None where there is nothing. Raises Misuse where it can't be asked."""
    with _read_as(shown):
        try:
            info: Mapping[str, Any] = store.info(place)
        except FileNotFoundError:
            return None
    return info


@contextmanager
def _read_as(shown: str) -> Iterator[None]:
    """A driver is asked inside: whatever it raises is told of the URL that is shown. Raises Misuse."""
    try:
        yield
    except Exception as error:  # drivers raise errors of every kind
        raise _unreadable(shown, _why(error)) from None


def _lists_flat(store: AbstractFileSystem) -> bool:
    """Whether a driver has a way of its own to list all files below a place; others go from folder to folder."""
    from fsspec import AbstractFileSystem
    from fsspec.asyn import AsyncFileSystem

    if isinstance(store, AsyncFileSystem):
        return type(store)._find is not AsyncFileSystem._find
    return type(store).find is not AbstractFileSystem.find


def _is_folder(info: Mapping[str, Any]) -> bool:
    return info.get("type") == "directory"


def _size(info: Mapping[str, Any]) -> int | None:
    """Bytes that a store says a file has, if it does."""
    size = info.get("size")
    return size if isinstance(size, int) and size >= 0 else None


def _why(error: BaseException) -> Words:
    """What went wrong, without the driver's own words."""
    if isinstance(error, FileNotFoundError):
        return Words("不存在", "not found")
    if isinstance(error, PermissionError):
        return Words("没有权限", "no permission")
    kind = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in kind:
        return Words("超时", "timed out")
    return Words(f"存储没有给出（{kind}）", f"the storage failed ({kind})")


def _reason(error: OSError | ValueError) -> Words:
    """Why there can be no copy by a name."""
    reason = getattr(error, "strerror", None) or type(error).__name__
    return Words(reason, reason)


def _fault(file: str, problem: Words) -> Fault:
    return Fault("PL001", file, Span(1, 1, 1, 1), problem)


def _unreadable(shown: str, why: Words) -> Misuse:
    return Misuse(Words(f"无法读取 {shown}：{why.zh}", f"can't read {shown}: {why.en}"))


def _too_much() -> Misuse:
    most = f"{MOST_FILES:,}", f"{MOST_BYTES // 10**9} GB"
    return Misuse(
        Words(
            f"网址下的内容太多（上限 {most[0]} 个文件、{most[1]}），请分开检查",
            f"too much under the URLs (limit {most[0]} files, {most[1]}): check them apart",
        )
    )
