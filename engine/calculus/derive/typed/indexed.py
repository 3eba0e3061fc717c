"""Read `sum_i y_i log(p_i)`: a sum over an index is a sum over all entries, `sum(y .* log(p))`."""

from __future__ import annotations

from dataclasses import replace

from engine.calculus.derive.typed.node import SyntaxNode, nodes
from engine.calculus.derive.typed.refusal import refusal

ENTRYWISE = {"*": ".*", "/": "./", "^": ".^"}


def by_entries(body: SyntaxNode, indices: str, column: int) -> SyntaxNode:
    """Take the index off every name, and let every sign go entry by entry.

    Raises `DeriveError` where the index is on no name, or where a row or a column of a matrix is
    meant, as by `w' x_i`.
    """
    if not any(_has_index(node, indices) for node in nodes(body)):
        raise refusal("sum_without_index", column, index=indices)
    return _whole(body, indices)


def _has_index(node: SyntaxNode, indices: str) -> bool:
    _, _, index = node.token.text.partition("_")
    return node.is_name and bool(index) and index == indices


def _whole(node: SyntaxNode, indices: str) -> SyntaxNode:
    if node.token.text == "'" or node.token.text in ("sum", "dot", "tr"):
        raise refusal("sum_of_products", node.token.column, index=indices)
    if _has_index(node, indices):
        name = node.token.text.partition("_")[0]
        return SyntaxNode(replace(node.token, text=name))
    args = tuple(_whole(arg, indices) for arg in node.args)
    token = node.token
    varying = sum(_reads(arg, indices) for arg in node.args)
    if varying and not node.called and token.text in ENTRYWISE:
        token = replace(token, text=ENTRYWISE[token.text])
    return SyntaxNode(token, args, node.called)


def _reads(node: SyntaxNode, indices: str) -> bool:
    return any(_has_index(part, indices) for part in nodes(node))
