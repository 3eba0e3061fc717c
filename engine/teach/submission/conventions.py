"""List the conventions that someone's work may follow in place of those of a scenario."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from engine.core.program import Equation
from engine.network.build import build
from engine.network.conventions import PRESETS, Conventions
from engine.network.options import settings_of
from engine.network.scenario.scenario import Scenario
from engine.network.spec import NetworkSpec

MOST_CHANGES = 3
SQUARES = ("l2", "mse")
"""Losses that differ by a factor alone: the ½, and the number of outputs."""
MISTAKES = (("mean", "biases"),)
"""Choices by which a document is as it is printed, and which are a mistake in anyone's own work."""


@dataclass(frozen=True, slots=True)
class Change:
    """One choice that differs: `mean` is `nowhere`, `loss` is `mse`."""

    setting: str
    value: Any

    def made(self, spec: NetworkSpec) -> NetworkSpec:
        """Make the choice."""
        if self.setting == "loss":
            return replace(spec, loss=self.value)
        return replace(spec, conventions=replace(spec.conventions, **{self.setting: self.value}))


def other_conventions(
    scenario: Scenario, about: Collection[str] | None = None
) -> Iterator[tuple[tuple[Change, ...], Scenario]]:
    """List the scenario with other conventions, the presets, and those with few changes, first.

    Only conventions on which the values `about` depend are changed, by default any.
    """
    # After several iterations every value depends on all updates.
    is_one = scenario.iterations == 1 and about is not None
    wanted = frozenset(about or ()) if is_one else None
    seen = {_equations(scenario.spec, wanted)}
    for spec, changes in _specs(scenario.spec, wanted):
        equations = _equations(spec, wanted)
        inputs = {given.name for given in build(spec).inputs}
        if equations not in seen and inputs == set(scenario.values):
            seen.add(equations)
            yield changes, replace(scenario, spec=spec)


def _equations(spec: NetworkSpec, wanted: frozenset[str] | None) -> tuple[Equation, ...]:
    """List the equations of a network, or those from which the wanted values are computed."""
    program = build(spec)
    return program.equations if wanted is None else program.needed_for(*wanted)


def _specs(
    spec: NetworkSpec, wanted: frozenset[str] | None
) -> Iterator[tuple[NetworkSpec, tuple[Change, ...]]]:
    """Make a preset of it, or up to so many changes, each of which may change what is wanted."""
    changes = tuple(_changes(spec))
    presets = [_of_preset(preset, changes) for preset in PRESETS.values()]
    for chosen in presets:
        yield _made(spec, chosen), _needed(spec, chosen, wanted)
    beginnings = (spec, *(_made(spec, chosen) for chosen in presets))
    changes = tuple(c for c in changes if any(_matters(c, begun, wanted) for begun in beginnings))
    for count in range(1, MOST_CHANGES + 1):
        for chosen in combinations(changes, count):
            if len({change.setting for change in chosen}) == count:
                yield _made(spec, chosen), chosen


def _of_preset(preset: Conventions, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(c for c in changes if getattr(preset, c.setting, None) == c.value)


def _matters(change: Change, spec: NetworkSpec, wanted: frozenset[str] | None) -> bool:
    """Tell whether a choice makes another program, as one of normalisation may not."""
    return _equations(change.made(spec), wanted) != _equations(spec, wanted)


def _needed(
    spec: NetworkSpec, changes: tuple[Change, ...], wanted: frozenset[str] | None
) -> tuple[Change, ...]:
    """Leave out the changes without which the program is the same."""
    for change in changes:
        without = tuple(other for other in changes if other != change)
        if _equations(_made(spec, without), wanted) == _equations(_made(spec, changes), wanted):
            return _needed(spec, without, wanted)
    return changes


def _made(spec: NetworkSpec, changes: tuple[Change, ...]) -> NetworkSpec:
    for change in changes:
        spec = change.made(spec)
    return spec


def _changes(spec: NetworkSpec) -> Iterator[Change]:
    """List every choice other than that of the scenario."""
    for setting in settings_of(Conventions):
        for option in setting.options:
            is_other = option != getattr(spec.conventions, setting.name)
            if is_other and (setting.name, option) not in MISTAKES:
                yield Change(setting.name, option)
    for loss in SQUARES if spec.loss in SQUARES else ():
        if loss != spec.loss:
            yield Change("loss", loss)


def said(changes: tuple[Change, ...]) -> Mapping[str, Any]:
    """Write the changes as JSON has them: `{"mean": "nowhere"}`."""
    return {change.setting: change.value for change in changes}
