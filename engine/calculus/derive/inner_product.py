"""Move what stands around a differential under the trace over to the gradient.

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

B, E, G, L = map(Name, "BEGL")
TRACE_RULES = (
    (RuleName.CYCLIC, trace(G.T @ (E @ B)), trace(B @ G.T @ E)),
    (RuleName.TRACE_TRANSPOSE, trace(G.T @ E.T), trace(E @ G)),
    (RuleName.CYCLIC, trace(G.T @ sum_cols(E)), trace(ones_column(L.T) @ G.T @ E)),
    (
        RuleName.ONES,
        scale(G, sum_all(E)),
        scale(G, trace(ones_column(L).T @ E @ ones_column(L.T))),
    ),
    (
        RuleName.CYCLIC,
        scale(G, sum_all(E)),
        scale(G, trace(ones_column(L.T) @ ones_column(L).T @ E)),
    ),
)
"""The rules of the trace, each with a pattern and its result, by which `E` comes to stand last.

`E` holds the differential; `L` has its shape and no differential in it.
"""


@dataclass(frozen=True)
class InnerProduct:
    """`tr(gᵀ of)`, where `of` is, or is linear in, a differential of the shape of `g`."""

    g: Expr
    of: Expr

    def expr(self, shapes: Shapes) -> Expr:
        """`tr(gᵀ of)`, with signs and numbers in front; `g of` where both are numbers."""
        return tidy_around(self._pattern(shapes), {"G": self.g, "E": self.of}, shapes)

    def _pattern(self, shapes: Shapes) -> Expr:
        return trace(G.T @ E) if shape_of(self.of, shapes) else scale(G, E)

    def match(self, pattern: Expr, shapes: Shapes) -> Substitution | None:
        """Match a pattern with the product as it stands: what its names stand for, or None."""
        return match(pattern, replace_names(self._pattern(shapes), {"G": self.g, "E": self.of}))


def move_to_gradient(
    product: InnerProduct, change: Name, of: Expr, shapes: Shapes
) -> tuple[list[tuple[RuleName, Expr]], Expr]:
    """Move what stands around `change`, which is `d(of)`, over to the gradient, from the outside.

    Returns the product as it is written after each rule, and the gradient that belongs to `change`.
    """
    steps: list[tuple[RuleName, Expr]] = []
    while isinstance(product.of, Apply):
        op, args = product.of.op, product.of.args
        k = [change.name in names(arg) for arg in args].index(True)
        like = replace_names(args[k], {change.name: of})
        for rule, pattern, result in TRACE_RULES:
            parts = product.match(pattern, shapes)
            if parts and parts["E"] == args[k]:
                steps.append((rule, tidy_around(result, {**parts, "L": like}, shapes)))
        unchanged = Apply(op, (*args[:k], like, *args[k + 1 :]))
        product = InnerProduct(pullback(unchanged, k, product.g, shapes), args[k])
        steps.append((RuleName(OPS[op].under_trace), product.expr(shapes)))
    return steps, product.g
