"""Read the declarations of shapes behind a formula: `w' x + b ; b: number, w: 3`.

| written | shape |
|---|---|
| `number` | a number |
| `column`, `row`, `matrix` | of any size |
| `3` | a column of 3 entries |
| `3x2`, `m x n` | a matrix; each dimension is a number or a name |
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.calculus.derive.typed.dims import UNKNOWN
from engine.calculus.derive.typed.refusal import refusal
from engine.calculus.derive.typed.tokens import LONGEST
from engine.core.expr import Dim, Shape

LARGEST = 32
"""The largest dimension that may be declared."""
NUMBER, COLUMN, ROW, MATRIX = "number", "column", "row", "matrix"
KINDS: Mapping[str, tuple[bool, ...]] = {
    **dict.fromkeys((NUMBER, "scalar"), ()),
    **dict.fromkeys((COLUMN, "vector"), (True, False)),
    ROW: (False, True),
    MATRIX: (True, True),
}
"""The kinds of shape by their words: for each dimension, whether it may be other than 1."""
_DECLARATION = re.compile(r"\s*([^\W\d]\w*)\s*(?::|=|\bis\b)\s*([\w ,×*]+?)\s*")
_SEMICOLON = re.compile(r"(?<!\\)(;)")
_DIMS = re.compile(r"(\d+|[A-Za-z]\w*?)(?:\s*[x×*]\s*(\d+|[A-Za-z]\w*))?")


def split_declarations(text: str) -> tuple[str, dict[str, Shape]]:
    """Split what was typed into the formula and the shapes declared behind `;`.

    Raises `DeriveError`, with the column, for a declaration that cannot be read.
    """
    if len(text) > LONGEST:
        raise refusal("too_long", LONGEST + 1, most=LONGEST)
    formula, semicolon, rest = (*_SEMICOLON.split(text, 1), "", "")[:3]
    shapes: dict[str, Shape] = {}
    at = len(formula) + 2
    for part in rest.split(",") if semicolon and rest.strip() else ():
        match = _DECLARATION.fullmatch(part)
        shape = _shape_of_words(match[1], match[2]) if match else None
        if match is None or shape is None:
            raise refusal(
                "declaration", at + len(part) - len(part.lstrip()), said=repr(part.strip())
            )
        shapes[match[1]] = shape
        at += len(part) + 1
    return formula, shapes


def _shape_of_words(name: str, words: str) -> Shape | None:
    """Read the shape that is declared for a name; None if the words are no shape."""
    if words in KINDS:
        return tuple(f"{UNKNOWN}{name}{k}" if free else 1 for k, free in enumerate(KINDS[words]))
    match = _DIMS.fullmatch(words)
    dims = [int(d) if d.isdecimal() else d for d in match.groups() if d] if match else []
    if not dims or not all(isinstance(d, str) or 1 <= d <= LARGEST for d in dims):
        return None
    return (dims[0], dims[1] if len(dims) > 1 else 1)


def declared(shapes: Mapping[str, tuple[Dim, ...]]) -> dict[str, Shape]:
    """Check declared shapes; one of a single dimension is a column.

    Raises `DeriveError` for more than two dimensions and for sizes that are not allowed.
    """
    return {name: _shape(name, tuple(shape)) for name, shape in shapes.items()}


def _shape(name: str, shape: tuple[Dim, ...]) -> Shape:
    fits = all(d.isidentifier() if isinstance(d, str) else 1 <= d <= LARGEST for d in shape)
    if len(shape) > 2 or not fits:
        raise refusal("declared_shape", name=name, shape=shape, largest=LARGEST)
    return (*shape, 1) if len(shape) == 1 else shape
