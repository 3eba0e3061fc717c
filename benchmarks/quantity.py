"""What a benchmark reports in a unit: one figure, what it may be at most, and details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True)
class Quantity:
    what: str
    value: float
    unit: str
    at_most: float
    details: str

    @property
    def met(self) -> bool:
        return self.value <= self.at_most

    @property
    def figure(self) -> str:
        return f"{self.value:.1f} {self.unit}"

    def __str__(self) -> str:
        verdict = "met" if self.met else "NOT MET"
        limit = f"at most {self.at_most:g} {self.unit}: {verdict}"
        return f"{self.value:6.1f} {self.unit}  ({limit})  {self.what}; {self.details}"


def p95(runs: Sequence[float]) -> float:
    """The smallest run that 95 % of all runs do not exceed."""
    return sorted(runs)[ceil(0.95 * len(runs)) - 1]


def timed(what: str, runs: Sequence[float], at_most: float, details: str = "") -> Quantity:
    """The 95th percentile of some times in milliseconds, the median beside it."""
    said = f"p95 of {len(runs)}, median {median(runs):.1f} ms"
    return Quantity(what, p95(runs), "ms", at_most, ", ".join(filter(None, (said, details))))
