"""Every gradient of drawn networks, with all that there is to choose, against differences."""

from hypothesis import HealthCheck, assume, given, settings

from engine.check.gradcheck.compare import check_gradients
from engine.network.build import build
from engine.running.trace import run
from tests.support.drawing import trainings


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(trainings(training=True))
def test_every_gradient_of_a_drawn_network_is_the_slope_of_its_loss(drawn):
    spec, values = drawn
    # Over n - 1 the variance of a single sample is 0/0: it counts as 0, and has no slope.
    assume(len(values["X"]) > 1 or spec.conventions.norm_var == "biased")
    checks = check_gradients(run(build(spec), values), spec.conventions)
    assert checks
    wrong = [(one.name, one.errors.max()) for one in checks if not one.passed]
    assert wrong == []
