"""10,000 broken scenarios: each is refused in the engine's own words or runs, soon and small."""

import json
import os
import subprocess
import sys
from pathlib import Path

from engine.errors import EngineError
from tests import fuzzing

ROOT = Path(__file__).parents[1]
COUNT = 10_000


def test_broken_scenarios_are_refused_or_run():
    """In a process of its own and on one core, so that time and memory are those of the engine."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.fuzzing", str(COUNT), "7"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found = json.loads(done.stdout)
    tracebacks = {end: count for end, count in found["ends"].items() if end[0] == "T"}
    assert not tracebacks, "\n".join(tracebacks)
    assert sum(found["ends"].values()) == COUNT
    assert min(found["ends"]["refused"], found["ends"]["ran"]) > COUNT / 50
    assert found["slowest"] < 1
    assert found["megabytes"] < 500


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(text):
        raise EngineError(text) if text == "own" else IndexError(text)

    monkeypatch.setattr(fuzzing, "from_text", faulty)
    assert fuzzing.ends("own") == "refused"
    assert "IndexError: other" in fuzzing.ends("other")
