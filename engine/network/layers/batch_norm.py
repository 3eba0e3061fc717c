"""Batch normalisation, in training and in inference. Source: the toy problem, section 4.

In training the statistics of the batch depend on the input, so that every sample's gradient depends
on all samples. The gradient of the input is a sum of three terms: through the normalised value,
through the variance and through the mean.
"""

from __future__ import annotations

from engine.core.expr import Expr, Name, Number
from engine.core.naming import Place, old
from engine.core.ops import ones_like, power, quotient, scale, sqrt, square, sum_rows
from engine.core.program import Equation, Input, Phase, Role
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.common import BATCH, ONE, Formula, G, X, at, averaged

MEAN, VAR, NORM, GAMMA, BETA = map(Name, ("mean", "var", "norm", "gamma", "beta"))
EPS, ALPHA = map(Name, ("eps", "alpha"))
RUNNING_MEAN, RUNNING_VAR = map(Name, ("running_mean", "running_var"))
GRAD_NORM, GRAD_VAR, GRAD_MEAN = map(Name, ("gradNorm", "gradVar", "gradMu"))
TWO = Number(2)


def batch_norm_inputs(place: Place, width: int, training: bool = True) -> tuple[Input, ...]:
    """List `gamma beta` and the running statistics, all `(1, m)`; the numbers `eps`, `alpha`."""
    own = {letter.name: place.own(letter.name).name for letter in (GAMMA, BETA, EPS, ALPHA)}
    stats = (place.own(letter.name).name for letter in (RUNNING_MEAN, RUNNING_VAR))
    return (
        Input(own["gamma"], (1, width), Role.PARAMETER),
        Input(own["beta"], (1, width), Role.PARAMETER),
        *(Input(old(name) if training else name, (1, width), Role.STATE) for name in stats),
        Input(own["eps"], (), Role.SETTING),
        *((Input(own["alpha"], (), Role.SETTING),) if training else ()),
    )


def batch_norm_forward(
    place: Place, conventions: Conventions = HANDOUT, training: bool = True
) -> tuple[Equation, ...]:
    """Write the normalisation, `(n, m) -> (n, m)`; section 4.1, and 4.3 for inference.

    - `mean = 1ᵀ X / n`, `var = 1ᵀ (X - mean)² / n`, in inference the running ones instead; the
      conventions may have `n - 1` in the variance
    - `norm = (X - mean) / √(var + eps)`
    - `Y = norm ⊙ gamma + beta`
    - `running = alpha running + (1 - alpha) batch`, in training (or the weights exchanged)
    """
    if training:
        formulas = (*_statistics(conventions), *_normalised(MEAN, VAR, ""), *_running(conventions))
    else:
        formulas = _normalised(RUNNING_MEAN, RUNNING_VAR, "_inference")
    return at(place, Phase.FORWARD, *formulas)


def _statistics(conventions: Conventions) -> tuple[Formula, ...]:
    how = "" if conventions.norm_var == "biased" else "_unbiased"
    return (
        Formula("mean", sum_rows(X) / BATCH, "batch_norm.mean"),
        Formula("var", _shared(sum_rows(square(X - MEAN)), conventions), f"batch_norm.var{how}"),
    )


def _shared(whole: Expr, conventions: Conventions) -> Expr:
    """Divide by what the variance is divided by: `n`, or `n - 1` where it is to be unbiased.

    With one sample the latter is 0 / 0, for which `quotient` gives 0 instead of NaN.
    """
    if conventions.norm_var == "biased":
        return whole / BATCH
    return quotient(whole, BATCH - ONE)


def _normalised(mean: Expr, var: Expr, how: str) -> tuple[Formula, ...]:
    return (
        Formula("norm", (X - mean) / sqrt(var + EPS), f"batch_norm.norm{how}"),
        Formula("Y", NORM * GAMMA + BETA, "batch_norm.forward"),
    )


def _running(conventions: Conventions) -> tuple[Formula, ...]:
    shares: tuple[Expr, Expr] = (ALPHA, ONE - ALPHA)
    kept, taken = shares if conventions.alpha == "old" else shares[::-1]
    var, how = _running_var(conventions)
    idea = f"batch_norm.running_{conventions.alpha}"
    return tuple(
        Formula(name, scale(kept, Name(old(name))) + scale(taken, batch), idea, old(name))
        for name, batch, idea in (("running_mean", MEAN, idea), ("running_var", var, idea + how))
    )


def _running_var(conventions: Conventions) -> tuple[Expr, str]:
    """Give the variance that goes into the running one, and the end of its idea."""
    unbiased = conventions.running_var == "unbiased"
    if (conventions.norm_var == "unbiased") == unbiased:
        return VAR, ""
    if unbiased:
        # With one sample this is 0 / 0, for which `quotient` gives 0 instead of NaN.
        return quotient(scale(BATCH, VAR), BATCH - ONE), "_unbiased"
    return scale(BATCH - ONE, VAR) / BATCH, "_biased"


def batch_norm_backward(
    place: Place, conventions: Conventions = HANDOUT, training: bool = True
) -> tuple[Equation, ...]:
    """Write, from `G = ∇Y L`, `(n, m)`, the gradients of `gamma`, `beta` and `X`; section 4.2.

    - `∇gamma = 1ᵀ (G ⊙ norm)`, `∇beta = 1ᵀ G`, averaged only where the conventions say so
    - `gradNorm = gamma ⊙ G`
    - `gradVar = -½ 1ᵀ (gradNorm ⊙ (X - mean)) ⊙ (var + eps)^(-3/2)`
    - `gradMu = -1ᵀ (gradNorm / √(var + eps)) - 2/n gradVar ⊙ 1ᵀ (X - mean)`
    - `∇X = gradNorm / √(var + eps) + 2/n gradVar ⊙ (X - mean) + gradMu / n`, term by term
    """
    return at(
        place,
        Phase.BACKWARD,
        *parameters_backward(conventions),
        Formula("gradNorm", GAMMA * G, "batch_norm.grad_norm", "norm"),
        *(_three_ways(conventions) if training else (INFERENCE,)),
    )


def parameters_backward(conventions: Conventions) -> tuple[Formula, Formula]:
    """Write the gradients of `gamma` and `beta`, averaged only where the conventions say so."""
    average = conventions.averages("batch_norm")
    how = "_averaged" if average else ""
    if conventions.averages("linear") and not average:
        how = "_beside_averages"
    gamma, beta = averaged(sum_rows(G * NORM), average), averaged(sum_rows(G), average)
    return (
        Formula("gradgamma", gamma, f"batch_norm.gamma{how}", "gamma"),
        Formula("gradbeta", beta, f"batch_norm.beta{how}", "beta"),
    )


INFERENCE = Formula(
    "gradX", GRAD_NORM / sqrt(RUNNING_VAR + EPS), "batch_norm.backward_inference", "X"
)
THREE_TERMS = Name("gradX_norm") + Name("gradX_var") + Name("gradX_mean")
"""The gradient of the input: through the normalised value, the variance and the mean."""


def _three_ways(conventions: Conventions) -> tuple[Formula, ...]:
    """Write the way back through a normalisation by the statistics of the batch."""
    how = "" if conventions.norm_var == "biased" else "_unbiased"
    spread = sum_rows(GRAD_NORM * (X - MEAN)) * power(VAR + EPS, Number(-1.5))
    offset = _shared(scale(TWO, GRAD_VAR * sum_rows(X - MEAN)), conventions)
    by_var = _shared(scale(TWO, GRAD_VAR * (X - MEAN)), conventions)
    by_mean = -sum_rows(GRAD_NORM / sqrt(VAR + EPS)) - offset
    return (
        Formula("gradVar", scale(Number(-0.5), spread), "batch_norm.grad_var", "var"),
        Formula("gradMu", by_mean, "batch_norm.grad_mean", "mean"),
        Formula("gradX_norm", GRAD_NORM / sqrt(VAR + EPS), "batch_norm.way_norm", "X"),
        Formula("gradX_var", by_var, f"batch_norm.way_var{how}", "X"),
        Formula("gradX_mean", GRAD_MEAN * ones_like(X) / BATCH, "batch_norm.way_mean", "X"),
        Formula("gradX", THREE_TERMS, "batch_norm.backward", "X"),
    )
