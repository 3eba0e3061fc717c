"""Write a step as a line of code of each library, in pieces: every name can be pointed at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.text import Piece
from engine.core.expr import Apply, Expr, Name, walk
from engine.core.ops import OPS, Op
from engine.core.render import NUMPY, Dialect, render
from engine.printing.dialects import JAX, TORCH, in_jax, in_torch

MARK = "\x02"
"""Stands before and after every name while a line is written."""


def _marking(dialect: Dialect[str]) -> Dialect[str]:
    """Make a dialect that puts a mark before and after every name."""

    def leaf(expr: Expr) -> str:
        written = dialect.leaf(expr)
        return f"{MARK}{written}{MARK}" if isinstance(expr, Name) else written

    return replace(dialect, leaf=leaf)


@dataclass(frozen=True)
class Library:
    """A library that writes most lines as NumPy does.

    - `dialect`: how it writes any line, names marked
    - `is_own`: whether it writes an operation in another way than NumPy
    - `renamed`: a line of NumPy with the names of this library
    """

    dialect: Dialect[str]
    is_own: Callable[[Op], bool]
    renamed: Callable[[str], str]


_NUMPY = _marking(NUMPY)
LIBRARIES: Mapping[str, Library] = {
    "torch": Library(_marking(TORCH), lambda op: op.torch is not None, in_torch),
    "jax": Library(_marking(JAX), lambda op: op.jax is not None, in_jax),
}
"""The libraries that are offered after NumPy, in this order."""


def code(name: str, expr: Expr) -> dict[str, list[Piece]]:
    """Write `name = expr` for each library: text, and names as `{"name": "Y1"}`.

    >>> code("Y1", Name("Y1lin").T)["numpy"]
    [{'name': 'Y1'}, ' = ', {'name': 'Y1lin'}, '.T']
    """
    line = render(expr, _NUMPY)
    operations = {node.op for node in walk(expr) if isinstance(node, Apply)}
    lines = {"numpy": line}
    for key, library in LIBRARIES.items():
        differs = any(library.is_own(OPS[op]) for op in operations)
        lines[key] = render(expr, library.dialect) if differs else library.renamed(line)
    return {key: _pieces(f"{MARK}{name}{MARK} = {written}") for key, written in lines.items()}


def with_calls(
    lines: Mapping[str, list[Piece]], calls: Mapping[str, str]
) -> dict[str, list[Piece]]:
    """Put calls of NumPy, `{"D": "np.roll({}, 1, axis=1)"}`, around names in lines of code."""
    renamed = {"numpy": str} | {key: library.renamed for key, library in LIBRARIES.items()}
    return {
        library: [one for part in line for one in _called(part, calls, renamed[library])]
        for library, line in lines.items()
    }


def _called(
    part: Piece, calls: Mapping[str, str], renamed: Callable[[str], str]
) -> Iterator[Piece]:
    """Write one part of a line; a name in its call, if it has one."""
    call = calls.get(str(part["name"])) if isinstance(part, dict) else None
    before, _, after = (renamed(call) if call else "{}").partition("{}")
    yield from (one for one in (before, part, after) if one)


def _pieces(line: str) -> list[Piece]:
    """Cut a line with marked names into pieces."""
    parts = enumerate(line.split(MARK))
    return [{"name": part} if k % 2 else part for k, part in parts if part]
