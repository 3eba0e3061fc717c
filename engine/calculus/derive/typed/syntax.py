"""Parse tokens into a syntax tree, by precedence climbing; shapes do not matter yet.

| binds | what |
|---|---|
| least | `a + b`, `a - b`, from the left |
| | `a * b`, `a / b`, `a .* b`, `a ./ b`, from the left; `-a * b` is `-(a * b)` |
| most | `a'`, `a ^ b`, `a .^ b`, from the left; an exponent may carry its own `-` |
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.calculus.derive.typed.tokens import Token, tokens
from engine.core.errors import DeriveError

SUMS, PRODUCTS = 1, 2
BINARY = {"+": SUMS, "-": SUMS, "*": PRODUCTS, "/": PRODUCTS, ".*": PRODUCTS, "./": PRODUCTS}
RAISED = ("^", ".^")
DEEPEST, MOST = 24, 60


@dataclass(frozen=True, slots=True)
class SyntaxNode:
    """A name or a number, or an operator or a function (`called`) with its arguments."""

    token: Token
    args: tuple[SyntaxNode, ...] = ()
    called: bool = False


def parse(text: str) -> SyntaxNode:
    """Parse a formula.

    Raises `DeriveError` with the column where the formula cannot go on, as in
    `column 5: expected a name, a number or '(' after '*', not the end`.
    """
    reader = _Reader(tokens(text))
    node = reader.expression(SUMS)
    if reader.here.kind != "end":
        raise reader.expected("an operator or the end")
    return node


class _Reader:
    """Reads the tokens from left to right."""

    def __init__(self, formula: tuple[Token, ...]) -> None:
        self.tokens, self.at, self.depth, self.operations = formula, 0, 0, 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def at_sign(self, *signs: str) -> bool:
        return self.here.kind == "sign" and self.here.text in signs

    def expected(self, what: str) -> DeriveError:
        after = f" after {self.tokens[self.at - 1].text!r}" if self.at else ""
        actual = "the end" if self.here.kind == "end" else repr(self.here.text)
        return DeriveError(f"expected {what}{after}, not {actual}", self.here.column)

    def close(self, what: str = "an operator or ')'") -> None:
        if not self.at_sign(")"):
            raise self.expected(what)
        self.take()

    def node(self, token: Token, *args: SyntaxNode, called: bool = False) -> SyntaxNode:
        self.operations += 1
        if self.operations > MOST:
            raise DeriveError(f"a formula has at most {MOST} operations", token.column)
        return SyntaxNode(token, args, called)

    def expression(self, least: int) -> SyntaxNode:
        """Operators that bind at least as tightly as `least`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise DeriveError(f"a formula is nested at most {DEEPEST} deep", self.here.column)
        left = self.signed(least)
        while self.at_sign(*BINARY) and BINARY[self.here.text] >= least:
            token = self.take()
            left = self.node(token, left, self.expression(BINARY[token.text] + 1))
        self.depth -= 1
        return left

    def signed(self, least: int) -> SyntaxNode:
        if self.at_sign("-"):
            return self.node(self.take(), self.expression(max(least, PRODUCTS)))
        return self.raised(self.atom())

    def raised(self, node: SyntaxNode) -> SyntaxNode:
        """What stands behind an atom: `'`, and exponents."""
        while self.at_sign("'", *RAISED):
            token = self.take()
            args = (node,) if token.text == "'" else (node, self.exponent())
            node = self.node(token, *args)
        return node

    def exponent(self) -> SyntaxNode:
        if self.at_sign("-"):
            return self.node(self.take(), self.atom())
        return self.atom()

    def atom(self) -> SyntaxNode:
        if self.at_sign("("):
            self.take()
            node = self.expression(SUMS)
            self.close()
            return node
        if self.here.kind not in ("name", "number"):
            raise self.expected("a name, a number or '('")
        token = self.take()
        return self.call(token) if token.kind == "name" and self.at_sign("(") else SyntaxNode(token)

    def call(self, token: Token) -> SyntaxNode:
        args = list[SyntaxNode]()
        while not args or self.at_sign(","):
            self.take()
            args.append(self.expression(SUMS))
        self.close("an operator, ',' or ')'")
        return self.node(token, *args, called=True)
