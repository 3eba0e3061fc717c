"""A training course: each epoch is measured, and it ends where numbers leave the finite range.

The order of the samples in an epoch follows from the seed and the number of the epoch alone, so
that a course that is gone on with is, bit for bit, one that was not interrupted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.program import Program
from engine.data.data_set import DataSet
from engine.network.training import (
    Epoch,
    Trainer,
    batches,
    classes_of,
    data_of,
    measured,
)
from engine.running.trace import run


@dataclass(frozen=True, slots=True)
class NotFinite:
    """Where numbers left the finite range: the iteration, from 1, the step, from 1, its value."""

    iteration: int
    step: int
    name: str


@dataclass(frozen=True, slots=True)
class Measured:
    """An epoch, from 1: what was measured while training, and afterwards on other samples.

    - `fault`: where numbers left the finite range, with which the course ends; else None
    """

    number: int
    trained: Epoch
    validated: Epoch | None
    fault: NotFinite | None = None


def course(
    trainer: Trainer, last: int, seed: int, first: int = 1, validation: DataSet | None = None
) -> Iterator[Measured]:
    """Train from one epoch, counted from 1, to another one; nothing is done before it is asked."""
    for number in range(first, last + 1):
        before = _kept(trainer)
        trained = trainer.epoch(_order(seed, number))
        values = trainer.values
        if not _is_finite(trainer.program, trained, values):
            fault = _fault(trainer, before, seed, number)
            yield Measured(number, trained, None, fault)
            return
        yield Measured(number, trained, _validated(trainer.program, values, validation))


def _order(seed: int, number: int) -> np.random.Generator:
    return np.random.default_rng((seed, number))


def _kept(trainer: Trainer) -> dict[str, Any]:
    """The values as they are: a copy of those that training writes over."""
    carried = trainer.program.carried
    values = trainer.values.items()
    return {name: np.array(value) if name in carried else value for name, value in values}


def _is_finite(program: Program, trained: Epoch, values: Mapping[str, Any]) -> bool:
    held = (values[name] for name in program.carried)
    return bool(np.isfinite(trained.loss)) and all(np.isfinite(value).all() for value in held)


def _fault(trainer: Trainer, before: Mapping[str, Any], seed: int, number: int) -> NotFinite | None:
    """Run the epoch again, recorded, to the first value that is not finite."""
    program, values = trainer.program, dict(before)
    data = {name: before[name] for name in data_of(program)}
    count = len(next(iter(data.values())))
    done = (number - 1) * -(-count // trainer.batch)
    for k, rows in enumerate(batches(count, trainer.batch, _order(seed, number)), 1):
        trace = run(program, values | {name: value[rows] for name, value in data.items()})
        if (fault := trace.first_nonfinite()) is not None:
            return NotFinite(done + k, program.equations.index(fault) + 1, fault.name)
        values |= {old: trace[new] for old, new in program.carried.items()}
    return None


def _validated(program: Program, values: Mapping[str, Any], data: DataSet | None) -> Epoch | None:
    """Measure the network on other samples, at once."""
    if data is None:
        return None
    x, d = data_of(program)
    trace = run(program, {**values, x: data.x, d: data.d})
    loss, output = measured(program, d)
    right = classes_of(trace[output]) == classes_of(data.d)
    return Epoch(float(trace[loss]), float(right.mean()))
