"""How the values of a program hang together, read off its equations and not off their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from engine.core.expr import Dim, Expr, Name, Shape
from engine.core.program import Equation, Phase, Program, Role
from engine.teach.mistakes.rewriting import args_of, is_op

AVERAGES = ("sum_rows", "sum_cols")


@dataclass(frozen=True, eq=False)
class Links:
    """What is looked up about the values of a program.

    - `roles`: the role of every input
    - `gradients`: the gradient of a value, the whole one where there are terms
    - `activations`: what an activation makes of a value, `Y1lin` -> the equation of `Y1`
    - `updated`: a parameter after its update
    - `batch`: the named dimension that the samples are counted by, if there is one
    """

    program: Program
    roles: Mapping[str, Role]
    gradients: Mapping[str, str]
    activations: Mapping[str, Equation]
    updated: Mapping[str, str]
    batch: Dim | None

    def has_role(self, expr: Expr, role: Role) -> bool:
        """Whether an expression is an input of a role."""
        return isinstance(expr, Name) and self.roles.get(expr.name) is role

    def statistic(self, value: str) -> str:
        """`mean` or `variance` for a value that is one over the samples, else nothing."""
        equation = self.program.by_name.get(value)
        if equation is None or equation.phase is not Phase.FORWARD:
            return ""
        for summed in args_of(equation.expr, "over")[:1]:
            for inner in args_of(summed, *AVERAGES):
                return "variance" if is_op(inner, "square") else "mean"
        return ""

    def alike(self, name: str) -> Iterator[str]:
        """The values that stand where `name` stands, in other layers, and have its shape.

        A computed value is like one of the same idea; a parameter is like one that equations of
        the same idea read in the same place.
        """
        shape = self.program.shapes[name]
        known = self.roles if name in self.roles else self.program.by_name
        for other in known:
            same = other != name and self.program.shapes[other] == shape
            if same and self._kind(other) == self._kind(name):
                yield other

    def _kind(self, name: str) -> object:
        if name in self.program.by_name:
            return self.program.by_name[name].idea
        reading = (e for e in self.program.equations if name in e.reads)
        first = next(reading, None)
        return (self.roles[name], first and (first.idea, first.reads.index(name)))


_links: WeakKeyDictionary[Program, Links] = WeakKeyDictionary()


def links(program: Program) -> Links:
    """The links of a program; looked up once."""
    if program not in _links:
        _links[program] = _linked(program)
    return _links[program]


def _linked(program: Program) -> Links:
    roles = {given.name: given.role for given in program.inputs}
    back = [e for e in program.equations if e.phase is Phase.BACKWARD and e.of]
    ahead = [e for e in program.equations if e.phase is Phase.FORWARD]
    return Links(
        program,
        roles,
        {str(e.of): e.name for e in back},
        {e.reads[0]: e for e in ahead if _is_activation(e, program.shapes)},
        {of: new for of, new in program.carried.items() if roles[of] is Role.PARAMETER},
        _batch(program),
    )


def _is_activation(equation: Equation, shapes: Mapping[str, Shape]) -> bool:
    if len(equation.reads) != 1 or isinstance(equation.expr, Name):
        return False
    shape = shapes[equation.name]
    return shape != () and shape == shapes[equation.reads[0]]


def _batch(program: Program) -> Dim | None:
    """The first named dimension of the data that no parameter has."""
    data = [i for i in program.inputs if i.role in (Role.INPUT, Role.TARGET)]
    fixed = {d for i in program.inputs if i.role is Role.PARAMETER for d in i.shape}
    named = (d for given in data for d in given.shape if isinstance(d, str))
    return next((dim for dim in named if dim not in fixed), None)
