import numpy as np

from engine.core.expr import Name
from engine.core.program import Equation, Phase
from engine.network.build import layer_forward
from engine.network.nice.compute import compute
from engine.network.spec import placed
from tests.support.kinds import spec_of, trace_of_kind


def test_the_layers_are_computed_as_in_the_whole_program():
    trace, spec = trace_of_kind(hidden="tanh"), spec_of(hidden="tanh")
    for layer in placed(spec):
        if layer.kind != "linear":
            values = compute(layer_forward(spec, layer), trace.values, trace.dims["n"])
            assert layer.place.out.name in values
            for name, value in values.items():
                np.testing.assert_allclose(value, trace[name], atol=1e-9)


def test_rounding_takes_away_what_is_left_of_a_fraction():
    """0.3² is 0.09, and (0.1 + 0.2)² in floats is not."""
    a, value = Name("A"), 0.1 + 0.2
    equation = Equation("R", a * a, Phase.FORWARD, "test")
    assert value * value != 0.09
    assert compute((equation,), {"A": np.array([[value]])}, 1)["R"] == 0.09
