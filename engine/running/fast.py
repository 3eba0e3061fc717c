"""A program at full speed: one NumPy function that writes into arrays allocated once.

It is made of the same lines as `engine.running.compiler`, taken apart by
`engine.running.lowering` into single calls. Values that nobody asks for are not computed, a call
writes over an array that is not read again, and an update over the parameter that it replaces.
float32 and float64 alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np

from engine.core.errors import BindError
from engine.core.program import Program
from engine.running.buffers import Plan, tried
from engine.running.compiler import defined, definition, helpers
from engine.running.lowering import lowered

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


class Fast:
    """A program as a function of its inputs, in program order, that reuses its memory.

    Calling it gives the values of `wanted`: by default the losses and whatever goes into the next
    iteration. A value that takes the place of an input, such as `W1_new`, is written into the array
    of that input; the other arrays that it gives are written over by the next call.

    All matrices have one type, float32 or float64, which every result then has; numbers are
    Python's. It is not for two threads at once. Raises `BindError` for a matrix of another type.
    What does not fit in shape is for `engine.run` to say.
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
        """Write the function that runs for inputs such as these, as Python."""
        return self._planned(inputs)[0]

    def _planned(self, inputs: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
        """Write the source for inputs of these shapes and this type, and collect what it names."""
        program, values = self.program, self._lowered.values
        scope: dict[str, Any] = {"np": np, **helpers(program)}
        named = dict(zip(program.roles, map(_number, inputs), strict=True))
        _check_types(named)
        sizes = {dim: named[name].shape[axis] for dim, (name, axis) in program.sizes.items()}
        carried = program.carried.items()
        homes = {old: values[new] for old, new in carried if new in self.wanted}
        results = [values[name] for name in self.wanted]
        calls = tuple(call.at(sizes) for call in self._lowered.calls)
        plan = Plan(calls, tried(calls, named, scope), homes, frozenset(results))
        source = definition(named, (*_head(program), *plan.lines()), results)
        return source, scope | plan.buffers


def _number(value: Any) -> Any:
    return value if np.ndim(value) else float(value)


def _head(program: Program) -> list[str]:
    """Make numbers Python's, which leave the type of an array as it is."""
    return [f"{i.name} = float({i.name})" for i in program.inputs if not i.shape]


def _check_types(values: Mapping[str, Any]) -> None:
    matrices = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    first = next(iter(matrices), "")
    for name, value in matrices.items():
        if value.dtype not in FLOATS:
            raise BindError(name, f"is {value.dtype}, but needs to be float32 or float64")
        if value.dtype != matrices[first].dtype:
            raise BindError(name, f"is {value.dtype}, but {first} is {matrices[first].dtype}")
