"""A scenario: a network with every number that goes into it, frozen, and its form as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import SettingError
from engine.losses import LOSSES, TARGET
from engine.naming import Layer
from engine.network import NetworkSpec, build, one_of
from engine.optimizers import RATE
from engine.program import Program
from engine.trace import Trace, run

Array = NDArray[np.float64]
VERSION = 1


@dataclass(frozen=True, eq=False)
class Scenario:
    """A network and the values of all its inputs: `X D W1 B1 ... lr`."""

    spec: NetworkSpec
    values: Mapping[str, Array]

    @property
    def program(self) -> Program:
        """The program of the network."""
        return build(self.spec)

    def trace(self) -> Trace:
        """The program run on the values."""
        return run(self.program, self.values)

    def with_values(self, changed: Mapping[str, Array]) -> Scenario:
        """The same network with some values replaced."""
        return replace(self, values=MappingProxyType({**self.values, **changed}))

    def first_rows(self, count: int) -> Scenario:
        """The same network on the first samples of the batch only."""
        return self.with_values({name: self.values[name][:count] for name in ("X", TARGET.name)})


def from_json(data: Mapping[str, Any]) -> Scenario:
    """A scenario from its JSON form, version 1.

    `{"version": 1, "layers": [{"type": "linear", "W": .., "B": ..}, {"type": "relu"}, ...],
    "loss": {"type": ..}, "X": .., "D": .., "optimizer": {"type": "sgd", "lr": ..}}`

    Layers are linear ones, each followed by at most one activation. Raises `SettingError` for what
    is not a choice, and `BindError` (when it is run) for values that do not fit.
    """
    if data.get("version") != VERSION:
        raise SettingError(f"version is {data.get('version')!r}; this reads version {VERSION}")
    linear, activations = _split(data["layers"])
    spec = NetworkSpec(_widths(linear), activations, data["loss"]["type"])
    one_of(data["optimizer"]["type"], ("sgd",), "optimizer")
    given = {"X": data["X"], TARGET.name: data["D"], RATE.name: data["optimizer"]["lr"]}
    values = {**given, **dict(_parameters(linear))}
    return Scenario(spec, MappingProxyType({k: _frozen(v) for k, v in values.items()}))


def _split(layers: list[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
    linear, activations = [], []
    for k, layer in enumerate(layers):
        if layer["type"] == "linear":
            linear.append(layer)
            follows = layers[k + 1]["type"] if k + 1 < len(layers) else "linear"
            activations.append("identity" if follows == "linear" else follows)
    return linear, tuple(activations)


def _widths(linear: list[Mapping[str, Any]]) -> tuple[int, ...]:
    return (len(linear[0]["W"]), *(len(layer["W"][0]) for layer in linear))


def _parameters(linear: list[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for k, layer in enumerate(linear, 1):
        yield Layer(k).weights.name, layer["W"]
        yield Layer(k).bias.name, [layer["B"]]


def _frozen(value: Any) -> Array:
    array = np.array(value, dtype=np.float64)
    array.flags.writeable = False
    return array


def respecified(scenario: Scenario, hidden: str, loss: str) -> Scenario:
    """The same numbers in a network with other hidden activations and another loss.

    The output activation becomes the usual one for the loss.
    """
    output = LOSSES[one_of(loss, LOSSES, "loss")].outputs[0]
    inner = (hidden,) * (len(scenario.spec.activations) - 1)
    spec = replace(scenario.spec, activations=(*inner, output), loss=loss)
    return replace(scenario, spec=spec)
