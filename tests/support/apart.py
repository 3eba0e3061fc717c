"""Many cases in a process of its own and on one core: how each ends, how soon, how small.

So time and memory are those of the engine.
"""

import json
import os
import subprocess
import sys
import time

from tests.support.memory import peak_megabytes
from tests.support.project import ROOT

SEED = 7


def report(ends, cases):
    """Print how many cases ended in which way, the slowest in seconds, the memory in MB."""
    found, slowest = {}, (0.0, "")
    for case in cases:
        start = time.process_time()
        end = ends(*case)
        slowest = max(slowest, (time.process_time() - start, repr(case)[:200]))
        found[end] = found.get(end, 0) + 1
    print(json.dumps({"ends": found, "slowest": slowest, "megabytes": peak_megabytes()}))


def reported(module, count, capsys):
    """What `python -m module count seed` reports, if nothing took long or much; printed, too."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", module, str(count), str(SEED)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    found = json.loads(done.stdout)
    ways = ", ".join(f"{number} {end[:60]}" for end, number in found["ends"].items())
    with capsys.disabled():
        print(f"\n{count:,} of {module}: {ways}; at most {found['slowest'][0]:.2f} s and ", end="")
        print(f"{found['megabytes']:.0f} MB")
    assert sum(found["ends"].values()) == count
    assert found["slowest"][0] < 1, found["slowest"]
    assert found["megabytes"] < 300
    return found["ends"]
