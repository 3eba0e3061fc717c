"""How large a network may be that is built in the app, and why another one is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from app.design import DIGITS, GIVEN, NICE, Design
from app.digits import CLASSES, LARGE, SIDE
from app.examples import EXAMPLES
from app.start import scenario_of
from engine.core.errors import SettingError
from engine.network.nice.limits import FEWEST

INPUTS, WIDTH, LAYERS, BATCH, SEED = 784, 256, 8, 64, 999_999
WEIGHTS = 300_000
NICE_WIDTHS = 40
"""Units of all layers together, up to which nice numbers are looked for."""
PIXELS = SIDE * SIDE, LARGE * LARGE


class Refused(ValueError):
    """A choice that cannot be: `field` is where it was made, `reason` the key of the sentence."""

    def __init__(self, field: str, reason: str, **values: Any) -> None:
        super().__init__(f"{field}: {reason} {values}")
        self.field = field
        self.reason = reason
        self.values = values


def check(design: Design) -> None:
    """Raises `Refused` where a design is too large, too small, or does not fit its data."""
    _within("inputs", design.inputs, 1, INPUTS)
    for k, layer in enumerate(design.layers):
        _within(f"width.{k}", layer.width, 1, WIDTH)
    if len(design.layers) > LAYERS:
        raise Refused("layers", "layers", most=LAYERS)
    if not design.layers:
        raise Refused("layers", "no_layer")
    _within("batch", design.batch, 1, BATCH)
    _within("seed", design.seed, 0, SEED)
    weights = sum(a * b for a, b in pairwise(design.widths))
    if weights > WEIGHTS:
        raise Refused("layers", "weights", count=weights, most=WEIGHTS)
    _check_data(design)
    if design.start == NICE:
        _check_nice(design)


def _check_nice(design: Design) -> None:
    """Nice numbers are searched for; the engine's reason for finding none is a long one."""
    _within("dead", design.dead, 0, WIDTH)
    normed = any(layer.norm != "none" for layer in design.layers)
    if normed and design.training and design.batch < FEWEST:
        raise Refused("start", "nice_batch", batch=design.batch, least=FEWEST)
    if sum(design.widths) > NICE_WIDTHS:
        raise Refused("start", "not_nice")
    try:
        scenario_of(design)
    except SettingError as error:
        raise Refused("start", "not_nice") from error


def _within(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise Refused(field, "within", number=number, least=least, most=most)


def _check_data(design: Design) -> None:
    if design.start == GIVEN and design.data not in EXAMPLES:
        raise Refused("start", "nothing_given")
    if design.data != DIGITS:
        return
    if design.inputs not in PIXELS:
        raise Refused("data", "pixels", inputs=design.inputs, small=PIXELS[0], large=PIXELS[1])
    if design.layers[-1].width != CLASSES:
        raise Refused("data", "classes", outputs=design.layers[-1].width, classes=CLASSES)


def allowed(design: Design) -> bool:
    """Whether a design can be built."""
    try:
        check(design)
    except Refused:
        return False
    return True
