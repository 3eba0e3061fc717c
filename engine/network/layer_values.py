"""Name the values that the layers of a network hold besides its equations."""

from __future__ import annotations

from engine.core.naming import old
from engine.core.program import Program
from engine.network.build import build
from engine.network.layers.kind import PlacedLayer
from engine.network.layers.table import KINDS
from engine.network.spec import NetworkSpec, placed


def value_names(layer: PlacedLayer, program: Program) -> dict[str, str]:
    """Name the values of a layer in a program: `{"W": "W2", "B": "B2"}`.

    `running_mean` is `running_mean1_old` in training, where the program computes another one. In
    inference there is no `alpha`.
    """
    values = KINDS[layer.kind].values
    names = {key: layer.place.own(value.letter or key).name for key, value in values}
    names |= {key: old(name) for key, name in names.items() if old(name) in program.shapes}
    return {key: name for key, name in names.items() if name in program.shapes}


def starts(spec: NetworkSpec) -> dict[str, float | None]:
    """Find the number that each value of each layer starts with, by its name in the program."""
    program = build(spec)
    return {
        name: dict(KINDS[layer.kind].values)[key].start
        for layer in placed(spec)
        for key, name in value_names(layer, program).items()
    }
