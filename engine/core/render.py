"""Write an expression, as NumPy source or as boxes: one walk for every dialect.

A dialect says how leaves are written and which column of the table of operations to read. An
argument gets brackets if it binds less tightly than its place demands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from engine.core.box import Box, CellBox, DeltaBox, Digits, Frac, Letter, NameBox, SumBox, parens
from engine.core.expr import Apply, Cell, Delta, Expr, Name, Number, Size, Sum
from engine.core.immutable import immutable
from engine.core.ops import OPS, Binds, Form, Op

T = TypeVar("T")
LARGEST_DENOMINATOR = 8
"""A number whose denominator is larger is written as a decimal."""


@immutable
class Dialect(Generic[T]):
    """A way of writing.

    - `form`: picks the column of the table of operations
    - `leaf`: writes a name or a number; `total`: a sum over an index; `fence`: brackets
    - `total_binds`, `negative_binds`: how tightly a sum over an index and a negative number bind
    """

    form: Callable[[Op], Form[T]]
    leaf: Callable[[Expr], T]
    total: Callable[[Sum, T], T]
    fence: Callable[[T], T]
    total_binds: int
    negative_binds: int


def render(expr: Expr, dialect: Dialect[T]) -> T:
    """Write an expression in a dialect."""
    return _written(expr, dialect)[0]


def _written(expr: Expr, dialect: Dialect[T]) -> tuple[T, int, bool]:
    """Write a part: its text, how tightly it binds, whether a factor after it would seem inside."""
    if isinstance(expr, Apply):
        return _apply(expr, dialect)
    if isinstance(expr, Sum):
        body, binds, _ = _written(expr.body, dialect)
        fenced = body if binds >= Binds.PRODUCT else dialect.fence(body)
        return dialect.total(expr, fenced), dialect.total_binds, False
    negative = isinstance(expr, Number) and expr.value < 0
    return dialect.leaf(expr), dialect.negative_binds if negative else Binds.ATOM, False


def _apply(expr: Apply, dialect: Dialect[T]) -> tuple[T, int, bool]:
    form = dialect.form(OPS[expr.op])
    args, opens, last = [], False, len(form.takes) - 1
    for k, (arg, need) in enumerate(zip(expr.args, form.takes, strict=True)):
        text, binds, opens = _written(arg, dialect)
        if binds < need or (opens and k < last and need >= Binds.ENTRYWISE):
            text, opens = dialect.fence(text), False
        args.append(text)
    opens = form.opens or (opens and form.takes[-1] != Binds.ANY)
    return form.build(*args), form.binds, opens


def _numpy_leaf(expr: Expr) -> str:
    match expr:
        case Name(name):
            return name
        case Number(value):
            return repr(value)
        case Size(dim):
            return str(dim)
        case Cell(name, row, col):
            return f"{name}[{row}, {col}]"
        case Delta(row, col):
            return f"({row} == {col})"
    raise TypeError(f"{expr!r} is not a leaf")


def _numpy_total(expr: Sum, body: str) -> str:
    return f"sum({body} for {expr.index} in range({expr.dim}))"


def _box_leaf(expr: Expr) -> Box:
    match expr:
        case Name(name):
            return NameBox(name)
        case Number(value):
            return _number(value)
        case Size(dim):
            return Digits(str(dim)) if isinstance(dim, int) else Letter(dim)
        case Cell(name, row, col):
            return CellBox(name, row, col)
        case Delta(row, col):
            return DeltaBox(row, col)
    raise TypeError(f"{expr!r} is not a leaf")


def _box_total(expr: Sum, body: Box) -> Box:
    return SumBox(expr.index, expr.dim, body)


def _number(value: float) -> Box:
    over, under = value.as_integer_ratio()
    if under == 1 or under > LARGEST_DENOMINATOR:
        short = f"{value:g}"
        return Digits(short if float(short) == value else repr(value))
    return Frac(Digits(str(over)), Digits(str(under)))


NUMPY: Dialect[str] = Dialect(
    lambda op: op.source, _numpy_leaf, _numpy_total, "({})".format, Binds.ATOM, Binds.SIGNED
)
BOXES: Dialect[Box] = Dialect(
    lambda op: op.written, _box_leaf, _box_total, parens, Binds.SUM, Binds.SUM
)


def source(expr: Expr) -> str:
    """Write an expression as NumPy source: `Y1.T @ gradY2lin / n`."""
    return render(expr, NUMPY)


def boxes(expr: Expr) -> Box:
    """Write an expression as boxes, to be printed as LaTeX, MathML or for a screen."""
    return render(expr, BOXES)
