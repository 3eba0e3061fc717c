"""Boxes as LaTeX."""

from __future__ import annotations

from engine.box import (
    Box,
    CellBox,
    Digits,
    Fence,
    Frac,
    Gap,
    Letter,
    NameBox,
    Row,
    Sign,
    Sub,
    SumBox,
    Sup,
    Times,
    Transposed,
    Word,
)
from engine.printing.names import counted, symbol
from engine.program import Equation
from engine.render import boxes

SIGNS = {
    "∇": r"\nabla",
    "⊙": r"\odot",
    "∑": r"\sum",
    "−": "-",
    "·": r"\cdot",
    "η": r"\eta",
    "σ": r"\sigma",
}
FUNCTIONS = {"log": r"\log", "tanh": r"\tanh"}


def latex(box: Box) -> str:
    """A box as LaTeX, for math mode."""
    match box:
        case NameBox(name):
            return latex(symbol(name))
        case CellBox(name, row, col):
            return f"({latex(symbol(name))})_{{{counted(row)},{counted(col)}}}"
        case Digits(text):
            return text
        case Letter(text):
            return SIGNS.get(text, text if len(text) == 1 else rf"\mathit{{{text}}}")
        case Word(text, bold):
            return rf"\mathbf{{{text}}}" if bold else FUNCTIONS.get(text, rf"\mathrm{{{text}}}")
        case Sign(text):
            return SIGNS.get(text, text)
        case Times() | Gap():
            return r"\,"
        case Row(items):
            return " ".join(map(latex, items))
        case Frac(over, under):
            return rf"\frac{{{latex(over)}}}{{{latex(under)}}}"
        case Sup(base, sup):
            return f"{{{latex(base)}}}^{{{latex(sup)}}}"
        case Sub(base, sub):
            return f"{latex(base)}_{{{latex(sub)}}}"
        case Transposed(of):
            return rf"{{{latex(of)}}}^\top"
        case Fence(opening, of, closing):
            return rf"\left{opening} {latex(of)} \right{closing}"
        case SumBox(index, size, of):
            return rf"\sum_{{{index}=1}}^{{{size}}} {latex(of)}"
    raise TypeError(f"{box!r} has no LaTeX")


def equation_latex(equation: Equation) -> str:
    """An equation as LaTeX: `\\nabla_{W 2} L = \\frac{1}{n} ...`."""
    return f"{latex(symbol(equation.name))} = {latex(boxes(equation.expr))}"
