"""A network in pieces, in each of which every unit is computed by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.network.losses import LOSSES
from engine.network.spec import LINEAR, NORM, UPSTREAM, NetworkSpec, PlacedLayer, placed

RATIONAL = ("identity", "relu", "leaky_relu", "threshold")
"""Activations that make fractions of fractions."""
KINKED = ("relu", "leaky_relu", "threshold")
"""Activations that bend or jump at 0, where no number should stand."""
MASKING = ("relu", "threshold")
"""Activations that are 0 below 0, so that a unit can be dead."""
SOFTMAX = "softmax"


@dataclass(frozen=True)
class Group:
    """A linear layer and what follows it, up to the next one or to a softmax, which ends it.

    Without a `linear` it is what follows the inputs or a softmax.
    """

    linear: PlacedLayer | None
    followers: tuple[PlacedLayer, ...]

    @property
    def width(self) -> int:
        """How many units it has; 0 where there is nothing in it."""
        layers = (self.linear, *self.followers) if self.linear else self.followers
        return layers[0].width_out if layers else 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """What follows the linear layer."""
        return tuple(layer.kind for layer in self.followers)

    @property
    def rational(self) -> bool:
        """Does it make fractions of fractions?"""
        return all(kind in (NORM, *RATIONAL) for kind in self.kinds)

    def may_die(self, training: bool) -> bool:
        """Can a unit be dead? Not before a normalisation, which would divide by its variance, 0."""
        masked = [k for k, kind in enumerate(self.kinds) if kind in MASKING]
        ends = NORM not in self.kinds[masked[0] :] if masked else False
        return self.linear is not None and bool(masked) and (ends or not training)


def groups(spec: NetworkSpec) -> tuple[Group, ...]:
    """The pieces in order; the first is that of the inputs, and may have nothing in it."""
    pieces: list[list[PlacedLayer]] = [[]]
    for layer in placed(spec):
        if layer.kind == LINEAR or (pieces[-1] and pieces[-1][-1].kind == SOFTMAX):
            pieces.append([])
        pieces[-1].append(layer)
    return tuple(_groups(pieces))


def _groups(pieces: list[list[PlacedLayer]]) -> Iterator[Group]:
    for piece in pieces:
        linear = piece[0] if piece and piece[0].kind == LINEAR else None
        yield Group(linear, tuple(piece[1:] if linear else piece))


def has_logits(spec: NetworkSpec) -> bool:
    """Do the outputs go into an exponential of the loss?"""
    return spec.loss != UPSTREAM and LOSSES[spec.loss].head is not None
