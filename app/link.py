"""A design and what was typed, as the address of the page has them: only what differs, readable.

`?net=2-3.norm.relu-2&optimizer=adam&typed=X:0:0:10`: the widths from the inputs to the outputs, and
after a width what follows it. What an address says that is no choice is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any, get_args, get_type_hints

from app.design import (
    DIGITS,
    DRAWN,
    GIVEN,
    NICE,
    PRESETS,
    Design,
    Layer,
    example_of,
    settled,
    with_hidden,
    with_loss,
)
from app.examples import EXAMPLES
from app.given import Spot
from app.limits import allowed
from app.numbers import NotANumber, parse_number
from engine.network.conventions import PRESETS as KNOWN_CONVENTIONS
from engine.network.conventions import Conventions
from engine.network.initialize import INITIALIZATIONS
from engine.network.layers import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS

Typed = Mapping[Spot, float]
NORM, DECAY = "norm", "decay"
MOST_TYPED = 100
"""So many typed numbers go into an address."""
DATA = (*EXAMPLES, DRAWN, DIGITS)
STARTS = (GIVEN, NICE, *INITIALIZATIONS)
_HINTS = get_type_hints(Conventions)
CONVENTIONS: dict[str, tuple[Any, ...]] = {
    field.name: get_args(_HINTS[field.name])
    or {bool: (False, True), float: (0.0, 0.5, 1.0)}[_HINTS[field.name]]
    for field in fields(Conventions)
}
"""The options of every convention."""
CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "penalty": ("penalty", ("none", *PENALTIES)),
    "optimizer": ("optimizer", tuple(OPTIMIZERS)),
    "data": ("data", DATA),
    "init": ("start", STARTS),
}
"""The key in the address, the field of the design, what there is."""
FLAGS = {
    "samples": ("single", {"single": True, "batch": False}),
    "mode": ("training", {"inference": False, "train": True}),
    DECAY: ("decay", {"1": True, "0": False}),
}
COUNTS = {"batch": "batch", "seed": "seed", "dead": "dead"}
KEYS = ("example", "loss", "hidden", "net", *CHOICES, *FLAGS, *COUNTS, "conventions", "typed")
"""Every key of the address that says what is on the bench."""


def read(query: Mapping[str, str]) -> Design:
    """The design that an address asks for; what it does not say is as in the example."""
    design = PRESETS.get(query.get("example", ""), PRESETS["toy"])
    if query.get("loss") in LOSSES:
        design = with_loss(design, query["loss"])
    if query.get("hidden") in ACTIVATIONS:
        design = with_hidden(design, query["hidden"])
    design = _with_net(design, query.get("net", ""))
    found: dict[str, Any] = {}
    for key, (name, options) in CHOICES.items():
        if query.get(key) in options:
            found[name] = query[key]
    for key, (name, flags) in FLAGS.items():
        if query.get(key) in flags:
            found[name] = flags[query[key]]
    for key, name in COUNTS.items():
        if _is_count(query.get(key, "")):
            found[name] = int(query[key][:6])
    conventions = _conventions(query.get("conventions", ""), design.conventions)
    asked = settled(replace(design, conventions=conventions, **found))
    return asked if allowed(asked) else PRESETS["toy"]


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _with_net(design: Design, net: str) -> Design:
    inputs, *layers = net.split("-")
    read_layers = [_layer(part) for part in layers]
    if not (_is_count(inputs) and layers) or None in read_layers:
        return design
    found = tuple(layer for layer in read_layers if layer)
    return replace(design, inputs=int(inputs[:6]), layers=found)


def _layer(text: str) -> Layer | None:
    """`3.norm.relu`: a width, and what follows it in order."""
    width, *words = text.split(".")
    activations = [word for word in words if word in ACTIVATIONS] or ["relu"]
    if not _is_count(width) or len(activations) > 1:
        return None
    norms = [k for k, word in enumerate(words) if word == NORM]
    place = "none" if not norms else "before" if norms[0] == 0 else "after"
    return Layer(int(width[:6]), activations[0], place)


def _conventions(text: str, usual: Conventions) -> Conventions:
    """A preset, or `mean:loss.alpha:new` for what differs from the handout's."""
    if text in KNOWN_CONVENTIONS:
        return KNOWN_CONVENTIONS[text]
    found = Conventions() if text else usual
    for part in text.split("."):
        name, _, word = part.partition(":")
        options = {_written_option(option): option for option in CONVENTIONS.get(name, ())}
        if word in options:
            found = replace(found, **{name: options[word]})
    return found


def _written_option(option: str | float) -> str:
    return {True: "1", False: "0", 0.5: "half"}.get(option, str(option))


def write(design: Design, typed: Typed) -> dict[str, str]:
    """What the address has to say, so that `read` makes the same design of it."""
    name = example_of(design)
    base = PRESETS.get(name, PRESETS["toy"])
    found = {"example": name} if name in PRESETS and name != "toy" else {}
    if design.loss != base.loss:
        found["loss"] = design.loss
    found |= _net(design, base)
    for key, (own, _) in CHOICES.items():
        if getattr(design, own) != getattr(base, own):
            found[key] = getattr(design, own)
    for key, (own, flags) in FLAGS.items():
        if getattr(design, own) != getattr(base, own):
            found[key] = next(word for word, flag in flags.items() if flag == getattr(design, own))
    for key, own in COUNTS.items():
        if getattr(design, own) != getattr(base, own):
            found[key] = str(getattr(design, own))
    if design.conventions != base.conventions:
        found["conventions"] = _said(design.conventions)
    return found | _typed(typed)


def whole(design: Design, typed: Typed) -> dict[str, str | None]:
    """The same with every key of ours, None where the address has to be without it."""
    return dict.fromkeys(KEYS) | write(design, typed)


def _net(design: Design, base: Design) -> dict[str, str]:
    base = with_loss(base, design.loss)
    if (design.inputs, design.layers) == (base.inputs, base.layers):
        return {}
    hidden = design.layers[0].activation
    if (design.inputs, design.layers) == (base.inputs, with_hidden(base, hidden).layers):
        return {"hidden": hidden}
    return {"net": "-".join([str(design.inputs), *map(_written, design.layers)])}


def _written(layer: Layer) -> str:
    before, after = ([NORM] if layer.norm == place else [] for place in ("before", "after"))
    return ".".join([str(layer.width), *before, layer.activation, *after])


def _said(conventions: Conventions) -> str:
    usual = asdict(Conventions())
    preset = next((name for name, c in KNOWN_CONVENTIONS.items() if c == conventions), None)
    differs = {key: x for key, x in asdict(conventions).items() if x != usual[key]}
    return preset or ".".join(f"{key}:{_written_option(x)}" for key, x in differs.items())


def _typed(typed: Typed) -> dict[str, str]:
    if not 0 < len(typed) <= MOST_TYPED:
        return {}
    said = (f"{name}:{row}:{col}:{value:.17g}" for (name, row, col), value in typed.items())
    return {"typed": ",".join(said)}


def typed_in(query: Mapping[str, str]) -> dict[Spot, float]:
    """What was typed, as the address has it."""
    found: dict[Spot, float] = {}
    for part in query.get("typed", "").split(",")[:MOST_TYPED]:
        name, *rest = part.split(":")
        if len(rest) == 3 and all(map(_is_count, rest[:2])):
            try:
                found[name, int(rest[0]), int(rest[1])] = parse_number(rest[2])
            except NotANumber:
                continue
    return found
