"""What a benchmark reports in a unit: a figure, its limit, details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from benchmarks.pace import at_full_pace


@dataclass(frozen=True)
class Quantity:
    what: str
    value: float
    unit: str
    limit: float
    details: str
    is_least: bool = False
    """Whether the limit is the least that it may be; else it is the most."""

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.is_least else self.value <= self.limit

    @property
    def figure(self) -> str:
        return f"{self.value:.1f} {self.unit}"

    @property
    def wanted(self) -> str:
        return f"{'at least' if self.is_least else 'at most'} {self.limit:g}"

    def __str__(self) -> str:
        verdict = "met" if self.met else "NOT MET"
        wanted = f"{self.wanted} {self.unit}: {verdict}"
        return f"{self.value:6.1f} {self.unit}  ({wanted})  {self.what}; {self.details}"


def p95(runs: Sequence[float]) -> float:
    """The smallest run that 95 % of all runs do not exceed."""
    return sorted(runs)[ceil(0.95 * len(runs)) - 1]


def timed(
    what: str,
    runs: Sequence[float],
    at_most: float,
    details: str = "",
    paces: Sequence[float] | None = None,
) -> Quantity:
    """The 95th percentile of some times in milliseconds, the median beside it.

    With the paces before the runs, what those at full pace alone come to (see `pace`).
    """
    said = f"p95 of {len(runs)}, median {median(runs):.1f} ms"
    calm = at_full_pace(runs, paces) if paces else []
    quiet = f"{len(calm)} at full pace: p95 {p95(calm):.1f} ms" if calm else ""
    return Quantity(what, p95(runs), "ms", at_most, ", ".join(filter(None, (said, quiet, details))))
