"""Take the words of an address as a careless person means them: `?NET=2 - 3 - 2&optimizer=Adam/`.

Names of values and formulas stay as they are: there capitals mean something, and spaces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

EXACT = (
    *("typed", "step", "at", "why", "matrix", "folded", "moment", "rest"),
    *("formula", "table", "target", "beside"),
)
"""Of these parts only spaces are left out: around them, and in the `LISTS` of names."""
LISTS = ("net", "conventions", "hide", "folded")
"""Of these parts all spaces are left out."""
DASHES = re.compile("[‐‑‒–—−]")
"""What programs write in place of the hyphen between the layers of a network."""


def meant(query: Mapping[str, str], keys: Collection[str]) -> dict[str, str]:
    """Write the parameters as they are meant; a key with capitals counts where there is no other.

    - `keys`: those that the page knows
    """
    exact = {key: _word(key, said) if key in keys else said for key, said in query.items()}
    careless = {key.strip().lower(): (key, said) for key, said in query.items() if key not in keys}
    for key, (written, said) in careless.items():
        if key in keys and key not in exact:
            del exact[written]
            exact[key] = _word(key, said)
    return exact


def _word(key: str, said: str) -> str:
    word = re.sub(r"\s", "", said) if key in LISTS else said.strip()
    if key in EXACT:
        return word
    word = DASHES.sub("-", word).rstrip("/").lower()
    return language_in(word) if key == "lang" else word


def language_in(word: str) -> str:
    """Find the language that a word begins with, as `zh-CN` and `zh_Hans` do."""
    word = word.strip().lower()
    return re.split("[-_]", word)[0] or word
