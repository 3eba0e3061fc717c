"""An epoch of spirals in the plane beside TensorFlow Playground's own step, run by Node.

`PLAYGROUND` in the environment names a checkout of it; without one there is nothing to measure.
Both train the same network on the same 250 points, in batches of 10: squared error, tanh, plain
descent. The engine takes the loss and the accuracy of every batch besides. A call of NumPy takes
about as long as the Playground takes for 25 weights, however little it computes: for the smaller
network even calls that do nothing take longer than the Playground, and its limit cannot be met.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, Any, cast

import numpy as np

from benchmarks.ratio import Ratio, seconds
from engine.data.data_set import DataSet
from engine.data.drawn import spirals
from engine.learning.plan import Plan, trainer_of
from engine.network.spec import mlp_spec
from engine.network.training import data_of, measured
from engine.running.in_place import InPlace

POINTS, BATCH, RATE, EPOCHS, ROUNDS = 250, 10, 0.03, 100, 9
SHAPES = ((2, 4, 2, 1), (2, 8, 8, 8, 1))
"""The network that the Playground opens with, and the one that people train on spirals."""
HERE = Path(__file__).parent
TSC = HERE.parent / "tests/javascript/node_modules/.bin/tsc"

Epochs = Callable[[int], float]
"""Runs so many epochs; returns the seconds of processor time that one took."""


def ratios() -> Iterator[Ratio]:
    """The engine's epoch over the Playground's, for each network, in turns."""
    checkout = os.environ.get("PLAYGROUND")
    if not checkout:
        print("  PLAYGROUND names no checkout of TensorFlow Playground: nothing is measured")
        return
    for shape in SHAPES:
        with playground(Path(checkout), shape) as theirs:
            timed = (in_engine(shape), theirs, empty(shape))
            times = [[run(EPOCHS) for run in timed] for _ in range(ROUNDS + 1)][1:]
        engine, other, least = (median(each) for each in zip(*times, strict=True))
        net = "-".join(map(str, shape))
        details = f"engine {engine * 1e3:.2f} ms an epoch, Playground {other * 1e3:.2f} ms"
        details += f", {least / other:.2f} for as many calls of NumPy that add 0 to 0"
        yield Ratio(f"spirals, {net}, to the Playground", engine / other, 1.0, details)


def empty(shape: tuple[int, ...]) -> Epochs:
    """Make calls that compute next to nothing, as many as an epoch of the engine has."""
    trainer = trainer_of(plan_of(shape), points())
    inputs = trainer.inputs(next(trainer.draws(np.random.default_rng(0))))
    outputs = measured(trainer.program, data_of(trainer.program)[1])
    lines = InPlace(trainer.program, outputs, inputs).source.splitlines()
    calls = sum("np." in line or ".dot(" in line for line in lines) * (POINTS // BATCH)
    zero, add = np.zeros(1), np.add

    def epoch() -> None:
        for _ in range(calls):
            add(zero, zero, zero)

    return lambda epochs: seconds(epoch, epochs)


def plan_of(shape: tuple[int, ...]) -> Plan:
    """Plain descent on the squared error."""
    return Plan(mlp_spec(shape, "tanh", "mse", "tanh"), lr=RATE, batch=BATCH)


def points() -> DataSet:
    """250 points of two spirals; the classes are -1 and 1, as the Playground has them."""
    drawn = spirals(POINTS, 0.0, np.random.default_rng(0))
    return DataSet(drawn.x, 2.0 * drawn.d[:, 1:] - 1)


def in_engine(shape: tuple[int, ...]) -> Epochs:
    """Train in the engine, in float64, in the order of the points."""
    trainer = trainer_of(plan_of(shape), points())
    rng = np.random.default_rng(0)
    return lambda epochs: seconds(lambda: trainer.epoch(rng), epochs)


@contextmanager
def playground(checkout: Path, shape: tuple[int, ...]) -> Iterator[Epochs]:
    """Train in the Playground's `nn.ts`, compiled into a folder that goes away."""
    data = points()
    rows = np.column_stack([data.x, data.d]).tolist()
    told = json.dumps({"shape": shape, "batch": BATCH, "rate": RATE, "points": rows})
    with TemporaryDirectory() as folder:
        module = compiled(checkout / "src/nn.ts", Path(folder))
        command = ["node", str(HERE / "playground.js"), str(module), told]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, text=True, bufsize=1, **pipes) as node:
            yield lambda epochs: _asked(node, epochs)
            node.communicate()


def _asked(node: subprocess.Popen[str], epochs: int) -> float:
    """Have it run so many epochs; it answers in milliseconds for one."""
    print(epochs, file=node.stdin, flush=True)
    return float(cast("IO[str]", node.stdout).readline()) / 1000


def compiled(source: Path, folder: Path) -> Path:
    """Compile a file of TypeScript to a module of JavaScript."""
    options = ("--target", "es2022", "--module", "es2022", "--strict", "false", "--outDir", folder)
    subprocess.run([TSC, *map(str, options), source], check=False, stdout=subprocess.DEVNULL)
    return (folder / f"{source.stem}.js").rename(folder / f"{source.stem}.mjs")
