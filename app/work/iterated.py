"""Many iterations in a row, as a task for a worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.work.run import Run, as_run, carried, laid_over, loss_in, origin_of
from app.work.source import Values

LOSSES_SHOWN = 50
PER_STEP, PER_ENTRY = 15e-6, 5e-9
"""Seconds, as measured from the toy problem to 784-256-10."""


@dataclass(frozen=True)
class Iterated:
    """The iterations of a run that follow one whose inputs are known.

    - `known`: the number of that iteration, from 1; `inputs`: its inputs
    - `seconds`: what the others will take

    The same run comes to the same from wherever it is computed.
    """

    run: Run
    known: int = field(compare=False)
    inputs: Values = field(compare=False, repr=False)
    seconds: float = field(compare=False)

    def compute(self) -> tuple[Values, dict[int, float | None]]:
        """Compute the inputs of the last iteration, and those losses on the way that are shown."""
        values, count = self.inputs, len(self.run.iterations)
        losses: dict[int, float | None] = {}
        for k in range(self.known, count):
            trace = as_run(self.run, values).trace()
            if k > count - LOSSES_SHOWN:
                losses[k] = loss_in(trace)
            values = laid_over(carried(values, trace), self.run.iterations[k])
        return dict(values), losses


def iterated(run: Run, known: int, inputs: Values | None) -> Iterated:
    """Prepare the iterations of a run after the last one that is known, or after the first."""
    if inputs is None:
        known, inputs = 1, laid_over(origin_of(run).values, run.iterations[0])
    entries = 3 * sum(value.size for value in inputs.values())
    steps = len(as_run(run, inputs).program.equations)
    seconds = (len(run.iterations) - known) * (PER_STEP * steps + PER_ENTRY * entries)
    return Iterated(run, known, dict(inputs), seconds)
