"""Many iterations in a row, as a task for a worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.work.run import Run, as_run, carried, laid_over, loss_in, origin_of
from app.work.source import Values
from engine.running.trace import Trace

LOSSES_SHOWN = 50
PER_STEP, PER_ENTRY = 15e-6, 5e-9
"""Seconds, as measured from the toy problem to 784-256-10."""


@dataclass(frozen=True)
class Iterated:
    """The iterations of a run that follow the last one whose inputs are known, or all of them.

    - `start`: how many iterations are known; `before`: the inputs of the last of them
    """

    run: Run
    start: int
    before: Values | None = field(compare=False, repr=False)
    seconds: float = field(compare=False)

    def compute(self) -> tuple[Values, dict[int, float | None]]:
        """Compute the inputs of the last iteration, and those losses on the way that are shown."""
        values, count = self.before, len(self.run.iterations)
        losses: dict[int, float | None] = {}
        for k in range(self.start, count):
            if values is None:
                below = origin_of(self.run).values
            else:
                trace = self._trace(values)
                below = carried(values, trace)
                if k > count - LOSSES_SHOWN:
                    losses[k] = loss_in(trace)
            values = laid_over(below, self.run.iterations[k])
        assert values is not None
        return dict(values), losses

    def _trace(self, values: Values) -> Trace:
        return as_run(origin_of(self.run), values, self.run.single).trace()


def iterated(run: Run, start: int, before: Values | None) -> Iterated:
    """Prepare the iterations of a run that are not known."""
    values = origin_of(run).values
    entries = 3 * sum(value.size for value in values.values())
    steps = len(origin_of(run).program.equations)
    seconds = (len(run.iterations) - start) * (PER_STEP * steps + PER_ENTRY * entries)
    return Iterated(run, start, dict(before) if before else None, seconds)
