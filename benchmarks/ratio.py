"""What a benchmark reports: two times of one run, one over the other, and what it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time


@dataclass(frozen=True)
class Ratio:
    what: str
    value: float
    at_most: float
    details: str

    @property
    def figure(self) -> str:
        return f"{self.value:.2f}"

    @property
    def wanted(self) -> str:
        return f"at most {self.at_most:g}"

    @property
    def met(self) -> bool:
        return self.value <= self.at_most

    def __str__(self) -> str:
        verdict = "met" if self.met else "NOT MET"
        return f"{self.value:6.2f}  ({self.wanted}: {verdict})  {self.what}; {self.details}"


def seconds(call: Callable[[], object], repeats: int) -> float:
    """The processor's time for one call, over `repeats` of them; other programs do not count."""
    start = process_time()
    for _ in range(repeats):
        call()
    return (process_time() - start) / repeats


def interleaved(
    calls: Mapping[str, Callable[[], object]], rounds: int, repeats: int
) -> dict[str, float]:
    """The median time of each, the rounds of all taking turns.

    Whatever slows the machine slows all of them alike.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        seconds(call, repeats)
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(seconds(call, repeats))
    return {name: median(found) for name, found in times.items()}
