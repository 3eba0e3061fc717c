"""What every operation of the table keeps to, and what each of them computes."""

import inspect
import itertools
import math
import re
from contextlib import suppress
from functools import cache, wraps
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.differentiate import vjp
from engine.core.errors import ShapeError
from engine.core.expr import Name, names
from engine.core.ops import OPS
from engine.core.ops.declare import declare
from engine.core.ops.shapes import elementwise, with_number
from engine.core.render import boxes, source
from engine.entries.entry import entry, value_of
from engine.printing.latex import latex
from engine.printing.mathml import mathml
from engine.running.compiler import function
from tests.support.calculate import calculate

NAMES = ("A", "B", "C")
TRIED = [(), (3, 2), (2, 4), (1, 2), (3, 1), (1, 1)]


def arity(op):
    return len(op.source.takes)


@cache
def accepted(op):
    """Those of the tried shapes that the operation takes."""
    taken = []
    for shapes in itertools.product(TRIED, repeat=arity(op)):
        with suppress(ShapeError):
            op.shape(*shapes)
            taken.append(shapes)
    return taken


def values_for(shapes, *, positive):
    rng = np.random.default_rng(len(shapes))
    low = 0.25 if positive else -2
    return {
        name: np.asarray(rng.uniform(low, 2, shape))
        for name, shape in zip(NAMES, shapes, strict=False)
    }


def expression(op):
    return op(*map(Name, NAMES[: arity(op)]))


every_op = pytest.mark.parametrize("op", OPS.values(), ids=OPS)


def every_use(test, uses=accepted):
    """Try a test with all that an operation takes: one test for each operation, not for each use.

    There are 400 uses, and to tell of a small test takes longer than to run it.
    """

    @every_op
    @wraps(test)
    def tried(op, **others):
        assert uses(op), f"{op.name} takes none of the shapes that are tried"
        for shapes in uses(op):
            try:
                test(op, shapes, **others)
            except Exception as error:
                error.add_note(f"{op.name}{list(shapes)}")
                raise

    given = inspect.signature(test)
    kept = [part for name, part in given.parameters.items() if name != "shapes"]
    tried.__signature__ = given.replace(parameters=kept)
    return tried


any_sign = pytest.mark.parametrize("positive", [True, False], ids=["positive", "any sign"])


@every_op
def test_some_shapes_are_taken_and_matrices_among_them(op):
    assert any(any(shapes) for shapes in accepted(op))


@every_op
def test_every_way_of_writing_takes_all_arguments(op):
    assert len(op.source.takes) == len(op.written.takes)


@every_use
def test_the_shape_rule_gives_the_shape_of_the_result(op, shapes):
    result = function(op)(*values_for(shapes, positive=True).values())
    assert np.shape(result) == op.shape(*shapes)


@every_use
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_result_has_the_precision_of_the_matrices(op, shapes, kind):
    """Numbers are Python's here, a count too; they leave the type of a matrix as it is."""
    values = values_for(shapes, positive=True).values()
    result = function(op)(*(v.astype(kind) if v.ndim else v.item() for v in values))
    assert not any(shapes) or isinstance(result, int) or result.dtype == kind


@every_use
def test_the_shape_rule_knows_named_dimensions(op, shapes):
    """With `n` for 3, the result has `n` where it had 3."""
    named = [tuple("n" if d == 3 else d for d in shape) for shape in shapes]
    assert op.shape(*named) == tuple("n" if d == 3 else d for d in op.shape(*shapes))


@every_use
@any_sign
def test_the_source_computes_the_function(op, shapes, positive):
    values = values_for(shapes, positive=positive)
    helper = {op.helper.__name__: op.helper} if op.helper else {}
    with np.errstate(all="ignore"):
        written = eval(source(expression(op)), {"np": np} | helper | values)
        np.testing.assert_array_equal(written, function(op)(*values.values()))
        np.testing.assert_array_equal(calculate(expression(op), **values), written)
    assert not positive or np.isfinite(written).all()


@every_use
@any_sign
def test_the_entry_rule_gives_every_entry_of_the_result(op, shapes, positive):
    values = values_for(shapes, positive=positive)
    names = dict(zip(NAMES, shapes, strict=False))
    with np.errstate(all="ignore"):
        result = np.asarray(function(op)(*values.values()), dtype=float)
        for i, j in np.ndindex(result.shape or (1, 1)):
            whole = result[i, j] if result.shape else result
            one = value_of(entry(expression(op), names, i, j), values)
            assert_allclose(one, whole, rtol=1e-12, atol=1e-15, err_msg=f"entry {i}, {j}")


@every_use
def test_the_entry_rule_reads_names_of_indices_as_it_reads_numbers(op, shapes):
    names = dict(zip(NAMES, shapes, strict=False))
    values = values_for(shapes, positive=True)
    general = entry(expression(op), names, "i", "j")
    last = [d - 1 for d in op.shape(*shapes) or (1, 1)]
    bound = dict(zip("ij", last, strict=True))
    assert value_of(general, values, bound) == value_of(entry(expression(op), names, *last), values)


SHAPE_ONLY = {"ones_like", "ones_column", "eye_like", "count"}
"""Of their argument these take the shape alone: no entry reads it, and it is not written."""


def written_names(op):
    return [] if op.name in SHAPE_ONLY else list(NAMES[: arity(op)])


@every_use
def test_the_vector_jacobian_product_is_the_slope_of_what_is_weighted_by_it(op, shapes):
    """`d/dA Σ G ⊙ f(A, B)` by central differences, for every entry of every argument."""
    shape_of = dict(zip(NAMES, shapes, strict=False))
    values = values_for(shapes, positive=True)
    result = function(op)(*values.values())
    g = np.asarray(np.random.default_rng(9).uniform(-1, 1, np.shape(result)))
    ours = vjp(expression(op), Name("G"), shape_of | {"G": g.shape})
    for k, (name, value) in enumerate(values.items()):
        if op.shape is with_number and k == 1:
            assert name not in ours, "nothing flows back to a constant"
            continue
        slopes = central_differences(op, values, name, g)
        calculated = calculate(ours[name], **values, G=g) if name in ours else np.zeros(value.shape)
        assert_allclose(calculated, slopes, rtol=1e-7, atol=1e-7, err_msg=name)


def central_differences(op, values, name, g, h=1e-6):
    """`(s(v + h) - s(v - h)) / 2h` for `s = Σ G ⊙ f`, entry by entry of one argument."""
    slopes = np.empty(values[name].shape)
    for index in np.ndindex(slopes.shape):
        sums = []
        for step in (h, -h):
            moved = values[name].copy()
            moved[index] += step
            sums.append(np.sum(g * function(op)(*(values | {name: moved}).values())))
        slopes[index] = (sums[0] - sums[1]) / (2 * h)
    return slopes


@every_use
def test_an_operation_is_linear_where_its_row_implies_it(op, shapes):
    """f(2a + a', b) = 2 f(a, b) + f(a', b)."""
    values = list(values_for(shapes, positive=True).values())
    for k in op.linear_in:
        other = np.random.default_rng(5).uniform(-1, 1, shapes[k])

        def at(value, k=k):
            return function(op)(*values[:k], value, *values[k + 1 :])

        combined = at(2 * values[k] + other)
        assert_allclose(combined, 2 * at(values[k]) + at(other), rtol=1e-12, atol=1e-14)


def test_an_entry_of_an_inverse_comes_from_all_entries_and_one_of_exp_from_its_own():
    entrywise = {name: OPS[name].is_entrywise for name in ("exp", "scale", "inv", "matmul", "diag")}
    assert entrywise == {"exp": True, "scale": True, "inv": False, "matmul": False, "diag": False}


def test_what_acts_on_every_term_of_a_sum_is_linear():
    """-Σx, Σx / b, Σx / n and c Σx, but neither Σx + b nor b / Σx."""
    linear = {name: OPS[name].linear_in for name in ("neg", "div", "over", "scale", "add", "exp")}
    assert linear == {"neg": (0,), "div": (0,), "over": (0,), "scale": (0, 1), "add": (), "exp": ()}


@every_op
def test_a_name_is_written_where_an_entry_reads_it(op):
    shapes = next(shapes for shapes in accepted(op) if any(shapes))
    read = names(entry(expression(op), dict(zip(NAMES, shapes, strict=False)), 0, 0))
    assert sorted(read) == written_names(op)


@every_op
def test_latex_is_balanced(op):
    text = latex(boxes(expression(op)))
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")
    assert sorted(re.findall(r"\b[ABC]\b", text)) == written_names(op)


@every_op
def test_mathml_is_well_formed_and_its_names_are_found_again(op):
    tree = ElementTree.fromstring(f"<math>{mathml(boxes(expression(op)))}</math>")
    found = [node.get("data-name") for node in tree.iter() if node.get("data-name")]
    assert sorted(found) == written_names(op)


@pytest.mark.parametrize("op", [op for op in OPS.values() if op.helper], ids=lambda op: op.name)
def test_the_source_of_a_helper_stands_alone(op):
    """All it needs is `np`, in a Python that reads annotations at once."""
    scope = {"np": np}
    exec(inspect.getsource(op.helper), scope)
    shapes = next(shapes for shapes in accepted(op) if any(shapes))
    values = values_for(shapes, positive=True)
    np.testing.assert_array_equal(
        scope[op.helper.__name__](*values.values()), op.helper(*values.values())
    )


@every_op
def test_an_operation_is_found_by_its_name(op):
    assert OPS[op.name] is op
    assert expression(op).op == op.name


def test_no_operation_is_declared_twice():
    with pytest.raises(ValueError, match="matmul is declared twice"):
        declare("matmul", "{}", OPS["matmul"].written, OPS["matmul"].vjp)


@every_op
def test_the_result_is_made_of_numbers_that_calculate_on(op):
    """`f(A) + f(A)` is twice `f(A)`, and `-f(A)` is its negative."""
    shapes = next(shapes for shapes in accepted(op) if any(shapes))
    values = values_for(shapes, positive=True)
    once = calculate(expression(op), **values)
    np.testing.assert_array_equal(calculate(expression(op) + expression(op), **values), 2 * once)
    np.testing.assert_array_equal(calculate(-expression(op), **values), -once)


def softmax_of(row):
    total = sum(map(math.exp, row))
    return [math.exp(x) / total for x in row]


def entrywise(f):
    return lambda *ms: [[f(*xs) for xs in zip(*rs, strict=True)] for rs in zip(*ms, strict=True)]


def bend(z):
    """Hendrycks and Gimpel, 2016: `√(2/π) (z + 0.044715 z³)`."""
    return math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)


H = 1e-5
PLAIN = {
    op.name: entrywise(getattr(math, op.typed))
    for op in OPS.values()
    if op.shape is elementwise and hasattr(math, op.typed or " ")
}
PLAIN |= {
    "add": entrywise(lambda a, b: a + b),
    "sub": entrywise(lambda a, b: a - b),
    "neg": entrywise(lambda a: -a),
    "hadamard": entrywise(lambda a, b: a * b),
    "div": entrywise(lambda a, b: a / b),
    "quotient": entrywise(lambda a, b: a / b),
    "square": entrywise(lambda a: a * a),
    "xlogy": entrywise(lambda a, b: a * math.log(b)),
    "sigmoid": entrywise(lambda a: 1 / (1 + math.exp(-a))),
    "relu": entrywise(lambda a: a if a > 0 else 0),
    "softplus": entrywise(lambda a: math.log(1 + math.exp(a))),
    "normal_cdf": entrywise(lambda a: (1 + math.erf(a / math.sqrt(2))) / 2),
    "normal_pdf": entrywise(lambda a: math.exp(-a * a / 2) / math.sqrt(2 * math.pi)),
    "normal_cdf_tanh": entrywise(lambda a: (1 + math.tanh(bend(a))) / 2),
    "normal_pdf_tanh": entrywise(
        lambda a: (math.tanh(bend(a + H)) - math.tanh(bend(a - H))) / 4 / H
    ),
    "positive": entrywise(lambda a: 1 if a > 0 else 0),
    "transpose": lambda a: [[a[i][j] for i in range(3)] for j in range(3)],
    "matmul": lambda a, b: [
        [sum(a[i][k] * b[k][j] for k in range(3)) for j in range(3)] for i in range(3)
    ],
    "diagonal": lambda a: [[a[i][i]] for i in range(3)],
    "sum_all": lambda a: sum(map(sum, a)),
    "sum_rows": lambda a: [[sum(row[j] for row in a) for j in range(3)]],
    "sum_cols": lambda a: [[sum(row)] for row in a],
    "softmax": lambda a: [softmax_of(row) for row in a],
    "log_softmax": lambda a: [list(map(math.log, softmax_of(row))) for row in a],
}
BY_DIFFERENCES = {"normal_pdf_tanh": 1e-9}


def plain_result(op):
    """Numbers of any sign, or where plain Python has no logarithm or root of those, positive."""
    for positive in (False, True):
        values = values_for([(3, 3)] * arity(op), positive=positive)
        with suppress(ValueError):
            return values, PLAIN[op.name](*(value.tolist() for value in values.values()))
    raise AssertionError(f"{op.name} has no values here")


@pytest.mark.parametrize("name", PLAIN)
def test_an_operation_computes_what_plain_python_does(name):
    op = OPS[name]
    values, expected = plain_result(op)
    rtol = BY_DIFFERENCES.get(name, 1e-14)
    assert_allclose(calculate(expression(op), **values), expected, rtol=rtol)


def test_a_column_becomes_a_diagonal():
    spread = calculate(OPS["diag"](Name("A")), A=[[2], [-3], [5]])
    assert spread.tolist() == [[2, 0, 0], [0, -3, 0], [0, 0, 5]]


WITH_A_NUMBER = {
    "power": lambda a, c: a**c,
    "step": lambda a, c: c if a == 0 else float(a > 0),
    "leaky_relu": lambda a, c: a if a > 0 else c * a,
    "leaky_slope": lambda a, c: 1 if a > 0 else c,
    "elu": lambda a, c: a if a > 0 else c * (math.exp(a) - 1),
    "elu_slope": lambda a, c: 1 if a > 0 else c * math.exp(a),
}


@pytest.mark.parametrize("name", WITH_A_NUMBER)
def test_an_operation_with_a_number_computes_what_plain_python_does(name):
    a = [0.25, 1.5, 0.0, 2.0] if name == "power" else [-1.5, -0.25, 0.0, 2.0]
    ours = calculate(OPS[name](Name("A"), Name("C")), A=[a], C=0.75)
    assert_allclose(ours, [[WITH_A_NUMBER[name](x, 0.75) for x in a]], rtol=1e-14)


@pytest.mark.parametrize("name", ["scale", "over"])
def test_a_matrix_and_a_number(name):
    two, matrix = np.array(2.0), np.array([[1.0, 3.0]])
    if name == "scale":
        assert calculate(OPS[name](Name("A"), Name("B")), A=two, B=matrix).tolist() == [[2, 6]]
    else:
        assert calculate(OPS[name](Name("B"), Name("A")), A=two, B=matrix).tolist() == [[0.5, 1.5]]


def test_a_row_counts_for_every_row():
    a, b = [[1, 2], [3, 4], [5, 6]], [[10, 20]]
    assert calculate(Name("A") + Name("B"), A=a, B=b).tolist() == [[11, 22], [13, 24], [15, 26]]


@pytest.mark.parametrize("name", ["relu", "positive"])
def test_relu_and_its_derivative_are_zero_at_zero(name):
    """Section 2.1.2: R(z) = 0 and R'(z) = 0 for z <= 0."""
    assert calculate(OPS[name](Name("A")), A=[[-1, 0]]).tolist() == [[0, 0]]


OF_ANY_SIZE = ["tanh", "relu", "softplus", "softmax", "log_softmax", "normal_cdf", "normal_pdf"]
OF_ANY_SIZE += [
    "normal_cdf_tanh",
    "normal_pdf_tanh",
    "leaky_relu",
    "leaky_slope",
    "elu",
    "elu_slope",
]


@pytest.mark.parametrize("name", OF_ANY_SIZE)
def test_what_activations_are_made_of_takes_large_entries_without_a_warning(name):
    """Also outside of `run`, as in an exported script; warnings are errors here."""
    op, z = OPS[name], np.array([[1e4, -1e4, 2e4, -2e4, 0]])
    assert np.isfinite(function(op)(*(z, 1.0)[: arity(op)])).all()


def test_sigmoid_overflows_to_the_right_limit():
    """1 / (1 + e^1e4) is 1 / inf, which is 0 as it should be; `run` keeps NumPy from saying so."""
    with pytest.warns(RuntimeWarning, match="overflow"):
        assert function(OPS["sigmoid"])(np.array([[1e4, -1e4]])).tolist() == [[1, 0]]
