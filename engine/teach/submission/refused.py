"""Say why something that was brought cannot be read, and where, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.errors import AnswerError, EngineError
from engine.core.words import catalogue, text


def refusal(error: EngineError, lang: str) -> str:
    """Say why something cannot be read, in one sentence."""
    key = f"submission.unread.{error.reason}" if isinstance(error, AnswerError) else ""
    return text(key if key in catalogue() else "submission.unread.other", lang)


def place_of(error: AnswerError, lang: str) -> str:
    """Say where the fault stands: the file, the array, the row; empty where that is unknown."""
    return ", ".join((*error.within, *_entry(error, lang)))


def refusal_at(error: EngineError, lang: str) -> str:
    """Say where the fault stands and why it is one: `dW1, row 2: The rows of ...`."""
    place = place_of(error, lang) if isinstance(error, AnswerError) else ""
    return f"{place}: {refusal(error, lang)}" if place else refusal(error, lang)


def _entry(error: AnswerError, lang: str) -> Iterator[str]:
    if error.row is not None:
        key = "row" if error.column is None else "cell"
        facts = {"row": error.row, "column": error.column, "entry": error.entry}
        yield text(f"submission.at.{key}", lang, **facts)
    elif error.entry:
        yield text("submission.at.entry", lang, entry=error.entry)
