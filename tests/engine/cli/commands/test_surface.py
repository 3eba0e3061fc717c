"""`python -m engine surface`."""

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.cli.main import main

LINE = ["surface", "curve", "--hidden=", "--epochs", "3", "--side", "6"]
"""A straight line through the points: two parameters, so that the plane is all there is."""


def test_the_surface_of_a_straight_line_is_a_paraboloid_with_the_path_on_it(capsys):
    """Third differences of a quadratic are 0, and two directions show a path in two dimensions."""
    assert main([*LINE, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    losses = np.array(data["losses"])
    for axis in (0, 1):
        assert_allclose(np.diff(losses, 3, axis=axis), 0, atol=1e-12)
        assert np.diff(losses, 2, axis=axis).min() > 0
    assert sum(data["shares"]) == pytest.approx(1)
    assert [one["epoch"] for one in data["path"]] == [0, 1, 2, 3]
    assert (data["path"][-1]["x"], data["path"][-1]["y"]) == (0, 0)


def test_it_is_written_for_reading(capsys):
    assert main(LINE) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("100% of the path is in this plane")
    assert [line.partition(":")[0] for line in lines] == [f"epoch {k}" for k in range(4)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--side", "1"], "side: is 1, but needs to be from 2 to 201"),
        (["--epochs", "99999999"], "epochs: the path has 200,000,000 numbers; allowed 50,000,000"),
        (["--lr", "1e200"], "training: leaves the finite range in iteration"),
    ],
)
def test_what_cannot_be_is_refused(capsys, more, said):
    assert main([*LINE, *more]) == 2
    assert said in capsys.readouterr().err
