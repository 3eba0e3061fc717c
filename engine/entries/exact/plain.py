"""Write fractions as plain data for a browser."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from engine.entries.exact.run import Fractions, exact
from engine.running.trace import Trace

Plain = int | list[int] | None
"""A whole number, `[numerator, denominator]`, or None if the number is not exact."""


def exact_plain(trace: Trace) -> dict[str, Any]:
    """Write what a browser needs to show fractions instead of rounded numbers.

    - `values`: for each name its rows of entries, each as `Plain`; for a number such as `L` one
      entry without rows. A name without an exact entry is left out.
    - `saturated`: the names with entries that are exact only because an exponential that is tiny
      compared to 1 counts as 0; see `exact`.
    """
    strict, loose = exact(trace), exact(trace, saturated=True)
    known = {name: (_known(strict[name]), _known(loose[name])) for name in loose}
    return {
        "values": {name: _plain(array) for name, array in loose.items() if known[name][1]},
        "saturated": [name for name, (strictly, loosely) in known.items() if strictly < loosely],
    }


def _known(array: Fractions) -> int:
    return sum(value is not None for value in array.flat)


def _plain(array: Fractions) -> Any:
    if array.ndim == 0:
        return _entry(array.item())
    return [[_entry(value) for value in row] for row in array]


def _entry(value: Fraction | None) -> Plain:
    if value is None:
        return None
    whole = value.denominator == 1
    return value.numerator if whole else [value.numerator, value.denominator]
