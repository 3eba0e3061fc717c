"""Refuse what cannot be read of a network, at its line: its words stand in `[written.…]`."""

from __future__ import annotations

from engine.core.errors import WrittenError
from engine.core.words import text


def refusal(key: str, line: int | None = None, **facts: object) -> WrittenError:
    """Make the error whose sentence is `[written.KEY]`, filled in with the facts."""
    return WrittenError(text(f"written.{key}", "en", **facts), line, key, facts)
