"""Run a program and record the value of every equation, read-only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.core.errors import BindError
from engine.core.expr import Shape
from engine.core.ops.shapes import dims as dims_text
from engine.core.program import Equation, Program
from engine.running.compiler import compiled

Array = np.ndarray[tuple[Any, ...], np.dtype[np.float64]]
"""The same as `NDArray[np.float64]`, whose import would take longer."""
LARGE = 1000
"""A value of more entries is checked by itself."""
NUMBERS = "a number or rows of numbers of one length"
"""What the value of an input has to be, in the words of an error."""


@dataclass(frozen=True, eq=False)
class Trace:
    """Every value of one run of a program, by name; the arrays are read-only float64.

    `dims` has the size of each named dimension: `{"n": 3}`. Scalars are 0-dimensional arrays.
    """

    program: Program
    values: Mapping[str, Array]
    dims: Mapping[str, int]

    def __getitem__(self, name: str) -> Array:
        return self.values[name]

    @property
    def inputs(self) -> dict[str, Array]:
        """Select the values that the program was run on."""
        return {name: self.values[name] for name in self.program.roles}

    def first_nonfinite(self) -> Equation | None:
        """Find the first equation whose value holds an infinity or a NaN; None where none does."""
        values = [self[e.name] for e in self.program.equations]
        if all(np.isfinite(part).all() for part in in_parts(values)):
            return None
        return next(e for e in self.program.equations if not np.isfinite(self[e.name]).all())


def in_a_row(values: Collection[Array]) -> Array:
    """Join the entries of all values into one array, so that one call of NumPy checks them all.

    To check sixty small arrays one by one takes twenty times as long.
    """
    return np.concatenate([value.ravel() for value in values]) if values else np.empty(0)


def in_parts(values: Collection[Array]) -> list[Array]:
    """Join the entries of small values; a large one stays, since to copy it would take longer."""
    large = [value for value in values if value.size > LARGE]
    return [*large, in_a_row([value for value in values if value.size <= LARGE])]


def run(program: Program, values: Mapping[str, Any]) -> Trace:
    """Run a program on values and record every intermediate.

    `values` has a number or a matrix for every input of the program, and nothing else; an input
    with a usual number may be left out.
    Raises `BindError` for a missing or unknown name, for what is not numbers, and for a shape
    that does not fit, saying what would. Overflow is not an error: see `Trace.first_nonfinite`.
    """
    values = {**program.usual, **values}
    _check_names(program, values)
    recorded = {name: _array(name, values[name]) for name in program.roles}
    dims = _bind(program, recorded)
    with np.errstate(all="ignore"):
        results = compiled(program)(*recorded.values())
    for equation, result in zip(program.equations, results, strict=True):
        recorded[equation.name] = _frozen(np.asarray(result, dtype=np.float64))
    return Trace(program, MappingProxyType(recorded), MappingProxyType(dims))


def _check_names(program: Program, values: Mapping[str, Any]) -> None:
    inputs = program.roles
    for name in sorted(inputs.keys() - values.keys()):
        raise BindError(name, "is missing; the program needs " + ", ".join(inputs))
    for name in sorted(values.keys() - inputs.keys()):
        raise BindError(name, "is not an input; the program takes " + ", ".join(inputs))


def _array(name: str, value: Any) -> Array:
    if _is_frozen(value):
        return value  # type: ignore[no-any-return]
    array = numbers_in(value)
    if array is None:
        raise BindError(name, f"is not {NUMBERS}")
    return _frozen(array)


def _is_frozen(value: Any) -> bool:
    """Tell whether it is an array as a trace holds them, which nobody else can write to either."""
    return (
        type(value) is np.ndarray
        and value.dtype == np.float64
        and value.base is None
        and not value.flags.writeable
    )


def numbers_in(value: Any) -> Array | None:
    """Copy a number or rows of numbers into an array; None where it is neither."""
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(np.float64) if array.dtype.kind in "iuf" else None


def _frozen(array: Array) -> Array:
    array.setflags(write=False)  # half the time of `array.flags.writeable = False`
    return array


def _bind(program: Program, values: Mapping[str, Array]) -> dict[str, int]:
    """Find the sizes of the named dimensions, and check that every shape fits them."""
    dims: dict[str, int] = {}
    for entry in program.inputs:
        shape = values[entry.name].shape
        if shape == entry.shape and 0 not in shape:
            continue
        needed = tuple(dims.get(d, d) if isinstance(d, str) else d for d in entry.shape)
        if len(shape) != len(needed) or 0 in shape:
            raise BindError(entry.name, _misfit(shape, needed))
        for dim, length in zip(needed, shape, strict=True):
            if (dims.setdefault(dim, length) if isinstance(dim, str) else dim) != length:
                raise BindError(entry.name, _misfit(shape, needed))
    return dims


def _misfit(shape: tuple[int, ...], needed: Shape) -> str:
    if len(shape) == 1:
        allowed = f"rows: {dims_text(needed)}" if needed else "to be a number"
        return f"is a list of {shape[0]}, but needs {allowed}"
    return f"is {dims_text(shape)}, but needs to be {dims_text(needed)}"
