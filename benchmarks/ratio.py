"""What a benchmark reports: two times of one run, one over the other, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    what: str
    value: float
    at_most: float
    times: str

    @property
    def met(self) -> bool:
        return self.value <= self.at_most

    def __str__(self) -> str:
        verdict = "met" if self.met else "NOT MET"
        return (
            f"{self.value:6.2f}  (at most {self.at_most:g}: {verdict})  {self.what}; {self.times}"
        )
