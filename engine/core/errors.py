"""What the engine says when something does not fit: the thing, and what is allowed."""


class EngineError(ValueError):
    """The base of every error that the engine raises about its arguments."""


class ShapeError(EngineError):
    """Two shapes do not fit; the message says which, and what would."""


class PlacedError(EngineError):
    """Something is wrong at one place: `where` names it, `why` says what is wrong, and allowed."""

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
    """A choice (an activation, a loss, a width) is not one of those there are."""


class DeriveError(EngineError):
    """A formula cannot be read or derived; `column`, from 1, is where, None where nowhere."""

    def __init__(self, why: str, column: int | None = None) -> None:
        super().__init__(why if column is None else f"column {column}: {why}")
        self.why = why
        self.column = column


class ScenarioError(PlacedError):
    """The JSON of a scenario is not as it should be; `where` is a path: `layers[2].W[0]`."""


class LimitError(EngineError):
    """Something is larger than the engine takes on; the message says how large, and the limit."""


class LessonError(PlacedError):
    """A lesson's file is not as it should be; `where` is the piece at fault."""


class AnswerError(EngineError):
    """An answer that was typed cannot be read.

    `reason` is the key of what is wrong; `row` and `column`, from 1, and `entry` say where, as far
    as it is at one place.
    """

    def __init__(
        self,
        reason: str,
        why: str,
        row: int | None = None,
        column: int | None = None,
        entry: str = "",
    ) -> None:
        super().__init__(why)
        self.reason = reason
        self.row = row
        self.column = column
        self.entry = entry
