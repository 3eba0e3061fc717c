"""Forms: what a piece of JSON may look like, as data.

Reading JSON (`read`) and publishing its JSON Schema (`json_schema`) are two walks over one form.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LARGEST = sys.float_info.max


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number from `minimum` to `maximum`."""

    minimum: float = -LARGEST
    maximum: float = LARGEST


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `minimum` to `maximum`; 2.0 is one, as JSON Schema has it."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some texts."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of `least` to `most` pieces of one form."""

    of: Form
    most: int
    least: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object: the form of its value, and what it is.

    Left out, a key that is not `required` reads as its `default`. A row left out has `fill` in
    every entry.
    """

    form: Form
    about: str = ""
    required: bool = False
    default: Any = None
    fill: float | None = None


@dataclass(frozen=True, slots=True)
class Object:
    """An object with these keys and no others."""

    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Tagged:
    """One of several objects; a text inside, by default under `type`, says which."""

    variants: tuple[Object, ...]
    key: tuple[str, ...] = ("type",)

    def variant(self, tag: object) -> Object | None:
        """The object that a text stands for."""
        return next((v for v in self.variants if tag in self.tags(v)), None)

    def tags(self, variant: Object) -> tuple[str, ...]:
        """The texts that stand for an object."""
        form: Form = variant
        for key in self.key:
            assert isinstance(form, Object)
            form = form.fields[key].form
        assert isinstance(form, Choice)
        return form.options


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several forms."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing at all, and why."""

    why: str


Form = Number | Whole | Flag | Choice | Items | Object | Tagged | Either | Refused
