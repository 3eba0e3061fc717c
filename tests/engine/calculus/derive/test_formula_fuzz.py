"""Drawn and broken formulas: each is derived or refused in the engine's own words, soon."""

import pytest

from tests.engine.calculus.derive import fuzzing
from tests.support.apart import reported


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_drawn_formulas_are_derived_or_refused(count, capsys):
    ends = reported("tests.engine.calculus.derive.fuzzing", count, capsys)
    other = [end for end in ends if end not in ("derived", "refused")]
    assert not [end for end in other if not end.startswith("unsure")], other
    assert sum(ends[end] for end in other) <= count / 1000, other
    assert min(ends["derived"], ends["refused"]) > count / 20


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(text, wrt):
        raise IndexError(text + wrt)

    monkeypatch.setattr(fuzzing, "derive", faulty)
    assert "IndexError: aX" in fuzzing.ends("a", "X")
