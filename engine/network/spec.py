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
from engine.network.layers.kind import DROPOUT, LINEAR, NORM, RESIDUAL, PlacedLayer
from engine.network.layers.table import KINDS, LAYER_NORM, LINEAR_WITHOUT_BIAS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.options import check_settings, choice, one_of
from engine.network.settings import Settings

UPSTREAM = "upstream"
NORM_PLACES = ("none", "before", "after", "layer_before", "layer_after")
"""Where a normalisation stands: nowhere, before or after the activation; `layer_` is layer norm."""
NO_PENALTY = (
    "needs a loss to be added to, and an upstream gradient comes without one: leave it out, or "
    "give the optimizer a decay, which adds a share of the weights to their gradients"
)
"""Why an upstream gradient excludes a penalty, and what to use instead."""


@immutable
class NetworkSpec(Settings):
    """A network: its layers from input to output, and its settings by name.

    - `width`: how many inputs there are
    - `layers`: `("linear", m)` for one of `m` outputs, `("residual", k)` to add the input of the
      last `k` layers, and for every other row of the table of layers its name, `("relu", 0)`
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
            one_of(kind, KINDS, "layer")
        linear = (width for kind, width in self.layers if KINDS[kind].family == LINEAR)
        widths = (self.width, *linear)
        if not all(type(width) is int and width > 0 for width in widths):
            raise SettingError(f"widths is {widths}; it needs whole numbers from 1")
        self._check_additions()
        check_settings(self)
        if self.loss == UPSTREAM and self.penalty in PENALTIES:
            raise SettingError(f"penalty {NO_PENALTY}")

    def _check_additions(self) -> None:
        """Check that what is added is there, and has the width of what it is added to."""
        widths = [self.width]
        for k, (kind, count) in enumerate(self.layers):
            widths.append(count if KINDS[kind].family == LINEAR else widths[-1])
            if kind != RESIDUAL:
                continue
            if type(count) is not int or not 0 < count <= k:
                why = f"adds the input of the last {count} layers; before it there are {k}"
                raise SettingError(f"layer {k + 1}, residual, {why}: 1 to {k}")
            have, need = widths[k - count], widths[k]
            if have != need:
                why = f"adds a value of {have} columns to one of {need}: both need the same"
                raise SettingError(f"layer {k + 1}, residual, {why}")


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


def group(
    width: int,
    activation: str | None,
    norm: str,
    bias: bool = True,
    drops: bool = False,
    skip: bool = False,
) -> list[tuple[str, int]]:
    """List a linear layer and what follows it.

    It is normalised `before` its activation, `after` it or not at all; `drops` adds a dropout, and
    `skip` adds the input of the group to its output.
    """
    kind = [(LAYER_NORM if norm.startswith("layer_") else NORM, 0)]
    parts = [
        (LINEAR if bias else LINEAR_WITHOUT_BIAS, width),
        *(kind if norm.endswith("before") else []),
        *([(activation, 0)] if activation else []),
        *(kind if norm.endswith("after") else []),
        *([(DROPOUT, 0)] if drops else []),
    ]
    return [*parts, *([(RESIDUAL, len(parts))] if skip else [])]


def placed(spec: NetworkSpec) -> tuple[PlacedLayer, ...]:
    """Number the layers, and name the input and the output of each.

    A linear layer begins a new group; so does a layer of a family that the group already has. In a
    group without an activation, the last dropout or addition is its output `Y1`.
    """
    values, width = ["X"], spec.width
    layers = list[PlacedLayer]()
    for number, group in enumerate(_groups(spec), 1):
        endings = _endings([name for name, _ in group])
        for (name, count), ending in zip(group, endings, strict=True):
            place = Place(number, Name(values[-1]), Name(f"Y{number}{ending}"))
            added = Name(values[-1 - count]) if name == RESIDUAL else None
            after = count if KINDS[name].family == LINEAR else width
            layers.append(PlacedLayer(name, place, width, after, added))
            values.append(place.out.name)
            width = after
    return tuple(layers)


def _groups(spec: NetworkSpec) -> list[list[tuple[str, int]]]:
    """Cut the layers into groups, each with at most one layer of a family."""
    groups: list[list[tuple[str, int]]] = [[]]
    for layer in spec.layers:
        family = KINDS[layer[0]].family
        present = {KINDS[name].family for name, _ in groups[-1]}
        if (present and family == LINEAR) or family in present:
            groups.append([])
        groups[-1].append(layer)
    return groups


def _endings(names: list[str]) -> list[str]:
    """Find how the names of the outputs of a group end: `lin`, `bn`, and nothing for the last."""
    endings = [KINDS[name].ending for name in names]
    ending_group = [k for k, name in enumerate(names) if KINDS[name].family in (DROPOUT, RESIDUAL)]
    if ending_group and "" not in endings:
        endings[ending_group[-1]] = ""
    return endings
