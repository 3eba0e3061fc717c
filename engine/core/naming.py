"""Name the values of a network of row vectors, as the toy problem does."""

from __future__ import annotations

from engine.core.expr import Name
from engine.core.immutable import immutable


def grad(name: str) -> str:
    """Name the gradient of the loss with respect to a value: `gradW2`."""
    return f"grad{name}"


def new(name: str) -> str:
    """Name a parameter, or the state of an optimizer, after its update: `W2_new`."""
    return f"{name}_new"


def old(name: str) -> str:
    """Name a running statistic before its update: `running_mean1_old`."""
    return f"{name}_old"


@immutable
class Place:
    """The place of a layer: the number of its group, the value it reads, the value it computes.

    A group is a linear layer with the normalisation and the activation that follow it:
    `Y1 -> Y2lin -> Y2bn -> Y2` is group 2.
    """

    number: int
    below: Name
    out: Name

    def own(self, letter: str) -> Name:
        """Name a value that belongs to this group: `own("W")` is `W2`."""
        return Name(f"{letter}{self.number}")
