"""The short name of a training: its settings that differ from those of another one.

`Optimizer Adam · Rate 0.3`
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.text import text
from app.train.training import Training, gradients_of
from app.work.layers_address import written_layers
from app.work.network_address import spelled

Say = Callable[[Training, str], str]


def _word(name: str, words: str = "choice") -> Say:
    return lambda training, lang: text(f"{words}.{name}.{_of(training, name)}", lang)


def _number(name: str) -> Say:
    return lambda training, _: f"{_of(training, name):.6g}"


def _flag(name: str) -> Say:
    return lambda training, lang: text(f"train.flag.{_of(training, name)}".lower(), lang)


def _of(training: Training, name: str) -> object:
    return getattr(training, name) if hasattr(training, name) else getattr(training.design, name)


def _gradients(training: Training, lang: str) -> str:
    name = gradients_of(training)
    return text(f"train.gradients.{name}", lang) if name else spelled(training.design.conventions)


SAID: Mapping[str, Say] = {
    "net": lambda training, _: written_layers(training.design.inputs, training.design.layers),
    "optimizer": _word("optimizer"),
    "lr": _number("lr"),
    "start": _word("start"),
    "batch": _number("batch"),
    "loss": _word("loss"),
    "gradients": _gradients,
    "penalty": _word("penalty"),
    "schedule": _word("schedule", "train"),
    "every": _number("every"),
    "decay": _flag("decay"),
    "shuffled": _flag("shuffled"),
}
"""How each setting is said, by the name of its label."""


def difference(other: Training, training: Training, lang: str) -> str:
    """Name a training by its settings that differ from another's; empty where none does."""
    said = ((key, say(other, lang), say(training, lang)) for key, say in SAID.items())
    named = (f"{text(f'train.label.{key}', lang)} {own}" for key, own, its in said if own != its)
    return " · ".join(named)
