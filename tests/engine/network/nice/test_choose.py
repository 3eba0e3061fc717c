from dataclasses import replace

import numpy as np
import pytest

from engine.network.nice import choose as module
from engine.network.nice.blocks import blocks
from engine.network.nice.choose import NoCandidate, choose
from engine.network.spec import mlp_spec

SPEC = mlp_spec((1, 2, 1), loss="l2")
BLOCK = blocks(SPEC)[1]


def chosen(monkeypatch, *candidates, dead=(False, False), normed_later=False, bias=0):
    """What is chosen, after a ReLU, of two candidates for each of two units."""
    columns = np.array(candidates, dtype=float).T
    values = {"W1": np.zeros((1, 4)), "B1": np.array([[bias, 0, 0, 0]])}
    monkeypatch.setattr(module, "count", lambda _: 2)
    monkeypatch.setattr(module, "draw", lambda *_: (columns, values))
    block = replace(BLOCK, normed_later=normed_later)
    return choose(np.random.default_rng(0), SPEC, block, columns, np.array(dead))[0].T.tolist()


def test_what_is_long_is_not_taken(monkeypatch):
    assert chosen(monkeypatch, (40, 5, 6), (3, 1, 5), (4, 2, 7), (1, 2, 30)) == [
        [3, 1, 5],
        [4, 2, 7],
    ]
    assert chosen(monkeypatch, (2, 5, 6), (3, 1, 5), (4, 2, 7), (1, 2, 30), bias=20)[0] == [3, 1, 5]


def test_what_is_dead_or_constant_is_not_taken(monkeypatch):
    found = chosen(monkeypatch, (-1, -2, -3), (3, 1, 5), (4, 4, 4), (2, 4, 5))
    assert found == [[3, 1, 5], [2, 4, 5]]


def test_what_is_at_the_kink_is_taken_only_where_there_is_nothing_else(monkeypatch):
    found = chosen(monkeypatch, (0, 1, 5), (3, 1, 5), (0, 4, 5), (4, 4, 4))
    assert found == [[3, 1, 5], [0, 4, 5]]


def test_a_unit_is_not_taken_twice(monkeypatch):
    found = chosen(monkeypatch, (3, 1, 5), (3, 1, 5), (3, 1, 5), (2, 4, 15))
    assert found == [[3, 1, 5], [2, 4, 15]]


def test_every_sample_is_active_in_some_unit(monkeypatch):
    """The first unit leaves out the last sample."""
    found = chosen(monkeypatch, (3, 1, -1), (3, 2, -5), (4, 2, -2), (-1, -2, 1))
    assert found[1] == [0, 0, 1]
    with pytest.raises(NoCandidate, match="active for every sample"):
        chosen(monkeypatch, (3, 1, -1), (3, 2, -5), (4, 2, -2), (1, 2, -1))


def test_the_dead_are_taken_where_they_are_needs_for(monkeypatch):
    found = chosen(monkeypatch, (3, 1, 5), (3, 2, 5), (4, 2, 2), (-1, -2, -3), dead=(False, True))
    assert found[1] == [0, 0, 0]


def test_what_is_normalised_later_has_a_root_if_there_is_one(monkeypatch):
    """Of 9 1 3 3 the variance is 25 - 4² = 3²; of 1 6 2 3 it is 50/4 - 3² = 7/2."""
    candidates = (3, 6, 1, 1), (5, 2, 1, 1), (9, 1, 3, 3), (1, 6, 2, 3)
    assert chosen(monkeypatch, *candidates, normed_later=True)[1] == [9, 1, 3, 3]


def test_where_nothing_will_do_it_is_stuck(monkeypatch):
    with pytest.raises(NoCandidate, match="neither constant nor dead"):
        chosen(monkeypatch, (4, 4, 4), (-1, -2, -3), (1, 2, 3), (1, 2, 4))
