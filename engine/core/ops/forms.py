"""The ways of writing that several operations share, in NumPy and in mathematics."""

from __future__ import annotations

from engine.core.box import Box, Row, Sign, Sub, Word, parens
from engine.core.ops.op import Binds, Form

ENTRYWISE = Sign("⊙")
ONES = Word("1", bold=True)


def infix(symbol: str, binds: Binds) -> Form[str]:
    """`a + b` in source; grouped from the left."""
    return Form(f"{{}} {symbol} {{}}".format, binds, (binds, binds + 1))


def call(pattern: str, arity: int = 1) -> Form[str]:
    """`np.log(a)` in source; the brackets of the call are enough for any argument."""
    return Form(pattern.format, Binds.ATOM, (Binds.ANY,) * arity)


def method(pattern: str) -> Form[str]:
    """`a.T` in source."""
    return Form(pattern.format, Binds.ATOM, (Binds.ATOM,))


def between(sign: Box, binds: Binds) -> Form[Box]:
    """`a + b` in mathematics; grouped from the left."""
    return Form(lambda a, b: Row((a, sign, b)), binds, (binds, binds + 1))


def function(head: Box) -> Form[Box]:
    """`σ(a)`."""
    return Form(lambda a: Row((head, parens(a))), Binds.ATOM, (Binds.ANY,))


def with_constant(head: Box) -> Form[Box]:
    """`ELU(a)` with the function's constant as its index, so that it can be read off."""
    return Form(
        lambda a, constant: Row((Sub(head, constant), parens(a))),
        Binds.ATOM,
        (Binds.ANY, Binds.ANY),
    )
