"""Programs with one mistake: well-formed, and different from the right one in one step."""

import numpy as np
import pytest

from engine.core.program import Phase
from engine.network.build import mlp
from engine.running.trace import run
from engine.teach.lessons.program import read_program
from engine.teach.mistakes.broken import broken_programs, noticeable_mistakes
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import network, program_with
from tests.support.kinds import NAMED, trace_of_kind

KINDS = ["sigmoid", "inference"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_program_differs_in_its_step_and_in_what_follows(kind):
    trace = trace_of_kind(**NAMED[kind])
    for broken in noticeable_mistakes(trace):
        wrong = run(broken.program, trace.inputs)
        step, program = broken.equation_name, broken.program
        assert not np.allclose(wrong[step], trace[step], rtol=1e-5, atol=0)
        assert program.by_name[step].idea == trace.program.by_name[step].idea
        for name in set(trace.program.names) - {
            step,
            *(e.name for e in program.computed_from(step)),
        }:
            np.testing.assert_array_equal(wrong[name], trace[name])


def test_a_mask_where_all_is_positive_is_not_noticeable():
    """Y1lin is [1, 2], so the mask is 1 everywhere, and ReLU changes nothing."""
    program = mlp((1, 2, 1), loss="l2")
    given = {"X": [[1]], "W1": [[1, 2]], "B1": [[0, 0]], "W2": [[1], [1]], "B2": [[0]]}
    found = noticeable_mistakes(run(program, given | {"D": [[1]], "lr": 0.5}))
    kinds = {(v.mistake, v.equation_name) for v in found}
    assert ("slope_forgotten", "gradY1lin") in {
        (v.mistake, v.equation_name) for v in broken_programs(program)
    }
    assert ("slope_forgotten", "gradY1lin") not in kinds
    assert ("bias_forgotten", "Y1lin") not in kinds
    assert ("average_forgotten", "gradW1") not in kinds
    assert ("target_minus_output", "gradY2") in kinds


def test_rounding_is_no_change():
    """Behind a normalisation the gradient of the bias is 0 but for rounding."""
    found = noticeable_mistakes(network(norm="before"))
    assert not [v for v in found if v.equation_name == "gradB1" and "average" in v.mistake]


def test_phases_are_chosen():
    found = noticeable_mistakes(network(), (Phase.UPDATE,))
    assert {v.equation_name[-4:] for v in found} == {"_new"}


def test_new_weights_are_computed_before_they_are_read():
    program = program_with(mlp((2, 3, 2)), "new_weights", "gradY1")
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
    assert "new_weights" in {wrong.mistake for wrong in wrong_steps(program)["dY"]}
    assert "new_weights" not in {v.mistake for v in broken_programs(program)}
    assert all(v.program for v in broken_programs(program))
