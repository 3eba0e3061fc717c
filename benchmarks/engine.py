"""The engine beside the same lines written by hand, and beside PyTorch, on the batch toy problem.

All three do one iteration: forward, loss, every gradient, and every updated parameter.
The engine also checks the values it is given, records every one, and freezes them.
Rounds are interleaved, so that whatever slows the machine slows all three alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import torch

from benchmarks.ratio import Ratio, interleaved
from engine.network.build import mlp
from engine.running.trace import run
from tests.support import toy
from tests.support.by_hand import toy_problem

ROUNDS, REPEATS = 60, 50


def by_hand() -> Callable[[], object]:
    return lambda: toy_problem(**toy.BATCH)


def recorded() -> Callable[[], object]:
    program = mlp(toy.WIDTHS)
    return lambda: run(program, toy.BATCH)


def in_torch() -> Callable[[], object]:
    torch.set_num_threads(1)
    t = {name: torch.tensor(value) for name, value in toy.BATCH.items()}
    moving = [t[name].requires_grad_() for name in ("X", *toy.PARAMETERS)]

    def iteration() -> object:
        y1 = torch.relu(t["X"] @ t["W1"] + t["B1"])
        y2 = torch.relu(y1 @ t["W2"] + t["B2"])
        y3lin = y2 @ t["W3"] + t["B3"]
        loss = -(t["D"] * torch.log_softmax(y3lin, dim=1)).sum()
        _, *gradients = torch.autograd.grad(loss, moving)
        with torch.no_grad():
            return [w - 0.1 * g / 3 for w, g in zip(moving[1:], gradients, strict=True)]

    return iteration


def check_same_numbers() -> None:
    """What is timed by hand and recorded is the same work, value by value."""
    trace = run(mlp(toy.WIDTHS), toy.BATCH)
    for equation, value in zip(trace.program.equations, toy_problem(**toy.BATCH), strict=True):
        np.testing.assert_array_equal(trace[equation.name], value)


def ratios() -> Iterator[Ratio]:
    check_same_numbers()
    calls = {"hand": by_hand(), "engine": recorded(), "torch": in_torch()}
    time = interleaved(calls, ROUNDS, REPEATS)
    ours = f"recorded {time['engine'] * 1e6:.0f} µs"
    yield Ratio(
        "one iteration of the batch toy problem, all 25 lines, to the lines by hand",
        time["engine"] / time["hand"],
        at_most=3,
        details=f"{ours}, by hand {time['hand'] * 1e6:.0f} µs",
    )
    yield Ratio(
        "the same iteration to PyTorch's forward, backward and update, one thread",
        time["engine"] / time["torch"],
        at_most=1,
        details=f"{ours}, PyTorch {time['torch'] * 1e6:.0f} µs",
    )
