"""A recorded iteration beside PyTorch's, what it costs to show it, and to import the engine.

The toy problem with batch normalisation: the engine checks the values, computes every equation
forward, backward and update, keeps and freezes every one; PyTorch does forward and backward.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np
import torch
from torch import nn

from app.views.numbers import numbers
from app.views.structure import build_structure
from benchmarks.quantity import Quantity
from benchmarks.ratio import Ratio, interleaved, seconds
from engine.network.build import mlp
from engine.running.trace import Trace
from engine.running.trace import run as engine_run
from tests.support import toy

IMPORTS = 15
SENT = 30


def recorded() -> Callable[[], Trace]:
    program = mlp(toy.WIDTHS, norm="before")
    settings = {"eps1": 1e-5, "eps2": 1e-5, "alpha1": 0.9, "alpha2": 0.9}
    plain = {i.name: settings.get(i.name, np.ones(i.shape)) for i in program.inputs[2:]}
    values = plain | toy.BATCH
    return lambda: engine_run(program, values)


def in_torch() -> Callable[[], object]:
    torch.set_num_threads(1)
    layers: list[nn.Module] = []
    for width_in, width_out in zip(toy.WIDTHS[:-2], toy.WIDTHS[1:-1], strict=True):
        layers += [nn.Linear(width_in, width_out), nn.BatchNorm1d(width_out), nn.ReLU()]
    net = nn.Sequential(*layers, nn.Linear(*toy.WIDTHS[-2:])).double()
    x, d = (torch.tensor(toy.BATCH[name]) for name in ("X", "D"))

    def iteration() -> None:
        net.zero_grad()
        loss = -(d * torch.log_softmax(net(x), dim=1)).sum()
        loss.backward()

    return iteration


def sending() -> Callable[[], str]:
    """Graph, formulas, sentences and numbers of the whole trace as JSON, nothing kept before."""
    trace = recorded()()

    def sent() -> str:
        return json.dumps([build_structure(trace.program, trace.dims, "en"), numbers(trace)])

    return sent


def importing(code: str) -> float:
    """The median of the processor's time in a fresh Python that runs an import."""
    code += "; import time; print(time.process_time())"
    command = [sys.executable, "-c", code]
    runs = (subprocess.run(command, check=True, capture_output=True) for _ in range(IMPORTS))
    return median(float(run.stdout) for run in runs)


def ratios() -> Iterator[Ratio | Quantity]:
    time = interleaved({"engine": recorded(), "torch": in_torch()}, 40, 25)
    ours, theirs = (f"{time[name] * 1e6:.0f} µs" for name in ("engine", "torch"))
    yield Ratio(
        "the toy problem with BatchNorm, every value kept, to PyTorch, which keeps none",
        time["engine"] / time["torch"],
        at_most=0.9,
        details=f"recorded {ours}, PyTorch {theirs}",
    )
    sent = sending()
    yield Quantity(
        "graph, formulas, sentences and numbers of that trace, as sent to the browser",
        min(seconds(sent, 1) for _ in range(SENT)) * 1e3,
        "ms",
        at_most=10,
        details=f"{len(sent()) / 1e3:.0f} kB, {len(recorded()().program.equations)} equations",
    )
    plain, whole = map(importing, ("import numpy", "import numpy; from engine import mlp, run"))
    yield Quantity(
        "to import what builds and runs a network, beyond NumPy",
        (whole - plain) * 1e3,
        "ms",
        at_most=28,
        details=f"engine {whole * 1e3:.0f} ms, NumPy {plain * 1e3:.0f} ms",
    )
