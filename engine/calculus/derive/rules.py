"""Name the rules of a derivation; their words are `[rule.…]` in `assets/text.toml`.

Source: the notes on differential forms, rules for differentials and tricks for traces.
"""

from __future__ import annotations

from enum import StrEnum, auto

from engine.core.expr import Apply, Expr, walk
from engine.core.ops import OPS, shapes


class RuleName(StrEnum):
    """Why a line of a derivation is equal to the line before it."""

    START = auto()
    SCALAR = auto()
    DEFINITION = auto()
    GRADIENT = auto()
    SUM = auto()
    PRODUCT = auto()
    ENTRYWISE_PRODUCT = auto()
    QUOTIENT = auto()
    TRANSPOSE = auto()
    LINEAR = auto()
    INVERSE = auto()
    DETERMINANT = auto()
    ELEMENTWISE = auto()
    FUNCTION = auto()
    BROADCAST = auto()
    ONES = auto()
    LINEARITY = auto()
    CYCLIC = auto()
    TRACE_TRANSPOSE = auto()
    PRODUCT_TRANSPOSE = auto()
    HADAMARD = auto()
    RESULT = auto()


def differential_rule(op: str, result: Expr) -> RuleName:
    """Name the rule by which the differential of an operation is `result`."""
    rule = OPS[op].differential
    if not rule:
        entrywise = OPS[op].shape in (shapes.elementwise, shapes.with_number)
        return RuleName.ELEMENTWISE if entrywise else RuleName.FUNCTION
    ones = any(isinstance(node, Apply) and node.op == "ones_column" for node in walk(result))
    return RuleName.BROADCAST if ones else RuleName(rule)
