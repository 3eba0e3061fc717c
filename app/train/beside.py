"""Trainings beside the one that is shown: they have its data and its seed, all else is their own.

In an address they are words, with signs between: `net:2-8.relu-2.softmax;lr:0.3|net:…`.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.train import words
from app.train.address import KEYS, Refusals, from_query, to_query
from app.train.training import Training
from app.work.careless import meant
from app.work.errors import WorkError, shown
from app.work.layers_address import written_layers

BESIDE = "beside"
"""The parameter of the address that has the words."""
MOST = 3
BETWEEN = "|"
SHARED = ("set", "count", "noise", "formula", "table", "target", "scale", "share", "seed")
"""What all have in common, and no word says."""


def word_of(training: Training) -> str:
    """Write what a training has of its own."""
    net = written_layers(training.design.inputs, training.design.layers)
    own = {"net": net} | {k: v for k, v in to_query(training).items() if k not in SHARED}
    return words.written(own)


def with_own(training: Training, own: Mapping[str, str]) -> tuple[Training, Refusals]:
    """Take the data and the seed of a training, with settings of another's own."""
    shared = {key: said for key, said in to_query(training).items() if key in SHARED}
    return from_query({**{k: v for k, v in own.items() if k not in SHARED}, **shared})


def trainings_beside(training: Training, said: str) -> tuple[tuple[Training, ...], Refusals]:
    """Read the words of an address: as much as can be, and what could not be."""
    found, refusals = list[Training](), list[WorkError]()
    words_said = [one for one in said.split(BETWEEN) if one]
    if len(words_said) > MOST:
        refusals.append(WorkError(BESIDE, "too_many", count=len(words_said), most=MOST))
    for word in words_said[:MOST]:
        own = meant(words.read(word), KEYS)
        other, why = with_own(training, own)
        why += tuple(
            WorkError(BESIDE, "no_setting", asked=shown(key))
            for key in own
            if key not in ("", *KEYS)  # A sign too many between two settings is none of them.
        )
        refusals += why
        found += [] if why else [other]
    return tuple(found), tuple(refusals)
