"""A mistake with the bias as a row of the weights, beside a column of ones: `[Y, 1] @ [W; B]`.

Where the ones are put beside `Z` in place of `Y = f(Z)`, they become `f(1)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name, walk
from engine.core.ops import ones_like
from engine.core.program import Equation, Phase, Role
from engine.core.rewrite import match, replace_names
from engine.teach.mistakes.connections import activations, is_entrywise
from engine.teach.mistakes.mistake import BOTH, Mistake, ProgramStep, Wrong
from engine.teach.mistakes.slips import A, B, summands, total


def _activated(step: ProgramStep) -> Iterator[Wrong]:
    """Write `Y1 @ W2 + f(1) * B2`; on the way back the gradient of `B2` has the factor too."""
    if step.equation.phase is Phase.FORWARD:
        for bias, y in _biases(step, step.equation):
            terms = summands(step.expr)
            wrong = (_at_ones(y, t) * t if t == bias else t for t in terms)
            yield total(*wrong), (y.name, bias.name)
    elif step.is_of_parameter():
        for reader in step.program.readers[step.of]:
            for bias, y in _biases(step, reader) if reader.phase is Phase.FORWARD else ():
                if bias.name == step.of:
                    yield _at_ones(y, bias) * step.expr, (y.name, bias.name)


def _biases(step: ProgramStep, equation: Equation) -> Iterator[tuple[Name, Equation]]:
    """Find the bias that is added to the product of an activation's output with weights."""
    made = {one.name: one for one in activations(step.program).values() if is_entrywise(one.expr)}
    *terms, last = summands(equation.expr)
    for bias, product in ((last, terms), *(((terms[0], [last]),) if len(terms) == 1 else ())):
        read = [name for term in product for name in _multiplied(term) if name in made]
        if read and isinstance(bias, Name) and step.has_role(bias, Role.PARAMETER):
            yield bias, made[read[0]]


def _multiplied(term: Expr) -> Iterator[str]:
    """Name the values that are factors of a product of matrices."""
    for node in walk(term):
        parts = (match(A @ B, node) or {}).values()
        yield from (part.name for part in parts if isinstance(part, Name))


def _at_ones(y: Equation, like: Expr) -> Expr:
    """Write `f(1)` for the activation `Y = f(Z)`, in the shape of the bias."""
    return replace_names(y.expr, {y.reads[0]: ones_like(like)})


MISTAKES = (Mistake("ones_activated", BOTH, _activated),)
