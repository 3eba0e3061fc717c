"""A derivation: its lines, each by one rule and true in numbers, and the gradient at their end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.calculus.derive.chain import Equality
from engine.calculus.derive.check import NumericCheck
from engine.calculus.derive.index_form import IndexForm
from engine.calculus.derive.rules import RuleName
from engine.calculus.derive.symbols import Symbols
from engine.calculus.derive.typed.reading import Reading
from engine.core.box import Box, Letter, Row, parens
from engine.core.expr import Expr, Name, Shape
from engine.core.render import BOXES, boxes, render
from engine.core.words import text
from engine.printing.latex import latex
from engine.running.numbers import Array, Numbers


@dataclass(frozen=True, slots=True)
class Line:
    """`lhs = rhs`, by a rule; `value` is what it comes to for the direction that was drawn."""

    lhs: Expr
    rhs: Expr
    rule: RuleName
    latex: str
    value: float

    def words(self, lang: str = "en") -> str:
        """Write the rule in words, as `differential of a product`."""
        return text(f"rule.{self.rule}", lang)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The gradient that a trace has recorded.

    `average` is the number of rows that it was averaged over by convention: the derived gradient
    over `average` is the recorded one. It is None where the two do not agree, because the
    convention is another one, or because the value is read elsewhere too.
    """

    name: str
    value: Array
    average: int | None


@dataclass(frozen=True, eq=False)
class Derivation:
    """The gradient of an expression, line by line.

    - `expr`: what is derived, with respect to the name `wrt`
    - `gradient`: the result, of the shape of `wrt`
    - `shapes`, `values`: of all names, differentials such as `dX` and `d(X @ b)` among them
    - `differentials`: what each differential is the differential of
    - `check`: the gradient against central differences
    - `recorded`: the gradient that the trace has, for an equation of a program
    - `jacobian`: of a formula that is no number; `gradient` is then that of `tr(Gᵀ F)`, with `G`
      called `upstream`
    - `reading`: how a typed formula was read
    """

    expr: Expr
    wrt: str
    gradient: Expr
    lines: tuple[Line, ...]
    shapes: Mapping[str, Shape]
    values: Mapping[str, Array]
    differentials: Mapping[str, Expr]
    check: NumericCheck
    recorded: Recorded | None = None
    jacobian: IndexForm | None = None
    upstream: str = ""
    reading: Reading | None = None

    @property
    def gradient_latex(self) -> str:
        """The gradient as LaTeX."""
        return latex(boxes(self.gradient))

    @property
    def latex(self) -> str:
        r"""All lines as LaTeX, aligned at the `=`, each with its rule at the right."""
        rows = [_row(line, k == 0) for k, line in enumerate(self.lines)]
        if self.jacobian:
            rows.append(self.jacobian.latex.replace(" = ", " &= ", 1))
        return "\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}"


def _row(line: Line, first: bool) -> str:
    left, right = line.latex.split(" = ", 1)
    return rf"{left if first else ''} &= {right} && \text{{{line.words()}}}".strip()


def written(expr: Expr, differentials: Mapping[str, Expr]) -> Box:
    """Write an expression as boxes, with `dX` and `d(X b)` for the differentials."""

    def leaf(node: Expr) -> Box:
        of = differentials.get(node.name) if isinstance(node, Name) else None
        if of is None:
            return BOXES.leaf(node)
        return Row((Letter("d"), boxes(of) if isinstance(of, Name) else parens(boxes(of))))

    return render(expr, replace(BOXES, leaf=leaf))


def lines_of(
    equalities: Sequence[Equality], left: Name, symbols: Symbols, numbers: Numbers
) -> tuple[Line, ...]:
    """Write and calculate the lines `left = ...`."""
    start = latex(written(left, symbols.differentials))
    return tuple(
        Line(
            left,
            equality.expr,
            equality.rule,
            f"{start} = {latex(written(equality.expr, symbols.differentials))}",
            float(numbers.of(equality.expr).sum()),
        )
        for equality in equalities
    )
