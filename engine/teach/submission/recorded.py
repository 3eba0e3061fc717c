"""Judge a recorded training, iteration by iteration: each from its own recorded beginning.

Names of the recorders begin with the number of the iteration: `2/0.weight.grad`. What an optimizer
remembers goes from one iteration to the next as it was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.core.naming import new
from engine.core.program import Role
from engine.network.layers.kind import DROPOUT, LINEAR, NORM, RESIDUAL, PlacedLayer
from engine.network.layers.table import KINDS
from engine.network.optimizers import STEP
from engine.network.scenario.scenario import Scenario
from engine.network.spec import placed
from engine.running.numbers import Array
from engine.running.trace import Trace
from engine.teach.diagnose.comparison import Compared, Verdict, first_wrong
from engine.teach.diagnose.tolerance import RELATIVE
from engine.teach.submission.judge import Judged, judge
from engine.teach.submission.values import names_in, with_arrays

NUMBERED = re.compile(r"(\d{1,6})/(.+)", re.DOTALL)
STATES = {
    "exp_avg": "m",
    "exp_avg_sq": "v",
    "momentum_buffer": "v",
    "square_avg": "v",
    "sum": "v",
}
"""The names of what PyTorch's optimizers remember, and its letters here."""
Arrays = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Iteration:
    """One recorded iteration.

    - `number`, `scenario`: its number, and what it began with
    - `judged`: how it is judged
    - `off`: whether it began with what is wrong: an iteration before it got an update wrong
    - `accumulated`: the gradients to which those of the iteration before were added, as where
      `optimizer.zero_grad()` is forgotten
    """

    number: int
    scenario: Scenario
    judged: Judged
    off: bool = False
    accumulated: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Tell whether all of it is right, or right given what came before, or whether not."""
        if first_wrong(self.judged.compared):
            return Verdict.WRONG
        return Verdict.FOLLOWS if self.off else Verdict.RIGHT

    @property
    def ends_off(self) -> bool:
        """Whether the iteration after it begins with what is wrong."""
        carried = set(self.judged.trace.program.carried.values())
        wrong = (one.verdict is not Verdict.RIGHT for one in self._compared(carried))
        return self.off or any(wrong)

    def _compared(self, names: Collection[str]) -> Iterator[Compared]:
        return (one for one in self.judged.compared if one.diagnosis.name in names)


def is_recorded(own: Arrays) -> bool:
    """Tell whether arrays are those of a recorded training."""
    return any(NUMBERED.fullmatch(name) for name in own)


def plain_name(name: str) -> str:
    """Take the number of the iteration off a name: `2/dW1` is `dW1`."""
    numbered = NUMBERED.fullmatch(name)
    return numbered[2] if numbered else name


def judge_recorded(
    scenario: Scenario,
    own: Arrays,
    relative: float = RELATIVE,
    chosen: Mapping[str, str] | None = None,
) -> tuple[Iteration, ...]:
    """Judge every iteration of a recorded training in the order of their numbers.

    Parameters, samples and what the optimizer remembers are those that were recorded, so that a
    mistake is told where it is made and not again in all iterations after it. Raises
    `AnswerError` for arrays that do not fit.
    """
    found, remembered = list[Iteration](), dict[str, Array]()
    iterations = sorted(_iterations(own).items())
    for k, (number, own_arrays) in enumerate(iterations):
        begun = replace(scenario, iterations=1).with_values(remembered)
        meant = {**_meant(begun, own_arrays), **(chosen or {})}
        after = iterations[k + 1][1] if k + 1 < len(iterations) else {}
        arrays = {**own_arrays, **_updated(begun, own_arrays, after, meant)}
        taken = with_arrays(begun, _inputs(begun, arrays, meant), _of(meant, arrays))
        computed = {own: one for own, one in arrays.items() if own not in taken.own}
        judged = judge(taken.scenario, computed, relative, _of(meant, computed))
        before = found[-1].judged if found else None
        added = tuple(_accumulated(taken.scenario.trace(), judged, before)) if before else ()
        off = bool(found) and found[-1].ends_off
        found.append(Iteration(number, taken.scenario, judged, off, added))
        remembered = _carried(taken.scenario.trace(), judged)
    return tuple(found)


def _accumulated(trace: Trace, judged: Judged, before: Judged) -> Iterator[str]:
    """Name the wrong gradients that are right plus what was brought one iteration before."""
    last = {one.diagnosis.name: one.diagnosis.given for one in before.compared}
    parameters = {trace.program.gradient_of.get(n) for n in trace.program.with_role(Role.PARAMETER)}
    for one in judged.compared:
        name, given = one.diagnosis.name, one.diagnosis.given
        if one.verdict is Verdict.WRONG and name in parameters and name in last:
            rest = given - last[name] if given.shape == last[name].shape else given
            fits = rest.T if rest.shape != trace[name].shape else rest
            if fits.size == trace[name].size and np.allclose(
                fits.reshape(trace[name].shape), trace[name], rtol=1e-4, atol=1e-6
            ):
                yield name


def first_wrong_iteration(iterations: tuple[Iteration, ...]) -> Iteration | None:
    """Find the first iteration with a wrong array; None where there is none."""
    return next((one for one in iterations if first_wrong(one.judged.compared)), None)


def _iterations(own: Arrays) -> dict[int, dict[str, Any]]:
    """Sort the arrays by their iterations; one without a number belongs to all of them."""
    found, common = dict[int, dict[str, Any]](), dict[str, Any]()
    for name, array in own.items():
        if numbered := NUMBERED.fullmatch(name):
            found.setdefault(int(numbered[1]), {})[numbered[2]] = array
        else:
            common[name] = array
    return {number: {**common, **arrays} for number, arrays in found.items()}


def _meant(scenario: Scenario, arrays: Arrays) -> dict[str, str]:
    """Say what the names of the recorders stand for: `0.weight.new` is `W1_new`."""
    meant = dict(_outputs(scenario, arrays))
    plain = {own: array for own, array in arrays.items() if not _ending(own)}
    roles = scenario.program.roles
    found = {one.own: str(one.name) for one in names_in(scenario, plain) if one.name in roles}
    for own, name in found.items():
        if roles[name] is Role.PARAMETER:
            meant |= _of_parameter(scenario, own, name)
    return meant | found


def _of_parameter(scenario: Scenario, own: str, name: str) -> dict[str, str]:
    """Name what belongs to a parameter: its gradient, what it becomes, what is remembered."""
    gradient = scenario.program.gradient_of.get(name)
    return {
        f"{own}.new": new(name),
        f"{own}.step": new(STEP.name),
        **({f"{own}.grad": gradient} if gradient else {}),
        **{f"{own}.{key}": new(letter + name) for key, letter in STATES.items()},
    }


def _ending(own: str) -> bool:
    """Tell a name that says what is done with a value: `.grad`, `.new`, `.out`."""
    return own.rpartition(".")[2] in ("grad", "new", "out", "mask", "step", *STATES)


def _outputs(scenario: Scenario, arrays: Arrays) -> Iterator[tuple[str, str]]:
    """Say which value each module's output is: they were recorded in the order of the layers."""
    layers = [layer for layer in placed(scenario.spec) if layer.kind != RESIDUAL]
    outs = [own.removesuffix(".out") for own in arrays if own.endswith(".out")]
    known = layers if len(layers) == len(outs) else [one for one in layers if _has_weights(one)]
    named = outs if len(layers) == len(outs) else [o for o in outs if f"{o}.weight" in arrays]
    if len(known) == len(named):
        for own, layer in zip(named, known, strict=True):
            yield f"{own}.out", layer.place.out.name
            if gradient := scenario.program.gradient_of.get(layer.place.out.name):
                yield f"{own}.out.grad", gradient
    masks = [own for own in arrays if own.endswith(".mask")]
    dropping = [layer for layer in layers if layer.kind == DROPOUT]
    for own, layer in zip(masks, dropping, strict=False):
        yield own, layer.place.own("mask").name


def _has_weights(layer: PlacedLayer) -> bool:
    return KINDS[layer.kind].family in (LINEAR, NORM)


def _updated(
    scenario: Scenario, arrays: Arrays, after: Arrays, meant: Mapping[str, str]
) -> dict[str, Any]:
    """Take the parameters of the next iteration for the updated ones, where these are not given."""
    given = {meant.get(own, own) for own in arrays}
    parameters = scenario.program.with_role(Role.PARAMETER)
    return {
        new(meant[own]): array
        for own, array in after.items()
        if meant.get(own) in parameters and new(meant[own]) not in given
    }


def _inputs(scenario: Scenario, arrays: Arrays, meant: Mapping[str, str]) -> dict[str, Any]:
    """Pick the arrays that are inputs of the program."""
    roles = scenario.program.roles
    return {own: array for own, array in arrays.items() if meant.get(own, own) in roles}


def _of(meant: Mapping[str, str], arrays: Arrays) -> dict[str, str]:
    return {own: name for own, name in meant.items() if own in arrays}


def _carried(trace: Trace, judged: Judged) -> dict[str, Array]:
    """Give what the next iteration begins with: as it was recorded, else as it follows."""
    carried = {old: trace[name] for old, name in trace.program.carried.items()}
    given = {one.diagnosis.name: one.diagnosis.given for one in judged.compared}
    for old, name in trace.program.carried.items():
        want = carried[old].shape
        if name in given and given[name].size == carried[old].size:
            rows = given[name]
            turned = rows.shape != want and rows.T.shape == want
            carried[old] = (rows.T if turned else rows).reshape(want)
    return carried
