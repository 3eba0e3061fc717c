"""The loss with a logarithm to another base: of the natural one it is 1/ln 10, or 1/ln 2."""

import numpy as np

from tests.engine.teach.mistakes.making import made, network, same

BINARY = network(loss="binary_cross_entropy")
PLAIN, FUSED = network(loss="cross_entropy"), network(loss="softmax_cross_entropy")


def test_the_base():
    own = PLAIN["D"] * np.log10(PLAIN["Y3"])
    same(made(PLAIN, "log_ten", "L"), -own.sum())
    same(made(PLAIN, "log_two", "L"), -(PLAIN["D"] * np.log2(PLAIN["Y3"])).sum())
    same(made(FUSED, "log_ten", "L"), FUSED["L"] / np.log(10))
    same(made(BINARY, "log_two", "L"), BINARY["L"] / np.log(2))
