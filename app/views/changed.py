"""Find the entries in which two traces differ."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.work.sizes import is_large
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
    share = 0.0 if before.program is after.program else ROUNDING
    compared = {
        name: (old, value)
        for name, value in after.values.items()
        if (old := before.values.get(name)) is not None
        if old is not value and old.shape == value.shape
    }
    with np.errstate(all="ignore"):
        differ = _differ(compared, share)
    return {
        name: [] if is_large(value) else _places(differ[name].reshape(value.shape))
        for name, (_, value) in compared.items()
        if differ[name].any()
    }


def _differ(
    compared: Mapping[str, tuple[Array, Array]], share: float
) -> Mapping[str, NDArray[np.bool_]]:
    """Find where values differ, by name: small ones are compared all at once, large ones alone."""
    large = {name: both for name, both in compared.items() if is_large(both[1])}
    small = {name: both for name, both in compared.items() if name not in large}
    old, new = (in_a_row([both[k] for both in small.values()]) for k in (0, 1))
    ends = np.cumsum([both[1].size for both in small.values()])
    parts = np.split(~same(old, new, share), ends[:-1]) if small else []
    alone = {name: ~same(*both, share) for name, both in large.items()}
    return dict(zip(small, parts, strict=True)) | alone


def same(before: Array, after: Array, share: float = 0.0) -> NDArray[np.bool_]:
    """Find where entries differ by no more than a share of their size; NaN is like NaN."""
    alike: NDArray[np.bool_] = before == after
    if not alike.all():
        alike = alike | (np.isnan(before) & np.isnan(after))
        if share:
            alike = alike | (np.abs(before - after) <= share * np.abs(after))
    return alike


def _places(there: NDArray[np.bool_]) -> list[list[int]]:
    rows, cols = np.nonzero(np.atleast_2d(there))
    return [[row, col] for row, col in zip(rows.tolist(), cols.tolist(), strict=True)]
