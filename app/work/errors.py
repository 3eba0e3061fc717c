"""Refusals that carry their reason as data, and say it in the language of the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Self

from app.text import text
from engine.core.errors import Sendable

LONGEST = 20
"""How many characters of what was sent a sentence repeats."""


class WorkError(Sendable, ValueError):
    """A part of a work, or of a request, is refused.

    - `path`: where it stands, `design.layers.0.width`; empty for the whole
    - `reason`: the key of the sentence; `facts`: what the sentence tells
    """

    def __init__(self, path: str, reason: str, **facts: Any) -> None:
        super().__init__(f"{path}: {reason} {facts}")
        self.path = path
        self.reason = reason
        self.facts = facts

    def sentence(self, lang: str) -> str:
        """Say what is wrong and what is allowed."""
        return text(f"work.{self.reason}", lang, **self.facts)

    def located(self, lang: str) -> str:
        """Say it with the place where it stands."""
        said = self.sentence(lang)
        return text("refusal.at", lang, path=self.path, said=said) if self.path else said

    def below(self, path: str) -> Self:
        """Make the same refusal, with `path` before its own path."""
        place = f"{path}.{self.path}" if self.path else path
        return type(self)(place, self.reason, **self.facts)


class TooBusy(WorkError):
    """Too much was computed, for one sender or for all; it can be asked again later."""

    def __init__(self, seconds: float, reason: str = "too_busy", **facts: Any) -> None:
        self.seconds = math.ceil(seconds)
        super().__init__("", reason, seconds=self.seconds, **facts)

    def below(self, path: str) -> Self:  # noqa: ARG002
        """Return this refusal itself: it is about the whole request."""
        return self


class EntryError(WorkError):
    """What was typed into a cell is not a number."""

    def sentence(self, lang: str) -> str:
        """Say why it is none."""
        return text(f"refused.{self.reason}", lang, **self.facts)


def no_choice(path: str, asked: object, options: Iterable[object]) -> WorkError:
    """Refuse what is not one of the options, and name them."""
    there = ", ".join(str(option) for option in options if option != "")
    return WorkError(path, "no_choice", asked=shown(asked), options=there)


def shown(value: object) -> str:
    """Write what was sent as a sentence repeats it: short, whatever it is.

    >>> shown("a word that does not end"), shown([1, 2]), shown(True), shown(-(10**400))
    ('a word that does not', '[…]', 'true', '−10^400…')
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value[:LONGEST].encode(errors="replace").decode()
        case int() if abs(value) < 10**LONGEST:
            return str(value)
        case int():
            sign, digits = "−" if value < 0 else "", int(value.bit_length() * math.log10(2))
            return f"{sign}10^{digits}…"
        case float() if math.isfinite(value):
            return f"{value:.6g}"
        case float():
            return "∞" if value > 0 else "−∞" if value < 0 else "NaN"
        case dict():
            return "{…}"
    return "[…]"
