"""Parts of an address that are called nearly as those that there are: `optimiser=adam`.

What is called otherwise is left alone: other programs add parts of their own to an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from app.work import network_address, view_address
from app.work.errors import WorkError

SHORTENED = "numbers"
"""Marks an address that the browser has shortened, since no longer one can be asked for."""
OTHERS = (
    "typed",
    "iteration",
    "iterations",
    "lesson",
    "stop",
    "rest",
    "moment",
    SHORTENED,
    "reached",
)
STREAMLIT = ("embed", "embed_options")
KEYS = (*network_address.KEYS, *(row.key for row in view_address.ROWS), *OTHERS, *STREAMLIT)
NAMES = network_address.KEY_OF | {row.name: row.key for row in view_address.ROWS}
"""The keys by the names of their settings, which a work as a file has: `start` for `init`."""
ALIKE = 0.75
"""From this share of equal letters on a word is taken for a slip, as `optimiser` is."""


def mistaken(query: Mapping[str, str]) -> Iterator[WorkError]:
    """Refuse the parts that are called nearly as one that is known, and name that one."""
    for key in query:
        near = [] if key in KEYS else get_close_matches(key.lower(), (*NAMES, *KEYS), 1, ALIKE)
        for name in near:
            yield WorkError(key[:20], "mistaken", meant=NAMES.get(name, name))
