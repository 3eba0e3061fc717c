"""What the numbers of an iteration depend on, and how the next iteration follows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.design import Design, spec_of
from app.start import scenario_of
from app.work.source import Source, Values, iterations_of, lesson_of, shown_of, stop_of
from app.work.work import Entry, Iterations, Work
from engine.network.scenario.scenario import Scenario
from engine.running.trace import Trace


@dataclass(frozen=True, slots=True)
class Run:
    """What the numbers of an iteration depend on.

    - `origin`: the design of the network, or the lesson and the scene
    - `iterations`: what was typed in this iteration and in all before
    """

    origin: Design | tuple[str, str]
    iterations: Iterations

    def first(self, count: int) -> Run:
        """Make the run as it was after so many iterations."""
        return self if count == len(self.iterations) else Run(self.origin, self.iterations[:count])

    @property
    def single(self) -> bool:
        """Whether only the first sample is shown and trained on."""
        return isinstance(self.origin, Design) and self.origin.single


def run_of(work: Work) -> Run:
    """Find what the numbers of a work depend on: those of the iteration that is shown."""
    return whole_run_of(work).first(shown_of(work))


def whole_run_of(work: Work) -> Run:
    """Find all iterations of a work, also those after the one that is shown."""
    place = work.place
    origin = (place.lesson, stop_of(place).scene) if place else work.design
    return Run(origin, iterations_of(work))


def origin_of(run: Run) -> Source:
    """Find the network or the scene, with the numbers that it came with."""
    if isinstance(run.origin, Design):
        return scenario_of(run.origin)
    lesson, scene = run.origin
    return lesson_of(lesson).scenes[scene]  # type: ignore[union-attr]


def laid_over(below: Values, entries: Iterable[Entry]) -> Values:
    """Put typed numbers in place of others."""
    changed: dict[str, NDArray[np.float64]] = {}
    for name, row, col, value in entries:
        if name not in changed:
            changed[name] = below[name].copy()
        changed[name][(row, col) if changed[name].ndim else ()] = value
    for array in changed.values():
        array.flags.writeable = False
    return MappingProxyType({**below, **changed}) if changed else below


def carried(values: Values, trace: Trace) -> Values:
    """Put updated parameters in place of the old ones: the inputs of the next iteration."""
    new = {name: trace[updated] for name, updated in trace.program.carried.items()}
    return MappingProxyType({**values, **new})


def as_run(run: Run, values: Values) -> Source:
    """Make the network or the scene with these inputs, as it is run: all samples or one.

    The numbers that it came with play no part, so that nice ones are not looked for again.
    """
    if isinstance(run.origin, tuple):
        return origin_of(run).with_values(values)
    scenario = Scenario(spec_of(run.origin), MappingProxyType(dict(values)))
    return scenario.first_rows(1) if run.single else scenario


def loss_in(trace: Trace) -> float | None:
    """Find the loss of a trace; None where there is none."""
    name = trace.program.loss
    return float(trace[name]) if name else None


def goes_on(trace: Trace) -> bool:
    """Tell whether another iteration can follow: the loss is finite, and so is what is updated."""
    updated = [trace[name] for name in trace.program.carried.values()]
    return all(np.isfinite(value).all() for value in (loss_in(trace) or 0.0, *updated))
