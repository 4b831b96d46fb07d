"""A project: which files there are, what kind each is, and what is read from them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from planlint import resources
from planlint.catalogue import Catalogue, Indicator
from planlint.configuration import (
    COMMAND_LINE,
    NOTHING_WANTED,
    Config,
    Layer,
    Misuse,
    Wanted,
    merged,
    with_options,
    word_faults,
)
from planlint.files import UnfitFileError
from planlint.hierarchy import Divisions, DivisionsError, load_divisions
from planlint.judging.rule import Rule
from planlint.model import Plan, Span, YamlPath
from planlint.ratchet import Acceptance
from planlint.reading import catalogues, ratchets, rules, statistics
from planlint.reading.document import Document, Fault, read_document
from planlint.reading.forms import another_kind, kind_of, unknown_kind, validate
from planlint.reading.plans import read_plan
from planlint.reading.schema import ConfigForm
from planlint.statistics import Statistics
from planlint.units import definition_faults, using
from planlint.words import Words, did_you_mean

CONFIG_NAME = "planlint.yaml"
_ENDINGS = (".yaml", ".yml")
_CASES = (".cases.yaml", ".cases.yml")


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
    """The rules in force, with the options that the project gives them."""
    config: Config
    faults: tuple[Fault, ...]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The text of each file with faults, line by line, for code frames."""
    statistics: Statistics = field(default_factory=Statistics)
    switched_off: tuple[Rule, ...] = ()
    """Rules that the project knows and does not apply."""
    accepted: tuple[Acceptance, ...] = ()
    """The findings that the project's ratchet accepts."""


def find_config(start: Path) -> Path | None:
    """The nearest `planlint.yaml` in the folder or above it."""
    folder = start if _is_folder(start) else start.parent
    for candidate in (folder, *folder.parents):
        file = candidate / CONFIG_NAME
        if os.path.lexists(file) and not _is_folder(file):
            return file
    return None


def load(
    paths: Iterable[Path],
    config: Config | None = None,
    *,
    config_file: Path | None = None,
    wanted: Wanted = NOTHING_WANTED,
) -> Project:
    """Read the plans under the paths, and the project and packaged data that they are judged with.

    Without a configuration, or a file of one, the nearest `planlint.yaml` upward from a path counts; what is
    `wanted` besides is added to the file's. Raises Misuse where that names rules that there aren't.
    """
    absolute = sorted(Path(os.path.abspath(path)) for path in paths)  # their order changes nothing
    loader = _Loader()
    if config is None:
        found = (find_config(path) for path in absolute)
        file = Path(os.path.abspath(config_file)) if config_file else next(filter(None, found), None)
        config = loader.config(file, wanted)
    return loader.load(absolute, config)


def load_units(config_file: Path | None) -> tuple[Path, ...]:
    """A project's own unit definitions alone; what is wrong with them is for those who load the project."""
    loader = _Loader()
    return loader.units(loader.config(config_file))


def load_catalogue(config_file: Path | None) -> Catalogue:
    """The catalogue alone, a project's own and the packaged one; no plan is read."""
    return _Loader().load_catalogue(config_file)


def load_documents(documents: Iterable[Document], around: Project) -> Project:
    """A project of documents at hand, with the rules, divisions and catalogue of another."""
    loader = _Loader()
    by_kind = loader.sorted_by_kind(documents)
    with using(around.catalogue.units):
        own = loader.catalogue_layer(by_kind.get("catalogue", ()), around.catalogue.by_id)
        layers = (own, *around.catalogue.layers) if own else around.catalogue.layers
        catalogue = replace(around.catalogue, layers=layers)
        statistics = loader.statistics(by_kind.get("statistics", ()), catalogue, around.divisions)
    return replace(
        around,
        judged=loader.plans(by_kind.get("plan", ())),
        context=(),
        catalogue=catalogue,
        statistics=statistics,
        accepted=loader.accepted(by_kind.get("ratchet", ())),
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

    def load(self, paths: list[Path], config: Config) -> Project:
        units = self.units(config)
        with using(units):
            return self._load(paths, config, units)

    def _load(self, paths: list[Path], config: Config, units: tuple[Path, ...]) -> Project:
        own = self._documents(paths)
        around = self._documents(self._named(config))
        judged = self.plans(own.get("plan", ()))
        context = self.plans(around.get("plan", ()))
        catalogue = self._catalogue([*own.get("catalogue", ()), *around.get("catalogue", ())], units)
        divisions = self._divisions(config)
        figures = [*own.get("statistics", ()), *around.get("statistics", ())]
        held = self.statistics(figures, catalogue, divisions)
        in_force, switched_off = self._rules([*own.get("rule", ()), *around.get("rule", ())], config)
        accepted = self._ratchet(config)
        shown_files = {*(fault.file for fault in self.faults), *(one.file for one in accepted)}
        return Project(
            judged=judged,
            context=context,
            catalogue=catalogue,
            divisions=divisions,
            statistics=held,
            rules=in_force,
            switched_off=switched_off,
            accepted=accepted,
            config=config,
            faults=tuple(self.faults),
            lines={file: self._lines.get(file, ()) for file in sorted(shown_files)},
        )

    def load_catalogue(self, config_file: Path | None) -> Catalogue:
        config = self.config(config_file)
        units = self.units(config)
        with using(units):
            return self._catalogue(self._documents(config.catalogues).get("catalogue", ()), units)

    def _document(self, file: Path) -> Document:
        document = read_document(file, shown(file))
        self._lines[document.file] = document.lines
        return document

    def _named(self, config: Config) -> Iterator[Path]:
        """The paths that a configuration names; those that lead nowhere are its faults."""
        for key in ("plans", "catalogues", "rules", "statistics"):
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
            if kind in ("plan", "catalogue", "rule", "statistics", "ratchet"):
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

    def statistics(
        self, documents: Iterable[Document], catalogue: Catalogue, divisions: Divisions
    ) -> Statistics:
        files = []
        for document in documents:
            file, faults = statistics.read_statistics(document)
            self.faults += faults
            if file is not None:
                files.append(file)
        self.faults += statistics.joint_faults(files, catalogue, divisions)
        places = tuple(place for file in files for place in file.places)
        return Statistics(places, tuple(weight for file in files for weight, _ in file.weights))

    def _catalogue(self, documents: Iterable[Document], units: tuple[Path, ...]) -> Catalogue:
        own = self._catalogue_files(documents)
        packaged = self._catalogue_files(self._packaged(resources.indicators_folder(), "catalogue"))
        layers = tuple(_indicators(files) for files in (own, packaged))
        known = [indicator.id for indicator in layers[1]]
        self.faults += catalogues.joint_faults(own, known)
        folds = dict.fromkeys(word for file in (*own, *packaged) for word in file.folds)
        return Catalogue(layers, tuple(folds), units)

    def _catalogue_files(self, documents: Iterable[Document]) -> list[catalogues.CatalogueFile]:
        files = []
        for document in documents:
            file, faults = catalogues.read_catalogue(document)
            self.faults += faults
            if file is not None:
                files.append(file)
        return files

    def _rules(
        self, documents: Iterable[Document], config: Config
    ) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The rules in force, and those that the configuration switches off."""
        read: dict[str, tuple[Rule, Document]] = {}
        several: list[tuple[Rule, Document]] = []
        packaged = self._packaged(resources.rules_folder(), "rule")
        for document in (*packaged, *self._installed(), *documents):
            rule, faults = rules.read_rule(document)
            self.faults += faults
            if rule is None:
                continue
            held = read.setdefault(rule.id, (rule, document))[0]
            if held is rule or not held.same_as(rule):
                several.append((rule, document))
        self.faults += rules.joint_faults(several)
        held_rules = {rule_id: rule for rule_id, (rule, _) in read.items()}
        self._check_words(config, held_rules)
        in_force: list[Rule] = []
        switched_off: list[Rule] = []
        for rule in held_rules.values():
            if rules.waits_for_itself(rule, held_rules):
                continue
            # A file that can't be read must never pass in silence.
            off = config.severity_of(rule.id) == "off" and rule.judge != "file"
            (switched_off if off else in_force).append(with_options(rule, config))
        return tuple(in_force), tuple(switched_off)

    def _installed(self) -> Iterator[Document]:
        """The rules of other installed packages."""
        for name, folder in resources.installed_rules():
            if folder is not None:
                yield from self._packaged(folder, "rule")
                continue
            problem = Words(
                f"入口点 {resources.RULES_GROUP} 的“{name}”没有所指的目录",
                f"the entry point “{name}” of {resources.RULES_GROUP} leads to no folder",
            )
            self.faults.append(Fault("PL004", name, Span(1, 1, 1, 1), problem))

    def _packaged(self, folder: Path, kind: str) -> list[Document]:
        """The packaged files of a kind that the project has not read as its own."""
        unread = (file for file in yaml_files(folder) if _real(file) not in self._read)
        return self.sorted_by_kind(map(self._document, unread)).get(kind, [])

    def _check_words(self, config: Config, known: Mapping[str, Rule]) -> None:
        for path, problem in word_faults(config, known):
            if config.origin(path).source == COMMAND_LINE:
                raise Misuse(problem)
            self._config_fault(config, path, problem)

    def _config_fault(self, config: Config, path: YamlPath, problem: Words) -> None:
        origin = config.origin(path)
        self.faults.append(Fault("PL004", origin.source, origin.span or Span(1, 1, 1, 1), problem))

    def units(self, config: Config) -> tuple[Path, ...]:
        """The project's own unit definitions that can be used."""
        sound: list[Path] = []
        for index, path in enumerate(config.units):
            try:
                found = list(definition_faults(path, tuple(sound)))
            except (UnfitFileError, UnicodeDecodeError) as error:
                told = getattr(error, "problem", Words("不是 UTF-8 编码", "not UTF-8"))
                problem = Words(
                    f"单位文件 {shown(path)} 无法读取：{told.zh}", f"can't read {shown(path)}: {told.en}"
                )
                self._config_fault(config, ("units", index), problem)
                continue
            self.faults += [
                Fault("PL004", shown(path), Span(line, 1, line, 2), problem) for line, problem in found
            ]
            sound += [] if found else [path]
        return tuple(sound)

    def _ratchet(self, config: Config) -> tuple[Acceptance, ...]:
        """The findings that the project's ratchet accepts; none where it has no such file yet."""
        if config.ratchet is None or not os.path.lexists(config.ratchet):
            return ()
        document = self._document(config.ratchet)
        if _real(config.ratchet) not in self._read:
            self.faults += document.faults
        if document.top is None:
            return ()
        if kind_of(document) != "ratchet":
            self.faults.append(another_kind(document, "ratchet"))
            return ()
        return self.accepted([document])

    def accepted(self, documents: Iterable[Document]) -> tuple[Acceptance, ...]:
        found: list[Acceptance] = []
        for document in documents:
            acceptances, faults = ratchets.read_ratchet(document)
            found += acceptances
            self.faults += faults
        return tuple(found)

    def _divisions(self, config: Config) -> Divisions:
        try:
            return load_divisions(resources.DIVISIONS, *config.divisions)
        except DivisionsError as error:
            for fault in error.faults:
                span = Span(fault.line, 1, fault.line, 2)
                self.faults.append(Fault("PL004", shown(Path(fault.file)), span, fault.problem))
            return load_divisions(resources.DIVISIONS)

    def config(self, path: Path | None, wanted: Wanted = NOTHING_WANTED) -> Config:
        """The configuration of a file, on its presets and below what is wanted besides."""
        if path is None or path == resources.ISOLATED:
            return merged([wanted.layer()])
        file = shown(path)
        own = self._config_form(path)
        layers = []
        if own is not None:
            named = (
                own.told.extends if isinstance(own.told.extends, list) else filter(None, [own.told.extends])
            )
            layers = [*self._presets(own, named), own]
        return merged([*layers, wanted.layer()], file, path.parent)

    def _presets(self, own: Layer, names: Iterable[str]) -> Iterator[Layer]:
        """The presets that a configuration begins with; those that there aren't are its faults."""
        known = sorted(file.stem for file in resources.PRESETS.glob("*.yaml"))
        for index, name in enumerate(names):
            if name in known:
                told = self._config_form(resources.PRESETS / f"{name}.yaml")
                assert told is not None
                yield Layer(told.told, f"{name} (preset)")
                continue
            hint = did_you_mean(name, known)
            problem = Words(
                f"没有预设“{name}”，可用的是 {'、'.join(known)}{hint.zh}",
                f"no preset “{name}”; there are {', '.join(known)}{hint.en}",
            )
            origin = own.origin(("extends", index) if isinstance(own.told.extends, list) else ("extends",))
            self.faults.append(Fault("PL004", own.source, origin.span or Span(1, 1, 1, 1), problem))

    def _config_form(self, path: Path) -> Layer | None:
        """What a configuration file says, None where it can't be used."""
        document = self._document(path)
        self.faults += document.faults
        if document.top is None:
            return None
        if kind_of(document) != "config":
            self.faults.append(another_kind(document, "planlint"))
            return None
        form, faults = validate(document)
        self.faults += faults
        if form is None:
            return None
        assert isinstance(form, ConfigForm)
        return Layer(form.planlint, document.file, document, path.parent)


def _indicators(files: Iterable[catalogues.CatalogueFile]) -> tuple[Indicator, ...]:
    return tuple(dict.fromkeys(indicator for file in files for indicator in file.indicators))
