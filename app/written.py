"""Bring a network that someone has written into the builder, where it has the parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import pairwise

from app.builder import INITIALIZATION
from app.design import DRAWN, Design, Layer, settled
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.kind import DROPOUT, LINEAR, NORM, RESIDUAL
from engine.network.layers.table import KINDS, LAYER_NORM
from engine.network.options import settings_of
from engine.network.settings import Settings
from engine.network.spec import NetworkSpec
from engine.network.written.network import WrittenNetwork
from engine.network.written.refusal import refusal

(SHARES,) = (setting.options for setting in settings_of(Layer) if setting.name == "dropout")
Parts = list[tuple[str, int]]


def design_of(network: WrittenNetwork) -> Design:
    """Make a design of a written network, with samples and weights drawn.

    Raises `WrittenError` where its layers stand in an order that the builder does not have.
    """
    spec = network.spec
    shares = {name: number for name, number in network.settings.items() if name.startswith("p")}
    layers = tuple(_layer(k, group, shares) for k, group in enumerate(_groups(spec), 1))
    settings = {field.name: getattr(spec, field.name) for field in fields(Settings)}
    design = Design(
        spec.width, layers, **settings, batch=4, data=DRAWN, start=INITIALIZATION, seed=0
    )
    return settled(design)


def _groups(spec: NetworkSpec) -> Iterator[Parts]:
    """Cut the layers before each linear one."""
    starts = [k for k, (kind, _) in enumerate(spec.layers) if KINDS[kind].family == LINEAR]
    if not starts or starts[0] != 0:
        raise refusal("not_built", None, kind=spec.layers[0][0])
    for start, end in pairwise([*starts, len(spec.layers)]):
        yield list(spec.layers[start:end])


def _layer(number: int, group: Parts, shares: Mapping[str, float]) -> Layer:
    """Make a layer of the builder of a linear layer and what follows it, in its order."""
    (kind, width), *rest = group
    layer = Layer(width, activation="identity", bias=kind == LINEAR)
    stage = 0
    for k, (kind, count) in enumerate(rest, 1):
        family = KINDS[kind].family
        own = LAYER_NORM if kind == LAYER_NORM else family
        if family == NORM and layer.norm == "none" and stage <= 2:
            place = "before" if stage == 0 else "after"
            layer = replace(layer, norm=f"layer_{place}" if own == LAYER_NORM else place)
            stage = 1 if place == "before" else 3
        elif kind in ACTIVATIONS and stage <= 1:
            layer, stage = replace(layer, activation=kind), 2
        elif family == DROPOUT and stage <= 3:
            layer, stage = replace(layer, dropout=_share(shares.get(f"p{number}", 0.5))), 4
        elif family == RESIDUAL and stage <= 4 and count == k:
            layer, stage = replace(layer, skip=True), 5
        else:
            raise refusal("not_built", None, kind=kind)
    return layer


def _share(share: float) -> float:
    """Take a share that the builder offers. Raises `WrittenError` for another one."""
    if share not in SHARES:
        raise refusal("no_share", None, share=share, offered=", ".join(map(str, SHARES[1:])))
    return share
