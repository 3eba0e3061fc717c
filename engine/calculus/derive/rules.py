"""The rules of a derivation, by their names.

Source: the notes on differential forms, rules for differentials and tricks for traces.
"""

from __future__ import annotations

from enum import StrEnum

from engine.calculus.derive.front import is_op
from engine.core.expr import Expr, walk
from engine.core.ops import OPS, shapes


class Rule(StrEnum):
    """What makes a line of a derivation equal to the line before it."""

    START = "what is to be derived"
    SCALAR = "trace of a scalar"
    DEFINITION = "definition"
    GRADIENT = "gradient by its name"
    SUM = "differential of a sum"
    PRODUCT = "differential of a product"
    ENTRYWISE_PRODUCT = "differential of an entrywise product"
    QUOTIENT = "differential of a quotient"
    TRANSPOSE = "differential of a transpose"
    LINEAR = "differential of a linear function"
    INVERSE = "differential of an inverse"
    DETERMINANT = "differential of a determinant"
    ELEMENTWISE = "elementwise function"
    FUNCTION = "differential of a function"
    BROADCAST = "broadcast as a product with ones"
    ONES = "sum as a product with ones"
    LINEARITY = "linearity of the trace"
    CYCLIC = "cyclic property"
    TRACE_TRANSPOSE = "transpose inside the trace"
    PRODUCT_TRANSPOSE = "transpose of a product"
    HADAMARD = "Hadamard product under the trace"
    RESULT = "gradient read off"


OF_OPS = {
    "add": Rule.SUM,
    "sub": Rule.SUM,
    "neg": Rule.LINEAR,
    "over": Rule.LINEAR,
    "trace": Rule.LINEAR,
    "sum_all": Rule.LINEAR,
    "sum_rows": Rule.LINEAR,
    "sum_cols": Rule.LINEAR,
    "scale": Rule.PRODUCT,
    "matmul": Rule.PRODUCT,
    "hadamard": Rule.ENTRYWISE_PRODUCT,
    "div": Rule.QUOTIENT,
    "quotient": Rule.QUOTIENT,
    "transpose": Rule.TRANSPOSE,
    "inv": Rule.INVERSE,
    "det": Rule.DETERMINANT,
}
OF_LINEAR = {
    "hadamard": Rule.HADAMARD,
    "div": Rule.HADAMARD,
    "matmul": Rule.PRODUCT_TRANSPOSE,
    "sum_all": Rule.PRODUCT_TRANSPOSE,
    "sum_rows": Rule.PRODUCT_TRANSPOSE,
    "sum_cols": Rule.PRODUCT_TRANSPOSE,
    "transpose": Rule.CYCLIC,
}
"""What moves a linear operation of `dX` over to the gradient."""


def rule_of(op: str, changed: Expr) -> Rule:
    """The rule by which the differential of an operation is `changed`."""
    if any(is_op(node, "ones_column") for node in walk(changed)) and op in OF_OPS:
        return Rule.BROADCAST
    entrywise = OPS[op].shape in (shapes.elementwise, shapes.with_number)
    return OF_OPS.get(op, Rule.ELEMENTWISE if entrywise else Rule.FUNCTION)
