"""From the description of a multilayer perceptron to its program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import SettingError
from engine.layers import (
    ACTIVATIONS,
    activation_backward,
    activation_forward,
    linear_backward,
    linear_forward,
)
from engine.losses import LOSSES, TARGET, loss_gradient, loss_value
from engine.naming import Layer
from engine.optimizers import RATE, sgd
from engine.program import Equation, Input, Program, Role


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """A multilayer perceptron: widths from input to output, one activation a layer, a loss.

    Raises `SettingError` where an activation, a loss or a width is not one of those there are.
    """

    widths: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str

    def __post_init__(self) -> None:
        if len(self.widths) < 2 or not all(type(w) is int and w > 0 for w in self.widths):
            raise SettingError(
                f"widths is {self.widths}; it needs two or more whole numbers from 1"
            )
        if len(self.activations) != len(self.widths) - 1:
            raise SettingError(
                f"{len(self.activations)} activations for {len(self.widths) - 1} layers; "
                "each layer needs one"
            )
        for activation in self.activations:
            one_of(activation, ACTIVATIONS, "activation")
        loss = LOSSES[one_of(self.loss, LOSSES, "loss")]
        one_of(self.activations[-1], loss.outputs, f"output activation for {self.loss}")


def one_of(choice: str, allowed: Iterable[str], what: str) -> str:
    """The choice, if it is one of those allowed; else a `SettingError` that lists them."""
    if choice not in allowed:
        raise SettingError(f"{choice!r} is not a choice of {what}; there are {', '.join(allowed)}")
    return choice


def mlp(
    widths: Sequence[int],
    hidden: str | Sequence[str] = "relu",
    loss: str = "softmax_cross_entropy",
    output: str | None = None,
) -> Program:
    """The program of a multilayer perceptron, for a batch of any size, forward to update.

    `widths` goes from the inputs to the outputs; `hidden` is one activation for all hidden layers
    or one each; `output` is the last activation, by default the usual one for the loss.
    The values are called `X W1 B1 Y1lin Y1 ... D L gradY3lin gradW3 gradB3 ... gradX W1_new ...`.
    Raises `SettingError` for what is not a choice.

    >>> [equation.name for equation in mlp((2, 2)).equations]
    ['Y1lin', 'Y1', 'L', 'gradY1lin', 'gradW1', 'gradB1', 'gradX', 'W1_new', 'B1_new']
    """
    inner = len(widths) - 2
    chosen = (hidden,) * inner if isinstance(hidden, str) else tuple(hidden)
    last = output or LOSSES[one_of(loss, LOSSES, "loss")].outputs[0]
    return build(NetworkSpec(tuple(widths), (*chosen, last), loss))


@lru_cache(maxsize=128)
def build(spec: NetworkSpec) -> Program:
    """The program of a network; made once for a description."""
    layers = tuple(Layer(k) for k in range(1, len(spec.widths)))
    equations = (*_forward(spec, layers), *_backward(spec, layers), *_update(layers))
    return Program(tuple(_inputs(spec, layers)), equations)


def _inputs(spec: NetworkSpec, layers: Sequence[Layer]) -> Iterator[Input]:
    yield Input("X", ("n", spec.widths[0]), Role.INPUT)
    yield Input(TARGET.name, ("n", spec.widths[-1]), Role.TARGET)
    for layer, width_in, width_out in zip(layers, spec.widths, spec.widths[1:], strict=False):
        yield Input(layer.weights.name, (width_in, width_out), Role.PARAMETER)
        yield Input(layer.bias.name, (1, width_out), Role.PARAMETER)
    yield Input(RATE.name, (), Role.RATE)


def _forward(spec: NetworkSpec, layers: Sequence[Layer]) -> Iterator[Equation]:
    for layer, activation in zip(layers, spec.activations, strict=True):
        yield linear_forward(layer)
        yield activation_forward(layer, ACTIVATIONS[activation])
    yield loss_value(layers[-1], LOSSES[spec.loss])


def _backward(spec: NetworkSpec, layers: Sequence[Layer]) -> Iterator[Equation]:
    loss = LOSSES[spec.loss]
    yield loss_gradient(layers[-1], loss)
    for layer, activation in reversed(list(zip(layers, spec.activations, strict=True))):
        if layer is not layers[-1] or not loss.at_logits:
            yield activation_backward(layer, ACTIVATIONS[activation])
        yield from linear_backward(layer)


def _update(layers: Sequence[Layer]) -> Iterator[Equation]:
    for layer in layers:
        yield from sgd(layer)
