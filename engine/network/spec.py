"""Describe a network: its layers, its loss, and how it is trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY
from itertools import chain

from engine.core.errors import SettingError
from engine.core.expr import Name
from engine.core.immutable import immutable
from engine.core.naming import Place
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.options import check_settings, choice, one_of
from engine.network.settings import Settings

LINEAR, NORM, UPSTREAM = "linear", "batch_norm", "upstream"
NORM_PLACES = ("none", "before", "after")
"""Where batch normalisation stands: nowhere, before the activation, after it."""
NO_PENALTY = (
    "needs a loss to be added to, and an upstream gradient comes without one: leave it out, or "
    "give the optimizer a decay, which adds a share of the weights to their gradients"
)
"""Why an upstream gradient excludes a penalty, and what to use instead."""


@immutable
class NetworkSpec(Settings):
    """A network: its layers from input to output, and its settings by name.

    - `width`: how many inputs there are
    - `layers`: `("linear", m)` for one of `m` outputs, `("batch_norm", 0)`, or `("relu", 0)` and
      the like for an activation
    - `loss`: one of the losses, or `upstream`: then the gradient at the output is an input, and
      there is no penalty

    Raises `SettingError` for a choice that is not allowed.
    """

    width: int
    layers: tuple[tuple[str, int], ...]
    _: KW_ONLY
    loss: str = choice(*LOSSES, UPSTREAM, default="softmax_cross_entropy")

    def __post_init__(self) -> None:
        if not self.layers:
            raise SettingError("layers is empty; a network needs one or more")
        for kind, _ in self.layers:
            one_of(kind, (LINEAR, NORM, *ACTIVATIONS), "layer")
        widths = (self.width, *(width for kind, width in self.layers if kind == LINEAR))
        if not all(type(width) is int and width > 0 for width in widths):
            raise SettingError(f"widths is {widths}; it needs whole numbers from 1")
        check_settings(self)
        if self.loss == UPSTREAM and self.penalty in PENALTIES:
            raise SettingError(f"penalty {NO_PENALTY}")


def mlp_spec(
    widths: Sequence[int],
    hidden: str | Sequence[str] = "relu",
    loss: str = "softmax_cross_entropy",
    output: str | None = None,
    conventions: Conventions = HANDOUT,
    norm: str = "none",
) -> NetworkSpec:
    """Describe the network that `mlp` builds; raises `SettingError` for a choice not allowed."""
    if len(widths) < 2:
        raise SettingError(f"widths is {tuple(widths)}; it needs two or more whole numbers from 1")
    inner = len(widths) - 2
    chosen = (hidden,) * inner if isinstance(hidden, str) else tuple(hidden)
    if len(chosen) != inner:
        raise SettingError(f"{len(chosen)} activations for {inner} hidden layers; each needs one")
    outputs = LOSSES[one_of(loss, LOSSES, "loss")].outputs
    last = one_of(output or outputs[0], outputs, f"output activation for {loss}")
    one_of(norm, NORM_PLACES, "place for normalisation")
    groups = (group(*pair, norm) for pair in zip(widths[1:], chosen, strict=False))
    end = [(LINEAR, widths[-1])] if LOSSES[loss].head else [(LINEAR, widths[-1]), (last, 0)]
    layers = (*chain.from_iterable(groups), *end)
    return NetworkSpec(widths[0], layers, loss=loss, conventions=conventions)


def group(width: int, activation: str, norm: str) -> list[tuple[str, int]]:
    """List a linear layer and its activation, normalised `before` it, `after` it or not at all."""
    before, after = ([(NORM, 0)] if norm == place else [] for place in NORM_PLACES[1:])
    return [(LINEAR, width), *before, (activation, 0), *after]


@immutable
class PlacedLayer:
    """A layer at its place, with the widths of its input and its output."""

    kind: str
    place: Place
    width_in: int
    width_out: int


def placed(spec: NetworkSpec) -> tuple[PlacedLayer, ...]:
    """Number the layers, and name the input and the output of each.

    A linear layer begins a new group; so does a layer of a kind that the group already has.
    """
    layers: list[PlacedLayer] = []
    number, below, width, families = 1, "X", spec.width, set[str]()
    for kind, outputs in spec.layers:
        family = kind if kind in (LINEAR, NORM) else "activation"
        if (families and family == LINEAR) or family in families:
            number, families = number + 1, set()
        families.add(family)
        out = f"Y{number}" + {LINEAR: "lin", NORM: "bn"}.get(family, "")
        after = outputs if family == LINEAR else width
        layers.append(PlacedLayer(kind, Place(number, Name(below), Name(out)), width, after))
        below, width = out, after
    return tuple(layers)
