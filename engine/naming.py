"""What the values of a row-vector network are called, as the toy problem calls them."""

from __future__ import annotations

from engine.expr import Name


def grad(name: str) -> str:
    """The gradient of the loss with respect to a value: `gradW2`."""
    return f"grad{name}"


def new(name: str) -> str:
    """A parameter after its update: `W2_new`."""
    return f"{name}_new"


class Layer:
    """The names that belong to layer `k` of `depth`: `Y1 W2 B2 Y2lin Y2` for `k` = 2."""

    def __init__(self, k: int) -> None:
        self.number = k
        self.below = Name("X" if k == 1 else f"Y{k - 1}")
        self.weights = Name(f"W{k}")
        self.bias = Name(f"B{k}")
        self.linear = Name(f"Y{k}lin")
        self.output = Name(f"Y{k}")
