"""The layers of Keras that can be expressed, with their parameters and defaults.

Source: the documentation of `keras.layers`, version 3; `alpha` of LeakyReLU and `input_dim` are
those of version 2.
"""

from __future__ import annotations

from engine.network.layers.table import LAYER_NORM, LINEAR_WITHOUT_BIAS
from engine.network.written.arguments import NEEDED, Arguments, bound, is_count
from engine.network.written.part import Maker, Part, part, plain
from engine.network.written.syntax import Call, Path

WITHOUT_NUMBERS = ("name", "dtype", "trainable", "batch_size", "sparse")
STARTS = ("kernel_initializer", "bias_initializer")
INPUT = "input"
"""Not a layer: says how many inputs there are, as `takes`."""
ACTIVATIONS = {
    "relu": "relu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "softplus": "softplus",
    "elu": "elu",
    "gelu": "gelu",
    "silu": "silu",
    "swish": "silu",
}
"""The activations by their names in Keras; `linear` is none."""


def _inputs(a: Arguments) -> tuple[Part, ...]:
    """Read `input_shape=(2,)` or `input_dim=2` of a first layer."""
    for name in ("input_shape", "shape", "input_dim", "batch_input_shape"):
        given = dict(a.given).get(name)
        if given is None:
            continue
        sizes = given if isinstance(given, tuple) else (given,)
        sizes = sizes[name == "batch_input_shape" :]
        if len(sizes) != 1 or not is_count(sizes[0]):
            raise a.refused("one_size", argument=name)
        return (part(a.call, INPUT, 0, int(str(sizes[0]))),)
    return ()


def _activation(a: Arguments) -> tuple[Part, ...]:
    """Read an activation: a string, a function or a layer."""
    given = a["activation"]
    if isinstance(given, Call) and given.name in LAYERS:
        return made(given)
    name = given.name.rpartition(".")[2] if isinstance(given, Path) else given
    if name in (None, "linear"):
        return ()
    if not isinstance(name, str) or name not in ACTIVATIONS:
        there = ", ".join(["linear", *ACTIVATIONS])
        raise a.refused("not_expressed", argument="activation", code=name, allowed=there)
    return (part(a.call, ACTIVATIONS[name]),)


def _dense(a: Arguments) -> tuple[Part, ...]:
    for name in ("kernel_regularizer", "bias_regularizer", "activity_regularizer"):
        a.only(name, None)
    kind = "linear" if a.flag("use_bias") else LINEAR_WITHOUT_BIAS
    return (*_inputs(a), part(a.call, kind, a.count("units")), *_activation(a))


def _batch_norm(a: Arguments) -> tuple[Part, ...]:
    for name in ("center", "scale"):
        a.only(name, True)
    a.only("axis", -1, 1)
    eps, alpha = a.number("epsilon"), a.number("momentum")
    return (*_inputs(a), part(a.call, "batch_norm", eps=eps, alpha=alpha))


def _layer_norm(a: Arguments) -> tuple[Part, ...]:
    for name in ("center", "scale"):
        a.only(name, True)
    a.only("axis", -1, 1)
    return (part(a.call, LAYER_NORM, eps=a.number("epsilon")),)


def _leaky_relu(a: Arguments) -> tuple[Part, ...]:
    slope = a.number("alpha" if a["alpha"] is not None else "negative_slope")
    return (part(a.call, "leaky_relu", slope=slope),)


def made(call: Call) -> tuple[Part, ...]:
    """Read one of the layers of the table."""
    maker = LAYERS[call.name]
    return maker.make(bound(call, maker.parameters, maker.ignored))


OF_INPUT = (("input_shape", None), ("input_dim", None))
REGULAR = ("kernel_regularizer", "bias_regularizer", "activity_regularizer")
LAYERS = {
    "Dense": Maker(
        (
            *(("units", NEEDED), ("activation", None), ("use_bias", True)),
            *((name, None) for name in REGULAR),
            *OF_INPUT,
        ),
        _dense,
        (*WITHOUT_NUMBERS, *STARTS),
    ),
    "Input": Maker((("shape", NEEDED),), _inputs, WITHOUT_NUMBERS),
    "InputLayer": Maker(
        (("shape", None), *OF_INPUT, ("batch_input_shape", None)), _inputs, WITHOUT_NUMBERS
    ),
    "Activation": Maker((("activation", NEEDED),), _activation, WITHOUT_NUMBERS),
    "BatchNormalization": Maker(
        (
            *(("axis", -1), ("momentum", 0.99), ("epsilon", 1e-3)),
            *(("center", True), ("scale", True), *OF_INPUT),
        ),
        _batch_norm,
        WITHOUT_NUMBERS,
    ),
    "LayerNormalization": Maker(
        (("axis", -1), ("epsilon", 1e-3), ("center", True), ("scale", True)),
        _layer_norm,
        WITHOUT_NUMBERS,
    ),
    "Dropout": Maker(
        (("rate", NEEDED), ("noise_shape", None), ("seed", None)),
        lambda a: (part(a.call, "dropout", p=a.number("rate")),),
        WITHOUT_NUMBERS,
    ),
    "LeakyReLU": Maker((("negative_slope", 0.3), ("alpha", None)), _leaky_relu, WITHOUT_NUMBERS),
    "ELU": Maker(
        (("alpha", 1.0),),
        lambda a: (part(a.call, "elu", alpha=a.number("alpha")),),
        WITHOUT_NUMBERS,
    ),
    "ReLU": plain("relu", *WITHOUT_NUMBERS),
    "Softmax": plain("softmax", *WITHOUT_NUMBERS),
    "Flatten": Maker(OF_INPUT, _inputs, WITHOUT_NUMBERS),
}
"""The layers by their names."""
