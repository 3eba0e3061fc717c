"""10,000 drawn and broken formulas: each is derived or refused in the engine's own words, soon."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.derive import fuzzing

ROOT = Path(__file__).parents[2]
COUNT = 10_000


def test_drawn_formulas_are_derived_or_refused():
    """In a process of its own and on one core, so that time and memory are those of the engine."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.derive.fuzzing", str(COUNT), "7"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found = json.loads(done.stdout)
    ends = found["ends"]
    other = [end for end in ends if end not in ("derived", "refused")]
    assert not [end for end in other if not end.startswith("unsure")], other
    assert sum(ends[end] for end in other) <= COUNT / 1000, other
    assert min(ends["derived"], ends["refused"]) > COUNT / 20
    assert found["slowest"][0] < 1, found["slowest"]
    assert found["megabytes"] < 500


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(text, wrt):
        raise IndexError(text + wrt)

    monkeypatch.setattr(fuzzing, "derive", faulty)
    assert "IndexError: aX" in fuzzing.ends("a", "X")
