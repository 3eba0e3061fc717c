"""Write a scenario as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from engine.core.program import Role
from engine.network.conventions import PRESETS, Conventions
from engine.network.layer_values import value_names
from engine.network.layers.kind import PlacedLayer
from engine.network.layers.table import KINDS
from engine.network.losses import LOSSES, PENALTIES, STRENGTH
from engine.network.optimizers import DECAY, OPTIMIZERS, RATE
from engine.network.options import settings_of
from engine.network.scenario.json_form import OVER, PLAIN, VERSION
from engine.network.scenario.reading import from_json
from engine.network.scenario.scenario import Scenario
from engine.network.scenario.state import written_state
from engine.network.spec import UPSTREAM, placed


def to_json(scenario: Scenario) -> dict[str, Any]:
    """Write a scenario as JSON, of which `from_json` makes the same scenario again.

    Raises `ScenarioError` for what JSON cannot hold: numbers that are not finite.
    """
    spec, values = scenario.spec, scenario.values
    (target,) = scenario.program.with_role(Role.TARGET)
    rows = values[target].tolist()
    upstream = spec.loss == UPSTREAM
    data: dict[str, Any] = {
        "version": VERSION,
        "layers": [_layer(scenario, layer) for layer in placed(spec)],
        "loss": _loss(scenario) | ({"grad": rows} if upstream else {}),
        "X": values["X"].tolist(),
        **({} if upstream else {"D": rows}),
        **{setting.key: setting.to_json(getattr(spec, setting.name)) for setting in PLAIN},
        "conventions": _conventions(spec.conventions),
        **_penalty(scenario),
        "optimizer": _optimizer(scenario),
        "iterations": scenario.iterations,
    }
    from_json(data)
    return data


def _layer(scenario: Scenario, layer: PlacedLayer) -> dict[str, Any]:
    values = {
        key: scenario.values[name].tolist()
        for key, name in value_names(layer, scenario.program).items()
    }
    kind = KINDS[layer.kind]
    rows = {key for key, value in kind.values if value.is_row}
    over = {OVER: _over(scenario, layer)} if layer.added else {}
    written = {key: v[0] if key in rows else v for key, v in values.items()}
    return {"type": kind.json or kind.name} | over | written


def _over(scenario: Scenario, layer: PlacedLayer) -> int:
    """Count the layers that an addition goes past."""
    position = placed(scenario.spec).index(layer)
    return scenario.spec.layers[position][1]


def _loss(scenario: Scenario) -> dict[str, Any]:
    loss = LOSSES.get(scenario.spec.loss)
    numbers = {s.name: scenario.values[s.name].item() for s in loss.settings} if loss else {}
    return {"type": scenario.spec.loss} | numbers


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
        **written_state(optimizer, scenario.program, scenario.values),
    }
