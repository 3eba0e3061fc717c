"""Choose short numbers for the learning rate, the settings and the states."""

from __future__ import annotations

import numpy as np

from engine.core.program import Role
from engine.network.build import build
from engine.network.layer_values import starts
from engine.network.layers.kind import NORM
from engine.network.nice.candidates import ALPHA
from engine.network.optimizers import DEFAULTS
from engine.network.spec import NetworkSpec, placed
from engine.running.numbers import Array

STRENGTH = 0.1
ROLES = (Role.RATE, Role.SETTING, Role.STATE)


def settings(spec: NetworkSpec) -> dict[str, Array]:
    """Give the learning rate and the like by name; what an optimizer remembers is 0.

    A normalisation has no `eps`, since its variance is not 0; its `alpha` is ½.
    """
    usual = {name: start for name, start in starts(spec).items() if start is not None}
    known = usual | DEFAULTS | {"lam": STRENGTH}
    for layer in placed(spec):
        if layer.kind == NORM:
            known |= {layer.place.own("eps").name: 0.0, layer.place.own("alpha").name: ALPHA}
    program = build(spec)
    names, shapes = program.with_role(*ROLES), program.sized({"n": 1})
    return {name: np.full(shapes[name], known.get(name, 0.0)) for name in names}
