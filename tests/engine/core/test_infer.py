import pytest

from engine.core.errors import ShapeError
from engine.core.expr import Name, Number, Size
from engine.core.infer import shape_of
from engine.core.ops import scale, softmax, sum_all, sum_cols, sum_rows

Y1, W2, B2, LR = Name("Y1"), Name("W2"), Name("B2"), Name("lr")
SHAPES = {"Y1": ("n", 3), "W2": (3, 4), "B2": (1, 4), "lr": (), "V": (5, 4)}
V = Name("V")


@pytest.mark.parametrize(
    ("expr", "shape"),
    [
        (Y1, ("n", 3)),
        (Y1 @ W2 + B2, ("n", 4)),
        (Y1.T, (3, "n")),
        (Y1.T @ Y1 / Size("n"), (3, 3)),
        (sum_rows(Y1), (1, 3)),
        (sum_cols(Y1), ("n", 1)),
        (Y1 - sum_cols(Y1), ("n", 3)),
        (sum_all(Y1), ()),
        (scale(LR, W2), (3, 4)),
        (Number(1) - W2, (3, 4)),
        (Number(2), ()),
    ],
)
def test_shape(expr, shape):
    assert shape_of(expr, SHAPES) == shape


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (Y1 @ V, "V is 5x4, but Y1 has 3 columns: V needs 3 rows"),
        (W2 @ W2.T @ V, "V is 5x4, but W2 @ W2.T has 3 columns: V needs 3 rows"),
        (W2 + V, "V is 5x4, but W2 is 3x4: V needs to be 3x4 or 1x4"),
        (LR @ W2, "lr is a number, but a matrix product takes two matrices"),
        (W2 @ LR, "lr is a number, but a matrix product takes two matrices"),
        (LR.T, "lr is a number, but this needs a matrix"),
        (softmax(sum_all(W2)), "np.sum(W2) is a number, but this needs a matrix"),
        (sum_all(LR), "lr is a number, but this needs a matrix"),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(expr, message):
    with pytest.raises(ShapeError) as refused:
        shape_of(expr, SHAPES)
    assert str(refused.value) == message
