"""The configuration in force as a YAML file, every value with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from planlint.configuration import PATH_KEYS, Config, Origin, PathChoice, reach
from planlint.project import Project, shown
from planlint.reporting.terminal import columns, padded, visible
from planlint.words import Lang, Words

_Line = tuple[str, Origin | None]


def settings(project: Project, lang: Lang) -> str:
    """What the project says, then what follows for the rules that it changes; nothing that it leaves as it is."""
    said = list(_said(project.config))
    lines = [("planlint:" if said else "planlint: {}", None), *said]
    width = max((columns(text) for text, origin in lines if origin), default=0)
    told = [f"{padded(text, width)}  # {origin}" if origin else text for text, origin in lines]
    off, on = len(project.switched_off), len(project.rules)
    told.append(Words(f"# 规则：{on} 条生效，{off} 条关闭", f"# rules: {on} in force, {off} off").in_(lang))
    told += [f"#   {line}" for line in _changed(project)]
    return "".join(f"{visible(line)}\n" for line in told)


def _said(config: Config) -> Iterator[_Line]:
    yield from _listed(config, "extends", config.extends)
    for key in PATH_KEYS:
        yield from _listed(config, key, map(shown, getattr(config, key)))
    for key in ("select", "ignore", "mandatory"):
        yield from _listed(config, key, getattr(config, key))
    if config.severity:
        yield "  severity:", None
    for word, severity in config.severity.items():
        # YAML of the older kind takes off for false.
        yield (
            f"    {word}: {_quoted(severity) if severity == 'off' else severity}",
            config.origin(("severity", word)),
        )
    if config.options:
        yield "  options:", None
    for rule_id, options in config.options.items():
        yield f"    {rule_id}:", None
        for option, text in options.items():
            yield f"      {option}: {_quoted(text)}", config.origin(("options", rule_id, option))
    if config.per_path:
        yield "  per_path:", None
    for index, choice in enumerate(config.per_path):
        yield f"  - {_flow(choice)}", config.origin(("per_path", index))
    if config.ratchet is not None:
        yield f"  ratchet: {_quoted(shown(config.ratchet))}", config.origin(("ratchet",))


def _listed(config: Config, key: str, values: Iterable[str]) -> Iterator[_Line]:
    for index, value in enumerate(values):
        if not index:
            yield f"  {key}:", None
        yield f"  - {_quoted(value)}", config.origin((key, index))


def _flow(choice: PathChoice) -> str:
    parts = [f"path: {_quoted(choice.path)}"]
    for key in ("select", "ignore", "severity"):
        value = getattr(choice, key)
        if value:
            parts.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return f"{{{', '.join(parts)}}}"


def _changed(project: Project) -> Iterator[str]:
    """Every rule that is off, has another severity or is mandatory, and the words that say so."""
    config = project.config
    off = {rule.id for rule in project.switched_off}
    for rule in sorted((*project.rules, *project.switched_off), key=lambda rule: rule.id):
        told = "off" if rule.id in off else config.severity_of(rule.id)
        if told is not None and not (told == "off" and rule.id not in off):
            yield f"{rule.id} {rule.name}: {told}  {_decided(config, rule.id, told)}"
        for index, word in enumerate(config.mandatory):
            if reach(word, rule.id):
                yield f"{rule.id} {rule.name}: mandatory  {config.origin(('mandatory', index))}"
                break


def _decided(config: Config, rule_id: str, told: str) -> Origin:
    """Where the word stands that decides on a rule."""
    word = max(config.severity, key=lambda word: reach(word, rule_id), default="")
    if reach(word, rule_id) and config.severity[word] == told:
        return config.origin(("severity", word))
    index = max(
        range(len(config.ignore)), key=lambda index: reach(config.ignore[index], rule_id), default=None
    )
    if index is not None and reach(config.ignore[index], rule_id):
        return config.origin(("ignore", index))
    return config.origin(("select", 0))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
