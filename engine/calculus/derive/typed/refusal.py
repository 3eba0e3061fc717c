"""Refuse a formula in a sentence: its words stand in `assets/text.toml`, `[formula.…]`."""

from __future__ import annotations

from engine.core.errors import DeriveError
from engine.core.words import text


def refusal(key: str, column: int | None = None, **facts: object) -> DeriveError:
    """Make the error whose sentence is `[formula.KEY]`, filled in with the facts."""
    return DeriveError(text(f"formula.{key}", "en", **facts), column, key, facts)


class Misfit(Exception):
    """An operation does not fit its arguments; who knows its sign and column makes the refusal."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def at(self, column: int, sign: str) -> DeriveError:
        """Make the refusal of the operation written as `sign` at a column."""
        return refusal(self.key, column, **{"sign": sign, **self.facts})
