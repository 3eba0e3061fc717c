"""Boxes as LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

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
)
from engine.core.program import Equation, Phase
from engine.core.render import boxes
from engine.printing.names import AS_NAMED, Notation, counted, is_compound, symbol
from engine.running.trace import Trace

SIGNS = {
    "∇": r"\nabla",
    "∂": r"\partial",
    "⊙": r"\odot",
    "′": r"\prime",
    "Φ": r"\Phi",
    "φ": r"\varphi",
    "∑": r"\sum",
    "−": "-",
    "·": r"\cdot",
    "η": r"\eta",
    "σ": r"\sigma",
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "δ": r"\delta",
    "ε": r"\varepsilon",
    "λ": r"\lambda",
    "μ": r"\mu",
    "ρ": r"\rho",
    "ŷ": r"\hat{y}",
}
FUNCTIONS = {"log": r"\log", "tanh": r"\tanh"}


def latex(box: Box, notation: Notation = AS_NAMED) -> str:
    """A box as LaTeX, for math mode; names as the notation writes them."""
    write = partial(latex, notation=notation)
    match box:
        case NameBox(name):
            return write(symbol(name, notation))
        case CellBox(name, row, col):
            return f"({write(symbol(name, notation))})_{{{counted(row)},{counted(col)}}}"
        case DeltaBox(row, col):
            return rf"\delta_{{{counted(row)}{counted(col)}}}"
        case Digits(text):
            return text
        case Letter(text):
            return SIGNS.get(text, text if len(text) == 1 else rf"\mathit{{{_escaped(text)}}}")
        case Word(text, bold):
            font = r"\mathbf" if bold else r"\mathrm"
            return FUNCTIONS.get(text, f"{font}{{{_escaped(text)}}}")
        case Sign(text):
            return SIGNS.get(text, text)
        case Times() | Gap():
            return r"\,"
        case Row(items):
            return " ".join(map(write, items))
        case Frac(over, under):
            return rf"\frac{{{write(over)}}}{{{write(under)}}}"
        case Root(of):
            return rf"\sqrt{{{write(of)}}}"
        case Sup(base, sup):
            return f"{{{write(base)}}}^{{{write(sup)}}}"
        case Sub(base, sub):
            return f"{write(base)}_{{{write(sub)}}}"
        case Transposed(NameBox(name)) if is_compound(symbol(name, notation)):
            return rf"{{{write(parens(symbol(name, notation)))}}}^\top"
        case Transposed(of):
            return rf"{{{write(of)}}}^\top"
        case Fence(opening, of, closing):
            return rf"\left{opening} {write(of)} \right{closing}"
        case SumBox(index, size, of):
            return rf"\sum_{{{index}=1}}^{{{size}}} {write(of)}"
    raise TypeError(f"{box!r} has no LaTeX")


def _escaped(text: str) -> str:
    """Text in which spaces are seen and underscores are no index."""
    return text.replace("_", r"\_").replace(" ", r"\ ")


def equation_latex(equation: Equation) -> str:
    """An equation as LaTeX: `\\nabla_{W 2} L = \\frac{1}{n} ...`."""
    return f"{latex(symbol(equation.name))} = {latex(boxes(equation.expr))}"


HEADINGS = {
    Phase.FORWARD: "Forward",
    Phase.LOSS: "Loss",
    Phase.BACKWARD: "Backward",
    Phase.UPDATE: "Update",
}


def document(trace: Trace) -> str:
    """All equations of a trace's program as a LaTeX document, with a section for each phase.

    It needs the package `amsmath` and nothing else. The named dimensions have the sizes they have
    in the trace in the first line, and stand as letters in the equations.
    """
    program = trace.program
    sizes = ", ".join(f"${dim} = {size}$" for dim, size in trace.dims.items())
    head = [r"\documentclass{article}", r"\usepackage{amsmath}", r"\allowdisplaybreaks"]
    parts = [*head, r"\begin{document}", *([f"With {sizes}."] if sizes else [])]
    for phase, heading in HEADINGS.items():
        equations = program.in_phase(phase)
        parts += _section(heading, equations) if equations else []
    return "\n".join([*parts, r"\end{document}"]) + "\n"


def _section(heading: str, equations: Iterable[Equation]) -> Iterator[str]:
    yield rf"\section*{{{heading}}}"
    yield r"\begin{align*}"
    yield " \\\\\n".join(f"  {latex(symbol(e.name))} &= {latex(boxes(e.expr))}" for e in equations)
    yield r"\end{align*}"
