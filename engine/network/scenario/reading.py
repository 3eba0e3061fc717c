"""Read a scenario from JSON: check that the shapes fit, and give every input its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.core.errors import ScenarioError, SettingError
from engine.core.ops.shapes import dims
from engine.core.program import Program, Role
from engine.network.build import build
from engine.network.conventions import MEAN_BEFORE, PRESETS, Conventions
from engine.network.layer_values import value_names
from engine.network.layers.kind import ACTIVATION, LINEAR, LayerValue, PlacedLayer
from engine.network.layers.table import KINDS, LINEAR_WITHOUT_BIAS
from engine.network.losses import LOSSES
from engine.network.optimizers import DECAY
from engine.network.options import settings_of
from engine.network.scenario import limits
from engine.network.scenario.json_form import OVER, SCENARIO, STATE
from engine.network.scenario.masks import read_mask
from engine.network.scenario.matrix import read_matrix as _matrix
from engine.network.scenario.scenario import Scenario
from engine.network.scenario.schema_parts import ROOT, in_words, read
from engine.network.scenario.state import read_state
from engine.network.scenario.turned import transposed
from engine.network.schedules import SCHEDULES, Schedule
from engine.network.settings import Settings
from engine.network.spec import UPSTREAM, NetworkSpec, placed
from engine.running.numbers import Array, frozen

WRITTEN = {"mode", "conventions", "optimizer", "iterations"}
"""Keys of every scenario that version 1 wrote; one that a person wrote lacks some of them."""
Shapes = Mapping[str, tuple[int, ...]]
Json = Mapping[str, Any]
"""An object as `read` returns it: it has every key of its schema; a missing one has its default."""


def from_text(text: str | bytes) -> Scenario:
    """Read a scenario from the text of its JSON; see `from_json`.

    Raises `ScenarioError` also for a text that is not JSON, has a key twice, or is too long.
    """
    if len(text) > limits.CHARACTERS:
        raise ScenarioError(ROOT, f"is longer than {limits.CHARACTERS} characters")
    try:
        data = json.loads(text, object_pairs_hook=_without_duplicates)
    except RecursionError:
        raise ScenarioError(ROOT, "is nested too deeply to be a scenario") from None
    except ScenarioError:
        raise
    except ValueError as error:
        raise ScenarioError(ROOT, f"is not JSON: {error}") from None
    return from_json(data)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    once = dict(pairs)
    if len(once) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ScenarioError(ROOT, f"has the key {in_words(twice)} twice in one object")
    return once


def from_json(data: Any) -> Scenario:
    """Read a scenario from its JSON, of this or an earlier version, as `schema()` publishes it.

    A last layer that the loss computes itself (softmax before `softmax_cross_entropy`) may be
    there or left out. What fits only with a column for every sample and W as (outputs, inputs) is
    read so. Raises `ScenarioError` with the path of the first fault.
    """
    try:
        return _read(data)
    except ScenarioError:
        turned = transposed(data)
        if turned is None:
            raise
        try:
            return replace(_read(turned), columns=True)
        except ScenarioError:
            pass
        raise


def _read(data: Any) -> Scenario:
    """Read a scenario with a row for every sample."""
    parts = read(SCENARIO, data)
    x, layers = _matrix(parts["X"], "X"), _layers(parts)
    spec = _spec(parts, x.shape[1], layers, _mean(data))
    program = build(spec)
    shapes = program.sized({"n": len(x)})
    _check_size(program, shapes, parts["iterations"])
    values = {
        "X": x,
        **_layer_values(spec, layers, len(x)),
        **parts["optimizer"],
        **parts["loss"],
        **(parts["penalty"] or {}),
        **read_state(parts["optimizer"][STATE] or {}, program, shapes),
    }
    (target,) = program.with_role(Role.TARGET)
    values[target] = _target(parts, shapes[target])
    # What an optimizer remembers starts at zero, unless its state is in the file.
    inputs = {i.name: frozen(values.get(i.name, np.zeros(shapes[i.name]))) for i in program.inputs}
    schedule = _schedule(**parts["optimizer"]["schedule"])
    return Scenario(spec, MappingProxyType(inputs), parts["iterations"], schedule)


def _layers(parts: Json) -> list[Json]:
    """Leave out a last layer that the loss computes itself."""
    layers: list[Json] = parts["layers"]
    loss = LOSSES.get(_loss(parts))
    if not (loss and loss.head and layers[-1]["type"] == loss.outputs[0]):
        return layers
    if len(layers) == 1:
        why = f"has a {layers[0]['type']} only, which the loss makes; it needs a layer before"
        raise ScenarioError("layers", why)
    return layers[:-1]


def _loss(parts: Json) -> str:
    """Name the loss: one of logits is one of probabilities after an activation of another kind."""
    name, last = parts["loss"]["type"], parts["layers"][-1]["type"]
    loss = LOSSES.get(name)
    if not (loss and loss.of_probabilities) or KINDS[last].family != ACTIVATION:
        return str(name)
    return str(name) if last in (loss.outputs[0], "identity") else loss.of_probabilities


def _layer_values(spec: NetworkSpec, layers: list[Json], batch: int) -> dict[str, Array]:
    """Read the values of all layers by their names in the program."""
    values = dict[str, Array]()
    for k, (part, layer) in enumerate(zip(layers, placed(spec), strict=True)):
        known = dict(KINDS[layer.kind].values)
        for key, name in value_names(layer, build(spec)).items():
            path = f"layers[{k}].{key}"
            values[name] = (
                read_mask(part, layer, batch, path)
                if known[key].optional
                else _layer_value(part[key], known[key], layer, path)
            )
    return values


def _layer_value(part: Any, value: LayerValue, layer: PlacedLayer, path: str) -> Array:
    """Read a row, a single number (which has bounds), or a matrix."""
    if value.is_row:
        return _row(value.start if part is None else part, layer.width_out, path)
    return frozen(part) if value.bounds else _weights(part, layer.width_in, path)


def _weights(rows: list[list[float]], width: int, path: str) -> Array:
    matrix = _matrix(rows, path)
    if len(matrix) != width:
        why = f"has {len(matrix)} rows, but its input has {width} columns: it needs {width} rows"
        raise ScenarioError(path, why)
    return matrix


def _row(row: Any, width: int, path: str) -> Array:
    """Make `(1, width)` of a list, of a list in a list, or of one number for every entry."""
    entries = np.ravel(row) if isinstance(row, list) else np.full(width, row)
    if len(entries) != width:
        raise ScenarioError(path, f"has {len(entries)} entries, but the layer has {width} outputs")
    return frozen(entries.reshape(1, -1))


def _mean(data: Json) -> Conventions:
    """Choose what the preset `mean` means: in a file that version 1 wrote, what it meant then.

    Such a file has every setting; one that a person wrote has a few.
    """
    written = data["version"] == 1 and data.keys() >= WRITTEN
    return MEAN_BEFORE if written else PRESETS["mean"]


def _spec(parts: Json, width: int, layers: list[Json], mean: Conventions) -> NetworkSpec:
    chosen = _chosen(Settings, parts) | {"loss": _loss(parts)}
    kinds = tuple(_kind(layer, f"layers[{k}]") for k, layer in enumerate(layers))
    conventions = _conventions(parts["conventions"], mean)
    decay = parts["optimizer"][DECAY.name] is not None
    try:
        return NetworkSpec(width, kinds, **chosen, conventions=conventions, decay=decay)
    except SettingError as error:
        raise ScenarioError("layers", str(error)) from None


def _kind(layer: Json, path: str) -> tuple[str, int]:
    """Name the kind of a layer as the network does, and the outputs of a linear one.

    A linear layer has a bias where `B` is given, or `bias` is true: then each starts with 0.
    """
    if layer["type"] != LINEAR:
        return layer["type"], layer.get(OVER, 0)
    bias, has_numbers = layer["bias"], layer["B"] is not None
    if has_numbers and bias is False:
        raise ScenarioError(f"{path}.B", "is there, but bias is false: leave one of them out")
    return LINEAR if has_numbers or bias else LINEAR_WITHOUT_BIAS, len(layer["W"][0])


def _chosen(table: type, parts: Json) -> dict[str, Any]:
    """Read the settings of a table that JSON has.

    A setting that brings numbers, such as `loss`, is an object in JSON; its `type` is the setting.
    """
    return {
        setting.name: part["type"] if isinstance(part, dict) else setting.from_json(part)
        for setting in settings_of(table)
        if (part := parts.get(setting.key)) is not None
    }


def _conventions(part: str | Json | None, mean: Conventions) -> Conventions:
    """Read a preset, by default `mean`, or a table."""
    if part is None or isinstance(part, str):
        return (PRESETS | {"mean": mean})[part or "mean"]
    return Conventions(**_chosen(Conventions, part))


def _check_size(program: Program, shapes: Shapes, iterations: int) -> None:
    entries, steps = sum(map(prod, shapes.values())), len(program.equations)
    for count, most, what in (
        (entries * iterations, limits.ENTRIES, "entries of all values"),
        (steps * iterations, limits.STEPS, "steps"),
    ):
        if count > most:
            why = f"makes {count} {what} in {iterations} iterations; allowed are {most}"
            raise ScenarioError(ROOT, why)


def _target(parts: Json, shape: tuple[int, ...]) -> Array:
    """Read the target, or the gradient at the output."""
    upstream = parts["loss"]["type"] == UPSTREAM
    path, rows = ("loss.grad", parts["loss"]["grad"]) if upstream else ("D", parts["D"])
    labels = not isinstance(rows[0], list)
    target = _one_hot(rows, shape[1], path) if labels else _matrix(rows, path)
    if target.shape != shape:
        have, need = dims(target.shape), dims(shape)
        raise ScenarioError(path, f"is {have}, but the output is {need}: both need the same shape")
    return target


def _one_hot(labels: list[int], width: int, path: str) -> Array:
    """Make a row for every label, with 1 at its class and 0 elsewhere."""
    if width == 1:
        raise ScenarioError(path, "is a list of classes, but there is one output: rows are needed")
    for k, label in enumerate(labels):
        if label >= width:
            why = f"is class {label}, but there are {width} outputs: 0 to {width - 1}"
            raise ScenarioError(f"{path}[{k}]", why)
    return frozen(np.eye(width)[labels])


def _schedule(type: str, **numbers: Any) -> Schedule:
    return SCHEDULES[type](**numbers)
