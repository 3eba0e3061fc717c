"""Reading a shape that a person typed: `3x2`, `3 × 2`, `(3, 2)`, `3 行 2 列`."""

from __future__ import annotations

import re

from engine.core.errors import AnswerError
from engine.teach.answers.number import meant

_APART = re.compile(r"\s*(?:x|X|×|\*|,|;|by|\s)\s*")
_WORDS = re.compile(r"\s*(?:rows?|columns?|cols?|行|列|and|,)\s*", re.IGNORECASE)
_DIMENSION = re.compile(r"[1-9]\d{0,5}")


def read_shape(typed: str) -> tuple[int, ...]:
    """Read a shape: two whole numbers, one for a list `(3,)`, none for a number `()`.

    Raises `AnswerError` where it is neither.

    >>> read_shape("3 × 2"), read_shape("(3, 2)"), read_shape("3,"), read_shape("()")
    ((3, 2), (3, 2), (3,), ())
    """
    plain = _WORDS.sub(" ", meant(typed)) if re.search(r"[a-wyz行列]", typed) else meant(typed)
    inside = plain.strip().strip("()[]").strip()
    if not inside and plain.strip():
        return ()
    parts = _APART.split(inside.removesuffix(",").strip())
    if not all(_DIMENSION.fullmatch(part) for part in parts) or len(parts) > 2:
        raise AnswerError("shape", f"{typed[:40]!r} is not a shape; one is rows x columns: 3x2")
    return tuple(map(int, parts))
