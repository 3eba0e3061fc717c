"""From `dL = tr(Gᵀ dZ)` to `dL = tr((∇X L)ᵀ dX)`, line by line, each by one rule.

A line is a sum of terms `tr(Gᵀ dE)`. A differential `dE` is developed by the differential of the
outermost operation of `E`; what then stands around the inner differentials is moved over to the
gradient, operation by operation, by the rules of the trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from engine.calculus.derive.differential import differential
from engine.calculus.derive.moves import InnerProduct, moved
from engine.calculus.derive.rules import RuleName, differential_rule
from engine.calculus.derive.setting import Setting
from engine.calculus.derive.tidy import A, B, tidy, tidy_around
from engine.core import ops
from engine.core.errors import DeriveError
from engine.core.expr import Apply, Expr, Name, Number, names, walk
from engine.core.infer import shape_of
from engine.core.rewrite import Rule, Shapes

LARGEST = 15_000
"""How many signs and names a derivation may have, all lines together."""

Terms = tuple[InnerProduct, ...]
Row = tuple[RuleName, list[Expr]]


@dataclass(frozen=True)
class Step:
    """`dL = expr`, by a rule."""

    expr: Expr
    rule: RuleName


def chain(g: Expr, of: Expr, setting: Setting) -> tuple[tuple[Step, ...], Expr]:
    """The steps from `tr(gᵀ d(of))` to `tr(Gᵀ dX)`, and `G`, the gradient with respect to `X`.

    Raises `DeriveError` where they would be too many to read.
    """
    return _Chain(setting).run(InnerProduct(g, of))


class _Chain:
    """The steps so far. Here the `of` of a term is an expression: it stands for `tr(gᵀ d(of))`."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.steps, self.size = setting, list[Step](), 0

    def run(self, first: InnerProduct) -> tuple[tuple[Step, ...], Expr]:
        terms: Terms = (first,) if self.setting.changes(first.of) else ()
        self.emit(RuleName.START, [self.written(first)])
        while any(map(self.rank, terms)):
            terms = self.collected(terms)
            k = max(range(len(terms)), key=lambda k: self.rank(terms[k]))
            terms = (*terms[:k], *self.developed(terms, k), *terms[k + 1 :])
        return self.result(self.collected(terms))

    def rank(self, term: InnerProduct) -> int:
        """What is developed first: what is not a name, then of names the one computed last."""
        if not isinstance(term.of, Name):
            return len(self.setting.definitions) + 1
        order = list(self.setting.definitions)
        return 0 if term.of.name == self.setting.wrt else order.index(term.of.name) + 1

    def written(self, term: InnerProduct) -> Expr:
        return InnerProduct(term.g, self.setting.d(term.of)).expr(self.setting.shapes)

    def emit(self, rule: RuleName, parts: Iterable[Expr]) -> None:
        total = sum_of(parts)
        if self.steps and self.steps[-1].expr == total:
            return
        self.size += sum(1 for _ in walk(total))
        if self.size > LARGEST:
            raise DeriveError("the derivation is too long to be read; take a shorter formula")
        self.steps.append(Step(total, rule))

    def collected(self, terms: Terms) -> Terms:
        """`tr(Aᵀ dE) + tr(Bᵀ dE) = tr((A + B)ᵀ dE)`."""
        found: dict[Expr, Expr] = {}
        for term in terms:
            before = found.get(term.of)
            found[term.of] = before + term.g if before else term.g
        together = tuple(InnerProduct(tidy(g, self.setting.shapes), of) for of, g in found.items())
        if len(together) < len(terms):
            self.emit(RuleName.LINEARITY, map(self.written, together))
        return together

    def developed(self, terms: Terms, k: int) -> Terms:
        """What term `k` becomes, with its lines; the other terms stand beside it meanwhile."""
        before = [self.written(term) for term in terms[:k]]
        after = [self.written(term) for term in terms[k + 1 :]]
        of = terms[k].of
        if isinstance(of, Apply):
            rows, done = self.opened(terms[k].g, of)
        else:
            rows, done = self.defined(terms[k].g, of)
        for rule, parts in rows:
            self.emit(rule, [*before, *parts, *after])
        return done

    def defined(self, g: Expr, of: Expr) -> tuple[list[Row], Terms]:
        """The gradient of a named value gets its name; then the value is what defines it."""
        setting, rows, change = self.setting, list[Row](), self.setting.d(of)
        (name,) = names(of)
        if name in setting.gradients and g != Name(setting.gradients[name]):
            setting.developed[setting.gradients[name]] = g
            g = Name(setting.gradients[name])
            rows.append((RuleName.GRADIENT, [self.written(InnerProduct(g, of))]))
        after = InnerProduct(g, setting.definitions[name])
        setting.developed[change.name] = setting.d(after.of)
        return [*rows, (RuleName.DEFINITION, [self.written(after)])], (after,)

    def opened(self, g: Expr, of: Apply) -> tuple[list[Row], Terms]:
        """`d f(A, B)` is what `dA` and `dB` make of it; each is then moved to stand alone."""
        shapes, pieces = self.setting.shapes, self.pieces(of)
        whole = sum_of(piece for _, piece in pieces) if pieces else zero(of, shapes)
        self.setting.developed[self.setting.d(of).name] = whole
        rule = differential_rule(of.op, whole)
        if not pieces:
            return [(rule, [])], ()
        apart = [InnerProduct(g, piece).expr(shapes) for _, piece in pieces]
        rows: list[Row] = [
            (rule, [InnerProduct(g, whole).expr(shapes)]),
            (RuleName.LINEARITY, apart),
        ]
        done: Terms = ()
        for k, (arg, piece) in enumerate(pieces, 1):
            left = InnerProduct(g, piece)
            for rule, part, after in moved(left, self.setting.d(arg), arg, shapes):
                rows.append((rule, [*map(self.written, done), part, *apart[k:]]))
                left = after
            done = (*done, InnerProduct(left.g, arg))
        return [*rows, (RuleName.LINEARITY, [*map(self.written, done)])], done

    def pieces(self, expr: Apply) -> list[tuple[Expr, Expr]]:
        """The arguments that change, each with a term of the differential, linear in its own."""
        found: list[tuple[Expr, Expr]] = []
        for k, arg in enumerate(expr.args):
            if self.setting.changes(arg):
                changed = differential(expr, k, self.setting.d(arg), self.setting.shapes)
                found += [(arg, term) for term in (terms_of(changed) if changed else [])]
        return found

    def result(self, terms: Terms) -> tuple[tuple[Step, ...], Expr]:
        """The last line shows the gradient as it is, `tr((Xᵀ)ᵀ dX)` where it is a transpose."""
        like = Name(self.setting.wrt)
        matrix, change = self.setting.shapes[like.name], self.setting.d(like)
        found = terms[0].g if terms else zero(like, self.setting.shapes)
        gradient = tidy(found, self.setting.shapes)
        whole = ops.trace(gradient.T @ change) if matrix else ops.scale(gradient, change)
        self.emit(RuleName.RESULT, [whole])
        return tuple(self.steps), gradient


def zero(like: Expr, shapes: Shapes) -> Expr:
    """`0`, of the shape of an expression."""
    return ops.scale(Number(0), ops.ones_like(like)) if shape_of(like, shapes) else Number(0)


def sum_of(parts: Iterable[Expr]) -> Expr:
    """`a + b - c`; 0 for nothing."""
    return reduce(_plus, parts, None) or Number(0)


def _plus(total: Expr | None, part: Expr) -> Expr:
    return MINUS(total + part, {}) or total + part if total else part


MINUS = Rule(A + -B, A - B)


def terms_of(expr: Expr) -> list[Expr]:
    """The terms of a sum, each with its sign."""
    match expr:
        case Apply("add", (left, right)):
            return terms_of(left) + terms_of(right)
        case Apply("sub", (left, right)):
            return terms_of(left) + [tidy_around(-A, {"A": x}, {}) for x in terms_of(right)]
    return [expr]
