"""Write an expression, as NumPy source or as boxes: one walk for every dialect.

A dialect says how leaves are written and which column of the table of operations to read. An
argument gets brackets if it binds less tightly than its place demands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from engine.core.box import (
    Box,
    CellBox,
    DeltaBox,
    Digits,
    Frac,
    Letter,
    NameBox,
    Row,
    Sign,
    SumBox,
    parens,
)
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
    return _written(expr, dialect).text


@immutable
class Written(Generic[T]):
    """A written part.

    - `binds`: how tightly it holds together, apart from a minus before it
    - `opens`: whether a factor after it would be read as inside it
    - `signed`: whether it begins with a negative number, as `-½ A` does
    """

    text: T
    binds: int
    opens: bool = False
    signed: bool = False


def _written(expr: Expr, dialect: Dialect[T]) -> Written[T]:
    if isinstance(expr, Apply):
        return _apply(expr, dialect)
    if isinstance(expr, Sum):
        body = _written(expr.body, dialect)
        fenced = _fenced(body, Binds.PRODUCT, dialect)
        return Written(dialect.total(expr, fenced.text), dialect.total_binds)
    negative = isinstance(expr, Number) and expr.value < 0
    return Written(dialect.leaf(expr), Binds.ATOM, signed=negative)


def _apply(expr: Apply, dialect: Dialect[T]) -> Written[T]:
    form = dialect.form(OPS[expr.op])
    args, last = [], len(form.takes) - 1
    for k, (arg, need) in enumerate(zip(expr.args, form.takes, strict=True)):
        followed = k < last and need >= Binds.ENTRYWISE
        first = k == 0 and form.leads
        args.append(_fenced(_written(arg, dialect), need, dialect, followed, first))
    opens = form.opens or (args[-1].opens and form.takes[-1] != Binds.ANY)
    signed = form.leads and args[0].signed
    return Written(form.build(*[arg.text for arg in args]), form.binds, opens, signed)


def _fenced(
    part: Written[T], need: int, dialect: Dialect[T], followed: bool = False, first: bool = False
) -> Written[T]:
    """Put brackets around a part where its place demands them: a minus may stand `first`."""
    loose = part.signed and not first and dialect.negative_binds < need
    if part.binds < need or loose or (followed and part.opens):
        return Written(dialect.fence(part.text), Binds.ATOM)
    return part


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
    part = Frac(Digits(str(abs(over))), Digits(str(under)))
    return part if over > 0 else Row((Sign("−"), part))


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
