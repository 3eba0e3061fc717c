"""Which refusals of an address are told: each once, and of one part no more than a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.work.errors import WorkError

MOST = 3
"""So many refusals of one part of an address are told."""


def told(refusals: Iterable[WorkError]) -> Iterator[WorkError]:
    """Tell the first refusals of each part, and how many more there are."""
    different = {str(refusal): refusal for refusal in refusals}
    parts = dict[str, list[WorkError]]()
    for refusal in different.values():
        parts.setdefault(refusal.path, []).append(refusal)
    for path, some in parts.items():
        yield from some[:MOST]
        if len(some) > MOST:
            yield WorkError(path, "more", count=len(some) - MOST)
