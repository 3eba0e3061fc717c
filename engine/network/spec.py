"""The description of a network: its layers, its loss, and how it is trained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.core.errors import SettingError
from engine.core.expr import Name
from engine.core.naming import Place
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS

LINEAR, NORM, UPSTREAM = "linear", "batch_norm", "upstream"
NO_PENALTY = (
    "needs a loss to be added to, and an upstream gradient comes without one: leave it out, or "
    "give the optimizer a decay, which adds a share of the weights to their gradients"
)
"""Why there is no penalty beside an upstream gradient, and what there is."""


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """A network: its layers from input to output, its loss, and how it is trained.

    - `width`: how many inputs there are
    - `layers`: `("linear", m)` for one of `m` outputs, `("batch_norm", 0)`, or `("relu", 0)` and
      the like for an activation
    - `loss`: one of the losses, or `upstream`: then the gradient at the output is an input
    - `penalty`: `none`, `full` (`λ‖W‖²`) or `half` (`½λ‖W‖²`); beside `upstream` only `none`
    - `decay`: whether the optimizer decays the weights
    - `training`: whether normalisation takes the statistics of the batch or the running ones

    Raises `SettingError` where a choice is not one of those there are.
    """

    width: int
    layers: tuple[tuple[str, int], ...]
    loss: str
    conventions: Conventions = HANDOUT
    penalty: str = "none"
    optimizer: str = "sgd"
    decay: bool = False
    training: bool = True

    def __post_init__(self) -> None:
        if not self.layers:
            raise SettingError("layers is empty; a network needs one or more")
        for kind, _ in self.layers:
            one_of(kind, (LINEAR, NORM, *ACTIVATIONS), "layer")
        widths = (self.width, *(width for kind, width in self.layers if kind == LINEAR))
        if not all(type(width) is int and width > 0 for width in widths):
            raise SettingError(f"widths is {widths}; it needs whole numbers from 1")
        one_of(self.loss, (*LOSSES, UPSTREAM), "loss")
        one_of(self.penalty, ("none", *PENALTIES), "penalty")
        if self.loss == UPSTREAM and self.penalty != "none":
            raise SettingError(f"penalty {NO_PENALTY}")
        one_of(self.optimizer, OPTIMIZERS, "optimizer")


def one_of(choice: str, allowed: Iterable[str], what: str) -> str:
    """The choice, if it is one of those allowed; else a `SettingError` that lists them."""
    if choice not in allowed:
        raise SettingError(f"{choice!r} is not a choice of {what}; there are {', '.join(allowed)}")
    return choice


def mlp_spec(
    widths: Sequence[int],
    hidden: str | Sequence[str] = "relu",
    loss: str = "softmax_cross_entropy",
    output: str | None = None,
    conventions: Conventions = HANDOUT,
    norm: str = "none",
) -> NetworkSpec:
    """The description that `mlp` builds; a `SettingError` for what is not a choice."""
    if len(widths) < 2:
        raise SettingError(f"widths is {tuple(widths)}; it needs two or more whole numbers from 1")
    inner = len(widths) - 2
    chosen = (hidden,) * inner if isinstance(hidden, str) else tuple(hidden)
    if len(chosen) != inner:
        raise SettingError(f"{len(chosen)} activations for {inner} hidden layers; each needs one")
    outputs = LOSSES[one_of(loss, LOSSES, "loss")].outputs
    last = one_of(output or outputs[0], outputs, f"output activation for {loss}")
    one_of(norm, ("none", "before", "after"), "place for normalisation")
    layers: list[tuple[str, int]] = []
    for width, activation in zip(widths[1:], chosen, strict=False):
        layers += _group(width, activation, norm)
    layers += [(LINEAR, widths[-1])]
    if LOSSES[loss].head is None:
        layers += [(last, 0)]
    return NetworkSpec(widths[0], tuple(layers), loss, conventions)


def _group(width: int, activation: str, norm: str) -> list[tuple[str, int]]:
    before, after = ([(NORM, 0)] if norm == place else [] for place in ("before", "after"))
    return [(LINEAR, width), *before, (activation, 0), *after]


@dataclass(frozen=True, slots=True)
class PlacedLayer:
    """A layer at its place, with the widths it goes from and to."""

    kind: str
    place: Place
    width_in: int
    width_out: int


def placed(spec: NetworkSpec) -> tuple[PlacedLayer, ...]:
    """The layers with the names of what they read and give.

    A linear layer begins a new group; so does a layer of a kind that the group already has.
    """
    found: list[PlacedLayer] = []
    number, below, width, kinds = 1, "X", spec.width, set[str]()
    for kind, asked in spec.layers:
        family = kind if kind in (LINEAR, NORM) else "activation"
        if (kinds and family == LINEAR) or family in kinds:
            number, kinds = number + 1, set()
        kinds.add(family)
        suffix = {LINEAR: "lin", NORM: "bn"}.get(family, "")
        out = f"Y{number}{suffix}"
        after = asked if family == LINEAR else width
        found.append(PlacedLayer(kind, Place(number, Name(below), Name(out)), width, after))
        below, width = out, after
    return tuple(found)
