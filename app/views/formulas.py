"""The page of formulas: a formula of one's own, and its gradient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.views.panels.formula import Shapes, derived
from app.views.panels.request import Data, Writer
from engine.calculus.derive.typed.declarations import declared, split_declarations
from engine.calculus.derive.typed.functions import FUNCTIONS
from engine.calculus.derive.typed.reading import read
from engine.core.errors import DeriveError
from engine.core.expr import Dim, Shape
from engine.printing.names import AS_NAMED

EXAMPLES = (
    ("a' * X * b", "X"),
    ("sumsq(A * x - b)", "x"),
    ("x' * A * x", "x"),
    ("tr(X' * A * X)", "X"),
    ("logdet(X)", "X"),
    ("a' * exp(X * b)", "X"),
    ("sum(log(1 + exp(-y .* (X * w))))", "w"),
    ("logsumexp(W * x) - d' * W * x", "W"),
    ("sumsq(relu(W * x + b) - d) / 2", "W"),
)
"""Formulas to begin with, and the name by which each is differentiated."""
BETWEEN = str.maketrans({"×": " ", "x": " ", "X": " ", ",": " ", "*": " "})


@dataclass(frozen=True)
class OwnFormula:
    """A formula that was typed, the name it is differentiated by, and the shapes as typed.

    Without a name it is differentiated by its first matrix, or else by its first name.
    """

    formula: str
    by: str = ""
    shapes: Mapping[str, str] = field(default_factory=dict)


def derivation_of(own: OwnFormula, lang: str) -> Data:
    """Derive the gradient; the names of the formula are told with their shapes, if it is read."""
    shapes = {name: read_shape(typed) for name, typed in own.shapes.items() if typed.strip()}
    names = _shapes_of(own.formula, shapes)
    by = own.by if own.by in names or not names else _first(tuple(names))
    data = derived(own.formula, by, shapes, Writer(lang, AS_NAMED))
    told = [{"name": name, "shape": list(shape)} for name, shape in names.items()]
    return {**data, "names": told}


def read_shape(typed: str) -> tuple[Dim, ...]:
    """Read `3 x 2`, `m × n`, `3`, or `1` for a number; `derive` refuses what is none.

    >>> read_shape("3 x 2"), read_shape("m × n"), read_shape("1")
    ((3, 2), ('m', 'n'), ())
    """
    parts = typed.translate(BETWEEN).split()
    if parts == ["1"]:
        return ()
    return tuple(int(p) if p.isascii() and p.isdecimal() and len(p) < 9 else p for p in parts)


def functions() -> list[str]:
    """Name the functions that a formula may call."""
    return sorted(FUNCTIONS)


def _shapes_of(formula: str, shapes: Shapes) -> Mapping[str, Shape]:
    """Find the names of a formula with their shapes; none where it cannot be read."""
    try:
        plain, in_text = split_declarations(formula)
        return read(plain, {**declared(shapes), **in_text}).shapes
    except DeriveError:
        return {}


def _first(names: tuple[str, ...]) -> str:
    """Find what a person most likely means: the first matrix, or else the first name."""
    return next((name for name in names if name[0].isupper()), names[0])
