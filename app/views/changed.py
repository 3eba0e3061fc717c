"""Find the entries in which two traces differ."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.work.sizes import large_names
from engine.running.trace import Trace, in_a_row

Array = NDArray[np.float64]
ROUNDING = 1e-12
"""What differs by a smaller share has not changed."""


def changed_entries(before: Trace, after: Trace) -> dict[str, list[list[int]]]:
    """Find the entries in which two traces differ, for values that both have in the same shape.

    Of a large value it is only said that it differs. Nothing is marked where the sizes of the data
    differ. Two programs may compute the same in another order: rounding is then no difference.
    """
    if before.dims != after.dims:
        return {}
    share = 0.0 if before.program.is_like(after.program) else ROUNDING
    compared = {
        name: (old, value)
        for name, value in after.values.items()
        if (old := before.values.get(name)) is not None
        if old is not value and old.shape == value.shape
    }
    large = large_names(after)
    with np.errstate(all="ignore"):
        whole = {
            name: list[list[int]]()
            for name, both in compared.items()
            if name in large and not same(*both, share).all()
        }
        small = {name: both for name, both in compared.items() if name not in large}
        return whole | _places(small, share)


def _places(
    compared: Mapping[str, tuple[Array, Array]], share: float
) -> dict[str, list[list[int]]]:
    """Find where small values differ, by name: all are compared at once, which is much quicker."""
    old, new = (in_a_row([both[k] for both in compared.values()]) for k in (0, 1))
    values = [both[1] for both in compared.values()]
    differ = np.flatnonzero(~same(old, new, share))
    starts = np.cumsum([0, *(value.size for value in values)])
    owners = np.searchsorted(starts, differ, side="right") - 1
    columns = np.array([*map(_columns, values)], dtype=int)
    at = np.stack(np.divmod(differ - starts[owners], columns[owners]), axis=1).tolist()
    ends = np.searchsorted(differ, starts).tolist()
    parts = zip(compared, pairwise(ends), strict=True)
    return {name: at[start:end] for name, (start, end) in parts if start < end}


def _columns(value: Array) -> int:
    return value.shape[-1] if value.ndim else 1


def same(before: Array, after: Array, share: float = 0.0) -> NDArray[np.bool_]:
    """Find where entries differ by no more than a share of their size; NaN is like NaN."""
    alike: NDArray[np.bool_] = before == after
    if not alike.all():
        alike = alike | (np.isnan(before) & np.isnan(after))
        if share:
            alike = alike | (np.abs(before - after) <= share * np.abs(after))
    return alike
