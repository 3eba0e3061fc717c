"""One entry with its numbers put in: `(31·(−713) + 50·(−955) + 68·(−199)) / 3 = −27795`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from engine.core.evaluate import evaluate
from engine.core.expr import Apply, Cell, Delta, Expr, Name, Number, names
from engine.core.ops import Binds, add
from engine.core.render import Dialect, render
from engine.entries.exact.number import Exact
from engine.entries.exact.plain import fraction_text
from engine.entries.exact.run import Fractions, exact_value, lifted
from engine.entries.explain import entry_of
from engine.entries.terms import check_cell, value_at
from engine.running.trace import Trace

SHORT = 4
"""How many digits are shown of a number that is no fraction."""


def exact_line(
    trace: Trace, fractions: Mapping[str, Fractions], name: str, row: int = 0, col: int = 0
) -> str:
    """An entry, the numbers that it is made of, and what they come to.

    `fractions` are those of `exact(trace)`. A number that is unknown there is rounded. The sign
    between the two sides is `=` only where what is written comes to the result in fractions, and
    else `≈`. An input is the number alone. Raises `BindError` for a name that the trace does not
    have, or a position beyond its shape.
    """
    cell = Cell(name, row, col)
    check_cell(trace, cell)
    result = _plain(trace, fractions, cell)
    if name not in trace.program.by_name:
        return result
    expr = _written_out(entry_of(trace, name, row, col))
    sign = "=" if _comes_to(expr, fractions, cell) else "≈"
    return f"{_written(expr, trace, fractions)} {sign} {result}"


def _comes_to(expr: Expr, fractions: Mapping[str, Fractions], cell: Cell) -> bool:
    values = {name: lifted(fractions[name]) for name in names(expr)}
    value = exact_value(expr, values, Exact).value
    return value is not None and value == _known(fractions, cell)


def _written_out(expr: Expr) -> Expr:
    """The expression with every sum over an index written out, `a + b + c`."""
    return evaluate(expr, lambda leaf: leaf, lambda op, args: Apply(op, tuple(args)), _added)


def _added(terms: list[Expr]) -> Expr:
    return reduce(add, terms)


def _written(expr: Expr, trace: Trace, fractions: Mapping[str, Fractions]) -> str:
    def leaf(node: Expr) -> str:
        match node:
            case Cell():
                return _held(_plain(trace, fractions, node))
            case Name(name):
                return _held(_plain(trace, fractions, Cell(name, 0, 0)))
            case Number(value):
                return _held(fraction_text(Fraction(repr(value))))
            case Delta(row, col):
                return str(int(row == col))
        return str(getattr(node, "dim", node))

    dialect = Dialect(
        lambda op: op.source, leaf, lambda _, body: body, "({})".format, 0, Binds.ATOM
    )
    text = render(expr, dialect).replace("np.", "").replace(" * ", "·").replace("-", "−")
    return text.strip("()") if isinstance(expr, Cell) else text


def _known(fractions: Mapping[str, Fractions], cell: Cell) -> Fraction | None:
    array = fractions[cell.name]
    value: Fraction | None = array[int(cell.row), int(cell.col)] if array.ndim else array.item()
    return value


def _plain(trace: Trace, fractions: Mapping[str, Fractions], cell: Cell) -> str:
    known = _known(fractions, cell)
    rounded = f"{value_at(trace, cell):.{SHORT}g}".replace("-", "−")
    return rounded if known is None else fraction_text(known)


def _held(number: str) -> str:
    """A fraction or a negative number in brackets, so that it can stand beside a sign."""
    return f"({number})" if {"−", "/"} & set(number) else number
