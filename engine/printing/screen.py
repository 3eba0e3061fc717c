"""Boxes as plain data for a screen that puts numbers where names stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.core import box as kinds
from engine.core.box import Box
from engine.core.ops.forms import ENTRYWISE

Data = dict[str, Any]
GAP = kinds.Gap()
DOT = "·"
MINUS = "−"


def screen(box: Box, scalars: bool = False) -> Data:
    """Write a box as a tree of dicts, each with its kind as `t`; only text and numbers inside.

    With `scalars` every name is a single number, and an entry-by-entry product is a plain one.
    """
    writer = WRITERS.get(type(box))
    if writer is None:
        raise TypeError(f"{box!r} cannot be shown")
    return writer(box, scalars)


def _word(box: kinds.Word, _: bool) -> Data:
    return {"t": "word", "text": box.text} | ({"bold": True} if box.bold else {})


def _sign(box: kinds.Sign, scalars: bool) -> Data:
    return {"t": "op", "text": DOT if scalars and box == ENTRYWISE else box.text}


def _row(box: kinds.Row, scalars: bool) -> Data:
    return {"t": "row", "items": [screen(item, scalars) for item in box.items if item != GAP]}


WRITERS: Mapping[type[Box], Callable[[Any, bool], Data]] = {
    kinds.Row: _row,
    kinds.Sign: _sign,
    kinds.Word: _word,
    kinds.NameBox: lambda box, _: {"t": "name", "name": box.name},
    kinds.CellBox: lambda box, _: {"t": "cell", "name": box.name, "row": box.row, "col": box.col},
    kinds.DeltaBox: lambda box, _: {"t": "delta", "row": box.row, "col": box.col},
    kinds.Digits: lambda box, _: {"t": "number", "text": box.text.replace("-", MINUS)},
    kinds.Letter: lambda box, _: {"t": "id", "text": box.text},
    kinds.Times: lambda _box, _: {"t": "op", "text": DOT},
    kinds.Frac: lambda box, s: {
        "t": "frac",
        "over": screen(box.over, s),
        "under": screen(box.under, s),
    },
    kinds.Root: lambda box, s: {"t": "root", "of": screen(box.of, s)},
    kinds.Sup: lambda box, s: {"t": "sup", "base": screen(box.base, s), "sup": screen(box.sup, s)},
    kinds.Sub: lambda box, s: {"t": "sub", "base": screen(box.base, s), "sub": screen(box.sub, s)},
    kinds.Transposed: lambda box, s: {"t": "transpose", "of": screen(box.of, s)},
    kinds.Fence: lambda box, s: {
        "t": "fence",
        "open": box.open,
        "of": screen(box.of, s),
        "close": box.close,
    },
    kinds.SumBox: lambda box, s: {
        "t": "sum",
        "index": box.index,
        "size": box.size,
        "of": screen(box.of, s),
    },
}
"""The function that writes each kind of box as data."""
