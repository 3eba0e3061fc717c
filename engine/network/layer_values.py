"""List the values that a layer holds besides its equations, and the number each starts with."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.naming import old
from engine.core.program import Program
from engine.network.build import build
from engine.network.options import LARGEST
from engine.network.spec import LINEAR, NORM, NetworkSpec, PlacedLayer, placed


@dataclass(frozen=True, slots=True)
class LayerValue:
    """A value of a layer of `m` outputs.

    - `about`: its description in the schema
    - `start`: the number that every entry starts with; None for a matrix, which is drawn or in JSON
    - `bounds`: the least and the largest value of a single number; None for a row `(1, m)`
    """

    about: str
    start: float | None
    bounds: tuple[float, float] | None = None

    @property
    def is_row(self) -> bool:
        """Tell a row from a matrix and from a number."""
        return self.start is not None and self.bounds is None


LAYER_VALUES: dict[str, dict[str, LayerValue]] = {
    LINEAR: {
        "W": LayerValue("the weights, a row for every input", None),
        "B": LayerValue("the bias", 0),
    },
    NORM: {
        "gamma": LayerValue("the scale", 1),
        "beta": LayerValue("the shift", 0),
        "running_mean": LayerValue("the running mean, before an update in training", 0),
        "running_var": LayerValue("the running variance, before an update in training", 1),
        "eps": LayerValue("added to the variance under the root", 1e-8, (0, LARGEST)),
        "alpha": LayerValue("the weight in the running statistics", 0.9, (0, 1)),
    },
}
"""For each kind of layer that has values, its values by their letters: `W`, `gamma`."""


def value_names(layer: PlacedLayer, program: Program) -> dict[str, str]:
    """Name the values of a layer in a program: `{"W": "W2", "B": "B2"}`.

    `running_mean` is `running_mean1_old` in training, where the program computes another one. In
    inference there is no `alpha`.
    """
    names = {key: layer.place.own(key).name for key in LAYER_VALUES.get(layer.kind, {})}
    names |= {key: old(name) for key, name in names.items() if old(name) in program.shapes}
    return {key: name for key, name in names.items() if name in program.shapes}


def starts(spec: NetworkSpec) -> dict[str, float | None]:
    """Find the number that each value of each layer starts with, by its name in the program."""
    program = build(spec)
    return {
        name: LAYER_VALUES[layer.kind][key].start
        for layer in placed(spec)
        for key, name in value_names(layer, program).items()
    }
