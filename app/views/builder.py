"""The builder as the browser has it: what there is to choose, and what is chosen."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from app.design import NORMS, PRESETS, Design, example_of, spec_of
from app.limits import Refused
from app.link import CONVENTIONS, DATA, STARTS
from app.text import section, template, text
from engine.network.build import build
from engine.network.conventions import PRESETS as KNOWN_CONVENTIONS
from engine.network.layers import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES
from engine.network.optimizers import OPTIMIZERS
from engine.network.spec import NetworkSpec

Data = dict[str, Any]


@lru_cache(maxsize=4)
def choices(lang: str) -> Data:
    """Everything that can be chosen, with its name and, where it has one, a line about it."""
    return {
        "text": section("builder", lang),
        "preset": [_option("preset", name, lang) for name in PRESETS],
        "activation": [_option("activation", name, lang) for name in ACTIVATIONS],
        "outputs": {name: loss.outputs for name, loss in LOSSES.items()},
        "norm": [_option("norm", name, lang) for name in NORMS],
        "loss": [_option("loss", name, lang) for name in LOSSES],
        "penalty": [_option("penalty", name, lang) for name in ("none", *PENALTIES)],
        "optimizer": [_option("optimizer", name, lang) for name in OPTIMIZERS],
        "data": [_option("data", name, lang) for name in DATA],
        "start": [_option("start", name, lang) for name in STARTS],
        "conventions": [_convention(name, lang) for name in CONVENTIONS],
        "sets": [
            _option("sets", name, lang) | {"conventions": asdict(conventions)}
            for name, conventions in KNOWN_CONVENTIONS.items()
        ],
    }


def _option(group: str, name: str, lang: str) -> Data:
    key = f"choice.{group}.{name}"
    return {"value": name, "label": text(key, lang), "about": template(f"{key}.about", lang)}


def _convention(name: str, lang: str) -> Data:
    key = f"convention.{name}"
    return {
        "name": name,
        "label": text(key, lang),
        "line": text(f"{key}.line", lang),
        "options": [
            {"value": value, "label": text(f"{key}.{_word(value)}", lang)}
            for value in CONVENTIONS[name]
        ],
    }


def _word(value: Any) -> str:
    """An option as a key: `loss`, `on`, `half`."""
    named = {True: "on", False: "off"} if isinstance(value, bool) else {0.0: "0", 0.5: "half"}
    return value if isinstance(value, str) else named.get(value, "1")


def design_data(design: Design, unbuilt: Data | None) -> Data:
    """What is chosen, and why the last choice could not be, if it could not."""
    return {
        **asdict(design),
        "preset": example_of(design),
        "applies": _applies(spec_of(design)),
        "refused": unbuilt,
    }


@lru_cache(maxsize=64)
def _applies(spec: NetworkSpec) -> list[str]:
    """The conventions that make a difference to this network: its program is another one then."""
    present = build(spec).equations
    return [
        name
        for name, options in CONVENTIONS.items()
        if any(build(_with(spec, name, option)).equations != present for option in options)
    ]


def _with(spec: NetworkSpec, name: str, option: Any) -> NetworkSpec:
    return replace(spec, conventions=replace(spec.conventions, **{name: option}))


def refusal(error: Refused, lang: str) -> Data:
    """Where a choice was refused, and the sentence that says why."""
    return {"field": error.field, "text": text(f"unbuilt.{error.reason}", lang, **error.values)}
