"""Derive drawn formulas, one after the other, in a process of its own; see `test_formula_fuzz`."""

import json
import sys
import time
import traceback

from engine.derive.formula import derive
from engine.errors import DeriveError
from tests.derive.formulas import formulas
from tests.memory import peak_megabytes


def ends(text, wrt):
    """How a formula ends: "derived", "unsure" if the numbers differ, "refused", or a traceback."""
    try:
        return "derived" if derive(text, wrt).check.agrees else f"unsure {wrt}: {text}"
    except DeriveError as error:
        return "refused" if error.column is None or 1 <= error.column <= 201 else str(error)
    except Exception:
        return f"Traceback of {wrt}: {text}\n{traceback.format_exc()}"


def main(count, seed):
    """Print how many ended in which way, the slowest in seconds, the memory in MB."""
    found, slowest = {}, (0.0, "")
    for text, wrt in formulas(count, seed):
        start = time.process_time()
        end = ends(text, wrt)
        slowest = max(slowest, (time.process_time() - start, text))
        found[end] = found.get(end, 0) + 1
    print(json.dumps({"ends": found, "slowest": slowest, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
