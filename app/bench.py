"""What a person has done to an example: edits, iterations, the way back. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from engine.scenario import Scenario, respecified
from engine.trace import Trace

Values = Mapping[str, NDArray[np.float64]]
UNDO_STEPS = 200


class Source(Protocol):
    """Values with a program that runs on them: a network, a scene of a lesson."""

    @property
    def values(self) -> Values: ...

    def with_values(self, changed: Values) -> Self: ...

    def trace(self) -> Trace: ...


@dataclass(frozen=True)
class Settings:
    """The choices that are not numbers."""

    example: str
    batch: bool
    hidden: str
    loss: str

    def applied(self, scenario: Scenario) -> Scenario:
        """The same numbers in the network that is chosen."""
        shown = respecified(scenario, self.hidden, self.loss)
        return shown if self.batch else shown.first_rows(1)


@dataclass(frozen=True)
class Bench:
    """The values of every iteration so far, and what undo and redo lead to.

    `start` is the example as it came; `iterations` ends with the one that is shown.
    """

    start: Source
    iterations: tuple[Values, ...]
    past: tuple[tuple[Values, ...], ...] = ()
    future: tuple[tuple[Values, ...], ...] = ()

    @property
    def values(self) -> Values:
        """The values of the iteration that is shown, for the whole batch."""
        return self.iterations[-1]

    @property
    def untouched(self) -> bool:
        """Whether all numbers are those that the example came with."""
        return len(self.iterations) == 1 and self.values is self.start.values

    def source(self, iteration: int = -1) -> Source:
        """What is run in an iteration."""
        return self.start.with_values(self.iterations[iteration])

    def scenario(self, settings: Settings, iteration: int = -1) -> Scenario:
        """The scenario of an iteration under the settings."""
        return settings.applied(self.source(iteration))


def opened(source: Source) -> Bench:
    """A bench with nothing done yet."""
    return Bench(source, (source.values,))


def edited(bench: Bench, name: str, row: int, col: int, value: float) -> Bench:
    """One entry of one input replaced, in the iteration that is shown.

    Raises `KeyError` for what is not an input and `IndexError` for an entry that is not there.
    """
    array = bench.values[name].copy()
    array[(row, col) if array.ndim else ()] = value
    array.flags.writeable = False
    values = MappingProxyType({**bench.values, name: array})
    return _done(bench, (*bench.iterations[:-1], values))


def updated(bench: Bench, trace: Trace) -> Bench:
    """The next iteration: what the trace has made new becomes what is given."""
    new = {given: trace[name] for given, name in trace.program.carried.items()}
    return _done(bench, (*bench.iterations, MappingProxyType({**bench.values, **new})))


def iteration_back(bench: Bench) -> Bench:
    """The iteration before, or the same bench in the first one."""
    return _done(bench, bench.iterations[:-1]) if len(bench.iterations) > 1 else bench


def restarted(bench: Bench) -> Bench:
    """The first iteration again, with the inputs, targets and learning rate of now."""
    kept = {name: bench.values[name] for name in ("X", "D", "lr")}
    first = MappingProxyType({**bench.iterations[0], **kept})
    return bench if len(bench.iterations) == 1 else _done(bench, (first,))


def reset(bench: Bench) -> Bench:
    """The example as it came."""
    return bench if bench.untouched else _done(bench, (bench.start.values,))


def undone(bench: Bench) -> Bench:
    """One change back."""
    if not bench.past:
        return bench
    future = (bench.iterations, *bench.future)
    return replace(bench, iterations=bench.past[-1], past=bench.past[:-1], future=future)


def redone(bench: Bench) -> Bench:
    """One undone change again."""
    if not bench.future:
        return bench
    past = (*bench.past, bench.iterations)
    return replace(bench, iterations=bench.future[0], past=past, future=bench.future[1:])


def _done(bench: Bench, iterations: tuple[Values, ...]) -> Bench:
    past = (*bench.past, bench.iterations)[-UNDO_STEPS:]
    return replace(bench, iterations=iterations, past=past, future=())
