"""A network as it is asked for: layers, loss, training, data and how the numbers begin. Frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.examples import load
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.spec import LINEAR, NORM, NetworkSpec

GIVEN, NICE, DRAWN, DIGITS = "given", "nice", "drawn", "digits"
NORMS = ("none", "before", "after")
"""Where a layer is normalised: nowhere, before its activation, after it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer, its activation, and where it is normalised."""

    width: int
    activation: str = "relu"
    norm: str = "none"


@dataclass(frozen=True, slots=True)
class Design:
    """What a network is made from; the same design always makes the same numbers.

    - `layers`: the hidden ones and, last, the output; a loss of logits makes its activation itself
    - `data`: whose samples it has: an example's, the `digits`, or `drawn`
    - `start`: what the parameters begin with: the numbers `given` by the example, `nice` ones, or
      an initialization; `seed` decides what is drawn
    - `dead`: how many units are dead among nice numbers
    - `batch`: how many samples there are; `single`: only the first of them is shown
    """

    inputs: int
    layers: tuple[Layer, ...]
    loss: str = "softmax_cross_entropy"
    penalty: str = "none"
    optimizer: str = "sgd"
    decay: bool = False
    training: bool = True
    conventions: Conventions = HANDOUT
    batch: int = 3
    single: bool = False
    data: str = "toy"
    start: str = GIVEN
    seed: int = 0
    dead: int = 0

    @property
    def widths(self) -> tuple[int, ...]:
        """From the inputs to the outputs."""
        return self.inputs, *(layer.width for layer in self.layers)

    @property
    def kernel(self) -> tuple[object, ...]:
        """What its numbers follow from; its activations, its loss and its training do not count."""
        norms = tuple(layer.norm for layer in self.layers)
        return self.widths, norms, self.batch, self.data, self.start, self.seed


def spec_of(design: Design) -> NetworkSpec:
    """The description that the engine builds."""
    made = LOSSES[design.loss].head is not None
    flat = [part for layer in design.layers for part in _parts(layer)]
    if made:
        flat = _without_last_activation(flat)
    return NetworkSpec(
        design.inputs,
        tuple(flat),
        design.loss,
        design.conventions,
        design.penalty,
        design.optimizer,
        design.decay,
        design.training,
    )


def _parts(layer: Layer) -> list[tuple[str, int]]:
    before, after = ([(NORM, 0)] if layer.norm == place else [] for place in NORMS[1:])
    return [(LINEAR, layer.width), *before, (layer.activation, 0), *after]


def _without_last_activation(parts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    last = max(k for k, (kind, _) in enumerate(parts) if kind in ACTIVATIONS)
    return parts[:last] + parts[last + 1 :]


def with_loss(design: Design, loss: str) -> Design:
    """With another loss, and the output activation that is usual for it."""
    if loss == design.loss:
        return design
    *hidden, last = design.layers
    output = replace(last, activation=LOSSES[loss].outputs[0])
    return replace(design, loss=loss, layers=(*hidden, output))


def with_hidden(design: Design, activation: str) -> Design:
    """With another activation in every hidden layer."""
    *hidden, last = design.layers
    inner = (replace(layer, activation=activation) for layer in hidden)
    return replace(design, layers=(*inner, last))


def settled(design: Design) -> Design:
    """With an output activation that the loss is meant for: the present one, else the usual one."""
    *hidden, last = design.layers
    outputs = LOSSES[design.loss].outputs
    if last.activation in outputs:
        return design
    return replace(design, layers=(*hidden, replace(last, activation=outputs[0])))


def _example(name: str) -> Design:
    """The design of a built-in example."""
    spec, layers = load(name).spec, list[Layer]()
    for kind, width in spec.layers:
        if kind == LINEAR:
            layers.append(Layer(width))
        else:
            layers[-1] = replace(layers[-1], activation=kind)
    samples = len(load(name).values["X"])
    return settled(Design(spec.width, tuple(layers), spec.loss, batch=samples, data=name))


TOY = _example("toy")
NORMED = tuple(replace(layer, norm="before") for layer in TOY.layers[:-1])
PRESETS = {
    "toy": TOY,
    "small": _example("small"),
    "norm": replace(TOY, layers=(*NORMED, TOY.layers[-1])),
    "digits": Design(
        784,
        (Layer(256), Layer(10, "softmax")),
        batch=64,
        data=DIGITS,
        start="he_normal",
    ),
}
"""What can be begun with, by name."""
OFFERED = ("toy", "norm", "small")
"""What stands above the player; the others are in the builder."""
OWN = "own"


def example_of(design: Design) -> str:
    """Which preset it is, whatever its activations and the way it is trained; else `own`."""
    found = (name for name, preset in PRESETS.items() if preset.kernel == design.kernel)
    return next(found, OWN)
