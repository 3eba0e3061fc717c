"""Turn `tr(Gᵀ f(dX))` into `tr(f*(G)ᵀ dX)`: each operation around `dX` moves to the gradient `G`.

`tr(Gᵀ A dX B) = tr(B Gᵀ A dX) = tr((Aᵀ G Bᵀ)ᵀ dX)`.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.calculus.derive.differential import pullback
from engine.calculus.derive.rules import RuleName
from engine.calculus.derive.tidy import tidy_around
from engine.core.expr import Apply, Expr, Name, names
from engine.core.infer import shape_of
from engine.core.ops import OPS, ones_column, scale, sum_all, sum_cols, trace
from engine.core.rewrite import Shapes, Substitution, match, replace_names

B, G, INNER, LIKE = map(Name, ("B", "G", "inner", "like"))
TRACE_RULES = (
    (RuleName.CYCLIC, trace(G.T @ (INNER @ B)), trace(B @ G.T @ INNER)),
    (RuleName.TRACE_TRANSPOSE, trace(G.T @ INNER.T), trace(INNER @ G)),
    (RuleName.CYCLIC, trace(G.T @ sum_cols(INNER)), trace(ones_column(LIKE.T) @ G.T @ INNER)),
    (
        RuleName.ONES,
        scale(G, sum_all(INNER)),
        scale(G, trace(ones_column(LIKE).T @ INNER @ ones_column(LIKE.T))),
    ),
    (
        RuleName.CYCLIC,
        scale(G, sum_all(INNER)),
        scale(G, trace(ones_column(LIKE.T) @ ones_column(LIKE).T @ INNER)),
    ),
)
"""The rules of the trace: name, pattern and result, in which `INNER` is the last factor.

`INNER` stands for the expression with the differential. `LIKE` is the same expression with `X` for
`dX`: the ones are sized by it, since no differential may be left in the gradient.
"""


@dataclass(frozen=True)
class InnerProduct:
    """`tr(gᵀ of)`: `of` is a differential or linear in one, and has the shape of `g`."""

    g: Expr
    of: Expr

    def expr(self, shapes: Shapes) -> Expr:
        """Write `tr(gᵀ of)` with signs and numbers in front; `g of` if both are numbers."""
        return tidy_around(self._pattern(shapes), {"G": self.g, "inner": self.of}, shapes)

    def _pattern(self, shapes: Shapes) -> Expr:
        return trace(G.T @ INNER) if shape_of(self.of, shapes) else scale(G, INNER)

    def match(self, pattern: Expr, shapes: Shapes) -> Substitution | None:
        """Match the untidied product with a pattern: what its names stand for, or None."""
        return match(pattern, replace_names(self._pattern(shapes), {"G": self.g, "inner": self.of}))


def move_to_gradient(
    product: InnerProduct, differential: Name, of: Expr, shapes: Shapes
) -> tuple[list[tuple[RuleName, Expr]], Expr]:
    """Move the operations around `differential`, the `d(of)`, to the gradient, outermost first.

    Returns the product as it is written after each rule, and the gradient with respect to `of`.
    """
    steps: list[tuple[RuleName, Expr]] = []
    while isinstance(product.of, Apply):
        op, args = product.of.op, product.of.args
        k = [differential.name in names(arg) for arg in args].index(True)
        like = replace_names(args[k], {differential.name: of})
        for rule, pattern, result in TRACE_RULES:
            parts = product.match(pattern, shapes)
            if parts and parts["inner"] == args[k]:
                steps.append((rule, tidy_around(result, {**parts, "like": like}, shapes)))
        unchanged = Apply(op, (*args[:k], like, *args[k + 1 :]))
        product = InnerProduct(pullback(unchanged, k, product.g, shapes), args[k])
        steps.append((RuleName(OPS[op].under_trace), product.expr(shapes)))
    return steps, product.g
