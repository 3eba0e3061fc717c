"""The numbers that a network is set by, and what it remembers, where all shall be short."""

from __future__ import annotations

import numpy as np

from engine.core.program import Role
from engine.network.build import build
from engine.network.nice.compute import Array
from engine.network.nice.draft import ALPHA
from engine.network.optimizers import DEFAULTS
from engine.network.spec import NORM, NetworkSpec, placed

RATE = STRENGTH = 0.1
ROLES = (Role.RATE, Role.SETTING, Role.STATE)


def settings(spec: NetworkSpec) -> dict[str, Array]:
    """The learning rate and the like, by name; what an optimizer remembers is 0.

    A normalisation has no `eps`, since its variance is not 0; its `alpha` is ½.
    """
    norms = [layer.place for layer in placed(spec) if layer.kind == NORM]
    known = DEFAULTS | {"lr": RATE, "lam": STRENGTH}
    known |= {place.own("eps").name: 0.0 for place in norms}
    known |= {place.own("alpha").name: ALPHA for place in norms}
    return {
        given.name: np.full([int(dim) for dim in given.shape], known.get(given.name, 0.0))
        for given in build(spec).inputs
        if given.role in ROLES
    }
