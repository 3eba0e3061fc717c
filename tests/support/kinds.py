"""Every kind of network, with smooth values that are the same on every machine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.network.build import build
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.optimizers import OPTIMIZERS
from engine.network.spec import UPSTREAM, NetworkSpec, mlp_spec
from engine.running.trace import Trace, run
from tests.support.drawing import values_of

SHAPES = (3, 4, 3, 2)
MEANS = ("loss", "nowhere", "biases")
NAMED = {
    **{f"{hidden}": {"hidden": hidden} for hidden in ACTIVATIONS},
    **{f"{loss}": {"loss": loss} for loss in LOSSES},
    **{f"{optimizer}": {"optimizer": optimizer} for optimizer in OPTIMIZERS},
    **{f"{mean} mean": {"conventions": Conventions(mean=mean)} for mean in MEANS},
    "norm mean": {"conventions": Conventions(norm_mean=True), "norm": "after"},
    "exact softmax": {"conventions": Conventions(softmax="exact"), "target": "any"},
    "short softmax": {"target": "any"},
    "new alpha": {"conventions": Conventions(alpha="new", running_var="unbiased")},
    "inference": {"training": False},
    "full penalty": {"penalty": "full", "optimizer": "adam", "decay": True},
    "half penalty": {"penalty": "half", "optimizer": "adamw", "decay": True, "target": "any"},
    "upstream": {UPSTREAM: True},
}
"""What each kind differs in from a network with normalisation, sigmoid, softmax and SGD."""


def spec_of(
    hidden: str = "sigmoid",
    loss: str = "softmax_cross_entropy",
    conventions: Conventions = HANDOUT,
    norm: str = "before",
    upstream: bool = False,
    **settings: Any,
) -> NetworkSpec:
    spec = replace(mlp_spec(SHAPES, hidden, loss, None, conventions, norm), **settings)
    return replace(spec, loss=UPSTREAM) if upstream else spec


def trace_of_kind(batch: int = 4, target: str = "probabilities", **kind: Any) -> Trace:
    spec = spec_of(**kind)
    rng = np.random.default_rng(7)
    values = values_of(replace(spec, loss="l2"), batch, target, rng)
    if spec.loss == UPSTREAM:
        values["gradY3lin"] = values.pop("D")
    return run(build(spec), values)
