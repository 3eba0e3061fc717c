"""Networks of column vectors: another program over the same table, not rows transposed.

One sample a column: `z1 = W1 @ x + B1`, `a1 = f(z1)`, ..., `o = f(zk)`, a loss `l`, and the
gradients `do dz2 dW2 dB2 da1 ... dx`. Source: backpropagation from first principles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.core.errors import SettingError
from engine.core.expr import Expr, Name, Size
from engine.core.naming import new
from engine.core.ops import log_softmax, scale, sum_all, sum_cols, sum_rows
from engine.core.program import Equation, Input, Phase, Program, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers import ACTIVATIONS, Activation, backward
from engine.network.layers.common import averaged
from engine.network.losses import LOSSES, loss_ideas
from engine.network.optimizers import RATE
from engine.network.options import one_of

INPUT, OUTPUT, TARGET, LOSS = Name("x"), Name("o"), Name("y"), Name("l")


def d(value: Name) -> Name:
    """The gradient of the loss with respect to a value, `dz1`, of the same shape as the value."""
    return Name(f"d{value.name}")


@dataclass(frozen=True, slots=True)
class Column:
    """Layer `k`: `below -> z -> out`, with weights `(m, d)` and bias `(m, 1)`."""

    number: int
    below: Name
    out: Name
    activation: Activation

    @property
    def z(self) -> Name:
        """What the activation is applied to."""
        return Name(f"z{self.number}")

    @property
    def weights(self) -> Name:
        """`W`, `(m, d)`."""
        return Name(f"W{self.number}")

    @property
    def bias(self) -> Name:
        """`B`, `(m, 1)`."""
        return Name(f"B{self.number}")


def columns(
    widths: Sequence[int],
    hidden: str = "relu",
    loss: str = "cross_entropy",
    conventions: Conventions = HANDOUT,
) -> Program:
    """The program of a multilayer perceptron of column vectors, forward to update.

    `widths` goes from the inputs to the outputs; the output activation is the usual one for the
    loss. A batch stands as columns side by side, `x (d, n)`.
    Raises `SettingError` for what is not a choice.

    >>> [equation.name for equation in columns((2, 2)).equations]
    ['z1', 'o', 'l', 'do', 'dz1', 'dW1', 'dB1', 'dx', 'W1_new', 'B1_new']
    """
    if len(widths) < 2:
        raise SettingError(f"widths is {tuple(widths)}; it needs two or more whole numbers from 1")
    one_of(hidden, ACTIVATIONS, "activation")
    output = LOSSES[one_of(loss, LOSSES, "loss")].outputs[0]
    layers = tuple(_layers(len(widths) - 1, ACTIVATIONS[hidden], ACTIVATIONS[output]))
    equations = (
        *_forward(layers, loss, widths[-1], conventions),
        *_backward(layers, loss, widths[-1], conventions),
        *_update(layers),
    )
    return Program(tuple(_inputs(layers, widths)), equations)


def _layers(depth: int, hidden: Activation, output: Activation) -> Iterator[Column]:
    for k in range(1, depth + 1):
        below = INPUT if k == 1 else Name(f"a{k - 1}")
        last = k == depth
        yield Column(k, below, OUTPUT if last else Name(f"a{k}"), output if last else hidden)


def _inputs(layers: Sequence[Column], widths: Sequence[int]) -> Iterator[Input]:
    yield Input(INPUT.name, (widths[0], "n"), Role.INPUT)
    yield Input(TARGET.name, (widths[-1], "n"), Role.TARGET)
    for layer, width_in, width_out in zip(layers, widths, widths[1:], strict=False):
        yield Input(layer.weights.name, (width_out, width_in), Role.PARAMETER)
        yield Input(layer.bias.name, (width_out, 1), Role.PARAMETER)
    yield Input(RATE.name, (), Role.RATE)


def _turned(activation: Activation, *values: Expr) -> tuple[Expr, ...]:
    """Values for an activation of the table, or from it: softmax goes along rows, not columns."""
    return tuple(value.T for value in values) if activation.name == "softmax" else values


def _forward(
    layers: Sequence[Column], loss: str, width: int, conventions: Conventions
) -> Iterator[Equation]:
    for layer in layers:
        z = layer.weights @ layer.below + layer.bias
        yield Equation(layer.z.name, z, Phase.FORWARD, "linear.forward_column", layer.number)
        yield _activation_forward(layer)
    value = averaged(_loss_value(layers[-1], loss, width), conventions.mean == "loss")
    yield Equation(LOSS.name, value, Phase.LOSS, loss_ideas(LOSSES[loss], conventions)[0])


def _activation_forward(layer: Column) -> Equation:
    given = _turned(layer.activation, layer.z)
    (out,) = _turned(layer.activation, layer.activation.forward(*given))
    idea = f"{layer.activation.name}.forward"
    return Equation(layer.out.name, out, Phase.FORWARD, idea, layer.number)


def _loss_value(last: Column, loss: str, width: int) -> Expr:
    if loss == "softmax_cross_entropy":
        return -sum_all(TARGET * log_softmax(last.z.T).T)
    return LOSSES[loss].value(last.z, OUTPUT, TARGET, Size(width))


def _backward(
    layers: Sequence[Column], loss: str, width: int, conventions: Conventions
) -> Iterator[Equation]:
    last = layers[-1]
    at = last.z if LOSSES[loss].head else OUTPUT
    _, idea = loss_ideas(LOSSES[loss], conventions)
    yield _gradient(last, at, _loss_gradient(loss, width, conventions), idea)
    for layer in reversed(layers):
        if layer is not last or at is OUTPUT:
            yield _activation_backward(layer, conventions)
        yield from _linear_backward(layer, conventions.mean == "parameters")


def _loss_gradient(loss: str, width: int, conventions: Conventions) -> Expr:
    gradient = LOSSES[loss].gradient(OUTPUT, TARGET, Size(width))
    if loss == "softmax_cross_entropy" and conventions.softmax == "exact":
        gradient = OUTPUT * sum_rows(TARGET) - TARGET
    return averaged(gradient, conventions.mean == "loss")


def _activation_backward(layer: Column, conventions: Conventions) -> Equation:
    g, z, y = _turned(layer.activation, d(layer.out), layer.z, layer.out)
    expr, idea = backward(layer.activation, g, z, y, conventions)
    (expr,) = _turned(layer.activation, expr)
    return _gradient(layer, layer.z, expr, idea)


def _linear_backward(layer: Column, average: bool) -> Iterator[Equation]:
    """`dW = dz belowᵀ`, `dB` the sum of the columns of `dz`, `dbelow = Wᵀ dz`."""
    dz, how = d(layer.z), "" if average else "_summed"
    weights, bias = averaged(dz @ layer.below.T, average), averaged(sum_cols(dz), average)
    yield _gradient(layer, layer.weights, weights, f"linear.weights_column{how}")
    yield _gradient(layer, layer.bias, bias, f"linear.bias_column{how}")
    yield _gradient(layer, layer.below, layer.weights.T @ dz, "linear.input_column")


def _gradient(layer: Column, of: Name, expr: Expr, idea: str) -> Equation:
    return Equation(d(of).name, expr, Phase.BACKWARD, idea, layer.number, of.name)


def _update(layers: Sequence[Column]) -> Iterator[Equation]:
    for layer in layers:
        for parameter in (layer.weights, layer.bias):
            expr = parameter - scale(RATE, d(parameter))
            name = new(parameter.name)
            yield Equation(name, expr, Phase.UPDATE, "sgd.update", layer.number, parameter.name)
