"""The numbers of a work: what goes into each iteration, and every value of it.

They depend on the network or the scene and on what was typed, and on nothing else, so that they are
kept for everyone with an equal work, on any process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.design import Design
from app.start import scenario_of
from app.work.recent import Recent
from app.work.source import Source, Values, iterations_of, lesson_of, stop_of
from app.work.work import Entry, Iterations, Spot, Typed, Work
from engine.core.program import Program
from engine.network.scenario.scenario import Scenario
from engine.running.trace import Trace

KEPT = Recent()
LOSSES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Run:
    """What the numbers of an iteration depend on.

    - `origin`: the design of the network, or the lesson and the scene
    - `iterations`: what was typed in this iteration and in all before
    """

    origin: Design | tuple[str, str]
    iterations: Iterations

    def first(self, count: int) -> Run:
        """The run as it was after so many iterations."""
        return self if count == len(self.iterations) else Run(self.origin, self.iterations[:count])

    @property
    def single(self) -> bool:
        """Whether only the first sample is shown and trained on."""
        return isinstance(self.origin, Design) and self.origin.single


def run_of(work: Work) -> Run:
    """What the numbers of a work depend on."""
    place = work.place
    origin = (place.lesson, stop_of(place).scene) if place else work.design
    return Run(origin, iterations_of(work))


def origin_of(run: Run) -> Source:
    """The network or the scene, with the numbers that it came with."""
    if isinstance(run.origin, Design):
        return scenario_of(run.origin)
    lesson, scene = run.origin
    return lesson_of(lesson).scenes[scene]  # type: ignore[union-attr]


def inputs_of(run: Run) -> Values:
    """Every input of the last iteration by name, for the whole batch.

    Iterations that were forgotten are computed again from the last one that is known.
    """
    count = len(run.iterations)
    known = next((k for k in range(count, 0, -1) if KEPT.known(run.first(k), "inputs")), 0)
    values = KEPT.known(run.first(known), "inputs") if known else None
    for k in range(known, count):
        values = _next_inputs(run.first(k + 1), values)
    assert values is not None
    return values


def _next_inputs(run: Run, before: Values | None) -> Values:
    """The inputs of an iteration from those of the one before; None before the first."""

    def compute() -> Values:
        if before is None:
            return laid_over(origin_of(run).values, run.iterations[-1])
        trace = _trace(run.first(len(run.iterations) - 1), before)
        return laid_over(carried(before, trace), run.iterations[-1])

    return KEPT.of(run, "inputs", compute, lambda values: _inputs_cost(run, values))


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
    """The inputs that an iteration hands on: updated parameters in place of the old ones."""
    new = {name: trace[updated] for name, updated in trace.program.carried.items()}
    return MappingProxyType({**values, **new})


def as_run(source: Source, values: Values, single: bool) -> Source:
    """A source with other values, as it is run: with all its samples, or the first one."""
    source = source.with_values(values)
    return source.first_rows(1) if single and isinstance(source, Scenario) else source


def source_shown(run: Run) -> Source:
    """The network or the scene with the inputs of the last iteration."""
    return as_run(origin_of(run), inputs_of(run), run.single)


def trace_of(run: Run) -> Trace:
    """Every value of the last iteration."""
    return KEPT.known(run, "trace") or _trace(run, inputs_of(run))


def _trace(run: Run, inputs: Values) -> Trace:
    shown = as_run(origin_of(run), inputs, run.single)
    return KEPT.of(run, "trace", shown.trace, lambda trace: trace_cost(trace) + _key_cost(run))


def loss_name(program: Program) -> str | None:
    """The name of the loss where it is a number; else None."""
    whole = program.losses[-1:]
    return whole[0] if whole and not program.shapes[whole[0]] else None


def loss_in(trace: Trace) -> float | None:
    """The loss of a trace; None where there is none."""
    name = loss_name(trace.program)
    return float(trace[name]) if name else None


def losses_of(run: Run) -> list[float]:
    """The losses of the last iterations; empty where there is no loss."""
    count = len(run.iterations)
    parts = (run.first(k) for k in range(max(1, count - LOSSES_SHOWN + 1), count + 1))
    losses = map(_loss, parts)
    return [loss for loss in losses if loss is not None]


def _loss(run: Run) -> float | None:
    return KEPT.of(run, "loss", lambda: loss_in(trace_of(run)), lambda _: 400)


def entries_of(typed: Mapping[Spot, float]) -> Typed:
    """Typed numbers by their places, as entries."""
    return tuple(Entry(*spot, value) for spot, value in typed.items())


# What a trace costs besides its numbers was measured with tracemalloc: an array object, its place
# in the mapping and its name, 150 bytes a value.
PER_TRACE, PER_VALUE, PER_INPUT = 1000, 150, 100


def trace_cost(trace: Trace) -> int:
    """Estimate how many bytes a trace holds besides its inputs, which are there anyway."""
    made = trace.program.equations
    arrays = sum(trace[equation.name].nbytes for equation in made)
    return PER_TRACE + PER_VALUE * len(made) + arrays


def _inputs_cost(run: Run, values: Values) -> int:
    """Estimate how many bytes are held by the inputs of this iteration alone."""
    entries = run.iterations[-1]
    own = values if len(run.iterations) > 1 else {entry.name for entry in entries}
    arrays = sum(values[name].nbytes for name in own)
    return PER_TRACE + PER_INPUT * len(values) + arrays + _key_cost(run)


def _key_cost(run: Run) -> int:
    """Estimate how many bytes the description holds: a typed number 200, an iteration 60."""
    return 60 * len(run.iterations) + 200 * sum(map(len, run.iterations))
