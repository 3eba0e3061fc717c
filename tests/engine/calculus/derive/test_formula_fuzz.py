"""10,000 drawn and broken formulas: each is derived or refused in the engine's own words, soon."""

from tests.engine.calculus.derive import fuzzing
from tests.support.apart import reported

COUNT = 10_000


def test_drawn_formulas_are_derived_or_refused():
    ends = reported("tests.engine.calculus.derive.fuzzing", COUNT)
    other = [end for end in ends if end not in ("derived", "refused")]
    assert not [end for end in other if not end.startswith("unsure")], other
    assert sum(ends[end] for end in other) <= COUNT / 1000, other
    assert min(ends["derived"], ends["refused"]) > COUNT / 20


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(text, wrt):
        raise IndexError(text + wrt)

    monkeypatch.setattr(fuzzing, "derive", faulty)
    assert "IndexError: aX" in fuzzing.ends("a", "X")
