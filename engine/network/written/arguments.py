"""Bind the arguments of a call to the names of its parameters, and read each of them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.core.errors import WrittenError
from engine.core.immutable import immutable
from engine.network.written.refusal import refusal
from engine.network.written.syntax import LARGEST, Call, Path, Unread, Value, is_number

NEEDED = Unread("", 0)
"""Stands for a parameter that has no default."""
Parameters = Sequence[tuple[str, Value]]


@immutable
class Arguments:
    """The arguments of a call, by name."""

    call: Call
    given: tuple[tuple[str, Value], ...]

    def __getitem__(self, name: str) -> Value:
        return dict(self.given)[name]

    def refused(self, key: str, **facts: object) -> WrittenError:
        """Make a refusal at the line of the call, with its name."""
        return refusal(key, self.call.line, name=self.call.name, **facts)

    def number(self, name: str) -> float:
        """Read a number. Raises `WrittenError` for anything else, and for one that is too large."""
        found = self[name]
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise self.refused("no_number", argument=name, code=written(found))
        if not abs(found) < LARGEST:
            shown = written(found)[:20]
            raise self.refused("bounds", number=shown, least=-LARGEST, most=LARGEST)
        return found

    def share(self, name: str, most: float = LARGEST) -> float:
        """Read a number that is not negative, and below `most`, as PyTorch demands it."""
        return self.checked(name, self.number(name), most)

    def checked(self, name: str, number: float, most: float = LARGEST) -> float:
        """Refuse a number of an argument that is negative, or not below `most`."""
        if not 0 <= number < most:
            raise self.refused("not_negative", argument=name, number=number, most=f"{most:g}")
        return number

    def count(self, name: str) -> int:
        """Read a whole number from 1."""
        found = self.number(name)
        if not isinstance(found, int) or not 0 < found <= 100_000:
            raise self.refused("no_count", argument=name, code=written(found))
        return found

    def flag(self, name: str) -> bool:
        """Read True or False."""
        found = self[name]
        if not isinstance(found, bool):
            raise self.refused("no_flag", argument=name, code=written(found))
        return found

    def only(self, name: str, *allowed: Value) -> None:
        """Refuse an argument that is given and is none of these, which can be expressed."""
        found = self[name]
        if not any(type(found) is type(one) and found == one for one in allowed):
            there = ", ".join(map(written, allowed))
            raise self.refused("not_expressed", argument=name, code=written(found), allowed=there)


def bound(call: Call, parameters: Parameters, ignored: Sequence[str] = ()) -> Arguments:
    """Bind the arguments of a call to its parameters, by position and by name.

    `ignored` changes no number, such as `device`. Raises `WrittenError` for one that is not there.
    """
    known = [name for name, _ in parameters]
    given = dict(zip(known, call.args, strict=False))
    if len(call.args) > len(known):
        raise refusal("too_many_arguments", call.line, name=call.name, most=len(known))
    for name, value in call.keywords:
        if name not in known and name not in ignored:
            there = ", ".join(known) or "none"
            raise refusal("argument", call.line, name=call.name, argument=name, known=there)
        given |= {name: value} if name in known else {}
    missing = [name for name, default in parameters if default is NEEDED and name not in given]
    if missing:
        raise refusal("missing", call.line, name=call.name, argument=missing[0])
    return Arguments(call, tuple((dict(parameters) | given).items()))


def written(part: Value) -> str:
    """Write a value as it stands in a program."""
    match part:
        case Path(name, _) | Unread(name, _):
            return name
        case Call():
            return f"{part.name}(...)"
        case tuple():
            return f"({', '.join(map(written, part))})"
    return repr(part)


def is_count(part: Value) -> bool:
    """Tell a whole number from 1."""
    return is_number(part) and isinstance(part, int) and part > 0
