"""A rule's cases: small plans that must fail it, pass it, or not be comparable, through the real loader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planlint.auditing import corpus_of
from planlint.figures import decimal_text
from planlint.findings import Finding
from planlint.frozen import frozen
from planlint.judging.engine import judge
from planlint.judging.policy import Policy
from planlint.judging.rule import Rule
from planlint.project import Project, load_documents
from planlint.reading.acceptance import kind_of
from planlint.reading.document import Fault, parse_document, read_document
from planlint.reading.document import Sequence as ListNode
from planlint.reading.forms import another_kind, validate
from planlint.reading.schema import CaseForm, CasesForm
from planlint.words import Words


@frozen()
class CaseResult:
    """One case and how it went."""

    rule: str
    name: str
    file: str
    line: int
    """Line of the case in its file."""
    problem: Words | None
    """What was expected and what came instead; None where it went as expected."""


def cases_file(rule: Rule) -> Path:
    """Where a rule's cases stand: beside it."""
    path = Path(rule.file)
    return path.with_name(f"{path.stem}.cases{path.suffix}")


def run_cases(rule: Rule, project: Project) -> tuple[list[CaseResult], tuple[Fault, ...]]:
    """Run every case of a rule, with the catalogue, divisions and rules of a project."""
    path = str(cases_file(rule))
    cases, faults = read_cases(rule)
    return [
        CaseResult(rule.id, case.name, path, line, _problem(rule, case, project)) for case, line in cases
    ], faults


def read_cases(rule: Rule) -> tuple[list[tuple[CaseForm, int]], tuple[Fault, ...]]:
    """The cases beside a rule with the line of each, or the faults of their file."""
    path = cases_file(rule)
    document = read_document(path, str(path))
    if document.top is None or document.faults:
        return [], document.faults
    if kind_of(document) != "cases":
        return [], (another_kind(document, "cases"),)
    form, faults = validate(document)
    if form is None:
        return [], faults
    assert isinstance(form, CasesForm)
    node = document.top.values["cases"]
    assert isinstance(node, ListNode)
    return [(case, item.span.line) for case, item in zip(form.cases, node.items, strict=True)], ()


def messages(rule: Rule, case: CaseForm, project: Project) -> list[Words]:
    """What the rule says of a case's files."""
    small = _small(case, project)
    found = judge(corpus_of(small), small.rules, _policy(case, small)).findings
    return [finding.message for finding in found if finding.rule == rule.id and not finding.waived]


def _small(case: CaseForm, project: Project) -> Project:
    """A case's files in the place of the project's plans."""
    files = [text.encode() for text in case.files or ()] + [bytes.fromhex(text) for text in case.hex or ()]
    documents = [parse_document(data, f"{number}.yaml") for number, data in enumerate(files, 1)]
    return load_documents(documents, project)


def _policy(case: CaseForm, small: Project) -> Policy:
    return Policy(mandatory=frozenset(case.mandatory or ()), accepted=small.accepted)


_IN_CASES = {"fails": "fail", "not-comparable": "not-comparable", "holds": "pass"}
"""What cases call an outcome; of several the first counts."""


def _problem(rule: Rule, case: CaseForm, project: Project) -> Words | None:
    small = _small(case, project)
    if small.faults and rule.judge != "file":
        others = "; ".join(f"{f.problem.en} ({f.file}:{f.span.line})" for f in small.faults[:3])
        return Words(f"用例文件本身有误：{others}", f"the case's own files are faulty: {others}")
    corpus = corpus_of(small)
    policy = _policy(case, small)
    judgement = judge(corpus, small.rules, policy, every_case=True)
    found = [f for f in judgement.findings if f.rule == rule.id]
    outcomes = {verdict.outcome for _, verdict in judgement.verdicts.get(rule.id, ())}
    if found and all(f.waived for f in found):
        outcomes = outcomes - {"fails"} | {"holds"}
    got = next((word for outcome, word in _IN_CASES.items() if outcome in outcomes), None)
    if got is None:
        return Words(
            f"应为 {case.expect}，但没有可判断的", f"expected {case.expect}, but there is nothing to judge"
        )
    if got != case.expect:
        return Words(f"应为 {case.expect}，实为 {got}", f"expected {case.expect}, got {got}")
    if case.expect != "fail":
        return None
    return _told_otherwise(case, [f for f in found if not f.waived])


def _told_otherwise(case: CaseForm, found: Sequence[Finding]) -> Words | None:
    """What the findings say otherwise than the case demands, if it demands more than a failure."""
    told = [text for f in found if f.gap is not None for text in (decimal_text(f.gap), str(f.gap))]
    gaps = list(dict.fromkeys(told))
    for key, wanted, given in (
        ("message", case.message, [text for f in found for text in f.message]),
        ("severity", case.severity, [f.severity for f in found]),
        ("gap", case.gap, gaps),
    ):
        if wanted is None:
            continue
        met = any(wanted in text if key == "message" else wanted == text for text in given)
        if not met:
            return Words(f"{key} 应为“{wanted}”，实为 {given}", f"{key} should be “{wanted}”, got {given}")
    return None
