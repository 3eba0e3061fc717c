"""Make a JSON Schema (draft 2020-12), as far as a scenario needs it, and read JSON by it.

JSON is read by the same schema that is published. A schema cannot say that rows need one length or
that shapes have to fit: `reading` checks that.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from engine.core.errors import ScenarioError
from engine.network.options import LARGEST

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROOT = "scenario"
MISSING = "$comment"
"""Where a choice says what is not among its options: JSON Schema's key for a remark."""
SHOWN = 40
"""How many characters of a text an error repeats."""


def number(least: float = -LARGEST, most: float = LARGEST) -> Schema:
    """Describe a finite number."""
    return {"type": "number", "minimum": least, "maximum": most}


def whole(least: int, most: int) -> Schema:
    """Describe a whole number; 2.0 counts as one."""
    return {"type": "integer", "minimum": least, "maximum": most}


def text(*options: str) -> Schema:
    """Describe a text that is one of the options."""
    return {"const": options[0]} if len(options) == 1 else {"enum": list(options)}


def array(items: Schema, most: int) -> Schema:
    """Describe a list of 1 to `most` items."""
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


def record(
    required: Mapping[str, Schema], optional: Mapping[str, Schema], others: Schema | None = None
) -> Schema:
    """Describe an object with these keys and no others, or others that are alike."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": others or False,
    }


def read(schema: Schema, data: Any, path: str = ROOT) -> Any:
    """Read JSON by its schema; a key that is left out gets its default, or None.

    Raises `ScenarioError` with the path of the first part that does not fit: `layers[2].W[0]`.
    """
    match schema:
        case {"oneOf": schemas}:
            return read(_told_apart(schemas, data, path, schema.get(MISSING, "")), data, path)
        case {"anyOf": schemas}:
            return _read_any(schemas, data, path)
        case {"type": "object"}:
            return _read_object(schema, data, path)
        case {"type": "array"}:
            return _read_array(schema, data, path)
        case {"type": "boolean"}:
            return _checked(type(data) is bool, data, path, "true or false")
        case {"type": _}:
            return _read_number(schema, data, path)
        case {"not": _}:
            raise ScenarioError(path, schema["description"])
    options = _texts(schema)
    return _checked(type(data) is str and data in options, data, path, _one_of(options))


def _checked(fits: bool, data: Any, path: str, allowed: str) -> Any:
    if not fits:
        raise ScenarioError(path, f"is {in_words(data)}, but needs to be {allowed}")
    return data


def _texts(schema: Schema) -> list[str]:
    """List the texts that a schema allows."""
    return schema["enum"] if "enum" in schema else [schema["const"]]


def _one_of(options: list[str]) -> str:
    return "one of " + ", ".join(options)


def _read_number(schema: Schema, data: Any, path: str) -> float:
    least, most, is_whole = schema["minimum"], schema["maximum"], schema["type"] == "integer"
    fits = type(data) in (int, float) and least <= data <= most
    fits = fits and not (is_whole and data != int(data))
    kind = "a whole number" if is_whole else "a finite number"
    low = f" from {least:g}" if least > -LARGEST else ""
    high = f" to {most:g}" if most < LARGEST else ""
    _checked(fits, data, path, f"{least}" if least == most else kind + low + high)
    return int(data) if is_whole else data


def _read_array(schema: Schema, data: Any, path: str) -> list[Any]:
    least, most, items = schema["minItems"], schema["maxItems"], schema["items"]
    _checked(type(data) is list, data, path, "a list")
    if not least <= len(data) <= most:
        allowed = f"{least} to {most}" if least < most else f"{most}"
        raise ScenarioError(path, f"has {len(data)} entries, but needs {allowed}")
    if items.get("type") == "number" and _are_numbers(items, data):
        return list(data)
    return [read(items, item, f"{path}[{k}]") for k, item in enumerate(data)]


def _are_numbers(schema: Schema, data: list[Any]) -> bool:
    """Check the entries of a row all at once, which is quick; a fault is then found one by one."""
    return (
        {*map(type, data)} <= {int, float}
        and schema["minimum"] <= min(data)
        and max(data) <= schema["maximum"]
        # min and max may miss a NaN; the sum does not.
        and not math.isnan(sum(map(float, data)))
    )


def _read_object(schema: Schema, data: Any, path: str) -> dict[str, Any]:
    properties, others = schema["properties"], schema["additionalProperties"]
    _checked(type(data) is dict, data, path, "an object")
    if others:
        properties = properties | {key: others for key in data if key not in properties}
    for key in data:
        if key not in properties:
            allowed = ", ".join(properties)
            raise ScenarioError(inside(path, key), f"is not a key here; there are {allowed}")
    return {key: _read_key(key, part, schema, data, path) for key, part in properties.items()}


def _read_key(key: str, part: Schema, schema: Schema, data: dict[str, Any], path: str) -> Any:
    if key not in data and key in schema["required"]:
        raise _missing(path, key, part.get("description", "needed"))
    value = data[key] if key in data else part.get("default")
    return None if key not in data and value is None else read(part, value, inside(path, key))


def _missing(path: str, key: str, about: str) -> ScenarioError:
    return ScenarioError(inside(path, key), f"is missing; it is {about}")


def _told_apart(schemas: list[Schema], data: Any, path: str, missing: str) -> Schema:
    """Find the schema of an object by its `type`, or by the `type` of one of its parts.

    `missing` says what is not among them, though people may look for it.
    """
    parts = schemas[0]["properties"]
    below = (key for key, part in parts.items() if "type" in part.get("properties", ()))
    keys = ("type",) if "type" in parts else (next(below), "type")
    for key in keys:
        _checked(type(data) is dict, data, path, "an object")
        if key not in data:
            raise _missing(path, key, "needed")
        data, path = data[key], inside(path, key)
    options = {text: schema for schema in schemas for text in _texts(_part(schema, keys))}
    known = type(data) is str and data in options
    return options[_checked(known, data, path, _one_of([*options]) + missing)]


def _part(schema: Schema, keys: tuple[str, ...]) -> Schema:
    for key in keys:
        schema = schema["properties"][key]
    return schema


def _read_any(schemas: list[Schema], data: Any, path: str) -> Any:
    """Read by the first schema that fits; if none does, raise the error deepest inside the data."""
    errors = []
    for schema in schemas:
        try:
            return read(schema, data, path)
        except ScenarioError as error:
            errors.append(error)
    raise max(errors, key=_depth)


def _depth(error: ScenarioError) -> tuple[int, list[int]]:
    """Measure how deep inside the data an error is, and at which entries of lists."""
    depth = error.where.count("[") + error.where.count(".")
    return depth, [int(k) for k in re.findall(r"\[(\d+)\]", error.where)]


def inside(path: str, key: str) -> str:
    """Write the path of a key: `layers[2].W`, or `layers[2]["a b"]` if it is no identifier."""
    if not (isinstance(key, str) and key.isidentifier() and len(key) <= SHOWN):
        return f"{path}[{json.dumps(str(key)[:SHOWN])}]"
    return key if path == ROOT else f"{path}.{key}"


def in_words(data: Any) -> str:
    """Say in a few words what a part of JSON is, as an error names it."""
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
