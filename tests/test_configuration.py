"""Configurations: layers, words for rules, options, paths, and where each value comes from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from planlint import resources
from planlint.configuration import Choice, Config, Misuse, PathChoice, Wanted, reach
from planlint.project import Project, load
from planlint.resources import ISOLATED
from tests.builders import plan_text, said_of

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def project(config: str, wanted: Wanted | None = None) -> Project:
    """What a `planlint.yaml` with these keys comes to."""
    Path("planlint.yaml").write_text(f"planlint: {{{config}}}\n", encoding="utf-8")
    return load([], config_file=Path("planlint.yaml"), wanted=wanted or Wanted())


def faults(config: str) -> list[str]:
    return said_of(project(config).faults)


@pytest.mark.parametrize(
    ("word", "closeness"),
    [("PL201", 5), ("PL20", 4), ("PL", 2), ("levels", 3), ("PL3", 0), ("time", 0), ("pl201", 0)],
)
def test_a_word_means_rules_by_id_prefix_or_family(word: str, closeness: int) -> None:
    assert closeness == reach(word, "PL201")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), None),
        (Choice(select=("PL3",)), "off"),
        (Choice(select=("PL2",), ignore=("PL201",)), "off"),
        (Choice(select=("PL201",), ignore=("levels",)), None),
        (Choice(select=("PL2",), ignore=("levels",)), "off"),
        (Choice(ignore=("PL3",)), None),
        (Choice(severity={"PL": "off", "PL2": "note"}), "note"),
        (Choice(ignore=("PL201",), severity={"PL201": "error"}), "off"),
    ],
)
def test_the_closest_word_decides_and_ignore_in_doubt(choice: Choice, expected: str | None) -> None:
    assert expected == choice.told("PL201")


@pytest.mark.parametrize(
    ("glob", "file", "meant"),
    [
        ("plans/old/**", "plans/old/a.yaml", True),
        ("plans/old", "plans/old/deep/a.yaml", True),
        ("plans/old/", "plans/older/a.yaml", False),
        ("plans/*.yaml", "plans/a.yaml", True),
        ("plans/*.yaml", "plans/deep/a.yaml", False),
        ("plans/**/a?.yaml", "plans/x/y/a1.yaml", True),
        ("plans/**/a?.yaml", "plans/a1.yaml", True),
        ("a.yaml", "plans/a.yaml", True),
        ("./a.yaml", "plans/a.yaml", False),
        ("**", "plans/a.yaml", True),
        ("a+(b).yaml", "a+(b).yaml", True),
    ],
)
def test_a_path_is_meant_by_a_glob(glob: str, file: str, meant: bool) -> None:
    assert meant is PathChoice(path=glob).matches(file)


def test_a_glob_of_many_stars_is_looked_at_step_by_step() -> None:
    file = "a/" * 60 + "a" * 150
    for glob in ("**/" * 60 + "b", "*a" * 60 + "b", "**/*a*/" * 40 + "b"):
        assert not PathChoice(path=glob).matches(file)
    assert PathChoice(path="**/*a*/" * 40 + "**/*a").matches(file)
    assert not PathChoice(path="[a]").matches("a")


def test_rules_of_a_path_narrow_those_of_the_project() -> None:
    config = project(
        "ignore: [PL104], per_path: [{path: old/**, ignore: [PL3], severity: {PL201: note}},"
        " {path: old/new, select: [PL2]}, {path: draft, severity: {PL104: error}}]"
    ).config
    told = {
        file: [config.severity_of(rule, file) for rule in ("PL104", "PL201", "PL301", "PL401")]
        for file in ("new.yaml", "old/a.yaml", "old/new/a.yaml", "draft/a.yaml")
    }
    assert told == {
        "new.yaml": ["off", None, None, None],
        "old/a.yaml": ["off", "note", "off", None],
        "old/new/a.yaml": ["off", "note", "off", "off"],
        "draft/a.yaml": ["off", None, None, None],
    }


def test_a_mandatory_rule_is_never_off() -> None:
    read = project(
        "mandatory: [PL20], ignore: [PL2], severity: {PL: off}, per_path: [{path: a, ignore: [PL2]}]"
    )
    assert (None, "off") == (read.config.severity_of("PL201", "a"), read.config.severity_of("PL210", "a"))
    assert {"PL201", "PL202"} < {rule.id for rule in read.rules}
    assert "PL210" in {rule.id for rule in read.switched_off}


def test_a_preset_stands_below_the_file_and_the_file_below_the_command_line() -> None:
    config = "extends: strict, severity: {PL301: note, PL302: off}, ignore: [PL303]"
    told = project(config).config
    assert ["error", "note", "off", "off"] == [
        told.severity_of(rule) for rule in ("PL201", "PL301", "PL302", "PL303")
    ]
    over = project(config, Wanted(select=("PL3",), ignore=("PL301",))).config
    assert ["off", "off", "warning", "error"] == [
        over.severity_of(rule) for rule in ("PL201", "PL301", "PL302", "PL303")
    ]


def test_each_value_knows_where_it_comes_from() -> None:
    config = project(
        "extends: [strict],\n plans: [.],\n options: {PL209: {times: 4}}, severity: {PL301: note}",
        Wanted(ignore=("PL5",)),
    ).config
    places = [
        ("extends", 0), ("plans", 0), ("options", "PL209", "times"), ("severity", "PL301"), ("severity", "PL201"),
        ("ignore", 0), ("ratchet",), ("per_path", 0),
    ]  # fmt: skip
    assert [
        "planlint.yaml:1", "planlint.yaml:2", "planlint.yaml:3", "planlint.yaml:3", "strict (preset)",
        "command line", "default", "planlint.yaml:1",
    ] == [str(config.origin(place)) for place in places]  # fmt: skip


def test_a_rule_takes_the_options_that_the_project_gives_it() -> None:
    (rule,) = [rule for rule in project("options: {PL209: {times: 4}}").rules if rule.id == "PL209"]
    (own,) = [rule for rule in load([], Config()).rules if rule.id == "PL209"]
    assert {**own.options, "times": "4"} == rule.options


def test_a_path_is_held_against_the_globs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    monkeypatch.setattr(PathChoice, "matches", lambda _, file: held.append(file) or True)
    config = Config(per_path=(PathChoice(ignore=("PL1",)), PathChoice(severity={"PL2": "note"})))
    told = [config.severity_of(rule, "plans/a.yaml") for rule in ("PL101", "PL201", "PL301")]
    assert (["off", "note", None], ["plans/a.yaml"] * 2) == (told, held)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("ignore: [PL301, levles]", "1:28 PL004 ignore: no rule “levles”; did you mean levels?"),
        ("select: [XX]", "1:21 PL004 select: no rule “XX”"),
        ("per_path: [{path: a, ignore: [XX]}]", "1:23 PL004 ignore: no rule “XX”"),
        ("per_path: [{path: a, severity: {XX: note}}]", "1:23 PL004 severity: no rule “XX”"),
        (
            "ignore: [PL001]",
            "1:21 PL004 ignore: “PL001” reports files that can't be used; it can't be changed",
        ),
        (
            "mandatory: [PL301], ignore: [PL301]",
            "1:41 PL004 ignore: “PL301” is mandatory; it can't be silenced",
        ),
        (
            "extends: stric",
            "1:21 PL004 no preset “stric”; there are drafter, reviewer, strict, or a configuration file's path;"
            " did you mean strict?",
        ),
        (
            "extends: [x]",
            "1:22 PL004 no preset “x”; there are drafter, reviewer, strict, or a configuration file's path",
        ),
        (
            "options: {PL209: {tims: 4}}",
            "1:36 PL004 “tims” is not one of least, share, times; did you mean times?",
        ),
        ("options: {PL209: {times: viel}}", "1:37 PL004 “viel” should be a number that is not negative"),
        ("options: {PL209: {times: -1}}", "1:37 PL004 “-1” should be a number that is not negative"),
        ("options: {PL301: {a: 1}}", "1:29 PL004 options: PL301 has none to be set"),
        ("options: {PL001: {fault: PL002}}", "1:29 PL004 options: PL001 has none to be set"),
        ("options: {XX: {a: 1}}", "1:26 PL004 options: no rule “XX”"),
        ("units: [.]", "1:20 PL004 can't read .: not a regular file"),
    ],
)
def test_what_is_wrong_is_located_with_the_nearest_known_word(config: str, expected: str) -> None:
    assert [expected] == faults(config)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "rule: {id: OWN001, name: own-rule, judge: target, require: sauced, severity: note,"
            " message: {zh: 因, en: a}, why: {zh: 因, en: a}}",
            "own/own.yaml:1:60 PL004 “sauced” is not one of ",
        ),
        ("rule: {id: OWN001, nam: x}", "own/own.yaml:1:7 PL004 rule lacks “name”"),
        ("rule: [", "own/OWN001.yaml:1:8 PL002 "),
    ],
)
@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ("", Wanted(select=("OWN001",))),
        ("", Wanted(ignore=("OWN",))),
        (", select: [OWN001], options: {OWN001: {a: 1}}", Wanted()),
    ],
)
def test_words_for_a_rule_that_can_not_be_used_leave_it_to_its_file_to_tell_why(
    rule: str, expected: str, more: str, wanted: Wanted
) -> None:
    file = Path(expected.partition(":")[0])
    file.parent.mkdir()
    file.write_text(rule, encoding="utf-8")
    found = project(f"rules: [own]{more}", wanted).faults
    told = [
        f"{fault.file}:{fault.span.line}:{fault.span.column} {fault.rule} {fault.problem.en}"
        for fault in found
    ]
    assert told[0].startswith(expected)
    assert {str(file)} == {fault.file for fault in found}


def test_words_of_the_command_line_that_mean_nothing_are_refused() -> None:
    with pytest.raises(Misuse, match="select: no rule “levles”; did you mean levels"):
        project("plans: []", Wanted(select=("levles",)))


def test_isolated_reads_no_configuration() -> None:
    Path("planlint.yaml").write_text("planlint: {severity: {PL: note}}", encoding="utf-8")
    Path("a.yaml").write_text(plan_text(), encoding="utf-8")
    read = load([Path("a.yaml")], config_file=ISOLATED, wanted=Wanted(ignore=("PL5",)))
    assert (None, {}, ("PL5",), None) == (
        read.config.file, read.config.severity, read.config.ignore, read.config.ratchet,
    )  # fmt: skip


def test_presets_know_every_rule_of_ours() -> None:
    rules = [rule for rule in load([], Config()).rules if rule.judge != "file"]
    notes = {rule.id for rule in rules if rule.severity == "note"}
    drafter, strict = project("extends: drafter").config, project("extends: strict").config
    assert notes == {rule.id for rule in rules if drafter.severity_of(rule.id) == "off"}
    assert notes == {rule.id for rule in rules if strict.severity_of(rule.id) == "warning"}
    assert {rule.id for rule in rules} - notes == {r.id for r in rules if strict.severity_of(r.id) == "error"}
    reviewer = project("extends: reviewer").config
    assert {None} == {reviewer.severity_of(rule.id) for rule in rules}
    assert [] == [
        fault for preset in ("drafter", "reviewer", "strict") for fault in faults(f"extends: {preset}")
    ]


# Files that a configuration extends


def write(file: str, config: str) -> None:
    Path(file).parent.mkdir(exist_ok=True)
    Path(file).write_text(f"planlint: {{{config}}}\n", encoding="utf-8")


def test_a_configuration_begins_with_the_files_that_it_extends() -> None:
    write("base/house.yaml", "extends: strict, severity: {PL301: note, PL302: note}, plans: [held]")
    write("base/more.yml", "extends: [./house.yaml], ignore: [PL303]")
    config = project("extends: [base/more.yml], severity: {PL302: error}").config
    assert ("note", "error", "off") == tuple(map(config.severity_of, ("PL301", "PL302", "PL303")))
    assert (Path("base/held").absolute(),) == config.plans
    sources = [config.origin(path).source for path in (("plans", 0), ("ignore", 0), ("severity", "PL302"))]
    assert ["base/house.yaml", "base/more.yml", "planlint.yaml"] == sources
    assert ("warning", "strict (preset)") == (
        config.severity_of("PL013"),
        config.origin(("severity", "PL")).source,
    )


def test_a_file_that_is_extended_may_lie_among_the_plans() -> None:
    write("plans/house.yaml", "ignore: [PL013]")
    write("plans/other.yaml", "ignore: [PL502]")
    project("extends: plans/house.yaml")
    assert ["plans/other.yaml"] == [fault.file for fault in load([Path("plans")]).faults]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (None, ["planlint.yaml:1:21 extends names a missing file: base.yaml"]),
        ("extends: base.yaml", ["base.yaml:1:21 extends runs in a circle: base.yaml"]),
        ("extends: [./planlint.yaml]", ["base.yaml:1:22 extends runs in a circle: planlint.yaml"]),
        ("ignore: [XX]", ["base.yaml:1:21 ignore: no rule “XX”"]),
        ("plans: [gone]", ["base.yaml:1:20 the config names a missing path: gone"]),
        ("ignor: [XX]", ["base.yaml:1:12 unknown key “ignor”; did you mean ignore?"]),
    ],
)
def test_what_is_wrong_with_an_extended_file_is_located(base: str | None, expected: list[str]) -> None:
    if base is not None:
        write("base.yaml", base)
    found = project("extends: base.yaml").faults
    assert expected == [f"{f.file}:{f.span.line}:{f.span.column} {f.problem.en}" for f in found]


def test_files_extend_one_another_to_some_depth_only() -> None:
    for number in range(30):
        write(f"{number}.yaml", f"extends: ./{number + 1}.yaml")
    (found,) = project("extends: ./0.yaml").faults
    assert ("19.yaml", "extends goes through more than 20 files") == (found.file, found.problem.en)


def test_files_that_extend_others_twice_each_are_not_read_for_ever() -> None:
    for number in range(18):
        write(f"{number}.yaml", f"extends: [./{number + 1}.yaml, ./{number + 1}.yaml]")
    write("18.yaml", "ignore: [PL303]")
    (found,) = project("extends: ./0.yaml").faults
    assert "more than 100 extends in all" == found.problem.en


@pytest.mark.parametrize(
    "config",
    [
        f"ignore: [{'PL303, ' * 1001}]",
        f"plans: [{'., ' * 1001}]",
        f"severity: {{{', '.join(f'a{number}: note' for number in range(1001))}}}",
        f"per_path: [{{path: a, select: [{'PL303, ' * 101}]}}]",
    ],
)
def test_no_list_of_words_is_endless(config: str) -> None:
    (found,) = project(config).faults
    assert found.problem.en.endswith("should be shorter (too many items)")


# Several projects


def test_paths_of_several_projects_are_refused_unless_one_is_named() -> None:
    for folder in ("a", "b"):
        write(f"{folder}/planlint.yaml", "ignore: [PL013]")
        Path(f"{folder}/plan.yaml").write_text(plan_text(id=folder), encoding="utf-8")
    Path("loose.yaml").write_text(plan_text(), encoding="utf-8")
    with pytest.raises(
        Misuse, match=r"several projects \(a/planlint.yaml, b/planlint.yaml\): check them apart"
    ):
        load([Path("a"), Path("b")])
    assert "b/planlint.yaml" == load([Path("a"), Path("b")], config_file=Path("b/planlint.yaml")).config.file
    assert "a/planlint.yaml" == load([Path("loose.yaml"), Path("a")]).config.file


# Rules of installed packages


def installed(folder: Path, value: str) -> None:
    """A package with an entry point for rules, as pip would leave it."""
    info = folder / "our_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-rules\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[{resources.RULES_GROUP}]\nours = {value}\n", encoding="utf-8")
    package = folder / "our_rules" / "data"
    package.mkdir(parents=True)
    (folder / "our_rules" / "__init__.py").write_text(
        "raise SystemExit  # never imported\n", encoding="utf-8"
    )
    text = (resources.TEMPLATES / "rule.yaml").read_text(encoding="utf-8")
    (package / "NEW001.yaml").write_text(text, encoding="utf-8")


def test_rules_are_looked_for_wherever_python_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / "site", "our_rules.data")
    with zipfile.ZipFile(tmp_path / "rules.zip", "w") as archive:
        for file in ("METADATA", "entry_points.txt"):
            archive.write(tmp_path / "site/our_rules-1.0.dist-info" / file, f"zipped-1.0.dist-info/{file}")
    for place in (tmp_path / "missing", tmp_path / "rules.zip"):
        monkeypatch.syspath_prepend(place)
    assert [("ours", None)] == list(resources.installed_rules())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("our_rules.data", (["NEW001"], [])),
        ("our_rules", (["NEW001"], [])),
        ("our_rules.nothing", ([], ["the entry point “ours” of planlint.rules leads to no folder"])),
        ("no_such_package", ([], ["the entry point “ours” of planlint.rules leads to no folder"])),
    ],
)
def test_installed_packages_bring_rules(
    value: str, expected: tuple[list[str], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path / "site", value)
    monkeypatch.syspath_prepend(tmp_path / "site")
    read = load([], Config())
    found = [rule.id for rule in read.rules if rule.id == "NEW001"]
    assert expected == (found, [fault.problem.en for fault in read.faults])
