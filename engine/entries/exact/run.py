"""Run a program on fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.evaluate import evaluate, leaf_value
from engine.core.expr import Apply, Expr, Name, walk
from engine.core.infer import shape_of
from engine.core.ops import OPS
from engine.core.rewrite import at_sizes
from engine.entries.entry import entry
from engine.entries.exact.number import Exact, Saturated
from engine.running.compiler import function
from engine.running.trace import Trace

Fractions = NDArray[np.object_]
"""An array of `Fraction`, with None where an entry is not exact."""

ROOM = 20_000
"""How many products of numbers a program may take; fractions are for small programs."""
REFUSALS = (TypeError, ValueError, ArithmeticError)
"""The errors of a line that does not work on these numbers, or that compares unknown ones."""


def _heaviside(x: Any, at_zero: Any) -> Any:
    return np.where(x > 0, 1, np.where(x < 0, 0, at_zero))


NUMPY = ModuleType("numpy_of_objects", "NumPy, with the step function that it has for floats only.")
vars(NUMPY).update(vars(np) | {"heaviside": _heaviside})


def exact(trace: Trace, saturated: bool = False) -> Mapping[str, Fractions]:
    """Compute every value of a trace in fractions, by name; an entry that is not exact is None.

    An input is the decimal that was typed: 0.1 is 1/10. Sums, products, quotients, whole powers,
    steps and maxima of fractions are fractions. Roots, exponentials and logarithms are fractions
    for some arguments: `√(4/9) = 2/3`, `σ(0) = 1/2`, the softmax of equal entries. An entry is None
    if it comes from an irrational number or from a float of more than 15 digits, or if it is not
    finite in the trace. In a program of more than 20,000 products all entries are None.

    With `saturated`, an exponential that is tiny compared to 1 counts as 0, so that the softmax of
    numbers far apart is 1 and 0; see `Saturated`.
    """
    kind = Saturated if saturated else Exact
    if products(trace) > ROOM:
        values: dict[str, Any] = {name: kind(None) for name in trace.values}
    else:
        values = {name: lifted(array, kind) for name, array in trace.inputs.items()}
        for equation in trace.program.equations:
            expr = at_sizes(equation.expr, trace.dims)
            values[equation.name] = exact_value(expr, values, kind)
    return MappingProxyType({n: _fractions(values[n], v) for n, v in trace.values.items()})


def products(trace: Trace) -> int:
    """Count the products of two numbers in all matrix products of a program."""
    shapes = trace.program.sized(trace.dims)
    nodes = (node for equation in trace.program.equations for node in walk(equation.expr))
    pairs = (
        [shape_of(arg, shapes) for arg in node.args]
        for node in nodes
        if isinstance(node, Apply) and node.op == "matmul"
    )
    return sum(int(a[0]) * int(a[1]) * int(b[1]) for a, b in pairs)


def exact_value(expr: Expr, values: Mapping[str, Any], kind: type[Exact]) -> Any:
    """Compute an expression of named matrices, or of their entries, in exact numbers.

    Raises `TypeError` for a sum over an index.
    """

    def leaf(node: Expr) -> Any:
        value = leaf_value(values, node)
        return value if isinstance(node, Name) else kind.of(value)

    return evaluate(expr, leaf, lambda op, args: applied(op, args, kind))


def applied(op: str, args: Sequence[Any], kind: type[Exact]) -> Any:
    """Apply an operation by its NumPy source; if that raises an error, entry by entry."""
    try:
        return lifted(function(OPS[op], NUMPY)(*args), kind)
    except REFUSALS:
        return _entries(op, args, kind)


def _entries(op: str, args: Sequence[Any], kind: type[Exact]) -> Any:
    """Compute each entry by the operation's entry rule; one that raises an error is unknown."""
    shapes = {f"x{k}": np.shape(arg) for k, arg in enumerate(args)}
    shape = tuple(int(dim) for dim in OPS[op].shape(*shapes.values()))
    if not any(shapes.values()):
        return kind(None)
    result = np.full(shape, kind(None))
    values, whole = dict(zip(shapes, args, strict=True)), Apply(op, tuple(map(Name, shapes)))
    for index in np.ndindex(shape):
        with suppress(*REFUSALS):
            result[index] = exact_value(entry(whole, shapes, *(index or (0, 0))), values, kind)
    return result


def lifted(numbers: Any, kind: type[Exact]) -> Any:
    """Make every number of an array an exact one."""
    return np.frompyfunc(kind.of, 1, 1)(np.asarray(numbers, dtype=object))


def _fractions(numbers: Any, recorded: NDArray[np.float64]) -> Fractions:
    """Take the fractions out of exact numbers; None where the trace has no finite number."""
    values = np.frompyfunc(lambda number: number.value, 1, 1)(numbers)
    array: Fractions = np.full(recorded.shape, None)
    array[...] = np.where(np.isfinite(recorded), values, None)
    array.flags.writeable = False
    return array
