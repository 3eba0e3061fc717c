"""Trainings to compare one with: each differs in one thing. A new one is an entry and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from app.design import Layer
from app.train.training import GRADIENTS, LARGEST_RATE, Training, fitted

Vary = Callable[[Training], Training | None]
"""Makes another training; None where it would be the same or cannot be."""


def _rate(factor: float) -> Vary:
    def vary(training: Training) -> Training | None:
        lr = float(f"{training.lr * factor:.6g}")
        return replace(training, lr=lr) if 1e-9 <= lr <= LARGEST_RATE else None

    return vary


def _design(**chosen: object) -> Vary:
    return lambda training: replace(training, design=replace(training.design, **chosen))


def _hidden(change: Callable[[Layer], Layer]) -> Vary:
    """Change every hidden layer, as far as it can be."""

    def vary(training: Training) -> Training:
        *hidden, last = training.design.layers
        layers = (*map(change, hidden), last)
        return fitted(replace(training, design=replace(training.design, layers=layers)))

    return vary


def _norm(layer: Layer) -> Layer:
    return replace(layer, norm="before" if layer.norm == "none" else "none")


VARIATIONS: Mapping[str, Vary] = {
    "norm": _hidden(_norm),
    "skip": _hidden(lambda layer: replace(layer, skip=not layer.skip)),
    "faster": _rate(10),
    "slower": _rate(0.1),
    "sgd": _design(optimizer="sgd"),
    "momentum": _design(optimizer="momentum"),
    "adam": _design(optimizer="adam"),
    "zeros": _design(start="zeros"),
    "normal": _design(start="normal"),
    "xavier": _design(start="xavier_uniform"),
    "he": _design(start="he_normal"),
    "relu": _hidden(lambda layer: replace(layer, activation="relu")),
    "tanh": _hidden(lambda layer: replace(layer, activation="tanh")),
    "sigmoid": _hidden(lambda layer: replace(layer, activation="sigmoid")),
    **{name: _design(conventions=way) for name, way in GRADIENTS.items()},
}


def varied(training: Training) -> Iterator[tuple[str, Training]]:
    """Vary a training in all ways that make another one of it."""
    for name, vary in VARIATIONS.items():
        other = vary(training)
        if other is not None and other != training:
            yield name, other
