"""Read and write what an optimizer remembers at the start, by parameter: `{"W1": {"m": ...}}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.core.errors import ScenarioError
from engine.core.ops.shapes import dims
from engine.core.program import Program, Role
from engine.network.optimizers import STEP, Optimizer
from engine.network.scenario.matrix import read_matrix
from engine.network.scenario.schema_parts import inside
from engine.running.numbers import Array, frozen

WHERE = "optimizer.state"


def read_state(
    part: Mapping[str, Any], program: Program, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, Array]:
    """Read the start values of an optimizer by their names in the program: `mW1`, `t`.

    Raises `ScenarioError` for what is no parameter, and for a wrong shape.
    """
    values = dict[str, Array]()
    parameters = program.with_role(Role.PARAMETER)
    for name, letters in part.items():
        if name == STEP.name:
            values[name] = frozen(letters)
        elif name not in parameters:
            there = ", ".join(parameters) or "none"
            raise ScenarioError(inside(WHERE, name), f"is not a parameter; there are {there}")
        else:
            for letter, rows in letters.items():
                if rows is not None:
                    path = f"{WHERE}.{name}.{letter}"
                    values[letter + name] = _matrix(rows, shapes[name], path)
    return values


def _matrix(rows: Any, shape: tuple[int, ...], path: str) -> Array:
    """Read a matrix, or a list for a parameter that is a row."""
    matrix = read_matrix(rows if isinstance(rows[0], list) else [rows], path)
    if matrix.shape != shape:
        have, need = dims(matrix.shape), dims(shape)
        raise ScenarioError(path, f"is {have}, but the parameter is {need}")
    return matrix


def written_state(
    optimizer: Optimizer, program: Program, values: Mapping[str, Array]
) -> dict[str, Any]:
    """Write what an optimizer remembers; nothing where all of it is 0."""
    parameters = program.with_role(Role.PARAMETER)
    state: dict[str, Any] = {
        name: {letter: values[letter + name].tolist() for letter in optimizer.states}
        for name in parameters
        if any(np.any(values[letter + name]) for letter in optimizer.states)
    }
    if optimizer.counts and STEP.name in values and values[STEP.name]:
        state[STEP.name] = int(values[STEP.name])
    return {"state": state} if state else {}
