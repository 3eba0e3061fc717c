"""The modules of PyTorch that can be expressed, with their parameters and defaults.

Source: the documentation of `torch.nn`, version 2.
"""

from __future__ import annotations

from engine.network.layers.table import LAYER_NORM, LINEAR_WITHOUT_BIAS
from engine.network.written.arguments import NEEDED, Arguments, is_count
from engine.network.written.part import LOG_SOFTMAX, Maker, Part, part, plain

PLACE = ("device", "dtype", "inplace")


def _linear(a: Arguments) -> tuple[Part, ...]:
    kind = "linear" if a.flag("bias") else LINEAR_WITHOUT_BIAS
    return (part(a.call, kind, a.count("out_features"), a.count("in_features")),)


def _lazy_linear(a: Arguments) -> tuple[Part, ...]:
    kind = "linear" if a.flag("bias") else LINEAR_WITHOUT_BIAS
    return (part(a.call, kind, a.count("out_features")),)


def _batch_norm(a: Arguments) -> tuple[Part, ...]:
    a.only("affine", True)
    a.only("track_running_stats", True)
    eps, alpha = a.number("eps"), a.number("momentum")
    return (part(a.call, "batch_norm", 0, a.count("num_features"), eps=eps, alpha=alpha),)


def _layer_norm(a: Arguments) -> tuple[Part, ...]:
    a.only("elementwise_affine", True)
    a.only("bias", True)
    shape = a["normalized_shape"]
    sizes = shape if isinstance(shape, tuple) else (shape,)
    if len(sizes) != 1 or not is_count(sizes[0]):
        raise a.refused(
            "not_expressed", argument="normalized_shape", code=shape, allowed="one size"
        )
    (takes,) = sizes
    return (part(a.call, LAYER_NORM, 0, int(str(takes)), eps=a.number("eps")),)


def _softmax(kind: str) -> Maker:
    def make(a: Arguments) -> tuple[Part, ...]:
        a.only("dim", 1, -1, None)
        return (part(a.call, kind),)

    return Maker((("dim", None),), make)


def _gelu(a: Arguments) -> tuple[Part, ...]:
    a.only("approximate", "none", "tanh")
    return (part(a.call, "gelu_tanh" if a["approximate"] == "tanh" else "gelu"),)


def _softplus(a: Arguments) -> tuple[Part, ...]:
    a.only("beta", 1, 1.0)
    return (part(a.call, "softplus"),)


def _nothing(*parameters: tuple[str, int]) -> Maker:
    """Read a module that leaves a row as it is."""
    return Maker(parameters, lambda _: ())


MODULES = {
    "Linear": Maker(
        (("in_features", NEEDED), ("out_features", NEEDED), ("bias", True)), _linear, PLACE
    ),
    "LazyLinear": Maker((("out_features", NEEDED), ("bias", True)), _lazy_linear, PLACE),
    "BatchNorm1d": Maker(
        (
            *(("num_features", NEEDED), ("eps", 1e-5), ("momentum", 0.1)),
            *(("affine", True), ("track_running_stats", True)),
        ),
        _batch_norm,
        PLACE,
    ),
    "LayerNorm": Maker(
        (
            *(("normalized_shape", NEEDED), ("eps", 1e-5)),
            *(("elementwise_affine", True), ("bias", True)),
        ),
        _layer_norm,
        PLACE,
    ),
    "Dropout": Maker(
        (("p", 0.5), ("inplace", False)), lambda a: (part(a.call, "dropout", p=a.number("p")),)
    ),
    "LeakyReLU": Maker(
        (("negative_slope", 0.01), ("inplace", False)),
        lambda a: (part(a.call, "leaky_relu", slope=a.number("negative_slope")),),
    ),
    "ELU": Maker(
        (("alpha", 1.0), ("inplace", False)),
        lambda a: (part(a.call, "elu", alpha=a.number("alpha")),),
    ),
    "GELU": Maker((("approximate", "none"),), _gelu),
    "Softplus": Maker((("beta", 1.0), ("threshold", 20.0)), _softplus),
    "Softmax": _softmax("softmax"),
    "LogSoftmax": _softmax(LOG_SOFTMAX),
    "ReLU": Maker((("inplace", False),), lambda a: (part(a.call, "relu"),)),
    "SiLU": Maker((("inplace", False),), lambda a: (part(a.call, "silu"),)),
    "Sigmoid": plain("sigmoid"),
    "Tanh": plain("tanh"),
    "Identity": _nothing(),
    "Flatten": _nothing(("start_dim", 1), ("end_dim", -1)),
}
"""The modules by their names."""
FUNCTIONS = {
    "relu": "ReLU",
    "leaky_relu": "LeakyReLU",
    "elu": "ELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "softplus": "Softplus",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "softmax": "Softmax",
    "log_softmax": "LogSoftmax",
    "dropout": "Dropout",
    "flatten": "Flatten",
}
"""The functions and methods that do what a module does."""
SHAPING = ("view", "reshape", "flatten", "squeeze", "float", "double", "to", "contiguous")
"""Methods that leave the numbers of a row as they are."""
