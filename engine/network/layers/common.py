"""Write the formulas of a layer in letters, and turn them into equations of a network."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.expr import Expr, Name, Number, Size
from engine.core.immutable import immutable
from engine.core.naming import Place, grad, old
from engine.core.program import Equation, Phase
from engine.core.rewrite import map_parts

BATCH = Size("n")
ONE = Number(1)
X, Y, Z, G = map(Name, "XYZG")
LAM = Name("lam")
"""The strength of a penalty, one for all layers."""


@immutable
class Formula:
    """`name = expr` in letters.

    The input of a layer is `X` (of an activation `Z`), its output `Y`, and `G` is `∇Y L`. `of` is
    the letter that a gradient belongs to, or that has this value in the next iteration.
    """

    name: str
    expr: Expr
    idea: str
    of: str | None = None


def equation(formula: Formula, phase: Phase, layer: int, name_of: Callable[[str], str]) -> Equation:
    """Make an equation of a formula: replace every letter by its name."""
    expr, of = renamed(formula.expr, name_of), formula.of and name_of(formula.of)
    return Equation(name_of(formula.name), expr, phase, formula.idea, layer, of)


def renamed(expr: Expr, name_of: Callable[[str], str]) -> Expr:
    """Replace every letter by its name."""
    if isinstance(expr, Name):
        return Name(name_of(expr.name))
    return map_parts(expr, lambda part: renamed(part, name_of))


def at(place: Place, phase: Phase, *formulas: Formula) -> tuple[Equation, ...]:
    """Make equations of formulas for a layer at a place: in group 2, `W` becomes `W2`.

    `X` and `Z` become the value below, `Y` the output, `G` its gradient; `lam` keeps its name. The
    gradient `gradX` and its terms, such as `gradX_var`, are named after the value below too: that
    is not a letter of this group, as `gradW` is, which becomes `gradW2` like any other letter.
    """
    below = place.below.name
    fixed = dict.fromkeys("XZ", below) | {"Y": place.out.name, "G": grad(place.out.name)}
    fixed |= {LAM.name: LAM.name}

    def name_of(letter: str) -> str:
        if letter.startswith("gradX"):
            return letter.replace("gradX", grad(below))
        if letter.endswith("_old"):
            return old(name_of(letter.removesuffix("_old")))
        return fixed.get(letter) or place.own(letter).name

    return tuple(equation(formula, phase, place.number, name_of) for formula in formulas)


def averaged(expr: Expr, average: bool) -> Expr:
    """Divide a sum over the batch by the size of the batch, if `average`."""
    return expr / BATCH if average else expr
