"""Write a syntax tree in plain notation with every bracket it needs: how a formula was read."""

from __future__ import annotations

from engine.calculus.derive.typed.node import SyntaxNode

SUM, PRODUCT, SIGNED, POWER, ATOM = range(1, 6)
BINDS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, ".*": PRODUCT, "./": PRODUCT}
CALLS = {"|": "|{}|", "norm2_index": "norm2({})"}


def spelled(node: SyntaxNode) -> str:
    """Write a formula: `||Ax - b||^2` is `norm2(A*x - b)^2`."""
    return _written(node)[0]


def _written(node: SyntaxNode) -> tuple[str, int]:
    text, args = node.token.text, node.args
    if node.called:
        inside = ", ".join(map(spelled, args))
        return CALLS.get(text, f"{text}({{}})").format(inside), ATOM
    if not args:
        return text, ATOM
    if text == "'":
        return f"{_bracketed(args[0], POWER)}'", POWER
    if text in ("^", ".^"):
        return f"{_bracketed(args[0], POWER)}{text}{_exponent(args[1])}", POWER
    if len(args) == 1:
        return f"-{_bracketed(args[0], PRODUCT)}", SUM
    binds = BINDS[text]
    sign = text if text in ("*", "/") else f" {text} "
    return f"{_bracketed(args[0], binds)}{sign}{_bracketed(args[1], binds + 1)}", binds


def _bracketed(node: SyntaxNode, least: int) -> str:
    text, binds = _written(node)
    return text if binds >= least else f"({text})"


def _exponent(node: SyntaxNode) -> str:
    text, binds = _written(node)
    negative = node.token.text == "-" and len(node.args) == 1
    return text if binds == ATOM or negative else f"({text})"
