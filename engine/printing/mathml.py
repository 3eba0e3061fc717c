"""Boxes as presentation MathML, in which every name can be found again by `data-name`."""

from __future__ import annotations

from html import escape

from engine.box import (
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
    row,
)
from engine.expr import Expr
from engine.printing.names import counted, symbol
from engine.render import boxes

THIN_SPACE = '<mspace width="0.17em"/>'


def mathml(box: Box) -> str:
    """A box as MathML elements, to stand inside `<math>`."""
    match box:
        case NameBox(name):
            return f'<mrow data-name="{escape(name)}">{mathml(symbol(name))}</mrow>'
        case CellBox(name, i, j):
            index = row(Letter(counted(i)), Sign(","), Letter(counted(j)))
            return f"<msub>{mathml(NameBox(name))}{mathml(index)}</msub>"
        case DeltaBox(i, j):
            index = row(Letter(counted(i)), Letter(counted(j)))
            return f"<msub><mi>δ</mi>{mathml(index)}</msub>"
        case Digits(text):
            return _element("mn", text)
        case Letter(text):
            return _element("mi", text)
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
            return f"<mrow>{''.join(map(mathml, items))}</mrow>"
        case Frac(over, under):
            return _pair("mfrac", over, under)
        case Root(of):
            return f"<msqrt>{mathml(of)}</msqrt>"
        case Sup(base, sup):
            return _pair("msup", base, sup)
        case Sub(base, sub):
            return _pair("msub", base, sub)
        case Transposed(of):
            return _transposed(of)
        case Fence(opening, of, closing):
            return f"<mrow><mo>{opening}</mo>{mathml(of)}<mo>{closing}</mo></mrow>"
        case SumBox(index, size, of):
            first = f"<mrow><mi>{index}</mi><mo>=</mo><mn>1</mn></mrow>"
            sign = f"<munderover><mo>∑</mo>{first}<mn>{size}</mn></munderover>"
            return f"<mrow>{sign}{mathml(of)}</mrow>"
    raise TypeError(f"{box!r} has no MathML")


def _transposed(of: Box) -> str:
    """The sign stands above an index, not behind it."""
    named = symbol(of.name) if isinstance(of, NameBox) else of
    if isinstance(of, NameBox) and isinstance(named, Sub):
        scripts = f"{mathml(named.base)}{mathml(named.sub)}<mo>⊤</mo>"
        return f'<mrow data-name="{escape(of.name)}"><msubsup>{scripts}</msubsup></mrow>'
    return f"<msup>{mathml(of)}<mo>⊤</mo></msup>"


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


def _pair(tag: str, first: Box, second: Box) -> str:
    return f"<{tag}>{mathml(first)}{mathml(second)}</{tag}>"


def equation_mathml(name: str, expr: Expr) -> str:
    """`name = expr` as one `<math>` element."""
    return formula_mathml(name, boxes(expr))


def formula_mathml(name: str, right: Box) -> str:
    """The same of an expression that is already laid out."""
    sides = Row((NameBox(name), Sign("="), right))
    xmlns = "http://www.w3.org/1998/Math/MathML"
    return f'<math xmlns="{xmlns}" display="block">{mathml(sides)}</math>'
