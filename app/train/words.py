"""The parameters of an address as one word of another: `set:moons;lr:0.2`."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

SAFE = "+-.*^(),/= :"
"""What stands in a word as it is; a formula may have other signs."""


def written(query: Mapping[str, str]) -> str:
    """Write parameters in a word."""
    return ";".join(f"{key}:{quote(said, safe=SAFE)}" for key, said in query.items())


def read(word: str) -> dict[str, str]:
    """Read the parameters of a word; what is none is one without a value."""
    parts = (part.partition(":")[::2] for part in word.split(";"))
    return {key: unquote(said) for key, said in parts}
