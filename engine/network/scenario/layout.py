"""The form of a scenario, version 1: every key there is, once.

Names of layers, losses, optimizers, penalties, schedules and conventions are those of their tables.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from engine.network.conventions import HANDOUT, PRESETS, Conventions
from engine.network.layers import ACTIVATIONS
from engine.network.losses import LOSSES, PENALTIES, STRENGTH
from engine.network.optimizers import DECAY, DEFAULTS, OPTIMIZERS, RATE, Optimizer
from engine.network.scenario import limits
from engine.network.scenario.forms import (
    Choice,
    Either,
    Field,
    Flag,
    Form,
    Items,
    Number,
    Object,
    Refused,
    Tagged,
    Whole,
)
from engine.network.scenario.json_schema import DRAFT, json_schema
from engine.network.schedules import SCHEDULES
from engine.network.spec import LINEAR, NO_PENALTY, NORM, UPSTREAM

VERSION = 1
MODES = ("train", "inference")
NUMBER, NUMBERS = Number(), Items(Number(), limits.WIDTH)
ROW = Either((NUMBERS, Items(NUMBERS, 1)))
BATCH = Items(NUMBERS, limits.BATCH)
LABELS = Items(Whole(0, limits.WIDTH - 1), limits.BATCH)


def _type(*options: str) -> dict[str, Field]:
    return {"type": Field(Choice(options), required=True)}


def _row(about: str, fill: float) -> Field:
    return Field(ROW, about, fill=fill)


def _record(kind: type) -> dict[str, Field]:
    """A key for every field of a dataclass, with its type and its default."""
    hints = get_type_hints(kind)
    return {
        field.name: Field(_form(hints[field.name]), required=True)
        if field.default is MISSING
        else Field(_form(hints[field.name]), default=field.default)
        for field in fields(kind)
    }


def _form(hint: Any) -> Form:
    if get_origin(hint) is Literal:
        return Choice(get_args(hint))
    forms: dict[Any, Form] = {bool: Flag(), float: NUMBER, int: Whole(1, limits.ITERATIONS)}
    return forms[hint]


LAYER_FIELDS: dict[str, dict[str, Field]] = {
    LINEAR: {
        "W": Field(Items(NUMBERS, limits.WIDTH), "the weights, a row for every input", True),
        "B": _row("the bias", 0),
    },
    NORM: {
        "gamma": _row("the scale", 1),
        "beta": _row("the shift", 0),
        "running_mean": _row("the running mean, before an update in training", 0),
        "running_var": _row("the running variance, before an update in training", 1),
        "eps": Field(Number(0), "added to the variance under the root", default=1e-8),
        "alpha": Field(Number(0, 1), "the weight in the running statistics", default=0.9),
    },
}
"""What a layer has besides its type."""

LAYER = Tagged(
    (
        *(Object(_type(kind) | parts) for kind, parts in LAYER_FIELDS.items()),
        Object(_type(*ACTIVATIONS)),
    )
)
PENALTY = Object(
    _type(*PENALTIES) | {STRENGTH.name: Field(Number(0), "the strength λ", required=True)}
)
SCHEDULE = Tagged(tuple(Object(_type(name) | _record(s)) for name, s in SCHEDULES.items()))


def _optimizer(optimizer: Optimizer) -> Object:
    settings = {s.name: Field(NUMBER, default=DEFAULTS[s.name]) for s in optimizer.settings}
    # Decay taken off the parameter itself is what AdamW is for; elsewhere there is none by default.
    decay = None if optimizer.coupled else DEFAULTS[DECAY.name]
    return Object(
        _type(optimizer.name)
        | {RATE.name: Field(NUMBER, "the learning rate", default=0.1)}
        | settings
        | {DECAY.name: Field(NUMBER, "the weight decay", default=decay)}
        | {"schedule": Field(SCHEDULE, "of the learning rate", default={"type": "constant"})}
    )


OPTIMIZER = Tagged(tuple(map(_optimizer, OPTIMIZERS.values())))
CONVENTIONS = Either((Choice(tuple(PRESETS)), Object(_record(Conventions))))
_DEFAULT_CONVENTIONS = next(name for name, preset in PRESETS.items() if preset == HANDOUT)


def _scenario(loss: Object, own: dict[str, Field]) -> Object:
    return Object(
        {
            "version": Field(Whole(VERSION, VERSION), "the version of this form", True),
            "layers": Field(Items(LAYER, limits.LAYERS), "from input to output", True),
            "loss": Field(loss, "what the output is held against", True),
            "X": Field(BATCH, "the inputs, a row for every sample", True),
            **own,
            "mode": Field(Choice(MODES), default=MODES[0]),
            "conventions": Field(CONVENTIONS, default=_DEFAULT_CONVENTIONS),
            "optimizer": Field(OPTIMIZER, default={"type": next(iter(OPTIMIZERS))}),
            "iterations": Field(Whole(1, limits.ITERATIONS), default=1),
        }
    )


_D = Field(Either((LABELS, BATCH)), "the targets: a class, or a row, for every sample", True)
_PENALTY = Field(PENALTY, "added to the loss; none if left out")
_GRAD = Field(BATCH, "the gradient at the output, a row for every sample", True)
_NO_PENALTY = Field(Refused(NO_PENALTY), NO_PENALTY)
SCENARIO = Tagged(
    (
        _scenario(Object(_type(*LOSSES)), {"D": _D, "penalty": _PENALTY}),
        _scenario(Object(_type(UPSTREAM) | {"grad": _GRAD}), {"penalty": _NO_PENALTY}),
    ),
    key=("loss", "type"),
)


def schema() -> dict[str, Any]:
    """The JSON Schema of a scenario."""
    return {"$schema": DRAFT, "title": "Backprop visualizer scenario"} | json_schema(SCENARIO)
