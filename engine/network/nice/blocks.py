"""Cut a network into blocks; inside a block every unit is computed by itself."""

from __future__ import annotations

from itertools import dropwhile

from engine.core.immutable import immutable
from engine.core.naming import Place
from engine.network.layers.activations import ACTIVATIONS, Activation
from engine.network.layers.kind import LINEAR, NORM, PlacedLayer
from engine.network.layers.table import KINDS
from engine.network.losses import LOSSES
from engine.network.spec import NetworkSpec, placed


@immutable
class Block:
    """A linear layer and what follows it, up to the next one or to a softmax, which ends it.

    The first block is that of the inputs; it and a block after a softmax may have no `linear`.

    - `width`: how many units it has
    - `fractions`: whether all its inputs are fractions
    - `training`: whether it is normalised by the statistics of the batch, if it is normalised
    - `normed_later`: whether a later block is normalised by the batch
    - `logits`: whether its values go into an exponential of the loss
    """

    linear: PlacedLayer | None
    followers: tuple[PlacedLayer, ...]
    width: int
    fractions: bool
    training: bool
    normed_later: bool
    logits: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the layers that follow the linear one."""
        return tuple(layer.kind for layer in self.followers)

    @property
    def normed(self) -> bool:
        """Whether it is normalised by the batch."""
        return self.training and NORM in self.kinds

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
        """Whether its values are fractions if its inputs are."""
        return all(activation.keeps_fractions for _, activation in self.activations)

    @property
    def has_bias(self) -> bool:
        """Whether its linear layer has a bias."""
        return self.linear is not None and self.linear.kind == LINEAR

    @property
    def most_dead(self) -> int:
        """How many units can be dead; at least one has to stay alive.

        It is 0 before a normalisation, which would divide by the variance of a dead unit, 0.
        """
        kinds = dropwhile(lambda k: k == NORM or not ACTIVATIONS[k].zero_below, self.kinds)
        from_zero_on = tuple(kinds)
        alive = not from_zero_on or (self.training and NORM in from_zero_on)
        return 0 if self.linear is None or alive else self.width - 1


def is_softmax(layer: PlacedLayer) -> bool:
    """Tell whether a layer takes whole rows together, as softmax does."""
    return layer.kind in ACTIVATIONS and ACTIVATIONS[layer.kind].along_rows


def _is_linear(layer: PlacedLayer) -> bool:
    return KINDS[layer.kind].family == LINEAR


def blocks(spec: NetworkSpec) -> tuple[Block, ...]:
    """Cut a network into blocks; the first is that of the inputs, and may have nothing in it."""
    loss, made = LOSSES.get(spec.loss), list[Block]()
    pieces = _cut(placed(spec))
    for k, piece in enumerate(pieces, 1):
        linear = piece[0] if piece and _is_linear(piece[0]) else None
        later = [layer.kind for other in pieces[k:] for layer in other]
        made.append(
            Block(
                linear,
                tuple(piece[1:] if linear else piece),
                piece[0].width_out if piece else spec.width,
                fractions=all(block.keeps_fractions for block in made),
                training=spec.training,
                normed_later=spec.training and NORM in later,
                logits=k == len(pieces) and loss is not None and loss.of_logits,
            )
        )
    return tuple(made)


def _cut(layers: tuple[PlacedLayer, ...]) -> list[list[PlacedLayer]]:
    pieces: list[list[PlacedLayer]] = [[]]
    for layer in layers:
        if _is_linear(layer) or (pieces[-1] and is_softmax(pieces[-1][-1])):
            pieces.append([])
        pieces[-1].append(layer)
    return pieces
