"""Frozen dataclasses that are quickly defined: Python's own compile six functions each, and a run defines some eighty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def frozen(*, slots: bool = True, eq: bool = True, guarded: bool = True) -> Callable[[type[T]], type[T]]:
    """As `dataclass(frozen=True, slots=True)`, for which `fields`, `replace` and pickle work alike.

    `slots=False` is for a class with cached properties, `eq=False` for one whose instances equal but themselves.
    `guarded=False` leaves it to the type checker that nothing is assigned: an instance is made in half the time,
    which counts where there are very many.
    """

    def decorate(cls: Any) -> Any:
        made: Any = dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        made.__init__ = _init(made, guarded=guarded)
        made.__repr__ = _repr
        if guarded:
            made.__setattr__ = made.__delattr__ = _refuse
        if slots:
            made.__getstate__ = _state
            made.__setstate__ = _restore
        if eq:
            made.__eq__, made.__hash__ = _equality(made)
        return made

    return decorate


def _init(cls: Any, *, guarded: bool) -> Any:
    """The one function that is worth being compiled for each class: every instance is made by it."""
    names: dict[str, Any] = {"MISSING": MISSING, "put": object.__setattr__}
    given, body = ["self"], []
    for one in fields(cls):
        value = name = one.name
        has_maker = one.default_factory is not MISSING
        if one.init:
            names[f"default_{name}"] = one.default
            optional = has_maker or one.default is not MISSING
            given.append(f"{name}=default_{name}" if optional else name)
        elif not has_maker:
            continue  # left to __post_init__
        if has_maker:
            names[f"new_{name}"] = one.default_factory
            value = f"new_{name}() if {name} is MISSING else {name}" if one.init else f"new_{name}()"
        if not guarded:
            body.append(f"self.{name} = {value}")
            continue
        set_slot = names[f"set_{name}"] = getattr(getattr(cls, name, None), "__set__", None)
        body.append(f"set_{name}(self, {value})" if set_slot else f"put(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(given)}):\n " + "\n ".join(body), names)
    names["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return names["__init__"]


def _equality(cls: Any) -> tuple[Callable[[Any, Any], Any], Callable[[Any], int]]:
    compared = attrgetter(*(one.name for one in fields(cls) if one.compare))
    hashed = attrgetter(*(one.name for one in fields(cls) if (one.compare if one.hash is None else one.hash)))

    def is_equal(self: Any, other: Any) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return is_equal, lambda self: hash(hashed(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse(self: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{name} of {self.__class__.__qualname__} can't be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
