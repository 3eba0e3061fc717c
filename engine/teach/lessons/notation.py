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
    for token in _TOKEN.finditer(text):
        script = token["script"]
        if not script:
            boxes.append(_plain(token))
            continue
        if not boxes:
            raise LessonError(text, f"has nothing before {script}")
        inner = Word(token[2] if token[2] is not None else token[3])
        boxes[-1] = Sub(boxes[-1], inner) if script == "_" else Sup(boxes[-1], inner)
    if not boxes:
        raise LessonError(text, "is not a name that can be written")
    return row(*boxes)


def _plain(token: re.Match[str]) -> Box:
    if token["digits"]:
        return Digits(token["digits"])
    if token["letter"] and token["letter"] not in "∂∇":
        return Letter(token["letter"])
    return Sign(token["letter"] or token["sign"])
