"""Batch normalisation, training and inference; the toy problem, section 4.

In training the statistics of the batch are part of the network, so that every sample's gradient
depends on all samples: the gradient of the input comes back on three ways, through the normalised
value, the variance and the mean.
"""

from __future__ import annotations

from engine.core.expr import Expr, Name, Number
from engine.core.naming import Place, gradient_of, old
from engine.core.ops import ones_like, power, quotient, scale, sqrt, square, sum_rows
from engine.core.program import Equation, Input, Phase, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import BATCH, ONE, averaged, forward, gradient


class _Names:
    """The values of a normalisation, called as section 4 calls them."""

    def __init__(self, place: Place) -> None:
        self.x = place.below
        self.mean, self.var, self.norm = (place.own(name) for name in ("mean", "var", "norm"))
        self.gamma, self.beta = place.own("gamma"), place.own("beta")
        self.running_mean, self.running_var = place.own("running_mean"), place.own("running_var")
        self.eps, self.alpha = place.own("eps"), place.own("alpha")
        self.g, self.grad_norm = place.gradient, place.own("gradNorm")
        self.grad_var, self.grad_mean = place.own("gradVar"), place.own("gradMu")


def batch_norm_inputs(place: Place, width: int, training: bool = True) -> tuple[Input, ...]:
    """`gamma beta` and the running statistics, all `(1, m)`; the numbers `eps` and `alpha`."""
    v = _Names(place)
    running = (v.running_mean.name, v.running_var.name)
    stats = tuple(map(old, running)) if training else running
    return (
        *(Input(p.name, (1, width), Role.PARAMETER) for p in (v.gamma, v.beta)),
        *(Input(name, (1, width), Role.STATE) for name in stats),
        Input(v.eps.name, (), Role.SETTING),
        *((Input(v.alpha.name, (), Role.SETTING),) if training else ()),
    )


def batch_norm_forward(
    place: Place, conventions: Conventions = HANDOUT, training: bool = True
) -> tuple[Equation, ...]:
    """`(n, m) -> (n, m)`; section 4.1, and 4.3 for inference.

    - `mean = 1ᵀ X / n`, `var = 1ᵀ (X - mean)² / n`, in inference the running ones instead
    - `norm = (X - mean) / √(var + eps)`
    - `Y = norm ⊙ gamma + beta`
    - `running = alpha running + (1 - alpha) batch`, in training
    """
    v = _Names(place)
    if not training:
        return _normalised(place, v, v.running_mean, v.running_var, "batch_norm.norm_inference")
    return (
        forward(place, v.mean, sum_rows(v.x) / BATCH, "batch_norm.mean"),
        forward(place, v.var, sum_rows(square(v.x - v.mean)) / BATCH, "batch_norm.var"),
        *_normalised(place, v, v.mean, v.var, "batch_norm.norm"),
        *_running(place, v, conventions),
    )


def _normalised(place: Place, v: _Names, mean: Expr, var: Expr, idea: str) -> tuple[Equation, ...]:
    norm = (v.x - mean) / sqrt(var + v.eps)
    return (
        forward(place, v.norm, norm, idea),
        forward(place, place.out, v.norm * v.gamma + v.beta, "batch_norm.forward"),
    )


def _running(place: Place, v: _Names, conventions: Conventions) -> tuple[Equation, ...]:
    how = "" if conventions.running_var == "biased" else "_unbiased"
    # One sample has no spread: `quotient` gives 0 / 0 as 0, where a plain division has no value.
    var = quotient(scale(BATCH, v.var), BATCH - ONE) if how else v.var
    return (
        _mixed(place, v.running_mean, v.mean, v.alpha, conventions),
        _mixed(place, v.running_var, var, v.alpha, conventions, how),
    )


def _mixed(
    place: Place, running: Name, batch: Expr, alpha: Name, conventions: Conventions, how: str = ""
) -> Equation:
    shares: tuple[Expr, Expr] = (alpha, ONE - alpha)
    kept, taken = shares if conventions.alpha == "old" else shares[::-1]
    before = old(running.name)
    expr = scale(kept, Name(before)) + scale(taken, batch)
    idea = f"batch_norm.running_{conventions.alpha}{how}"
    return Equation(running.name, expr, Phase.FORWARD, idea, place.number, before)


def batch_norm_backward(
    place: Place, conventions: Conventions = HANDOUT, training: bool = True
) -> tuple[Equation, ...]:
    """From `G = ∇Y L`, `(n, m)`: the gradients of `gamma`, `beta` and the input; section 4.2.

    - `∇gamma = 1ᵀ (G ⊙ norm)`, `∇beta = 1ᵀ G`, averaged only where the conventions say so
    - `gradNorm = gamma ⊙ G`
    - `gradVar = -½ 1ᵀ (gradNorm ⊙ (X - mean)) ⊙ (var + eps)^(-3/2)`
    - `gradMu = -1ᵀ (gradNorm / √(var + eps)) - 2/n gradVar ⊙ 1ᵀ (X - mean)`
    - `∇X = gradNorm / √(var + eps) + 2/n gradVar ⊙ (X - mean) + gradMu / n`, term by term
    """
    v = _Names(place)
    through = v.grad_norm / sqrt((v.var if training else v.running_var) + v.eps)
    first = (
        *_parameters(place, v, conventions),
        gradient(place, v.norm, v.gamma * v.g, "batch_norm.grad_norm", v.grad_norm),
    )
    if not training:
        return (*first, gradient(place, v.x, through, "batch_norm.backward_inference"))
    return (*first, *_through_statistics(place, v), *_three_ways(place, v, through))


def _parameters(place: Place, v: _Names, conventions: Conventions) -> tuple[Equation, ...]:
    average = conventions.averages("batch_norm")
    how = "_averaged" if average else ""
    gamma, beta = averaged(sum_rows(v.g * v.norm), average), averaged(sum_rows(v.g), average)
    return (
        gradient(place, v.gamma, gamma, f"batch_norm.gamma{how}"),
        gradient(place, v.beta, beta, f"batch_norm.beta{how}"),
    )


def _through_statistics(place: Place, v: _Names) -> tuple[Equation, ...]:
    centred = v.x - v.mean
    grad_var = scale(
        Number(-0.5), sum_rows(v.grad_norm * centred) * power(v.var + v.eps, Number(-1.5))
    )
    grad_mean = (
        -sum_rows(v.grad_norm / sqrt(v.var + v.eps))
        - scale(Number(2), v.grad_var * sum_rows(centred)) / BATCH
    )
    return (
        gradient(place, v.var, grad_var, "batch_norm.grad_var", v.grad_var),
        gradient(place, v.mean, grad_mean, "batch_norm.grad_mean", v.grad_mean),
    )


def _three_ways(place: Place, v: _Names, through: Expr) -> tuple[Equation, ...]:
    total = gradient_of(v.x).name
    ways = {
        "norm": through,
        "var": scale(Number(2), v.grad_var * (v.x - v.mean)) / BATCH,
        "mean": v.grad_mean * ones_like(v.x) / BATCH,
    }
    terms = {way: Name(f"{total}_{way}") for way in ways}
    return (
        *(
            gradient(place, v.x, expr, f"batch_norm.way_{way}", terms[way])
            for way, expr in ways.items()
        ),
        gradient(place, v.x, terms["norm"] + terms["var"] + terms["mean"], "batch_norm.backward"),
    )
