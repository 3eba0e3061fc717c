"""Drawn examples: networks with their values, and expressions."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import NetworkSpec, Number, ShapeError, Size, build
from engine.expr import Apply, Name
from engine.infer import shape_of
from engine.layers import ACTIVATIONS
from engine.losses import LOSSES
from engine.ops import OPS

HIDDEN = st.sampled_from(sorted(ACTIVATIONS))
MODERATE = st.floats(-2, 2, allow_subnormal=False)


@st.composite
def specs(draw) -> NetworkSpec:
    """Widths from 1 to 6, one to four layers, any activations, any loss with any output for it."""
    depth = draw(st.integers(1, 4))
    widths = draw(st.lists(st.integers(1, 6), min_size=depth + 1, max_size=depth + 1))
    hidden = draw(st.lists(HIDDEN, min_size=depth - 1, max_size=depth - 1))
    loss = draw(st.sampled_from(sorted(LOSSES)))
    output = draw(st.sampled_from(LOSSES[loss].outputs))
    return NetworkSpec(tuple(widths), (*hidden, output), loss)


@st.composite
def networks(draw):
    """A description, and values for a batch of 1 to 5; the rows of D sum to one."""
    spec = draw(specs())
    batch = draw(st.integers(1, 5))
    values = {}
    for given in build(spec).inputs:
        shape = tuple(batch if dim == "n" else dim for dim in given.shape)
        values[given.name] = draw(arrays(np.float64, shape, elements=MODERATE))
    weights = np.abs(values["D"]) + 0.1
    return spec, values | {"D": weights / weights.sum(axis=1, keepdims=True)}


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


def apply_any(children):
    """Every operation of the table, applied to drawn arguments that it takes."""
    return st.one_of(
        *(
            st.tuples(*[children] * len(op.source.takes))
            .map(lambda args, op=op: Apply(op.name, args))
            .filter(fits)
            for op in OPS.values()
        )
    )


EXPRESSIONS = st.recursive(LEAVES, apply_any, max_leaves=6)
