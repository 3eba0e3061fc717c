"""Name the parts of a long expression, so that no brackets stand in brackets.

`-½ (1ᵀ (G ⊙ (X - m)) ⊙ (v + ε)^(-3/2))` becomes `-½ 1ᵀ P ⊙ Q` with `P = G ⊙ (X - m)` and
`Q = (v + ε)^(-3/2)`. A part is what stands between brackets, and a root, a power or a function, if
it holds more than one name; of parts in parts, the largest. A number before a product entry by
entry needs no brackets: it multiplies the first factor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.core.box import Box, Letter
from engine.core.expr import Apply, Expr, Name
from engine.core.ops import OPS, Binds, over, scale
from engine.core.render import BOXES, Dialect, render
from engine.core.rewrite import Rule, replace_parts, simplify

LETTERS = ("P", "Q", "R", "S", "T", "U", "V")
"""The names of parts, in the order in which they are given."""
A, B, C = map(Name, "ABC")
NUMBER_FIRST = (
    Rule(scale(A, B * C), scale(A, B) * C),
    Rule(over(A * B, C), over(A, C) * B),
)


@dataclass(frozen=True)
class Named:
    """An expression whose parts have names, and what each name stands for."""

    whole: Box
    parts: Mapping[str, Box]


def named_parts(expr: Expr, taken: frozenset[str] = frozenset()) -> Named | None:
    """Name the parts of an expression; None if it has none, or more than there are letters.

    `taken` are letters that mean something else in the program.
    """
    expr = simplify(expr, NUMBER_FIRST, {})
    found = tuple(dict.fromkeys(parts_of(expr)))
    letters = [letter for letter in LETTERS if letter not in taken][: len(found)]
    if not found or len(letters) < len(found):
        return None
    by_letter = dict(zip(letters, found, strict=True))
    names: dict[Expr, Expr] = {part: Name(letter) for letter, part in by_letter.items()}
    dialect = _with_letters(frozenset(letters))
    whole = render(replace_parts(expr, names), dialect)
    return Named(whole, {letter: render(part, dialect) for letter, part in by_letter.items()})


def parts_of(expr: Expr) -> Iterator[Expr]:
    """Yield the largest parts of an expression, from left to right."""
    if not isinstance(expr, Apply):
        return
    for arg, need in zip(expr.args, OPS[expr.op].written.takes, strict=True):
        if _is_part(arg, need):
            yield arg
        else:
            yield from parts_of(arg)


def _is_part(expr: Expr, need: int) -> bool:
    if not isinstance(expr, Apply) or len(set(_names(expr))) < 2:
        return False
    binds = OPS[expr.op].written.binds
    return binds < need or binds >= Binds.POWER


def _names(expr: Expr) -> Iterator[str]:
    if isinstance(expr, Name):
        yield expr.name
    elif isinstance(expr, Apply):
        for arg in expr.args:
            yield from _names(arg)


def _with_letters(letters: frozenset[str]) -> Dialect[Box]:
    """Write mathematics with letters for the names of parts, which are no values of the program."""

    def leaf(expr: Expr) -> Box:
        if isinstance(expr, Name) and expr.name in letters:
            return Letter(expr.name)
        return BOXES.leaf(expr)

    return Dialect(
        BOXES.form, leaf, BOXES.total, BOXES.fence, BOXES.total_binds, BOXES.negative_binds
    )
