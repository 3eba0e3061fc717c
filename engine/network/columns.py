"""Build networks of column vectors, one sample a column, by transposing those of row vectors.

`z1 = W1 @ x + B1`, `a1 = f(z1)`, ..., `o = f(zk)`, a loss `l`, and the gradients `do dz2 dW2 dB2
da1 ... dx`. Source of the names: backpropagation from first principles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.core.expr import Expr, Name
from engine.core.ops import log_softmax, sum_cols, sum_rows
from engine.core.program import Equation, Input, Phase, Program
from engine.core.rewrite import Rule, first_match, replace_names, rewrite
from engine.network.build import build
from engine.network.conventions import HANDOUT, Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.options import one_of
from engine.network.spec import mlp_spec

A, B = map(Name, "AB")
TRANSPOSE_RULES = (
    Rule(A @ B, B @ A),
    Rule(sum_rows(A), sum_cols(A)),
    Rule(sum_cols(A), sum_rows(A)),
    Rule(log_softmax(A), log_softmax(A.T).T),
)
"""For an operation of `A` and `B`, its transpose in terms of their transposes, also called so.

Operations that work entry by entry need no rule.
"""


def columns(
    widths: Sequence[int],
    hidden: str = "relu",
    loss: str = "cross_entropy",
    conventions: Conventions = HANDOUT,
) -> Program:
    """Build the program of a multilayer perceptron of column vectors, forward to update.

    `widths` goes from the inputs to the outputs; the output activation is the usual one for the
    loss. A batch stands as columns side by side, `x (d, n)`; weights are `(m, d)`, biases `(m, 1)`.
    Raises `SettingError` for what is not a choice.

    >>> [equation.name for equation in columns((2, 2)).equations]
    ['z1', 'o', 'l', 'do', 'dz1', 'dW1', 'dB1', 'dx', 'W1_new', 'B1_new']
    """
    one_of(hidden, ACTIVATIONS, "activation")
    return to_columns(build(mlp_spec(widths, hidden, loss, conventions=conventions)))


def to_columns(program: Program) -> Program:
    """Transpose every value of a program of row vectors, and name it as for column vectors."""
    output = program.in_phase(Phase.FORWARD)[-1].name
    renamed = {name: _column_name(name, output) for name in program.names}
    inputs = (Input(renamed[i.name], i.shape[::-1], i.role) for i in program.inputs)
    return Program(tuple(inputs), tuple(_column_equation(e, renamed) for e in program.equations))


def _column_name(name: str, output: str) -> str:
    """Name a value: `Y1lin` is `z1`, `Y1` is `a1`, the output `o`, and `gradY1` is `da1`."""
    if name.startswith("grad"):
        return "d" + _column_name(name.removeprefix("grad"), output)
    fixed = {"X": "x", "D": "y", "L": "l", output: "o"}
    return fixed.get(name) or re.sub(r"^Y(\d+)$", r"a\1", re.sub(r"^Y(\d+)lin$", r"z\1", name))


def _column_equation(equation: Equation, renamed: dict[str, str]) -> Equation:
    family, _, rest = equation.idea.partition(".")
    activation = ACTIVATIONS.get(family)
    names = {name: Name(renamed[name]) for name in equation.reads}
    if activation and activation.along_rows:
        # Softmax takes a row at a time: turn columns into rows, apply it, and turn the rows back.
        expr = replace_names(equation.expr, {n: value.T for n, value in names.items()}).T
    else:
        expr = rewrite(replace_names(equation.expr, names), _transpose_node)
    if family == "linear":
        # Its sentences differ for columns: `weights_summed` is `weights_column_summed`.
        rest = re.sub(r"^[a-z]+", r"\g<0>_column", rest)
    of = equation.of and renamed[equation.of]
    return replace(equation, name=renamed[equation.name], expr=expr, idea=f"{family}.{rest}", of=of)


def _transpose_node(node: Expr) -> Expr:
    return first_match(TRANSPOSE_RULES, node, {}) or node
