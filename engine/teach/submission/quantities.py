"""What a value of a network is, apart from its name: the weight of layer 2, its gradient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.core.program import Program


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a value is: `Quantity("weight", 2, True)` is the gradient of the weight of layer 2.

    - `kind`: `weight`, `bias`, `linear` (before the activation), `output` (after it), `gamma`, ...
    - `layer`: the number of the layer, from 1; None for the loss, and where a name does not say it
    - `gradient`: whether it is the gradient of the loss with respect to the value
    """

    kind: str
    layer: int | None = None
    gradient: bool = False


KINDS: Mapping[str, str] = {
    r"W(\d+)": "weight",
    r"B(\d+)": "bias",
    r"Y(\d+)lin": "linear",
    r"Y(\d+)bn": "normed",
    r"Y(\d+)": "output",
    r"mean(\d+)": "mean",
    r"var(\d+)": "variance",
    r"norm(\d+)": "norm",
    r"gamma(\d+)": "gamma",
    r"beta(\d+)": "beta",
    r"running_mean(\d+)": "running_mean",
    r"running_var(\d+)": "running_var",
    r"X": "input",
    r"D": "target",
    r"L": "loss",
}
"""The kinds of the values of a network, by the form of their names."""


@lru_cache(maxsize=64)
def quantities(program: Program) -> Mapping[Quantity, str]:
    """Name the value of a program that each quantity is."""
    return dict(_quantities(program))


def _quantities(program: Program) -> Iterator[tuple[Quantity, str]]:
    for name in program.names:
        for form, kind in KINDS.items():
            if found := re.fullmatch(form, name):
                layer = int(found[1]) if found.groups() else None
                yield Quantity(kind, layer), name
                if gradient := program.gradient_of.get(name):
                    yield Quantity(kind, layer, True), gradient


def last_layer(program: Program) -> int:
    """Count the layers: the largest number of one."""
    return max((q.layer for q in quantities(program) if q.layer is not None), default=0)
