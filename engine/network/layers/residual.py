"""A residual addition: the input of some layers is added to their output, `Y2 = Y1 + f(Y1)`.

The gradient comes back by two ways: through the layers, and past them by a short cut.
Source: He et al., 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from engine.core.expr import Expr, Name
from engine.core.naming import Place, grad
from engine.core.ops import add
from engine.core.program import Equation, Phase
from engine.network.layers.common import Formula, G, X, at
from engine.network.layers.kind import PlacedLayer

THROUGH, PAST = "through", "past"


def residual_forward(place: Place, added: Name) -> tuple[Equation, ...]:
    """Write `Y = added + X`, `(n, m) -> (n, m)`, where `X` was computed from `added`."""
    (equation,) = at(place, Phase.FORWARD, Formula("Y", X, "residual.forward"))
    return (replace(equation, expr=added + equation.expr),)


def residual_backward(place: Place) -> tuple[Equation, ...]:
    """Write `∇X L = G`: the sum passes its gradient on as it is, to both of its terms."""
    return at(place, Phase.BACKWARD, Formula("gradX", G, "residual.backward", "X"))


def short_cuts(layers: Sequence[PlacedLayer]) -> Mapping[str, tuple[Equation, ...]]:
    """Write the gradients that come past layers: for each added value, one from each addition."""
    gradients: dict[str, tuple[Equation, ...]] = {}
    for layer in reversed(layers):
        if layer.added:
            name, place = layer.added.name, layer.place
            mark = PAST if name not in gradients else f"{PAST}{place.number}"
            equation = Equation(
                f"{grad(name)}_{mark}",
                Name(grad(place.out.name)),
                Phase.BACKWARD,
                "residual.past",
                place.number,
                name,
            )
            gradients[name] = (*gradients.get(name, ()), equation)
    return gradients


def with_short_cuts(
    equations: Sequence[Equation], below: str, past: Mapping[str, tuple[Equation, ...]]
) -> Iterator[Equation]:
    """Add to the gradient that came through the layers those that came past them.

    `equations` are the backward pass of the layer that reads the value `below`; `past` is what
    `short_cuts` gives.
    """
    beside = past.get(below, ())
    if not beside:
        yield from equations
        return
    *before, last = equations
    through = replace(last, name=f"{last.name}_{THROUGH}")
    yield from (*before, through, *beside)
    terms: list[Expr] = [Name(way.name) for way in (through, *beside)]
    number = last.layer
    yield Equation(
        last.name, reduce(add, terms), Phase.BACKWARD, "residual.joined", number, last.of
    )
