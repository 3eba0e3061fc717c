"""What the scripts of all libraries share."""

import numpy as np
from numpy.testing import assert_array_equal

from engine.network.build import mlp
from engine.printing.jax import script as jax_script
from engine.printing.numpy import script as engine_script
from engine.printing.torch import script as torch_script
from engine.running.trace import run
from tests.engine.printing import stand_in

GONE = {"X": [[np.inf]], "D": [[-np.inf]], "W1": [[np.nan]], "B1": [[1]], "lr": 0.5}


def scripts(trace):
    yield engine_script(trace)
    yield torch_script(trace)
    yield torch_script(trace, by="autograd")
    yield jax_script(trace)


def test_numbers_that_are_not_finite_are_numbers_in_a_script_too(monkeypatch):
    stand_in.installed(monkeypatch)
    trace = run(mlp((1, 1), loss="l2"), GONE)
    for script in scripts(trace):
        scope = {}
        with np.errstate(all="ignore"):
            exec(script, scope)
        for name in ("X", "D", "W1", "Y1", "W1_new"):
            value = scope[name]
            found = value.detach().numpy() if hasattr(value, "detach") else value
            assert_array_equal(found, trace[name], err_msg=name)


def test_a_script_of_finite_numbers_needs_no_names_for_others(batch):
    assert not any("import inf, nan" in script for script in scripts(batch))
