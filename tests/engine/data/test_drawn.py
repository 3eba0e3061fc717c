"""Points in the plane: where they lie follows from the shapes that are drawn."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.core.errors import DataError
from engine.data.sets import DATA_SETS, data_set

FLAT = [name for name in DATA_SETS if name not in ("digits", "mnist", "toy")]


def of_class(data, number):
    return data.x[data.d[:, number] == 1]


@pytest.mark.parametrize(("name", "right"), [("and", [0, 0, 0, 1]), ("xor", [0, 1, 1, 0])])
def test_gates_have_their_truth_table(name, right):
    data = data_set(name)
    assert_array_equal(data.x, [[0, 0], [0, 1], [1, 0], [1, 1]])
    assert_array_equal(data.d.argmax(axis=1), right)


def test_circles_have_the_radii_1_and_a_half():
    data = data_set("circles", noise=0)
    for number, radius in ((0, 1), (1, 0.5)):
        assert_allclose(np.hypot(*of_class(data, number).T), radius)


def test_moons_are_half_circles_around_two_centres():
    """In the units before scaling: radius 1 around (0, 0), and around (1, 0.5)."""
    data = data_set("moons", noise=0)
    upper, lower = (1.5 * of_class(data, k) + [0.5, 0.25] for k in (0, 1))
    assert_allclose(np.hypot(*upper.T), 1)
    assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1)
    assert upper[:, 1].min() > -1e-12
    assert lower[:, 1].max() < 0.5 + 1e-12


def test_one_spiral_is_the_other_one_turned_by_half_a_turn():
    data = data_set("spirals", noise=0)
    assert_allclose(of_class(data, 0), -of_class(data, 1), atol=1e-12)
    radius = np.hypot(*of_class(data, 0).T)
    assert_allclose(radius, np.linspace(0, 1, 100))


def test_clouds_lie_around_their_centres():
    """The mean of 5000 points is off by 0.25 / sqrt(5000) = 0.0035 in one of three cases."""
    data = data_set("gaussians", 10_000)
    for number, centre in ((0, 0.5), (1, -0.5)):
        points = of_class(data, number)
        assert_allclose(points.mean(axis=0), centre, atol=0.02)
        assert_allclose(points.std(axis=0), 0.25, atol=0.02)


def test_points_are_above_or_below_a_function():
    data = data_set("sides", formula="sin(3*x)", count=300)
    assert data.classes == ("below", "above")
    assert_array_equal(data.d[:, 1] == 1, data.x[:, 1] > np.sin(3 * data.x[:, 0]))


def test_a_curve_is_the_function_and_its_noise():
    still, noisy = (data_set("curve", 2000, noise, "x^2 - 1/2") for noise in (0, 0.1))
    assert_allclose(still.d[:, 0], still.x[:, 0] ** 2 - 0.5)
    assert (noisy.d - still.d).std() == pytest.approx(0.1, rel=0.1)
    assert still.classes == ()


@pytest.mark.parametrize("name", FLAT)
def test_the_same_seed_gives_the_same_and_another_one_another(name):
    one, same, other = (data_set(name, 40, 0.1, seed=seed) for seed in (1, 1, 2))
    assert_array_equal(one.x, same.x)
    assert_array_equal(one.d, same.d)
    assert (one.x != other.x).any() or (one.d != other.d).any()


@pytest.mark.parametrize("name", FLAT)
@pytest.mark.parametrize("count", [2, 3, 7])
def test_every_count_is_drawn(name, count):
    data = data_set(name, count)
    assert len(data) == len(data.x) == len(data.d) == count
    assert np.isfinite(data.x).all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "swirl"}, "data: is swirl, but needs to be one of toy, and, xor"),
        ({"name": "moons", "count": 1}, "count: is 1, but needs to be from 2 to 10,000"),
        ({"name": "moons", "noise": -1}, "noise: is -1"),
        ({"name": "moons", "noise": float("nan")}, "noise: is nan"),
        ({"name": "curve", "formula": "sin(3*y)"}, "formula: reads y; it may read x alone"),
        ({"name": "curve", "formula": "sin("}, "formula: column"),
        ({"name": "curve", "formula": "log(x)"}, "formula: is not a finite number at x = -1"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(asked, said):
    with pytest.raises(DataError) as refused:
        data_set(**asked)
    assert str(refused.value).startswith(said)
