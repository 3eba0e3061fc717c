"""Three networks, and what a student brings who has computed all of one."""

from dataclasses import replace

import numpy as np

from engine.core.program import Phase
from engine.network.conventions import HANDOUT, MEAN
from engine.network.scenario.scenario import Scenario
from engine.network.spec import mlp_spec
from tests.support.drawing import values_of

NETWORKS = {
    "plain": mlp_spec((3, 4, 2), "sigmoid", "softmax_cross_entropy", None, MEAN),
    "normalised": mlp_spec((3, 4, 3), "relu", "cross_entropy", None, HANDOUT, "before"),
    "adam": replace(mlp_spec((2, 3, 3, 2), "tanh", "mse", None, MEAN), optimizer="adam"),
}


def scenario(name):
    spec = NETWORKS[name]
    return Scenario(spec, values_of(spec, 5, "probabilities", np.random.default_rng(3)))


def brought(trace):
    """What a student brings: every value that is computed, but the terms of gradients."""
    program = trace.program
    last = set(program.gradient_of.values())
    return {
        e.name: trace[e.name]
        for e in program.equations
        if e.phase is not Phase.BACKWARD or e.name in last
    }
