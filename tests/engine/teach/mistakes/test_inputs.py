"""Mistakes in the numbers that go in: what they make of them, and what one explains."""

import numpy as np
import pytest

from app.views.practice.words import Reader
from app.views.submission.values import cause_data
from engine.network.build import build
from engine.network.columns import columns
from engine.network.conventions import HANDOUT
from engine.network.spec import mlp_spec
from engine.running.trace import run
from engine.teach.diagnose.comparison import compare, first_wrong
from engine.teach.mistakes.inputs import _in_order
from engine.teach.mistakes.words import sentence_of
from engine.teach.mistakes.wrong_inputs import wrong_inputs
from tests.engine.teach.mistakes.making import network
from tests.support.drawing import values_of

SPEC = mlp_spec((3, 4, 3), "tanh", "softmax_cross_entropy", None, HANDOUT)
T = run(build(SPEC), values_of(SPEC, 4, "classes", np.random.default_rng(7)))


def made(trace, mistake, name):
    return [
        w.values[name] for w in wrong_inputs(trace) if w.mistake == mistake and name in w.values
    ]


def wrong_with(trace, **changed):
    """What is wrong in all that is computed from other inputs: the steps, and what is named."""
    other = run(trace.program, {**trace.inputs, **changed})
    found = compare(trace, {e.name: other[e.name] for e in trace.program.equations})
    steps = [one.diagnosis.name for one in found if one.verdict == "wrong"]
    return steps, first_wrong(found).diagnosis.causes[0]


@pytest.mark.parametrize("decimals", range(5))
def test_rounded_weights_explain_everything_after_them(decimals):
    names = ("W1", "B1", "W2", "B2")
    steps, cause = wrong_with(T, **{n: np.round(T[n], decimals) for n in names})
    assert (steps, cause.mistake) == (["Y1lin"], "weights_rounded")
    assert f"rounded to {decimals} decimals" in sentence_of(cause)


def test_whole_weights_cannot_be_rounded():
    whole = run(T.program, {n: np.round(v) for n, v in T.inputs.items()})
    assert made(whole, "weights_rounded", "W1") == []


def test_a_class_too_far_or_too_few():
    up, down = made(T, "labels_off_by_one", "D")
    classes = T["D"].argmax(axis=1)
    assert up.argmax(axis=1).tolist() == ((classes + 1) % 3).tolist()
    assert down.argmax(axis=1).tolist() == ((classes - 1) % 3).tolist()
    steps, cause = wrong_with(T, D=up)
    assert (steps, cause.mistake, cause.step) == (["L"], "labels_off_by_one", "L")


def test_yes_and_no_counted_from_one():
    trace = network((3, 4, 1), loss="binary_cross_entropy")
    trace = run(trace.program, {**trace.inputs, "D": [[0], [1], [1], [0]]})
    more, less = made(trace, "labels_off_by_one", "D")
    assert (more.ravel().tolist(), less.ravel().tolist()) == ([1, 2, 2, 1], [-1, 0, 0, -1])


def test_numbers_are_no_labels():
    assert made(network(), "labels_off_by_one", "D") == []


def test_every_order_of_four_samples():
    orders = made(network(), "samples_shuffled", "D")
    assert len(orders) == 4 * 3 * 2 - 1
    steps, cause = wrong_with(T, X=T["X"][[3, 1, 0, 2]])
    assert (steps, cause.mistake, cause.about) == (
        ["Y1lin"],
        "samples_shuffled",
        ("Y1lin", "X", "D"),
    )


def test_samples_in_columns():
    program = columns((3, 4, 2), "tanh")
    rng = np.random.default_rng(0)
    shapes = {i.name: [5 if d == "n" else d for d in i.shape] for i in program.inputs}
    trace = run(program, {name: rng.normal(size=shape) for name, shape in shapes.items()})
    (target,) = (i.name for i in program.inputs if i.role == "target")
    shifted = [np.roll(trace[target], -by, axis=1) for by in (1, 2, 3, 4)]
    found = made(trace, "samples_shuffled", target)
    assert all(any(np.array_equal(one, other) for other in found) for one in shifted)


def test_the_line_of_code_has_the_input_as_it_was_made():
    _, cause = wrong_with(T, D=np.roll(T["D"], 1, axis=1))
    data = cause_data(T, cause, Reader("en"))

    def plain(line):
        return "".join(part if isinstance(part, str) else part["name"] for part in line)

    assert (
        plain(data["wrong"]["numpy"]) == "L = -np.sum(np.roll(D, 1, axis=1) * log_softmax(Y2lin))"
    )
    assert "torch.roll(D, 1, dim=1)" in plain(data["wrong"]["torch"])
    assert plain(data["right"]["numpy"]) == "L = -np.sum(D * log_softmax(Y2lin))"


@pytest.mark.parametrize("make", [lambda x: np.roll(x, 1, 0), lambda x: np.roll(x, -1, 0)])
def test_a_shift_of_many_samples_is_one_call_that_makes_it(make):
    trace = run(build(SPEC), values_of(SPEC, 64, "classes", np.random.default_rng(7)))
    _, cause = wrong_with(trace, X=make(trace["X"]))
    line = "".join(
        part if isinstance(part, str) else part["name"]
        for part in cause_data(trace, cause, Reader("en"))["wrong"]["numpy"]
    )
    code = line[line.index("np.roll") : line.index(")", line.index("np.roll")) + 1]
    np.testing.assert_array_equal(eval(code, {"np": np, "X": trace["X"]}), make(trace["X"]))


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize(
    "order", [(4, 0, 1, 2, 3), (1, 2, 3, 4, 0), (4, 3, 2, 1, 0), (2, 0, 1, 4, 3)]
)
def test_an_order_is_written_as_numpy_makes_it(order, axis):
    x = np.arange(25).reshape(5, 5)
    found = eval(_in_order(order, axis).format("x"), {"np": np, "x": x})
    np.testing.assert_array_equal(found, np.take(x, order, axis))
