"""A step as a line of code of each library, in pieces: every name in it can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from app.text import Piece
from engine.core.expr import Expr, Name
from engine.core.render import NUMPY, Dialect, render
from engine.printing.dialects import JAX, TORCH

_MARKED = re.compile("\x02(.*?)\x03")


def _marking(dialect: Dialect[str]) -> Dialect[str]:
    """The dialect with a mark before and after every name."""

    def leaf(expr: Expr) -> str:
        written = dialect.leaf(expr)
        return f"\x02{written}\x03" if isinstance(expr, Name) else written

    return replace(dialect, leaf=leaf)


LIBRARIES: Mapping[str, Dialect[str]] = {
    "numpy": _marking(NUMPY),
    "torch": _marking(TORCH),
    "jax": _marking(JAX),
}
"""The libraries in the order they are offered."""


def code(name: str, expr: Expr) -> dict[str, list[Piece]]:
    """`name = expr` for each library: text, and names as `{"name": "Y1"}`.

    >>> code("Y1", Name("Y1lin").T)["numpy"]
    [{'name': 'Y1'}, ' = ', {'name': 'Y1lin'}, '.T']
    """
    return {library: _pieces(name, expr, dialect) for library, dialect in LIBRARIES.items()}


def _pieces(name: str, expr: Expr, dialect: Dialect[str]) -> list[Piece]:
    line = f"\x02{name}\x03 = {render(expr, dialect)}"
    parts = enumerate(_MARKED.split(line))
    return [{"name": part} if k % 2 else part for k, part in parts if part]
