"""Programs on fractions: the toy problem by hand, and every operation of the table."""

from fractions import Fraction
from time import process_time

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.expr import Name
from engine.core.ops import OPS, normal_pdf, quotient, softmax, sqrt, tanh
from engine.entries.exact.run import NUMPY, exact, products
from engine.network.build import mlp
from engine.running.trace import run
from tests.engine.core.ops.test_ops import NAMES, every_use, expression
from tests.support import toy
from tests.support.calculate import trace_of
from tests.support.kinds import NAMED, trace_of_kind

F = Fraction
UP_TO_SOFTMAX = ("Y1lin", "Y1", "Y2lin", "Y2", "Y3lin")


def result(expr, **values):
    return exact(trace_of(expr, **values))["result"]


@pytest.mark.parametrize("name", UP_TO_SOFTMAX)
def test_every_value_before_softmax_is_exact(trace, name):
    """All of them are whole numbers, below 2^53, so that the floats hold them exactly."""
    assert all(type(value) is Fraction for value in exact(trace)[name].flat)
    np.testing.assert_array_equal(exact(trace)[name].astype(float), trace[name])


def test_nothing_after_softmax_is_known(trace):
    """e^1544 / (e^1544 + e^905) is 1 - 3e-278 and not 1: no fraction."""
    found = exact(trace)
    after = [e.name for e in trace.program.equations if e.name not in UP_TO_SOFTMAX]
    assert after[0] == "Y3"
    assert all(value is None for name in after for value in found[name].flat)


def test_inputs_are_what_was_typed(batch):
    assert exact(batch)["lr"].item() == F(1, 10)
    assert exact(batch)["X"].tolist() == toy.X_BATCH


BY_HAND = {
    # Section 3.6, and -199 and -360 where it misprints: gradY2lin has the rows -1215 -713 -1211,
    # -1605 -955 -1603, -365 -199 -360, and Y1 has the column 31 50 68.
    "L": [4 * (1544 - 905) + 2 * (2614 - 1444) + 5 * (3538 - 1966)],
    "gradB3": [F(-239 - 319 - 68, 3), F(-4 - 2 - 5, 3)],
    "gradB2": [F(-1215 - 1605 - 365, 3), F(-713 - 955 - 199, 3), F(-1211 - 1603 - 360, 3)],
    "gradW2": [
        F(31 * -1215 + 50 * -1605 + 68 * -365, 3),
        F(31 * -713 + 50 * -955 + 68 * -199, 3),
        F(31 * -1211 + 50 * -1603 + 68 * -360, 3),
    ],
    "B3_new": [F(1, 10) * F(626, 3), F(1, 10) * F(11, 3)],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_where_the_softmax_counts_as_1_and_0_all_goes_on_as_by_hand(batch, name):
    found = exact(batch, saturated=True)[name]
    assert np.atleast_2d(found)[0].tolist() == BY_HAND[name]


def test_gradB3_of_the_batch_is_minus_626_thirds(batch):
    assert exact(batch, saturated=True)["gradB3"][0, 0] == F(-626, 3)
    assert exact(batch)["gradB3"][0, 0] is None


def test_a_loss_without_softmax_is_exact_all_the_way():
    """L = ½ Σ (Y - D)²; gradB1 = mean(Y - D): Y = 1/2 + 1/4, 3/2 + 1/4 and D = 1, 0."""
    trace = run(
        mlp((1, 1), loss="l2"),
        {"X": [[1], [3]], "D": [[1], [0]], "W1": [[0.5]], "B1": [[0.25]], "lr": 0.1},
    )
    found = exact(trace)
    assert found["Y1"].tolist() == [[F(3, 4)], [F(7, 4)]]
    assert found["L"].item() == F(1, 2) * (F(1, 16) + F(49, 16)) == F(25, 16)
    assert found["gradY1"].tolist() == [[F(-1, 4)], [F(7, 4)]]
    assert found["gradW1"].tolist() == [[(F(-1, 4) + 3 * F(7, 4)) / 2]] == [[F(5, 2)]]
    assert found["gradB1"].tolist() == [[F(3, 4)]]
    assert found["B1_new"].tolist() == [[F(1, 4) - F(3, 40)]]


def test_thirds_add_up_where_floats_do_not():
    """(1/10 + 2/10) - 3/10 is 0, and 5.6e-17 in floats."""
    a, b, c = Name("A"), Name("B"), Name("C")
    values = {"A": [[0.1]], "B": [[0.2]], "C": [[0.3]]}
    assert trace_of(a + b - c, **values)["result"] != 0
    assert result(a + b - c, **values)[0, 0] == 0


def test_the_softmax_of_equal_entries_is_exact_though_each_exponential_is_not():
    found = result(softmax(Name("A")), A=[[5, 5, 5]])
    assert found.tolist() == [[F(1, 3)] * 3]


def test_one_unknown_entry_leaves_the_others_be():
    """√2 has no side of 1 to stand on in fractions; √4 and √9 have."""
    found = result(quotient(sqrt(Name("A")), Name("B")), A=[[2, 4, 9]], B=[[1, 3, 0]])
    assert found.tolist() == [[None, F(2, 3), None]]
    found = result(OPS["relu"](sqrt(Name("A"))), A=[[2, 4, 9]])
    assert found.tolist() == [[None, 2, 3]]


def test_a_matrix_product_with_an_unknown_entry():
    found = result(tanh(Name("A")) @ Name("B"), A=[[0, 1], [0, 0]], B=[[3, 0], [2, 0]])
    assert found.tolist() == [[None, 0], [0, 0]]


def test_what_has_no_finite_value_in_the_trace_is_none():
    """In floats e^1000 is infinite and 0 e^1000 is NaN, whatever it is in fractions."""
    found = result(OPS["exp"](Name("A")) * Name("B"), A=[[1000, 1]], B=[[0, 0]])
    assert found.tolist() == [[None, 0]]


def test_an_irrational_constant_is_not_taken_for_a_fraction():
    """φ(0) = 1 / √2π, whose float has 16 digits."""
    assert result(normal_pdf(Name("A")), A=[[0]])[0, 0] is None


def simple_values(shapes, kind):
    """Quarters from -2 to 2, or 0, 1 and 2; more on the diagonal of what may be inverted."""
    rng = np.random.default_rng([len(shapes), kind])
    drawn = [rng.integers(-8, 9, s) / 4 if kind else rng.integers(0, 3, s) for s in shapes]
    moved = [v + 3 * np.eye(len(v)) if v.shape == (1, 1) else v for v in map(np.asarray, drawn)]
    return dict(zip(NAMES, moved, strict=False))


@every_use
@pytest.mark.parametrize("kind", [0, 1])
def test_an_operation_on_fractions_is_what_it_is_on_floats_or_unknown(op, shapes, kind):
    trace = trace_of(expression(op), **simple_values(shapes, kind))
    known = exact(trace)["result"]
    assert known.shape == trace["result"].shape
    for value, number in zip(known.flat, trace["result"].flat, strict=True):
        assert value is None or abs(float(value) - number) <= 1e-12 * max(1, abs(number))


RATIONAL = {
    *("add", "sub", "neg", "hadamard", "scale", "over", "div", "quotient", "square", "matmul"),
    *("transpose", "sum_all", "sum_rows", "sum_cols", "relu", "leaky_relu", "positive", "step"),
    *("leaky_slope", "ones_like", "absolute", "sign", "power", "trace", "diag", "diagonal"),
    *("eye_like", "ones_column", "det", "inv"),
}


@every_use
def test_a_rational_operation_stays_exact(op, shapes):
    """Wherever it has a value at all; a power has whole exponents here."""
    values = simple_values(shapes, kind=op.name != "power")
    trace = trace_of(expression(op), **values)
    if op.name in RATIONAL and np.isfinite(trace["result"]).all():
        assert not any(value is None for value in exact(trace)["result"].flat)


SHAPE_ONLY = {"ones_like", "ones_column", "eye_like", "count"}


@every_use
def test_an_operation_of_what_is_unknown_is_unknown(op, shapes):
    """√2 and √3 are unknown; a shape is not, nor are the zeros around a diagonal."""
    if op.name in SHAPE_ONLY:
        return
    values = {name: np.full(shape, 2.0) for name, shape in zip(NAMES, shapes, strict=False)}
    for value in values.values():
        value[(0,) * value.ndim] = 3
    found = result(op(*(sqrt(Name(name)) for name in values)), **values)
    zeros = found.size - len(found) if op.name == "diag" else 0
    assert [value for value in found.flat if value is not None] == [0] * zeros


@pytest.mark.parametrize("kind", NAMED)
def test_every_kind_of_network_agrees_with_its_trace(kind):
    trace = trace_of_kind(**NAMED[kind])
    rounded = {i.name: np.round(trace[i.name], 1) for i in trace.program.inputs}
    rounded |= {name: np.abs(v) for name, v in rounded.items() if name.startswith("running_var")}
    trace = run(trace.program, rounded)
    found = exact(trace, saturated=True)
    assert all(value is not None for name in rounded for value in found[name].flat)
    for name, recorded in trace.values.items():
        for value, number in zip(found[name].flat, recorded.flat, strict=True):
            if value is not None:
                assert_allclose(float(value), number, rtol=1e-9, atol=1e-12, err_msg=name)


def test_a_toy_problem_takes_milliseconds(batch):
    times = []
    for _ in range(5):
        start = process_time()
        exact(batch, saturated=True)
        times.append(process_time() - start)
    assert min(times) < 0.03


def test_products_are_counted_over_the_whole_program(batch):
    """Forward 3·2·3, 3·3·3, 3·3·2, and twice as many on the way back."""
    assert products(batch) == 3 * (18 + 27 + 18)


def test_of_a_large_network_nothing_is_computed():
    program = mlp((40, 40), loss="l2")
    values = {name: np.ones(shape) for name, shape in program.sized({"n": 10}).items()}
    trace = run(program, {i.name: values[i.name] for i in program.inputs})
    found = exact(trace)
    assert products(trace) == 3 * 10 * 40 * 40 > 20_000
    assert {name: array.shape for name, array in found.items()} == {
        name: array.shape for name, array in trace.values.items()
    }
    assert all(value is None for array in found.values() for value in array.flat)


def test_the_result_is_read_only(batch):
    found = exact(batch)
    with pytest.raises(ValueError, match="read-only"):
        found["X"][0, 0] = F(1)
    with pytest.raises(TypeError):
        found["X"] = None


def test_numpy_itself_is_left_as_it_is():
    assert np.heaviside is not NUMPY.heaviside
    assert NUMPY.exp is np.exp
    assert NUMPY.heaviside(np.array([-1, 0, 2]), 5).tolist() == [0, 5, 1]
