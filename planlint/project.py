"""A project: which files there are, what kind each is, and what is read from them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planlint import resources
from planlint.catalogue import Catalogue, Indicator
from planlint.configuration import (
    COMMAND_LINE,
    NOTHING_WANTED,
    PATH_KEYS,
    Config,
    Layer,
    Misuse,
    Wanted,
    merged,
    with_options,
    word_faults,
)
from planlint.content import UnfitFileError
from planlint.divisions import Divisions, DivisionsError, load_divisions
from planlint.files import (
    CONFIG_NAME,
    ENDINGS,
    NO_MEMORY,
    Memory,
    RealNames,
    find_config,
    is_cases_name,
    real,
    working_directory,
)
from planlint.frozen import frozen
from planlint.judging.rule import Rule
from planlint.model import Plan, Span, YamlPath
from planlint.processes import Engine, without_collections
from planlint.ratchet import Acceptance
from planlint.reading import catalogues, ratchets, rules, statistics
from planlint.reading.acceptance import kind_of, told
from planlint.reading.document import Document, Fault, Scalar, node_at, read_document
from planlint.reading.held import HeldPlan, PackedPlan, head_of, held_plan
from planlint.reading.known import known_document
from planlint.reading.plans import read_plan
from planlint.reading.processes import packed_plans, plans_read_by, sound_plans, usual_jobs
from planlint.statistics import Statistics
from planlint.units import definition_faults, using
from planlint.words import Words, did_you_mean

if TYPE_CHECKING:
    from planlint.remote import Mirror

_MOST_BASES = 20
"""How many files may extend one another in a row."""
_MOST_EXTENDED = 100
"""How many times something is extended in all: two files that extend two twice each come to ten."""
PACKED_FROM = 4000
"""Of so many plans only the heads are kept at hand; some 60 KB each would be too much."""
PARTS_FROM = 300
"""So many are judged part by part on several processes, or where a next run needs not judge all parts again."""


@frozen()
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


def load(
    paths: Iterable[Path],
    config: Config | None = None,
    *,
    config_file: Path | None = None,
    wanted: Wanted = NOTHING_WANTED,
    jobs: int | None = 1,
    memory: Memory = NO_MEMORY,
    engine: Engine | None = None,
    mirror: Mirror | None = None,
) -> Project:
    """Read the plans under the paths, and the project and packaged data that they are judged with.

    Without a configuration, or a file of one, the nearest `planlint.yaml` upward from a path counts; what is
    `wanted` besides is added to the file's. Plans are read by so many processes (`jobs`), for None by as many as
    their size makes worthwhile; where processes are spawned, a script that wants several has to guard its main
    part; an engine, where there is one, does it instead. The memory is told of every place outside of planlint
    itself that is looked at, but for the search of the configuration. A mirror, the memory then, holds the copies
    of what stands at URLs. Raises Misuse where `wanted` names rules that there aren't, where the paths belong to
    several projects, and where a URL can't be read.
    """
    absolute = sorted(Path(os.path.abspath(path)) for path in paths)  # their order changes nothing
    loader = _Loader(jobs, memory, engine, mirror)
    if config is None:
        file = Path(os.path.abspath(config_file)) if config_file else loader.nearest_config(absolute)
        config = loader.config(file, wanted)
    if mirror is not None:
        config = replace(config, roots=mirror.roots)
    with without_collections():
        return loader.load(absolute, config)


def load_units(config_file: Path | None) -> tuple[tuple[Path, ...], tuple[Fault, ...]]:
    """A project's own unit definitions alone, and what can't be used of them and of the configuration."""
    loader = _Loader()
    config = loader.config(config_file and Path(os.path.abspath(config_file)))
    return loader.units(config), tuple(loader.faults)


def load_catalogue(config_file: Path | None) -> tuple[Catalogue, tuple[Fault, ...]]:
    """The catalogue alone, a project's own and the packaged one, and what can't be used of it; no plan is read."""
    loader = _Loader()
    catalogue = loader.load_catalogue(config_file and Path(os.path.abspath(config_file)))
    return catalogue, tuple(loader.faults)


def load_documents(documents: Iterable[Document], around: Project) -> Project:
    """A project of documents at hand, with the rules, divisions and catalogue of another."""
    loader = _Loader()
    by_kind = loader.sorted_by_kind(documents)
    with using(around.catalogue.units):
        own = loader.catalogue_layer(by_kind.others.get("catalogue", ()), around.catalogue.by_id)
        layers = (own, *around.catalogue.layers) if own else around.catalogue.layers
        catalogue = replace(around.catalogue, layers=layers)
        statistics = loader.statistics(by_kind.others.get("statistics", ()), catalogue, around.divisions)
    return replace(
        around,
        judged=loader.plans(by_kind.plans),
        context=(),
        catalogue=catalogue,
        statistics=statistics,
        accepted=loader.accepted(by_kind.others.get("ratchet", ())),
        faults=tuple(loader.faults),
    )


def shown(path: Path | str) -> str:
    """A path as reports name it: POSIX, relative to the working directory, else absolute."""
    folder, name = working_directory(), str(path)
    if name == folder:
        return "."
    inside = name if folder is None else name.removeprefix(folder.rstrip(os.sep) + os.sep)
    return inside.replace(os.sep, "/")


@frozen()
class _ByKind:
    """What was found under paths, by kind, each in the order of the files."""

    plans: list[Document | Plan] = field(default_factory=list)
    """Plans, and documents of plans that are not plainly sound."""
    others: dict[str, list[Document]] = field(default_factory=dict)


class _Loader:
    def __init__(
        self,
        jobs: int | None = 1,
        memory: Memory = NO_MEMORY,
        engine: Engine | None = None,
        mirror: Mirror | None = None,
    ) -> None:
        self._jobs = jobs
        self._engine = engine
        self._memory = mirror or memory
        self._mirror = mirror
        self.faults: list[Fault] = []
        self._read: set[str] = set()
        self._extended = 0
        self._real = RealNames()
        self._read_documents: dict[str, Document] = {}

    def load(self, paths: list[Path], config: Config) -> Project:
        units = self.units(config)
        with using(units):
            return self._load(paths, config, units)

    def _load(self, paths: list[Path], config: Config, units: tuple[Path, ...]) -> Project:
        own = self._documents(paths)
        # Where all plans are judged, each is read in full anyway.
        named = (path for _, path in self._named(config, "plans", "catalogues", "rules", "statistics"))
        around = self._documents(named, by_heads=bool(paths))
        judged = self.plans(own.plans)
        context = self.plans(around.plans)
        catalogue = self._catalogue(
            [*own.others.get("catalogue", ()), *around.others.get("catalogue", ())], units
        )
        divisions = self._divisions(config)
        figures = [*own.others.get("statistics", ()), *around.others.get("statistics", ())]
        values = self.statistics(figures, catalogue, divisions)
        in_force, switched_off = self._rules(
            [*own.others.get("rule", ()), *around.others.get("rule", ())], config
        )
        accepted = self._ratchet(config)
        shown_files = {*(fault.file for fault in self.faults), *(one.file for one in accepted)}
        return Project(
            judged=judged,
            context=context,
            catalogue=catalogue,
            divisions=divisions,
            statistics=values,
            rules=in_force,
            switched_off=switched_off,
            accepted=accepted,
            config=config,
            faults=(*self.faults, *(self._mirror.faults if self._mirror else ())),
            lines={file: self._lines(file) for file in sorted(shown_files)},
        )

    def load_catalogue(self, config_file: Path | None) -> Catalogue:
        config = self.config(config_file)
        units = self.units(config)
        with using(units):
            named = self._documents(path for _, path in self._named(config, "catalogues"))
            return self._catalogue(named.others.get("catalogue", ()), units)

    def _files(self, path: Path) -> Iterator[tuple[str, str]]:
        """Each YAML file under a path, and the name by which it is known again."""
        return ((name, self._real.of(name, link=link)) for name, link in self._memory.folder(path))

    def _document(self, path: Path | str) -> Document:
        file = Path(path)
        self._memory.file(str(path))
        name = self._shown(file)
        document = known_document(file, name) or read_document(file, name)
        self._read_documents[name] = document
        return document

    def _lines(self, file: str) -> tuple[str, ...]:
        document = self._read_documents.get(file)
        return document.lines if document else ()

    def _shown(self, path: Path | str) -> str:
        """A path as reports name it: the URL that it is a copy of, if it is one."""
        return (self._mirror and self._mirror.name(Path(path))) or shown(path)

    def _named(self, config: Config, *keys: str) -> Iterator[tuple[int, Path]]:
        """The paths that a configuration names, each with its place in its list; those that lead nowhere are its faults."""
        for key in keys:
            for index, path in enumerate(getattr(config, key)):
                self._memory.presence(path)
                if config.file is None or os.path.lexists(path):
                    yield index, path
                    continue
                problem = Words(
                    f"配置所指的路径不存在：{self._shown(path)}",
                    f"the config names a missing path: {self._shown(path)}",
                )
                self._config_fault(config, (key, index), problem)

    def _documents(self, paths: Iterable[Path], *, by_heads: bool = False) -> _ByKind:
        """Every file under the paths once, by kind; faults are collected.

        Plans of which the head is known from an earlier run are read when they are asked for, if heads may do:
        for those that are not judged, and for very many, as parts of them may have been judged before.
        """
        files = [(file, self._shown(file)) for path in paths for file in self._unread(path)]
        by_heads = by_heads or len(files) >= PARTS_FROM
        held = [self._held_plan(file, name) if by_heads else None for file, name in files]
        unknown = [(Path(file), name) for (file, name), plan in zip(files, held, strict=True) if plan is None]
        plans = self._sound_plans(unknown)
        return self.sorted_by_kind(
            plan or next(plans) or self._document(file) for plan, (file, _) in zip(held, files, strict=True)
        )

    def _sound_plans(self, files: list[tuple[Path, str]]) -> Iterator[Plan | None]:
        if self._engine is not None:
            return plans_read_by(self._engine, files)
        jobs = usual_jobs(path for path, _ in files) if self._jobs is None else self._jobs
        many = PACKED_FROM if jobs == 1 and self._memory is NO_MEMORY else PARTS_FROM
        read = packed_plans if len(files) >= many else sound_plans
        return read(files, jobs)

    def _unread(self, path: Path) -> Iterator[str]:
        for file, known_by in self._files(path):
            name = os.path.basename(file)  # noqa: PTH119 (a text)
            if known_by in self._read or name == CONFIG_NAME or is_cases_name(name):
                continue
            self._read.add(known_by)
            self._memory.file(file)
            yield file

    def _held_plan(self, file: str, name: str) -> Plan | None:
        head = self._memory.head(file)
        return held_plan(head, file, name) if head is not None else None

    def sorted_by_kind(self, documents: Iterable[Document | Plan]) -> _ByKind:
        """The sound documents by kind, plans that were read already among them; faults of others are collected."""
        found = _ByKind()
        for document in documents:
            if isinstance(document, Plan):
                found.plans.append(document)
                continue
            self.faults += document.faults
            if document.kind is None and document.top is None:
                continue
            kind = kind_of(document)
            if kind == "plan":
                found.plans.append(document)
            elif kind in ("catalogue", "rule", "statistics", "ratchet"):
                found.others.setdefault(kind, []).append(document)
            else:
                self._not_of_kind(document)
        return found

    def catalogue_layer(self, documents: Iterable[Document], known: Iterable[str]) -> tuple[Indicator, ...]:
        """The indicators of several catalogue files, which may refer to known ones."""
        files = self._catalogue_files(documents)
        self.faults += catalogues.joint_faults(files, known)
        return _indicators(files)

    def plans(self, documents: Iterable[Document | Plan]) -> tuple[Plan, ...]:
        plans = []
        for document in documents:
            if isinstance(document, Plan):
                plan: Plan | None = document
                sound = isinstance(document, PackedPlan) or not isinstance(document, HeldPlan)
            else:
                plan, faults = read_plan(document)
                self.faults += faults
                sound = not faults and not document.faults
            if plan is not None:
                plans.append(plan)
                if sound:
                    self._memory.keep_head(os.path.abspath(plan.file), head_of(plan))
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
        given = list(documents)
        own = self._catalogue_files(given)
        packaged = self._catalogue_files(self._packaged(resources.indicators_folder(), "catalogue"))
        layers = tuple(_indicators(files) for files in (own, packaged))
        known = [indicator.id for indicator in layers[1]]
        self.faults += catalogues.joint_faults(own, known)
        folds = dict.fromkeys(word for file in (*own, *packaged) for word in file.folds)
        return Catalogue(layers, tuple(folds), units, incomplete=len(own) < len(given))

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
        unread = {Path(fault.file).stem for fault in self.faults}
        several: list[tuple[Rule, Document]] = []
        packaged = self._packaged(resources.rules_folder(), "rule")
        for document in (*packaged, *self._installed(), *documents):
            rule, faults = rules.read_rule(document)
            self.faults += faults
            if rule is None:
                assert document.top is not None
                told_id = node_at(document.top, ("rule", "id"))
                unread.add(told_id.text if isinstance(told_id, Scalar) else "")
                continue
            held = read.setdefault(rule.id, (rule, document))[0]
            if held is rule or not held.same_as(rule):
                several.append((rule, document))
        self.faults += rules.joint_faults(several)
        held_rules = {rule_id: rule for rule_id, (rule, _) in read.items()}
        self._check_words(config, held_rules, unread)
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
        unread = (file for file, known_by in self._files(folder) if known_by not in self._read)
        return self.sorted_by_kind(map(self._document, unread)).others.get(kind, [])

    def _check_words(self, config: Config, known: Mapping[str, Rule], unread: Set[str]) -> None:
        for path, problem in word_faults(config, known, unread):
            if config.origin(path).source == COMMAND_LINE:
                raise Misuse(problem)
            self._config_fault(config, path, problem)

    def _config_fault(self, config: Config, path: YamlPath, problem: Words) -> None:
        origin = config.origin(path)
        self.faults.append(Fault("PL004", origin.source, origin.span or Span(1, 1, 1, 1), problem))

    def units(self, config: Config) -> tuple[Path, ...]:
        """The project's own unit definitions that can be used."""
        sound: list[Path] = []
        for index, path in self._named(config, "units"):
            self._memory.file(str(path))
            try:
                found = list(definition_faults(path, tuple(sound), _words_that_compare()))
            except UnfitFileError as unfit:
                problem = Words(
                    f"单位文件 {self._shown(path)} 无法读取：{unfit.problem.zh}",
                    f"can't read {self._shown(path)}: {unfit.problem.en}",
                )
                self._config_fault(config, ("units", index), problem)
                continue
            self.faults += [
                Fault("PL004", self._shown(path), Span(line, 1, line, 2), problem) for line, problem in found
            ]
            sound += [] if found else [path]
        return tuple(sound)

    def _ratchet(self, config: Config) -> tuple[Acceptance, ...]:
        """The findings that the project's ratchet accepts; none where it has no such file yet."""
        if config.ratchet is None:
            return ()
        self._memory.presence(config.ratchet)
        if not os.path.lexists(config.ratchet):
            return ()
        document = self._document(config.ratchet)
        if real(config.ratchet) not in self._read:
            self.faults += document.faults
        if document.kind is None and document.top is None:
            return ()
        if kind_of(document) != "ratchet":
            self._not_of_kind(document, "ratchet")
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
        named = [path for _, path in self._named(config, "divisions")]
        for path in named:
            self._memory.file(str(path))
        try:
            return load_divisions(resources.DIVISIONS, *named)
        except DivisionsError as error:
            for fault in error.faults:
                span = Span(fault.line, 1, fault.line, 2)
                self.faults.append(Fault("PL004", self._shown(Path(fault.file)), span, fault.problem))
            return load_divisions(resources.DIVISIONS)

    def nearest_config(self, paths: Iterable[Path]) -> Path | None:
        """The configuration of the one project that the paths belong to; a path that belongs to none is no matter."""
        found = sorted({file for file in map(self._config_above, paths) if file is not None})
        if len(found) > 1:
            files = ", ".join(map(self._shown, found))
            raise Misuse(
                Words(
                    f"所给的路径属于几个项目（{files}）：请分开检查，或用 --config 指定一个",
                    f"the paths belong to several projects ({files}): check them apart, or name one with --config",
                )
            )
        return found[0] if found else None

    def _config_above(self, path: Path) -> Path | None:
        if self._mirror is not None and self._mirror.holds(path):
            return self._mirror.config(path)
        return find_config(path)

    def config(self, path: Path | None, wanted: Wanted = NOTHING_WANTED) -> Config:
        """The configuration of a file, on its presets and below what is wanted besides."""
        if path is None or path == resources.ISOLATED:
            return merged([wanted.layer()])
        own = self._config_form(path)
        layers = [] if own is None else [*self._with_bases(own, (real(path),))]
        return merged([*layers, wanted.layer()], self._shown(path), path.parent)

    def _with_bases(self, own: Layer, above: tuple[str, ...]) -> Iterator[Layer]:
        """A configuration file on the presets and files that it extends; those that can't be had are its faults.

        `above` are the files that extend one another down to it, itself the last.
        """
        named = own.told.get("extends", ())
        known = sorted(file.stem for file in resources.PRESETS.glob("*.yaml")) if named else []
        for index, name in enumerate([named] if isinstance(named, str) else named):
            if self._extended > _MOST_EXTENDED:
                break
            self._extended += 1
            origin = own.origin(("extends",) if isinstance(named, str) else ("extends", index))
            if self._extended > _MOST_EXTENDED:
                problem: Words | None = Words(
                    f"extends 一共超过 {_MOST_EXTENDED} 次", f"more than {_MOST_EXTENDED} extends in all"
                )
            elif name in known:
                preset = self._config_form(resources.PRESETS / f"{name}.yaml")
                assert preset is not None
                yield Layer(preset.told, f"{name} (preset)")
                continue
            elif "/" in name or name.lower().endswith(ENDINGS):
                assert own.folder is not None
                path = Path(os.path.normpath(own.folder / name))
                problem = self._beyond(own.folder, name) or self._unextendable(path, above)
                base = self._config_form(path) if problem is None else None
                if base is not None:
                    self._read.add(real(path))
                    yield from self._with_bases(base, (*above, real(path)))
            else:
                hint = did_you_mean(name, known)
                problem = Words(
                    f"没有预设“{name}”，可用的是 {'、'.join(known)}，或另一配置文件的路径{hint.zh}",
                    f"no preset “{name}”; there are {', '.join(known)}, or a configuration file's path{hint.en}",
                )
            if problem is not None:
                self.faults.append(Fault("PL004", own.source, origin.span or Span(1, 1, 1, 1), problem))
        yield own

    def _unextendable(self, path: Path, above: tuple[str, ...]) -> Words | None:
        """Why a file can't be extended by those above it, if it can't."""
        if real(path) in above:
            return Words(
                f"extends 成环：{self._shown(path)}", f"extends runs in a circle: {self._shown(path)}"
            )
        if len(above) > _MOST_BASES:
            return Words(
                f"extends 超过 {_MOST_BASES} 层", f"extends goes through more than {_MOST_BASES} files"
            )
        self._memory.presence(path)
        if not os.path.lexists(path):
            return Words(
                f"extends 所指的文件不存在：{self._shown(path)}",
                f"extends names a missing file: {self._shown(path)}",
            )
        return None

    def _config_form(self, path: Path) -> Layer | None:
        """What a configuration file says, None where it can't be used."""
        document = self._document(path)
        self.faults += document.faults
        if document.kind is None and document.top is None:
            return None
        if kind_of(document) != "config":
            self._not_of_kind(document, "planlint")
            return None
        form, faults = told(document)
        self.faults += faults
        if form is None:
            return None
        return self._without_beyond(Layer(form["planlint"], document.file, document, path.parent))

    def _without_beyond(self, layer: Layer) -> Layer:
        """A configuration without the keys that name a path which it must not name; these are its faults."""
        told = dict(layer.told)
        for key in (*PATH_KEYS, "ratchet"):
            said = told.get(key, ())
            for index, name in enumerate([said] if isinstance(said, str) else said):
                problem = self._beyond(layer.folder, name)
                if problem is not None:
                    span = layer.origin((key,) if isinstance(said, str) else (key, index)).span
                    self.faults.append(Fault("PL004", layer.source, span or Span(1, 1, 1, 1), problem))
                    told.pop(key, None)
        return replace(layer, told=told)

    def _beyond(self, folder: Path | None, name: str) -> Words | None:
        """Why a configuration in this folder must not name a path, if so: one at a URL names only what stands there."""
        if self._mirror is None or folder is None or not self._mirror.holds(folder):
            return None
        if self._mirror.is_named(Path(os.path.normpath(folder / name))):
            return None
        return Words(
            f"网址下的配置只能写该网址之下的路径：{name}",
            f"a configuration at a URL names only what stands below that URL: {name}",
        )

    def _not_of_kind(self, document: Document, expected: str | None = None) -> None:
        """A file whose top key is not the one that its place or name asks for is a fault."""
        from planlint.reading import forms  # with pydantic: to explain faults alone

        self.faults.append(
            forms.another_kind(document, expected) if expected else forms.unknown_kind(document)
        )


def _indicators(files: Iterable[catalogues.CatalogueFile]) -> tuple[Indicator, ...]:
    return tuple(dict.fromkeys(indicator for file in files for indicator in file.indicators))


_COMPARE = frozenset(
    (
        "op", "op-after", "change", "base-before", "base-after", "better", "same", "between", "more",
        "half", "double", "hundredths", "fraction", "plus-minus", "inclusive",
    )
)  # fmt: skip
"""What words of figures say that bound or compare, or make a number."""


@cache
def _words_that_compare() -> frozenset[str]:
    """The words that no unit of a project's own may take from our readings."""
    from planlint.figures.words import words  # for a project with units of its own alone

    return frozenset(spelling for spelling, word in words() if word.role in _COMPARE)
