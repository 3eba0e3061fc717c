"""The errors of the engine; a message names the thing, what is wrong, and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Sendable(Exception):
    """An error that another process can be sent: with its message and its fields, as it is.

    Python's own way would call the class with the message alone.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (type(self), self.args), self.__dict__


def _remade(kind: type[Sendable], args: tuple[Any, ...]) -> Sendable:
    return kind.__new__(kind, *args)


class EngineError(Sendable, ValueError):
    """The base of every error that the engine raises about its arguments."""


class ShapeError(EngineError):
    """Two shapes do not fit; the message says which, and what would fit."""


class PlacedError(EngineError):
    """Something is wrong at one place: `where` names it, `why` says what is wrong and allowed."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class ProgramError(PlacedError):
    """A program is not well formed; `where` is the name of the equation at fault."""


class BindError(EngineError):
    """The values given to a program do not fit it; `name` is the value at fault."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}")
        self.name = name
        self.why = why


class SettingError(EngineError):
    """A setting (an activation, a loss, a width) has a value that is not allowed."""


class DeriveError(EngineError):
    """A formula cannot be read or derived; `column`, from 1, is where, None if nowhere.

    `key` and `facts` are those of its sentence in the catalogue, if it has one: `[formula.KEY]`.
    """

    def __init__(
        self,
        why: str,
        column: int | None = None,
        key: str = "",
        facts: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(why if column is None else f"column {column}: {why}")
        self.why = why
        self.column = column
        self.key = key
        self.facts = facts or {}


class WrittenError(EngineError):
    """A network that someone wrote cannot be read; `line`, from 1, is where, None if nowhere.

    `key` and `facts` are those of its sentence in the catalogue: `[written.KEY]`.
    """

    def __init__(self, why: str, line: int | None, key: str, facts: Mapping[str, object]) -> None:
        super().__init__(why if line is None else f"line {line}: {why}")
        self.why = why
        self.line = line
        self.key = key
        self.facts = facts


class ScenarioError(PlacedError):
    """The JSON of a scenario does not fit; `where` is a path: `layers[2].W[0]`."""


class DataError(PlacedError):
    """Data cannot be read or drawn; `where` is the file, the line or the setting at fault.

    - `place`, `key`, `facts`: of a table, those of its sentence in the catalogue: `[table.KEY]`, at
      `[table.place.PLACE]`
    """

    def __init__(
        self,
        where: str,
        why: str,
        place: str = "",
        key: str = "",
        facts: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(where, why)
        self.place = place
        self.key = key
        self.facts = facts or {}


class LimitError(EngineError):
    """Something is larger than the engine allows; the message has its size and the limit."""


class LessonError(PlacedError):
    """The file of a lesson does not fit; `where` is the part at fault."""


class AnswerError(EngineError):
    """An answer that was typed cannot be read.

    `reason` is the key of its text in the catalogue. `row` and `column`, from 1, and `entry` say
    where the fault is, if it is at one place; `within` names the file and the array.
    """

    def __init__(
        self,
        reason: str,
        why: str,
        row: int | None = None,
        column: int | None = None,
        entry: str = "",
        within: tuple[str, ...] = (),
    ) -> None:
        super().__init__(why)
        self.reason = reason
        self.row = row
        self.column = column
        self.entry = entry
        self.within = within

    def below(self, name: str, between: str = " ") -> AnswerError:
        """Make the same error, with the name of what it is in before it."""
        why, within = f"{name}{between}{self}", (name, *self.within)
        return AnswerError(self.reason, why, self.row, self.column, self.entry, within)
