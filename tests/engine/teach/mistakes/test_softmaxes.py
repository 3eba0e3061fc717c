"""What a softmax gives when it, or its derivative, is taken wrongly."""

import numpy as np

from engine.teach.lessons.lesson import load
from tests.engine.teach.mistakes.making import made, network, same

INSIDE = network(hidden="softmax")
OUTSIDE = network(loss="cross_entropy")


def test_the_diagonal_of_the_jacobian_alone():
    """Row by row, `g (diag(y) - yᵀ y)` without what is beside the diagonal: `g ⊙ (y - y²)`."""
    y, g = INSIDE["Y1"], INSIDE["gradY1"]
    rows = [
        row_g @ np.diag(np.diag(np.diag(r) - np.outer(r, r))) for r, row_g in zip(y, g, strict=True)
    ]
    same(made(INSIDE, "softmax_diagonal", "gradY1lin"), np.array(rows))


def test_the_diagonal_of_a_jacobian_that_is_written_out():
    scene = load("first-principles").scenes["network"].trace()
    diagonal = np.diag(np.diag(scene["Jo"]))
    same(made(scene, "softmax_diagonal", "Jo"), diagonal)


def test_no_jacobian():
    same(made(OUTSIDE, "softmax_forgotten", "gradY3lin"), OUTSIDE["gradY3"])
    scene = load("first-principles").scenes["network"].trace()
    same(made(scene, "softmax_forgotten", "dz2"), scene["do"])
    assert made(INSIDE, "slope_forgotten", "gradY1lin") == []


def test_along_the_wrong_axis():
    (found,) = made(OUTSIDE, "softmax_axis", "Y3")
    np.testing.assert_allclose(found.sum(axis=0), 1)
    np.testing.assert_allclose(
        found, np.exp(OUTSIDE["Y3lin"]) / np.exp(OUTSIDE["Y3lin"]).sum(axis=0)
    )


def test_not_normalised():
    same(made(OUTSIDE, "softmax_not_normalised", "Y3"), np.exp(OUTSIDE["Y3lin"]))


def test_wrongly_normalised():
    """`Z / Σ Z`, and the exponentials over the sum of all samples'."""
    t = network(loss="cross_entropy", hidden="relu")
    z = t["Y3lin"]
    same(made(t, "softmax_without_exp", "Y3"), z / z.sum(axis=1, keepdims=True))
    same(made(t, "softmax_of_the_batch", "Y3"), np.exp(z) / np.exp(z).sum())


def test_the_gradient_at_the_output_passed_on():
    """Where `∇Z` is `Y - D`, the gradient at the output is `-D / Y`."""
    t = network(loss="softmax_cross_entropy")
    same(made(t, "softmax_forgotten", "gradY3lin"), -t["D"] / t["Y3"])
