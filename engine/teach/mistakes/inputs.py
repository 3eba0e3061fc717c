"""Mistakes in the numbers that go in: weights rounded, labels off by one, samples out of order.

No equation is wrong then, so that every step that reads such an input is right on wrong numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from engine.core.program import Role
from engine.running.trace import Array, Trace
from engine.teach.mistakes.connections import batch_size

DECIMALS = range(5)
"""PyTorch prints four."""
ALL_ORDERS = 4
"""Of so many samples every order is tried; of more those that are shifted or turned round."""
MOST_SHIFTS = 16


@dataclass(frozen=True, eq=False)
class Changed:
    """Inputs with other numbers.

    - `values`: the other numbers, by the inputs
    - `line`: how NumPy makes them of an input: `np.round({}, 2)`
    - `about`: the inputs in the sentence about the mistake
    - `number`: a number in that sentence
    """

    values: Mapping[str, Array]
    line: str
    about: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True)
class InputMistake:
    """A known mistake in the inputs of a program: its key, and what makes the other numbers."""

    key: str
    make: Callable[[Trace], Iterator[Changed]]


def _rounded(trace: Trace) -> Iterator[Changed]:
    """Round all parameters to so many decimals, as they are when they are copied from a print."""
    parameters = trace.program.with_role(Role.PARAMETER)
    for count in DECIMALS:
        values = {name: np.round(trace[name], count) for name in parameters}
        yield Changed(values, f"np.round({{}}, {count})", (), str(count))


def _off_by_one(trace: Trace) -> Iterator[Changed]:
    """Take the class before or after the right one, or count 0 and 1 as 1 and 2."""
    for name in trace.program.with_role(Role.TARGET):
        target, across = trace[name], 1 - _axis(trace, name)
        if _is_one_hot(target, across):
            for by in (1, -1):
                moved = np.roll(target, by, across)
                yield Changed({name: moved}, f"np.roll({{}}, {by}, axis={across})", (name,))
        elif target.ndim == 2 and np.isin(target, (0, 1)).all():
            yield Changed({name: target + 1}, "({} + 1)", (name,))
            yield Changed({name: target - 1}, "({} - 1)", (name,))


def _is_one_hot(target: Array, across: int) -> bool:
    """Tell whether each sample has a 1 for its class, and 0 else."""
    if target.ndim != 2 or target.shape[across] < 2:
        return False
    return bool(np.isin(target, (0, 1)).all() and (target.sum(across) == 1).all())


def _shuffled(trace: Trace) -> Iterator[Changed]:
    """Put the samples of the input, or of the target, into another order than the others."""
    program = trace.program
    both = program.with_role(Role.TARGET)[:1] + program.with_role(Role.INPUT)[:1]
    for name, other in zip(both, both[::-1], strict=True) if len(both) == 2 else ():
        axis, seen = _axis(trace, name), [trace[name]]
        for order in _orders(trace[name].shape[axis]) if trace[name].ndim == 2 else ():
            moved = np.take(trace[name], order, axis)
            if not any(np.array_equal(moved, one) for one in seen):
                seen.append(moved)
                yield Changed({name: moved}, _in_order(order, axis), (name, other))


def _in_order(order: tuple[int, ...], axis: int) -> str:
    """Write how NumPy puts samples into an order: shifted, or place by place where it is short."""
    count, first = len(order), order[0]
    if order == (*range(first, count), *range(first)):
        by = count - first if first > count // 2 else -first
        return f"np.roll({{}}, {by}, axis={axis})"
    if order == tuple(reversed(range(count))):
        return f"np.flip({{}}, ({axis},))"
    places = ", ".join(map(str, order))
    return f"{{}}[[{places}]]" if axis == 0 else f"{{}}[:, [{places}]]"


def _orders(count: int) -> Iterator[tuple[int, ...]]:
    """List the orders of so many samples that are likely, without the right one."""
    if count <= ALL_ORDERS:
        yield from list(permutations(range(count)))[1:]
        return
    shifts = range(1, count) if count <= MOST_SHIFTS else (1, count - 1)
    yield from ((*range(by, count), *range(by)) for by in shifts)
    yield tuple(reversed(range(count)))


def _axis(trace: Trace, name: str) -> int:
    """Find the axis of an input along which its samples stand."""
    batch, shape = batch_size(trace.program), trace.program.shapes[name]
    return 1 if batch is not None and shape[1:] == (batch.dim,) else 0


MISTAKES = (
    InputMistake("labels_off_by_one", _off_by_one),
    InputMistake("weights_rounded", _rounded),
    InputMistake("samples_shuffled", _shuffled),
)
