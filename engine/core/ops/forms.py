"""Forms that several operations share, in NumPy and in mathematics."""

from __future__ import annotations

from engine.core.box import Box, Row, Sign, Sub, Word, parens
from engine.core.ops.op import Binds, Form

ENTRYWISE = Sign("⊙")
ONES = Word("1", bold=True)


def line(pattern: str, *takes: int, binds: int = Binds.ATOM) -> Form[str]:
    """Write an operation in NumPy by a pattern: `line("np.log({})")`.

    A pattern that writes an argument twice numbers its arguments, `{0} > {1}`. Without `takes` no
    argument gets brackets, which is right inside the brackets of a call; `line("{}.T", Binds.ATOM)`
    puts brackets around any argument that is more than a name or a call.
    """
    arity = pattern.count("{}") or 1 + ("{1}" in pattern)
    return Form(pattern.format, binds, takes or (Binds.ANY,) * arity)


def infix(symbol: str, binds: Binds) -> Form[str]:
    """Write `a + b` in NumPy; `a + b + c` means `(a + b) + c`."""
    return line(f"{{}} {symbol} {{}}", binds, binds + 1, binds=binds)


def between(sign: Box, binds: Binds) -> Form[Box]:
    """Write `a + b` in mathematics; `a + b + c` means `(a + b) + c`."""
    return Form(lambda a, b: Row((a, sign, b)), binds, (binds, binds + 1), leads=True)


def function(head: Box) -> Form[Box]:
    """Write `σ(a)` in mathematics."""
    return Form(lambda a: Row((head, parens(a))))


def function_with_index(head: Box) -> Form[Box]:
    """Write `ELU_α(a)` in mathematics: the constant is the function's index."""
    return Form(
        lambda a, constant: Row((Sub(head, constant), parens(a))), Binds.ATOM, (Binds.ANY,) * 2
    )
