"""What fuzzers feed with any bytes, and what must hold whatever they are.

`python -m tests.fuzz.mutate plans 300` feeds changed seeds for five minutes; bytes that found something are
kept under `seeds/`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from planlint.auditing import Report, report_on
from planlint.divisions import DivisionsError, load_divisions
from planlint.figures import print_figure, read_figure
from planlint.hierarchy import tree
from planlint.project import Project, load, load_documents
from planlint.provenance import verify
from planlint.reading.acceptance import kind_of
from planlint.reading.document import Document, parse_document
from planlint.reading.rules import read_rule
from planlint.reporting import machine, matrix, proof, text
from planlint.reporting.derivation import finding_words
from planlint.reporting.settings import settings
from planlint.reporting.table import indicator_table
from planlint.reporting.tree import draw_tree
from planlint.units import definition_faults, read_unit, using

SEEDS = Path(__file__).parent / "seeds"
ALL = frozenset(("findings", "not-comparable", "waived", "accepted"))


def any_figure(data: bytes) -> None:
    """Any text is a figure, if only an unreadable one."""
    words = data.decode("utf-8", "surrogateescape")
    figure = read_figure(words)
    print_figure(figure)
    assert (figure.problem_at is not None) == (figure.kind == "unreadable")
    read_unit(words)


def any_plans(data: bytes) -> None:
    """Files, parted by lines of `%%%`, are faults or can be reported in every format."""
    parts = data.split(b"\n%%%\n")[:4]
    assert_reported([parse_document(part, f"{number}.yaml") for number, part in enumerate(parts, 1)])


def any_rule(data: bytes) -> None:
    """A rule is faults, or can be applied to the corpus of five."""
    document = parse_document(data, "rule.yaml")
    if document.top is None or kind_of(document) != "rule":
        return
    rule, faults = read_rule(document)
    assert (rule is None) == bool(faults)
    if rule is not None:
        report = report_on(replace(_two_plans(), rules=(rule,)))
        assert_formats(report)


def any_config(data: bytes) -> None:
    """A configuration is faults or is in force."""
    with tempfile.TemporaryDirectory() as folder:
        # Deep down, so that paths through parents stay inside.
        file = Path(folder).joinpath(*"abcdef") / "planlint.yaml"
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        project = load([], config_file=file)
    for lang in ("zh", "en"):
        settings(project, lang)
    report_on(project)


def any_units(data: bytes) -> None:
    """Definitions are faults or can be used."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "units.txt"
        file.write_bytes(data)
        try:
            faults = list(definition_faults(file))
        except UnicodeDecodeError:
            return
        if not faults:
            with using([file]):
                for line in data.decode().splitlines():
                    read_figure("3" + line.split("=")[0].strip())


def any_divisions(data: bytes) -> None:
    """Divisions are faults or a hierarchy."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "own.csv"
        file.write_bytes(data)
        try:
            divisions = load_divisions(file)
        except DivisionsError:
            return
        for code in ("150724", "150724-x", "", "x"):
            divisions.chain(code)
            divisions.nearest(code)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "figures": any_figure,
    "plans": any_plans,
    "rules": any_rule,
    "configs": any_config,
    "units": any_units,
    "divisions": any_divisions,
}


def assert_reported(documents: list[Document]) -> None:
    """What was read can be judged and written in every format."""
    assert_formats(report_on(load_documents(documents, around())))


def assert_formats(report: Report) -> None:
    """Every format can be written; nothing in it steers a terminal."""
    written = []
    for lang in ("zh", "en"):
        written.append(text.render(report, lang, colour=False, show=ALL, full=True))
        written += [finding_words(finding, report, lang) for finding in report.findings[:20]]
        written.append(draw_tree(tree(report.plans, report.corpus.hierarchy), lang))
        written.append(matrix.render_text(matrix.matrices(report), report.corpus, lang))
        written.append(proof.render(verify(report.plans, SEEDS), lang))
        data = machine.check_json(report, lang)
        assert report.findings == () or json.loads(data)["findings"]
        written.append(data)
    meanings = [meaning for plan in report.plans for meaning in report.corpus.meanings(plan)]
    written += [
        indicator_table(report.corpus, one, "zh")
        for one in {meaning.indicator for meaning in meanings[:20] if meaning.indicator}
    ]
    for line in machine.export_jsonl(meanings):
        json.loads(line)
    "".join(machine.export_csv(meanings))
    "".join(matrix.render_csv(matrix.matrices(report)))
    json.loads(matrix.render_json(matrix.matrices(report)))
    assert all(not set(one) & set("\x07\x08\x1b\r\x7f\x9b\u202e") for one in written)


@cache
def around() -> Project:
    """The packaged rules and catalogue, and no plan."""
    return load([])


@cache
def _two_plans() -> Project:
    plans = Path(__file__).parents[2] / "corpus" / "plans"
    return load(sorted(plans.glob("*.yaml"))[:2])
