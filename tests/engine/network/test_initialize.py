import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.errors import SettingError
from engine.core.program import Role
from engine.network.build import build
from engine.network.initialize import INITIALIZATIONS, NAMES, initialize, weights
from engine.network.nice.search import nice
from engine.network.spec import NetworkSpec

# d and m far apart, so that fan-in cannot be taken for fan-out.
SHAPE = (400, 250)
TORCH = {"uniform_": lambda w: torch.nn.init.uniform_(w, -1, 1)}


def theirs(name):
    """PyTorch's function of a name, if it has one; He is Kaiming He."""
    known = f"{name}_".replace("he_", "kaiming_")
    return TORCH.get(known) or getattr(torch.nn.init, known, None)


@pytest.mark.parametrize("name", INITIALIZATIONS)
def test_a_distribution_is_as_wide_as_pytorchs(name):
    """100,000 numbers each: their deviation is within 0.5 % or so, their quartiles with it."""
    if not theirs(name):
        pytest.skip("PyTorch does not have it")
    torch.manual_seed(1)
    # PyTorch keeps a weight matrix as (outputs, inputs).
    expected = theirs(name)(torch.empty(SHAPE[::-1])).numpy()
    ours = weights(name, np.random.default_rng(1), SHAPE)
    assert ours.shape == SHAPE
    shares = [0.25, 0.75, 0.95, 0.999]
    assert_allclose(np.quantile(ours, shares), np.quantile(expected, shares), rtol=0.03)
    assert_allclose(ours.std(), expected.std(), rtol=0.01)
    assert abs(ours.mean()) <= 0.02 * ours.std()


def test_pytorchs_functions_are_found_by_name():
    assert sum(theirs(name) is not None for name in INITIALIZATIONS) >= 7


def test_scale_multiplies():
    drawn = [weights("he_normal", np.random.default_rng(3), (4, 5), s) for s in (1, 2.5)]
    assert_allclose(drawn[1], 2.5 * drawn[0], rtol=1e-14)


SPEC = NetworkSpec(3, (("linear", 4), ("batch_norm", 0), ("relu", 0), ("linear", 2)), loss="l2")


def test_every_parameter_is_given_in_its_shape():
    found = initialize(SPEC, "xavier_uniform", seed=5)
    program = build(SPEC)
    assert {name: array.shape for name, array in found.items()} == {
        name: program.shapes[name] for name in program.with_role(Role.PARAMETER)
    }
    assert found["W1"].any()
    assert found["W2"].any()
    assert not any(found[name].any() for name in ("B1", "B2", "beta1"))
    assert (found["gamma1"] == 1).all()


def test_a_seed_gives_the_same_numbers_again():
    first, again, other = (initialize(SPEC, "normal", seed)["W1"] for seed in (5, 5, 6))
    assert (first == again).all()
    assert (first != other).all()


def test_zeros_are_zeros():
    assert not initialize(SPEC, "zeros")["W1"].any()


def test_what_is_not_an_initialization_is_refused():
    with pytest.raises(SettingError, match=r"'lecun' .* xavier_normal"):
        initialize(SPEC, "lecun")


def test_nice_parameters_are_those_of_nice_numbers():
    found = initialize(SPEC, "nice", seed=5)
    assert set(found) == set(build(SPEC).with_role(Role.PARAMETER))
    whole = nice(SPEC, seed=5)
    assert all((found[name] == whole[name]).all() for name in found)
    assert "nice" in NAMES


def test_nice_parameters_stay_whole():
    with pytest.raises(SettingError, match=r"scale is 0\.5; nice numbers stay whole"):
        initialize(SPEC, "nice", scale=0.5)


def test_a_single_matrix_is_not_nice_by_itself():
    with pytest.raises(SettingError, match="'nice' is not a choice of initialization"):
        weights("nice", np.random.default_rng(0), (2, 2))
