"""From a scenario back to JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from engine.core.errors import ScenarioError
from engine.core.naming import Place
from engine.core.program import Role
from engine.network.conventions import PRESETS, Conventions
from engine.network.losses import STRENGTH
from engine.network.optimizers import DECAY, OPTIMIZERS, RATE
from engine.network.scenario.layout import LAYER_FIELDS, MODES, VERSION
from engine.network.scenario.reading import from_json, value_name
from engine.network.scenario.scenario import Scenario
from engine.network.schedules import SCHEDULES, Schedule
from engine.network.spec import UPSTREAM, placed


def to_json(scenario: Scenario) -> dict[str, Any]:
    """The JSON form; `from_json` makes the same scenario of it.

    Raises `ScenarioError` for what JSON cannot say: numbers that are not finite, and an optimizer
    in the midst of its run, which remembers something.
    """
    spec, values = scenario.spec, scenario.values
    (target,) = scenario.program.with_role(Role.TARGET)
    rows = values[target].tolist()
    upstream = spec.loss == UPSTREAM
    data: dict[str, Any] = {
        "version": VERSION,
        "layers": [_layer(scenario, layer.kind, layer.place) for layer in placed(spec)],
        "loss": {"type": spec.loss} | ({"grad": rows} if upstream else {}),
        "X": values["X"].tolist(),
        **({} if upstream else {"D": rows}),
        "mode": MODES[0 if spec.training else 1],
        "conventions": _conventions(spec.conventions),
        **_penalty(scenario),
        "optimizer": _optimizer(scenario),
        "iterations": scenario.iterations,
    }
    _check_kept(scenario, data)
    return data


def _check_kept(scenario: Scenario, data: dict[str, Any]) -> None:
    again = from_json(data)
    for name, value in scenario.values.items():
        if not np.array_equal(again.values[name], value):
            why = f"remembers {name}, which is not zero; JSON has the start of a run only"
            raise ScenarioError("optimizer", why)


def _layer(scenario: Scenario, kind: str, place: Place) -> dict[str, Any]:
    written: dict[str, Any] = {"type": kind}
    for key, field in LAYER_FIELDS.get(kind, {}).items():
        name = value_name(place, key, scenario.program)
        if name in scenario.values:
            rows = scenario.values[name].tolist()
            written[key] = rows[0] if field.fill is not None else rows
    return written


def _conventions(conventions: Conventions) -> Any:
    names = (name for name, preset in PRESETS.items() if preset == conventions)
    return next(names, asdict(conventions))


def _penalty(scenario: Scenario) -> dict[str, Any]:
    if scenario.spec.penalty == "none":
        return {}
    strength = scenario.values[STRENGTH.name].item()
    return {"penalty": {"type": scenario.spec.penalty, STRENGTH.name: strength}}


def _optimizer(scenario: Scenario) -> dict[str, Any]:
    optimizer = OPTIMIZERS[scenario.spec.optimizer]
    names = (RATE.name, *(setting.name for setting in optimizer.settings), DECAY.name)
    numbers = {n: scenario.values[n].item() for n in names if n in scenario.values}
    if not (optimizer.coupled or scenario.spec.decay):
        numbers[DECAY.name] = 0.0
    schedule = {"type": _name(scenario.schedule)} | asdict(scenario.schedule)
    return {"type": optimizer.name} | numbers | {"schedule": schedule}


def _name(schedule: Schedule) -> str:
    return next(name for name, kind in SCHEDULES.items() if isinstance(schedule, kind))
