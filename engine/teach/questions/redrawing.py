"""Draw new values, small whole numbers, for the same question."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.core.errors import SettingError
from engine.core.program import Input, Program, Role
from engine.network.scenario.scenario import Scenario
from engine.running.numbers import frozen
from engine.running.trace import Array, run
from engine.teach.questions.drawing import worth_asking
from engine.teach.questions.question import Question

LARGEST = 3
"""Numbers are drawn from -3 to 3: a person is to compute with them."""
TRIED = 100
DRAWN = (Role.INPUT, Role.TARGET, Role.PARAMETER)


def redrawn(program: Program, values: Mapping[str, Array], seed: int) -> dict[str, Array]:
    """Draw new values for the data and the parameters; settings, rates and states stay as they are.

    A target of zeros and ones, such as `0 0 1`, stays one; a row or column of positive parameters,
    such as `gamma`, stays positive. The same seed gives the same values.
    """
    rng = np.random.default_rng(seed)
    new = {i.name: _drawn(i, values[i.name], rng) for i in program.inputs if i.role in DRAWN}
    return {name: new.get(name, value) for name, value in values.items()}


def _drawn(given: Input, value: Array, rng: np.random.Generator) -> Array:
    if given.role is Role.TARGET and np.isin(value, (0, 1)).all():
        return frozen(_classes(value, rng))
    if given.role is Role.PARAMETER and (value > 0).all() and 1 in value.shape:
        return frozen(rng.integers(1, LARGEST + 1, value.shape))
    return frozen(rng.integers(-LARGEST, LARGEST + 1, value.shape))


def _classes(value: Array, rng: np.random.Generator) -> Array:
    """Put ones at new places: one in each row, or each column, where it was so; else anywhere."""
    for axis in (1, 0):
        if value.ndim == 2 and value.shape[axis] > 1 and (value.sum(axis=axis) == 1).all():
            return rng.permuted(value, axis=axis)
    return rng.integers(0, 2, value.shape).astype(np.float64)


def another(scenario: Scenario, question: Question, seed: int) -> Scenario:
    """Draw new values for a network on which the same question is worth asking.

    The same seed gives the same values. Raises `SettingError` where none are found.
    """
    for k in range(TRIED):
        values = redrawn(scenario.program, scenario.values, seed * TRIED + k)
        if worth_asking(run(scenario.program, values), question):
            return scenario.with_values(values)
    raise SettingError(f"no values were found on which {question.name} is worth asking")
