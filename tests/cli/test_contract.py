"""The machine contract, key by key: names, types, nulls, order, and the same bytes however plans are named."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from planlint.judging.rule import SEVERITIES
from planlint.model import KINDS
from tests.builders import REGION, plan_text
from tests.cli.conftest import BROKEN, COUNTY, Run, Write

Shape = dict[str, tuple[type, ...]]
"""Keys in their order, with the types that each may have."""

NONE = type(None)

PLACE: Shape = {
    "file": (str,),
    "line": (int,),
    "column": (int,),
    "end_line": (int,),
    "end_column": (int,),
    "plan": (str, NONE),
    "name": (str, NONE),
    "kind": (str, NONE),
    "year": (int, NONE),
    "figure": (str, NONE),
    "lower": (str, NONE),
    "upper": (str, NONE),
    "nature": (str, NONE),
    "source_file": (str, NONE),
    "source_line": (int, NONE),
    "section": (str, NONE),
}
FINDING: Shape = {
    "id": (str,),
    "rule": (str,),
    "name": (str,),
    "severity": (str,),
    "message": (str,),
    "plan": (str, NONE),
    "indicator": (str, NONE),
    "year": (int, NONE),
    "gap": (str, NONE),
    "unit": (str, NONE),
    "waived": (bool,),
    "primary": (dict,),
    "related": (list,),
}
NOT_COMPARABLE: Shape = {
    "rule": (str,),
    "plan": (str,),
    "indicator": (str, NONE),
    "year": (int, NONE),
    "reason": (str,),
    "primary": (dict,),
    "related": (list,),
}
SUMMARY: Shape = {
    "plans": (int,),
    "statements": (int,),
    "findings": (dict,),
    "waived": (int,),
    "not_comparable": (int,),
}
REPORT: Shape = {"version": (int,), "findings": (list,), "not_comparable": (list,), "summary": (dict,)}
STATEMENT: Shape = {
    "plan": (str,),
    "jurisdiction": (str,),
    "indicator": (str, NONE),
    "name": (str,),
    "kind": (str,),
    "year": (int, NONE),
    "assumed_year": (int,),
    "period": (str,),
    "figure": (str,),
    "unit": (str, NONE),
    "lower": (str, NONE),
    "upper": (str, NONE),
    "lower_closed": (bool, NONE),
    "upper_closed": (bool, NONE),
    "canonical_unit": (str, NONE),
    "resolved": (bool,),
    "reason": (str, NONE),
    "nature": (str, NONE),
    "population": (str, NONE),
    "place": (str, NONE),
    "basis": (str, NONE),
    "where": (str,),
    "section": (str, NONE),
    "source_file": (str, NONE),
    "source_line": (int, NONE),
    "file": (str,),
    "line": (int,),
    "column": (int,),
}
READING: Shape = {
    "figure": (str,),
    "kind": (str,),
    "comparator": (str, NONE),
    "value": (str, NONE),
    "high": (str, NONE),
    "unit": (str, NONE),
    "base": (int, str, NONE),
    "per": (str, NONE),
    "hedge": (str, NONE),
    "lower": (str, NONE),
    "upper": (str, NONE),
    "note": (str, NONE),
}

DECIMAL = re.compile(r"-?\d+(\.\d+)?")

EVERYTHING = plan_text(
    "indicator: 健康素养水平（%）, target: {2025: ≥23}, nature: 指导, population: 农村居民, basis: 以苏木乡镇为单位,"
    " at: {section: 第二章, table: 指标表, row: 1, line: 20-22}",
    "indicator: [管理率, 规范管理率], unit: '%', target: {2025: 90, 2021-2025: 85}, past_target: {2020: 80}",
    "indicator: 吸烟率, target: 低于23%, baseline: 26%, place: 全国, waive: [{rule: PL013, reason: 照录}]",
    "indicator: 床位数, target: {2025: 1200张, 2023: 天气晴}, at: {line: 5}",
    "indicator: 没有的指标, target: {2025: 3%}",
    "indicator: 性别比, baseline: {2020: 1：1.25}",
    "indicator: 婴儿死亡率, baseline: {2020: 3.5‰}, target: {2025: 5‰}, at: {line: 9}",
    "indicator: 婴儿死亡率, target: {2025: 逐步降低}, at: {line: 10}",
    title="县规划",
    source="{file: a.txt, sha256: " + "0" * 64 + "}",
    superior='"150000"',
)


def assert_shaped(data: dict[str, Any], shape: Shape) -> None:
    assert list(data) == list(shape)
    wrong = {key: value for key, value in data.items() if type(value) not in shape[key]}
    assert wrong == {}


def assert_decimal(*texts: str | None) -> None:
    assert [text for text in texts if text is not None and not DECIMAL.fullmatch(text)] == []


@pytest.fixture
def rich(project: Path, write: Write) -> Path:
    """The small project, with a plan that has a bit of everything and a file that is no plan."""
    write({"plans/county.yaml": EVERYTHING, "plans/broken.yaml": BROKEN})
    return project


def report(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("check", *arguments, "--format", "json")
    assert result.stderr == ""
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_has_the_agreed_keys_types_and_order(language: str, rich: Path, run: Run) -> None:
    data = report(run, "plans", "--lang", language)
    assert_shaped(data, REPORT)
    assert data["version"] == 1
    assert_shaped(data["summary"], SUMMARY)
    assert {"PL004", "PL010", "PL011", "PL013", "PL401"} <= {finding["rule"] for finding in data["findings"]}
    for finding in data["findings"]:
        assert_shaped(finding, FINDING)
        assert finding["severity"] in SEVERITIES
        assert finding["id"].split(":")[0] == finding["rule"]
        assert_decimal(finding["gap"])
    assert data["not_comparable"] != []
    for item in data["not_comparable"]:
        assert_shaped(item, NOT_COMPARABLE)
    for found in (*data["findings"], *data["not_comparable"]):
        for place in (found["primary"], *found["related"]):
            assert_shaped(place, PLACE)
            assert_decimal(place["lower"], place["upper"])
            assert place["kind"] in (None, *KINDS)
            assert 1 <= place["line"] <= place["end_line"]
            assert 1 <= place["column"]


def test_a_file_that_is_no_plan_has_a_finding_without_a_plan(rich: Path, run: Run) -> None:
    fault = next(f for f in report(run, "plans")["findings"] if f["rule"] == "PL004")
    assert fault["id"] == "PL004:plans_broken.yaml"
    assert {key: fault[key] for key in ("plan", "indicator", "year", "gap", "unit", "waived", "related")} == {
        "plan": None,
        "indicator": None,
        "year": None,
        "gap": None,
        "unit": None,
        "waived": False,
        "related": [],
    }
    assert fault["primary"] == dict.fromkeys(PLACE) | {
        "file": "plans/broken.yaml",
        "line": 2,
        "column": 3,
        "end_line": fault["primary"]["end_line"],
        "end_column": fault["primary"]["end_column"],
    }


def test_a_finding_in_full(project: Path, run: Run) -> None:
    finding = report(run, "plans")["findings"][0]
    assert finding == {
        "id": "PL201:county:literacy:2025:to=region",
        "rule": "PL201",
        "name": "target-weaker-than-superior",
        "severity": "error",
        "message": "“健康素养水平”2025年目标“≥23%”弱于上级《自治区规划》的“≥25%”，相差 2 个百分点（呼伦贝尔市的规划未收录）",
        "plan": "county",
        "indicator": "literacy",
        "year": 2025,
        "gap": "2",
        "unit": "%",
        "waived": False,
        "primary": {
            "file": "plans/county.yaml",
            "line": 9,
            "column": 41,
            "end_line": 9,
            "end_column": 44,
            "plan": "county",
            "name": "健康素养水平（%）",
            "kind": "target",
            "year": 2025,
            "figure": "≥23",
            "lower": "23",
            "upper": None,
            "nature": "预期性",
            "source_file": None,
            "source_line": 20,
            "section": "第二章",
        },
        "related": [
            {
                "file": "plans/region.yaml",
                "line": 8,
                "column": 49,
                "end_line": 8,
                "end_column": 52,
                "plan": "region",
                "name": "健康素养水平",
                "kind": "target",
                "year": 2025,
                "figure": "≥25",
                "lower": "25",
                "upper": None,
                "nature": "约束性",
                "source_file": None,
                "source_line": 10,
                "section": "第二章",
            }
        ],
    }


def test_the_summary_counts_what_is_listed(rich: Path, run: Run) -> None:
    data = report(run, "plans")
    counted = [f["severity"] for f in data["findings"] if not f["waived"]]
    assert data["summary"] == {
        "plans": 2,
        "statements": len(run("export", "plans").stdout.splitlines()),
        "findings": {severity: counted.count(severity) for severity in ("error", "warning", "note")},
        "waived": sum(f["waived"] for f in data["findings"]),
        "not_comparable": len(data["not_comparable"]),
    }
    assert data["summary"]["waived"] > 0


def test_severities_are_those_in_force_after_configuration(project: Path, write: Write, run: Run) -> None:
    severity = "{PL2: note, PL201: warning, PL301: 'off'}"
    write(
        {
            "planlint.yaml": f"planlint: {{plans: [plans], catalogues: [catalogue.yaml], severity: {severity}}}\n"
        }
    )
    told = [(f["rule"], f["severity"]) for f in report(run)["findings"]]
    assert told == [("PL201", "warning"), ("PL203", "note"), ("PL201", "warning")]


def test_language_changes_nothing_but_messages(rich: Path, run: Run) -> None:
    chinese, english = (report(run, "plans", "--lang", language) for language in ("zh", "en"))
    for data in (chinese, english):
        for finding in data["findings"]:
            finding.pop("message")
    assert chinese == english


def test_every_statement_has_the_agreed_keys_types_and_order(rich: Path, run: Run) -> None:
    rows = [json.loads(line) for line in run("export", "plans").stdout.splitlines()]
    assert len(rows) == 18
    for row in rows:
        assert_shaped(row, STATEMENT)
        assert row["kind"] in KINDS
        assert row["where"] in ("table", "prose")
        assert_decimal(row["lower"], row["upper"])
        assert row["resolved"] is (row["reason"] is None)
        if not row["resolved"]:
            closed = (row["lower"], row["upper"], row["lower_closed"], row["upper_closed"])
            assert closed == (None, None, None, None)


def test_neither_of_two_readings_is_exported_as_certain(project: Path, write: Write, run: Run) -> None:
    reached = "indicator: 健康素养水平, baseline: {2020: [20%, 20.5%]}"
    ends = "lower", "upper", "lower_closed", "upper_closed", "resolved", "reason"
    found = []
    for figure in ("10%", "10个百分点"):
        write({"plans/county.yaml": plan_text(f"target: {{2025: 提高{figure}}}, {reached}")})
        row = json.loads(run("export", "plans/county.yaml").stdout.splitlines()[0])
        found.append(tuple(row[key] for key in ends))
    assert found == [
        (None, None, None, None, False, "ambiguous"),
        ("30.5", None, True, False, True, None),
    ]


def test_neither_of_two_readings_stands_in_a_report_as_certain(project: Path, write: Write, run: Run) -> None:
    county = "indicator: 健康素养水平, baseline: {2020: '20%'}, target: {2025: 提高10%}"
    write(
        {
            "plans/region.yaml": plan_text("indicator: 健康素养水平, target: {2025: ≥30%}", **REGION),
            "plans/county.yaml": plan_text(county),
        }
    )
    (told,) = report(run, "plans/county.yaml")["not_comparable"]
    assert (told["rule"], told["reason"]) == ("PL201", "readings-disagree")
    assert [(p["figure"], p["lower"]) for p in (told["primary"], *told["related"])] == [
        ("提高10%", None),
        ("≥30%", "30"),
    ]


def test_statements_in_full(rich: Path, run: Run) -> None:
    rows = [json.loads(line) for line in run("export", "plans/county.yaml").stdout.splitlines()]
    assert rows[0] == {
        "plan": "county",
        "jurisdiction": "150724",
        "indicator": "literacy",
        "name": "健康素养水平（%）",
        "kind": "target",
        "year": 2025,
        "assumed_year": 2025,
        "period": "2021-2025",
        "figure": "≥23",
        "unit": "%",
        "lower": "23",
        "upper": None,
        "lower_closed": True,
        "upper_closed": False,
        "canonical_unit": "%",
        "resolved": True,
        "reason": None,
        "nature": "指导性",
        "population": "农村居民",
        "place": None,
        "basis": "以苏木乡镇为单位",
        "where": "table",
        "section": "第二章",
        "source_file": "a.txt",
        "source_line": 20,
        "file": "plans/county.yaml",
        "line": 10,
        "column": rows[0]["column"],
    }
    told = [
        tuple(row[k] for k in ("indicator", "kind", "year", "assumed_year", "figure", "unit", "reason"))
        for row in rows
    ]
    assert told[1:] == [
        ("managed", "target", 2025, 2025, "90", "%", None),
        ("managed", "target", 2025, 2025, "85", "%", None),
        ("managed", "past_target", 2020, 2020, "80", "%", None),
        ("well-managed", "target", 2025, 2025, "90", "%", None),
        ("well-managed", "target", 2025, 2025, "85", "%", None),
        ("well-managed", "past_target", 2020, 2020, "80", "%", None),
        ("smoking", "target", None, 2025, "低于23%", "%", None),
        ("smoking", "baseline", None, 2020, "26%", "%", None),
        ("beds", "target", 2025, 2025, "1200张", "张", None),
        ("beds", "target", 2023, 2023, "天气晴", None, "unreadable"),
        (None, "target", 2025, 2025, "3%", "%", "unknown-indicator"),
        ("sex-ratio", "baseline", 2020, 2020, "1：1.25", None, None),
        ("infant", "target", 2025, 2025, "5‰", "‰", None),
        ("infant", "baseline", 2020, 2020, "3.5‰", "‰", None),
        ("infant", "target", 2025, 2025, "逐步降低", None, "trend"),
    ]
    assert {row["place"] for row in rows if row["indicator"] == "smoking"} == {"全国"}
    assert [row["period"] for row in rows[1:3]] == ["2021-2025", "2021-2025"]


def test_the_table_says_what_the_lines_say(rich: Path, run: Run) -> None:
    text = run("export", "plans", "--format", "csv").stdout
    assert text.startswith("\ufeffplan,jurisdiction,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    lines = [json.loads(line) for line in run("export", "plans").stdout.splitlines()]
    assert list(rows[0]) == list(STATEMENT)
    spoken = [
        {
            key: "" if value is None else str(value).lower() if value in (True, False) else str(value)
            for key, value in line.items()
        }
        for line in lines
    ]
    assert rows == spoken


FIGURES = {
    "≤20": ("level", "<=", "20", None, "20"),
    "80.0%以上": ("level", ">=", "80.0", "80", None),
    "2—3": ("band", None, "2", "2", "3"),
    "比基期降低10%": ("change", "=", "-10", None, None),
    "不低于全国平均水平": ("reference", ">=", None, None, None),
    "稳中有降": ("trend", None, None, None, None),
    "全覆盖": ("done", None, None, None, None),
    "1：1.25": ("ratio", "=", "1.25", "1.25", "1.25"),
    "—": ("missing", None, None, None, None),
    "每年提升2%左右或不低于全省平均水平": ("compound", None, None, None, None),
    "天气晴": ("unreadable", None, None, None, None),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_every_kind_of_figure_is_read_with_the_agreed_keys(figure: str, run: Run) -> None:
    data = json.loads(run("parse", figure, "--format", "json").stdout)
    assert_shaped(data, READING)
    assert_decimal(data["value"], data["high"], data["lower"], data["upper"])
    kind, comparator, value, lower, upper = FIGURES[figure]
    assert (data["figure"], data["kind"], data["value"]) == (figure, kind, value)
    assert (data["lower"], data["upper"]) == (lower, upper)
    if comparator is not None:
        assert data["comparator"] == comparator


def test_a_quotient_that_does_not_end_has_28_digits_and_stands_exact_beside_them(run: Run) -> None:
    data = json.loads(run("parse", "1/3", "--format", "json").stdout)
    assert list(data) == [*READING, "exact"]
    assert (data["value"], data["exact"]) == ("0." + "3" * 28, "1/3")


def test_standard_input_is_answered_line_by_line_in_order(run: Run) -> None:
    text = "≤20\n\n3.56\t‰\r\n90%\t\t健康素养水平\n比基期降低10%\t\t\t多余\n23\t%\t没有的指标\n—"
    result = run("parse", "-", "--format", "jsonl", text=text)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    for answer in answers:
        assert_shaped(answer, READING)
    assert [(a["figure"], a["kind"], a["unit"]) for a in answers] == [
        ("≤20", "level", None),
        ("", "missing", None),
        ("3.56", "level", "‰"),
        ("90%", "level", "%"),
        ("比基期降低10%", "change", "%"),
        ("23", "level", "%"),
        ("—", "missing", None),
    ]
    assert (answers[3]["lower"], answers[3]["upper"]) == ("90", None)
    assert answers[5]["note"].startswith("目录中没有指标“没有的指标”")


@pytest.mark.parametrize(
    "command",
    [["check", "--format", "json"], ["check"], ["export"], ["export", "--format", "csv"]],
    ids=" ".join,
)
def test_equal_runs_are_equal_to_the_byte_whatever_the_order_of_paths(
    command: list[str], rich: Path, write: Write, run: Run
) -> None:
    write({"more/twin.yaml": COUNTY, "more/other.yaml": COUNTY.replace("旗规划", "另一规划")})
    paths = ["plans/region.yaml", "plans", "more", "catalogue.yaml"]
    first = run(*command, *paths).stdout_bytes
    orders = [list(order) for order in itertools.permutations(paths)]
    assert {run(*command, *order).stdout_bytes for order in orders[::5]} == {first}


def test_lone_halves_of_characters_are_valid_json(folder: Path, run: Run) -> None:
    result = run("parse", "\udcff20%", "--format", "json")
    assert json.loads(result.stdout)["figure"] == "\udcff20%"
