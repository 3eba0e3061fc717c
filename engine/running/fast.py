"""A program at full speed: one NumPy function that writes into arrays allocated once.

Its lines are those of `engine.running.compiler`, which `engine.running.lowering` takes apart into
single calls. Values that nobody asks for are not computed, a call writes over an array that no
later call reads, and an update writes over the parameter that it replaces. It computes in float32
or float64.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import numpy as np

from engine.core.errors import BindError
from engine.core.program import Program
from engine.running.buffers import Plan, try_calls
from engine.running.compiler import defined, definition, helpers
from engine.running.lowering import lowered

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


class Fast:
    """A program as a function of its inputs, in program order, that reuses its memory.

    Calling it returns the values of `wanted`: by default the losses and the values that replace an
    input in the next iteration. A value that replaces an input, such as `W1_new`, is written into
    the array of that input; the next call writes over the other arrays that are returned.

    All matrices need one type, float32 or float64, which every result then has; numbers are
    Python's. Two threads cannot use it at once. Raises `BindError` for a matrix of another type.
    Shapes are not checked: `engine.run` does that.
    """

    def __init__(self, program: Program, wanted: Collection[str] | None = None) -> None:
        self.program = program
        usual = (*program.losses, *program.carried.values())
        self.wanted = tuple(usual if wanted is None else wanted)
        self._lowered = lowered(program, self.wanted)
        self._made: dict[object, Callable[..., tuple[Any, ...]]] = {}

    def __call__(self, *inputs: Any) -> tuple[Any, ...]:
        """Compute the values of `wanted`, in their order."""
        key = tuple((v.shape, v.dtype) for v in inputs if isinstance(v, np.ndarray))
        if key not in self._made:
            self._made[key] = defined(*self._planned(inputs))
        return self._made[key](*inputs)

    def source(self, *inputs: Any) -> str:
        """Write the Python source of the function for inputs of these shapes and types."""
        return self._planned(inputs)[0]

    def _planned(self, inputs: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
        """Write that source, and collect the functions and buffers that it reads, by name."""
        program, values = self.program, self._lowered.values
        scope: dict[str, Any] = {"np": np, **helpers(program)}
        named = dict(zip(program.roles, map(_number, inputs), strict=True))
        _check_types(named)
        sizes = {dim: named[name].shape[axis] for dim, (name, axis) in program.sizes.items()}
        carried = program.carried.items()
        replacements = {old: values[new] for old, new in carried if new in self.wanted}
        results = [values[name] for name in self.wanted]
        calls = tuple(call.at(sizes) for call in self._lowered.calls)
        trial, numbers = try_calls(calls, named, scope), tuple(_numbers(program))
        plan = Plan(calls, trial, replacements, frozenset(results), _dtype(named), numbers)
        source = definition(named, (*_head(program), *plan.lines()), results)
        return source, scope | plan.arrays


def _number(value: Any) -> Any:
    return value if np.ndim(value) else float(value)


def _numbers(program: Program) -> Iterator[str]:
    return (i.name for i in program.inputs if not i.shape)


def _head(program: Program) -> list[str]:
    """Convert the numbers to Python's `float`: with an array of float32 they make float32."""
    return [f"{name} = float({name})" for name in _numbers(program)]


def _dtype(values: Mapping[str, Any]) -> Any:
    return next(value.dtype for value in values.values() if isinstance(value, np.ndarray))


def _check_types(values: Mapping[str, Any]) -> None:
    matrices = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    first = next(iter(matrices), "")
    for name, value in matrices.items():
        if value.dtype not in FLOATS:
            raise BindError(name, f"is {value.dtype}, but needs to be float32 or float64")
        if value.dtype != matrices[first].dtype:
            raise BindError(name, f"is {value.dtype}, but {first} is {matrices[first].dtype}")
