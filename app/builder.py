"""What the builder sends: a network as it was clicked and typed together, read strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from app.design import DRAWN, GIVEN, NICE, NORMS, Design, Layer, settled, with_loss
from app.examples import EXAMPLES
from app.limits import LAYERS, Refused, check
from app.link import CONVENTIONS, DATA, STARTS
from engine.network.conventions import Conventions
from engine.network.layers import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS

Sent = Mapping[str, Any]
LONGEST = 20
INITIAL = "xavier_normal"
"""How parameters begin where no example gives them any more."""
CHOICES: dict[str, tuple[Any, ...]] = {
    "loss": tuple(LOSSES),
    "penalty": ("none", *PENALTIES),
    "optimizer": tuple(OPTIMIZERS),
    "decay": (False, True),
    "training": (False, True),
    "single": (False, True),
    "data": DATA,
    "start": STARTS,
}


def read(change: Sent, present: Design) -> Design:
    """The present design with what was changed of it; what is not named stays as it is now.

    Raises `Refused` for what cannot be, at the field where it was asked for.
    """
    layers = [asdict(layer) for layer in present.layers]
    sent = {**asdict(present), "layers": layers, **change}
    found = {name: _chosen(name, sent.get(name), options) for name, options in CHOICES.items()}
    loss = found.pop("loss")
    design = with_loss(replace(present, layers=_layers(sent.get("layers"))), loss)
    design = replace(
        design,
        inputs=_whole("inputs", sent.get("inputs")),
        batch=_whole("batch", sent.get("batch")),
        seed=_whole("seed", sent.get("seed")),
        dead=_whole("dead", sent.get("dead")),
        conventions=_conventions(sent.get("conventions")),
        **found,
    )
    design = settled(_started(design, present))
    check(design)
    return design


def _started(design: Design, present: Design) -> Design:
    """Samples and parameters that belong together: an example's, and nice numbers are both."""
    example = design.data in EXAMPLES
    if design.start == NICE and design.start != present.start:
        return replace(design, data=DRAWN)
    if design.start == NICE and design.data != DRAWN:
        return replace(design, start=GIVEN if example else INITIAL, dead=0)
    moved = design.data != present.data and design.start == GIVEN
    return replace(design, start=INITIAL) if moved and not example else design


def _chosen(name: str, asked: Any, options: Sequence[Any]) -> Any:
    """The option that was asked for: the very one, so that 1 is not taken for true."""
    for option in options:
        if type(asked) is type(option) and asked == option:
            return option
    raise Refused(name, "no_choice", asked=str(asked)[:LONGEST])


def _layers(sent: Any) -> tuple[Layer, ...]:
    if not isinstance(sent, list) or not all(isinstance(layer, dict) for layer in sent):
        raise Refused("layers", "no_layer")
    if not 0 < len(sent) <= LAYERS:
        raise Refused("layers", "layers" if sent else "no_layer", most=LAYERS)
    return tuple(_layer(k, layer) for k, layer in enumerate(sent))


def _layer(k: int, sent: Sent) -> Layer:
    return Layer(
        _whole(f"width.{k}", sent.get("width")),
        _chosen(f"activation.{k}", sent.get("activation"), tuple(ACTIVATIONS)),
        _chosen(f"norm.{k}", sent.get("norm"), NORMS),
    )


def _whole(field: str, asked: Any) -> int:
    """A whole number, typed or counted."""
    text = str(asked).strip()
    if isinstance(asked, bool) or not (text.isascii() and text.isdigit()):
        raise Refused(field, "no_whole" if text else "empty", asked=text[:LONGEST])
    return int(text[:LONGEST])


def _conventions(sent: Any) -> Conventions:
    if not isinstance(sent, dict):
        raise Refused("conventions", "no_choice", asked=str(sent)[:LONGEST])
    numbers = {name: _as_option(sent.get(name), options) for name, options in CONVENTIONS.items()}
    return Conventions(
        **{name: _chosen(name, numbers[name], options) for name, options in CONVENTIONS.items()}
    )


def _as_option(asked: Any, options: Sequence[Any]) -> Any:
    """JSON has no difference between 0 and 0.0."""
    whole = type(asked) is int and isinstance(options[0], float)
    return float(asked) if whole else asked
