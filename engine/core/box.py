"""Boxes: mathematics laid out, but not yet written as LaTeX, MathML or for a screen.

The table of operations has for each operation a function from the boxes of its arguments to a box;
`engine.printing` turns boxes into text.
"""

from __future__ import annotations

from engine.core.expr import Index
from engine.core.immutable import immutable


class Box:
    """Any box."""

    __slots__ = ()


@immutable
class NameBox(Box):
    """A value of the program, by name; the notation that prints it decides how the name looks."""

    name: str


@immutable
class CellBox(Box):
    """One entry of a value."""

    name: str
    row: Index
    col: Index


@immutable
class DeltaBox(Box):
    """Kronecker's delta of two positions."""

    row: Index
    col: Index


@immutable
class Digits(Box):
    """A number that stands in the formula itself: `2`."""

    text: str


@immutable
class Letter(Box):
    """An italic identifier: `n`."""

    text: str


@immutable
class Word(Box):
    """An upright word: `ReLU`, `log`, the bold `1` of a vector of ones."""

    text: str
    bold: bool = False


@immutable
class Sign(Box):
    """An operator or a relation: `+`, `⊙`, `=`, `∑`."""

    text: str


@immutable
class Times(Box):
    """The sign of a product: nothing between letters, a dot between numbers."""


@immutable
class Gap(Box):
    """A thin space between letters; nothing between numbers."""


@immutable
class Row(Box):
    """Boxes side by side."""

    items: tuple[Box, ...]


@immutable
class Frac(Box):
    """One box over another."""

    over: Box
    under: Box


@immutable
class Root(Box):
    """A square root."""

    of: Box


@immutable
class Sup(Box):
    """A superscript."""

    base: Box
    sup: Box


@immutable
class Sub(Box):
    """A subscript."""

    base: Box
    sub: Box


@immutable
class Transposed(Box):
    """A transpose; a screen that shows numbers shows them transposed."""

    of: Box


@immutable
class Fence(Box):
    """A box between brackets."""

    open: str
    of: Box
    close: str


@immutable
class SumBox(Box):
    """`∑` over an index of a size; a screen that shows numbers writes the terms out."""

    index: str
    size: int | str
    of: Box


def row(*items: Box) -> Box:
    """Put boxes side by side; a single box stays as it is."""
    return items[0] if len(items) == 1 else Row(items)


def parens(box: Box) -> Box:
    """Put a box between round brackets."""
    return Fence("(", box, ")")


def brackets(box: Box) -> Box:
    """Put a box between square brackets."""
    return Fence("[", box, "]")
