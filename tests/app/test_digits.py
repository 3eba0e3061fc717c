"""The digits that come with the app, and training on them."""

import pytest

from app.digits import HELD_BACK, TrainingSetting, course, digits


def test_the_digits():
    images, classes = digits()
    assert images.shape == (1797, 64)
    assert (images.min(), images.max()) == (0, 1)
    assert (classes.sum(axis=1) == 1).all()
    assert classes.shape == (1797, 10)
    assert len(images) / 2 > HELD_BACK


def test_a_run_learns_and_is_done_once():
    setting = TrainingSetting(hidden=16, epochs=6, batch=64, lr=0.64, seed=0)
    found = course(setting)
    assert len(found.loss) == len(found.trained) == len(found.held_back) == 6
    assert found.loss[-1] < found.loss[0] / 2
    assert found.held_back[-1] > 0.6
    assert course(TrainingSetting(16, 6, 64, 0.64, 0)) is found


@pytest.mark.parametrize("rate", [0.001])
def test_a_small_rate_hardly_learns(rate):
    found = course(TrainingSetting(hidden=16, epochs=2, batch=64, lr=rate, seed=0))
    assert found.loss[-1] > 2
