"""`python -m benchmarks` prints every measure, its target, and whether it is met."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from benchmarks import engine, player
from benchmarks.quantity import Quantity
from benchmarks.ratio import Ratio

PARTS: dict[str, Callable[[], Iterable[Ratio | Quantity]]] = {
    "engine": engine.ratios,
    "player": player.quantities,
}


def load() -> str:
    """How busy the machine is: a time on a machine that has other work comes out too long."""
    busy = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return f"{busy} on {os.cpu_count()} cores"


def main() -> None:
    for part, measures in PARTS.items():
        print(f"{part} ({load()})")
        for measure in measures():
            print(measure, flush=True)


if __name__ == "__main__":
    main()
