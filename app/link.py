"""A design and what was typed, as the address of the page has them: only what differs, readable.

`?net=2-3.norm.relu-2&optimizer=adam&typed=X:0:0:10`: the widths from the inputs to the outputs, and
after a width what follows it; every other setting under its key in the table. What an address says
that is no choice is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.design import PRESETS, Design, Layer, example_of, settled, with_hidden, with_loss
from app.given import Spot
from app.limits import allowed
from engine.network.conventions import PRESETS as KNOWN_CONVENTIONS
from engine.network.conventions import Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.options import Setting, settings_of
from engine.teach.answers.number import NotANumber, parse_number

Typed = Mapping[Spot, float]
NORM = "norm"
MOST_TYPED = 100
"""So many typed numbers go into an address."""
SETTINGS = tuple(setting for setting in settings_of(Design) if setting.key)
KEYS = ("example", "hidden", "net", *(s.key for s in SETTINGS), "conventions", "typed")
"""Every key of the address that says which network is open."""


def read(query: Mapping[str, str]) -> Design:
    """Read a design from an address; what it does not say is as in the example."""
    design = PRESETS.get(query.get("example", ""), PRESETS["toy"])
    chosen = {s.name: _value(s, query.get(s.key, "")) for s in SETTINGS}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    design = with_loss(design, chosen.get("loss", design.loss))
    if query.get("hidden") in ACTIVATIONS:
        design = with_hidden(design, query["hidden"])
    design = _with_net(design, query.get("net", ""))
    conventions = _conventions(query.get("conventions", ""), design.conventions)
    design = settled(replace(design, conventions=conventions, **chosen))
    return design if allowed(design) else PRESETS["toy"]


def _value(setting: Setting, word: str) -> Any:
    """Read the value of a setting; None for what is none."""
    if setting.whole:
        return int(word[:6]) if _is_count(word) else None
    return setting.option(word)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _with_net(design: Design, net: str) -> Design:
    inputs, *layers = net.split("-")
    read_layers = tuple(map(_layer, layers))
    if not (_is_count(inputs) and layers) or None in read_layers:
        return design
    return replace(design, inputs=int(inputs[:6]), layers=read_layers)


def _layer(text: str) -> Layer | None:
    """Read `3.norm.relu`: a width, and what follows it in order; None if it is not that."""
    width, *words = text.split(".")
    activations = [word for word in words if word in ACTIVATIONS] or ["relu"]
    if not _is_count(width) or len(activations) > 1:
        return None
    norms = [k for k, word in enumerate(words) if word == NORM]
    place = "none" if not norms else "before" if norms[0] == 0 else "after"
    return Layer(int(width[:6]), activations[0], place)


def _conventions(text: str, present: Conventions) -> Conventions:
    """Read a preset, or `mean:loss.alpha:new` for what differs from the handout's."""
    if text in KNOWN_CONVENTIONS:
        return KNOWN_CONVENTIONS[text]
    words = dict(part.partition(":")[::2] for part in text.split("."))
    chosen = {s.name: _value(s, words.get(s.key, "")) for s in settings_of(Conventions)}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    return replace(Conventions() if text else present, **chosen)


def write(design: Design, typed: Typed) -> dict[str, str]:
    """Write what the address has to say, so that `read` makes the same design of it."""
    name = example_of(design)
    base = PRESETS.get(name, PRESETS["toy"])
    query = {"example": name} if name in PRESETS and name != "toy" else {}
    query |= _net(design, base) | _differences(design, base)
    if design.conventions != base.conventions:
        query["conventions"] = _written_conventions(design.conventions)
    return query | _typed(typed)


def _differences(chosen: Any, base: Any) -> dict[str, str]:
    """Write the settings that differ, by their keys."""
    return {
        setting.key: setting.word(getattr(chosen, setting.name))
        for setting in settings_of(type(chosen))
        if setting.key and getattr(chosen, setting.name) != getattr(base, setting.name)
    }


def whole(design: Design, typed: Typed) -> dict[str, str | None]:
    """Write the same with every key there is, None where the address has to be without it."""
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


def _written_conventions(conventions: Conventions) -> str:
    names = (name for name, preset in KNOWN_CONVENTIONS.items() if preset == conventions)
    differs = _differences(conventions, Conventions())
    return next(names, ".".join(f"{key}:{word}" for key, word in differs.items()))


def _typed(typed: Typed) -> dict[str, str]:
    if not 0 < len(typed) <= MOST_TYPED:
        return {}
    entries = (f"{name}:{row}:{col}:{value:.17g}" for (name, row, col), value in typed.items())
    return {"typed": ",".join(entries)}


def typed_in(query: Mapping[str, str]) -> dict[Spot, float]:
    """Read what was typed from an address."""
    typed: dict[Spot, float] = {}
    for part in query.get("typed", "").split(",")[:MOST_TYPED]:
        name, *rest = part.split(":")
        if len(rest) == 3 and all(map(_is_count, rest[:2])):
            try:
                typed[name, int(rest[0]), int(rest[1])] = parse_number(rest[2])
            except NotANumber:
                continue
    return typed
