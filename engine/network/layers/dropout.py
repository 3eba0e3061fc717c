"""Dropout: some entries are made 0 in training, and the others are enlarged to make up for it.

It is inverted dropout, as in PyTorch: in inference nothing is done. A mask has a 1 for every entry
that is kept. Source: Srivastava et al., 2014.
"""

from __future__ import annotations

from engine.core.expr import Name
from engine.core.naming import Place
from engine.core.program import Equation, Input, Phase, Role
from engine.network.layers.common import ONE, Formula, G, X, at

P, MASK = Name("p"), Name("mask")


def dropout_inputs(place: Place, width: int, training: bool = True) -> tuple[Input, ...]:
    """List the share `p` that is dropped, and the `mask (n, m)`; none in inference."""
    share = Input(place.own(P.name).name, (), Role.SETTING)
    return (share, Input(place.own(MASK.name).name, ("n", width), Role.MASK)) if training else ()


def dropout_forward(place: Place, training: bool = True) -> tuple[Equation, ...]:
    """Write `Y = X ⊙ mask / (1 - p)`, `(n, m) -> (n, m)`; in inference `Y = X`."""
    kept = Formula("Y", X * MASK / (ONE - P), "dropout.forward")
    return at(place, Phase.FORWARD, kept if training else Formula("Y", X, "dropout.inference"))


def dropout_backward(place: Place, training: bool = True) -> tuple[Equation, ...]:
    """Write `∇X L = G ⊙ mask / (1 - p)`, `(n, m) -> (n, m)`; in inference `G`."""
    kept = Formula("gradX", G * MASK / (ONE - P), "dropout.backward", "X")
    passed = Formula("gradX", G, "dropout.backward_inference", "X")
    return at(place, Phase.BACKWARD, kept if training else passed)
