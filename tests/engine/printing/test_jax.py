"""Scripts for JAX, run with NumPy in its place."""

import pytest
from numpy.testing import assert_array_equal

from engine.printing.jax import script
from tests.engine.printing import stand_in
from tests.support.kinds import NAMED, trace_of_kind


@pytest.mark.parametrize("kind", NAMED)
def test_a_script_reproduces_every_number(kind, monkeypatch):
    stand_in.installed(monkeypatch)
    trace = trace_of_kind(**NAMED[kind])
    scope = {}
    exec(script(trace), scope)
    for name, value in trace.values.items():
        assert_array_equal(scope[name], value, err_msg=name)


def test_a_script_asks_for_float64_before_the_first_array(batch):
    lines = script(batch).splitlines()
    assert lines[:2] == ["import jax", "import jax.numpy as jnp"]
    first = next(k for k, line in enumerate(lines) if "jnp.array" in line)
    assert 'jax.config.update("jax_enable_x64", True)' in lines[:first]


def test_nothing_in_a_script_is_numpys(batch):
    assert "np." not in script(batch).replace("jnp.", "")
