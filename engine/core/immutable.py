"""Immutable classes: frozen dataclasses with slots that are quick to declare and to make.

`dataclass(frozen=True, slots=True)` compiles six methods for every class, which took most of the
time to import the engine. `immutable` compiles only one, `__init__`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def immutable(cls: type[T]) -> type[T]:
    """Make a class with annotated fields immutable; its fields decide equality, hash and `repr`.

    All of `dataclasses` works with it, except a `default_factory`.

    >>> @immutable
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1) == Point(1, 0), Point(2)
    (True, Point(x=2, y=0))
    """
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, method in {**SHARED, **_comparisons(made), "__init__": _init(made)}.items():
        setattr(made, name, method)
    return made


def _init(kind: Any) -> Callable[..., None]:
    """Compile `__init__`.

    It writes each field through the setter of its slot, since `self.x = x` is refused, and this is
    quicker than `object.__setattr__`.
    """
    parameters, keywords, lines = ["self"], ["*"], ["pass"]
    scope: dict[str, Any] = {}
    for field in fields(kind):
        name, has_default = field.name, field.default is not MISSING
        if field.init:
            parameter = f"{name}=_{name}" if has_default else name
            (keywords if field.kw_only else parameters).append(parameter)
            lines.append(f"_set_{name}(self, {name})")
            scope |= {f"_{name}": field.default, f"_set_{name}": getattr(kind, name).__set__}
    parameters += keywords if len(keywords) > 1 else []
    lines += ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []
    exec(f"def __init__({', '.join(parameters)}): {'; '.join(lines)}", scope)
    init: Callable[..., None] = scope["__init__"]
    return init


def _comparisons(kind: Any) -> dict[str, Callable[..., Any]]:
    names = [field.name for field in fields(kind) if field.compare]
    contents: Callable[[object], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> Any:
        return contents(self) == contents(other) if type(other) is type(self) else NotImplemented

    return {"__eq__": equal, "__hash__": lambda self: hash(contents(self))}


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> tuple[Any, ...]:
    """Tell `copy` and `pickle` to make an equal object from the same fields."""
    kind: Callable[..., Any] = type(self)
    values = {field.name: getattr(self, field.name) for field in fields(self) if field.init}
    return partial(kind, **values), ()


def _refuse(self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"{name} of a {type(self).__name__} cannot be changed")


SHARED: dict[str, Callable[..., Any]] = {
    "__repr__": _repr,
    "__reduce__": _reduce,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
