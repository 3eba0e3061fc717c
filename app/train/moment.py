"""A moment of a training, as a word of an address: its settings, and the iteration."""

from __future__ import annotations

from urllib.parse import quote

from app.train.address import to_query
from app.train.training import Training
from app.work import network_address

SAFE = "+-.*^(),/= :"
AT = "at:"


def moment_word(training: Training) -> str:
    """Write the settings, and begin the iteration: `set:moons;lr:0.2;at:`."""
    parts = [f"{key}:{quote(word, safe=SAFE)}" for key, word in to_query(training).items()]
    return ";".join([*parts, AT])


def player_query(training: Training) -> dict[str, str]:
    """The address of the network in the player."""
    return network_address.written(training.design)
