"""A program at full speed: one NumPy function that writes into arrays allocated once.

Its lines are those of `engine.running.compiler`, which `engine.running.lowering` takes apart into
single calls. Values that nobody asks for are not computed, a call writes over an array that no
later call reads, and an update writes over the parameter that it replaces. It computes in float32
or float64.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from engine.core.errors import BindError
from engine.core.program import Program
from engine.running.buffers import Plan
from engine.running.compiler import defined, definition, helpers
from engine.running.joining import joined
from engine.running.lowering import lowered
from engine.running.memory import Memory
from engine.running.trial import try_calls

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
            self._made[key] = defined(*self.planned(inputs))
        return self._made[key](*inputs)

    def source(self, *inputs: Any) -> str:
        """Write the Python source of the function for inputs of these shapes and types."""
        return self.planned(inputs)[0]

    def planned(
        self, inputs: Iterable[Any], memory: Memory | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Write that source, and collect the functions and arrays that it reads, by name.

        With a memory, the function updates what is there: it takes the inputs that are not there,
        and returns those of `wanted` that do not go there.
        """
        memory = memory or Memory({})
        named = self._named(inputs)
        scope: dict[str, Any] = {"np": np, **helpers(self.program)}
        sized = self._lowered.at(_sizes(self.program, named))
        found = joined(sized.calls, try_calls(sized.calls, named, scope), memory.lie_together)
        replaced = self._replacements(sized.values)
        results = [sized.values[name] for name in self.wanted]
        plan = Plan(
            found.calls,
            found.trial,
            found.replacements(replaced),
            frozenset(results),
            _dtype(named),
            tuple(_numbers(self.program)),
            found.rows,
            memory.lay(found.rows),
        )
        lines = (*_head(self.program), *plan.lines())
        given = (name for name in named if name not in memory.arrays)
        places = _places(results, replaced, found.trial.owners)
        returned = (name for name in places if name not in memory.arrays)
        return definition(given, lines, returned), scope | plan.arrays

    def _named(self, inputs: Iterable[Any]) -> dict[str, Any]:
        """Name the inputs, whose numbers are made Python's; raise `BindError` for a wrong type."""
        named = dict(zip(self.program.roles, map(_number, inputs), strict=True))
        _check_types(named)
        return named

    def _replacements(self, values: Mapping[str, str]) -> dict[str, str]:
        """For each input that an iteration replaces, the name of the result that replaces it."""
        carried = self.program.carried.items()
        return {old: values[new] for old, new in carried if new in self.wanted}


def _places(
    results: Iterable[str], replaced: Mapping[str, str], owners: Mapping[str, str]
) -> list[str]:
    """Name where each result stands at the end: in the array that it replaces, or in its own."""
    place = {new: old for old, new in replaced.items() if old in owners}
    return [place.get(name, name) for name in results]


def _sizes(program: Program, named: Mapping[str, Any]) -> dict[str, int]:
    return {dim: named[name].shape[axis] for dim, (name, axis) in program.sizes.items()}


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
