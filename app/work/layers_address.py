"""The layers of a network as one word of an address: `2-3.norm.relu-2.softmax`.

The widths from the inputs to the outputs, and after a width what follows it.
"""

from __future__ import annotations

from app.design import Layer
from app.work.errors import WorkError, no_choice, shown
from app.work.reading import count_in
from engine.network.layers.activations import ACTIVATIONS
from engine.network.options import settings_of

NORM, NORM_LAYER, WITHOUT_BIAS, DROP, SKIP = "norm", "layernorm", "nobias", "drop", "skip"
NORMS = {NORM: "", NORM_LAYER: "layer_"}
(DROPOUT,) = (setting for setting in settings_of(Layer) if setting.name == "dropout")
DROPS = tuple(DROP + DROPOUT.word(share) for share in DROPOUT.options)
WORDS = (*ACTIVATIONS, *NORMS, WITHOUT_BIAS, *DROPS, SKIP)
EXAMPLE = "2-3.relu-2.softmax"


def read_layers(net: str, refusals: list[WorkError]) -> tuple[int, tuple[Layer, ...]] | None:
    """Read the number of inputs and the layers; None where a width is no number.

    A word that there is not is left out and added to the `refusals`, as is the whole that is None.
    """
    inputs, *parts = net.split("-")
    count, layers = count_in(inputs), [_layer(part, refusals) for part in parts]
    read = tuple(layer for layer in layers if layer)
    if count is None or not read or len(read) < len(parts):
        refusals.append(WorkError("net", "not_net", asked=shown(net), example=EXAMPLE))
        return None
    return count, read


def _layer(text: str, refusals: list[WorkError]) -> Layer | None:
    """Read `3.nobias.norm.relu.drop0_5.skip`; of two of one kind the first one counts."""
    said, *words = text.split(".")
    width = count_in(said)
    if width is None:
        return None
    activations = [word for word in words if word in ACTIVATIONS]
    refusals += (no_choice("net", word, WORDS) for word in words if word not in WORDS)
    refusals += (WorkError("net", "second", asked=word) for word in activations[1:])
    for kind, reason in ((NORMS, "second_norm"), (DROPS, "second_dropout")):
        more = [word for word in words if word in kind][1:]
        refusals += (WorkError("net", reason, asked=word) for word in more)
    activation = (*activations, "relu")[0]
    return Layer(
        width,
        activation,
        _norm([word for word in words if word in (*NORMS, activation)]),
        bias=WITHOUT_BIAS not in words,
        dropout=_dropout(words),
        skip=SKIP in words,
    )


def _norm(words: list[str]) -> str:
    """Find where the normalisation stands, among the words for it and for the activation."""
    norms = [k for k, word in enumerate(words) if word in NORMS]
    if not norms:
        return "none"
    return NORMS[words[norms[0]]] + ("before" if norms[0] == 0 else "after")


def _dropout(words: list[str]) -> float:
    shares = (DROPOUT.option(word.removeprefix(DROP)) for word in words if word in DROPS)
    return float(next(shares, 0.0))


def written_layers(inputs: int, layers: tuple[Layer, ...]) -> str:
    """Write layers, so that `read_layers` makes the same of them."""
    return "-".join([str(inputs), *map(_written, layers)])


def _written(layer: Layer) -> str:
    norm = [NORM_LAYER if layer.norm.startswith("layer_") else NORM]
    words = (
        str(layer.width),
        *([] if layer.bias else [WITHOUT_BIAS]),
        *(norm if layer.norm.endswith("before") else []),
        layer.activation,
        *(norm if layer.norm.endswith("after") else []),
        *([DROP + DROPOUT.word(layer.dropout)] if layer.dropout else []),
        *([SKIP] if layer.skip else []),
    )
    return ".".join(words)
