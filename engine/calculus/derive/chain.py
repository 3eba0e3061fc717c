"""Derive a gradient line by line: from `dL = tr(Gᵀ dZ)` to `dL = tr((∇X L)ᵀ dX)`.

A line is a sum of inner products `tr(Gᵀ dE)`. Each `dE` is expanded by the rule for the outermost
operation of `E`. Then `dE` is made of operations around smaller differentials; the rules of the
trace move these operations to the gradient, one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from engine.calculus.derive.differential import differential
from engine.calculus.derive.inner_product import InnerProduct, move_to_gradient
from engine.calculus.derive.rules import RuleName, differential_rule
from engine.calculus.derive.symbols import Symbols
from engine.calculus.derive.tidy import A, B, finished, tidy, tidy_around
from engine.calculus.derive.typed.refusal import refusal
from engine.core import ops
from engine.core.expr import Apply, Expr, Name, Number, names, walk
from engine.core.infer import shape_of
from engine.core.rewrite import Rule, Shapes

LARGEST = 5_000
"""The largest number of signs and names in a derivation, all lines together."""

Products = tuple[InnerProduct, ...]
Summands = tuple[RuleName, list[Expr]]
"""A line: the rule that gives it, and its summands."""


@dataclass(frozen=True)
class Equality:
    """`dL = expr`, by a rule."""

    expr: Expr
    rule: RuleName


def chain(g: Expr, of: Expr, symbols: Symbols) -> tuple[tuple[Equality, ...], Expr]:
    """Write the lines from `tr(gᵀ d(of))` to `tr(Gᵀ dX)`; `G` is the gradient with respect to `X`.

    Raises `DeriveError` where they would be too many to read.
    """
    return _Writer(symbols).run(InnerProduct(g, of))


class _Writer:
    """Write line after line. Here `InnerProduct(g, of)` stands for `tr(gᵀ d(of))`."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols, self.lines, self.size = symbols, list[Equality](), 0

    def run(self, first: InnerProduct) -> tuple[tuple[Equality, ...], Expr]:
        products: Products = (first,) if self.symbols.varies(first.of) else ()
        self.write(RuleName.START, [self.with_differential(first)])
        while any(map(self.order, products)):
            products = self.collect(products)
            k = max(range(len(products)), key=lambda k: self.order(products[k]))
            products = (*products[:k], *self.expand(products, k), *products[k + 1 :])
        return self.read_off(self.collect(products))

    def order(self, product: InnerProduct) -> int:
        """Rank a product; the highest is expanded next.

        Operations rank above names, later values above earlier ones. `wrt` is 0, it stays.
        """
        computed = list(self.symbols.definitions)
        if not isinstance(product.of, Name):
            return len(computed) + 1
        return 0 if product.of.name == self.symbols.wrt else computed.index(product.of.name) + 1

    def with_differential(self, product: InnerProduct) -> Expr:
        return InnerProduct(product.g, self.symbols.d(product.of)).expr(self.symbols.shapes)

    def write(self, rule: RuleName, summands: Iterable[Expr]) -> None:
        total = sum_of(summands)
        if self.lines and self.lines[-1].expr == total:
            return
        self.size += sum(1 for _ in walk(total))
        if self.size > LARGEST:
            raise refusal("derivation_too_long")
        self.lines.append(Equality(total, rule))

    def collect(self, products: Products) -> Products:
        """`tr(Aᵀ dE) + tr(Bᵀ dE) = tr((A + B)ᵀ dE)`."""
        gradients: dict[Expr, Expr] = {}
        for g, of in ((product.g, product.of) for product in products):
            gradients[of] = gradients[of] + g if of in gradients else g
        shapes = self.symbols.shapes
        collected = tuple(InnerProduct(tidy(g, shapes), of) for of, g in gradients.items())
        if len(collected) < len(products):
            self.write(RuleName.LINEARITY, map(self.with_differential, collected))
        return collected

    def expand(self, products: Products, k: int) -> Products:
        """Expand product `k`, and write the lines with the other products beside it."""
        before, after = (
            [self.with_differential(product) for product in others]
            for others in (products[:k], products[k + 1 :])
        )
        g, of = products[k].g, products[k].of
        lines, result = (
            self.differentiate(g, of) if isinstance(of, Apply) else self.substitute(g, of)
        )
        for rule, summands in lines:
            self.write(rule, [*before, *summands, *after])
        return result

    def substitute(self, g: Expr, of: Expr) -> tuple[list[Summands], Products]:
        """Replace a value by its definition; first its gradient is named, `gradY1`."""
        symbols, lines, d_of = self.symbols, list[Summands](), self.symbols.d(of)
        (name,) = names(of)
        if name in symbols.gradients and g != Name(symbols.gradients[name]):
            symbols.expansions[symbols.gradients[name]] = g
            g = Name(symbols.gradients[name])
            lines.append((RuleName.GRADIENT, [self.with_differential(InnerProduct(g, of))]))
        after = InnerProduct(g, symbols.definitions[name])
        symbols.expansions[d_of.name] = symbols.d(after.of)
        return [*lines, (RuleName.DEFINITION, [self.with_differential(after)])], (after,)

    def differentiate(self, g: Expr, of: Apply) -> tuple[list[Summands], Products]:
        """Expand `d f(A, B)` into terms with `dA` and with `dB`; turn each into `tr(Gᵀ dA)`."""
        shapes, parts = self.symbols.shapes, self.partial_differentials(of)
        whole = sum_of(part for _, part in parts) if parts else zero(of, shapes)
        self.symbols.expansions[self.symbols.d(of).name] = whole
        rule = differential_rule(of.op, whole)
        if not parts:
            return [(rule, [])], ()
        apart = [InnerProduct(g, part).expr(shapes) for _, part in parts]
        lines: list[Summands] = [(rule, [InnerProduct(g, whole).expr(shapes)])]
        lines.append((RuleName.LINEARITY, apart))
        alone: Products = ()
        for k, (arg, part) in enumerate(parts, 1):
            d_arg, product = self.symbols.d(arg), InnerProduct(g, part)
            steps, gradient = move_to_gradient(product, d_arg, arg, shapes)
            done = [*map(self.with_differential, alone)]
            lines += [(rule, [*done, expr, *apart[k:]]) for rule, expr in steps]
            alone = (*alone, InnerProduct(gradient, arg))
        return [*lines, (RuleName.LINEARITY, [*map(self.with_differential, alone)])], alone

    def partial_differentials(self, expr: Apply) -> list[tuple[Expr, Expr]]:
        """Pair each argument that depends on `wrt` with its summands of the differential."""
        parts: list[tuple[Expr, Expr]] = []
        for k, arg in enumerate(expr.args):
            if self.symbols.varies(arg):
                whole = differential(expr, k, self.symbols.d(arg), self.symbols.shapes)
                parts += [(arg, summand) for summand in (summands_of(whole) if whole else [])]
        return parts

    def read_off(self, products: Products) -> tuple[tuple[Equality, ...], Expr]:
        """Write the last line untidied, so that the gradient is seen: `tr((Xᵀ)ᵀ dX)` for `Xᵀ`."""
        wrt, shapes = Name(self.symbols.wrt), self.symbols.shapes
        gradient = finished(products[0].g if products else zero(wrt, shapes), shapes)
        dx = self.symbols.d(wrt)
        last = ops.trace(gradient.T @ dx) if shapes[wrt.name] else ops.scale(gradient, dx)
        self.write(RuleName.RESULT, [last])
        return tuple(self.lines), gradient


def zero(like: Expr, shapes: Shapes) -> Expr:
    """Write zeros in the shape of an expression."""
    return ops.scale(Number(0), ops.ones_like(like)) if shape_of(like, shapes) else Number(0)


MINUS = Rule(A + -B, A - B)


def sum_of(summands: Iterable[Expr]) -> Expr:
    """Add up summands, `a + b - c`; 0 if there are none."""
    first, *others = [*summands] or [Number(0)]
    return reduce(lambda total, b: MINUS(total + b, {}) or total + b, others, first)


def summands_of(expr: Expr) -> list[Expr]:
    """Split a sum into its summands, each with its sign."""
    match expr:
        case Apply("add", (left, right)):
            return summands_of(left) + summands_of(right)
        case Apply("sub", (left, right)):
            negated = [tidy_around(-A, {"A": b}, {}) for b in summands_of(right)]
            return summands_of(left) + negated
    return [expr]
