"""What every operation of the table keeps to, and what each of them computes."""

import inspect
import itertools
import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine import Name, ShapeError, evaluate
from engine.compiler import function
from engine.explain import entry
from engine.ops import OPS
from engine.ops.op import declare
from engine.printing.latex import latex
from engine.printing.mathml import mathml
from engine.render import boxes, source
from tests.calculate import calculate

NAMES = ("A", "B", "C")
TRIED = [(), (3, 2), (2, 4), (1, 2), (3, 1), (1, 1)]


def arity(op):
    return len(op.source.takes)


def accepted(op):
    """Those of the tried shapes that the operation takes."""
    for shapes in itertools.product(TRIED, repeat=arity(op)):
        try:
            op.shape(*shapes)
        except ShapeError:
            continue
        yield shapes


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
every_use = pytest.mark.parametrize(
    ("op", "shapes"),
    [
        pytest.param(op, shapes, id=f"{op.name}{list(shapes)}")
        for op in OPS.values()
        for shapes in accepted(op)
    ],
)
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
            one = evaluate(entry(expression(op), names, i, j), values)
            assert_allclose(one, whole, rtol=1e-12, atol=1e-15, err_msg=f"entry {i}, {j}")


@every_use
def test_the_entry_rule_reads_names_of_indices_as_it_reads_numbers(op, shapes):
    names = dict(zip(NAMES, shapes, strict=False))
    values = values_for(shapes, positive=True)
    general = entry(expression(op), names, "i", "j")
    last = [d - 1 for d in op.shape(*shapes) or (1, 1)]
    bound = dict(zip("ij", last, strict=True))
    assert evaluate(general, values, bound) == evaluate(entry(expression(op), names, *last), values)


@every_op
def test_latex_is_balanced(op):
    text = latex(boxes(expression(op)))
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")
    assert sorted(re.findall(r"\b[ABC]\b", text)) == list(NAMES[: arity(op)])


@every_op
def test_mathml_is_well_formed_and_its_names_are_found_again(op):
    tree = ElementTree.fromstring(f"<math>{mathml(boxes(expression(op)))}</math>")
    found = [node.get("data-name") for node in tree.iter() if node.get("data-name")]
    assert sorted(found) == list(NAMES[: arity(op)])


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
        declare(OPS["matmul"])


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


PLAIN = {
    "add": entrywise(lambda a, b: a + b),
    "sub": entrywise(lambda a, b: a - b),
    "neg": entrywise(lambda a: -a),
    "hadamard": entrywise(lambda a, b: a * b),
    "div": entrywise(lambda a, b: a / b),
    "quotient": entrywise(lambda a, b: a / b),
    "square": entrywise(lambda a: a * a),
    "exp": entrywise(math.exp),
    "log": entrywise(math.log),
    "xlogy": entrywise(lambda a, b: a * math.log(b)),
    "sigmoid": entrywise(lambda a: 1 / (1 + math.exp(-a))),
    "tanh": entrywise(math.tanh),
    "relu": entrywise(lambda a: a if a > 0 else 0),
    "positive": entrywise(lambda a: 1 if a > 0 else 0),
    "transpose": lambda a: [[a[i][j] for i in range(3)] for j in range(3)],
    "matmul": lambda a, b: [
        [sum(a[i][k] * b[k][j] for k in range(3)) for j in range(3)] for i in range(3)
    ],
    "sum_all": lambda a: sum(map(sum, a)),
    "sum_rows": lambda a: [[sum(row[j] for row in a) for j in range(3)]],
    "sum_cols": lambda a: [[sum(row)] for row in a],
    "softmax": lambda a: [softmax_of(row) for row in a],
    "log_softmax": lambda a: [list(map(math.log, softmax_of(row))) for row in a],
}
ONLY_POSITIVE = {"log", "xlogy"}


@pytest.mark.parametrize("name", PLAIN)
def test_an_operation_computes_what_plain_python_does(name):
    op = OPS[name]
    values = values_for([(3, 3)] * arity(op), positive=name in ONLY_POSITIVE)
    expected = PLAIN[name](*(value.tolist() for value in values.values()))
    assert_allclose(calculate(expression(op), **values), expected, rtol=1e-14)


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
