"""Frozen classes behave as frozen dataclasses of the standard library do."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from functools import cached_property

import pytest

from planlint.frozen import frozen


@frozen()
class Figure:
    value: int
    text: str = field(compare=False)
    unit: str = "%"
    notes: Mapping[str, str] = field(default_factory=dict, hash=False, repr=False)


@frozen()
class Target(Figure):
    year: int = 2025


@frozen(slots=False)
class Table:
    rows: tuple[int, ...]
    count: int = field(init=False)
    found: dict[int, int] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.rows))

    @cached_property
    def total(self) -> int:
        return sum(self.rows)


@frozen(eq=False)
class Mark:
    text: str


@frozen(guarded=False)
class Place:
    table: str | None
    line: int = 1
    notes: tuple[str, ...] = field(default_factory=tuple, compare=False)


@dataclass(frozen=True, slots=True)
class Usual:
    value: int
    unit: str = "%"


@frozen()
class Quick:
    value: int
    unit: str = "%"


def test_fields_are_given_by_position_or_name_and_have_defaults() -> None:
    figure = Figure(90, text="≥90")
    assert (90, "≥90", "%", {}) == (figure.value, figure.text, figure.unit, figure.notes)
    assert Figure(1, "1").notes is not figure.notes


@pytest.mark.parametrize("arguments", [(), (1, "2", "3", {}, 5)])
def test_a_field_too_few_or_too_many_is_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match=r"Figure\.__init__\(\)"):
        Figure(*arguments)  # type: ignore[arg-type]  # what it refuses


def test_equality_and_hash_look_at_the_fields_that_are_compared() -> None:
    assert Figure(90, "≥90") == Figure(90, "不低于90")
    assert hash(Figure(90, "≥90", notes={"a": "b"})) == hash(Figure(90, "≥90"))
    assert Figure(90, "≥90") != Figure(90, "≥90", notes={"a": "b"})
    assert Figure(90, "≥90") != Target(90, "≥90")


def test_equal_fields_of_another_class_are_not_equal() -> None:
    others: list[object] = [Usual(1), (1, "%")]
    assert Quick(1) not in others


def test_without_equality_an_instance_equals_but_itself() -> None:
    mark = Mark("※")
    assert mark == mark
    assert mark != Mark("※")
    assert 2 == len({mark, Mark("※")})


def test_it_reads_as_a_dataclass_does() -> None:
    assert repr(Usual(1)).replace("Usual", "Quick") == repr(Quick(1))
    assert "Figure(value=90, text='≥90', unit='%')" == repr(Figure(90, "≥90"))


@pytest.mark.parametrize("instance", [Quick(1), Table((1,))])
def test_nothing_can_be_assigned_or_deleted(instance: object) -> None:
    name = fields(instance)[0].name  # type: ignore[arg-type]  # of two classes
    with pytest.raises(FrozenInstanceError, match=name):
        setattr(instance, name, 2)
    with pytest.raises(FrozenInstanceError, match=name):
        delattr(instance, name)


def test_slots_leave_no_room_for_other_attributes() -> None:
    assert not hasattr(Quick(1), "__dict__")


def test_what_is_not_guarded_is_made_like_the_rest() -> None:
    place = Place("表1", notes=("脚注",))
    assert ("表1", 1, ("脚注",)) == (place.table, place.line, place.notes)
    assert place == Place(table="表1")
    assert hash(place) == hash(Place("表1", 1))
    assert replace(place, line=2) != place
    assert not hasattr(place, "__dict__")
    with pytest.raises(TypeError, match=r"Place\.__init__\(\)"):
        Place()  # type: ignore[call-arg]  # what it refuses


def test_fields_outside_init_are_made_or_left_to_post_init() -> None:
    table = Table((1, 2))
    assert (2, {}, 3) == (table.count, table.found, table.total)


def test_a_class_that_extends_another_has_its_fields_first() -> None:
    target = Target(90, "≥90", year=2030)
    assert ["value", "text", "unit", "notes", "year"] == [one.name for one in fields(target)]
    assert (90, 2030) == (target.value, target.year)


@pytest.mark.parametrize("instance", [Quick(1, "‰"), Target(90, "≥90"), Table((1, 2)), Place("表1")])
def test_an_instance_survives_a_pickle(instance: object) -> None:
    assert instance == pickle.loads(pickle.dumps(instance))


def test_a_replaced_field_leaves_the_others() -> None:
    assert Quick(1, "‰") == replace(Quick(2, "‰"), value=1)


def test_fields_are_matched_by_position() -> None:
    match Quick(1, "‰"):
        case Quick(value, unit):
            assert (1, "‰") == (value, unit)
