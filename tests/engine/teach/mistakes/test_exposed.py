"""The gradient check is the instrument: it exposes every mistake in the backward pass, at its step.

Of the representative programs no mistake is invisible to it. Why none has to be listed:
a broken is offered only where it changes a number by more than the check lets pass, and a mistake
is made only in steps that are gradients, or that a gradient is computed from.
"""

from functools import cache

import numpy as np
import pytest

from engine.check.gradcheck.compare import check_gradients
from engine.core.program import Phase
from engine.network.build import build
from engine.network.columns import columns
from engine.network.conventions import HANDOUT
from engine.network.losses import LOSSES
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.trace import run
from engine.teach.lessons.lesson import load
from engine.teach.mistakes import additions, dropouts
from engine.teach.mistakes.broken import noticeable_mistakes
from tests.support.drawing import values_of
from tests.support.kinds import NAMED, trace_of_kind

NETWORKS = {
    **{hidden: {"hidden": hidden} for hidden in ("relu", "leaky_relu", "tanh", "gelu", "silu")},
    "softmax inside": {"hidden": "softmax"},
    **{loss: {"loss": loss, "hidden": "elu"} for loss in LOSSES},
}
LAYERS = {
    "dropout": (("linear", 4), ("tanh", 0), ("dropout", 0), ("linear", 2), ("softmax", 0)),
    "residual": (
        *(("linear", 4), ("tanh", 0), ("dropout", 0), ("linear", 4), ("tanh", 0)),
        *(("residual", 2), ("residual", 6), ("linear", 2)),
    ),
    "layer norm": (("linear_without_bias", 4), ("layer_norm", 0), ("tanh", 0), ("linear", 2)),
}
FORWARD_ONLY = {"skip_forgotten", "branch_forgotten"}
NORMED = ("half penalty", "loss mean")
SCENES = [
    ("first-principles", "network"),
    ("mnist", "network"),
    ("mnist", "output"),
    ("mnist", "row"),
    ("mnist", "code"),
    ("index-notation", "net"),
]


@cache
def case(kind, name):
    """A trace with its conventions."""
    if kind == "scene":
        scene = load(name[0]).scenes[name[1]]
        return scene.trace(), scene.conventions
    if kind == "normed":
        chosen = NAMED[name]
        return trace_of_kind(**chosen), chosen.get("conventions", HANDOUT)
    if kind == "columns":
        program = columns((2, 3, 3, 2), "tanh", name)
        return run(program, column_values(program)), HANDOUT
    if kind == "layers":
        spec = NetworkSpec(4, LAYERS[name], loss="l2")
    else:
        spec = mlp_spec((3, 4, 4, 2), **NETWORKS[name])
    values = values_of(spec, 3, "probabilities", np.random.default_rng(11))
    return run(build(spec), values), spec.conventions


def column_values(program):
    rng = np.random.default_rng(5)
    shapes = {i.name: [4 if d == "n" else d for d in i.shape] for i in program.inputs}
    values = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    picked = np.eye(2)[:, [0, 1, 1, 0]]
    return values | {"y": picked, "lr": 0.1}


CASES = [
    *(("network", name) for name in NETWORKS),
    *(("layers", name) for name in LAYERS),
    *(("normed", name) for name in NORMED),
    *(("columns", name) for name in ("cross_entropy", "l2")),
    *(("scene", name) for name in SCENES),
]


def first_after(program, step):
    """The step if it is a gradient, else the first gradient that is computed from it."""
    reached = {step}
    for equation in program.equations:
        if equation.name == step or reached & set(equation.reads):
            reached.add(equation.name)
            if equation.of and equation.phase is Phase.BACKWARD:
                return equation.name
    raise AssertionError(f"{step} leads to no gradient")


@pytest.mark.long
@pytest.mark.parametrize(("kind", "name"), CASES, ids=str)
def test_the_broken_step_is_found_and_those_before_it_stay_right(kind, name):
    trace, conventions = case(kind, name)
    found = noticeable_mistakes(trace, (Phase.BACKWARD,))
    assert found
    given = {i.name: trace[i.name] for i in trace.program.inputs}
    for broken in found:
        program = broken.program
        wanted = first_after(program, broken.equation_name)
        names = [e.name for e in program.gradients]
        until = names[: names.index(wanted) + 1]
        checks = check_gradients(run(program, given), conventions, only=until)
        wrong = [c.name for c in checks if not c.passed]
        assert wrong == [wanted], (broken.mistake, broken.equation_name)


def test_mistakes_with_dropout_and_additions_are_among_them():
    found = {
        broken.mistake
        for name in LAYERS
        for broken in noticeable_mistakes(case("layers", name)[0], (Phase.BACKWARD,))
    }
    assert found >= {m.key for m in (*dropouts.MISTAKES, *additions.MISTAKES)} - FORWARD_ONLY
