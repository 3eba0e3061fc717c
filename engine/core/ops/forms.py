"""The ways of writing that several operations share, in NumPy and in mathematics."""

from __future__ import annotations

from engine.core.box import Box, Row, Sign, Sub, Word, parens
from engine.core.ops.op import Binds, Form

ENTRYWISE = Sign("⊙")
ONES = Word("1", bold=True)


def line(pattern: str, *takes: int, binds: int = Binds.ATOM) -> Form[str]:
    """`np.log({})` in source; in the brackets of a call any argument needs none of its own.

    A pattern that writes an argument twice counts them, `{0} > {1}`. Where an argument has to hold
    together by itself, `takes` says how tightly: `line("{}.T", Binds.ATOM)`.
    """
    arity = pattern.count("{}") or 1 + ("{1}" in pattern)
    return Form(pattern.format, binds, takes or (Binds.ANY,) * arity)


def infix(symbol: str, binds: Binds) -> Form[str]:
    """`a + b` in source; grouped from the left."""
    return line(f"{{}} {symbol} {{}}", binds, binds + 1, binds=binds)


def between(sign: Box, binds: Binds) -> Form[Box]:
    """`a + b` in mathematics; grouped from the left."""
    return Form(lambda a, b: Row((a, sign, b)), binds, (binds, binds + 1))


def function(head: Box) -> Form[Box]:
    """`σ(a)`."""
    return Form(lambda a: Row((head, parens(a))))


def function_with_index(head: Box) -> Form[Box]:
    """`ELU(a)` with the function's constant as its index, so that it can be read off."""
    return Form(
        lambda a, constant: Row((Sub(head, constant), parens(a))), Binds.ATOM, (Binds.ANY,) * 2
    )
