"""Layers are only equations: what each kind adds to the forward and to the backward pass.

Row vectors, one sample a row. Source: the toy problem, sections 2.1, 3.3, 3.4, 3.6 and 4.
"""

from engine.network.layers.activations import (
    ACTIVATIONS,
    Activation,
    activation_backward,
    activation_forward,
)
from engine.network.layers.batch_norm import (
    batch_norm_backward,
    batch_norm_forward,
    batch_norm_inputs,
)
from engine.network.layers.linear import linear_backward, linear_forward, linear_inputs

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "activation_backward",
    "activation_forward",
    "batch_norm_backward",
    "batch_norm_forward",
    "batch_norm_inputs",
    "linear_backward",
    "linear_forward",
    "linear_inputs",
]
