"""How large a network may be that is built in the app, and why another one is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from app.design import DIGITS, GIVEN, NICE, Design
from app.digits import CLASSES, LARGE, SIDE
from app.examples import EXAMPLES
from app.start import scenario_of
from app.text import text
from app.work.errors import WorkError, shown
from engine.core.errors import SettingError
from engine.network.nice.limits import FEWEST
from engine.network.options import settings_of

LAYERS = 8
WEIGHTS = 300_000
NICE_WIDTHS = 40
"""Units of all layers together, up to which nice numbers are looked for."""
PIXELS = SIDE * SIDE, LARGE * LARGE


class DesignError(WorkError):
    """A design is refused: `path` is the setting at fault, `reason` the key of the sentence."""

    def sentence(self, lang: str) -> str:
        """Say why it is refused."""
        return text(f"unbuilt.{self.reason}", lang, **self.facts)


def check(design: Design) -> None:
    """Raise `DesignError` where a design is too large, too small, or does not fit its data."""
    check_bounds(design)
    for k, layer in enumerate(design.layers):
        check_bounds(layer, f".{k}")
    if not 0 < len(design.layers) <= LAYERS:
        raise DesignError("layers", "layers" if design.layers else "no_layer", most=LAYERS)
    for k, (before, layer) in enumerate(zip(design.widths, design.layers, strict=False)):
        if layer.skip and before != layer.width:
            raise DesignError(f"skip.{k}", "skip", before=before, after=layer.width)
    weights = sum(a * b for a, b in pairwise(design.widths))
    if weights > WEIGHTS:
        raise DesignError("layers", "weights", count=weights, most=WEIGHTS)
    _check_data(design)
    if design.start == NICE:
        _check_nice(design)


def check_bounds(table: Any, place: str = "") -> None:
    """Check the numbers of a table of settings: of a network, of one of its layers, of a view."""
    for setting in settings_of(type(table)):
        number = getattr(table, setting.name)
        if setting.bounds:
            least, most = setting.bounds
            if not least <= number <= most:
                field = setting.name + place
                raise DesignError(field, "within", number=shown(number), least=least, most=most)


def _check_nice(design: Design) -> None:
    """Check that there are nice numbers; the engine's reason for finding none is a long one."""
    normed = any(layer.norm != "none" for layer in design.layers)
    if normed and design.training and design.batch < FEWEST:
        raise DesignError("start", "nice_batch", batch=design.batch, least=FEWEST)
    if sum(design.widths) > NICE_WIDTHS:
        raise DesignError("start", "not_nice")
    try:
        scenario_of(design)
    except SettingError as error:
        raise DesignError("start", "not_nice") from error


def _check_data(design: Design) -> None:
    """Check that the samples fit the network, and that an example has its first numbers."""
    if design.start == GIVEN and design.data not in EXAMPLES:
        raise DesignError("start", "nothing_given")
    if design.data != DIGITS:
        return
    if design.inputs not in PIXELS:
        small, large = PIXELS
        raise DesignError("data", "pixels", inputs=design.inputs, small=small, large=large)
    if design.layers[-1].width != CLASSES:
        raise DesignError("data", "classes", outputs=design.layers[-1].width, classes=CLASSES)


def allowed(design: Design) -> bool:
    """Tell whether a design can be built."""
    try:
        check(design)
    except DesignError:
        return False
    return True
