"""A program at full speed whose parameters stay in place: what an iteration updates lies there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np

from engine.core.program import Program
from engine.running.compiler import defined
from engine.running.fast import Fast
from engine.running.memory import Memory


class InPlace:
    """The inputs of the next iteration, and the functions that run it, one for each batch size.

    `values` has every input. The arrays that iterations update are its own: from the first call on
    they stay where they are, and change with each. The other inputs can be replaced by others.
    It gives the same bits as `Fast`, and as the recorded run.
    """

    def __init__(
        self, program: Program, wanted: Collection[str], values: Mapping[str, Any]
    ) -> None:
        carried = program.carried
        self._fast = Fast(program, (*wanted, *carried.values()))
        arrays = {name: values[name] for name in carried if isinstance(values[name], np.ndarray)}
        self._memory = Memory(arrays)
        self._counted = [name for name in carried if name not in arrays]
        self._free = [name for name in program.roles if name not in arrays]
        self._sizes = tuple(program.sizes.values())
        self._functions: dict[object, Callable[..., tuple[Any, ...]]] = {}
        self.values = {name: values[name] for name in program.roles} | self._memory.arrays

    def put(self, values: Mapping[str, Any]) -> None:
        """Replace inputs; what is given is copied into arrays that iterations update."""
        arrays = self._memory.arrays
        self.values |= {name: value for name, value in values.items() if name not in arrays}
        for name in arrays.keys() & values.keys():
            np.copyto(arrays[name], values[name])

    def __call__(self) -> list[Any]:
        """Run one iteration; return the values of `wanted`, in their order."""
        values = self.values
        key = tuple([values[name].shape[axis] for name, axis in self._sizes])
        function = self._functions.get(key) or self._made(key)
        results = list(function(*[values[name] for name in self._free]))
        for name in reversed(self._counted):
            values[name] = results.pop()
        return results

    @property
    def source(self) -> str:
        """Write the Python source of the function for inputs of these shapes and types."""
        return self._planned()[0]

    def _made(self, key: object) -> Callable[..., tuple[Any, ...]]:
        self._functions[key] = defined(*self._planned())
        return self._functions[key]

    def _planned(self) -> tuple[str, dict[str, Any]]:
        """Plan a function; the first one lays the arrays anew, side by side."""
        planned = self._fast.planned(self.values.values(), self._memory)
        self.values |= self._memory.arrays
        return planned
