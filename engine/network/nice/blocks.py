"""A network in blocks, in each of which every unit is computed by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from engine.core.naming import Place
from engine.network.layers import ACTIVATIONS, Activation
from engine.network.spec import LINEAR, NORM, NetworkSpec, PlacedLayer, placed


@dataclass(frozen=True)
class Block:
    """A linear layer and what follows it, up to the next one or to a softmax, which ends it.

    The first block is that of the inputs; it and a block after a softmax may have no `linear`.
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
    def activations(self) -> tuple[tuple[Place, Activation], ...]:
        """The activations with their places."""
        layers = (layer for layer in self.followers if layer.kind != NORM)
        return tuple((layer.place, ACTIVATIONS[layer.kind]) for layer in layers)

    @property
    def softmax(self) -> PlacedLayer | None:
        """The softmax that ends it, which takes all its units together."""
        return next(filter(is_softmax, self.followers), None)

    @property
    def keeps_fractions(self) -> bool:
        """Does it make fractions of fractions?"""
        return all(activation.keeps_fractions for _, activation in self.activations)

    def most_dead(self, training: bool) -> int:
        """How many units can be dead; one is always left.

        None before a normalisation, which would divide by the variance of a dead unit, 0.
        """
        kinds = dropwhile(lambda k: k == NORM or not ACTIVATIONS[k].zero_below, self.kinds)
        from_zero_on = tuple(kinds)
        kept = not from_zero_on or (training and NORM in from_zero_on)
        return 0 if self.linear is None or kept else self.width - 1


def is_softmax(layer: PlacedLayer) -> bool:
    """Does a layer take whole rows together?"""
    return layer.kind in ACTIVATIONS and ACTIVATIONS[layer.kind].along_rows


def blocks(spec: NetworkSpec) -> tuple[Block, ...]:
    """Cut a network into blocks; the first is that of the inputs, and may have nothing in it."""
    pieces: list[list[PlacedLayer]] = [[]]
    for layer in placed(spec):
        if layer.kind == LINEAR or (pieces[-1] and is_softmax(pieces[-1][-1])):
            pieces.append([])
        pieces[-1].append(layer)
    return tuple(_blocks(pieces))


def _blocks(pieces: list[list[PlacedLayer]]) -> Iterator[Block]:
    for piece in pieces:
        linear = piece[0] if piece and piece[0].kind == LINEAR else None
        yield Block(linear, tuple(piece[1:] if linear else piece))
