"""Bring someone's arrays into the layout of a program: samples in rows, weights as (in, out).

Others have samples in columns, and PyTorch has weights as (out, in). What is not square shows it;
what is square follows the others of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from engine.core.program import Equation, Phase, Program
from engine.teach.diagnose.tolerance import Answer
from engine.teach.submission.quantities import quantities

Sizes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Whether weights stand as (out, in), and whether samples stand in columns.

    `bias`: where it stands among the rows of the weights, `last` or `first`; empty where it does
    not.
    """

    weights: bool = False
    samples: bool = False
    bias: str = ""


def layouts(
    program: Program, wanted: Mapping[str, Sizes], answers: Mapping[str, Answer]
) -> Iterator[Layout]:
    """List the layouts that all arrays of more than one row and column fit, the usual one first.

    Where the arrays do not agree, none of them is turned.
    """
    ways = {True: {False, True}, False: {False, True}}
    weights = weights_of(program)
    for name, answer in answers.items():
        want, have = wanted[name], answer.values.shape
        if len(want) == len(have) == 2 and want != want[::-1] and have in (want, want[::-1]):
            ways[name in weights] &= {have != want}
    agreed = [Layout(*turned) for turned in product(sorted(ways[True]), sorted(ways[False]))]
    yield from agreed or [Layout()]


def oriented(program: Program, layout: Layout, name: str, answer: Answer, want: Sizes) -> Answer:
    """Turn an array that stands in a layout; one of another shape stays as it is."""
    turned = layout.weights if name in weights_of(program) else layout.samples
    if turned and answer.values.shape == want[::-1] and len(want) == 2:
        return answer.reshaped(np.ascontiguousarray(answer.values.T), answer.slack.T)
    return answer


@lru_cache(maxsize=64)
def weights_of(program: Program) -> frozenset[str]:
    """Name the weights, their gradients, and what an update makes of both."""
    own = {name for quantity, name in quantities(program).items() if quantity.kind == "weight"}
    of_own = {e.name for e in program.gradients if e.of in own}
    updated = [e for e in program.in_phase(Phase.UPDATE) if _is_update_of(program, e, of_own)]
    remembered = {str(e.of) for e in updated if e.of in program.roles}
    return frozenset(own | of_own | remembered | {e.name for e in updated})


def _is_update_of(program: Program, equation: Equation, gradients: set[str]) -> bool:
    """Tell whether a value of an update is computed from one of these gradients."""
    before = program.needed_for(equation.name)
    return any(
        not gradients.isdisjoint((*e.reads, e.name)) for e in before if e.phase is Phase.UPDATE
    )
