"""Projects: which files there are, what kind each is, and what is read from them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint import resources
from planlint.files import find_config
from planlint.project import Config, Project, load, load_catalogue, load_documents, shown
from tests.builders import CATALOGUE, REGION, document, plan_text, said_of, yaml_files

PLAN = plan_text("indicator: 吸烟率, target: {2025: ≤20}")
RULE = (
    "rule: {id: XX900, name: my-rule, judge: target, require: dated, severity: note,"
    " message: {zh: 甲, en: A}, why: {zh: 因, en: because}}"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def read(files: dict[str, str], *paths: str) -> Project:
    write(files)
    return load([Path(path) for path in paths or (".",)])


def faults_of(files: dict[str, str], *paths: str) -> list[str]:
    return [f"{fault.file} {said}" for fault in read(files, *paths).faults for said in said_of([fault])]


def listed(path: str = ".") -> list[str]:
    return [file.as_posix() for file in yaml_files(Path(path))]


# Files


def test_yaml_files_are_found_in_the_order_of_their_names() -> None:
    write({"b.yaml": "", "a/d.yml": "", "a/c.yaml": "", "a.yaml": "", "a/x.json": "", "z.txt": ""})
    assert ["a/c.yaml", "a/d.yml", "a.yaml", "b.yaml"] == listed()


def test_capitals_in_the_ending_of_a_name_are_no_matter() -> None:
    write({"A.YAML": "", "b.Yml": "", "c.yamL": "", "D.CASES.YAML": "", ".e.YAML": "", "f.YAM": ""})
    assert ["A.YAML", "b.Yml", "c.yamL"] == listed()
    assert [] == faults_of({"PL201.Cases.YML": "cases: []"}, "PL201.Cases.YML")
    assert ["planlint.YAML 1:1 PL005 a configuration is named planlint.yaml"] == faults_of(
        {"planlint.YAML": "planlint: {}"}, "planlint.YAML"
    )


def test_hidden_files_cases_and_linked_folders_are_left_out() -> None:
    write({".a.yaml": "", ".git/b.yaml": "", "PL1.cases.yaml": "", "PL1.cases.yml": "", "f/c.yaml": ""})
    Path("link").symlink_to("f", target_is_directory=True)
    Path("f/up").symlink_to("..", target_is_directory=True)
    Path("link.yaml").symlink_to("f/c.yaml")
    Path("x.yaml").mkdir()
    assert ["f/c.yaml", "link.yaml"] == listed()


def test_a_path_that_is_given_is_followed_whatever_it_is() -> None:
    write({"f/c.yaml": "", "a.txt": ""})
    Path("link").symlink_to("f", target_is_directory=True)
    assert (["link/c.yaml"], ["a.txt"], ["nowhere"]) == (listed("link"), listed("a.txt"), listed("nowhere"))


def test_folders_a_thousand_deep_are_followed() -> None:
    top = Path.cwd()
    for _ in range(1100):
        Path("a").mkdir()
        os.chdir("a")
    Path("b.yaml").touch()
    os.chdir(top)
    assert ["a/" * 1100 + "b.yaml"] == listed()
    os.chdir(top)
    for depth in range(1100, 0, -1):  # rmtree itself is not that deep
        if depth == 1100:
            Path("a/" * depth + "b.yaml").unlink()
        Path("a/" * depth).rmdir()


def test_a_path_is_shown_relative_to_the_working_directory() -> None:
    assert ("a/b.yaml", "/nowhere/b.yaml") == (
        shown(Path.cwd() / "a" / "b.yaml"),
        shown(Path("/nowhere/b.yaml")),
    )


def test_a_folder_that_may_not_be_listed_is_a_fault_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write({"shut/a.yaml": "", "open/county.yaml": PLAN})
    whole, listing, opened = os.listdir, os.scandir, os.open

    def refuse(path: str | Path) -> None:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))

    def list_open(path: str | Path = ".") -> list[str]:
        refuse(path)
        return whole(path)

    def scan_open(path: str | Path = ".") -> object:
        refuse(path)
        return listing(path)

    def open_open(path: str | Path, flags: int) -> int:
        refuse(path)
        return opened(path, flags)

    monkeypatch.setattr(os, "listdir", list_open)  # root may list everything
    monkeypatch.setattr(os, "scandir", scan_open)
    monkeypatch.setattr(os, "open", open_open)
    project = load([Path()])
    assert (["county"], ["1:1 PL001 Permission denied"]) == (
        [p.id for p in project.judged],
        said_of(project.faults),
    )
    assert ["shut"] == [fault.file for fault in project.faults]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (os.mkfifo, "x.yaml 1:1 PL001 not a regular file"),
        (lambda path: Path(path).symlink_to(path), "x.yaml 1:1 PL001 Too many levels of symbolic links"),
        (lambda path: Path(path).symlink_to("nowhere"), "x.yaml 1:1 PL001 No such file or directory"),
        (lambda path: Path(path).symlink_to("/dev/zero"), "x.yaml 1:1 PL001 not a regular file"),
    ],
    ids=["fifo", "link to itself", "dangling link", "device"],
)
def test_what_is_no_file_is_a_fault_and_the_others_are_read(
    make: Callable[[str], None], expected: str
) -> None:
    make("x.yaml")
    assert [expected] == faults_of({"county.yaml": PLAN})
    assert ["county"] == [plan.id for plan in load([Path()]).judged]


def test_a_file_that_vanishes_is_a_fault_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"county.yaml": PLAN, "gone.yaml": ""})
    opened = os.open

    def vanish(path: str, flags: int) -> int:
        if Path(path).name == "gone.yaml":
            Path(path).unlink()
        return opened(path, flags)

    monkeypatch.setattr(os, "open", vanish)
    assert ["gone.yaml 1:1 PL001 No such file or directory"] == faults_of({})


def test_names_of_any_kind_are_read() -> None:
    assert ["a\nb.yaml", "规 划.yaml"] == [
        plan.file for plan in read({"a\nb.yaml": PLAN, "规 划.yaml": plan_text(**REGION)}).judged
    ]
    Path(os.fsdecode(b"\xff.yaml")).write_text("x: 1", encoding="utf-8")
    assert ["\udcff.yaml"] == [fault.file for fault in load([Path()]).faults]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a" * 300, "File name too long"), ("a\0b", "embedded null byte"), ("no", "No such file or directory")],
)
def test_a_path_that_can_not_be_is_a_fault(path: str, expected: str) -> None:
    assert [f"{path} 1:1 PL001 {expected}"] == faults_of({}, path)


def test_a_file_given_twice_is_read_once() -> None:
    Path("link.yaml").symlink_to("county.yaml")
    project = read({"county.yaml": PLAN}, ".", "county.yaml", "link.yaml", str(Path.cwd()))
    assert ["county.yaml"] == [plan.file for plan in project.judged]


# Kinds


def test_files_are_sorted_by_their_kind() -> None:
    project = read(
        {"a.yaml": PLAN, "b.yaml": CATALOGUE, "c.yaml": RULE, "d.cases.yaml": "cases: []", ".e.yaml": "x: 1"}
    )
    assert ["county"] == [plan.id for plan in project.judged]
    assert "smoking" in project.catalogue.by_id
    assert "XX900" in {rule.id for rule in project.rules}
    assert ((), ()) == (project.faults, project.context)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: 1", "a.yaml 1:1 PL005 top key “x” is no planlint file (should be one of plan, "),
        ("planlint: {}", "a.yaml 1:1 PL005 a configuration is named planlint.yaml"),
        ("cases: []", "a.yaml 1:1 PL005 cases are named after their rule: PL201.cases.yaml"),
        ("", "a.yaml 1:1 PL002 the file is empty"),
        ("[", "a.yaml 1:2 PL002 YAML syntax: did not find expected node content"),
        ("plan: &a {}", "a.yaml 1:7 PL004 plan lacks “id”"),
        ("rule: {}", "a.yaml 1:7 PL004 rule lacks “id”"),
        (
            "indicators: [{id: a, name: b, unit: 桌}]",
            "a.yaml 1:37 PL004 unknown unit “桌” (write 无 where there is none)",
        ),
    ],
)
def test_a_bad_file_is_a_fault_and_the_others_are_read(text: str, expected: str) -> None:
    project = read({"a.yaml": text, "b.yaml": PLAN})
    assert f"{project.faults[0].file} {said_of(project.faults)[0]}".startswith(expected)
    assert ["county"] == [plan.id for plan in project.judged]


def test_the_text_of_files_with_faults_is_kept() -> None:
    project = read({"a.yaml": "x: 1\n", "b.yaml": PLAN})
    assert {"a.yaml": ("x: 1", "")} == project.lines


def test_cases_and_configurations_that_are_named_are_passed_over() -> None:
    assert [] == faults_of(
        {"X.cases.yaml": "cases: []", "planlint.yaml": "planlint: {}"}, "X.cases.yaml", "planlint.yaml"
    )


# Catalogues and rules


def test_relations_may_name_what_is_packaged() -> None:
    own = "indicators: [{id: own, name: 自有率, unit: '%', near: [life-expectancy]}]"
    assert [] == faults_of({"a.yaml": own})


def test_an_own_indicator_stands_before_the_packaged_one() -> None:
    project = read({"a.yaml": "indicators: [{id: life-expectancy, name: 我的寿命, unit: 岁}]"})
    assert "我的寿命" == project.catalogue.by_id["life-expectancy"].name
    assert () == project.faults


def test_an_own_copy_of_a_packaged_file_is_no_duplicate() -> None:
    rule = next(resources.rules_folder().glob("PL201.yaml")).read_text(encoding="utf-8")
    catalogue = next(resources.indicators_folder().glob("outcomes.yaml")).read_text(encoding="utf-8")
    assert [] == faults_of({"a.yaml": rule, "b.yaml": catalogue, "c.yaml": catalogue})


def test_a_rule_that_takes_a_packaged_id_is_a_fault_and_the_packaged_one_counts() -> None:
    project = read({"a.yaml": RULE.replace("XX900", "PL201")})
    (rule,) = [rule for rule in project.rules if rule.id == "PL201"]
    assert "at-least-as-strict" == rule.require
    assert [f"1:12 PL004 PL201 is used by {rule.file} too"] == said_of(project.faults)


def test_a_rule_that_waits_for_itself_is_a_fault_and_not_applied() -> None:
    project = read({"a.yaml": RULE.replace("message", "after: [XX900], message")})
    assert ["1:88 PL004 the prerequisites run in a circle"] == said_of(project.faults)
    assert "XX900" not in {rule.id for rule in project.rules}


def test_a_broken_packaged_file_is_a_fault_too(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"elsewhere/rules/a.yaml": "[", "elsewhere/rules/b.yaml": RULE, "c.yaml": PLAN})
    folder = Path.cwd() / "elsewhere" / "rules"
    monkeypatch.setattr(resources, "rules_folder", lambda: folder)
    project = load([Path("c.yaml")])
    assert ["XX900"] == [rule.id for rule in project.rules]
    assert ["elsewhere/rules/a.yaml"] == [fault.file for fault in project.faults]


def test_what_is_packaged_stands_beside_the_code_or_at_the_top_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (resources.rules_folder() / "PL201.yaml").is_file()
    assert (resources.indicators_folder() / "outcomes.yaml").is_file()
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(resources, "DATA", tmp_path)
    assert tmp_path / "rules" == resources.rules_folder()


# Configuration


def test_the_nearest_configuration_upward_counts() -> None:
    write({"planlint.yaml": "", "a/planlint.yaml": "", "a/b/c.yaml": PLAN, "d/e.yaml": ""})
    here = Path.cwd()
    found = [find_config(here / path) for path in ("a/b", "a/b/c.yaml", "a/b/no.yaml", "d/e.yaml")]
    assert [here / "a/planlint.yaml"] * 3 + [here / "planlint.yaml"] == found


def test_a_folder_of_that_name_is_no_configuration(tmp_path: Path) -> None:
    Path("planlint.yaml").mkdir()
    assert tmp_path not in [found.parent for found in [find_config(tmp_path)] if found]


def test_a_configuration_names_plans_catalogues_rules_and_divisions() -> None:
    config = "planlint: {plans: [../plans], catalogues: [cat.yaml], rules: [rules], divisions: [more.csv], severity: {XX: error}}"
    project = read(
        {
            "c/planlint.yaml": config,
            "c/cat.yaml": CATALOGUE,
            "c/rules/r.yaml": RULE,
            "c/more.csv": "code,name,level\n150799,新区,county\n",
            "plans/region.yaml": plan_text(**REGION),
            "c/county.yaml": PLAN,
        },
        "c/county.yaml",
    )
    assert (["county"], ["region"]) == ([p.id for p in project.judged], [p.id for p in project.context])
    assert ["plans/region.yaml"] == [plan.file for plan in project.context]
    assert ("c/planlint.yaml", {"XX": "error"}) == (project.config.file, project.config.severity)
    assert "smoking" in project.catalogue.by_id
    assert "XX900" in {rule.id for rule in project.rules}
    assert ("新区", ()) == (project.divisions.name("150799"), project.faults)


def test_a_configuration_may_be_given() -> None:
    write(
        {
            "county.yaml": PLAN,
            "plans/region.yaml": plan_text(**REGION),
            "other.yaml": "planlint: {plans: [plans]}",
        }
    )
    by_file = load([Path("county.yaml")], config_file=Path("other.yaml"))
    by_value = load([Path("county.yaml")], Config(plans=(Path.cwd() / "plans",)))
    assert [["region"], ["region"]] == [
        [plan.id for plan in project.context] for project in (by_file, by_value)
    ]


def test_the_plans_that_are_checked_are_no_context() -> None:
    project = read({"planlint.yaml": "planlint: {plans: [.]}", "county.yaml": PLAN})
    assert (["county"], ()) == ([plan.id for plan in project.judged], project.context)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("planlint: {plan: [a]}", "1:12 PL004 unknown key “plan”; did you mean plans?"),
        ("\nplan: {}", "2:1 PL005 the top key of this file should be planlint, not “plan”"),
        ("", "1:1 PL002 the file is empty"),
        ("planlint: {plans: [., no/plans]}", "1:23 PL004 the config names a missing path: no/plans"),
        ("planlint: {catalogues: [no]}", "1:25 PL004 the config names a missing path: no"),
        ("planlint: {rules: [no]}", "1:20 PL004 the config names a missing path: no"),
        ("planlint: {divisions: [no.csv]}", "1:24 PL004 the config names a missing path: no.csv"),
        ("planlint: {units: [no.txt]}", "1:20 PL004 the config names a missing path: no.txt"),
        (
            "planlint: {severity: {ZZ9: off}}",
            "1:28 PL004 severity: no rule “ZZ9”",
        ),
        (
            "planlint: {severity: {PL001: off}}",
            "1:30 PL004 severity: “PL001” reports files that can't be used; it can't be changed",
        ),
    ],
)
def test_a_fault_of_the_configuration_is_located(config: str, expected: str) -> None:
    found = faults_of({"planlint.yaml": config, "county.yaml": PLAN})
    assert [f"planlint.yaml {expected}"] == found
    assert ["county"] == [plan.id for plan in load([Path()]).judged]


def test_a_configuration_that_can_not_be_read_is_a_fault() -> None:
    os.mkfifo("planlint.yaml")
    assert ["planlint.yaml 1:1 PL001 not a regular file"] == faults_of({"county.yaml": PLAN})


def test_a_path_of_a_given_configuration_that_is_missing_is_a_fault_of_its_own() -> None:
    config = Config(plans=(Path.cwd() / "nowhere",), severity={"PL99": "off"})
    project = load([], config)
    assert ["nowhere", "planlint.yaml"] == [fault.file for fault in project.faults]


@pytest.mark.parametrize("name", ["no.csv", "fifo.csv", '"a\\0b.csv"'])
def test_divisions_that_can_not_be_read_are_a_fault_and_the_packaged_ones_count(name: str) -> None:
    os.mkfifo("fifo.csv")
    project = read({"planlint.yaml": f"planlint: {{divisions: [{name}]}}", "county.yaml": PLAN})
    assert ["PL004"] == [fault.rule for fault in project.faults]
    assert "呼伦贝尔市" == project.divisions.name("150700")


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ({}, None),
        ({"PL": "note"}, "note"),
        ({"PL": "note", "PL2": "error", "PL20": "warning"}, "warning"),
        ({"PL201": "off", "PL2": "error"}, "off"),
        ({"PL3": "error"}, None),
    ],
)
def test_the_longest_prefix_decides_on_a_severity(severity: dict[str, str], expected: str | None) -> None:
    assert expected == Config(severity=severity).severity_of("PL201")  # type: ignore[arg-type]


def test_rules_may_be_switched_off_but_not_those_of_unreadable_files() -> None:
    project = read({"planlint.yaml": "planlint: {severity: {PL: off}}", "county.yaml": PLAN})
    assert ["PL001", "PL002", "PL003", "PL004", "PL005"] == sorted(rule.id for rule in project.rules)


def test_documents_at_hand_are_read_with_the_rules_and_the_catalogue_of_a_project() -> None:
    around = read({"cat.yaml": CATALOGUE, "county.yaml": PLAN})
    texts = [plan_text(**REGION), "indicators: [{id: own, name: 自有率, unit: '%', near: [smoking]}]", "x: 1"]
    small = load_documents([document(text, f"{number}.yaml") for number, text in enumerate(texts, 1)], around)
    assert (["region"], ()) == ([plan.id for plan in small.judged], small.context)
    assert {"own", "smoking"} <= small.catalogue.by_id.keys()
    assert (["3.yaml"], around.rules) == ([fault.file for fault in small.faults], small.rules)
    assert around.catalogue.layers == load_documents([document(PLAN)], around).catalogue.layers


def test_a_catalogue_is_read_alone() -> None:
    write(
        {
            "planlint.yaml": "planlint: {catalogues: [cat.yaml], plans: [plans]}",
            "cat.yaml": CATALOGUE,
            "plans/a.yaml": "[",
        }
    )
    assert "smoking" in load_catalogue(Path.cwd() / "planlint.yaml")[0].by_id
    assert {"smoking", "life-expectancy"} & load_catalogue(None)[0].by_id.keys() == {"life-expectancy"}
