"""The ratchet's file: what is written is read again, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.ratchet import exact, ratchet_text
from planlint.reading.ratchets import read_ratchet
from tests.builders import document, said_of

ENTRIES = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30),
        st.none() | st.fractions(min_value=0, max_value=10**6, max_denominator=10**6),
        st.sampled_from(["", "%", "人/万人", "‰"]),
    )
)


@given(ENTRIES)
def test_what_is_written_is_read_again(entries: list[tuple[str, Fraction | None, str]]) -> None:
    found, faults = read_ratchet(document(ratchet_text(entries)))
    assert () == faults
    assert sorted(entries, key=str) == sorted(((a.finding, a.gap, a.unit) for a in found), key=str)


def test_the_order_of_findings_changes_nothing() -> None:
    entries = [("PL2:b", Fraction(1), "%"), ("PL1:a", None, ""), ("PL2:b", Fraction(1, 3), "%")]
    text = ratchet_text(entries)
    assert text == ratchet_text(entries[::-1])
    assert text.splitlines()[3:] == [
        '- finding: "PL1:a"', '- finding: "PL2:b"', '  gap: "1/3"', '  unit: "%"', '- finding: "PL2:b"',
        '  gap: "1"', '  unit: "%"',
    ]  # fmt: skip


@pytest.mark.parametrize(("gap", "text"), [("5/2", "2.5"), ("1/3", "1/3"), ("0", "0"), ("2/7", "2/7")])
def test_a_gap_is_written_exactly(gap: str, text: str) -> None:
    assert text == exact(Fraction(gap))


def test_an_entry_knows_its_rule_its_plan_and_its_place() -> None:
    (entry,), _ = read_ratchet(document("ratchet:\n- {finding: 'PL201:county:smoking:2025', gap: 2.5}"))
    assert ("PL201", "county", Fraction(5, 2), "", 2) == (
        entry.rule, entry.plan, entry.gap, entry.unit, entry.span.line,
    )  # fmt: skip


def test_faults_are_located() -> None:
    found, faults = read_ratchet(document("ratchet:\n- {finding: a, gap: viel, unti: x}"))
    assert () == found
    assert [
        "2:21 PL004 “viel” should be a decimal or a fraction such as 2.5 or 1/3",
        "2:27 PL004 unknown key “unti”; did you mean unit?",
    ] == said_of(faults)
