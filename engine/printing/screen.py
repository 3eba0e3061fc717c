"""Boxes as plain data for a screen that puts numbers where names stand."""

from __future__ import annotations

from typing import Any

from engine.core.box import (
    Box,
    CellBox,
    DeltaBox,
    Digits,
    Fence,
    Frac,
    Gap,
    Letter,
    NameBox,
    Root,
    Row,
    Sign,
    Sub,
    SumBox,
    Sup,
    Times,
    Transposed,
    Word,
)

Data = dict[str, Any]


def screen(box: Box) -> Data:
    """A box as a tree of dicts, each with its kind as `t`; nothing but text and numbers inside."""
    match box:
        case NameBox(name):
            return {"t": "name", "name": name}
        case CellBox(name, row, col):
            return {"t": "cell", "name": name, "row": row, "col": col}
        case DeltaBox(row, col):
            return {"t": "delta", "row": row, "col": col}
        case Digits(text):
            return {"t": "number", "text": text}
        case Letter(text):
            return {"t": "id", "text": text}
        case Word(text, bold):
            return {"t": "word", "text": text} | ({"bold": True} if bold else {})
        case Sign(text):
            return {"t": "op", "text": text}
        case Times():
            return {"t": "op", "text": "·"}
        case Row(items):
            seen = [item for item in items if item != Gap()]
            return {"t": "row", "items": [screen(item) for item in seen]}
        case Frac(over, under):
            return {"t": "frac", "over": screen(over), "under": screen(under)}
        case Root(of):
            return {"t": "root", "of": screen(of)}
        case Sup(base, sup):
            return {"t": "sup", "base": screen(base), "sup": screen(sup)}
        case Sub(base, sub):
            return {"t": "sub", "base": screen(base), "sub": screen(sub)}
        case Transposed(of):
            return {"t": "transpose", "of": screen(of)}
        case Fence(opening, of, closing):
            return {"t": "fence", "open": opening, "of": screen(of), "close": closing}
        case SumBox(index, size, of):
            return {"t": "sum", "index": index, "size": size, "of": screen(of)}
    raise TypeError(f"{box!r} cannot be shown")


def scalar(data: Data) -> Data:
    """The same where every name is a single number: an entry-by-entry product is a plain one."""
    if data == {"t": "op", "text": "⊙"}:
        return {"t": "op", "text": "·"}
    return {key: _scalar_part(value) for key, value in data.items()}


def _scalar_part(value: Any) -> Any:
    if isinstance(value, dict):
        return scalar(value)
    return [scalar(item) for item in value] if isinstance(value, list) else value
