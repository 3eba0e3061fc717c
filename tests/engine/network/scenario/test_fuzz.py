"""10,000 broken scenarios: each is refused in the engine's own words or runs, soon and small."""

from engine.core.errors import EngineError
from tests.support import fuzzing
from tests.support.apart import reported

COUNT = 10_000


def test_broken_scenarios_are_refused_or_run():
    ends = reported("tests.support.fuzzing", COUNT)
    tracebacks = [end for end in ends if end[0] == "T"]
    assert not tracebacks, "\n".join(tracebacks)
    assert min(ends["refused"], ends["ran"]) > COUNT / 50


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(text):
        raise EngineError(text) if text == "own" else IndexError(text)

    monkeypatch.setattr(fuzzing, "from_text", faulty)
    assert fuzzing.ends("own") == "refused"
    assert "IndexError: other" in fuzzing.ends("other")
