"""Nice numbers for a network: group by group, and anew where a promise is broken."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from engine.core.errors import SettingError
from engine.core.program import Role
from engine.network.build import build
from engine.network.nice.choose import Stuck, choose
from engine.network.nice.compute import Array, computed, forward
from engine.network.nice.draft import Flags
from engine.network.nice.drawing import Wanted
from engine.network.nice.groups import SOFTMAX, Group, groups, has_logits
from engine.network.nice.limits import check, room
from engine.network.nice.promise import broken
from engine.network.nice.settings import settings
from engine.network.nice.target import target
from engine.network.spec import NORM, NetworkSpec, placed
from engine.running.trace import run

ATTEMPTS = 20
"""How often it is begun anew."""


def nice(spec: NetworkSpec, batch: int = 4, seed: int = 0, dead: int = 0) -> Mapping[str, Array]:
    """A value for every input of a network, such that its trace is short and exact.

    - inputs, weights, biases and targets are small whole numbers; the same seed gives the same
    - no number of the forward pass is beyond 99, and none stands at the kink of an activation
    - `dead` units are dead for the whole batch, and no other
    - every sample and every other unit has a gradient; every class is as often a target as another
    - up to the first irrational activation (sigmoid, softmax, ...) every number is a fraction, and
      without one all of them are; a mean over the batch is over the size of the batch
    - a normalisation has `eps = 0` and a variance that is the square of a fraction

    Nothing of the gradients is promised before a threshold, through which none comes back, and
    those of weights are 0 where a normalisation undoes what they do. Raises `SettingError` with the
    reason where it is impossible, and with what is missing where the search ends without.
    """
    pieces = groups(spec)
    check(spec, pieces, batch, seed, dead)
    rng, missing = np.random.default_rng(seed), ""
    for _ in range(ATTEMPTS):
        try:
            values = _attempt(rng, spec, pieces, batch, dead)
        except Stuck as stuck:
            missing = str(stuck)
            continue
        missing = broken(run(build(spec), values), spec, pieces, dead) or ""
        if not missing:
            return MappingProxyType(_frozen(spec, values))
    raise SettingError(
        f"no nice numbers were found in {ATTEMPTS} attempts; what is missing is {missing}. "
        f"Another seed or a smaller batch may have them"
    )


def _attempt(
    rng: np.random.Generator, spec: NetworkSpec, pieces: tuple[Group, ...], batch: int, dead: int
) -> dict[str, Array]:
    values = settings(spec)
    graves = _graves(rng, spec, pieces, dead)
    below = np.empty((batch, 0))
    for k, group in enumerate(pieces):
        wanted = _wanted(spec, pieces, k, graves[k])
        below, own = choose(rng, spec, group, below, wanted)
        if SOFTMAX in group.kinds:
            below = _softmax(spec, group, below)
        values |= own
    (name,) = build(spec).with_role(Role.TARGET)
    values[name] = target(rng, spec.loss, placed(spec)[-1].kind, below)
    return values


def _wanted(spec: NetworkSpec, pieces: tuple[Group, ...], k: int, dead: Flags) -> Wanted:
    normed = [spec.training and NORM in group.kinds for group in pieces]
    return Wanted(
        dead,
        rational=all(group.rational for group in pieces[:k]),
        normed=normed[k],
        normed_later=any(normed[k + 1 :]),
        logits=k == len(pieces) - 1 and has_logits(spec),
    )


def _graves(
    rng: np.random.Generator, spec: NetworkSpec, pieces: tuple[Group, ...], dead: int
) -> list[Flags]:
    """For each piece, which of its units are to be dead."""
    places = np.repeat(np.arange(len(pieces)), room(spec, pieces))
    drawn = np.bincount(rng.permutation(places)[:dead], minlength=len(pieces))
    widths = (group.width or spec.width for group in pieces)
    return [rng.permutation(np.arange(w) < n) for w, n in zip(widths, drawn, strict=True)]


def _softmax(spec: NetworkSpec, group: Group, below: Array) -> Array:
    """Softmax of the units together, where all else goes unit by unit."""
    layer = group.followers[-1]
    found = computed(forward(layer, spec), {layer.place.below.name: below}, len(below))
    return found[layer.place.out.name]


def _frozen(spec: NetworkSpec, values: Mapping[str, Array]) -> dict[str, Array]:
    """In the order of the program, read-only."""
    found = {given.name: np.array(values[given.name]) for given in build(spec).inputs}
    for array in found.values():
        array.flags.writeable = False
    return found
