"""Wrong versions of an exercise by the hundred: how often the true mistake is named, and how early.

The versions are made by breaking a right program, so that what is counted is the telling apart.
"""

from dataclasses import replace

import numpy as np
import pytest

from engine.core.program import Phase
from engine.network.conventions import HANDOUT, MEAN
from engine.network.scenario.scenario import Scenario
from engine.network.spec import mlp_spec
from engine.running.trace import run
from engine.teach.diagnose.comparison import first_wrong
from engine.teach.mistakes.broken import noticeable_mistakes
from engine.teach.submission.judge import judge
from tests.support.drawing import values_of

PHASES = (Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, Phase.UPDATE)
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


def versions(given):
    """One wrong version for each mistake that can be made and noticed, at its last step."""
    trace = given.trace()
    found = {broken.mistake: broken for broken in noticeable_mistakes(trace, PHASES)}
    inputs = {i.name: trace[i.name] for i in trace.program.inputs}
    for mistake, broken in found.items():
        yield mistake, broken.equation_name, brought(run(broken.program, inputs))


@pytest.mark.long
@pytest.mark.parametrize("name", NETWORKS)
def test_the_true_mistake_is_named_first(name):
    given = scenario(name)
    first, among_three, missed = 0, 0, list[str]()
    total = 0
    for mistake, step, own in versions(given):
        judged = judge(given, own)
        wrong = first_wrong(judged.compared)
        if wrong is None and judged.changes:
            continue  # all of it fits another convention
        total += 1
        named = [cause.mistake for cause in wrong.diagnosis.causes] if wrong else []
        first += named[:1] == [mistake]
        among_three += mistake in named[:3]
        if mistake not in named[:1]:
            missed.append(f"{mistake} in {step}: {named[:3]}")
    print(f"\n{name}: {first} first, {among_three} among three, of {total}")
    print("\n".join(missed))
    assert first >= 0.95 * total
    assert among_three == total
