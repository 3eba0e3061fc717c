"""The numbers of a work: what goes into each iteration, and every value of it.

They depend on the network or the scene and on what was typed, and on nothing else, so that they are
kept for everyone with an equal work, on any process.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from app.work.iterated import LOSSES_SHOWN, Iterated, iterated
from app.work.recent import Recent
from app.work.run import Run, as_run, carried, laid_over, loss_in, origin_of
from app.work.source import Source, Values
from app.workers.task import QUICK, result_of
from engine.running.numbers import frozen
from engine.running.trace import Trace

KEPT = Recent()
FEW = 3
"""So many iterations are not worth a worker, whatever the network."""


def inputs_of(run: Run) -> Values:
    """Every input of the last iteration by name, for the whole batch.

    Iterations that were forgotten are computed again from the last one that is known.
    """
    count = len(run.iterations)
    known, values = _last_known(run)
    if count - known > FEW:
        # All but the last, since that is the one that is edited.
        missing = iterated(run.first(count - 1), known, values)
        if missing.seconds > QUICK:
            values, known = _at_once(missing), count - 1
    for k in range(known, count):
        values = _next_inputs(run.first(k + 1), values)
    assert values is not None
    return values


def _last_known(run: Run) -> tuple[int, Values | None]:
    """The last iteration whose inputs are known, and these; 0 and None where there is none.

    One look for each: by a second one the inputs may be forgotten.
    """
    for k in range(len(run.iterations), 0, -1):
        if (values := KEPT.known(run.first(k), "inputs")) is not None:
            return k, values
    return 0, None


def _next_inputs(run: Run, before: Values | None) -> Values:
    """The inputs of an iteration from those of the one before; None before the first."""

    def compute() -> Values:
        if before is None:
            return laid_over(origin_of(run).values, run.iterations[-1])
        trace = _trace(run.first(len(run.iterations) - 1), before)
        return laid_over(carried(before, trace), run.iterations[-1])

    return KEPT.of(run, "inputs", compute, lambda values: _inputs_cost(run, values))


def _at_once(missing: Iterated) -> Values:
    """The inputs after many iterations, of which only these and the losses are kept."""
    run = missing.run

    def compute() -> Values:
        values, losses = result_of(missing)
        for k, loss in losses.items():
            _loss(run.first(k), lambda loss=loss: loss)
        return MappingProxyType({name: frozen(value) for name, value in values.items()})

    return KEPT.of(run, "inputs", compute, lambda values: _inputs_cost(run, values))


def source_shown(run: Run) -> Source:
    """The network or the scene with the inputs of the last iteration."""
    return as_run(run, inputs_of(run))


def trace_of(run: Run) -> Trace:
    """Every value of the last iteration."""
    return KEPT.known(run, "trace") or _trace(run, inputs_of(run))


def _trace(run: Run, inputs: Values) -> Trace:
    known: Trace | None = KEPT.known(run, "trace")
    if known:
        return known
    trace = as_run(run, inputs).trace()
    KEPT.keep(run, "trace", trace, trace_cost(trace) + _key_cost(run))
    return trace


def losses_of(run: Run) -> list[float]:
    """The losses of the last iterations; empty where there is no loss."""
    trace_of(run)  # With it come the losses on the way.
    count = len(run.iterations)
    parts = (run.first(k) for k in range(max(1, count - LOSSES_SHOWN + 1), count + 1))
    losses = (_loss(one, lambda one=one: loss_in(trace_of(one))) for one in parts)
    return [loss for loss in losses if loss is not None]


def _loss(run: Run, compute: Callable[[], float | None]) -> float | None:
    return KEPT.of(run, "loss", compute, lambda _: 400 + _key_cost(run))


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
