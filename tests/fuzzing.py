"""Run broken scenarios, one after the other, in a process of its own; see `test_fuzz`."""

import json
import sys
import time
import traceback

from engine.errors import EngineError
from engine.scenario import from_text, iterate
from tests.broken import texts
from tests.memory import peak_megabytes


def ends(text):
    """How a scenario ends: "ran", "refused", or a traceback."""
    try:
        for _ in iterate(from_text(text)):
            pass
    except EngineError:
        return "refused"
    except Exception:
        return traceback.format_exc()
    return "ran"


def main(count, seed):
    """Print how many ended in which way, the slowest in seconds, the memory in MB."""
    found, slowest = {}, 0.0
    for text in texts(count, seed):
        start = time.process_time()
        end = ends(text)
        slowest = max(slowest, time.process_time() - start)
        found[end] = found.get(end, 0) + 1
    print(json.dumps({"ends": found, "slowest": slowest, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
