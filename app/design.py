"""A network as it is built in the app: layers, settings, data and how the numbers begin. Frozen."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields, replace
from itertools import chain

from app.examples import EXAMPLES, load
from engine.core.immutable import immutable
from engine.network.conventions import HANDOUT, MEAN
from engine.network.initialize import INITIALIZATIONS
from engine.network.layers.activations import ACTIVATIONS
from engine.network.layers.kind import LINEAR
from engine.network.layers.table import KINDS
from engine.network.losses import LOSSES
from engine.network.options import choice, number
from engine.network.settings import Settings
from engine.network.spec import NORM_PLACES, NetworkSpec, group

GIVEN, NICE, DRAWN, DIGITS = "given", "nice", "drawn", "digits"


@immutable
class Layer:
    """A linear layer, its activation, and where it is normalised; each field is a setting.

    - `dropout`: the share of its outputs that is dropped in training
    - `skip`: whether its input is added to its output
    """

    width: int = number(1, 256)
    activation: str = choice(*ACTIVATIONS, default="relu")
    norm: str = choice(*NORM_PLACES)
    bias: bool = choice(True, False)
    dropout: float = choice(0.0, 0.1, 0.2, 0.5)
    skip: bool = choice(False, True)


@immutable
class Design(Settings):
    """What a network is made from; the same design always makes the same numbers.

    Every field but `layers` and `conventions` is a setting, besides those of `Settings`:

    - `layers`: the hidden ones and, last, the output; a loss of logits makes its activation itself
    - `batch`: how many samples there are; `single`: only the first of them is shown
    - `data`: whose samples it has: an example's, the `digits`, or `drawn`
    - `start`: what the parameters begin with: the numbers `given` by the example, `nice` ones, or
      an initialization; `seed` decides what is drawn
    - `dead`: how many units are dead among nice numbers
    - `moment`: the moment of a training whose numbers it has, an `app.train.instant.Moment`
    """

    inputs: int = number(1, 784, key="")
    layers: tuple[Layer, ...]
    batch: int = number(1, 64, default=3)
    single: bool = choice(False, True, key="samples", words=("batch", "single"))
    data: str = choice(*EXAMPLES, DRAWN, DIGITS)
    start: str = choice(GIVEN, NICE, *INITIALIZATIONS, key="init")
    seed: int = number(0, 999_999, default=0)
    dead: int = number(0, 256, default=0)
    moment: Hashable = None

    @property
    def widths(self) -> tuple[int, ...]:
        """The number of inputs, and of the outputs of each layer."""
        return self.inputs, *(layer.width for layer in self.layers)

    @property
    def kernel(self) -> tuple[object, ...]:
        """What decides its numbers: not its activations, its loss and its training."""
        norms = tuple((layer.norm, layer.bias, layer.dropout, layer.skip) for layer in self.layers)
        return self.widths, norms, self.batch, self.data, self.start, self.seed, self.moment


def spec_of(design: Design) -> NetworkSpec:
    """Describe the network for the engine."""
    *hidden, last = design.layers
    makes_output = LOSSES[design.loss].head is not None
    groups = [*map(_group, hidden), _group(last, with_activation=not makes_output)]
    settings = {field.name: getattr(design, field.name) for field in fields(Settings)}
    return NetworkSpec(design.inputs, tuple(chain.from_iterable(groups)), **settings)


def _group(layer: Layer, with_activation: bool = True) -> list[tuple[str, int]]:
    """List the parts of a layer for the engine."""
    activation = layer.activation if with_activation else None
    return group(
        layer.width, activation, layer.norm, layer.bias, drops=layer.dropout > 0, skip=layer.skip
    )


def with_loss(design: Design, loss: str) -> Design:
    """Change the loss, and the output activation to the one that is usual for it."""
    if loss == design.loss:
        return design
    *hidden, last = design.layers
    output = replace(last, activation=LOSSES[loss].outputs[0])
    return replace(design, loss=loss, layers=(*hidden, output))


def with_hidden(design: Design, activation: str) -> Design:
    """Change the activation of every hidden layer."""
    *hidden, last = design.layers
    inner = (replace(layer, activation=activation) for layer in hidden)
    return replace(design, layers=(*inner, last))


def settled(design: Design) -> Design:
    """Change the output activation to the usual one, if the loss is not meant for the present."""
    *hidden, last = design.layers
    outputs = LOSSES[design.loss].outputs
    if last.activation in outputs:
        return design
    return replace(design, layers=(*hidden, replace(last, activation=outputs[0])))


def can_be_nice(design: Design) -> bool:
    """Tell whether all units can be searched one by one, and every sample has a gradient."""
    together = (
        layer.skip or layer.dropout or layer.norm.startswith("layer_") for layer in design.layers
    )
    return not (LOSSES[design.loss].cancels or any(together))


def _example(name: str) -> Design:
    """Make the design of a built-in example."""
    spec, layers = load(name).spec, list[Layer]()
    for kind, width in spec.layers:
        if KINDS[kind].family == LINEAR:
            layers.append(Layer(width, bias=kind == LINEAR))
        else:
            layers[-1] = replace(layers[-1], activation=kind)
    samples = len(load(name).values["X"])
    chosen = {"loss": spec.loss, "conventions": spec.conventions}
    return settled(Design(spec.width, tuple(layers), **chosen, batch=samples, data=name))


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
        conventions=HANDOUT,
    ),
    "new": Design(
        2,
        (Layer(3), Layer(2, "softmax")),
        batch=4,
        data=DRAWN,
        start=NICE,
        conventions=MEAN,
    ),
}
"""The networks to begin with, by name."""
OFFERED = ("toy", "norm", "small")
"""Those that are offered above the player; the others are in the builder."""
OWN = "own"


def example_of(design: Design) -> str:
    """Name the preset that it is, whatever its activations and its training; else `own`."""
    names = (name for name, preset in PRESETS.items() if preset.kernel == design.kernel)
    return next(names, OWN)
