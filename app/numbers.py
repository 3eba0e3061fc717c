"""Reading a number that a person typed into a matrix: exactly one, without comma or fraction."""

from __future__ import annotations

from engine.teach.answers.number import NotANumber, parse_number

__all__ = ["NotANumber", "parse_number"]
