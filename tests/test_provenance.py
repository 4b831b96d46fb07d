"""Provenance: sources that are read or refused, and statements that stand in them or don't."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint import provenance
from planlint.model import Period, Plan, SourcePlace, Statement
from planlint.provenance import (
    REASON_WORDS,
    SOURCE_REASON_WORDS,
    Reason,
    SourceFault,
    SourceReason,
    verify,
)


def statement(
    name: str, figure: str, line: int | None, last: int | None = None, *, table: str | None = None
) -> Statement:
    return Statement(
        name=name,
        indicator_id=None,
        kind="target",
        year=2025,
        first_year=None,
        figure=figure,
        unit=None,
        nature=None,
        population=None,
        place=None,
        part=None,
        basis=None,
        norm=False,
        id=None,
        sum_of=(),
        waivers=(),
        note=None,
        at=SourcePlace(None, table, None, line, last),
        path=("statements", 0, "target", "2025"),
        name_path=("statements", 0, "indicator"),
    )


def plan(*statements: Statement, source: str | None = "s.txt", sha256: str | None = None) -> Plan:
    return Plan(
        id="p",
        title="规划",
        jurisdiction="150724",
        sector="health",
        period=Period(2021, 2025),
        superior=None,
        implements=(),
        main_table=None,
        source_file=source,
        source_sha256=sha256,
        statements=statements,
        file="p.yaml",
        spans={},
        lines=(),
    )


@pytest.fixture
def look_up(tmp_path: Path) -> Callable[[str, Statement], tuple[Reason | None, tuple[str, ...]]]:
    """Reason and missing pieces of one statement in a source of that text."""

    def look(text: str, wanted: Statement) -> tuple[Reason | None, tuple[str, ...]]:
        (tmp_path / "s.txt").write_bytes(text.encode("utf-8"))
        (verification,) = verify([plan(wanted)], tmp_path).verifications
        return verification.reason, verification.missing

    return look


LookUp = Callable[[str, Statement], tuple[Reason | None, tuple[str, ...]]]


def test_a_figure_and_its_name_on_their_line_are_verified(look_up: LookUp) -> None:
    assert look_up("15岁以上人群吸烟率\t%\t≤20", statement("15岁以上人群吸烟率", "≤20", 1)) == (
        None,
        (),
    )


@pytest.mark.parametrize(
    ("source", "figure"),
    [
        ("达到\n90 ％ 以\n上", "达到90%以上"),
        ("达到９０％以上", "达到90%以上"),
        ("2020 年基\n\n础上增长30%", "2020年基础上增长30%"),
        ("6.73 7.5 预期", "7.5"),
        ("6.\n73", "6.73"),
        ("①18人", "18人"),
        ("共1,234张", "1234张"),
        ("共1234张", "1,234张"),
        ("100，200，300人", "200人"),
        ("1. 2020年", "2020年"),
        ("占1/3以上", "1/3以上"),
        ("较2015年分别新增12家机构", "较2015年新增12家"),
        ("二〇二五年", "二〇二五年"),
        ("与2014年（4356例）相比分别增长649%", "与2014年相比增长649%"),
        ("达到国\n预期\n家平均水平", "达到国家平均水平"),
        ("≧90", "≥90"),
        ("覆盖", "—"),
        ("8.34.", "8.34"),
        ("不低于24%，其中城区低于30%", "低于30%"),
        ("达到并超过60%", "超过60%"),
        ("远低于60%", "低于60%"),
        ("分别提高到\n90%、95%", "提高到95%"),
        ("提高到1234张，新增12张", "提高到1,234张"),
        ("到2025年达到2025张", "达到2025张"),
        ("2025年 2025 %", "2025%"),
    ],
)
def test_a_figure_is_found_through_layout_and_other_forms_of_its_characters(
    look_up: LookUp, source: str, figure: str
) -> None:
    assert look_up(source, statement("", figure, 1)) == (None, ())


@pytest.mark.parametrize(
    ("source", "figure", "reason", "missing"),
    [
        ("18", "8", "figure-digits", ("8",)),
        ("8.34", "8", "figure-digits", ("8",)),
        ("8.34", "34", "figure-digits", ("34",)),
        ("8,340", "8", "figure-digits", ("8",)),
        ("2021.12.31", "12", "figure-digits", ("12",)),
        ("从80到90", "从80到95", "figure-digits", ("95",)),
        ("达到90%以上", "超过90%以上", "figure-words", ("超过",)),
        ("高效提供", "提高", "figure-words", ("提高",)),
        ("逐渐稳步下降", "逐步下降", "figure-words", ("逐步下降",)),
        ("较2015年新建12家", "较2015年新增12家", "figure-words", ("年新增",)),
        ("2人", "2名", "figure-words", ("名",)),
        ("不低于24%", "低于24%", "figure-words", ("低于",)),
        ("不得低于24%", "低于24%", "figure-words", ("低于",)),
        ("不超过60%", "超过60%", "figure-words", ("超过",)),
        ("不低\n于全国平均水平", "低于全国平均水平", "figure-words", ("低于",)),
        ("未达到90%", "达到90%", "figure-words", ("达到90",)),
        ("甲不低于24%，乙低于10%", "低于24%", "figure-words", ("低于24",)),
        ("由90%提高到95%", "提高到90%", "figure-words", ("提高到90",)),
        ("提高到95%。乙为90%", "提高到90%", "figure-words", ("提高到90",)),
        ("到2025年，覆盖率达到24.15%", "2025%", "figure-digits", ("2025%",)),
        ("<20", "≤20", "figure-signs", ("≤",)),
        ("65.20%", "65.20‰", "figure-signs", ("‰",)),
        ("健康素养水平≥20%", ".*", "figure-signs", (".*",)),
        ("健康素养水平≥20%", "(" * 400, "figure-signs", ("(" * 400,)),
        ("健康素养水平≥20%", "√", "figure-signs", ("√",)),
    ],
)
def test_a_figure_that_does_not_stand_there_is_told_apart(
    look_up: LookUp, source: str, figure: str, reason: Reason, missing: tuple[str, ...]
) -> None:
    assert look_up(source, statement("", figure, 1)) == (reason, missing)


@pytest.mark.parametrize(("gap", "found"), [(0, True), (2, True), (3, False)])
def test_a_figure_stands_at_most_two_lines_off(look_up: LookUp, gap: int, found: bool) -> None:
    reason = None if found else "figure-digits"
    assert look_up("\n" * 10 + "90" + "\n" * 10, statement("", "90", 11 - gap))[0] == reason
    assert look_up("\n" * 10 + "90" + "\n" * 10, statement("", "90", 11 + gap))[0] == reason


def test_lines_are_counted_from_the_first_to_the_last_one_given(look_up: LookUp) -> None:
    source = "\n" * 10 + "90" + "\n" * 10
    assert look_up(source, statement("", "90", 5, 9))[0] is None
    assert look_up(source, statement("", "90", 13, 20))[0] is None
    assert look_up(source, statement("", "90", 5, 8))[0] == "figure-digits"


def test_only_newlines_make_lines(look_up: LookUp) -> None:
    source = "甲\f\u2028\v\r\n" * 5 + "90"
    assert look_up(source, statement("", "90", 6))[0] is None


@pytest.mark.parametrize(
    ("gap", "table", "found"),
    [(8, "指标体系", True), (9, "指标体系", False), (4, None, True), (5, None, False)],
)
def test_a_name_may_stand_further_off_most_of_all_in_a_table(
    look_up: LookUp, gap: int, table: str | None, found: bool
) -> None:
    wanted = statement("吸烟率", "90", gap + 1, table=table)
    assert look_up("吸烟率" + "\n" * gap + "90", wanted) == ((None, ()) if found else ("name", ("吸烟率",)))


@pytest.mark.parametrize(
    ("source", "name", "missing"),
    [
        (
            "11\n65 岁及以上老年人城乡社区规范健康管\n≥60 ≥65\n理服\n务率（%）",
            "65岁及以上老年人城乡社区规范健康管理服务率",
            (),
        ),
        ("婴儿和5岁以下儿童死亡率", "婴儿死亡率", ()),
        ("重大疾病筛查和规范治疗率", "重大疾病筛查率", ()),
        ("至少1所公立医院设置有病房的精神科", "设置有病房的精神科的公立医院", ()),
        ("15岁以上人群吸烟率", "5岁以上人群吸烟率", ("5",)),
        ("孕产妇死亡率", "婴儿死亡率", ("婴儿死亡率",)),
        ("HPV疫苗接种率", "HPV疫苗接种率", ()),
    ],
)
def test_a_name_stands_whole_or_in_pieces(
    look_up: LookUp, source: str, name: str, missing: tuple[str, ...]
) -> None:
    assert look_up(source, statement(name, "", 1))[1] == missing


@pytest.mark.parametrize(
    ("line", "last", "reason"),
    [
        (None, None, "no-line"),
        (0, None, "no-such-line"),
        (4, None, "no-such-line"),
        (2, 1, "no-such-line"),
        (2, 4, "no-such-line"),
    ],
)
def test_a_statement_without_a_line_of_the_source_is_not_verified(
    look_up: LookUp, line: int | None, last: int | None, reason: Reason
) -> None:
    assert look_up("90\n90\n90", statement("", "90", line, last))[0] == reason


def test_a_place_of_very_many_lines_is_none(look_up: LookUp) -> None:
    assert look_up("90\n" * 100, statement("", "90", 1, 50))[0] is None
    assert look_up("90\n" * 100, statement("", "90", 1, 51))[0] == "too-many-lines"
    assert look_up("90" * 60_000, statement("", "90", 1))[0] == "too-long-lines"


def test_counts_are_given_by_plan_and_for_all(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("90\n", encoding="utf-8")
    sha256 = hashlib.sha256(b"90\n").hexdigest()
    good = plan(statement("", "90", 1), statement("", "80", 1), sha256=sha256.upper())
    none = replace(plan(sha256=sha256), id="a")
    result = verify([good, none], tmp_path)
    assert [(p.id, s.verified, s.statements, s.fraction) for p, s in result.by_plan] == [
        ("a", 0, 0, None),
        ("p", 1, 2, Fraction(1, 2)),
    ]
    assert result.share.fraction == Fraction(1, 2)
    assert result.reasons == {"figure-digits": 1}
    assert result.faults == ()
    assert not result.complete
    assert verify([none], tmp_path).complete
    assert verify([], tmp_path).share.fraction is None


def faults_of(folder: Path, one: Plan) -> list[tuple[SourceReason, str]]:
    result = verify([one], folder)
    assert not result.complete
    return [(fault.reason, fault.found) for fault in result.faults]


@pytest.mark.parametrize(
    "name",
    ["../s.txt", "a/s.txt", "/etc/passwd", "a\\s.txt", "C:s.txt", "..", ".", "", "s\0.txt", "a\n"],
)
def test_a_source_is_a_bare_file_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "s.txt").write_text("90", encoding="utf-8")
    assert faults_of(tmp_path / "sources", plan(source=name)) == [("not-a-bare-name", name)]


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("90", encoding="utf-8")
    (folder / "real.txt").write_text("90", encoding="utf-8")
    (folder / "s.txt").symlink_to("../secret.txt")
    (folder / "inside.txt").symlink_to("real.txt")
    assert faults_of(folder, plan(statement("", "90", 1))) == [("outside", "s.txt")]
    inside = verify([plan(statement("", "90", 1), source="inside.txt")], folder)
    assert inside.share.verified == 1


def test_a_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "s.txt").symlink_to("s.txt")
    assert faults_of(tmp_path, plan()) == [("unreadable", os.strerror(errno.ELOOP))]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "s.txt")
    assert faults_of(tmp_path, plan()) == [("not-a-file", "s.txt")]
    (tmp_path / "folder").mkdir()
    assert faults_of(tmp_path, plan(source="folder")) == [("not-a-file", "folder")]


def test_a_missing_source_or_folder_verifies_nothing(tmp_path: Path) -> None:
    wanted = plan(statement("", "90", 1))
    assert faults_of(tmp_path, wanted) == [("missing", "s.txt")]
    assert faults_of(tmp_path / "nowhere", wanted) == [("missing", "s.txt")]
    assert faults_of(tmp_path, plan(source=None)) == [("not-named", "")]
    (verification,) = verify([wanted], tmp_path).verifications
    assert verification.reason == "source-unread"


def test_a_name_too_long_for_the_system_is_unreadable(tmp_path: Path) -> None:
    ((reason, _),) = faults_of(tmp_path, plan(source="s" * 5000))
    assert reason == "unreadable"


def test_a_pipe_that_takes_the_place_of_a_source_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regular = Path(__file__).stat()
    os.mkfifo(tmp_path / "s.txt")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: regular)  # what it was when it was looked at
    assert faults_of(tmp_path, plan()) == [("not-a-file", "s.txt")]


def test_too_large_a_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "MAX_SOURCE", 1_000_000)
    (tmp_path / "s.txt").write_bytes(b" " * 1_000_000)
    assert faults_of(tmp_path, plan())[0][0] == "no-hash"
    (tmp_path / "s.txt").write_bytes(b" " * 1_200_000)
    assert faults_of(tmp_path, plan()) == [("too-large", "1.2 MB")]


@pytest.mark.parametrize(
    ("data", "reason", "found", "line", "column"),
    [
        (b"a\nbc\0d", "binary", "0x00", 2, 3),
        ("第一行\n规划".encode() + b"\xff90", "encoding", "0xFF", 2, 3),
        ("规划".encode("gbk"), "encoding", "0xB9", 1, 1),
        ("规划".encode()[:-1], "encoding", "0xE5", 1, 2),
    ],
)
def test_a_source_that_is_no_text_is_a_fault_with_its_place(
    tmp_path: Path, data: bytes, reason: SourceReason, found: str, line: int, column: int
) -> None:
    (tmp_path / "s.txt").write_bytes(data)
    one = plan(statement("", "90", 1), sha256=hashlib.sha256(data).hexdigest())
    result = verify([one], tmp_path)
    path = ("plan", "source", "file")
    assert result.faults == (SourceFault(one, path, reason, found, line, column),)
    assert result.share.verified == 0


def test_another_hash_is_a_fault_and_the_statements_are_looked_up_all_the_same(
    tmp_path: Path,
) -> None:
    (tmp_path / "s.txt").write_bytes(b"\xef\xbb\xbf90")
    sha256 = hashlib.sha256(b"\xef\xbb\xbf90").hexdigest()
    one = plan(statement("", "90", 1), sha256="0" * 64)
    result = verify([one], tmp_path)
    path = ("plan", "source", "sha256")
    assert result.faults == (SourceFault(one, path, "other-hash", sha256),)
    assert result.share.verified == 1
    assert faults_of(tmp_path, plan()) == [("no-hash", sha256)]


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(REASON_WORDS) == set(get_args(Reason))
    assert set(SOURCE_REASON_WORDS) == set(get_args(SourceReason))
    for words in (*REASON_WORDS.values(), *SOURCE_REASON_WORDS.values()):
        assert words.zh
        assert words.en


TEXT = st.text(
    st.one_of(st.sampled_from("0123456789.,，①½ \n达到以上率≥＜％〇"), st.characters()), max_size=40
)


@given(TEXT, TEXT)
def test_what_is_copied_from_its_line_is_verified_and_nothing_is_raised(
    tmp_path_factory: pytest.TempPathFactory, figure: str, other: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    text = f"{other}\n{figure}\n{other}".replace("\0", "")
    (folder / "s.txt").write_bytes(text.encode("utf-8", "ignore"))
    line = other.replace("\0", "").count("\n") + 2
    copied = figure.replace("\0", "").encode("utf-8", "ignore").decode()
    shown = statement(other, copied, line, line + copied.count("\n"))
    for verification in verify([plan(shown)], folder).verifications:
        assert verification.reason in (None, "name")
