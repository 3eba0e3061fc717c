"""A step as a mistake looks at it."""

from engine.core.expr import Name
from engine.core.program import Role
from engine.network.build import mlp
from engine.teach.mistakes.mistake import ProgramStep

PROGRAM = mlp((2, 3, 2))


def step(name):
    return ProgramStep(PROGRAM.by_name[name], PROGRAM, PROGRAM.shapes)


def test_what_a_step_is():
    assert step("gradW1").of == "W1"
    assert step("gradW1").is_of_parameter()
    assert step("W1_new").is_of_parameter()
    assert not step("gradY1").is_of_parameter()
    assert step("Y1").of == ""
    assert step("gradY2lin").reads(Role.TARGET) == ("D",)
    assert step("gradY1").reads(Role.TARGET) == ()


def test_shapes_that_do_not_fit_are_none():
    assert step("Y1").shape(Name("X") @ Name("W1")) == ("n", 3)
    assert step("Y1").shape(Name("W1") @ Name("X")) is None
