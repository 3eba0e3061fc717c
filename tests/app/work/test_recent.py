"""A long history: what is forgotten is computed again, and is the same."""

from dataclasses import replace

from numpy.testing import assert_array_equal

from app import given as givens
from app.bench import designed, edited, undone, updated
from app.design import PRESETS
from app.work.recent import Recent


def test_what_is_kept_is_not_computed_again():
    recent, owner, asked = Recent(), object(), []
    for _ in range(3):
        assert recent.of(owner, "what", lambda: asked.append(1) or len(asked), lambda _: 8) == 1
    assert recent.of(owner, "else", lambda: 5, lambda _: 8) == 5


def test_the_longest_unused_is_forgotten_first():
    recent, owners, asked = Recent(most=20), [object() for _ in range(3)], []

    def of(k):
        recent.of(owners[k], "what", lambda: asked.append(k), lambda _: 8)

    for k in (0, 1, 0, 2, 0, 1):
        of(k)
    assert asked == [0, 1, 2, 1]


def test_a_forgotten_iteration_is_the_same_when_it_is_computed_again(monkeypatch):
    bench = designed(replace(PRESETS["small"], optimizer="adam"))
    for k in range(12):
        bench = edited(updated(bench), "X", 0, 0, k)
    kept = bench.trace()
    monkeypatch.setattr(givens, "KEPT", Recent(most=1))
    for name, value in kept.values.items():
        assert_array_equal(bench.trace()[name], value, err_msg=name)


def test_a_hundred_edits_of_the_large_network_hold_a_hundred_numbers(monkeypatch):
    """Not a hundred times its 200 704 weights: they are made anew when they are undone."""
    recent = Recent(most=20_000_000)
    monkeypatch.setattr(givens, "KEPT", recent)
    bench = designed(PRESETS["digits"])
    for k in range(100):
        bench = edited(bench, "W1", 0, 0, k)
        assert bench.values["W1"][0, 0] == k
    for k in reversed(range(99)):
        bench = undone(bench)
        assert bench.values["W1"][0, 0] == k
    assert len(bench.past) == 1
