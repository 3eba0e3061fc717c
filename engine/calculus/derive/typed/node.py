"""The syntax tree of a formula, before its shapes are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.calculus.derive.typed.tokens import Token


@dataclass(frozen=True, slots=True)
class SyntaxNode:
    """A name or a number, or an operator or a function (`called`) with its arguments."""

    token: Token
    args: tuple[SyntaxNode, ...] = ()
    called: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it is a name of the formula, not of a function."""
        return self.token.kind == "name" and not self.called

    @property
    def is_number(self) -> bool:
        """Whether it is a number that was typed."""
        return self.token.kind == "number"


def nodes(root: SyntaxNode) -> Iterator[SyntaxNode]:
    """Yield every node, the root first, arguments from left to right."""
    yield root
    for arg in root.args:
        yield from nodes(arg)
