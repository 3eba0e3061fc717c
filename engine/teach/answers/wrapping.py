"""Taking off what programs print around the numbers of a matrix: names, calls, headings."""

from __future__ import annotations

import re
from itertools import zip_longest

_NAME = r"(?:[A-Za-z_]\w*\.)*"
_CALLED = re.compile(
    rf"{_NAME}(?:array|asarray|tensor|matrix)\s*\((.*)\)", re.DOTALL | re.IGNORECASE
)
KEYWORD = r"(?:dtype|device|requires_grad|grad_fn|size|shape)\s*="
"""What is printed after the numbers begins so: `dtype=`."""
_KEYWORDS = re.compile(rf",\s*{KEYWORD}.*", re.DOTALL)
_HEADING = re.compile(r"^[ \t]*Columns? \d+(?: (?:through|and|to) \d+)?:?[ \t]*$", re.MULTILINE)
_FACTOR = re.compile(r"\s*1(?:\.0*)?(e[+-]?\d+)\s*\*\s*\n(.*)", re.DOTALL)
_PLAIN = re.compile(r"(?<![\d.])[\d.]++(?!\S)")
_OTHER_BRACKETS = str.maketrans("(){}", "[][]")
_REPLACED = (
    (re.compile(r"\s*Parameter containing:\s*"), ""),  # torch.nn
    (re.compile(r"\s*[A-Za-z_]\w*\s*=(?!=)\s*"), ""),  # W1 = ...
)
"""What may stand before everything, and what is put in its place."""
_EACH = (
    (re.compile(r"\b(?:\w+\.)?(?:float|double|int)\d*\(([^()]*)\)"), r"\1"),  # np.float64(1.5)
    (re.compile(r"\bFraction\((-?\d+), ?(\d+)\)"), r"\1/\2"),
    (re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}"), r"\1/\2"),
    (re.compile(r"\\(?:begin|end)\{\w+\*?\}"), ""),
    (re.compile(r"\\\\"), "\n"),
    (re.compile("&"), "\t"),
    (re.compile(r'"'), ""),  # CSV
)
"""What may stand anywhere: numbers of NumPy and Python, the marks of LaTeX, quotation marks."""


def unwrapped(text: str) -> str:
    """Leave of a printed matrix its rows, or its brackets with what is in them.

    NumPy, PyTorch, JAX, Python, MATLAB, Octave, LaTeX and CSV are known; other text stays.

    >>> unwrapped("W1 = np.array([[1, 2]], dtype=np.float32)")
    '[[1, 2]]'
    >>> unwrapped("A =\\n\\n   1.0e+03 *\\n\\n  1.5  0.002")
    '1.5e+03  0.002e+03'
    """
    plain = text
    for pattern, instead in _EACH:
        plain = pattern.sub(instead, plain)
    for pattern, instead in _REPLACED:
        if before := pattern.match(plain):
            plain = instead + plain[before.end() :]
    plain = plain.strip().rstrip(";").strip()
    if called := _CALLED.fullmatch(plain):
        # Keywords such as `dtype=` come after the last bracket: only there they are looked for.
        numbers, bracket, keywords = called[1].rpartition("]")
        plain = (numbers + bracket + _KEYWORDS.sub("", keywords)).strip().rstrip(",")
    if "[" in plain or plain[:1] in ("(", "{"):
        return plain.translate(_OTHER_BRACKETS)
    return _scaled(_side_by_side(plain))


def _side_by_side(text: str) -> str:
    """Join the columns that MATLAB prints below each other, under headings."""
    before, *blocks = _HEADING.split(text)
    if not blocks:
        return text
    lines = ([line for line in block.splitlines() if line.strip()] for block in blocks)
    return before + "\n" + "\n".join(map(" ".join, zip_longest(*lines, fillvalue="")))


def _scaled(text: str) -> str:
    """Apply the factor that MATLAB prints above a matrix."""
    scaled = _FACTOR.fullmatch(text)
    return _PLAIN.sub(rf"\g<0>{scaled[1]}", scaled[2]).strip() if scaled else text
