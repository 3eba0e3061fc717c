"""Training at the size of MNIST beside eager PyTorch, and beside its matrix products alone.

Random data of 784 columns and 10 classes, one hidden layer of 256, batches of 64, float32, SGD: a
whole epoch of 60,000. The engine shuffles, takes the loss and the accuracy of every batch, and
updates; PyTorch shuffles and updates. Both have one thread, as the products have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

import numpy as np
import torch
from torch import nn

from benchmarks.ratio import Ratio, interleaved
from engine.core.program import Program
from engine.network.build import mlp
from engine.network.training import train

SAMPLES, INPUTS, HIDDEN, CLASSES, BATCH, RATE = 60_000, 784, 256, 10, 64, 0.1
ROUNDS = 3

rng = np.random.default_rng(0)
X = rng.random((SAMPLES, INPUTS), dtype=np.float32)
LABELS = rng.integers(0, CLASSES, SAMPLES)


def values(program: Program) -> dict[str, object]:
    """Small random weights, gamma and running variance 1, everything else 0."""
    given: dict[str, object] = {"X": X, "D": np.eye(CLASSES, dtype=np.float32)[LABELS]}
    numbers = {"lr": RATE, "eps1": 1e-5, "alpha1": 0.9}
    for i in program.inputs:
        if i.name.startswith("W"):
            given[i.name] = rng.normal(0, 0.05, i.shape)
        elif i.name not in given:
            ones = i.name.startswith(("gamma", "running_var"))
            given[i.name] = numbers.get(i.name, np.full(i.shape, float(ones)))
    return given


def in_engine(norm: str) -> Callable[[], object]:
    program = mlp((INPUTS, HIDDEN, CLASSES), "sigmoid", norm=norm)
    given = values(program)
    return lambda: train(program, given, batch=BATCH, dtype=np.float32)


def in_torch(*norm: nn.Module) -> Callable[[], object]:
    net = nn.Sequential(nn.Linear(INPUTS, HIDDEN), *norm, nn.Sigmoid(), nn.Linear(HIDDEN, CLASSES))
    loss, optimizer = nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=RATE)
    x, labels = torch.tensor(X), torch.tensor(LABELS)

    def epoch() -> None:
        for rows in torch.randperm(SAMPLES).split(BATCH):
            optimizer.zero_grad()
            loss(net(x[rows]), labels[rows]).backward()
            optimizer.step()

    return epoch


def products(is_training: bool = False) -> Callable[[], object]:
    """The five products of a step, two forward, three back.

    If it is a training, also what no training can leave out: the rows of each shuffled batch are
    copied from the data, and `W1 - lr (gradW1 / n)` reads and writes W1 and its gradient.
    """
    f = np.float32
    W1, W2 = np.ones((INPUTS, HIDDEN), f), np.ones((HIDDEN, CLASSES), f)
    Y1, Y2 = np.ones((BATCH, HIDDEN), f), np.ones((BATCH, CLASSES), f)
    gradY1, gradW1, gradW2 = np.empty_like(Y1), np.empty_like(W1), np.empty_like(W2)
    batch, share, rate = np.empty((BATCH, INPUTS), f), np.array(1 / BATCH, f), np.zeros((), f)

    def epoch() -> None:
        order = rng.permutation(SAMPLES)
        for start in range(0, SAMPLES, BATCH):
            rows = X[start : start + BATCH]
            if is_training:
                rows = X.take(order[start : start + BATCH], 0, batch[: len(rows)], "clip")
            y1, y2, back = (part[: len(rows)] for part in (Y1, Y2, gradY1))
            np.matmul(rows, W1, out=y1)
            np.matmul(y1, W2, out=y2)
            np.matmul(y1.T, y2, out=gradW2)
            np.matmul(y2, W2.T, out=back)
            np.matmul(rows.T, y1, out=gradW1)
            if is_training:
                np.multiply(gradW1, share, gradW1)
                np.multiply(rate, gradW1, gradW1)
                np.subtract(W1, gradW1, W1)

    return epoch


def ratios() -> Iterator[Ratio]:
    torch.set_num_threads(1)
    calls = {
        "engine": in_engine("none"),
        "torch": in_torch(),
        "products": products(),
        "least": products(is_training=True),
        "engine norm": in_engine("before"),
        "torch norm": in_torch(nn.BatchNorm1d(HIDDEN)),
    }
    time = interleaved(calls, ROUNDS, 1)
    steps = ceil(SAMPLES / BATCH)
    each = {name: f"{seconds / steps * 1e6:.0f} µs a batch" for name, seconds in time.items()}
    for what, ours, theirs, name, limit in (
        ("training at the size of MNIST, to PyTorch", "engine", "torch", "PyTorch", 0.7),
        ("the same, to its matrix products alone", "engine", "products", "the products", 1.15),
        ("the same with BatchNorm, to PyTorch", "engine norm", "torch norm", "PyTorch", 1.0),
    ):
        times = f"engine {each[ours]}, {name} {each[theirs]}"
        if theirs == "products":
            least = time["least"] / time["products"]
            times += f", {least:.2f} with rows gathered and W1 updated besides"
        yield Ratio(what, time[ours] / time[theirs], at_most=limit, details=times)
