"""The numbers of a work: what goes into each iteration, and every value of it.

They depend on the network or the scene and on what was typed, and on nothing else, so that they are
kept for everyone with an equal work, on any process.
"""

from __future__ import annotations

from app.work.iterated import Iterated, Reached, Walk, first_of, iterated
from app.work.recent import Recent
from app.work.run import Run, as_run, carried, goes_on, laid_over, loss_in
from app.work.source import Source, Values
from app.workers.task import QUICK, result_of
from engine.running.trace import Trace

KEPT = Recent()
FEW = 5
"""So many iterations are recorded one by one: to compile the network would take longer."""


def reached(run: Run) -> Reached:
    """Find what the last iteration of a run begins with.

    Iterations that were forgotten are computed again from the last one that is known.
    """
    count = len(run.iterations)
    known, begin = _last_known(run)
    if begin is None:
        known, begin = 1, _keep(run.first(1), first_of(run))
    if count - known > FEW:
        # All but the last, since that is the one that is edited.
        begin, known = _at_once(iterated(run.first(count - 1), known, begin)), count - 1
    for k in range(known + 1, count + 1):
        begin = _keep(run.first(k), _after(run.first(k), begin))
    return begin


def _last_known(run: Run) -> tuple[int, Reached | None]:
    """Find the last iteration whose beginning is known, and this; 0 and None where there is none.

    One look for each: by a second one it may be forgotten.
    """
    for k in range(len(run.iterations), 0, -1):
        if (begin := KEPT.known(run.first(k), "reached")) is not None:
            return k, begin
    return 0, None


def _after(run: Run, before: Reached) -> Reached:
    """Run the iteration before the last one, and return what the last one begins with."""
    shorter = run.first(len(run.iterations) - 1)
    trace = KEPT.known(shorter, "trace") or as_run(shorter, before.values).trace()
    loss = loss_in(trace)
    values = laid_over(carried(before.values, trace), run.iterations[-1])
    return Reached(values, before.losses if loss is None else (*before.losses, loss))


def _at_once(missing: Iterated) -> Reached:
    """Compute what the last of many iterations begins with; some on the way are kept, too."""
    begun = result_of(missing)
    for k, one in begun.items():
        for value in one.values.values():
            value.setflags(write=False)  # What comes from a worker can be written to.
        _keep(missing.run.first(k), one)
    last: Reached = begun[len(missing.run.iterations)]
    return last


def _keep(run: Run, begin: Reached) -> Reached:
    return KEPT.of(run, "reached", lambda: begin, lambda _: _cost(run, begin))


def inputs_of(run: Run) -> Values:
    """Find every input of the last iteration by name, for the whole batch."""
    return reached(run).values


def source_shown(run: Run) -> Source:
    """Make the network or the scene with the inputs of the last iteration."""
    return as_run(run, inputs_of(run))


def trace_of(run: Run) -> Trace:
    """Find every value of the last iteration."""
    return KEPT.known(run, "trace") or _trace(run, inputs_of(run))


def _trace(run: Run, inputs: Values) -> Trace:
    known: Trace | None = KEPT.known(run, "trace")
    if known:
        return known
    trace = as_run(run, inputs).trace()
    KEPT.keep(run, "trace", trace, trace_cost(trace) + _key_cost(run))
    return trace


def losses_of(run: Run) -> tuple[float, ...]:
    """List the loss of every iteration; empty where there is no loss that is a number."""
    loss = loss_in(trace_of(run))
    return () if loss is None else (*reached(run).losses, loss)


def longer(run: Run, count: int) -> Run:
    """Add iterations to a run until it has so many, or fewer: as many as are computed quickly.

    At least one is added, unless the numbers leave the finite range: then none is added after.
    """
    if not goes_on(trace_of(run)):
        return run
    here, start = len(run.iterations), reached(run)
    whole = Run(run.origin, run.iterations + ((),) * (count - here))
    if count - here == 1:
        return whole
    about = iterated(whole, here, start)
    walk = Walk(whole, here, start)
    last = min(count, here + max(1, int(QUICK / about.each)))
    while walk.number < last:
        walk.onward()
        if not walk.is_finite:
            return whole.first(walk.number - 1)
        if walk.number == last or walk.number % about.spacing == 0:
            _keep(whole.first(walk.number), walk.reached)
    return whole.first(last)


# What a trace costs besides its numbers was measured with tracemalloc: an array object, its place
# in the mapping and its name, 150 bytes a value.
PER_TRACE, PER_VALUE, PER_INPUT = 1000, 150, 100


def trace_cost(trace: Trace) -> int:
    """Estimate how many bytes a trace holds besides its inputs, which are there anyway."""
    made = trace.program.equations
    arrays = sum(trace[equation.name].nbytes for equation in made)
    return PER_TRACE + PER_VALUE * len(made) + arrays


def _cost(run: Run, begin: Reached) -> int:
    """Estimate how many bytes are held by what this iteration alone begins with."""
    entries = run.iterations[-1]
    own = begin.values if len(run.iterations) > 1 else {entry.name for entry in entries}
    arrays = sum(begin.values[name].nbytes for name in own) + 8 * len(begin.losses)
    return PER_TRACE + PER_INPUT * len(begin.values) + arrays + _key_cost(run)


def _key_cost(run: Run) -> int:
    """Estimate how many bytes the description holds: a typed number 200, an iteration 60."""
    return 60 * len(run.iterations) + 200 * sum(map(len, run.iterations))
