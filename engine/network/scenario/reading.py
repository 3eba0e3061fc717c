"""From JSON to a scenario: the shapes checked one against the other, every input named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.core.errors import ScenarioError
from engine.core.naming import Place, old
from engine.core.program import Input, Program, Role
from engine.network.build import build
from engine.network.conventions import PRESETS, Conventions
from engine.network.losses import LOSSES
from engine.network.optimizers import DECAY
from engine.network.scenario import limits
from engine.network.scenario.layout import LAYER_FIELDS, MODES, SCENARIO
from engine.network.scenario.read import ROOT, read, seen
from engine.network.scenario.scenario import Array, Scenario, frozen
from engine.network.schedules import SCHEDULES, Schedule
from engine.network.spec import LINEAR, UPSTREAM, NetworkSpec, placed

Given = Mapping[str, Any]


@dataclass(frozen=True)
class _Layer:
    """A layer as it is given: its type, how many outputs it has, its own values by key."""

    kind: str
    width: int
    values: Mapping[str, Array]


def from_text(text: str | bytes) -> Scenario:
    """A scenario from the text of its JSON; see `from_json`.

    Raises `ScenarioError` too for what is no JSON, has a key twice, or is too long.
    """
    if len(text) > limits.CHARACTERS:
        raise ScenarioError(ROOT, f"is longer than {limits.CHARACTERS} characters")
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise ScenarioError(ROOT, "is nested too deeply to be a scenario") from None
    except ScenarioError:
        raise
    except ValueError as error:
        raise ScenarioError(ROOT, f"is not JSON: {error}") from None
    return from_json(data)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ScenarioError(ROOT, f"has the key {seen(twice)} twice in one object")
    return found


def from_json(data: Any) -> Scenario:
    """A scenario from its JSON form, version 1, as `schema()` publishes it.

    A last layer that the loss makes itself (softmax before `softmax_cross_entropy`) means the same
    as leaving it out. Raises `ScenarioError` with the path of the first fault.
    """
    given = read(SCENARIO, data)
    x = _matrix(given["X"], "X")
    layers = tuple(_layers(given, x.shape[1]))
    spec = _spec(given, x.shape[1], layers)
    program = build(spec)
    _check_size(program, len(x), given["iterations"])
    found = {
        **_target(given, program, len(x), layers[-1].width),
        **_layer_values(spec, layers, program),
        **given["optimizer"],
        **(given["penalty"] or {}),
        "X": x,
    }
    values = {wanted.name: _value(wanted, found) for wanted in program.inputs}
    schedule = _schedule(given["optimizer"]["schedule"])
    return Scenario(spec, MappingProxyType(values), given["iterations"], schedule)


def _value(wanted: Input, found: Mapping[str, Any]) -> Array:
    """The value of an input; what an optimizer remembers starts at zero."""
    zero = np.zeros([int(dim) for dim in wanted.shape]) if wanted.role is Role.STATE else None
    return frozen(found.get(wanted.name, zero))


def _matrix(rows: list[list[float]], path: str) -> Array:
    for k, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ScenarioError(
                f"{path}[{k}]",
                f"has {len(row)} entries, but {path}[0] has {len(rows[0])}: rows need one length",
            )
    return frozen(rows)


def _layers(given: Given, width: int) -> Iterator[_Layer]:
    """The layers, the last one left out where the loss makes it itself."""
    loss, layers = LOSSES.get(given["loss"]["type"]), given["layers"]
    made = loss is not None and loss.head and layers[-1]["type"] == loss.outputs[0]
    if made and len(layers) == 1:
        why = f"has a {layers[0]['type']} only, which the loss makes; it needs a layer before"
        raise ScenarioError("layers", why)
    for k, layer in enumerate(layers[:-1] if made else layers):
        found = _layer(layer, width, f"layers[{k}]")
        yield found
        width = found.width


def _layer(layer: Given, width: int, path: str) -> _Layer:
    kind, values = layer["type"], dict[str, Array]()
    if kind == LINEAR:
        values["W"] = _weights(layer["W"], width, f"{path}.W")
        width = values["W"].shape[1]
    for key, field in LAYER_FIELDS.get(kind, {}).items():
        if key not in values:
            given = layer[key]
            row = field.fill if given is None else given
            is_row = field.fill is not None
            values[key] = _row(row, width, f"{path}.{key}") if is_row else frozen(given)
    return _Layer(kind, width, MappingProxyType(values))


def _weights(rows: list[list[float]], width: int, path: str) -> Array:
    matrix = _matrix(rows, path)
    if len(matrix) != width:
        why = f"has {len(matrix)} rows, but its input has {width} columns: it needs {width} rows"
        raise ScenarioError(path, why)
    return matrix


def _row(given: Any, width: int, path: str) -> Array:
    """`(1, width)` from a list, from a list in a list, or from one number for every entry."""
    row = np.ravel(given) if isinstance(given, list) else np.full(width, given)
    if len(row) != width:
        raise ScenarioError(path, f"has {len(row)} entries, but the layer has {width} outputs")
    return frozen(row.reshape(1, -1))


def _spec(given: Given, width: int, layers: tuple[_Layer, ...]) -> NetworkSpec:
    asked, penalty = given["conventions"], given["penalty"]
    return NetworkSpec(
        width,
        tuple((layer.kind, layer.width if layer.kind == LINEAR else 0) for layer in layers),
        given["loss"]["type"],
        PRESETS[asked] if isinstance(asked, str) else Conventions(**asked),
        penalty["type"] if penalty else "none",
        given["optimizer"]["type"],
        given["optimizer"][DECAY.name] is not None,
        given["mode"] == MODES[0],
    )


def _check_size(program: Program, batch: int, iterations: int) -> None:
    entries = iterations * sum(map(prod, program.sized({"n": batch}).values()))
    steps = iterations * len(program.equations)
    for count, most, what in (
        (entries, limits.ENTRIES, "entries of all values"),
        (steps, limits.STEPS, "steps"),
    ):
        if count > most:
            why = f"makes {count} {what} in {iterations} iterations; allowed are {most}"
            raise ScenarioError(ROOT, why)


def _target(given: Given, program: Program, batch: int, width: int) -> dict[str, Array]:
    """The target, or the gradient at the output, under the name that the program has for it."""
    (name,) = program.with_role(Role.TARGET)
    upstream = given["loss"]["type"] == UPSTREAM
    path, rows = ("loss.grad", given["loss"]["grad"]) if upstream else ("D", given["D"])
    labels = not isinstance(rows[0], list)
    array = _one_hot(rows, width, path) if labels else _matrix(rows, path)
    if array.shape != (batch, width):
        have, need = "x".join(map(str, array.shape)), f"{batch}x{width}"
        raise ScenarioError(path, f"is {have}, but the output is {need}: both need the same shape")
    return {name: array}


def _one_hot(labels: list[int], width: int, path: str) -> Array:
    """A row for every label, with 1 at its class and 0 elsewhere."""
    if width == 1:
        raise ScenarioError(path, "is a list of classes, but there is one output: rows are needed")
    for k, label in enumerate(labels):
        if label >= width:
            why = f"is class {label}, but there are {width} outputs: 0 to {width - 1}"
            raise ScenarioError(f"{path}[{k}]", why)
    return frozen(np.eye(width)[labels])


def _layer_values(
    spec: NetworkSpec, layers: tuple[_Layer, ...], program: Program
) -> dict[str, Array]:
    return {
        value_name(at.place, key, program): array
        for at, layer in zip(placed(spec), layers, strict=True)
        for key, array in layer.values.items()
    }


def value_name(place: Place, key: str, program: Program) -> str:
    """What the program calls a value of a layer: `W2`, and `running_mean1_old` in training."""
    name = place.own(key).name
    return old(name) if old(name) in program.shapes else name


def _schedule(given: Given) -> Schedule:
    settings = {key: value for key, value in given.items() if key != "type"}
    return SCHEDULES[given["type"]](**settings)
