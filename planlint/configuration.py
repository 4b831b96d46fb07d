"""What a project says of its rules and files: preset, configuration file and command line, layer upon layer."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from planlint.frozen import frozen
from planlint.judging.rule import Rule, Severity
from planlint.model import Span, YamlPath
from planlint.reading.document import Document, node_at
from planlint.words import Words, did_you_mean

RATCHET_NAME = "planlint-ratchet.yaml"
"""Where accepted findings stand, beside the configuration, unless it says otherwise."""
PATH_KEYS = ("plans", "catalogues", "rules", "divisions", "statistics", "units")
"""Keys of the configuration that name files and folders."""

FAMILIES: Mapping[str, str] = {
    "reading": "PL0",
    "units": "PL1",
    "levels": "PL2",
    "within": "PL3",
    "time": "PL4",
    "document": "PL5",
}
"""Words for the families of our rules, and the prefix of their ids."""

COMMAND_LINE, USUAL = "command line", "default"
"""Sources of values that no file says."""

Told = Severity | Literal["off"]


class Misuse(ValueError):  # noqa: N818 (what the user did, not what failed)
    """The command line names a rule that there isn't, paths of several projects, or a URL that can't be read."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@frozen()
class Wanted:
    """What the command line says beside, and over, the configuration."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ratchet: Path | None = None

    def layer(self) -> Layer:
        """As the topmost layer of a configuration."""
        told = {
            "select": self.select,
            "ignore": self.ignore,
            "ratchet": self.ratchet and str(self.ratchet),
        }
        return Layer({key: value for key, value in told.items() if value}, COMMAND_LINE)


@frozen()
class Choice:
    """Which rules count and how badly; a word is a rule's id, a prefix of ids or a family."""

    select: tuple[str, ...] = ()
    """These alone; all where nothing is said."""
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Told] = field(default_factory=dict)

    def told(self, rule_id: str) -> Told | None:
        """What is said of a rule, if anything; the word that means it most closely counts, `ignore` in doubt."""
        chosen = max((reach(word, rule_id) for word in self.select), default=0)
        left_out = max((reach(word, rule_id) for word in self.ignore), default=0)
        if (self.select and not chosen) or (left_out and left_out >= chosen):
            return "off"
        word = max(self.severity, key=lambda word: reach(word, rule_id), default="")
        return self.severity[word] if reach(word, rule_id) else None


@frozen()
class PathChoice(Choice):
    """What is said of plans in certain files; it narrows what the project says of all."""

    path: str = "**"
    """A glob, `*` within and `**` across folders; without a slash it means names at any depth."""

    def matches(self, file: str) -> bool:
        """Whether a POSIX path, relative to the configuration's folder, is meant or lies below."""
        return _reaches(self.path, file)


@frozen()
class Origin:
    """Where a value of the configuration comes from."""

    source: str
    """A file, a preset or an option of the command line."""
    span: Span | None = None
    """Its place, where the source is a file."""

    def __str__(self) -> str:
        return f"{self.source}:{self.span.line}" if self.span else self.source


@frozen()
class Config:
    """What a project's configuration says; paths are absolute."""

    file: str | None = None
    """The configuration file, None where there is none."""
    plans: tuple[Path, ...] = ()
    catalogues: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    divisions: tuple[Path, ...] = ()
    statistics: tuple[Path, ...] = ()
    severity: Mapping[str, Told] = field(default_factory=dict)
    """Severity by rule id, prefix or family; the closest word counts."""
    units: tuple[Path, ...] = ()
    """Unit definitions besides ours."""
    extends: tuple[str, ...] = ()
    """The presets and files that it begins with, as they are named."""
    select: tuple[str, ...] = ()
    """The rules that count, by id, prefix or family; all where nothing is said."""
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Options of relations by rule id, instead of the rule's own."""
    per_path: tuple[PathChoice, ...] = ()
    mandatory: tuple[str, ...] = ()
    """Rules that can't be waived, ignored, switched off or accepted."""
    ratchet: Path | None = None
    """The file of accepted findings, whether or not it is there."""
    folder: Path | None = None
    """Where the configuration stands; globs are relative to it."""
    roots: tuple[str, ...] = ()
    """URLs of folders, each with its last slash; globs are relative to them for what stands there."""
    origins: Mapping[YamlPath, Origin] = field(default_factory=dict, repr=False)
    """Where each value comes from, by its YAML path below `planlint`."""
    _told: dict[tuple[object, ...], Told | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was worked out to be said of a rule, by the paths that are meant."""
    _meant: dict[str, tuple[PathChoice, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The choices of paths that mean a file."""

    def severity_of(self, rule_id: str, file: str | None = None) -> Told | None:
        """What the project says of a rule, if anything: of plans in general, or of the plan in a file."""
        meant = self._choices(file) if file is not None and self.per_path else ()
        known = rule_id, *map(id, meant)
        if known not in self._told:
            told = Choice(self.select, self.ignore, self.severity).told(rule_id)
            for choice in meant if told != "off" else ():
                told = choice.told(rule_id) or told
            self._told[known] = None if told == "off" and self.is_mandatory(rule_id) else told
        return self._told[known]

    def origin(self, path: YamlPath) -> Origin:
        """Where a value, or the part of it that is known, comes from."""
        while path and path not in self.origins:
            path = path[:-1]
        return self.origins.get(path, Origin(self.file or "planlint.yaml", Span(1, 1, 1, 1)))

    def is_mandatory(self, rule_id: str) -> bool:
        """Whether nothing may silence a rule."""
        return any(reach(word, rule_id) for word in self.mandatory)

    def _choices(self, file: str) -> tuple[PathChoice, ...]:
        """What is said of plans in a file, whose path is held against the globs once."""
        if file not in self._meant:
            place = self._relative(file)
            self._meant[file] = tuple(choice for choice in self.per_path if choice.matches(place))
        return self._meant[file]

    def _relative(self, file: str) -> str:
        for root in self.roots:
            if file.startswith(root):
                return file.removeprefix(root)
        return _relative(file, str(self.folder or Path.cwd()))


@frozen()
class Layer:
    """One source of a configuration: a preset, a file, the command line."""

    told: Mapping[str, Any]
    """What it says, by the keys of the configuration's form."""
    source: str
    document: Document | None = None
    """The file, where it can be pointed into."""
    folder: Path | None = None
    """What its paths are relative to; None where it names none."""

    def origin(self, path: YamlPath) -> Origin:
        """Where one of its values comes from."""
        if self.document is None or self.document.top is None:
            return Origin(self.source)
        return Origin(self.source, node_at(self.document.top, ("planlint", *path)).span)


NOTHING_WANTED = Wanted()


def reach(word: str, rule_id: str) -> int:
    """How closely a word means a rule: 0 not at all, else the length of the prefix that it stands for."""
    prefix = FAMILIES.get(word, word)
    return len(prefix) if rule_id.startswith(prefix) else 0


def merged(layers: Iterable[Layer], file: str | None = None, folder: Path | None = None) -> Config:
    """The configuration that several layers make, later ones over earlier.

    Paths, `ignore`, `per_path` and `mandatory` add up; `severity` and `options` word by word. A `select` starts
    anew: what layers before it selected, ignored or switched off counts no more.
    """
    values: dict[str, list[tuple[object, Origin]]] = {}
    severity: dict[str, tuple[Told, Origin]] = {}
    options: dict[tuple[str, str], tuple[str, Origin]] = {}
    named_rules: dict[str, Origin] = {}
    per_path: list[tuple[PathChoice, Origin]] = []
    ratchet: tuple[Path, Origin] | None = None
    for layer in layers:
        told = layer.told
        if "select" in told:
            values["select"], values["ignore"] = [], []
            severity = {word: pair for word, pair in severity.items() if pair[0] != "off"}
        for key in ("extends", *PATH_KEYS, "select", "ignore", "mandatory"):
            said = told.get(key, ())
            for index, word in enumerate([said] if isinstance(said, str) else said):
                value = _resolved(layer, word) if key in PATH_KEYS else word
                origin = layer.origin((key,) if isinstance(said, str) else (key, index))
                values.setdefault(key, []).append((value, origin))
        for word, given in told.get("severity", {}).items():
            severity[word] = given, layer.origin(("severity", word))
        for rule_id, own in told.get("options", {}).items():
            named_rules[rule_id] = layer.origin(("options", rule_id))
            for option, text in own.items():
                options[rule_id, option] = text, layer.origin(("options", rule_id, option))
        for index, form in enumerate(told.get("per_path", ())):
            choice = PathChoice(
                tuple(form.get("select", ())),
                tuple(form.get("ignore", ())),
                form.get("severity", {}),
                form["path"],
            )
            per_path.append((choice, layer.origin(("per_path", index))))
        if "ratchet" in told:
            ratchet = _resolved(layer, told["ratchet"]), layer.origin(("ratchet",))
    if ratchet is None and folder is not None:
        ratchet = folder / RATCHET_NAME, Origin(USUAL)
    origins: dict[YamlPath, Origin] = {
        (key, index): origin for key, pairs in values.items() for index, (_, origin) in enumerate(pairs)
    }
    origins |= {("severity", word): origin for word, (_, origin) in severity.items()}
    origins |= {("options", rule_id): origin for rule_id, origin in named_rules.items()}
    origins |= {("options", *names): origin for names, (_, origin) in options.items()}
    origins |= {("per_path", index): origin for index, (_, origin) in enumerate(per_path)}
    origins |= {("ratchet",): ratchet[1]} if ratchet else {}
    by_rule: dict[str, dict[str, str]] = {}
    for (rule_id, option), (text, _) in options.items():
        by_rule.setdefault(rule_id, {})[option] = text
    return Config(
        file=file,
        **{key: tuple(value for value, _ in pairs) for key, pairs in values.items()},  # type: ignore[arg-type]
        severity={word: given for word, (given, _) in severity.items()},
        options=by_rule,
        per_path=tuple(choice for choice, _ in per_path),
        ratchet=ratchet[0] if ratchet else None,
        folder=folder,
        origins=origins,
    )


def word_faults(
    config: Config, known: Mapping[str, Rule], unread: Set[str] = frozenset()
) -> Iterator[tuple[YamlPath, Words]]:
    """(path below `planlint`, problem) of every word for rules that means none, or one that can't be silenced.

    Of rules that are there and can't be used (`unread`) their own files' faults tell.
    """
    for path, word, silences in _words(config):
        key = next(step for step in reversed(path[:-1]) if isinstance(step, str))
        meant = [rule for rule_id, rule in known.items() if reach(word, rule_id)]
        if not meant:
            if not any(reach(word, rule_id) for rule_id in unread):
                hint = did_you_mean(word, (*known, *FAMILIES))
                yield path, Words(f"{key}：没有规则“{word}”{hint.zh}", f"{key}: no rule “{word}”{hint.en}")
        elif silences and all(rule.judge == "file" for rule in meant):
            yield (
                path,
                Words(
                    f"{key}：“{word}”报告文件本身的问题，不能更改",
                    f"{key}: “{word}” reports files that can't be used; it can't be changed",
                ),
            )
        elif silences == "off" and all(config.is_mandatory(rule.id) for rule in meant):
            yield (
                path,
                Words(
                    f"{key}：“{word}”是强制的规则，不能关闭",
                    f"{key}: “{word}” is mandatory; it can't be silenced",
                ),
            )
    for rule_id, own in config.options.items():
        if rule_id in known or rule_id not in unread:
            yield from _option_faults(rule_id, own, known)


def _words(config: Config) -> Iterator[tuple[YamlPath, str, str]]:
    """(path, word, what it does to the rules: `off`, a severity or nothing) of each word for rules."""
    for key in ("select", "ignore", "mandatory"):
        for index, word in enumerate(getattr(config, key)):
            yield (key, index), word, "off" if key == "ignore" else ""
    for word, severity in config.severity.items():
        yield ("severity", word), word, severity
    for number, choice in enumerate(config.per_path):
        for key in ("select", "ignore"):
            for index, word in enumerate(getattr(choice, key)):
                yield ("per_path", number, key, index), word, "off" if key == "ignore" else ""
        for word, severity in choice.severity.items():
            yield ("per_path", number, "severity", word), word, severity


def _option_faults(
    rule_id: str, own: Mapping[str, str], known: Mapping[str, Rule]
) -> Iterator[tuple[YamlPath, Words]]:
    """What is wrong with the options that a project gives a rule."""
    path: YamlPath = ("options", rule_id)
    rule = known.get(rule_id)
    if rule is None:
        hint = did_you_mean(rule_id, [other.id for other in known.values() if other.settable])
        yield path, Words(f"options：没有规则“{rule_id}”{hint.zh}", f"options: no rule “{rule_id}”{hint.en}")
    elif not rule.settable:
        yield path, Words(f"options：{rule_id} 没有可设的参数", f"options: {rule_id} has none to be set")
    else:
        changed = replace(rule, options={**rule.options, **own})
        for inside, problem in changed.form_faults():
            yield (*path, *inside[1:]), problem


def with_options(rule: Rule, config: Config) -> Rule:
    """The rule with the options that the project gives it, where all of them are sound."""
    own = config.options.get(rule.id)
    if not own or any(_option_faults(rule.id, own, {rule.id: rule})):
        return rule
    return replace(rule, options={**rule.options, **own})


def _resolved(layer: Layer, name: str) -> Path:
    return Path(os.path.normpath((layer.folder or Path.cwd()) / name))


@lru_cache(maxsize=4096)
def _relative(file: str, folder: str) -> str:
    """A path as reports name it, relative to a folder, POSIX."""
    return Path(os.path.relpath(file, folder)).as_posix()


def _reaches(pattern: str, file: str) -> bool:
    """Whether a glob means a file or a folder that it lies in; `**` is any number of folders.

    Step by step over all places that may be reached, for a pattern with many stars takes an expression very long.
    """
    parts = file.split("/")
    reached = {0}
    for fits in _steps(pattern):
        if fits is None:
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fits(parts[at])}
        if not reached:
            return False
    return True


@lru_cache(maxsize=4096)
def _steps(pattern: str) -> tuple[Callable[[str], object] | None, ...]:
    """What each step of a glob lets through; None for `**`."""
    steps = pattern.removeprefix("./").strip("/").split("/")
    if len(steps) == 1 and not pattern.startswith(("./", "/")):
        steps = ["**", *steps]
    return tuple(None if step == "**" else _step(step).match for step in steps)


def _step(pattern: str) -> re.Pattern[str]:
    """One step of a glob: `*` and `?` alone mean anything but themselves."""
    return re.compile(fnmatch.translate(pattern.replace("[", "[[]")))
