"""Compute an expression of whole matrices from the values of the names that it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.evaluate import evaluate, leaf_value
from engine.core.expr import Expr, Name, Size
from engine.core.infer import sized
from engine.core.ops import OPS
from engine.running.compiler import function

Array = NDArray[np.float64]


@dataclass
class Numbers:
    """Values by name; a name without a value is computed once, from its definition.

    `sizes` has the size of each named dimension. A result that does not exist, such as the inverse
    of a singular matrix, is NaN.
    """

    values: dict[str, Any]
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: Mapping[str, Expr] = field(default_factory=dict)

    def of(self, expr: Expr) -> Array:
        """Compute an expression. Raises `TypeError` for a sum over an index."""
        with np.errstate(all="ignore"):
            return evaluate(expr, self._leaf, _applied)

    def _leaf(self, leaf: Expr) -> Array:
        if isinstance(leaf, Name) and leaf.name not in self.values:
            self.values[leaf.name] = self.of(self.definitions[leaf.name])
        if isinstance(leaf, Size):
            leaf = Size(*sized((leaf.dim,), self.sizes))
        return np.asarray(leaf_value(self.values, leaf), dtype=np.float64)


def _applied(op: str, args: list[Array]) -> Array:
    try:
        return np.asarray(function(OPS[op])(*args), dtype=np.float64)
    except np.linalg.LinAlgError:
        return np.full_like(args[0], np.nan)


def frozen(value: Any) -> Array:
    """Copy a number or rows of numbers into a read-only float64 array."""
    array = np.array(value, dtype=np.float64)
    array.setflags(write=False)
    return array
