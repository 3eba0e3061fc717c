"""How wide a name is on a node: an estimate by its letters, since only a browser knows its font."""

from __future__ import annotations

from engine.core.box import Box, Digits, Letter, Row, Sign, Sub, Sup, Word

SIZE = 15
"""The size of the letters of a name, in pixels."""
SCRIPT = 0.7
"""How much smaller a subscript or a superscript is."""
UPRIGHT = 1.08
"""How much wider a word in upright letters is than in those of a formula."""
NARROW = frozenset("()[],.:;/|′⟨⟩ fijlrt")
BROAD = frozenset("∇⊙⊘∑ΣΦΔmwHMNW+−=")
SHARES = (0.4, 0.6, 0.72, 0.88)
"""The width of a narrow letter, a usual one, a capital and a broad one, by the size of letters."""


def label_width(box: Box, size: float = SIZE) -> float:
    """Estimate the width of a label in pixels, rather too wide than too narrow."""
    match box:
        case Word(text):
            return UPRIGHT * size * sum(map(_share, text))
        case Letter(text) | Digits(text) | Sign(text):
            return size * sum(map(_share, text))
        case Row(items):
            return sum(label_width(item, size) for item in items)
        case Sub(base, script) | Sup(base, script):
            return label_width(base, size) + label_width(script, size * SCRIPT)
    raise TypeError(f"{box!r} does not stand in a label")


def _share(letter: str) -> float:
    narrow, usual, capital, broad = SHARES
    if letter in NARROW:
        return narrow
    if letter in BROAD:
        return broad
    return capital if letter.isupper() else usual
