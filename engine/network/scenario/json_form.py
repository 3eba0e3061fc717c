"""Make the JSON Schema of a scenario, from the tables of layers, losses and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from engine.network.conventions import PRESETS, Conventions
from engine.network.layer_values import LAYER_VALUES, LayerValue
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES, STRENGTH
from engine.network.optimizers import DECAY, DEFAULTS, OPTIMIZERS, RATE, Optimizer
from engine.network.options import Setting, is_whole, settings_of
from engine.network.scenario import limits
from engine.network.scenario.schema_parts import DRAFT, Schema, array, number, record, text, whole
from engine.network.schedules import SCHEDULES, Schedule
from engine.network.settings import Settings
from engine.network.spec import NO_PENALTY, UPSTREAM

VERSION = 2
"""In version 1 a scenario without conventions has the handout's, and `mean` is `MEAN_BEFORE`."""
NUMBERS = array(number(), limits.WIDTH)
MATRIX = array(NUMBERS, limits.WIDTH)
BATCH = array(NUMBERS, limits.BATCH)
ROW = {"anyOf": [NUMBERS, array(NUMBERS, 1)]}
LABELS = array(whole(0, limits.WIDTH - 1), limits.BATCH)


def _about(text: str) -> Schema:
    return {"description": text}


def _default(value: Any) -> Schema:
    return {"default": value}


def _setting(setting: Setting) -> Schema:
    """Describe the value of a setting: a number, a flag, or the word of an option."""
    schema = text(*map(setting.word, setting.options)) if setting.options else {}
    if setting.bounds:
        low, high = setting.bounds
        schema = whole(int(low), int(high)) if setting.whole else number(low, high)
    elif isinstance(setting.default, bool) and not setting.words:
        schema = {"type": "boolean"}
    return schema | _default(setting.to_json(setting.default))


def _layer_value(value: LayerValue) -> Schema:
    if value.start is None:
        return MATRIX | _about(value.about)
    if value.bounds:
        return number(*value.bounds) | _about(value.about) | _default(value.start)
    return ROW | _about(f"{value.about}; left out, every entry is {value.start:g}")


def _layer(kind: str, values: Mapping[str, LayerValue]) -> Schema:
    parts = {key: _layer_value(value) for key, value in values.items()}
    matrices = {key: part for key, part in parts.items() if values[key].start is None}
    return record({"type": text(kind)} | matrices, parts)


def _schedule(name: str, schedule: type[Schedule]) -> Schema:
    required, optional = {"type": text(name)}, dict[str, Schema]()
    for row in fields(schedule):
        kind = whole(1, limits.ITERATIONS) if is_whole(row) else number()
        if row.default is MISSING:
            required[row.name] = kind
        else:
            optional[row.name] = kind | _default(row.default)
    return record(required, optional)


def _optimizer(optimizer: Optimizer) -> Schema:
    # AdamW decays the weights by default (decay is what it is for); other optimizers do not.
    decay = {} if optimizer.coupled else _default(DEFAULTS[DECAY.name])
    settings = {s.name: number() | _default(DEFAULTS[s.name]) for s in optimizer.settings}
    rate = number() | _about("the learning rate") | _default(DEFAULTS[RATE.name])
    return record(
        {"type": text(optimizer.name)},
        {RATE.name: rate}
        | settings
        | {DECAY.name: number() | _about("the weight decay") | decay}
        | {"schedule": SCHEDULE | _about("of the learning rate") | _default({"type": "constant"})},
    )


LAYERS = [_layer(kind, values) for kind, values in LAYER_VALUES.items()]
LAYER = {"oneOf": [*LAYERS, record({"type": text(*ACTIVATIONS)}, {})]}
STRENGTHS = {STRENGTH.name: number(0) | _about("the strength λ")}
PENALTY = record({"type": text(*PENALTIES)} | STRENGTHS, {})
SCHEDULE = {"oneOf": [_schedule(name, schedule) for name, schedule in SCHEDULES.items()]}
OPTIMIZER = {"oneOf": [_optimizer(optimizer) for optimizer in OPTIMIZERS.values()]}
CHOSEN = record({}, {setting.key: _setting(setting) for setting in settings_of(Conventions)})
CONVENTIONS = {"anyOf": [text(*PRESETS), CHOSEN]}
WITH_NUMBERS = ("loss", "penalty", "optimizer", "decay")
"""The settings that bring numbers: each is an object in JSON, or a key of one."""
PLAIN = tuple(row for row in settings_of(Settings) if row.name not in WITH_NUMBERS)
"""The settings that are keys of the scenario itself."""


def _scenario(loss: Schema, target: dict[str, Schema], penalty: Schema) -> Schema:
    required = {
        "version": whole(1, VERSION) | _about("the version of this form"),
        "layers": array(LAYER, limits.LAYERS) | _about("from input to output"),
        "loss": loss | _about("what the output is held against"),
        "X": BATCH | _about("the inputs, a row for every sample"),
    }
    optional = {
        "penalty": penalty,
        **{setting.key: _setting(setting) for setting in PLAIN},
        "conventions": CONVENTIONS | _about("left out: mean; in version 1, handout"),
        "optimizer": OPTIMIZER | _default({"type": next(iter(OPTIMIZERS))}),
        "iterations": whole(1, limits.ITERATIONS) | _default(1),
    }
    return record(required | target, optional)


_D = {"anyOf": [LABELS, BATCH]} | _about("the targets: a class, or a row, for every sample")
_GRAD = BATCH | _about("the gradient at the output, a row for every sample")
SCENARIO = {
    "oneOf": [
        _scenario(
            record({"type": text(*LOSSES)}, {}),
            {"D": _D},
            PENALTY | _about("added to the loss; none if left out"),
        ),
        _scenario(
            record({"type": text(UPSTREAM), "grad": _GRAD}, {}),
            {},
            {"not": {}} | _about(NO_PENALTY),
        ),
    ]
}


def schema() -> dict[str, Any]:
    """Publish the JSON Schema of a scenario."""
    return {"$schema": DRAFT, "title": "Backprop visualizer scenario"} | SCENARIO
