"""The whole flow, on plans as they come: what must not matter changes nothing, and nothing is raised."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planlint
from planlint.auditing import Report, audit, corpus_of, report_on
from planlint.findings import Place
from planlint.judging.rule import Severity
from planlint.project import Config
from tests.builders import CATALOGUE, CITY, REGION, a_project, a_report, plan_text, told

# Plans as they come

NAMES = (
    "吸烟率",
    "成人吸烟率",
    "烟草使用率",
    "健康素养水平",
    "婴儿死亡率",
    "每千人口医师数（人）",
    "性别比",
    "覆盖率",
    "无此指标",
    "[管理率, 规范管理率]",
)
FIGURES = (
    "20",
    "≤18",
    "＞25%",
    "20-25",
    "约20",
    "提高3个百分点",
    "比基期降低10%",
    "逐步下降",
    "达到国家平均水平",
    "全覆盖",
    "—",
    "200‰",
    "5岁",
    "乱写一气",
)
DETAILS = {
    "unit": ("'%'", "‰", "桌"),
    "nature": ("约束性", "预期性"),
    "population": ("儿童",),
    "place": ("全区",),
    "basis": ("以县为单位",),
    "waive": ("[{rule: PL301, reason: 因}]",),
    "at": ("{table: 表, row: 1, line: 3}", "{section: 一, line: 4}", "{table: 表, row: 1, line: 5}"),
}  # fmt: skip
HEADS = (
    {"id": "county"},
    {"id": "county", "main_table": "表"},
    CITY,
    {**CITY, "superior": "150000"},
    REGION,
    {"id": "twin"},
    {"id": "stray", "jurisdiction": "159999"},
)

values = st.lists(st.sampled_from(FIGURES), min_size=1, max_size=3).map(
    lambda f: "[" + ", ".join(map(repr, f)) + "]"
)
timed = st.dictionaries(st.sampled_from(("2020", "2025", "undated")), values, min_size=1, max_size=2)
kinds = st.dictionaries(
    st.sampled_from(("target", "baseline", "past_target")),
    timed.map(lambda by_year: "{" + ", ".join(f"{year}: {listed}" for year, listed in by_year.items()) + "}"),
    min_size=1,
)  # fmt: skip
details = st.fixed_dictionaries({}, optional={key: st.sampled_from(words) for key, words in DETAILS.items()})
statements = st.builds(
    lambda name, kind, detail: {"indicator": name, **kind, **detail}, st.sampled_from(NAMES), kinds, details
)
Plans = list[tuple[dict[str, str], list[dict[str, str]]]]
few = settings(max_examples=40)
plans = st.lists(
    st.tuples(st.sampled_from(HEADS), st.lists(statements, max_size=4)),
    min_size=1,
    max_size=3,
    unique_by=lambda p: p[0]["id"],
)


def written(head: dict[str, str], listed: list[dict[str, str]]) -> str:
    return plan_text(
        *(", ".join(f"{key}: {value}" for key, value in fields.items()) for fields in listed), **head
    )


def files_of(drawn: Plans) -> list[tuple[str, str]]:
    return [(f"{head['id']}.yaml", written(head, listed)) for head, listed in drawn]


def facts(report: Report, plan: str | None = None) -> list[tuple[object, ...]]:
    """All that is said, or all of one plan, with the places by file and source line."""
    found: list[tuple[object, ...]] = [
        (f.id, f.severity, f.message, f.gap, f.unit, f.waived, *map(placed, (f.primary, *f.related)))
        for f in report.findings
        if plan is None or (f.plan and f.plan.id == plan)
    ]
    unjudged: list[tuple[object, ...]] = [
        (n.rule, n.plan.id, n.indicator, n.year, n.reason, *map(placed, (n.primary, *n.related)))
        for n in report.not_comparable
        if plan is None or n.plan.id == plan
    ]
    return [*found, *unjudged]


def placed(place: Place) -> tuple[str, object]:
    statement = place.meaning.statement if place.meaning else None
    return place.file, statement and (statement.figure, statement.at)


# What must not matter


@few
@given(plans, st.data())
def test_the_order_of_files_changes_nothing(drawn: Plans, data: st.DataObject) -> None:
    files = files_of(drawn)
    assert facts(a_report(*files)) == facts(a_report(*data.draw(st.permutations(files))))


@few
@given(plans, st.data())
def test_the_order_of_a_statements_keys_changes_nothing(drawn: Plans, data: st.DataObject) -> None:
    shuffled = [
        (head, [dict(data.draw(st.permutations(list(fields.items())))) for fields in listed])
        for head, listed in drawn
    ]
    assert sorted(map(repr, facts(a_report(*files_of(drawn))))) == sorted(
        map(repr, facts(a_report(*files_of(shuffled))))
    )


IN_DOCUMENT = st.sampled_from(("{{table: 表, row: {0}, line: {0}}}", "{{section: 一, line: {0}}}"))


@few
@given(st.lists(st.tuples(statements, IN_DOCUMENT), min_size=2, max_size=5), st.data())
def test_the_order_of_statements_changes_no_identity_and_no_primary_place(
    drawn: list[tuple[dict[str, str], str]], data: st.DataObject
) -> None:
    listed = [{**fields, "at": at.format(line)} for line, (fields, at) in enumerate(drawn, 1)]
    above = ("region.yaml", plan_text("indicator: 吸烟率, target: {2025: '≤18'}", **REGION))

    def first_places(ordered: list[dict[str, str]]) -> list[tuple[object, ...]]:
        found = a_report(("county.yaml", written({}, ordered)), above).findings
        return sorted(((f.id, f.gap, placed(f.primary)) for f in found), key=repr)

    assert first_places(listed) == first_places(data.draw(st.permutations(listed)))


SAID = (
    "indicator: 吸烟率, baseline: {2020: 18%}",
    "indicator: 吸烟率, target: {2025: 控制在20%以内}, at: {line: 9}",
    "indicator: 吸烟率, unit: '%', target: {2025: ≤20}, at: {table: 表, row: 1, line: 12}",
    "indicator: 健康素养水平, baseline: {2020: 20%}",
    "indicator: 居民健康知识, target: {2025: 25%}",
)


@few
@given(st.permutations(SAID))
def test_a_finding_is_told_of_the_table_and_else_of_the_latest_year(said: list[str]) -> None:
    catalogue = CATALOGUE.replace("name: 健康素养水平,", "name: 健康素养水平, aliases: [居民健康知识],")
    above = plan_text("indicator: 吸烟率, target: {2025: ≤20}", **REGION)
    found = {f.id: f for f in a_report(catalogue, plan_text(*said), context=[above]).findings}
    weaker, names = found["PL401:county:smoking:2025"], found["PL308:county:literacy:2025"]
    assert ("≤20", True) == (weaker.meaning and weaker.meaning.statement.figure, "照抄" in weaker.message.zh)
    assert "居民健康知识" == (names.meaning and names.meaning.statement.name)


@few
@given(plans, st.randoms(use_true_random=False))
def test_the_order_of_rules_changes_nothing(drawn: Plans, random: object) -> None:
    project = a_project(*files_of(drawn))
    rules = list(project.rules)
    random.shuffle(rules)  # type: ignore[attr-defined]
    assert facts(report_on(project)) == facts(report_on(replace(project, rules=tuple(rules))))


@few
@given(
    plans,
    st.lists(statements, max_size=4),
    st.sampled_from(({"jurisdiction": "110000"}, {"sector": "schools"})),
)
def test_an_unrelated_plan_changes_no_finding_of_the_others(
    drawn: Plans, listed: list[dict[str, str]], head: dict[str, str]
) -> None:
    stranger = written({"id": "stranger", **head}, listed)
    alone = a_report(*files_of(drawn))
    beside = a_report(*files_of(drawn), ("stranger.yaml", stranger))
    for plan in alone.plans:
        assert facts(alone, plan.id) == facts(beside, plan.id)


@few
@given(plans, st.integers(0, 3))
def test_lines_that_move_change_no_identity(drawn: Plans, blank: int) -> None:
    moved = [(name, "# 一\n" * blank + text.replace("\n- {", "\n\n- {")) for name, text in files_of(drawn)]
    assert facts(a_report(*files_of(drawn))) == facts(a_report(*moved))


@few
@given(plans)
def test_a_file_that_is_renamed_changes_no_identity(drawn: Plans) -> None:
    files = files_of(drawn)
    renamed = [(f"{9 - number}.yaml", text) for number, (_, text) in enumerate(files)]
    before, after = a_report(*files).findings, a_report(*renamed).findings
    assert sorted(told(before)) == sorted(told(after))


@few
@given(plans)
def test_a_bom_and_other_line_ends_change_nothing(drawn: Plans) -> None:
    files = files_of(drawn)
    other = [(name, "\ufeff" + text.replace("\n", "\r\n")) for name, text in files]
    assert facts(a_report(*files)) == facts(a_report(*other))


@few
@given(plans)
def test_every_place_lies_inside_its_file(drawn: Plans) -> None:
    texts = dict(files_of(drawn))
    for finding in a_report(*texts.items()).findings:
        for place in (finding.primary, *finding.related):
            lines = texts[place.file].split("\n")
            assert 1 <= place.span.line <= place.span.end_line <= len(lines)
            assert 1 <= place.span.column <= len(lines[place.span.line - 1]) + 1
            assert 1 <= place.span.end_column <= len(lines[place.span.end_line - 1]) + 1


def test_identities_are_unique() -> None:
    listed = "indicator: 吸烟率, target: {2025: ['20', '20', '≤23', 乱写一气, 5岁]}"
    ids = [finding.id for finding in a_report(plan_text(listed, listed)).findings]
    assert sorted(set(ids)) == sorted(ids)


# Reports


FAILING = plan_text(
    "indicator: 吸烟率, target: {2025: '20'}, at: {line: 1}",
    "indicator: 健康素养水平, target: {2025: '105'}, at: {line: 2}",
)
ABOVE = plan_text("indicator: 吸烟率, target: {2025: '18'}, nature: 预期性", **REGION)
COMPARED = ("PL201", "PL301", "PL401")


def test_a_report_tells_what_was_judged_and_what_was_not_held() -> None:
    report = a_report(FAILING, context=[ABOVE])
    expected = ["warning PL201:county:smoking:2025:to=region", "error PL403:county:literacy:2025"]
    assert expected == told(report.findings)
    assert (["county"], 2, ("county", "region")) == (
        [plan.id for plan in report.plans], report.statements, tuple(plan.id for plan in report.corpus.plans),
    )  # fmt: skip
    assert [("county", ["呼伦贝尔市", "全国"])] == [
        (plan.id, [level.name for level in missing.levels]) for plan, missing in report.missing
    ]


def test_findings_are_counted_by_severity_and_waived_ones_apart() -> None:
    waived = FAILING.replace("at: {line: 1}", "waive: [{rule: PL201, reason: 因}], at: {line: 1}")
    report = a_report(waived, context=[ABOVE])
    assert (1, 0, 0, 1) == (
        report.count("error"),
        report.count("warning"),
        report.count("note"),
        report.waived,
    )


@pytest.mark.parametrize(
    ("figure", "level", "expected"),
    [
        ("'95'", "note", 0),
        ("105", "warning", 1),
        ("105", "error", 1),
        ("≥100", "warning", 0),
        ("≥100", "note", 1),
    ],
)
def test_the_exit_status_tells_whether_anything_reaches_the_fail_level(
    figure: str, level: Severity, expected: int
) -> None:
    plan = plan_text(f"indicator: 健康素养水平, target: {{2025: {figure}}}, at: {{line: 1}}")
    assert expected == a_report(plan).exit_status(level)


def test_a_waived_finding_does_not_count_for_the_exit_status() -> None:
    plan = plan_text(
        "indicator: 健康素养水平, target: {2025: '105'}, waive: [{rule: PL403, reason: 因}], at: {line: 1}"
    )
    assert 0 == a_report(plan).exit_status("note")


def test_a_file_that_can_not_be_used_outranks_findings() -> None:
    assert 2 == a_report(FAILING, "x: 1").exit_status()
    assert 2 == a_report("x: 1").exit_status("error")


def test_a_project_changes_severities_but_not_those_of_unusable_files() -> None:
    project = a_project(FAILING, "x: 1")
    changed = replace(project, config=Config(severity={"PL": "note", "PL403": "warning"}))
    assert ["warning PL403:county:literacy:2025", "error PL005:2.yaml"] == told(report_on(changed).findings)


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("warning", {"PL103"}), ("note", {"PL103"} | {*COMPARED}), ("off", {*COMPARED})],
)
def test_a_cell_with_a_unit_of_its_own_is_one_finding(severity: Severity, expected: set[str]) -> None:
    row = "indicator: 健康素养水平, unit: '%', baseline: {2020: '41'}, target: {2025: 80‰}, at: {table: 表, line: 1}"
    prose = "indicator: 健康素养水平, target: {2025: 80%}, at: {line: 2}"
    above = plan_text("indicator: 健康素养水平, target: {2025: 80%}", **REGION)
    project = a_project(plan_text(row, prose), context=[above])
    config = Config(severity={"PL103": severity, "PL104": "off", "PL106": "off"})
    found = {finding.rule for finding in report_on(replace(project, config=config)).findings}
    assert expected == found


def test_the_first_plan_of_an_id_is_judged_and_the_second_is_a_finding() -> None:
    other = plan_text("indicator: 管理率, target: {2025: 5岁}")
    report = a_report(FAILING, other)
    assert (["1.yaml"], 2) == ([plan.file for plan in report.plans], report.statements)
    assert "error PL023:county" in told(report.findings)


def test_a_judged_plan_that_the_project_holds_too_is_no_duplicate() -> None:
    report = a_report(FAILING, context=[FAILING])
    assert ["error PL403:county:literacy:2025"] == told(report.findings)
    assert () == report.corpus.context


def test_another_plan_of_the_same_id_in_the_project_is_a_finding() -> None:
    project = a_project(FAILING, context=[FAILING.replace("105", "95")])
    assert "error PL023:county" in told(report_on(project).findings)
    assert () == corpus_of(project).context


# On disk


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cat.yaml").write_text(CATALOGUE, encoding="utf-8")
    Path("region.yaml").write_text(ABOVE, encoding="utf-8")
    Path("county.yaml").write_text(FAILING, encoding="utf-8")


@pytest.mark.usefixtures("_here")
def test_plans_are_judged_with_their_superiors_in_the_project() -> None:
    Path("planlint.yaml").write_text("planlint: {plans: [.], catalogues: [cat.yaml]}", encoding="utf-8")
    report = audit(["county.yaml"])
    assert ["PL201:county:smoking:2025:to=region", "PL403:county:literacy:2025"] == [
        f.id for f in report.findings
    ]
    assert facts(report) == facts(audit([Path("county.yaml").absolute()]))


@pytest.mark.usefixtures("_here")
def test_the_order_of_paths_changes_nothing() -> None:
    Path("twin.yaml").write_text(FAILING.replace("'20'", "'19'"), encoding="utf-8")
    paths = ["cat.yaml", "county.yaml", "region.yaml", "twin.yaml"]
    assert facts(audit(paths)) == facts(audit(paths[::-1]))


@pytest.mark.usefixtures("_here")
def test_the_package_offers_the_audit() -> None:
    report = planlint.audit(["."], planlint.Config())
    assert isinstance(report, planlint.Report)
    assert 1 == report.exit_status()
    with pytest.raises(AttributeError, match="nothing"):
        planlint.nothing  # noqa: B018


OTHER = plan_text("indicator: 吸烟率, target: {2025: '18'}", id="other", jurisdiction="110000")
HOSTILE: dict[str, str | bytes | Callable[[str], object]] = {
    "200,000 open brackets": "[" * 200_000,
    "200,000 nested mappings": "a: {" * 200_000,
    "an alias bomb": "plan: &a [x]\n" + "".join(f"a{i}: &a{i} [*a, *a]\n" for i in range(50)),
    "duplicate keys": OTHER.replace("statements:", "statements: []\nstatements:"),
    "a tag that makes objects": "plan: !!python/object/apply:os.system [exit]",
    "NUL": "plan: \0",
    "a lone surrogate, encoded": b"plan: \xed\xa0\x80",
    "a lone surrogate, escaped": 'plan: "\\ud800"',
    "not UTF-8": "plan: 规划".encode("gb18030"),
    "UTF-16": "plan: {}".encode("utf-16"),
    "several documents": OTHER + "---\n" + OTHER,
    "an empty file": "",
    "keys that are lists": "? [plan]\n: {}",
    "merge keys": OTHER.replace("plan:", "plan:\n  <<: {id: a}"),
    "a merge key with an alias": OTHER.replace("plan:", "plan:\n  <<: *a"),
    "another kind of file": "version: 2",
    "a source that leads out of its folder": OTHER.replace(
        "statements:", "  source: {file: ../a}\nstatements:"
    ),
    "faults without end": "a:\n" * 100_000,
    "25 MB": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 25_000_000),
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: Path(path).symlink_to(path),
    "a link to nowhere": lambda path: Path(path).symlink_to("nowhere"),
}


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_located_finding_and_the_others_are_judged(name: str) -> None:
    content = HOSTILE[name]
    file = "hostile\n.yaml"
    match content:
        case str():
            Path(file).write_text(content, encoding="utf-8")
        case bytes():
            Path(file).write_bytes(content)
        case make:
            make(file)
    report = audit(["."])
    assert 2 == report.exit_status()
    assert {file} == {f.primary.file for f in report.findings if f.rule.startswith("PL00")}
    expected = ["PL201:county:smoking:2025:to=region", "PL403:county:literacy:2025"]
    assert expected == [f.id for f in report.findings if f.plan and f.primary.file == "county.yaml"]
