"""Put a row into the table of operations; fields with their usual value may be left out.

`declare` takes any operation. `entrywise` takes a function of one matrix, entry by entry, and
`with_constant` one that has a constant besides, such as `elu`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, Unpack

from engine.core.box import Box, Word
from engine.core.expr import Apply, Expr, Shape
from engine.core.ops import shapes
from engine.core.ops.forms import function, function_with_index, line
from engine.core.ops.op import OPS, At, Form, Op, Vjp

Source = Form[str] | str
"""How an operation is written in NumPy; plain text is a call, `np.tan({})`, without brackets."""
Written = Form[Box] | Box
"""How an operation is written in mathematics; a box alone is the name of a function, `σ(a)`."""


class Fields(TypedDict, total=False):
    """Fields that only some rows have; `Op` explains them."""

    helper: Callable[..., object]
    torch: Form[str]
    jax: Form[str]
    typed: str
    differential: str
    under_trace: str
    jumps: bool


def declare(
    name: str,
    source: Source,
    written: Written,
    vjp: Vjp,
    shape: Callable[..., Shape] = shapes.elementwise,
    entry: Callable[[At], Expr] | None = None,
    **fields: Unpack[Fields],
) -> Op:
    """Put an operation into the table and give it back.

    Without `shape` and `entry` it acts entry by entry: the arguments have, or broadcast to, one
    shape, and an entry of the result is the operation on their entries at the same position.
    Raises `ValueError` for a name that is in the table already.
    """
    if name in OPS:
        raise ValueError(f"the operation {name} is declared twice")
    OPS[name] = Op(
        name,
        line(source) if isinstance(source, str) else source,
        written if isinstance(written, Form) else function(written),
        vjp,
        shape,
        entry or (lambda at: Apply(name, tuple(arg(at.row, at.col) for arg in at.args))),
        **fields,
    )
    return OPS[name]


def entrywise(
    name: str,
    vjp: Callable[[Expr, Expr, Expr], Expr | None],
    source: Source = "",
    written: Written | None = None,
    **fields: Unpack[Fields],
) -> Op:
    """Declare `y = f(x)` entry by entry; `vjp` is `(g, x, y)` -> the gradient of `x`.

    Without a source, NumPy has a function of this name: `tanh` is `np.tanh` in code, and `tanh(x)`
    in mathematics and in typed formulas.
    """
    if not source:
        source, fields["typed"] = f"np.{name}({{}})", name
    return declare(
        name, source, written or Word(name), lambda g, args, y: (vjp(g, args[0], y),), **fields
    )


def with_constant(
    name: str,
    vjp: Callable[..., Expr | None],
    source: Source,
    written: Written,
    **fields: Unpack[Fields],
) -> Op:
    """Declare `y = f(x)` entry by entry with a number `c`; `vjp` is `(g, x, c, y)`.

    In mathematics the constant is the function's index, `ELU_α(x)`. It has no gradient.
    """
    return declare(
        name,
        source,
        written if isinstance(written, Form) else function_with_index(written),
        lambda g, args, y: (vjp(g, *args, y), None),
        shapes.with_number,
        **fields,
    )
