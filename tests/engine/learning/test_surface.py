"""The surface of a loss, directions in the space of weights, and a path seen in a plane of it."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.core.errors import DataError
from engine.data.data_set import DataSet
from engine.data.sets import data_set
from engine.learning.directions import along, principal, random_direction
from engine.learning.plan import Plan, first_values
from engine.learning.surface import Landscape, Plane, extent
from engine.learning.weights import Weights
from engine.network.conventions import MEAN
from engine.network.spec import NetworkSpec, mlp_spec

MOONS = data_set("moons", 40)


def landscape(spec, data, **settings):
    values = first_values(Plan(spec, settings=tuple(settings.items())), data)
    found = Landscape(spec, values, data)
    return found, found.weights.flat(values)


# -- All parameters as one vector

TWO = Weights({"W1": (2, 3), "B1": (1, 3)})


def test_parameters_are_laid_end_to_end_and_cut_again():
    values = {"W1": np.arange(6.0).reshape(2, 3), "B1": np.array([[7.0, 8.0, 9.0]])}
    flat = TWO.flat(values)
    assert flat.tolist() == [0, 1, 2, 3, 4, 5, 7, 8, 9]
    for name, part in TWO.parts(flat).items():
        assert np.array_equal(part, values[name])


def test_an_entry_has_its_place_in_the_vector():
    """Row 1, column 2 of a 2x3 matrix is its last one, 5; behind its six numbers `B1` begins."""
    assert (TWO.position("W1", 1, 2), TWO.position("B1", 0, 1)) == (5, 7)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("W2", 0, 0), "W2: is no parameter; there are W1, B1"),
        (("W1", 2, 0), r"W1: has no entry \[3, 1\]: it is 2x3"),
        (("B1", 0, -1), r"B1: has no entry \[1, 0\]: it is 1x3"),
    ],
)
def test_an_entry_that_there_is_not_is_refused(asked, said):
    with pytest.raises(DataError, match=said):
        TWO.position(*asked)


# -- The surface


def test_the_loss_of_a_linear_regression_is_a_paraboloid():
    """`L = mean (w x + b − d)²`, which is

    `w² mean x² + 2 w b mean x + b² − 2 w mean xd − 2 b mean d + mean d²`.

    With x = 1, 2, 3 and d = 1, 0, 2: mean x² = 14/3, mean x = 2, mean xd = 7/3, mean d = 1,
    mean d² = 5/3.
    """
    data = DataSet(np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [0.0], [2.0]]))
    spec = mlp_spec((1, 1), "tanh", "mse", conventions=MEAN)
    found, _ = landscape(spec, data)
    plane = Plane(np.zeros(2), along(found.weights, "W1", 0, 0), along(found.weights, "B1", 0, 0))
    w = np.linspace(-3, 2, 9)
    for b in (-1.0, 0.0, 2.5):
        expected = 14 / 3 * w**2 + 4 * w * b + b**2 - 14 / 3 * w - 2 * b + 5 / 3
        assert_allclose(found.row(plane, w, b), expected, rtol=1e-12)


def test_where_the_weights_are_it_is_the_loss_that_training_begins_with():
    """Against PyTorch: batch statistics, no dropout, the penalty ½ λ Σ‖W‖²; away from it too."""
    torch = pytest.importorskip("torch")
    layers = (("linear", 5), ("batch_norm", 0), ("tanh", 0), ("dropout", 0), ("linear", 2))
    spec = NetworkSpec(2, layers, penalty="half", conventions=MEAN)
    found, centre = landscape(spec, MOONS, p1=0.5, eps1=1e-5, lam=0.01)
    direction = random_direction(spec, found.weights, centre, np.random.default_rng(1))
    x, d = torch.tensor(MOONS.x), torch.tensor(MOONS.d)
    for step in (0.0, 0.7):
        point = centre + step * direction
        t = {name: torch.tensor(part) for name, part in found.weights.parts(point).items()}
        z = torch.nn.functional.batch_norm(
            x @ t["W1"] + t["B1"],
            None,
            None,
            t["gamma1"][0],
            t["beta1"][0],
            training=True,
            eps=1e-5,
        )
        loss = torch.nn.functional.cross_entropy(torch.tanh(z) @ t["W2"] + t["B2"], d)
        loss += 0.005 * ((t["W1"] ** 2).sum() + (t["W2"] ** 2).sum())
        assert found.loss(point) == pytest.approx(loss.item(), rel=1e-6)


def test_a_loss_beyond_the_finite_range_is_infinite_and_no_warning():
    spec = mlp_spec((2, 3, 2), "relu", "mse", conventions=MEAN)
    found, centre = landscape(spec, MOONS)
    assert not np.isfinite(found.loss(1e200 * (centre + 1)))


# -- Directions


def test_a_random_direction_has_the_norm_of_the_weights_into_each_unit():
    """Biases do not move; the weights into a unit whose weights are 0 do not either."""
    spec = mlp_spec((3, 4, 2), "relu", conventions=MEAN)
    data = DataSet(np.ones((2, 3)), np.eye(2))
    found, centre = landscape(spec, data)
    own = found.weights.parts(centre)
    own["W1"][:, 2] = 0
    own["B1"][:] = 3
    direction = random_direction(spec, found.weights, centre, np.random.default_rng(0))
    parts = found.weights.parts(direction)
    for name in ("W1", "W2"):
        for column, weights in zip(parts[name].T, own[name].T, strict=True):
            assert np.sum(column**2) == pytest.approx(np.sum(weights**2))
    assert not parts["B1"].any()
    assert not parts["B2"].any()
    assert np.abs(parts["W1"] - own["W1"]).max() > 0.1


def test_a_straight_path_has_one_principal_direction():
    """From the origin along (3, 4): its unit vector is (0.6, 0.8), and all variance is there."""
    path = np.outer([0, 1, 2, 5], [3.0, 4.0])
    found = principal(path)
    assert_allclose(found.first, [0.6, 0.8])
    assert_allclose(np.abs(found.second), [0.8, 0.6])
    assert_allclose(found.shares, (1, 0), atol=1e-15)


def test_the_shares_of_a_cross():
    """Of ±2 along one axis and ±1 along another: the variances are 4 + 4 of 10, and 1 + 1."""
    path = np.array([[-2.0, 0, 0], [2, 0, 0], [0, -1, 0], [0, 1, 0]])
    found = principal(path)
    assert_allclose(found.shares, (0.8, 0.2))
    assert_allclose(np.abs([found.first, found.second]), [[1, 0, 0], [0, 1, 0]], atol=1e-12)


def test_the_first_principal_direction_points_from_the_beginning_to_the_end():
    path = np.outer([0.0, 1, 4], [-1.0, 0.5, 2])
    for way, sign in ((path, 1), (path[::-1], -1)):
        assert principal(way).first @ [-1, 0.5, 2] * sign > 0


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_weights_that_explode_have_principal_directions(scale):
    found = principal(scale * np.outer([0, 1, 2, 5], [3.0, 4.0]))
    assert_allclose(found.first, [0.6, 0.8])


def test_a_path_that_stands_still_has_no_share():
    assert principal(np.ones((3, 4))).shares == (0, 0)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1)])
def test_a_path_of_one_point_has_no_directions(shape):
    with pytest.raises(DataError, match="it needs two points and two parameters"):
        principal(np.ones(shape))


# -- A path seen in a plane


def test_a_point_of_the_plane_is_projected_onto_itself():
    """The directions are neither perpendicular nor of length 1."""
    plane = Plane(np.array([1.0, 2, 3, 4]), np.array([2.0, 0, 0, 1]), np.array([1.0, 1, 0, 0]))
    places = np.array([[0.0, 0], [1, 2], [-3, 0.5]])
    points = np.array([plane.point(*place) for place in places])
    assert_allclose(plane.project(points), places, atol=1e-12)


def test_what_is_perpendicular_to_the_plane_is_not_seen():
    plane = Plane(np.zeros(3), np.array([2.0, 0, 0]), np.array([0.0, 1, 0]))
    assert_allclose(plane.project(np.array([[4.0, 3, 9]])), [[2, 3]])


def test_a_direction_that_is_0_has_no_places():
    plane = Plane(np.zeros(2), np.array([2.0, 0]), np.zeros(2))
    assert_allclose(plane.project(np.array([[4.0, 3]])), [[2, 0]])


def test_an_axis_takes_in_all_places_with_a_fifth_more_at_each_end():
    assert extent(np.array([1.0, 6.0]), 0) == (0, 7)


def test_an_axis_is_at_least_so_wide():
    assert extent(np.array([3.0]), 2) == (2, 4)
