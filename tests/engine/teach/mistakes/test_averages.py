"""What sums and averages give when they are taken wrongly, worked out in NumPy."""

import numpy as np

from tests.engine.teach.mistakes.making import MEAN_LOSS, made, network, same

BATCH = 4
T = network()
MEAN = network(conventions=MEAN_LOSS)
NORMED = network(norm="before")


def test_a_sum_in_place_of_the_average():
    same(made(T, "average_forgotten", "gradW2"), T["Y1"].T @ T["gradY2lin"])
    same(made(T, "average_forgotten", "gradB1"), T["gradY1lin"].sum(axis=0, keepdims=True))
    same(made(MEAN, "average_forgotten", "gradY3"), MEAN["Y3"] - MEAN["D"])
    same(made(MEAN, "average_forgotten", "L"), 0.5 * ((MEAN["Y3"] - MEAN["D"]) ** 2).sum())
    same(made(NORMED, "average_forgotten", "mean1"), NORMED["Y1lin"].sum(axis=0, keepdims=True))


def test_an_average_where_there_is_to_be_none():
    same(made(T, "average_added", "gradY3"), (T["Y3"] - T["D"]) / BATCH)
    same(made(T, "average_added", "gradX"), T["gradY1lin"] @ T["W1"].T / BATCH)
    same(made(T, "average_added", "L"), T["L"] / BATCH)
    same(made(MEAN, "average_added", "gradB2"), MEAN["gradB2"] / BATCH)
    assert made(T, "average_added", "gradW2") == []
    assert made(T, "average_added", "gradY2lin") == []


def test_divided_by_features():
    """W1 is 2x3: by 2 or by 3 where the 4 samples are meant."""
    total = T["X"].T @ T["gradY1lin"]
    same(made(T, "wrong_count", "gradW1"), total / 2, total / 3)
    same(made(MEAN, "wrong_count", "gradY3"), (MEAN["Y3"] - MEAN["D"]) / 2)


def test_the_mean_of_all_entries():
    """`np.mean` of 4x2 entries."""
    same(made(MEAN, "all_entries", "gradY3"), (MEAN["Y3"] - MEAN["D"]) / (4 * 2))
    assert made(T, "all_entries", "gradW2") == []


def test_an_unbiased_variance():
    same(made(NORMED, "unbiased_variance", "var1"), NORMED["Y1lin"].var(axis=0, ddof=1)[None])
    assert made(NORMED, "unbiased_variance", "mean1") == []


def test_rows_that_are_not_summed_and_sums_the_other_way():
    g = T["gradY2lin"]
    same(made(T, "sum_forgotten", "gradB2"), g / BATCH)
    same(made(T, "sum_other_way", "gradB2"), g.sum(axis=1, keepdims=True) / BATCH)
    assert np.shape(made(T, "sum_forgotten", "gradB2")[0]) == (4, 3)


def test_a_sum_over_everything():
    t = network()
    same(made(t, "sum_of_all", "gradB1"), t["gradY1lin"].sum() / 4)


def test_a_sum_without_keepdims():
    """The sums of the rows meet the columns, where there are as many."""
    t = network(widths=(2, 3, 4), loss="cross_entropy", batch=4)
    g, y = t["gradY2"], t["Y2"]
    same(made(t, "sum_spread", "gradY2lin"), y * (g - (g * y).sum(axis=1)))


def test_every_output_against_every_target():
    """`(n, 1) - (n,)` has n x n entries."""
    t = network(widths=(2, 3, 1), loss="l2", batch=4)
    y, d = t["Y2"], t["D"]
    same(made(t, "target_spread", "L"), ((y - d.T) ** 2).sum() / 2)
