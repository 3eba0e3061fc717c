"""A whole array times a number: a whole one to 10, the samples, the outputs."""

import numpy as np

from engine.teach.mistakes.words import sentence_of
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import made, network, same

TRACE = network(widths=(2, 3, 3), batch=4)
GRADIENT = TRACE["gradW1"]


def test_whole_numbers_to_ten_and_their_inverses():
    same(made(TRACE, "times", "gradW1"), *(k * GRADIENT for k in range(2, 11)))
    same(made(TRACE, "divided", "gradW1"), *(GRADIENT / k for k in range(2, 11)))
    assert made(TRACE, "times", "Y1") == []


def test_the_samples_and_the_outputs():
    """Four samples, three outputs."""
    same(made(TRACE, "times_samples", "gradW1"), 4 * GRADIENT)
    same(made(TRACE, "over_samples", "gradB1"), TRACE["gradB1"] / 4)
    same(made(TRACE, "times_outputs", "gradW1"), 3 * GRADIENT)
    same(made(TRACE, "over_outputs", "gradW1"), GRADIENT / 3)
    assert np.shape(made(TRACE, "times_samples", "L")[0]) == ()


def test_the_sentence_says_the_factor():
    times = [w for w in wrong_steps(TRACE.program)["gradW1"] if w.mistake == "times"]
    assert sentence_of(times[1]) == "gradW1 is 3 times what it should be."
    assert sentence_of(times[1], "zh") == "gradW1 是正确结果的 3 倍。"
