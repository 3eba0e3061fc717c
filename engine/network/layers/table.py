"""The table of layers: a row for each kind, of which a network can be made.

A new kind of layer is a file with its equations, a row here, and its words in `assets/text.toml`.
An activation is a row of `ACTIVATIONS`, from which its row here is made.
"""

from __future__ import annotations

from engine.network.layers.activations import (
    ACTIVATIONS,
    Activation,
    activation_backward,
    activation_forward,
    activation_inputs,
)
from engine.network.layers.batch_norm import (
    batch_norm_backward,
    batch_norm_forward,
    batch_norm_inputs,
)
from engine.network.layers.dropout import dropout_backward, dropout_forward, dropout_inputs
from engine.network.layers.kind import (
    ACTIVATION,
    DROPOUT,
    LINEAR,
    NORM,
    RESIDUAL,
    LayerKind,
    LayerValue,
)
from engine.network.layers.layer_norm import (
    layer_norm_backward,
    layer_norm_forward,
    layer_norm_inputs,
)
from engine.network.layers.linear import linear_backward, linear_forward, linear_inputs
from engine.network.layers.residual import residual_backward, residual_forward
from engine.network.options import LARGEST

LAYER_NORM = "layer_norm"

LINEAR_WITHOUT_BIAS = "linear_without_bias"
"""A linear layer whose bias is left out, in JSON `"bias": false`."""
MOST_DROPPED = 0.99
"""The largest share that dropout may drop: the others are divided by one minus it."""
WEIGHTS = ("W", LayerValue("the weights, a row for every input", None))
BIAS = ("B", LayerValue("the bias", 0))
SCALE_AND_SHIFT = (
    ("gamma", LayerValue("the scale", 1)),
    ("beta", LayerValue("the shift", 0)),
)
EPS = ("eps", LayerValue("added to the variance under the root", 1e-8, (0, LARGEST)))


def _linear(name: str, bias: bool) -> LayerKind:
    return LayerKind(
        name,
        LINEAR,
        "lin",
        (WEIGHTS, BIAS)[: 1 + bias],
        lambda layer, _: linear_inputs(layer.place, layer.width_in, layer.width_out, bias),
        lambda layer, *_: linear_forward(layer.place, bias),
        lambda layer, conventions, _, penalty: linear_backward(
            layer.place, conventions, penalty, bias
        ),
        LINEAR,
    )


def _activation(activation: Activation) -> LayerKind:
    return LayerKind(
        activation.name,
        ACTIVATION,
        "",
        activation.values,
        lambda layer, _: activation_inputs(layer.place, activation),
        lambda layer, *_: activation_forward(layer.place, activation),
        lambda layer, conventions, *_: activation_backward(layer.place, activation, conventions),
    )


BATCH_NORM_KIND = LayerKind(
    NORM,
    NORM,
    "bn",
    (
        *SCALE_AND_SHIFT,
        ("running_mean", LayerValue("the running mean, before an update in training", 0)),
        ("running_var", LayerValue("the running variance, before an update in training", 1)),
        EPS,
        ("alpha", LayerValue("the weight in the running statistics", 0.9, (0, 1))),
    ),
    lambda layer, training: batch_norm_inputs(layer.place, layer.width_in, training),
    lambda layer, conventions, training: batch_norm_forward(layer.place, conventions, training),
    lambda layer, conventions, training, _: batch_norm_backward(layer.place, conventions, training),
)
LAYER_NORM_KIND = LayerKind(
    LAYER_NORM,
    NORM,
    "ln",
    (*SCALE_AND_SHIFT, EPS),
    lambda layer, _: layer_norm_inputs(layer.place, layer.width_in),
    lambda layer, *_: layer_norm_forward(layer.place, layer.width_in),
    lambda layer, conventions, *_: layer_norm_backward(layer.place, layer.width_in, conventions),
)
DROPOUT_KIND = LayerKind(
    DROPOUT,
    DROPOUT,
    "drop",
    (
        ("p", LayerValue("the share of the entries that is dropped", 0.5, (0, MOST_DROPPED))),
        ("mask", LayerValue("1 for every entry that is kept", None, optional=True)),
    ),
    lambda layer, training: dropout_inputs(layer.place, layer.width_in, training),
    lambda layer, _, training: dropout_forward(layer.place, training),
    lambda layer, _conventions, training, _penalty: dropout_backward(layer.place, training),
)
RESIDUAL_KIND = LayerKind(
    RESIDUAL,
    RESIDUAL,
    "sum",
    (),
    lambda *_: (),
    lambda layer, *_: residual_forward(layer.place, layer.added or layer.place.below),
    lambda layer, *_: residual_backward(layer.place),
)
KINDS = {
    kind.name: kind
    for kind in (
        _linear(LINEAR, bias=True),
        _linear(LINEAR_WITHOUT_BIAS, bias=False),
        BATCH_NORM_KIND,
        LAYER_NORM_KIND,
        DROPOUT_KIND,
        RESIDUAL_KIND,
        *map(_activation, ACTIVATIONS.values()),
    )
}
"""Every kind of layer by its name in a network."""
