"""Measure a network as it is used and not trained: no dropout, running statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.data.data_set import DataSet
from engine.network.build import build
from engine.network.spec import NetworkSpec
from engine.network.training import Epoch, classes_of, data_of, measured
from engine.running.fast import Fast
from engine.running.numbers import Array
from engine.running.trace import Trace
from engine.running.trace import run as record


class Judge:
    """A network in inference, which takes the parameters that training has reached.

    The running statistics are those of training, `running_mean1_old` there.
    """

    def __init__(self, spec: NetworkSpec) -> None:
        self.program = build(replace(spec, training=False))
        self._is_sum = spec.conventions.mean != "loss"
        self._x, self._d = data_of(self.program)
        self._fast = Fast(self.program, measured(self.program, self._d))

    def run(self, values: Mapping[str, Any], data: DataSet) -> tuple[float, Array]:
        """Compute the loss of samples, and the output for each; values that are read are copied."""
        given = self._given(values, data.x, data.d)
        with np.errstate(all="ignore"):
            loss, output = self._fast(*given.values())
        return float(loss), np.array(output)

    def recorded(self, values: Mapping[str, Any], x: Array) -> Trace:
        """Record every value of the network at points, for which no target is known."""
        width = self.program.shapes[self._d][1]
        return record(self.program, self._given(values, x, np.zeros((len(x), int(width)))))

    def _given(self, values: Mapping[str, Any], x: Array, d: Array) -> dict[str, Any]:
        known = {**values, self._x: x, self._d: d}
        return {name: _of(known, name) for name in self.program.roles}

    def measure(self, values: Mapping[str, Any], data: DataSet) -> Epoch:
        """Measure the loss and the share of samples that come out right.

        The loss is that of a sample on average, also where the network's is a sum over the batch:
        so trainings can be compared that differ in this.
        """
        loss, output = self.run(values, data)
        loss /= len(data) if self._is_sum else 1
        return Epoch(loss, float((classes_of(output) == classes_of(data.d)).mean()))


def _of(known: Mapping[str, Any], name: str) -> Any:
    """Look a value up by the name that it has in inference."""
    return known[name] if name in known else known[f"{name}_old"]
