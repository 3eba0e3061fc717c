"""Drawn examples: networks with their values, and expressions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.core.errors import ShapeError
from engine.core.expr import Apply, Name, Number, Size
from engine.core.infer import shape_of
from engine.core.ops import OPS
from engine.core.program import Role
from engine.network.build import build
from engine.network.conventions import PRESETS, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.options import settings_of
from engine.network.settings import Settings
from engine.network.spec import NORM_PLACES, NetworkSpec, mlp_spec

EXTRA = st.sampled_from(("dropout", "residual"))
HIDDEN = st.sampled_from(sorted(ACTIVATIONS))
MODERATE = st.floats(-2, 2, allow_subnormal=False)


@st.composite
def specs(draw, **fixed) -> NetworkSpec:
    """Widths from 1 to 6, one to four layers, any activations, any loss with any output for it."""
    depth = draw(st.integers(1, 4))
    widths = draw(st.lists(st.integers(1, 6), min_size=depth + 1, max_size=depth + 1))
    hidden = draw(st.lists(HIDDEN, min_size=depth - 1, max_size=depth - 1))
    loss = draw(st.sampled_from(sorted(LOSSES)))
    outputs = LOSSES[loss].outputs
    if widths[-1] == 1 and loss == "binary_cross_entropy_of_probabilities":
        # The softmax of one output is 1, and one minus that has no logarithm.
        outputs = ("sigmoid",)
    output = draw(st.sampled_from(outputs))
    return mlp_spec(tuple(widths), hidden, loss, output, **fixed)


@st.composite
def varied(draw, spec: NetworkSpec) -> NetworkSpec:
    """The same network, some of its layers without a bias, normalised by layer, dropping, added to.

    The last layer stays the last: a loss is meant for its output.
    """
    layers: list[tuple[str, int]] = []
    widths = [spec.width]
    other = {"linear": "linear_without_bias", "batch_norm": "layer_norm"}
    for k, (kind, count) in enumerate(spec.layers):
        is_linear, is_last = kind == "linear", k == len(spec.layers) - 1
        layers.append((other[kind] if kind in other and draw(st.booleans()) else kind, count))
        widths.append(count if is_linear else widths[-1])
        for extra in () if is_last else draw(st.lists(EXTRA, max_size=2)):
            over = [j for j in range(1, len(widths)) if widths[-1 - j] == widths[-1]]
            if extra == "dropout" or over:
                layers.append((extra, draw(st.sampled_from(over)) if extra == "residual" else 0))
                widths.append(widths[-1])
    return replace(spec, layers=tuple(layers))


@st.composite
def networks(draw):
    """A description, and values for a batch of 1 to 5; the rows of D sum to one."""
    spec = draw(specs())
    batch = draw(st.integers(1, 5))
    values = {}
    for given in build(spec).inputs:
        shape = tuple(batch if dim == "n" else dim for dim in given.shape)
        values[given.name] = draw(arrays(np.float64, shape, elements=MODERATE))
    values |= build(spec).usual
    weights = np.abs(values["D"]) + 0.1
    return spec, values | {"D": weights / weights.sum(axis=1, keepdims=True)}


CONVENTIONS = st.one_of(
    st.sampled_from(sorted(PRESETS)).map(PRESETS.get),
    st.builds(
        Conventions,
        **{
            setting.name: st.sampled_from(setting.options)
            for setting in settings_of(Conventions)
            if setting.name != "relu_at_zero"  # no value is near 0
        },
    ),
)
CHOSEN = {setting.name: st.sampled_from(setting.options) for setting in settings_of(Settings)}
TARGETS = ("classes", "probabilities", "any")


@st.composite
def trainings(draw, training: bool):
    """A network with all that there is to choose, and values that no kink and no tie is near.

    The structure is drawn, so that it can be made smaller; the numbers come from a drawn seed.
    Where softmax has the short cut, the rows of the target sum to one.
    """
    conventions = draw(CONVENTIONS)
    norm = draw(st.sampled_from(NORM_PLACES))
    spec = replace(
        draw(specs(conventions=conventions, norm=norm).flatmap(varied)),
        penalty=draw(CHOSEN["penalty"]),
        optimizer=draw(CHOSEN["optimizer"]),
        decay=draw(CHOSEN["decay"]),
        training=training,
    )
    summed = spec.loss == "cross_entropy" or conventions.softmax == "short"
    kinds = TARGETS[:1] if spec.loss == "hinge" else TARGETS[:2] if summed else TARGETS
    target = draw(st.sampled_from(kinds))
    batch, seed = draw(st.integers(1, 6)), draw(st.integers(0, 2**32 - 1))
    return spec, values_of(spec, batch, target, np.random.default_rng(seed))


def values_of(spec: NetworkSpec, batch: int, target: str, rng: np.random.Generator):
    """Values for every input of a network; with such weights ten steps stay finite."""
    values = {}
    for given in build(spec).inputs:
        shape = tuple(batch if dim == "n" else dim for dim in given.shape)
        scale = 1 / np.sqrt(shape[0]) if given.role is Role.PARAMETER else 1
        values[given.name] = np.asarray(rng.normal(size=shape) * scale)
        if given.name.startswith(("running_var", "gamma")):
            values[given.name] = rng.uniform(0.5, 1.5, shape)
        if given.role is Role.MASK:
            values[given.name] = rng.integers(0, 2, shape).astype(np.float64)
        if given.role is Role.STATE and not given.name.startswith("running"):
            values[given.name] = np.zeros(shape)
    return values | {"D": targets(values["D"].shape, target, rng)} | settings_of(values, rng)


def targets(shape: tuple[int, int], kind: str, rng: np.random.Generator):
    """One-hot rows, rows that sum to one, or any numbers."""
    if kind == "classes":
        return np.eye(shape[1])[rng.integers(shape[1], size=shape[0])]
    drawn = rng.uniform(0.1, 1, shape)
    return drawn / drawn.sum(axis=1, keepdims=True) if kind == "probabilities" else drawn


def settings_of(names, rng: np.random.Generator) -> dict[str, float]:
    """The numbers that a network is set by.

    Both kinds of `eps` are large. Where a gradient is zero but for rounding, a small one in Adam
    divides rounding by rounding; where a ReLU is dead, all entries of a column are equal, and what
    is left of `x - mean` is rounding, which normalisation multiplies by `eps^(-3/2)`.
    `tests/test_optimizers.py` and `tests/test_layers.py` have them as small as they usually are.
    """
    ranges = {
        "lr": (0.001, 0.05),
        "lam": (0.01, 0.1),
        "mu": (0.5, 0.95),
        "rho": (0.5, 0.95),
        "rho1": (0.5, 0.95),
        "rho2": (0.9, 0.999),
        "decay": (0.01, 0.1),
        "eps": (0.001, 0.01),
        "alpha": (0.1, 0.9),
        "p": (0.1, 0.4),
        "slope": (-0.5, 0.5),
        "limit": (0.5, 2),
        "delta": (0.1, 2),
    }
    kinds = {name: name if name in ranges else name.rstrip("0123456789") for name in names}
    return {n: float(rng.uniform(*ranges[kind])) for n, kind in kinds.items() if kind in ranges}


SHAPES = {"A": (2, 2), "B": (2, 2), "C": (1, 2)}
MATRICES = {
    "A": np.array([[0.5, -1.25], [2.0, 0.75]]),
    "B": np.array([[1.5, 0.25], [-0.5, 1.0]]),
    "C": np.array([[0.875, 1.125]]),
}
LEAVES = st.sampled_from([*map(Name, SHAPES), Number(2), Number(-0.5), Size(3)])


def fits(expr) -> bool:
    try:
        shape_of(expr, SHAPES)
    except ShapeError:
        return False
    return True


def expressions(ops):
    """Trees of the operations, applied to drawn arguments that they take."""

    def applied(children):
        return st.one_of(
            *(
                st.tuples(*[children] * len(op.source.takes))
                .map(lambda args, op=op: Apply(op.name, args))
                .filter(fits)
                for op in ops
            )
        )

    return st.recursive(LEAVES, applied, max_leaves=6)


EXPRESSIONS = expressions(OPS.values())
