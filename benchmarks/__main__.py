"""`python -m benchmarks` prints every measure, its target, and whether it is met.

They are written to `results.md` as well. With names of parts, only those run and print.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date

from benchmarks import (
    crowd,
    edits,
    engine,
    live,
    player,
    playground,
    recording,
    takeover,
    training,
    visits,
)
from benchmarks.quantity import Quantity
from benchmarks.ratio import Ratio
from benchmarks.report import RESULTS, report

PARTS: dict[str, Callable[[], Iterable[Ratio | Quantity]]] = {
    "engine": engine.ratios,
    "recording": recording.ratios,
    "training": training.ratios,
    "playground": playground.ratios,
    "live": live.quantities,
    "crowd": crowd.quantities,
    "edits": edits.quantities,
    "player": player.quantities,
    "visits": visits.quantities,
    "takeover": takeover.quantities,
}


def load() -> str:
    """How busy the machine is: a time on a machine that has other work comes out too long."""
    busy = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return f"{busy} on {os.cpu_count()} cores"


def main(asked: list[str]) -> None:
    found: dict[str, list[Ratio | Quantity]] = {}
    for part in asked or PARTS:
        print(f"{part} ({load()})")
        for measure in PARTS[part]():
            print(measure, flush=True)
            found.setdefault(part, []).append(measure)
    if not asked:
        RESULTS.write_text(report(found, date.today()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
