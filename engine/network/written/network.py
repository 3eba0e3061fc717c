"""Read a network as someone has it written: the layers, the loss, and the numbers that it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.core.errors import SettingError
from engine.network.build import build
from engine.network.conventions import MEAN, SUM, Conventions
from engine.network.layer_values import value_names
from engine.network.layers.kind import LINEAR
from engine.network.layers.table import KINDS
from engine.network.losses import LOSSES
from engine.network.spec import NetworkSpec, mlp_spec, placed
from engine.network.written import losses, optimizers
from engine.network.written.arguments import is_count
from engine.network.written.forward import class_named, followed
from engine.network.written.keras_layers import INPUT, LAYERS
from engine.network.written.modules import is_keras, parts_of
from engine.network.written.part import LOG_SOFTMAX, Part
from engine.network.written.program import SEQUENTIAL, Text, read
from engine.network.written.refusal import refusal
from engine.network.written.syntax import Call, Value
from engine.network.written.torch_modules import MODULES

MOST_LAYERS, MOST_WIDTH = 100, 4096
OF_KERAS = replace(MEAN, alpha="old", running_var="biased")
"""Keras weighs the old running statistic by its momentum, and takes the biased variance."""


@dataclass(frozen=True, eq=False)
class WrittenNetwork:
    """A network that was written.

    - `spec`: its description
    - `settings`: the numbers that it says, by their names in the program: `{"slope1": 0.2}`
    - `assumed`: the keys of what it does not say and was assumed, each of `[written.assumed.KEY]`
    """

    spec: NetworkSpec
    settings: Mapping[str, float]
    assumed: tuple[str, ...] = ()


def read_network(text: str) -> WrittenNetwork:
    """Read `nn.Sequential`, a class with `forward`, a `Sequential` of Keras, or a list of widths.

    The last one in the text counts; the last loss and the last optimizer beside it. Nothing is
    run. Raises `WrittenError` with the line of what cannot be expressed.
    """
    found = read(text)
    written, made = class_named(found.classes), next(_networks(found), None)
    if written and not (made and made.line > _last_line(written, found)):
        parts, keras = followed(written, found.names, found.calls)
    elif made:
        keras = is_keras(made)
        parts = tuple(parts_of(made, LAYERS if keras else MODULES))
    elif widths := next(_widths(found), None):
        return _of_widths(widths, found)
    else:
        raise refusal("nothing")
    return _made(parts, found, keras)


def _last_line(written: ast.ClassDef, text: Text) -> int:
    """Find the last line where a class is written, or made a network of: `net = Net()`."""
    made = (call.line for call in text.calls if call.name == written.name)
    return max(written.end_lineno or written.lineno, *made, 0)


def _networks(text: Text) -> Iterator[Call]:
    """List the sequences of a text, the last one first."""
    for found in reversed(text.found):
        if isinstance(found, Call) and found.name == SEQUENTIAL and (found.args or found.keywords):
            yield found


def _widths(text: Text) -> Iterator[tuple[int, ...]]:
    """List the lists of widths in a text, the last one first."""
    for found in reversed(text.found):
        if isinstance(found, tuple) and len(found) > 1 and all(map(_is_width, found)):
            yield tuple(part for part in found if isinstance(part, int))


def _is_width(part: Value) -> bool:
    return is_count(part) and isinstance(part, int) and part <= MOST_WIDTH


def _of_widths(widths: tuple[int, ...], text: Text) -> WrittenNetwork:
    """Make a network of widths alone: with ReLU inside."""
    if len(widths) > MOST_LAYERS:
        raise refusal("too_many_layers", most=MOST_LAYERS)
    layers = mlp_spec(widths, "relu", "mse", "identity").layers[:-1]
    parts = [Part(kind, 1, kind, width) for kind, width in layers]
    first = replace(parts[0], takes=widths[0])
    made = _made((first, *parts[1:]), text, False)
    return replace(made, assumed=("relu", *made.assumed))


def _made(parts: tuple[Part, ...], text: Text, keras: bool) -> WrittenNetwork:
    """Put layers, loss and optimizer together."""
    chosen = losses.chosen(parts, text.calls, keras)
    assumed: tuple[str, ...] = () if chosen else ("loss",)
    assumed += ("optimizer",) if keras and _has_optimizer(text) else ()
    chosen = chosen or _usual_loss(parts)
    sized = tuple(_sized(chosen.parts))
    layers = tuple((part.kind, part.width) for part in sized if part.kind != INPUT)
    if len(layers) > MOST_LAYERS:
        raise refusal("too_many_layers", most=MOST_LAYERS)
    optimizer = optimizers.chosen(text.calls)
    conventions = SUM if chosen.summed else OF_KERAS if keras else MEAN
    spec = _spec(sized[0].takes or 0, layers, chosen.loss, conventions, optimizer)
    numbers = {**_settings(sized, spec), **optimizer.numbers}
    if chosen.delta is not None:
        numbers["delta"] = chosen.delta
    return WrittenNetwork(spec, numbers, assumed)


def _has_optimizer(text: Text) -> bool:
    """Tell whether `model.compile` names an optimizer."""
    compiled = [call for call in text.calls if call.name == "compile"]
    return any(call.args or "optimizer" in dict(call.keywords) for call in compiled)


def _spec(
    width: int,
    layers: tuple[tuple[str, int], ...],
    loss: str,
    conventions: Conventions,
    optimizer: optimizers.Chosen,
) -> NetworkSpec:
    try:
        return NetworkSpec(
            width,
            layers,
            loss=loss,
            conventions=conventions,
            optimizer=optimizer.name,
            decay=optimizer.decays,
        )
    except SettingError as error:
        raise refusal("does_not_fit", None, why=str(error)) from None


def _usual_loss(parts: tuple[Part, ...]) -> losses.Chosen:
    """Take the usual loss of the last layer, where none is written."""
    last = parts[-1].kind if parts else ""
    for name in ("softmax_cross_entropy", "binary_cross_entropy"):
        head = LOSSES[name].outputs[0]
        if last == head or (last == LOG_SOFTMAX and head == "softmax"):
            return losses.Chosen(name, parts[:-1])
    outputs = [part.width for part in parts if _is_linear(part)]
    several = bool(outputs) and outputs[-1] > 1 and bool(parts) and _is_linear(parts[-1])
    return losses.Chosen("softmax_cross_entropy" if several else "mse", parts)


def _is_linear(part: Part) -> bool:
    return part.kind in KINDS and KINDS[part.kind].family == LINEAR


def _sized(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Check that each layer takes what comes before it, and give the first part the inputs."""
    width, begun = None, False
    for part in parts:
        if part.takes is not None and width is not None and part.takes != width:
            raise refusal("width", part.line, name=part.name, takes=part.takes, before=width)
        if part.kind == LOG_SOFTMAX:
            raise refusal("log_softmax", part.line)
        width = part.takes if width is None else width
        if width is None:
            raise refusal("no_inputs", part.line, name=part.name)
        if part.width > MOST_WIDTH or width > MOST_WIDTH:
            raise refusal("too_wide", part.line, most=MOST_WIDTH)
        yield replace(part, takes=width if not begun else part.takes)
        begun = True
        width = part.width if _is_linear(part) else width
    if not any(map(_is_linear, parts)):
        raise refusal("nothing")


def _settings(parts: tuple[Part, ...], spec: NetworkSpec) -> dict[str, float]:
    """Name the numbers of the layers as the program does."""
    found, program = dict[str, float](), build(spec)
    layers = [part for part in parts if part.kind != INPUT]
    for part, layer in zip(layers, placed(spec), strict=True):
        names = value_names(layer, program)
        for key, number in part.settings:
            bounds = dict(KINDS[layer.kind].values)[key].bounds
            if bounds and not bounds[0] <= number <= bounds[1]:
                least, most = bounds
                raise refusal(
                    "bounds", part.line, name=part.name, number=number, least=least, most=most
                )
            if key in names:
                found[names[key]] = float(number)
    return found
