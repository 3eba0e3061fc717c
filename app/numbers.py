"""Reading a number that a person typed."""

from __future__ import annotations

import math
import re

# Spaces that group digits where numbers are shown, and the real minus sign, may be typed back.
_SHOWN = str.maketrans({"\u2009": None, "\u202f": None, "\u00a0": None, "−": "-"})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)


class NotANumber(ValueError):
    """What was typed cannot be used; `reason` is the key of the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_number(typed: str) -> float:
    """The finite number that a text stands for: `-3`, `0.5`, `1e-3`, `−27 795`.

    Raises `NotANumber` with the reason `empty`, `not_finite`, `not_a_number` or `too_large`.
    """
    plain = typed.strip().translate(_SHOWN)
    if not plain:
        raise NotANumber("empty")
    if _NOT_FINITE.fullmatch(plain):
        raise NotANumber("not_finite")
    if not _NUMBER.fullmatch(plain):
        raise NotANumber("not_a_number")
    value = float(plain)
    if math.isinf(value):
        raise NotANumber("too_large")
    return value
