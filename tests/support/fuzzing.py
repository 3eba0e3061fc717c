"""Run broken scenarios, one after the other; see `test_fuzz`."""

import sys
import traceback

from engine.core.errors import EngineError
from engine.network.scenario.reading import from_text
from engine.network.scenario.scenario import iterate
from tests.support.apart import report
from tests.support.broken import texts


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


if __name__ == "__main__":
    report(ends, ((text,) for text in texts(int(sys.argv[1]), int(sys.argv[2]))))
