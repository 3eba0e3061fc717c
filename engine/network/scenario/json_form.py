"""Make the JSON Schema of a scenario, from the tables of layers, losses and settings."""

from __future__ import annotations

from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from typing import Any

from engine.network.conventions import PRESETS, Conventions
from engine.network.layers.kind import DROPOUT, LINEAR, RESIDUAL, LayerKind, LayerValue
from engine.network.layers.table import KINDS, LINEAR_WITHOUT_BIAS
from engine.network.losses import LOSSES, PENALTIES, STRENGTH, Loss
from engine.network.optimizers import DECAY, DEFAULTS, OPTIMIZERS, RATE, STEP, Optimizer
from engine.network.options import Setting, is_whole, settings_of
from engine.network.scenario import limits
from engine.network.scenario.schema_parts import (
    DRAFT,
    MISSING,
    Schema,
    array,
    number,
    record,
    text,
    whole,
)
from engine.network.schedules import SCHEDULES, Schedule
from engine.network.settings import Settings
from engine.network.spec import NO_PENALTY, UPSTREAM

STATE = "state"
VERSION = 2
"""The versions differ in one thing: in a file that version 1 wrote, `mean` is `MEAN_BEFORE`."""
NUMBERS = array(number(), limits.WIDTH)
MATRIX = array(NUMBERS, limits.WIDTH)
BATCH = array(NUMBERS, limits.BATCH)
MASK = array(array(whole(0, 1), limits.WIDTH), limits.BATCH)
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
        return (MASK if value.optional else MATRIX) | _about(value.about)
    if value.bounds:
        return number(*value.bounds) | _about(value.about) | _default(value.start)
    return ROW | _about(f"{value.about}; left out, every entry is {value.start:g}")


def _layer(kind: LayerKind) -> Schema:
    parts = {key: _layer_value(value) for key, value in kind.values}
    needed = {
        key: parts[key] for key, value in kind.values if value.start is None and not value.optional
    }
    extra = EXTRA.get(kind.name, {})
    needed |= {key: part for key, part in extra.items() if key == OVER}
    return record({"type": text(kind.json or kind.name)} | needed, parts | extra)


def _schedule(name: str, schedule: type[Schedule]) -> Schema:
    required, optional = {"type": text(name)}, dict[str, Schema]()
    for row in fields(schedule):
        kind = whole(1, limits.ITERATIONS) if is_whole(row) else number()
        if row.default is NO_DEFAULT:
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
        | {"schedule": SCHEDULE | _about("of the learning rate") | _default({"type": "constant"})}
        | {STATE: _state(optimizer)},
    )


def _state(optimizer: Optimizer) -> Schema:
    """Describe what an optimizer remembers at the start: a matrix for each letter and parameter."""
    letters: dict[str, Schema] = {key: {"anyOf": [MATRIX, NUMBERS]} for key in optimizer.states}
    steps = whole(0, limits.MOST_STEPS) | _about("how many steps were done") | _default(0)
    counted: dict[str, Schema] = {STEP.name: steps} if optimizer.counts else {}
    about = _about("what it remembers at the start, by parameter: W1, gamma2; left out, it is 0")
    return record({}, counted, record({}, letters) if letters else None) | about


BIAS: dict[str, Schema] = {
    "B": ROW | _about("the bias; left out, there is none, or zeros where bias is true"),
    "bias": {"type": "boolean"} | _about("whether there is a bias; left out, where B is given"),
}
OVER = "over"
EXTRA: dict[str, dict[str, Schema]] = {
    LINEAR: BIAS,
    DROPOUT: {
        "seed": whole(0, limits.LARGEST_SEED) | _about("where no mask is given, it draws one")
    },
    RESIDUAL: {
        OVER: whole(1, limits.LAYERS)
        | _about("over how many layers: the input of the first of them is added")
    },
}
"""Keys of a layer besides its values."""
LAYER = {
    "oneOf": [_layer(kind) for name, kind in KINDS.items() if name != LINEAR_WITHOUT_BIAS],
    MISSING: "; there is no convolution, no pooling and no recurrence yet",
}
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
        "conventions": CONVENTIONS | _about("left out: mean"),
        "optimizer": OPTIMIZER | _default({"type": next(iter(OPTIMIZERS))}),
        "iterations": whole(1, limits.ITERATIONS) | _default(1),
    }
    return record(required | target, optional)


_D = {"anyOf": [LABELS, BATCH]} | _about("the targets: a class, or a row, for every sample")
_GRAD = BATCH | _about("the gradient at the output, a row for every sample")
_PENALTY = PENALTY | _about("added to the loss; none if left out")


def _loss(loss: Loss) -> Schema:
    numbers = {s.name: number(*s.bounds) | _default(s.usual) for s in loss.settings}
    return record({"type": text(loss.name)}, numbers)


SCENARIO = {
    "oneOf": [
        _scenario(
            record(
                {"type": text(*(name for name, loss in LOSSES.items() if not loss.settings))}, {}
            ),
            {"D": _D},
            _PENALTY,
        ),
        *(_scenario(_loss(loss), {"D": _D}, _PENALTY) for loss in LOSSES.values() if loss.settings),
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
