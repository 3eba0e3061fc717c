"""How a lesson writes its names: `∂L/∂Z_2`, `z^{[1]}`, `ŷ`, in a small language.

Letters are italic. `_` makes the next character, or `{several}`, an index, `^` a superscript.
Digits, brackets and signs stay as they are.
"""

from __future__ import annotations

import re

from engine.core.box import Box, Digits, Letter, Sign, Sub, Sup, Word, row
from engine.core.errors import LessonError

_TOKEN = re.compile(
    r"(?P<script>[_^])(?:\{([^}]*)\}|(.))|(?P<digits>\d+)|(?P<letter>\w)|(?P<sign>\S)"
)


def written(text: str) -> Box:
    """Read the notation of a name into a box.

    >>> from engine.printing.latex import latex
    >>> latex(written("z^{[1]}"))
    '{z}^{\\\\mathrm{[1]}}'
    """
    boxes: list[Box] = []
    for found in _TOKEN.finditer(text):
        script = found["script"]
        if not script:
            boxes.append(_plain(found))
            continue
        if not boxes:
            raise LessonError(text, f"has nothing before {script}")
        inner = Word(found[2] if found[2] is not None else found[3])
        boxes[-1] = Sub(boxes[-1], inner) if script == "_" else Sup(boxes[-1], inner)
    if not boxes:
        raise LessonError(text, "is not a name that can be written")
    return row(*boxes)


def _plain(found: re.Match[str]) -> Box:
    if found["digits"]:
        return Digits(found["digits"])
    if found["letter"] and found["letter"] not in "∂∇":
        return Letter(found["letter"])
    return Sign(found["letter"] or found["sign"])
