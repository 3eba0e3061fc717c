"""What the scripts of all libraries share."""

import numpy as np
from numpy.testing import assert_array_equal

import engine
from tests.printing import stand_in

GONE = {"X": [[np.inf]], "D": [[-np.inf]], "W1": [[np.nan]], "B1": [[1]], "lr": 0.5}


def scripts(trace):
    yield engine.script(trace)
    yield engine.torch_script(trace)
    yield engine.torch_script(trace, by="autograd")
    yield engine.jax_script(trace)


def test_numbers_that_are_not_finite_are_numbers_in_a_script_too(monkeypatch):
    stand_in.installed(monkeypatch)
    trace = engine.run(engine.mlp((1, 1), loss="l2"), GONE)
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
