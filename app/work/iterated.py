"""The iterations of a run at full speed, one after the other; many are a task for a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from app.work.run import Run, as_run, laid_over, origin_of
from app.work.source import Source, Values
from app.workers.task import QUICK
from engine.core.program import Role
from engine.running.repeated import Repeated

PER_STEP, PER_ENTRY, PER_PRODUCT = 5e-6, 2e-9, 6e-10
"""Seconds for a step, an entry, a sample times a weight, as measured from toy to digits."""


@dataclass(frozen=True)
class Reached:
    """What an iteration begins with: every input by name, and the losses of those before it.

    Without a loss that is a number there are none.
    """

    values: Values
    losses: tuple[float, ...] = ()


class Walk:
    """A run, from an iteration whose beginning is known, to the ones after it."""

    def __init__(self, run: Run, number: int, begin: Reached) -> None:
        self.run = run
        self.number = number
        self.losses = list(begin.losses)
        self._begin(begin.values)

    def _begin(self, values: Values) -> None:
        self._values, source = values, as_run(self.run, values)
        self._repeated = Repeated(source.program, source.values)

    def onward(self) -> None:
        """Run the iteration, and lay over the next one what was typed into it."""
        loss = self._repeated.step()
        self.losses += [] if loss is None else [loss]
        typed = self.run.iterations[self.number]
        self.number += 1
        if typed:
            self._begin(laid_over(self._now(), typed))

    def _now(self) -> Values:
        carried, values = self._repeated.program.carried, self._repeated.values
        return MappingProxyType({**self._values, **{name: values[name] for name in carried}})

    @property
    def is_finite(self) -> bool:
        """Whether the iteration that was run last has a finite loss and finite updates."""
        return bool(np.isfinite(self.losses[-1:]).all()) and self._repeated.is_finite

    @property
    def reached(self) -> Reached:
        """What the iteration begins with at which the walk is."""
        return Reached(dict(self._now()), tuple(self.losses))


@dataclass(frozen=True)
class Iterated:
    """The iterations of a run that follow one whose beginning is known.

    - `known`: the number of that iteration, from 1; `begin`: what it begins with
    - `each`: about how many seconds an iteration takes

    A run has the same numbers whichever known iteration it is computed from.
    """

    run: Run
    known: int = field(compare=False)
    begin: Reached = field(compare=False, repr=False)
    each: float = field(compare=False)

    @property
    def seconds(self) -> float:
        """What all of them will take."""
        return self.each * (len(self.run.iterations) - self.known)

    @property
    def spacing(self) -> int:
        """So many iterations lie between two that are kept: those between are soon made again."""
        return max(1, int(QUICK / 2 / self.each))

    def compute(self) -> dict[int, Reached]:
        """Compute where the last iteration begins, and some on the way, by their numbers."""
        walk, begun = Walk(self.run, self.known, self.begin), dict[int, Reached]()
        while walk.number < len(self.run.iterations):
            walk.onward()
            if walk.number % self.spacing == 0:
                begun[walk.number] = walk.reached
        return begun | {walk.number: walk.reached}


def iterated(run: Run, known: int, begin: Reached | None) -> Iterated:
    """Prepare the iterations of a run after the last one that is known, or after the first."""
    if begin is None:
        known, begin = 1, first_of(run)
    return Iterated(run, known, Reached(dict(begin.values), begin.losses), _each(run, begin.values))


def first_of(run: Run) -> Reached:
    """Find what the first iteration begins with."""
    return Reached(laid_over(origin_of(run).values, run.iterations[0]))


def _each(run: Run, values: Values) -> float:
    """Estimate how many seconds an iteration takes."""
    source = as_run(run, values)
    entries = 3 * sum(value.size for value in source.values.values())
    steps = len(source.program.equations)
    return PER_STEP * steps + PER_ENTRY * entries + PER_PRODUCT * _products(source)


def _products(source: Source) -> int:
    """Estimate how many products of a sample and a weight there are."""
    named = source.program.with_role
    samples = max((len(np.atleast_1d(source.values[n])) for n in named(Role.INPUT)), default=1)
    return samples * sum(source.values[name].size for name in named(Role.PARAMETER))
