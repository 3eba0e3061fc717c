"""A scenario: a network, the values of all its inputs, and how many iterations it runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from engine.core.program import Program, Role
from engine.network.build import build
from engine.network.optimizers import RATE
from engine.network.schedules import CONSTANT, Schedule
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array, frozen
from engine.running.trace import Trace, run


@dataclass(frozen=True, eq=False)
class Scenario:
    """A network, the values of all its inputs (`X D W1 B1 ... lr`), iterations and a schedule.

    `columns`: whether its JSON had a column for every sample, and was transposed
    """

    spec: NetworkSpec
    values: Mapping[str, Array]
    iterations: int = 1
    schedule: Schedule = CONSTANT
    columns: bool = False

    @property
    def program(self) -> Program:
        """The program of the network, made once."""
        return build(self.spec)

    def trace(self) -> Trace:
        """Run the first iteration."""
        return run(self.program, self.values)

    def with_values(self, changed: Mapping[str, Array]) -> Scenario:
        """Replace some values, in the same network."""
        return replace(self, values=MappingProxyType({**self.values, **changed}))

    def first_rows(self, count: int) -> Scenario:
        """Keep only the first samples of the batch, with their targets and their masks."""
        roles = (Role.INPUT, Role.TARGET, Role.MASK)
        rows = [name for role in roles for name in self.program.with_role(role)]
        return self.with_values({name: self.values[name][:count] for name in rows})


def iterate(scenario: Scenario) -> Iterator[Trace]:
    """Run all iterations, one after the other.

    The new values of one iteration (`W1_new`, `running_mean1`, `vW1_new`) are inputs of the next
    one; the schedule gives the learning rate of each iteration.
    """
    program, values = scenario.program, dict(scenario.values)
    rate = values.get(RATE.name)
    for k in range(scenario.iterations):
        if rate is not None:
            values[RATE.name] = frozen(float(rate) * scenario.schedule.share(k))
        trace = run(program, values)
        yield trace
        values |= {old: trace[new] for old, new in program.carried.items()}


def last_of(scenario: Scenario) -> Trace:
    """Run a scenario to its end; the trace of the last iteration."""
    return deque(iterate(scenario), maxlen=1)[0]
