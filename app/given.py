"""The inputs of an iteration, described by where they come from: a long history stays small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.recent import Recent
from app.work.source import Source, Values, has_entry
from app.work.work import Spot
from engine.core.program import Program
from engine.network.scenario.scenario import Scenario
from engine.running.trace import Trace

_RECENT = Recent()


def is_there(values: Values, spot: Spot) -> bool:
    """Whether there is such an entry; a number counts as a matrix of one."""
    shapes = {spot[0]: values[spot[0]].shape} if spot[0] in values else {}
    return has_entry(shapes, *spot)


@dataclass(frozen=True, eq=False)
class Given:
    """The inputs of an iteration: from its source or the iteration before, with typed entries.

    `single`: only the first sample is shown and trained on.
    """

    source: Source
    single: bool = False
    before: Given | None = None
    typed: Mapping[Spot, float] = field(default_factory=dict)

    @property
    def values(self) -> Values:
        """Every input by name, for the whole batch."""
        return _RECENT.of(self, "values", lambda: _values(self), lambda _: _own_bytes(self))

    @property
    def shown(self) -> Source:
        """The source with these values, as it is run."""
        return _shown(self, self.values)

    @property
    def trace(self) -> Trace:
        """Every value of this iteration."""
        return _trace(self, self.values)

    @property
    def loss(self) -> float | None:
        """The loss of this iteration; None where there is none."""
        return _RECENT.of(self, "loss", lambda: _loss(self.trace), lambda _: 0)

    def with_typed(self, name: str, row: int, col: int, value: float) -> Given:
        """Replace one entry.

        Raises `KeyError` for a name that is not an input, `IndexError` for an entry beyond it.
        """
        _ = self.values[name][(row, col) if self.values[name].ndim else ()]
        return replace(self, typed={**self.typed, (name, row, col): value})


def next_of(given: Given) -> Given:
    """Describe the inputs of the next iteration."""
    return Given(given.source, given.single, given)


def loss_of(program: Program) -> str | None:
    """The name of the loss where it is a number; else None."""
    whole = program.losses[-1:]
    return whole[0] if whole and not program.shapes[whole[0]] else None


def _loss(trace: Trace) -> float | None:
    name = loss_of(trace.program)
    return float(trace[name]) if name else None


def _values(given: Given) -> Values:
    below = _carried(given.before) if given.before else given.source.values
    changed: dict[str, NDArray[np.float64]] = {}
    for (name, row, col), value in given.typed.items():
        if name not in changed:
            changed[name] = below[name].copy()
        changed[name][(row, col) if changed[name].ndim else ()] = value
    for array in changed.values():
        array.flags.writeable = False
    return MappingProxyType({**below, **changed}) if changed else below


def _carried(before: Given) -> Values:
    """Compute the inputs that an iteration hands on: updated parameters in place of the old ones.

    Asks for the values of the iteration once: were they forgotten and asked for twice in each
    iteration, every further iteration would double the time.
    """
    values = before.values
    trace = _trace(before, values)
    new = {given: trace[name] for given, name in trace.program.carried.items()}
    return MappingProxyType({**values, **new})


def _trace(given: Given, values: Values) -> Trace:
    return _RECENT.of(given, "trace", lambda: _shown(given, values).trace(), _bytes)


def _shown(given: Given, values: Values) -> Source:
    source = given.source.with_values(values)
    return source.first_rows(1) if given.single and isinstance(source, Scenario) else source


def _bytes(trace: Trace) -> int:
    return sum(array.nbytes for array in trace.values.values())


def _own_bytes(given: Given) -> int:
    """Estimate how many bytes are held by this iteration alone."""
    have = given.source.values
    names = have if given.before else {name for name, _, _ in given.typed}
    return sum(have[name].nbytes for name in names)
