"""Boxes as presentation MathML, in which every name can be found again by `data-name`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any

from engine.core import box as kinds
from engine.core.box import Box, parens, row
from engine.printing.names import AS_NAMED, Notation, counted, is_compound, stacked, symbol

MINUS = "−"
THIN_SPACE = '<mspace width="0.17em"/>'


def mathml(box: Box, notation: Notation = AS_NAMED) -> str:
    """Write a box as MathML elements, to stand inside `<math>`; names as the notation has them."""
    writer = WRITERS.get(type(box))
    if writer is None:
        raise TypeError(f"{box!r} has no MathML")
    return writer(box, notation)


def _name(box: kinds.NameBox, notation: Notation) -> str:
    return f'<mrow data-name="{_text(box.name)}">{_named(symbol(box.name, notation))}</mrow>'


def _cell(box: kinds.CellBox, notation: Notation) -> str:
    index = row(kinds.Letter(counted(box.row)), kinds.Sign(","), kinds.Letter(counted(box.col)))
    return f"<msub>{mathml(kinds.NameBox(box.name), notation)}{mathml(index)}</msub>"


def _delta(box: kinds.DeltaBox, _: Notation) -> str:
    index = row(kinds.Letter(counted(box.row)), kinds.Letter(counted(box.col)))
    return f"<msub><mi>δ</mi>{mathml(index)}</msub>"


def _letter(box: kinds.Letter, _: Notation) -> str:
    """A browser sets one letter in italics by itself, and several only by a class."""
    written = _text(box.text)
    return f"<mi>{written}</mi>" if len(box.text) == 1 else f'<mi class="italic">{written}</mi>'


def _word(box: kinds.Word, _: Notation) -> str:
    bold = ' class="bold"' if box.bold else ""
    return f'<mi mathvariant="normal"{bold}>{_text(box.text)}</mi>'


def _row(box: kinds.Row, notation: Notation) -> str:
    """Write boxes side by side; a browser sets no space behind a word: `log softmax(Y)`."""
    written = [mathml(item, notation) for item in box.items]
    for k, (item, following) in enumerate(pairwise(box.items)):
        if isinstance(item, kinds.Word) and isinstance(following, kinds.Row | kinds.NameBox):
            written[k] += THIN_SPACE
    return f"<mrow>{''.join(written)}</mrow>"


def _sum(box: kinds.SumBox, notation: Notation) -> str:
    first = f"<mrow><mi>{box.index}</mi><mo>=</mo><mn>1</mn></mrow>"
    sign = f"<munderover><mo>∑</mo>{first}<mn>{box.size}</mn></munderover>"
    return f"<mrow>{sign}{mathml(box.of, notation)}</mrow>"


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """Escape a text for MathML; the same names and signs stand in many formulas."""
    return escape(text)


@lru_cache(maxsize=4096)
def _named(written: Box) -> str:
    """Write a name, once for the many formulas in which it stands."""
    return mathml(stacked(written))


def _transposed(of: Box, notation: Notation) -> str:
    """Write a transpose; its sign stands above an index, not behind it."""
    named = symbol(of.name, notation) if isinstance(of, kinds.NameBox) else of
    if isinstance(of, kinds.NameBox) and isinstance(named, kinds.Sub):
        scripts = f"{mathml(named.base)}{mathml(named.sub)}<mo>⊤</mo>"
        return f'<mrow data-name="{_text(of.name)}"><msubsup>{scripts}</msubsup></mrow>'
    if isinstance(of, kinds.NameBox) and is_compound(named):
        fenced = f'<mrow data-name="{_text(of.name)}">{mathml(parens(stacked(named)))}</mrow>'
        return f"<msup>{fenced}<mo>⊤</mo></msup>"
    return f"<msup>{mathml(of, notation)}<mo>⊤</mo></msup>"


WRITERS: Mapping[type[Box], Callable[[Any, Notation], str]] = {
    kinds.NameBox: _name,
    kinds.CellBox: _cell,
    kinds.DeltaBox: _delta,
    kinds.Letter: _letter,
    kinds.Word: _word,
    kinds.Row: _row,
    kinds.SumBox: _sum,
    kinds.Transposed: lambda box, notation: _transposed(box.of, notation),
    kinds.Digits: lambda box, _: f"<mn>{_text(box.text.replace('-', MINUS))}</mn>",
    kinds.Sign: lambda box, _: f"<mo>{_text(box.text)}</mo>",
    kinds.Times: lambda _box, _: f"<mo>\u2062</mo>{THIN_SPACE}",
    kinds.Gap: lambda _box, _: THIN_SPACE,
    kinds.Frac: lambda box, n: f"<mfrac>{mathml(box.over, n)}{mathml(box.under, n)}</mfrac>",
    kinds.Root: lambda box, n: f"<msqrt>{mathml(box.of, n)}</msqrt>",
    kinds.Sup: lambda box, n: f"<msup>{mathml(box.base, n)}{mathml(box.sup, n)}</msup>",
    kinds.Sub: lambda box, n: f"<msub>{mathml(box.base, n)}{mathml(box.sub, n)}</msub>",
    kinds.Fence: lambda box, n: (
        f"<mrow><mo>{box.open}</mo>{mathml(box.of, n)}<mo>{box.close}</mo></mrow>"
    ),
}
"""The function that writes each kind of box in MathML."""


def formula_mathml(name: str, right: Box, notation: Notation = AS_NAMED) -> str:
    """Write `name = right` as one `<math>` element."""
    return equation_mathml(kinds.NameBox(name), right, notation)


def equation_mathml(left: Box, right: Box, notation: Notation = AS_NAMED) -> str:
    """Write `left = right` as one `<math>` element."""
    return block(kinds.Row((left, kinds.Sign("="), right)), notation)


def block(box: Box, notation: Notation = AS_NAMED) -> str:
    """Write a box as one `<math>` element that stands on a line of its own."""
    xmlns = "http://www.w3.org/1998/Math/MathML"
    return f'<math xmlns="{xmlns}" display="block">{mathml(box, notation)}</math>'
