"""Boxes as presentation MathML, in which every name can be found again by `data-name`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from engine.core.box import (
    Box,
    CellBox,
    DeltaBox,
    Digits,
    Fence,
    Frac,
    Gap,
    Letter,
    NameBox,
    Root,
    Row,
    Sign,
    Sub,
    SumBox,
    Sup,
    Times,
    Transposed,
    Word,
    parens,
    row,
)
from engine.core.expr import Expr
from engine.core.render import boxes
from engine.printing.names import AS_NAMED, Notation, counted, is_compound, stacked, symbol

THIN_SPACE = '<mspace width="0.17em"/>'


def mathml(box: Box, notation: Notation = AS_NAMED) -> str:
    """A box as MathML elements, to stand inside `<math>`; names as the notation writes them."""
    writer = WRITERS.get(type(box))
    if writer is None:
        raise TypeError(f"{box!r} has no MathML")
    return writer(box, notation)


def _name(box: NameBox, notation: Notation) -> str:
    return f'<mrow data-name="{escape(box.name)}">{_named(symbol(box.name, notation))}</mrow>'


def _cell(box: CellBox, notation: Notation) -> str:
    index = row(Letter(counted(box.row)), Sign(","), Letter(counted(box.col)))
    return f"<msub>{mathml(NameBox(box.name), notation)}{mathml(index)}</msub>"


def _delta(box: DeltaBox, _: Notation) -> str:
    index = row(Letter(counted(box.row)), Letter(counted(box.col)))
    return f"<msub><mi>δ</mi>{mathml(index)}</msub>"


def _letter(box: Letter, _: Notation) -> str:
    """One letter is set in italics by itself, several only where a class says so."""
    written = escape(box.text)
    return f"<mi>{written}</mi>" if len(box.text) == 1 else f'<mi class="italic">{written}</mi>'


def _word(box: Word, _: Notation) -> str:
    bold = ' class="bold"' if box.bold else ""
    return f'<mi mathvariant="normal"{bold}>{escape(box.text)}</mi>'


def _row(box: Row, notation: Notation) -> str:
    return f"<mrow>{''.join([mathml(item, notation) for item in box.items])}</mrow>"


def _sum(box: SumBox, notation: Notation) -> str:
    first = f"<mrow><mi>{box.index}</mi><mo>=</mo><mn>1</mn></mrow>"
    sign = f"<munderover><mo>∑</mo>{first}<mn>{box.size}</mn></munderover>"
    return f"<mrow>{sign}{mathml(box.of, notation)}</mrow>"


@lru_cache(maxsize=4096)
def _named(written: Box) -> str:
    """A written name, which stands in many formulas."""
    return mathml(stacked(written))


def _transposed(of: Box, notation: Notation) -> str:
    """The sign stands above an index, not behind it."""
    named = symbol(of.name, notation) if isinstance(of, NameBox) else of
    if isinstance(of, NameBox) and isinstance(named, Sub):
        scripts = f"{mathml(named.base)}{mathml(named.sub)}<mo>⊤</mo>"
        return f'<mrow data-name="{escape(of.name)}"><msubsup>{scripts}</msubsup></mrow>'
    if isinstance(of, NameBox) and is_compound(named):
        fenced = f'<mrow data-name="{escape(of.name)}">{mathml(parens(stacked(named)))}</mrow>'
        return f"<msup>{fenced}<mo>⊤</mo></msup>"
    return f"<msup>{mathml(of, notation)}<mo>⊤</mo></msup>"


WRITERS: Mapping[type[Box], Callable[[Any, Notation], str]] = {
    NameBox: _name,
    CellBox: _cell,
    DeltaBox: _delta,
    Letter: _letter,
    Word: _word,
    Row: _row,
    SumBox: _sum,
    Transposed: lambda box, notation: _transposed(box.of, notation),
    Digits: lambda box, _: f"<mn>{escape(box.text)}</mn>",
    Sign: lambda box, _: f"<mo>{escape(box.text)}</mo>",
    Times: lambda _box, _: f"<mo>\u2062</mo>{THIN_SPACE}",
    Gap: lambda _box, _: THIN_SPACE,
    Frac: lambda box, n: f"<mfrac>{mathml(box.over, n)}{mathml(box.under, n)}</mfrac>",
    Root: lambda box, n: f"<msqrt>{mathml(box.of, n)}</msqrt>",
    Sup: lambda box, n: f"<msup>{mathml(box.base, n)}{mathml(box.sup, n)}</msup>",
    Sub: lambda box, n: f"<msub>{mathml(box.base, n)}{mathml(box.sub, n)}</msub>",
    Fence: lambda box, n: (
        f"<mrow><mo>{box.open}</mo>{mathml(box.of, n)}<mo>{box.close}</mo></mrow>"
    ),
}
"""What each kind of box is in MathML."""


def equation_mathml(name: str, expr: Expr, notation: Notation = AS_NAMED) -> str:
    """`name = expr` as one `<math>` element."""
    return formula_mathml(name, boxes(expr), notation)


def formula_mathml(name: str, right: Box, notation: Notation = AS_NAMED) -> str:
    """The same of an expression that is already laid out."""
    return block(Row((NameBox(name), Sign("="), right)), notation)


def block(box: Box, notation: Notation = AS_NAMED) -> str:
    """A box as one `<math>` element that stands on a line of its own."""
    xmlns = "http://www.w3.org/1998/Math/MathML"
    return f'<math xmlns="{xmlns}" display="block">{mathml(box, notation)}</math>'
