"""`python -m benchmarks` prints every ratio, its target, and whether it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from benchmarks import engine
from benchmarks.ratio import Ratio

PARTS: dict[str, Callable[[], Iterable[Ratio]]] = {"engine": engine.ratios}


def main() -> None:
    for part, ratios in PARTS.items():
        print(part)
        for ratio in ratios():
            print(ratio)


if __name__ == "__main__":
    main()
