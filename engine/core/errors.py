"""What the engine says when something does not fit: the thing, and what is allowed."""


class EngineError(ValueError):
    """The base of every error that the engine raises about its arguments."""


class ShapeError(EngineError):
    """Two shapes do not fit; the message says which, and what would."""


class ProgramError(EngineError):
    """A program is not well formed; `equation` is the name of the one at fault."""

    def __init__(self, equation: str, why: str) -> None:
        super().__init__(f"{equation}: {why}")
        self.equation = equation
        self.why = why


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


class ScenarioError(EngineError):
    """The JSON of a scenario is not as it should be; `path` is where: `layers[2].W[0]`."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class LimitError(EngineError):
    """Something is larger than the engine takes on; the message says how large, and the limit."""


class LessonError(EngineError):
    """A lesson's file is not as it should be; `what` is the piece at fault."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")
        self.what = what
        self.why = why


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
