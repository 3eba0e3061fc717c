"""The linear layers of a network, each with what follows it, by the names of their values."""

from __future__ import annotations

from typing import NamedTuple

from engine.network.layers.kind import LINEAR
from engine.network.layers.table import KINDS
from engine.network.spec import NetworkSpec, placed


class Group(NamedTuple):
    """A linear layer with what follows it: its number, its weights `W1`, its output `Y1`."""

    number: int
    weights: str
    output: str


def groups(spec: NetworkSpec) -> tuple[Group, ...]:
    """List the groups of a network that have weights, the first one first."""
    layers = placed(spec)
    outputs = {layer.place.number: layer.place.out.name for layer in layers}
    return tuple(
        Group(number, layer.place.own("W").name, outputs[number])
        for layer in layers
        if KINDS[layer.kind].family == LINEAR
        for number in [layer.place.number]
    )
