"""The losses as PyTorch and Keras name them, and what has to stand before each."""

from __future__ import annotations

from collections.abc import Iterable

from engine.core.immutable import immutable
from engine.network.written.arguments import Arguments, Parameters, bound, written
from engine.network.written.part import LOG_SOFTMAX, Part
from engine.network.written.refusal import refusal
from engine.network.written.syntax import Call, Path, Value


@immutable
class WrittenLoss:
    """A loss, as it is written.

    - `loss`: its name in the table of losses
    - `head`: the activation that belongs to it; empty for none
    - `takes_head`: whether the activation has to be written before it; else it must not be
    - `delta`: the parameter that is Huber's, if any
    - `one`: the parameter that has to be 1, if any: with another number it is another loss
    - `sums`: whether a sum in place of the mean can be expressed
    """

    loss: str
    head: str = ""
    takes_head: bool = False
    delta: str = ""
    one: str = ""
    sums: bool = True


SOFTMAX = "softmax_cross_entropy"
TORCH = {
    "CrossEntropyLoss": WrittenLoss(SOFTMAX, "softmax"),
    "NLLLoss": WrittenLoss(SOFTMAX, LOG_SOFTMAX, True),
    "BCEWithLogitsLoss": WrittenLoss("binary_cross_entropy", "sigmoid"),
    "BCELoss": WrittenLoss("binary_cross_entropy", "sigmoid", True),
    "MSELoss": WrittenLoss("mse", sums=False),
    "L1Loss": WrittenLoss("l1"),
    "HuberLoss": WrittenLoss("huber", delta="delta"),
    # Huber's loss divided by beta.
    "SmoothL1Loss": WrittenLoss("huber", one="beta"),
}
FUNCTIONAL = ("F", "nn.functional", "torch.nn.functional", "")
FUNCTIONS = {
    "cross_entropy": "CrossEntropyLoss",
    "nll_loss": "NLLLoss",
    "binary_cross_entropy_with_logits": "BCEWithLogitsLoss",
    "binary_cross_entropy": "BCELoss",
    "mse_loss": "MSELoss",
    "l1_loss": "L1Loss",
    "huber_loss": "HuberLoss",
    "smooth_l1_loss": "SmoothL1Loss",
}
"""The functions of `torch.nn.functional` that compute a loss of two arguments."""
KERAS = {
    "categorical_crossentropy": (SOFTMAX, "softmax"),
    "sparse_categorical_crossentropy": (SOFTMAX, "softmax"),
    "binary_crossentropy": ("binary_cross_entropy", "sigmoid"),
    "mean_squared_error": ("mse", ""),
    "mse": ("mse", ""),
    "mean_absolute_error": ("l1", ""),
    "mae": ("l1", ""),
    "huber": ("huber", ""),
}
"""The losses of Keras, by their names as functions, and the activations that belong to them."""
KERAS_CLASSES = {
    "CategoricalCrossentropy": "categorical_crossentropy",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
    "BinaryCrossentropy": "binary_crossentropy",
    "MeanSquaredError": "mse",
    "MeanAbsoluteError": "mae",
    "Huber": "huber",
}
COMMON: Parameters = (("reduction", "mean"), ("weight", None), ("size_average", None))
USUAL: Parameters = (
    *COMMON,
    *(("ignore_index", -100), ("label_smoothing", 0.0), ("pos_weight", None)),
)


@immutable
class Chosen:
    """The loss of a network.

    `parts` are its layers without the one that the loss computes; `summed` is whether the loss is
    a sum, not a mean; `delta` is Huber's, if it is written.
    """

    loss: str
    parts: tuple[Part, ...]
    summed: bool = False
    delta: float | None = None


def chosen(parts: tuple[Part, ...], calls: Iterable[Call], keras: bool) -> Chosen | None:
    """Find the last loss among the calls, and fit it to the layers; None if there is none.

    Raises `WrittenError` where an activation is twice there or missing, and for what cannot be
    expressed.
    """
    if keras:
        compiled = [one for one in map(_keras, calls) if one]
        return _fitted_keras(parts, *compiled[-1]) if compiled else None
    found = [one for one in map(_torch, calls) if one]
    return _fitted(parts, *found[-1]) if found else None


def _torch(call: Call) -> tuple[Call, WrittenLoss] | None:
    name = FUNCTIONS.get(call.name, call.name) if call.on in FUNCTIONAL else call.name
    if name in TORCH:
        return call, TORCH[name]
    if name.endswith("Loss") and call.on in ("nn", "torch.nn", ""):
        raise refusal("unknown_loss", call.line, name=name, known=", ".join(TORCH))
    return None


def _arguments(call: Call, loss: WrittenLoss) -> Arguments:
    """Bind the arguments of a loss; those of a function begin with outputs and targets."""
    is_function = call.name in FUNCTIONS
    parameters = (*USUAL, *((name, 1.0) for name in (loss.delta, loss.one) if name))
    plain = Call(call.name, call.on, () if is_function else call.args, call.keywords, call.line)
    return bound(plain, parameters, ("input", "target", "reduce"))


def _fitted(parts: tuple[Part, ...], call: Call, loss: WrittenLoss) -> Chosen:
    a = _arguments(call, loss)
    for name, usual in USUAL:
        if name != "reduction":
            a.only(name, usual)
    if loss.one:
        a.only(loss.one, 1, 1.0)
    a.only("reduction", "mean", "sum")
    summed = a["reduction"] == "sum"
    if summed and not loss.sums:
        raise a.refused("no_sum")
    last = parts[-1].kind if parts else ""
    if loss.head and not loss.takes_head and last in (loss.head, LOG_SOFTMAX):
        raise refusal("head_twice", parts[-1].line, head=parts[-1].name, loss=call.name)
    if loss.takes_head and last != loss.head:
        raise refusal("head_missing", call.line, loss=call.name, head=HEADS[loss.head])
    delta = a.number(loss.delta) if loss.delta else None
    return Chosen(loss.loss, parts[:-1] if loss.takes_head else parts, summed, delta)


HEADS = {LOG_SOFTMAX: "LogSoftmax", "sigmoid": "Sigmoid", "softmax": "Softmax"}


def _keras(call: Call) -> tuple[Call, Value] | None:
    """Find what `model.compile(...)` says of the loss."""
    named = dict(call.keywords)
    if call.name != "compile" or not (named.get("loss") or len(call.args) > 1):
        return None
    return call, named.get("loss", call.args[1] if len(call.args) > 1 else None)


def _fitted_keras(parts: tuple[Part, ...], call: Call, given: Value) -> Chosen:
    name, logits, delta = _named_by_keras(call, given)
    if name not in KERAS:
        raise refusal("unknown_loss", call.line, name=name, known=", ".join(KERAS))
    loss, head = KERAS[name]
    has_head = bool(head and parts) and parts[-1].kind == head
    if logits and has_head:
        raise refusal("head_twice", parts[-1].line, head=HEADS[head], loss=name)
    if head and not logits and not has_head:
        raise refusal("head_missing", call.line, loss=name, head=HEADS[head])
    return Chosen(
        loss, parts[:-1] if has_head else parts, False, delta if loss == "huber" else None
    )


def _named_by_keras(call: Call, given: Value) -> tuple[str, bool, float | None]:
    """Name a loss as its function is, and say whether it takes logits, and its `delta`."""
    if not isinstance(given, Call):
        name = given.name.rpartition(".")[2] if isinstance(given, Path) else written(given)
        return name.strip("'").lower(), False, None
    if given.name not in KERAS_CLASSES:
        raise refusal("unknown_loss", call.line, name=given.name, known=", ".join(KERAS_CLASSES))
    a = bound(given, (("from_logits", False), ("delta", 1.0)), ("name",))
    return KERAS_CLASSES[given.name], a.flag("from_logits"), a.number("delta")
