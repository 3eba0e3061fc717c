"""Immutable classes: frozen dataclasses with slots that are quick to declare and to make.

`dataclass(frozen=True, slots=True)` compiles six methods one by one for every class, which took
most of the time to import the engine. Here three are, in one go.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from functools import cache
from types import CodeType
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
METHODS = """
def __init__({parameters}):
    {assignments}
def __eq__(self, other):
    return ({own}) == ({others}) if other.__class__ is self.__class__ else NotImplemented
def __hash__(self):
    return hash(({own}))
def __reduce__(self):
    return self.__class__, ({own})
"""


@dataclass_transform(frozen_default=True)
def immutable(cls: type[T]) -> type[T]:
    """Make a class with annotated fields immutable: equal, hashed and shown by its fields.

    `dataclasses.replace`, `fields` and patterns work on it; `field(...)` within the class does not.

    >>> @immutable
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1) == Point(1, 0), Point(2)
    (True, Point(x=2, y=0))
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    shared = {"__repr__": _shown, "__setattr__": _refuse, "__delattr__": _refuse}
    for name, method in (shared | _methods(made)).items():
        setattr(made, name, method)
    return made


def _methods(kind: Any) -> dict[str, Any]:
    """Make the methods; `__init__` writes each field through the setter of its slot."""
    names = tuple(field.name for field in fields(kind))
    defaults = {f"_{f.name}": f.default for f in fields(kind) if f.default is not MISSING}
    setters = {f"_set_{name}": getattr(kind, name).__set__ for name in names}
    methods: dict[str, Any] = {}
    exec(_compiled(names, tuple(defaults)), setters | defaults, methods)
    return methods


@cache
def _compiled(names: tuple[str, ...], defaults: tuple[str, ...]) -> CodeType:
    parameters = (f"{name}=_{name}" if f"_{name}" in defaults else name for name in names)
    source = METHODS.format(
        parameters=", ".join(("self", *parameters)),
        assignments="; ".join(f"_set_{name}(self, {name})" for name in names) or "pass",
        own="".join(f"self.{name}, " for name in names),
        others="".join(f"other.{name}, " for name in names),
    )
    return compile(source, __name__, "exec")


def _shown(self: Any) -> str:
    parts = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _refuse(self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"{name} of a {type(self).__name__} cannot be changed")
