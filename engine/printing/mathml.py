"""Boxes as presentation MathML, in which every name can be found again by `data-name`."""

from __future__ import annotations

from functools import lru_cache, partial
from html import escape

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
    write = partial(mathml, notation=notation)
    match box:
        case NameBox(name):
            return f'<mrow data-name="{escape(name)}">{_named(symbol(name, notation))}</mrow>'
        case CellBox(name, i, j):
            index = row(Letter(counted(i)), Sign(","), Letter(counted(j)))
            return f"<msub>{write(NameBox(name))}{write(index)}</msub>"
        case DeltaBox(i, j):
            index = row(Letter(counted(i)), Letter(counted(j)))
            return f"<msub><mi>δ</mi>{write(index)}</msub>"
        case Digits(text):
            return _element("mn", text)
        case Letter(text):
            # Where a name has several letters, MathML would set it upright.
            return _element("mi", text) if len(text) == 1 else _italic(text)
        case Word(text, bold):
            style = ' mathvariant="normal" class="bold"' if bold else ' mathvariant="normal"'
            return f"<mi{style}>{escape(text)}</mi>"
        case Sign(text):
            return _element("mo", text)
        case Times():
            return f"<mo>\u2062</mo>{THIN_SPACE}"
        case Gap():
            return THIN_SPACE
        case Row(items):
            return f"<mrow>{''.join(map(write, items))}</mrow>"
        case Frac(over, under):
            return f"<mfrac>{write(over)}{write(under)}</mfrac>"
        case Root(of):
            return f"<msqrt>{write(of)}</msqrt>"
        case Sup(base, sup):
            return f"<msup>{write(base)}{write(sup)}</msup>"
        case Sub(base, sub):
            return f"<msub>{write(base)}{write(sub)}</msub>"
        case Transposed(of):
            return _transposed(of, notation)
        case Fence(opening, of, closing):
            return f"<mrow><mo>{opening}</mo>{write(of)}<mo>{closing}</mo></mrow>"
        case SumBox(index, size, of):
            first = f"<mrow><mi>{index}</mi><mo>=</mo><mn>1</mn></mrow>"
            sign = f"<munderover><mo>∑</mo>{first}<mn>{size}</mn></munderover>"
            return f"<mrow>{sign}{write(of)}</mrow>"
    raise TypeError(f"{box!r} has no MathML")


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


def _italic(text: str) -> str:
    return f'<mi class="italic">{escape(text)}</mi>'


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


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
