"""A table of one's own that cannot be used: refused in the language of the page."""

from __future__ import annotations

from typing import Self

from app.text import text
from app.work.errors import WorkError
from engine.core.errors import DataError
from engine.data.refusal import sentence


class UnusableTable(WorkError):
    """The table of a training cannot be used, and why; it can be forgotten meanwhile, too."""

    def __init__(self, error: DataError, path: str = "table") -> None:
        super().__init__(path, "unusable_table", why=str(error))
        self.error = error

    def sentence(self, lang: str) -> str:
        """Say what is wrong with it."""
        return text(f"work.{self.reason}", lang, why=sentence(self.error, lang))

    def below(self, path: str) -> Self:
        """Make the same refusal, with `path` before its own path."""
        return type(self)(self.error, f"{path}.{self.path}")
