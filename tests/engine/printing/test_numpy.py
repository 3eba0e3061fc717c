"""Exported scripts: they run alone and give the same numbers."""

import subprocess
import sys

import pytest
from numpy.testing import assert_array_equal

from engine.network.build import mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.printing.numpy import equation_line
from engine.printing.numpy import script as engine_script
from engine.running.trace import run


def test_a_script_reproduces_every_number(trace):
    scope = {}
    exec(engine_script(trace), scope)
    for name, value in trace.values.items():
        assert_array_equal(scope[name], value, err_msg=name)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_a_script_of_every_kind_of_network_reproduces_every_number(hidden, loss):
    program = mlp((2, 2, 3), hidden, loss)
    values = {
        "X": [[0.1, 1 / 3], [2 / 7, -1]],
        "D": [[0.2, 0.3, 0.5], [1, 0, 0]],
        "W1": [[0.7, -1.1], [1 / 9, 0.3]],
        "B1": [[0, 1e-17]],
        "W2": [[1, 2, -0.1], [0.3, -2, 1 / 7]],
        "B2": [[0, -0.0, 1e300 * 1e-300]],
        "lr": 0.1,
    }
    trace = run(program, values)
    scope = {}
    exec(engine_script(trace), scope)
    for name, value in trace.values.items():
        assert_array_equal(scope[name], value, err_msg=name)


def test_a_script_runs_in_a_python_of_its_own(batch):
    script = engine_script(batch) + "print(repr(float(L)), gradW2.tolist())"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.strip() == f"{float(batch['L'])!r} {batch['gradW2'].tolist()}"


def test_a_script_needs_numpy_and_nothing_else(batch):
    imports = [line for line in engine_script(batch).splitlines() if "import" in line]
    assert imports == ["import numpy as np"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Y2lin", "Y2lin = Y1 @ W2 + B2"),
        ("Y2", "Y2 = np.maximum(Y2lin, 0)"),
        ("gradW2", "gradW2 = Y1.T @ gradY2lin / n"),
        ("gradB2", "gradB2 = gradY2lin.sum(axis=0, keepdims=True) / n"),
        ("gradY1", "gradY1 = gradY2lin @ W2.T"),
        ("W2_new", "W2_new = W2 - lr * gradW2"),
    ],
)
def test_an_equation_is_one_line(network, name, line):
    assert equation_line(network.by_name[name]) == line
