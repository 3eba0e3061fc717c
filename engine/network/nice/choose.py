"""Choose one candidate for every unit of a block."""

from __future__ import annotations

import numpy as np

from engine.network.layers.kind import NORM
from engine.network.nice.blocks import Block
from engine.network.nice.candidates import COMFORTABLE, Candidates, Counts, Flags, above, root
from engine.network.nice.drawing import count, draw
from engine.network.spec import NetworkSpec
from engine.running.numbers import Array

MODEST = 5
"""Up to this a bias is short; every 1 more costs 2."""


class NoCandidate(Exception):
    """No candidate can be taken, or the numbers taken are not nice; it says what is missing."""


def choose(
    rng: np.random.Generator, spec: NetworkSpec, block: Block, below: Array, dead: Flags
) -> tuple[Array, dict[str, Array]]:
    """Choose the units of a block: their values (before a softmax) and their parameters, by name.

    Raises `NoCandidate` where no candidate can be taken.
    """
    columns, values = draw(rng, block, below, dead)
    unit = np.repeat(np.arange(block.width), count(block))
    candidates = Candidates(rng, spec, columns, unit, dead[unit], block.fractions, values)
    if block.linear and block.has_bias:
        candidates.cost += 2 * above(values[block.linear.place.own("B").name], MODEST)
    for layer in block.followers:
        if layer.kind == NORM:
            candidates.normalise(layer)
        elif layer != block.softmax:
            candidates.activate(layer)
        candidates.cost += above(candidates.out, COMFORTABLE)
    _judge(candidates, block)
    taken = _taken(rng, candidates, dead)
    own = {name: row[:, taken] for name, row in candidates.values.items()}
    return candidates.out[:, taken], own


def _judge(candidates: Candidates, block: Block) -> None:
    """Rule out units that are the same for all samples, and add the costs of what comes after.

    A unit whose variance is not a square costs more if a later block normalises it.
    """
    if block.logits or block.softmax:
        candidates.soften()
    if candidates.batch > 1:
        candidates.valid &= (np.ptp(candidates.out, axis=0) > 0) | candidates.dead
    if block.normed_later and candidates.fractions:
        candidates.cost += np.where(root(candidates.out) > 0, 0, 60)


def _taken(rng: np.random.Generator, candidates: Candidates, dead: Flags) -> Counts:
    """Choose the cheapest column for each unit, so that every sample is active in some unit."""
    uncovered = np.ones(candidates.batch, dtype=np.bool_)
    candidates.cost += 4 * rng.random(len(candidates.cost))
    taken: list[int] = []
    for unit in range(len(dead)):
        (own,) = np.nonzero((candidates.unit == unit) & candidates.valid)
        if not own.size:
            raise NoCandidate("a unit that is neither constant nor dead, nor long when normalised")
        cost = candidates.cost[own] - 6 * candidates.active[np.ix_(uncovered, own)].sum(axis=0)
        if not dead[unit]:
            cost += 40 * _repeats(candidates.out[:, own], candidates.out[:, taken])
        taken.append(int(own[np.round(cost, 6).argmin()]))
        uncovered &= ~candidates.active[:, taken[-1]]
    if uncovered.any():
        raise NoCandidate("a unit that is active for every sample")
    return np.array(taken)


def _repeats(columns: Array, others: Array) -> Flags:
    """Tell for each column whether it equals one of the others."""
    return np.asarray((columns[:, :, None] == others[:, None, :]).all(axis=0).any(axis=1))
