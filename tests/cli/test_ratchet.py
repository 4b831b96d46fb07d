"""`planlint ratchet`: what is accepted stays silent, what is new or wider speaks, what was mended is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planlint.files import CONFIG_NAME
from tests.cli.conftest import BROKEN, COUNTY, Run, Write

FILE = "planlint-ratchet.yaml"
COUNTY_FILE = "plans/county.yaml"


@pytest.fixture
def accepted(project: Path, run: Run) -> Path:
    """The small project with all its findings accepted."""
    result = run("ratchet", "create", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{FILE}: 4 findings accepted\n")
    return project


def rules_of(text: str) -> list[str]:
    heads = (line for line in text.splitlines() if line[:1].isalpha() and ".yaml:" in line)
    return [re.findall(r"PL[0-9]+", line)[0] for line in heads]


def test_the_file_holds_identities_and_gaps(accepted: Path) -> None:
    assert (accepted / FILE).read_text(encoding="utf-8").splitlines()[2:] == [
        "ratchet:",
        '- finding: "PL201:county:literacy:2025:to=region"',
        '  gap: "2"',
        '  unit: "%"',
        '- finding: "PL201:county:smoking:2025:to=region"',
        '  gap: "3"',
        '  unit: "%"',
        '- finding: "PL203:county:literacy:2025:to=region"',
        '- finding: "PL301:county:smoking:2025"',
        '  gap: "3"',
        '  unit: "%"',
    ]


def test_what_was_accepted_is_counted_and_fails_nothing(accepted: Path, run: Run) -> None:
    result = run("check", "--fail-level", "note", "--lang", "en")
    assert (result.exit_code, rules_of(result.stdout)) == (0, [])
    assert "0 errors, 0 warnings, 0 notes; 0 waived; 4 accepted; 1 not comparable" in result.stdout
    shown = run("check", "--show", "accepted", "--lang", "en").stdout
    assert rules_of(shown) == ["PL201", "PL203", "PL301", "PL201"]
    assert " error (accepted) PL201 " in shown


def test_lines_order_and_names_of_files_change_nothing(accepted: Path, write: Write, run: Run) -> None:
    head, first, *others = COUNTY.split("\n- ")
    moved = (
        "# 说明\n\n" + "\n- ".join([head, *(other.rstrip("\n") for other in reversed(others)), first]) + "\n"
    )
    (accepted / COUNTY_FILE).unlink()
    write({"plans/another-name.yaml": moved})
    result = run("check", "--fail-level", "note", "--lang", "en")
    assert (result.exit_code, "4 accepted" in result.stdout) == (0, True)


def test_a_gap_that_grew_fails_and_tells_the_accepted_one(accepted: Path, write: Write, run: Run) -> None:
    write({COUNTY_FILE: COUNTY.replace("≥23", "≥22.5")})
    result = run("check", "--lang", "en")
    assert (result.exit_code, rules_of(result.stdout)) == (1, ["PL201"])
    assert "\n  the accepted gap is 2 percentage points\n" in result.stdout
    assert "\n  已接受的差距为 2 个百分点\n" in run("check").stdout


def test_a_new_finding_fails(accepted: Path, write: Write, run: Run) -> None:
    write({COUNTY_FILE: COUNTY + "- {indicator: 健康素养水平, target: {2025: '101%'}, at: {line: 9}}\n"})
    result = run("check")
    assert (result.exit_code, "PL403" in rules_of(result.stdout)) == (1, True)


def test_what_was_mended_is_told_until_it_is_pruned(accepted: Path, write: Write, run: Run) -> None:
    write({COUNTY_FILE: COUNTY.replace("低于23%", "低于21%").replace("≥23", "≥25")})
    result = run("check", "--lang", "en")
    assert (result.exit_code, rules_of(result.stdout)) == (1, ["PL514"])
    assert f"{FILE}:4:12 warning PL514 stale-acceptance" in result.stdout
    assert '    4 | - finding: "PL201:county:literacy:2025:to=region"\n' in result.stdout
    states = [line.split()[0] for line in run("ratchet", "show", "--lang", "en").stdout.splitlines()]
    assert states == ["stale", "found", "found", "found"]
    result = run("ratchet", "prune", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{FILE}: 1 dropped, 3 left\n")
    result = run("check", "--fail-level", "note")
    assert (result.exit_code, rules_of(result.stdout)) == (0, [])
    # The gaps that shrank may not grow again.
    write({COUNTY_FILE: COUNTY.replace("低于23%", "低于22%").replace("≥23", "≥25")})
    assert rules_of(run("check").stdout) == ["PL301", "PL201"]


def test_plans_that_are_not_checked_keep_their_entries(accepted: Path, run: Run) -> None:
    shown = run("ratchet", "show", "plans/region.yaml", "--lang", "en").stdout
    assert shown.splitlines()[0] == "not judged  PL201:county:literacy:2025:to=region  2 percentage points"
    assert (
        run("ratchet", "prune", "plans/region.yaml", "--lang", "en").stdout == f"{FILE}: 0 dropped, 4 left\n"
    )
    (accepted / COUNTY_FILE).unlink()
    assert run("ratchet", "prune", "plans", "--lang", "en").stdout == f"{FILE}: 0 dropped, 4 left\n"
    assert run("ratchet", "prune", "--lang", "en").stdout == f"{FILE}: 4 dropped, 0 left\n"
    assert (accepted / FILE).read_text(encoding="utf-8").endswith("ratchet: []\n")


def test_rules_that_are_not_run_keep_their_entries(accepted: Path, run: Run) -> None:
    assert run("ratchet", "prune", "--select", "PL3", "--lang", "en").stdout == f"{FILE}: 0 dropped, 4 left\n"
    assert run("check", "--select", "PL3,PL514").exit_code == 0


def test_a_ratchet_that_is_there_is_not_overwritten_by_accident(
    accepted: Path, write: Write, run: Run
) -> None:
    result = run("ratchet", "create", "--lang", "en")
    assert (result.exit_code, result.stderr.startswith(f"planlint: {FILE} exists (")) == (2, True)
    write({COUNTY_FILE: COUNTY.replace("≥23", "≥25")})
    assert run("ratchet", "create", "--force", "--lang", "en").stdout == f"{FILE}: 3 findings accepted\n"


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("name", [COUNTY_FILE, CONFIG_NAME, "notes.md", "gbk.txt", "other.yaml"])
def test_what_is_no_ratchet_is_never_overwritten(
    name: str, force: tuple[str, ...], project: Path, write: Write, run: Run
) -> None:
    write({"notes.md": "# 说明\n清单：[\n", "other.yaml": "ratchet: r.yaml\nplans: [plans]\n"})
    (project / "gbk.txt").write_bytes("一、说明".encode("gbk"))
    before = (project / name).read_bytes()
    result = run("ratchet", "create", "--ratchet", name, *force, "--lang", "en")
    assert (result.exit_code, result.output) == (2, f"planlint: {name} is no ratchet and isn't replaced\n")
    assert before == (project / name).read_bytes()


@pytest.mark.parametrize(
    "text", ["", "ratchet: [{findin: a}]\n", "# 说明\n\nratchet:\n- finding: [\n", "ratchet:\n<<<<<<< HEAD\n"]
)
def test_a_ratchet_that_is_damaged_may_be_replaced(text: str, project: Path, write: Write, run: Run) -> None:
    write({FILE: text})
    told = run("ratchet", "create", "--force", "--lang", "en").stdout
    assert told.startswith(f"{FILE}: 4 findings accepted")
    assert run("check", "--fail-level", "note").exit_code == 0


def test_another_file_may_be_named(project: Path, write: Write, run: Run) -> None:
    assert run("ratchet", "create", "--ratchet", "old.yaml").exit_code == 0
    assert run("check").exit_code == 1
    assert run("check", "--ratchet", "old.yaml").exit_code == 0
    config = (project / CONFIG_NAME).read_text(encoding="utf-8")
    write({CONFIG_NAME: config.replace("{plans", "{ratchet: old.yaml, plans")})
    assert run("check").exit_code == 0


@pytest.mark.parametrize("command", ["check", "audit"])
def test_a_ratchet_that_was_named_and_is_not_there_is_told(
    command: str, accepted: Path, write: Write, run: Run, switch_cache_on: None
) -> None:
    told = "planlint: there is no ratchet no/r.yaml: no finding is accepted\n"
    for _ in range(2):  # worked out, and replayed
        result = run(command, "--ratchet", "no/r.yaml", "--lang", "en")
        assert (result.exit_code, result.stderr) == (1, told)
    assert run(command, "--lang", "en").stderr == ""
    (accepted / FILE).rename(accepted / "r.yaml")
    assert run(command, "--lang", "en").stderr == ""
    config = (accepted / CONFIG_NAME).read_text(encoding="utf-8")
    write({CONFIG_NAME: config.replace("{plans", "{ratchet: no/r.yaml, plans")})
    assert run(command, "--lang", "en").stderr == told
    (accepted / "no").mkdir()
    (accepted / "r.yaml").rename(accepted / "no/r.yaml")
    result = run(command, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_can_never_be_accepted_is_left_out(project: Path, write: Write, run: Run) -> None:
    config = (project / CONFIG_NAME).read_text(encoding="utf-8")
    write({CONFIG_NAME: config.replace("{plans", "{mandatory: [PL301], plans"), "plans/broken.yaml": BROKEN})
    result = run("ratchet", "create", "--lang", "en")
    assert (result.exit_code, result.stderr.count("PL004")) == (2, 5)
    assert result.stdout == f"{FILE}: 3 findings accepted, 6 can't be\n"
    assert "PL301" in rules_of(run("check", "--select", "PL3").stdout)


def test_without_a_configuration_the_file_must_be_named(folder: Path, write: Write, run: Run) -> None:
    write({"county.yaml": COUNTY})
    result = run("ratchet", "create", "county.yaml", "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        2, "planlint: there is no planlint.yaml: name a file with --ratchet\n",
    )  # fmt: skip
    assert run("ratchet", "create", "county.yaml", "--ratchet", "r.yaml").exit_code == 0


@pytest.mark.parametrize("told_by", ["show", "prune"])
@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        (None, "：没有这个清单\n", ": there is no such ratchet\n"),
        ("ratchet: []\n", "：清单是空的\n", ": the ratchet is empty\n"),
        ("ratchet: [{findin: a}]\n", "", ""),
    ],
    ids=["missing", "empty", "unusable"],
)
def test_a_ratchet_without_entries_is_said_to_have_none(
    told_by: str, text: str | None, chinese: str, english: str, project: Path, write: Write, run: Run
) -> None:
    if text is not None:
        write({FILE: text})
    for language, words in (("zh", chinese), ("en", english)):
        told = run("ratchet", told_by, "--lang", language)
        assert told.stdout == (f"{FILE}{words}" if words else "")
        assert told.exit_code == (0 if words else 2)
    assert (project / FILE).exists() == (text is not None)


def test_a_ratchet_that_can_not_be_used_is_a_fault(project: Path, write: Write, run: Run) -> None:
    for text, words in (
        ("ratchet: [{findin: a}]", "unknown key “findin”; did you mean finding?"),
        ("plan: {}", "the top key of this file should be ratchet, not “plan”"),
        ("ratchet: [", "YAML syntax"),
    ):
        write({FILE: text})
        result = run("check", "--lang", "en")
        assert (result.exit_code, words in result.stdout) == (2, True)


def test_a_ratchet_among_the_checked_files_is_no_unknown_file(accepted: Path, run: Run) -> None:
    assert run("check", ".").exit_code == 0


def test_a_file_that_can_not_be_written_is_told(project: Path, run: Run) -> None:
    result = run("ratchet", "create", "--ratchet", "no/folder.yaml", "--lang", "en")
    assert (result.exit_code, result.stderr.startswith("planlint: can't write ")) == (2, True)
