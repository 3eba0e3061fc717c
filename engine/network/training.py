"""Train a network: epochs of shuffled minibatches at full speed, and the loss of each epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.core.errors import BindError, SettingError
from engine.core.program import Phase, Program, Role
from engine.network.layers.dropout import MASK, P
from engine.running.in_place import InPlace
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


class Draw(NamedTuple):
    """What an iteration takes from the data and from chance: rows, and masks of dropout."""

    rows: NDArray[np.intp]
    masks: Mapping[str, Array]


class Iterated(NamedTuple):
    """The loss of an iteration before its update, and which of its samples came out right."""

    loss: float
    right: NDArray[np.bool_]


def batches(
    count: int, size: int, rng: np.random.Generator, shuffled: bool = True
) -> Iterator[NDArray[np.intp]]:
    """Shuffle the positions `0 ... count - 1`, and cut them into batches of at most `size`."""
    order = rng.permutation(count) if shuffled else np.arange(count)
    return (order[start : start + size] for start in range(0, count, size))


def summed_up(iterations: Iterable[Iterated]) -> Epoch:
    """Average the losses of an epoch, and measure the share of samples that came out right."""
    losses, right = zip(*iterations, strict=True)
    return Epoch(float(np.mean(losses)), float(np.concatenate(right).mean()))


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
        first = {n: self._full[n][:batch] if n in data else values[n] for n in program.roles}
        self._step = _Step.of(program, self._full, _typed(first, dtype), batch)

    def put(self, values: Mapping[str, Any]) -> None:
        """Go on from other values of parameters, settings and what is remembered."""
        self._step.run.put(_typed(values, next(iter(self._full.values())).dtype))

    def epoch(self, rng: np.random.Generator, rate: float | None = None) -> Epoch:
        """Pass over the data once, in an order drawn by `rng`."""
        if rate is not None:
            self.set_rate(rate)
        with np.errstate(all="ignore"):
            return summed_up(map(self._step.iterate, self.draws(rng)))

    def set_rate(self, rate: float) -> None:
        """Set the learning rate of what follows."""
        self._step.run.values[self.program.with_role(Role.RATE)[0]] = rate

    def draws(self, rng: np.random.Generator, shuffled: bool = True) -> Iterator[Draw]:
        """Draw the batches of an epoch, and their masks, one after the other."""
        for rows in batches(len(self._step.classes), self.batch, rng, shuffled):
            yield Draw(rows, self._step.masks(len(rows), rng))

    def iterate(self, drawn: Draw) -> Iterated:
        """Run one iteration on a batch."""
        with np.errstate(all="ignore"):
            return self._step.iterate(drawn)

    def inputs(self, drawn: Draw) -> dict[str, Any]:
        """Copy every input of the iteration that would run on a batch now."""
        data = {name: matrix[drawn.rows] for name, matrix in self._full.items()}
        return {name: np.array(v) for name, v in {**self.values, **data, **drawn.masks}.items()}

    @property
    def values(self) -> dict[str, Any]:
        """Every input of the program, the whole data set among them.

        Iterations change the arrays in place: who keeps one copies it.
        """
        return self._step.run.values | self._full


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


def _typed(values: Mapping[str, Any], dtype: DTypeLike) -> dict[str, Any]:
    """Give every matrix a type; a single number becomes a float."""
    return {n: np.asarray(v, dtype=dtype) if np.ndim(v) else float(v) for n, v in values.items()}


def measured(program: Program, target: str) -> tuple[str, str]:
    """Name the loss, and the output: the last forward value that has the shape of the target."""
    forward = (equation.name for equation in program.in_phase(Phase.FORWARD))
    alike = [name for name in forward if program.shapes[name] == program.shapes[target]]
    return program.losses[-1], alike[-1]


def classes_of(rows: Array) -> Array:
    """Find the class of each row: its largest entry, or of a single one the side of one half."""
    return rows.argmax(axis=1) if rows.shape[1] > 1 else rows[:, 0] > 0.5


@dataclass(frozen=True, eq=False)
class _Step:
    """A compiled program, its data, their classes, memory for a batch, the names of the masks."""

    run: InPlace
    data: Mapping[str, Array]
    classes: Array
    memory: Mapping[str, Array]
    dropped: tuple[str, ...]

    @classmethod
    def of(
        cls, program: Program, data: Mapping[str, Array], values: Mapping[str, Any], size: int
    ) -> _Step:
        target = tuple(data)[1]
        run = InPlace(program, measured(program, target), values)
        memory = {name: np.empty_like(matrix[:size]) for name, matrix in data.items()}
        masks = program.with_role(Role.MASK)
        return cls(run, data, classes_of(data[target]), memory, masks)

    def iterate(self, drawn: Draw) -> Iterated:
        """Run one iteration, which updates the values."""
        values, rows = self.run.values, drawn.rows
        for name, matrix in self.data.items():
            values[name] = matrix.take(rows, 0, self.memory[name][: len(rows)], "clip")
        if drawn.masks:
            values.update(drawn.masks)
        loss, output = self.run()
        return Iterated(loss, classes_of(output) == self.classes[rows])

    def masks(self, count: int, rng: np.random.Generator) -> dict[str, Array]:
        """Draw the masks of dropout for a batch: each entry is dropped with its share `p`."""
        return {name: self._mask(name, count, rng) for name in self.dropped}

    def _mask(self, name: str, count: int, rng: np.random.Generator) -> Array:
        share = self.run.values[name.replace(MASK.name, P.name, 1)]
        width = self.run.values[name].shape[1]
        kept: Array = rng.random((count, width)) >= share
        return kept.astype(next(iter(self.data.values())).dtype)
