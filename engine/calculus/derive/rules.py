"""The rules of a derivation, by their names.

Source: the notes on differential forms, rules for differentials and tricks for traces.
"""

from __future__ import annotations

from enum import StrEnum

from engine.core.expr import Apply, Expr, walk
from engine.core.ops import OPS, shapes


class RuleName(StrEnum):
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
    "add": RuleName.SUM,
    "sub": RuleName.SUM,
    "neg": RuleName.LINEAR,
    "over": RuleName.LINEAR,
    "trace": RuleName.LINEAR,
    "sum_all": RuleName.LINEAR,
    "sum_rows": RuleName.LINEAR,
    "sum_cols": RuleName.LINEAR,
    "scale": RuleName.PRODUCT,
    "matmul": RuleName.PRODUCT,
    "hadamard": RuleName.ENTRYWISE_PRODUCT,
    "div": RuleName.QUOTIENT,
    "quotient": RuleName.QUOTIENT,
    "transpose": RuleName.TRANSPOSE,
    "inv": RuleName.INVERSE,
    "det": RuleName.DETERMINANT,
}
OF_LINEAR = {
    "hadamard": RuleName.HADAMARD,
    "div": RuleName.HADAMARD,
    "matmul": RuleName.PRODUCT_TRANSPOSE,
    "sum_all": RuleName.PRODUCT_TRANSPOSE,
    "sum_rows": RuleName.PRODUCT_TRANSPOSE,
    "sum_cols": RuleName.PRODUCT_TRANSPOSE,
    "transpose": RuleName.CYCLIC,
}
"""What moves a linear operation of `dX` over to the gradient."""


def rule_of(op: str, changed: Expr) -> RuleName:
    """The rule by which the differential of an operation is `changed`."""
    if (
        any(isinstance(node, Apply) and node.op == "ones_column" for node in walk(changed))
        and op in OF_OPS
    ):
        return RuleName.BROADCAST
    entrywise = OPS[op].shape in (shapes.elementwise, shapes.with_number)
    return OF_OPS.get(op, RuleName.ELEMENTWISE if entrywise else RuleName.FUNCTION)
