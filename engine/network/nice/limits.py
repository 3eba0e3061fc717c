"""Refuse networks and batches that cannot have nice numbers, and say why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from engine.core.errors import SettingError
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.kind import DROPOUT, NORM, RESIDUAL
from engine.network.layers.table import LAYER_NORM
from engine.network.losses import LOSSES
from engine.network.nice.blocks import Block, is_softmax
from engine.network.spec import NetworkSpec, placed

FEWEST = 4
"""The smallest batch that can be normalised exactly and has a gradient that is not 0."""

WHY_NOT = {
    1: "one sample has no variance to divide by",
    2: "two samples become -1 and 1 whatever they are, so that no gradient comes back",
    3: "the variance of three whole numbers is never the square of a fraction",
}
"""For each smaller batch size, why it has no nice numbers if it is normalised."""


def check_kinds(spec: NetworkSpec) -> None:
    """Raise `SettingError` if a kind of layer has no nice numbers; `blocks` knows only others."""
    for layer in placed(spec):
        if layer.kind in (DROPOUT, RESIDUAL, LAYER_NORM):
            why = "nice numbers are searched unit by unit, and this takes several together"
            raise SettingError(f"{layer.kind} has no nice numbers: {why}")


def check(spec: NetworkSpec, pieces: tuple[Block, ...], batch: int, seed: int, dead: int) -> None:
    """Raise `SettingError` if a network cannot have nice numbers."""
    for name, number, least in (("batch", batch, 1), ("seed", seed, 0), ("dead", dead, 0)):
        if type(number) is not int or number < least:
            raise SettingError(f"{name} is {number!r}; it needs a whole number from {least}")
    if spec.training and batch in WHY_NOT and _is_normalised(spec, fractions=batch == FEWEST - 1):
        why = f"{WHY_NOT[batch]}; it needs {FEWEST} or more"
        raise SettingError(f"a batch of {batch} is not normalised in nice numbers: {why}")
    if spec.loss in LOSSES and LOSSES[spec.loss].cancels:
        why = "its gradients often cancel, and nice numbers have one for every unit"
        raise SettingError(f"{spec.loss} has no nice numbers: {why}")
    if 1 in _softmax_widths(spec):
        raise SettingError("the softmax of one output is 1 whatever it is; it needs two or more")
    most = sum(block.most_dead for block in pieces)
    if dead > most:
        raise SettingError(f"dead is {dead}, but this network can have {most} dead units at most")


def _is_normalised(spec: NetworkSpec, fractions: bool) -> bool:
    """Tell whether there is a normalisation; with `fractions`, one whose inputs are fractions."""
    kinds = [layer.kind for layer in placed(spec)]
    if fractions:
        kinds = list(
            takewhile(lambda k: k not in ACTIVATIONS or ACTIVATIONS[k].keeps_fractions, kinds)
        )
    return NORM in kinds


def _softmax_widths(spec: NetworkSpec) -> Iterator[int]:
    layers, loss = placed(spec), LOSSES.get(spec.loss)
    yield from (layer.width_out for layer in layers if is_softmax(layer))
    if loss and loss.head and loss.head.along_rows:
        yield layers[-1].width_out
