"""Learning-rate schedules: what the learning rate is multiplied by in iteration `k = 0, 1, ...`.

Source: the PyTorch documentation of `ConstantLR`, `StepLR` and `CosineAnnealingLR`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """`lr_k = lr`."""

    def share(self, _k: int) -> float:
        """`lr_k / lr`."""
        return 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """`lr_k = lr · factor^⌊k / every⌋`: the rate drops after `every` iterations."""

    every: int
    factor: float = 0.1

    def share(self, k: int) -> float:
        """`lr_k / lr`; infinite where the power is too large for a float."""
        try:
            return float(self.factor ** (k // self.every))
        except OverflowError:
            return math.inf


@dataclass(frozen=True, slots=True)
class Cosine:
    """`lr_k = lr · ½ (1 + cos(π k / iterations))`, and 0 from `k = iterations` on."""

    iterations: int

    def share(self, k: int) -> float:
        """`lr_k / lr`."""
        return (1 + math.cos(math.pi * min(k / self.iterations, 1))) / 2


Schedule = Constant | Step | Cosine
SCHEDULES: dict[str, type[Schedule]] = {"constant": Constant, "step": Step, "cosine": Cosine}
CONSTANT = Constant()
