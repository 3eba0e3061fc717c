"""Matrix products: transposes, the order, entry by entry. Three units in each layer, so all fit."""

from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import about, made, network, same

T = network(batch=3)
Y, G, W, N = T["Y1"], T["gradY2lin"], T["W2"], 3


def test_a_transpose_is_forgotten():
    same(made(T, "transpose_forgotten", "gradY1"), G @ W)
    same(made(T, "transpose_forgotten", "gradW2"), Y @ G / N)
    assert about(T, "transpose_forgotten", "gradY1") == [("gradY1", "W2")]


def test_a_transpose_too_many():
    same(made(T, "transpose_added", "Y2lin"), Y @ W.T + T["B2"], Y.T @ W + T["B2"])


def test_the_wrong_order():
    same(made(T, "order_swapped", "Y2lin"), W @ Y + T["B2"])
    same(made(T, "order_swapped", "gradW2"), G @ Y.T / N)


def test_entry_by_entry_and_the_other_way_round():
    same(made(T, "entrywise_for_matrix", "Y2lin"), Y * W + T["B2"])
    same(made(T, "matrix_for_entrywise", "gradY2lin"), T["gradY2"] @ (T["Y2lin"] > 0))


def test_the_result_is_transposed():
    same(made(T, "result_transposed", "gradW2"), T["gradW2"].T)
    assert made(T, "result_transposed", "gradB2") == []


def test_what_fits_by_chance_fits_these_sizes_only():
    """`Y1 @ G` needs as many samples as units: no wrong of the program, but one of the trace."""
    program, sizes = T.program, tuple(sorted(T.dims.items()))

    def fitting(known):
        return {s.mistake for s in known["gradW2"] if s.fits}

    assert "transpose_forgotten" in fitting(wrong_steps(program, sizes)) - fitting(
        wrong_steps(program)
    )
