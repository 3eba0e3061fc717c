"""Derive drawn formulas, one after the other; see `test_formula_fuzz`."""

import sys
import traceback

from engine.calculus.derive.formula import derive
from engine.core.errors import DeriveError
from tests.engine.calculus.derive.formulas import formulas
from tests.support.apart import report


def ends(text, wrt):
    """How a formula ends: "derived", "unsure" if the numbers differ, "refused", or a traceback."""
    try:
        return "derived" if derive(text, wrt).check.agrees else f"unsure {wrt}: {text}"
    except DeriveError as error:
        return "refused" if error.column is None or 1 <= error.column <= 301 else str(error)
    except Exception:
        return f"Traceback of {wrt}: {text}\n{traceback.format_exc()}"


if __name__ == "__main__":
    report(ends, formulas(int(sys.argv[1]), int(sys.argv[2])))
