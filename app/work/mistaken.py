"""Find misspelt parts of an address: `optimiser=adam`.

What is like no known part is left alone: other programs add parts of their own to an address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from app.work import network_address, view_address
from app.work.errors import WorkError

SHORTENED = "numbers"
"""Marks an address that the browser has shortened, since no longer one can be asked for."""
OTHERS = (
    "moment",
    "typed",
    "iteration",
    "iterations",
    "lesson",
    "stop",
    "rest",
    SHORTENED,
    "reached",
)
STREAMLIT = ("embed", "embed_options")
KEYS = (*network_address.KEYS, *(row.key for row in view_address.ROWS), *OTHERS, *STREAMLIT)
GUESSED = {"activation": "hidden", "layers": "net", "network": "net", "language": "lang"}
NAMES = {
    **GUESSED,
    **network_address.KEY_OF,
    **{row.name: row.key for row in view_address.ROWS},
}
"""The keys by what people call them, and by the names that a work as a file has: `start`."""
ALIKE = 0.75
"""From this share of equal letters on a word is taken for a slip, as `optimiser` is."""


def mistaken(
    query: Mapping[str, str], keys: Collection[str] = KEYS, names: Mapping[str, str] = NAMES
) -> Iterator[WorkError]:
    """Refuse each part that is spelt nearly as a known one, and name that one.

    - `keys`: those that the page knows; `names`: its keys by the names of their settings
    """
    for key in query:
        near = [] if key in keys else get_close_matches(key.lower(), (*names, *keys), 1, ALIKE)
        for name in near:
            yield WorkError(key[:20], "mistaken", meant=names.get(name, name))
