"""Run a program again and again at full speed: what one iteration updates, the next begins with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np

from engine.core.program import Program
from engine.running.fast import Fast
from engine.running.numbers import Array, frozen


class Repeated:
    """A program and the inputs of its next iteration, which each call of `step` replaces.

    `values` has every input of the program; nothing in it is changed. The numbers are, bit for bit,
    those of `engine.run` called again and again with the updated values.
    """

    def __init__(self, program: Program, values: Mapping[str, Array]) -> None:
        self.program = program
        self._inputs = values
        self._fast, self._one_at_a_time = _fast(program)
        self._state = {name: _start(values[name], program.carried, name) for name in program.roles}

    def step(self) -> float | None:
        """Run one iteration; return its loss, None without a single number as the loss."""
        if not self._fast.wanted:
            return None
        with self._one_at_a_time, np.errstate(all="ignore"):
            results = self._fast(*self._state.values())
            updated = results[len(results) - len(self.program.carried) :]
            self._state.update(zip(self.program.carried, updated, strict=True))
        return float(results[0]) if self.program.loss else None

    @property
    def is_finite(self) -> bool:
        """Whether every updated value is finite."""
        return all(np.isfinite(self._state[name]).all() for name in self.program.carried)

    @property
    def values(self) -> dict[str, Array]:
        """Every input of the next iteration, read-only."""
        updated = {name: frozen(np.array(self._state[name])) for name in self.program.carried}
        return {**self._inputs, **updated}


def _start(value: Array, carried: Mapping[str, str], name: str) -> Any:
    """Copy a matrix that iterations write over; make a number a float."""
    if not np.ndim(value):
        return float(value)
    return np.array(value) if name in carried else value


@lru_cache(maxsize=8)
def _fast(program: Program) -> tuple[Fast, Lock]:
    """Compile a program once; two threads cannot use it at the same time."""
    losses = (program.loss,) if program.loss else ()
    return Fast(program, (*losses, *program.carried.values())), Lock()
