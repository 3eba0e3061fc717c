"""Optimizers: the equations that turn gradients into new parameters.

What an optimizer remembers from one iteration to the next is a value like any other: `vW1` goes in,
`vW1_new` comes out. Sources: the toy problem, section 3.7, for gradient descent; for the forms of
momentum and for Adam, the PyTorch documentation and Kingma and Ba, 2015. The two rates of Adam are
called `rho1` and `rho2`, as Goodfellow et al., 2016, do: `beta1` belongs to a normalisation.
Its two averages are `m` and `v`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.core.expr import Expr, Name, Number, names
from engine.core.naming import grad, new
from engine.core.ops import power, scale, sqrt, square
from engine.core.program import Equation, Input, Phase, Role

RATE = Name("lr")
MOMENTUM, RHO1, RHO2, EPSILON, DECAY = (Name(n) for n in ("mu", "rho1", "rho2", "eps", "decay"))
STEP = Name("t")
ONE = Number(1)


@dataclass(frozen=True)
class Parameter:
    """A parameter to be updated: its name, its shape, the layer it belongs to."""

    name: str
    shape: tuple[int, int]
    layer: int

    def state(self, letter: str) -> Name:
        """What an optimizer remembers of it: `vW1`."""
        return Name(letter + self.name)


Lines = Iterator[tuple[str, Expr, str, str | None]]
"""`(name, expression, idea, the input that it replaces next time)`."""


@dataclass(frozen=True)
class Optimizer:
    """An optimizer.

    - `lines`: the lines that update one parameter, given its gradient
    - `states`: the letters of what it remembers of each parameter
    - `settings`: the numbers that it is set by, besides the learning rate
    - `counts`: whether it counts the iterations, as `t`
    - `coupled`: whether a weight decay is added to the gradient (or else taken off the parameter)
    """

    name: str
    lines: Callable[[Parameter, Expr], Lines]
    states: tuple[str, ...] = ()
    settings: tuple[Name, ...] = ()
    counts: bool = False
    coupled: bool = True


def _sgd(p: Parameter, g: Expr) -> Lines:
    yield new(p.name), Name(p.name) - scale(RATE, g), "sgd.update", p.name


def _velocity_inside(p: Parameter, g: Expr) -> Lines:
    v = p.state("v")
    after = Name(new(v.name))
    yield after.name, scale(MOMENTUM, v) - scale(RATE, g), "momentum_inside.velocity", v.name
    yield new(p.name), Name(p.name) + after, "momentum_inside.update", p.name


def _velocity_outside(p: Parameter, g: Expr) -> Lines:
    v = p.state("v")
    after = Name(new(v.name))
    yield after.name, scale(MOMENTUM, v) + g, "momentum.velocity", v.name
    yield new(p.name), Name(p.name) - scale(RATE, after), "momentum.update", p.name


def _average(p: Parameter, g: Expr) -> Lines:
    v = p.state("v")
    after, mixed = Name(new(v.name)), scale(MOMENTUM, v) + scale(ONE - MOMENTUM, g)
    yield after.name, mixed, "momentum_average.velocity", v.name
    yield new(p.name), Name(p.name) - scale(RATE, after), "momentum.update", p.name


def _nesterov(p: Parameter, g: Expr) -> Lines:
    v = p.state("v")
    after = Name(new(v.name))
    yield after.name, scale(MOMENTUM, v) + g, "momentum.velocity", v.name
    ahead = g + scale(MOMENTUM, after)
    yield new(p.name), Name(p.name) - scale(RATE, ahead), "nesterov.update", p.name


def _moments(p: Parameter, g: Expr) -> Lines:
    m, v = p.state("m"), p.state("v")
    yield new(m.name), scale(RHO1, m) + scale(ONE - RHO1, g), "adam.mean", m.name
    yield new(v.name), scale(RHO2, v) + scale(ONE - RHO2, square(g)), "adam.square", v.name
    count = Name(new(STEP.name))
    for moment, rho in ((m, RHO1), (v, RHO2)):
        corrected = Name(new(moment.name)) / (ONE - power(rho, count))
        yield f"{moment.name}_hat", corrected, "adam.corrected", None


def _adam(p: Parameter, g: Expr) -> Lines:
    yield from _moments(p, g)
    step = Name(f"{p.state('m').name}_hat") / (sqrt(Name(f"{p.state('v').name}_hat")) + EPSILON)
    yield new(p.name), Name(p.name) - scale(RATE, step), "adam.update", p.name


OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", _sgd),
        Optimizer("momentum_inside", _velocity_inside, ("v",), (MOMENTUM,)),
        Optimizer("momentum", _velocity_outside, ("v",), (MOMENTUM,)),
        Optimizer("momentum_average", _average, ("v",), (MOMENTUM,)),
        Optimizer("nesterov", _nesterov, ("v",), (MOMENTUM,)),
        Optimizer("adam", _adam, ("m", "v"), (RHO1, RHO2, EPSILON), counts=True),
        Optimizer("adamw", _adam, ("m", "v"), (RHO1, RHO2, EPSILON), counts=True, coupled=False),
    )
}
DEFAULTS = {"lr": 0.1, "mu": 0.9, "rho1": 0.9, "rho2": 0.999, "eps": 1e-8, "decay": 0.01}
"""What the settings usually are."""


def optimizer_inputs(
    optimizer: Optimizer, parameters: tuple[Parameter, ...], decay: bool
) -> Iterator[Input]:
    """The learning rate, the settings, and what is remembered of every parameter."""
    yield Input(RATE.name, (), Role.RATE)
    settings = (*optimizer.settings, *((DECAY,) if decay else ()))
    yield from (Input(name.name, (), Role.SETTING) for name in settings)
    if optimizer.counts:
        yield Input(STEP.name, (), Role.STATE)
    for p in parameters:
        yield from (Input(p.state(s).name, p.shape, Role.STATE) for s in optimizer.states)


def update(
    optimizer: Optimizer, parameters: tuple[Parameter, ...], decay: bool
) -> Iterator[Equation]:
    """The equations of one update of all parameters; section 3.7."""
    if optimizer.counts and parameters:
        count = STEP + ONE
        yield Equation(new(STEP.name), count, Phase.UPDATE, "optimizer.count", None, STEP.name)
    for p in parameters:
        for name, expr, idea, replaces in _lines(optimizer, p, decay):
            decays = "_decay" if DECAY.name in names(expr) else ""
            yield Equation(name, expr, Phase.UPDATE, idea + decays, p.layer, replaces)


def _lines(optimizer: Optimizer, p: Parameter, decay: bool) -> Lines:
    """The lines for a parameter, with the weight decay in its place.

    Coupled: `g + decay W` in place of `g`. Decoupled: `W - lr decay W` in place of `W`, taken off
    in the last line.
    """
    g: Expr = Name(grad(p.name))
    if decay and optimizer.coupled:
        g = g + scale(DECAY, Name(p.name))
    shrunk = scale(RATE, scale(DECAY, Name(p.name)))
    for name, expr, idea, replaces in optimizer.lines(p, g):
        last = decay and not optimizer.coupled and replaces == p.name
        yield name, expr - shrunk if last else expr, idea, replaces
