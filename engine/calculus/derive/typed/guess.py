"""Guess which names are numbers, where nothing says so.

A name that begins with a small letter is first taken for a column, any other for a matrix. Where
the formula is then no number, those names are tried as numbers that are used like one: added to a
number, multiplied with one, or divided by. `λ` and its like are numbers from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Literal

from engine.calculus.derive.typed.functions import FUNCTIONS, SIGNS_OF_NORMS
from engine.calculus.derive.typed.node import SyntaxNode, nodes
from engine.core.expr import Shape

Kind = Literal["number", "column", "row", "matrix"]
FLIPPED: dict[Kind, Kind] = {"column": "row", "row": "column"}
MOST_CANDIDATES = 6
COEFFICIENTS = frozenset(
    {
        *("λ", "lambda_", "lam", "α", "alpha", "η", "eta", "γ", "gamma", "ε", "ϵ", "eps"),
        *("epsilon", "τ", "tau", "κ", "kappa", "ρ", "rho", "lr"),
    }
)
"""Names that are numbers everywhere."""


def guesses(root: SyntaxNode, shapes: Mapping[str, Shape], wrt: str) -> Iterator[frozenset[str]]:
    """Yield sets of names that may be numbers, the likeliest first; `shapes` are declared."""
    names = [node.token.text for node in nodes(root) if node.is_name]
    usual = frozenset(names) & COEFFICIENTS - shapes.keys()
    usual |= _Evidence(shapes, usual).coefficients(root)
    yield usual
    evidence = _Evidence(shapes, usual)
    candidates = sorted(
        (n for n in evidence.candidates(root) if n.islower() or n != wrt),
        key=lambda name: (not name[0].islower(), names.index(name)),
    )[:MOST_CANDIDATES]
    for count in range(1, len(candidates) + 1):
        for some in combinations(candidates, count):
            yield usual | set(some)
    yield frozenset()


@dataclass
class _Evidence:
    """Looks for names that are used as numbers, given those that are taken for numbers already."""

    shapes: Mapping[str, Shape]
    numbers: frozenset[str]
    used: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)
    multiplies: set[str] = field(default_factory=set)

    def coefficients(self, root: SyntaxNode) -> set[str]:
        """Collect the names that stand before a matrix, `a X`, where a column has no place."""
        self.kind(root)
        return self.multiplies - self.never - self.shapes.keys()

    def candidates(self, root: SyntaxNode) -> set[str]:
        """Collect until no further name is found: a name that is a number makes others numbers."""
        before = self.numbers
        while True:
            self.kind(root)
            found = self.used - self.never - self.shapes.keys()
            if found <= self.numbers:
                return set(self.numbers - before)
            self.numbers = self.numbers | found

    def kind(self, node: SyntaxNode) -> Kind:
        """Say what a part is, as far as can be told without shapes; collect what it tells."""
        text = node.token.text
        if node.is_number:
            return "number"
        if node.is_name:
            return self.name(text)
        if text == "*" and not node.called:
            return self.product(node)
        kinds = [self.kind(arg) for arg in node.args]
        if node.called:
            return self.call(node, kinds)
        if text == "'":
            self.never |= _bare(node.args[0])
            return FLIPPED.get(kinds[0], kinds[0])
        if text in ("^", ".^") or len(kinds) == 1:
            return kinds[0]
        if text == "/":
            self.used |= _core(node.args[1])
        else:
            self.beside(node, kinds)
        return kinds[0] if kinds[0] != "number" or text == "/" else kinds[1]

    def name(self, text: str) -> Kind:
        shape = () if text in self.numbers else self.shapes.get(text)
        if shape is None:
            return "column" if text[0].islower() else "matrix"
        if not shape:
            return "number"
        return "column" if shape[1] == 1 else "row" if shape[0] == 1 else "matrix"

    def call(self, node: SyntaxNode, kinds: list[Kind]) -> Kind:
        function = {**FUNCTIONS, **SIGNS_OF_NORMS}[node.token.text]
        if not function.takes_numbers:
            self.never |= set().union(*map(_bare, node.args))
        return "number" if function.is_number else kinds[-1]

    def beside(self, node: SyntaxNode, kinds: list[Kind]) -> None:
        """Collect a name that is added to a number, or multiplied with one entry by entry."""
        for arg, other in zip(node.args, reversed(kinds), strict=True):
            if other == "number":
                self.used |= _core(arg)

    def product(self, node: SyntaxNode) -> Kind:
        """Multiply a chain of factors: a row before a column is a number."""
        factors = _factors(node)
        kinds = [self.kind(factor) for factor in factors]
        for k, factor in enumerate(factors):
            others = [*factors[:k], *factors[k + 1 :]]
            usual = all(other.token.text in COEFFICIENTS for other in others)
            if _reduced([*kinds[:k], *kinds[k + 1 :]]) == ["number"] and not usual:
                self.used |= _core(factor)
        for (left, a), (right, b) in pairwise(zip(factors, kinds, strict=True)):
            if a == b == "column":
                self.used |= _core(left) | _core(right)
            if a == "matrix":
                self.never |= _bare(right)
            if b == "matrix" and a == "column":
                self.multiplies |= _bare(left)
        result = _reduced(kinds)
        return result[0] if len(result) == 1 else "matrix"


def _factors(node: SyntaxNode) -> list[SyntaxNode]:
    if node.token.text == "*" and not node.called:
        return [*_factors(node.args[0]), *_factors(node.args[1])]
    return [node]


def _reduced(kinds: list[Kind]) -> list[Kind]:
    """Multiply what can be multiplied: numbers vanish, a row and a column are a number."""
    left: list[Kind] = []
    for kind in kinds:
        if kind == "number" and left:
            continue
        if left and left[-1] == "number" and kind != "number":
            left[-1] = kind
        elif left and (left[-1], kind) == ("row", "column"):
            left[-1] = "number"
        elif left and (left[-1], kind) in (("matrix", "column"), ("row", "matrix")):
            left[-1] = "column" if kind == "column" else "row"
        elif left and (left[-1], kind) == ("matrix", "matrix"):
            continue
        else:
            left.append(kind)
        if len(left) > 1 and left[-1] == "number":
            left.pop()
    return left


def _core(node: SyntaxNode) -> set[str]:
    """Find the name that a part is but for its sign, a power, and functions of entries."""
    while node.args and _keeps_entries(node):
        node = node.args[0]
    return {node.token.text} if node.is_name else set()


def _keeps_entries(node: SyntaxNode) -> bool:
    """Tell whether a part is a sign, a power, or a function of each entry of its first argument."""
    if node.called:
        return node.token.text in FUNCTIONS and FUNCTIONS[node.token.text].takes_numbers
    return node.token.text in ("^", ".^") or (node.token.text == "-" and len(node.args) == 1)


def _bare(node: SyntaxNode) -> set[str]:
    """Find the name that a part is."""
    return {node.token.text} if node.is_name else set()
