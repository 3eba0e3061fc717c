"""Write a step: its formula, its sums, its code and its sentence, with names for the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.text import Piece, optional, pieces, spoken, template
from app.views.see.code import code
from app.views.see.naming import Naming
from engine.core.box import Letter
from engine.core.errors import ShapeError
from engine.core.expr import Apply, Cell, Expr, Name, Sum
from engine.core.program import Equation
from engine.core.render import boxes
from engine.core.rewrite import at_sizes
from engine.entries.entry import entry
from engine.printing.mathml import equation_mathml, formula_mathml
from engine.printing.numpy import helper_functions
from engine.printing.parts import named_parts, parts_of
from engine.printing.screen import screen

Data = dict[str, Any]
Sizes = Mapping[str, int]
Shapes = Mapping[str, tuple[int, ...]]


def step_data(
    equation: Equation,
    sizes: Sizes,
    shapes: Shapes,
    written: Naming,
    ideas: Mapping[str, str],
    lang: str,
) -> Data:
    """Write all that is shown of a step; a lesson's own `ideas` come before the usual sentences."""
    expr = at_sizes(equation.expr, sizes)
    sentence = _sentence(equation, sizes, lang, ideas)
    of_entry, formula = _entry(expr, shapes), boxes(expr)
    return {
        "name": equation.name,
        "phase": equation.phase.value,
        "layer": equation.layer,
        "of": equation.of,
        "reads": list(equation.reads),
        "formula": formula_mathml(equation.name, formula, written.symbols),
        "numbers": screen(formula),
        "parts": _in_parts(equation.name, expr, written),
        "entry": screen(boxes(of_entry), scalars=True) if of_entry else None,
        "sources": _sources(of_entry) if of_entry else [],
        "lines": code(equation.name, expr),
        "helpers": helper_functions(expr),
        "sentence": sentence,
        "said": spoken(sentence),
    }


def _in_parts(name: str, expr: Expr, written: Naming) -> Data | None:
    """Write the formula with its parts under names, for a place too narrow for the whole."""
    if next(parts_of(expr), None) is None:
        return None
    named = named_parts(expr, written.letters)
    if not named:
        return None
    return {
        "formula": formula_mathml(name, named.whole, written.symbols),
        "numbers": screen(named.whole),
        "defined": [
            {
                "letter": letter,
                "formula": equation_mathml(Letter(letter), part, written.symbols),
                "numbers": screen(part),
            }
            for letter, part in named.parts.items()
        ],
    }


def _sources(of_entry: Expr) -> list[Any]:
    """List the cells that an entry reads, as a pattern in its indices, in the order of the formula.

    A cell is `[name, row, col]`, a scalar is the cell `[name, 0, 0]`, and a sum is
    `{"index": "k", "size": 3, "of": [...]}` with the cells of one of its terms.
    """
    match of_entry:
        case Cell(name, row, col):
            return [[name, row, col]]
        case Name(name):
            return [[name, 0, 0]]
        case Sum(index, int(dim), body):
            return [{"index": index, "size": dim, "of": _sources(body)}]
        case Apply(_, args):
            return [source for arg in args for source in _sources(arg)]
    return []


def _entry(expr: Expr, shapes: Shapes) -> Expr | None:
    """Write the formula of any entry; None where there is none, as for an inverse."""
    try:
        return entry(expr, shapes)
    except ShapeError:
        return None


def _sentence(equation: Equation, sizes: Sizes, lang: str, ideas: Mapping[str, str]) -> list[Piece]:
    own = ideas.get(equation.idea) or _template(equation, sizes, lang)
    # The sentences call the number of samples n, whatever a document calls it.
    samples = next(iter(sizes.values()), 1)
    return pieces(own, equation.reads, **{"n": samples, **sizes})


def _template(equation: Equation, sizes: Sizes, lang: str) -> str:
    """Look up the sentence of an idea; a single sample may have one without an average."""
    alone = optional(f"idea.{equation.idea}_single", lang)
    one = set(sizes.values()) == {1}
    return alone if one and alone else template(f"idea.{equation.idea}", lang)
