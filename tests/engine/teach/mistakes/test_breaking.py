"""Programs with one mistake: well-formed, and different from the right one in one step."""

import numpy as np
import pytest

from engine.core.errors import SettingError
from engine.core.program import Input, Phase, Program, Role
from engine.network.build import mlp
from engine.running.trace import run
from engine.teach.lessons.program import read_program
from engine.teach.mistakes import broken, offered, slips, variants
from tests.engine.teach.mistakes.making import network
from tests.support.kinds import NAMED, trace_of_kind

KINDS = ["sigmoid", "inference"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_differs_in_its_step_and_in_what_follows(kind):
    trace = trace_of_kind(**NAMED[kind])
    given = {i.name: trace[i.name] for i in trace.program.inputs}
    for variant in offered(trace):
        wrong = run(variant.program, given)
        step, program = variant.equation_name, variant.program
        assert not np.allclose(wrong[step], trace[step], rtol=1e-5, atol=0)
        assert program.by_name[step].idea == trace.program.by_name[step].idea
        for name in set(trace.program.names) - after(program, step):
            np.testing.assert_array_equal(wrong[name], trace[name])


def after(program, step):
    """A step, and all that is computed from it."""
    found = {step}
    for equation in program.equations:
        if found & set(equation.reads):
            found.add(equation.name)
    return found


def test_a_mask_where_all_is_positive_is_not_offered():
    """Y1lin is [1, 2], so the mask is 1 everywhere, and ReLU changes nothing."""
    program = mlp((1, 2, 1), loss="l2")
    given = {"X": [[1]], "W1": [[1, 2]], "B1": [[0, 0]], "W2": [[1], [1]], "B2": [[0]]}
    found = offered(run(program, given | {"D": [[1]], "lr": 0.5}))
    kinds = {(v.mistake, v.equation_name) for v in found}
    assert ("slope_forgotten", "gradY1lin") in {
        (v.mistake, v.equation_name) for v in variants(program)
    }
    assert ("slope_forgotten", "gradY1lin") not in kinds
    assert ("bias_forgotten", "Y1lin") not in kinds
    assert ("average_forgotten", "gradW1") not in kinds
    assert ("target_minus_output", "gradY2") in kinds


def test_rounding_is_no_change():
    """Behind a normalisation the gradient of the bias is 0 but for rounding."""
    found = offered(network(norm="before"))
    assert not [v for v in found if v.equation_name == "gradB1" and "average" in v.mistake]


def test_phases_are_chosen():
    found = offered(network(), (Phase.UPDATE,))
    assert {v.equation_name[-4:] for v in found} == {"_new"}


def test_new_weights_are_computed_before_they_are_read():
    program = broken(mlp((2, 3, 2)), ("new_weights", "gradY1")).program
    names = [e.name for e in program.equations]
    assert names.index("gradW2") < names.index("W2_new") < names.index("gradY1")
    assert sorted(names) == sorted(e.name for e in mlp((2, 3, 2)).equations)


def test_weights_cannot_be_updated_before_their_gradient_is_known():
    """W is used twice, so its gradient needs dY, and dY cannot wait for the new W."""
    program = read_program(
        """
        X : input (n, 2)
        D : target (n, 2)
        W : parameter (2, 2)
        lr : rate
        [forward]
        Y = X @ W                        # linear.forward
        Z = Y @ W                        # linear.forward
        [backward]
        dZ = Z - D                       # l2.gradient, of Z
        dY = dZ @ W.T                    # linear.input, of Y
        dW = Y.T @ dZ + X.T @ dY         # linear.weights, of W
        [update]
        W_new = W - lr * dW              # sgd.update, of W
        """
    )
    assert "new_weights" in {slip.mistake for slip in slips(program)["dY"]}
    assert "new_weights" not in {v.mistake for v in variants(program)}
    assert all(v.program for v in variants(program))


def test_a_seed_gives_one_mistake_and_the_same_again():
    trace = network()
    chosen = [broken(trace.program, seed, trace).slip for seed in range(30)]
    assert chosen == [broken(trace.program, seed, trace).slip for seed in range(30)]
    assert len({slip.mistake for slip in chosen}) > 8
    assert set(chosen) <= {v.slip for v in offered(trace)}


def test_what_is_not_there_is_refused_with_what_is():
    with pytest.raises(
        SettingError, match="gradY1 is not a mistake that can be made; there are those new"
    ):
        broken(mlp((2, 3, 2)), ("mean_constant", "gradY1"))
    with pytest.raises(SettingError, match="there are mistakes in the steps Y1lin, Y1"):
        broken(mlp((2, 3, 2)), ("mean_constant", "gradY9"))
    nothing = Program((Input("X", ("n", 2), Role.INPUT),), ())
    with pytest.raises(SettingError, match="no known mistake"):
        broken(nothing, 1)
