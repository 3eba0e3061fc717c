"""What each hidden neuron makes of points, as TensorFlow Playground shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.learning.groups import groups
from engine.learning.judge import Judge
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array


def hidden(
    judge: Judge, spec: NetworkSpec, values: Mapping[str, Any], points: Array
) -> tuple[Array, ...]:
    """Compute the outputs of every hidden layer at some points, each (n, units)."""
    trace = judge.recorded(values, points)
    return tuple(trace[group.output] for group in groups(spec)[:-1])
