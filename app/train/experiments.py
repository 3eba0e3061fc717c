"""Ready-made experiments: up to four trainings with the same seed, side by side.

A new one is an entry here and its words in `assets/text.toml`: title, question, the predictions to
choose from, what to see, and a name for each training.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Query = Mapping[str, str]


@dataclass(frozen=True)
class Experiment:
    """Trainings that differ in one thing.

    - `iterations`: how long each is trained; `measure`: what is looked at, `loss` or `accuracy`
    - `shared`: the address that all have in common; `runs`: what each has besides, by its name
    - `predictions`: how many there are to choose from; the `right` one, from 1
    - `logarithmic`: whether the loss is drawn on a logarithmic scale
    - `inside`: what is drawn of the first layer besides, as `app.train.exchange.INSIDE` names it
    """

    iterations: int
    shared: Query
    runs: Mapping[str, Query]
    right: int
    predictions: int = 3
    logarithmic: bool = False
    inside: str = ""

    def queries(self) -> dict[str, dict[str, str]]:
        """Write the address of each training."""
        return {name: {**self.shared, **own} for name, own in self.runs.items()}


def _deep(layer: str, count: int = 6) -> str:
    return "-".join(["2", *[layer] * count, "2"])


EXPERIMENTS = {
    "vanishing": Experiment(
        1500,
        {"set": "moons", "optimizer": "sgd", "lr": "0.1"},
        {
            "sigmoid": {"net": _deep("8.sigmoid")},
            "relu": {"net": _deep("8.relu"), "init": "he_normal"},
            "norm": {"net": _deep("8.norm.sigmoid")},
            "skip": {"net": "-".join(["2", "8.sigmoid", *["8.sigmoid.skip"] * 5, "2"])},
        },
        right=1,
    ),
    "weights": Experiment(
        1500,
        {"set": "moons", "optimizer": "sgd", "lr": "0.1", "net": _deep("8.sigmoid")},
        {
            "zeros": {"init": "zeros"},
            "xavier": {"init": "xavier_uniform"},
            "he": {"init": "he_normal"},
            "normal": {"init": "normal"},
        },
        right=2,
    ),
    "exploding": Experiment(
        300,
        {"set": "curve", "net": "1-16.relu-1", "optimizer": "sgd"},
        {
            "small": {"lr": "0.01"},
            "usual": {"lr": "0.1"},
            "large": {"lr": "1"},
            "huge": {"lr": "10"},
        },
        right=3,
        logarithmic=True,
    ),
    "zeros": Experiment(
        600,
        {"set": "circles", "net": "2-8.tanh-2", "optimizer": "sgd", "lr": "0.5"},
        {"zeros": {"init": "zeros"}, "xavier": {"init": "xavier_uniform"}},
        right=2,
    ),
    "dead": Experiment(
        600,
        {"set": "curve", "optimizer": "sgd", "lr": "0.9", "seed": "3"},
        {
            "relu": {"net": "1-8.relu-1"},
            "leaky": {"net": "1-8.leaky_relu-1"},
            "slow": {"net": "1-8.relu-1", "lr": "0.1"},
        },
        right=1,
        inside="idle",
    ),
    "bias": Experiment(
        400,
        {"set": "moons", "optimizer": "sgd", "lr": "0.1"},
        {"with": {"net": "2-8.norm.relu-2"}, "without": {"net": "2-8.nobias.norm.relu-2"}},
        right=3,
    ),
    "summed": Experiment(
        460,
        {"set": "digits", "net": "64-32.sigmoid-10", "optimizer": "sgd", "batch": "64"},
        {
            "averaged": {"lr": "0.01"},
            "summed": {"lr": "0.01", "conventions": "sum"},
            "scaled": {"lr": "0.64"},
        },
        right=2,
    ),
    "printed": Experiment(
        200,
        {"set": "mnist", "net": "784-128.relu-10", "optimizer": "sgd", "init": "he_normal"}
        | {"batch": "64", "lr": "0.01"},
        {
            "printed": {"conventions": "mean:biases.softmax:exact"},
            "averaged": {},
            "scaled": {"lr": "0.64"},
        },
        right=3,
    ),
}
"""The experiments by their names."""
