"""Write a scenario as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from engine.core.errors import ScenarioError
from engine.core.program import Role
from engine.network.conventions import PRESETS, Conventions
from engine.network.layer_values import LAYER_VALUES, value_names
from engine.network.losses import PENALTIES, STRENGTH
from engine.network.optimizers import DECAY, OPTIMIZERS, RATE
from engine.network.options import settings_of
from engine.network.scenario.json_form import PLAIN, VERSION
from engine.network.scenario.reading import from_json
from engine.network.scenario.scenario import Scenario
from engine.network.spec import UPSTREAM, PlacedLayer, placed


def to_json(scenario: Scenario) -> dict[str, Any]:
    """Write a scenario as JSON, of which `from_json` makes the same scenario again.

    Raises `ScenarioError` for what JSON cannot hold: numbers that are not finite, and the values
    that an optimizer remembers, if they are not 0.
    """
    spec, values = scenario.spec, scenario.values
    (target,) = scenario.program.with_role(Role.TARGET)
    rows = values[target].tolist()
    upstream = spec.loss == UPSTREAM
    data: dict[str, Any] = {
        "version": VERSION,
        "layers": [_layer(scenario, layer) for layer in placed(spec)],
        "loss": {"type": spec.loss} | ({"grad": rows} if upstream else {}),
        "X": values["X"].tolist(),
        **({} if upstream else {"D": rows}),
        **{setting.key: setting.to_json(getattr(spec, setting.name)) for setting in PLAIN},
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


def _layer(scenario: Scenario, layer: PlacedLayer) -> dict[str, Any]:
    values = {
        key: scenario.values[name].tolist()
        for key, name in value_names(layer, scenario.program).items()
    }
    rows = {key for key, value in LAYER_VALUES.get(layer.kind, {}).items() if value.is_row}
    return {"type": layer.kind} | {k: v[0] if k in rows else v for k, v in values.items()}


def _conventions(conventions: Conventions) -> Any:
    names = (name for name, preset in PRESETS.items() if preset == conventions)
    rows = settings_of(Conventions)
    return next(names, {s.key: s.to_json(getattr(conventions, s.name)) for s in rows})


def _penalty(scenario: Scenario) -> dict[str, Any]:
    if scenario.spec.penalty not in PENALTIES:
        return {}
    strength = scenario.values[STRENGTH.name].item()
    return {"penalty": {"type": scenario.spec.penalty, STRENGTH.name: strength}}


def _optimizer(scenario: Scenario) -> dict[str, Any]:
    optimizer, schedule = OPTIMIZERS[scenario.spec.optimizer], scenario.schedule
    names = (RATE.name, *(setting.name for setting in optimizer.settings), DECAY.name)
    numbers = {n: scenario.values[n].item() for n in names if n in scenario.values}
    if not (optimizer.coupled or scenario.spec.decay):
        numbers[DECAY.name] = 0.0
    return {
        "type": optimizer.name,
        **numbers,
        "schedule": {"type": schedule.name, **asdict(schedule)},
    }
