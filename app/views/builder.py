"""Write the builder for the browser: what there is to choose, and what is chosen."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from app.design import OFFERED, PRESETS, Design, Layer, can_be_nice, example_of, spec_of
from app.text import optional, section, text
from engine.network.build import build
from engine.network.conventions import PRESETS as KNOWN_CONVENTIONS
from engine.network.conventions import Conventions
from engine.network.losses import LOSSES
from engine.network.options import Setting, settings_of
from engine.network.spec import NetworkSpec

Data = dict[str, Any]
(DROPOUT,) = (setting for setting in settings_of(Layer) if setting.name == "dropout")


@lru_cache(maxsize=4)
def choices(lang: str) -> Data:
    """List everything that can be chosen, with its name and, where it has one, a line about it."""
    return {
        "text": section("builder", lang),
        "preset": [_option("preset", name, lang) for name in PRESETS],
        "outputs": {name: loss.outputs for name, loss in LOSSES.items()},
        **{
            setting.name: [_option(setting.name, option, lang) for option in setting.options]
            for setting in (*settings_of(Layer), *settings_of(Design))
            if isinstance(setting.default, str)
        },
        "dropout": [
            {"value": share, "label": text(f"builder.dropout.{DROPOUT.word(share)}", lang)}
            for share in DROPOUT.options
        ],
        "conventions": [_convention(setting, lang) for setting in settings_of(Conventions)],
        "sets": [
            _option("sets", name, lang) | {"conventions": asdict(conventions)}
            for name, conventions in KNOWN_CONVENTIONS.items()
        ],
    }


def _option(group: str, name: str, lang: str) -> Data:
    key = f"choice.{group}.{name}"
    return {"value": name, "label": text(key, lang), "about": optional(f"{key}.about", lang)}


def _convention(setting: Setting, lang: str) -> Data:
    key = f"convention.{setting.name}"
    return {
        "name": setting.name,
        "label": text(key, lang),
        "line": text(f"{key}.line", lang),
        "options": [
            {"value": option, "label": text(f"{key}.{setting.word(option)}", lang)}
            for option in setting.options
        ],
    }


def design_data(design: Design) -> Data:
    """Write what is chosen, and what makes a difference to it.

    - `applies`: the conventions that do
    - `modes`: whether training and inference are two things here
    - `nice`: whether there may be nice numbers
    """
    spec = spec_of(design)
    return {
        **asdict(replace(design, moment=None)),
        "preset": example_of(design),
        "offered": OFFERED,
        "applies": _applies(spec),
        "modes": _has_modes(spec),
        "nice": can_be_nice(design),
    }


@lru_cache(maxsize=64)
def _has_modes(spec: NetworkSpec) -> bool:
    """Tell whether the program of inference is another one."""
    other = replace(spec, training=not spec.training)
    return build(other).equations != build(spec).equations


@lru_cache(maxsize=64)
def _applies(spec: NetworkSpec) -> list[str]:
    """List the conventions that make a difference here: the program is another one then."""
    present = build(spec).equations
    return [
        setting.name
        for setting in settings_of(Conventions)
        if any(build(_with(spec, setting.name, o)).equations != present for o in setting.options)
    ]


def _with(spec: NetworkSpec, name: str, option: Any) -> NetworkSpec:
    return replace(spec, conventions=replace(spec.conventions, **{name: option}))
