"""Mistakes with a penalty on the weights: forgotten, with a wrong factor, averaged with the rest.

The gradient of `λ‖W‖²` is `2 λ W`, that of `½λ‖W‖²` is `λ W`; no sample has a share in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.core.expr import Expr, Name, Number, names
from engine.core.ops import over, scale
from engine.teach.mistakes.mistake import BACKWARD, LOSS, Mistake, Step
from engine.teach.mistakes.rewriting import Made, args_of, put, summands, total


def _terms(step: Step) -> Iterator[tuple[int, Sequence[Expr]]]:
    """The places in a sum where the gradient of a parameter has the parameter, times numbers.

    The other terms come back from the data, so they read a gradient.
    """
    terms = summands(step.expr)
    for k, term in enumerate(terms) if step.is_of_parameter() else ():
        others = {name for other in (*terms[:k], *terms[k + 1 :]) for name in names(other)}
        if _is_multiple(term, step.of) and others & set(step.links.gradients.values()):
            yield k, terms


def _is_multiple(expr: Expr, name: str) -> bool:
    """Whether an expression is a value times numbers, `2 λ W`."""
    factor = args_of(expr, "scale")
    return expr == Name(name) or bool(factor and _is_multiple(factor[1], name))


def _forgotten(step: Step) -> Iterator[Made]:
    """The gradient of the data's loss alone."""
    for k, terms in _terms(step):
        yield total([*terms[:k], *terms[k + 1 :]]), (step.of,)


def _forgotten_in_loss(step: Step) -> Iterator[Made]:
    """The loss of the data alone."""
    for kept, dropped in [args_of(step.expr, "add")] if args_of(step.expr, "add") else []:
        if isinstance(kept, Name) and isinstance(dropped, Name):
            yield kept, (dropped.name,)


def _wrong_factor(step: Step) -> Iterator[Made]:
    """`λ W` in place of `2 λ W`, or the other way round."""
    for k, terms in _terms(step):
        match args_of(terms[k], "scale"):
            case (Number(), rest):
                yield total(put(terms, k, rest)), (step.of,)
            case _:
                yield total(put(terms, k, scale(Number(2), terms[k]))), (step.of,)


def _averaged(step: Step) -> Iterator[Made]:
    """The penalty is divided by the number of samples with the rest."""
    for k, terms in _terms(step):
        pair = args_of(terms[1 - k], "over") if len(terms) == 2 else ()
        if pair:
            yield over(total(put(terms, 1 - k, pair[0])), pair[1]), (step.of,)


PENALTY_MISTAKES = (
    Mistake("penalty_forgotten", (BACKWARD,), _forgotten),
    Mistake("penalty_not_in_loss", (LOSS,), _forgotten_in_loss),
    Mistake("penalty_factor", (BACKWARD,), _wrong_factor),
    Mistake("penalty_averaged", (BACKWARD,), _averaged),
)
