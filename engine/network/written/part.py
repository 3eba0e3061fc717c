"""A part of a network that was written: one layer of ours, with its numbers and its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.core.immutable import immutable
from engine.network.written.arguments import Arguments, Parameters
from engine.network.written.syntax import Call

LOG_SOFTMAX = "log_softmax"
"""Not a layer: with the loss of a logarithm it is softmax with cross-entropy."""


@immutable
class Part:
    """A layer: its kind in the table of layers, and what is written of it.

    - `width`: the outputs of a linear layer, the count of an addition; else 0
    - `takes`: the inputs that it says it has; None where it does not say
    - `settings`: its numbers by their keys in JSON, such as `slope`
    - `name`: what it is called where it was written
    """

    kind: str
    line: int
    name: str
    width: int = 0
    takes: int | None = None
    settings: tuple[tuple[str, float], ...] = ()


@immutable
class Maker:
    """How a module is read: its parameters, those that change no number, and what it makes."""

    parameters: Parameters
    make: Callable[[Arguments], tuple[Part, ...]]
    ignored: tuple[str, ...] = ()


Makers = Mapping[str, Maker]


def part(
    call: Call, kind: str, width: int = 0, takes: int | None = None, **settings: float
) -> Part:
    """Make a part at the line of a call."""
    return Part(kind, call.line, call.name, width, takes, tuple(settings.items()))


def plain(kind: str, *ignored: str) -> Maker:
    """Read a module without arguments that change a number."""
    return Maker((), lambda a: (part(a.call, kind),), ignored)
