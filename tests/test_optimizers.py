from numpy.testing import assert_allclose

from engine import Phase, Role, run
from engine.naming import Layer
from engine.optimizers import sgd
from tests import toy
from tests.calculate import calculate


def test_sgd_steps_against_the_gradient():
    """W = W - lr gradW; section 3.7: 4 - 0.1 · -53044 = 5308.4."""
    weights, bias = sgd(Layer(1))
    new = calculate(weights.expr, W1=[[4, 2]], gradW1=[[-53044, 13368]], lr=0.1)
    assert_allclose(new, [[5308.4, -1334.8]], rtol=1e-15)
    assert calculate(bias.expr, B1=[[1]], gradB1=[[4]], lr=0.25) == 0
    assert (weights.name, weights.of, weights.phase) == ("W1_new", "W1", Phase.UPDATE)
    assert (bias.name, bias.of, bias.phase) == ("B1_new", "B1", Phase.UPDATE)


def test_every_parameter_is_updated_once(network):
    updates = [e.of for e in network.equations if e.phase is Phase.UPDATE]
    assert updates == list(network.with_role(Role.PARAMETER))


def test_a_rate_of_zero_changes_nothing(network):
    still = run(network, toy.BATCH | {"lr": 0})
    for name in toy.PARAMETERS:
        assert (still[f"{name}_new"] == still[name]).all()


def test_a_small_step_lowers_the_loss_by_the_square_of_the_gradient(network):
    """L(W - lr g) = L - lr g·∇L, where g is the mean over the batch and ∇L = 3g the sum."""
    values = toy.BATCH | {"D": [[0, 1], [0, 1], [0, 1]], "lr": 1e-10}
    trace = run(network, values)
    moved = {name: trace[f"{name}_new"] for name in toy.PARAMETERS}
    lowered = trace["L"] - run(network, values | moved)["L"]
    square = sum((trace[f"grad{name}"] ** 2).sum() for name in toy.PARAMETERS)
    assert_allclose(lowered, 1e-10 * 3 * square, rtol=1e-3)
