"""Learning-rate schedules: the factor of the learning rate in iteration `k = 0, 1, ...`.

A new schedule is one class here; its fields are its numbers in JSON.
Source: the PyTorch documentation of `ConstantLR`, `StepLR` and `CosineAnnealingLR`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

SCHEDULES: dict[str, type[Schedule]] = {}
"""Every schedule by its name in JSON: `step`."""


@dataclass(frozen=True)
class Schedule:
    """A learning rate `lr_k = lr · share(k)`."""

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        cls.name = cls.__name__.lower()
        SCHEDULES[cls.name] = cls

    def share(self, _k: int) -> float:
        """Compute `lr_k / lr`: 1 unless a schedule has another."""
        return 1.0


@dataclass(frozen=True)
class Constant(Schedule):
    """`lr_k = lr`."""


@dataclass(frozen=True)
class Step(Schedule):
    """`lr_k = lr · factor^⌊k / every⌋`: the rate drops after `every` iterations."""

    every: int
    factor: float = 0.1

    def share(self, k: int) -> float:
        """Compute `factor^⌊k / every⌋`; infinite where it is too large for a float."""
        try:
            return float(self.factor ** (k // self.every))
        except OverflowError:
            return math.inf


@dataclass(frozen=True)
class Cosine(Schedule):
    """`lr_k = lr · ½ (1 + cos(π k / iterations))`, and 0 from `k = iterations` on."""

    iterations: int

    def share(self, k: int) -> float:
        """Compute `½ (1 + cos(π k / iterations))`."""
        return (1 + math.cos(math.pi * min(k / self.iterations, 1))) / 2


CONSTANT = Constant()
