"""Programs with one mistake in them, for a learner to find."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from engine.calculus.derive.values import Numbers
from engine.core.errors import SettingError
from engine.core.expr import names
from engine.core.program import Equation, Phase, Program
from engine.running.trace import Trace
from engine.teach.mistakes.noticeable import is_noticeable, rounding_of
from engine.teach.mistakes.slip import Slip, slips


@dataclass(frozen=True, eq=False)
class Variant:
    """A program with one mistake: the slip, and the program that it is made in."""

    slip: Slip
    right: Program

    @property
    def mistake(self) -> str:
        """The key of the mistake."""
        return self.slip.mistake

    @property
    def equation_name(self) -> str:
        """The step in which it sits."""
        return self.slip.step

    @cached_property
    def program(self) -> Program:
        """The program with the mistake. The step keeps its idea: that is what it is meant to be.

        Where it reads what is computed later, an updated weight, that is computed before it.
        """
        name = self.slip.step
        wrong = replace(self.right.by_name[name], expr=self.slip.expr)
        steps = [wrong if e.name == name else e for e in self.right.equations]
        return Program(self.right.inputs, tuple(_in_order(steps)))


def _in_order(steps: Sequence[Equation]) -> Iterator[Equation]:
    """The steps in their order, but each after those that it reads."""
    waiting = {step.name: step for step in steps}

    def ready(name: str) -> Iterator[Equation]:
        if name in waiting:
            step = waiting.pop(name)
            for read in step.reads:
                yield from ready(read)
            yield step

    for step in steps:
        yield from ready(step.name)


def variants(program: Program) -> Iterator[Variant]:
    """Every way to put one known mistake into a program, in the order of its steps."""
    for found in slips(program).values():
        for slip in found:
            if slip.fits and not _is_circular(program, slip):
                yield Variant(slip, program)


def _is_circular(program: Program, slip: Slip) -> bool:
    """Whether a slip reads what cannot be computed before it."""
    waiting, seen = set(names(slip.expr)), set[str]()
    while waiting:
        seen |= waiting
        waiting = {n for name in waiting for n in _reads(program, name)} - seen
    return slip.step in seen


def _reads(program: Program, name: str) -> tuple[str, ...]:
    return program.by_name[name].reads if name in program.by_name else ()


def offered(trace: Trace, phases: Collection[Phase] = tuple(Phase)) -> tuple[Variant, ...]:
    """The variants of a trace's program that change a number of the trace, in these phases.

    A variant that changes nothing here (a mask where everything is positive), or that leads to
    what is no number, is left out.
    """
    numbers = Numbers(dict(trace.values), trace.dims)
    return tuple(
        variant
        for variant in variants(trace.program)
        if trace.program.by_name[variant.equation_name].phase in phases
        and _changes(trace, variant.slip, numbers)
    )


def _changes(trace: Trace, slip: Slip, numbers: Numbers) -> bool:
    rounding = rounding_of(trace.program, slip.step, trace.values)
    return is_noticeable(trace[slip.step], numbers.of(slip.expr), rounding)


def broken(program: Program, choice: int | tuple[str, str], trace: Trace | None = None) -> Variant:
    """A program with one mistake: of a seed, or of the mistake's key and the step that are chosen.

    With a trace of the program, only what changes its numbers is chosen from. Of a seed, the kind
    of mistake is drawn first, so that those of many places are not drawn more often; of several
    ways to make the chosen one in a step, it is the first.
    Raises `SettingError` where there is no such variant.
    """
    found = list(variants(program)) if trace is None else list(offered(trace))
    if isinstance(choice, int):
        return _drawn(found, choice)
    for variant in found:
        if (variant.mistake, variant.equation_name) == choice:
            return variant
    here = [v.mistake for v in found if v.equation_name == choice[1]]
    known = ", ".join(here or dict.fromkeys(v.equation_name for v in found))
    raise SettingError(
        f"{' in '.join(choice)} is not a mistake that can be made; "
        f"there are {'those' if here else 'mistakes in the steps'} {known}"
    )


def _drawn(found: Sequence[Variant], seed: int) -> Variant:
    if not found:
        raise SettingError("no known mistake changes anything in this program")
    rng = random.Random(seed)
    key = rng.choice(sorted({variant.mistake for variant in found}))
    return rng.choice([variant for variant in found if variant.mistake == key])
