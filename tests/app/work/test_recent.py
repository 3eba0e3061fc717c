"""A long history: what is forgotten is computed again, and is the same."""

from dataclasses import replace

from numpy.testing import assert_array_equal

from app.design import PRESETS
from app.work import numbers
from app.work.numbers import inputs_of, trace_of
from app.work.recent import Recent
from app.work.run import run_of
from app.work.work import Entry, Work


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
    iterations = ((), *((Entry("X", 0, 0, float(k)),) for k in range(12)))
    run = run_of(Work(replace(PRESETS["small"], optimizer="adam"), iterations))
    kept = trace_of(run)
    monkeypatch.setattr(numbers, "KEPT", Recent(most=1))
    again = trace_of(run)
    assert again is not kept
    for name, value in kept.values.items():
        assert_array_equal(again[name], value, err_msg=name)


def test_a_hundred_edits_of_the_large_network_hold_no_more_than_the_bound(monkeypatch):
    """Not a hundred times its 200 704 weights: they are made anew when somebody goes back."""
    recent = Recent(most=20_000_000)
    monkeypatch.setattr(numbers, "KEPT", recent)
    works = [Work(PRESETS["digits"], ((Entry("W1", 0, 0, float(k)),),)) for k in range(100)]
    for k, work in [*enumerate(works), *reversed([*enumerate(works)])]:
        assert inputs_of(run_of(work))["W1"][0, 0] == k
        assert recent.held <= recent.most
