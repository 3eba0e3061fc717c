"""The JSON Schema (draft 2020-12) of a form."""

from __future__ import annotations

from typing import Any

from engine.network.scenario.forms import (
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

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: Form) -> dict[str, Any]:
    """A form as JSON Schema; it takes exactly what `read` takes.

    What only the numbers decide (rows of one length, shapes that fit) no schema can say.
    """
    match form:
        case Number(low, high):
            return {"type": "number", "minimum": low, "maximum": high}
        case Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Flag():
            return {"type": "boolean"}
        case Choice(options):
            return {"const": options[0]} if len(options) == 1 else {"enum": list(options)}
        case Items(of, most, least):
            return {
                "type": "array",
                "items": json_schema(of),
                "minItems": least,
                "maxItems": most,
            }
        case Object(fields):
            return {
                "type": "object",
                "properties": {key: _property(field) for key, field in fields.items()},
                "required": [key for key, field in fields.items() if field.required],
                "additionalProperties": False,
            }
        case Tagged(variants):
            return {"oneOf": [json_schema(variant) for variant in variants]}
        case Either(forms):
            return {"anyOf": [json_schema(option) for option in forms]}
        case Refused():
            return {"not": {}}


def _property(field: Field) -> dict[str, Any]:
    about = field.about
    if field.fill is not None:
        about += f"; left out, every entry is {field.fill:g}"
    notes = {"description": about} if about else {}
    default = {} if field.default is None else {"default": field.default}
    return json_schema(field.form) | notes | default
