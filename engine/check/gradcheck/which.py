"""Which gradients are checked, and by which way each comes back."""

from __future__ import annotations

from collections.abc import Collection

from engine.core.errors import BindError, LimitError
from engine.core.program import Equation, Program
from engine.running.trace import Trace

LIMIT = 20_000
"""How many entries a check takes."""


def chosen(trace: Trace, only: Collection[str] | None) -> list[Equation]:
    """The gradients of a trace, or those in `only`.

    Raises `BindError` for a name that is not a gradient, `LimitError` for more than 20,000 entries.
    """
    known = {equation.name: equation for equation in trace.program.gradients}
    for name in () if only is None else only:
        if name not in known:
            raise BindError(name, "is not a gradient; there are " + ", ".join(known))
    wanted = [e for name, e in known.items() if only is None or name in only]
    entries = sum(trace[equation.name].size for equation in wanted)
    if entries > LIMIT:
        raise LimitError(
            f"the gradients have {entries:,} entries; a gradient check takes {LIMIT:,}: "
            "choose some gradients, a smaller network or a smaller batch"
        )
    return wanted


def through(program: Program, equation: Equation) -> tuple[str, ...] | None:
    """The equations through which a term of a gradient comes back; None for a whole gradient.

    Of several gradients of one value the last is the whole. A term reads the gradients of what the
    value flows into on its way: `gradY1lin_var` reads `gradVar1`, so it comes back through `var1`.
    """
    if equation.name == program.gradient_of[str(equation.of)]:
        return None
    read = (program.by_name[name].of for name in equation.reads if name in program.by_name)
    return tuple(of for of in read if of)
