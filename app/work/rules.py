"""What is kept of what was typed when another network is built, and which networks are alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.design import Design
from app.work.work import Entry
from engine.core.program import Program, Role

SCALAR_ROLES = (Role.RATE, Role.SETTING)


def carried_over(
    iterations: Iterable[Iterable[Entry]], program: Program, old: Design, new: Design
) -> Iterator[Entry]:
    """List the typed numbers that are kept when a design is replaced by another.

    From later iterations only if no update changes the value. Where the design draws new numbers,
    only rates and settings.
    """
    same = (old.data, old.start, old.seed) == (new.data, new.start, new.seed)
    scalars = {given.name for given in program.inputs if given.role in SCALAR_ROLES}
    for number, typed in enumerate(iterations):
        for entry in typed:
            lasts = number == 0 or entry.name not in program.carried
            if entry.name in scalars or (same and lasts):
                yield entry


def are_alike(one: Design, other: Design) -> bool:
    """Tell whether two networks have the same layers and begin with the same numbers.

    Then all differences come from activations, loss, conventions or training.
    """
    return (one.kernel, one.single) == (other.kernel, other.single)


def compared(now: int, before: int) -> int | None:
    """Find the iteration of the work before with which this one is compared; None without one.

    The first with the first, so that what a reset or another setting changes is marked; a later
    one with that of the same number.
    """
    if now == 1:
        return 1
    return before if now == before else None
