"""Optimizers: the equations that turn gradients into new parameters.

What an optimizer remembers from one iteration to the next is a value like any other: `vW1` goes in,
`vW1_new` comes out. Sources: the toy problem, section 3.7, for gradient descent; for the forms of
momentum and for Adam, the PyTorch documentation and Kingma and Ba, 2015; for AdaGrad, Duchi et al.,
2011, for RMSprop, Hinton's lectures, both with eps outside the root, as PyTorch has it. The two
rates of Adam are called `rho1` and `rho2`, as Goodfellow et al., 2016, do: `beta1` belongs to a
normalisation. Its two averages are `m` and `v`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from engine.core.expr import Expr, Name, names
from engine.core.immutable import immutable
from engine.core.naming import grad, new
from engine.core.ops import power, scale, sqrt, square
from engine.core.program import Equation, Input, Phase, Role
from engine.core.rewrite import replace_names
from engine.network.layers.common import ONE, Formula, G, equation

RATE = Name("lr")
MOMENTUM, RHO, RHO1, RHO2 = (Name(n) for n in ("mu", "rho", "rho1", "rho2"))
EPSILON, DECAY = (Name(n) for n in ("eps", "decay"))
STEP, STEP_NEW = Name("t"), Name(new("t"))
W, M, V = map(Name, "Wmv")
M_NEW, V_NEW, M_HAT, V_HAT = (Name(n) for n in ("m_new", "v_new", "m_hat", "v_hat"))


Parameters = Mapping[Input, int]
"""The parameters to be updated, and the number of the layer that each belongs to."""


@immutable
class Optimizer:
    """An optimizer: the lines that update a parameter `W` by its gradient `G`.

    The last line is `W_new = ...`. A letter with another such line, `v_new = ...`, is remembered
    from one iteration to the next.
    `coupled`: whether a weight decay is added to the gradient (if not, it changes `W` directly).
    """

    name: str
    lines: tuple[Formula, ...]
    coupled: bool = True

    @property
    def states(self) -> tuple[str, ...]:
        """The letters that it remembers for each parameter."""
        return tuple(line.of for line in self.lines[:-1] if line.of)

    @property
    def settings(self) -> tuple[Name, ...]:
        """The numbers that can be chosen, besides the learning rate."""
        read = dict.fromkeys(name for line in self.lines for name in names(line.expr))
        return tuple(Name(name) for name in read if name in DEFAULTS.keys() - {RATE.name})

    @property
    def counts(self) -> bool:
        """Whether it counts the iterations, as `t`."""
        return any(STEP_NEW.name in names(line.expr) for line in self.lines)


def _next(letter: str, expr: Expr, idea: str) -> Formula:
    """Write the formula of a letter in the next iteration: `v_new = ...`."""
    return Formula(new(letter), expr, idea, letter)


def _average(share: Expr, before: Expr, value: Expr) -> Expr:
    """Average over the iterations: `share · before + (1 - share) · value`."""
    return scale(share, before) + scale(ONE - share, value)


DEFAULTS = {
    "lr": 0.1,
    "mu": 0.9,
    "rho": 0.9,
    "rho1": 0.9,
    "rho2": 0.999,
    "eps": 1e-8,
    "decay": 0.01,
}
"""The usual number of each setting."""
VELOCITY = _next("v", scale(MOMENTUM, V) + G, "momentum.velocity")
ALONG_VELOCITY = _next("W", W - scale(RATE, V_NEW), "momentum.update")
BY_ROOT = _next("W", W - scale(RATE, G / (sqrt(V_NEW) + EPSILON)), "rmsprop.update")
ADAM = (
    _next("m", _average(RHO1, M, G), "adam.mean"),
    _next("v", _average(RHO2, V, square(G)), "adam.square"),
    Formula("m_hat", M_NEW / (ONE - power(RHO1, STEP_NEW)), "adam.corrected"),
    Formula("v_hat", V_NEW / (ONE - power(RHO2, STEP_NEW)), "adam.corrected"),
    _next("W", W - scale(RATE, M_HAT / (sqrt(V_HAT) + EPSILON)), "adam.update"),
)
OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", (_next("W", W - scale(RATE, G), "sgd.update"),)),
        Optimizer(
            "momentum_inside",
            (
                _next("v", scale(MOMENTUM, V) - scale(RATE, G), "momentum_inside.velocity"),
                _next("W", W + V_NEW, "momentum_inside.update"),
            ),
        ),
        Optimizer("momentum", (VELOCITY, ALONG_VELOCITY)),
        Optimizer(
            "momentum_average",
            (
                _next("v", _average(MOMENTUM, V, G), "momentum_average.velocity"),
                ALONG_VELOCITY,
            ),
        ),
        Optimizer(
            "nesterov",
            (
                VELOCITY,
                _next("W", W - scale(RATE, G + scale(MOMENTUM, V_NEW)), "nesterov.update"),
            ),
        ),
        Optimizer("adagrad", (_next("v", V + square(G), "adagrad.square"), BY_ROOT)),
        Optimizer("rmsprop", (_next("v", _average(RHO, V, square(G)), "rmsprop.square"), BY_ROOT)),
        Optimizer("adam", ADAM),
        Optimizer("adamw", ADAM, coupled=False),
    )
}


def optimizer_inputs(optimizer: Optimizer, parameters: Parameters, decay: bool) -> Iterator[Input]:
    """List the learning rate, the settings, and the values remembered for every parameter."""
    yield Input(RATE.name, (), Role.RATE)
    settings = (*optimizer.settings, *((DECAY,) if decay else ()))
    yield from (Input(name.name, (), Role.SETTING) for name in settings)
    if optimizer.counts:
        yield Input(STEP.name, (), Role.STATE)
    states = optimizer.states
    yield from (Input(s + p.name, p.shape, Role.STATE) for p in parameters for s in states)


def update(optimizer: Optimizer, parameters: Parameters, decay: bool) -> Iterator[Equation]:
    """Write the equations of one update of all parameters; section 3.7."""
    if optimizer.counts and parameters:
        count = STEP + ONE
        yield Equation(STEP_NEW.name, count, Phase.UPDATE, "optimizer.count", None, STEP.name)
    for p, layer in parameters.items():
        yield from _update_of(optimizer, p.name, layer, decay)


@lru_cache(maxsize=1024)
def _update_of(optimizer: Optimizer, name: str, layer: int, decay: bool) -> tuple[Equation, ...]:
    """Write the update of one parameter; made once, since many networks have it."""
    own = {state: state + name for state in optimizer.states}
    name_of = partial(_name, own | {"W": name, "G": grad(name)})
    lines = _lines(optimizer, decay)
    return tuple(equation(line, Phase.UPDATE, layer, name_of) for line in lines)


def _name(own: dict[str, str], letter: str) -> str:
    """Name a letter of a line: for the parameter `W1`, `m_hat` is `mW1_hat`; `lr` stays `lr`."""
    stem, dash, ending = letter.partition("_")
    return own.get(stem, stem) + dash + ending


@lru_cache
def _lines(optimizer: Optimizer, decay: bool) -> tuple[Formula, ...]:
    """Add the weight decay to the lines.

    Coupled: `G + decay W` replaces `G`. Decoupled: the last line subtracts `lr decay W`.
    """
    *before, last = optimizer.lines
    if not decay:
        return optimizer.lines
    if not optimizer.coupled:
        return (*before, _decaying(last, last.expr - scale(RATE, scale(DECAY, W))))
    by = {"G": G + scale(DECAY, W)}
    return tuple(_decaying(line, replace_names(line.expr, by)) for line in optimizer.lines)


def _decaying(line: Formula, expr: Expr) -> Formula:
    return line if expr == line.expr else replace(line, expr=expr, idea=f"{line.idea}_decay")
