"""Reading JSON by its form: the defaults filled in, or the path of the first fault."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from engine.core.errors import ScenarioError
from engine.network.scenario.forms import (
    LARGEST,
    Choice,
    Either,
    Field,
    Flag,
    Form,
    Items,
    Number,
    Object,
    Refused,
    Tagged,
    Whole,
)

ROOT = "scenario"
SHOWN = 40
"""How many characters of a text an error repeats."""


def read(form: Form, data: Any, path: str = ROOT) -> Any:
    """The data, with what is left out filled in, if it has the form.

    Raises `ScenarioError` with the path of what does not: `layers[2].W[0]: ...`.
    """
    match form:
        case Number() | Whole():
            return _number(form, data, path)
        case Flag():
            return _checked(type(data) is bool, data, path, "true or false")
        case Choice(options):
            known = type(data) is str and data in options
            return _checked(known, data, path, "one of " + ", ".join(options))
        case Items():
            return _items(form, data, path)
        case Object():
            return _object(form, data, path)
        case Tagged():
            return _tagged(form, data, path)
        case Either(forms):
            return _either(forms, data, path)
        case Refused(why):
            raise ScenarioError(path, why)


def _checked(fits: bool, data: Any, path: str, wanted: str) -> Any:
    if not fits:
        raise ScenarioError(path, f"is {seen(data)}, but needs to be {wanted}")
    return data


def _number(form: Number | Whole, data: Any, path: str) -> float:
    whole = isinstance(form, Whole)
    fits = type(data) in (int, float) and form.minimum <= data <= form.maximum
    if fits and whole:
        fits = data == int(data)
    number: float = _checked(fits, data, path, _wanted(form))
    return int(number) if whole else number


def _wanted(form: Number | Whole) -> str:
    kind = "a whole number" if isinstance(form, Whole) else "a finite number"
    if form.minimum == form.maximum:
        return f"{form.minimum}"
    low = f" from {form.minimum:g}" if form.minimum > -LARGEST else ""
    return kind + low + (f" to {form.maximum:g}" if form.maximum < LARGEST else "")


def _items(form: Items, data: Any, path: str) -> list[Any]:
    _checked(type(data) is list, data, path, "a list")
    if not form.least <= len(data) <= form.most:
        span = f"{form.least} to {form.most}" if form.least < form.most else f"{form.most}"
        raise ScenarioError(path, f"has {len(data)} entries, but needs {span}")
    if isinstance(form.of, Number) and _are_numbers(form.of, data):
        return list(data)
    return [read(form.of, item, f"{path}[{k}]") for k, item in enumerate(data)]


def _are_numbers(form: Number, data: list[Any]) -> bool:
    # The entries of a large matrix are looked at together; only a fault is looked for one by one.
    # A NaN hides from min and max, but not from the sum.
    return (
        {*map(type, data)} <= {int, float}
        and form.minimum <= min(data)
        and max(data) <= form.maximum
        and not math.isnan(sum(map(float, data)))
    )


def _object(form: Object, data: Any, path: str) -> dict[str, Any]:
    _checked(type(data) is dict, data, path, "an object")
    for key in data:
        if key not in form.fields:
            allowed = ", ".join(form.fields)
            raise ScenarioError(inside(path, key), f"is not a key here; there are {allowed}")
    return {key: _field(field, key, data, path) for key, field in form.fields.items()}


def _field(field: Field, key: str, data: dict[str, Any], path: str) -> Any:
    if key in data:
        return read(field.form, data[key], inside(path, key))
    if field.required:
        raise _missing(path, key, field.about)
    return None if field.default is None else read(field.form, field.default, inside(path, key))


def _missing(path: str, key: str, about: str = "") -> ScenarioError:
    return ScenarioError(inside(path, key), f"is missing; it is {about or 'needed'}")


def _tagged(form: Tagged, data: Any, path: str) -> Any:
    tag, where = data, path
    for key in form.key:
        _checked(type(tag) is dict, tag, where, "an object")
        if key not in tag:
            raise _missing(where, key)
        tag, where = tag[key], inside(where, key)
    variant = form.variant(tag)
    if variant is None:
        allowed = ", ".join(text for variant in form.variants for text in form.tags(variant))
        raise ScenarioError(where, f"is {seen(tag)}, but needs to be one of {allowed}")
    return read(variant, data, path)


def _either(forms: tuple[Form, ...], data: Any, path: str) -> Any:
    """What the first form that fits reads; else the error of the one that came furthest."""
    errors = []
    for form in forms:
        try:
            return read(form, data, path)
        except ScenarioError as error:
            errors.append(error)
    raise max(errors, key=_reached)


def _reached(error: ScenarioError) -> tuple[int, list[int]]:
    """How far reading came: how deep, and to which entries of lists."""
    depth = error.path.count("[") + error.path.count(".")
    return depth, [int(k) for k in re.findall(r"\[(\d+)\]", error.path)]


def inside(path: str, key: str) -> str:
    """The path of a key: `layers[2].W`, or `layers[2]["a b"]` where it is not a plain word."""
    if not (isinstance(key, str) and key.isidentifier() and len(key) <= SHOWN):
        return f"{path}[{json.dumps(str(key)[:SHOWN])}]"
    return key if path == ROOT else f"{path}.{key}"


def seen(data: Any) -> str:
    """A piece of JSON in a few words, as an error speaks of it."""
    match data:
        case bool() | None:
            return json.dumps(data)
        case str():
            return json.dumps(data if len(data) <= SHOWN else data[:SHOWN] + "...")
        case int():
            return str(data) if abs(data) <= LARGEST else "a number too large"
        case float():
            return f"{data:g}"
        case list():
            return f"a list of {len(data)}"
        case dict():
            return "an object"
    return f"a {type(data).__name__}"
