"""A project: which files there are, what kind each is, and what is read from them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from planlint import resources
from planlint.catalogue import Catalogue, Indicator
from planlint.hierarchy import Divisions, DivisionsError, load_divisions
from planlint.judging.rule import Rule, Severity
from planlint.model import Plan, Span, YamlPath
from planlint.reading import catalogues, rules
from planlint.reading.document import Document, Fault, Node, node_at, read_document
from planlint.reading.forms import another_kind, kind_of, unknown_kind, validate
from planlint.reading.plans import read_plan
from planlint.reading.schema import ConfigForm
from planlint.words import Words, did_you_mean

CONFIG_NAME = "planlint.yaml"
_ENDINGS = (".yaml", ".yml")
_CASES = (".cases.yaml", ".cases.yml")


@dataclass(frozen=True, slots=True)
class Config:
    """What a project's configuration says; paths are absolute."""

    file: str | None = None
    """The configuration file, None where there is none."""
    plans: tuple[Path, ...] = ()
    catalogues: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    divisions: tuple[Path, ...] = ()
    severity: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict)
    """Severity by rule id or prefix; the longest prefix counts."""

    def severity_of(self, rule_id: str) -> Severity | Literal["off"] | None:
        """What the project says of a rule, if anything."""
        prefixes = [prefix for prefix in self.severity if rule_id.startswith(prefix)]
        return self.severity[max(prefixes, key=len)] if prefixes else None


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that was read for one run."""

    judged: tuple[Plan, ...]
    """The plans under the given paths."""
    context: tuple[Plan, ...]
    """Further plans of the project, to compare with."""
    catalogue: Catalogue
    divisions: Divisions
    rules: tuple[Rule, ...]
    config: Config
    faults: tuple[Fault, ...]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The text of each file with faults, line by line, for code frames."""


def find_config(start: Path) -> Path | None:
    """The nearest `planlint.yaml` in the folder or above it."""
    folder = start if _is_folder(start) else start.parent
    for candidate in (folder, *folder.parents):
        file = candidate / CONFIG_NAME
        if os.path.lexists(file) and not _is_folder(file):
            return file
    return None


def load(paths: Iterable[Path], config: Config | None = None, *, config_file: Path | None = None) -> Project:
    """Read the plans under the paths, and the project and packaged data that they are judged with.

    Without a configuration, or a file of one, the nearest `planlint.yaml` upward from a path counts.
    """
    absolute = sorted(Path(os.path.abspath(path)) for path in paths)  # their order changes nothing
    return _Loader().load(absolute, config, config_file)


def load_catalogue(config_file: Path | None) -> Catalogue:
    """The catalogue alone, a project's own and the packaged one; no plan is read."""
    return _Loader().load_catalogue(config_file)


def load_documents(documents: Iterable[Document], around: Project) -> Project:
    """A project of documents at hand, with the rules, divisions and catalogue of another."""
    loader = _Loader()
    by_kind = loader.sorted_by_kind(documents)
    own = loader.catalogue_layer(by_kind.get("catalogue", ()), around.catalogue.by_id)
    layers = (own, *around.catalogue.layers) if own else around.catalogue.layers
    return replace(
        around,
        judged=loader.plans(by_kind.get("plan", ())),
        context=(),
        catalogue=Catalogue(layers, around.catalogue.folds),
        faults=tuple(loader.faults),
    )


def yaml_files(path: Path) -> Iterator[Path]:
    """The YAML files under a path in a stable order: no dotfiles, no rule cases, no links to folders."""
    waiting = [path]
    while waiting:
        here = waiting.pop()
        try:
            inside = sorted(here.iterdir(), reverse=True)
        except (OSError, ValueError):
            yield here  # a file; or a folder that can't be listed, and reading it says why
            continue
        waiting += filter(_is_followed, inside)


def shown(path: Path) -> str:
    """A path as reports name it: POSIX, relative to the working directory, else absolute."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _is_followed(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    if _is_folder(path):
        return not path.is_symlink()
    return path.name.endswith(_ENDINGS) and not path.name.endswith(_CASES)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises for loops of links and overlong names)


def _real(path: Path) -> str:
    """The path without links, by which a file is known again; loops and impossible names as they are."""
    try:
        return os.path.realpath(path)
    except ValueError:
        return str(path)


class _Loader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._read: set[str] = set()
        self._lines: dict[str, tuple[str, ...]] = {}
        self._config_top: Node | None = None

    def load(self, paths: list[Path], config: Config | None, config_file: Path | None) -> Project:
        if config is None:
            found = (find_config(path) for path in paths)
            file = Path(os.path.abspath(config_file)) if config_file else next(filter(None, found), None)
            config = self._config(file) if file else Config()
        own = self._documents(paths)
        around = self._documents(self._named(config))
        judged = self.plans(own.get("plan", ()))
        context = self.plans(around.get("plan", ()))
        return Project(
            judged=judged,
            context=context,
            catalogue=self._catalogue([*own.get("catalogue", ()), *around.get("catalogue", ())]),
            divisions=self._divisions(config),
            rules=self._rules([*own.get("rule", ()), *around.get("rule", ())], config),
            config=config,
            faults=tuple(self.faults),
            lines={fault.file: self._lines.get(fault.file, ()) for fault in self.faults},
        )

    def load_catalogue(self, config_file: Path | None) -> Catalogue:
        config = self._config(config_file) if config_file else Config()
        return self._catalogue(self._documents(config.catalogues).get("catalogue", ()))

    def _document(self, file: Path) -> Document:
        document = read_document(file, shown(file))
        self._lines[document.file] = document.lines
        return document

    def _named(self, config: Config) -> Iterator[Path]:
        """The paths that a configuration names; those that lead nowhere are its faults."""
        for key in ("plans", "catalogues", "rules"):
            for index, path in enumerate(getattr(config, key)):
                if config.file is None or os.path.lexists(path):
                    yield path
                    continue
                problem = Words(
                    f"配置所指的路径不存在：{shown(path)}", f"the config names a missing path: {shown(path)}"
                )
                self._config_fault(config, (key, index), problem)

    def _documents(self, paths: Iterable[Path]) -> dict[str, list[Document]]:
        """Every file under the paths once, by kind; faults are collected."""
        documents: list[Document] = []
        for path in paths:
            for file in yaml_files(path):
                real = _real(file)
                if real in self._read or file.name == CONFIG_NAME or file.name.endswith(_CASES):
                    continue
                self._read.add(real)
                documents.append(self._document(file))
        return self.sorted_by_kind(documents)

    def sorted_by_kind(self, documents: Iterable[Document]) -> dict[str, list[Document]]:
        """The sound documents by kind; the faults of the others are collected."""
        found: dict[str, list[Document]] = {}
        for document in documents:
            self.faults += document.faults
            if document.top is None:
                continue
            kind = kind_of(document)
            if kind in ("plan", "catalogue", "rule"):
                found.setdefault(kind, []).append(document)
            else:
                self.faults.append(unknown_kind(document))
        return found

    def catalogue_layer(self, documents: Iterable[Document], known: Iterable[str]) -> tuple[Indicator, ...]:
        """The indicators of several catalogue files, which may refer to known ones."""
        files = self._catalogue_files(documents)
        self.faults += catalogues.joint_faults(files, known)
        return _indicators(files)

    def plans(self, documents: Iterable[Document]) -> tuple[Plan, ...]:
        plans = []
        for document in documents:
            plan, faults = read_plan(document)
            self.faults += faults
            if plan is not None:
                plans.append(plan)
        return tuple(plans)

    def _catalogue(self, documents: Iterable[Document]) -> Catalogue:
        own = self._catalogue_files(documents)
        packaged = self._catalogue_files(self._packaged(resources.indicators_folder()))
        layers = tuple(_indicators(files) for files in (own, packaged))
        known = [indicator.id for indicator in layers[1]]
        self.faults += catalogues.joint_faults(own, known)
        folds = dict.fromkeys(word for file in (*own, *packaged) for word in file.folds)
        return Catalogue(layers, tuple(folds))

    def _catalogue_files(self, documents: Iterable[Document]) -> list[catalogues.CatalogueFile]:
        files = []
        for document in documents:
            file, faults = catalogues.read_catalogue(document)
            self.faults += faults
            if file is not None:
                files.append(file)
        return files

    def _rules(self, documents: Iterable[Document], config: Config) -> tuple[Rule, ...]:
        read: dict[str, tuple[Rule, Document]] = {}
        several: list[tuple[Rule, Document]] = []
        for document in (*self._packaged(resources.rules_folder()), *documents):
            rule, faults = rules.read_rule(document)
            self.faults += faults
            if rule is None:
                continue
            held = read.setdefault(rule.id, (rule, document))[0]
            if held is rule or not held.same_as(rule):
                several.append((rule, document))
        self.faults += rules.joint_faults(several)
        held_rules = {rule_id: rule for rule_id, (rule, _) in read.items()}
        self._check_severities(config, held_rules)
        return tuple(
            rule
            for rule in held_rules.values()
            # A file that can't be read must never pass in silence.
            if (config.severity_of(rule.id) != "off" or rule.judge == "file")
            and not rules.waits_for_itself(rule, held_rules)
        )

    def _packaged(self, folder: Path) -> Iterator[Document]:
        """The packaged files that the project has not read as its own."""
        for file in yaml_files(folder):
            if _real(file) not in self._read:
                yield self._document(file)

    def _check_severities(self, config: Config, known: Mapping[str, Rule]) -> None:
        for prefix in config.severity:
            meant = [rule for rule_id, rule in known.items() if rule_id.startswith(prefix)]
            if not meant:
                hint = did_you_mean(prefix, known)
                problem = Words(
                    f"severity：没有规则“{prefix}”{hint.zh}", f"severity: no rule “{prefix}”{hint.en}"
                )
                self._config_fault(config, ("severity", prefix), problem)
            elif all(rule.judge == "file" for rule in meant):
                problem = Words(
                    f"severity：“{prefix}”报告文件本身的问题，不能更改",
                    f"severity: “{prefix}” reports files that can't be used; it can't be changed",
                )
                self._config_fault(config, ("severity", prefix), problem)

    def _config_fault(self, config: Config, path: YamlPath, problem: Words) -> None:
        top = self._config_top
        span = node_at(top, ("planlint", *path)).span if top else Span(1, 1, 1, 1)
        self.faults.append(Fault("PL004", config.file or CONFIG_NAME, span, problem))

    def _divisions(self, config: Config) -> Divisions:
        try:
            return load_divisions(resources.DIVISIONS, *config.divisions)
        except DivisionsError as error:
            for fault in error.faults:
                span = Span(fault.line, 1, fault.line, 2)
                self.faults.append(Fault("PL004", shown(Path(fault.file)), span, fault.problem))
            return load_divisions(resources.DIVISIONS)

    def _config(self, path: Path) -> Config:
        file = shown(path)
        document = self._document(path)
        self.faults += document.faults
        if document.top is None:
            return Config(file)
        if kind_of(document) != "config":
            self.faults.append(another_kind(document, "planlint"))
            return Config(file)
        form, faults = validate(document)
        self.faults += faults
        if form is None:
            return Config(file)
        assert isinstance(form, ConfigForm)
        told, self._config_top = form.planlint, document.top

        def resolved(names: list[str] | None) -> tuple[Path, ...]:
            return tuple(Path(os.path.normpath(path.parent / name)) for name in names or ())

        return Config(
            file,
            resolved(told.plans),
            resolved(told.catalogues),
            resolved(told.rules),
            resolved(told.divisions),
            dict(told.severity or {}),
        )


def _indicators(files: Iterable[catalogues.CatalogueFile]) -> tuple[Indicator, ...]:
    return tuple(dict.fromkeys(indicator for file in files for indicator in file.indicators))
