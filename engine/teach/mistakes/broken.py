"""Put one mistake into a program, for a learner to find."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from engine.core.expr import names
from engine.core.program import Equation, Phase, Program
from engine.running.numbers import Numbers
from engine.running.trace import Trace
from engine.teach.mistakes.noticeable import is_noticeable, rounding_of
from engine.teach.mistakes.wrong_steps import WrongStep, wrong_steps


@dataclass(frozen=True, eq=False)
class BrokenProgram:
    """A program with one mistake: the wrong step, and the program without the mistake."""

    wrong: WrongStep
    right: Program

    @property
    def mistake(self) -> str:
        """Give the key of the mistake."""
        return self.wrong.mistake

    @property
    def equation_name(self) -> str:
        """Name the step with the mistake."""
        return self.wrong.step

    @cached_property
    def program(self) -> Program:
        """Make the program with the mistake. The wrong step keeps its sentence.

        Values that it reads, such as an updated weight, are moved before it.
        """
        name = self.wrong.step
        wrong = replace(self.right.by_name[name], expr=self.wrong.expr)
        steps = [wrong if e.name == name else e for e in self.right.equations]
        return Program(self.right.inputs, tuple(_in_order(steps)))


def _in_order(steps: Sequence[Equation]) -> Iterator[Equation]:
    """Move steps before those that read them, and keep the order otherwise."""
    waiting = {step.name: step for step in steps}

    def ready(name: str) -> Iterator[Equation]:
        if name in waiting:
            step = waiting.pop(name)
            for read in step.reads:
                yield from ready(read)
            yield step

    for step in steps:
        yield from ready(step.name)


def broken_programs(program: Program) -> Iterator[BrokenProgram]:
    """Make every program with one known mistake that says why, in the order of the wrong steps."""
    for step, ways in wrong_steps(program).items():
        later = {step, *(equation.name for equation in program.computed_from(step))}
        for wrong in ways:
            if wrong.fits and wrong.says_why and later.isdisjoint(_needed(program, wrong)):
                yield BrokenProgram(wrong, program)


def _needed(program: Program, wrong: WrongStep) -> set[str]:
    """List the values that a wrong step is computed from, directly or not."""
    read = names(wrong.expr)
    return {*read, *(equation.name for equation in program.needed_for(*read))}


def noticeable_mistakes(
    trace: Trace, phases: Collection[Phase] = tuple(Phase)
) -> tuple[BrokenProgram, ...]:
    """Make the programs whose mistake, in one of these phases, changes a number of the trace.

    A mistake is left out if it changes nothing here (a mask where every entry is positive), or
    leads to infinity or NaN.
    """
    numbers = Numbers(dict(trace.values), trace.dims)
    return tuple(
        broken
        for broken in broken_programs(trace.program)
        if trace.program.phases[broken.equation_name] in phases
        and _changes(trace, broken.wrong, numbers)
    )


def _changes(trace: Trace, wrong: WrongStep, numbers: Numbers) -> bool:
    rounding = rounding_of(trace.program, wrong.step, trace.values)
    return is_noticeable(trace[wrong.step], numbers.of(wrong.expr), rounding)
