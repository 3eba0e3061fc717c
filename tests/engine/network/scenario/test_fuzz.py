"""Broken scenarios: each is refused in the engine's own words or runs, soon and small."""

import pytest

from engine.core.errors import EngineError
from tests.support import fuzzing
from tests.support.apart import reported


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_broken_scenarios_are_refused_or_run(count, capsys):
    ends = reported("tests.support.fuzzing", count, capsys)
    tracebacks = [end for end in ends if end[0] == "T"]
    assert not tracebacks, "\n".join(tracebacks)
    assert min(ends["refused"], ends["ran"]) > count / 50


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(text):
        raise EngineError(text) if text == "own" else IndexError(text)

    monkeypatch.setattr(fuzzing, "from_text", faulty)
    assert fuzzing.ends("own") == "refused"
    assert "IndexError: other" in fuzzing.ends("other")
