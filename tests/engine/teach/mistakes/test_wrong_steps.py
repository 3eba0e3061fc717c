"""Every wrong of a program: well-formed, told apart, and told in the order of the table."""

import pytest

from engine.core.infer import shape_of
from engine.core.program import Phase
from engine.network.build import build, mlp
from engine.network.columns import columns
from engine.network.spec import NetworkSpec
from engine.teach.lessons.lesson import load
from engine.teach.mistakes.table import MISTAKES
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.support.kinds import NAMED, trace_of_kind

PROGRAMS = {name: trace_of_kind(**kind).program for name, kind in NAMED.items()}
PROGRAMS["columns"] = columns((3, 4, 4, 2), "tanh")
RESIDUAL = (("linear", 3), ("dropout", 0), ("linear", 3), ("residual", 1), ("linear", 2))
PROGRAMS["dropout and addition"] = build(NetworkSpec(3, RESIDUAL, loss="l2"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_slips_are_told_apart_and_know_their_shape(name):
    program = PROGRAMS[name]
    for step, found in wrong_steps(program).items():
        equation = program.by_name[step]
        assert len({wrong.expr for wrong in found} | {equation.expr}) == len(found) + 1
        order = [list(MISTAKES).index(wrong.mistake) for wrong in found]
        assert order == sorted(order)
        for wrong in found:
            assert (wrong.step, wrong.about[0]) == (step, step)
            assert wrong.fits == (shape_of(wrong.expr, program.shapes) == program.shapes[step])
            assert set(wrong.about) <= set(program.names)
            assert equation.phase in MISTAKES[wrong.mistake].phases


def test_together_the_networks_have_every_mistake():
    programs = [*PROGRAMS.values(), mlp((3, 3, 3, 3), "gelu", "l2")]
    found = {s.mistake for p in programs for known in wrong_steps(p).values() for s in known}
    trace = {
        s.mistake for known in wrong_steps(mlp((3, 3, 3)), (("n", 3),)).values() for s in known
    }
    assert found | trace == set(MISTAKES)


def test_a_step_that_leads_to_no_gradient_has_none():
    """`error` of the lesson is shown beside the gradient, and nothing reads it."""
    program = load("mnist").scenes["output"].program
    assert program.by_name["error"].phase is Phase.BACKWARD
    assert wrong_steps(program)["error"] == ()
    assert wrong_steps(program)["J"]


def test_they_are_looked_for_once():
    program = PROGRAMS["columns"]
    assert wrong_steps(program) is wrong_steps(program)
