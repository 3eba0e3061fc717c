"""Write boxes as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from engine.core import box as kinds
from engine.core.box import Box, parens
from engine.core.program import Equation, Phase
from engine.core.render import boxes
from engine.printing.names import AS_NAMED, Notation, counted, is_compound, symbol
from engine.running.trace import Trace

Write = Callable[[Box], str]
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
    """Write a box as LaTeX, for math mode; names as the notation writes them."""
    writer = WRITERS.get(type(box))
    if writer is None:
        raise TypeError(f"{box!r} has no LaTeX")
    return writer(box, partial(latex, notation=notation), notation)


def _letter(box: kinds.Letter) -> str:
    text = box.text
    return SIGNS.get(text, text if len(text) == 1 else rf"\mathit{{{_escaped(text)}}}")


def _word(box: kinds.Word) -> str:
    font = r"\mathbf" if box.bold else r"\mathrm"
    return FUNCTIONS.get(box.text, f"{font}{{{_escaped(box.text)}}}")


def _cell(box: kinds.CellBox, write: Write, notation: Notation) -> str:
    return f"({write(symbol(box.name, notation))})_{{{counted(box.row)},{counted(box.col)}}}"


def _transposed(box: kinds.Transposed, write: Write, notation: Notation) -> str:
    of = box.of
    if isinstance(of, kinds.NameBox) and is_compound(symbol(of.name, notation)):
        of = parens(symbol(of.name, notation))
    return rf"{{{write(of)}}}^\top"


WRITERS: Mapping[type[Box], Callable[[Any, Write, Notation], str]] = {
    kinds.NameBox: lambda box, write, notation: write(symbol(box.name, notation)),
    kinds.CellBox: _cell,
    kinds.DeltaBox: lambda box, *_: rf"\delta_{{{counted(box.row)}{counted(box.col)}}}",
    kinds.Digits: lambda box, *_: box.text,
    kinds.Letter: lambda box, *_: _letter(box),
    kinds.Word: lambda box, *_: _word(box),
    kinds.Sign: lambda box, *_: SIGNS.get(box.text, box.text),
    kinds.Times: lambda *_: r"\,",
    kinds.Gap: lambda *_: r"\,",
    kinds.Row: lambda box, write, _: " ".join(map(write, box.items)),
    kinds.Frac: lambda box, write, _: rf"\frac{{{write(box.over)}}}{{{write(box.under)}}}",
    kinds.Root: lambda box, write, _: rf"\sqrt{{{write(box.of)}}}",
    kinds.Sup: lambda box, write, _: f"{{{write(box.base)}}}^{{{write(box.sup)}}}",
    kinds.Sub: lambda box, write, _: f"{write(box.base)}_{{{write(box.sub)}}}",
    kinds.Transposed: _transposed,
    kinds.Fence: lambda box, write, _: rf"\left{box.open} {write(box.of)} \right{box.close}",
    kinds.SumBox: lambda box, write, _: rf"\sum_{{{box.index}=1}}^{{{box.size}}} {write(box.of)}",
}
"""The function that writes each kind of box in LaTeX."""


def _escaped(text: str) -> str:
    """Escape a text for LaTeX, where a space is not shown and an underscore begins an index."""
    return text.replace("_", r"\_").replace(" ", r"\ ")


def equation_latex(equation: Equation) -> str:
    """Write an equation as LaTeX: `\\nabla_{W 2} L = \\frac{1}{n} ...`."""
    return f"{latex(symbol(equation.name))} = {latex(boxes(equation.expr))}"


def document(trace: Trace) -> str:
    """Write a trace's program as a LaTeX document, with a section for each phase.

    It needs the package `amsmath` and nothing else. The named dimensions have the sizes they have
    in the trace in the first line, and stand as letters in the equations.
    """
    sizes = ", ".join(f"${dim} = {size}$" for dim, size in trace.dims.items())
    head = [r"\documentclass{article}", r"\usepackage{amsmath}", r"\allowdisplaybreaks"]
    parts = [*head, r"\begin{document}", *([f"With {sizes}."] if sizes else [])]
    for phase in Phase:
        equations = trace.program.in_phase(phase)
        parts += _section(phase.value.capitalize(), equations) if equations else []
    return "\n".join([*parts, r"\end{document}"]) + "\n"


def _section(heading: str, equations: Iterable[Equation]) -> Iterator[str]:
    yield rf"\section*{{{heading}}}"
    yield r"\begin{align*}"
    yield " \\\\\n".join(f"  {latex(symbol(e.name))} &= {latex(boxes(e.expr))}" for e in equations)
    yield r"\end{align*}"
