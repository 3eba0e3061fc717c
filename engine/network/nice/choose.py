"""Choosing one candidate for every unit of a group."""

from __future__ import annotations

import numpy as np

from engine.network.nice.compute import Array
from engine.network.nice.draft import COMFORTABLE, Counts, Draft, Flags, above, root
from engine.network.nice.drawing import Wanted, drawn
from engine.network.nice.groups import SOFTMAX, Group
from engine.network.spec import NORM, NetworkSpec

MODEST = 5
"""Up to here a bias is short; every one more costs 2."""


class Stuck(Exception):
    """There is no candidate that will do; the message says of what kind."""


def choose(
    rng: np.random.Generator, spec: NetworkSpec, group: Group, below: Array, wanted: Wanted
) -> tuple[Array, dict[str, Array]]:
    """What the chosen units give, up to a softmax, and their values by name.

    Raises `Stuck` where no candidate will do.
    """
    columns, values = drawn(rng, group, below, wanted)
    unit = np.repeat(np.arange(wanted.width), wanted.each)
    draft = Draft(rng, spec, columns, unit, wanted.dead[unit], wanted.rational, values)
    if group.linear:
        draft.cost += 2 * above(values[group.linear.place.own("B").name], MODEST)
    _through(draft, group)
    _judge(draft, wanted, SOFTMAX in group.kinds)
    taken = _taken(rng, draft, wanted)
    return draft.out[:, taken], {name: rows[:, taken] for name, rows in draft.values.items()}


def _through(draft: Draft, group: Group) -> None:
    for layer in group.followers:
        if layer.kind == NORM:
            draft.normalise(layer)
        elif layer.kind != SOFTMAX:
            draft.activate(layer)
        draft.cost += above(draft.out, COMFORTABLE)


def _judge(draft: Draft, wanted: Wanted, softmax: bool) -> None:
    """A unit differs from sample to sample; what is normalised later has a variance to do it by."""
    if wanted.logits or softmax:
        draft.soften()
    if draft.batch > 1:
        draft.valid &= (np.ptp(draft.out, axis=0) > 0) | draft.dead
    if wanted.normed_later and draft.rational:
        draft.cost += np.where(root(draft.out) > 0, 0, 60)


def _taken(rng: np.random.Generator, draft: Draft, wanted: Wanted) -> Counts:
    """Which column of the draft each unit takes; all samples are active in one of them at least."""
    uncovered = np.ones(draft.batch, dtype=np.bool_)
    draft.cost += 4 * rng.random(len(draft.cost))
    taken: list[int] = []
    for unit in range(wanted.width):
        (own,) = np.nonzero((draft.unit == unit) & draft.valid)
        if not own.size:
            raise Stuck("a unit that is neither constant nor dead, nor long when normalised")
        cost = draft.cost[own] - 6 * draft.active[np.ix_(uncovered, own)].sum(axis=0)
        if not wanted.dead[unit]:
            cost += 40 * _repeats(draft.out[:, own], draft.out[:, taken])
        taken.append(int(own[np.round(cost, 6).argmin()]))
        uncovered &= ~draft.active[:, taken[-1]]
    if uncovered.any():
        raise Stuck("a unit that is active for every sample")
    return np.array(taken)


def _repeats(columns: Array, others: Array) -> Flags:
    """Whether a column is one of the others."""
    return np.asarray((columns[:, :, None] == others[:, None, :]).all(axis=0).any(axis=1))
