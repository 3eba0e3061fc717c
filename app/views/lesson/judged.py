"""Write printed numbers and formulas as plain data, each with the engine's judgement."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.running.trace import Array
from engine.teach.lessons.checkpoint import Judgement
from engine.teach.lessons.finding import Demonstration, Finding
from engine.teach.lessons.printed import PrintedNumber

Data = dict[str, Any]
MORE_DIGITS = 12


def check_data(judgement: Judgement, lang: str) -> Data:
    """Write a printed array: whether it agrees; if not, the computed entries and the cause."""
    checkpoint = judgement.checkpoint
    data: Data = {
        "stop": checkpoint.stop,
        "where": checkpoint.where,
        "scene": checkpoint.scene,
        "name": checkpoint.name,
        "agrees": judgement.agrees,
        "printed": [[number.text for number in row] for row in checkpoint.printed],
    }
    if judgement.agrees:
        return data
    return data | {
        "differs": [list(at) for at in judgement.differs_at],
        "computed": [
            [computed_text(number, float(value)) for number, value in zip(row, values, strict=True)]
            for row, values in zip(checkpoint.printed, judgement.computed, strict=True)
        ],
        "cause": checkpoint.cause.get(lang, ""),
        "explained": judgement.explained,
        "noise": judgement.noise,
    }


def computed_text(number: PrintedNumber, value: float) -> str:
    """Write a computed number with the digits of a printed one, and more where they look alike.

    >>> computed_text(PrintedNumber("7.24e9", 7.24e9, 5e6), 7247757312.0)
    '7.25e+09'
    """
    if not math.isfinite(value):
        return str(value)
    if number.agrees(value):
        return number.text
    mantissa, power = number.text.lower().partition("e")[::2]
    decimals = len(mantissa.partition(".")[2])
    kind = "e" if power else "f"
    written = (f"{value:.{decimals + more}{kind}}" for more in range(MORE_DIGITS))
    return next((text for text in written if float(text) != number.value), repr(value))


def finding_data(finding: Finding, shown: Demonstration | None, lang: str) -> Data:
    """Write a printed formula that does not hold, and both of its sides in numbers."""
    data: Data = {
        "stop": finding.stop,
        "where": finding.where,
        "name": finding.name,
        "wording": finding.wording,
        "text": finding.text[lang],
    }
    return data if shown is None else data | _both_sides(finding, shown)


def _both_sides(finding: Finding, shown: Demonstration) -> Data:
    if finding.printed_shape is not None:
        return {"shapes": [list(finding.printed_shape), list(shown.right.shape)]}
    return {
        "formula": finding.printed,
        "holds": finding.right,
        "printed": None if shown.printed is None else _rows(shown.printed),
        "misfit": shown.misfit,
        "right": _rows(shown.right),
    }


def _rows(value: Array) -> Any:
    return np.atleast_2d(value).tolist()
