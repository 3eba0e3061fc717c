"""Train a network: epochs of shuffled minibatches at full speed, and the loss of each epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.core.errors import BindError, SettingError
from engine.core.program import Phase, Program, Role
from engine.network.layers.dropout import MASK, P
from engine.running.fast import Fast
from engine.running.trace import run

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Epoch:
    """The result of one pass over the data; a batch is measured before its own update.

    - `loss`: the mean of the program's loss over the batches
    - `accuracy`: the share of samples whose largest output is at their largest target; with a
      single output, on the same side of one half
    """

    loss: float
    accuracy: float


@dataclass(frozen=True, eq=False)
class Trained:
    """The inputs of the program after training, to train further or to run, and every epoch."""

    values: Mapping[str, Any]
    history: tuple[Epoch, ...]


def batches(count: int, size: int, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Shuffle the positions `0 ... count - 1`, and cut them into batches of at most `size`."""
    order = rng.permutation(count)
    return (order[start : start + size] for start in range(0, count, size))


def train(
    program: Program,
    values: Mapping[str, Any],
    *,
    epochs: int = 1,
    batch: int = 64,
    seed: int = 0,
    rate: Callable[[int], float] | None = None,
    dtype: DTypeLike = np.float64,
) -> Trained:
    """Train a network of row vectors that has a loss, on all samples of `values`.

    `values` holds what `engine.run` takes, with the whole data set as input `(N, d)` and target
    `(N, m)`; nothing in it is changed. `rate` gives the learning rate of an epoch, from 0 on, in
    place of the one in `values`. The masks of dropout are drawn anew for every batch, whatever
    those in `values` are. The same seed gives the same numbers.
    Raises `BindError` for values that do not fit, `SettingError` for sizes that are not from 1 on
    and for a program without data or loss.
    """
    _check(epochs=epochs)
    trainer = Trainer(program, values, batch=batch, dtype=dtype)
    rng, history = np.random.default_rng(seed), list[Epoch]()
    for epoch in range(epochs):
        history.append(trainer.epoch(rng, rate(epoch) if rate else None))
    return Trained(MappingProxyType(trainer.values), tuple(history))


class Trainer:
    """A network and its data, trained epoch by epoch; see `train` for what it is given."""

    def __init__(
        self,
        program: Program,
        values: Mapping[str, Any],
        *,
        batch: int = 64,
        dtype: DTypeLike = np.float64,
    ) -> None:
        data, values = data_of(program), {**program.usual, **values}
        _check(batch=batch)
        _try_first(program, values, data)
        self.program, self.batch = program, batch
        self._full = {name: np.asarray(values[name], dtype=dtype) for name in data}
        self._step = _Step.of(program, self._full)
        self._state = {n: self._full.get(n, values[n]) for n in program.roles}
        self.put({n: values[n] for n in program.roles if n not in data})

    def put(self, values: Mapping[str, Any]) -> None:
        """Go on from other values of parameters, settings and what is remembered."""
        dtype = next(iter(self._full.values())).dtype
        self._state |= {name: _copied(value, dtype) for name, value in values.items()}

    def epoch(self, rng: np.random.Generator, rate: float | None = None) -> Epoch:
        """Pass over the data once, in an order drawn by `rng`."""
        if rate is not None:
            self._state[self.program.with_role(Role.RATE)[0]] = rate
        return self._step.epoch(self._state, self.batch, rng)

    @property
    def values(self) -> dict[str, Any]:
        """Every input of the program as it is now, the whole data set among them."""
        return self._state | self._full


def data_of(program: Program) -> tuple[str, str]:
    """Name the input and the target."""
    names = (*program.with_role(Role.INPUT), *program.with_role(Role.TARGET))
    if len(names) != 2 or not program.losses:
        raise SettingError("training needs a program with an input, a target and a loss")
    return names[0], names[1]


def _check(**counts: int) -> None:
    for name, count in counts.items():
        if count < 1:
            raise SettingError(f"{name} is {count}; it needs a whole number from 1")


def _try_first(program: Program, values: Mapping[str, Any], data: tuple[str, str]) -> None:
    """Run the program on the first sample alone, which raises `BindError` for what does not fit."""
    by_sample = (*data, *program.with_role(Role.MASK))
    run(program, {n: np.asarray(v)[:1] if n in by_sample else v for n, v in values.items()})
    samples, targets = (len(values[name]) for name in data)
    if samples != targets:
        raise BindError(data[1], f"has {targets} rows, but {data[0]} has {samples}")


def _copied(value: Any, dtype: DTypeLike) -> Any:
    """Copy a matrix, so that it can be written to; a single number becomes a float."""
    return np.array(value, dtype=dtype) if np.ndim(value) else float(value)


def measured(program: Program, target: str) -> tuple[str, str]:
    """Name the loss, and the output: the last forward value that has the shape of the target."""
    forward = (equation.name for equation in program.in_phase(Phase.FORWARD))
    alike = [name for name in forward if program.shapes[name] == program.shapes[target]]
    return program.losses[-1], alike[-1]


def classes_of(rows: Array) -> Array:
    """The class of each row: its largest entry, or of a single one the side of one half."""
    return rows.argmax(axis=1) if rows.shape[1] > 1 else rows[:, 0] > 0.5


@dataclass(frozen=True, eq=False)
class _Step:
    """A compiled program with its data, and the classes of the targets."""

    program: Program
    run: Fast
    data: Mapping[str, Array]
    classes: Array

    @classmethod
    def of(cls, program: Program, data: Mapping[str, Array]) -> _Step:
        target = tuple(data)[1]
        outputs = (*measured(program, target), *program.carried.values())
        return cls(program, Fast(program, outputs), data, classes_of(data[target]))

    def epoch(self, state: dict[str, Any], size: int, rng: np.random.Generator) -> Epoch:
        """Pass over the data once; `state` holds all inputs, and is updated."""
        losses, right = list[float](), list[Any]()
        memory = {name: np.empty_like(matrix[:size]) for name, matrix in self.data.items()}
        with np.errstate(all="ignore"):
            for rows in batches(len(self.classes), size, rng):
                state.update(self._rows(rows, memory))
                state.update(self._masks(state, len(rows), rng))
                loss, output, *carried = self.run(*state.values())
                state.update(zip(self.program.carried, carried, strict=True))
                losses.append(loss)
                right.append(classes_of(output) == self.classes[rows])
        return Epoch(float(np.mean(losses)), float(np.concatenate(right).mean()))

    def _masks(
        self, state: Mapping[str, Any], count: int, rng: np.random.Generator
    ) -> Iterator[tuple[str, Array]]:
        """Draw the masks of dropout for a batch: each entry is dropped with its share `p`."""
        for name in self.program.with_role(Role.MASK):
            share = state[name.replace(MASK.name, P.name, 1)]
            width = state[name].shape[1]
            kept = rng.random((count, width)) >= share
            yield name, kept.astype(next(iter(self.data.values())).dtype)

    def _rows(self, rows: NDArray[np.intp], memory: Mapping[str, Array]) -> dict[str, Array]:
        """Copy some rows of the data into memory that every batch uses again."""
        count = len(rows)
        return {
            name: matrix.take(rows, 0, out=memory[name][:count], mode="clip")
            for name, matrix in self.data.items()
        }
