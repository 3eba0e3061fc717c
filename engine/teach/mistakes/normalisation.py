"""Mistakes with batch normalisation: statistics taken for constants, `eps`, roots, centring.

`∇X` comes back on three ways, through the normalised value, the variance and the mean. Who takes
a statistic for a constant drops its way.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.expr import Expr, Name, names
from engine.core.ops import add, power, scale, sqrt
from engine.core.program import Role
from engine.teach.mistakes.mistake import BACKWARD, FORWARD, UPDATE, Mistake, Step
from engine.teach.mistakes.rewriting import Made, anywhere, args_of, summands, total


def _ways(step: Step) -> list[tuple[str, str]]:
    """Each term of a gradient, with the statistic that it comes back through, if it does.

    The terms of `gradY1lin` are gradients of the same value, under names of their own.
    """
    known = step.links.program.by_name
    terms = [part.name for part in summands(step.expr) if isinstance(part, Name)]
    if len(terms) < 2 or any(n not in known or known[n].of != step.of for n in terms):
        return []
    return [(term, _statistic(step, term)) for term in terms]


def _statistic(step: Step, term: str) -> str:
    known = step.links.program.by_name
    values = (str(known[name].of) for name in known[term].reads if name in known)
    return next((value for value in values if step.links.statistic(value)), "")


def _without(step: Step, *kinds: str) -> Iterator[Made]:
    """The gradient without the ways through statistics of these kinds."""
    ways = _ways(step)
    dropped = [stat for _, stat in ways if stat and step.links.statistic(stat) in kinds]
    kept = [Name(term) for term, stat in ways if stat not in dropped]
    if kept and dropped:
        yield total(kept), tuple(dropped)


def _mean_constant(step: Step) -> Iterator[Made]:
    """The third term is dropped."""
    return _without(step, "mean")


def _variance_constant(step: Step) -> Iterator[Made]:
    """The second term is dropped."""
    return _without(step, "variance")


def _both_constant(step: Step) -> Iterator[Made]:
    """Only the first term is left."""
    return _without(step, "variance", "mean")


def _eps_moved(step: Step) -> Iterator[Made]:
    """`√v + eps` in place of `√(v + eps)`, or the other way round."""

    def rule(node: Expr) -> Iterator[Made]:
        for inner in args_of(node, "sqrt"):
            if (pair := args_of(inner, "add")) and _is_setting(step, pair[1]):
                yield add(sqrt(pair[0]), pair[1]), names(pair[1])
        pair = args_of(node, "add")
        if pair and _is_setting(step, pair[1]):
            yield from ((sqrt(add(x, pair[1])), names(pair[1])) for x in args_of(pair[0], "sqrt"))

    return anywhere(step.expr, rule)


def _eps_forgotten(step: Step) -> Iterator[Made]:
    """`√v` in place of `√(v + eps)`."""

    def rule(node: Expr) -> Iterator[Made]:
        for inner in args_of(node, "sqrt", "power")[:1]:
            if (pair := args_of(inner, "add")) and _is_setting(step, pair[1]):
                rest = args_of(node, "power")[1:]
                yield power(pair[0], *rest) if rest else sqrt(pair[0]), names(pair[1])

    return anywhere(step.expr, rule)


def _is_setting(step: Step, expr: Expr) -> bool:
    return step.links.has_role(expr, Role.SETTING)


def _root_forgotten(step: Step) -> Iterator[Made]:
    """Divided by the variance in place of its root."""

    def rule(node: Expr) -> Iterator[Made]:
        yield from ((inner, names(inner)[:1]) for inner in args_of(node, "sqrt"))

    return (made for made in anywhere(step.expr, rule) if made[1])


def _not_centred(step: Step) -> Iterator[Made]:
    """`x` in place of `x - mean`."""

    def rule(node: Expr) -> Iterator[Made]:
        match args_of(node, "sub"):
            case (Name(x), Name(mean)) if _is_mean(step, mean):
                yield Name(x), (x, mean)

    return anywhere(step.expr, rule)


def _is_mean(step: Step, name: str) -> bool:
    running = step.links.roles.get(name) is Role.STATE
    return running or step.links.statistic(name) == "mean"


def _shares_swapped(step: Step) -> Iterator[Made]:
    """`(1 - alpha) old + alpha new` in place of `alpha old + (1 - alpha) new`."""
    for one, other in [args_of(step.expr, "add")] if args_of(step.expr, "add") else []:
        a, b = args_of(one, "scale"), args_of(other, "scale")
        if a and b and (args_of(a[0], "sub") or args_of(b[0], "sub")):
            yield add(scale(b[0], a[1]), scale(a[0], b[1])), names(add(a[0], b[0]))[:1]


NORMALISATION_MISTAKES = (
    Mistake("mean_constant", (BACKWARD,), _mean_constant),
    Mistake("variance_constant", (BACKWARD,), _variance_constant),
    Mistake("statistics_constant", (BACKWARD,), _both_constant),
    Mistake("eps_moved", (FORWARD, BACKWARD, UPDATE), _eps_moved),
    Mistake("eps_forgotten", (FORWARD, BACKWARD), _eps_forgotten),
    Mistake("root_forgotten", (FORWARD, BACKWARD, UPDATE), _root_forgotten),
    Mistake("not_centred", (FORWARD, BACKWARD), _not_centred),
    Mistake("shares_swapped", (FORWARD, UPDATE), _shares_swapped),
)
