"""Read what the builder sends: a network as it was clicked and typed together, strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, replace
from typing import Any

from app.design import DRAWN, GIVEN, NICE, Design, Layer, can_be_nice, settled, with_loss
from app.examples import EXAMPLES
from app.limits import LAYERS, DesignError, check
from app.work.errors import LONGEST, WorkError, shown
from app.work.reading import read_option
from engine.network.conventions import Conventions
from engine.network.options import Setting, settings_of

Sent = Mapping[str, Any]
INITIALIZATION = "xavier_normal"
"""How parameters begin where no example gives them any more."""


def read(change: Sent, present: Design) -> Design:
    """Read a change of the present design; what it does not name stays as it is.

    Raises `DesignError` at the first setting that cannot be so.
    """
    sent = {**asdict(present), "layers": [asdict(layer) for layer in present.layers], **change}
    chosen = _table(Design, sent) | {"conventions": _conventions(sent["conventions"])}
    design = with_loss(replace(present, layers=_layers(sent["layers"])), chosen["loss"])
    design = settled(_started(replace(design, **chosen), present))
    if (design.data, design.start, design.seed) != (present.data, present.start, present.seed):
        design = replace(design, moment=None)
    check(design)
    return design


def _table(table: type, sent: Sent, place: str = "") -> dict[str, Any]:
    return {
        row.name: _value(row, sent.get(row.name), row.name + place) for row in settings_of(table)
    }


def _value(setting: Setting, sent: Any, field: str) -> Any:
    """Read a whole number, or the very option, so that 1 is not taken for true."""
    if setting.whole:
        return _whole(field, sent)
    try:
        return read_option(sent, field, setting.options)
    except WorkError as error:
        raise DesignError(field, "no_choice", asked=shown(sent)) from error


def _whole(field: str, sent: Any) -> int:
    """Read a whole number, typed or counted."""
    typed = sent.strip() if isinstance(sent, str) else shown(sent)
    if isinstance(sent, bool) or not (typed.isascii() and typed.isdigit()):
        raise DesignError(field, "no_whole" if typed else "empty", asked=shown(typed))
    return int(typed[:LONGEST])


def _layers(sent: Any) -> tuple[Layer, ...]:
    if not isinstance(sent, list) or not all(isinstance(layer, dict) for layer in sent):
        raise DesignError("layers", "no_layer")
    if not 0 < len(sent) <= LAYERS:
        raise DesignError("layers", "layers" if sent else "no_layer", most=LAYERS)
    return tuple(_layer(layer, f".{k}") for k, layer in enumerate(sent))


def _layer(sent: Sent, place: str) -> Layer:
    """Read a layer; what an older page does not send of it has its default."""
    usual = {row.name: row.default for row in settings_of(Layer) if row.default is not MISSING}
    return Layer(**_table(Layer, {**usual, **sent}, place))


def _conventions(sent: Any) -> Conventions:
    if not isinstance(sent, dict):
        raise DesignError("conventions", "no_choice", asked=shown(sent))
    return Conventions(**_table(Conventions, sent))


def _started(design: Design, present: Design) -> Design:
    """Bring together samples and parameters: an example's, or nice numbers, which are both."""
    example = design.data in EXAMPLES
    if design.start == NICE and not can_be_nice(design):
        return replace(design, start=INITIALIZATION, dead=0)
    if design.start == NICE and design.start != present.start:
        return replace(design, data=DRAWN)
    if design.start == NICE and design.data != DRAWN:
        return replace(design, start=GIVEN if example else INITIALIZATION, dead=0)
    moved = design.data != present.data and design.start == GIVEN
    return replace(design, start=INITIALIZATION) if moved and not example else design
